/* objects.c - commits, blobs, tags and buffers. */
#include "peer.h"
#include <stdlib.h>
#include <string.h>

/* The object of this kind that `spec` names: libgit2's handle is the peer's. */
static int find(git_repository *repository, const char *spec, git_object_t kind, void **out)
{
	git_object *object, *peeled;
	int code = git_revparse_single(&object, repository, spec);
	if (code < 0)
		return outcome(code);
	code = git_object_peel(&peeled, object, kind);
	git_object_free(object);
	if (code == GIT_ENOTFOUND) /* there is such a thing, of another kind */
		code = GIT_EINVALIDSPEC;
	if (code == 0)
		*out = peeled;
	return outcome(code);
}

static void person_of(const git_signature *who, struct seam_git_person *out)
{
	*out = (struct seam_git_person){
		.name = who->name,
		.name_size = strlen(who->name),
		.email = who->email,
		.email_size = strlen(who->email),
		.when = who->when.time,
		.offset = who->when.offset,
	};
}

int commit_find(void *repository, const char *spec, void **commit)
{
	return find(repository, spec, GIT_OBJECT_COMMIT, commit);
}

int commit_message(void *commit, const char **message, size_t *size)
{
	*message = git_commit_message_raw(commit);
	*size = strlen(*message);
	return SEAM_OK;
}

int commit_author(void *commit, struct seam_git_person *out)
{
	person_of(git_commit_author(commit), out);
	return SEAM_OK;
}

void commit_free(void *commit)
{
	git_commit_free(commit);
}

int blob_find(void *repository, const char *spec, void **blob)
{
	return find(repository, spec, GIT_OBJECT_BLOB, blob);
}

int blob_content(void *blob, const char **content, size_t *size)
{
	*content = git_blob_rawcontent(blob);
	*size = (size_t)git_blob_rawsize(blob);
	return SEAM_OK;
}

void blob_free(void *blob)
{
	git_blob_free(blob);
}

int tag_find(void *repository, const char *name, void **tag)
{
	char reference[256] = "refs/tags/";
	size_t n = strlen(reference), m = strlen(name);
	if (n + m >= sizeof reference)
		return refused(SEAM_E_NOT_FOUND, "no tag has so long a name");
	memcpy(reference + n, name, m + 1);
	return find(repository, reference, GIT_OBJECT_TAG, tag);
}

int tag_message(void *tag, const char **message, size_t *size)
{
	*message = git_tag_message(tag);
	*size = *message ? strlen(*message) : 0;
	return SEAM_OK;
}

int tag_tagger(void *tag, struct seam_git_person *out)
{
	const git_signature *who = git_tag_tagger(tag);
	if (!who)
		return refused(SEAM_E_NOT_FOUND, "the tag has no tagger");
	person_of(who, out);
	return SEAM_OK;
}

void tag_free(void *tag)
{
	git_tag_free(tag);
}

/* A terminated copy for libgit2, which takes no lengths.  SEAM_E_NUL: it would be cut. */
static int terminated(const char *bytes, size_t size, char **out)
{
	if (size && memchr(bytes, '\0', size))
		return refused(SEAM_E_NUL, "a NUL within a text that libgit2 takes as terminated");
	*out = malloc(size + 1);
	if (!*out)
		return refused(SEAM_E_MEMORY, "no memory for a copy");
	if (size)
		memcpy(*out, bytes, size);
	(*out)[size] = '\0';
	return SEAM_OK;
}

static int create(git_repository *repository, const char *name, const char *email, const struct seam_git_person *when,
                  const char *message, struct seam_git_id *out)
{
	git_signature *who = NULL;
	void *tree = NULL;
	git_oid id;
	int code = git_signature_new(&who, name, email, when->when, when->offset);
	int rc = outcome(code);
	if (rc == SEAM_OK)
		rc = find(repository, "HEAD^{tree}", GIT_OBJECT_TREE, &tree);
	if (rc == SEAM_OK)
		rc = outcome(git_commit_create(&id, repository, NULL, who, who, NULL, message, tree, 0, NULL));
	if (rc == SEAM_OK)
		git_oid_tostr(out->hex, sizeof out->hex, &id);
	git_tree_free(tree);
	git_signature_free(who);
	return rc;
}

int commit_create(void *repository, const struct seam_git_person *person, const char *message, size_t size,
                  struct seam_git_id *out)
{
	char *name = NULL, *email = NULL, *text = NULL;
	int rc = terminated(person->name, person->name_size, &name);
	if (rc == SEAM_OK)
		rc = terminated(person->email, person->email_size, &email);
	if (rc == SEAM_OK)
		rc = terminated(message, size, &text);
	if (rc == SEAM_OK)
		rc = create(repository, name, email, person, text, out);
	free(text);
	free(email);
	free(name);
	return rc;
}

int blob_create(void *repository, const char *content, size_t size, struct seam_git_id *out)
{
	git_oid id;
	int rc = outcome(git_blob_create_from_buffer(&id, repository, content, size));
	if (rc == SEAM_OK)
		git_oid_tostr(out->hex, sizeof out->hex, &id);
	return rc;
}

int prettify(const char *message, size_t size, int strip, char **text, size_t *text_size)
{
	git_buf pretty = { 0 };
	char *terminated_message;
	int rc = terminated(message, size, &terminated_message);
	if (rc != SEAM_OK)
		return rc;
	rc = started() < 0 ? SEAM_E_FAILED : outcome(git_message_prettify(&pretty, terminated_message, strip, '#'));
	free(terminated_message);
	if (rc == SEAM_OK) {
		/* A buffer of the peer's own: libgit2's is given back to libgit2. */
		char *copy = malloc(pretty.size + 1);
		if (copy) {
			memcpy(copy, pretty.ptr, pretty.size);
			copy[pretty.size] = '\0';
			*text = copy;
			*text_size = pretty.size;
		} else {
			rc = refused(SEAM_E_MEMORY, "no memory for the result");
		}
		git_buf_dispose(&pretty);
	}
	return rc;
}

void bytes_free(char *text, size_t size)
{
	(void)size;
	free(text);
}
