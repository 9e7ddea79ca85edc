/* mutants_union.c - members of a tagged union that do not go with its tag. */
#include "layout/planted.h"

static int get_as_double(const struct seam_tagged *in, uint32_t tag, void *out)
{
	int rc = O->tagged_get(in, tag, out);

	if (rc == 0 && tag == SEAM_TAG_INT)
		*(double *)out = (double)in->as.i;
	return rc;
}

static int get_whatever_the_tag(const struct seam_tagged *in, uint32_t tag, void *out)
{
	struct seam_tagged asked = *in;

	asked.tag = tag;
	return O->tagged_get(&asked, tag, out);
}

static int get_first_then_check(const struct seam_tagged *in, uint32_t tag, void *out)
{
	if (tag >= SEAM_TAG_INT && tag <= SEAM_TAG_TEXT)
		put(out, 0, got(&in->as, 0));
	return O->tagged_get(in, tag, out);
}

static int get_tag_of_one_byte(const struct seam_tagged *in, uint32_t tag, void *out)
{
	struct seam_tagged cut = *in;

	cut.tag &= 0xff;
	return O->tagged_get(&cut, tag & 0xff, out);
}

static int set_without_tag(struct seam_tagged *object, uint32_t tag, const void *value)
{
	uint32_t before = object->tag;
	int rc = O->tagged_set(object, tag, value);

	object->tag = before;
	return rc;
}

static int set_half(struct seam_tagged *object, uint32_t tag, const void *value)
{
	unsigned char last = got(object, sizeof *object - 1);
	int rc = O->tagged_set(object, tag, value);

	if (rc == 0)
		put(object, sizeof *object - 1, last);
	return rc;
}

static int set_tag_first(struct seam_tagged *object, uint32_t tag, const void *value)
{
	object->tag = tag;
	return O->tagged_set(object, tag, value);
}

SEAM_MUTANTS(layout, union) = {
	SILENT("union_member.get", tagged_get, get_as_double, "out")
	SILENT("union_member.set", tagged_set, set_without_tag, "object->tag")
	SILENT("union_member.set", tagged_set, set_half, "object->as")
	SILENT("union_member.wrong_tag", tagged_get, get_whatever_the_tag, "SEAM_E_RANGE")
	SILENT("union_member.wrong_tag", tagged_get, get_first_then_check, "seam_untouched")
	SILENT("union_member.unknown_tag_get", tagged_get, get_tag_of_one_byte, "SEAM_E_RANGE")
	SILENT("union_member.unknown_tag_set", tagged_set, set_tag_first, "seam_untouched")
	SEAM_NO_MORE_MUTANTS
};
