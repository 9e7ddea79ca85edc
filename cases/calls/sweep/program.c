#include "program.h"

#include <calls/emit.h>

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- types ---- */

/* The number that emit/c.c gives a struct or union: its place among the signature's types. */
static const struct seam_signature *numbered;

unsigned seam_emit_number(const struct seam_type *type)
{
	size_t n;
	struct seam_type *const *types = seam_signature_types(numbered, &n);

	for (size_t t = 0; t < n; t++)
		if (types[t] == type)
			return (unsigned)t;
	return 0;
}

bool seam_emit_has_bit_fields(const struct seam_type *type)
{
	(void)type;
	return false;
}

static void name(struct text *out, const struct seam_type *t)
{
	switch (t->kind) {
	case SEAM_STRUCT: text_format(out, "struct t%u", seam_emit_number(t)); break;
	case SEAM_UNION: text_format(out, "union t%u", seam_emit_number(t)); break;
	case SEAM_COMPLEX: text_format(out, "_Complex %s", seam_kind_c_name(t->element->kind)); break;
	case SEAM_VECTOR:
		text_format(out, "__typeof__(%s __attribute__((vector_size(%u * sizeof(%s)))))", seam_kind_c_name(t->element->kind), t->count,
		            seam_kind_c_name(t->element->kind));
		break;
	case SEAM_ENUM_SIGNED: text_format(out, "enum seam_signed"); break;
	case SEAM_ENUM_UNSIGNED: text_format(out, "enum seam_unsigned"); break;
	case SEAM_FUNCTION_POINTER: text_format(out, "seam_pointer"); break;
	default: text_format(out, "%s", seam_kind_c_name(t->kind));
	}
}

static const char *const attributes[SEAM_CONVENTIONS] = {
	"", "__attribute__((cdecl)) ", "__attribute__((stdcall)) ", "__attribute__((fastcall)) ", "__attribute__((thiscall)) ",
	"__attribute__((vectorcall)) ", "__attribute__((ms_abi)) ", "__attribute__((sysv_abi)) "
};

/* result [convention] NAME(parameters), which have names a0, a1 … when asked for. */
static void head(struct text *out, const struct seam_signature *s, const char *function, bool named)
{
	name(out, s->result);
	text_format(out, " %s%s(", attributes[s->convention], function);
	for (uint32_t a = 0; a < s->n_fixed; a++) {
		text_format(out, a ? ", " : "");
		name(out, s->args[a]);
		if (named)
			text_format(out, " a%u", a);
	}
	text_format(out, s->variadic ? ", ...)" : s->n_fixed ? ")" : "void)");
}

/* The struct's and union's definitions, by the emitter of C. */
static void definitions(struct text *out, const struct seam_signature *s)
{
	char line[1 << 13];
	size_t n;
	struct seam_type *const *types = seam_signature_types(s, &n);
	FILE *file = tmpfile();

	for (size_t t = 0; file && t < n; t++)
		if (types[t]->kind == SEAM_STRUCT || types[t]->kind == SEAM_UNION)
			seam_emitter.type(file, types[t], -1);
	if (!file)
		return;
	rewind(file);
	while (fgets(line, sizeof line, file))
		text_format(out, "%s", line);
	fclose(file);
}

void program_open(struct program *p, const struct seam_signature *signature, unsigned way)
{
	struct text t = { 0 };

	*p = (struct program){ .signature = signature, .way = way, .spoil = SPOIL_NOTHING };
	numbered = signature;
	definitions(&t, signature);
	for (char *at = t.bytes; at && *at; at++)
		*at = *at == '\n' ? ' ' : *at;
	head(&t, signature, "f", false);
	p->prototype = t.bytes;
}

void program_close(struct program *p)
{
	free(p->prototype);
}

static bool has_kind(const struct seam_signature *s, enum seam_kind kind)
{
	size_t n;
	struct seam_type *const *types = seam_signature_types(s, &n);

	for (size_t t = 0; t < n; t++)
		if (types[t]->kind == kind)
			return true;
	return false;
}

static bool spoils(const struct program *p)
{
	return p->spoil.integers_from < 6 || p->spoil.vectors_from < 8 || p->spoil.results;
}

void program_types(const struct program *p, struct text *out)
{
	const struct seam_signature *s = p->signature;

	text_format(out, "/* Both sides of one call. */\n#include <stdarg.h>\n#include <stddef.h>\n#include <stdint.h>\n");
	if (has_kind(s, SEAM_CHAR16) || has_kind(s, SEAM_CHAR32))
		text_format(out, "#include <uchar.h>\n");
	if (has_kind(s, SEAM_WCHAR))
		text_format(out, "#include <wchar.h>\n");
	if (has_kind(s, SEAM_ENUM_SIGNED))
		text_format(out, "enum seam_signed { SEAM_LESS = -2147483647 - 1, SEAM_MORE = 2147483647 };\n");
	if (has_kind(s, SEAM_ENUM_UNSIGNED))
		text_format(out, "enum seam_unsigned { SEAM_NIL, SEAM_MOST = 2147483647 };\n");
	if (has_kind(s, SEAM_FUNCTION_POINTER))
		text_format(out, "typedef void (*seam_pointer)(void);\n");
	definitions(out, s);
	text_format(out, "\n");
	head(out, s, "f", false);
	text_format(out, ";\ntypedef ");
	head(out, s, "function", false);
	text_format(out, ";\nint call(function *fn);\n\n"
	                 "/* check.c */\nextern int wrong;\n"
	                 "void check_integer(const char *what, long long seen, long long expected);\n"
	                 "void check_float(const char *what, double seen, double expected);\n");
	text_format(out, spoils(p) ? "\n/* cross.c: the function, called through one that spoils registers that hold no value of this call */\n"
	                             "function *cross(function *fn);\n"
	                           : "#define cross(fn) (fn)\n");
}

void program_check(struct text *out)
{
	text_format(out, "#include <stdio.h>\n\nint wrong;\n\n"
	                 "void check_integer(const char *what, long long seen, long long expected)\n{\n"
	                 "\tif (seen != expected) {\n\t\twrong = 1;\n"
	                 "\t\tprintf(\"%%s: seen %%lld (0x%%llx), expected %%lld (0x%%llx)\\n\", what, seen, seen, expected, expected);\n\t}\n"
	                 "\tfflush(stdout);\n}\n\n"
	                 "void check_float(const char *what, double seen, double expected)\n{\n"
	                 "\tif (seen != expected) {\n\t\twrong = 1;\n"
	                 "\t\tprintf(\"%%s: seen %%.17g, expected %%.17g\\n\", what, seen, expected);\n\t}\n\tfflush(stdout);\n}\n");
}

void program_main(struct text *out)
{
	text_format(out, "#include \"types.h\"\n#include <stdio.h>\n\nint main(void)\n{\n\tcall(cross(f));\n"
	                 "\tputs(wrong ? \"WRONG\" : \"right\");\n\treturn wrong;\n}\n");
}

bool program_cross(const struct program *p, struct text *out)
{
	static const char *const integers[] = { "rdi", "rsi", "rdx", "rcx", "r8", "r9" }, *const results[] = { "rax", "rdx" };

	if (!spoils(p))
		return false;
	text_format(out, "/* Registers that hold no value of this call may hold the right one by luck, left there by what ran before: they are\n"
	                 " * spoilt on the way in and out.  The stack stays as it is. */\n#include \"types.h\"\n\n"
	                 "#pragma GCC visibility push(hidden)\nvoid *cross_target, *cross_back;\nvoid crossed(void);\n#pragma GCC visibility pop\n\n__asm__(\".text\\n\"\n"
	                 "\t\".globl crossed\\ncrossed:\\n\"\n\t\"\\tpopq cross_back(%%rip)\\n\"\n");
	for (unsigned i = p->spoil.integers_from; i < 6; i++)
		text_format(out, "\t\"\\tmovq $0x5ec0de, %%%s\\n\"\n", integers[i]);
	for (unsigned i = p->spoil.vectors_from; i < 8; i++)
		text_format(out, "\t\"\\tpcmpeqd %%xmm%u, %%xmm%u\\n\"\n", i, i);
	text_format(out, "\t\"\\tcall *cross_target(%%rip)\\n\"\n");
	for (unsigned i = 0; i < 2; i++) {
		if (p->spoil.results & 1u << i)
			text_format(out, "\t\"\\tmovq $0x5ec0de, %%%s\\n\"\n", results[i]);
		if (p->spoil.results & 4u << i)
			text_format(out, "\t\"\\tpcmpeqd %%xmm%u, %%xmm%u\\n\"\n", i, i);
	}
	text_format(out, "\t\"\\tpushq cross_back(%%rip)\\n\\tret\\n\");\n\nfunction *cross(function *fn)\n{\n\tcross_target = (void *)fn;\n"
	                 "\treturn (function *)crossed;\n}\n");
	return true;
}

/* ---- values ---- */

/* A scalar in a value: the expression that it is, its own type, and its number. */
struct leaf {
	char *place; /* "a6.m1[2]"            */
	char *words; /* "argument 7, .m1[2]"  */
	const struct seam_type *type;
	unsigned bits, n;
};

struct leaves {
	struct leaf *list;
	size_t count;
};

static void add_leaf(struct leaves *l, const char *place, const char *words, const struct seam_type *type, unsigned bits, unsigned first)
{
	l->list = need(realloc(l->list, (l->count + 1) * sizeof *l->list));
	l->list[l->count] = (struct leaf){ copy_new(place), copy_new(words), type, bits, first + (unsigned)l->count };
	l->count++;
}

/* About how large: enough to choose a union's member. */
static unsigned weight(const struct seam_type *t)
{
	unsigned sum = 0;

	switch (t->kind) {
	case SEAM_STRUCT:
	case SEAM_UNION:
		for (uint32_t m = 0; m < t->count; m++) {
			unsigned w = weight(t->members[m].type);

			sum = t->kind == SEAM_STRUCT ? sum + w : w > sum ? w : sum;
		}
		return sum;
	case SEAM_COMPLEX:
	case SEAM_VECTOR:
	case SEAM_ARRAY: return t->count * weight(t->element);
	case SEAM_LDOUBLE:
	case SEAM_INT128:
	case SEAM_UINT128: return 16;
	case SEAM_FLOAT16:
	case SEAM_SHORT:
	case SEAM_USHORT:
	case SEAM_CHAR16:
	case SEAM_INT16:
	case SEAM_UINT16: return 2;
	case SEAM_BOOL:
	case SEAM_CHAR:
	case SEAM_SCHAR:
	case SEAM_UCHAR:
	case SEAM_INT8:
	case SEAM_UINT8: return 1;
	case SEAM_INT:
	case SEAM_UINT:
	case SEAM_FLOAT32:
	case SEAM_WCHAR:
	case SEAM_CHAR32:
	case SEAM_INT32:
	case SEAM_UINT32:
	case SEAM_ENUM_SIGNED:
	case SEAM_ENUM_UNSIGNED: return 4;
	default: return 8;
	}
}

static void walk(struct leaves *l, const struct seam_type *t, const char *place, const char *words, unsigned first)
{
	uint32_t from = 0, to = t->count;

	if (t->kind == SEAM_VOID)
		return;
	if (t->kind == SEAM_UNION) {
		for (uint32_t m = 1; m < t->count; m++)
			if (weight(t->members[m].type) > weight(t->members[from].type) || t->members[from].unnamed)
				from = m;
		to = from + 1;
	}
	if (t->kind != SEAM_STRUCT && t->kind != SEAM_UNION && !t->element) {
		add_leaf(l, place, words, t, 0, first);
		return;
	}
	for (uint32_t m = from; m < to; m++) {
		char *inner, *told;

		if (t->members && t->members[m].unnamed)
			continue;
		if (t->kind == SEAM_COMPLEX)
			inner = format_new("((%s *)&%s)[%u]", seam_kind_c_name(t->element->kind), place, m);
		else
			inner = format_new(t->members ? "%s.m%u" : "%s[%u]", place, m);
		told = format_new(t->members ? "%s.m%u" : "%s[%u]", words, m);
		if (t->members && t->members[m].is_bit_field)
			add_leaf(l, inner, told, t->members[m].type, t->members[m].bit_width, first);
		else
			walk(l, t->members ? t->members[m].type : t->element, inner, told, first);
		free(inner);
		free(told);
	}
}

static void free_leaves(struct leaves *l)
{
	for (size_t i = 0; i < l->count; i++) {
		free(l->list[i].place);
		free(l->list[i].words);
	}
	free(l->list);
	*l = (struct leaves){ 0 };
}

static void argument_leaves(struct leaves *l, const struct program *p, uint32_t a)
{
	char *place = format_new("a%u", a), *words = format_new("argument %u ", a + 1);

	walk(l, p->signature->args[a], place, words, 16 * a);
	free(place);
	free(words);
}

static void result_leaves(struct leaves *l, const struct program *p)
{
	walk(l, p->signature->result, "r", "the result ", 11);
}

/* The bits of an integer: the top one set and all bytes distinct; the complement; the least; the greatest. */
static uint64_t integer(unsigned n, unsigned round, unsigned bits)
{
	uint64_t pattern = 0x8192a3b4c5d6e7f8u + n * 0x0102030405060708u, top = 1ull << (bits - 1), all = top | (top - 1);

	switch (round) {
	case 0: return ((pattern >> (64 - bits)) | top) & all;
	case 1: return ~((pattern >> (64 - bits)) | top) & all;
	case 2: return bits == 64 ? top | top >> 1 : top;
	default: return (top - 1 - (bits > 4 ? n & 3 : 0)) & all;
	}
}

/* A constant of the leaf's type. */
static void value(struct text *out, const struct program *p, const struct leaf *leaf)
{
	const struct seam_type *t = leaf->type;
	unsigned n = leaf->n;

	if (seam_kind_is_float(t->kind)) {
		static const char *const formats[] = { "-%u.5%s", "%u.25%s", "0x%up-120%s", "-%u.75e30%s" };
		bool half = t->kind == SEAM_FLOAT16;

		text_format(out, formats[half ? p->round % 2 : p->round], half ? n % 100 + 1 : n + 1,
		            t->kind == SEAM_FLOAT32 ? "f" : t->kind == SEAM_LDOUBLE ? "L" : "");
	} else if (t->kind == SEAM_BOOL) {
		text_format(out, "%u", (n ^ p->round) & 1);
	} else if (t->kind == SEAM_DATA_POINTER || t->kind == SEAM_FUNCTION_POINTER) {
		text_format(out, "(%s)(uintptr_t)0x%" PRIx64 "u", t->kind == SEAM_DATA_POINTER ? "void *" : "seam_pointer", integer(n, p->round, 64));
	} else if (leaf->bits) {
		/* Its highest bit is left clear: whether it is a sign may be the compiler's choice. */
		text_format(out, "%" PRIu64, leaf->bits > 1 ? integer(n, 0, leaf->bits - 1) : 0);
	} else if (t->kind == SEAM_INT128 || t->kind == SEAM_UINT128) {
		text_format(out, "((");
		name(out, t);
		text_format(out, ")0x%" PRIx64 "u << 64 | 0x%" PRIx64 "u)", integer(n, p->round, 64), integer(n + 7, p->round ^ 1, 64));
	} else if (t->kind == SEAM_ENUM_SIGNED || t->kind == SEAM_ENUM_UNSIGNED) {
		text_format(out, "(");
		name(out, t);
		text_format(out, ")0x%" PRIx64, integer(n, t->kind == SEAM_ENUM_UNSIGNED ? 3 : p->round, 32));
	} else {
		text_format(out, "(");
		name(out, t);
		text_format(out, ")0x%" PRIx64 "u", integer(n, p->round, 8 * weight(t)));
	}
}

static void set(struct text *out, const struct program *p, const struct leaves *l)
{
	for (size_t i = 0; i < l->count; i++) {
		text_format(out, "\t{ static volatile ");
		if (l->list[i].bits)
			text_format(out, "unsigned long long");
		else
			name(out, l->list[i].type);
		text_format(out, " v = ");
		value(out, p, &l->list[i]);
		text_format(out, "; %s = v; }\n", l->list[i].place);
	}
}

static void check(struct text *out, const struct program *p, const struct leaves *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct leaf *leaf = &l->list[i];
		bool wide = leaf->type->kind == SEAM_INT128 || leaf->type->kind == SEAM_UINT128;
		bool pointer = leaf->type->kind == SEAM_DATA_POINTER || leaf->type->kind == SEAM_FUNCTION_POINTER;
		const char *as = pointer ? "(long long)(uintptr_t)" : "(long long)";

		if (seam_kind_is_float(leaf->type->kind)) {
			text_format(out, "\tcheck_float(\"%s\", %s, ", leaf->words, leaf->place);
			value(out, p, leaf);
			text_format(out, ");\n");
			continue;
		}
		for (int half = wide ? 2 : 1; half--;) {
			const char *shift = half ? " >> 64" : "";

			text_format(out, "\tcheck_integer(\"%s%s\", %s(%s%s), %s(", leaf->words, half ? ", high half" : "", as, leaf->place, shift, as);
			value(out, p, leaf);
			text_format(out, "%s));\n", shift);
		}
	}
}

static void each_argument(struct text *out, const struct program *p, void (*what)(struct text *, const struct program *, const struct leaves *))
{
	for (uint32_t a = 0; a < p->signature->n_args; a++) {
		struct leaves l = { 0 };

		argument_leaves(&l, p, a);
		what(out, p, &l);
		free_leaves(&l);
	}
}

static void each_of_result(struct text *out, const struct program *p, void (*what)(struct text *, const struct program *, const struct leaves *))
{
	struct leaves l = { 0 };

	result_leaves(&l, p);
	what(out, p, &l);
	free_leaves(&l);
}

/* ---- the two sides ---- */

/* In plain C, for the peer's side as well. */
static void stir(struct text *out)
{
	text_format(out, "\t/* Other values go through the registers, so that none of these is left in the right one by luck. */\n"
	                 "\t{ static volatile double other = 3.5; static volatile long long number = 7; other = other * 3 + other; number = number * 3 + number; }\n");
}

static void declare_arguments(struct text *out, const struct program *p)
{
	for (uint32_t a = 0; a < p->signature->n_args; a++) {
		text_format(out, "\t");
		name(out, p->signature->args[a]);
		text_format(out, " a%u;\n", a);
	}
}

void program_caller(const struct program *p, struct text *out)
{
	const struct seam_signature *s = p->signature;
	bool has_result = s->result->kind != SEAM_VOID;

	text_format(out, "#include \"types.h\"\n\n/* All values are loaded from volatile variables: no constant is where it should be by luck. */\n"
	                 "int call(function *fn)\n{\n");
	declare_arguments(out, p);
	if (has_result) {
		text_format(out, "\t");
		name(out, s->result);
		text_format(out, " r;\n");
	}
	text_format(out, "\n");
	each_argument(out, p, set);
	stir(out);
	text_format(out, has_result ? "\tr = fn(" : "\tfn(");
	for (uint32_t a = 0; a < s->n_args; a++)
		text_format(out, "%sa%u", a ? ", " : "", a);
	text_format(out, ");\n");
	each_of_result(out, p, check);
	text_format(out, "\treturn wrong;\n}\n");
}

static const char *promoted(const struct seam_type *t)
{
	if (t->kind == SEAM_FLOAT32)
		return "double";
	return seam_kind_is_integer(t->kind) && weight(t) < 4 ? "int" : NULL;
}

void program_callee(const struct program *p, struct text *out)
{
	const struct seam_signature *s = p->signature;

	text_format(out, "#include \"types.h\"\n\n");
	head(out, s, "f", true);
	text_format(out, "\n{\n");
	if (s->result->kind != SEAM_VOID) {
		text_format(out, "\t");
		name(out, s->result);
		text_format(out, " r;\n");
	}
	if (s->n_fixed < s->n_args)
		text_format(out, "\tva_list ap;\n\n\tva_start(ap, a%u);\n", s->n_fixed - 1);
	for (uint32_t a = s->n_fixed; a < s->n_args; a++) {
		text_format(out, "\t");
		name(out, s->args[a]);
		text_format(out, " a%u = va_arg(ap, ", a);
		if (promoted(s->args[a]))
			text_format(out, "%s", promoted(s->args[a]));
		else
			name(out, s->args[a]);
		text_format(out, ");\n");
	}
	text_format(out, "\n");
	each_argument(out, p, check);
	each_of_result(out, p, set);
	stir(out);
	text_format(out, s->result->kind != SEAM_VOID ? "\treturn r;\n}\n" : "}\n");
}

/* ---- for a peer's own program ---- */

static cJSON *type_json(const struct seam_type *t)
{
	cJSON *o = cJSON_CreateObject();
	struct text c = { 0 };

	cJSON_AddStringToObject(o, "text", t->text);
	if (t->kind == SEAM_ARRAY) {
		cJSON_AddStringToObject(o, "kind", "array");
	} else {
		name(&c, t);
		cJSON_AddStringToObject(o, "c", text_of(&c));
		cJSON_AddStringToObject(o, "kind", t->kind == SEAM_STRUCT ? "struct" : t->kind == SEAM_UNION ? "union" : t->kind == SEAM_COMPLEX ? "complex"
		                                   : t->kind == SEAM_VECTOR ? "vector" : "scalar");
	}
	if (t->element) {
		cJSON_AddNumberToObject(o, "count", t->count);
		cJSON_AddItemToObject(o, "element", type_json(t->element));
	}
	if (t->members) {
		cJSON *members = cJSON_AddArrayToObject(o, "members");

		cJSON_AddBoolToObject(o, "packed", t->packed);
		cJSON_AddNumberToObject(o, "aligned", t->aligned);
		for (uint32_t m = 0; m < t->count; m++) {
			cJSON *member = type_json(t->members[m].type);

			if (t->members[m].is_bit_field)
				cJSON_AddNumberToObject(member, "bits", t->members[m].bit_width);
			cJSON_AddItemToArray(members, member);
		}
	}
	text_free(&c);
	return o;
}

/* Places, C constants and words of the leaves: `place` in C and, but for complex numbers, in Python, too. */
static cJSON *leaves_json(const struct program *p, struct leaves *l)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < l->count; i++) {
		const struct leaf *leaf = &l->list[i];
		cJSON *o = cJSON_CreateObject();
		struct text v = { 0 };

		value(&v, p, leaf);
		cJSON_AddStringToObject(o, "place", leaf->place);
		cJSON_AddStringToObject(o, "words", leaf->words);
		cJSON_AddStringToObject(o, "type", leaf->type->text);
		cJSON_AddStringToObject(o, "value", text_of(&v));
		text_free(&v);
		v = (struct text){ 0 };
		if (!seam_kind_is_float(leaf->type->kind) && leaf->type->kind != SEAM_BOOL && !leaf->bits) {
			text_format(&v, "0x%" PRIx64, integer(leaf->n, leaf->type->kind == SEAM_ENUM_UNSIGNED ? 3 : p->round, 8 * weight(leaf->type) > 64 ? 64 : 8 * weight(leaf->type)));
			cJSON_AddStringToObject(o, "bits", text_of(&v));
		}
		text_free(&v);
		cJSON_AddItemToArray(list, o);
	}
	free_leaves(l);
	return list;
}

static void add_text(cJSON *o, const char *key, struct text *t)
{
	cJSON_AddStringToObject(o, key, text_of(t));
	text_free(t);
	*t = (struct text){ 0 };
}

void program_describe(const struct program *p, struct text *out)
{
	const struct seam_signature *s = p->signature;
	cJSON *o = cJSON_CreateObject(), *args, *values;
	struct leaves l = { 0 };
	struct text t = { 0 };
	char *text;

	cJSON_AddStringToObject(o, "signature", s->text);
	cJSON_AddStringToObject(o, "way", p->way ? "callee" : "caller"); /* what the peer is */
	cJSON_AddStringToObject(o, "convention", seam_convention_name(s->convention));
	cJSON_AddBoolToObject(o, "variadic", s->variadic);
	cJSON_AddNumberToObject(o, "fixed", s->n_fixed);
	args = cJSON_AddArrayToObject(o, "arguments");
	values = cJSON_AddArrayToObject(o, "values");
	for (uint32_t a = 0; a < s->n_args; a++) {
		cJSON_AddItemToArray(args, type_json(s->args[a]));
		argument_leaves(&l, p, a);
		cJSON_AddItemToArray(values, leaves_json(p, &l));
	}
	cJSON_AddItemToObject(o, "result", type_json(s->result));
	result_leaves(&l, p);
	cJSON_AddItemToObject(o, "result_values", leaves_json(p, &l));
	/* The same as statements of C. */
	definitions(&t, s);
	add_text(o, "definitions", &t);
	head(&t, s, "f", false);
	add_text(o, "prototype", &t);
	declare_arguments(&t, p);
	add_text(o, "declare", &t);
	each_argument(&t, p, set);
	stir(&t);
	add_text(o, "set", &t);
	each_argument(&t, p, check);
	add_text(o, "check", &t);
	each_of_result(&t, p, set);
	stir(&t);
	add_text(o, "set_result", &t);
	each_of_result(&t, p, check);
	add_text(o, "check_result", &t);
	text = need(cJSON_Print(o));
	text_format(out, "%s\n", text);
	free(text);
	cJSON_Delete(o);
}
