/* steps.h - steps of the host that write down who was called, and fail where a case says so. */
#ifndef SEAM_ERRORS_STEPS_H
#define SEAM_ERRORS_STEPS_H

#include <stddef.h>
#include <stdint.h>

enum { STEPS_MOST = 32 };

struct errors_steps {
	uint64_t tag;                                /* set by a case: the userdata is this struct, and whole */
	int codes[STEPS_MOST];                       /* what step i returns                                   */
	int undo_code;                               /* what every undo returns                               */
	size_t n_done, n_undone;                     /* calls so far …                                        */
	size_t done[STEPS_MOST], undone[STEPS_MOST]; /* … and their indices                */
};

static inline int errors_step(void *userdata, size_t index)
{
	struct errors_steps *s = userdata;

	if (s->n_done < STEPS_MOST)
		s->done[s->n_done] = index;
	s->n_done++;
	return index < STEPS_MOST ? s->codes[index] : -1;
}

static inline int errors_undo(void *userdata, size_t index)
{
	struct errors_steps *s = userdata;

	if (s->n_undone < STEPS_MOST)
		s->undone[s->n_undone] = index;
	s->n_undone++;
	return s->undo_code;
}

#endif
