/* mutants_odb.c - bindings that stand between libgit2 and the host's object database, and are wrong about it. */
#include "libgit2/edition.h"
#include "libgit2/planted.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* The host's store, wrapped. */
struct between {
	struct seam_git_store is;
	bool failed;
};

static int pass_read(void *payload, const char *id, int32_t *type, const char **content, size_t *size)
{
	struct between *b = (struct between *)payload;
	return b->is.read(b->is.payload, id, type, content, size);
}

static int pass_exists(void *payload, const char *id)
{
	struct between *b = (struct between *)payload;
	return b->is.exists(b->is.payload, id);
}

static void pass_free(void *payload)
{
	struct between *b = (struct between *)payload;
	if (b->is.free)
		b->is.free(b->is.payload);
	free(b);
}

/* A wrapper that passes everything on; its member `read` is another one for most. */
static int put(void *repository, const struct seam_git_store *store, int32_t priority,
               int (*read)(void *, const char *, int32_t *, const char **, size_t *))
{
	struct between *b = (struct between *)malloc(sizeof *b);
	*b = (struct between){ .is = *store };
	const struct seam_git_store wrapped = {
		.payload = b, .read = read, .exists = store->exists ? pass_exists : NULL, .free = pass_free
	};
	return O->odb_backend(repository, &wrapped, priority);
}

#define WITH_READ(name, read)                                                                                          \
	static int name(void *repository, const struct seam_git_store *store, int32_t priority)                        \
	{                                                                                                              \
		return put(repository, store, priority, read);                                                         \
	}

static int read_to_nul(void *payload, const char *id, int32_t *type, const char **content, size_t *size)
{
	int code = pass_read(payload, id, type, content, size);
	if (!code)
		*size = strnlen(*content, *size);
	return code;
}
WITH_READ(cut_at_nul, read_to_nul)

/* "Not a truthy result": no bytes are taken for nothing. */
static int read_bytes(void *payload, const char *id, int32_t *type, const char **content, size_t *size)
{
	int code = pass_read(payload, id, type, content, size);
	return code || *size ? code : -1;
}
WITH_READ(needs_bytes, read_bytes)

static int read_blobs(void *payload, const char *id, int32_t *type, const char **content, size_t *size)
{
	int code = pass_read(payload, id, type, content, size);
	if (!code)
		*type = GIT_OBJECT_BLOB;
	return code;
}
WITH_READ(always_a_blob, read_blobs)

static int read_or_fail(void *payload, const char *id, int32_t *type, const char **content, size_t *size)
{
	return pass_read(payload, id, type, content, size) ? -1 : 0;
}
WITH_READ(not_found_is_a_failure, read_or_fail)

static int first_of_all(void *repository, const struct seam_git_store *store, int32_t priority)
{
	(void)priority;
	return O->odb_backend(repository, store, 1000);
}

static int read_or_minus_1(void *payload, const char *id, int32_t *type, const char **content, size_t *size)
{
	int code = pass_read(payload, id, type, content, size);
	return code && code != GIT_ENOTFOUND ? -1 : code;
}
WITH_READ(forgets_the_number, read_or_minus_1)

static int read_or_not_found(void *payload, const char *id, int32_t *type, const char **content, size_t *size)
{
	return pass_read(payload, id, type, content, size) ? GIT_ENOTFOUND : 0;
}
WITH_READ(any_failure_is_not_found, read_or_not_found)

static int read_or_user(void *payload, const char *id, int32_t *type, const char **content, size_t *size)
{
	return pass_read(payload, id, type, content, size) ? GIT_EUSER : 0;
}
WITH_READ(failure_for_not_found, read_or_user)

/* Mends what is not the id's. */
static int read_mended(void *payload, const char *id, int32_t *type, const char **content, size_t *size)
{
	static const char right[] = "\0from the host\0\xff\n";
	int code = pass_read(payload, id, type, content, size);
	if (!code && *size == sizeof right - 1 && memcmp(*content, right, *size))
		*content = right;
	return code;
}
WITH_READ(another_content, read_mended)

static int never_freed(void *repository, const struct seam_git_store *store, int32_t priority)
{
	struct seam_git_store kept = *store;
	kept.free = NULL;
	return O->odb_backend(repository, &kept, priority);
}

static int freed_at_once(void *repository, const struct seam_git_store *store, int32_t priority)
{
	int rc = never_freed(repository, store, priority);
	if (store->free)
		store->free(store->payload);
	return rc;
}

/* One store is kept for all that are added. */
static struct seam_git_store only;

static int read_of_only(void *payload, const char *id, int32_t *type, const char **content, size_t *size)
{
	(void)payload;
	return only.read(only.payload, id, type, content, size);
}

static int last_one_wins(void *repository, const struct seam_git_store *store, int32_t priority)
{
	struct seam_git_store wrapped = *store;
	only = *store;
	wrapped.read = read_of_only;
	return O->odb_backend(repository, &wrapped, priority);
}

static int calls_null(void *repository, const struct seam_git_store *store, int32_t priority)
{
	struct between *b = (struct between *)malloc(sizeof *b);
	*b = (struct between){ .is = *store };
	const struct seam_git_store wrapped = {
		.payload = b, .read = pass_read, .exists = pass_exists, .free = pass_free
	};
	return O->odb_backend(repository, &wrapped, priority);
}

static int no_exists(void *repository, const struct seam_git_store *store, int32_t priority)
{
	struct seam_git_store wrapped = *store;
	wrapped.exists = NULL;
	return O->odb_backend(repository, &wrapped, priority);
}

/* "Not reentrant": one lookup at a time. */
static int one_at_a_time(void *repository, const char *spec, void **blob)
{
	static int busy;
	if (busy)
		return SEAM_E_STATE;
	busy = 1;
	int rc = O->blob(repository, spec, blob);
	busy = 0;
	return rc;
}

/* A failure is remembered, and refuses what comes later. */
static int read_once_failed(void *payload, const char *id, int32_t *type, const char **content, size_t *size)
{
	struct between *b = (struct between *)payload;
	if (b->failed)
		return GIT_EUSER;
	int code = pass_read(payload, id, type, content, size);
	b->failed = code == GIT_EUSER;
	return code;
}
WITH_READ(stays_failed, read_once_failed)

/* Static memory for the one store that there ever is. */
static int one_a_process(void *repository, const struct seam_git_store *store, int32_t priority)
{
	static atomic_bool taken;
	return atomic_exchange(&taken, true) ? SEAM_OK : O->odb_backend(repository, store, priority);
}

SEAM_MUTANTS(libgit2, odb) = {
	M("store_cut_at_nul", "odb.content", "SEAM_OK", true, odb_backend, cut_at_nul),
	M("needs_bytes", "odb.empty", "SEAM_OK", true, odb_backend, needs_bytes),
	M("always_a_blob", "odb.type", "SEAM_OK", true, odb_backend, always_a_blob),
	M("not_found_is_a_failure", "odb.elsewhere", "SEAM_OK", true, odb_backend, not_found_is_a_failure),
	M("first_of_all", "odb.priority", "s.asked == 0", true, odb_backend, first_of_all),
	M("forgets_the_number", "odb.failure", "failure.code == s->answer", true, odb_backend, forgets_the_number),
	M("any_failure_is_not_found", "odb.failure", "rc == expected", true, odb_backend, any_failure_is_not_found),
	M("failure_for_not_found", "odb.not_found", "rc == expected", true, odb_backend, failure_for_not_found),
	M("another_content", "odb.wrong_content", "rc == expected", true, odb_backend, another_content),
	M("store_never_freed", "odb.freed", "s.frees == 1", true, odb_backend, never_freed),
	M("freed_at_once", "odb.freed", "s.frees == 0", true, odb_backend, freed_at_once),
	M("last_one_wins", "odb.two", "SEAM_OK", true, odb_backend, last_one_wins),
	IN("plain", "crash", "calls_null", "odb.null_members", "SIGSEGV", odb_backend, calls_null),
	M("no_exists", "odb.there", "s.seen > 0", true, odb_backend, no_exists),
	M("one_at_a_time", "odb.nested", "SEAM_OK", true, blob, one_at_a_time),
	M("stays_failed", "odb.jump", "SEAM_OK", true, odb_backend, stays_failed),
	M("one_a_process", "odb.threads", "SEAM_OK", true, odb_backend, one_a_process),
	SEAM_NO_MORE_MUTANTS
};
