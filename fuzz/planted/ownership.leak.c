/*
 * Bytes of one certain size are not given back.
 *
 * Found as: detected memory leaks
 */
#include "planted.h"
#include "ownership/ownership.h"

static void free_text(struct seam_own_text *text)
{
	if (text && text->kind == SEAM_TEXT_HEAP && text->size == 33) {
		text->kind = SEAM_TEXT_NONE;
		text->bytes = NULL;
		text->size = 0;
	}
	ORIGINAL(ownership)->text_free(text);
}

void plant(void)
{
	PLANTED(ownership)->text_free = free_text;
}
