/* scratch.c - the files and descriptors of a case, which are gone after each pass. */
#include "../platform/platform.h"
#include "instrument.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DESCRIPTORS = 64, LONGEST = 3072 };

static char folder[LONGEST];
static bool in_use;
static struct descriptor {
	int fd;
	uint64_t identity[2];
	bool mine;
} descriptors[MOST_DESCRIPTORS];
static size_t n_descriptors;

const char *seam_folder(struct seam_case *c)
{
	const char *given = getenv("SEAM_SCRATCH");
	char path[LONGEST];

	if (!*folder) {
		if (!given || snprintf(path, sizeof path, "%s/case", given) >= (int)sizeof path || seam_folder_new(path) != 0 ||
		    !seam_path_absolute(path, folder, sizeof folder)) {
			FAIL(c, "no folder can be made for the case: SEAM_SCRATCH is %s", given ? given : "not set");
			return "";
		}
	}
	in_use = true;
	return folder;
}

static bool below(struct seam_case *c, const char *path)
{
	const char *top = seam_folder(c);
	size_t n = strlen(top);

	if (n && strncmp(path, top, n) == 0 && path[n] == '/')
		return true;
	FAIL(c, "%s is not below the case's folder", path);
	return false;
}

/* Makes the folders that lead to a path. */
static void make_way(const char *path)
{
	char part[LONGEST];

	for (const char *slash = strchr(path + strlen(folder) + 1, '/'); slash; slash = strchr(slash + 1, '/'))
		if (snprintf(part, sizeof part, "%.*s", (int)(slash - path), path) < (int)sizeof part)
			seam_folder_new(part);
}

int seam_file_make(struct seam_case *c, const char *path, const void *bytes, size_t size)
{
	if (!below(c, path))
		return -1;
	make_way(path);
	return seam_file_new(path, bytes, size);
}

int seam_folder_make(struct seam_case *c, const char *path)
{
	if (!below(c, path))
		return -1;
	make_way(path);
	return seam_folder_new(path);
}

int seam_file_mode(struct seam_case *c, const char *path)
{
	return below(c, path) ? seam_mode_of(path) : -1;
}

int seam_link_make(struct seam_case *c, const char *target, const char *path)
{
	if (!below(c, path))
		return -1;
	make_way(path);
	return seam_link_new(target, path);
}

int seam_descriptor(struct seam_case *c)
{
	struct descriptor *d = &descriptors[n_descriptors];
	char path[LONGEST + 32];

	if (n_descriptors == MOST_DESCRIPTORS)
		return -1;
	snprintf(path, sizeof path, "%s/descriptor.%zu", seam_folder(c), n_descriptors);
	d->fd = seam_unnamed_file(path);
	if (d->fd < 0 || !seam_descriptor_identity(d->fd, d->identity))
		return -1;
	d->mine = true;
	n_descriptors++;
	return d->fd;
}

static bool same_file(const struct descriptor *d)
{
	uint64_t now[2];

	return seam_descriptor_identity(d->fd, now) && now[0] == d->identity[0] && now[1] == d->identity[1];
}

static struct descriptor *find(int fd)
{
	for (size_t i = n_descriptors; i-- > 0;)
		if (descriptors[i].fd == fd)
			return &descriptors[i];
	return NULL;
}

bool seam_descriptor_is_mine(struct seam_case *c, int fd)
{
	const struct descriptor *d = find(fd);

	(void)c;
	return d && same_file(d);
}

void seam_descriptor_give(struct seam_case *c, int fd)
{
	struct descriptor *d = find(fd);

	(void)c;
	if (d)
		d->mine = false;
}

void seam_scratch_close(struct seam_case *c)
{
	for (size_t i = 0; i < n_descriptors; i++) {
		const struct descriptor *d = &descriptors[i];

		if (!d->mine)
			continue;
		if (same_file(d))
			seam_descriptor_close(d->fd);
		else if (seam_carries(SEAM_AMBIENT))
			seam_instrument_fail(SEAM_AMBIENT, "the case's own descriptor %d was closed by the peer", d->fd);
	}
	n_descriptors = 0;
	if (in_use)
		seam_folder_empty(folder);
	in_use = false;
	(void)c;
}
