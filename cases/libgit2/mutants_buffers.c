/* mutants_buffers.c - libgit2's buffers: terminators, NULs, one for all, never freed. */
#include "libgit2/planted.h"

#include <string.h>

static int terminator_counted(const char *message, size_t size, int strip, char **text, size_t *text_size)
{
	int rc = O->prettify(message, size, strip, text, text_size);
	++*text_size;
	return rc;
}

static int null_for_empty(const char *message, size_t size, int strip, char **text, size_t *text_size)
{
	int rc = O->prettify(message, size, strip, text, text_size);
	if (rc == SEAM_OK && !*text_size) {
		O->bytes_free(*text, 0);
		*text = NULL;
	}
	return rc;
}

static int prettify_cut(const char *message, size_t size, int strip, char **text, size_t *text_size)
{
	const char *end = size ? memchr(message, '\0', size) : NULL;
	return O->prettify(message, end ? (size_t)(end - message) : size, strip, text, text_size);
}

static int one_buffer(const char *message, size_t size, int strip, char **text, size_t *text_size)
{
	static char *kept;
	char *fresh;
	int rc = O->prettify(message, size, strip, &fresh, text_size);
	if (rc != SEAM_OK)
		return rc;
	if (!kept)
		kept = fresh;
	else
		O->bytes_free(fresh, *text_size);
	*text = kept;
	return rc;
}

static int nothing_special(const char *message, size_t size, int strip, char **text, size_t *text_size)
{
	int rc = O->prettify(message, size, strip, text, text_size);
	return rc == SEAM_E_MEMORY ? SEAM_E_FAILED : rc;
}

static void never_freed(char *text, size_t size)
{
	(void)text, (void)size;
}

SEAM_MUTANTS(libgit2, buffers) = {
	M("terminator_counted", "buffers.prettify", "text", true, prettify, terminator_counted),
	IN("asan", "finding", "never_freed", "buffers.prettify", "leak", bytes_free, never_freed),
	M("null_for_empty", "buffers.empty", "text != NULL", true, prettify, null_for_empty),
	M("prettify_cut", "buffers.nul", "SEAM_E_NUL", true, prettify, prettify_cut),
	M("one_buffer", "buffers.two", "a != b", true, prettify, one_buffer),
	M("nothing_special", "memory.starved", "SEAM_E_MEMORY", true, prettify, nothing_special),
	SEAM_NO_MORE_MUTANTS
};
