/* mutants_never_crossed.c - texts that are freed, kept or cut where the sides must not touch. */
#include "ownership/planted.h"

#include <string.h>

static void inline_is_freed(struct seam_own_text *text)
{
	if (text && text->kind == SEAM_TEXT_INLINE)
		ORIGINAL->block_free(text->small, SEAM_TEXT_SMALL, 1);
	ORIGINAL->text_free(text);
}

static void text_left_as_it_was(struct seam_own_text *text)
{
	struct seam_own_text copy;

	if (!text)
		return;
	copy = *text;
	ORIGINAL->text_free(&copy);
}

static void size_left_as_it_was(struct seam_own_text *text)
{
	size_t size = text ? text->size : 0;

	ORIGINAL->text_free(text);
	if (text)
		text->size = size;
}

static int text_unterminated(const char *bytes, size_t size, struct seam_own_text *out)
{
	int rc = ORIGINAL->text_make(bytes, size, out);

	if (!rc && out->kind == SEAM_TEXT_INLINE)
		out->small[size] = 'x';
	return rc;
}

static int empty_is_null(const char *bytes, size_t size, struct seam_own_text *out)
{
	int rc = ORIGINAL->text_make(bytes, size, out);

	if (!rc && !size)
		out->bytes = NULL;
	return rc;
}

static int text_in_one_buffer(const char *bytes, size_t size, struct seam_own_text *out)
{
	static char buffer[200];

	if (!out || (!bytes && size))
		return SEAM_E_NULL;
	if (size >= sizeof buffer)
		return SEAM_E_MEMORY;
	if (size)
		memcpy(buffer, bytes, size);
	buffer[size] = '\0';
	*out = (struct seam_own_text){ .bytes = buffer, .size = size, .kind = SEAM_TEXT_STATIC };
	return SEAM_OK;
}

static int text_cut_at_nul(const char *bytes, size_t size, struct seam_own_text *out)
{
	const char *nul = size ? memchr(bytes, 0, size) : NULL;

	return ORIGINAL->text_make(bytes, nul ? (size_t)(nul - bytes) : size, out);
}

static int push_cut_at_nul(struct seam_own_list *list, const void *bytes, size_t size)
{
	const char *nul = size ? memchr(bytes, 0, size) : NULL;

	return ORIGINAL->list_push(list, bytes, nul ? (size_t)(nul - (const char *)bytes) : size);
}

static int push_frees_its_input(struct seam_own_list *list, const void *bytes, size_t size)
{
	int rc = ORIGINAL->list_push(list, bytes, size);

	if (!rc)
		free_lent((void *)(uintptr_t)bytes, size, 1);
	return rc;
}

static int push_wipes_its_input(struct seam_own_list *list, const void *bytes, size_t size)
{
	int rc = ORIGINAL->list_push(list, bytes, size);

	if (!rc)
		memset((void *)(uintptr_t)bytes, 0, size);
	return rc;
}

SEAM_MUTANTS(ownership, never_crossed) = {
	MUTANT(inline_is_freed, "never_crossed.texts", "plain", "crash", "SIGABRT", SEEN, text_free),
	MUTANT(text_left_as_it_was, "never_crossed.texts", "asan", "finding", "double-free", SEEN, text_free),
	MUTANT(size_left_as_it_was, "never_crossed.texts", "plain", "fail", "text->size", SILENT, text_free),
	MUTANT(text_unterminated, "never_crossed.texts", "plain", "fail", "text->bytes[size]", SILENT, text_make),
	MUTANT(empty_is_null, "never_crossed.empty_text", "plain", "fail", "text->bytes != NULL", SILENT, text_make),
	MUTANT(text_in_one_buffer, "never_crossed.apart", "plain", "fail", "text[j].bytes", SILENT, text_make),
	MUTANT(text_cut_at_nul, "never_crossed.counted", "plain", "fail", "text.bytes", SILENT, text_make),
	MUTANT(push_cut_at_nul, "never_crossed.counted", "plain", "fail", "bytes", SILENT, list_push),
	MUTANT(push_frees_its_input, "never_crossed.inputs", "plain", "fail", "never gave out", SILENT, list_push),
	MUTANT(push_wipes_its_input, "never_crossed.inputs", "plain", "fail", "in_static", SILENT, list_push),
	SEAM_NO_MORE_MUTANTS
};
