/* mutants_padding.c - padding that is sent as data. */
#include "layout/planted.h"

#include <string.h>

static int emit_copy(const char *mutated, size_t n, const char *type, const void *object, void *bytes, size_t size)
{
	int rc = O->emit(type, object, bytes, size);

	if (rc == 0 && is(type, mutated))
		memcpy(bytes, object, n);
	return rc;
}

#define EMIT_COPY(T)                                                                                 \
	static int emit_copy_##T(const char *type, const void *object, void *bytes, size_t size)     \
	{                                                                                            \
		return emit_copy(#T, sizeof(struct seam_##T), type, object, bytes, size);            \
	}
EMIT_COPY(fixed12)
EMIT_COPY(fixed24)
EMIT_COPY(nested)
EMIT_COPY(signature)

/* What an earlier owner of the peer's memory left. */
static int emit_stale(const char *type, const void *object, void *bytes, size_t size)
{
	int rc = O->emit(type, object, bytes, size);

	if (rc == 0 && is(type, "fixed12"))
		put(bytes, 1, 's');
	return rc;
}

static int emit_clears_buffer(const char *type, const void *object, void *bytes, size_t size)
{
	memset(bytes, 0, size);
	return O->emit(type, object, bytes, size);
}

static int emit_whatever_the_size(const char *type, const void *object, void *bytes, size_t size)
{
	(void)size;
	return O->emit(type, object, bytes, 128);
}

SEAM_MUTANTS(layout, padding) = {
	SILENT("padding_is_not_data.fixed12", emit, emit_copy_fixed12, "bytes")
	SILENT("padding_is_not_data.fixed12", emit, emit_stale, "bytes")
	SILENT("padding_is_not_data.fixed24", emit, emit_copy_fixed24, "bytes")
	SILENT("padding_is_not_data.nested", emit, emit_copy_nested, "bytes")
	SILENT("padding_is_not_data.signature", emit, emit_copy_signature, "bytes")
	SILENT("padding_is_not_data.space", emit, emit_whatever_the_size, "SEAM_E_SPACE")
	SILENT("padding_is_not_data.odd_address", emit, emit_clears_buffer, "seam_untouched")
	SEAM_NO_MORE_MUTANTS
};
