/* mutants_text.c - text and content of the repository that is decoded, cut or made up when it is read. */
#include "libgit2/planted.h"

#include <string.h>

static char scratch[4096];

static int lossy_message(void *commit, const char **message, size_t *size)
{
	int rc = O->commit_message(commit, message, size);
	question_marks(message, *size);
	return rc;
}

static int no_size_for_empty(void *commit, const char **message, size_t *size)
{
	size_t n = 0;
	int rc = O->commit_message(commit, message, &n);
	if (n)
		*size = n;
	return rc;
}

static int newline_added(void *commit, const char **message, size_t *size)
{
	int rc = O->commit_message(commit, message, size);
	if (*size && (*message)[*size - 1] != '\n') {
		memcpy(scratch, *message, *size);
		scratch[(*size)++] = '\n';
		*message = scratch;
	}
	return rc;
}

static int time_of_32_bits(void *commit, struct seam_git_person *out)
{
	int rc = O->commit_author(commit, out);
	out->when = (int32_t)out->when;
	return rc;
}

static int lossy_author(void *commit, struct seam_git_person *out)
{
	int rc = O->commit_author(commit, out);
	question_marks(&out->name, out->name_size);
	return rc;
}

static int content_as_string(void *blob, const char **content, size_t *size)
{
	int rc = O->blob_content(blob, content, size);
	*size = strlen(*content);
	return rc;
}

static int never_empty(void *blob, const char **content, size_t *size)
{
	int rc = O->blob_content(blob, content, size);
	if (!*size) {
		*content = "\n";
		*size = 1;
	}
	return rc;
}

static int first_word(void *tag, const char **message, size_t *size)
{
	int rc = O->tag_message(tag, message, size);
	if (*message && strchr(*message, ' '))
		*size = (size_t)(strchr(*message, ' ') - *message);
	return rc;
}

static int empty_for_null(void *tag, const char **message, size_t *size)
{
	int rc = O->tag_message(tag, message, size);
	if (!*message)
		*message = "";
	return rc;
}

static int null_and_empty_confused(void *tag, const char **message, size_t *size)
{
	int rc = O->tag_message(tag, message, size);
	if (!*size)
		*message = *message ? NULL : "";
	return rc;
}

static int nobody(void *tag, struct seam_git_person *out)
{
	int rc = O->tag_tagger(tag, out);
	if (rc == SEAM_E_NOT_FOUND)
		*out = (struct seam_git_person){ "", 0, "", 0, 0, 0 };
	return SEAM_OK;
}

static int decoded_path(const char *path, void **out)
{
	char decoded[4096] = "";
	for (size_t i = 0; path[i] && i < sizeof decoded - 1; i++)
		decoded[i] = (unsigned char)path[i] > 0x7f ? '?' : path[i];
	return O->open(decoded, out);
}

SEAM_MUTANTS(libgit2, text) = {
	M("lossy_message", "text.message_latin1", "text", true, commit_message, lossy_message),
	M("no_size_for_empty", "text.message_empty", "text", true, commit_message, no_size_for_empty),
	M("newline_added", "text.message_no_newline", "text", true, commit_message, newline_added),
	M("time_of_32_bits", "text.author", "when", true, commit_author, time_of_32_bits),
	M("lossy_author", "text.author", "who->name", true, commit_author, lossy_author),
	M("content_as_string", "text.blob_nul", "content", true, blob_content, content_as_string),
	M("never_empty", "text.blob_empty", "content", true, blob_content, never_empty),
	M("first_word", "tags.message", "size", true, tag_message, first_word),
	M("empty_for_null", "tags.without_message", "text == NULL", true, tag_message, empty_for_null),
	M("null_and_empty_confused", "tags.empty_message", "text == NULL", true, tag_message, null_and_empty_confused),
	M("nobody", "tags.tagger", "SEAM_E_NOT_FOUND", true, tag_tagger, nobody),
	M("decoded_path", "text.path", "SEAM_OK", true, open, decoded_path),
	SEAM_NO_MORE_MUTANTS
};
