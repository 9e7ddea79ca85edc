#include "tree.h"

#include "../platform/platform.h"
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

static int find_peers(struct tree *tree, const char *list)
{
	char **words = words_new(list ? list : ""), **names = seam_folder_names("peers");
	struct text named = { 0 };

	for (char **w = words; *w; w++) {
		if (!strchr(*w, '/'))
			text_format(&named, "%s ", *w);
		else if (add_peer_at(tree, *w) != 0)
			return -1;
	}
	for (char **name = names; name && *name && (named.size || !*words); name++) {
		char *folder = format_new("peers/%s", *name);

		if (add_peers_of(tree, folder, text_of(&named)) != 0)
			return -1;
		free(folder);
	}
	words_free(names);
	words_free(words);
	text_free(&named);
	return 0;
}

static int find_flavours(struct tree *tree, const char *list)
{
	char **names = seam_folder_names("sanitizer");

	for (char **name = names; name && *name; name++) {
		struct flavour flavour = { 0 };
		char *path;

		if (!ends_with(*name, ".conf"))
			continue;
		flavour.name = without_ending(*name);
		path = format_new("sanitizer/%s", *name);
		flavour.conf = conf_load(path);
		free(path);
		if (!flavour.conf)
			return -1;
		/* A flavour of another kind (fuzzing) is no column: it is there for who names it. */
		if (conf_get(flavour.conf, "kind") ? !list || strcmp(list, flavour.name) != 0
		                                   : !selected(list, flavour.name, NULL))
			continue;
		tree->flavours = need(realloc(tree->flavours, (tree->n_flavours + 1) * sizeof flavour));
		tree->flavours[tree->n_flavours++] = flavour;
	}
	words_free(names);
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
	char **words = words_new(list ? list : ""), **names = seam_folder_names("cases");
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
		char *folder = format_new("cases/%s", *name);

		if (seam_is_folder(folder) && selected(text_of(&named), *name, NULL) && add_group(tree, folder) != 0)
			return -1;
		free(folder);
	}
	words_free(names);
	words_free(words);
	text_free(&named);
	return 0;
}

char **group_editions(const struct group *group)
{
	const char *editions = conf_get(group->conf, "editions");

	return words_new(editions ? editions : "''");
}

char *probe_path(const char *flavour)
{
	return format_new("build/native/%s/probe%s", flavour, seam_program_suffix);
}

char *group_path(const struct group *group, const char *edition, const char *flavour, const char *ending)
{
	return format_new("build/native/%s/cases/%s%s%s.%s", flavour, group->name, *edition ? "-" : "", edition,
	                  ending);
}

char *peer_path(const struct peer *peer, const char *flavour)
{
	if (peer->library)
		return copy_new(peer->library);
	return format_new("build/native/%s/peers/%s.%s", flavour, peer->name, seam_library_suffix);
}

/* Why this cell cannot be run as things are; NULL when it can.  What fails to build is no reason: it is an error. */
static char *reason_to_skip(const struct cell *cell)
{
	const struct conf *peer = cell->peer->conf, *flavour = cell->flavour->conf;
	const char *reason, *refused = conf_get(flavour, "uninstrumented");
	const struct conf *confs[] = { flavour, peer };

	if ((reason = conf_part(peer, "skip", cell->flavour->name)) ||
	    (reason = conf_part(peer, "skip", cell->group->name)))
		return copy_new(reason);
	for (size_t i = 0; i < 2; i++) {
		const char *needs = conf_get(confs[i], "needs");
		char **words = words_new(needs ? needs : "");

		for (char **w = words; *w; w++)
			if (!seam_command_exists(*w))
				return format_new("%s is not installed", *w);
		words_free(words);
	}
	if (refused && !conf_has_word(peer, "instrumented", cell->flavour->name))
		return copy_new(refused);
	return NULL;
}

static void add_cell(struct tree *tree, struct cell cell)
{
	const char *edition = conf_part(cell.peer->conf, "edition", cell.group->name);
	char **editions = group_editions(cell.group);

	cell.platform = "native";
	cell.edition = copy_new(edition ? edition : editions[0]);
	cell.id = format_new("%s/%s/%s/%s", cell.group->name, cell.peer->name, cell.flavour->name, cell.platform);
	cell.skip = reason_to_skip(&cell);
	tree->cells = need(realloc(tree->cells, (tree->n_cells + 1) * sizeof cell));
	tree->cells[tree->n_cells++] = cell;
	words_free(editions);
}

bool tree_has_cells(const struct peer *peer, const struct group *group)
{
	const char *declared = conf_get(group->conf, "peers");

	if (conf_part(peer->conf, "skip", group->name))
		return true;
	if (conf_get(peer->conf, "groups"))
		return conf_has_word(peer->conf, "groups", group->name);
	return !declared || strcmp(declared, "declared") != 0;
}

int tree_load_parts(struct tree *tree, const struct selection *selection)
{
	*tree = (struct tree){ 0 };
	if (!seam_is_folder("sanitizer") || !seam_is_folder("harness")) {
		fputs("seam: run this in the project's root folder, the one with harness/ and sanitizer/ in it\n",
		      stderr);
		return -1;
	}
	if (find_peers(tree, selection->peers) || find_flavours(tree, selection->flavours) ||
	    find_groups(tree, selection->groups))
		return -1;
	return 0;
}

int tree_load(struct tree *tree, const struct selection *selection)
{
	if (tree_load_parts(tree, selection) != 0)
		return -1;
	for (size_t g = 0; g < tree->n_groups; g++)
		for (size_t p = 0; p < tree->n_peers; p++)
			for (size_t f = 0; f < tree->n_flavours && tree_has_cells(&tree->peers[p], &tree->groups[g]);
			     f++)
				add_cell(tree, (struct cell){ .group = &tree->groups[g],
				                              .peer = &tree->peers[p],
				                              .flavour = &tree->flavours[f] });
	if (!tree->n_cells) {
		fprintf(stderr,
		        "seam: nothing to run: no group, peer and flavour of these names go together (`seam list`)\n");
		return -1;
	}
	return 0;
}

const struct cell *tree_cell(const struct tree *tree, const char *id)
{
	for (size_t i = 0; i < tree->n_cells; i++)
		if (strcmp(tree->cells[i].id, id) == 0)
			return &tree->cells[i];
	return NULL;
}

/* The text up to the next tab or newline, which it passes. */
static char *next_field(const char **at)
{
	size_t size = strcspn(*at, "\t\n");
	char *field = format_new("%.*s", (int)size, *at);

	*at += size + ((*at)[size] != '\0');
	return field;
}

struct seam_case_id *group_cases(const struct group *group, const char *edition, const char *flavour, size_t *count)
{
	char *path = group_path(group, edition, flavour, "list"), *content = file_read(path, NULL);
	struct seam_case_id *cases = need(calloc(1, sizeof *cases));

	/* A flavour that cannot be built here has none; the cases are the same in all. */
	if (!content) {
		char *plain = group_path(group, edition, "plain", "list");

		content = file_read(plain, NULL);
		free(plain);
	}
	*count = 0;
	if (!content) {
		fprintf(stderr, "seam: %s: the cases of this group are not built: run `make`\n", path);
		return NULL;
	}
	for (const char *at = content; *at;) {
		struct seam_case_id c = { 0 };
		char *kind;

		c.id = next_field(&at);
		c.level = next_field(&at);
		kind = next_field(&at);
		c.rule = next_field(&at);
		c.isolated = strcmp(kind, "isolated") == 0;
		free(kind);
		cases = need(realloc(cases, (*count + 1) * sizeof c));
		cases[(*count)++] = c;
	}
	free(content);
	free(path);
	return cases;
}
