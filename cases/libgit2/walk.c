/* walk.c - each function of libgit2 that takes a callback, with a callback that hands on one string of bytes. */
#include "walk.h"
#include <string.h>

struct walker {
	seam_git_visit visit;
	void *payload;
};

static int item(void *payload, const char *text)
{
	const struct walker *w = (const struct walker *)payload;
	return w->visit(w->payload, text ? text : "", text ? strlen(text) : 0);
}

static int item_id(void *payload, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];
	return item(payload, git_oid_tostr(hex, sizeof hex, id));
}

/* ---- references -------------------------------------------------------------------------------------------------- */

static int reference(git_reference *ref, void *payload)
{
	int stop = item(payload, git_reference_name(ref));
	git_reference_free(ref);
	return stop;
}

static int name(const char *text, void *payload)
{
	return item(payload, text);
}

static int references(git_repository *r, struct walker *w)
{
	return git_reference_foreach(r, reference, w);
}

static int reference_names(git_repository *r, struct walker *w)
{
	return git_reference_foreach_name(r, name, w);
}

static int references_glob(git_repository *r, struct walker *w)
{
	return git_reference_foreach_glob(r, "refs/heads/*", name, w);
}

static int tag(const char *text, git_oid *id, void *payload)
{
	(void)id;
	return item(payload, text);
}

static int tags(git_repository *r, struct walker *w)
{
	return git_tag_foreach(r, tag, w);
}

/* ---- configuration ------------------------------------------------------------------------------------------------ */

static int config_name(const git_config_entry *entry, void *payload)
{
	return item(payload, entry->name);
}

static int config_value(const git_config_entry *entry, void *payload)
{
	return item(payload, entry->value);
}

static int local_config(git_repository *r, git_config **out)
{
	git_config *all;
	int error = git_repository_config(&all, r);
	if (error < 0)
		return error;
	error = git_config_open_level(out, all, GIT_CONFIG_LEVEL_LOCAL);
	git_config_free(all);
	return error;
}

#define CONFIG_WALK(walk, ...)                                                                                         \
	static int walk(git_repository *r, struct walker *w)                                                           \
	{                                                                                                              \
		git_config *config;                                                                                    \
		int error = local_config(r, &config);                                                                  \
		if (error < 0)                                                                                         \
			return error;                                                                                  \
		error = __VA_ARGS__;                                                                                   \
		git_config_free(config);                                                                               \
		return error;                                                                                          \
	}
CONFIG_WALK(config, git_config_foreach(config, config_name, w))
CONFIG_WALK(config_match, git_config_foreach_match(config, "^seam", config_name, w))
CONFIG_WALK(config_multivar, git_config_get_multivar_foreach(config, "seam.multi", NULL, config_value, w))

/* ---- files, objects, trees ------------------------------------------------------------------------------------------ */

static int path_status(const char *path, unsigned status, void *payload)
{
	(void)status;
	return item(payload, path);
}

static int status(git_repository *r, struct walker *w)
{
	return git_status_foreach(r, path_status, w);
}

static int status_ext(git_repository *r, struct walker *w)
{
	git_status_options options;
	int error = git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
	return error < 0 ? error : git_status_foreach_ext(r, &options, path_status, w);
}

static int object(const git_oid *id, void *payload)
{
	return item_id(payload, id);
}

static int odb(git_repository *r, struct walker *w)
{
	git_odb *all;
	int error = git_repository_odb(&all, r);
	if (error < 0)
		return error;
	error = git_odb_foreach(all, object, w);
	git_odb_free(all);
	return error;
}

static int pack_bytes(void *bytes, size_t size, void *payload)
{
	const struct walker *w = (const struct walker *)payload;
	return w->visit(w->payload, (const char *)bytes, size);
}

static int packbuilder(git_repository *r, struct walker *w)
{
	git_packbuilder *pack;
	git_oid head;
	int error = git_reference_name_to_id(&head, r, "HEAD");
	if (error < 0 || (error = git_packbuilder_new(&pack, r)) < 0)
		return error;
	if ((error = git_packbuilder_insert(pack, &head, NULL)) == 0)
		error = git_packbuilder_foreach(pack, pack_bytes, w);
	git_packbuilder_free(pack);
	return error;
}

static int tree_of(git_repository *r, const char *spec, git_tree **out)
{
	git_object *found;
	int error = git_revparse_single(&found, r, spec);
	if (error == 0)
		*out = (git_tree *)found;
	return error;
}

static int tree_path(const char *root, const git_tree_entry *entry, void *payload)
{
	char path[256];
	size_t n = strlen(root), m = strlen(git_tree_entry_name(entry));
	if (n + m >= sizeof path)
		return GIT_EBUFS;
	memcpy(path, root, n);
	memcpy(path + n, git_tree_entry_name(entry), m + 1);
	return item(payload, path);
}

static int tree_in(git_repository *r, struct walker *w, git_treewalk_mode mode)
{
	git_tree *root = NULL;
	int error = tree_of(r, "HEAD^{tree}", &root);
	if (error < 0)
		return error;
	error = git_tree_walk(root, mode, tree_path, w);
	git_tree_free(root);
	return error;
}

static int tree(git_repository *r, struct walker *w)
{
	return tree_in(r, w, GIT_TREEWALK_PRE);
}

static int tree_post(git_repository *r, struct walker *w)
{
	return tree_in(r, w, GIT_TREEWALK_POST);
}

/* ---- what else a repository holds ------------------------------------------------------------------------------------ */

static int stash(size_t index, const char *message, const git_oid *id, void *payload)
{
	(void)index, (void)id;
	return item(payload, message);
}

static int stashes(git_repository *r, struct walker *w)
{
	return git_stash_foreach(r, stash, w);
}

static int note(const git_oid *blob, const git_oid *annotated, void *payload)
{
	(void)blob;
	return item_id(payload, annotated);
}

static int notes(git_repository *r, struct walker *w)
{
	return git_note_foreach(r, NULL, note, w);
}

static int submodule(git_submodule *module, const char *text, void *payload)
{
	(void)module;
	return item(payload, text);
}

static int submodules(git_repository *r, struct walker *w)
{
	return git_submodule_foreach(r, submodule, w);
}

static int attribute(const char *text, const char *value, void *payload)
{
	(void)value;
	return item(payload, text);
}

static int attributes(git_repository *r, struct walker *w)
{
	return git_attr_foreach(r, 0, "a.txt", attribute, w);
}

static int fetchhead(const char *ref, const char *url, const git_oid *id, unsigned is_merge, void *payload)
{
	(void)url, (void)id, (void)is_merge;
	return item(payload, ref);
}

static int fetchheads(git_repository *r, struct walker *w)
{
	return git_repository_fetchhead_foreach(r, fetchhead, w);
}

static int mergeheads(git_repository *r, struct walker *w)
{
	return git_repository_mergehead_foreach(r, object, w);
}

/* ---- differences ------------------------------------------------------------------------------------------------------ */

static int no_file(const git_diff_delta *delta, float progress, void *payload)
{
	(void)delta, (void)progress, (void)payload;
	return 0;
}

static int file(const git_diff_delta *delta, float progress, void *payload)
{
	(void)progress;
	return item(payload, delta->new_file.path);
}

static int hunk(const git_diff_delta *delta, const git_diff_hunk *h, void *payload)
{
	const struct walker *w = (const struct walker *)payload;
	(void)delta;
	return w->visit(w->payload, h->header, h->header_len);
}

static int line(const git_diff_delta *delta, const git_diff_hunk *h, const git_diff_line *l, void *payload)
{
	const struct walker *w = (const struct walker *)payload;
	(void)delta, (void)h;
	return w->visit(w->payload, l->content, l->content_len);
}

static int difference(git_repository *r, git_diff **out)
{
	git_tree *old = NULL, *new = NULL;
	int error = tree_of(r, "HEAD~1^{tree}", &old);
	if (error == 0 && (error = tree_of(r, "HEAD^{tree}", &new)) == 0)
		error = git_diff_tree_to_tree(out, r, old, new, NULL);
	git_tree_free(old);
	git_tree_free(new);
	return error;
}

#define DIFF_WALK(walk, ...)                                                                                           \
	static int walk(git_repository *r, struct walker *w)                                                           \
	{                                                                                                              \
		git_diff *diff;                                                                                        \
		int error = difference(r, &diff);                                                                      \
		if (error < 0)                                                                                         \
			return error;                                                                                  \
		error = __VA_ARGS__;                                                                                   \
		git_diff_free(diff);                                                                                   \
		return error;                                                                                          \
	}
DIFF_WALK(diff_files, git_diff_foreach(diff, file, NULL, NULL, NULL, w))
DIFF_WALK(diff_hunks, git_diff_foreach(diff, no_file, NULL, hunk, NULL, w))
DIFF_WALK(diff_lines, git_diff_foreach(diff, no_file, NULL, NULL, line, w))
DIFF_WALK(diff_print, git_diff_print(diff, GIT_DIFF_FORMAT_PATCH, line, w))

/* ---- by name ------------------------------------------------------------------------------------------------------------ */

#define NAME(walk) #walk,
const char *const git_walks[] = { GIT_WALKS(NAME) NULL };
#define WALK(walk) walk,
static int (*const functions[])(git_repository *, struct walker *) = { GIT_WALKS(WALK) };

int git_walk(git_repository *repository, const char *what, seam_git_visit visit, void *payload, int *result)
{
	struct walker w = { visit, payload };
	for (size_t i = 0; git_walks[i]; i++) {
		if (strcmp(git_walks[i], what))
			continue;
		*result = functions[i](repository, &w);
		return SEAM_OK;
	}
	return SEAM_E_NOT_FOUND;
}
