/*
 * buffers: a git_buf that libgit2 fills becomes the caller's bytes, the empty one too.
 * Rule: libgit2.buffers    Source: git_message_prettify(), git_buf_dispose(); an empty git_buf points at a static byte
 */
#include "text.h"

static void gives(struct seam_case *c, const struct seam_libgit2 *g, const char *message, size_t size, int strip,
                  const char *expected)
{
	char *text = NULL;
	size_t text_size = seam_poison(c);
	REQUIRE(CHECK_EQ(c, g->prettify(seam_in(c, message, size), size, strip, &text, &text_size), SEAM_OK));
	if (CHECK(c, text != NULL))
		CHECK_BYTES(c, text, text_size, expected, strlen(expected));
	g->bytes_free(text, text_size);
}

static void prettify(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->prettify);
	NEED(c, g->bytes_free);
	gives(c, g, "text  \n\n\n#x\nmore", 16, 1, "text\n\nmore\n");
	gives(c, g, "text\n#x\n", 8, 0, "text\n#x\n");
	gives(c, g, "no newline", 10, 0, "no newline\n");
}

static void empty(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->prettify);
	NEED(c, g->bytes_free);
	gives(c, g, "", 0, 0, "");
	gives(c, g, "\n\n\n", 3, 0, "");
	gives(c, g, "# only a comment\n", 17, 1, "");
	g->bytes_free(NULL, 0);
}

static void nul(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->prettify);
	char *text = NULL;
	size_t size = seam_poison(c);
	CHECK_EQ(c, g->prettify(seam_in(c, "a\0b", 3), 3, 0, &text, &size), SEAM_E_NUL);
	CHECK(c, text == NULL);
	CHECK_EQ(c, size, seam_poison(c));
}

/* Two results at once are two buffers. */
static void two(struct seam_case *c)
{
	BEGIN(c, g);
	NEED(c, g->prettify);
	NEED(c, g->bytes_free);
	char *a = NULL, *b = NULL;
	size_t a_size = 0, b_size = 0;
	REQUIRE(CHECK_EQ(c, g->prettify(seam_in(c, "one", 3), 3, 0, &a, &a_size), SEAM_OK));
	if (CHECK_EQ(c, g->prettify(seam_in(c, "other", 5), 5, 0, &b, &b_size), SEAM_OK) && CHECK(c, a != b)) {
		CHECK_BYTES(c, a, a_size, "one\n", 4);
		g->bytes_free(a, a_size);
		CHECK_BYTES(c, b, b_size, "other\n", 6);
		g->bytes_free(b, b_size);
	}
}

SEAM_CASES(libgit2, buffers) = { { "prettify", SEAM_MUST, prettify, "the result is libgit2's, with its length", 0 },
	                         { "empty", SEAM_MUST, empty,
	                           "an empty result is no NULL, and is given back like any other", 0 },
	                         { "nul", SEAM_MUST, nul, "a NUL is refused, and nothing is stored", 0 },
	                         { "two", SEAM_MUST, two, "two results that live at once stay different", 0 },
	                         SEAM_END };
