/* System V x86-64: psABI 3.2.3, "Parameter Passing". */
#include <calls/registers_parts.h>

enum { INT_REGISTERS = 6, FLOAT_REGISTERS = 8, EIGHTBYTES = 2 };

enum abi_class { NO_CLASS, INTEGER, SSE, SSEUP, X87, X87UP, MEMORY };

struct classes {
	enum abi_class of[EIGHTBYTES];
	uint8_t bits[EIGHTBYTES]; /* up to the last one that is used */
	bool count_unnamed;       /* bit-fields                      */
	bool doubtful;            /* the compilers disagree, unless it is in memory anyway */
};

static enum abi_class merged(enum abi_class a, enum abi_class b)
{
	if (a == b || b == NO_CLASS)
		return a;
	if (a == NO_CLASS)
		return b;
	if (a == MEMORY || b == MEMORY)
		return MEMORY;
	if (a == INTEGER || b == INTEGER)
		return INTEGER;
	if (a == X87 || a == X87UP || b == X87 || b == X87UP)
		return MEMORY;
	return SSE;
}

/* Bits `first` to `end` are of this class. */
static void merge(struct classes *classes, enum abi_class kind, uint64_t first, uint64_t end)
{
	for (uint64_t i = first / 64; i < EIGHTBYTES && i * 64 < end; i++) {
		uint64_t bits = end - i * 64 < 64 ? (end - i * 64 + 7) / 8 * 8 : 64;

		classes->of[i] = merged(classes->of[i], kind);
		if (bits > classes->bits[i])
			classes->bits[i] = (uint8_t)bits;
	}
}

static void classify(struct classes *classes, const struct seam_type *type, uint64_t offset);

/* Places the bit-field after bit `at` of the struct, as both compilers do, and returns its end. */
static uint64_t bit_field(struct classes *classes, const struct seam_type *type, const struct seam_member *member,
                          uint64_t offset, uint64_t at)
{
	uint64_t unit = member->type->size * 8, end = at + member->bit_width;

	if (member->aligned)
		classes->doubtful = true;
	if (member->bit_width == 0)
		return (at + unit - 1) / unit * unit;
	if (!type->packed && at / unit != (end - 1) / unit) {
		at = (at + unit - 1) / unit * unit;
		end = at + member->bit_width;
	}
	if (!member->unnamed || classes->count_unnamed)
		merge(classes, INTEGER, offset * 8 + at, offset * 8 + end);
	return end;
}

static void classify_members(struct classes *classes, const struct seam_type *type, uint64_t offset)
{
	uint64_t at = 0;

	/* One compiler looks at the alignment of the struct, the other one at that of what is in it. */
	if (offset % type->align)
		classes->doubtful = true;
	for (uint32_t i = 0; i < type->count; i++) {
		const struct seam_member *member = &type->members[i];

		if (type->kind == SEAM_UNION)
			at = 0;
		if (member->is_bit_field) {
			at = bit_field(classes, type, member, offset, at);
		} else {
			classify(classes, member->type, offset + member->offset);
			at = ((uint64_t)member->offset + member->type->size) * 8;
		}
	}
}

static void classify_scalar(struct classes *classes, const struct seam_type *type, uint64_t offset)
{
	uint64_t first = offset * 8, end = first + type->size * 8;

	if (offset % calls_natural_align(type)) {
		merge(classes, MEMORY, first, end);
	} else if (seam_kind_is_integer(type->kind) || calls_in_integers(type)) {
		merge(classes, INTEGER, first, end);
	} else if (type->kind == SEAM_LDOUBLE) {
		merge(classes, X87, first, first + 64);
		merge(classes, X87UP, first + 64, first + 80);
	} else {
		merge(classes, SSE, first, first + 64 < end ? first + 64 : end);
		if (type->size > 8)
			merge(classes, type->kind == SEAM_VECTOR ? SSEUP : SSE, first + 64, end);
	}
}

static void classify(struct classes *classes, const struct seam_type *type, uint64_t offset)
{
	if (type->size == 0)
		return;
	if (type->members)
		classify_members(classes, type, offset);
	else if (type->kind == SEAM_ARRAY)
		for (uint32_t i = 0; i < type->count; i++)
			classify(classes, type->element, offset + (uint64_t)i * type->element->size);
	else
		classify_scalar(classes, type, offset);
}

static void classify_whole(struct classes *classes, const struct seam_type *type)
{
	if (type->size > 8 * EIGHTBYTES)
		classes->of[0] = MEMORY;
	else
		classify(classes, type, 0);
	if (classes->of[1] == X87UP && classes->of[0] != X87)
		classes->of[0] = MEMORY;
	if (classes->of[0] == MEMORY || classes->of[1] == MEMORY) {
		classes->of[0] = classes->of[1] = MEMORY;
		classes->doubtful = false;
	}
	if (classes->of[1] == SSEUP && classes->of[0] != SSE)
		classes->of[1] = SSE;
}

/* False if it is not known.  What unnamed bit-fields are, padding or not, the compilers see differently. */
static bool classes_of(struct classes *classes, const struct seam_type *type)
{
	struct classes other = { .count_unnamed = true };

	*classes = (struct classes){ .count_unnamed = false };
	classify_whole(classes, type);
	classify_whole(&other, type);
	return !classes->doubtful && classes->of[0] == other.of[0] && classes->of[1] == other.of[1];
}

/* ---- arguments ---- */

static bool on_stack(struct places *places, const struct seam_type *type, const struct classes *classes, unsigned bits)
{
	uint32_t last = type->size % 8;

	if (type->kind == SEAM_LDOUBLE)
		bits = 16;
	else if (type->members && type->size <= 8 * EIGHTBYTES && classes->of[0] != MEMORY)
		bits = classes->bits[type->size > 8];
	else if (type->members)
		bits = last * 8;
	calls_place_on_stack(places, type->size, type->align, bits);
	return true;
}

static bool argument(struct places *places, const struct seam_type *type, bool variadic)
{
	bool part = type->members != NULL;
	unsigned ints = 0, floats = 0, bits = part ? 0 : calls_scalar_bits(type, variadic);
	struct classes classes;

	if (!classes_of(&classes, type))
		return false;
	for (unsigned i = 0; i < EIGHTBYTES; i++) {
		ints += classes.of[i] == INTEGER;
		floats += classes.of[i] == SSE;
	}
	if (classes.of[0] == MEMORY || classes.of[0] == X87 || places->ints + ints > INT_REGISTERS ||
	    places->floats + floats > FLOAT_REGISTERS) {
		/* Half of it goes to the last register with clang, up to 19. */
		if (!part && type->size == 16 && ints == 2 && places->ints == INT_REGISTERS - 1)
			return false;
		return on_stack(places, type, &classes, bits);
	}
	for (unsigned i = 0; i < EIGHTBYTES; i++) {
		unsigned own = part || type->size > 8 ? classes.bits[i] : bits;

		if (classes.of[i] == INTEGER)
			calls_place_int(places, own, calls_scalar_is_signed(type), part);
		else if (classes.of[i] == SSE)
			calls_place_float(places, i == 0 && classes.of[1] == SSEUP ? 128 : own);
	}
	return true;
}

/* ---- the result ---- */

static bool result(struct places *places, const struct seam_type *type)
{
	struct seam_thunk_use *use = places->use;
	struct classes classes;

	if (type->kind == SEAM_COMPLEX && type->element->kind == SEAM_LDOUBLE) {
		use->x87_results = 2;
		return true;
	}
	if (!classes_of(&classes, type))
		return false;
	if (classes.of[0] == MEMORY) {
		use->hidden_result = true;
		use->int_results = 1;
		calls_place_int(places, 64, false, false);
	} else if (classes.of[0] == X87) {
		use->x87_results = 1;
	} else {
		for (unsigned i = 0; i < EIGHTBYTES; i++) {
			uint8_t bits = classes.bits[i] < 64 ? classes.bits[i] : 0;

			if (classes.of[i] == INTEGER)
				use->int_result_bits[use->int_results++] = bits;
			else if (classes.of[i] == SSE)
				use->float_result_bits[use->float_results++] =
					i == 0 && classes.of[1] == SSEUP ? 0 : classes.bits[i];
		}
	}
	return true;
}

bool calls_registers_x86_64(const struct seam_signature *signature, struct places *places)
{
	bool known = result(places, signature->result);

	for (uint32_t i = 0; known && i < signature->n_args; i++)
		known = argument(places, signature->args[i], i >= signature->n_fixed);
	return known;
}
