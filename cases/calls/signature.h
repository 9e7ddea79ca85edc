/*
 * calls/signature.h - the language of signatures: a function's type as one line of text, `ci{cd[3f]}>{ff}`.
 *
 *     signature   = [ convention "|" ] { type } [ "." { type } ] ">" ( type | "v" )
 *
 * argument types, then `>`, then the result; `v` is no result.  Arguments after `.` are variadic (at least one must stand
 * before it); they are written as the caller has them, before C's promotions.  Blanks between types are left out.
 *
 *     scalars     b _Bool              c char               a signed char         A unsigned char
 *                 s short              S unsigned short     i int                 I unsigned
 *                 l long               L unsigned long      q long long           Q unsigned long long
 *                 n ptrdiff_t          N size_t             j intptr_t            J uintptr_t
 *                 m intmax_t           M uintmax_t          w wchar_t             u char16_t      U char32_t
 *                 x1 x2 x4 x8          int8_t … int64_t     X1 X2 X4 X8           uint8_t … uint64_t
 *                 x16 X16              __int128, unsigned __int128
 *                 e enum with a negative constant           E enum without one
 *                 f float   d double   D long double        h _Float16
 *                 Zf Zd ZD             _Complex             p void *              P void (*)(void)
 *     vector      V4f                  4 elements of a scalar, as __attribute__((vector_size)) has them
 *     struct      { members }          `{}` is the empty struct, of GNU C
 *     union       ( members )
 *     array       [3f]                 a member only; of anything that a member can be but a bit-field
 *     bit-field   i:3                  a member only; of b and of the integers that are no pointers; `_i:3` has no name, `_i:0`
 *                                      ends the unit
 *     attributes  {ci}!                packed, of a struct or union
 *                 {ci}@16  c@8         aligned, of a struct, a union (of its type) or a member (of that member alone); after `!`
 *     convention  cdecl stdcall fastcall thiscall vectorcall ms sysv; without one, the platform's own
 *
 * The text without blanks is canonical: two signatures are the same type exactly when their texts are equal.
 *
 * A member that is a struct is laid out as C does.  What its size and offsets are is not known to this language: a compiler
 * says so (struct seam_type, `size` …), or nobody yet.
 */
#ifndef SEAM_CALLS_SIGNATURE_H
#define SEAM_CALLS_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum seam_kind {
	SEAM_VOID,
	SEAM_BOOL,
	SEAM_CHAR, /* plain: its sign is the platform's */
	SEAM_SCHAR,
	SEAM_UCHAR,
	SEAM_SHORT,
	SEAM_USHORT,
	SEAM_INT,
	SEAM_UINT,
	SEAM_LONG,
	SEAM_ULONG,
	SEAM_LLONG,
	SEAM_ULLONG,
	SEAM_PTRDIFF,
	SEAM_SIZE,
	SEAM_INTPTR,
	SEAM_UINTPTR,
	SEAM_INTMAX,
	SEAM_UINTMAX,
	SEAM_WCHAR,
	SEAM_CHAR16,
	SEAM_CHAR32,
	SEAM_INT8,
	SEAM_INT16,
	SEAM_INT32,
	SEAM_INT64,
	SEAM_UINT8,
	SEAM_UINT16,
	SEAM_UINT32,
	SEAM_UINT64,
	SEAM_INT128,
	SEAM_UINT128,
	SEAM_ENUM_SIGNED,
	SEAM_ENUM_UNSIGNED,
	SEAM_FLOAT32, /* float       */
	SEAM_FLOAT64, /* double      */
	SEAM_LDOUBLE, /* long double */
	SEAM_FLOAT16,
	SEAM_DATA_POINTER,
	SEAM_FUNCTION_POINTER,
	SEAM_COMPLEX, /* of `element`, count 2                                  */
	SEAM_VECTOR,  /* of `element`, `count` of them                          */
	SEAM_ARRAY,   /* the same; a member only                                */
	SEAM_STRUCT,  /* of `members`                                           */
	SEAM_UNION,   /* the same, all at offset 0                              */
	SEAM_KINDS
};

struct seam_type;

struct seam_member {
	const struct seam_type *type;
	uint32_t aligned;  /* `@N` of this member, or 0                                           */
	uint32_t offset;   /* bytes from the start of the struct; of a bit-field, not set         */
	uint8_t bit_width; /* of a bit-field; 0 in one with is_bit_field: it ends the unit       */
	bool is_bit_field, unnamed;
};

/* A type.  `size`, `align` and the members' `offset` are the C compiler's, in bytes; 0 as long as no compiler was asked. */
struct seam_type {
	enum seam_kind kind;
	const char *text; /* as it stands in the signature, attributes included */
	uint32_t size, align;
	uint32_t count;                   /* members of a struct or union; elements of a complex, vector or array */
	const struct seam_type *element;  /* of a complex, vector or array; else NULL                             */
	const struct seam_member *members; /* of a struct or union; else NULL                                     */
	bool packed;
	uint32_t aligned; /* `@N` of the type, or 0 */
};

enum seam_convention {
	SEAM_DEFAULT_CONVENTION,
	SEAM_CDECL,
	SEAM_STDCALL,
	SEAM_FASTCALL,
	SEAM_THISCALL,
	SEAM_VECTORCALL,
	SEAM_MS,
	SEAM_SYSV,
	SEAM_CONVENTIONS
};

struct seam_signature {
	const char *text; /* canonical */
	enum seam_convention convention;
	bool variadic;
	uint32_t n_args, n_fixed; /* n_fixed < n_args when variadic arguments are given; == n_args also in `i.>i` */
	const struct seam_type *const *args;
	const struct seam_type *result; /* never NULL; SEAM_VOID for none */
	void **own;                     /* the peer's to use: *own is NULL at first, and after `release` */
};

/* What is wrong with a text, and where: the column counts bytes from 1. */
struct seam_signature_error {
	unsigned column;
	char message[160];
};

/*
 * Parses a signature.  The result is one block, which the caller frees with free(); types that are written alike are one
 * struct seam_type.  NULL when the text is no signature (*error says why), or when memory is out.  `error` may be NULL.
 * Threads: any.
 */
struct seam_signature *seam_signature_parse(const char *text, struct seam_signature_error *error);

/* The types of a parsed signature, each once, a type after those that it is made of.  Owned by the signature. */
struct seam_type *const *seam_signature_types(const struct seam_signature *signature, size_t *count);

/* How a scalar is written in C ("unsigned short"); NULL for a kind that is no scalar, and for the enums. */
const char *seam_kind_c_name(enum seam_kind kind);
/* Whether it is an integer, `_Bool`, character or enum; these may be narrow, or bit-fields. */
bool seam_kind_is_integer(enum seam_kind kind);
/* Whether it is one of float, double, long double, _Float16. */
bool seam_kind_is_float(enum seam_kind kind);
/* A convention's name, as the language has it; "" for the default. */
const char *seam_convention_name(enum seam_convention convention);

#ifdef __cplusplus
}
#endif
#endif
