/* mutants_round_trip.c - text and content that is decoded, cut or made up when it is written to the repository. */
#include "libgit2/planted.h"

#include <string.h>

static char scratch[4096];

typedef int create(void *, const struct seam_git_person *, const char *, size_t, struct seam_git_id *);

static create lossy_write, newline_written, placeholder, cut_at_nul, unterminated, epoch;

static int lossy_write(void *r, const struct seam_git_person *who, const char *message, size_t size,
                       struct seam_git_id *id)
{
	question_marks(&message, size);
	return O->commit_create(r, who, message, size, id);
}

static int newline_written(void *r, const struct seam_git_person *who, const char *message, size_t size,
                           struct seam_git_id *id)
{
	memcpy(scratch, message, size);
	scratch[size] = '\n';
	return O->commit_create(r, who, scratch, size + 1, id);
}

static int placeholder(void *r, const struct seam_git_person *who, const char *message, size_t size,
                       struct seam_git_id *id)
{
	return size ? O->commit_create(r, who, message, size, id) : O->commit_create(r, who, "(none)", 6, id);
}

static int cut_at_nul(void *r, const struct seam_git_person *who, const char *message, size_t size,
                      struct seam_git_id *id)
{
	struct seam_git_person cut = *who;
	const char *end = size ? memchr(message, '\0', size) : NULL;
	if (memchr(who->name, '\0', who->name_size))
		cut.name_size = strlen(who->name);
	if (memchr(who->email, '\0', who->email_size))
		cut.email_size = strlen(who->email);
	return O->commit_create(r, &cut, message, end ? (size_t)(end - message) : size, id);
}

static int unterminated(void *r, const struct seam_git_person *who, const char *message, size_t size,
                        struct seam_git_id *id)
{
	volatile const char *end = message;
	while (*end)
		end++;
	return O->commit_create(r, who, message, size, id);
}

static int epoch(void *r, const struct seam_git_person *who, const char *message, size_t size, struct seam_git_id *id)
{
	struct seam_git_person early = *who;
	early.when = 0;
	return O->commit_create(r, &early, message, size, id);
}

static int blob_as_string(void *repository, const char *content, size_t size, struct seam_git_id *id)
{
	const char *end = size ? memchr(content, '\0', size) : NULL;
	return O->blob_create(repository, content, end ? (size_t)(end - content) : size, id);
}

static int no_empty_blob(void *repository, const char *content, size_t size, struct seam_git_id *id)
{
	return size ? O->blob_create(repository, content, size, id) : SEAM_E_NULL;
}

SEAM_MUTANTS(libgit2, round_trip) = {
	M("lossy_write", "round_trip.commit_latin1", "written", true, commit_create, lossy_write),
	M("newline_written", "round_trip.commit_utf8", "written", true, commit_create, newline_written),
	IN("plain", "crash", "unterminated", "round_trip.commit_utf8", "SIG", commit_create, unterminated),
	M("placeholder", "round_trip.commit_empty", "written", true, commit_create, placeholder),
	M("cut_at_nul", "round_trip.commit_nul", "SEAM_E_NUL", true, commit_create, cut_at_nul),
	M("blob_as_string", "round_trip.blob_nul", "rawcontent", true, blob_create, blob_as_string),
	M("no_empty_blob", "round_trip.blob_empty", "SEAM_OK", true, blob_create, no_empty_blob),
	M("epoch", "documented.time", "when.time", true, commit_create, epoch),
	SEAM_NO_MORE_MUTANTS
};
