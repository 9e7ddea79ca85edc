#include "campaign.h"

#include "../../../harness/lib/text.h"
#include "../../../harness/platform/platform.h"
#include "job.h"
#include "lists.h"
#include "platform.h"
#include "reproduce.h"
#include "shrink.h"
#include "tried.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_NOTHING, EXIT_FOUND, EXIT_TROUBLE };
enum { TOGETHER = 32 }; /* failures shrunk in common */

struct campaign {
	const struct options *options;
	struct progress *progress;
	char *folder, *peer;
	char *slots[2]; /* folders of chunks, in turn */
	FILE *failures;
	unsigned features;
};

/* ---- what failed in a chunk ---- */

static void count_one(struct totals *t, enum verdict verdict, int64_t by)
{
	uint64_t *of = verdict == VERDICT_UNDECIDED                              ? &t->undecided
	               : verdict == VERDICT_CRASH || verdict == VERDICT_FINDING ||
	                                 verdict == VERDICT_TIMEOUT             ? &t->crashed
	               : verdict >= FIRST_FAILURE                                ? &t->failed
	                                                                         : &t->passed;

	*of += (uint64_t)by;
}

/* Runs what failed again, against all C compilers: only then is it a failure, and not a signature that C disagrees about. */
static int confirm(struct campaign *c, const struct calls_list *list, struct outcomes *out)
{
	struct calls_list *again = calls_list_new("again", CALLS_HAS_TYPES);
	char *folder = format_new("%s/work/confirm", c->folder);
	struct outcomes second = { 0 };
	int failed = 0;

	for (size_t i = 0; i < out->count; i++)
		if (out->items[i].verdict >= FIRST_FAILURE)
			calls_list_put(again, calls_list_text(list, out->items[i].number));
	if (calls_list_count(again))
		failed = list_run(c->options, folder, again, SIDES_ALL, &second);
	for (size_t i = 0; !failed && i < out->count; i++) {
		struct item *item = &out->items[i];
		enum verdict verdict = VERDICT_PASSED;
		const char *message = "it passed when it was run again";

		if (item->verdict < FIRST_FAILURE)
			continue;
		for (size_t j = 0; j < second.count; j++)
			if (second.items[j].way == item->way && strcmp(calls_list_text(again, second.items[j].number), calls_list_text(list, item->number)) == 0) {
				verdict = second.items[j].verdict;
				message = second.items[j].message;
			}
		if (verdict == VERDICT_PASSED) {
			c->progress->unstable++;
		} else {
			count_one(&out->totals, item->verdict, -1);
			count_one(&out->totals, verdict, 1);
			/* What was seen against the fast compiler alone is what candidates are compared with. */
			if (verdict == VERDICT_UNDECIDED)
				item->verdict = verdict;
			free(item->message);
			item->message = copy_new(message);
		}
	}
	outcome_free(&second);
	calls_list_free(again);
	free(folder);
	return failed;
}

static bool unstable(const struct item *item)
{
	return strncmp(item->message, "it passed", 9) == 0;
}

/* ---- classes ---- */

/* Runs the new classes many times against both C compilers. */
static int repeat(struct campaign *c, struct class **fresh, size_t count)
{
	struct calls_list *list = calls_list_new("classes", CALLS_HAS_TYPES);
	char *folder = format_new("%s/work/repeat", c->folder);
	struct job jobs[CONFIRMATIONS] = { { 0 } };
	bool failures[CONFIRMATIONS];
	struct outcomes out;
	int failed;

	for (size_t i = 0; i < count; i++)
		calls_list_put(list, fresh[i]->signature);
	failed = list_run(c->options, folder, list, SIDES_BOTH, &out);
	outcome_free(&out);
	for (unsigned n = 0; n < CONFIRMATIONS; n++) {
		jobs[n] = (struct job){ .run = true, .sides = SIDES_BOTH, .number = n + 1 };
		snprintf(jobs[n].folder, sizeof jobs[n].folder, "%s", folder);
	}
	if (!failed)
		failed = jobs_run(c->options, jobs, CONFIRMATIONS, failures);
	for (unsigned n = 0; !failed && n < CONFIRMATIONS; n++) {
		outcome_read(&out, folder, n + 1, list);
		for (size_t i = 0; i < out.count; i++)
			for (size_t k = 0; k < count; k++) {
				const struct item *item = &out.items[i];
				struct class *class = fresh[k];

				if (item->way != class->way || strcmp(class->signature, calls_list_text(list, item->number)) != 0 ||
				    item->verdict < FIRST_FAILURE)
					continue;
				class->failed++;
				free(class->message);
				class->message = copy_new(item->message);
			}
		outcome_free(&out);
	}
	calls_list_free(list);
	free(folder);
	return failed;
}

/* A class that C's own compilers disagree about was shrunk too far, against the fast one alone: once more, against all. */
static int shrink_again(struct campaign *c, struct target *targets, size_t count, const struct calls_list *list, struct item *const *items)
{
	struct calls_list *ends = calls_list_new("ends", CALLS_HAS_TYPES);
	char *folder = format_new("%s/work/shrink", c->folder);
	struct outcomes out;
	bool any = false;
	int failed;

	for (size_t t = 0; t < count; t++)
		calls_list_put(ends, targets[t].text);
	failed = list_run(c->options, folder, ends, SIDES_ALL, &out);
	for (size_t t = 0; !failed && t < count; t++)
		for (size_t n = 0; n < calls_list_count(ends); n++) {
			struct target *target = &targets[t];
			enum verdict verdict = outcome_verdict(&out, n, target->way);

			if (strcmp(calls_list_text(ends, n), target->text) != 0 || verdict == target->verdict)
				continue;
			if (verdict == VERDICT_UNDECIDED) {
				target_close(target);
				target_open(target, calls_list_text(list, items[t]->number), items[t]->way, items[t]->verdict, SIDES_ALL);
				any = true;
			}
			break;
		}
	outcome_free(&out);
	if (!failed && any)
		failed = shrink(c->options, folder, targets, count);
	calls_list_free(ends);
	free(folder);
	return failed;
}

static void tell_failure(struct campaign *c, const struct item *item, const char *text, const struct class *class)
{
	fprintf(c->failures, "%s\t%s\t%s\t%s\t%s\n", sweep_ways[item->way], text, verdict_name(item->verdict), class ? class->signature : "",
	        item->message);
}

static struct class *known_by_memory(struct campaign *c, const char *text, const struct item *item)
{
	struct target target;
	struct class *class = NULL;

	target_open(&target, text, item->way, item->verdict, SIDES_QUICK);
	shrink_by_memory(&target);
	class = class_of(&c->progress->classes, target.text, item->way, item->verdict);
	target_close(&target);
	return class;
}

/* Shrinks the chosen failures in common; a class that is new is run again and gets its reproducer. */
static int shrink_chosen(struct campaign *c, const struct calls_list *list, struct item *const *items, size_t count)
{
	struct target *targets = need(calloc(count + 1, sizeof *targets));
	struct class **fresh = need(calloc(count + 1, sizeof *fresh));
	char *folder = format_new("%s/work/shrink", c->folder);
	size_t n_fresh = 0;
	int failed;

	for (size_t t = 0; t < count; t++)
		target_open(&targets[t], calls_list_text(list, items[t]->number), items[t]->way, items[t]->verdict, SIDES_QUICK);
	failed = shrink(c->options, folder, targets, count);
	if (!failed)
		failed = shrink_again(c, targets, count, list, items);
	for (size_t t = 0; !failed && t < count; t++) {
		struct classes *classes = &c->progress->classes;
		struct class *class = class_of(classes, targets[t].text, targets[t].way, targets[t].verdict);

		if (!class) {
			class = class_add(classes, targets[t].text, calls_list_text(list, items[t]->number), targets[t].way, targets[t].verdict);
			if (class) {
				class->message = copy_new(items[t]->message);
				fresh[n_fresh++] = class;
			}
		}
		if (class)
			class->count++;
		else
			c->progress->not_shrunk++;
		tell_failure(c, items[t], calls_list_text(list, items[t]->number), class);
		target_close(&targets[t]);
	}
	if (!failed && n_fresh)
		failed = repeat(c, fresh, n_fresh);
	for (size_t i = 0; !failed && i < n_fresh; i++) {
		class_mark_known(fresh[i], c->peer, c->options->platform);
		reproduce(c->options, fresh[i], c->folder, (unsigned)(fresh[i] - c->progress->classes.list) + 1);
	}
	free(targets);
	free(fresh);
	free(folder);
	return failed;
}

/* Takes from the rest what memory puts into a class, and then the first few of what is left, to be shrunk in common. */
static size_t choose(struct campaign *c, const struct calls_list *list, struct item **rest, size_t *n_rest, struct item **chosen, size_t most)
{
	size_t kept = 0, n = 0;

	for (size_t i = 0; i < *n_rest; i++) {
		const char *text = calls_list_text(list, rest[i]->number);
		struct class *class = known_by_memory(c, text, rest[i]);

		if (class) {
			class->count++;
			tell_failure(c, rest[i], text, class);
		} else if (n < most) {
			chosen[n++] = rest[i];
		} else {
			rest[kept++] = rest[i];
		}
	}
	*n_rest = kept;
	return n;
}

static int classify(struct campaign *c, const struct calls_list *list, struct outcomes *out)
{
	struct item **rest = need(calloc(out->count + 1, sizeof *rest)), *chosen[TOGETHER];
	uint64_t before = tried_count();
	size_t n_rest = 0, n = 1;
	int failed = 0;

	for (size_t i = 0; i < out->count; i++) {
		struct item *item = &out->items[i];

		if (item->verdict < FIRST_FAILURE)
			continue;
		if (unstable(item))
			tell_failure(c, item, calls_list_text(list, item->number), NULL);
		else
			rest[n_rest++] = item;
	}
	while (!failed && n && n_rest) {
		size_t room = MOST_CLASSES - c->progress->classes.count;
		size_t most = tried_count() - before >= c->options->effort ? 0 : room < TOGETHER ? room : TOGETHER;

		n = choose(c, list, rest, &n_rest, chosen, most);
		if (n)
			failed = shrink_chosen(c, list, chosen, n);
	}
	for (size_t i = 0; i < n_rest; i++)
		tell_failure(c, rest[i], calls_list_text(list, rest[i]->number), NULL);
	c->progress->not_shrunk += n_rest;
	free(rest);
	return failed;
}

/* ---- chunks ---- */

static void add_totals(struct totals *to, const struct totals *from)
{
	to->passed += from->passed;
	to->failed += from->failed;
	to->unsupported += from->unsupported;
	to->crashed += from->crashed;
	to->undecided += from->undecided;
}

static int end_chunk(struct campaign *c, const char *slot, const struct calls_list *list)
{
	struct outcomes out;
	int failed;

	outcome_read(&out, slot, 0, list);
	if (out.refused) {
		fprintf(stderr, "sweep: the peer cannot be run: %s\n", out.trouble);
		outcome_free(&out);
		return -1;
	}
	failed = list_finish(c->options, slot, list, SIDES_QUICK, &out);
	if (!failed)
		failed = confirm(c, list, &out);
	if (!failed && !c->progress->peer && out.peer)
		c->progress->peer = copy_new(out.peer);
	if (!failed) {
		add_totals(&c->progress->totals, &out.totals);
		failed = classify(c, list, &out);
	}
	outcome_free(&out);
	return failed;
}

/* The files first, then the state that says how much of them counts. */
static int save(struct campaign *c)
{
	int64_t size = tried_size();

	if (size < 0 || fflush(c->failures) != 0) {
		perror("sweep: failures.tsv");
		return -1;
	}
	c->progress->tried_size = (uint64_t)size;
	c->progress->failures_size = (uint64_t)ftell(c->failures);
	return progress_save(c->progress, c->folder, c->options);
}

static struct job job_of(const char *folder, bool run)
{
	struct job job = { .run = run, .sides = SIDES_QUICK };

	snprintf(job.folder, sizeof job.folder, "%s", folder);
	return job;
}

/* One chunk runs while the next is compiled. */
static int run_chunks(struct campaign *c)
{
	struct calls_list *lists[2] = { calls_list_new("even", CALLS_HAS_TYPES), calls_list_new("odd", CALLS_HAS_TYPES) };
	const struct options *o = c->options;
	struct position ahead = c->progress->position, behind[2];
	uint64_t left_out[2], first = ahead.done;
	double start = seam_seconds(), earlier = c->progress->seconds;
	unsigned slot = 0;
	bool failed[2], ready = false;
	int trouble = 0;

	for (int n = 0; n < 2; n++) {
		calls_list_free(lists[n]);
		lists[n] = calls_list_new(n ? "odd" : "even", c->features);
	}
	while (!trouble && c->progress->position.done < o->count) {
		struct job jobs[2];
		size_t n_jobs = 0;
		unsigned next = ready ? 1 - slot : slot;

		if (ready)
			jobs[n_jobs++] = job_of(c->slots[slot], true);
		if (ahead.done < o->count) {
			uint64_t before = ahead.done;

			trouble = chunk_next(lists[next], o, c->features, &ahead) || chunk_write(lists[next], c->slots[next]);
			if (!trouble && ahead.done == before) {
				fprintf(stderr, "sweep: the list ended after %llu signatures\n", (unsigned long long)before);
				trouble = -1;
			}
			behind[next] = ahead;
			left_out[next] = ahead.done - before - calls_list_count(lists[next]);
			jobs[n_jobs++] = job_of(c->slots[next], false);
		}
		if (!trouble)
			trouble = jobs_run(o, jobs, n_jobs, failed);
		if (!trouble && ready) {
			trouble = end_chunk(c, c->slots[slot], lists[slot]);
			c->progress->position = behind[slot];
			c->progress->left_out += left_out[slot];
			c->progress->seconds = earlier + seam_seconds() - start;
			if (!trouble)
				trouble = save(c);
			if (!trouble)
				tell_progress(c->progress, o, start, first, c->progress->position.done >= o->count);
		}
		slot = next;
		ready = true;
	}
	calls_list_free(lists[0]);
	calls_list_free(lists[1]);
	return trouble;
}

/* ---- the whole ---- */

static char *folder_of(const struct options *o, const char *peer)
{
	const char *name = o->list ? strrchr(o->list, '/') : NULL;
	char *list = o->list ? format_new("list-%s", name ? name + 1 : o->list) : format_new("%llu", (unsigned long long)o->seed);
	char *folder = format_new("%s/%s.%s.%s/%s", o->results, peer, o->flavour, o->platform, list);

	free(list);
	return folder;
}

static int open_files(struct campaign *c)
{
	char *failures = format_new("%s/failures.tsv", c->folder), *tried_path = format_new("%s/tried", c->folder);

	c->failures = fopen(failures, "ab");
	if (!c->failures || truncate(failures, (off_t)c->progress->failures_size) != 0) {
		perror(failures);
		return -1;
	}
	fseek(c->failures, 0, SEEK_END);
	free(failures);
	return tried_open(tried_path, c->progress->tried_size);
}

/* A list that changed since is another one. */
static int check_list(struct options *o)
{
	int64_t count;

	if (!o->list)
		return 0;
	count = chunk_count_file(o->list);
	if (count < 0)
		return -1;
	if (!o->has_count || o->count > (uint64_t)count)
		o->count = (uint64_t)count;
	return 0;
}

static bool all_known(const struct progress *p)
{
	uint64_t known = 0;

	for (size_t i = 0; i < p->classes.count; i++)
		known += p->classes.list[i].known ? p->classes.list[i].count : 0;
	return known == p->totals.failed + p->totals.crashed;
}

int campaign(const struct options *given)
{
	static struct progress progress;
	struct options options = *given;
	struct campaign c = { .options = &options, .progress = &progress };
	bool compiled;
	int found, trouble;
	char *work;

	if (job_check(&options, &c.peer, &compiled) != 0 || check_list(&options) != 0)
		return EXIT_TROUBLE;
	c.folder = folder_of(&options, c.peer);
	c.features = platform_features(&options);
	c.slots[0] = format_new("%s/work/chunk0", c.folder);
	c.slots[1] = format_new("%s/work/chunk1", c.folder);
	work = format_new("%s/work", c.folder);
	if (seam_make_folders(work) != 0) {
		perror(work);
		return EXIT_TROUBLE;
	}
	found = progress_load(&progress, c.folder, &options);
	if (found < 0 || open_files(&c) != 0)
		return EXIT_TROUBLE;
	if (found && progress.position.done)
		fprintf(stderr, "sweep: %s goes on after %llu signatures\n", c.folder, (unsigned long long)progress.position.done);
	trouble = run_chunks(&c);
	seam_remove_tree(work);
	if (trouble)
		fprintf(stderr, "sweep: stopped after %llu signatures; the same command goes on from there\n",
		        (unsigned long long)progress.position.done);
	tell_summary(&progress, &options, c.peer, c.folder);
	return trouble ? EXIT_TROUBLE : all_known(&progress) ? EXIT_NOTHING : EXIT_FOUND;
}

int one_signature(const struct options *options, const char *given)
{
	struct calls_list *list = calls_list_new("one", CALLS_HAS_TYPES);
	struct seam_signature_error error;
	struct seam_signature *s = seam_signature_parse(given, &error);
	char *folder, *peer;
	struct outcomes out;
	bool compiled;
	int red = 0;

	if (!s) {
		fprintf(stderr, "%s\n%*s^ column %u: %s\n", given, (int)error.column - 1, "", error.column, error.message);
		return EXIT_TROUBLE;
	}
	if (job_check(options, &peer, &compiled) != 0)
		return EXIT_TROUBLE;
	folder = format_new("%s/%s.%s.%s/one.%ld", options->results, peer, options->flavour, options->platform, seam_process_number());
	calls_list_put(list, s->text);
	if (list_run(options, folder, list, SIDES_BOTH, &out) != 0)
		return EXIT_TROUBLE;
	printf("%s against %s\n", s->text, out.peer ? out.peer : peer);
	printf("asked %llu: passed %llu, failed %llu, unsupported %llu, crashed %llu; undecided %llu\n",
	       (unsigned long long)(out.totals.passed + out.totals.failed + out.totals.unsupported + out.totals.crashed),
	       (unsigned long long)out.totals.passed, (unsigned long long)out.totals.failed, (unsigned long long)out.totals.unsupported,
	       (unsigned long long)out.totals.crashed, (unsigned long long)out.totals.undecided);
	for (size_t i = 0; i < out.count; i++) {
		printf("  %s: %s: %s\n", sweep_ways[out.items[i].way], verdict_name(out.items[i].verdict), out.items[i].message);
		red |= out.items[i].verdict >= FIRST_FAILURE;
	}
	seam_remove_tree(folder);
	outcome_free(&out);
	calls_list_free(list);
	free(s);
	free(folder);
	return red ? EXIT_FOUND : EXIT_NOTHING;
}
