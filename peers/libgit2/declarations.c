/* declarations.c - libgit2 as its header declares it. */
#include "libgit2/types.h"
#include "peer.h"
#include <string.h>

int versions(struct seam_git_versions *out)
{
	int major, minor, revision;

	git_libgit2_version(&major, &minor, &revision);
	*out = (struct seam_git_versions){
		.header = SEAM_GIT_HEADER,
		.library = { major, minor, revision },
		.binding = "libgit2 " LIBGIT2_VERSION,
	};
	return SEAM_OK;
}

const struct seam_git_type *describe(const char *type)
{
	const struct git_known_type *known = git_type_named(type);
	return known ? &known->is : NULL;
}

/* The integer whose bytes are all `k`, for any type that it is converted to. */
#define ALL(k)     ((int64_t)(0x0101010101010101u * (k)))
#define ADDRESS(k) ((void *)(uintptr_t)ALL(k))

int write_leaves(const char *type, void *object)
{
	if (!strcmp(type, "git_oid"))
		memset(((git_oid *)object)->id, 1, sizeof((git_oid *)object)->id);
	else if (!strcmp(type, "git_time"))
		*(git_time *)object = (git_time){ .time = ALL(1), .offset = (int)ALL(2), .sign = (char)ALL(3) };
	else if (!strcmp(type, "git_signature"))
		*(git_signature *)object = (git_signature){
			.name = ADDRESS(1),
			.email = ADDRESS(2),
			.when = { .time = ALL(3), .offset = (int)ALL(4), .sign = (char)ALL(5) },
		};
	else if (!strcmp(type, "git_buf"))
		*(git_buf *)object = (git_buf){ .ptr = ADDRESS(1), .reserved = (size_t)ALL(2), .size = (size_t)ALL(3) };
	else if (!strcmp(type, "git_strarray"))
		*(git_strarray *)object = (git_strarray){ .strings = ADDRESS(1), .count = (size_t)ALL(2) };
	else if (!strcmp(type, "git_error"))
		*(git_error *)object = (git_error){ .message = ADDRESS(1), .klass = (int)ALL(2) };
	else
		return SEAM_E_NOT_FOUND;
	return SEAM_OK;
}

static int values_of(const int64_t *seen, size_t n_seen, int64_t *values, size_t n)
{
	if (n != n_seen)
		return SEAM_E_RANGE;
	memcpy(values, seen, n * sizeof *values);
	return SEAM_OK;
}

#define VALUES(...)                                                                                                    \
	values_of((const int64_t[]){ __VA_ARGS__ }, sizeof(int64_t[]){ __VA_ARGS__ } / sizeof(int64_t), values, n)
#define POINTER(p) ((int64_t)(uintptr_t)(p))

int read_leaves(const char *type, const void *object, int64_t *values, size_t n)
{
	if (!strcmp(type, "git_oid")) {
		const git_oid *id = object;
		return VALUES(id->id[sizeof id->id - 1]);
	}
	if (!strcmp(type, "git_time")) {
		const git_time *t = object;
		return VALUES(t->time, t->offset, t->sign);
	}
	if (!strcmp(type, "git_signature")) {
		const git_signature *s = object;
		return VALUES(POINTER(s->name), POINTER(s->email), s->when.time, s->when.offset, s->when.sign);
	}
	if (!strcmp(type, "git_buf")) {
		const git_buf *b = object;
		return VALUES(POINTER(b->ptr), (int64_t)b->reserved, (int64_t)b->size);
	}
	if (!strcmp(type, "git_strarray")) {
		const git_strarray *a = object;
		return VALUES(POINTER(a->strings), (int64_t)a->count);
	}
	if (!strcmp(type, "git_error")) {
		const git_error *e = object;
		return VALUES(POINTER(e->message), e->klass);
	}
	return SEAM_E_NOT_FOUND;
}

int constant(const char *name, int64_t *value)
{
	for (size_t i = 0; i < git_n_constants; i++)
		if (!strcmp(git_constants[i].name, name)) {
			*value = git_constants[i].value;
			return SEAM_OK;
		}
	return SEAM_E_NOT_FOUND;
}

int options_init(const char *type, uint32_t version, void *object)
{
	const struct git_known_type *known = git_type_named(type);
	if (!known || !known->init)
		return SEAM_E_NOT_FOUND;
	/* It keeps an error, for which libgit2 must be running. */
	if (started() < 0)
		return SEAM_E_FAILED;
	return known->init(object, version) == 0 ? SEAM_OK : SEAM_E_VERSION;
}
