/*
 * root: a root is a folder that is there, named from the top; what it holds open it closes.
 * Rule: security.root    Source: CWE-426, CWE-427; descriptors that are lost
 */
#include "security/root.h"

static void is_refused(struct seam_case *c, const char *path, size_t n, int code)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_root *root = UNSET;
	int rc = s->root_open(seam_in(c, path, n), n, &root);

	if (rc != code)
		FAIL(c, "the root \"%.60s\" is answered with %d, not %d", n ? path : "", rc, code);
	if (rc == SEAM_OK && root != UNSET)
		s->root_release(root);
	else
		CHECK(c, root == UNSET);
}

static void not_a_root(struct seam_case *c)
{
	static const char *const relative[] = { ".", "..", "./", "root", "tmp", "~", "../..", "" };
	char path[4200];

	NEED_ROOT(c);
	make_file(c, "root/file", "");
	for (size_t i = 0; i < sizeof relative / sizeof relative[0]; i++)
		is_refused(c, relative[i], strlen(relative[i]), SEAM_E_RANGE);
	snprintf(path, sizeof path, "%s", at(c, "root"));
	is_refused(c, path, strlen(path) + 1, SEAM_E_NUL);
	snprintf(path, sizeof path, "%s", at(c, "missing"));
	is_refused(c, path, strlen(path), SEAM_E_NOT_FOUND);
	snprintf(path, sizeof path, "%s", at(c, "root/file"));
	is_refused(c, path, strlen(path), SEAM_E_FAILED);
	snprintf(path, sizeof path, "%s", at(c, "root"));
	memset(path + strlen(path), '/', SEAM_SEC_PATH_MAX + 1 - strlen(path));
	is_refused(c, path, SEAM_SEC_PATH_MAX + 1, SEAM_E_RANGE);
}

/* Two roots at once, of the same names in them. */
static void two(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_root *first, *second = UNSET;
	const char *path;

	NEED_ROOT(c);
	first = root_of(c);
	if (!first)
		return;
	make_file(c, "other/file", "the other's");
	path = at(c, "other");
	if (CHECK_EQ(c, s->root_open(path, strlen(path), &second), SEAM_OK)) {
		reads(c, first, BYTES("file"), INSIDE);
		reads(c, second, BYTES("file"), "the other's");
		unread_with(c, second, BYTES("sub/file"), SEAM_E_NOT_FOUND);
		s->root_release(first);
		reads(c, second, BYTES("file"), "the other's");
		s->root_release(second);
	} else {
		s->root_release(first);
	}
}

/* On every way out of an op, what it opened is closed. */
static void descriptors(struct seam_case *c)
{
	static const char *const names[] = { "file", "sub/file", "sub/missing", "sub", "../outside", "missing/x", "file/x", "" };
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_root *root;
	int before;

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	before = seam_descriptors();
	for (size_t i = 0; i < 2 * sizeof names / sizeof names[0]; i++) {
		const char *name = names[i / 2];
		struct asked asked = { .answer = (int)(i % 2) };
		size_t out_n;

		s->root_read(root, name, strlen(name), answer_asked, &asked, seam_out(c, 64), i < 3 ? 4 : 64, &out_n);
		if (s->root_create)
			s->root_create(root, name, strlen(name), "x", 1);
		if (!CHECK_EQ(c, seam_descriptors(), before))
			break;
	}
	s->root_release(root);
}

SEAM_CASES(security, root) = {
	{ "not_a_root", SEAM_MUST, not_a_root, "a root is an absolute path of a folder", 0 },
	{ "two", SEAM_MUST, two, "two roots are two", 0 },
	{ "descriptors", SEAM_MUST, descriptors, "what an op opens it closes, on every way out", 0 },
	SEAM_END
};
