/* lists.c - a list whose compilation fails, or whose run does not come to its end (a peer that hangs often), is halved. */
#include "lists.h"

#include "../../../harness/lib/text.h"
#include "../../../harness/platform/platform.h"
#include "chunk.h"
#include "job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct job job_of(const char *folder, bool run, enum sides sides)
{
	struct job job = { .run = run, .sides = sides };

	snprintf(job.folder, sizeof job.folder, "%s", folder);
	return job;
}

static int run_once(const struct options *options, const char *folder, const struct calls_list *list, enum sides sides,
                    struct outcomes *out)
{
	struct job compile = job_of(folder, false, sides), run = job_of(folder, true, sides);
	bool failed;

	*out = (struct outcomes){ 0 };
	if (chunk_write(list, folder) != 0 || jobs_run(options, &compile, 1, &failed) != 0)
		return -1;
	if (!failed && jobs_run(options, &run, 1, &failed) != 0)
		return -1;
	outcome_read(out, folder, 0, list);
	if (out->refused) {
		fprintf(stderr, "sweep: the peer cannot be run: %s\n", out->trouble);
		return -1;
	}
	return 0;
}

/* One signature alone that does not come to its end: who does not compile it, or what it does to the process. */
static void blame(const char *folder, struct outcomes *out)
{
	char *path = format_new("%s/trouble", folder), *trouble = file_read(path, NULL), *line = trouble ? strchr(trouble, '\n') : NULL;
	bool sides = trouble && strncmp(trouble, "sides\n", 6) == 0;

	for (unsigned way = 0; way < WAYS; way++) {
		struct item item = { way, sides ? VERDICT_UNDECIDED : trouble ? VERDICT_COMPILER : VERDICT_CRASH, 0, NULL };

		if (line)
			line[1 + strcspn(line + 1, "\n")] = '\0';
		item.message = sides     ? format_new("C does not compile it: %.200s", line ? line + 1 : "")
		               : trouble ? format_new("the peer does not compile it: %.200s", line ? line + 1 : "")
		                         : copy_new(out->trouble);
		outcome_add(out, item);
		*(sides ? &out->totals.undecided : trouble ? &out->totals.failed : &out->totals.crashed) += 1;
	}
	out->complete = true;
	free(trouble);
	free(path);
}

static void merge(struct outcomes *into, struct outcomes *from, size_t first)
{
	into->totals.passed += from->totals.passed;
	into->totals.failed += from->totals.failed;
	into->totals.unsupported += from->totals.unsupported;
	into->totals.crashed += from->totals.crashed;
	into->totals.undecided += from->totals.undecided;
	for (size_t i = 0; i < from->count; i++) {
		struct item item = from->items[i];

		item.number += first;
		item.message = copy_new(item.message);
		outcome_add(into, item);
	}
	if (!into->peer && from->peer)
		into->peer = copy_new(from->peer);
}

static int halves(const struct options *options, const char *folder, const struct calls_list *list, enum sides sides,
                  struct outcomes *out)
{
	size_t count = calls_list_count(list), bounds[] = { 0, count / 2, count };
	char *inner = format_new("%s/half", folder);
	int failed = 0;

	outcome_free(out);
	for (int h = 0; h < 2 && !failed; h++) {
		struct calls_list *half = calls_list_new("half", CALLS_HAS_TYPES);
		struct outcomes of_half;

		for (size_t n = bounds[h]; half && n < bounds[h + 1]; n++)
			calls_list_put(half, calls_list_text(list, n));
		failed = run_once(options, inner, half, sides, &of_half);
		if (!failed && !of_half.complete) {
			if (calls_list_count(half) > 1)
				failed = halves(options, inner, half, sides, &of_half);
			else
				blame(inner, &of_half);
		}
		merge(out, &of_half, bounds[h]);
		outcome_free(&of_half);
		calls_list_free(half);
	}
	out->complete = !failed;
	free(inner);
	return failed;
}

/* Whether anything at all can be compiled and run here: a full disk is no failure of the peer. */
static int check_ground(const struct options *options, const char *folder)
{
	struct calls_list *one = calls_list_new("ground", CALLS_HAS_TYPES);
	char *inner = format_new("%s/ground", folder), *path = format_new("%s/trouble", inner), *trouble;
	struct outcomes out;
	int failed;

	calls_list_put(one, ">v");
	failed = run_once(options, inner, one, SIDES_QUICK, &out);
	if (!failed && !out.complete) {
		trouble = file_read(path, NULL);
		fprintf(stderr, "sweep: not even `>v` can be compiled and run: %s\n", trouble ? trouble : out.trouble);
		free(trouble);
		failed = -1;
	}
	outcome_free(&out);
	calls_list_free(one);
	free(path);
	free(inner);
	return failed;
}

int list_finish(const struct options *options, const char *folder, const struct calls_list *list, enum sides sides,
                struct outcomes *out)
{
	if (out->complete)
		return 0;
	if (check_ground(options, folder) != 0)
		return -1;
	if (calls_list_count(list) > 1)
		return halves(options, folder, list, sides, out);
	blame(folder, out);
	return 0;
}

int list_run(const struct options *options, const char *folder, const struct calls_list *list, enum sides sides, struct outcomes *out)
{
	if (run_once(options, folder, list, sides, out) != 0)
		return -1;
	return list_finish(options, folder, list, sides, out);
}
