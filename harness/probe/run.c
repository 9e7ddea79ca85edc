/* run.c - the probe's main: arguments, the list of cases, and each case's two passes. */
#include "../platform/platform.h"
#include "probe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CASES = 2048, MOST_STATE = 256, EXIT_USAGE = 64, EXIT_REFUSED = 65, EXIT_FINDING = 77 };

static struct seam_entry entries[MOST_CASES];
static size_t n_entries;
struct seam_case *seam_open_case;

static struct arguments {
	const char *group, *group_name, *peer, *mutants, *mutant, *events, *plan;
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

static void run_case(const struct seam_entry *e, const char *resumed)
{
	struct seam_case c = { .entry = e, .muted = arguments.mute, .resumed = resumed };
	unsigned errors = seam_checker_errors();

	seam_event("begin", e->id, (char *)NULL);
	seam_open_case = &c;
	if (is_for_others(e))
		seam_skip(&c, "the peer does not declare the trait that this case is about");
	for (c.pass = 0; c.pass < (e->row->flags & SEAM_ONCE ? 1 : 2) && !c.skipped; c.pass++) {
		seam_lent_open(&c);
		e->row->run(&c);
		seam_guard_close(&c);
		seam_lent_close(&c);
		seam_event_guard(&c);
	}
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

/* One that wants a process of its own gets it later, unless it is known here that it will be skipped. */
static bool is_for_later(const struct seam_entry *e)
{
	return arguments.batch && (e->row->flags & SEAM_ISOLATED) && !is_for_others(e);
}

static void run_planned(FILE *plan, unsigned first)
{
	char line[sizeof entries[0].id + MOST_STATE + 2];

	rewind(plan);
	while (fgets(line, sizeof line, plan)) {
		struct seam_entry key;
		const struct seam_entry *e;
		char *state;

		line[strcspn(line, "\r\n")] = '\0';
		state = strchr(line, '\t');
		if (state)
			*state++ = '\0';
		if (strlen(line) >= sizeof key.id)
			continue;
		memcpy(key.id, line, strlen(line) + 1);
		e = bsearch(&key, entries, n_entries, sizeof entries[0], by_id);
		if (e && (e->row->flags & SEAM_FIRST) == first && !is_for_later(e))
			run_case(e, state);
	}
}

static int run_plan(void)
{
	FILE *plan = arguments.plan ? fopen(arguments.plan, "r") : NULL;

	if (!plan) {
		seam_event("refuse", "the list of cases to run cannot be read", (char *)NULL);
		return EXIT_REFUSED;
	}
	run_planned(plan, SEAM_FIRST);
	run_planned(plan, 0);
	fclose(plan);
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
		{ "--plan", &arguments.plan, NULL },        { "--list", NULL, &arguments.list },
		{ "--mute", NULL, &arguments.mute },        { "--list-mutants", NULL, &arguments.list_mutants },
		{ "--leaks-each", NULL, &arguments.leaks }, { "--batch", NULL, &arguments.batch },
	};

	for (int i = 1; i < argc; i++) {
		size_t o = 0, n = sizeof options / sizeof options[0];

		while (o < n && strcmp(argv[i], options[o].name) != 0)
			o++;
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
	opened = run_plan();
	if (opened == 0)
		seam_event("bye", (char *)NULL);
	return opened;
}
