/*
 * security_files.c - files below a root, and randomness: what the operating system has to do.  A path is walked name by name, each
 * opened below the last and never through a link; what has been opened is what is used, names are not looked at again.
 */
#define _DEFAULT_SOURCE 1
#define _DARWIN_C_SOURCE 1
#define _CRT_RAND_S 1
#include "security_parts.h"

#include <stdlib.h>
#include <string.h>

#if defined(_WIN32)
int security_random_fill(void *buffer, size_t n)
{
	unsigned char *p = buffer;

	if (!buffer && n)
		return SEAM_E_NULL;
	if (n > SEAM_SEC_ALLOC_MAX)
		return SEAM_E_RANGE;
	for (size_t i = 0; i < n; i++) {
		unsigned value = 0;

		if (rand_s(&value))
			return SEAM_E_FAILED;
		p[i] = (unsigned char)value;
	}
	return SEAM_OK;
}
#else
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define ENTROPY_MAX 256u /* bytes, of one getentropy() */
#define NAME_BYTES  255u /* of one name in a path */

struct seam_sec_root {
	int folder;
};

int security_random_fill(void *buffer, size_t n)
{
	unsigned char *p = buffer;

	if (!buffer && n)
		return SEAM_E_NULL;
	if (n > SEAM_SEC_ALLOC_MAX)
		return SEAM_E_RANGE;
	while (n) {
		size_t part = n < ENTROPY_MAX ? n : ENTROPY_MAX;

		if (getentropy(p, part))
			return SEAM_E_FAILED;
		p += part;
		n -= part;
	}
	return SEAM_OK;
}

int security_root_open(const char *path, size_t n, struct seam_sec_root **out)
{
	char terminated[SEAM_SEC_PATH_MAX + 1];
	struct seam_sec_root *root;

	if ((!path && n) || !out)
		return SEAM_E_NULL;
	if (!n || n > SEAM_SEC_PATH_MAX || path[0] != '/')
		return SEAM_E_RANGE;
	if (memchr(path, 0, n))
		return SEAM_E_NUL;
	memcpy(terminated, path, n);
	terminated[n] = 0;
	root = security_alloc(sizeof *root);
	if (!root)
		return SEAM_E_MEMORY;
	root->folder = open(terminated, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root->folder < 0) {
		int rc = errno == ENOENT ? SEAM_E_NOT_FOUND : SEAM_E_FAILED;

		security_free(root, sizeof *root);
		return rc;
	}
	security_live++;
	*out = root;
	return SEAM_OK;
}

void security_root_release(struct seam_sec_root *root)
{
	if (!root)
		return;
	close(root->folder);
	security_free(root, sizeof *root);
	security_live--;
}

static bool special(const char *name)
{
	return !*name || !strcmp(name, ".") || !strcmp(name, "..");
}

static bool is_link(int folder, const char *name)
{
	struct stat status;

	return !fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) && S_ISLNK(status.st_mode);
}

static int refused(int folder, const char *name)
{
	int error = errno;

	if (error == ELOOP || is_link(folder, name))
		return SEAM_E_RANGE;
	switch (error) {
	case ENOENT:
	case ENOTDIR: return SEAM_E_NOT_FOUND;
	case EEXIST: return SEAM_E_STATE;
	case ENAMETOOLONG: return SEAM_E_RANGE;
	case EILSEQ: return SEAM_E_ENCODING;
	default: return SEAM_E_FAILED;
	}
}

/* Cuts the path into names, terminated, one behind the other. */
static int names_of(const char *path, size_t n, char *names)
{
	size_t start = 0;

	if (!path && n)
		return SEAM_E_NULL;
	if (!n || n > SEAM_SEC_PATH_MAX)
		return SEAM_E_RANGE;
	if (memchr(path, 0, n))
		return SEAM_E_NUL;
	for (size_t i = 0; i <= n; i++) {
		names[i] = i < n && path[i] != '/' ? path[i] : 0;
		if (names[i])
			continue;
		if (i - start > NAME_BYTES || special(names + start))
			return SEAM_E_RANGE;
		start = i + 1;
	}
	return SEAM_OK;
}

/* Opens the folder in which the last name of the path stands, and gives both; the folder is the caller's to close. */
static int open_folder(const struct seam_sec_root *root, char *names, size_t n, int *folder, const char **last)
{
	const char *name = names;
	int at = dup(root->folder);

	while (at >= 0 && name + strlen(name) < names + n) {
		int below = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

		if (below < 0) {
			int rc = refused(at, name);

			close(at);
			return rc;
		}
		close(at);
		at = below;
		name += strlen(name) + 1;
	}
	if (at < 0)
		return SEAM_E_FAILED;
	*folder = at;
	*last = name;
	return SEAM_OK;
}

static int open_below(const struct seam_sec_root *root, const char *path, size_t n, int flags, int *out)
{
	char names[SEAM_SEC_PATH_MAX + 1];
	const char *last;
	int folder, rc = names_of(path, n, names);

	if (!rc)
		rc = open_folder(root, names, n, &folder, &last);
	if (rc)
		return rc;
	*out = openat(folder, last, flags | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (*out < 0)
		rc = flags & O_EXCL && errno == EEXIST ? SEAM_E_STATE : refused(folder, last);
	close(folder);
	return rc;
}

static int read_whole(int file, void *buffer, size_t size)
{
	unsigned char *p = buffer;

	while (size) {
		ssize_t got = read(file, p, size);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got ? SEAM_E_FAILED : SEAM_E_STATE;
		p += got;
		size -= (size_t)got;
	}
	return SEAM_OK;
}

int security_root_read(const struct seam_sec_root *root, const char *path, size_t n, seam_sec_authorise_fn authorise,
                       void *userdata, void *buffer, size_t size, size_t *out_n)
{
	struct stat status;
	int file, rc;

	if (!root || !authorise || (!buffer && size) || !out_n)
		return SEAM_E_NULL;
	/* A pipe that nobody writes would be waited for. */
	rc = open_below(root, path, n, O_RDONLY | O_NONBLOCK, &file);
	if (rc)
		return rc;
	if (fstat(file, &status) || !S_ISREG(status.st_mode)) {
		rc = SEAM_E_FAILED;
	} else if ((uint64_t)status.st_size > size) {
		*out_n = (size_t)status.st_size;
		rc = SEAM_E_SPACE;
	} else if (authorise(userdata, path, n, (uint64_t)status.st_size) != 1) {
		rc = SEAM_E_FAILED;
	} else {
		rc = read_whole(file, buffer, (size_t)status.st_size);
		if (!rc)
			*out_n = (size_t)status.st_size;
	}
	close(file);
	return rc;
}

static int write_whole(int file, const void *bytes, size_t size)
{
	const unsigned char *p = bytes;

	while (size) {
		ssize_t put = write(file, p, size);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return SEAM_E_FAILED;
		p += put;
		size -= (size_t)put;
	}
	return SEAM_OK;
}

int security_root_create(const struct seam_sec_root *root, const char *path, size_t n, const void *bytes, size_t size)
{
	char names[SEAM_SEC_PATH_MAX + 1];
	const char *last;
	int file, folder, rc;

	if (!root || (!bytes && size))
		return SEAM_E_NULL;
	rc = open_below(root, path, n, O_WRONLY | O_CREAT | O_EXCL, &file);
	if (rc)
		return rc;
	rc = write_whole(file, bytes, size);
	if (close(file) && !rc)
		rc = SEAM_E_FAILED;
	if (rc && !names_of(path, n, names) && !open_folder(root, names, n, &folder, &last)) {
		unlinkat(folder, last, 0);
		close(folder);
	}
	return rc;
}

int security_root_temporary(const struct seam_sec_root *root, const void *bytes, size_t size, char *name)
{
	char made[SEAM_SEC_TEMPORARY] = "tmp-";
	unsigned char random[16];
	int rc;

	if (!root || (!bytes && size) || !name)
		return SEAM_E_NULL;
	rc = security_random_fill(random, sizeof random);
	if (rc)
		return rc;
	for (size_t i = 0; i < sizeof random; i++)
		snprintf(made + 4 + 2 * i, 3, "%02x", random[i]);
	rc = security_root_create(root, made, sizeof made - 1, bytes, size);
	if (!rc)
		memcpy(name, made, sizeof made);
	return rc;
}
#endif
