/* run.c - the probe's main: arguments, the list of cases, and each case's two passes. */
#include "../platform/platform.h"
#include "instrument.h"
#include "watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CASES = 2048, EXIT_USAGE = 64, EXIT_REFUSED = 65, EXIT_FINDING = 77 };

static struct seam_entry entries[MOST_CASES];
static size_t n_entries;
struct seam_case *seam_open_case;

static struct arguments {
	const char *group, *group_name, *peer, *mutants, *mutant, *events, *plan, *trials, *seconds, *passes;
	bool list, list_mutants, mute, leaks, batch;
} arguments;

void seam_register(const char *group, const char *rule, const char *file, const struct seam_row *rows)
{
	for (; rows->name && n_entries < MOST_CASES; rows++) {
		struct seam_entry *e = &entries[n_entries++];

		*e = (struct seam_entry){ .group = group, .rule = rule, .file = file, .row = rows };
		snprintf(e->id, sizeof e->id, "%s.%s.%s", group, rule, rows->name);
	}
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct seam_entry *)a)->id, ((const struct seam_entry *)b)->id);
}

const char *seam_group_library(void)
{
	return arguments.group;
}

const struct seam_host *seam_probe_host(void)
{
	return &seam_lent_host;
}

const struct seam_host *seam_case_host(struct seam_case *c)
{
	(void)c;
	return &seam_lent_host;
}

bool seam_stimulus(struct seam_case *c)
{
	if (c->pass == 0)
		seam_event("stimulus", (char *)NULL);
	return !c->muted;
}

void seam_expect_abort(struct seam_case *c)
{
	(void)c;
	seam_event("expect", "abort", (char *)NULL);
}

int64_t seam_heap_bytes(struct seam_case *c)
{
	return seam_traits(c) & SEAM_MANAGED_HEAP ? -1 : seam_heap_in_use();
}

int seam_descriptors(void)
{
	return seam_count_descriptors();
}

static void tell_fault(const char *what, const void *address)
{
	char text[320], near[200];
	const char *explained = seam_guard_explain(address, near, sizeof near);

	snprintf(text, sizeof text, "%s at address %p%s%s", what, address, explained ? ": " : "",
	         explained ? explained : "");
	seam_event("fault", text, (char *)NULL);
}

static void finding(const char *text)
{
	seam_event("finding", text, (char *)NULL);
	seam_leave(EXIT_FINDING);
}

/* Whether the case is for peers with a trait that this one does not declare. */
static bool is_for_others(const struct seam_entry *e)
{
	uint64_t needed = e->row->flags >> 8;

	return (seam_traits(NULL) & needed) != needed;
}

/* The instruments are opened in the order in which they are closed last. */
static void run_pass(struct seam_case *c)
{
	seam_lent_open(c);
	seam_secret_open(c);
	seam_attempt_open();
	seam_settle_open(c);
	if (seam_carries(SEAM_AMBIENT))
		seam_ambient_open(c);
	c->entry->row->run(c);
	seam_threads_close(c);
	seam_guard_close(c);
	seam_scratch_close(c);
	if (seam_carries(SEAM_AMBIENT))
		seam_ambient_close(c);
	seam_watch_close(c);
	seam_settle_close(c);
	seam_lent_close(c);
	seam_event_guard(c);
}

void seam_run_case(const struct seam_entry *e, const char *resumed)
{
	struct seam_case c = { .entry = e, .muted = arguments.mute, .resumed = resumed };
	unsigned errors = seam_checker_errors();
	int passes = e->row->flags & SEAM_ONCE || (arguments.passes && atoi(arguments.passes) == 1) ? 1 : 2;

	seam_event("begin", e->id, (char *)NULL);
	seam_open_case = &c;
	if (is_for_others(e))
		seam_skip(&c, "the peer does not declare the trait that this case is about");
	if (seam_table_is_empty())
		seam_skip(&c, "the peer offers no op of this group");
	for (c.pass = 0; c.pass < passes && !c.skipped; c.pass++) {
		run_pass(&c);
		if (c.pass == 0)
			seam_growth_mark(&c);
	}
	c.pass = passes - 1;
	seam_growth_look(&c, run_pass);
	seam_open_case = NULL;
	if (seam_checker_errors() != errors)
		finding("an error was counted during the case");
	if (arguments.leaks && seam_checker_leaks())
		finding("a leak was found after the case");
	seam_event("end", e->id, c.failures ? "fail" : c.skipped ? "skip" : "pass", (char *)NULL);
}

static void list_cases(void)
{
	static const char *const levels[] = { "MUST", "SHOULD", "MAY" };

	for (size_t i = 0; i < n_entries; i++)
		printf("%s\t%s\t%s\t%s\n", entries[i].id, levels[entries[i].row->level],
		       entries[i].row->flags & SEAM_ISOLATED ? "isolated" : "batch", entries[i].row->rule);
}

const struct seam_entry *seam_find_case(const char *id)
{
	struct seam_entry key;

	if (strlen(id) >= sizeof key.id)
		return NULL;
	memcpy(key.id, id, strlen(id) + 1);
	return bsearch(&key, entries, n_entries, sizeof entries[0], by_id);
}

/* One that wants a process of its own gets it later, unless it is known here that it will be skipped. */
static bool is_for_later(const struct seam_entry *e)
{
	return arguments.batch && (e->row->flags & SEAM_ISOLATED) && !is_for_others(e) && !seam_table_is_empty();
}

static void run_planned(unsigned first)
{
	char line[SEAM_PLAN_LINE], *state;
	size_t at = 0;

	while (seam_plan_next(&at, line)) {
		const struct seam_entry *e;

		state = seam_plan_field(line);
		e = seam_find_case(line);
		if (e && (e->row->flags & SEAM_FIRST) == first && !is_for_later(e))
			seam_run_case(e, *state ? state : NULL);
	}
}

static int run_plan(void)
{
	if (seam_plan_read(arguments.plan) != 0)
		return EXIT_REFUSED;
	run_planned(SEAM_FIRST);
	run_planned(0);
	return 0;
}

static int parse(int argc, char **argv)
{
	const struct {
		const char *name;
		const char **value;
		bool *flag;
	} options[] = {
		{ "--group", &arguments.group, NULL },      { "--group-name", &arguments.group_name, NULL },
		{ "--peer", &arguments.peer, NULL },        { "--mutants", &arguments.mutants, NULL },
		{ "--mutant", &arguments.mutant, NULL },    { "--events", &arguments.events, NULL },
		{ "--trials", &arguments.trials, NULL },    { "--seconds", &arguments.seconds, NULL },
		{ "--plan", &arguments.plan, NULL },        { "--passes", &arguments.passes, NULL },
		{ "--list", NULL, &arguments.list },
		{ "--mute", NULL, &arguments.mute },        { "--list-mutants", NULL, &arguments.list_mutants },
		{ "--leaks-each", NULL, &arguments.leaks }, { "--batch", NULL, &arguments.batch },
	};

	for (int i = 1; i < argc; i++) {
		size_t o = 0, n = sizeof options / sizeof options[0];

		while (o < n && strcmp(argv[i], options[o].name) != 0)
			o++;
		if (strcmp(argv[i], "--without") == 0 && i + 1 < argc && seam_instrument_leave_out(argv[i + 1]) == 0) {
			i++;
			continue;
		}
		if (o == n || (options[o].value && i + 1 == argc)) {
			fprintf(stderr,
			        "probe: %s: unknown, or its value is missing; this program is run by `seam run`\n",
			        argv[i]);
			return -1;
		}
		if (options[o].value)
			*options[o].value = argv[++i];
		else
			*options[o].flag = true;
	}
	return arguments.group ? 0 : -1;
}

int seam_probe_main(const struct seam_peer *peer, int argc, char **argv)
{
	char why[512];
	int opened;

	if (parse(argc, argv) != 0)
		return EXIT_USAGE;
	if (arguments.events && seam_event_open(arguments.events) != 0) {
		fprintf(stderr, "probe: cannot write events to %s\n", arguments.events);
		return EXIT_REFUSED;
	}
	if (!seam_library_open(arguments.group, why, sizeof why) ||
	    (arguments.mutants && !seam_library_open(arguments.mutants, why, sizeof why))) {
		seam_event("refuse", "the group does not load", why, (char *)NULL);
		fprintf(stderr, "probe: %s\n", why);
		return EXIT_REFUSED;
	}
	qsort(entries, n_entries, sizeof entries[0], by_id);
	if (arguments.list) {
		list_cases();
		return 0;
	}
	if (arguments.list_mutants) {
		seam_table_list_mutants();
		return 0;
	}
	if (!arguments.group_name && n_entries)
		arguments.group_name = entries[0].group;
	seam_on_fault(tell_fault);
	opened = peer             ? seam_table_accept(peer, arguments.group_name)
	         : arguments.peer ? seam_table_open(arguments.peer, arguments.group_name)
	                          : 0; /* cases that need no peer: the known-bad ones that prove a flavour */
	if (opened != 0 || (arguments.mutant && seam_table_mutate(arguments.mutant) != 0))
		return EXIT_REFUSED;
	seam_instruments_open();
	if (!arguments.trials) {
		seam_table_watch();
		seam_instruments_warm();
	}
	opened = arguments.trials ? seam_trials(arguments.trials, arguments.seconds ? (unsigned)atoi(arguments.seconds) : 10)
	                          : run_plan();
	if (opened == 0)
		seam_event("bye", (char *)NULL);
	return opened;
}
