/*
 * check_and_use: the file that was shown to authorise is the file that is read, whatever its name stands for by then.
 * Rule: security.check_and_use    Source: CWE-367; CVE-2022-21658 (remove_dir_all)
 */
#include "security/root.h"

/* The stimulus is done by authorise, when the check is over and the use is still to come. */
static void shown_is_read(struct seam_case *c, void (*act)(struct seam_case *, const char *), const char *path, const char *text)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct asked asked = { .answer = 1, .act = act, .c = c };
	struct seam_sec_root *root;
	size_t out_n = UNSET_N;
	char *buffer;

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	buffer = seam_out(c, 64);
	if (!SEAM_STIMULUS(c)) {
		FAIL(c, "nothing changes the file");
		asked.act = NULL;
	}
	if (CHECK_EQ(c, s->root_read(root, seam_in(c, path, strlen(path)), strlen(path), answer_asked, &asked, buffer, 64, &out_n), SEAM_OK) &&
	    CHECK_EQ(c, asked.size, strlen(text)))
		CHECK_BYTES(c, buffer, out_n, text, strlen(text));
	CHECK_EQ(c, asked.calls, 1);
	s->root_release(root);
}

static void put_a_link(struct seam_case *c, const char *top)
{
	(void)top;
	if (remove(at(c, "root/file")) == 0)
		seam_link_make(c, at(c, "outside"), at(c, "root/file"));
}

static void becomes_a_link(struct seam_case *c)
{
	shown_is_read(c, put_a_link, "file", INSIDE);
}

static void put_another(struct seam_case *c, const char *top)
{
	(void)top;
	if (rename(at(c, "root/file"), at(c, "root/old")) == 0)
		make_file(c, "root/file", "another file's");
}

static void becomes_another(struct seam_case *c)
{
	shown_is_read(c, put_another, "file", INSIDE);
}

static void move_the_way(struct seam_case *c, const char *top)
{
	(void)top;
	if (rename(at(c, "root/sub"), at(c, "root/moved")) == 0)
		make_file(c, "root/sub/file", "elsewhere");
}

static void the_way_changes(struct seam_case *c)
{
	shown_is_read(c, move_the_way, "sub/file", "below");
}

/* What was appended is not what was shown; there is room for it in the buffer. */
static void append(struct seam_case *c, const char *top)
{
	FILE *file = fopen(at(c, "root/file"), "ab");

	(void)top;
	if (file) {
		fputs("and more", file);
		fclose(file);
	}
}

static void grows(struct seam_case *c)
{
	shown_is_read(c, append, "file", INSIDE);
}

/* It grows beyond the buffer: that has room for what was shown, and no more. */
static void grows_beyond(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct asked asked = { .answer = 1, .act = SEAM_STIMULUS(c) ? append : NULL, .c = c };
	size_t out_n = UNSET_N, size = sizeof INSIDE - 1;
	struct seam_sec_root *root;
	char *buffer;

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	buffer = seam_out(c, size);
	if (CHECK_EQ(c, s->root_read(root, seam_in(c, "file", 4), 4, answer_asked, &asked, buffer, size, &out_n), SEAM_OK) &&
	    CHECK_EQ(c, out_n, size))
		CHECK_BYTES(c, buffer, size, INSIDE, size);
	s->root_release(root);
	file_is(c, "root/file", INSIDE "and more");
}

static void cut_short(struct seam_case *c, const char *top)
{
	FILE *file = fopen(at(c, "root/file"), "wb");

	(void)top;
	if (file) {
		fputs("the", file);
		fclose(file);
	}
}

static void shrinks(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct asked asked = { .answer = 1, .act = SEAM_STIMULUS(c) ? cut_short : NULL, .c = c };
	struct seam_sec_root *root;
	size_t out_n = UNSET_N;

	NEED_ROOT(c);
	root = root_of(c);
	if (!root)
		return;
	CHECK_EQ(c, s->root_read(root, seam_in(c, "file", 4), 4, answer_asked, &asked, seam_out(c, 64), 64, &out_n), SEAM_E_STATE);
	CHECK_EQ(c, out_n, UNSET_N);
	s->root_release(root);
}

SEAM_CASES(security, check_and_use) = {
	{ "becomes_a_link", SEAM_MUST, becomes_a_link, "a name that becomes a link after the check leads nowhere else", 0 },
	{ "becomes_another", SEAM_MUST, becomes_another, "a name that becomes another file's is not looked up again", 0 },
	{ "the_way_changes", SEAM_MUST, the_way_changes, "nor is a folder on the way", 0 },
	{ "grows", SEAM_MUST, grows, "no more is read than was shown", 0 },
	{ "grows_beyond", SEAM_MUST, grows_beyond, "nor is more put into the buffer", 0 },
	{ "shrinks", SEAM_MUST, shrinks, "less than was shown is not taken for all of it", 0 },
	SEAM_END
};
