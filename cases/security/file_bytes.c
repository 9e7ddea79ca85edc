/*
 * file_bytes: a file's bytes are counted: NULs, line ends and ends of file of other days are bytes.
 * Rule: security.file_bytes    Source: CWE-170, CWE-222; fputs() for fwrite(); text mode
 */
#include "security/root.h"

enum { BYTES_N = 3 * 256 };

static const unsigned char *bytes_of(size_t first)
{
	static unsigned char bytes[BYTES_N];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(i + first);
	return bytes;
}

/* What the file holds, told by the system. */
static void holds(struct seam_case *c, const char *path, const unsigned char *bytes, size_t n)
{
	FILE *file = fopen(at(c, path), "rb");
	unsigned char seen[BYTES_N + 64];
	size_t seen_n = file ? fread(seen, 1, sizeof seen, file) : 0;

	if (file)
		fclose(file);
	if (!file)
		FAIL(c, "%s is not there", path);
	else if (seen_n != n)
		FAIL(c, "%s has %zu bytes, not the %zu that were given", path, seen_n, n);
	else
		CHECK_BYTES(c, seen, seen_n, bytes, n);
}

static void created(struct seam_case *c)
{
	static const size_t firsts[] = { 0, 1, 10, 13, 26, 255 };
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_root *root;
	char name[16], path[32];

	NEED_ROOT(c);
	NEED(c, s->root_create);
	root = root_of(c);
	for (size_t i = 0; root && i < sizeof firsts / sizeof firsts[0]; i++) {
		const unsigned char *bytes = bytes_of(firsts[i]);

		snprintf(name, sizeof name, "new-%zu", i);
		snprintf(path, sizeof path, "root/%s", name);
		CHECK_EQ(c, s->root_create(root, name, strlen(name), seam_in(c, bytes, BYTES_N), BYTES_N), SEAM_OK);
		holds(c, path, bytes, BYTES_N);
	}
	s->root_release(root);
}

static void temporary(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	char name[SEAM_SEC_TEMPORARY], path[SEAM_SEC_TEMPORARY + 8];
	struct seam_sec_root *root;

	NEED_ROOT(c);
	NEED(c, s->root_temporary);
	root = root_of(c);
	if (!root)
		return;
	if (CHECK_EQ(c, s->root_temporary(root, seam_in(c, bytes_of(0), BYTES_N), BYTES_N, name), SEAM_OK)) {
		snprintf(path, sizeof path, "root/%s", name);
		holds(c, path, bytes_of(0), BYTES_N);
	}
	s->root_release(root);
}

static void read_back(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct asked asked = { .answer = 1 };
	unsigned char *buffer = seam_out(c, BYTES_N);
	struct seam_sec_root *root;
	size_t n = 0;

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	if (CHECK_EQ(c, seam_file_make(c, at(c, "root/bytes"), bytes_of(10), BYTES_N), 0) &&
	    CHECK_EQ(c, s->root_read(root, "bytes", 5, answer_asked, &asked, buffer, BYTES_N, &n), SEAM_OK) && CHECK_EQ(c, n, BYTES_N))
		CHECK_BYTES(c, buffer, n, bytes_of(10), BYTES_N);
	s->root_release(root);
}

SEAM_CASES(security, file_bytes) = {
	{ "created", SEAM_MUST, created, "a new file has all the bytes that it is given, NULs too", 0 },
	{ "temporary", SEAM_MUST, temporary, "a temporary file has all the bytes that it is given, NULs too", 0 },
	{ "read_back", SEAM_MUST, read_back, "a file's bytes are read as they are, NULs too", 0 },
	SEAM_END
};
