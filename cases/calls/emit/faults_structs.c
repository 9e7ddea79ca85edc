/* faults_structs.c - a struct put where another one goes, or taken apart. */
#include "faults.h"

#include <string.h>

/* Types of the right signature, by text, and what stands for them. */
struct pair {
	const char *of, *is;
};

static const char *partner(const struct pair *pairs, const char *text)
{
	for (; pairs->of; pairs++)
		if (strcmp(pairs->of, text) == 0)
			return pairs->is;
	return NULL;
}

static bool put(struct wrong *w, enum faults_how how, const char *type)
{
	if (type)
		wrong_add(w, how, 0, type);
	return type != NULL;
}

static int put_result(char *text, size_t size, enum faults_how how, const char *type)
{
	if (type)
		snprintf(text, size, "%s", type);
	return type ? (int)how : -1;
}

#define PAIRS(name, how, ...)                                                                                          \
	static const struct pair name##_pairs[] = { __VA_ARGS__, { NULL, NULL } };                                     \
	static bool name##_argument(struct wrong *w, const struct seam_type *t)                                        \
	{                                                                                                              \
		return put(w, how, partner(name##_pairs, t->text));                                                    \
	}                                                                                                              \
	static int name##_result(char *text, size_t size, const struct seam_type *t)                                   \
	{                                                                                                              \
		return put_result(text, size, how, partner(name##_pairs, t->text));                                    \
	}

PAIRS(class_swapped, FAULTS_PLAIN, { "{f}", "{i}" }, { "{d}", "{l}" }, { "{l}", "{d}" }, { "{i}", "{f}" }, { "{p}", "{d}" },
      { "{ff}", "{l}" }, { "{ii}", "{d}" }, { "{dd}", "{ll}" }, { "{ll}", "{dd}" }, { "{cs}", "{f}" }, { "{c}", "{f}" },
      { "{c[7c]}", "{d}" }, { "{ccccc}", "{d}" })
PAIRS(first_class_for_both, FAULTS_PLAIN, { "{cd}", "{ll}" }, { "{dc}", "{dd}" }, { "{ld}", "{ll}" }, { "{dl}", "{dd}" },
      { "{lf}", "{ll}" }, { "{fl}", "{dd}" }, { "{ffc}", "{dd}" }, { "{pf}", "{ll}" }, { "{pd}", "{ll}" }, { "{id}", "{ll}" },
      { "{di}", "{dd}" })
PAIRS(second_eightbyte_dropped, FAULTS_PLAIN, { "{cd}", "{l}" }, { "{dc}", "{d}" }, { "{ld}", "{l}" }, { "{dl}", "{d}" },
      { "{lf}", "{l}" }, { "{fl}", "{f}" }, { "{ffc}", "{ff}" }, { "{ll}", "{l}" }, { "{dd}", "{d}" }, { "{[3f]}", "{ff}" },
      { "{[9a]}", "{l}" }, { "{[12a]}", "{l}" }, { "{[16a]}", "{l}" }, { "{fff}", "{ff}" }, { "{ffff}", "{ff}" })
PAIRS(eightbytes_swapped, FAULTS_SWAPPED, { "{cd}", "{dl}" }, { "{dc}", "{ld}" }, { "{ld}", "{dl}" }, { "{dl}", "{ld}" },
      { "{lf}", "{dl}" }, { "{fl}", "{ld}" }, { "{ll}", "{ll}" }, { "{dd}", "{dd}" })
PAIRS(in_memory, FAULTS_PLAIN, { "{f}", "{cs[1c]}!" }, { "{d}", "{ci[3c]}!" }, { "{l}", "{ci[3c]}!" }, { "{p}", "{ci[3c]}!" },
      { "{ff}", "{ci[3c]}!" }, { "{ii}", "{ci[3c]}!" }, { "{ll}", "{cl[7c]}!" }, { "{dd}", "{cl[7c]}!" },
      { "{ld}", "{cl[7c]}!" }, { "{dl}", "{cl[7c]}!" }, { "{cd}", "{cl[7c]}!" }, { "{dc}", "{cl[7c]}!" },
      { "{fl}", "{cl[7c]}!" }, { "{lf}", "{cl[7c]}!" }, { "{ffc}", "{cl[3c]}!" }, { "{[3f]}", "{cl[3c]}!" },
      { "{cs}", "{cs[1c]}!" }, { "{ccccc}", "{ci}!" }, { "{c[7c]}", "{ci[3c]}!" }, { "{ccc}", "{cs}!" })
PAIRS(in_registers, FAULTS_PLAIN, { "{lll}", "{ll}" }, { "{ddd}", "{dd}" }, { "{[17c]}", "{ll}" }, { "{lld}", "{ll}" },
      { "{D}", "{dl}" }, { "{ci}!", "{ci}" }, { "{cd}!", "{cd}" }, { "{cl}!", "{cl}" }, { "{[64c]}", "{ll}" })
PAIRS(odd_size_rounded_down, FAULTS_PLAIN, { "{ccc}", "{s}" }, { "{ccccc}", "{i}" }, { "{[3a]}", "{s}" }, { "{[5a]}", "{i}" },
      { "{[6a]}", "{i}" }, { "{[7a]}", "{i}" }, { "{[11a]}", "{q}" }, { "{[13a]}", "{qi}" }, { "{[15a]}", "{qi}" })
PAIRS(member_short, FAULTS_PLAIN, { "{i}", "{s}" }, { "{l}", "{i}" }, { "{ll}", "{li}" }, { "{d}", "{f}" }, { "{dd}", "{df}" },
      { "{ld}", "{lf}" }, { "{cs}", "{cc}" }, { "{lf}", "{ls}" }, { "{dl}", "{di}" })
PAIRS(vector_as_struct, FAULTS_PLAIN, { "V4f", "{ffff}" }, { "V2d", "{dd}" }, { "V4i", "{iiii}" }, { "V2q", "{qq}" },
      { "V16a", "{[16a]}" }, { "V8s", "{[8s]}" }, { "V2i", "{ii}" }, { "V2f", "l" }, { "V8a", "{[8a]}" }, { "V4s", "{[4s]}" })
PAIRS(array_as_pointer, FAULTS_ADDRESS, { "{[2f]}", "p" }, { "{[3f]}", "p" }, { "{[4f]}", "p" }, { "{[2d]}", "p" },
      { "{[2l]}", "p" }, { "{[3s]}", "p" }, { "{[3i]}", "p" }, { "{[1f]}", "p" }, { "{[1d]}", "p" }, { "{[1l]}", "p" })
PAIRS(inner_not_aligned, FAULTS_PLAIN, { "{f{ccc}}", "{{ccc}f}" }, { "{f{fd}}", "{ffd}!" }, { "{f{if}}", "{d{f}}" },
      { "{i{ff}}", "{d{f}}" }, { "{c{cs}}", "{f}" }, { "{f{ff}}", "{d{i}}" }, { "{s{sf}}", "{d}" })

/* ---- by what a type is made of ---- */

static bool is_struct(const struct seam_type *t)
{
	return t->kind == SEAM_STRUCT && t->count > 0;
}

static bool by_pointer_argument(struct wrong *w, const struct seam_type *t)
{
	return is_struct(t) && put(w, FAULTS_ADDRESS, "p");
}

/* Each member an argument of its own; of structs without padding, and of one kind. */
static bool taken_apart_argument(struct wrong *w, const struct seam_type *t)
{
	unsigned size = 0;

	if (!is_struct(t) || t->count < 2)
		return false;
	for (uint32_t m = 0; m < t->count; m++)
		if (strchr("fdlq", *t->members[m].type->text) == NULL || t->members[m].type->kind != t->members[0].type->kind)
			return false;
	size = t->members[0].type->kind == SEAM_FLOAT32 ? 4 : 8;
	for (uint32_t m = 0; m < t->count; m++)
		wrong_add(w, FAULTS_PLAIN, m * size, t->members[m].type->text);
	return true;
}

/* A union as its first member alone is. */
static bool union_by_first_argument(struct wrong *w, const struct seam_type *t)
{
	char text[1024];

	if (t->kind != SEAM_UNION || t->count < 2)
		return false;
	snprintf(text, sizeof text, "{%s}", t->members[0].type->text);
	return put(w, FAULTS_PLAIN, text);
}

/* A type with an attribute, without it; 0: without the attribute there is none. */
static size_t without(char *text, size_t size, const struct seam_type *t, char mark)
{
	size_t used = 0, dropped = 0;

	for (const char *at = t->text; *at && used + 1 < size; at++) {
		if (*at != mark) {
			text[used++] = *at;
			continue;
		}
		dropped++;
		while (at[1] >= '0' && at[1] <= '9')
			at++;
	}
	text[used] = '\0';
	return t->members ? dropped : 0;
}

#define WITHOUT(name, mark)                                                                                            \
	static bool name##_argument(struct wrong *w, const struct seam_type *t)                                        \
	{                                                                                                              \
		char text[1024];                                                                                       \
		return without(text, sizeof text, t, mark) && put(w, FAULTS_PLAIN, text);                              \
	}                                                                                                              \
	static int name##_result(char *text, size_t size, const struct seam_type *t)                                   \
	{                                                                                                              \
		return without(text, size, t, mark) ? FAULTS_PLAIN : -1;                                               \
	}
WITHOUT(packed_as_aligned, '!')
WITHOUT(alignment_ignored, '@')
WITHOUT(bit_fields_as_members, ':')

static bool empty_in_a_register_argument(struct wrong *w, const struct seam_type *t)
{
	return strcmp(t->text, "{}") == 0 && put(w, FAULTS_PLAIN, "i");
}

#define BOTH(name, rules) { #name, name##_argument, name##_result, NULL, rules }
#define ARGUMENT(name, rules) { #name, name##_argument, NULL, NULL, rules }

const struct kind struct_kinds[] = {
	BOTH(class_swapped, "boundary. fields.one hfa. many. struct_in.4 struct_in.8 copy.in_registers"),
	BOTH(first_class_for_both, "boundary. fields. struct_in.16 random.structs"),
	BOTH(second_eightbyte_dropped, "boundary. struct_in.9 struct_in.12 struct_in.16 struct_out. hfa. many.larger"),
	BOTH(eightbytes_swapped, "boundary. struct_in.16 struct_out.16 copy.in_registers"),
	BOTH(in_memory, "boundary. fields.one hfa. struct_out. copy.in_registers"),
	BOTH(in_registers, "boundary.three_ copy.in_memory big. packed.misaligned struct_out."),
	BOTH(odd_size_rounded_down, "boundary.five_chars struct_in. struct_out. copy.in_registers"),
	BOTH(member_short, "fields. boundary.l boundary.d hfa.double random.structs"),
	BOTH(vector_as_struct, "vector."),
	BOTH(array_as_pointer, "array. boundary.three_floats hfa."),
	BOTH(inner_not_aligned, "nested."),
	ARGUMENT(by_pointer, "boundary. fields. struct_in. big. copy. nested. array. random.structs random.nested"),
	ARGUMENT(taken_apart, "boundary. hfa. fields. many. copy."),
	ARGUMENT(union_by_first, "union. random.odd"),
	BOTH(packed_as_aligned, "packed. random.odd"),
	BOTH(alignment_ignored, "aligned. random.odd"),
	BOTH(bit_fields_as_members, "bit_field. random.odd"),
	ARGUMENT(empty_in_a_register, "empty."),
	{ NULL, NULL, NULL, NULL, NULL }
};
