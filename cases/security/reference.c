/*
 * reference: places in a message that refer to others lead backwards, a few times, and never round.
 * Rule: security.reference    Source: CVE-2018-20994 (trust-dns), CVE-2017-9445; DNS name compression loops
 */
#include "security/enemy.h"

/* The content of the only item of a message starts here. */
#define CONTENT (2 * HEADER)

static void one_name_refused(struct seam_case *c, const char *content, size_t n, const char *what)
{
	struct wire w;

	NEED_MESSAGES(c);
	wire_single(&w, SEAM_SEC_NAME, SEAM_STIMULUS(c) ? content : "\1a\0", SEAM_STIMULUS(c) ? n : 3);
	wire_refused(c, &w, what);
}

/* A first name "www.seam", at CONTENT, and a second that goes on at a place in it. */
static void wire_two(struct wire *w, const char *second, size_t n)
{
	wire_start(w, 2);
	wire_item(w, SEAM_SEC_NAME, BYTES("\3www\4seam\0"));
	wire_item(w, SEAM_SEC_NAME, second, n);
}

static void back(struct seam_case *c)
{
	static const struct {
		const char *content;
		size_t n;
		const char *name;
	} samples[] = { { BYTES("\xC0\x0A"), "www.seam" },
		        { BYTES("\xC0\x0E"), "seam" },
		        { BYTES("\xC0\x13"), "" },
		        { BYTES("\2ab\xC0\x0E"), "ab.seam" },
		        { BYTES("\1x\2ab\xC0\x0A"), "x.ab.www.seam" } };
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct seam_sec_message *message;

		wire_two(&w, samples[i].content, samples[i].n);
		message = accepted(c, w.bytes, w.n, "a name that goes on in an earlier one");
		if (!message)
			return;
		item_is(c, message, 0, SEAM_SEC_NAME, 0, 0, BYTES("www.seam"));
		item_is(c, message, 1, SEAM_SEC_NAME, 0, 0, samples[i].name, strlen(samples[i].name));
		SEAM_OPS(c, security)->message_release(message);
	}
}

static void to_itself(struct seam_case *c)
{
	one_name_refused(c, BYTES("\xC0\x0A"), "a name that goes on where it starts");
	one_name_refused(c, BYTES("\1a\xC0\x0A"), "a name that goes on where it starts, growing");
	one_name_refused(c, BYTES("\1a\xC0\x0C"), "a name that goes on in the place that says so");
	one_name_refused(c, BYTES("\xC0\x0B"), "a name that goes on in the middle of a place");
}

/* Two names, each of which goes on in the other: the first one leads forward. */
static void round_and_round(struct seam_case *c)
{
	struct wire w;

	NEED_MESSAGES(c);
	wire_start(&w, 2);
	wire_item(&w, SEAM_SEC_NAME, BYTES("\1a\xC0\x13"));
	wire_item(&w, SEAM_SEC_NAME, BYTES("\1b\xC0\x0A"));
	if (!SEAM_STIMULUS(c))
		wire_two(&w, BYTES("\0"));
	wire_refused(c, &w, "two names that go on in each other");
	/* The second leads into the first one's bytes, which are a text, and those back to where they are led from. */
	wire_start(&w, 2);
	wire_item(&w, SEAM_SEC_TEXT, BYTES("\1a\1b\1c"));
	wire_item(&w, SEAM_SEC_NAME, BYTES("\xC0\x0A"));
	number_to(w.bytes + 16, SEAM_SEC_NAME, 1);
	wire_refused(c, &w, "a name whose labels lead on into its own item");
}

static void forward(struct seam_case *c)
{
	struct wire w;

	NEED_MESSAGES(c);
	wire_start(&w, 2);
	wire_item(&w, SEAM_SEC_NAME, BYTES("\xC0\x11"));
	wire_item(&w, SEAM_SEC_NAME, BYTES("\1b\0"));
	if (!SEAM_STIMULUS(c))
		wire_two(&w, BYTES("\0"));
	wire_refused(c, &w, "a name that goes on in a later one");
	one_name_refused(c, BYTES("\xC0\x0C"), "a name that goes on where the message ends");
	one_name_refused(c, BYTES("\xC0\xFF"), "a name that goes on behind the message");
	one_name_refused(c, BYTES("\xFF\xFF"), "a name that goes on far behind the message");
}

/* A chain of names, each going on in the one before. */
static void chain(struct seam_case *c)
{
	struct seam_sec_message *message;
	struct wire w;

	NEED_MESSAGES(c);
	for (uint32_t places = SEAM_SEC_PLACES_MAX; places <= SEAM_SEC_PLACES_MAX + 1; places++) {
		size_t before = CONTENT;

		wire_start(&w, places + 1);
		wire_item(&w, SEAM_SEC_NAME, BYTES("\1a\0"));
		for (uint32_t i = 0; i < places; i++) {
			unsigned char place[2] = { 0xC0, (unsigned char)before };

			before = w.n + HEADER;
			wire_item(&w, SEAM_SEC_NAME, place, sizeof place);
		}
		if (places > SEAM_SEC_PLACES_MAX) {
			wire_refused(c, &w, "a name that goes on at one place too many");
		} else if ((message = accepted(c, w.bytes, w.n, "a name that goes on at as many places as are allowed")) != NULL) {
			item_is(c, message, places, SEAM_SEC_NAME, 0, 0, "a", 1);
			SEAM_OPS(c, security)->message_release(message);
		}
	}
}

SEAM_CASES(security, reference) = {
	{ "back", SEAM_MUST, back, "a name may go on at an earlier place", 0 },
	{ "to_itself", SEAM_MUST, to_itself, "a name that refers to itself is refused, and ends", 0 },
	{ "round_and_round", SEAM_MUST, round_and_round, "names that refer to each other are refused, and end", 0 },
	{ "forward", SEAM_MUST, forward, "a place is before the one that refers to it, and in the message", 0 },
	{ "chain", SEAM_MUST, chain, "a name goes on at a few places, no more", 0 },
	SEAM_END
};
