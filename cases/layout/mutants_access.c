/* mutants_access.c - sizes, offsets and signs wrongly described; writes and reads beside their field. */
#include "layout/planted.h"

#include <stdlib.h>
#include <string.h>

/* x86-64's alignment of a vector type, taken for all large types. */
static int align_of_size(const char *type, const char *field, struct seam_view *out)
{
	int rc = O->describe(type, field, out);

	if (rc == 0 && is(type, "aligned64"))
		out->align = 16;
	return rc;
}

static int char_is_unsigned(const char *type, const char *field, struct seam_view *out)
{
	int rc = O->describe(type, field, out);

	if (rc == 0 && field && is(type, "mixed") && is(field, "a"))
		out->is_signed = !out->is_signed;
	return rc;
}

static int inner_offset_is_relative(const char *type, const char *field, struct seam_view *out)
{
	int rc = O->describe(type, field, out);

	if (rc == 0 && field && is(type, "nested") && strncmp(field, "inner.", 6) == 0)
		out->offset -= offsetof(struct seam_nested, inner);
	return rc;
}

static int view_half_written(const char *type, const char *field, struct seam_view *out)
{
	struct seam_view view;
	int rc = O->describe(type, field, &view);

	if (rc == 0) {
		out->size = view.size;
		out->align = view.align;
		out->kind = view.kind;
	}
	return rc;
}

static int found_anyway(const char *type, const char *field, struct seam_view *out)
{
	int rc = O->describe(type, field, out);

	return rc == SEAM_E_NOT_FOUND ? O->describe("fixed12", NULL, out) : rc;
}

static int view_cleared_first(const char *type, const char *field, struct seam_view *out)
{
	memset(out, 0, sizeof *out);
	return O->describe(type, field, out);
}

static int write_next_element(const char *type, const char *field, void *object, const void *leaf)
{
	if (is(type, "array") && is(field, "row[3]")) {
		put(object, offsetof(struct seam_array, row[3]), got(leaf, 0));
		return SEAM_OK;
	}
	return O->write(type, field, object, leaf);
}

static int read_found_anyway(const char *type, const char *field, const void *object, void *leaf)
{
	int rc = O->read(type, field, object, leaf);

	return rc == SEAM_E_NOT_FOUND ? SEAM_OK : rc;
}

/* A byte stored as an int: the padding behind it changes. */
static int byte_as_int(const char *type, const char *field, void *object, const void *leaf)
{
	int rc = O->write(type, field, object, leaf);

	if (rc == 0 && is(type, "fixed12") && is(field, "a"))
		for (size_t i = 1; i < sizeof(int); i++)
			put(object, i, 0);
	return rc;
}

/* The same behind the end of the object. */
static int past_the_end(const char *type, const char *field, void *object, const void *leaf)
{
	int rc = O->write(type, field, object, leaf);

	if (rc == 0 && is(type, "packed1") && is(field, "e"))
		for (size_t i = 1; i < sizeof(int); i++)
			put(object, offsetof(struct seam_packed1, e) + i, 0);
	return rc;
}

static int packed_as_natural(const char *type, const char *field, void *object, const void *leaf)
{
	return O->write(is(type, "packed4") ? "packed2" : type, field, object, leaf);
}

static int clears_the_unit(const char *type, const char *field, void *object, const void *leaf)
{
	if (is(type, "bits_run") && is(field, "b"))
		memset(object, 0, sizeof(struct seam_bits_run));
	return O->write(type, field, object, leaf);
}

static int without_sign(const char *type, const char *field, const void *object, void *leaf)
{
	int rc = O->read(type, field, object, leaf);

	if (rc == 0 && is(type, "bits_signed") && is(field, "b"))
		*(int64_t *)leaf &= 0x1f;
	return rc;
}

static int long_double_as_double(const char *type, const char *field, const void *object, void *leaf)
{
	int rc = O->read(type, field, object, leaf);
	volatile double cut;

	if (rc == 0 && is(type, "long_double")) {
		cut = (double)*(long double *)leaf;
		*(long double *)leaf = cut;
	}
	return rc;
}

/* A terminator for a scratch copy of the name, one byte behind it. */
static int scratch_is_short(const char *type, const char *field, void *object, const void *leaf)
{
	size_t size = strlen(field);
	char *volatile scratch = malloc(size);

	if (scratch && is(type, "union"))
		put(scratch, size, 0);
	free(scratch);
	return O->write(type, field, object, leaf);
}

/* A copy in the peer's heap that is one byte short. */
static int heap_copy_is_short(const char *type, const char *field, const void *object, void *leaf)
{
	if (is(type, "id20") && is(field, "id[19]")) {
		unsigned char *volatile copy = malloc(19);

		if (copy)
			put(copy, 0, got(copy, 19));
		free(copy);
	}
	return O->read(type, field, object, leaf);
}

SEAM_MUTANTS(layout, access) = {
	SILENT("size_align.aligned64", describe, align_of_size, "view->align")
	SILENT("size_align.int", describe, view_half_written, "view->offset")
	SILENT("sign_kind.mixed", describe, char_is_unsigned, "mixed.a: is_signed")
	SILENT("offset.nested", describe, inner_offset_is_relative, "nested.inner.c: offset is")
	SILENT("unknown_name.describe", describe, found_anyway, "SEAM_E_NOT_FOUND")
	SILENT("unknown_name.describe", describe, view_cleared_first, "seam_untouched")
	SILENT("unknown_name.write", write, write_next_element, "row[3]")
	SILENT("unknown_name.read", read, read_found_anyway, "SEAM_E_NOT_FOUND")
	SILENT("write.fixed12", write, byte_as_int, "outside the field")
	LOUD("write.packed1", write, past_the_end, "SEGV")
	QUIET("write.union", write, scratch_is_short, "asan", "heap-buffer-overflow")
	SILENT("write.packed4", write, packed_as_natural, "packed4")
	SILENT("bitfield_write.bits_run", write, clears_the_unit, "bits_run.b")
	SILENT("bitfield_read.bits_signed", read, without_sign, "bits_signed.b")
	SILENT("read.long_double", read, long_double_as_double, "long_double.value")
	QUIET("read.id20", read, heap_copy_is_short, "asan", "heap-buffer-overflow")
	SEAM_NO_MORE_MUTANTS
};
