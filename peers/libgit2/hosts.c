/* hosts.c - what the host does for libgit2: an object database of its own, answers to servers. */
#include "peer.h"
#include <git2/sys/odb_backend.h>
#include <stdlib.h>
#include <string.h>

/* libgit2's vtable, and behind it whom its functions call. */
struct backend {
	git_odb_backend is;
	struct seam_git_store store;
};

static int store_read(void **out, size_t *size, git_object_t *type, git_odb_backend *is, const git_oid *oid)
{
	const struct seam_git_store *store = &((struct backend *)is)->store;
	char id[GIT_OID_HEXSZ + 1];
	int32_t kind = 0;
	const char *content = NULL;
	size_t n = 0;
	int code = store->read(store->payload, git_oid_tostr(id, sizeof id, oid), &kind, &content, &n);
	if (code < 0)
		return code;
	/* What libgit2 gets it frees itself.  There is always a byte to allocate. */
	void *copy = git_odb_backend_data_alloc(is, n + 1);
	if (!copy)
		return -1;
	if (n)
		memcpy(copy, content, n);
	*out = copy;
	*size = n;
	*type = (git_object_t)kind;
	return 0;
}

static int store_exists(git_odb_backend *is, const git_oid *oid)
{
	const struct seam_git_store *store = &((struct backend *)is)->store;
	char id[GIT_OID_HEXSZ + 1];
	return store->exists(store->payload, git_oid_tostr(id, sizeof id, oid));
}

static void store_free(git_odb_backend *is)
{
	const struct seam_git_store *store = &((struct backend *)is)->store;
	if (store->free)
		store->free(store->payload);
	free(is);
}

int odb_backend(void *repository, const struct seam_git_store *store, int32_t priority)
{
	git_odb *odb;
	struct backend *backend = malloc(sizeof *backend);
	if (!backend)
		return refused(SEAM_E_MEMORY, "no memory for a backend");
	git_odb_init_backend(&backend->is, GIT_ODB_BACKEND_VERSION);
	backend->is.read = store_read;
	backend->is.exists = store->exists ? store_exists : NULL;
	backend->is.free = store_free;
	backend->store = *store;
	int code = git_repository_odb(&odb, repository);
	if (code == 0) {
		code = git_odb_add_backend(odb, &backend->is, priority);
		git_odb_free(odb);
	}
	if (code < 0)
		free(backend);
	return outcome(code);
}

static int acquire(git_credential **out, const char *url, const char *user, unsigned allowed, void *payload)
{
	const struct seam_git_access *access = payload;
	char name[64] = "", password[64] = "";
	int code = access->credentials(access->payload, url, user, allowed, name, password);
	return code ? code : git_credential_userpass_plaintext_new(out, name, password);
}

int connect_to(void *repository, const char *url, const struct seam_git_access *access)
{
	git_remote_callbacks callbacks;
	git_remote *remote;
	int code = git_remote_create_anonymous(&remote, repository, url);
	if (code < 0)
		return outcome(code);
	git_remote_init_callbacks(&callbacks, GIT_REMOTE_CALLBACKS_VERSION);
	callbacks.credentials = access->credentials ? acquire : NULL;
	callbacks.payload = (void *)(uintptr_t)access; /* libgit2 hands it back, and does not look */
	int rc = outcome(git_remote_connect(remote, GIT_DIRECTION_FETCH, &callbacks, NULL, NULL));
	if (rc == SEAM_OK)
		git_remote_disconnect(remote);
	git_remote_free(remote);
	return rc;
}
