/*
 * links: no symbolic link is followed: not at the end of a path, not on the way, not inside.
 * Rule: security.links    Source: CWE-59, CWE-61; CVE-2021-32803 (tar), CVE-2024-21626
 */
#include "security/root.h"

static void refused_links(struct seam_case *c, const char *const (*links)[2], const char *path)
{
	struct seam_sec_root *root;
	char whole[300];

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	for (; (*links)[0]; links++) {
		const char *target = strcmp((*links)[1], "OUTSIDE") ? (*links)[1] : at(c, "outside");

		if (!strcmp((*links)[1], "TOP"))
			target = seam_folder(c);
		snprintf(whole, sizeof whole, "root/%s", (*links)[0]);
		if (SEAM_STIMULUS(c) && seam_link_make(c, target, at(c, whole)) != 0) {
			seam_skip(c, "there are no symbolic links here");
			break;
		}
		if (!SEAM_STIMULUS(c))
			make_file(c, whole, "no link");
	}
	unread_with(c, root, path, strlen(path), SEAM_E_RANGE);
	SEAM_OPS(c, security)->root_release(root);
}

static void to_a_file_outside(struct seam_case *c)
{
	static const char *const links[][2] = { { "link", "OUTSIDE" }, { NULL, NULL } };

	refused_links(c, links, "link");
}

static void by_dots(struct seam_case *c)
{
	static const char *const links[][2] = { { "link", "../outside" }, { NULL, NULL } };

	refused_links(c, links, "link");
}

static void on_the_way(struct seam_case *c)
{
	static const char *const links[][2] = { { "way", "TOP" }, { NULL, NULL } };

	refused_links(c, links, SEAM_STIMULUS(c) ? "way/outside" : "way");
}

static void by_dots_on_the_way(struct seam_case *c)
{
	static const char *const links[][2] = { { "way", ".." }, { NULL, NULL } };

	refused_links(c, links, SEAM_STIMULUS(c) ? "way/outside" : "way");
}

static void deep_on_the_way(struct seam_case *c)
{
	static const char *const links[][2] = { { "sub/way", "../.." }, { NULL, NULL } };

	refused_links(c, links, SEAM_STIMULUS(c) ? "sub/way/outside" : "sub/way");
}

static void inside(struct seam_case *c)
{
	static const char *const links[][2] = { { "link", "file" }, { NULL, NULL } };

	refused_links(c, links, "link");
}

static void to_a_link(struct seam_case *c)
{
	static const char *const links[][2] = { { "second", "../outside" }, { "first", "second" }, { NULL, NULL } };

	refused_links(c, links, "first");
}

static void loop(struct seam_case *c)
{
	static const char *const links[][2] = { { "one", "two" }, { "two", "one" }, { NULL, NULL } };

	refused_links(c, links, "one");
}

static void to_itself(struct seam_case *c)
{
	static const char *const links[][2] = { { "self", "self" }, { NULL, NULL } };

	refused_links(c, links, "self");
}

static void to_nothing(struct seam_case *c)
{
	static const char *const links[][2] = { { "nothing", "../not-there" }, { NULL, NULL } };

	refused_links(c, links, "nothing");
}

SEAM_CASES(security, links) = {
	{ "to_a_file_outside", SEAM_MUST, to_a_file_outside, "a link out of the root is not followed", 0 },
	{ "by_dots", SEAM_MUST, by_dots, "a relative link out of the root is not followed", 0 },
	{ "on_the_way", SEAM_MUST, on_the_way, "a link to a folder outside is not followed on the way", 0 },
	{ "by_dots_on_the_way", SEAM_MUST, by_dots_on_the_way, "nor is a relative one", 0 },
	{ "deep_on_the_way", SEAM_MUST, deep_on_the_way, "nor is one further down", 0 },
	{ "inside", SEAM_MUST, inside, "a link within the root is not followed either", 0 },
	{ "to_a_link", SEAM_MUST, to_a_link, "a link to a link is a link", 0 },
	{ "loop", SEAM_MUST, loop, "links that lead round are refused, and end", 0 },
	{ "to_itself", SEAM_MUST, to_itself, "a link to itself is refused", 0 },
	{ "to_nothing", SEAM_MUST, to_nothing, "a link to nothing is a link", 0 },
	SEAM_END
};
