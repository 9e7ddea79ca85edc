/* windows_files.c - files and folders of platform.h on Windows. */
#include "platform.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

enum { TRIES = 50 };

bool seam_is_absolute(const char *path)
{
	return *path == '/' || *path == '\\' || (*path && path[1] == ':');
}

char *seam_current_folder(void)
{
	DWORD size = GetCurrentDirectoryA(0, NULL);
	char *path = size ? malloc(size) : NULL;

	if (!path || GetCurrentDirectoryA(size, path) >= size) {
		free(path);
		return NULL;
	}
	for (char *slash = path; (slash = strchr(slash, '\\'));)
		*slash = '/';
	if (strlen(path) > 1 && path[strlen(path) - 1] == '/')
		path[strlen(path) - 1] = '\0';
	return path;
}

char *seam_program_path(void)
{
	char path[4096];
	DWORD size = GetModuleFileNameA(NULL, path, sizeof path);

	if (!size || size >= sizeof path)
		return NULL;
	for (char *slash = path; (slash = strchr(slash, '\\'));)
		*slash = '/';
	return _strdup(path);
}

int seam_make_folders(const char *path)
{
	char *copy = _strdup(path);

	if (!copy)
		return -1;
	for (char *slash = copy + 1; (slash = strpbrk(slash, "/\\")); slash++) {
		char kept = *slash;

		*slash = '\0';
		if (slash[-1] != ':')
			CreateDirectoryA(copy, NULL);
		*slash = kept;
	}
	CreateDirectoryA(copy, NULL);
	free(copy);
	return seam_is_folder(path) ? 0 : -1;
}

static char *inside(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	char *path = malloc(size);

	if (path)
		snprintf(path, size, "%s/%s", folder, name);
	return path;
}

/* A process that has just ended may keep a file for a moment. */
static bool removed(BOOL WINAPI (*how)(LPCSTR path), const char *path)
{
	for (int i = 0; i < TRIES; i++) {
		if (how(path))
			return true;
		if (GetLastError() != ERROR_SHARING_VIOLATION && GetLastError() != ERROR_DIR_NOT_EMPTY &&
		    GetLastError() != ERROR_ACCESS_DENIED)
			break;
		SetFileAttributesA(path, FILE_ATTRIBUTE_NORMAL);
		Sleep(2);
	}
	return false;
}

int seam_remove_tree(const char *path)
{
	DWORD kind = GetFileAttributesA(path);
	WIN32_FIND_DATAA entry;
	char *pattern;
	HANDLE search;
	bool failed = false;

	if (kind == INVALID_FILE_ATTRIBUTES)
		return 0;
	if (!(kind & FILE_ATTRIBUTE_DIRECTORY))
		return removed(DeleteFileA, path) ? 0 : -1;
	pattern = inside(path, "*");
	/* What a link leads to is not in the folder. */
	search = pattern && !(kind & FILE_ATTRIBUTE_REPARSE_POINT) ? FindFirstFileA(pattern, &entry)
	                                                           : INVALID_HANDLE_VALUE;
	free(pattern);
	if (search != INVALID_HANDLE_VALUE) {
		do {
			char *name;

			if (strcmp(entry.cFileName, ".") == 0 || strcmp(entry.cFileName, "..") == 0)
				continue;
			name = inside(path, entry.cFileName);
			failed |= !name || seam_remove_tree(name) != 0;
			free(name);
		} while (FindNextFileA(search, &entry));
		FindClose(search);
	}
	return removed(RemoveDirectoryA, path) && !failed ? 0 : -1;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char **seam_folder_names(const char *path)
{
	char *pattern = inside(path, "*"), **names = NULL;
	WIN32_FIND_DATAA entry;
	HANDLE search = pattern ? FindFirstFileA(pattern, &entry) : INVALID_HANDLE_VALUE;
	size_t n = 0;

	free(pattern);
	if (search == INVALID_HANDLE_VALUE)
		return NULL;
	do {
		char **grown;

		if (entry.cFileName[0] == '.')
			continue;
		grown = realloc(names, (n + 2) * sizeof *names);
		if (!grown)
			break;
		names = grown;
		names[n++] = _strdup(entry.cFileName);
		names[n] = NULL;
	} while (FindNextFileA(search, &entry));
	FindClose(search);
	if (!names)
		return calloc(1, sizeof *names);
	qsort(names, n, sizeof *names, by_name);
	return names;
}

int seam_replace_file(const char *from, const char *to)
{
	for (int i = 0; i < TRIES; i++) {
		if (MoveFileExA(from, to, MOVEFILE_REPLACE_EXISTING))
			return 0;
		if (GetLastError() != ERROR_SHARING_VIOLATION && GetLastError() != ERROR_ACCESS_DENIED)
			break;
		/* Someone is reading the old one, or replacing it too. */
		Sleep(2);
	}
	errno = GetLastError() == ERROR_FILE_NOT_FOUND ? ENOENT : EACCES;
	return -1;
}

size_t seam_file_size(const char *path)
{
	WIN32_FILE_ATTRIBUTE_DATA data;

	if (!GetFileAttributesExA(path, GetFileExInfoStandard, &data))
		return 0;
	return (size_t)(((uint64_t)data.nFileSizeHigh << 32) | data.nFileSizeLow);
}

bool seam_is_folder(const char *path)
{
	DWORD kind = GetFileAttributesA(path);

	return kind != INVALID_FILE_ATTRIBUTES && (kind & FILE_ATTRIBUTE_DIRECTORY);
}

bool seam_path_exists(const char *path)
{
	return GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES;
}
