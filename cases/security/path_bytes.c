/*
 * path_bytes: a name is its bytes: none is decoded, trimmed or left out, for the file or for who is asked.
 * Rule: security.path_bytes    Source: CWE-174 (decoded twice), CWE-46 (trailing space), CWE-42 (trailing dot)
 */
#include "security/root.h"

/* A file of this name is read by it; where there can be none it is left out. */
static void is_read(struct seam_case *c, struct seam_sec_root *root, const char *name, const char *text)
{
	char path[64];

	snprintf(path, sizeof path, "root/%s", name);
	if (seam_file_make(c, at(c, path), text, strlen(text)) == 0)
		reads(c, root, name, strlen(name), text);
}

static void each_ending(struct seam_case *c)
{
	struct seam_sec_root *root;

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	for (int byte = 0x20; byte < 0x7F; byte++) {
		char name[] = "a long name?";

		if (byte == '/' || byte == '\\')
			continue;
		name[sizeof name - 2] = (char)byte;
		is_read(c, root, name, name);
	}
	SEAM_OPS(c, security)->root_release(root);
}

/* Beside each name stands the one that a decoder makes of it. */
static void escapes(struct seam_case *c)
{
	static const char *const names[][2] = {
		{ "a%20b", "a b" },  { "a%20b", "a 20b" }, { "%41", "A" },     { "a+b", "a b" },          { "x%2e", "x." },
		{ "%u0041", "A" },   { "a&amp;b", "a&b" }, { "=41", "A" },     { "a%25b", "a%b" },        { "a%%b", "a%b" },
		{ "$a", "" },        { "'a'", "a" },       { "\"a\"", "a" },   { " a", "a" },             { "a ", "a" },
		{ "a.", "a" },       { "a;1", "a" },       { "a?x=1", "a" },   { "a#b", "a" },            { "a*", "ab" },
		{ "{a,b}", "a" },    { "[a]", "a" },       { "~a", "a" },      { "cafe\xCC\x81", "caf\xC3\xA9" },
	};
	struct seam_sec_root *root;
	char path[64];

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		snprintf(path, sizeof path, "root/%s", names[i][1]);
		if (*names[i][1] && seam_file_make(c, at(c, path), "decoded", 7) != 0)
			continue;
		is_read(c, root, names[i][0], names[i][0]);
	}
	SEAM_OPS(c, security)->root_release(root);
}

SEAM_CASES(security, path_bytes) = {
	{ "each_ending", SEAM_MUST, each_ending, "whatever its last byte, a name is read as it is, and asked for as it is", 0 },
	{ "escapes", SEAM_MUST, escapes, "nothing in a name is an escape", 0 },
	SEAM_END
};
