/* mutants_outputs.c - outputs that are not written, or hold what was there before. */
#include "buffers/planted.h"

#define OWNED struct seam_buffers_owned *b
#define BYTES const void *p, size_t n

/* ---- outputs --------------------------------------------------------------------------------------------------- */

static int describe_nothing_in_part(BYTES, struct seam_buffers_summary *out)
{
	if (n || !out)
		return O->describe(p, n, out);
	out->size = 0;
	out->zeros = 0;
	return SEAM_OK;
}

static int describe_sets_what_is_not_zero(BYTES, struct seam_buffers_summary *out)
{
	struct seam_buffers_summary s;
	int rc = O->describe(p, n, out ? &s : NULL);

	if (rc)
		return rc;
	out->size = s.size;
	out->least = s.least;
	out->most = s.most;
	if (s.last)
		out->last = s.last;
	out->zeros = s.zeros;
	out->first_zero = s.first_zero;
	return SEAM_OK;
}

/* The whole struct is copied from where it was made: its padding is what the stack held. */
static int describe_from_the_stack(BYTES, struct seam_buffers_summary *out)
{
	unsigned char stale[sizeof *out];
	struct seam_buffers_summary s;
	int rc = O->describe(p, n, out ? &s : NULL);

	if (rc)
		return rc;
	set(stale, sizeof stale, 0x7E);
	memcpy(stale + offsetof(struct seam_buffers_summary, least), &s.least, sizeof s.least);
	memcpy(stale + offsetof(struct seam_buffers_summary, most), &s.most, sizeof s.most);
	memcpy(stale + offsetof(struct seam_buffers_summary, size), &s.size, sizeof s.size);
	memcpy(stale + offsetof(struct seam_buffers_summary, last), &s.last, sizeof s.last);
	memcpy(stale + offsetof(struct seam_buffers_summary, zeros), &s.zeros, sizeof s.zeros);
	memcpy(stale + offsetof(struct seam_buffers_summary, first_zero), &s.first_zero, sizeof s.first_zero);
	memcpy(out, stale, sizeof stale);
	return SEAM_OK;
}

static int decode_stale_padding(const void *wire, size_t size, struct seam_buffers_record *to, size_t *count)
{
	int rc = O->decode(wire, size, to, count);

	for (size_t i = 0; !rc && i < *count; i++)
		set((char *)&to[i] + offsetof(struct seam_buffers_record, kind) + 1, 1, 0x7E);
	return rc;
}

static int decode_leaves_zero_flags(const void *wire, size_t size, struct seam_buffers_record *to, size_t *count)
{
	uint16_t before = to && size == 3 * WIRE ? to[1].flags : 0;
	int rc = O->decode(wire, size, to, count);

	if (!rc && size == 3 * WIRE && !to[1].flags)
		to[1].flags = before;
	return rc;
}

static int raise_stale_padding(struct seam_buffers_record *r, int count, uint32_t by)
{
	int rc = O->raise(r, count, by);

	for (int i = 0; !rc && i < count; i++)
		set((char *)(&r[i] + 1) - 1, 1, 0x7E);
	return rc;
}

static int digest_zero_on_failure(BYTES, uint64_t *out)
{
	int rc = O->digest(p, n, out);

	if (rc == SEAM_E_NULL && out)
		*out = 0;
	return rc;
}

static int hex_zero_on_failure(BYTES, void *to, size_t *size)
{
	int rc = O->hex(p, n, to, size);

	if (rc == SEAM_E_NULL && size)
		*size = 0;
	return rc;
}

static int copy_frees_the_old(BYTES, OWNED)
{
	struct seam_buffers_owned old = b ? *b : (struct seam_buffers_owned){ NULL, 0, 0 };
	int rc = O->owned_copy(p, n, b);

	if (!rc && old.bytes && old.capacity)
		free_lent(old.bytes, old.capacity);
	return rc;
}

SEAM_MUTANTS(buffers,
             outputs) = { SILENT(describe_nothing_in_part, "uninitialised_out.summary", "s->least", describe),
	                  SILENT(describe_sets_what_is_not_zero, "uninitialised_out.summary", "s->last", describe),
	                  SILENT(describe_from_the_stack, "uninitialised_out.summary", "stale memory", describe),
	                  SILENT(decode_stale_padding, "uninitialised_out.records", "stale memory", decode),
	                  SILENT(decode_leaves_zero_flags, "uninitialised_out.records", "flags", decode),
	                  SILENT(raise_stale_padding, "uninitialised_out.records", "stale memory", raise),
	                  SILENT(digest_zero_on_failure, "uninitialised_out.on_failure", "was written to", digest),
	                  SILENT(hex_zero_on_failure, "uninitialised_out.on_failure", "*size", hex),
	                  SILENT(copy_frees_the_old, "uninitialised_out.owned", "lent allocator", owned_copy),
	                  SEAM_NO_MORE_MUTANTS };
