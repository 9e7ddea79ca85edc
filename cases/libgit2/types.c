/* types.c - the tables of types.h. */
#include "types.h"
#include <git2/sys/config.h>
#include <git2/sys/filter.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/refdb_backend.h>
#include <git2/sys/repository.h>
#include <git2/sys/transport.h>
#if SEAM_GIT_AT_LEAST(1, 7)
#include <git2/sys/email.h>
#endif
#include <stdalign.h>
#include <string.h>

/* First the fields of each type … */
#define TYPE(type)              static const struct seam_git_field fields_##type[] = {
#define FIELD(type, field)      { #field, (uint32_t)offsetof(type, field), (uint32_t)sizeof(((type *)0)->field) },
#define NESTED(type, field, of) FIELD(type, field)
#define END_PLAIN(type)                                                                                                \
	}                                                                                                              \
	;
#define END(type, version, init)                                                                                       \
	}                                                                                                              \
	;                                                                                                              \
	static int init_##type(void *object, unsigned v)                                                               \
	{                                                                                                              \
		return init((type *)object, v);                                                                        \
	}
#include "types.inc"
#undef TYPE
#undef FIELD
#undef END_PLAIN
#undef END

/* … then the types. */
#define ROW(type, version, init)                                                                                       \
	{ { #type, (uint32_t)sizeof(type), (uint32_t)alignof(type), fields_##type,                                     \
	    sizeof fields_##type / sizeof fields_##type[0] },                                                          \
	  version,                                                                                                     \
	  init },
#define TYPE(type)
#define FIELD(type, field)
#define END_PLAIN(type)          ROW(type, 0, NULL)
#define END(type, version, init) ROW(type, version, init_##type)
const struct git_known_type git_types[] = {
#include "types.inc"
};
#undef TYPE
#undef FIELD
#undef NESTED
#undef END_PLAIN
#undef END
const size_t git_n_types = sizeof git_types / sizeof git_types[0];

#define TYPE(type)
#define FIELD(type, field)
#define NESTED(type, field, of) { #type, #field, #of },
#define END_PLAIN(type)
#define END(type, version, init)
const struct git_nested git_nested[] = {
#include "types.inc"
};
const size_t git_n_nested = sizeof git_nested / sizeof git_nested[0];

#define CONSTANT(name) { #name, (int64_t)(name) },
const struct git_known_constant git_constants[] = {
#include "constants.inc"
};
const size_t git_n_constants = sizeof git_constants / sizeof git_constants[0];

#define IS_SIGNED(type, path)                                                                                          \
	(_Generic(((type *)0)->path,                                                                                   \
	         char *: 'p',                                                                                          \
	         char **: 'p',                                                                                         \
	         int: 's',                                                                                             \
	         int64_t: 's',                                                                                         \
	         char: (char)-1 < 0 ? 's' : 'u',                                                                       \
	         default: 'u'))
#define LEAF(type, path) { #type, #path, offsetof(type, path), sizeof(((type *)0)->path), 1, IS_SIGNED(type, path) }
const struct git_leaf git_leaves[] = {
	{ "git_oid", "id", offsetof(git_oid, id), 1, sizeof(((git_oid *)0)->id), 'u' },
	LEAF(git_time, time),
	LEAF(git_time, offset),
	LEAF(git_time, sign),
	LEAF(git_signature, name),
	LEAF(git_signature, email),
	LEAF(git_signature, when.time),
	LEAF(git_signature, when.offset),
	LEAF(git_signature, when.sign),
	LEAF(git_buf, ptr),
	LEAF(git_buf, reserved),
	LEAF(git_buf, size),
	LEAF(git_strarray, strings),
	LEAF(git_strarray, count),
	LEAF(git_error, message),
	LEAF(git_error, klass),
};
const size_t git_n_leaves = sizeof git_leaves / sizeof git_leaves[0];

const struct git_known_type *git_type_named(const char *name)
{
	for (size_t i = 0; i < git_n_types; i++)
		if (!strcmp(git_types[i].is.name, name))
			return &git_types[i];
	return NULL;
}
