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

static void group_rules(const struct group *group, const struct platform *platform, const struct flavour *flavour)
{
	char **editions = group_editions(group);

	for (char **edition = editions; *edition; edition++) {
		const char *reason = conf_part(group->conf, "skip", flavour->name);
		char *path = group_path(group, *edition, platform, flavour->name, "list");
		char *arguments = format_new(" --platform %s --flavour %s%s%s", platform->name, flavour->name,
		                             **edition ? " --edition " : "", *edition), *probe;

		if (!reason) {
			printf("%s: $(HARNESS_HEADERS) %s %s harness/build-group.sh", path, flavour->conf->path,
			       platform->conf->path);
			put_files(group->folder);
			probe = probe_path(platform, flavour->name);
			printf(" | %s", probe);
			put_rule(path, "group", group->folder, arguments);
			free(probe);
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

	for (char **w = words; *w; w++) {
		char *path = format_new("%s/%s", peer->folder, *w);

		if (seam_is_folder(path))
			put_files(path);
		else
			printf(" %s", path);
		free(path);
	}
	words_free(words);
}

static void peer_rules(const struct peer *peer, const struct platform *platform, const struct flavour *flavour)
{
	char *path, *arguments;

	if (peer->library || !conf_get(peer->conf, "build") || conf_part(peer->conf, "skip", flavour->name))
		return;
	path = peer_path(peer, platform, flavour->name);
	arguments = format_new(" --platform %s --flavour %s", platform->name, flavour->name);
	printf("%s: $(CONTRACTS) %s %s", path, flavour->conf->path, platform->conf->path);
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
			return platform_has_peer(&tree->platform, peer->conf);
	return false;
}

/* On another platform a group is built for the peers that are there; on this one also for who asks for no peer. */
static bool is_run(const struct tree *tree, const struct group *group)
{
	if (conf_part(tree->platform.conf, "skip", group->name) || conf_part(group->conf, "skip", tree->platform.name))
		return false;
	if (platform_is_native(&tree->platform))
		return true;
	for (size_t p = 0; p < tree->n_peers; p++)
		if (platform_has_peer(&tree->platform, tree->peers[p].conf) && tree_has_cells(&tree->peers[p], group))
			return true;
	return false;
}

/* The probe, and the proof that the flavour sees what it should. */
static void flavour_rules(const struct platform *platform, const struct flavour *flavour)
{
	const struct group proof = { .name = PROOF_GROUP, .folder = PROOF_FOLDER };
	char *probe = probe_path(platform, flavour->name), *proved = build_path(platform, flavour->name, "proved");
	char *list = group_path(&proof, "", platform, flavour->name, "list");
	char *arguments = format_new(" --platform %s", platform->name);

	printf("%s: $(PROBE_SOURCES) harness/build-probe.sh %s %s", probe, flavour->conf->path, platform->conf->path);
	put_rule(probe, "probe", flavour->name, arguments);
	group_rules(&proof, platform, flavour);
	printf("%s: %s\n\t$(say) \"  %-6s %s\"\n\t$(Q)build/seam prove%s --flavour %s\nBUILT += %s\n\n", proved, list,
	       "prove", flavour->name, arguments, flavour->name, proved);
	free(probe);
	free(proved);
	free(list);
	free(arguments);
}

void build_rules(const struct tree *tree)
{
	const struct platform *platform = &tree->platform;
	char *lacks = platform_lacks(platform);

	printf("# Made by `seam rules`.\n");
	for (size_t f = 0; f < tree->n_flavours && !lacks; f++) {
		const struct flavour *flavour = &tree->flavours[f];

		if (missing_command(flavour->conf))
			continue;
		flavour_rules(platform, flavour);
		for (size_t g = 0; g < tree->n_groups; g++)
			if (is_run(tree, &tree->groups[g]))
				group_rules(&tree->groups[g], platform, flavour);
		for (size_t p = 0; p < tree->n_peers; p++)
			if (has_any_cell(tree, &tree->peers[p]))
				peer_rules(&tree->peers[p], platform, flavour);
	}
	free(lacks);
}
