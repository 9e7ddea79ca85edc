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

/* The known-bad cases are for every flavour. */
static bool is_proof(const struct group *group)
{
	return strcmp(group->folder, PROOF_FOLDER) == 0;
}

static void group_rules(const struct group *group, const struct platform *platform, const struct flavour *flavour)
{
	char **editions = group_editions(group);

	for (char **edition = editions; *edition; edition++) {
		const char *reason = is_proof(group) ? NULL : group_reason_to_skip(group, flavour);
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

/* Whether the peer has a cell in this flavour that is not `skip`. */
static bool has_any_cell(const struct tree *tree, const struct peer *peer, const struct flavour *flavour)
{
	bool found = false;

	for (size_t g = 0; g < tree->n_groups && !found; g++) {
		char *reason;

		if (!tree_has_cells(peer, &tree->groups[g]))
			continue;
		reason = tree_reason_to_skip(tree, &tree->groups[g], peer, flavour);
		found = !reason;
		free(reason);
	}
	return found && tree_has_flavour(tree, peer, flavour) && platform_has_peer(&tree->platform, peer->conf);
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

static void probe_rule(const struct platform *platform, const struct flavour *flavour)
{
	char *probe = probe_path(platform, flavour->name), *arguments = format_new(" --platform %s", platform->name);

	printf("%s: $(PROBE_SOURCES) harness/build-probe.sh %s %s", probe, flavour->conf->path, platform->conf->path);
	put_rule(probe, "probe", flavour->name, arguments);
	free(probe);
	free(arguments);
}

/* The probe, and the proof that the flavour sees what it should. */
static void flavour_rules(const struct platform *platform, const struct flavour *flavour)
{
	const struct group proof = { .name = PROOF_GROUP, .folder = PROOF_FOLDER };
	char *proved = build_path(platform, flavour->name, "proved");
	char *list = group_path(&proof, "", platform, flavour->name, "list");
	char *arguments = format_new(" --platform %s", platform->name);

	probe_rule(platform, flavour);
	group_rules(&proof, platform, flavour);
	printf("%s: %s\n\t$(say) \"  %-6s %s\"\n\t$(Q)build/seam prove%s --flavour %s\nBUILT += %s\n\n", proved, list,
	       "prove", flavour->name, arguments, flavour->name, proved);
	free(proved);
	free(list);
	free(arguments);
}

/* Cases that no chosen flavour runs are counted all the same: their list is plain's. */
static void rules_of_lists(const struct tree *tree)
{
	const struct selection plain = { .flavours = "plain", .groups = "", .peers = "", .platform = tree->platform.name };
	struct tree other;
	bool has_probe = false;

	if (tree_load_parts(&other, &plain) != 0 || other.n_flavours != 1)
		return;
	for (size_t f = 0; f < tree->n_flavours; f++)
		if (strcmp(tree->flavours[f].name, "plain") == 0)
			return;
	for (size_t g = 0; g < tree->n_groups; g++) {
		bool built = !is_run(tree, &tree->groups[g]);

		for (size_t f = 0; f < tree->n_flavours; f++)
			built |= !group_reason_to_skip(&tree->groups[g], &tree->flavours[f]);
		if (built)
			continue;
		if (!has_probe)
			probe_rule(&tree->platform, &other.flavours[0]);
		has_probe = true;
		group_rules(&tree->groups[g], &tree->platform, &other.flavours[0]);
	}
}

void build_rules(const struct tree *tree)
{
	const struct platform *platform = &tree->platform;
	char *lacks = platform_lacks(platform);

	printf("# Made by `seam rules`.\n");
	if (!lacks)
		rules_of_lists(tree);
	for (size_t f = 0; f < tree->n_flavours && !lacks; f++) {
		const struct flavour *flavour = &tree->flavours[f];

		if (missing_command(flavour->conf))
			continue;
		flavour_rules(platform, flavour);
		for (size_t g = 0; g < tree->n_groups; g++)
			if (is_run(tree, &tree->groups[g]))
				group_rules(&tree->groups[g], platform, flavour);
		for (size_t p = 0; p < tree->n_peers; p++)
			if (has_any_cell(tree, &tree->peers[p], flavour))
				peer_rules(&tree->peers[p], platform, flavour);
	}
	free(lacks);
}
