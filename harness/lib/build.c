#include "build.h"

#include "../platform/platform.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUILD_SKIPPED = 77, MOST_VARIABLES = 32 };

static const char *value(const struct conf *conf, const char *key)
{
	const char *v = conf_get(conf, key);

	return v ? v : "";
}

static const char *or_default(const struct conf *conf, const char *key, const char *otherwise)
{
	const char *v = conf_get(conf, key);

	return v ? v : otherwise;
}

static char *cache_folder(void)
{
	const char *chosen = getenv("SEAM_CACHE"), *home = getenv("HOME"), *xdg = getenv("XDG_CACHE_HOME");

	if (chosen && *chosen)
		return copy_new(chosen);
	if (xdg && *xdg)
		return format_new("%s/seam", xdg);
	return format_new("%s/.cache/seam", home ? home : ".");
}

static void keep_output(void *log, const char *bytes, size_t size)
{
	text_put(log, bytes, size);
}

char *shell_value(const char *value)
{
	char *shell = format_new("printf %%s \"%s\"", value);
	const char *const argv[] = { "sh", "-c", shell, NULL };
	struct text out = { 0 };
	struct seam_process process = { .argv = argv, .argument = &out, .output = keep_output };

	if (!strstr(value, "$("))
		text_format(&out, "%s", value);
	else
		seam_process_run(&process);
	text_put(&out, "", 0);
	free(shell);
	return out.bytes;
}

char **build_environment(const struct flavour *flavour, const char *out, const char *work)
{
	char **env = need(calloc(MOST_VARIABLES, sizeof *env)), *root = need(seam_current_folder()), *cache = cache_folder();
	const struct conf *conf = flavour->conf;
	char *out_path = path_from_root(out), *work_path = path_from_root(work), *ldflags = shell_value(value(conf, "ldflags"));
	size_t n = 0;

	seam_make_folders(cache);
	env[n++] = format_new("OUT=%s", out_path);
	env[n++] = format_new("WORK=%s", work_path);
	env[n++] = format_new("SEAM=%s", root);
	env[n++] = format_new("PROBE=%s/build/native/%s", root, flavour->name);
	env[n++] = format_new("CACHE=%s", cache);
	env[n++] = format_new("FLAVOUR=%s", flavour->name);
	env[n++] = format_new("CC=%s", or_default(conf, "cc", "cc"));
	env[n++] = format_new("CXX=%s", or_default(conf, "cxx", "c++"));
	env[n++] = format_new("CFLAGS=%s", value(conf, "cflags"));
	env[n++] = format_new("CXXFLAGS=%s", or_default(conf, "cxxflags", value(conf, "cflags")));
	env[n++] = format_new("LDFLAGS=%s", ldflags);
	env[n++] = format_new("RUSTFLAGS=%s", value(conf, "rustflags"));
	env[n++] = format_new("INCLUDES=-I%s/harness/include -I%s/cases", root, root);
	env[n++] = copy_new("MAKEFLAGS="); /* a build of its own: this make's job server is not its to use */
	env[n++] = copy_new("WARNINGS=-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror");
	free(root);
	free(cache);
	free(out_path);
	free(work_path);
	free(ldflags);
	return env;
}

static void add_variable(char **env, char *variable)
{
	size_t n = words_count(env);

	if (n + 1 < MOST_VARIABLES)
		env[n] = variable;
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

int build_probe(const struct flavour *flavour)
{
	char *out = probe_path(flavour->name), *work = work_folder(out), **env = build_environment(flavour, out, work);
	int status = run_shell("sh harness/build-probe.sh", NULL, env, NULL);

	words_free(env);
	free(out);
	free(work);
	return status == 0 ? 0 : -1;
}

int build_group(const struct group *group, const char *edition, const struct flavour *flavour)
{
	char *out = group_path(group, edition, flavour->name, seam_library_suffix), *work = work_folder(out);
	char **env = build_environment(flavour, out, work);
	char *above = path_from_root(group->folder);
	int status;

	/* A group outside the tree finds its own header as "name/name.h", like those inside. */
	add_variable(env, format_new("GROUP_CFLAGS=-I%s/.. %s", above, value(group->conf, "cflags")));
	add_variable(env, format_new("GROUP_LIBS=%s", value(group->conf, "libs")));
	add_variable(env, format_new("EDITION=%s", edition));
	status = run_shell("sh \"$SEAM/harness/build-group.sh\"", group->folder, env, NULL);
	if (status != 0) {
		char *list = group_path(group, edition, flavour->name, "list");

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

static char *beside(const struct peer *peer, const char *flavour, const char *ending)
{
	return format_new("build/native/%s/peers/%s.%s", flavour, peer->name, ending);
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

int build_peer(const struct peer *peer, const struct flavour *flavour)
{
	char *out = peer_path(peer, flavour->name), *work = work_folder(out), *fresh = format_new("%s.new", out);
	char **env = build_environment(flavour, fresh, work);
	char *log_path = beside(peer, flavour->name, "log"), *skip_path = beside(peer, flavour->name, "skip");
	const char *command = conf_part(peer->conf, "build", flavour->name), *edition;
	struct text log = { 0 };
	int status;

	if (!command)
		command = value(peer->conf, "build");
	for (const struct conf_entry *e = peer->conf->entries; e; e = e->next)
		if (strncmp(e->key, "edition.", 8) == 0 && (edition = e->value))
			add_variable(env, format_new("EDITION=%s", edition));
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

char *build_reason(const struct peer *peer, const char *flavour, bool *skip)
{
	char *skip_path = beside(peer, flavour, "skip"), *log_path = beside(peer, flavour, "log");
	char *reason = file_read(skip_path, NULL);

	*skip = reason != NULL;
	if (!reason)
		reason = seam_path_exists(log_path) ? format_new("the peer did not build: see %s", log_path)
		                                    : copy_new("the peer was not built: run `make`");
	free(skip_path);
	free(log_path);
	return reason;
}
