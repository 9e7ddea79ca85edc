/*
 * encoding_kept: strings that the peer keeps follow the declared policy too; when one is refused, what was kept stays.
 * Rule: strings.encoding_kept    Source: CWE-838; no side effects after a failed step
 */
#include "strings/expect.h"

static const char ill_formed[] = "caf\xE9 \xC3\xA9";
static const char before[] = "before";

static const char *sent(struct seam_case *c)
{
	return seam_in_string(c, SEAM_STIMULUS(c) ? ill_formed : "muted");
}

static bool refuses(const struct seam_case *c)
{
	return (seam_traits(c) & SEAM_UTF8_ONLY) != 0;
}

static void store(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	struct seam_strings_store *kept = UNSET;
	const char *out = UNSET;

	NEED(c, s->store_new);
	NEED(c, s->store_set);
	NEED(c, s->store_get);
	NEED(c, s->store_free);
	REQUIRE(CHECK_EQ(c, s->store_new(&kept), SEAM_OK) && is_set(c, kept));
	CHECK_EQ(c, s->store_set(kept, seam_in_string(c, before)), SEAM_OK);
	CHECK_REFUSED(c, s->store_set(kept, sent(c)), refuses(c), SEAM_E_ENCODING);
	if (CHECK_EQ(c, s->store_get(kept, &out), SEAM_OK)) {
		if (refuses(c))
			reads(c, out, before, strlen(before));
		else
			came_through(c, out, ill_formed);
	}
	s->store_free(kept);
}

static void list(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *items[] = { "a", sent(c), "z" }, *out = UNSET;
	struct seam_strings_list *kept = UNSET;
	size_t n = UNSET_N, nul_item = UNSET_N, nul_at = UNSET_N;
	int rc;

	NEED(c, s->list_new);
	NEED(c, s->list_get);
	NEED(c, s->list_free);
	rc = s->list_new(items, NULL, 3, &kept, &nul_item, &nul_at);
	untouched_n(c, nul_item);
	untouched_n(c, nul_at);
	if (CHECK_REFUSED(c, rc, refuses(c), SEAM_E_ENCODING)) {
		if (refuses(c))
			untouched(c, kept);
		else if (is_set(c, kept) && CHECK_EQ(c, s->list_get(kept, 1, &out, &n), SEAM_OK))
			came_through(c, out, ill_formed);
	}
	if (rc == SEAM_OK && kept != UNSET)
		s->list_free(kept);
}

static void message(struct seam_case *c)
{
	const struct seam_strings *s = SEAM_OPS(c, strings);
	const char *text = sent(c), *out = UNSET;
	size_t n = UNSET_N;

	NEED(c, s->error_set);
	NEED(c, s->error_text);
	CHECK_EQ(c, s->error_set(before, strlen(before), NULL), SEAM_OK);
	CHECK_REFUSED(c, s->error_set(text, strlen(text), NULL), refuses(c), SEAM_E_ENCODING);
	if (CHECK_EQ(c, s->error_text(&out, &n), SEAM_OK)) {
		if (refuses(c))
			reads_n(c, out, n, before, strlen(before));
		else
			came_through(c, out, ill_formed);
	}
	s->error_set(NULL, 0, NULL);
}

SEAM_CASES(strings, encoding_kept) = {
	{ "store", SEAM_MUST, store, "a kept string follows the declared policy; refused, the old one stays", 0 },
	{ "list", SEAM_MUST, list, "each member of a list follows the declared policy", 0 },
	{ "message", SEAM_MUST, message, "error text follows the declared policy; refused, the old text stays", 0 },
	SEAM_END
};
