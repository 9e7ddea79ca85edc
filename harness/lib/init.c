#include "init.h"

#include "../platform/platform.h"
#include "home.h"
#include "text.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEMPLATES "harness/templates"

/* What stands for the name in the templates: @name@, @NAME@ in upper case; in the names of files, NAME. */
struct names {
	char *name, *upper;
};

static char *replaced(const char *text, const char *what, const char *by)
{
	struct text t = { 0 };
	const char *at;

	text_put(&t, "", 0);
	for (; (at = strstr(text, what)); text = at + strlen(what)) {
		text_put(&t, text, (size_t)(at - text));
		text_put(&t, by, strlen(by));
	}
	text_put(&t, text, strlen(text));
	return t.bytes;
}

static int copy_file(const char *from, const char *to, const struct names *names)
{
	char *text = file_read(from, NULL), *half, *whole;
	int failed;

	if (!text)
		return -1;
	half = replaced(text, "@name@", names->name);
	whole = replaced(half, "@NAME@", names->upper);
	failed = file_write(to, whole, strlen(whole));
	free(text);
	free(half);
	free(whole);
	return failed;
}

static int copy_folder(const char *from, const char *to, const struct names *names)
{
	char **files = seam_folder_names(from);
	int failed = files ? seam_make_folders(to) : -1;

	for (char **file = files; file && *file && !failed; file++) {
		char *source = format_new("%s/%s", from, *file), *name = replaced(*file, "NAME", names->name);
		char *target = format_new("%s/%s", to, name);

		failed = seam_is_folder(source) ? copy_folder(source, target, names) : copy_file(source, target, names);
		if (failed)
			fprintf(stderr, "seam: %s: %s\n", target, strerror(errno));
		free(source);
		free(name);
		free(target);
	}
	words_free(files);
	return failed;
}

/* A name becomes a part of identifiers, in every language. */
static bool is_name(const char *name)
{
	bool good = islower((unsigned char)*name);

	for (const char *c = name; *c && good; c++)
		good = islower((unsigned char)*c) || isdigit((unsigned char)*c) || *c == '_';
	return good;
}

/* The folder to copy; NULL after a message. */
static char *template_of(const char *kind, const char *language)
{
	bool peer = strcmp(kind, "peer") == 0, group = strcmp(kind, "group") == 0;
	char *below = peer ? format_new(TEMPLATES "/peer/%s", language ? language : "c") : copy_new(TEMPLATES "/group");
	char *folder = home_path(below), *all = home_path(TEMPLATES "/peer");
	char **languages = seam_folder_names(all);
	const char *problem = NULL;

	if (!peer && !group)
		problem = "init makes a `peer` or a `group`";
	else if (group && language && strcmp(language, "c") != 0)
		problem = "a group's cases are written in C";
	if (problem) {
		fprintf(stderr, "seam: %s; see `seam --help`\n", problem);
	} else if (!seam_is_folder(folder) || (language && strchr(language, '/'))) {
		problem = "there is no such template";
		fprintf(stderr, "seam: there is no template of a peer in %s; there are:", language ? language : "c");
		for (char **l = languages; l && *l; l++)
			fprintf(stderr, " %s", *l);
		fputc('\n', stderr);
	}
	words_free(languages);
	free(all);
	free(below);
	if (problem) {
		free(folder);
		folder = NULL;
	}
	return folder;
}

/* A path that is taken for one, whatever its name. */
static char *shown(const char *path)
{
	return strchr(path, '/') ? copy_new(path) : format_new("./%s", path);
}

static void tell(const char *kind, const char *path)
{
	bool peer = strcmp(kind, "peer") == 0;
	char *folder = shown(path), *program = home_program();

	printf("%s: written.  Now:\n\n", path);
	if (peer && home_is_here())
		printf("  make check PEER=%s GROUP=strings\n", folder);
	else if (peer)
		printf("  %s run --peer %s --group strings\n", program, folder);
	else if (home_is_here())
		printf("  make check GROUP=%s PEER=%s/reference\n", folder, folder);
	else
		printf("  %s run --group %s --peer %s/reference\n", program, folder, folder);
	printf("\n%s/README.md says how it goes on.\n", folder);
	free(folder);
	free(program);
}

int init_write(const char *kind, const char *path, const char *language)
{
	char *target = copy_new(path), *from;
	struct names names;
	int failed = -1;

	while (strlen(target) > 1 && target[strlen(target) - 1] == '/')
		target[strlen(target) - 1] = '\0';
	names.name = copy_new(strrchr(target, '/') ? strrchr(target, '/') + 1 : target);
	names.upper = copy_new(names.name);
	for (char *c = names.upper; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	if (home_find() != 0 || !(from = template_of(kind, language)))
		goto out;
	if (!is_name(names.name))
		fprintf(stderr, "seam: %s: a name begins with a small letter, and small letters, digits and _ follow\n", names.name);
	else if (seam_path_exists(target))
		fprintf(stderr, "seam: %s is there already: nothing was written\n", target);
	else if (seam_make_folders(target) != 0)
		fprintf(stderr, "seam: %s: %s\n", target, strerror(errno));
	else
		failed = copy_folder(from, target, &names);
	if (!failed)
		tell(kind, target);
	free(from);
out:
	free(target);
	free(names.name);
	free(names.upper);
	return failed;
}
