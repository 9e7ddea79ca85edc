/* through.c - see through.h; ops that the peer does not offer are passed over. */
#include "strings/through.h"

#include <stdlib.h>

static const char *sent(struct seam_case *c, const char *text)
{
	return seam_in_string(c, SEAM_STIMULUS(c) ? text : "muted");
}

void strings_through_copies(struct seam_case *c, const char *text, size_t n)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *in = sent(c, text);
	size_t in_n = strlen(in), out_n = UNSET_N;
	char *out = UNSET;

	NEED(c, s->release);
	NEED(c, s->echo_n || s->echo_optional || s->terminate);
	if (s->echo_optional && CHECK_EQ(c, s->echo_optional(in, &out), SEAM_OK))
		owned(c, out, text, n);
	out = UNSET;
	if (s->echo_n && CHECK_EQ(c, s->echo_n(in, in_n, &out, &out_n, NULL), SEAM_OK))
		owned_n(c, out, out_n, text, n);
	out = UNSET;
	if (s->terminate && CHECK_EQ(c, s->terminate(in, in_n, &out, NULL), SEAM_OK))
		owned(c, out, text, n);
}

void strings_through_joins(struct seam_case *c, const char *text, size_t n)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *in = sent(c, text), *items[] = { in, in };
	char *out = UNSET, *want;

	NEED(c, s->release);
	NEED(c, s->concat || s->list_join);
	REQUIRE(CHECK(c, (want = malloc(2 * n + 2)) != NULL));
	memcpy(want, text, n);
	memcpy(want + n, text, n);
	if (s->concat && CHECK_EQ(c, s->concat(in, in, &out), SEAM_OK))
		owned(c, out, want, 2 * n);
	want[n] = ';';
	memcpy(want + n + 1, text, n);
	out = UNSET;
	if (s->list_join && CHECK_EQ(c, s->list_join(items, 2, ";", &out), SEAM_OK))
		owned(c, out, want, 2 * n + 1);
	free(want);
}

void strings_through_utf(struct seam_case *c, const char *text, size_t n)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *in = sent(c, text);
	size_t in_n = strlen(in), out_n = UNSET_N, characters = 0, units = UNSET_N;
	uint16_t *wide = UNSET;
	char *out = UNSET;

	NEED(c, s->release);
	NEED(c, s->lossy || s->utf16_from_utf8);
	if (s->lossy && CHECK_EQ(c, s->lossy(in, in_n, &out, &out_n), SEAM_OK))
		owned_n(c, out, out_n, text, n);
	if (!s->utf16_from_utf8 || !s->utf16_to_utf8 || !s->utf16_release)
		return;
	for (size_t i = 0; i < n; i++)
		characters += ((unsigned char)text[i] & 0xC0) != 0x80;
	REQUIRE(CHECK_EQ(c, s->utf16_from_utf8(in, in_n, &wide, &out_n, NULL), SEAM_OK) && is_set(c, wide));
	if (CHECK_EQ(c, out_n, characters)) {
		if (s->utf16_length && CHECK_EQ(c, s->utf16_length(wide, &units), SEAM_OK))
			CHECK_EQ(c, units, characters);
		out = UNSET;
		if (CHECK_EQ(c, s->utf16_to_utf8(wide, characters, &out, &out_n, NULL), SEAM_OK))
			owned_n(c, out, out_n, text, n);
	}
	s->utf16_release(wide);
}

void strings_through_keepers(struct seam_case *c, const char *text, size_t n)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *in = sent(c, text), *out = UNSET;
	size_t in_n = strlen(in), needed = UNSET_N;
	struct seam_strings_store *store;
	struct seam_strings_list *list = UNSET;

	REQUIRE((store = holding(c, in)));
	if (CHECK_EQ(c, s->fill(store, NULL, 0, &needed), SEAM_E_SPACE) && CHECK_EQ(c, needed, n + 1)) {
		char *buf = seam_out(c, n + 1);

		if (CHECK_EQ(c, s->fill(store, buf, n + 1, &needed), SEAM_OK))
			reads(c, buf, text, n);
	}
	s->store_free(store);
	if (s->list_new && s->list_get && s->list_free &&
	    CHECK_EQ(c, s->list_new(&in, &in_n, 1, &list, NULL, NULL), SEAM_OK)) {
		if (CHECK_EQ(c, s->list_get(list, 0, &out, &in_n), SEAM_OK))
			reads_n(c, out, in_n, text, n);
		s->list_free(list);
	}
	if (!s->error_set || !s->error_text)
		return;
	if (CHECK_EQ(c, s->error_set(in, strlen(in), NULL), SEAM_OK) &&
	    CHECK_EQ(c, s->error_text(&out, &in_n), SEAM_OK))
		reads_n(c, out, in_n, text, n);
	s->error_set(NULL, 0, NULL);
}

struct pieces {
	struct seam_case *c;
	const char *text;
	size_t n, calls;
};

static void visitor(void *userdata, const char *piece, size_t n)
{
	struct pieces *p = userdata;

	p->calls++;
	reads_n(p->c, piece, n, p->text, p->n);
}

void strings_through_pieces(struct seam_case *c, const char *text, size_t n)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct pieces p = { c, text, n, 0 };
	const char *in = sent(c, text);
	size_t in_n = strlen(in), out_n = UNSET_N;
	char **array = UNSET;

	NEED(c, s->visit || s->list_split);
	if (s->visit && CHECK_EQ(c, s->visit(in, in_n, ';', visitor, &p, NULL), SEAM_OK))
		CHECK_EQ(c, p.calls, 1);
	if (!s->list_split || !s->list_release)
		return;
	REQUIRE(CHECK_EQ(c, s->list_split(in, ';', &array, &out_n), SEAM_OK));
	if (CHECK_EQ(c, out_n, 1))
		reads(c, array[0], text, n);
	s->list_release(array, out_n);
}
