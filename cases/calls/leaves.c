#include "leaves.h"

#include <float.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool add(struct leaves *leaves, struct leaf leaf)
{
	if (leaves->count == leaves->capacity) {
		size_t capacity = leaves->capacity ? 2 * leaves->capacity : 256;
		struct leaf *more = realloc(leaves->leaf, capacity * sizeof *more);

		if (!more)
			return false;
		leaves->leaf = more;
		leaves->capacity = capacity;
	}
	leaves->leaf[leaves->count++] = leaf;
	return true;
}

static bool add_member(struct leaves *leaves, const struct seam_type *in, uint32_t m, uint32_t offset)
{
	const struct seam_member *member = &in->members[m];

	if (!member->is_bit_field)
		return leaves_of(leaves, member->type, offset + member->offset);
	if (member->unnamed)
		return true;
	return add(leaves,
	           (struct leaf){ member->type->kind, offset, in->size, member->bit_width, m, sides_bits(in), in });
}

/* The member of a union that is written and read: the largest, the first of them. */
static uint32_t widest(const struct seam_type *type)
{
	uint32_t best = 0;

	for (uint32_t m = 1; m < type->count; m++)
		if (type->members[m].type->size > type->members[best].type->size || type->members[best].unnamed)
			best = m;
	return best;
}

bool leaves_of(struct leaves *leaves, const struct seam_type *type, uint32_t offset)
{
	bool good = true;

	switch (type->kind) {
	case SEAM_VOID: return true;
	case SEAM_STRUCT:
		for (uint32_t m = 0; good && m < type->count; m++)
			good = add_member(leaves, type, m, offset);
		return good;
	case SEAM_UNION: return add_member(leaves, type, widest(type), offset);
	case SEAM_COMPLEX:
	case SEAM_VECTOR:
	case SEAM_ARRAY:
		for (uint32_t e = 0; good && e < type->count; e++)
			good = leaves_of(leaves, type->element, offset + e * type->element->size);
		return good;
	default: return add(leaves, (struct leaf){ type->kind, offset, type->size, 0, 0, NULL, NULL });
	}
}

/* ---- values ---- */

static uint64_t mixed(uint64_t x)
{
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

static bool is_signed(enum seam_kind kind)
{
	switch (kind) {
	case SEAM_CHAR: return CHAR_MIN != 0;
	case SEAM_WCHAR: return WCHAR_MIN != 0;
	case SEAM_SCHAR:
	case SEAM_SHORT:
	case SEAM_INT:
	case SEAM_LONG:
	case SEAM_LLONG:
	case SEAM_PTRDIFF:
	case SEAM_INTPTR:
	case SEAM_INTMAX:
	case SEAM_INT8:
	case SEAM_INT16:
	case SEAM_INT32:
	case SEAM_INT64:
	case SEAM_INT128:
	case SEAM_ENUM_SIGNED: return true;
	default: return false;
	}
}

/* Each is true once and false once; by the rounds together no two that stand near each other are alike. */
static uint64_t bool_value(unsigned n, enum round round)
{
	switch (round) {
	case ROUND_HIGH:
	case ROUND_LOW: return (n ^ (unsigned)round) & 1;
	case ROUND_LEAST: return n >> 1 & 1;
	case ROUND_MOST: return n >> 2 & 1;
	default: return (n >> 3 ^ n >> 4 ^ n >> 5 ^ n >> 6) & 1;
	}
}

/* The value of an integer of `bits` bits, in the low ones. */
static uint64_t integer_value(enum seam_kind kind, unsigned bits, unsigned n, enum round round)
{
	uint64_t top = 1ull << (bits - 1), all = top | (top - 1);
	uint64_t value = mixed(n * 0x9e3779b97f4a7c15u + 0x5ea3u) & all;

	if (kind == SEAM_BOOL)
		return bool_value(n, round);
	if (kind == SEAM_ENUM_UNSIGNED)
		all = --top; /* its constants go to 2^31 - 1 */
	switch (round) {
	case ROUND_HIGH: return (value | top) & all;
	case ROUND_LOW: return ~(value | top) & all;
	case ROUND_LEAST: return is_signed(kind) ? (n & 1 ? top : all) : (top | top >> 1) & all;
	case ROUND_MOST:
		if (n % 8 == 3 || n % 8 == 5) /* and what engines test for: 0 and 1 */
			return n % 8 == 5;
		return (is_signed(kind) ? top - 1 : all) - (bits > 8 ? n & 15 : 0);
	default: return mixed(value) & all;
	}
}

/* The bits of an IEEE float: sign, exponent and fraction of these widths. */
static uint64_t ieee_value(unsigned exponent_bits, unsigned fraction_bits, unsigned n, enum round round)
{
	uint64_t sign = 1ull << (exponent_bits + fraction_bits), quiet = 1ull << (fraction_bits - 1);
	uint64_t infinity = ((1ull << exponent_bits) - 1) << fraction_bits, one = infinity / 2 & infinity;
	uint64_t fraction = mixed(n * 0x9e3779b97f4a7c15u + 0xf10a7u) & (quiet - 1);

	switch (round) {
	case ROUND_HIGH: return sign | (one + fraction);
	case ROUND_LOW: return one + fraction + quiet;
	case ROUND_LEAST: return (n & 3) == 3 ? 0 : n & 1 ? sign : n & 2 ? fraction | 1 : sign | fraction | 1;
	case ROUND_MOST: return n & 1 ? infinity | (n & 2 ? sign : 0) : infinity - 1 - (fraction & 0xff);
	case ROUND_NAN: return infinity | quiet | fraction | (n & 1 ? sign : 0);
	case ROUND_ONE_NAN: return infinity | quiet;
	default: return infinity | fraction | 1 | (n & 1 ? sign : 0);
	}
}

static void put(void *at, uint64_t value, size_t size)
{
	uint8_t narrow8 = (uint8_t)value;
	uint16_t narrow16 = (uint16_t)value;
	uint32_t narrow32 = (uint32_t)value;

	switch (size) {
	case 1: memcpy(at, &narrow8, 1); break;
	case 2: memcpy(at, &narrow16, 2); break;
	case 4: memcpy(at, &narrow32, 4); break;
	default: memcpy(at, &value, 8);
	}
}

#if LDBL_MANT_DIG == 64
/* Whether a long double that is loaded and stored stays as it is: Valgrind computes with 64 bits. */
static bool keeps_long_double(void)
{
	static int keeps = -1;

	if (keeps < 0) {
		volatile long double from = 1.0L + LDBL_EPSILON;

		keeps = from != 1.0L;
	}
	return keeps;
}

static void put_widened(unsigned char *at, uint64_t bits)
{
	double narrow;
	long double wide;

	memcpy(&narrow, &bits, sizeof narrow);
	wide = narrow;
	memcpy(at, &wide, 10);
}
#endif

/* long double: x87's 80 bits, IEEE's 128, or double once more. */
static void put_long_double(unsigned char *at, unsigned n, enum round round)
{
#if LDBL_MANT_DIG == 64
	uint64_t bits, fraction;
	uint16_t head;

	memset(at, 0, sizeof(long double));
	if (!keeps_long_double()) {
		put_widened(at, ieee_value(11, 52, n, round == ROUND_NAN ? ROUND_LOW : round));
		return;
	}
	bits = ieee_value(15, 48, n, round);
	fraction = bits << 15 | (mixed(n) & 0x7fff);
	head = (uint16_t)(bits >> 48);
	/* The integer bit is there in all but zero and denormals. */
	if (head & 0x7fff)
		fraction |= 1ull << 63;
	else if (!(bits & ((1ull << 48) - 1)))
		fraction = 0;
	else
		fraction &= ~(1ull << 63);
	if ((head & 0x7fff) == 0x7fff && !(bits & ((1ull << 48) - 1)))
		fraction = 1ull << 63;
	memcpy(at, &fraction, 8);
	memcpy(at + 8, &head, 2);
#elif LDBL_MANT_DIG == 113
	uint64_t high = ieee_value(15, 48, n, round), low = high & ((1ull << 48) - 1) ? mixed(n + 7) : 0;

	memcpy(at, &low, 8);
	memcpy(at + 8, &high, 8);
#else
	put(at, ieee_value(11, 52, n, round), 8);
#endif
}

/* What pointers point at: never written by anybody. */
static unsigned char pointed[4096];
static void function_0(void)
{
}
static void function_1(void)
{
	abort();
}
static const seam_fn some_functions[] = { function_0, function_1, (seam_fn)leaf_fill, (seam_fn)leaf_equal,
	                                  (seam_fn)leaf_text };

bool leaf_pointed_untouched(void)
{
	bool untouched = true;

	for (size_t i = 0; i < sizeof pointed; i++)
		untouched &= pointed[i] == 0;
	memset(pointed, 0, sizeof pointed);
	return untouched;
}

static void put_pointer(const struct leaf *leaf, unsigned char *at, unsigned n, enum round round)
{
	void *data = pointed + (n * 16 + (unsigned)round) % sizeof pointed;
	seam_fn function = some_functions[(n + (unsigned)round) % (sizeof some_functions / sizeof *some_functions)];

	if (round == ROUND_LEAST && n % 2 == 0) {
		data = NULL;
		function = NULL;
	}
	if (leaf->kind == SEAM_DATA_POINTER)
		memcpy(at, &data, sizeof data);
	else
		memcpy(at, &function, sizeof function);
}

static int64_t sign_extended(enum seam_kind kind, uint64_t value, unsigned bits)
{
	if (bits < 64 && is_signed(kind) && value >> (bits - 1) & 1)
		value |= ~0ull << bits;
	return (int64_t)value;
}

void leaf_fill(const struct leaf *leaf, void *object, unsigned n, enum round round)
{
	unsigned char *at = (unsigned char *)object + leaf->offset;

	if (leaf->bits) {
		unsigned bits = (unsigned)leaf->bits;
		int64_t value = sign_extended(leaf->kind, integer_value(leaf->kind, bits, n, round), bits);

		leaf->access(at, leaf->member, &value, 1);
		return;
	}
	switch (leaf->kind) {
	case SEAM_FLOAT16: put(at, ieee_value(5, 10, n, round), 2); break;
	case SEAM_FLOAT32: put(at, ieee_value(8, 23, n, round), 4); break;
	case SEAM_FLOAT64: put(at, ieee_value(11, 52, n, round), 8); break;
	case SEAM_LDOUBLE: put_long_double(at, n, round); break;
	case SEAM_DATA_POINTER:
	case SEAM_FUNCTION_POINTER: put_pointer(leaf, at, n, round); break;
	case SEAM_INT128:
	case SEAM_UINT128:
		put(at, integer_value(SEAM_UINT64, 64, 2 * n + 1, round), 8);
		put(at + 8, integer_value(leaf->kind, 64, 2 * n, round), 8);
		break;
	default: put(at, integer_value(leaf->kind, 8 * leaf->size, n, round), leaf->size);
	}
}

/* The bytes that hold the value: long double has padding behind it. */
static size_t value_size(const struct leaf *leaf)
{
	return leaf->kind == SEAM_LDOUBLE && LDBL_MANT_DIG == 64 ? 10 : leaf->size;
}

static int64_t bits_of(const struct leaf *leaf, const void *object)
{
	int64_t value = 0;

	leaf->access((unsigned char *)(uintptr_t)object + leaf->offset, leaf->member, &value, 0);
	return value;
}

bool leaf_equal(const struct leaf *leaf, const void *a, const void *b)
{
	if (leaf->bits)
		return bits_of(leaf, a) == bits_of(leaf, b);
	return memcmp((const char *)a + leaf->offset, (const char *)b + leaf->offset, value_size(leaf)) == 0;
}

int64_t leaf_wide(const struct leaf *leaf, const void *object)
{
	const unsigned char *at = (const unsigned char *)object + leaf->offset;
	uint8_t one;
	uint16_t two;
	uint32_t four;
	uint64_t value;

	switch (leaf->size) {
	case 1:
		memcpy(&one, at, 1);
		value = one;
		break;
	case 2:
		memcpy(&two, at, 2);
		value = two;
		break;
	case 4:
		memcpy(&four, at, 4);
		value = four;
		break;
	default: memcpy(&value, at, 8);
	}
	return sign_extended(leaf->kind, value, 8 * leaf->size);
}

void leaf_text(const struct leaf *leaf, const void *object, char *text, size_t size)
{
	const unsigned char *at = (const unsigned char *)object + leaf->offset;
	size_t used = 0;
	float f;
	double d;

	if (leaf->bits) {
		snprintf(text, size, "%" PRId64, bits_of(leaf, object));
		return;
	}
	used += (size_t)snprintf(text, size, "0x");
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	for (size_t i = value_size(leaf); i-- && used + 3 < size;)
#else
	for (size_t i = 0; i < value_size(leaf) && used + 3 < size; i++)
#endif
		used += (size_t)snprintf(text + used, size - used, "%02x", at[i]);
	if (leaf->kind == SEAM_FLOAT32) {
		memcpy(&f, at, sizeof f);
		snprintf(text + used, size - used, " (%.9g)", (double)f);
	} else if (leaf->kind == SEAM_FLOAT64) {
		memcpy(&d, at, sizeof d);
		snprintf(text + used, size - used, " (%.17g)", d);
	} else if (seam_kind_is_integer(leaf->kind) && leaf->size <= 8) {
		snprintf(text + used, size - used, " (%" PRId64 ")", leaf_wide(leaf, object));
	}
}
