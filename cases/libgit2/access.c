/*
 * access: a right description over a wrong access is caught: the binding stores and loads each scalar.
 * Rule: libgit2.access    Source: libgit2's headers; the group `layout`
 */
#include "repository.h"
#include "types.h"
#include <string.h>

static void fill(unsigned char *object, const struct git_leaf *leaf, int value)
{
	memset(object + leaf->offset, value, leaf->size * leaf->count);
}

/* Checks that leaf number k holds k + 1 in each byte. */
static void holds(struct seam_case *c, const unsigned char *object, const struct git_leaf *leaf, int k)
{
	const unsigned char *seen = object + leaf->offset;
	for (size_t i = 0; i < leaf->size * leaf->count; i++)
		if (seen[i] != k + 1) {
			FAIL(c, "byte %zu of %s.%s is 0x%02x, 0x%02x was to be written", i, leaf->type, leaf->name,
			     seen[i], (unsigned)k + 1);
			return;
		}
}

static void write(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->write);
	for (size_t i = 0; i < git_n_leaves; i++) {
		if (i && !strcmp(git_leaves[i].type, git_leaves[i - 1].type))
			continue;
		const struct git_known_type *type = git_type_named(git_leaves[i].type);
		unsigned char *object = (unsigned char *)seam_out(c, type->is.size);
		int rc = g->write(seam_in_string(c, type->is.name), object);
		if (rc == SEAM_E_NOT_FOUND || !CHECK_EQ(c, rc, SEAM_OK))
			continue;
		for (size_t k = 0; i + k < git_n_leaves && !strcmp(git_leaves[i + k].type, type->is.name); k++)
			holds(c, object, &git_leaves[i + k], (int)k);
	}
	CHECK_EQ(c, g->write(seam_in_string(c, "git_no_such_type"), seam_out(c, 8)), SEAM_E_NOT_FOUND);
}

/* What a leaf that is filled with one byte reads as. */
static int64_t as_read(const struct git_leaf *leaf, int byte)
{
	uint64_t all = 0x0101010101010101u * (unsigned char)byte;
	switch (leaf->size) {
	case 1: return leaf->sign == 's' ? (int64_t)(int8_t)all : (int64_t)(uint8_t)all;
	case 4: return leaf->sign == 's' ? (int64_t)(int32_t)all : (int64_t)(uint32_t)all;
	default: return (int64_t)all;
	}
}

static void read_one(struct seam_case *c, const struct seam_libgit2 *g, const struct git_leaf *leaves, size_t n,
                     int first)
{
	const struct git_known_type *type = git_type_named(leaves->type);
	unsigned char object[256];
	memset(object, seam_poison(c), sizeof object);
	for (size_t k = 0; k < n; k++)
		fill(object, &leaves[k], first - (int)k);
	int64_t *values = (int64_t *)seam_out(c, n * sizeof *values);
	const char *name = seam_in_string(c, type->is.name);
	int rc = g->read(name, seam_in(c, object, type->is.size), values, n);
	if (rc == SEAM_E_NOT_FOUND || !CHECK_EQ(c, rc, SEAM_OK))
		return;
	for (size_t k = 0; k < n; k++) {
		int64_t want = as_read(&leaves[k], first - (int)k);
		if (values[k] != want)
			FAIL(c, "%s.%s was read as %lld, it holds %lld", leaves[k].type, leaves[k].name,
			     (long long)values[k], (long long)want);
	}
	CHECK_EQ(c, g->read(name, seam_in(c, object, type->is.size), values, n + 1), SEAM_E_RANGE);
}

static void read(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->read);
	for (size_t i = 0, n; i < git_n_leaves; i += n) {
		for (n = 1; i + n < git_n_leaves && !strcmp(git_leaves[i + n].type, git_leaves[i].type);)
			n++;
		read_one(c, g, git_leaves + i, n, 0x72); /* positive in every type … */
		read_one(c, g, git_leaves + i, n, 0xf2); /* … and negative in the signed ones */
	}
}

SEAM_CASES(libgit2, access) = { { "write", SEAM_MUST, write, "what the binding stores in a member, C finds there", 0 },
	                        { "read", SEAM_MUST, read,
	                          "what C stores in a member, the binding finds there, with its sign", 0 },
	                        SEAM_END };
