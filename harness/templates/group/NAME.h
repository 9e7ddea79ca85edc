/*
 * @name@/@name@.h - the contract of the group `@name@`: what a peer offers, and what its cases hold it to.
 *
 * A comment at an op says what it takes, gives and owns, what it may return, and which rules (files of cases) are about it.
 */
#ifndef SEAM_@NAME@_H
#define SEAM_@NAME@_H

#include <seam/seam.h>

#ifdef __cplusplus
extern "C" {
#endif

struct seam_@name@ {
	/*
	 * *sum gets the sum of the n numbers at `numbers`, which may be NULL if n is 0.
	 * Returns SEAM_OK; SEAM_E_NULL; SEAM_E_RANGE when the sum is no int32_t, and then *sum is as it was.
	 * Rules: sum
	 */
	int (*sum)(const int32_t *numbers, size_t n, int32_t *sum);
};

#ifdef __cplusplus
}
#endif
#endif
