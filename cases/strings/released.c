/*
 * released: what an op hands out or keeps is given back by the op that frees it, and by what takes its place.
 * Rule: strings.released    Source: CWE-401; the leaks of git_strarray and git_buf in the bindings of libgit2
 */
#include "strings/expect.h"

#define ROUNDS 64
#define WEIGHT 4096u

/* Everything that a round makes is gone at its end.  `text` has WEIGHT - 1 bytes. */
typedef bool (*one_round)(struct seam_case *c, const struct seam_strings *s, const char *text);

static bool rounds(struct seam_case *c, one_round run, const char *text)
{
	for (int i = 0; i < ROUNDS; i++)
		if (!run(c, SEAM_OPS(c, strings), text))
			return false;
	return true;
}

/* A pool or a cache may keep half of it, not more. */
static void measure(struct seam_case *c, one_round run)
{
	char text[WEIGHT];
	int64_t before, after;

	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = '\0';
	REQUIRE(rounds(c, run, text));
	before = seam_heap_bytes(c);
	REQUIRE(rounds(c, run, text));
	after = seam_heap_bytes(c);
	if (before < 0 || (seam_traits(c) & SEAM_MANAGED_HEAP))
		return;
	if (after - before >= (int64_t)(ROUNDS * WEIGHT / 2))
		FAIL(c, "%d rounds of %u bytes left %lld bytes behind", ROUNDS, WEIGHT, (long long)(after - before));
}

static bool one_string(struct seam_case *c, const struct seam_strings *s, const char *text)
{
	char *out = UNSET;

	return CHECK_EQ(c, s->echo(text, &out), SEAM_OK) && owned(c, out, text, WEIGHT - 1);
}

static void string(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->echo);
	NEED(c, SEAM_OPS(c, strings)->release);
	measure(c, one_string);
}

static bool one_utf16(struct seam_case *c, const struct seam_strings *s, const char *text)
{
	uint16_t *out = UNSET;
	size_t n;

	if (!CHECK_EQ(c, s->utf16_from_utf8(text, WEIGHT - 1, &out, &n, NULL), SEAM_OK) || !is_set(c, out))
		return false;
	s->utf16_release(out);
	return true;
}

static void utf16(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->utf16_from_utf8);
	NEED(c, SEAM_OPS(c, strings)->utf16_release);
	measure(c, one_utf16);
}

/* The second string takes the first one's place, the third is freed with the store. */
static bool one_store(struct seam_case *c, const struct seam_strings *s, const char *text)
{
	struct seam_strings_store *store = UNSET;
	bool held;

	if (!CHECK_EQ(c, s->store_new(&store), SEAM_OK))
		return false;
	held = CHECK_EQ(c, s->store_set(store, text), SEAM_OK) && CHECK_EQ(c, s->store_set(store, text), SEAM_OK) &&
	       CHECK_EQ(c, s->store_set(store, NULL), SEAM_OK) && CHECK_EQ(c, s->store_set(store, text), SEAM_OK);
	s->store_free(store);
	return held;
}

static void store(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->store_new);
	NEED(c, SEAM_OPS(c, strings)->store_set);
	NEED(c, SEAM_OPS(c, strings)->store_free);
	measure(c, one_store);
}

/* What is lent out stays the store's: looking at it makes nothing that somebody would have to free. */
static bool one_look(struct seam_case *c, const struct seam_strings *s, const char *text)
{
	struct seam_strings_store *store = UNSET;
	const char *out = UNSET;
	bool held;

	if (!CHECK_EQ(c, s->store_new(&store), SEAM_OK))
		return false;
	held = CHECK_EQ(c, s->store_set(store, text), SEAM_OK) && CHECK_EQ(c, s->store_get(store, &out), SEAM_OK);
	s->store_free(store);
	return held;
}

static void looked_at(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->store_new);
	NEED(c, SEAM_OPS(c, strings)->store_set);
	NEED(c, SEAM_OPS(c, strings)->store_get);
	NEED(c, SEAM_OPS(c, strings)->store_free);
	measure(c, one_look);
}

static bool one_list(struct seam_case *c, const struct seam_strings *s, const char *text)
{
	const char *items[] = { text, NULL, text };
	struct seam_strings_list *list = UNSET;

	if (!CHECK_EQ(c, s->list_new(items, NULL, 3, &list, NULL, NULL), SEAM_OK) || !is_set(c, list))
		return false;
	s->list_free(list);
	return true;
}

static void list(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->list_new);
	NEED(c, SEAM_OPS(c, strings)->list_free);
	measure(c, one_list);
}

static bool one_split(struct seam_case *c, const struct seam_strings *s, const char *text)
{
	char **array = UNSET;
	size_t n;

	if (!CHECK_EQ(c, s->list_split(text, ';', &array, &n), SEAM_OK) || !is_set(c, array))
		return false;
	s->list_release(array, n);
	return true;
}

static void split(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->list_split);
	NEED(c, SEAM_OPS(c, strings)->list_release);
	measure(c, one_split);
}

static bool one_message(struct seam_case *c, const struct seam_strings *s, const char *text)
{
	return CHECK_EQ(c, s->error_set(text, WEIGHT - 1, NULL), 0) && CHECK_EQ(c, s->error_set(NULL, 0, NULL), 0);
}

static void message(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, strings)->error_set);
	measure(c, one_message);
}

SEAM_CASES(strings, released) = {
	{ "string", SEAM_MUST, string, "release gives an owned string back", 0 },
	{ "utf16", SEAM_MUST, utf16, "utf16_release gives an owned UTF-16 string back", 0 },
	{ "store", SEAM_MUST, store, "a kept string goes when another takes its place, and with its store", 0 },
	{ "looked_at", SEAM_MUST, looked_at, "a borrowed string is its owner's, and goes with it", 0 },
	{ "list", SEAM_MUST, list, "a list's strings go with the list", 0 },
	{ "split", SEAM_MUST, split, "list_release gives the array and its strings back", 0 },
	{ "message", SEAM_MUST, message, "error text goes when another takes its place", 0 },
	SEAM_END
};
