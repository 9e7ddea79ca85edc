/*
 * expansion: what a message unfolds to is bounded before it is unfolded, and is what the message says.
 * Rule: security.expansion    Source: decompression bombs, CVE-2023-3635 and its like; RUSTSEC-2018-0006
 */
#include "security/enemy.h"

#include <stdio.h>

/* Appends runs of `size` bytes in all that say that they have `declared`. */
static void wire_runs(struct wire *w, uint64_t declared, size_t size)
{
	size_t item = wire_open(w, SEAM_SEC_RUNS);

	wire_number(w, declared, 4);
	while (size) {
		size_t run = size < 255 ? size : 255;

		wire_number(w, run, 1);
		wire_number(w, 'x', 1);
		size -= run;
	}
	wire_close(w, item);
}

static void declared(struct seam_case *c)
{
	static const uint64_t untrue[] = { 0, 1, 299, 301, 600, 44, 300 + 0x10000, 0xFFFF, 0x10000, 0x10001, 0x7FFFFFFF, 0x80000000u,
		                           0x80000000u + 300, 0xFFFFFFFFu };
	char what[128];
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof untrue / sizeof untrue[0]; i++) {
		wire_start(&w, 1);
		wire_runs(&w, SEAM_STIMULUS(c) ? untrue[i] : 300, 300);
		snprintf(what, sizeof what, "runs of 300 bytes that say %lu", (unsigned long)untrue[i]);
		if (!wire_refused(c, &w, what))
			return;
	}
}

static void at_the_maximum(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	struct seam_sec_message *message;
	struct seam_sec_item item;
	struct wire w;

	NEED_MESSAGES(c);
	wire_start(&w, 1);
	wire_runs(&w, SEAM_SEC_EXPANDED_MAX, SEAM_SEC_EXPANDED_MAX);
	message = accepted(c, w.bytes, w.n, "runs of as many bytes as are allowed");
	if (message) {
		if (item_at(c, message, 0, &item) && CHECK_EQ(c, item.size, SEAM_SEC_EXPANDED_MAX))
			CHECK(c, ((const char *)item.bytes)[0] == 'x' && ((const char *)item.bytes)[SEAM_SEC_EXPANDED_MAX - 1] == 'x');
		s->message_release(message);
	}
	wire_start(&w, 1);
	wire_runs(&w, SEAM_SEC_EXPANDED_MAX + 1, SEAM_SEC_EXPANDED_MAX + 1);
	wire_refused(c, &w, "runs of one byte too many");
}

static void together(struct seam_case *c)
{
	size_t half = SEAM_SEC_EXPANDED_MAX / 2, list;
	struct wire w;

	NEED_MESSAGES(c);
	wire_start(&w, 2);
	wire_runs(&w, half, half);
	wire_runs(&w, half + (SEAM_STIMULUS(c) ? 1 : 0), half + (SEAM_STIMULUS(c) ? 1 : 0));
	wire_refused(c, &w, "runs in two items, together one byte too many");
	wire_start(&w, 2);
	list = wire_list(&w, 1);
	wire_runs(&w, half, half);
	wire_close(&w, list);
	list = wire_list(&w, 1);
	wire_runs(&w, half + 1, half + 1);
	wire_close(&w, list);
	wire_refused(c, &w, "runs in two lists, together one byte too many");
	wire_start(&w, 2);
	wire_runs(&w, SEAM_SEC_EXPANDED_MAX, SEAM_SEC_EXPANDED_MAX);
	wire_item(&w, SEAM_SEC_NAME, BYTES("\1a\0"));
	wire_refused(c, &w, "runs and a name, together one byte too many");
}

/* Each refers to the longest name, at 7 bytes apiece. */
static void names(struct seam_case *c)
{
	size_t most = SEAM_SEC_EXPANDED_MAX / SEAM_SEC_NAME_MAX, n = 0;
	unsigned char *bytes = space(c, 2 * HEADER + 257 + (most + 1) * 7);
	struct wire w;

	if (!bytes)
		return;
	wire_start(&w, (uint32_t)most);
	wire_number(&w, SEAM_SEC_NAME, 1);
	wire_number(&w, 257, 4);
	for (int i = 0; i < 4; i++) {
		wire_number(&w, 63, 1);
		memset(w.bytes + w.n, 'x', 63);
		w.n += 63;
	}
	wire_number(&w, 0, 1);
	memcpy(bytes, w.bytes, n = w.n);
	for (size_t i = 0; i < most + 1; i++) {
		memcpy(bytes + n, "\7\2\0\0\0\xC0\x0A", 7);
		n += 7;
	}
	if (SEAM_OPS(c, security)->message_parse) {
		struct seam_sec_message *message = accepted(c, bytes, n - 14, "as many long names as are allowed");

		if (message)
			SEAM_OPS(c, security)->message_release(message);
		number_to(bytes + 1, most + 2, 4);
		refused(c, bytes, n, "two long names too many, each a few bytes");
	}
	free(bytes);
}

static void empty_run(struct seam_case *c)
{
	struct wire w;

	NEED_MESSAGES(c);
	wire_single(&w, SEAM_SEC_RUNS, SEAM_STIMULUS(c) ? "\2\0\0\0\1x\0y\1z" : "\3\0\0\0\1x\1y\1z", 10);
	wire_refused(c, &w, "a run of no bytes");
	wire_single(&w, SEAM_SEC_RUNS, BYTES("\2\0\0\0\2x\1"));
	wire_refused(c, &w, "half a run at the end");
}

SEAM_CASES(security, expansion) = {
	{ "declared", SEAM_MUST, declared, "runs give as many bytes as they say, neither cut nor clamped", 0 },
	{ "at_the_maximum", SEAM_MUST, at_the_maximum, "the most bytes are given, and one more is refused", 0 },
	{ "together", SEAM_MUST, together, "the bound is one for all items of a message together", 0 },
	{ "names", SEAM_MUST, names, "names count, too: a reference to a long one is a long one", 0 },
	{ "empty_run", SEAM_MUST, empty_run, "a run is 1 to 255 bytes, and whole", 0 },
	SEAM_END
};
