/*
 * probe.h - the parts of the probe: the process that runs the cases of one cell.
 *
 * It links no test framework and nothing but the C library, does not allocate from the heap that it watches, and tells
 * what happens by events: one line each, fields separated by tabs, written unbuffered to a file of its own.
 */
#ifndef SEAM_PROBE_PARTS_H
#define SEAM_PROBE_PARTS_H

#include <seam/case.h>
#include <seam/probe.h>
#include <stdatomic.h>

/* ---- event.c: what is told, in the order of a run ------------------------------------------------------------- *
 *   peer     name language toolchain traits     the table was accepted
 *   cannot   instrument reason                  the cell cannot carry this instrument
 *   refuse   text                               the peer or group cannot be run at all; nothing follows
 *   begin    case
 *   step     state what                         what is done next; `state` is handed to the case's next process
 *   count    name number                        a number of the case's
 *   item     kind what                          one thing of many
 *   stimulus                                    the case asked for its stimulus
 *   fail     file line text seen expected at    a check did not hold (`at`: first byte that differs, or empty)
 *   skip     reason
 *   log      text
 *   expect   abort
 *   fault    text                               a signal is about to end the process
 *   finding  text                               the checker counted something; the process ends
 *   end      case verdict
 *   leave                                       the process ends itself; the other cases want another one
 *   trial    case mutant only                   what the next fork is to run (trial.c)
 *   ended    process status                     how that fork ended
 *   bye                                         all was run
 */
int seam_event_open(const char *path);
/* In a fork of the probe that goes on telling. */
void seam_event_adopt(void);
/* Ends with NULL.  Usable in a signal handler. */
void seam_event(const char *kind, ...) __attribute__((sentinel));
/* The descriptors that the probe needs are still its own; if not, says so as a failure of the open case and mends it. */
void seam_event_guard(struct seam_case *c);

/* ---- the running case -------------------------------------------------------------------------------------------- */

struct seam_case {
	const struct seam_entry *entry;
	int pass;
	bool muted, skipped, stepped;
	atomic_uint failures; /* checks are made on any thread */
	const char *resumed; /* the state of the step that the last process died of, or NULL */
};

struct seam_entry {
	const char *group, *rule, *file;
	const struct seam_row *row;
	char id[120];
};
/* ---- plan.c: what to run, a line each ---- */
enum { SEAM_PLAN_LINE = 512 };
/* Reads the file once; a file that stays open could be moved, by a fork of the case, under the probe's hands.  0, or -1 after an event. */
int seam_plan_read(const char *path);
/* Copies the line at *at and moves on; false at the end.  `line` has SEAM_PLAN_LINE bytes. */
bool seam_plan_next(size_t *at, char *line);
/* Ends the text at its first tab: what follows it, or "". */
char *seam_plan_field(char *text);

/* trial.c: runs each line of a file, "case mutant instruments", in a fork of its own.  What the process ends with. */
int seam_trials(const char *path, unsigned seconds);
/* The case of this name, or NULL; and a run of it. */
const struct seam_entry *seam_find_case(const char *id);
void seam_run_case(const struct seam_entry *e, const char *resumed);

/* The group's library, as the command line names it. */
const char *seam_group_library(void);
/* The case that is open, or NULL: whom to blame from where no case is at hand. */
extern struct seam_case *seam_open_case;

/* ---- guard.c, lent.c: opened before a pass, compared and closed after it ------------------------------------------ */
void seam_guard_close(struct seam_case *c);
/* What a fault address is, in words, if a guarded buffer or the arena is near it; NULL if none is. */
const char *seam_guard_explain(const void *address, char *text, size_t size);

extern const struct seam_host seam_lent_host;
void seam_lent_open(struct seam_case *c);
void seam_lent_close(struct seam_case *c);

/* ---- table.c: the peer's table and the mutant in it ---------------------------------------------------------------- */
/* 0, or -1 after a `refuse` event. */
int seam_table_accept(const struct seam_peer *peer, const char *group);
/* Puts the watched ops in the place of the peer's own, where they can be watched. */
void seam_table_watch(void);
int seam_table_open(const char *library, const char *group);
/* Whether there is a peer that offers no op of the group: then no case of it is run. */
bool seam_table_is_empty(void);
/* Plants one of the registered mutants, and takes out the one before.  0, or -1 after a `refuse` event. */
int seam_table_mutate(const char *mutant);
void seam_table_list_mutants(void);

#endif
