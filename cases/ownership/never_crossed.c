/*
 * never_crossed: one free for static, inline and heap bytes frees the heap's alone; the host's bytes are never freed.
 * Rule: ownership.never_crossed    Source: git_buf_dispose, SSO strings; CWE-590 (free of memory not on the heap)
 */
#include "ownership/blocks.h"

static const char long_text[] = "a text that is too long for the struct that carries it, whichever way one counts";

static void lies_where_it_says(struct seam_case *c, size_t size)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_text *text = seam_out(c, sizeof *text);
	const char *in = seam_in(c, long_text, size);

	REQUIRE(CHECK_EQ(c, s->text_make(in, size, text), SEAM_OK));
	REQUIRE(CHECK(c, text->bytes != NULL));
	seam_drop(c, in);
	REQUIRE(CHECK_BYTES(c, text->bytes, text->size, long_text, size));
	CHECK_EQ(c, text->bytes[size], 0);
	CHECK(c, text->kind == SEAM_TEXT_STATIC || text->kind == SEAM_TEXT_INLINE || text->kind == SEAM_TEXT_HEAP);
	CHECK_EQ(c, text->bytes == text->small, text->kind == SEAM_TEXT_INLINE);
	CHECK_EQ(c, text->reserved, 0);
	/* twice: the second time there is nothing to free */
	for (int i = 0; i < 2; i++) {
		s->text_free(text);
		CHECK_EQ(c, text->kind, SEAM_TEXT_NONE);
		CHECK(c, !text->bytes);
		CHECK_EQ(c, text->size, 0);
	}
}

static void texts(struct seam_case *c)
{
	static const size_t sizes[] = { 0,
		                        1,
		                        SEAM_TEXT_SMALL - 2,
		                        SEAM_TEXT_SMALL - 1,
		                        SEAM_TEXT_SMALL,
		                        SEAM_TEXT_SMALL + 1,
		                        sizeof long_text - 1 };

	NEED(c, SEAM_OPS(c, ownership)->text_make);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		lies_where_it_says(c, sizes[i]);
}

static void empty_text(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	struct seam_own_text *text = seam_out(c, sizeof *text);

	NEED(c, s->text_make);
	REQUIRE(CHECK_EQ(c, s->text_make(NULL, 0, text), SEAM_OK));
	REQUIRE(CHECK(c, text->bytes != NULL));
	CHECK_STR(c, text->bytes, "");
	CHECK_EQ(c, text->size, 0);
	s->text_free(text);
	if (CHECK_EQ(c, s->text_make(NULL, 1, text), SEAM_E_NULL))
		CHECK_EQ(c, text->kind, SEAM_TEXT_NONE);
}

/* Each text has bytes of its own: one is freed, the others are whole. */
static void apart(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	static const char *const in[] = { "", "inline", long_text, "second", long_text + 2, "" };
	enum { TEXTS = sizeof in / sizeof in[0] };
	struct seam_own_text *text = seam_out(c, TEXTS * sizeof *text);

	NEED(c, s->text_make);
	for (size_t i = 0; i < TEXTS; i++)
		REQUIRE(CHECK_EQ(c, s->text_make(in[i], strlen(in[i]), &text[i]), SEAM_OK));
	for (size_t i = 0; i < TEXTS; i++) {
		for (size_t j = i; j < TEXTS; j++)
			REQUIRE(CHECK_STR(c, text[j].bytes, in[j]));
		s->text_free(&text[i]);
	}
}

/* The host's bytes, wherever they lie, are the host's after the call, and may change. */
static void inputs(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	static char in_static[] = "static";
	struct {
		int64_t before;
		char bytes[8];
		int64_t after;
	} in_struct = { 1, "inline", 2 };
	char on_stack[] = "on the stack";
	struct seam_own_list *list = NULL;
	char *lent;

	NEED(c, s->list_push);
	REQUIRE(CHECK_EQ(c, s->list_create(&list), SEAM_OK));
	REQUIRE((lent = lend(c, 5, 1, 'l')));
	memcpy(in_static, "static", 7);
	CHECK_EQ(c, s->list_push(list, in_static, strlen(in_static)), SEAM_OK);
	CHECK_EQ(c, s->list_push(list, in_struct.bytes, strlen(in_struct.bytes)), SEAM_OK);
	CHECK_EQ(c, s->list_push(list, on_stack, strlen(on_stack)), SEAM_OK);
	CHECK_EQ(c, s->list_push(list, lent, 5), SEAM_OK);
	CHECK_STR(c, in_static, "static");
	CHECK_STR(c, in_struct.bytes, "inline");
	CHECK_STR(c, on_stack, "on the stack");
	REQUIRE(lent_as(c, lent, 5, 1));
	memset(in_static, 'x', 6);
	memset(in_struct.bytes, 'x', 6);
	memset(on_stack, 'x', 6);
	memset(lent, 'x', 5);
	list_holds(c, list, (const char *const[]){ "static", "inline", "on the stack", "lllll" }, 4);
	s->list_destroy(list);
	if (lent_as(c, lent, 5, 1))
		seam_free_lent(c, lent);
}

/* Bytes with a count are counted: a NUL among them is one of them. */
static void counted(struct seam_case *c)
{
	const struct seam_ownership *s = SEAM_OPS(c, ownership);
	static const char *const in[] = { "a\0b", "a text longer than the struct\0and its end" };
	static const size_t sizes[] = { 3, sizeof "a text longer than the struct\0and its end" - 1 };
	struct seam_own_list *list = NULL;
	struct seam_own_text text;
	const void *bytes = NULL;
	size_t size = 0;

	NEED(c, s->text_make);
	NEED(c, s->list_push);
	REQUIRE(CHECK_EQ(c, s->list_create(&list), SEAM_OK));
	for (size_t i = 0; i < 2; i++) {
		if (CHECK_EQ(c, s->text_make(in[i], sizes[i], &text), SEAM_OK)) {
			CHECK_BYTES(c, text.bytes, text.size, in[i], sizes[i]);
			s->text_free(&text);
		}
		if (CHECK_EQ(c, s->list_push(list, in[i], sizes[i]), SEAM_OK) &&
		    CHECK_EQ(c, s->list_at(list, i, &bytes, &size), SEAM_OK))
			CHECK_BYTES(c, bytes, size, in[i], sizes[i]);
	}
	s->list_destroy(list);
}

SEAM_CASES(ownership, never_crossed) = {
	{ "texts", SEAM_MUST, texts, "a text lies where its kind says, and is freed once however often it is asked", 0 },
	{ "empty_text", SEAM_MUST, empty_text, "an empty text has bytes, a NUL; what cannot be read is SEAM_E_NULL", 0 },
	{ "apart", SEAM_MUST, apart, "freeing one text leaves the others whole", 0 },
	{ "counted", SEAM_MUST, counted, "a NUL inside a text or an entry is one of its bytes", 0 },
	{ "inputs", SEAM_MUST, inputs, "bytes that are passed in are copied, and stay the host's", 0 },
	SEAM_END
};
