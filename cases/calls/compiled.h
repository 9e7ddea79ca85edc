/*
 * calls/compiled.h - the functions of a list of signatures, as a compiler made them: one shared library, one symbol.
 *
 * Emitters (emit.h) write the functions in their language, the driver writes the table in C (emit/driver.c).  The same library
 * serves as the C side of the group (what the reference compilers do), and, with compiled.c, as a peer.
 */
#ifndef SEAM_CALLS_COMPILED_H
#define SEAM_CALLS_COMPILED_H

#include <calls/calls.h>

struct seam_compiled_function {
	const char *text;
	seam_fn callee; /* NULL: the language cannot express it; so, too, `caller` */
	void (*caller)(seam_fn fn, struct seam_slots *slots);
};

struct seam_compiled_type {
	const char *text;
	void (*layout)(uint32_t *out); /* size, align, then the members' offsets; a bit-field's is left as it is */
	/* Reads (set == 0) or writes a bit-field, by its member's number; NULL where the type has none, or the language. */
	void (*bits)(void *object, uint32_t member, int64_t *value, int set);
};

struct seam_compiled_rule {
	const char *name; /* "boundary.char_double"    */
	uint32_t count;
	const uint32_t *function; /* numbers in `functions` */
};

struct seam_compiled {
	const char *compiler; /* as it names itself, with its version */
	uint32_t n_functions, n_types, n_rules;
	const struct seam_compiled_function *functions;
	const struct seam_compiled_type *types;
	const struct seam_compiled_rule *rules;
	struct seam_slots **slots; /* n_functions: where the callees find their slots */
	/* What a callee saw of each bare integer argument of up to 64 bits, converted to 64 bits by its compiler, and a caller of its
	 * result (last); NULL where the language does not tell. */
	int64_t *wide;
};
#define SEAM_MOST_ARGS 128 /* wide[SEAM_MOST_ARGS] is the result */

SEAM_EXPORT extern const struct seam_compiled seam_compiled;

#endif
