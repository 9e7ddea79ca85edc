#include "sides.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct sides sides;

/* Types by their text, in a table that is open-addressed; one for each side. */
static struct {
	const struct seam_compiled_type **slot;
	size_t capacity;
} tables[MOST_SIDES];

static const struct seam_compiled_type **slot_of(unsigned side, const char *text)
{
	size_t hash = 5381, i, capacity = tables[side].capacity;

	for (const char *at = text; *at; at++)
		hash = hash * 33 + (unsigned char)*at;
	for (i = hash % capacity; tables[side].slot[i]; i = (i + 1) % capacity)
		if (strcmp(tables[side].slot[i]->text, text) == 0)
			break;
	return &tables[side].slot[i];
}

static bool index_types(unsigned side)
{
	const struct seam_compiled *compiled = sides.side[side];

	tables[side].capacity = 2 * compiled->n_types + 8;
	tables[side].slot = calloc(tables[side].capacity, sizeof *tables[side].slot);
	for (uint32_t t = 0; tables[side].slot && t < compiled->n_types; t++)
		*slot_of(side, compiled->types[t].text) = &compiled->types[t];
	return tables[side].slot != NULL;
}

const struct sides *sides_open(struct seam_case *c)
{
	char name[24], why[512] = "there is none";

	while (sides.count < MOST_SIDES) {
		snprintf(name, sizeof name, "side%u", sides.count + 1);
		sides.side[sides.count] = seam_beside(c, name, "seam_compiled", why, sizeof why);
		if (!sides.side[sides.count])
			break;
		if (!index_types(sides.count)) {
			FAIL(c, "memory is out");
			return NULL;
		}
		sides.count++;
	}
	if (!sides.count) {
		FAIL(c, "the C side of the group cannot be loaded: %s", why);
		return NULL;
	}
	return &sides;
}

uint32_t sides_type_number(const struct seam_type *type)
{
	const struct seam_compiled_type *t = *slot_of(0, type->text);

	return t ? (uint32_t)(t - sides.side[0]->types) : UINT32_MAX;
}

bits_fn sides_bits(const struct seam_type *type)
{
	const struct seam_compiled_type *t = *slot_of(0, type->text);

	return t ? t->bits : NULL;
}

static void lay_out_scalar(struct seam_type *type)
{
#define SIZE(kind, of)                                                                                                 \
	case kind:                                                                                                     \
		type->size = (uint32_t)sizeof(of);                                                                     \
		type->align = (uint32_t)_Alignof(of);                                                                  \
		return
	switch (type->kind) {
		SIZE(SEAM_BOOL, bool);
		SIZE(SEAM_SHORT, short);
		SIZE(SEAM_USHORT, short);
		SIZE(SEAM_LONG, long);
		SIZE(SEAM_ULONG, long);
		SIZE(SEAM_LLONG, long long);
		SIZE(SEAM_ULLONG, long long);
		SIZE(SEAM_PTRDIFF, ptrdiff_t);
		SIZE(SEAM_SIZE, size_t);
		SIZE(SEAM_INTPTR, intptr_t);
		SIZE(SEAM_UINTPTR, uintptr_t);
		SIZE(SEAM_INTMAX, intmax_t);
		SIZE(SEAM_UINTMAX, uintmax_t);
		SIZE(SEAM_WCHAR, wchar_t);
		SIZE(SEAM_CHAR16, uint_least16_t);
		SIZE(SEAM_CHAR32, uint_least32_t);
		SIZE(SEAM_INT16, int16_t);
		SIZE(SEAM_UINT16, int16_t);
		SIZE(SEAM_INT64, int64_t);
		SIZE(SEAM_UINT64, int64_t);
		SIZE(SEAM_FLOAT32, float);
		SIZE(SEAM_FLOAT64, double);
		SIZE(SEAM_LDOUBLE, long double);
		SIZE(SEAM_DATA_POINTER, void *);
		SIZE(SEAM_FUNCTION_POINTER, seam_fn);
	case SEAM_VOID: return;
	case SEAM_CHAR:
	case SEAM_SCHAR:
	case SEAM_UCHAR:
	case SEAM_INT8:
	case SEAM_UINT8: type->size = type->align = 1; return;
	case SEAM_FLOAT16: type->size = type->align = 2; return;
	case SEAM_INT128:
	case SEAM_UINT128: type->size = type->align = 16; return;
	case SEAM_COMPLEX:
		type->size = 2 * type->element->size;
		type->align = type->element->align;
		return;
	case SEAM_VECTOR: type->size = type->align = type->count * type->element->size; return;
	case SEAM_ARRAY:
		type->size = type->count * type->element->size;
		type->align = type->element->align;
		return;
	default: type->size = type->align = (uint32_t)sizeof(int);
	}
#undef SIZE
}

/* What a side says: size, align, offsets. */
static bool told_by(unsigned side, const struct seam_type *type, uint32_t *told)
{
	const struct seam_compiled_type *t = *slot_of(side, type->text);

	memset(told, 0, (type->count + 2) * sizeof *told);
	if (t)
		t->layout(told);
	return t != NULL;
}

static bool lay_out_aggregate(struct seam_type *type)
{
	uint32_t first[2 * (64 + 2)], *told = first, *other;
	bool same;

	if (type->count > 64 && !(told = malloc(2 * (type->count + 2) * sizeof *told)))
		return false;
	other = told + type->count + 2;
	same = told_by(0, type, told);
	for (unsigned s = 1; same && s < sides.count; s++)
		same = told_by(s, type, other) && memcmp(told, other, (type->count + 2) * sizeof *told) == 0;
	type->size = told[0];
	type->align = told[1];
	for (uint32_t m = 0; m < type->count; m++)
		((struct seam_member *)(uintptr_t)&type->members[m])->offset = told[m + 2];
	if (told != first)
		free(told);
	return same;
}

bool sides_lay_out(const struct sides *given, const struct seam_signature *signature)
{
	size_t n;
	struct seam_type *const *types = seam_signature_types(signature, &n);
	bool same = true;

	(void)given;
	for (size_t t = 0; t < n; t++) {
		if (types[t]->kind == SEAM_STRUCT || types[t]->kind == SEAM_UNION)
			same &= lay_out_aggregate(types[t]);
		else
			lay_out_scalar(types[t]);
	}
	return same;
}
