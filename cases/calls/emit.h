/*
 * calls/emit.h - what a compiled language brings: one file with one emitter, linked with emit/driver.c, signature.c and the rules.
 *
 * The driver reads a list of signatures, writes the sources in parts (each is compiled alone), and the table.  For each part it
 * calls `begin`, then `type` for each struct and union that the part needs, inner ones first, then `callee` and `caller` for
 * each signature, or the one of them that the language has.  All functions have C linkage and these names:
 *
 *     seam_callee_N    the function itself: stores its arguments at seam_slots[N]->arg[i], returns the value at …->ret
 *     seam_caller_N    (seam_fn fn, struct seam_slots *slots): calls fn with the values at slots->arg, stores at slots->ret
 *     seam_layout_M    (uint32_t *out): size, align, the members' offsets; bit-fields' entries are left alone
 *     seam_bits_M      (void *, uint32_t member, int64_t *, int set): of a type with bit-fields, if `bits` is given
 *     seam_slots       array of pointers, defined by the table
 *     seam_wide        int64_t array, defined by the table: see compiled.h; C only
 */
#ifndef SEAM_CALLS_EMIT_H
#define SEAM_CALLS_EMIT_H

#include <calls/signature.h>
#include <stdio.h>

/* The two ways of a signature.  A language may have only one: variadic functions can be called, say, and not made. */
enum { SEAM_EMIT_CALLEE = 1, SEAM_EMIT_CALLER = 2 };

struct seam_emitter {
	const char *ending; /* of a source's name: ".rs" */
	/* Whether the language can express the type anywhere (as argument, result or member); asked for each type that a
	 * signature has, inner ones first.  Scalars that the command line leaves out (--without) are not asked. */
	bool (*can_type)(const struct seam_type *type);
	/* Which ways it can express of the signature, whose types it can: SEAM_EMIT_…, or 0; NULL for both, always. */
	unsigned (*can)(const struct seam_signature *signature);
	void (*begin)(FILE *out);
	/* Declares struct or union number `n` of this part (seam_emit_number); with `layout` >= 0 also seam_layout_<layout>, and
	 * seam_bits_<layout> for one that has bit-fields. */
	void (*type)(FILE *out, const struct seam_type *type, int layout);
	void (*callee)(FILE *out, const struct seam_signature *signature, unsigned n);
	void (*caller)(FILE *out, const struct seam_signature *signature, unsigned n);
	bool bits; /* writes seam_bits_M */
	bool wide; /* writes to seam_wide */
};

/* The file's emitter. */
extern const struct seam_emitter seam_emitter;

/* The number of a struct, union, vector or array type in this part: equal texts have equal numbers. */
unsigned seam_emit_number(const struct seam_type *type);
bool seam_emit_has_bit_fields(const struct seam_type *type);

/* What C's default promotions make of a variadic argument (C11 6.5.2.2): SEAM_INT, SEAM_FLOAT64, or the kind itself. */
static inline enum seam_kind seam_emit_promoted(enum seam_kind kind)
{
	switch (kind) {
	case SEAM_BOOL:
	case SEAM_CHAR:
	case SEAM_SCHAR:
	case SEAM_UCHAR:
	case SEAM_SHORT:
	case SEAM_USHORT:
	case SEAM_INT8:
	case SEAM_INT16:
	case SEAM_UINT8:
	case SEAM_UINT16:
	case SEAM_CHAR16: return SEAM_INT;
	case SEAM_FLOAT32: return SEAM_FLOAT64;
	default: return kind;
	}
}

#endif
