/* cells.c - the cells that peers, flavours and groups make, and where their builds are. */
#include "../platform/platform.h"
#include "home.h"
#include "text.h"
#include "tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *group_reference(const struct group *group)
{
	const char *reference = conf_get(group->conf, "reference");

	return reference ? reference : "c-clang";
}

char **group_editions(const struct group *group)
{
	const char *editions = conf_get(group->conf, "editions");

	return words_new(editions ? editions : "''");
}

/* Where `name` is, or goes to, in the builds of a platform and flavour, which are those that `witness` is in. */
static char *built(const char *source, const struct platform *platform, const char *flavour, const char *witness,
                   const char *name)
{
	char *place = format_new("%s/%s/%s", platform->name, flavour, witness), *root = home_builds(source, place);
	char *path = format_new("%s/%s/%s/%s", root, platform->name, flavour, name);

	free(place);
	free(root);
	return path;
}

char *build_path(const struct platform *platform, const char *flavour, const char *name)
{
	char *probe = format_new("probe%s", seam_program_suffix), *path = built(NULL, platform, flavour, probe, name);

	free(probe);
	return path;
}

char *probe_path(const struct platform *platform, const char *flavour)
{
	char *name = format_new("probe%s", seam_program_suffix), *path = build_path(platform, flavour, name);

	free(name);
	return path;
}

char *group_path(const struct group *group, const char *edition, const struct platform *platform, const char *flavour,
                 const char *ending)
{
	char *name = format_new("cases/%s%s%s", group->name, *edition ? "-" : "", edition);
	char *list = format_new("%s.list", name), *file = format_new("%s.%s", name, ending);
	char *path = built(group->folder, platform, flavour, list, file);

	free(name);
	free(list);
	free(file);
	return path;
}

char *peer_beside(const struct peer *peer, const struct platform *platform, const char *flavour, const char *ending)
{
	char *name = format_new("peers/%s.%s", peer->name, ending), *path = built(peer->folder, platform, flavour, name, name);

	free(name);
	return path;
}

char *peer_path(const struct peer *peer, const struct platform *platform, const char *flavour)
{
	if (peer->library)
		return copy_new(peer->library);
	return peer_beside(peer, platform, flavour, seam_library_suffix);
}

char *missing_command(const struct conf *conf)
{
	const char *needs = conf_get(conf, "needs");
	char **words = words_new(needs ? needs : ""), *missing = NULL;

	for (char **w = words; *w && !missing; w++)
		if (!seam_command_exists(*w))
			missing = copy_new(*w);
	words_free(words);
	return missing;
}

const char *group_reason_to_skip(const struct group *group, const struct flavour *flavour)
{
	const char *reason = conf_part(group->conf, "skip", flavour->name);
	const char *threads = conf_get(group->conf, "threads"), *wanted = conf_get(flavour->conf, "threads");

	if (!reason && wanted && strcmp(wanted, "yes") == 0 && (!threads || strcmp(threads, "yes") != 0))
		reason = "no case of this group runs more than one thread, which is all that this flavour is about";
	return reason;
}

/* What fails to build is no reason: it is an error. */
char *tree_reason_to_skip(const struct tree *tree, const struct group *group, const struct peer *peer,
                          const struct flavour *flavour)
{
	const struct platform *platform = &tree->platform;
	const char *reason, *refused = conf_get(flavour->conf, "uninstrumented");
	char *missing;

	if ((missing = platform_lacks(platform)))
		return missing;
	if ((reason = conf_part(platform->conf, "skip", group->name)) ||
	    (reason = conf_part(peer->conf, "skip", platform->name)) ||
	    (reason = conf_part(group->conf, "skip", platform->name)) ||
	    (reason = conf_part(peer->conf, "skip", flavour->name)) ||
	    (reason = conf_part(peer->conf, "skip", group->name)) ||
	    (reason = group_reason_to_skip(group, flavour)))
		return copy_new(reason);
	if ((missing = missing_command(flavour->conf)) || (missing = missing_command(peer->conf)))
		return format_new("%s is not installed", missing);
	if (refused && !conf_has_word(peer->conf, "instrumented", flavour->name))
		return copy_new(refused);
	return NULL;
}

bool tree_has_flavour(const struct tree *tree, const struct peer *peer, const struct flavour *flavour)
{
	return !tree->by_default || !conf_get(peer->conf, "default") ||
	       conf_has_word(peer->conf, "default", flavour->name);
}

static void add_cell(struct tree *tree, struct cell cell)
{
	const char *edition = conf_part(cell.peer->conf, "edition", cell.group->name);
	char **editions = group_editions(cell.group);

	cell.platform = &tree->platform;
	cell.edition = copy_new(edition ? edition : editions[0]);
	cell.id = format_new("%s/%s/%s/%s", cell.group->name, cell.peer->name, cell.flavour->name,
	                     cell.platform->name);
	cell.skip = tree_reason_to_skip(tree, cell.group, cell.peer, cell.flavour);
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

static bool has_cells(const struct tree *tree, const struct peer *peer, const struct group *group)
{
	return platform_has_peer(&tree->platform, peer->conf) && tree_has_cells(peer, group);
}

/* A folder's name without a slash is taken for a name. */
static void tell_folders(const char *list)
{
	char **words = words_new(list ? list : "");

	for (char **w = words; *w; w++)
		if (!strchr(*w, '/') && seam_is_folder(*w))
			fprintf(stderr, "seam: %s is a folder here: as a path it is ./%s\n", *w, *w);
	words_free(words);
}

int tree_load(struct tree *tree, const struct selection *selection)
{
	if (tree_load_parts(tree, selection) != 0)
		return -1;
	for (size_t g = 0; g < tree->n_groups; g++)
		for (size_t p = 0; p < tree->n_peers; p++)
			for (size_t f = 0; f < tree->n_flavours && has_cells(tree, &tree->peers[p], &tree->groups[g]);
			     f++)
				if (tree_has_flavour(tree, &tree->peers[p], &tree->flavours[f]))
					add_cell(tree, (struct cell){ .group = &tree->groups[g],
					                              .peer = &tree->peers[p],
					                              .flavour = &tree->flavours[f] });
	if (!tree->n_cells) {
		fprintf(stderr,
		        "seam: nothing to run: no group, peer and flavour of these names go together on the platform %s "
		        "(`seam list`)\n",
		        tree->platform.name);
		tell_folders(selection->peers);
		tell_folders(selection->groups);
		return -1;
	}
	return 0;
}

char *cell_file_name(const char *id)
{
	char *name = copy_new(id);

	for (char *c = name; *c; c++)
		if (*c == '/')
			*c = '.';
	return name;
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

struct seam_case_id *group_cases(const struct group *group, const char *edition, const struct platform *platform,
                                 const char *flavour, size_t *count)
{
	char *path = group_path(group, edition, platform, flavour, "list"), *content = file_read(path, NULL);
	struct seam_case_id *cases = need(calloc(1, sizeof *cases));

	/* A flavour that cannot be built here has none; the cases are the same in all. */
	if (!content) {
		char *plain = group_path(group, edition, platform, "plain", "list");

		content = file_read(plain, NULL);
		free(plain);
	}
	*count = 0;
	if (!content) {
		char *lacks = platform_lacks(platform);

		/* Where nothing can be built, the cells say why. */
		if (!lacks)
			fprintf(stderr, "seam: %s: the cases of this group are not built: run `make`\n", path);
		free(lacks);
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
