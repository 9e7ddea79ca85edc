/*
 * create: a new file is new, below its root, and nobody's but its owner's.
 * Rule: security.create    Source: CWE-59, CWE-377, CWE-732; CVE-2019-16775 (npm), CVE-2022-4203
 */
#include "security/root.h"

#define NEED_CREATE(c)                                                                                                 \
	do {                                                                                                           \
		NEED_ROOT(c);                                                                                          \
		NEED((c), SEAM_OPS((c), security)->root_create);                                                       \
	} while (0)

static int made(struct seam_case *c, const struct seam_sec_root *root, const char *path, size_t n, const char *text)
{
	return SEAM_OPS(c, security)->root_create(root, seam_in(c, path, n), n, seam_in(c, text, strlen(text)), strlen(text));
}

static void new_file(struct seam_case *c)
{
	struct seam_sec_root *root;

	NEED_CREATE(c);
	root = root_of(c);
	if (!root)
		return;
	CHECK_EQ(c, made(c, root, BYTES("new"), "what is new"), SEAM_OK);
	file_is(c, "root/new", "what is new");
	CHECK_EQ(c, made(c, root, BYTES("sub/new"), "%s%n"), SEAM_OK);
	file_is(c, "root/sub/new", "%s%n");
	CHECK_EQ(c, made(c, root, BYTES("nothing"), ""), SEAM_OK);
	file_is(c, "root/nothing", "");
	reads(c, root, BYTES("new"), "what is new");
	SEAM_OPS(c, security)->root_release(root);
}

static void for_its_owner(struct seam_case *c)
{
	struct seam_sec_root *root;

	NEED_CREATE(c);
	root = root_of(c);
	if (!root)
		return;
	if (CHECK_EQ(c, made(c, root, BYTES("new"), "what is new"), SEAM_OK) && seam_file_mode(c, at(c, "root/new")) != -1)
		CHECK_EQ(c, seam_file_mode(c, at(c, "root/new")) & 077, 0);
	SEAM_OPS(c, security)->root_release(root);
}

static void exists(struct seam_case *c)
{
	static const char *const paths[] = { "file", "sub/file", "empty", "sub" };
	struct seam_sec_root *root;

	NEED_CREATE(c);
	root = root_of(c);
	if (!root)
		return;
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		const char *path = SEAM_STIMULUS(c) ? paths[i] : "new";

		CHECK_EQ(c, made(c, root, path, strlen(path), "OVERWRITTEN"), SEAM_E_STATE);
	}
	file_is(c, "root/file", INSIDE);
	file_is(c, "root/sub/file", "below");
	file_is(c, "root/empty", "");
	SEAM_OPS(c, security)->root_release(root);
}

/* A link stands where the file shall be made: it is not written through, whether there is something behind it or not. */
static void over_a_link(struct seam_case *c)
{
	static const char *const targets[] = { "../outside", "../not-there", "file", "self" };
	static const char *const names[] = { "link", "to-nothing", "to-file", "self" };
	struct seam_sec_root *root;
	char path[64];

	NEED_CREATE(c);
	root = root_of(c);
	if (!root)
		return;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		snprintf(path, sizeof path, "root/%s", names[i]);
		if (SEAM_STIMULUS(c) && seam_link_make(c, targets[i], at(c, path)) != 0) {
			seam_skip(c, "there are no symbolic links here");
			break;
		}
		CHECK_EQ(c, made(c, root, names[i], strlen(names[i]), "THROUGH"), SEAM_E_STATE);
	}
	file_is(c, "outside", OUTSIDE);
	file_is(c, "not-there", NULL);
	file_is(c, "root/file", INSIDE);
	SEAM_OPS(c, security)->root_release(root);
}

static void on_the_way(struct seam_case *c)
{
	struct seam_sec_root *root;

	NEED_CREATE(c);
	root = root_of(c);
	if (!root)
		return;
	if (SEAM_STIMULUS(c) && seam_link_make(c, "..", at(c, "root/way")) != 0)
		seam_skip(c, "there are no symbolic links here");
	else
		CHECK_EQ(c, made(c, root, BYTES("way/new"), "OUT"), SEAM_E_RANGE);
	file_is(c, "new", NULL);
	SEAM_OPS(c, security)->root_release(root);
}

static void paths(struct seam_case *c)
{
	static const struct {
		const char *path;
		size_t n;
		int code;
	} bad[] = {
		{ BYTES("../new"), SEAM_E_RANGE },    { BYTES("sub/../../new"), SEAM_E_RANGE }, { BYTES("/new"), SEAM_E_RANGE },
		{ BYTES("new/"), SEAM_E_RANGE },      { BYTES("sub//new"), SEAM_E_RANGE },      { BYTES("./new"), SEAM_E_RANGE },
		{ BYTES(""), SEAM_E_RANGE },          { BYTES(".."), SEAM_E_RANGE },            { BYTES("new\0"), SEAM_E_NUL },
		{ BYTES("new\0.txt"), SEAM_E_NUL },   { BYTES("way/new"), SEAM_E_NOT_FOUND },   { BYTES("file/new"), SEAM_E_NOT_FOUND },
		{ BYTES("a/b/c/new"), SEAM_E_NOT_FOUND },
	};
	char path[300];
	struct seam_sec_root *root;

	NEED_CREATE(c);
	root = root_of(c);
	if (!root)
		return;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK_EQ(c, made(c, root, bad[i].path, bad[i].n, "BAD"), bad[i].code);
	memset(path, 'n', sizeof path);
	CHECK_EQ(c, made(c, root, path, 256, "BAD"), SEAM_E_RANGE);
	file_is(c, "new", NULL);
	file_is(c, "root/new", NULL);
	file_is(c, "root/sub/new", NULL);
	path[255] = 0;
	memcpy(path, "root/", 5);
	file_is(c, path, NULL);
	SEAM_OPS(c, security)->root_release(root);
}

SEAM_CASES(security, create) = {
	{ "new_file", SEAM_MUST, new_file, "a new file has the bytes that it is given", 0 },
	{ "for_its_owner", SEAM_MUST, for_its_owner, "nobody but its owner may read or write a new file", 0 },
	{ "exists", SEAM_MUST, exists, "what is there is not written over", 0 },
	{ "over_a_link", SEAM_MUST, over_a_link, "no file is made, or written, through a link", 0 },
	{ "on_the_way", SEAM_MUST, on_the_way, "no file is made behind a link on the way", 0 },
	{ "paths", SEAM_MUST, paths, "a path that does not name a new file below the root makes none", 0 },
	SEAM_END
};
