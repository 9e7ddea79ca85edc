/* types.h - libgit2's public structs and constants as a C compiler sees them through the edition's header. */
#ifndef SEAM_LIBGIT2_TYPES_H
#define SEAM_LIBGIT2_TYPES_H

#include "libgit2/edition.h"
#include "libgit2/libgit2.h"

/* A struct, and for one with a version: the current one, and the function that initialises it. */
struct git_known_type {
	struct seam_git_type is;
	unsigned version; /* 0: it has none */
	int (*init)(void *object, unsigned version);
};
extern const struct git_known_type git_types[];
extern const size_t git_n_types;

/* A member that is itself one of these structs. */
struct git_nested {
	const char *type, *field, *of;
};
extern const struct git_nested git_nested[];
extern const size_t git_n_nested;

struct git_known_constant {
	const char *name;
	int64_t value;
};
extern const struct git_known_constant git_constants[];
extern const size_t git_n_constants;

/* A scalar of one of the structs that write() and read() serve.  `sign`: 's' signed, 'u' unsigned, 'p' a pointer;
 * `count` elements of `size` bytes each. */
struct git_leaf {
	const char *type, *name;
	size_t offset, size, count;
	char sign;
};
extern const struct git_leaf git_leaves[];
extern const size_t git_n_leaves;

/* NULL: no such type. */
const struct git_known_type *git_type_named(const char *name);

#endif
