#include "tree.h"

#include "../platform/platform.h"
#include "home.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool ends_with(const char *text, const char *ending)
{
	size_t n = strlen(text), m = strlen(ending);

	return n >= m && strcmp(text + n - m, ending) == 0;
}

static char *without_ending(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot ? format_new("%.*s", (int)(dot - name), name) : copy_new(name);
}

/* Whether a word is the folder, and not the name of one peer that is in it. */
static bool names_folder(const char *word, const char *folder)
{
	char *path;
	bool is_peer;

	if (!folder || (strcmp(word, base_name(folder)) != 0 && strcmp(word, folder) != 0))
		return false;
	path = format_new("%s/%s.conf", folder, word);
	is_peer = seam_path_exists(path);
	free(path);
	return !is_peer;
}

/* Whether the selection names this one: by name, by pattern, or by the folder that it is in. */
static bool selected(const char *list, const char *name, const char *folder)
{
	char **words;
	bool found = false;

	if (!list || !*list)
		return true;
	words = words_new(list);
	for (char **w = words; *w && !found; w++)
		found = glob_matches(*w, name) || names_folder(*w, folder);
	words_free(words);
	return found;
}

static int add_peer(struct tree *tree, const char *folder, const char *conf_name)
{
	struct peer peer = { .name = without_ending(conf_name), .folder = copy_new(folder) };
	char *path = format_new("%s/%s", folder, conf_name);

	peer.conf = conf_load(path);
	free(path);
	if (!peer.conf)
		return -1;
	tree->peers = need(realloc(tree->peers, (tree->n_peers + 1) * sizeof peer));
	tree->peers[tree->n_peers++] = peer;
	return 0;
}

static int add_peers_of(struct tree *tree, const char *folder, const char *list)
{
	char **names = seam_folder_names(folder);
	int failed = 0;

	for (char **name = names; name && *name && !failed; name++) {
		char *peer_name = without_ending(*name);

		if (ends_with(*name, ".conf") && selected(list, peer_name, folder))
			failed = add_peer(tree, folder, *name);
		free(peer_name);
	}
	words_free(names);
	return failed;
}

/* A path names a folder with .conf files in it, one such file, or a library as it is. */
static int add_peer_at(struct tree *tree, const char *path)
{
	size_t before = tree->n_peers;

	if (seam_is_folder(path)) {
		if (add_peers_of(tree, path, NULL) != 0)
			return -1;
		if (tree->n_peers == before) {
			fprintf(stderr, "seam: %s: no .conf file in this folder describes a peer\n", path);
			return -1;
		}
		return 0;
	}
	if (seam_path_exists(path) && ends_with(path, ".conf")) {
		char *folder = format_new("%.*s", (int)(base_name(path) - path - 1), path);
		int failed = add_peer(tree, folder, base_name(path));

		free(folder);
		return failed;
	}
	if (!seam_path_exists(path)) {
		fprintf(stderr, "seam: %s: there is no such peer: neither a folder with a .conf file nor a library\n",
		        path);
		return -1;
	}
	tree->peers = need(realloc(tree->peers, (tree->n_peers + 1) * sizeof *tree->peers));
	tree->peers[tree->n_peers++] = (struct peer){ .name = without_ending(base_name(path)),
		                                      .folder = copy_new("."),
		                                      .library = copy_new(path) };
	return 0;
}

/* A name of a peer has no slash in it, and no ending. */
static bool is_path(const char *word)
{
	return strchr(word, '/') || ((ends_with(word, seam_library_suffix) || ends_with(word, ".conf")) && seam_path_exists(word));
}

static int find_peers(struct tree *tree, const char *list)
{
	char **words = words_new(list ? list : ""), *own = home_path("peers"), **names = seam_folder_names(own);
	struct text named = { 0 };

	for (char **w = words; *w; w++) {
		if (!is_path(*w))
			text_format(&named, "%s ", *w);
		else if (add_peer_at(tree, *w) != 0)
			return -1;
	}
	for (char **name = names; name && *name && (named.size || !*words); name++) {
		char *folder = format_new("%s/%s", own, *name);

		if (add_peers_of(tree, folder, text_of(&named)) != 0)
			return -1;
		free(folder);
	}
	words_free(names);
	words_free(words);
	text_free(&named);
	free(own);
	return 0;
}

bool flavour_is_default(const struct flavour *flavour)
{
	const char *value = conf_get(flavour->conf, "default");

	return !conf_get(flavour->conf, "kind") && (!value || strcmp(value, "no") != 0);
}

/* Away from the tree, those that seam came with, since another takes minutes to build: it is for who names it. */
bool flavour_runs_by_default(const struct platform *platform, const struct flavour *flavour)
{
	char *probe = probe_path(platform, flavour->name);
	bool here = home_is_here() || strcmp(flavour->name, "plain") == 0 || home_is_given(probe);

	free(probe);
	return here && flavour_is_default(flavour);
}

/* A flavour of another kind (fuzzing) is no column: it is there for who names it. */
static bool wants_flavour(const char *list, const struct platform *platform, const struct flavour *flavour)
{
	char **words;
	bool all = false;

	if (conf_get(flavour->conf, "kind"))
		return list && strcmp(list, flavour->name) == 0;
	if (!list || !*list)
		return flavour_runs_by_default(platform, flavour);
	words = words_new(list);
	for (char **w = words; *w; w++)
		all |= strcmp(*w, "all") == 0;
	words_free(words);
	return all || selected(list, flavour->name, NULL);
}

static int find_flavours(struct tree *tree, const char *list)
{
	char *folder = home_path("sanitizer"), **names = seam_folder_names(folder);

	for (char **name = names; name && *name; name++) {
		struct flavour flavour = { 0 };
		char *path;

		if (!ends_with(*name, ".conf"))
			continue;
		flavour.name = without_ending(*name);
		path = format_new("%s/%s", folder, *name);
		flavour.conf = conf_load(path);
		free(path);
		if (!flavour.conf)
			return -1;
		if (!platform_has_flavour(&tree->platform, flavour.name) || !wants_flavour(list, &tree->platform, &flavour))
			continue;
		tree->flavours = need(realloc(tree->flavours, (tree->n_flavours + 1) * sizeof flavour));
		tree->flavours[tree->n_flavours++] = flavour;
	}
	words_free(names);
	free(folder);
	return 0;
}

static int add_group(struct tree *tree, const char *folder)
{
	struct group group = { .name = copy_new(base_name(folder)), .folder = copy_new(folder) };
	char *path = format_new("%s/group.conf", folder);

	if (seam_path_exists(path) && !(group.conf = conf_load(path)))
		return -1;
	free(path);
	tree->groups = need(realloc(tree->groups, (tree->n_groups + 1) * sizeof group));
	tree->groups[tree->n_groups++] = group;
	return 0;
}

static int find_groups(struct tree *tree, const char *list)
{
	char **words = words_new(list ? list : ""), *own = home_path("cases"), **names = seam_folder_names(own);
	struct text named = { 0 };

	for (char **w = words; *w; w++) {
		size_t size = strlen(*w);

		if (!strchr(*w, '/')) {
			text_format(&named, "%s ", *w);
			continue;
		}
		while (size > 1 && (*w)[size - 1] == '/')
			(*w)[--size] = '\0';
		if (!seam_is_folder(*w)) {
			fprintf(stderr, "seam: %s: there is no such folder of cases\n", *w);
			return -1;
		}
		if (add_group(tree, *w) != 0)
			return -1;
	}
	for (char **name = names; name && *name && (named.size || !*words); name++) {
		char *folder = format_new("%s/%s", own, *name);

		if (seam_is_folder(folder) && selected(text_of(&named), *name, NULL) && add_group(tree, folder) != 0)
			return -1;
		free(folder);
	}
	words_free(names);
	words_free(words);
	text_free(&named);
	free(own);
	return 0;
}

int tree_load_parts(struct tree *tree, const struct selection *selection)
{
	*tree = (struct tree){ .by_default = !selection->flavours || !*selection->flavours };
	if (home_find() != 0)
		return -1;
	if (platform_load(&tree->platform, selection->platform) || find_peers(tree, selection->peers) || find_flavours(tree, selection->flavours) ||
	    find_groups(tree, selection->groups))
		return -1;
	return 0;
}
