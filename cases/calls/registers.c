/* Where a signature's values are: what the ABIs have in common. */
#include <calls/registers_parts.h>

#include <limits.h>

unsigned calls_scalar_bits(const struct seam_type *type, bool variadic)
{
	unsigned bits = type->size * 8;

	if (variadic && type->kind == SEAM_FLOAT32)
		return 64;
	if (variadic && seam_kind_is_integer(type->kind) && bits < 32)
		return 32;
	return bits;
}

bool calls_scalar_is_signed(const struct seam_type *type)
{
	switch (type->kind) {
	case SEAM_CHAR: return CHAR_MIN < 0;
	case SEAM_SCHAR:
	case SEAM_SHORT:
	case SEAM_INT:
	case SEAM_INT8:
	case SEAM_INT16:
	case SEAM_INT32: return true;
	default: /* of those that are wider nobody asks */ return false;
	}
}

bool calls_in_integers(const struct seam_type *type)
{
	bool pointer = type->kind == SEAM_DATA_POINTER || type->kind == SEAM_FUNCTION_POINTER;

	return pointer || (seam_kind_is_integer(type->kind) && type->size <= 8);
}

uint32_t calls_natural_align(const struct seam_type *type)
{
	return type->kind == SEAM_COMPLEX ? type->element->size : type->size;
}

/* Vectors of other sizes are passed as each compiler likes, and so are those of one element. */
static bool is_passed_alike(const struct seam_type *vector)
{
	return vector->count > 1 && (vector->size == 8 || vector->size == 16);
}

bool calls_all_known(const struct seam_type *type)
{
	if (type->kind == SEAM_VOID)
		return true;
	if (type->align == 0 || (type->kind == SEAM_VECTOR && !is_passed_alike(type)))
		return false;
	if (type->element && !calls_all_known(type->element))
		return false;
	if (type->members)
		for (uint32_t i = 0; i < type->count; i++)
			if (!calls_all_known(type->members[i].type))
				return false;
	return true;
}

/* ---- placing ---- */

void calls_place_int(struct places *places, unsigned bits, bool is_signed, bool part)
{
	struct seam_thunk_use *use = places->use;
	unsigned i = places->ints++;

	use->int_args = (uint8_t)places->ints;
	use->int_bits[i] = bits < 64 ? (uint8_t)bits : 0;
	use->int_signed[i] = is_signed;
	use->int_part[i] = part;
}

void calls_place_float(struct places *places, unsigned bits)
{
	struct seam_thunk_use *use = places->use;

	use->float_bits[places->floats++] = bits < 128 ? (uint8_t)bits : 0;
	use->float_args = (uint8_t)places->floats;
}

void calls_place_on_stack(struct places *places, uint32_t size, uint32_t align, unsigned bits)
{
	uint32_t last;

	if (align > 16)
		places->stack_unsure = true;
	if (align >= 16)
		places->stack = (places->stack + 15) / 16 * 16;
	places->stack += (size + 7) / 8 * 8;
	last = places->stack - 8;
	if (size && bits && bits < 64 && !places->stack_unsure && places->use->n_stack < CALLS_MOST_NARROW)
		places->narrow[places->use->n_stack++] = (struct seam_narrow){ .offset = last, .bits = (uint8_t)bits };
}

/* ---- which rules hold here ---- */

#if defined(__x86_64__) && !defined(_WIN32)
static bool of_this_platform(const struct seam_signature *signature, struct places *places)
{
	enum seam_convention convention = signature->convention;

	return (convention == SEAM_DEFAULT_CONVENTION || convention == SEAM_SYSV) &&
	       calls_registers_x86_64(signature, places);
}
#elif defined(__aarch64__) && defined(__ORDER_LITTLE_ENDIAN__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ &&         \
	!defined(__APPLE__) && !defined(_WIN32)
static bool of_this_platform(const struct seam_signature *signature, struct places *places)
{
	return signature->convention == SEAM_DEFAULT_CONVENTION && calls_registers_aarch64(signature, places);
}
#else
static bool of_this_platform(const struct seam_signature *signature, struct places *places)
{
	(void)signature;
	(void)places;
	return false;
}
#endif

bool calls_registers(const struct seam_signature *signature, struct seam_thunk_use *use,
                     struct seam_narrow stack[CALLS_MOST_NARROW])
{
	struct places places = { .use = use, .narrow = stack };

	*use = (struct seam_thunk_use){ .variadic = signature->variadic, .stack = stack };
	use->known = calls_all_known(signature->result);
	for (uint32_t i = 0; use->known && i < signature->n_args; i++)
		use->known = calls_all_known(signature->args[i]);
	use->known = use->known && of_this_platform(signature, &places);
	return use->known;
}
