/*
 * layout: a binding's declaration of each public struct is the header's.
 * Rule: libgit2.layout    Source: libgit2's headers; git2-rs, pygit2 and nodegit each shipped a struct of another version
 */
#include "repository.h"
#include "types.h"
#include <stdio.h>
#include <string.h>

/* What a declaration is looked at for. */
enum part { SIZE, ALIGN, OFFSET, FIELD_SIZE };

static const struct seam_git_field *field_named(const struct seam_git_type *type, const char *name)
{
	for (size_t i = 0; i < type->n_fields; i++)
		if (!strcmp(type->fields[i].name, name))
			return &type->fields[i];
	return NULL;
}

static void differ(struct seam_case *c, const char *what, const char *type, const char *field, uint32_t seen,
                   uint32_t expected)
{
	if (seen != expected)
		FAIL(c, "%s of %s%s%s is %u, the header's is %u", what, type, field ? "." : "", field ? field : "",
		     seen, expected);
}

static void compare(struct seam_case *c, const struct seam_git_type *is, const struct seam_git_type *seen,
                    enum part part)
{
	if (part == SIZE)
		differ(c, "the size", is->name, NULL, seen->size, is->size);
	if (part == ALIGN)
		differ(c, "the alignment", is->name, NULL, seen->align, is->align);
	if (part == SIZE || part == ALIGN)
		return;
	for (size_t i = 0; i < seen->n_fields; i++) {
		const struct seam_git_field *have = &seen->fields[i], *want = field_named(is, have->name);
		if (!want)
			FAIL(c, "%s has no member %s in the header", is->name, have->name);
		else if (part == OFFSET)
			differ(c, "the offset", is->name, have->name, have->offset, want->offset);
		else
			differ(c, "the size", is->name, have->name, have->size, want->size);
	}
}

static void each(struct seam_case *c, enum part part)
{
	BEGIN(c, g);
	NEED(c, g->describe);
	size_t declared = 0;
	for (size_t i = 0; i < git_n_types; i++) {
		const struct seam_git_type *is = &git_types[i].is;
		const struct seam_git_type *seen = g->describe(seam_in_string(c, is->name));
		if (!seen)
			continue;
		declared++;
		if (CHECK_STR(c, seen->name, is->name))
			compare(c, is, seen, part);
	}
	CHECK(c, declared > 0);
	CHECK(c, g->describe(seam_in_string(c, "git_no_such_type")) == NULL);
}

static void size(struct seam_case *c)
{
	each(c, SIZE);
}

static void align(struct seam_case *c)
{
	each(c, ALIGN);
}

static void offset(struct seam_case *c)
{
	each(c, OFFSET);
}

static void field_size(struct seam_case *c)
{
	each(c, FIELD_SIZE);
}

/* What the header exports and the binding lacks, for the record. */
static void complete(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->describe);
	char text[4096] = "not declared:";
	size_t n = strlen(text), missing = 0;
	for (size_t i = 0; i < git_n_types; i++) {
		const struct seam_git_type *is = &git_types[i].is, *seen = g->describe(seam_in_string(c, is->name));
		if (!seen)
			missing++;
		if (!seen && n < sizeof text)
			n += (size_t)snprintf(text + n, sizeof text - n, " %s", is->name);
		for (size_t k = 0; seen && k < is->n_fields; k++) {
			if (field_named(seen, is->fields[k].name))
				continue;
			missing++;
			if (n < sizeof text)
				n += (size_t)snprintf(text + n, sizeof text - n, " %s.%s", is->name,
				                      is->fields[k].name);
		}
	}
	if (missing && !seam_pass(c))
		seam_case_host(c)->log(seam_case_host(c), text);
	/* The six that every binding meets, whatever else it leaves out. */
	for (size_t i = 0; i < 6; i++)
		if (!g->describe(git_types[i].is.name))
			FAIL(c, "%s is not declared", git_types[i].is.name);
}

SEAM_CASES(libgit2, layout) = { { "size", SEAM_MUST, size, "the size of each struct is the header's", 0 },
	                        { "align", SEAM_MUST, align, "the alignment of each struct is the header's", 0 },
	                        { "offset", SEAM_MUST, offset, "each member stands where the header puts it", 0 },
	                        { "field_size", SEAM_MUST, field_size, "each member is as large as in the header", 0 },
	                        { "complete", SEAM_SHOULD, complete,
	                          "git_oid, time, signature, buf, strarray and error are declared", 0 },
	                        SEAM_END };
