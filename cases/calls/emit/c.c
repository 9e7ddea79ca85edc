/*
 * C: the reference, and the C peers.
 *
 * A callee spoils its by-value aggregates after it has stored them: they are its own copies.  What it sees of bare narrow integers is
 * stored once more, widened: a compiler that believes them extended shows it there.
 */
#include <calls/emit.h>

#include <string.h>

static void begin(FILE *out)
{
	fputs("/* Made by emit/driver.c with emit/c.c. */\n"
	      "#include <calls/compiled.h>\n"
	      "#include <stdarg.h>\n#include <stddef.h>\n#include <stdint.h>\n#include <string.h>\n#include <uchar.h>\n#include <wchar.h>\n"
	      "enum seam_signed { SEAM_LESS = -2147483647 - 1, SEAM_MORE = 2147483647 };\n"
	      "enum seam_unsigned { SEAM_NIL, SEAM_MOST = 2147483647 };\n"
	      "typedef void (*seam_pointer)(void);\n"
	      "extern struct seam_slots *seam_slots[];\n"
	      "extern int64_t seam_wide[];\n"
	      "static void *(*volatile spoil)(void *, int, size_t) = memset;\n",
	      out);
}

/* The type's name, to be followed by what is declared. */
static void name(FILE *out, const struct seam_type *t)
{
	switch (t->kind) {
	case SEAM_STRUCT: fprintf(out, "struct t%u", seam_emit_number(t)); break;
	case SEAM_UNION: fprintf(out, "union t%u", seam_emit_number(t)); break;
	case SEAM_COMPLEX: fprintf(out, "_Complex %s", seam_kind_c_name(t->element->kind)); break;
	case SEAM_VECTOR:
		fprintf(out, "__typeof__(%s __attribute__((vector_size(%u * sizeof(%s)))))",
		        seam_kind_c_name(t->element->kind), t->count, seam_kind_c_name(t->element->kind));
		break;
	case SEAM_ENUM_SIGNED: fputs("enum seam_signed", out); break;
	case SEAM_ENUM_UNSIGNED: fputs("enum seam_unsigned", out); break;
	case SEAM_FUNCTION_POINTER: fputs("seam_pointer", out); break;
	default: fputs(seam_kind_c_name(t->kind), out);
	}
}

static void member(FILE *out, const struct seam_member *m, unsigned n)
{
	const struct seam_type *t = m->type;

	if (m->aligned)
		fprintf(out, "_Alignas(%u) ", m->aligned);
	while (t->kind == SEAM_ARRAY)
		t = t->element;
	name(out, t);
	if (m->is_bit_field) {
		if (m->unnamed)
			fprintf(out, " : %u; ", m->bit_width);
		else
			fprintf(out, " m%u : %u; ", n, m->bit_width);
		return;
	}
	fprintf(out, " m%u", n);
	for (t = m->type; t->kind == SEAM_ARRAY; t = t->element)
		fprintf(out, "[%u]", t->count);
	fputs("; ", out);
}

static void layout_function(FILE *out, const struct seam_type *t, int layout)
{
	fprintf(out, "void seam_layout_%d(uint32_t *out)\n{\n\tout[0] = (uint32_t)sizeof(", layout);
	name(out, t);
	fputs(");\n\tout[1] = (uint32_t)_Alignof(", out);
	name(out, t);
	fputs(");\n", out);
	for (uint32_t m = 0; m < t->count; m++) {
		if (t->members[m].is_bit_field)
			continue;
		fprintf(out, "\tout[%u] = (uint32_t)offsetof(", m + 2);
		name(out, t);
		fprintf(out, ", m%u);\n", m);
	}
	if (!t->count)
		fputs("\t(void)out;\n", out);
	fputs("}\n", out);
}

static void bits_function(FILE *out, const struct seam_type *t, int layout)
{
	fprintf(out, "void seam_bits_%d(void *object, uint32_t member, int64_t *value, int set)\n{\n\t", layout);
	name(out, t);
	fputs(" *o = object;\n\tswitch (member) {\n", out);
	for (uint32_t m = 0; m < t->count; m++) {
		if (!t->members[m].is_bit_field || t->members[m].unnamed)
			continue;
		fprintf(out, "\tcase %u:\n\t\tif (set) o->m%u = (", m, m);
		name(out, t->members[m].type);
		fprintf(out, ")*value; else *value = (int64_t)o->m%u;\n\t\tbreak;\n", m);
	}
	fputs("\t}\n}\n", out);
}

static void type(FILE *out, const struct seam_type *t, int layout)
{
	name(out, t);
	fputs(" { ", out);
	for (uint32_t m = 0; m < t->count; m++)
		member(out, &t->members[m], m);
	fputs("}", out);
	if (t->packed)
		fputs(" __attribute__((packed))", out);
	if (t->aligned)
		fprintf(out, " __attribute__((aligned(%u)))", t->aligned);
	fputs(";\n", out);
	if (layout < 0)
		return;
	layout_function(out, t, layout);
	if (seam_emit_has_bit_fields(t))
		bits_function(out, t, layout);
}

static const char *const attributes[SEAM_CONVENTIONS] = { "",
	                                                  "__attribute__((cdecl)) ",
	                                                  "__attribute__((stdcall)) ",
	                                                  "__attribute__((fastcall)) ",
	                                                  "__attribute__((thiscall)) ",
	                                                  "__attribute__((vectorcall)) ",
	                                                  "__attribute__((ms_abi)) ",
	                                                  "__attribute__((sysv_abi)) " };

/* (types of the parameters, named or not) */
static void parameters(FILE *out, const struct seam_signature *s, bool named)
{
	fputc('(', out);
	for (uint32_t a = 0; a < s->n_fixed; a++) {
		if (a)
			fputs(", ", out);
		name(out, s->args[a]);
		if (named)
			fprintf(out, " a%u", a);
	}
	fputs(s->variadic ? ", ...)" : s->n_fixed ? ")" : "void)", out);
}

/* What a variadic argument of this type is read as. */
static const char *promoted(const struct seam_type *t)
{
	enum seam_kind kind = seam_emit_promoted(t->kind);

	return kind == t->kind ? NULL : kind == SEAM_INT ? "int" : "double";
}

static bool is_wide(const struct seam_type *t)
{
	return seam_kind_is_integer(t->kind) && t->kind != SEAM_INT128 && t->kind != SEAM_UINT128;
}

static void store_argument(FILE *out, const struct seam_signature *s, uint32_t a)
{
	const struct seam_type *t = s->args[a];

	fputs("\t*(", out);
	name(out, t);
	fprintf(out, " *)s->arg[%u] = a%u;\n", a, a);
	if (is_wide(t))
		fprintf(out, "\tseam_wide[%u] = (int64_t)a%u;\n", a, a);
	if (t->kind == SEAM_STRUCT || t->kind == SEAM_UNION)
		fprintf(out, "\tspoil(&a%u, 0xA5, sizeof a%u);\n", a, a);
}

static void variadic_argument(FILE *out, const struct seam_signature *s, uint32_t a)
{
	const char *as = promoted(s->args[a]);

	fputc('\t', out);
	name(out, s->args[a]);
	fprintf(out, " a%u = ", a);
	if (as) {
		fputc('(', out);
		name(out, s->args[a]);
		fprintf(out, ")va_arg(ap, %s);\n", as);
	} else {
		fputs("va_arg(ap, ", out);
		name(out, s->args[a]);
		fputs(");\n", out);
	}
	store_argument(out, s, a);
}

/* The variadic part is read by another function: a va_list may be handed on. */
static void rest_function(FILE *out, const struct seam_signature *s, unsigned n)
{
	if (s->n_fixed == s->n_args)
		return;
	fprintf(out, "static __attribute__((noinline)) void rest_%u(struct seam_slots *s, va_list ap)\n{\n", n);
	for (uint32_t a = s->n_fixed; a < s->n_args; a++)
		variadic_argument(out, s, a);
	fputs("}\n", out);
}

static void callee(FILE *out, const struct seam_signature *s, unsigned n)
{
	rest_function(out, s, n);
	fputs(attributes[s->convention], out);
	name(out, s->result);
	fprintf(out, " seam_callee_%u", n);
	parameters(out, s, true);
	fprintf(out, "\n{\n\tstruct seam_slots *s = seam_slots[%u];\n", n);
	if (s->n_fixed < s->n_args)
		fprintf(out, "\tva_list ap;\n\tva_start(ap, a%u);\n\trest_%u(s, ap);\n\tva_end(ap);\n", s->n_fixed - 1,
		        n);
	for (uint32_t a = 0; a < s->n_fixed; a++)
		store_argument(out, s, a);
	if (s->result->kind == SEAM_VOID) {
		fputs(s->n_args ? "}\n" : "\t(void)s;\n}\n", out);
		return;
	}
	fputs("\treturn *(", out);
	name(out, s->result);
	fputs(" *)s->ret;\n}\n", out);
}

static void caller(FILE *out, const struct seam_signature *s, unsigned n)
{
	fprintf(out, "void seam_caller_%u(seam_fn fn, struct seam_slots *s)\n{\n\t", n);
	if (s->result->kind != SEAM_VOID) {
		name(out, s->result);
		fputs(" r = ", out);
	}
	fputs("((", out);
	name(out, s->result);
	fprintf(out, " (%s*)", attributes[s->convention]);
	parameters(out, s, false);
	fputs(")fn)(", out);
	for (uint32_t a = 0; a < s->n_args; a++) {
		fputs(a ? ", *(" : "*(", out);
		name(out, s->args[a]);
		fprintf(out, " *)s->arg[%u]", a);
	}
	fputs(");\n", out);
	if (s->result->kind != SEAM_VOID) {
		fputs("\t*(", out);
		name(out, s->result);
		fputs(" *)s->ret = r;\n", out);
		if (is_wide(s->result))
			fputs("\tseam_wide[SEAM_MOST_ARGS] = (int64_t)r;\n", out);
	} else if (!s->n_args) {
		fputs("\t(void)s;\n", out);
	}
	fputs("}\n", out);
}

static bool can_type(const struct seam_type *t)
{
	(void)t;
	return true;
}

const struct seam_emitter seam_emitter = { .ending = ".c",
	                                   .can_type = can_type,
	                                   .begin = begin,
	                                   .type = type,
	                                   .callee = callee,
	                                   .caller = caller,
	                                   .bits = true,
	                                   .wide = true };
