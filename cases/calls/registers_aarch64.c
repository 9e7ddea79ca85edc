/* AArch64, as on Linux: AAPCS64 6.8.2, "Parameter passing rules"; 6.9, "Result return".  The letters are those of its stages. */
#include <calls/registers_parts.h>

enum { INT_REGISTERS = 8, FLOAT_REGISTERS = 8, MOST_MEMBERS = 4, LARGEST_IN_REGISTERS = 16 };

/* What a composite type is made of. */
struct made {
	const struct seam_type *base; /* the one floating-point or short vector type, as long as there is one */
	uint32_t count;               /* how many of it                                                       */
	bool mixed;                   /* of other things, too                                                 */
	bool quad;                    /* something is naturally aligned to 16                                 */
	bool doubtful;                /* if not mixed: what is there besides may count, or not                */
};

static bool same_base(const struct seam_type *a, const struct seam_type *b)
{
	return a->kind == b->kind && a->size == b->size;
}

static void look_at(struct made *made, const struct seam_type *type);

static void add_base(struct made *made, const struct seam_type *type, uint32_t count)
{
	if (made->base && !same_base(made->base, type))
		made->mixed = true;
	made->base = type;
	made->count += count;
}

static void look_at_members(struct made *made, const struct seam_type *type)
{
	uint32_t before = made->count, most = before;

	if (type->aligned || type->size == 0)
		made->doubtful = true;
	for (uint32_t i = 0; i < type->count; i++) {
		const struct seam_member *member = &type->members[i];

		if (member->aligned)
			made->doubtful = true;
		if (member->is_bit_field && member->unnamed)
			made->doubtful = true;
		else
			look_at(made, member->type);
		if (made->count > most)
			most = made->count;
		if (type->kind == SEAM_UNION)
			made->count = before;
	}
	made->count = most;
}

static void look_at(struct made *made, const struct seam_type *type)
{
	if (type->members) {
		look_at_members(made, type);
	} else if (type->kind == SEAM_ARRAY) {
		struct made element = { .base = made->base };

		look_at(&element, type->element);
		made->base = element.base;
		made->count += element.count * type->count;
		made->mixed |= element.mixed;
		made->quad |= element.quad;
		made->doubtful |= element.doubtful || type->count == 0;
	} else {
		made->quad |= calls_natural_align(type) == 16;
		if (type->kind == SEAM_COMPLEX)
			add_base(made, type->element, 2);
		else if (seam_kind_is_float(type->kind) || type->kind == SEAM_VECTOR)
			add_base(made, type, 1);
		else
			made->mixed = true;
	}
}

static bool is_homogeneous(const struct made *made, const struct seam_type *type)
{
	return made->base && !made->mixed && made->count >= 1 && made->count <= MOST_MEMBERS &&
	       type->size == made->count * made->base->size;
}

static bool is_composite(const struct seam_type *type)
{
	return type->members || type->kind == SEAM_COMPLEX;
}

/* Looks at all of it.  False when it cannot be told whether the type is homogeneous. */
static bool look(struct made *made, const struct seam_type *type)
{
	*made = (struct made){ .base = NULL };
	look_at(made, type);
	if (type->size > MOST_MEMBERS * LARGEST_IN_REGISTERS)
		made->mixed = true;
	return made->mixed || !made->doubtful;
}

/* Of the last eight bytes, those that hold something; whole bytes. */
static unsigned last_bits(const struct seam_type *type)
{
	return type->size % 8 * 8;
}

static bool on_stack(struct places *places, const struct seam_type *type, bool quad, unsigned bits)
{
	calls_place_on_stack(places, type->size, quad ? 16 : 8, bits);
	return true;
}

/* C.1 to C.6 */
static bool in_floats(struct places *places, const struct seam_type *type, const struct seam_type *base, unsigned count,
                      bool variadic)
{
	bool quad = calls_natural_align(base) == 16;

	if (places->floats + count > FLOAT_REGISTERS) {
		places->floats = FLOAT_REGISTERS;
		return on_stack(places, type, quad,
		                is_composite(type) ? last_bits(type) : calls_scalar_bits(base, variadic));
	}
	for (unsigned i = 0; i < count; i++)
		calls_place_float(places, calls_scalar_bits(base, variadic));
	return true;
}

/* C.9 to C.15: 16 bytes at most, in registers that are next to each other, or all on the stack. */
static bool in_integers(struct places *places, const struct seam_type *type, bool quad, bool variadic)
{
	bool part = is_composite(type);
	unsigned count = (type->size + 7) / 8, bits = part ? last_bits(type) : calls_scalar_bits(type, variadic);

	if (quad)
		places->ints += places->ints % 2;
	if (places->ints + count > INT_REGISTERS) {
		places->ints = INT_REGISTERS;
		return on_stack(places, type, quad, bits);
	}
	for (unsigned i = 0; i < count; i++)
		calls_place_int(places, i + 1 < count || bits == 0 ? 64 : bits, calls_scalar_is_signed(type), part);
	return true;
}

/* B.4: a copy's address */
static bool by_reference(struct places *places)
{
	if (places->ints < INT_REGISTERS)
		calls_place_int(places, 64, false, false);
	else
		calls_place_on_stack(places, 8, 8, 0);
	return true;
}

static bool argument(struct places *places, const struct seam_type *type, bool variadic)
{
	struct made made;

	if (type->size == 0)
		return true;
	if (!look(&made, type))
		return false;
	if (!is_composite(type) && made.base)
		return in_floats(places, type, type, 1, variadic);
	/* A complex is not promoted, and neither is what is in a struct. */
	if (is_homogeneous(&made, type))
		return in_floats(places, type, made.base, made.count, false);
	if (is_composite(type) && type->size > LARGEST_IN_REGISTERS)
		return by_reference(places);
	/* Packed, or aligned as somebody asked for, it is so for one compiler alone. */
	if (made.quad != (type->align >= 16))
		return false;
	return in_integers(places, type, made.quad, variadic);
}

static bool result(struct places *places, const struct seam_type *type)
{
	struct seam_thunk_use *use = places->use;
	struct made made;

	if (type->kind == SEAM_VOID || type->size == 0)
		return true;
	if (!look(&made, type))
		return false;
	if (is_homogeneous(&made, type)) {
		for (unsigned i = 0; i < made.count; i++)
			use->float_result_bits[use->float_results++] = (uint8_t)(made.base->size * 8 % 128);
	} else if (is_composite(type) && type->size > LARGEST_IN_REGISTERS) {
		use->hidden_result = true;
	} else {
		use->int_results = (uint8_t)((type->size + 7) / 8);
		use->int_result_bits[use->int_results - 1] = (uint8_t)(type->size % 8 * 8);
	}
	return true;
}

bool calls_registers_aarch64(const struct seam_signature *signature, struct places *places)
{
	bool known = result(places, signature->result);

	for (uint32_t i = 0; known && i < signature->n_args; i++)
		known = argument(places, signature->args[i], i >= signature->n_fixed);
	return known;
}
