/* figures.c - what google-benchmark wrote, put together: results/bench.json. */
#include "bench.h"

#include "../lib/text.h"
#include "../platform/platform.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

/* What is said of the machine: its processor, and how many. */
static char *machine(void)
{
	static const char key[] = "model name";
	char *cpus = file_read("/proc/cpuinfo", NULL), *line = cpus ? strstr(cpus, key) : NULL,
	     *start = line ? strchr(line, ':') : NULL, *named;
	struct utsname kernel = { .machine = "unknown" };

	uname(&kernel);
	if (start)
		start[strcspn(start, "\n")] = '\0';
	named = format_new("%s, %u processors", start ? start + strspn(start, ": ") : kernel.machine,
	                   seam_processors());
	free(cpus);
	return named;
}

/*
 * {"machine", "compiler", "flavour", "peers": [{"name", "language", "toolchain"}], "measures": [name],
 *  "pairs": [{"many", "one"}]      measures of the same work, in many calls and in one
 *  "rows":  [{"peer", "language", "measure", "unit", "ns", "plain_ns", "ratio", "spread"}]
 *  "gaps":  [{"peer", "measure", "reason"}]}
 *
 * Times are of one unit, and medians of the repetitions.  `plain_ns` is plain C's, by turns with the peer in the same
 * process; `ratio` is the median of the repetitions' ratios, `spread` their coefficient of variation.
 */
void figures_begin(struct bench_figures *figures, const char *flavour)
{
	static const char *const pairs[][2] = {
		{ "batch: n calls", "batch: one call" },
		{ "read: by 1 byte", "read: by 4096 bytes" },
		{ "text: validated each time", "text: validated once" },
	};
	char *this_machine = machine();
	cJSON *all = cJSON_CreateObject();

	cJSON_AddStringToObject(all, "machine", this_machine);
	cJSON_AddStringToObject(all, "compiler", "");
	cJSON_AddStringToObject(all, "flavour", flavour);
	*figures = (struct bench_figures){
		.all = all,
		.peers = cJSON_AddArrayToObject(all, "peers"),
		.measures = cJSON_AddArrayToObject(all, "measures"),
		.pairs = cJSON_AddArrayToObject(all, "pairs"),
		.rows = cJSON_AddArrayToObject(all, "rows"),
		.gaps = cJSON_AddArrayToObject(all, "gaps"),
	};
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		cJSON *pair = cJSON_CreateObject();

		cJSON_AddStringToObject(pair, "many", pairs[i][0]);
		cJSON_AddStringToObject(pair, "one", pairs[i][1]);
		cJSON_AddItemToArray(figures->pairs, pair);
	}
	free(this_machine);
}

static const char *string_of(const cJSON *object, const char *key)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(object, key));

	return text ? text : "";
}

static double number_of(const cJSON *object, const char *key)
{
	return cJSON_GetNumberValue(cJSON_GetObjectItem(object, key));
}

/* The run's name ends in how it is timed: "empty call/manual_time". */
static char *measure_name(const cJSON *run)
{
	char *name = copy_new(string_of(run, "run_name"));

	name[strcspn(name, "/")] = '\0';
	return name;
}

/* This run's aggregate of that name; of a single repetition the run itself, which has no spread. */
static const cJSON *aggregate(const cJSON *runs, int family, const char *name)
{
	const cJSON *run;

	cJSON_ArrayForEach (run, runs)
		if ((int)number_of(run, "family_index") == family &&
		    (strcmp(string_of(run, "aggregate_name"), name) == 0 ||
		     (strcmp(name, "median") == 0 && (int)number_of(run, "repetitions") == 1)))
			return run;
	return NULL;
}

static void add_row(struct bench_figures *figures, const char *peer, const char *language, const char *measure,
                    const cJSON *median, const cJSON *cv)
{
	cJSON *row = cJSON_CreateObject();

	cJSON_AddStringToObject(row, "peer", peer);
	cJSON_AddStringToObject(row, "language", language);
	cJSON_AddStringToObject(row, "measure", measure);
	cJSON_AddStringToObject(row, "unit", string_of(median, "label"));
	cJSON_AddNumberToObject(row, "ns", number_of(median, "ns"));
	cJSON_AddNumberToObject(row, "plain_ns", number_of(median, "plain_ns"));
	cJSON_AddNumberToObject(row, "ratio", number_of(median, "ratio"));
	if (cv)
		cJSON_AddNumberToObject(row, "spread", number_of(cv, "ratio"));
	cJSON_AddItemToArray(figures->rows, row);
}

static void add_gap(struct bench_figures *figures, const char *peer, const char *measure, const char *reason)
{
	cJSON *gap = cJSON_CreateObject();

	cJSON_AddStringToObject(gap, "peer", peer);
	cJSON_AddStringToObject(gap, "measure", measure);
	cJSON_AddStringToObject(gap, "reason", reason);
	cJSON_AddItemToArray(figures->gaps, gap);
}

/* One measure of the peer: a row or a gap.  Whether the answer was right. */
static bool take_measure(struct bench_figures *figures, const char *peer, const char *language, const cJSON *runs,
                         int family)
{
	const cJSON *run, *any = NULL, *median;
	const char *error;
	bool right = true;
	char *name;

	cJSON_ArrayForEach (run, runs)
		if ((int)number_of(run, "family_index") == family)
			any = run;
	if (!any)
		return false;
	name = measure_name(any);
	error = string_of(any, "error_message");
	median = aggregate(runs, family, "median");
	if (cJSON_GetArraySize(figures->measures) == family)
		cJSON_AddItemToArray(figures->measures, cJSON_CreateString(name));
	if (!*error && median) {
		add_row(figures, peer, language, name, median, aggregate(runs, family, "cv"));
	} else {
		right = strncmp(error, "gap: ", 5) == 0;
		add_gap(figures, peer, name, right ? error + 5 : error);
		if (!right)
			fprintf(stderr, "bench: %s: %s: %s\n", peer, name, error);
	}
	free(name);
	return right;
}

int figures_take(struct bench_figures *figures, const char *peer, const char *path)
{
	char *text = file_read(path, NULL);
	cJSON *written = text ? cJSON_Parse(text) : NULL, *entry = cJSON_CreateObject();
	const cJSON *context = cJSON_GetObjectItem(written, "context"),
		    *runs = cJSON_GetObjectItem(written, "benchmarks"), *run;
	bool right = runs != NULL;
	int families = 0;

	if (!runs)
		fprintf(stderr, "bench: %s: no figures in %s\n", peer, path);
	cJSON_AddStringToObject(entry, "name", peer);
	cJSON_AddStringToObject(entry, "language", string_of(context, "language"));
	cJSON_AddStringToObject(entry, "toolchain", string_of(context, "toolchain"));
	cJSON_AddItemToArray(figures->peers, entry);
	cJSON_ReplaceItemInObject(figures->all, "compiler", cJSON_CreateString(string_of(context, "plain")));
	cJSON_ArrayForEach (run, runs)
		if ((int)number_of(run, "family_index") >= families)
			families = (int)number_of(run, "family_index") + 1;
	for (int family = 0; family < families; family++)
		right &= take_measure(figures, peer, string_of(context, "language"), runs, family);
	cJSON_Delete(written);
	free(text);
	return right ? 0 : 1;
}

int figures_read(struct bench_figures *figures, const char *path)
{
	char *text = file_read(path, NULL);
	cJSON *all = text ? cJSON_Parse(text) : NULL;

	*figures = (struct bench_figures){
		.all = all,
		.peers = cJSON_GetObjectItem(all, "peers"),
		.measures = cJSON_GetObjectItem(all, "measures"),
		.pairs = cJSON_GetObjectItem(all, "pairs"),
		.rows = cJSON_GetObjectItem(all, "rows"),
		.gaps = cJSON_GetObjectItem(all, "gaps"),
	};
	free(text);
	if (figures->rows)
		return 0;
	fprintf(stderr, "bench: %s holds no figures: run `make bench`\n", path);
	return -1;
}

bool figures_any(const struct bench_figures *figures)
{
	return cJSON_GetArraySize(figures->rows) > 0;
}

int figures_write(const struct bench_figures *figures, const char *path)
{
	char *text = cJSON_Print(figures->all), *whole = format_new("%s\n", text);
	int failed = file_write(path, whole, strlen(whole));

	if (failed)
		fprintf(stderr, "bench: %s: %s\n", path, strerror(errno));
	free(text);
	free(whole);
	return failed;
}
