/*
 * planted.h - the C reference with one bug, which a campaign must find within a fixed number of runs from the seeds.
 *
 * A bug is a file TARGET.NAME.c: its comment ends with a line `Found as: REGEX`, which the campaign's report must match; its plant()
 * puts the op with the bug in the place of the reference's.
 */
#ifndef SEAM_FUZZ_PLANTED_H
#define SEAM_FUZZ_PLANTED_H

#include <seam/seam.h>

/* The ops of a group, to be changed; and as the reference has them. */
#define PLANTED(group)  ((struct seam_##group *)planted_ops(#group))
#define ORIGINAL(group) ((const struct seam_##group *)original_ops(#group))
void *planted_ops(const char *group);
const void *original_ops(const char *group);

/* The host that was lent to the peer. */
extern const struct seam_host *planted_host;

/* Called once, when the peer is opened. */
void plant(void);

#endif
