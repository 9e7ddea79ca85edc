/*
 * layout.c - the C peer's structs.  They are those of the contract's header, so that what sizeof and offsetof say of
 * them is its view; the lists of that header make a table and two functions for each type.
 */
#include "c.h"
#include <string.h>

struct field {
	const char *name; /* NULL ends the table */
	struct seam_view view;
};

struct type {
	const char *name;
	struct seam_view view;
	const struct field *fields;
	int (*write)(void *object, const char *field, const void *leaf);
	int (*read)(const void *object, const char *field, void *leaf);
};

/* ---- types with fields ------------------------------------------------------------------------------------------- */

/* What SEAM_VIEW says of a leaf, by kind; of -1 only a signed type makes a number below 1. */
#define SIGNED_INTEGER(T) ((T)-1 < (T)1)
#define SIGNED_BOOL(T)    0
#define SIGNED_FLOAT(T)   0
#define SIGNED_COMPLEX(T) 0
#define SIGNED_POINTER(T) 0

#define SIZE(path)   sizeof(((self *)0)->path)
#define OFFSET(path) offsetof(self, path)

#define DESCRIBE_LEAF(path, KIND)                                       \
	{ #path, { .size = SIZE(path), .offset = OFFSET(path), .count = 1, .kind = SEAM_KIND_##KIND, \
		   .is_signed = SIGNED_##KIND(__typeof__(((self *)0)->path)) } },
#define DESCRIBE_PART(path, KIND, n) \
	{ #path, { .size = SIZE(path), .offset = OFFSET(path), .count = (n), .kind = SEAM_KIND_##KIND } },
#define DESCRIBE_FLEXIBLE(path) { #path, { .offset = OFFSET(path), .kind = SEAM_KIND_ARRAY } },

#define NO_PART(path, KIND, n)
#define NO_FLEXIBLE(path)

#define WRITE_LEAF(path, KIND)                                                  \
	if (strcmp(field, #path) == 0) {                                        \
		object->path = *(const __typeof__(object->path) *)leaf;         \
		return SEAM_OK;                                                 \
	}
#define READ_LEAF(path, KIND)                                                   \
	if (strcmp(field, #path) == 0) {                                        \
		*(__typeof__(((self *)0)->path) *)leaf = object->path;          \
		return SEAM_OK;                                                 \
	}

#define ACCESSORS(type)                                                                       \
	static int write_##type(void *p, const char *field, const void *leaf)                 \
	{                                                                                     \
		struct seam_##type *object = p;                                               \
                                                                                              \
		SEAM_FIELDS_##type(WRITE_LEAF, NO_PART, NO_FLEXIBLE)                          \
		return SEAM_E_NOT_FOUND;                                                      \
	}                                                                                     \
                                                                                              \
	static int read_##type(const void *p, const char *field, void *leaf)                  \
	{                                                                                     \
		typedef struct seam_##type self;                                              \
		const self *object = p;                                                       \
                                                                                              \
		SEAM_FIELDS_##type(READ_LEAF, NO_PART, NO_FLEXIBLE)                           \
		return SEAM_E_NOT_FOUND;                                                      \
	}                                                                                     \
                                                                                              \
	static const struct field *fields_##type(void)                                        \
	{                                                                                     \
		typedef struct seam_##type self;                                              \
		static const struct field fields[] = {                                        \
			SEAM_FIELDS_##type(DESCRIBE_LEAF, DESCRIBE_PART, DESCRIBE_FLEXIBLE)   \
			{ NULL, { 0 } }                                                       \
		};                                                                            \
                                                                                              \
		return fields;                                                                \
	}

SEAM_LAYOUT_SCALARS(ACCESSORS)
SEAM_LAYOUT_STRUCTS(ACCESSORS)

/* ---- types with bit-fields --------------------------------------------------------------------------------------- */

/* The caller's values fit, and a bit-field has no type that they could be cast to. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"

#define WRITE_BITS(path, width, is_signed)                      \
	if (strcmp(field, #path) == 0) {                        \
		object->path = *(const int64_t *)leaf;          \
		return SEAM_OK;                                 \
	}
#define READ_BITS(path, width, is_signed)                       \
	if (strcmp(field, #path) == 0) {                        \
		*(int64_t *)leaf = (int64_t)object->path;       \
		return SEAM_OK;                                 \
	}

#define BIT_ACCESSORS(type)                                                                   \
	static int write_##type(void *p, const char *field, const void *leaf)                 \
	{                                                                                     \
		struct seam_##type *object = p;                                               \
                                                                                              \
		SEAM_FIELDS_##type(WRITE_BITS)                                                \
		return SEAM_E_NOT_FOUND;                                                      \
	}                                                                                     \
                                                                                              \
	static int read_##type(const void *p, const char *field, void *leaf)                  \
	{                                                                                     \
		const struct seam_##type *object = p;                                         \
                                                                                              \
		SEAM_FIELDS_##type(READ_BITS)                                                 \
		return SEAM_E_NOT_FOUND;                                                      \
	}

SEAM_LAYOUT_BITS(BIT_ACCESSORS)
#pragma GCC diagnostic pop

/* ---- describe, write, read --------------------------------------------------------------------------------------- */

#define VIEW(type)                                                                                          \
	{                                                                                                   \
		.size = sizeof(struct seam_##type), .align = _Alignof(struct seam_##type), .count = 1,      \
		.kind = SEAM_KIND_STRUCT                                                                    \
	}

#define FIND_FULL(name) \
	if (strcmp(type, #name) == 0) \
		return (struct type){ #name, VIEW(name), fields_##name(), write_##name, read_##name };
#define FIND_BITS(name) \
	if (strcmp(type, #name) == 0) \
		return (struct type){ #name, VIEW(name), NULL, write_##name, read_##name };
#define FIND_BARE(name) \
	if (strcmp(type, #name) == 0) \
		return (struct type){ #name, VIEW(name), NULL, NULL, NULL };

/* The type of this name; its own name is NULL when there is none. */
static struct type find(const char *type)
{
	SEAM_LAYOUT_SCALARS(FIND_FULL)
	SEAM_LAYOUT_STRUCTS(FIND_FULL)
	SEAM_LAYOUT_BITS(FIND_BITS)
	SEAM_LAYOUT_BARE(FIND_BARE)
	return (struct type){ 0 };
}

static int describe(const char *type, const char *field, struct seam_view *out)
{
	struct type t = find(type);

	if (!t.name)
		return SEAM_E_NOT_FOUND;
	if (!field) {
		*out = t.view;
		return SEAM_OK;
	}
	for (const struct field *f = t.fields; f && f->name; f++) {
		if (strcmp(f->name, field) == 0) {
			*out = f->view;
			return SEAM_OK;
		}
	}
	return SEAM_E_NOT_FOUND;
}

static int write_field(const char *type, const char *field, void *object, const void *leaf)
{
	struct type t = find(type);

	return t.write ? t.write(object, field, leaf) : SEAM_E_NOT_FOUND;
}

static int read_field(const char *type, const char *field, const void *object, void *leaf)
{
	struct type t = find(type);

	return t.read ? t.read(object, field, leaf) : SEAM_E_NOT_FOUND;
}

/* Copies leaf by leaf over zeroes: a struct assignment would carry the padding along. */
static int emit(const char *type, const void *object, void *bytes, size_t size)
{
	static const char *const emitted[] = { "fixed12", "fixed24", "nested", "signature" };
	struct type t = { 0 };
	size_t whole;

	for (size_t i = 0; i < sizeof emitted / sizeof emitted[0]; i++)
		if (strcmp(type, emitted[i]) == 0)
			t = find(type);
	if (!t.name)
		return SEAM_E_UNSUPPORTED;
	whole = (size_t)t.view.size;
	if (size < whole)
		return SEAM_E_SPACE;
	memset(bytes, 0, whole);
	for (const struct field *f = t.fields; f->name; f++)
		if (f->view.kind != SEAM_KIND_STRUCT)
			memcpy((char *)bytes + f->view.offset, (const char *)object + f->view.offset, (size_t)f->view.size);
	return SEAM_OK;
}

/* ---- arrays, booleans, lists ------------------------------------------------------------------------------------- */

static int fill(struct seam_fixed12 *out, size_t n, uint32_t first)
{
	for (size_t i = 0; i < n; i++) {
		out[i].a = (uint8_t)i;
		out[i].b = first + (uint32_t)i;
		out[i].c = (uint8_t)~i;
	}
	return SEAM_OK;
}

static int sum(const struct seam_fixed12 *in, size_t n, uint64_t *out)
{
	uint64_t total = 0;

	for (size_t i = 0; i < n; i++)
		total += (uint64_t)in[i].a + in[i].b + in[i].c;
	*out = total;
	return SEAM_OK;
}

static int truth(int64_t number, bool *out)
{
	*out = number != 0;
	return SEAM_OK;
}

static int list_sum(const struct seam_list *head, int64_t *out)
{
	int64_t total = 0;

	for (; head; head = head->next)
		total += head->value;
	*out = total;
	return SEAM_OK;
}

/* ---- enums ------------------------------------------------------------------------------------------------------- */

struct enumerator {
	const char *type, *name;
	int64_t number;
};

static const struct enumerator enumerators[] = {
	{ "grade", "SEAM_GRADE_BELOW", SEAM_GRADE_BELOW }, { "grade", "SEAM_GRADE_ZERO", SEAM_GRADE_ZERO },
	{ "grade", "SEAM_GRADE_ABOVE", SEAM_GRADE_ABOVE }, { "grade", "SEAM_GRADE_FAR", SEAM_GRADE_FAR },
	{ "flag", "SEAM_FLAG_NONE", SEAM_FLAG_NONE },      { "flag", "SEAM_FLAG_LOW", SEAM_FLAG_LOW },
	{ "flag", "SEAM_FLAG_HIGH", SEAM_FLAG_HIGH },
};
static const size_t n_enumerators = sizeof enumerators / sizeof enumerators[0];

static int enum_value(const char *name, int64_t *number)
{
	for (size_t i = 0; i < n_enumerators; i++) {
		if (strcmp(enumerators[i].name, name) == 0) {
			*number = enumerators[i].number;
			return SEAM_OK;
		}
	}
	return SEAM_E_NOT_FOUND;
}

static int enum_name(const char *type, int64_t number, const char **name)
{
	int rc = SEAM_E_NOT_FOUND;

	for (size_t i = 0; i < n_enumerators; i++) {
		if (strcmp(enumerators[i].type, type) != 0)
			continue;
		if (enumerators[i].number == number) {
			*name = enumerators[i].name;
			return SEAM_OK;
		}
		rc = SEAM_E_RANGE;
	}
	return rc;
}

static int enum_load(const struct seam_enums *in, int64_t *grade, int64_t *flag)
{
	const char *name;

	if (enum_name("grade", in->grade, &name) != SEAM_OK || enum_name("flag", in->flag, &name) != SEAM_OK)
		return SEAM_E_RANGE;
	*grade = in->grade;
	*flag = in->flag;
	return SEAM_OK;
}

/* ---- tagged union ------------------------------------------------------------------------------------------------ */

static int tagged_get(const struct seam_tagged *in, uint32_t tag, void *out)
{
	if (in->tag != tag)
		return SEAM_E_RANGE;
	switch (tag) {
	case SEAM_TAG_INT:
		*(int64_t *)out = in->as.i;
		return SEAM_OK;
	case SEAM_TAG_REAL:
		*(double *)out = in->as.d;
		return SEAM_OK;
	case SEAM_TAG_TEXT:
		*(const char **)out = in->as.s;
		return SEAM_OK;
	default:
		return SEAM_E_RANGE;
	}
}

static int tagged_set(struct seam_tagged *object, uint32_t tag, const void *value)
{
	switch (tag) {
	case SEAM_TAG_INT:
		object->as.i = *(const int64_t *)value;
		break;
	case SEAM_TAG_REAL:
		object->as.d = *(const double *)value;
		break;
	case SEAM_TAG_TEXT:
		object->as.s = *(const char *const *)value;
		break;
	default:
		return SEAM_E_RANGE;
	}
	object->tag = tag;
	return SEAM_OK;
}

/* ---- options ----------------------------------------------------------------------------------------------------- */

static const struct seam_options defaults = {
	.version = SEAM_OPTIONS_VERSION,
	.size = sizeof(struct seam_options),
	.depth = SEAM_OPTIONS_DEPTH,
	.limit = SEAM_OPTIONS_LIMIT,
	.mode = SEAM_OPTIONS_MODE,
	.grace = SEAM_OPTIONS_GRACE,
};

/* The size of a version's struct; 0 for one that is not known. */
static size_t options_size(uint32_t version)
{
	return version == 1 ? sizeof(struct seam_options_v1) : version == 2 ? sizeof(struct seam_options) : 0;
}

static int options_init(void *options, uint32_t version)
{
	struct seam_options o = defaults;
	size_t size = options_size(version);

	if (size == 0)
		return SEAM_E_VERSION;
	o.version = version;
	o.size = (uint32_t)size;
	memcpy(options, &o, size);
	return SEAM_OK;
}

static int options_apply(const void *in, struct seam_options *out)
{
	const struct seam_options_v1 *head = in; /* version and size stand first in all of them */
	struct seam_options o = defaults;
	size_t size = options_size(head->version);

	if (size == 0 || head->size != size)
		return SEAM_E_VERSION;
	memcpy(&o, in, size);
	o.version = SEAM_OPTIONS_VERSION;
	o.size = sizeof o;
	*out = o;
	return SEAM_OK;
}

/* ---- by pointer and by value ------------------------------------------------------------------------------------- */

#define PASS(type)                                                                                  \
	static int copy_##type(const struct seam_##type *in, struct seam_##type *out)               \
	{                                                                                           \
		*out = *in;                                                                         \
		return SEAM_OK;                                                                     \
	}                                                                                           \
                                                                                                    \
	static int take_##type(struct seam_##type in, struct seam_##type *out)                      \
	{                                                                                           \
		*out = in;                                                                          \
		return SEAM_OK;                                                                     \
	}                                                                                           \
                                                                                                    \
	static struct seam_##type give_##type(const struct seam_##type *in)                         \
	{                                                                                           \
		return *in;                                                                         \
	}

PASS(fixed12)
PASS(fixed24)
PASS(vec2)

const struct seam_layout seam_c_layout = {
	.describe = describe,
	.write = write_field,
	.read = read_field,
	.emit = emit,
	.fill = fill,
	.sum = sum,
	.truth = truth,
	.enum_value = enum_value,
	.enum_name = enum_name,
	.enum_load = enum_load,
	.tagged_get = tagged_get,
	.tagged_set = tagged_set,
	.list_sum = list_sum,
	.options_init = options_init,
	.options_apply = options_apply,
	.copy_fixed12 = copy_fixed12,
	.take_fixed12 = take_fixed12,
	.give_fixed12 = give_fixed12,
	.copy_fixed24 = copy_fixed24,
	.take_fixed24 = take_fixed24,
	.give_fixed24 = give_fixed24,
	.copy_vec2 = copy_vec2,
	.take_vec2 = take_vec2,
	.give_vec2 = give_vec2,
};
