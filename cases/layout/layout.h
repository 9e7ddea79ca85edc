/*
 * layout/layout.h - the contract of the group `layout`: the peer's view of a struct is C's view.
 *
 * The first half defines the types, in C.  A peer declares the same types in its own language and offers them by the
 * names in the lists at the end: `struct seam_fixed12` is the type "fixed12".  The second half is the ops: some say
 * how the peer sees a type (`describe`), the others use it (`write`, `read` …).  The C compiler that built the host is
 * the oracle of both.
 *
 * Rules for every op:
 *   - It returns SEAM_OK (0) or one of the failures that its comment names; after a failure every out-parameter and
 *     every object is as it was, to the byte.
 *   - A type or field that the peer's language cannot express gives SEAM_E_UNSUPPORTED from describe, write, read or
 *     emit; its cases are then `skip`.
 *   - Pointers are not NULL unless the comment says so.  An object is aligned as its type asks, and no more; it may
 *     end at the last byte that may be touched, and `const` objects may lie in read-only memory.
 *   - Names of types and fields are ASCII, terminated; one that is in no list is not an error of the caller's.
 *   - Nothing is kept after return, and nothing is allocated that outlives it.  Texts that the peer returns are static:
 *     they live unchanged as long as the process, and nobody frees them.
 *   - Any thread may call it at any time.
 */
#ifndef SEAM_LAYOUT_LAYOUT_H
#define SEAM_LAYOUT_LAYOUT_H

#include <seam/seam.h>
#include <stdbool.h>
#include <wchar.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Flexible and zero-length arrays, anonymous members, _Complex and __int128 are the point here, in C++ too. */
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#endif
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wextern-c-compat"
#endif

#define SEAM_ALIGNED(n) __attribute__((aligned(n)))

/* ---- scalars: each alone in a struct, its only field is `value` -------------------------------------------------- */

struct seam_boolean { bool value; };
struct seam_char { char value; };
struct seam_schar { signed char value; };
struct seam_uchar { unsigned char value; };
struct seam_short { short value; };
struct seam_ushort { unsigned short value; };
struct seam_int { int value; };
struct seam_uint { unsigned int value; };
struct seam_long { long value; };
struct seam_ulong { unsigned long value; };
struct seam_llong { long long value; };
struct seam_ullong { unsigned long long value; };
struct seam_i8 { int8_t value; };
struct seam_i16 { int16_t value; };
struct seam_i32 { int32_t value; };
struct seam_i64 { int64_t value; };
struct seam_u8 { uint8_t value; };
struct seam_u16 { uint16_t value; };
struct seam_u32 { uint32_t value; };
struct seam_u64 { uint64_t value; };
struct seam_wchar { wchar_t value; };
struct seam_size { size_t value; };
struct seam_ptrdiff { ptrdiff_t value; };
struct seam_intptr { intptr_t value; };
struct seam_uintptr { uintptr_t value; };
struct seam_intmax { intmax_t value; };
struct seam_float { float value; };
struct seam_double { double value; };
struct seam_long_double { long double value; };
struct seam_complex_float { float _Complex value; };
struct seam_complex_double { double _Complex value; };
struct seam_complex_long_double { long double _Complex value; };
struct seam_pointer { void *value; };
struct seam_string { const char *value; };
struct seam_function { int (*value)(int); };
#if defined(__SIZEOF_INT128__)
struct seam_i128 { __int128 value; };
struct seam_u128 { unsigned __int128 value; };
#endif

/* ---- structs ----------------------------------------------------------------------------------------------------- */

struct seam_fixed12 { uint8_t a; uint32_t b; uint8_t c; };
struct seam_fixed24 { uint8_t a; uint64_t b; uint8_t c; };
struct seam_fixed16 { uint64_t b; uint8_t a; uint8_t c; };
struct seam_vec2 { double x; double y; };
struct seam_mixed { char a; double b; short c; float d; void *e; bool f; long long g; signed char h; };

struct seam_nested {
	uint8_t before;
	struct seam_fixed24 inner;
	uint16_t between;
	struct seam_fixed12 second;
	uint8_t after;
};
struct seam_array { uint8_t before; uint32_t row[3]; uint8_t bytes[5]; uint16_t after; };
struct seam_matrix { uint8_t before; int16_t cell[2][3]; double after; };
struct seam_array_of_structs { uint8_t before; struct seam_fixed12 item[3]; uint8_t after; };
struct seam_id20 { unsigned char id[20]; };

struct seam_when { int64_t time; int32_t offset; char sign; };
struct seam_signature { const char *name; const char *email; struct seam_when when; };

union seam_any { uint8_t byte; int32_t i; double d; const void *p; uint16_t pair[2]; };
struct seam_union { uint8_t before; union seam_any as; uint8_t after; };

/* A tag and the member that it picks. */
#define SEAM_TAG_INT  1u /* as.i */
#define SEAM_TAG_REAL 2u /* as.d */
#define SEAM_TAG_TEXT 3u /* as.s */
struct seam_tagged {
	uint32_t tag;
	union { int64_t i; double d; const char *s; } as;
};

struct seam_anonymous {
	uint8_t before;
	union {
		uint32_t word;
		struct { uint16_t low; uint16_t high; };
	};
	struct { uint8_t x; uint64_t y; };
	uint8_t after;
};

enum seam_grade { SEAM_GRADE_BELOW = -1, SEAM_GRADE_ZERO = 0, SEAM_GRADE_ABOVE = 1, SEAM_GRADE_FAR = 1000 };
enum seam_flag { SEAM_FLAG_NONE = 0, SEAM_FLAG_LOW = 1, SEAM_FLAG_HIGH = 0x80000000u };
struct seam_enums { uint8_t before; enum seam_grade grade; uint8_t between; enum seam_flag flag; };

struct seam_list { struct seam_list *next; int32_t value; };

#pragma pack(push, 1)
struct seam_packed1 { uint8_t a; uint32_t b; uint16_t c; double d; uint8_t e; };
#pragma pack(pop)
#pragma pack(push, 2)
struct seam_packed2 { uint8_t a; uint32_t b; uint16_t c; double d; uint8_t e; };
#pragma pack(pop)
#pragma pack(push, 4)
struct seam_packed4 { uint8_t a; uint32_t b; uint16_t c; double d; uint8_t e; };
#pragma pack(pop)
struct seam_packed_inside { uint8_t before; struct seam_packed1 inner; uint32_t after; };

struct SEAM_ALIGNED(16) seam_aligned16 { uint8_t a; uint32_t b; };
struct SEAM_ALIGNED(32) seam_aligned32 { uint8_t a; uint32_t b; };
struct SEAM_ALIGNED(64) seam_aligned64 { uint8_t a; uint32_t b; };
struct seam_aligned_inside { uint8_t before; struct seam_aligned32 inner; uint8_t after; };

/* `items` has no elements of its own; the host's objects have SEAM_FLEXIBLE_ITEMS behind the struct. */
#define SEAM_FLEXIBLE_ITEMS 4
struct seam_flexible { uint32_t count; uint8_t mark; uint32_t items[]; };

/* No members and, as GNU C has it, no size: C++ would make it 1. */
#if defined(__cplusplus)
struct seam_empty { char none[0]; };
#else
struct seam_empty {};
#endif
struct seam_empty_inside { uint8_t before; struct seam_empty none; uint32_t after; };

/* Options: version and size first.  Version 1 ends where `mode` begins. */
#define SEAM_OPTIONS_VERSION 2u
struct seam_options_v1 { uint32_t version; uint32_t size; const char *label; int32_t depth; uint64_t limit; };
struct seam_options {
	uint32_t version;  /* 1 or 2                                                 */
	uint32_t size;     /* sizeof struct seam_options_v1 or of struct seam_options */
	const char *label; /* default NULL; the caller's                             */
	int32_t depth;     /* default SEAM_OPTIONS_DEPTH                             */
	uint64_t limit;    /* default SEAM_OPTIONS_LIMIT                             */
	uint32_t mode;     /* since version 2; default SEAM_OPTIONS_MODE             */
	int64_t grace;     /* since version 2; default SEAM_OPTIONS_GRACE            */
};
#define SEAM_OPTIONS_DEPTH (-1)
#define SEAM_OPTIONS_LIMIT UINT64_C(0x100000000)
#define SEAM_OPTIONS_MODE  3u
#define SEAM_OPTIONS_GRACE INT64_C(-5)

/* ---- structs with bit-fields ------------------------------------------------------------------------------------- */

struct seam_bits_run { unsigned a : 1; unsigned b : 3; unsigned c : 4; unsigned d : 24; };
struct seam_bits_signed { signed int a : 3; signed int b : 5; unsigned c : 2; signed int d : 22; };
struct seam_bits_zero { unsigned a : 3; unsigned : 0; unsigned b : 5; };
struct seam_bits_units { unsigned a : 20; unsigned b : 20; unsigned c : 24; };
struct seam_bits_mixed { uint8_t before; unsigned a : 5; unsigned b : 9; uint16_t after; };
struct seam_bits_wide { unsigned long long a : 40; unsigned long long b : 20; bool c : 1; };
#pragma pack(push, 1)
struct seam_bits_packed { unsigned a : 20; unsigned b : 20; signed int c : 24; };
#pragma pack(pop)

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/* ---- the peer's view --------------------------------------------------------------------------------------------- */

enum seam_kind {
	SEAM_KIND_INTEGER = 1, /* enums and characters are integers                */
	SEAM_KIND_BOOL = 2,
	SEAM_KIND_FLOAT = 3,
	SEAM_KIND_COMPLEX = 4,
	SEAM_KIND_POINTER = 5, /* function pointers too                             */
	SEAM_KIND_STRUCT = 6,
	SEAM_KIND_UNION = 7,
	SEAM_KIND_ARRAY = 8
};

struct seam_view {
	uint64_t size;      /* in bytes, tail padding included; of a flexible array 0                  */
	uint64_t align;     /* in bytes; of a type.  Not looked at in the view of a field              */
	uint64_t offset;    /* of a field: from the start of the type, not of what it is nested in; of a type 0 */
	uint64_t count;     /* of an array field: its elements, of a flexible one 0; of anything else 1 */
	uint32_t kind;      /* enum seam_kind; of a type SEAM_KIND_STRUCT                              */
	uint32_t is_signed; /* of an integer: 1 or 0.  Not looked at for other kinds                   */
};

/*
 * Field names are written as C writes the path: "a", "inner.b", "row[2]", "cell[1][2]", "item[1].c", "as.i"; members
 * of anonymous members have no prefix: "low".  The lists at the end have every name that is asked for.  Leaves are
 * scalars; parts are whole structs, unions and arrays within a type, and are described only.
 */
struct seam_layout {
	/*
	 * Stores in *out how the peer sees `type`, or, `field` not being NULL, that leaf or part of it.  Bit-fields are
	 * not described; their types are.  Every member of *out that is looked at is written.
	 * Fails: SEAM_E_UNSUPPORTED; SEAM_E_NOT_FOUND for a name that is in no list.
	 * Rules: size_align offset sign_kind unknown_name
	 */
	int (*describe)(const char *type, const char *field, struct seam_view *out);

	/*
	 * Stores *leaf in the leaf `field` of the object.  `leaf` points to a value of the field's own C type, aligned for
	 * it; for a bit-field it points to an int64_t that fits.  Only the field's own bytes (a bit-field: bits) change:
	 * neighbours and padding are left alone.  The bytes of a long double that hold none of its value may change.
	 * A boolean is 0 or 1, and an enum a listed number.  A union's member is stored whatever a tag beside it says.
	 * Fails: SEAM_E_UNSUPPORTED; SEAM_E_NOT_FOUND.
	 * Rules: write bitfield_write unknown_name
	 */
	int (*write)(const char *type, const char *field, void *object, const void *leaf);

	/*
	 * The other way: stores the value of the leaf `field` of the object in *leaf; a bit-field as int64_t, a signed one
	 * with its sign.  The object may be read-only; its padding may hold anything.
	 * Fails: SEAM_E_UNSUPPORTED; SEAM_E_NOT_FOUND.
	 * Rules: read bitfield_read unknown_name
	 */
	int (*read)(const char *type, const char *field, const void *object, void *leaf);

	/*
	 * Stores in `bytes` the object as it would leave the process (a file, a socket): every field as in the object, at
	 * its offset, and every byte of padding 0, whatever the object's padding holds.  Asked for "fixed12", "fixed24",
	 * "nested" and "signature"; other types may be SEAM_E_UNSUPPORTED.  Exactly the type's size is written.  `bytes`
	 * has any alignment, and does not overlap the object.
	 * Fails: SEAM_E_UNSUPPORTED; SEAM_E_SPACE when `size` is less than the type's.
	 * Rules: padding_is_not_data
	 */
	int (*emit)(const char *type, const void *object, void *bytes, size_t size);

	/*
	 * fill stores, for each i below n: out[i].a = i, .b = first + i, .c = ~i, each cut to its field's width.
	 * sum stores the sum of all a + b + c in *out.  n may be 0, the array then NULL.  Neither fails.
	 * Rules: array_stride
	 */
	int (*fill)(struct seam_fixed12 *out, size_t n, uint32_t first);
	int (*sum)(const struct seam_fixed12 *in, size_t n, uint64_t *out);

	/* Stores in *out whether `number` is not 0: the byte 1 or the byte 0.  Does not fail.  Rules: bool_is_0_or_1 */
	int (*truth)(int64_t number, bool *out);

	/*
	 * The number of an enumerator by its C name, "SEAM_GRADE_BELOW", for both enums, as C has it: -1 is negative, 2^31
	 * positive.  Fails: SEAM_E_NOT_FOUND.
	 * Rules: enum_values
	 */
	int (*enum_value)(const char *name, int64_t *number);

	/*
	 * The name of a number in the enum "grade" or "flag"; static.  All 64 bits of the number count.
	 * Fails: SEAM_E_RANGE for a number that the enum does not list; SEAM_E_NOT_FOUND for another enum.
	 * Rules: enum_values enum_unknown
	 */
	int (*enum_name)(const char *type, int64_t number, const char **name);

	/*
	 * Stores both numbers of the struct.  It may come from anywhere: numbers that are not listed are possible.
	 * Fails: SEAM_E_RANGE when either is not listed.
	 * Rules: enum_values enum_unknown
	 */
	int (*enum_load)(const struct seam_enums *in, int64_t *grade, int64_t *flag);

	/*
	 * get stores the member that `tag` picks in *out (int64_t, double or const char *, aligned for it).
	 * Fails: SEAM_E_RANGE when in->tag is not `tag`, or `tag` is none of the three.
	 * set stores `tag` and the member, from *value.  Fails: SEAM_E_RANGE when `tag` is none of the three.
	 * Rules: union_member
	 */
	int (*tagged_get)(const struct seam_tagged *in, uint32_t tag, void *out);
	int (*tagged_set)(struct seam_tagged *object, uint32_t tag, const void *value);

	/* Stores the sum of the values of a list, which NULL ends; `head` may be NULL: 0.  Does not fail.  Rules: list */
	int (*list_sum)(const struct seam_list *head, int64_t *out);

	/*
	 * Stores version, size and the defaults of `version` in *options: exactly the bytes of struct seam_options_v1, if it
	 * is 1.  Padding may get any value.
	 * Fails: SEAM_E_VERSION when `version` is 0 or newer than SEAM_OPTIONS_VERSION.
	 * Rules: version_init
	 */
	int (*options_init)(void *options, uint32_t version);

	/*
	 * Stores the options that are in effect in *out, always in the current version and size: the given ones, and the
	 * defaults of what their version lacks.  Nothing is read behind the struct of the version given.  `label` is
	 * passed on as the pointer that it is.
	 * Fails: SEAM_E_VERSION when in->version is 0 or newer than SEAM_OPTIONS_VERSION, or in->size is not that version's.
	 * For a version that it refuses, nothing but version and size is read.
	 * Rules: version
	 */
	int (*options_apply)(const void *in, struct seam_options *out);

	/*
	 * One struct, both ways of passing it: copy takes and gives it by pointer, take takes it by value, give returns it by
	 * value.  Each carries every field over as it is; padding is free.  Neither fails.  A runtime that cannot pass
	 * structs by value one way leaves that op NULL.
	 * Rules: by_pointer_equals_by_value
	 */
	int (*copy_fixed12)(const struct seam_fixed12 *in, struct seam_fixed12 *out);
	int (*take_fixed12)(struct seam_fixed12 in, struct seam_fixed12 *out);
	struct seam_fixed12 (*give_fixed12)(const struct seam_fixed12 *in);
	int (*copy_fixed24)(const struct seam_fixed24 *in, struct seam_fixed24 *out);
	int (*take_fixed24)(struct seam_fixed24 in, struct seam_fixed24 *out);
	struct seam_fixed24 (*give_fixed24)(const struct seam_fixed24 *in);
	int (*copy_vec2)(const struct seam_vec2 *in, struct seam_vec2 *out);
	int (*take_vec2)(struct seam_vec2 in, struct seam_vec2 *out);
	struct seam_vec2 (*give_vec2)(const struct seam_vec2 *in);
};

/* ---- the lists of names ------------------------------------------------------------------------------------------ */

/* What there is of __int128 on this platform. */
#if defined(__SIZEOF_INT128__)
#define SEAM_LAYOUT_WIDE(T) T(i128) T(u128)
#else
#define SEAM_LAYOUT_WIDE(T)
#endif

/* Structs with the one leaf `value`; their fields are SEAM_FIELDS_<name>, as for all. */
#define SEAM_LAYOUT_SCALARS(T)                                                                                 \
	T(boolean) T(char) T(schar) T(uchar) T(short) T(ushort) T(int) T(uint) T(long) T(ulong) T(llong) T(ullong) \
	T(i8) T(i16) T(i32) T(i64) T(u8) T(u16) T(u32) T(u64) T(wchar) T(size) T(ptrdiff) T(intptr) T(uintptr)  \
	T(intmax) T(float) T(double) T(long_double) T(complex_float) T(complex_double) T(complex_long_double)   \
	T(pointer) T(string) T(function) SEAM_LAYOUT_WIDE(T)

#define SEAM_LAYOUT_STRUCTS(T)                                                                                 \
	T(fixed12) T(fixed24) T(fixed16) T(vec2) T(mixed) T(nested) T(array) T(matrix) T(array_of_structs) T(id20) \
	T(signature) T(union) T(tagged) T(anonymous) T(enums) T(list) T(packed1) T(packed2) T(packed4)          \
	T(packed_inside) T(aligned16) T(aligned32) T(aligned64) T(aligned_inside) T(flexible) T(empty_inside)   \
	T(options_v1) T(options)

#define SEAM_LAYOUT_BITS(T) \
	T(bits_run) T(bits_signed) T(bits_zero) T(bits_units) T(bits_mixed) T(bits_wide) T(bits_packed)

/* Described as a type only. */
#define SEAM_LAYOUT_BARE(T) T(empty)

/* The fields: L(path, kind) is a leaf, P(path, kind, count) a part, F(path) a flexible array.  */
#define SEAM_FIELDS_boolean(L, P, F) L(value, BOOL)
#define SEAM_FIELDS_char(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_schar(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_uchar(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_short(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_ushort(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_int(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_uint(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_long(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_ulong(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_llong(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_ullong(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_i8(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_i16(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_i32(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_i64(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_u8(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_u16(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_u32(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_u64(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_i128(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_u128(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_wchar(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_size(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_ptrdiff(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_intptr(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_uintptr(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_intmax(L, P, F) L(value, INTEGER)
#define SEAM_FIELDS_float(L, P, F) L(value, FLOAT)
#define SEAM_FIELDS_double(L, P, F) L(value, FLOAT)
#define SEAM_FIELDS_long_double(L, P, F) L(value, FLOAT)
#define SEAM_FIELDS_complex_float(L, P, F) L(value, COMPLEX)
#define SEAM_FIELDS_complex_double(L, P, F) L(value, COMPLEX)
#define SEAM_FIELDS_complex_long_double(L, P, F) L(value, COMPLEX)
#define SEAM_FIELDS_pointer(L, P, F) L(value, POINTER)
#define SEAM_FIELDS_string(L, P, F) L(value, POINTER)
#define SEAM_FIELDS_function(L, P, F) L(value, POINTER)

#define SEAM_FIELDS_fixed12(L, P, F) L(a, INTEGER) L(b, INTEGER) L(c, INTEGER)
#define SEAM_FIELDS_fixed24(L, P, F) L(a, INTEGER) L(b, INTEGER) L(c, INTEGER)
#define SEAM_FIELDS_fixed16(L, P, F) L(b, INTEGER) L(a, INTEGER) L(c, INTEGER)
#define SEAM_FIELDS_vec2(L, P, F) L(x, FLOAT) L(y, FLOAT)
#define SEAM_FIELDS_mixed(L, P, F)                                                                            \
	L(a, INTEGER) L(b, FLOAT) L(c, INTEGER) L(d, FLOAT) L(e, POINTER) L(f, BOOL) L(g, INTEGER) L(h, INTEGER)
#define SEAM_FIELDS_nested(L, P, F)                                                                           \
	L(before, INTEGER) P(inner, STRUCT, 1) L(inner.a, INTEGER) L(inner.b, INTEGER) L(inner.c, INTEGER)     \
	L(between, INTEGER) P(second, STRUCT, 1) L(second.a, INTEGER) L(second.b, INTEGER)                     \
	L(second.c, INTEGER) L(after, INTEGER)
#define SEAM_FIELDS_array(L, P, F)                                                                            \
	L(before, INTEGER) P(row, ARRAY, 3) L(row[0], INTEGER) L(row[1], INTEGER) L(row[2], INTEGER)           \
	P(bytes, ARRAY, 5) L(bytes[0], INTEGER) L(bytes[4], INTEGER) L(after, INTEGER)
#define SEAM_FIELDS_matrix(L, P, F)                                                                           \
	L(before, INTEGER) P(cell, ARRAY, 2) P(cell[1], ARRAY, 3) L(cell[0][0], INTEGER) L(cell[0][2], INTEGER) \
	L(cell[1][0], INTEGER) L(cell[1][2], INTEGER) L(after, FLOAT)
#define SEAM_FIELDS_array_of_structs(L, P, F)                                                                 \
	L(before, INTEGER) P(item, ARRAY, 3) P(item[1], STRUCT, 1) L(item[0].a, INTEGER) L(item[0].b, INTEGER) \
	L(item[0].c, INTEGER) L(item[1].a, INTEGER) L(item[1].b, INTEGER) L(item[1].c, INTEGER)                \
	L(item[2].a, INTEGER) L(item[2].b, INTEGER) L(item[2].c, INTEGER) L(after, INTEGER)
#define SEAM_FIELDS_id20(L, P, F) P(id, ARRAY, 20) L(id[0], INTEGER) L(id[10], INTEGER) L(id[19], INTEGER)
#define SEAM_FIELDS_signature(L, P, F)                                                                        \
	L(name, POINTER) L(email, POINTER) P(when, STRUCT, 1) L(when.time, INTEGER) L(when.offset, INTEGER)    \
	L(when.sign, INTEGER)
#define SEAM_FIELDS_union(L, P, F)                                                                            \
	L(before, INTEGER) P(as, UNION, 1) L(as.byte, INTEGER) L(as.i, INTEGER) L(as.d, FLOAT) L(as.p, POINTER) \
	P(as.pair, ARRAY, 2) L(as.pair[0], INTEGER) L(as.pair[1], INTEGER) L(after, INTEGER)
#define SEAM_FIELDS_tagged(L, P, F)                                                                           \
	L(tag, INTEGER) P(as, UNION, 1) L(as.i, INTEGER) L(as.d, FLOAT) L(as.s, POINTER)
#define SEAM_FIELDS_anonymous(L, P, F)                                                                        \
	L(before, INTEGER) L(word, INTEGER) L(low, INTEGER) L(high, INTEGER) L(x, INTEGER) L(y, INTEGER)       \
	L(after, INTEGER)
#define SEAM_FIELDS_enums(L, P, F) L(before, INTEGER) L(grade, INTEGER) L(between, INTEGER) L(flag, INTEGER)
#define SEAM_FIELDS_list(L, P, F) L(next, POINTER) L(value, INTEGER)
#define SEAM_FIELDS_packed1(L, P, F) L(a, INTEGER) L(b, INTEGER) L(c, INTEGER) L(d, FLOAT) L(e, INTEGER)
#define SEAM_FIELDS_packed2(L, P, F) L(a, INTEGER) L(b, INTEGER) L(c, INTEGER) L(d, FLOAT) L(e, INTEGER)
#define SEAM_FIELDS_packed4(L, P, F) L(a, INTEGER) L(b, INTEGER) L(c, INTEGER) L(d, FLOAT) L(e, INTEGER)
#define SEAM_FIELDS_packed_inside(L, P, F)                                                                    \
	L(before, INTEGER) P(inner, STRUCT, 1) L(inner.a, INTEGER) L(inner.b, INTEGER) L(inner.c, INTEGER)     \
	L(inner.d, FLOAT) L(inner.e, INTEGER) L(after, INTEGER)
#define SEAM_FIELDS_aligned16(L, P, F) L(a, INTEGER) L(b, INTEGER)
#define SEAM_FIELDS_aligned32(L, P, F) L(a, INTEGER) L(b, INTEGER)
#define SEAM_FIELDS_aligned64(L, P, F) L(a, INTEGER) L(b, INTEGER)
#define SEAM_FIELDS_aligned_inside(L, P, F)                                                                   \
	L(before, INTEGER) P(inner, STRUCT, 1) L(inner.a, INTEGER) L(inner.b, INTEGER) L(after, INTEGER)
#define SEAM_FIELDS_flexible(L, P, F)                                                                         \
	L(count, INTEGER) L(mark, INTEGER) F(items) L(items[0], INTEGER) L(items[1], INTEGER) L(items[3], INTEGER)
#define SEAM_FIELDS_empty_inside(L, P, F) L(before, INTEGER) P(none, STRUCT, 1) L(after, INTEGER)
#define SEAM_FIELDS_options_v1(L, P, F)                                                                       \
	L(version, INTEGER) L(size, INTEGER) L(label, POINTER) L(depth, INTEGER) L(limit, INTEGER)
#define SEAM_FIELDS_options(L, P, F)                                                                          \
	L(version, INTEGER) L(size, INTEGER) L(label, POINTER) L(depth, INTEGER) L(limit, INTEGER)             \
	L(mode, INTEGER) L(grace, INTEGER)

/* Every field of a type with bit-fields, the plain ones too: B(path, width in bits, signed). */
#define SEAM_FIELDS_bits_run(B) B(a, 1, 0) B(b, 3, 0) B(c, 4, 0) B(d, 24, 0)
#define SEAM_FIELDS_bits_signed(B) B(a, 3, 1) B(b, 5, 1) B(c, 2, 0) B(d, 22, 1)
#define SEAM_FIELDS_bits_zero(B) B(a, 3, 0) B(b, 5, 0)
#define SEAM_FIELDS_bits_units(B) B(a, 20, 0) B(b, 20, 0) B(c, 24, 0)
#define SEAM_FIELDS_bits_mixed(B) B(before, 8, 0) B(a, 5, 0) B(b, 9, 0) B(after, 16, 0)
#define SEAM_FIELDS_bits_wide(B) B(a, 40, 0) B(b, 20, 0) B(c, 1, 0)
#define SEAM_FIELDS_bits_packed(B) B(a, 20, 0) B(b, 20, 0) B(c, 24, 1)

#ifdef __cplusplus
}
#endif
#endif
