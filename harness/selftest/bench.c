/* bench.c - the figures of build/bench: complete, of one run, never of a wrong answer.  None is held to a time. */
#include "../lib/text.h"
#include "../platform/platform.h"

#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const measures[] = {
	"empty call",
	"scalars",
	"struct in by value",
	"struct out by value",
	"string in and out",
	"callback",
	"batch: n calls",
	"batch: one call",
	"read: by 1 byte",
	"read: by 4096 bytes",
	"text: validated each time",
	"text: validated once",
};
enum { MEASURES = sizeof measures / sizeof measures[0] };

static void keep(void *argument, const char *bytes, size_t size)
{
	text_put(argument, bytes, size);
}

/* Runs it on a peer; *output gets what it says, *figures what it wrote, or NULL.  Its exit status. */
static int bench(const char *peer, const char *repetitions, char **output, cJSON **figures)
{
	char *out = format_new("build/selftest-results/bench.%ld.json", seam_process_number()),
	     *line = format_new("build/bench --flavour plain --min-time 0.0001 --repetitions %s --out %s --peer %s",
	                        repetitions, out, peer),
	     **argv = words_new(line), *written;
	struct text text = { 0 };
	struct seam_process process = { .argv = (const char *const *)argv, .output = keep, .argument = &text };

	seam_make_folders("build/selftest-results");
	cr_assert(seam_process_run(&process) == 0 && process.how == SEAM_EXITED);
	*output = copy_new(text_of(&text));
	written = file_read(out, NULL);
	*figures = written ? cJSON_Parse(written) : NULL;
	remove(out);
	free(written);
	free(out);
	free(line);
	words_free(argv);
	text_free(&text);
	return process.status;
}

static const cJSON *find(const cJSON *list, const char *measure, int *count)
{
	const cJSON *entry, *found = NULL;

	cJSON_ArrayForEach (entry, list)
		if (strcmp(cJSON_GetStringValue(cJSON_GetObjectItem(entry, "measure")), measure) == 0) {
			found = entry;
			++*count;
		}
	return found;
}

static double number(const cJSON *row, const char *key)
{
	return cJSON_GetNumberValue(cJSON_GetObjectItem(row, key));
}

/* Each measure is there once, as figures or as a gap; figures are numbers, and there is a spread of more than one repetition. */
static void complete(const cJSON *figures, int gaps_expected, bool repeated)
{
	const cJSON *rows = cJSON_GetObjectItem(figures, "rows"), *gaps = cJSON_GetObjectItem(figures, "gaps");
	const cJSON *named = cJSON_GetObjectItem(figures, "measures");

	cr_assert(cJSON_GetArraySize(named) == MEASURES);
	cr_expect(cJSON_GetArraySize(gaps) == gaps_expected, "%d gaps", cJSON_GetArraySize(gaps));
	for (int i = 0; i < MEASURES; i++) {
		int count = 0;
		const cJSON *row = find(rows, measures[i], &count);

		find(gaps, measures[i], &count);
		cr_expect(count == 1, "%s is told %d times", measures[i], count);
		cr_expect(strcmp(cJSON_GetStringValue(cJSON_GetArrayItem(named, i)), measures[i]) == 0);
		if (row)
			cr_expect(number(row, "ns") > 0 && number(row, "plain_ns") > 0 && number(row, "ratio") > 0 &&
			                  cJSON_HasObjectItem(row, "spread") == repeated,
			          "%s: %s", measures[i], cJSON_Print(row));
	}
}

/* Of a single repetition there is no median: the ratio is of the peer's time and plain C's as they stand beside it. */
Test(bench, a_ratio_is_of_one_run)
{
	cJSON *figures;
	const cJSON *row;
	char *output;

	bench("build/selftest-parts/hostile/answers_wrongly.so", "1", &output, &figures);
	cr_assert(figures != NULL, "%s", output);
	complete(figures, MEASURES - 1, false);
	cJSON_ArrayForEach (row, cJSON_GetObjectItem(figures, "rows")) {
		double ratio = number(row, "ns") / number(row, "plain_ns");

		cr_expect(number(row, "ratio") > 0.999 * ratio && number(row, "ratio") < 1.001 * ratio);
	}
}

Test(bench, what_answers_wrongly_is_not_measured)
{
	cJSON *figures;
	char *output;

	cr_expect(bench("build/selftest-parts/hostile/answers_wrongly.so", "2", &output, &figures) == 1);
	cr_expect(strstr(output, "answers_wrongly: string in and out: the answer is wrong") != NULL, "%s", output);
	cr_expect(strstr(output, "callback") != NULL);
	complete(figures, MEASURES - 1, true);
}

Test(bench, a_runtime)
{
	cJSON *figures;
	char *output;

	if (!seam_command_exists("/usr/bin/python3"))
		cr_skip_test("there is no Python");
	cr_expect(bench("python", "2", &output, &figures) == 0, "%s", output);
	cr_assert(figures != NULL, "%s", output);
	complete(figures, 1, true);
	cr_expect(strcmp(cJSON_GetStringValue(
				 cJSON_GetObjectItem(cJSON_GetArrayItem(cJSON_GetObjectItem(figures, "peers"), 0),
	                                             "language")),
	                 "Python") == 0);
}

static void says(const char *peer, int status, const char *word)
{
	cJSON *figures;
	char *output;

	cr_expect(bench(peer, "2", &output, &figures) == status, "%s", output);
	cr_expect(strstr(output, word) != NULL, "no \"%s\" in: %s", word, output);
	cr_expect(figures == NULL);
}

Test(bench, a_peer_without_the_ops)
{
	says("build/selftest-parts/hostile/well_behaved.so", 2, "has anything that is measured");
}
Test(bench, a_peer_that_dies)
{
	says("build/selftest-parts/hostile/crashes_at_open.so", 1, "did not come to its end");
}
Test(bench, a_peer_that_is_not_there)
{
	says("nobody", 2, "nothing to run");
}
