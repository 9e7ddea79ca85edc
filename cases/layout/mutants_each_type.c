/* mutants_each_type.c - one bug for each type in describe, write and read. */
#include "layout/planted.h"

#define MOST(T) SEAM_LAYOUT_SCALARS(T) SEAM_LAYOUT_STRUCTS(T)
#define ALL(T)  MOST(T) SEAM_LAYOUT_BITS(T) SEAM_LAYOUT_BARE(T)

static int larger(const char *mutated, const char *type, const char *field, struct seam_view *out)
{
	int rc = O->describe(type, field, out);

	if (rc == 0 && !field && is(type, mutated))
		out->size += out->align;
	return rc;
}

static int moved(const char *mutated, const char *type, const char *field, struct seam_view *out)
{
	int rc = O->describe(type, field, out);

	if (rc == 0 && field && is(type, mutated))
		out->offset++;
	return rc;
}

/* An integer of the other sign; anything else an integer. */
static int other_kind(const char *mutated, const char *type, const char *field, struct seam_view *out)
{
	int rc = O->describe(type, field, out);

	if (rc == 0 && field && is(type, mutated)) {
		out->is_signed = !out->is_signed;
		out->kind = SEAM_KIND_INTEGER;
	}
	return rc;
}

/* The write also turns over the first bit of the object: of the field itself, or of its neighbour. */
static int stray_write(const char *mutated, const char *type, const char *field, void *object, const void *leaf)
{
	int rc = O->write(type, field, object, leaf);

	if (rc == 0 && is(type, mutated))
		put(object, 0, got(object, 0) ^ 1);
	return rc;
}

static int wrong_read(const char *mutated, const char *type, const char *field, const void *object, void *leaf)
{
	int rc = O->read(type, field, object, leaf);

	if (rc == 0 && is(type, mutated))
		put(leaf, 0, got(leaf, 0) ^ 1);
	return rc;
}

#define DESCRIBE(bug, T)                                                                                   \
	static int bug##_##T(const char *type, const char *field, struct seam_view *out)                   \
	{                                                                                                  \
		return bug(#T, type, field, out);                                                          \
	}
#define ACCESS(T)                                                                                          \
	static int stray_write_##T(const char *type, const char *field, void *object, const void *leaf)    \
	{                                                                                                  \
		return stray_write(#T, type, field, object, leaf);                                         \
	}                                                                                                  \
	static int wrong_read_##T(const char *type, const char *field, const void *object, void *leaf)     \
	{                                                                                                  \
		return wrong_read(#T, type, field, object, leaf);                                          \
	}
#define LARGER(T)     DESCRIBE(larger, T)
#define MOVED(T)      DESCRIBE(moved, T)
#define OTHER_KIND(T) DESCRIBE(other_kind, T)
ALL(LARGER)
MOST(MOVED)
MOST(OTHER_KIND)
MOST(ACCESS)
SEAM_LAYOUT_BITS(ACCESS)

#define ROW(rule, T, bug, op, because) \
	{ #bug "_" #T, "layout." rule "." #T, "plain", "fail", because, true, SEAM_OP(layout, op, bug##_##T), 0 },
#define LARGER_ROW(T)     ROW("size_align", T, larger, describe, "view->size")
#define MOVED_ROW(T)      ROW("offset", T, moved, describe, "offset is")
#define OTHER_KIND_ROW(T) ROW("sign_kind", T, other_kind, describe, "expected")
#define WRITE_ROW(T)      ROW("write", T, stray_write, write, "write")
#define READ_ROW(T)       ROW("read", T, wrong_read, read, "byte 0 of the value read")
#define BIT_WRITE_ROW(T)  ROW("bitfield_write", T, stray_write, write, "after the write")
#define BIT_READ_ROW(T)   ROW("bitfield_read", T, wrong_read, read, "the peer reads")

SEAM_MUTANTS(layout, each_type) = {
	ALL(LARGER_ROW)
	MOST(MOVED_ROW)
	MOST(OTHER_KIND_ROW)
	MOST(WRITE_ROW)
	MOST(READ_ROW)
	SEAM_LAYOUT_BITS(BIT_WRITE_ROW)
	SEAM_LAYOUT_BITS(BIT_READ_ROW)
	SEAM_NO_MORE_MUTANTS
};
