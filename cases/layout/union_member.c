/*
 * union_member: the tag picks the member, and a tag that is wrong or unknown is refused.
 * Rule: layout.union_member    Source: C11 6.5.2.3; bindings that read a union by the first member
 */
#include "layout/types.h"
#include <string.h>

static const char text[] = "text";

static struct seam_tagged tagged(struct seam_case *c, uint32_t tag)
{
	struct seam_tagged t;

	memset(&t, seam_poison(c), sizeof t);
	t.tag = tag;
	if (tag == SEAM_TAG_INT)
		t.as.i = INT64_MIN + 1;
	else if (tag == SEAM_TAG_REAL)
		t.as.d = -1.0 / 3;
	else if (tag == SEAM_TAG_TEXT)
		t.as.s = text;
	return t;
}

static size_t member_size(uint32_t tag)
{
	return tag == SEAM_TAG_TEXT ? sizeof(const char *) : sizeof(int64_t);
}

static void get(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->tagged_get);

	for (uint32_t tag = SEAM_TAG_INT; tag <= SEAM_TAG_TEXT; tag++) {
		struct seam_tagged t = tagged(c, tag);
		void *out = seam_out(c, member_size(tag));

		CHECK_EQ(c, ops->tagged_get(LAYOUT_IN(c, t), tag, out), SEAM_OK);
		CHECK_BYTES(c, out, member_size(tag), &t.as, member_size(tag));
	}
}

static void set(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->tagged_set);

	for (uint32_t tag = SEAM_TAG_INT; tag <= SEAM_TAG_TEXT; tag++) {
		struct seam_tagged t = tagged(c, tag);
		struct seam_tagged *object = seam_out(c, sizeof *object);

		CHECK_EQ(c, ops->tagged_set(object, tag, seam_in(c, &t.as, member_size(tag))), SEAM_OK);
		CHECK_EQ(c, object->tag, tag);
		CHECK_BYTES(c, &object->as, member_size(tag), &t.as, member_size(tag));
	}
}

/* The tag is another member's than the one asked for. */
static void wrong_tag(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->tagged_get);

	for (uint32_t tag = SEAM_TAG_INT; tag <= SEAM_TAG_TEXT; tag++) {
		for (uint32_t other = SEAM_TAG_INT; other <= SEAM_TAG_TEXT; other++) {
			struct seam_tagged t = tagged(c, SEAM_STIMULUS(c) ? other : tag);
			int64_t *out = seam_out(c, sizeof *out);

			if (other == tag)
				continue;
			CHECK_EQ(c, ops->tagged_get(LAYOUT_IN(c, t), tag, out), SEAM_E_RANGE);
			CHECK_EQ(c, seam_untouched(c, out, sizeof *out), sizeof *out);
		}
	}
}

static const uint32_t strangers[] = { 0, 4, 0x101, 0x10001, UINT32_MAX };

/* Tag and request agree, and are no member's. */
static void unknown_tag_get(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	NEED(c, ops->tagged_get);

	for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
		struct seam_tagged t = tagged(c, SEAM_STIMULUS(c) ? strangers[i] : SEAM_TAG_INT);
		int64_t *out = seam_out(c, sizeof *out);

		CHECK_EQ(c, ops->tagged_get(LAYOUT_IN(c, t), t.tag, out), SEAM_E_RANGE);
		CHECK_EQ(c, seam_untouched(c, out, sizeof *out), sizeof *out);
	}
}

static void unknown_tag_set(struct seam_case *c)
{
	const struct seam_layout *ops = SEAM_OPS(c, layout);
	static const int64_t value = 1;
	NEED(c, ops->tagged_set);

	for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
		struct seam_tagged *object = seam_out(c, sizeof *object);
		uint32_t tag = SEAM_STIMULUS(c) ? strangers[i] : SEAM_TAG_INT;

		CHECK_EQ(c, ops->tagged_set(object, tag, &value), SEAM_E_RANGE);
		CHECK_EQ(c, seam_untouched(c, object, sizeof *object), sizeof *object);
	}
}

SEAM_CASES(layout, union_member) = {
	{ "get", SEAM_MUST, get, "the member that the tag picks is read", 0 },
	{ "set", SEAM_MUST, set, "the member that the tag picks is stored, and the tag", 0 },
	{ "wrong_tag", SEAM_MUST, wrong_tag, "a member other than the tag's is refused", 0 },
	{ "unknown_tag_get", SEAM_MUST, unknown_tag_get, "a tag that is no member's is refused", 0 },
	{ "unknown_tag_set", SEAM_MUST, unknown_tag_set, "a tag that is no member's is not stored", 0 },
	SEAM_END
};
