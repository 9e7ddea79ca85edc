/* verdict.c - from exit, signal, the checker's log and the probe's events to an outcome. */
#include "checker.h"
#include "spawn.h"

#include <signal.h>
#include <stdlib.h>

enum { EXIT_EVENTS_LOST = 66 };

/* How the process ended, in words and as an outcome, for the case that was open or for the cell. */
static void blame(struct spawn *s, struct result *r, const struct told *told)
{
	const struct seam_process *p = &s->process;
	struct finding finding;
	char name[32];

	if (checker_read(conf_get(s->cell->flavour->conf, "log"), s->log, p->id, &finding)) {
		result_set(r, OUTCOME_FINDING, NULL);
		r->kind = finding.kind;
		r->frame = finding.frame;
		r->report = finding.report;
		return;
	}
	if (told->finding) {
		result_set(r, OUTCOME_FINDING, copy_new("the checker counted an error, and its report cannot be read"));
		return;
	}
	switch (p->how) {
	case SEAM_TIMED_OUT:
		result_set(r, OUTCOME_TIMEOUT,
		           format_new("nothing was told for %g s; the process was ended", s->limit));
		return;
	case SEAM_TOO_LARGE:
		result_set(r, OUTCOME_CRASH,
		           format_new("the process grew beyond %llu MiB and was killed",
		                      (unsigned long long)(p->memory_limit >> 20)));
		return;
	case SEAM_STOPPED:
		result_set(r, OUTCOME_CRASH,
		           format_new("the process stopped itself by %s",
		                      seam_signal_name(p->status, name, sizeof name)));
		return;
	case SEAM_SIGNALLED:
		result_set(r, OUTCOME_CRASH,
		           format_new("%s%s%s", seam_signal_name(p->status, name, sizeof name), told->fault ? ": " : "",
		                      told->fault ? told->fault : ""));
		break;
	default:
		if (p->status == EXIT_EVENTS_LOST)
			result_set(r, OUTCOME_ERROR,
			           copy_new("the probe could not write its events (is the disk full?)"));
		else
			result_set(r, OUTCOME_CRASH,
			           format_new("the process ended itself with exit status %d in the middle", p->status));
	}
	if (s->output.size) {
		free(r->report);
		r->report = copy_new(text_of(&s->output));
	}
}

void verdict_of_open_case(struct spawn *s, const struct told *told)
{
	struct result *r = told->open;

	if (r->expects_abort && s->process.how == SEAM_SIGNALLED && s->process.status == SIGABRT) {
		result_set(r, OUTCOME_PASS, NULL);
	} else {
		blame(s, r, told);
		if (r->expects_abort && r->outcome == OUTCOME_CRASH) {
			char *how = r->message;

			r->message = NULL;
			result_set(r, OUTCOME_FAIL, format_new("expected to die by abort(), but: %s", how));
			free(how);
		}
	}
	r->ended = true;
}

enum { MOST_DEATHS = 5000, MOST_TIMEOUTS = 2, MOST_FAILURES = 8 };

bool outlived_by_case(struct spawn *s, const struct told *told)
{
	struct result *r = told->open, death = { 0 };
	cJSON *failure;
	char *text;

	if (!r->step || r->expects_abort || ++r->deaths > MOST_DEATHS ||
	    (s->process.how == SEAM_TIMED_OUT && r->timeouts++ >= MOST_TIMEOUTS))
		return false;
	blame(s, &death, told);
	text = format_new("%s %s: %s", outcome_name(death.outcome), r->step,
	                  death.message ? death.message
	                  : death.kind  ? death.kind
	                                : "");
	result_add_item(r, outcome_name(death.outcome), r->step);
	failure = cJSON_CreateObject();
	cJSON_AddStringToObject(failure, "text", text);
	if (!r->failures)
		r->failures = cJSON_CreateArray();
	if (cJSON_GetArraySize(r->failures) < MOST_FAILURES)
		cJSON_AddItemToArray(r->failures, failure);
	else
		cJSON_Delete(failure);
	free(text);
	free(r->step);
	r->step = NULL;
	if (r->deaths == 1) {
		result_set(r, death.outcome, death.message);
		r->kind = death.kind;
		r->frame = death.frame;
		r->report = death.report;
	}
	return true;
}

static bool has_report(const struct spawn *s)
{
	struct finding finding;

	return checker_read(conf_get(s->cell->flavour->conf, "log"), s->log, s->process.id, &finding);
}

void verdict_of_whole(struct spawn *s, struct result *whole, const struct told *told)
{
	if (told->refused) {
		result_set(whole, OUTCOME_ERROR, copy_new(told->refused));
	} else if (!told->begun && !told->complete) {
		char *how;

		blame(s, whole, told);
		how = whole->message;
		whole->message = NULL;
		result_set(whole, whole->outcome,
		           format_new("while the peer was opened: %s", how ? how : "a checker's report"));
		free(how);
	} else if (!told->open && !told->leaves && (!told->complete || s->process.how != SEAM_EXITED || s->process.status != 0)) {
		blame(s, whole, told);
		if (!whole->message)
			result_set(whole, whole->outcome, copy_new("when the process ended"));
	} else if (told->complete && has_report(s)) {
		/* The checker was told to go on after it, or the peer's build was. */
		blame(s, whole, told);
	}
	if (whole->outcome == OUTCOME_PASS && told->forked)
		result_set(whole, OUTCOME_CRASH, copy_new("the peer forked, and the copy came back into the case"));
	/* A checker that ends the process may leave its own symbolizer. */
	if (whole->outcome == OUTCOME_PASS && s->process.left_behind && told->complete)
		result_set(whole, OUTCOME_CRASH, copy_new("the peer left a process behind; it was killed"));
}
