/* The language of signatures: what is one, what is not and where, and that a text is canonical. */
#include <calls/signature.h>

#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Test(signature, canonical_text)
{
	static const char *const texts[][2] = {
		{ " ci {cd [3f]} > {ff}", "ci{cd[3f]}>{ff}" },
		{ ">v", ">v" },
		{ "i . c f d>i", "i.cfd>i" },
		{ "ms|x16 X1>{i:3_i:0c@8}!@16", "ms|x16X1>{i:3_i:0c@8}!@16" },
		{ "({lf}d)ZfV4f{}\t>p", "({lf}d)ZfV4f{}>p" },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct seam_signature_error error;
		struct seam_signature *s = seam_signature_parse(texts[i][0], &error);

		cr_assert(s, "%s: column %u: %s", texts[i][0], error.column, error.message);
		cr_expect_str_eq(s->text, texts[i][1]);
		free(s);
	}
}

Test(signature, what_is_wrong_and_where)
{
	static const struct {
		const char *text;
		unsigned column;
		const char *message;
	} wrong[] = {
		{ "", 1, "without `>`" },
		{ "ii", 3, "without `>`" },
		{ "ii>", 4, "ends where a type" },
		{ "i>i>", 4, "behind the result" },
		{ "[3i]>v", 1, "an array is a member only" },
		{ "{i>v", 3, "`>` is no type" },
		{ "{i:40}>v", 4, "from 0 to 32" },
		{ "Z>v", 2, "f, d or D" },
		{ "x3>v", 1, "1, 2, 4, 8 or 16" },
		{ ".i>v", 1, "no argument before" },
		{ "i..i>v", 3, "a second" },
		{ "{c@3}>v", 4, "no power of two" },
		{ "foo|i>v", 1, "no calling convention" },
		{ "i j  k>v", 6, "`k` is no type" },
		{ "{_i}>v", 2, "for bit-fields" },
		{ "V3f>v", 2, "not a power of two" },
		{ "{f:3}>v", 2, "a bit-field is of" },
		{ "()>v", 1, "at least one member" },
		{ "v>v", 1, "no result" },
		{ "{[03i]}>v", 3, "not a number" },
		{ "{i:0}>v", 4, "has no name" },
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct seam_signature_error error;

		cr_assert_null(seam_signature_parse(wrong[i].text, &error), "%s is taken", wrong[i].text);
		cr_expect_eq(error.column, wrong[i].column, "%s: column %u: %s", wrong[i].text, error.column,
		             error.message);
		cr_expect(strstr(error.message, wrong[i].message), "%s: column %u: %s", wrong[i].text, error.column,
		          error.message);
	}
	cr_assert_null(seam_signature_parse("[", NULL));
}

Test(signature, types)
{
	struct seam_signature *s = seam_signature_parse("i.{c[2{f}]}{f}>{f}", NULL);
	size_t n;
	struct seam_type *const *types = seam_signature_types(s, &n);

	cr_assert(s && s->variadic && s->n_fixed == 1 && s->n_args == 3);
	cr_expect_eq(s->args[2], s->result, "types that are written alike are one");
	cr_expect_eq(s->args[1]->members[1].type->element, s->result);
	for (size_t t = 0; t < n; t++)
		for (size_t later = t; later < n; later++)
			cr_expect_neq(types[t]->element, types[later], "a type stands after what it is made of");
	free(s);
}

/* Whatever text: no crash; an error has a column within it; what parses, parses to itself. */
Test(signature, any_text)
{
	static const char alphabet[] = "bcaAsSiIlLqxX1248hfdDZVpPeE{}()[]:_!@.>v|ms0 36";
	uint64_t state = 88172645463325252u;
	unsigned good = 0;

	for (int round = 0; round < 300000; round++) {
		char text[32];
		size_t size = 0, most = 1 + (size_t)(state >> 33) % 20;
		struct seam_signature_error error;
		struct seam_signature *s, *again;

		while (size < most) {
			state ^= state << 13;
			state ^= state >> 7;
			state ^= state << 17;
			text[size++] = alphabet[(state >> 20) % (sizeof alphabet - 1)];
		}
		strcpy(text + size - 1, round & 1 ? ">v" : "");
		s = seam_signature_parse(text, &error);
		if (!s) {
			cr_assert(error.column >= 1 && error.column <= strlen(text) + 1 && *error.message, "%s", text);
			continue;
		}
		good++;
		again = seam_signature_parse(s->text, &error);
		cr_assert(again && strcmp(again->text, s->text) == 0, "%s", text);
		free(again);
		free(s);
	}
	cr_expect_gt(good, 1000u);
}
