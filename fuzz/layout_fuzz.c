/*
 * layout_fuzz.c - structs full of the input's bytes, written and read through the peer, and through C.
 *
 * The first byte picks a type; the object is as large and as aligned as the type and no more.  Then come steps: a field
 * is written or read by both sides, and the two objects must stay the same to the byte.
 */
#include "fuzz.h"
#include "input.h"
#include "layout/layout.h"

#include <float.h>
#include <math.h>

enum { MOST_STEPS = 16, LARGEST = 256, POISON = 0x5C };

static const struct seam_layout *layout;

struct leaf {
	const char *name;
	size_t offset, size;
	enum seam_kind kind;
	unsigned parts;                              /* 2 for a complex number                                 */
	unsigned bits;                               /* of a bit-field; 0 for others                           */
	bool is_signed;
	void (*set)(void *object, int64_t value);    /* bit-fields, which have no offset                       */
	int64_t (*get)(const void *object);
};

struct type {
	const char *name;
	size_t size, align;
	const struct leaf *leaves;
	unsigned n_leaves;
};

/* ---- what C says ------------------------------------------------------------------------------------------------ */

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"

#define LEAF(path, KIND)                                                                     \
	{ .name = #path, .offset = offsetof(self, path), .size = sizeof(((self *)0)->path),   \
	  .kind = SEAM_KIND_##KIND, .parts = SEAM_KIND_##KIND == SEAM_KIND_COMPLEX ? 2 : 1 },
#define NO_PART(path, KIND, n)
#define NO_FLEXIBLE(path)
#define LEAVES(type)                                                                          \
	static const struct leaf *leaves_##type(unsigned *n)                                 \
	{                                                                                     \
		typedef struct seam_##type self;                                              \
		static const struct leaf leaves[] = { SEAM_FIELDS_##type(LEAF, NO_PART, NO_FLEXIBLE) }; \
                                                                                              \
		*n = sizeof leaves / sizeof *leaves;                                          \
		return leaves;                                                                \
	}
SEAM_LAYOUT_SCALARS(LEAVES)
SEAM_LAYOUT_STRUCTS(LEAVES)

#define ACCESSORS(type, path) \
	static void set_##type##_##path(void *object, int64_t value) { ((struct seam_##type *)object)->path = value; } \
	static int64_t get_##type##_##path(const void *object) { return ((const struct seam_##type *)object)->path; }
#define BIT(type, path, width, sign)                                                          \
	{ .name = #path, .kind = SEAM_KIND_INTEGER, .parts = 1, .bits = (width), .is_signed = (sign), \
	  .set = set_##type##_##path, .get = get_##type##_##path, .size = sizeof(int64_t) },
#define BITS(type, FIELDS)                                                                    \
	static const struct leaf *leaves_##type(unsigned *n)                                 \
	{                                                                                     \
		static const struct leaf leaves[] = { FIELDS };                               \
                                                                                              \
		*n = sizeof leaves / sizeof *leaves;                                          \
		return leaves;                                                                \
	}

/* A macro cannot hand its own argument on to the B of SEAM_FIELDS_…, so each type names its B. */
#define ACCESS_run(path, width, sign) ACCESSORS(bits_run, path)
#define ACCESS_signed(path, width, sign) ACCESSORS(bits_signed, path)
#define ACCESS_zero(path, width, sign) ACCESSORS(bits_zero, path)
#define ACCESS_units(path, width, sign) ACCESSORS(bits_units, path)
#define ACCESS_mixed(path, width, sign) ACCESSORS(bits_mixed, path)
#define ACCESS_wide(path, width, sign) ACCESSORS(bits_wide, path)
#define ACCESS_packed(path, width, sign) ACCESSORS(bits_packed, path)
#define BIT_run(path, width, sign) BIT(bits_run, path, width, sign)
#define BIT_signed(path, width, sign) BIT(bits_signed, path, width, sign)
#define BIT_zero(path, width, sign) BIT(bits_zero, path, width, sign)
#define BIT_units(path, width, sign) BIT(bits_units, path, width, sign)
#define BIT_mixed(path, width, sign) BIT(bits_mixed, path, width, sign)
#define BIT_wide(path, width, sign) BIT(bits_wide, path, width, sign)
#define BIT_packed(path, width, sign) BIT(bits_packed, path, width, sign)

#define BIT_TYPE(name)                              \
	SEAM_FIELDS_bits_##name(ACCESS_##name)      \
	BITS(bits_##name, SEAM_FIELDS_bits_##name(BIT_##name))
BIT_TYPE(run)
BIT_TYPE(signed)
BIT_TYPE(zero)
BIT_TYPE(units)
BIT_TYPE(mixed)
BIT_TYPE(wide)
BIT_TYPE(packed)

#define TYPE(type)                                                                            \
	types[n_types].name = #type;                                                          \
	types[n_types].size = sizeof(struct seam_##type);                                     \
	types[n_types].align = _Alignof(struct seam_##type);                                  \
	types[n_types].leaves = leaves_##type(&types[n_types].n_leaves);                      \
	n_types++;

static struct type types[128];
static unsigned n_types;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	layout = FUZZ_LOAD(layout);
	SEAM_LAYOUT_SCALARS(TYPE)
	SEAM_LAYOUT_STRUCTS(TYPE)
	SEAM_LAYOUT_BITS(TYPE)
	for (unsigned i = 0; i < n_types; i++)
		if (strcmp(types[i].name, "flexible") == 0)
			types[i].size += SEAM_FLEXIBLE_ITEMS * sizeof(uint32_t);
	return 0;
}

#pragma GCC diagnostic pop

/* ---- values that a field may hold ------------------------------------------------------------------------------- */

/* Bytes of a floating-point number that hold its value. */
static size_t float_bytes(size_t size)
{
	return size == sizeof(long double) && LDBL_MANT_DIG == 64 ? 10 : size;
}

/* No signalling NaN: that one may become quiet on the way. */
static void make_float(struct input *in, uint8_t *to, size_t size)
{
	float f;
	double d;
	long double l;

	if (size == sizeof f) {
		take_bytes(in, &f, sizeof f);
		f = isnan(f) ? (float)NAN : f;
		memcpy(to, &f, sizeof f);
	} else if (size == sizeof d) {
		take_bytes(in, &d, sizeof d);
		d = isnan(d) ? (double)NAN : d;
		memcpy(to, &d, sizeof d);
	} else {
		l = ldexpl((long double)take_number(in, 8), (int8_t)take_u8(in));
		memcpy(to, &l, float_bytes(sizeof l));
	}
}

static int32_t an_enumerator(const char *name, unsigned pick)
{
	static const int32_t grades[] = { SEAM_GRADE_BELOW, SEAM_GRADE_ZERO, SEAM_GRADE_ABOVE, SEAM_GRADE_FAR };
	static const int32_t flags[] = { SEAM_FLAG_NONE, SEAM_FLAG_LOW, (int32_t)SEAM_FLAG_HIGH };

	return name[0] == 'g' ? grades[pick % 4] : flags[pick % 3];
}

static void make_value(struct input *in, const struct type *type, const struct leaf *leaf, uint8_t *to)
{
	memset(to, 0, leaf->size);
	if (leaf->kind == SEAM_KIND_BOOL)
		to[0] = take_u8(in) & 1;
	else if (leaf->kind == SEAM_KIND_FLOAT || leaf->kind == SEAM_KIND_COMPLEX)
		for (unsigned i = 0; i < leaf->parts; i++)
			make_float(in, to + i * (leaf->size / leaf->parts), leaf->size / leaf->parts);
	else if (strcmp(type->name, "enums") == 0 && leaf->size == sizeof(int32_t))
		memcpy(to, &(int32_t){ an_enumerator(leaf->name, take_u8(in)) }, leaf->size);
	else
		take_bytes(in, to, leaf->size);
}

/* A NaN of any kind; the value is of `size` bytes. */
static bool is_nan(const uint8_t *value, size_t size)
{
	float f;
	double d;
	long double l;

	if (size == sizeof f)
		return memcpy(&f, value, sizeof f), isnan(f);
	if (size == sizeof d)
		return memcpy(&d, value, sizeof d), isnan(d);
	return memcpy(&l, value, sizeof l), isnan(l);
}

/* ---- the steps -------------------------------------------------------------------------------------------------- */

struct pair {
	const struct type *type;
	uint8_t *object;           /* the peer's: exact size and alignment */
	uint8_t expected[LARGEST + FUZZ_SLACK]; /* C's                     */
	_Alignas(64) uint8_t scratch[LARGEST];
};

/* C's own bit-fields work on an aligned object. */
static void set_bits(struct pair *p, const struct leaf *leaf, int64_t value)
{
	memcpy(p->scratch, p->expected, p->type->size);
	leaf->set(p->scratch, value);
	memcpy(p->expected, p->scratch, p->type->size);
}

static int64_t get_bits(struct pair *p, const struct leaf *leaf)
{
	memcpy(p->scratch, p->expected, p->type->size);
	return leaf->get(p->scratch);
}

static int64_t a_number_of_bits(struct input *in, const struct leaf *leaf)
{
	uint64_t number = take_number(in, 5) & ((UINT64_C(1) << leaf->bits) - 1);

	if (leaf->is_signed && number >> (leaf->bits - 1))
		return (int64_t)number - (INT64_C(1) << leaf->bits);
	return (int64_t)number;
}

static void same(const struct pair *p, const char *what, const struct leaf *leaf)
{
	for (size_t i = 0; i < p->type->size + FUZZ_SLACK; i++)
		EXPECT(p->object[i] == p->expected[i], "%s %s.%s: byte %zu is %02x, C has %02x", what, p->type->name,
		       leaf->name, i, p->object[i], p->expected[i]);
}

static void write_leaf(struct pair *p, const struct leaf *leaf, struct input *in)
{
	_Alignas(64) uint8_t value[LARGEST];
	int rc;

	if (leaf->bits)
		memcpy(value, &(int64_t){ a_number_of_bits(in, leaf) }, sizeof(int64_t));
	else
		make_value(in, p->type, leaf, value);
	rc = layout->write(p->type->name, leaf->name, p->object, value);
	SAW(p->type - types, rc);
	if (rc == SEAM_E_UNSUPPORTED) {
		same(p, "refused write of", leaf);
		return;
	}
	EXPECT(rc == SEAM_OK, "write %s.%s: seen %d", p->type->name, leaf->name, rc);
	if (leaf->bits) {
		int64_t number;

		memcpy(&number, value, sizeof number);
		set_bits(p, leaf, number);
	} else if (leaf->kind == SEAM_KIND_FLOAT || leaf->kind == SEAM_KIND_COMPLEX) {
		size_t size = leaf->size / leaf->parts;

		for (unsigned i = 0; i < leaf->parts; i++) {
			memcpy(p->expected + leaf->offset + i * size, value + i * size, float_bytes(size));
			/* What holds none of the value is free. */
			memcpy(p->expected + leaf->offset + i * size + float_bytes(size),
			       p->object + leaf->offset + i * size + float_bytes(size), size - float_bytes(size));
		}
	} else {
		memcpy(p->expected + leaf->offset, value, leaf->size);
	}
	same(p, "write", leaf);
}

static void read_leaf(struct pair *p, const struct leaf *leaf)
{
	_Alignas(64) uint8_t seen[LARGEST], expected[LARGEST];
	bool is_float = leaf->kind == SEAM_KIND_FLOAT || leaf->kind == SEAM_KIND_COMPLEX;
	size_t size = leaf->size / leaf->parts, used = is_float ? float_bytes(size) : size;
	int rc;

	memset(seen, POISON, sizeof seen);
	rc = layout->read(p->type->name, leaf->name, p->object, seen);
	SAW(p->type - types, rc);
	same(p, "read", leaf);
	if (rc == SEAM_E_UNSUPPORTED)
		return;
	EXPECT(rc == SEAM_OK, "read %s.%s: seen %d", p->type->name, leaf->name, rc);
	if (leaf->bits)
		memcpy(expected, &(int64_t){ get_bits(p, leaf) }, sizeof(int64_t));
	else
		memcpy(expected, p->expected + leaf->offset, leaf->size);
	for (unsigned part = 0; part < leaf->parts; part++) {
		if (is_float && is_nan(seen + part * size, size) && is_nan(expected + part * size, size))
			continue;
		for (size_t i = part * size; i < part * size + used; i++)
			EXPECT(seen[i] == expected[i], "read %s.%s: byte %zu of the value is %02x, C has %02x", p->type->name,
			       leaf->name, i, seen[i], expected[i]);
	}
	for (size_t i = leaf->size; i < sizeof seen; i++)
		EXPECT(seen[i] == POISON, "read %s.%s: byte %zu was written, the value has %zu", p->type->name, leaf->name, i,
		       leaf->size);
}

static bool is_emitted(const char *type)
{
	return strcmp(type, "fixed12") == 0 || strcmp(type, "fixed24") == 0 || strcmp(type, "nested") == 0 ||
	       strcmp(type, "signature") == 0;
}

/* The object as it leaves the process: its fields, and 0 in between. */
static void emit(const struct pair *p)
{
	uint8_t *bytes = malloc(p->type->size), expected[LARGEST] = { 0 };
	int rc;

	memset(bytes, POISON, p->type->size);
	rc = layout->emit(p->type->name, p->object, bytes, p->type->size);
	if (rc == SEAM_OK) {
		for (unsigned i = 0; i < p->type->n_leaves; i++)
			memcpy(expected + p->type->leaves[i].offset, p->expected + p->type->leaves[i].offset,
			       p->type->leaves[i].size);
		for (size_t i = 0; i < p->type->size; i++)
			EXPECT(bytes[i] == expected[i], "emit %s: byte %zu is %02x, expected %02x", p->type->name, i, bytes[i],
			       expected[i]);
		EXPECT(layout->emit(p->type->name, p->object, bytes, p->type->size - 1) == SEAM_E_SPACE,
		       "emit %s: too small a buffer was not refused", p->type->name);
	} else {
		EXPECT(rc == SEAM_E_UNSUPPORTED, "emit %s: seen %d", p->type->name, rc);
	}
	free(bytes);
}

/* ---- by value --------------------------------------------------------------------------------------------------- */

#define BY_VALUE(type, A, B, C)                                                                                      \
	static void by_value_##type(const struct seam_##type *in)                                                    \
	{                                                                                                            \
		struct seam_##type copied, taken, given;                                                             \
                                                                                                                     \
		memset(&copied, POISON, sizeof copied);                                                              \
		memset(&taken, POISON, sizeof taken);                                                                \
		if (layout->copy_##type)                                                                             \
			EXPECT(layout->copy_##type(in, &copied) == SEAM_OK && A(copied) && B(copied) && C(copied),   \
			       "copy_" #type ": another value");                                                     \
		if (layout->take_##type)                                                                             \
			EXPECT(layout->take_##type(*in, &taken) == SEAM_OK && A(taken) && B(taken) && C(taken),      \
			       "take_" #type ": another value");                                                     \
		if (layout->give_##type) {                                                                           \
			given = layout->give_##type(in);                                                             \
			EXPECT(A(given) && B(given) && C(given), "give_" #type ": another value");                   \
		}                                                                                                    \
	}
#define SAME_a(x) ((x).a == in->a)
#define SAME_b(x) ((x).b == in->b)
#define SAME_c(x) ((x).c == in->c)
#define SAME_x(x_) (memcmp(&(x_).x, &in->x, sizeof in->x) == 0)
#define SAME_y(x_) (memcmp(&(x_).y, &in->y, sizeof in->y) == 0)
BY_VALUE(fixed12, SAME_a, SAME_b, SAME_c)
BY_VALUE(fixed24, SAME_a, SAME_b, SAME_c)
BY_VALUE(vec2, SAME_x, SAME_y, SAME_y)

static void by_value(const struct pair *p)
{
	if (strcmp(p->type->name, "fixed12") == 0)
		by_value_fixed12((const struct seam_fixed12 *)(const void *)p->object);
	else if (strcmp(p->type->name, "fixed24") == 0)
		by_value_fixed24((const struct seam_fixed24 *)(const void *)p->object);
	else if (strcmp(p->type->name, "vec2") == 0)
		by_value_vec2((const struct seam_vec2 *)(const void *)p->object);
}

static void arrays(struct input *in)
{
	enum { MOST = 8 };
	size_t n = take_below(in, MOST);
	uint32_t first = (uint32_t)take_number(in, 4);
	struct seam_fixed12 *items = malloc(n * sizeof *items + !n);
	uint64_t sum = 77, expected = 0;

	if (layout->fill) {
		EXPECT(layout->fill(n ? items : NULL, n, first) == SEAM_OK, "fill: failed");
		for (size_t i = 0; i < n; i++)
			EXPECT(items[i].a == (uint8_t)i && items[i].b == (uint32_t)(first + i) && items[i].c == (uint8_t)~i,
			       "fill: item %zu of %zu from %u is { %u, %u, %u }", i, n, first, items[i].a, items[i].b,
			       items[i].c);
	}
	take_bytes(in, items, n * sizeof *items);
	for (size_t i = 0; i < n; i++)
		expected += (uint64_t)items[i].a + items[i].b + items[i].c;
	if (layout->sum)
		EXPECT(layout->sum(n ? items : NULL, n, &sum) == SEAM_OK && sum == expected,
		       "sum: %zu items, expected %llu, seen %llu", n, (unsigned long long)expected, (unsigned long long)sum);
	free(items);
}

/* A name that is in no list, or is: made of the input. */
static void named(struct pair *p, struct input *in)
{
	char *name = take_string(in, 24, NULL);
	_Alignas(64) uint8_t value[LARGEST];
	bool listed = false;
	int rc;

	for (unsigned i = 0; i < p->type->n_leaves; i++)
		listed |= strcmp(p->type->leaves[i].name, name) == 0;
	if (!listed) {
		memset(value, POISON, sizeof value);
		rc = layout->read(p->type->name, name, p->object, value);
		EXPECT(rc == SEAM_E_NOT_FOUND || rc == SEAM_E_UNSUPPORTED, "read %s.%s, which there is not: seen %d",
		       p->type->name, name, rc);
		for (size_t i = 0; i < sizeof value; i++)
			EXPECT(value[i] == POISON, "read %s.%s, which there is not: the value was written", p->type->name, name);
	}
	free(name);
}

/* ---- the target ------------------------------------------------------------------------------------------------- */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	struct pair p = { .type = &types[take_below(&in, n_types)] };
	void *object = NULL;

	if (posix_memalign(&object, p.type->align < sizeof(void *) ? sizeof(void *) : p.type->align,
	                   p.type->size + FUZZ_SLACK) != 0)
		return 0;
	p.object = object;
	memset(p.object, take_u8(&in), p.type->size + FUZZ_SLACK);
	for (unsigned i = 0; i < p.type->n_leaves; i++)
		if (!p.type->leaves[i].bits)
			make_value(&in, p.type, &p.type->leaves[i], p.object + p.type->leaves[i].offset);
	memcpy(p.expected, p.object, p.type->size + FUZZ_SLACK);

	for (unsigned step = 0; step < MOST_STEPS && (in.left || !step); step++) {
		unsigned what = take_u8(&in);
		const struct leaf *leaf = &p.type->leaves[(what >> 3) % p.type->n_leaves];

		switch (what % 8) {
		case 0:
		case 1:
		case 2:
		case 3:
			if (layout->write)
				write_leaf(&p, leaf, &in);
			break;
		case 4:
		case 5:
			if (layout->read)
				read_leaf(&p, leaf);
			break;
		case 6:
			if (layout->emit && is_emitted(p.type->name))
				emit(&p);
			by_value(&p);
			break;
		default:
			if (layout->read)
				named(&p, &in);
			arrays(&in);
		}
	}
	free(object);
	return 0;
}
