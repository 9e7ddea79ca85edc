/* rules.c - the rules for make: what is built from what.  The commands themselves are `seam build`'s. */
#include "../platform/platform.h"
#include "build.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The files of a folder and of the folders in it, build products of the peer's own tools left out. */
static void put_files(const char *folder)
{
	char **names = seam_folder_names(folder);

	for (char **name = names; name && *name; name++) {
		char *path = format_new("%s/%s", folder, *name);

		if (!seam_is_folder(path))
			printf(" %s", path);
		else if (strcmp(*name, "target") != 0 && strcmp(*name, "__pycache__") != 0 &&
		         strcmp(*name, "corpus") != 0)
			put_files(path);
		free(path);
	}
	words_free(names);
}

static void put_rule(const char *target, const char *kind, const char *name, const char *arguments)
{
	printf("\n\t@mkdir -p $(@D)\n\t$(say) \"  %-6s %s\"\n", kind, target);
	printf("\t$(Q)build/seam build --%s '%s'%s\n", kind, name, arguments);
	printf("BUILT += %s\n\n", target);
}

static void group_rules(const struct group *group, const struct flavour *flavour)
{
	char **editions = group_editions(group);

	for (char **edition = editions; *edition; edition++) {
		const char *reason = conf_part(group->conf, "skip", flavour->name);
		char *path = group_path(group, *edition, flavour->name, "list");
		char *arguments =
			format_new(" --flavour %s%s%s", flavour->name, **edition ? " --edition " : "", *edition);

		if (!reason) {
			printf("%s: $(HARNESS_HEADERS) %s harness/build-group.sh", path, flavour->conf->path);
			put_files(group->folder);
			printf(" | build/native/%s/probe", flavour->name);
			put_rule(path, "group", group->folder, arguments);
		}
		free(path);
		free(arguments);
	}
	words_free(editions);
}

/* What a peer is built from besides its folder, as its file says. */
static void put_inputs(const struct peer *peer)
{
	const char *inputs = conf_get(peer->conf, "inputs");
	char **words = words_new(inputs ? inputs : "");

	for (char **w = words; *w; w++)
		printf(" %s/%s", peer->folder, *w);
	words_free(words);
}

static void peer_rules(const struct peer *peer, const struct flavour *flavour)
{
	char *path, *arguments;

	if (peer->library || !conf_get(peer->conf, "build") || conf_part(peer->conf, "skip", flavour->name))
		return;
	path = peer_path(peer, flavour->name);
	arguments = format_new(" --flavour %s", flavour->name);
	printf("%s: $(CONTRACTS) %s", path, flavour->conf->path);
	put_files(peer->folder);
	put_inputs(peer);
	put_rule(path, "peer", peer->conf->path, arguments);
	free(path);
	free(arguments);
}

static bool has_any_cell(const struct tree *tree, const struct peer *peer)
{
	for (size_t g = 0; g < tree->n_groups; g++)
		if (tree_has_cells(peer, &tree->groups[g]) && !conf_part(peer->conf, "skip", tree->groups[g].name))
			return true;
	return false;
}

void build_rules(const struct tree *tree)
{
	const struct group proof = { .name = PROOF_GROUP, .folder = PROOF_FOLDER };

	printf("# Made by `seam rules`.\n");
	for (size_t f = 0; f < tree->n_flavours; f++) {
		const struct flavour *flavour = &tree->flavours[f];
		char *path = probe_path(flavour->name);

		if (missing_command(flavour->conf))
			continue;
		printf("%s: $(PROBE_SOURCES) harness/build-probe.sh %s", path, flavour->conf->path);
		put_rule(path, "probe", flavour->name, "");
		group_rules(&proof, flavour);
		printf("build/native/%s/proved: build/native/%s/cases/proof.list\n\t$(say) \"  %-6s %s\"\n"
		       "\t$(Q)build/seam prove --flavour %s\nBUILT += build/native/%s/proved\n\n",
		       flavour->name, flavour->name, "prove", flavour->name, flavour->name, flavour->name);
		for (size_t g = 0; g < tree->n_groups; g++)
			group_rules(&tree->groups[g], flavour);
		for (size_t p = 0; p < tree->n_peers; p++)
			if (has_any_cell(tree, &tree->peers[p]))
				peer_rules(&tree->peers[p], flavour);
		free(path);
	}
}
