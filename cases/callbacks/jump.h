/* jump.h - jumps over the peer's frames, and what must hold afterwards. */
#ifndef SEAM_CALLBACKS_JUMP_H
#define SEAM_CALLBACKS_JUMP_H

#include "callbacks/callbacks.h"

#include <seam/case.h>
#include <setjmp.h>

struct callbacks_jump {
	const struct seam_callbacks *p;
	void (*go)(struct callbacks_jump *j); /* calls the op whose callback jumps */
	jmp_buf to;
	bool stimulus, leave_bus;
	struct seam_bus *bus;
	uint64_t id[2];
	unsigned calls, destroyed;
	int level, result;
	int64_t *items;
	struct seam_live lent;
	size_t counts[SEAM_LIVE_OBJECTS + 1];
};

/* False when the peer is not asked: it does not declare SEAM_LONGJMP_SAFE, or lacks an op. */
bool callbacks_jump_begin(struct seam_case *c, struct callbacks_jump *j, void (*go)(struct callbacks_jump *j));
/* Does j->go; whether the jump arrived. */
bool callbacks_jump_arrives(struct callbacks_jump *j);
/* `times` jumps; afterwards everything is as before the first, and the next call works. */
bool callbacks_check_jumps(struct seam_case *c, struct callbacks_jump *j, int times);

#endif
