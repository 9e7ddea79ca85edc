/* descriptors.h - files, and whether their descriptors were closed. */
#ifndef SEAM_OWNERSHIP_DESCRIPTORS_H
#define SEAM_OWNERSHIP_DESCRIPTORS_H

#include "ownership/nodes.h"

/* Says why nothing is looked at, when the case got no descriptor of its own. */
static inline bool no_descriptors(struct seam_case *c, int descriptor)
{
	if (descriptor < 0)
		seam_skip(c, "there are no descriptors on this platform");
	return descriptor < 0;
}

#define ONE(descriptor) ((const int[]){ descriptor, -1 })

static inline struct seam_own_file *file_of(struct seam_case *c)
{
	struct seam_own_file *file = NULL;

	if (!CHECK_EQ(c, SEAM_OPS(c, ownership)->file_create(&file), SEAM_OK) || !CHECK(c, file != NULL))
		return NULL;
	return file;
}

static inline bool attached(struct seam_case *c, const struct seam_own_file *file, int expected)
{
	int seen = -1;

	return CHECK_EQ(c, SEAM_OPS(c, ownership)->file_descriptor(file, &seen), SEAM_OK) &&
	       CHECK_EQ(c, seen, expected);
}

/* A descriptor for a file with the mode, NULL when the platform has none; an owned one is given away. */
static inline bool attach(struct seam_case *c, struct seam_own_file *file, int descriptor, uint32_t mode)
{
	if (!CHECK_EQ(c, SEAM_OPS(c, ownership)->file_attach(file, descriptor, mode), SEAM_OK))
		return false;
	if (mode == SEAM_FILE_OWNED)
		seam_descriptor_give(c, descriptor);
	return CHECK(c, seam_descriptor_is_mine(c, descriptor));
}

/* Destroys the file.  A number that is free now is taken by another at once: who closes twice closes that one. */
static inline void each_once(struct seam_case *c, struct seam_own_file *file, const int *open, const int *closed)
{
	int next[4];

	for (int i = 0; i < 4; i++)
		next[i] = seam_descriptor(c);
	SEAM_OPS(c, ownership)->file_destroy(file);
	for (int i = 0; i < 4; i++)
		CHECK(c, seam_descriptor_is_mine(c, next[i]));
	for (; open && *open >= 0; open++)
		if (!seam_descriptor_is_mine(c, *open))
			FAIL(c, "descriptor %d, which was lent, was closed", *open);
	for (; closed && *closed >= 0; closed++)
		if (seam_descriptor_is_mine(c, *closed))
			FAIL(c, "descriptor %d, which the peer owns, was not closed", *closed);
	all_gone(c, objects(c));
}

#endif
