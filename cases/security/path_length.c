/*
 * path_length: a path is taken whole or refused: none is cut, at whichever length a buffer ends.
 * Rule: security.path_length    Source: CWE-120, CWE-222; names cut at 255 bytes, paths at PATH_MAX
 */
#include "security/root.h"

/* A path of n bytes of names of 100 and a slash; the last one has 1 to 100. */
static void long_path(char *path, size_t n)
{
	memset(path, 'a', n);
	for (size_t i = 100; i + 1 < n; i += 101)
		path[i] = '/';
	path[n] = 0;
}

/* The file that a path would be when it is cut: where it alone, or behind the root's own path, has so many bytes. */
static void never_cut(struct seam_case *c)
{
	static const size_t sizes[] = { 8, 16, 32, 64, 100, 128, 200, 255, 256, 260, 500, 512, 1000, 1023, 1024 };
	char path[SEAM_SEC_PATH_MAX + 64], whole[SEAM_SEC_PATH_MAX + 128];
	struct seam_sec_root *root;
	size_t before;

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	before = strlen(at(c, "root/"));
	for (size_t i = 0; i < 2 * sizeof sizes / sizeof sizes[0]; i++) {
		size_t size = sizes[i / 2], used = i % 2 ? before : 0;
		size_t n = size > used + 1 ? size - used - 1 : 0;

		for (size_t more = 0; more < 2 && n + more + 1 <= SEAM_SEC_PATH_MAX; more++) {
			if (n + more == 0 || (n + more) % 101 == 0 || (n + more) % 101 == 100)
				continue;
			long_path(path, n + more);
			snprintf(whole, sizeof whole, "root/%s", path);
			if (seam_file_make(c, at(c, whole), "cut", 3) != 0)
				continue;
			reads(c, root, path, n + more, "cut");
			path[n + more] = 'x';
			if (!unread_with(c, root, path, n + more + (SEAM_STIMULUS(c) ? 1 : 0), SEAM_E_NOT_FOUND))
				goto out;
		}
	}
out:
	SEAM_OPS(c, security)->root_release(root);
}

static void too_long(struct seam_case *c)
{
	static const uint64_t sizes[] = { SEAM_SEC_PATH_MAX + 1, 2000, 4096, 5000, 65536, 70000 };
	static const uint64_t untrue[] = { 0x7FFFFFFF, 0x80000004u, 0x100000004u, UINT64_MAX };
	unsigned char *path = space(c, 70000);
	struct seam_sec_root *root;

	if (!path || !SEAM_OPS(c, security)->root_open || !(root = root_of(c))) {
		free(path);
		return;
	}
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		memcpy(path, "file", 4);
		memset(path + 4, 'x', 70000 - 4);
		for (size_t slash = 4; slash < sizes[i]; slash += 100)
			path[slash] = '/';
		path[sizes[i] - 1] = 'x';
		unread_with(c, root, (char *)path, (size_t)sizes[i], SEAM_E_RANGE);
	}
	for (size_t i = 0; i < sizeof untrue / sizeof untrue[0]; i++) {
		struct asked asked = { .answer = 1 };
		size_t out_n = UNSET_N;

		if ((size_t)untrue[i] == untrue[i])
			CHECK_EQ(c, SEAM_OPS(c, security)->root_read(root, seam_in(c, "file", 4), (size_t)untrue[i], answer_asked, &asked,
			                                             seam_out(c, 64), 64, &out_n), SEAM_E_RANGE);
	}
	SEAM_OPS(c, security)->root_release(root);
	free(path);
}

/* One name of 255 bytes is taken, one of 256 is refused, first or last in the path. */
static void long_name(struct seam_case *c)
{
	struct seam_sec_root *root;
	char name[600], whole[700];

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	memset(name, 'n', sizeof name);
	snprintf(whole, sizeof whole, "root/%.255s", name);
	if (seam_file_make(c, at(c, whole), "255", 3) == 0)
		reads(c, root, name, 255, "255");
	unread_with(c, root, name, 256, SEAM_E_RANGE);
	unread_with(c, root, name, 511, SEAM_E_RANGE);
	name[256] = '/';
	unread_with(c, root, name, 260, SEAM_E_RANGE);
	SEAM_OPS(c, security)->root_release(root);
}

static void space_in_the_buffer(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_root *root;
	size_t size = sizeof INSIDE - 1;

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	for (size_t n = 0; n <= size; n++) {
		struct asked asked = { .answer = 1 };
		size_t out_n = UNSET_N;
		char *buffer = seam_out(c, n);
		int rc = s->root_read(root, seam_in(c, "file", 4), 4, answer_asked, &asked, buffer, n, &out_n);

		CHECK_EQ(c, rc, n < size ? SEAM_E_SPACE : SEAM_OK);
		CHECK_EQ(c, out_n, size);
		CHECK_EQ(c, asked.calls, n == size);
		if (rc == SEAM_OK)
			CHECK_BYTES(c, buffer, out_n, INSIDE, size);
		else
			CHECK_EQ(c, seam_untouched(c, buffer, n), n);
	}
	s->root_release(root);
}

SEAM_CASES(security, path_length) = {
	{ "never_cut", SEAM_MUST, never_cut, "no length makes of a path another, shorter one", 0 },
	{ "too_long", SEAM_MUST, too_long, "a path that is too long is refused, not cut", 0 },
	{ "long_name", SEAM_MUST, long_name, "a name that is too long is refused, not cut", 0 },
	{ "space_in_the_buffer", SEAM_MUST, space_in_the_buffer, "a file that does not fit the buffer is refused, and its size told", 0 },
	SEAM_END
};
