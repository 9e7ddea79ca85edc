/*
 * deep: lists in lists are taken to a depth that is known, and no stack is used up beyond it.
 * Rule: security.deep    Source: CVE-2020-35857, RUSTSEC-2018-0005 (recursion without a bound); CWE-674
 */
#include "security/enemy.h"

/* `depth` lists, each the only item of the one before, and in the last one an empty text.  The caller frees it. */
static unsigned char *nested(struct seam_case *c, size_t depth, size_t *n)
{
	unsigned char *bytes, *at;

	*n = HEADER + depth * (HEADER + 4) + HEADER;
	bytes = at = space(c, *n);
	if (!bytes)
		return NULL;
	number_to(at, 1, 1);
	number_to(at + 1, 1, 4);
	at += HEADER;
	for (; depth; depth--) {
		number_to(at, SEAM_SEC_LIST, 1);
		number_to(at + 1, (uint64_t)(bytes + *n - at) - HEADER, 4);
		number_to(at + HEADER, 1, 4);
		at += HEADER + 4;
	}
	*at = SEAM_SEC_TEXT;
	return bytes;
}

static void is_refused(struct seam_case *c, size_t depth, const char *what)
{
	unsigned char *bytes;
	size_t n;

	NEED_MESSAGES(c);
	bytes = nested(c, SEAM_STIMULUS(c) ? depth : 2, &n);
	if (!bytes)
		return;
	refused(c, bytes, n, what);
	free(bytes);
}

static void at_the_maximum(struct seam_case *c)
{
	struct seam_sec_message *message;
	unsigned char *bytes;
	size_t n;

	NEED_MESSAGES(c);
	bytes = nested(c, SEAM_SEC_DEPTH_MAX, &n);
	message = bytes ? accepted(c, bytes, n, "a message of the greatest depth") : NULL;
	free(bytes);
	if (!message)
		return;
	for (uint32_t depth = 0; depth <= SEAM_SEC_DEPTH_MAX; depth++) {
		bool list = depth < SEAM_SEC_DEPTH_MAX;

		if (!item_is(c, message, depth, list ? SEAM_SEC_LIST : SEAM_SEC_TEXT, depth, list, NULL, 0))
			break;
	}
	SEAM_OPS(c, security)->message_release(message);
}

static void one_more(struct seam_case *c)
{
	is_refused(c, SEAM_SEC_DEPTH_MAX + 1, "a message that is one list too deep");
}

static void some_more(struct seam_case *c)
{
	is_refused(c, 64, "a message of 64 lists in lists");
	is_refused(c, 256 + 2, "a message of 258 lists in lists");
	is_refused(c, 1000, "a message of 1000 lists in lists");
}

static void very_deep(struct seam_case *c)
{
	is_refused(c, 100000, "a message of 100000 lists in lists");
}

/* Depth is not the number of lists: what was left is not counted. */
static void beside_each_other(struct seam_case *c)
{
	struct seam_sec_message *message;
	unsigned char *deep;
	struct wire w;
	size_t n;

	NEED_MESSAGES(c);
	deep = nested(c, SEAM_SEC_DEPTH_MAX, &n);
	if (!deep)
		return;
	wire_start(&w, 4);
	for (int i = 0; i < 4; i++)
		wire_bytes(&w, deep + HEADER, n - HEADER);
	free(deep);
	message = accepted(c, w.bytes, w.n, "a message of four deep lists beside each other");
	if (!message)
		return;
	item_is(c, message, 3 * (SEAM_SEC_DEPTH_MAX + 1), SEAM_SEC_LIST, 0, 1, NULL, 0);
	SEAM_OPS(c, security)->message_release(message);
}

SEAM_CASES(security, deep) = {
	{ "at_the_maximum", SEAM_MUST, at_the_maximum, "lists are taken to the depth that is promised", 0 },
	{ "one_more", SEAM_MUST, one_more, "one list more is refused", 0 },
	{ "some_more", SEAM_MUST, some_more, "more are refused, also when their number has few low bits", 0 },
	{ "very_deep", SEAM_MUST, very_deep, "a message that is nothing but depth is refused, and takes no stack", SEAM_ONCE },
	{ "beside_each_other", SEAM_MUST, beside_each_other, "a list that is over does not count for the next", 0 },
	SEAM_END
};
