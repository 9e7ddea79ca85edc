/*
 * stream.h - what the transfer cases share: a source and a sink of bytes that behave as told, and write down each
 * call.
 */
#ifndef SEAM_CALLBACKS_STREAM_H
#define SEAM_CALLBACKS_STREAM_H

#include "callbacks/callbacks.h"

#include <stdbool.h>

struct seam_case;

enum { CALLBACKS_BYTES = 40000 };

struct callbacks_stream {
	struct seam_case *c;
	size_t total;                                  /* bytes that there are */
	size_t read_at_most, write_at_most;            /* at a call; 0: all that fits */
	unsigned fail_read, fail_write, fail_progress; /* the k-th call returns `value`; 0: none does */
	int64_t value;
	bool greedy;         /* the k-th returns one more than it was asked, in place of `value` */
	size_t given, taken; /* bytes so far */
	unsigned reads, writes, progresses, logs, after_end; /* after_end: calls that came when it was over */
	bool over;
	unsigned wrong; /* bytes that are not those of the source, calls with size 0, progress that is not the count */
	char line[128];
	int level;
	struct seam_transfer *table; /* rewritten by the first callback, when there */
};

/* All four functions; their userdata is a struct callbacks_stream. */
extern const struct seam_transfer callbacks_transfer;
/* False when the case is over. */
bool callbacks_stream_open(struct seam_case *c, struct callbacks_stream *s, size_t total, struct seam_transfer *table);

#endif
