/* mutants_declared.c - versions, layouts, constants and options that are not those of the library. */
#include "libgit2/edition.h"
#include "libgit2/planted.h"

#include <string.h>

static int older_header(struct seam_git_versions *out)
{
	int rc = O->versions(out);
	out->header[1]--;
	return rc;
}

static int other_library(struct seam_git_versions *out)
{
	int rc = O->versions(out);
	out->library[2]++;
	return rc;
}

/* A declaration of `type` that `change` spoils. */
static const struct seam_git_type *spoiled(const char *type, const char *which,
                                           void (*change)(struct seam_git_type *, struct seam_git_field *))
{
	static struct seam_git_type copy;
	static struct seam_git_field fields[64];
	const struct seam_git_type *is = O->describe(type);
	if (!is || strcmp(type, which) || is->n_fields > 64)
		return is;
	copy = *is;
	memcpy(fields, is->fields, is->n_fields * sizeof fields[0]);
	copy.fields = fields;
	change(&copy, fields);
	return &copy;
}

static void grow(struct seam_git_type *type, struct seam_git_field *fields)
{
	(void)fields;
	type->size += 8;
}

static void relax(struct seam_git_type *type, struct seam_git_field *fields)
{
	(void)fields;
	type->align = 4;
}

static void shift(struct seam_git_type *type, struct seam_git_field *fields)
{
	fields[type->n_fields - 1].offset -= 8;
}

static void widen(struct seam_git_type *type, struct seam_git_field *fields)
{
	(void)type;
	fields[0].size = 32;
}

static const struct seam_git_type *larger_options(const char *type)
{
	return spoiled(type, "git_diff_options", grow);
}

static const struct seam_git_type *looser_time(const char *type)
{
	return spoiled(type, "git_time", relax);
}

static const struct seam_git_type *missing_member(const char *type)
{
	return spoiled(type, "git_status_options", shift);
}

static const struct seam_git_type *sha256_id(const char *type)
{
	return spoiled(type, "git_oid", widen);
}

static const struct seam_git_type *no_buf(const char *type)
{
	return strcmp(type, "git_buf") ? O->describe(type) : NULL;
}

static int email_first(const char *type, void *object)
{
	int rc = O->write(type, object);
	if (rc == SEAM_OK && !strcmp(type, "git_signature")) {
		git_signature *who = (git_signature *)object;
		char *name = who->name;
		who->name = who->email;
		who->email = name;
	}
	return rc;
}

static int unsigned_offset(const char *type, const void *object, int64_t *values, size_t n)
{
	int rc = O->read(type, object, values, n);
	if (rc == SEAM_OK && !strcmp(type, "git_time"))
		values[1] = (int64_t)(uint32_t)values[1];
	return rc;
}

static int older_numbers(const char *name, int64_t *value)
{
	int rc = O->constant(name, value);
	if (rc == SEAM_OK && !strcmp(name, "GIT_OPT_SET_ALLOCATOR"))
		--*value;
	return rc;
}

static int zero_for_unknown(const char *name, int64_t *value)
{
	*value = 0;
	(void)O->constant(name, value);
	return SEAM_OK;
}

/* mem::zeroed() and a version: what a binding without the init function does. */
static int zeroed(const char *type, uint32_t version, void *object)
{
	if (strcmp(type, "git_diff_options"))
		return O->options_init(type, version, object);
	memset(object, 0, sizeof(git_diff_options));
	memcpy(object, &version, sizeof version);
	return SEAM_OK;
}

/* The defaults of an older libgit2. */
static int older_defaults(const char *type, uint32_t version, void *object)
{
	int rc = O->options_init(type, version, object);
	if (rc == SEAM_OK && !strcmp(type, "git_merge_options"))
		((git_merge_options *)object)->flags = 0;
	return rc;
}

static int any_version(const char *type, uint32_t version, void *object)
{
	int rc = O->options_init(type, version, object);
	return rc == SEAM_E_VERSION ? O->options_init(type, 1, object) : rc;
}

SEAM_MUTANTS(libgit2, declared) = {
	M("older_header", "versions.agree", "the peer was built with the header", true, versions, older_header),
	M("other_library", "versions.agree", "the peer runs on the library", true, versions, other_library),
	M("larger_options", "layout.size", "git_diff_options", true, describe, larger_options),
	M("looser_time", "layout.align", "git_time", true, describe, looser_time),
	M("missing_member", "layout.offset", "git_status_options", true, describe, missing_member),
	M("sha256_id", "layout.field_size", "git_oid.id", true, describe, sha256_id),
	M("no_buf", "layout.complete", "git_buf is not declared", true, describe, no_buf),
	M("email_first", "access.write", "git_signature", true, write, email_first),
	M("unsigned_offset", "access.read", "git_time.offset", true, read, unsigned_offset),
	M("older_numbers", "constants.value", "GIT_OPT_SET_ALLOCATOR", true, constant, older_numbers),
	M("zero_for_unknown", "constants.unknown", "SEAM_E_NOT_FOUND", true, constant, zero_for_unknown),
	M("zeroed", "options.init", "git_diff_options.", true, options_init, zeroed),
	M("older_defaults", "options.initialiser", "git_merge_options.flags", true, options_init, older_defaults),
	M("any_version", "options.version", "not SEAM_E_VERSION", true, options_init, any_version),
	SEAM_NO_MORE_MUTANTS
};
