#include "build.h"

#include "../platform/platform.h"
#include "home.h"
#include "ops.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUILD_SKIPPED = 77 };

static const char *value(const struct conf *conf, const char *key)
{
	const char *v = conf_get(conf, key);

	return v ? v : "";
}

static void keep_output(void *log, const char *bytes, size_t size)
{
	text_put(log, bytes, size);
}

/* Runs shell text in a folder; its output goes to `log`, or to the user when that is NULL.  The exit status, or -1. */
static int run_shell(const char *shell, const char *folder, char **env, struct text *log)
{
	const char *const argv[] = { "sh", "-c", shell, NULL };
	struct seam_process process = { .argv = argv,
		                        .env = (const char *const *)env,
		                        .folder = folder,
		                        .argument = log,
		                        .output = log ? keep_output : NULL };

	if (seam_process_run(&process) != 0)
		return -1;
	return process.how == SEAM_EXITED ? process.status : 128 + process.status;
}

static char *work_folder(const char *out)
{
	char *work = format_new("%s.work", out), *folder = copy_new(out), *slash = strrchr(folder, '/');

	if (slash)
		*slash = '\0';
	seam_make_folders(folder);
	seam_make_folders(work);
	free(folder);
	return work;
}

int build_probe(const struct platform *platform, const struct flavour *flavour)
{
	char *out = probe_path(platform, flavour->name), *work = work_folder(out);
	char **env = build_environment(platform, flavour, out, work);
	char *home = home_folder();
	int status = run_shell("sh harness/build-probe.sh", home, env, NULL);

	free(home);
	words_free(env);
	free(out);
	free(work);
	return status == 0 ? 0 : -1;
}

/* The list of the group's ops, beside its library; a group without a contract of its own has none. */
static void write_ops(const struct group *group, const char *edition, const struct platform *platform, const char *flavour)
{
	char *header = format_new("%s/%s.h", group->folder, group->name), *text = file_read(header, NULL),
	     *path = group_path(group, edition, platform, flavour, "ops");
	FILE *out = text ? fopen(path, "wb") : NULL;

	if (out) {
		bool failed = ops_write(text, group->name, out) != 0;

		if (fclose(out) != 0 || failed)
			remove(path);
	}
	free(header);
	free(text);
	free(path);
}

int build_group(const struct group *group, const char *edition, const struct platform *platform,
                const struct flavour *flavour)
{
	char *out = group_path(group, edition, platform, flavour->name, seam_library_suffix), *work = work_folder(out);
	char **env = build_environment(platform, flavour, out, work);
	char *above = path_from_root(group->folder);
	int status;

	/* A group outside the tree finds its own header as "name/name.h", like those inside. */
	build_add_variable(env, format_new("GROUP_CFLAGS=-I%s/.. %s", above, value(group->conf, "cflags")));
	build_add_variable(env, format_new("GROUP_LIBS=%s", value(group->conf, "libs")));
	build_add_variable(env, format_new("GROUP_BUILD=%s", value(group->conf, "build")));
	build_add_variable(env, format_new("EDITION=%s", edition));
	status = run_shell("sh \"$SEAM/harness/build-group.sh\"", group->folder, env, NULL);
	if (status == 0)
		write_ops(group, edition, platform, flavour->name);
	if (status != 0) {
		char *list = group_path(group, edition, platform, flavour->name, "list");

		remove(list);
		remove(out);
		free(list);
	}
	words_free(env);
	free(above);
	free(out);
	free(work);
	return status == 0 ? 0 : -1;
}

/* The last line of the log that is not blank, for a reason in one line. */
static char *last_line(const char *log)
{
	const char *end = log + strlen(log), *start;

	while (end > log && strchr(" \n\r\t", end[-1]))
		end--;
	for (start = end; start > log && start[-1] != '\n'; start--)
		;
	return format_new("%.*s", (int)(end - start), start);
}

int build_peer(const struct peer *peer, const struct platform *platform, const struct flavour *flavour)
{
	char *out = peer_path(peer, platform, flavour->name), *work = work_folder(out), *fresh = format_new("%s.new", out);
	char **env = build_environment(platform, flavour, fresh, work);
	char *log_path = peer_beside(peer, platform, flavour->name, "log");
	char *skip_path = peer_beside(peer, platform, flavour->name, "skip");
	const char *command = conf_part(peer->conf, "build", flavour->name), *edition;
	struct text log = { 0 };
	int status;

	if (!command)
		command = value(peer->conf, "build");
	for (const struct conf_entry *e = peer->conf->entries; e; e = e->next)
		if (strncmp(e->key, "edition.", 8) == 0 && (edition = e->value))
			build_add_variable(env, format_new("EDITION=%s", edition));
	remove(skip_path);
	status = run_shell(command, peer->folder, env, &log);
	file_write(log_path, text_of(&log), log.size);
	/* A run that goes on meanwhile has the old library or the new one, never a half. */
	if (status != 0 || seam_replace_file(fresh, out) != 0)
		remove(out);
	if (status == BUILD_SKIPPED) {
		char *line = last_line(text_of(&log)), *reason = strncmp(line, "skip: ", 6) == 0 ? line + 6 : line;

		file_write(skip_path, reason, strlen(reason));
		fprintf(stderr, "  skip %s in %s: %s\n", peer->name, flavour->name, reason);
		free(line);
	} else if (!seam_path_exists(out)) {
		fprintf(stderr, "  peer %s did not build in %s (status %d, no library); the end of %s:\n", peer->name,
		        flavour->name, status, log_path);
		fprintf(stderr, "%s\n", log.size > 2000 ? log.bytes + log.size - 2000 : text_of(&log));
	}
	words_free(env);
	text_free(&log);
	free(out);
	free(fresh);
	free(work);
	free(log_path);
	free(skip_path);
	return status < 0 ? -1 : 0;
}

char *build_reason(const struct peer *peer, const struct platform *platform, const char *flavour, bool *skip)
{
	char *skip_path = peer_beside(peer, platform, flavour, "skip"), *log_path = peer_beside(peer, platform, flavour, "log");
	char *reason = file_read(skip_path, NULL);

	*skip = reason != NULL;
	if (!reason)
		reason = seam_path_exists(log_path) ? format_new("the peer did not build: see %s", log_path)
		                                    : copy_new("the peer was not built: run `make`");
	free(skip_path);
	free(log_path);
	return reason;
}
