/*
 * unknown_name: a type or field that is in no list is refused, by its whole name, and nothing is written.
 * Rule: layout.unknown_name    Source: the contract; prefix matches and out-of-range indices in binding generators
 */
#include "layout/types.h"
#include <string.h>

static const struct { const char *type, *field; } strangers[] = {
	{ "no_such_type", NULL }, { "fixed1", NULL },         { "fixed123", NULL },  { "", NULL },
	{ "no_such_type", "a" },  { "fixed12", "no_such" },   { "fixed12", "aa" },   { "fixed12", "" },
	{ "array", "row[3]" },    { "nested", "inner.none" }, { "nested", "inner." },
};
static const size_t n_strangers = sizeof strangers / sizeof strangers[0];

/* A name that the list has, where the stimulus is left out. */
static const char *name(struct seam_case *c, const char *stranger, const char *known)
{
	return stranger ? seam_in_string(c, SEAM_STIMULUS(c) ? stranger : known) : NULL;
}

static void refused(struct seam_case *c, size_t i, int rc, const void *out, size_t size)
{
	const char *type = strangers[i].type, *field = strangers[i].field;

	if (rc == SEAM_E_UNSUPPORTED && field && strcmp(type, "no_such_type") != 0)
		return; /* the peer does not have the type that the field is missing from */
	if (rc != SEAM_E_NOT_FOUND)
		FAIL(c, "\"%s\" \"%s\" gives %d, expected SEAM_E_NOT_FOUND (%d)", type, field ? field : "(NULL)", rc,
		     SEAM_E_NOT_FOUND);
	else
		CHECK_EQ(c, seam_untouched(c, out, size), size);
}

static void describe(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->describe);

	for (size_t i = 0; i < n_strangers; i++) {
		struct seam_view *view = seam_out(c, sizeof *view);
		const char *type = name(c, strangers[i].type, "fixed12");

		refused(c, i, ops->describe(type, name(c, strangers[i].field, "a"), view), view, sizeof *view);
	}
}

static void write(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	static const uint64_t leaf[2] = { 0, 0 };
	NEED(c, ops->write);

	for (size_t i = 0; i < n_strangers; i++) {
		void *object = seam_out(c, sizeof(struct seam_nested));
		const char *type = name(c, strangers[i].type, "fixed12");
		const char *field = name(c, strangers[i].field ? strangers[i].field : "a", "a");

		refused(c, i, ops->write(type, field, object, leaf), object, sizeof(struct seam_nested));
	}
}

static void read(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	static const struct seam_nested object = { 0 };
	NEED(c, ops->read);

	for (size_t i = 0; i < n_strangers; i++) {
		void *leaf = seam_out(c, sizeof(uint64_t));
		const char *type = name(c, strangers[i].type, "fixed12");
		const char *field = name(c, strangers[i].field ? strangers[i].field : "a", "a");

		refused(c, i, ops->read(type, field, &object, leaf), leaf, sizeof(uint64_t));
	}
}

SEAM_CASES(layout, unknown_name) = {
	{ "describe", SEAM_MUST, describe, "a name that is in no list is not found, and the view is left alone", 0 },
	{ "write", SEAM_MUST, write, "a name that is in no list is not found, and the object is left alone", 0 },
	{ "read", SEAM_MUST, read, "a name that is in no list is not found, and the leaf is left alone", 0 },
	SEAM_END
};
