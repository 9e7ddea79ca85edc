/* posix_files.c - files and folders of platform.h on Linux and macOS. */
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "platform.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

bool seam_is_absolute(const char *path)
{
	return *path == '/';
}

char *seam_current_folder(void)
{
	return realpath(".", NULL);
}

char *seam_program_path(void)
{
#ifdef __APPLE__
	char path[4096];
	uint32_t size = sizeof path;

	return _NSGetExecutablePath(path, &size) == 0 ? realpath(path, NULL) : NULL;
#else
	return realpath("/proc/self/exe", NULL);
#endif
}

int seam_make_folders(const char *path)
{
	char *copy = strdup(path);

	if (!copy)
		return -1;
	for (char *slash = copy + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(copy, 0755);
		*slash = '/';
	}
	mkdir(copy, 0755);
	free(copy);
	return seam_is_folder(path) ? 0 : -1;
}

int seam_remove_tree(const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	int failed = 0;

	if (!folder)
		return errno == ENOENT ? 0 : unlink(path);
	while ((entry = readdir(folder))) {
		char *name;
		struct stat kind;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (asprintf(&name, "%s/%s", path, entry->d_name) < 0)
			break;
		if (lstat(name, &kind) == 0 && S_ISDIR(kind.st_mode))
			failed |= seam_remove_tree(name);
		else
			failed |= unlink(name);
		free(name);
	}
	closedir(folder);
	return rmdir(path) | failed ? -1 : 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char **seam_folder_names(const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	char **names = NULL;
	size_t n = 0;

	if (!folder)
		return NULL;
	while ((entry = readdir(folder))) {
		char **grown;

		if (entry->d_name[0] == '.')
			continue;
		grown = realloc(names, (n + 2) * sizeof *names);
		if (!grown)
			break;
		names = grown;
		names[n++] = strdup(entry->d_name);
		names[n] = NULL;
	}
	closedir(folder);
	if (!names)
		return calloc(1, sizeof *names);
	qsort(names, n, sizeof *names, by_name);
	return names;
}

int seam_replace_file(const char *from, const char *to)
{
	return rename(from, to);
}

bool seam_is_folder(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

bool seam_path_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

size_t seam_file_size(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 ? (size_t)s.st_size : 0;
}
