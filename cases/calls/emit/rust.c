/*
 * Rust: core alone, so that an object links into any library.
 *
 * Not expressed: long double, complex numbers, vectors, _Float16 and bit-fields, for which stable Rust has no type; an
 * empty union; what is aligned inside of what is packed.  A variadic function can be called, not defined.
 *
 * Enums are integers: a C function may hand over a value that is none of the constants, and a Rust enum with such a value
 * is undefined behaviour.
 *
 * Rust aligns types, not members: before an aligned member stands an array of no elements that is.  Of a type that is
 * both packed and aligned, the packed part is one type, and the aligned one has it as its only member.
 */
#include <calls/emit.h>

static void begin(FILE *out)
{
	fputs("// Made by emit/driver.c with emit/rust.c.\n"
	      "#![no_std]\n"
	      "#![allow(nonstandard_style, unused, improper_ctypes, improper_ctypes_definitions)]\n"
	      "use core::ffi::*;\n"
	      "use core::mem::{align_of, offset_of, size_of, transmute};\n"
	      "#[cfg(windows)]\ntype wchar_t = u16;\n"
	      "#[cfg(all(not(windows), any(target_arch = \"aarch64\", target_arch = \"arm\"), not(target_vendor = \"apple\")))]\n"
	      "type wchar_t = u32;\n"
	      "#[cfg(not(any(windows, all(any(target_arch = \"aarch64\", target_arch = \"arm\"), not(target_vendor = \"apple\")))))]\n"
	      "type wchar_t = i32;\n"
	      "type pointer = *mut c_void;\n"
	      "type function = Option<unsafe extern \"C\" fn()>;\n"
	      "#[repr(C)]\npub struct Slots {\n\targ: *const pointer,\n\tret: pointer,\n}\n"
	      "extern \"C\" {\n\tstatic mut seam_slots: [*mut Slots; 0];\n}\n"
	      "// SAFETY, of all that is unsafe below: each pointer in a Slots is aligned for its argument's or result's type and\n"
	      "// points to a whole value of it, and nobody else uses that meanwhile; `seam_slots` has an entry for each callee, set\n"
	      "// before it is called; `f` is a C function of the type that its caller's number stands for.  (calls/calls.h)\n"
	      "#[inline(always)]\n"
	      "unsafe fn slots(n: usize) -> *mut Slots {\n\t*(&raw const seam_slots).cast::<*mut Slots>().add(n)\n}\n"
	      "// A by-value aggregate is the callee's own copy: it is spoilt after it was stored, and never read again.\n"
	      "#[inline(always)]\n"
	      "unsafe fn spoil<T>(at: *mut T) {\n\tat.write_bytes(0xA5, 1);\n\tcore::hint::black_box(at);\n}\n",
	      out);
}

static const char *const scalars[SEAM_KINDS] = {
	[SEAM_BOOL] = "bool",
	[SEAM_CHAR] = "c_char",
	[SEAM_SCHAR] = "c_schar",
	[SEAM_UCHAR] = "c_uchar",
	[SEAM_SHORT] = "c_short",
	[SEAM_USHORT] = "c_ushort",
	[SEAM_INT] = "c_int",
	[SEAM_UINT] = "c_uint",
	[SEAM_LONG] = "c_long",
	[SEAM_ULONG] = "c_ulong",
	[SEAM_LLONG] = "c_longlong",
	[SEAM_ULLONG] = "c_ulonglong",
	[SEAM_PTRDIFF] = "isize",
	[SEAM_SIZE] = "usize",
	[SEAM_INTPTR] = "isize",
	[SEAM_UINTPTR] = "usize",
	[SEAM_INTMAX] = "i64",
	[SEAM_UINTMAX] = "u64",
	[SEAM_WCHAR] = "wchar_t",
	[SEAM_CHAR16] = "u16",
	[SEAM_CHAR32] = "u32",
	[SEAM_INT8] = "i8",
	[SEAM_INT16] = "i16",
	[SEAM_INT32] = "i32",
	[SEAM_INT64] = "i64",
	[SEAM_UINT8] = "u8",
	[SEAM_UINT16] = "u16",
	[SEAM_UINT32] = "u32",
	[SEAM_UINT64] = "u64",
	[SEAM_INT128] = "i128",
	[SEAM_UINT128] = "u128",
	[SEAM_ENUM_SIGNED] = "c_int",
	[SEAM_ENUM_UNSIGNED] = "c_uint",
	[SEAM_FLOAT32] = "c_float",
	[SEAM_FLOAT64] = "c_double",
	[SEAM_DATA_POINTER] = "pointer",
	[SEAM_FUNCTION_POINTER] = "function",
};

static bool is_aggregate(const struct seam_type *t)
{
	return t->kind == SEAM_STRUCT || t->kind == SEAM_UNION;
}

static void name(FILE *out, const struct seam_type *t)
{
	if (t->kind == SEAM_ARRAY) {
		fputc('[', out);
		name(out, t->element);
		fprintf(out, "; %u]", t->count);
	} else if (is_aggregate(t)) {
		fprintf(out, "t%u", seam_emit_number(t));
	} else {
		fputs(scalars[t->kind], out);
	}
}

/* ---- types ---- */

/* The type that has the members: of what is packed and aligned, the packed one inside. */
static const char *inner(const struct seam_type *t)
{
	return t->packed && t->aligned ? "packed_" : "";
}

static void layout_function(FILE *out, const struct seam_type *t, int layout)
{
	unsigned n = seam_emit_number(t);

	fprintf(out, "#[no_mangle]\npub unsafe extern \"C\" fn seam_layout_%d(out: *mut u32) {\n", layout);
	fprintf(out, "\t*out = size_of::<t%u>() as u32;\n\t*out.add(1) = align_of::<t%u>() as u32;\n", n, n);
	for (uint32_t m = 0; m < t->count; m++)
		fprintf(out, "\t*out.add(%u) = offset_of!(%st%u, m%u) as u32;\n", m + 2, inner(t), n, m);
	fputs("}\n", out);
}

/* An aligned member's array of no elements needs a type that is aligned so; each struct brings its own. */
static void markers(FILE *out, const struct seam_type *t)
{
	for (uint32_t m = 0; m < t->count; m++)
		if (t->members[m].aligned)
			fprintf(out, "#[repr(C, align(%u))]\n#[derive(Clone, Copy)]\npub struct align_%u_%u;\n",
			        t->members[m].aligned, seam_emit_number(t), m);
}

static void members(FILE *out, const struct seam_type *t)
{
	fprintf(out, "%st%u { ", inner(t), seam_emit_number(t));
	for (uint32_t m = 0; m < t->count; m++) {
		if (t->members[m].aligned)
			fprintf(out, "a%u: [align_%u_%u; 0], ", m, seam_emit_number(t), m);
		fprintf(out, "m%u: ", m);
		name(out, t->members[m].type);
		fputs(", ", out);
	}
	fputs("}\n", out);
}

static void type(FILE *out, const struct seam_type *t, int layout)
{
	unsigned n = seam_emit_number(t);

	markers(out, t);
	fputs("#[repr(C", out);
	if (t->packed)
		fputs(", packed", out);
	else if (t->aligned)
		fprintf(out, ", align(%u)", t->aligned);
	fprintf(out, ")]\n#[derive(Clone, Copy)]\npub %s ", t->kind == SEAM_UNION ? "union" : "struct");
	members(out, t);
	if (t->packed && t->aligned)
		fprintf(out, "#[repr(C, align(%u))]\n#[derive(Clone, Copy)]\npub struct t%u(packed_t%u);\n", t->aligned,
		        n, n);
	if (layout >= 0)
		layout_function(out, t, layout);
}

/* ---- functions ---- */

static const char *const conventions[SEAM_CONVENTIONS] = { "C",        "cdecl", "stdcall", "fastcall",
	                                                   "thiscall", NULL,    "win64",   "sysv64" };

static void result(FILE *out, const struct seam_signature *s)
{
	if (s->result->kind == SEAM_VOID)
		return;
	fputs(" -> ", out);
	name(out, s->result);
}

static void store_argument(FILE *out, const struct seam_signature *s, uint32_t a)
{
	fprintf(out, "\t(*(*s).arg.add(%u)).cast::<", a);
	name(out, s->args[a]);
	fprintf(out, ">().write(a%u);\n", a);
	if (is_aggregate(s->args[a]))
		fprintf(out, "\tspoil(&raw mut a%u);\n", a);
}

static void callee(FILE *out, const struct seam_signature *s, unsigned n)
{
	fprintf(out, "#[no_mangle]\npub unsafe extern \"%s\" fn seam_callee_%u(", conventions[s->convention], n);
	for (uint32_t a = 0; a < s->n_args; a++) {
		fprintf(out, "%s%sa%u: ", a ? ", " : "", is_aggregate(s->args[a]) ? "mut " : "", a);
		name(out, s->args[a]);
	}
	fputc(')', out);
	result(out, s);
	fputs(" {\n", out);
	if (s->n_args || s->result->kind != SEAM_VOID)
		fprintf(out, "\tlet s = slots(%u);\n", n);
	for (uint32_t a = 0; a < s->n_args; a++)
		store_argument(out, s, a);
	if (s->result->kind != SEAM_VOID) {
		fputs("\t(*s).ret.cast::<", out);
		name(out, s->result);
		fputs(">().read()\n", out);
	}
	fputs("}\n", out);
}

/* What a variadic argument must be converted to: Rust does not promote it. */
static const char *promoted(const struct seam_type *t)
{
	enum seam_kind kind = seam_emit_promoted(t->kind);

	return kind == t->kind ? NULL : kind == SEAM_INT ? "c_int" : "c_double";
}

static void caller(FILE *out, const struct seam_signature *s, unsigned n)
{
	fprintf(out,
	        "#[no_mangle]\npub unsafe extern \"C\" fn seam_caller_%u(f: unsafe extern \"C\" fn(), s: *const Slots) {\n",
	        n);
	fprintf(out, "\tlet f: unsafe extern \"%s\" fn(", conventions[s->convention]);
	for (uint32_t a = 0; a < s->n_fixed; a++) {
		fputs(a ? ", " : "", out);
		name(out, s->args[a]);
	}
	fputs(s->variadic ? ", ...)" : ")", out);
	result(out, s);
	fputs(" = transmute(f);\n\t", out);
	if (s->result->kind != SEAM_VOID) {
		fputs("(*s).ret.cast::<", out);
		name(out, s->result);
		fputs(">().write(", out);
	}
	fputs("f(", out);
	for (uint32_t a = 0; a < s->n_args; a++) {
		const char *as = a < s->n_fixed ? NULL : promoted(s->args[a]);

		fprintf(out, "%s(*(*s).arg.add(%u)).cast::<", a ? ", " : "", a);
		name(out, s->args[a]);
		fputs(">().read()", out);
		if (as)
			fprintf(out, " as %s", as);
	}
	fputs(s->result->kind == SEAM_VOID ? ");\n}\n" : "));\n}\n", out);
}

/* ---- what there is no word for ---- */

/* Whether something in it has an alignment of its own: none of that may stand in what is packed. */
static bool is_aligned_inside(const struct seam_type *t)
{
	if (t->kind == SEAM_ARRAY)
		return is_aligned_inside(t->element);
	if (t->aligned)
		return true;
	for (uint32_t m = 0; t->members && m < t->count; m++)
		if (t->members[m].aligned || is_aligned_inside(t->members[m].type))
			return true;
	return false;
}

static bool can_aggregate(const struct seam_type *t)
{
	if (t->kind == SEAM_UNION && !t->count)
		return false;
	for (uint32_t m = 0; m < t->count; m++)
		if (t->members[m].is_bit_field ||
		    (t->packed && (t->members[m].aligned || is_aligned_inside(t->members[m].type))))
			return false;
	return true;
}

static bool can_type(const struct seam_type *t)
{
	if (is_aggregate(t))
		return can_aggregate(t);
	return t->kind == SEAM_VOID || t->kind == SEAM_ARRAY || scalars[t->kind];
}

static unsigned can(const struct seam_signature *s)
{
	if (!conventions[s->convention])
		return 0;
	if (!s->variadic)
		return SEAM_EMIT_CALLEE | SEAM_EMIT_CALLER;
	return s->convention == SEAM_DEFAULT_CONVENTION || s->convention == SEAM_CDECL ? SEAM_EMIT_CALLER : 0;
}

const struct seam_emitter seam_emitter = { .ending = ".rs",
	                                   .can_type = can_type,
	                                   .can = can,
	                                   .begin = begin,
	                                   .type = type,
	                                   .callee = callee,
	                                   .caller = caller };
