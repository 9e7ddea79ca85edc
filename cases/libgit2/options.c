/*
 * options: a versioned options struct begins as libgit2 begins it, and only in versions that libgit2 knows.
 * Rule: libgit2.options    Source: git_<…>_options_init(); GIT_<…>_OPTIONS_VERSION
 */
#include "repository.h"
#include "types.h"
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Compares the members of a struct, and theirs; never padding. */
static void compare(struct seam_case *c, const char *path, const struct seam_git_type *type, const unsigned char *seen,
                    const unsigned char *want)
{
	for (size_t i = 0; i < type->n_fields; i++) {
		const struct seam_git_field *f = &type->fields[i];
		const struct git_known_type *of = NULL;
		char name[256];
		snprintf(name, sizeof name, "%s.%s", path, f->name);
		for (size_t k = 0; k < git_n_nested && !of; k++)
			if (!strcmp(git_nested[k].type, type->name) && !strcmp(git_nested[k].field, f->name))
				of = git_type_named(git_nested[k].of);
		if (of)
			compare(c, name, &of->is, seen + f->offset, want + f->offset);
		else if (memcmp(seen + f->offset, want + f->offset, f->size))
			FAIL(c, "%s is not what libgit2 initialises it to", name);
	}
}

static void init(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->options_init);
	size_t offered = 0;
	for (size_t i = 0; i < git_n_types; i++) {
		const struct git_known_type *type = &git_types[i];
		unsigned char want[1024];
		if (!type->init || type->is.size > sizeof want)
			continue;
		unsigned char *object = (unsigned char *)seam_out(c, type->is.size);
		int rc = g->options_init(seam_in_string(c, type->is.name), type->version, object);
		if (rc == SEAM_E_NOT_FOUND)
			continue;
		offered++;
		if (rc != SEAM_OK) {
			FAIL(c, "%s, version %u: %d, not SEAM_OK", type->is.name, type->version, rc);
			continue;
		}
		memset(want, seam_poison(c), sizeof want);
		type->init(want, type->version);
		compare(c, type->is.name, &type->is, object, want);
	}
	CHECK(c, offered > 0);
	CHECK_EQ(c, g->options_init(seam_in_string(c, "git_no_such_type"), 1, seam_out(c, 64)), SEAM_E_NOT_FOUND);
}

static void refused(struct seam_case *c, const struct seam_libgit2 *g, const struct git_known_type *type,
                    unsigned version)
{
	unsigned char *object = (unsigned char *)seam_out(c, type->is.size);
	int rc = g->options_init(seam_in_string(c, type->is.name), version, object);
	if (rc == SEAM_E_NOT_FOUND)
		return;
	if (rc != SEAM_E_VERSION)
		FAIL(c, "%s, version %u: %d, not SEAM_E_VERSION", type->is.name, version, rc);
	if (seam_untouched(c, object, type->is.size) != type->is.size)
		FAIL(c, "%s, version %u: refused, but written to", type->is.name, version);
}

static void version(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->options_init);
	for (size_t i = 0; i < git_n_types; i++) {
		if (!git_types[i].init)
			continue;
		refused(c, g, &git_types[i], 0);
		refused(c, g, &git_types[i], git_types[i].version + 1);
		refused(c, g, &git_types[i], UINT_MAX);
	}
}

SEAM_CASES(libgit2, options) = {
	{ "init", SEAM_MUST, init, "each member begins with the value that libgit2's own init gives it", 0 },
	{ "version", SEAM_MUST, version, "a version that libgit2 does not know is refused, and nothing is written", 0 },
	SEAM_END
};
