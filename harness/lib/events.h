/* events.h - what a probe told, read from its file of events into the results of the cases. */
#ifndef SEAM_EVENTS_H
#define SEAM_EVENTS_H

#include "result.h"

struct told {
	char *refused;       /* why nothing could be run, or NULL    */
	char *peer;          /* "name (language, toolchain)", or NULL */
	char *fault;         /* the last fault told, or NULL          */
	bool finding;        /* the probe says that a checker counted something */
	bool forked;         /* a forked copy of the probe came back   */
	bool complete;       /* it reached its end                     */
	bool leaves;         /* it ended itself after a case, and the rest is for another process */
	cJSON *cannot;       /* instrument: why it cannot be carried; or NULL */
	struct result *open; /* begun and not ended               */
	size_t begun;
};

enum { EVENT_FIELDS = 8 };

/* The next event of a file's content: cuts its line into fields and undoes the probe's escapes, all in place; fields that it has not
 * are "".  What follows it, or NULL at the end; a line without its end was cut by the process's death, and is none. */
char *event_next(char *content, char *field[EVENT_FIELDS]);

/* Reads the file; a case's end is put into its result.  Texts are malloc'd. */
void events_read(const char *path, struct result *results, size_t count, struct told *told);

#endif
