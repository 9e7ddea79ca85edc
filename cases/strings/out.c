/*
 * out: an owned string is the receiver's alone until it is released by the peer's own op; a borrowed one stays as it is
 * for as long as the contract says.
 * Rule: strings.out    Source: CWE-590; static result buffers (strerror, inet_ntoa); git_error_last
 */
#include "strings/expect.h"

static void two_alive(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	char *first = UNSET, *second = UNSET;

	NEED(c, s->echo);
	NEED(c, s->release);
	CHECK_EQ(c, s->echo(seam_in_string(c, "first"), &first), SEAM_OK);
	CHECK_EQ(c, s->echo(seam_in_string(c, SEAM_STIMULUS(c) ? "2nd" : "muted"), &second), SEAM_OK);
	CHECK(c, first != second);
	owned(c, first, BYTES("first"));
	owned(c, second, BYTES("2nd"));
}

/* An owned string is not the input, and what is written into it shows nowhere else. */
static void own_memory(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *in = seam_in_string(c, "text");
	char *first = UNSET, *second = UNSET;

	NEED(c, s->echo);
	NEED(c, s->release);
	REQUIRE(CHECK_EQ(c, s->echo(in, &first), SEAM_OK) && is_set(c, first));
	REQUIRE(CHECK_EQ(c, s->echo(in, &second), SEAM_OK) && is_set(c, second));
	REQUIRE(CHECK(c, first != in) && CHECK(c, first != second));
	memcpy(first, "TEXT", 4);
	seam_rewrite(c, in);
	seam_drop(c, in);
	owned(c, second, BYTES("text"));
	owned(c, first, BYTES("TEXT"));
}

/* The memory of an owned string is all there, to the terminator; longer ones first, so that it has held other bytes. */
static void terminated_inside(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);

	NEED(c, s->echo_n);
	NEED(c, s->release);
	for (size_t n = 65; n-- > 0;) {
		char in[64], *out = UNSET;
		size_t out_n = UNSET_N;

		memset(in, 'x', sizeof in);
		REQUIRE(CHECK_EQ(c, s->echo_n(in, n, &out, &out_n, NULL), SEAM_OK));
		REQUIRE(is_set(c, out) && CHECK_EQ(c, out_n, n) && CHECK_EQ(c, out[n], '\0'));
		memset(out, 'y', n);
		s->release(out);
	}
}

static void borrowed(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *one = UNSET, *other = UNSET;
	const char *first = UNSET, *again = UNSET, *second = UNSET;
	size_t needed = UNSET_N;

	NEED(c, s->store_new);
	NEED(c, s->store_set);
	NEED(c, s->store_get);
	NEED(c, s->store_free);
	REQUIRE(CHECK_EQ(c, s->store_new(&one), SEAM_OK) && is_set(c, one));
	REQUIRE(CHECK_EQ(c, s->store_new(&other), SEAM_OK) && is_set(c, other));
	CHECK_EQ(c, s->store_set(one, seam_in_string(c, "first")), SEAM_OK);
	CHECK_EQ(c, s->store_get(one, &first), SEAM_OK);
	CHECK_EQ(c, s->store_set(other, seam_in_string(c, SEAM_STIMULUS(c) ? "2nd" : "muted")), SEAM_OK);
	CHECK_EQ(c, s->store_get(other, &second), SEAM_OK);
	CHECK_EQ(c, s->store_get(one, &again), SEAM_OK);
	if (s->fill)
		s->fill(other, NULL, 0, &needed);
	reads(c, first, BYTES("first"));
	reads(c, again, BYTES("first"));
	reads(c, second, BYTES("2nd"));
	s->store_free(other);
	reads(c, first, BYTES("first"));
	s->store_free(one);
}

static void borrowed_in_list(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *items[] = { "zero", "one", "two" }, *out[3] = { UNSET, UNSET, UNSET };
	struct seam_strings_list *list = UNSET;
	size_t n[3];

	NEED(c, s->list_new);
	NEED(c, s->list_get);
	NEED(c, s->list_free);
	REQUIRE(CHECK_EQ(c, s->list_new(items, NULL, 3, &list, NULL, NULL), SEAM_OK) && is_set(c, list));
	for (size_t i = 3; i-- > 0;)
		CHECK_EQ(c, s->list_get(list, i, &out[i], &n[i]), SEAM_OK);
	for (size_t i = 0; i < 3; i++)
		reads_n(c, out[i], n[i], items[i], strlen(items[i]));
	s->list_free(list);
}

/* Other ops, one that is refused among them, leave the message alone. */
static void borrowed_message(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *text = UNSET;
	char *out = UNSET;
	size_t n = UNSET_N;

	NEED(c, s->error_set);
	NEED(c, s->error_text);
	NEED(c, s->echo);
	NEED(c, s->release);
	CHECK_EQ(c, s->error_set("message", 7, NULL), SEAM_OK);
	CHECK_EQ(c, s->error_text(&text, &n), SEAM_OK);
	CHECK_EQ(c, s->echo(NULL, &out), SEAM_E_NULL);
	if (CHECK_EQ(c, s->echo("other", &out), SEAM_OK))
		owned(c, out, BYTES("other"));
	reads_n(c, text, n, BYTES("message"));
	if (CHECK_EQ(c, s->error_text(&text, &n), SEAM_OK))
		reads_n(c, text, n, BYTES("message"));
	s->error_set(NULL, 0, NULL);
}

SEAM_CASES(strings, out) = {
	{ "two_alive", SEAM_MUST, two_alive, "two owned strings alive at once stay different", 0 },
	{ "own_memory", SEAM_MUST, own_memory, "an owned string shares no memory with the input or another result", 0 },
	{ "terminated_inside", SEAM_MUST, terminated_inside, "an owned string is terminated in its own memory", 0 },
	{ "borrowed", SEAM_MUST, borrowed, "borrowed strings of two owners stay as they are", 0 },
	{ "borrowed_in_list", SEAM_MUST, borrowed_in_list, "borrowed strings of one list stay different", 0 },
	{ "borrowed_message", SEAM_MUST, borrowed_message, "other ops leave the error text alone", 0 },
	SEAM_END
};
