/* watch.h - every op that a case calls, and every function of its group that it gives to an op, behind a crossing thunk. */
#ifndef SEAM_WATCH_H
#define SEAM_WATCH_H

#include "ambient.h"
#include "probe.h"

#include <seam/thunk.h>

/* Finds the code of the group's library: an argument that points into it is a callback. */
void seam_watch_open(const char *group_library);
/* A thunk before the op that stands at this offset of the table; the op itself where there are no thunks, or no more of them. */
seam_any_fn seam_watch_op(seam_any_fn op, size_t offset);
/* After a pass: a failure for each crossing on which something was broken; and the calls that jumps left are forgotten. */
void seam_watch_close(struct seam_case *c);

/* Of a crossing that was made here: which of the table's ops it is, the first being 0; SIZE_MAX for a callback. */
size_t seam_watch_index(const struct seam_crossing *crossing);
/* "echo_n", "callback on_item"; "op 7, c_echo" where the group has no list of its ops. */
const char *seam_watch_name(const struct seam_crossing *crossing);

#endif
