/* registers.c - where the ABIs put values: signatures, and what x86-64 (System V) and AArch64 (AAPCS64) make of them. */
#include <calls/registers_parts.h>
#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- sizes, as both ABIs have them (LP64) --------------------------------------------------------------------------- */

static uint32_t scalar_size(enum seam_kind kind)
{
	switch (kind) {
	case SEAM_BOOL:
	case SEAM_CHAR:
	case SEAM_SCHAR:
	case SEAM_UCHAR:
	case SEAM_INT8:
	case SEAM_UINT8: return 1;
	case SEAM_SHORT:
	case SEAM_USHORT:
	case SEAM_INT16:
	case SEAM_UINT16:
	case SEAM_CHAR16:
	case SEAM_FLOAT16: return 2;
	case SEAM_INT:
	case SEAM_UINT:
	case SEAM_FLOAT32:
	case SEAM_WCHAR:
	case SEAM_ENUM_SIGNED:
	case SEAM_ENUM_UNSIGNED: return 4;
	case SEAM_INT128:
	case SEAM_UINT128:
	case SEAM_LDOUBLE: return 16;
	default: return 8;
	}
}

static uint32_t larger(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

static uint32_t up(uint32_t size, uint32_t align)
{
	return (size + align - 1) / align * align;
}

/* Bit-fields are taken to share one unit of their type. */
static void lay_out_members(struct seam_type *type)
{
	const struct seam_type *unit = NULL;
	uint32_t end = 0;

	type->align = larger(1, type->aligned);
	for (uint32_t i = 0; i < type->count; i++) {
		struct seam_member *member = (struct seam_member *)(uintptr_t)&type->members[i];
		uint32_t align = type->packed && !member->aligned ? 1 : larger(member->type->align, member->aligned);

		type->align = larger(type->align, align);
		if (member->is_bit_field && unit == member->type)
			continue;
		unit = member->is_bit_field ? member->type : NULL;
		if (type->kind == SEAM_STRUCT)
			member->offset = up(end, align);
		end = larger(end, member->offset + member->type->size);
	}
	type->size = up(end, type->align);
}

static void lay_out(struct seam_type *type)
{
	if (type->kind == SEAM_VOID)
		return;
	if (type->kind == SEAM_STRUCT || type->kind == SEAM_UNION) {
		lay_out_members(type);
	} else if (type->element) {
		type->size = type->count * type->element->size;
		type->align = type->kind == SEAM_VECTOR ? type->size : type->element->align;
	} else {
		type->size = type->align = scalar_size(type->kind);
	}
}

/* ---- in words ------------------------------------------------------------------------------------------------------- */

static char text[400];

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...)
{
	size_t at = strlen(text);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text + at, sizeof text - at, format, arguments);
	va_end(arguments);
}

/* Registers: i8s f32 …, with p for a part of a struct; stack offsets of narrow values: @8:16; then the result: x of x87, m of memory. */
static void describe(const struct seam_thunk_use *use)
{
	const char *gap = "";

	text[0] = '\0';
	for (unsigned i = 0; i < use->int_args; i++, gap = " ")
		say("%si%u%s%s", gap, use->int_bits[i] ? use->int_bits[i] : 64u, use->int_signed[i] ? "s" : "",
		    use->int_part[i] ? "p" : "");
	for (unsigned i = 0; i < use->float_args; i++, gap = " ")
		say("%sf%u", gap, use->float_bits[i] ? use->float_bits[i] : 128u);
	for (unsigned i = 0; i < use->n_stack; i++, gap = " ")
		say("%s@%u:%u", gap, use->stack[i].offset, use->stack[i].bits);
	say("%s>", gap);
	for (unsigned i = 0; i < use->int_results && !use->hidden_result; i++)
		say(" i%u", use->int_result_bits[i] ? use->int_result_bits[i] : 64u);
	for (unsigned i = 0; i < use->float_results; i++)
		say(" f%u", use->float_result_bits[i] ? use->float_result_bits[i] : 128u);
	if (use->x87_results)
		say(" x%u", use->x87_results);
	if (use->hidden_result)
		say(" m");
}

static const char *described(const char *signature_text, bool (*abi)(const struct seam_signature *, struct places *))
{
	struct seam_signature_error error;
	struct seam_signature *signature = seam_signature_parse(signature_text, &error);
	struct seam_narrow narrow[CALLS_MOST_NARROW];
	struct seam_thunk_use use = { .stack = narrow };
	struct places places = { .use = &use, .narrow = narrow };
	struct seam_type *const *types;
	bool known = true;
	size_t count;

	cr_assert(signature, "%s: %s", signature_text, error.message);
	types = seam_signature_types(signature, &count);
	for (size_t i = 0; i < count; i++) {
		lay_out(types[i]);
		known = known && calls_all_known(types[i]);
	}
	if (known && abi(signature, &places))
		describe(&use);
	else
		strcpy(text, "?");
	free(signature);
	return text;
}

/* ---- the table ------------------------------------------------------------------------------------------------------ */

static const struct {
	const char *signature, *x86_64, *aarch64;
} expected[] = {
	{ ">v", ">", ">" },
	{ "aAsSil>c", "i8s i8 i16s i16 i32s i64 > i8", "i8s i8 i16s i16 i32s i64 > i8" },
	{ "bpEPd>b", "i8 i64 i32 i64 f64 > i8", "i8 i64 i32 i64 f64 > i8" },
	{ "fdh>f", "f32 f64 f16 > f32", "f32 f64 f16 > f32" },
	{ "iiiiiiaas>v", "i32s i32s i32s i32s i32s i32s @0:8 @8:8 @16:16 >",
	  "i32s i32s i32s i32s i32s i32s i8s i8s @0:16 >" },
	{ "ddddddddfd>d", "f64 f64 f64 f64 f64 f64 f64 f64 @0:32 > f64",
	  "f64 f64 f64 f64 f64 f64 f64 f64 @0:32 > f64" },
	/* long double: on x86-64 in memory, and back on the x87 stack */
	{ "D>D", "@8:16 > x1", "f128 > f128" },
	{ "lllllll D>ZD", "i64 i64 i64 i64 i64 i64 @24:16 > x2", "i64 i64 i64 i64 i64 i64 i64 f128 > f128 f128" },
	{ "ZD>{D}", "> x1", "f128 f128 > f128" },
	{ "{D}>{ZD}", "i64 @8:16 > m", "f128 > f128 f128" },
	{ "ZfZd>Zf", "f64 f64 f64 > f64", "f32 f32 f64 f64 > f32 f32" },
	/* two registers or none */
	{ "x16>x16", "i64 i64 > i64 i64", "i64 i64 > i64 i64" },
	{ "ix16i>v", "i32s i64 i64 i32s >", "i32s i64 i64 i64 i32s >" },
	{ "lllllx16l>v", "?", "i64 i64 i64 i64 i64 i64 i64 i64 >" },
	{ "llllll l x16c>v", "i64 i64 i64 i64 i64 i64 @32:8 >", "i64 i64 i64 i64 i64 i64 i64 @16:8 >" },
	{ "lllll{ll}c>v", "i64 i64 i64 i64 i64 i8s >", "i64 i64 i64 i64 i64 i64p i64p i8s >" },
	{ "ddddddd{dd}f>v", "f64 f64 f64 f64 f64 f64 f64 f32 >", "f64 f64 f64 f64 f64 f64 f64 @16:32 >" },
	{ "llllll{ld}cd>v", "i64 i64 i64 i64 i64 i64 f64 @16:8 >", "i64 i64 i64 i64 i64 i64 i64p i64p f64 @0:8 >" },
	/* structs by eightbyte; homogeneous ones */
	{ "{c}{s}{ccc}>{c}", "i8p i16p i24p > i8", "i8p i16p i24p > i8" },
	{ "{ic}{cd}>{if}", "i40p i8p f64 > i64", "i64p i64p i64p > i64" },
	{ "{ff}{fff}>{ffff}", "f64 f64 f32 > f64 f64", "f32 f32 f32 f32 f32 > f32 f32 f32 f32" },
	{ "{dd}{ddd}>{ddd}", "i64 f64 f64 > m", "f64 f64 f64 f64 f64 > f64 f64 f64" },
	{ "{fffff}>{fffff}", "i64 @16:32 > m", "i64 > m" },
	{ "{hh}>{hhh}", "f32 > f48", "f16 f16 > f16 f16 f16" },
	{ "{f[2f]}>{{f}f}", "f64 f32 > f64", "f32 f32 f32 > f32 f32" },
	{ "{lll}>{lll}", "i64 > m", "i64 > m" },
	{ "(dl)>(fd)", "i64p > f64", "i64p > i64" },
	{ "{ld}>{dl}", "i64p f64 > i64 f64", "i64p i64p > i64 i64" },
	{ "(Di)>(D)", "> x1", "i64p i64p > f128" },
	{ "{}i>{}", "i32s >", "i32s >" },
	{ "{c{cs}}>{f{ccc}}", "i48p > i56", "i48p > i64" },
	/* packed: what is misaligned is in memory */
	{ "{ci}!>{ci}!", "i64 @0:40 > m", "i40p > i40" },
	{ "{ic}!>{dc}!", "i40p > i8 f64", "i40p > i64 i8" },
	{ "{cf}!>v", "@0:40 >", "i40p >" },
	{ "{i{cc}@2c}!>v", "i56p >", "i56p >" },
	{ "{c{cc}@2c}!>v", "?", "i32p >" },
	/* bit-fields */
	{ "{i:3i:7}>{q:40}", "i16p > i40", "i32p > i64" },
	{ "{di:3}>{i:3f}", "i8p f64 > i64", "i64p i64p > i64" },
	{ "{f_i:32}>v", "?", "?" },
	{ "{i_i:32}>v", "i32p >", "i64p >" },
	/* vectors */
	{ "V2fV4f>V4i", "f64 f128 > f128", "f64 f128 > f128" },
	{ "{V4f}>{V4fV4f}", "i64 f128 > m", "f128 > f128 f128" },
	{ "V4c>v", "?", "?" },
	{ "V8d>v", "?", "?" },
	{ "V1d>v", "?", "?" },
	/* alignment asked for */
	{ "{i}@16>v", "i32p >", "?" },
	{ "lllllll{l}@16{c}>v", "i64 i64 i64 i64 i64 i64 @32:8 >", "?" },
	{ "lllllll{lll}@32{c}>v", "i64 i64 i64 i64 i64 i64 >", "i64 i64 i64 i64 i64 i64 i64 i64 @0:8 >" },
	/* variadic: promoted */
	{ "i.cfhsb>v", "i32s i32s i32s i32 f64 f16 >", "i32s i32s i32s i32 f64 f16 >" },
	{ "illllll.cf>v", "i32s i64 i64 i64 i64 i64 f64 @8:32 >", "i32s i64 i64 i64 i64 i64 i64 i32s f64 >" },
	{ "p.{cd}{lll}>i", "i64 i8p f64 > i32", "i64 i64p i64p i64 > i32" },
	/* the hidden result takes a register, but on AArch64 */
	{ "llllll>{lll}", "i64 i64 i64 i64 i64 i64 > m", "i64 i64 i64 i64 i64 i64 > m" },
	{ "lllllc>{lll}", "i64 i64 i64 i64 i64 i64 @0:8 > m", "i64 i64 i64 i64 i64 i8s > m" },
};

Test(registers, are_where_the_abi_says)
{
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		const char *signature = expected[i].signature;

		cr_expect_str_eq(described(signature, calls_registers_x86_64), expected[i].x86_64,
		                 "x86-64: %s: %s, not %s", signature, text, expected[i].x86_64);
		cr_expect_str_eq(described(signature, calls_registers_aarch64), expected[i].aarch64,
		                 "aarch64: %s: %s, not %s", signature, text, expected[i].aarch64);
	}
}
