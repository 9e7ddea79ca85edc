/* mutants_exact.c - corners of values: zero, NULL, the same again, and what a narrower number cuts off. */
#include "ownership/planted_later.h"

#define O ORIGINAL

struct taker {
	seam_own_take_fn take;
	void *userdata;
};

static int give_align_0(struct seam_own_holder *h, void *b, size_t size, size_t align)
{
	return O->holder_give(h, b, size, align ? align : 1);
}

static int resize_align_0(void *b, size_t old, size_t align, size_t size, uint8_t fill, void **out)
{
	if (!align && b && out) {
		*out = b;
		return SEAM_OK;
	}
	return O->lent_resize(b, old, align, size, fill, out);
}

static int lent_wraps(size_t size, size_t align, uint8_t fill, void **out)
{
	return O->lent_make(size > SIZE_MAX - 4096 ? 1 : size, align, fill, out);
}

static int list_at_u32(const struct seam_own_list *l, size_t i, const void **out, size_t *size)
{
	return O->list_at(l, (uint32_t)i, out, size);
}

static int put_leaks_zero(struct seam_own_holder *h, void *b, size_t size, size_t align)
{
	if (h && b && size == 0) {
		return O->holder_put(h, lent_alloc(0, align), size, align);
	}
	return O->holder_put(h, b, size, align);
}

static int attach_refuses_zero(struct seam_own_file *f, int d, uint32_t mode)
{
	return O->file_attach(f, f && d == 0 ? -1 : d, mode);
}

static int attach_mode_wide(struct seam_own_file *f, int d, uint32_t mode)
{
	return O->file_attach(f, d, mode > 255 ? mode & 255u : mode);
}

static int cycle_depth_2(struct seam_own_node *n, struct seam_own_node *ch)
{
	if (n && ch && ch != n) {
		struct seam_own_node *a = ch->child;
		if (a && a != n && a->child && a->child != n && a->child->child == n)
			return SEAM_OK;
	}
	return O->node_set_child(n, ch);
}

static int adopt_fail_drops(struct seam_own_node *n, struct seam_own_node *ch)
{
	int rc = O->node_adopt_child(n, ch);
	if (rc == SEAM_E_STATE && ch->references > 1)
		O->node_unref(ch);
	return rc;
}

static int bundle_dedupes(struct seam_own_node *const *nodes, size_t n, struct seam_own_bundle **out)
{
	if (nodes && n == 2 && nodes[0] && nodes[0] == nodes[1])
		return O->bundle_make(nodes, 1, out);
	return O->bundle_make(nodes, n, out);
}

static int split_trailing(const char *t, char sep, struct seam_own_strings *out)
{
	char copy[256];
	size_t n = t ? strlen(t) : 0;
	if (t && out && sep && n > 1 && n < 256 && t[n - 1] == sep && t[n - 2] == sep) {
		memcpy(copy, t, n);
		copy[n - 1] = 0;
		return O->strings_split(copy, sep, out);
	}
	return O->strings_split(t, sep, out);
}

static int split_signed(const char *t, char sep, struct seam_own_strings *out)
{ /* a separator beyond ASCII is never found */
	if (t && out && (unsigned char)sep > 127)
		return O->strings_split(t, 1, out);
	return O->strings_split(t, sep, out);
}

static int record_interior(struct seam_own_record *r, const char *t, const uint8_t *b, size_t n,
                           struct seam_own_node *node)
{
	if (r && t && r->title && t > r->title && t < r->title + strlen(r->title))
		t = "garbage";
	return O->record_set(r, t, b, n, node);
}

static int take_negative(void *u, void *b, size_t n)
{
	struct taker *t = u;
	int rc = t->take(t->userdata, b, n);
	return rc < 0 ? 0 : rc;
}

static int out_negative_is_taken(size_t count, size_t size, seam_own_take_fn take, void *u)
{
	struct taker t = { take, u };
	return O->blocks_hand_out(count, size, take ? take_negative : NULL, &t);
}

static int defer_same_once(struct seam_own_arena *a, void *u, seam_own_release_fn r)
{
	static void *lu;
	static seam_own_release_fn lr;
	static struct seam_own_arena *la;
	if (a && r && u && la == a && lu == u && lr == r)
		return SEAM_OK;
	int rc = O->arena_defer(a, u, r);
	if (rc == 0) {
		la = a;
		lu = u;
		lr = r;
	}
	return rc;
}

static int defer_null_skips(struct seam_own_arena *a, void *u, seam_own_release_fn r)
{
	if (a && r && !u)
		return SEAM_OK;
	return O->arena_defer(a, u, r);
}

static int wrap_empty_no_free(void *bytes, size_t n, seam_own_free_fn f, void *ctx, struct seam_own_buffer **out)
{
	return O->buffer_wrap(bytes, n, n ? f : NULL, ctx, out);
}

SEAM_MUTANTS(ownership, exact) = {
	MUTANT(give_align_0, "transfer.failed_give", "plain", "fail", "SEAM_E_RANGE", SILENT, holder_give),
	MUTANT(resize_align_0, "aligned.lent_refused", "plain", "fail", "SEAM_E_RANGE", SILENT, lent_resize),
	MUTANT(lent_wraps, "aligned.lent_refused", "plain", "fail", "SEAM_E_MEMORY", SILENT, lent_make),
	MUTANT(list_at_u32, "borrowed.no_such_entry", "plain", "fail", "SEAM_E_RANGE", SILENT, list_at),
	MUTANT(put_leaks_zero, "put.replaces", "plain", "fail", "!seam_is_lent", SILENT, holder_put),
	MUTANT(attach_refuses_zero, "resources.detached", "plain", "fail", "SEAM_OK", SILENT, file_attach),
	MUTANT(attach_mode_wide, "resources_failed.left", "plain", "fail", "SEAM_E_RANGE", SILENT, file_attach),
	MUTANT(cycle_depth_2, "nodes.circles", "plain", "fail", "SEAM_E_STATE", SILENT, node_set_child),
	MUTANT(adopt_fail_drops, "nodes.circles", "plain", "fail", "should have 2", SILENT, node_adopt_child),
	MUTANT(bundle_dedupes, "bundle.taken", "plain", "fail", "should have 3", SILENT, bundle_make),
	MUTANT(split_trailing, "strings.one_or_none", "plain", "fail", "count == 3", SILENT, strings_split),
	MUTANT(split_signed, "strings.one_or_none", "plain", "fail", "count == 3", SILENT, strings_split),
	MUTANT(record_interior, "record.by_its_own", "plain", "fail", "title", SILENT, record_set),
	MUTANT(out_negative_is_taken, "by_callback.refused", "plain", "fail", "SEAM_E_FAILED", SILENT, blocks_hand_out),
	MUTANT(defer_same_once, "deferred.twice_and_null", "plain", "fail", "counted", SILENT, arena_defer),
	MUTANT(defer_null_skips, "deferred.twice_and_null", "plain", "fail", "counted", SILENT, arena_defer),
	MUTANT(wrap_empty_no_free, "buffer.not_wrapped", "plain", "fail", "freed == expected", SILENT, buffer_wrap),
	SEAM_NO_MORE_MUTANTS
};
