/* What a signature asks of a platform: types and conventions that not every one has. */
#include <calls/list.h>
#include <string.h>

static const char *const names[] = { "int128", "float16", "ldouble", "complex",  "vector",   "ms",
	                             "sysv",   "cdecl",   "stdcall", "fastcall", "thiscall", "vectorcall" };

unsigned calls_feature(const char *name)
{
	for (unsigned n = 0; n < sizeof names / sizeof *names; n++)
		if (strcmp(name, names[n]) == 0)
			return 1u << n;
	return 0;
}

static unsigned of_kind(enum seam_kind kind)
{
	switch (kind) {
	case SEAM_INT128:
	case SEAM_UINT128: return CALLS_HAS_INT128;
	case SEAM_FLOAT16: return CALLS_HAS_FLOAT16;
	case SEAM_LDOUBLE: return CALLS_HAS_LDOUBLE;
	case SEAM_COMPLEX: return CALLS_HAS_COMPLEX;
	case SEAM_VECTOR: return CALLS_HAS_VECTOR;
	default: return 0;
	}
}

unsigned calls_needs(const struct seam_signature *signature)
{
	size_t count;
	struct seam_type *const *types = seam_signature_types(signature, &count);
	unsigned needs = calls_feature(seam_convention_name(signature->convention));

	for (size_t n = 0; n < count; n++) {
		needs |= of_kind(types[n]->kind);
		if (types[n]->element)
			needs |= of_kind(types[n]->element->kind);
	}
	return needs;
}
