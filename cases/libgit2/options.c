/*
 * options: a versioned options struct begins as libgit2 begins it, and only in versions that libgit2 knows.
 * Rule: libgit2.options    Source: git_<…>_options_init(); GIT_<…>_OPTIONS_VERSION
 */
#include "repository.h"
#include "types.h"
#include <git2/sys/config.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/refdb_backend.h>
#include <git2/sys/transport.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Compares the members of a struct, and theirs, with what `whose` initialisation gives; never padding. */
static void compare(struct seam_case *c, const char *whose, const char *path, const struct seam_git_type *type,
                    const unsigned char *seen, const unsigned char *want)
{
	for (size_t i = 0; i < type->n_fields; i++) {
		const struct seam_git_field *f = &type->fields[i];
		const struct git_known_type *of = NULL;
		char name[256];
		snprintf(name, sizeof name, "%s.%s", path, f->name);
		for (size_t k = 0; k < git_n_nested && !of; k++)
			if (!strcmp(git_nested[k].type, type->name) && !strcmp(git_nested[k].field, f->name))
				of = git_type_named(git_nested[k].of);
		if (of)
			compare(c, whose, name, &of->is, seen + f->offset, want + f->offset);
		else if (memcmp(seen + f->offset, want + f->offset, f->size))
			FAIL(c, "%s is not what %s initialises it to", name, whose);
	}
}

static void init(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->options_init);
	size_t offered = 0;
	for (size_t i = 0; i < git_n_types; i++) {
		const struct git_known_type *type = &git_types[i];
		unsigned char want[1024];
		if (!type->init || type->is.size > sizeof want)
			continue;
		unsigned char *object = (unsigned char *)seam_out(c, type->is.size);
		int rc = g->options_init(seam_in_string(c, type->is.name), type->version, object);
		if (rc == SEAM_E_NOT_FOUND)
			continue;
		offered++;
		if (rc != SEAM_OK) {
			FAIL(c, "%s, version %u: %d, not SEAM_OK", type->is.name, type->version, rc);
			continue;
		}
		memset(want, seam_poison(c), sizeof want);
		type->init(want, type->version);
		compare(c, "libgit2", type->is.name, &type->is, object, want);
	}
	CHECK(c, offered > 0);
	CHECK_EQ(c, g->options_init(seam_in_string(c, "git_no_such_type"), 1, seam_out(c, 64)), SEAM_E_NOT_FOUND);
}

/* The static initialisers of the header, in every edition; the vtables of backends and transports are zero but for their version. */
#define INITIALISERS(_)                                                                                                \
	_(git_apply_options, GIT_APPLY_OPTIONS_INIT)                                                                   \
	_(git_blame_options, GIT_BLAME_OPTIONS_INIT)                                                                   \
	_(git_blob_filter_options, GIT_BLOB_FILTER_OPTIONS_INIT)                                                       \
	_(git_checkout_options, GIT_CHECKOUT_OPTIONS_INIT)                                                             \
	_(git_cherrypick_options, GIT_CHERRYPICK_OPTIONS_INIT)                                                         \
	_(git_clone_options, GIT_CLONE_OPTIONS_INIT)                                                                   \
	_(git_config_backend, GIT_CONFIG_BACKEND_INIT)                                                                 \
	_(git_describe_format_options, GIT_DESCRIBE_FORMAT_OPTIONS_INIT)                                               \
	_(git_describe_options, GIT_DESCRIBE_OPTIONS_INIT)                                                             \
	_(git_diff_find_options, GIT_DIFF_FIND_OPTIONS_INIT)                                                           \
	_(git_diff_format_email_options, GIT_DIFF_FORMAT_EMAIL_OPTIONS_INIT)                                           \
	_(git_diff_options, GIT_DIFF_OPTIONS_INIT)                                                                     \
	_(git_diff_patchid_options, GIT_DIFF_PATCHID_OPTIONS_INIT)                                                     \
	_(git_fetch_options, GIT_FETCH_OPTIONS_INIT)                                                                   \
	_(git_indexer_options, GIT_INDEXER_OPTIONS_INIT)                                                               \
	_(git_merge_file_input, GIT_MERGE_FILE_INPUT_INIT)                                                             \
	_(git_merge_file_options, GIT_MERGE_FILE_OPTIONS_INIT)                                                         \
	_(git_merge_options, GIT_MERGE_OPTIONS_INIT)                                                                   \
	_(git_odb_backend, GIT_ODB_BACKEND_INIT)                                                                       \
	_(git_proxy_options, GIT_PROXY_OPTIONS_INIT)                                                                   \
	_(git_push_options, GIT_PUSH_OPTIONS_INIT)                                                                     \
	_(git_rebase_options, GIT_REBASE_OPTIONS_INIT)                                                                 \
	_(git_refdb_backend, GIT_REFDB_BACKEND_INIT)                                                                   \
	_(git_remote_callbacks, GIT_REMOTE_CALLBACKS_INIT)                                                             \
	_(git_remote_connect_options, GIT_REMOTE_CONNECT_OPTIONS_INIT)                                                 \
	_(git_remote_create_options, GIT_REMOTE_CREATE_OPTIONS_INIT)                                                   \
	_(git_repository_init_options, GIT_REPOSITORY_INIT_OPTIONS_INIT)                                               \
	_(git_revert_options, GIT_REVERT_OPTIONS_INIT)                                                                 \
	_(git_stash_apply_options, GIT_STASH_APPLY_OPTIONS_INIT)                                                       \
	_(git_status_options, GIT_STATUS_OPTIONS_INIT)                                                                 \
	_(git_submodule_update_options, GIT_SUBMODULE_UPDATE_OPTIONS_INIT)                                             \
	_(git_transport, GIT_TRANSPORT_INIT)                                                                           \
	_(git_worktree_add_options, GIT_WORKTREE_ADD_OPTIONS_INIT)                                                     \
	_(git_worktree_prune_options, GIT_WORKTREE_PRUNE_OPTIONS_INIT)
#define OBJECT(type, initialiser) static const type initialised_##type = initialiser;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers" /* some leave their last members to be zero */
INITIALISERS(OBJECT)
#pragma GCC diagnostic pop
#define ENTRY(type, initialiser) { #type, &initialised_##type },
static const struct {
	const char *type;
	const void *initialised;
} initialisers[] = { INITIALISERS(ENTRY) };

static void initialiser(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->options_init);
	for (size_t i = 0; i < sizeof initialisers / sizeof initialisers[0]; i++) {
		const struct git_known_type *type = git_type_named(initialisers[i].type);
		unsigned char *object = (unsigned char *)seam_out(c, type->is.size);
		int rc = g->options_init(seam_in_string(c, type->is.name), type->version, object);
		if (rc != SEAM_E_NOT_FOUND && CHECK_EQ(c, rc, SEAM_OK))
			compare(c, "the header's initialiser", type->is.name, &type->is, object,
			        (const unsigned char *)initialisers[i].initialised);
	}
}

static void refused(struct seam_case *c, const struct seam_libgit2 *g, const struct git_known_type *type,
                    unsigned version)
{
	unsigned char *object = (unsigned char *)seam_out(c, type->is.size);
	int rc = g->options_init(seam_in_string(c, type->is.name), version, object);
	if (rc == SEAM_E_NOT_FOUND)
		return;
	if (rc != SEAM_E_VERSION)
		FAIL(c, "%s, version %u: %d, not SEAM_E_VERSION", type->is.name, version, rc);
	if (seam_untouched(c, object, type->is.size) != type->is.size)
		FAIL(c, "%s, version %u: refused, but written to", type->is.name, version);
}

static void version(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->options_init);
	for (size_t i = 0; i < git_n_types; i++) {
		if (!git_types[i].init)
			continue;
		refused(c, g, &git_types[i], 0);
		refused(c, g, &git_types[i], git_types[i].version + 1);
		refused(c, g, &git_types[i], UINT_MAX);
	}
}

SEAM_CASES(libgit2, options) = {
	{ "init", SEAM_MUST, init, "each member begins with the value that libgit2's own init gives it", 0 },
	{ "initialiser", SEAM_MUST, initialiser, "what the init function makes is what the header's initialiser is", 0 },
	{ "version", SEAM_MUST, version, "a version that libgit2 does not know is refused, and nothing is written", 0 },
	SEAM_END
};
