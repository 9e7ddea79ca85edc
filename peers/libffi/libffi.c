/*
 * libffi.c - the peer `libffi`: functions that libffi makes, and calls that libffi does, at run time.
 *
 * All that its types can say is said: scalars, complex numbers, structs of these, arrays in structs (their elements written
 * out, as libffi's manual has it), variadic calls and functions, and the conventions that it knows here.  Unions, bit-fields,
 * packed and over-aligned types, vectors, _Float16, types of size 0 and, before libffi 3.6, __int128 have no honest
 * description: unsupported.
 */
#include <calls/calls.h>

#include <ffi.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const struct seam_host *host;

/* ---- types ---- */

#define SIGNED(type)                                                                                                   \
	(sizeof(type) == 1 ? &ffi_type_sint8                                                                           \
	 : sizeof(type) == 2 ? &ffi_type_sint16                                                                        \
	 : sizeof(type) == 4 ? &ffi_type_sint32                                                                        \
			     : &ffi_type_sint64)
#define UNSIGNED(type)                                                                                                 \
	(sizeof(type) == 1 ? &ffi_type_uint8                                                                           \
	 : sizeof(type) == 2 ? &ffi_type_uint16                                                                        \
	 : sizeof(type) == 4 ? &ffi_type_uint32                                                                        \
			     : &ffi_type_uint64)
#define EITHER(type) ((type)-1 < (type)1 ? SIGNED(type) : UNSIGNED(type))

/* libffi's type of a scalar or complex number; NULL when it has none. */
static ffi_type *basic_type(const struct seam_type *type)
{
	switch (type->kind) {
	case SEAM_VOID: return &ffi_type_void;
	case SEAM_BOOL: return UNSIGNED(_Bool);
	case SEAM_CHAR: return EITHER(char);
	case SEAM_SCHAR: return &ffi_type_schar;
	case SEAM_UCHAR: return &ffi_type_uchar;
	case SEAM_SHORT: return &ffi_type_sshort;
	case SEAM_USHORT: return &ffi_type_ushort;
	case SEAM_INT: return &ffi_type_sint;
	case SEAM_UINT: return &ffi_type_uint;
	case SEAM_LONG: return &ffi_type_slong;
	case SEAM_ULONG: return &ffi_type_ulong;
	case SEAM_LLONG: return SIGNED(long long);
	case SEAM_ULLONG: return UNSIGNED(unsigned long long);
	case SEAM_PTRDIFF: return SIGNED(ptrdiff_t);
	case SEAM_SIZE: return UNSIGNED(size_t);
	case SEAM_INTPTR: return SIGNED(intptr_t);
	case SEAM_UINTPTR: return UNSIGNED(uintptr_t);
	case SEAM_INTMAX: return SIGNED(intmax_t);
	case SEAM_UINTMAX: return UNSIGNED(uintmax_t);
	case SEAM_WCHAR: return EITHER(wchar_t);
	case SEAM_CHAR16: return UNSIGNED(uint_least16_t);
	case SEAM_CHAR32: return UNSIGNED(uint_least32_t);
	case SEAM_INT8: return &ffi_type_sint8;
	case SEAM_INT16: return &ffi_type_sint16;
	case SEAM_INT32: return &ffi_type_sint32;
	case SEAM_INT64: return &ffi_type_sint64;
	case SEAM_UINT8: return &ffi_type_uint8;
	case SEAM_UINT16: return &ffi_type_uint16;
	case SEAM_UINT32: return &ffi_type_uint32;
	case SEAM_UINT64: return &ffi_type_uint64;
	case SEAM_ENUM_SIGNED: return &ffi_type_sint;
	case SEAM_ENUM_UNSIGNED: return &ffi_type_uint;
	case SEAM_FLOAT32: return &ffi_type_float;
	case SEAM_FLOAT64: return &ffi_type_double;
	case SEAM_LDOUBLE: return &ffi_type_longdouble;
	case SEAM_DATA_POINTER:
	case SEAM_FUNCTION_POINTER: return &ffi_type_pointer;
#ifdef FFI_TARGET_HAS_INT128
	case SEAM_INT128: return &ffi_type_sint128;
	case SEAM_UINT128: return &ffi_type_uint128;
#endif
#ifdef FFI_TARGET_HAS_COMPLEX_TYPE
	case SEAM_COMPLEX:
		return type->element->kind == SEAM_FLOAT32   ? &ffi_type_complex_float
		       : type->element->kind == SEAM_FLOAT64 ? &ffi_type_complex_double
							     : &ffi_type_complex_longdouble;
#endif
	default: return NULL;
	}
}

/* As how many elements a member is written out; 0 when it cannot be, nor the struct. */
static size_t elements_of(const struct seam_type *type)
{
	size_t elements = 1;

	for (; type->kind == SEAM_ARRAY; type = type->element)
		elements *= type->count;
	return elements;
}

static const struct seam_type *innermost(const struct seam_type *type)
{
	while (type->kind == SEAM_ARRAY)
		type = type->element;
	return type;
}

/* The bytes that describe a type; false when there is no honest description. */
static bool describable(const struct seam_type *type, size_t *bytes)
{
	size_t elements = 0;

	if (type->kind != SEAM_STRUCT)
		return basic_type(type) != NULL;
	if (type->packed || type->aligned || !type->count)
		return false;
	for (uint32_t i = 0; i < type->count; i++) {
		const struct seam_member *member = &type->members[i];

		if (member->is_bit_field || member->aligned || !elements_of(member->type) ||
		    !describable(innermost(member->type), bytes))
			return false;
		elements += elements_of(member->type);
	}
	*bytes += sizeof(ffi_type) + (elements + 1) * sizeof(ffi_type *);
	return true;
}

/* Describes a type that is describable, in the memory at *free, which moves on.  libffi lays the struct out itself. */
static ffi_type *describe(const struct seam_type *type, unsigned char **free)
{
	ffi_type *struct_type, **element;
	size_t elements = 0;

	if (type->kind != SEAM_STRUCT)
		return basic_type(type);
	for (uint32_t i = 0; i < type->count; i++)
		elements += elements_of(type->members[i].type);
	struct_type = (void *)*free;
	element = (void *)(struct_type + 1);
	*free = (void *)(element + elements + 1);
	*struct_type = (ffi_type){ .type = FFI_TYPE_STRUCT, .elements = element };
	for (uint32_t i = 0; i < type->count; i++) {
		const struct seam_type *member = type->members[i].type;
		ffi_type *inner = describe(innermost(member), free);

		for (size_t n = elements_of(member); n > 0; n--)
			*element++ = inner;
	}
	*element = NULL;
	return struct_type;
}

/* C's default promotions of variadic arguments, which are the caller's to do and libffi refuses to do. */
static ffi_type *promoted_type(ffi_type *type)
{
	switch (type->type) {
	case FFI_TYPE_FLOAT: return &ffi_type_double;
	case FFI_TYPE_UINT8:
	case FFI_TYPE_SINT8:
	case FFI_TYPE_UINT16:
	case FFI_TYPE_SINT16: return &ffi_type_sint;
	default: return type;
	}
}

static bool abi_of(enum seam_convention convention, ffi_abi *abi)
{
	*abi = FFI_DEFAULT_ABI;
	switch (convention) {
	case SEAM_DEFAULT_CONVENTION:
	case SEAM_CDECL: return true;
#if defined(__i386__)
	case SEAM_STDCALL: *abi = FFI_STDCALL; return true;
	case SEAM_FASTCALL: *abi = FFI_FASTCALL; return true;
	case SEAM_THISCALL: *abi = FFI_THISCALL; return true;
#elif defined(__x86_64__) && defined(_WIN32)
	case SEAM_MS: return true;
#elif defined(__x86_64__)
	case SEAM_MS: *abi = FFI_GNUW64; return true;
	case SEAM_SYSV: *abi = FFI_UNIX64; return true;
#endif
	default: return false;
	}
}

/* ---- values ---- */

/* A result in libffi's hands: an integer that is narrower than ffi_arg is read and written as a whole one. */
union small_result {
	ffi_arg integer;
	unsigned char bytes[sizeof(ffi_arg)];
};

static void store_small(const ffi_type *type, void *slot, const union small_result *result)
{
	switch (type->type) {
	case FFI_TYPE_UINT8:
	case FFI_TYPE_SINT8: *(uint8_t *)slot = (uint8_t)result->integer; break;
	case FFI_TYPE_UINT16:
	case FFI_TYPE_SINT16: *(uint16_t *)slot = (uint16_t)result->integer; break;
	case FFI_TYPE_UINT32:
	case FFI_TYPE_SINT32: *(uint32_t *)slot = (uint32_t)result->integer; break;
	default: memcpy(slot, result->bytes, type->size);
	}
}

static void load_result(const ffi_type *type, void *result, const void *slot)
{
	switch (type->type) {
	case FFI_TYPE_VOID: break;
	case FFI_TYPE_UINT8: *(ffi_arg *)result = *(const uint8_t *)slot; break;
	case FFI_TYPE_SINT8: *(ffi_sarg *)result = *(const int8_t *)slot; break;
	case FFI_TYPE_UINT16: *(ffi_arg *)result = *(const uint16_t *)slot; break;
	case FFI_TYPE_SINT16: *(ffi_sarg *)result = *(const int16_t *)slot; break;
	case FFI_TYPE_UINT32: *(ffi_arg *)result = *(const uint32_t *)slot; break;
	case FFI_TYPE_SINT32: *(ffi_sarg *)result = *(const int32_t *)slot; break;
	default: memcpy(result, slot, type->size);
	}
}

union promoted {
	int integer;
	double number;
};

static void promote(const ffi_type *type, const void *slot, union promoted *value)
{
	switch (type->type) {
	case FFI_TYPE_FLOAT: value->number = *(const float *)slot; break;
	case FFI_TYPE_UINT8: value->integer = *(const uint8_t *)slot; break;
	case FFI_TYPE_SINT8: value->integer = *(const int8_t *)slot; break;
	case FFI_TYPE_UINT16: value->integer = *(const uint16_t *)slot; break;
	case FFI_TYPE_SINT16: value->integer = *(const int16_t *)slot; break;
	}
}

/* From a value as it was passed, which may be aligned to a stack slot only. */
static void demote(const ffi_type *type, void *slot, const void *passed)
{
	union promoted value;

	memcpy(&value, passed, type->type == FFI_TYPE_FLOAT ? sizeof value.number : sizeof value.integer);
	switch (type->type) {
	case FFI_TYPE_FLOAT: *(float *)slot = (float)value.number; break;
	case FFI_TYPE_UINT8:
	case FFI_TYPE_SINT8: *(uint8_t *)slot = (uint8_t)value.integer; break;
	case FFI_TYPE_UINT16:
	case FFI_TYPE_SINT16: *(uint16_t *)slot = (uint16_t)value.integer; break;
	}
}

/* ---- signatures ---- */

/* What is kept of a signature, in one block; the arrays have an entry for each argument. */
struct prepared {
	ffi_cif cif;
	struct function *functions;
	ffi_type **written;       /* as the signature has them                                        */
	ffi_type **passed;        /* variadic ones promoted                                           */
	ffi_type *result;
	union promoted *promoted; /* their values                                                     */
	void **values;            /* ffi_call's to change: it copies large structs and says so in here */
};

/* A closure, and whose it is. */
struct function {
	struct function *next;
	const struct prepared *prepared;
	struct seam_slots *slots;
	ffi_closure *closure;
};

static bool describable_signature(const struct seam_signature *sig, size_t *bytes)
{
	for (uint32_t i = 0; i < sig->n_args; i++)
		if (!describable(sig->args[i], bytes))
			return false;
	return describable(sig->result, bytes);
}

static void describe_signature(const struct seam_signature *sig, struct prepared *p)
{
	const size_t n = sig->n_args;
	unsigned char *free;

	p->promoted = (void *)(p + 1);
	p->values = (void *)(p->promoted + n);
	p->written = (void *)(p->values + n);
	p->passed = p->written + n;
	free = (void *)(p->passed + n);
	for (size_t i = 0; i < n; i++) {
		p->written[i] = describe(sig->args[i], &free);
		p->passed[i] = i < sig->n_fixed ? p->written[i] : promoted_type(p->written[i]);
	}
	p->result = describe(sig->result, &free);
}

static ffi_status prepare_cif(const struct seam_signature *sig, ffi_abi abi, struct prepared *p)
{
	if (sig->variadic)
		return ffi_prep_cif_var(&p->cif, abi, sig->n_fixed, sig->n_args, p->result, p->passed);
	return ffi_prep_cif(&p->cif, abi, sig->n_args, p->result, p->passed);
}

static int prepare(const struct seam_signature *sig, struct prepared **out)
{
	size_t bytes = sizeof **out + sig->n_args * (2 * sizeof(ffi_type *) + sizeof(void *) + sizeof(union promoted));
	struct prepared *p = *sig->own;
	ffi_status status;
	ffi_abi abi;

	*out = p;
	if (p)
		return 0;
	if (!abi_of(sig->convention, &abi) || !describable_signature(sig, &bytes))
		return SEAM_E_UNSUPPORTED;
	if (!(p = calloc(1, bytes)))
		return SEAM_E_MEMORY;
	describe_signature(sig, p);
	if ((status = prepare_cif(sig, abi, p)) != FFI_OK) {
		host->log(host, status == FFI_BAD_TYPEDEF ? "libffi: FFI_BAD_TYPEDEF"
				: status == FFI_BAD_ABI   ? "libffi: FFI_BAD_ABI"
							  : "libffi: the signature is refused");
		free(p);
		return SEAM_E_FAILED;
	}
	*sig->own = *out = p;
	return 0;
}

/* ---- the ops ---- */

static void called(ffi_cif *cif, void *result, void **args, void *own)
{
	const struct function *function = own;
	const struct prepared *p = function->prepared;

	for (unsigned i = 0; i < cif->nargs; i++) {
		if (p->passed[i] != p->written[i])
			demote(p->written[i], function->slots->arg[i], args[i]);
		else
			memcpy(function->slots->arg[i], args[i], p->written[i]->size);
	}
	load_result(p->result, result, function->slots->ret);
}

static int callee(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out)
{
	struct function *function;
	struct prepared *p;
	void *code = NULL;
	int rc = prepare(sig, &p);

	if (rc != 0)
		return rc;
	if (!(function = malloc(sizeof *function)))
		return SEAM_E_MEMORY;
	*function = (struct function){ .prepared = p, .slots = slots };
	if (!(function->closure = ffi_closure_alloc(sizeof *function->closure, &code))) {
		free(function);
		return SEAM_E_MEMORY;
	}
	if (ffi_prep_closure_loc(function->closure, &p->cif, called, function, code) != FFI_OK) {
		host->log(host, "libffi: no closure for this signature");
		ffi_closure_free(function->closure);
		free(function);
		return SEAM_E_FAILED;
	}
	function->next = p->functions;
	p->functions = function;
	memcpy(out, &code, sizeof *out);
	return 0;
}

static int caller(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots)
{
	union small_result small;
	struct prepared *p;
	bool is_small;
	int rc = prepare(sig, &p);

	if (rc != 0)
		return rc;
	for (uint32_t i = 0; i < sig->n_args; i++) {
		p->values[i] = slots->arg[i];
		if (p->passed[i] != p->written[i]) {
			promote(p->written[i], slots->arg[i], &p->promoted[i]);
			p->values[i] = &p->promoted[i];
		}
	}
	is_small = p->result->type != FFI_TYPE_VOID && p->result->size < sizeof(ffi_arg);
	ffi_call(&p->cif, fn, is_small ? &small : slots->ret, p->values);
	if (is_small)
		store_small(p->result, slots->ret, &small);
	return 0;
}

static void release(const struct seam_signature *sig)
{
	struct prepared *p = *sig->own;
	struct function *next;

	if (!p)
		return;
	for (struct function *function = p->functions; function; function = next) {
		next = function->next;
		ffi_closure_free(function->closure);
		free(function);
	}
	free(p);
	*sig->own = NULL;
}

static int layout(const struct seam_type *type, struct seam_layout_of *out)
{
	size_t bytes = 0, element = 0, *offset;
	unsigned char *block, *free_bytes;
	ffi_type *described;
	ffi_status status;

	if (type->kind != SEAM_STRUCT || !describable(type, &bytes))
		return SEAM_E_UNSUPPORTED;
	/* Each element took a pointer there, so that there is room for an offset each. */
	if (!(block = malloc(bytes)) || !(offset = malloc(bytes))) {
		free(block);
		return SEAM_E_MEMORY;
	}
	free_bytes = block;
	described = describe(type, &free_bytes);
	status = ffi_get_struct_offsets(FFI_DEFAULT_ABI, described, offset);
	out->size = (uint32_t)described->size;
	out->align = described->alignment;
	for (uint32_t i = 0; i < type->count; i++) {
		out->offset[i] = (uint32_t)offset[element];
		element += elements_of(type->members[i].type);
	}
	free(offset);
	free(block);
	return status == FFI_OK ? 0 : SEAM_E_FAILED;
}

/* ---- the table ---- */

const struct seam_peer *seam_peer_open(const struct seam_host *lent)
{
	static const struct seam_calls calls = { callee, caller, release, layout };
	static const struct seam_offer offers[] = { { "calls", sizeof calls, &calls } };
	static struct seam_peer peer = {
		.abi = SEAM_ABI,
		.size = sizeof peer,
		.name = "libffi",
		.language = "C",
		/* Of its headers: before 3.5 the library does not know its version. */
		.toolchain = "libffi " LIBFFI_VERSION,
		.offers = offers,
		.n_offers = sizeof offers / sizeof offers[0],
	};

#ifdef FFI_VERSION_STRING
	static char version[40] = "libffi ";

	peer.toolchain = strncat(version, ffi_get_version(), sizeof version - sizeof "libffi ");
#endif
	host = lent;
	return &peer;
}
