/* run.c - runs a rule: each signature of its list both ways, against each side; counts, and names what failed. */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_RULES = 1024, FAILURES_TOLD = 3, HOT = 10000, WARM = 200 };

static struct seam_row rows[MOST_RULES];
static const struct calls_rule *rule_of_row[MOST_RULES];
static char names[MOST_RULES][80]; /* "boundary.char_double" */
static size_t n_rules;

static const char *const count_names[COUNTS] = { "passed", "failed", "unsupported", "crashed", "undecided" };

void run_note(struct run *run, enum count count, const char *text, const char *what)
{
	char item[1024];

	run->counts[count]++;
	if (count == PASSED)
		return;
	snprintf(item, sizeof item, "%s: %s%s%s", run->rule->flags & CALLS_LAYOUT ? "layout" : way_names[run->way],
	         text, what ? ": " : "", what ? what : "");
	seam_item(run->c, count_names[count], item);
	if (count == FAILED && run->counts[FAILED] <= FAILURES_TOLD)
		FAIL(run->c, "%s", item);
}

void run_step(struct run *run, enum doing doing, const char *text)
{
	char state[160], what[900];

	snprintf(state, sizeof state, "%u %u %u %u %u %u %u %u %u", (unsigned)doing, run->way, run->at,
	         run->counts[PASSED], run->counts[FAILED], run->counts[UNSUPPORTED], run->counts[CRASHED],
	         run->counts[UNDECIDED], run->flipped);
	snprintf(what, sizeof what, "%s: %s", way_names[run->way], text);
	seam_step(run->c, state, what);
}

/* Goes on at the step that the last process died of. */
static void resume(struct run *run)
{
	const char *state = seam_resumed(run->c);
	unsigned doing = 0;
	unsigned *const numbers[] = { &doing,
		                      &run->way,
		                      &run->at,
		                      &run->counts[PASSED],
		                      &run->counts[FAILED],
		                      &run->counts[UNSUPPORTED],
		                      &run->counts[CRASHED],
		                      &run->counts[UNDECIDED],
		                      &run->flipped };
	char *end;

	if (!state)
		return;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		*numbers[i] = (unsigned)strtoul(state, &end, 10);
		state = end;
	}
	run->resumed = true;
	run->died = doing ? DECIDING : CALLING;
}

bool run_is_due(const struct run *run, uint32_t at)
{
	return run->every && (at + run->way) % run->every == 0;
}

/* C's compilers disagree: which of them does the peer agree with? */
static void tell_undecided(struct run *run, struct call *call, bool alive, seam_fn callee)
{
	char text[300] = "C's compilers disagree";
	size_t used = strlen(text);

	for (unsigned s = 0; alive && s < run->sides->count && used + 100 < sizeof text; s++) {
		int rc = call_round(call, run->ops, (enum way)run->way, callee, s, ROUND_HIGH);

		used += (size_t)snprintf(text + used, sizeof text - used, "; as %.60s: %s",
		                         run->sides->side[s]->compiler, rc == 0 ? "yes" : "no");
	}
	run_note(run, UNDECIDED, call->sig->text, text);
}

static enum round round_of(const struct run *run, unsigned r)
{
	return r == ROUND_NAN && seam_traits(run->c) & SEAM_ONE_NAN ? ROUND_ONE_NAN : (enum round)r;
}

/* A peer that cannot express a signature says so at the first one. */
int run_rounds(struct run *run, struct call *call, seam_fn callee)
{
	bool first = true;
	int rc = 0;

	for (unsigned s = 0; rc == 0 && s < run->sides->count; s++) {
		unsigned r = run->rule->flags & CALLS_SIGNALLING ? ROUND_SIGNALLING : 0;

		do {
			rc = call_round(call, run->ops, run->way, callee, s, round_of(run, r));
			if (rc == SEAM_E_UNSUPPORTED && !first) {
				snprintf(call->what, sizeof call->what,
				         "said to be unsupported after it was called before");
				return -1;
			}
			first = false;
		} while (rc == 0 && ++r < ROUNDS);
		if (rc != 0 && rc != SEAM_E_UNSUPPORTED) {
			char what[sizeof call->what];

			memcpy(what, call->what, sizeof what);
			snprintf(call->what, sizeof call->what, "%.280s (C side: %.80s)", what,
			         run->sides->side[s]->compiler);
		}
	}
	return rc;
}

/* Cold rounds; for a rule of hot calls then many, and once more after `release`. */
static int all_rounds(struct run *run, struct call *call, seam_fn callee)
{
	unsigned times = seam_traits(run->c) & SEAM_JIT ? HOT : WARM;
	int rc = run_rounds(run, call, callee);

	if (rc != 0 || !(run->rule->flags & CALLS_HOT))
		return rc;
	rc = call_hot(call, run->ops, run->way, callee, 0, times);
	if (rc == 0)
		rc = run_rounds(run, call, callee);
	if (rc == 0 && run->ops->release) {
		run->ops->release(call->sig);
		rc = call_prepare(call, run->ops, run->way, &callee);
		if (rc == 0)
			rc = run_rounds(run, call, callee);
	}
	return rc;
}

/* A signature that went wrong, or that a process died of: it is the peer's fault only if C's compilers agree. */
static bool is_decided(struct run *run, struct call *call, bool same_layout)
{
	run_step(run, DECIDING, call->sig->text);
	return same_layout && call_is_decided(call);
}

/* The signature that the last process died of. */
static void one_death(struct run *run, struct call *call, bool same_layout)
{
	run->resumed = false;
	if (run->died == CALLING && is_decided(run, call, same_layout)) {
		run->counts[CRASHED]++;
		FAIL(run->c, "%s: %s: the process ended", way_names[run->way], call->sig->text);
	} else {
		tell_undecided(run, call, false, NULL);
	}
}

static void one_call(struct run *run, struct call *call, bool same_layout)
{
	char what[sizeof call->what];
	seam_fn callee;
	int rc;

	run_step(run, CALLING, call->sig->text);
	rc = call_prepare(call, run->ops, (enum way)run->way, &callee);
	if (rc == 0)
		rc = all_rounds(run, call, callee);
	memcpy(what, call->what, sizeof what);
	if (rc == SEAM_E_UNSUPPORTED) {
		run_note(run, UNSUPPORTED, call->sig->text, NULL);
	} else if (rc != 0 && !run->muted && !is_decided(run, call, same_layout)) {
		tell_undecided(run, call, true, callee);
	} else {
		run_note(run, rc ? FAILED : PASSED, call->sig->text, what);
		run->flipped += call->flipped;
	}
	if (run->ops->release) {
		run->ops->release(call->sig);
		if (*call->sig->own)
			FAIL(run->c, "%s: after the op release *sig->own is not NULL", call->sig->text);
	}
}

static void one_signature(struct run *run, uint32_t function)
{
	const char *text = run->sides->side[0]->functions[function].text;
	struct seam_signature *sig = seam_signature_parse(text, NULL);
	struct call call;
	bool same_layout;

	if (!sig) {
		run_note(run, FAILED, text, "cannot be parsed");
		return;
	}
	same_layout = sides_lay_out(run->sides, sig);
	if (call_open(&call, sig, run->sides, function) != 0) {
		run_note(run, FAILED, text, call.what);
	} else {
		call.muted = run->muted;
		call.rule_flags = run->rule->flags;
		call.flip = run_is_due(run, run->at);
		call.flip_at = run->at;
		call.registers = (unsigned)run->rule->number;
		if (run->resumed)
			one_death(run, &call, same_layout);
		else
			one_call(run, &call, same_layout);
	}
	call_close(&call);
	free(sig);
}

static void run_list(struct run *run)
{
	const char *one = getenv("SEAM_CALLS_WAY"); /* for benchmarks, which count pairs: this way alone */

	for (; run->way < WAYS; run->way++, run->at = 0) {
		if (one && *one && (unsigned)atoi(one) != run->way)
			continue;
		if (run->way == PEER_CALLS_C ? !run->ops->caller : !run->ops->callee)
			continue;
		for (; run->at < run->list->count; run->at++)
			one_signature(run, run->list->function[run->at]);
	}
}

/* ---- a case ---- */

static const struct seam_compiled_rule *list_of(const struct sides *sides, const char *name)
{
	for (uint32_t r = 0; r < sides->side[0]->n_rules; r++)
		if (strcmp(sides->side[0]->rules[r].name, name) == 0)
			return &sides->side[0]->rules[r];
	return NULL;
}

static const struct calls_rule *rule_named(const char *name)
{
	for (size_t r = 0; r < n_rules; r++)
		if (strcmp(names[r], name) == 0)
			return rule_of_row[r];
	return NULL;
}

static void tell_counts(struct run *run)
{
	unsigned asked = 0;

	for (int k = 0; k < UNDECIDED; k++)
		asked += run->counts[k];
	seam_count(run->c, "asked", asked);
	for (int k = 0; k < COUNTS; k++)
		seam_count(run->c, count_names[k], run->counts[k]);
	if (run->every)
		seam_count(run->c, "flipped", run->flipped);
	if (run->counts[FAILED] + run->counts[CRASHED] > 0)
		FAIL(run->c, "%u of %u failed", run->counts[FAILED] + run->counts[CRASHED], asked);
	else if (asked && run->counts[UNSUPPORTED] == asked)
		seam_skip(run->c, "the peer can express none of these signatures (%u asked)", asked);
	else if (!asked)
		seam_skip(run->c, run->counts[UNDECIDED] ? "C's compilers disagree about all of these"
		                                         : "this platform has none of these signatures");
}

static void run_rule(struct seam_case *c)
{
	const char *name = strchr(seam_case_id(c), '.') + 1;
	struct run run = { .c = c, .rule = rule_named(name), .ops = SEAM_OPS(c, calls) };

	if (run.rule->flags & (CALLS_NESTED | CALLS_BOTH_WAYS)) {
		(run.rule->flags & CALLS_NESTED ? call_nested : call_both_ways)(c);
		return;
	}
	if (run.rule->flags & CALLS_LAYOUT) {
		NEED(c, run.ops->layout);
	} else if (run.rule->flags & CALLS_LIVE) {
		NEED(c, run.ops->callee);
	} else if (!run.ops->caller) {
		NEED(c, run.ops->callee);
	}
	if ((run.rule->flags & CALLS_REGISTERS) && !seam_thunks_work()) {
		seam_skip(c, "the call thunk is not made for this processor");
		return;
	}
	if (!(run.sides = sides_open(c)))
		return;
	run.muted = !SEAM_STIMULUS(c);
	if (getenv("SEAM_CALLS_FLIP"))
		run.every = (unsigned)strtoul(getenv("SEAM_CALLS_FLIP"), NULL, 10);
	run.list = list_of(run.sides, name);
	resume(&run);
	if (run.resumed && (run.rule->flags & (CALLS_LAYOUT | CALLS_LIVE))) {
		run.counts[CRASHED]++;
		FAIL(c, "the process ended; what is behind it was not asked");
	} else if (run.list && (run.rule->flags & CALLS_LAYOUT))
		run_layouts(&run);
	else if (run.list && (run.rule->flags & CALLS_LIVE))
		run_live(&run);
	else if (run.list)
		run_list(&run);
	if (!leaf_pointed_untouched())
		FAIL(c, "what a pointer argument points at was written to");
	tell_counts(&run);
}

void calls_register(const char *area, const char *file, const struct calls_rule *rules)
{
	size_t first = n_rules;

	for (; rules->name && n_rules + 1 < MOST_RULES; rules++, n_rules++) {
		rows[n_rules] = (struct seam_row){ rules->name, rules->level, run_rule, rules->rule, SEAM_ONCE };
		rule_of_row[n_rules] = rules;
		snprintf(names[n_rules], sizeof names[0], "%s.%s", area, rules->name);
	}
	rows[n_rules] = (struct seam_row)SEAM_END;
	rule_of_row[n_rules++] = NULL;
	seam_register("calls", area, file, &rows[first]);
}
