/*
 * path: a path names a file below its root, as it stands; anything else is refused, not mended.
 * Rule: security.path    Source: CWE-22, CWE-23, CWE-36, CWE-158; RUSTSEC-2021-0080 (tar), CVE-2000-0884
 */
#include "security/root.h"

static void each_with(struct seam_case *c, const char *const *paths, int code)
{
	struct seam_sec_root *root;

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	for (; *paths; paths++) {
		const char *path = SEAM_STIMULUS(c) ? *paths : "file";

		if (!unread_with(c, root, path, strlen(path), code))
			break;
	}
	SEAM_OPS(c, security)->root_release(root);
}

static void below(struct seam_case *c)
{
	static const char *const names[] = { "...", "..file", "file..", ".hidden", "a b", "%n%s", "-rf", "~", "$HOME", "a'b", "x\xC3\xA9", "a;b" };
	struct seam_sec_root *root;
	char path[64];

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	reads(c, root, BYTES("file"), INSIDE);
	reads(c, root, BYTES("sub/file"), "below");
	reads(c, root, BYTES("empty"), "");
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		snprintf(path, sizeof path, "root/%s", names[i]);
		if (seam_file_make(c, at(c, path), names[i], strlen(names[i])) == 0)
			reads(c, root, names[i], strlen(names[i]), names[i]);
	}
	SEAM_OPS(c, security)->root_release(root);
}

static void dots(struct seam_case *c)
{
	static const char *const paths[] = { "..", ".", "../outside", "./file", "sub/../file", "sub/..", "sub/.", "sub/./file",
		                             "sub/../../outside", "../root/file", "sub/../../root/file", "../", "./", "../../../../etc/passwd",
		                             "missing/../file", "missing/../../outside", "sub/file/../../../outside", NULL };

	each_with(c, paths, SEAM_E_RANGE);
}

static void form(struct seam_case *c)
{
	static const char *const paths[] = { "file/", "sub/", "sub//file", "/", "//", "//file", "/file", "sub///file", "sub/file/", "/../outside", NULL };
	struct seam_sec_root *root;

	NEED_ROOT(c);
	each_with(c, paths, SEAM_E_RANGE);
	root = root_of(c);
	if (!root)
		return;
	unread_with(c, root, "", 0, SEAM_E_RANGE);
	unread_with(c, root, NULL, 0, SEAM_E_RANGE);
	SEAM_OPS(c, security)->root_release(root);
}

static void absolute(struct seam_case *c)
{
	char outside[4200], inside[4200];
	const char *paths[] = { "/etc/passwd", outside, inside, NULL };

	snprintf(outside, sizeof outside, "%s", at(c, "outside"));
	snprintf(inside, sizeof inside, "%s", at(c, "root/file"));
	each_with(c, paths, SEAM_E_RANGE);
}

static void nul(struct seam_case *c)
{
	static const struct {
		const char *path;
		size_t n;
	} paths[] = { { BYTES("file\0") }, { BYTES("file\0.txt") }, { BYTES("fi\0le") }, { BYTES("\0") }, { BYTES("\0file") },
		      { BYTES("sub\0/file") }, { BYTES("sub/file\0/../../outside") } };
	struct seam_sec_root *root;

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
		if (!unread_with(c, root, paths[i].path, SEAM_STIMULUS(c) ? paths[i].n : 4, SEAM_E_NUL))
			break;
	SEAM_OPS(c, security)->root_release(root);
}

/* Things that others have taken for a slash, or for dots.  They are names, of files that are not there. */
static void other_bytes(struct seam_case *c)
{
	static const char *const paths[] = { "..\\outside", "sub\\file", "..\xC0\xAFoutside", "..\xE0\x80\xAFoutside", "..%2foutside", "..%5Coutside",
		                             "%2e%2e/outside", "..\xEF\xBC\x8Foutside", "\xC0\xAE\xC0\xAE/outside", "sub\xC0\xAF" "file", "..\r/outside",
		                             "file::$DATA", "file%00", "file ", NULL };
	bool utf8_only = (seam_traits(c) & SEAM_UTF8_ONLY) != 0;
	struct seam_sec_root *root;

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	for (const char *const *path = paths; *path; path++) {
		int rc = unread(c, root, *path, strlen(*path));
		bool lawful = rc == SEAM_E_NOT_FOUND || (rc == SEAM_E_ENCODING && utf8_only && strpbrk(*path, "\xC0\xE0")) ||
		              (rc == SEAM_E_RANGE && strchr(*path, '\\'));

		if (rc != SEAM_OK && !lawful)
			FAIL(c, "\"%s\", which is not there, is answered with %d", shown(*path, strlen(*path)), rc);
	}
	/* Where a name can have a backslash, it is that file and no other. */
	if (seam_file_make(c, at(c, "root/sub\\file"), "with a backslash", 16) == 0) {
		struct asked asked = { .answer = 1 };
		char *buffer = seam_out(c, 64);
		size_t out_n = 0;

		if (SEAM_OPS(c, security)->root_read(root, "sub\\file", 8, answer_asked, &asked, buffer, 64, &out_n) == SEAM_OK)
			CHECK_BYTES(c, buffer, out_n, "with a backslash", 16);
	}
	SEAM_OPS(c, security)->root_release(root);
}

static void not_a_file(struct seam_case *c)
{
	static const char *const missing[] = { "missing", "sub/missing", "missing/file", "fil", "file2", "file/x", "outside", NULL };
	static const char *const folders[] = { "sub", NULL };

	each_with(c, missing, SEAM_E_NOT_FOUND);
	each_with(c, folders, SEAM_E_FAILED);
}

SEAM_CASES(security, path) = {
	{ "below", SEAM_MUST, below, "a file below the root is read, whatever its name", 0 },
	{ "dots", SEAM_MUST, dots, ". and .. are refused, wherever they lead", 0 },
	{ "form", SEAM_MUST, form, "empty names, and slashes at the ends, are refused", 0 },
	{ "absolute", SEAM_MUST, absolute, "an absolute path is refused, be it in the root", 0 },
	{ "nul", SEAM_MUST, nul, "a NUL in a path is refused, not the path's end", 0 },
	{ "other_bytes", SEAM_MUST, other_bytes, "only / is a slash, only a dot is a dot", 0 },
	{ "not_a_file", SEAM_MUST, not_a_file, "what is not there, or is no file, is said to be so", 0 },
	SEAM_END
};
