/*
 * C++, as g++ and clang++ have it.
 *
 * Not expressed: a struct or union without a named member, which is empty in C++ and has size 1 there, not 0.  The enums
 * have no fixed underlying type, as in C.  Complex numbers are GNU's _Complex: std::complex is a class, and is not passed
 * like C's.
 */
#include <calls/emit.h>

static void begin(FILE *out)
{
	fputs("// Made by emit/driver.c with emit/cpp.c.\n"
	      "#include <calls/compiled.h>\n"
	      "#include <cstdarg>\n#include <cstddef>\n#include <cstdint>\n#include <cstring>\n"
	      "extern \"C\" struct seam_slots *seam_slots[];\n"
	      "namespace {\n"
	      "enum seam_signed { SEAM_LESS = -2147483647 - 1, SEAM_MORE = 2147483647 };\n"
	      "enum seam_unsigned { SEAM_NIL, SEAM_MOST = 2147483647 };\n"
	      "using seam_pointer = void (*)();\n"
	      "template <typename T, unsigned N> struct vector_of {\n"
	      "\ttypedef T type __attribute__((vector_size(N * sizeof(T))));\n"
	      "};\n"
	      "template <typename T, unsigned N> using vector = typename vector_of<T, N>::type;\n"
	      "template <typename T> inline T &at(void *slot) { return *static_cast<T *>(slot); }\n"
	      "// A by-value aggregate is the callee's own copy: it is spoilt after it was stored.\n"
	      "void *(*volatile spoil)(void *, int, std::size_t) = std::memset;\n"
	      "}\n",
	      out);
}

/* The type's name, to be followed by what is declared. */
static void name(FILE *out, const struct seam_type *t)
{
	switch (t->kind) {
	case SEAM_STRUCT:
	case SEAM_UNION: fprintf(out, "t%u", seam_emit_number(t)); break;
	case SEAM_COMPLEX: fprintf(out, "_Complex %s", seam_kind_c_name(t->element->kind)); break;
	case SEAM_VECTOR: fprintf(out, "vector<%s, %u>", seam_kind_c_name(t->element->kind), t->count); break;
	case SEAM_ENUM_SIGNED: fputs("seam_signed", out); break;
	case SEAM_ENUM_UNSIGNED: fputs("seam_unsigned", out); break;
	case SEAM_FUNCTION_POINTER: fputs("seam_pointer", out); break;
	case SEAM_BOOL: fputs("bool", out); break;
	default: fputs(seam_kind_c_name(t->kind), out);
	}
}

static void member(FILE *out, const struct seam_member *m, unsigned n)
{
	const struct seam_type *t = m->type;

	if (m->aligned)
		fprintf(out, "alignas(%u) ", m->aligned);
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
	unsigned n = seam_emit_number(t);

	fprintf(out, "extern \"C\" void seam_layout_%d(uint32_t *out)\n{\n", layout);
	fprintf(out, "\tout[0] = sizeof(t%u);\n\tout[1] = alignof(t%u);\n", n, n);
	for (uint32_t m = 0; m < t->count; m++)
		if (!t->members[m].is_bit_field)
			fprintf(out, "\tout[%u] = offsetof(t%u, m%u);\n", m + 2, n, m);
	fputs("}\n", out);
}

/* Each part has types of its own: in no other part do these names mean the same. */
static void type(FILE *out, const struct seam_type *t, int layout)
{
	fprintf(out, "namespace { %s ", t->kind == SEAM_UNION ? "union" : "struct");
	if (t->packed)
		fputs("[[gnu::packed]] ", out);
	if (t->aligned) /* alignas may not ask for less than the members need: this may, and changes nothing then */
		fprintf(out, "[[gnu::aligned(%u)]] ", t->aligned);
	name(out, t);
	fputs(" { ", out);
	for (uint32_t m = 0; m < t->count; m++)
		member(out, &t->members[m], m);
	fputs("}; }\n", out);
	if (layout >= 0)
		layout_function(out, t, layout);
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
	fputs(s->variadic ? ", ...)" : ")", out);
}

static void store_argument(FILE *out, const struct seam_signature *s, uint32_t a)
{
	fputs("\tat<", out);
	name(out, s->args[a]);
	fprintf(out, ">(s->arg[%u]) = a%u;\n", a, a);
	if (s->args[a]->kind == SEAM_STRUCT || s->args[a]->kind == SEAM_UNION)
		fprintf(out, "\tspoil(&a%u, 0xA5, sizeof a%u);\n", a, a);
}

/* An integer comes as what it is promoted to, which unary + knows, of enums and of char16_t, too. */
static void variadic_argument(FILE *out, const struct seam_signature *s, uint32_t a)
{
	const struct seam_type *t = s->args[a];

	fprintf(out, "\tusing T%u = ", a);
	name(out, t);
	fprintf(out, ";\n\tT%u a%u = ", a, a);
	if (seam_kind_is_integer(t->kind))
		fprintf(out, "static_cast<T%u>(va_arg(ap, decltype(+T%u())));\n", a, a);
	else if (t->kind == SEAM_FLOAT32)
		fputs("static_cast<float>(va_arg(ap, double));\n", out);
	else
		fprintf(out, "va_arg(ap, T%u);\n", a);
	store_argument(out, s, a);
}

static void callee(FILE *out, const struct seam_signature *s, unsigned n)
{
	fprintf(out, "extern \"C\" %s", attributes[s->convention]);
	name(out, s->result);
	fprintf(out, " seam_callee_%u", n);
	parameters(out, s, true);
	fputs("\n{\n", out);
	if (s->n_args || s->result->kind != SEAM_VOID)
		fprintf(out, "\tauto *s = seam_slots[%u];\n", n);
	for (uint32_t a = 0; a < s->n_fixed; a++)
		store_argument(out, s, a);
	if (s->n_fixed < s->n_args) {
		fprintf(out, "\tva_list ap;\n\tva_start(ap, a%u);\n", s->n_fixed - 1);
		for (uint32_t a = s->n_fixed; a < s->n_args; a++)
			variadic_argument(out, s, a);
		fputs("\tva_end(ap);\n", out);
	}
	if (s->result->kind != SEAM_VOID) {
		fputs("\treturn at<", out);
		name(out, s->result);
		fputs(">(s->ret);\n", out);
	}
	fputs("}\n", out);
}

static void caller(FILE *out, const struct seam_signature *s, unsigned n)
{
	fprintf(out,
	        "extern \"C\" void seam_caller_%u(seam_fn fn, struct seam_slots *s)\n{\n\tauto f = reinterpret_cast<",
	        n);
	name(out, s->result);
	fprintf(out, " (%s*)", attributes[s->convention]);
	parameters(out, s, false);
	fputs(">(fn);\n\t", out);
	if (s->result->kind != SEAM_VOID) {
		fputs("at<", out);
		name(out, s->result);
		fputs(">(s->ret) = ", out);
	}
	fputs("f(", out);
	for (uint32_t a = 0; a < s->n_args; a++) {
		fputs(a ? ", at<" : "at<", out);
		name(out, s->args[a]);
		fprintf(out, ">(s->arg[%u])", a);
	}
	fputs(");\n}\n", out);
}

static bool can_type(const struct seam_type *t)
{
	if (t->kind != SEAM_STRUCT && t->kind != SEAM_UNION)
		return true;
	for (uint32_t m = 0; m < t->count; m++)
		if (!t->members[m].unnamed)
			return true;
	return false;
}

const struct seam_emitter seam_emitter = {
	.ending = ".cc", .can_type = can_type, .begin = begin, .type = type, .callee = callee, .caller = caller
};
