/* rules.c - the rules for make: what is built from what.  The commands themselves are `seam build`'s. */
#include "../platform/platform.h"
#include "build.h"
#include "home.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A path as make reads it. */
static void put_path(FILE *out, const char *path)
{
	fputc(' ', out);
	for (; *path; path++) {
		if (strchr(" #", *path))
			fputc('\\', out);
		if (*path == '$')
			fputc('$', out);
		fputc(*path, out);
	}
}

/* One of seam's own files. */
static void put_own(FILE *out, const char *below)
{
	char *path = home_path(below);

	put_path(out, path);
	free(path);
}

/* The files of a folder and of the folders in it, build products of the peer's own tools left out. */
static void put_files(FILE *out, const char *folder)
{
	char **names = seam_folder_names(folder);

	for (char **name = names; name && *name; name++) {
		char *path = format_new("%s/%s", folder, *name);

		if (!seam_is_folder(path))
			put_path(out, path);
		else if (strcmp(*name, "target") != 0 && strcmp(*name, "__pycache__") != 0 &&
		         strcmp(*name, "corpus") != 0)
			put_files(out, path);
		free(path);
	}
	words_free(names);
}

/* How make starts this program; malloc'd. */
static char *build_program(void)
{
	char *path = home_is_here() ? NULL : seam_program_path(), *program = path ? format_new("'%s'", path) : copy_new("build/seam");

	free(path);
	return program;
}

static void put_rule(FILE *out, const char *target, const char *kind, const char *name, const char *arguments)
{
	char *program = build_program();

	fprintf(out, "\n\t@mkdir -p $(@D)\n\t$(say) \"  %-6s %s\"\n", kind, target);
	fprintf(out, "\t$(Q)%s build --%s '%s'%s\n", program, kind, name, arguments);
	fprintf(out, "BUILT += %s\n\n", target);
	free(program);
}

/* The known-bad cases are for every flavour. */
static bool is_proof(const struct group *group)
{
	return strcmp(home_below(group->folder), PROOF_FOLDER) == 0;
}

static void group_rules(FILE *out, const struct group *group, const struct platform *platform, const struct flavour *flavour)
{
	char **editions = group_editions(group);

	for (char **edition = editions; *edition; edition++) {
		const char *reason = is_proof(group) ? NULL : group_reason_to_skip(group, flavour);
		char *path = group_path(group, *edition, platform, flavour->name, "list");
		char *arguments = format_new(" --platform %s --flavour %s%s%s", platform->name, flavour->name,
		                             **edition ? " --edition " : "", *edition), *probe;

		if (!reason && !home_is_given(path)) {
			fprintf(out, "%s: $(HARNESS_HEADERS) %s %s", path, flavour->conf->path, platform->conf->path);
			put_own(out, "harness/build-group.sh");
			put_files(out, group->folder);
			probe = probe_path(platform, flavour->name);
			fprintf(out, " | %s", probe);
			put_rule(out, path, "group", group->folder, arguments);
			free(probe);
		}
		free(path);
		free(arguments);
	}
	words_free(editions);
}

/* What a peer is built from besides its folder, as its file says. */
static void put_inputs(FILE *out, const struct peer *peer)
{
	const char *inputs = conf_get(peer->conf, "inputs");
	char **words = words_new(inputs ? inputs : "");

	for (char **w = words; *w; w++) {
		char *path = format_new("%s/%s", peer->folder, *w);

		if (seam_is_folder(path))
			put_files(out, path);
		else
			put_path(out, path);
		free(path);
	}
	words_free(words);
}

static void peer_rules(FILE *out, const struct peer *peer, const struct platform *platform, const struct flavour *flavour)
{
	char *path, *arguments;

	if (peer->library || !conf_get(peer->conf, "build") || conf_part(peer->conf, "skip", flavour->name))
		return;
	path = peer_path(peer, platform, flavour->name);
	arguments = format_new(" --platform %s --flavour %s", platform->name, flavour->name);
	fprintf(out, "%s: $(CONTRACTS) %s %s", path, flavour->conf->path, platform->conf->path);
	put_files(out, peer->folder);
	put_inputs(out, peer);
	put_rule(out, path, "peer", peer->conf->path, arguments);
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

/* A group is built for the peers that are there; on this platform, in the tree, also for who asks for no peer. */
static bool is_run(const struct tree *tree, const struct group *group)
{
	if (conf_part(tree->platform.conf, "skip", group->name) || conf_part(group->conf, "skip", tree->platform.name))
		return false;
	if (platform_is_native(&tree->platform) && home_is_here())
		return true;
	for (size_t p = 0; p < tree->n_peers; p++)
		if (platform_has_peer(&tree->platform, tree->peers[p].conf) && tree_has_cells(&tree->peers[p], group))
			return true;
	return false;
}

static void probe_rule(FILE *out, const struct platform *platform, const struct flavour *flavour)
{
	char *probe = probe_path(platform, flavour->name), *arguments = format_new(" --platform %s", platform->name);

	if (!home_is_given(probe)) {
		fprintf(out, "%s: $(PROBE_SOURCES) %s %s", probe, flavour->conf->path, platform->conf->path);
		put_own(out, "harness/build-probe.sh");
		put_rule(out, probe, "probe", flavour->name, arguments);
	}
	free(probe);
	free(arguments);
}

/* The probe, and the proof that the flavour sees what it should. */
static void flavour_rules(FILE *out, const struct platform *platform, const struct flavour *flavour)
{
	const struct group proof = { .name = (char *)PROOF_GROUP, .folder = home_path(PROOF_FOLDER) };
	char *program = build_program();
	char *proved = build_path(platform, flavour->name, "proved");
	char *list = group_path(&proof, "", platform, flavour->name, "list");
	char *arguments = format_new(" --platform %s", platform->name);

	probe_rule(out, platform, flavour);
	if (!home_is_given(proved)) {
		group_rules(out, &proof, platform, flavour);
		fprintf(out, "%s: %s\n\t$(say) \"  %-6s %s\"\n\t$(Q)%s prove%s --flavour %s\nBUILT += %s\n\n", proved,
		        list, "prove", flavour->name, program, arguments, flavour->name, proved);
	}
	free(proof.folder);
	free(program);
	free(proved);
	free(list);
	free(arguments);
}

/* Cases that no chosen flavour runs are counted all the same: their list is plain's. */
static void rules_of_lists(FILE *out, const struct tree *tree)
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
			probe_rule(out, &tree->platform, &other.flavours[0]);
		has_probe = true;
		group_rules(out, &tree->groups[g], &tree->platform, &other.flavours[0]);
	}
}

void build_rules(FILE *out, const struct tree *tree)
{
	const struct platform *platform = &tree->platform;
	char *lacks = platform_lacks(platform);

	fprintf(out, "# Made by `seam rules`.\n");
	if (!lacks)
		rules_of_lists(out, tree);
	for (size_t f = 0; f < tree->n_flavours && !lacks; f++) {
		const struct flavour *flavour = &tree->flavours[f];

		if (missing_command(flavour->conf))
			continue;
		flavour_rules(out, platform, flavour);
		for (size_t g = 0; g < tree->n_groups; g++)
			if (is_run(tree, &tree->groups[g]))
				group_rules(out, &tree->groups[g], platform, flavour);
		for (size_t p = 0; p < tree->n_peers; p++)
			if (has_any_cell(tree, &tree->peers[p], flavour))
				peer_rules(out, &tree->peers[p], platform, flavour);
	}
	free(lacks);
}
