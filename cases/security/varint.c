/*
 * varint: one number has one form; longer forms, and numbers of more than 64 bits, are refused.
 * Rule: security.varint    Source: CVE-2024-24786 and its like; LEB128 decoders that shift by 70
 */
#include "security/enemy.h"

static void values(struct seam_case *c)
{
	static const struct {
		uint64_t number;
		const char *bytes;
		size_t n;
	} samples[] = {
		{ 0, BYTES("\0") },
		{ 127, BYTES("\x7F") },
		{ 128, BYTES("\x80\x01") },
		{ 0x7FFFFFFF, BYTES("\xFF\xFF\xFF\xFF\x07") },
		{ 0x80000000u, BYTES("\x80\x80\x80\x80\x08") },
		{ 0xFFFFFFFFu, BYTES("\xFF\xFF\xFF\xFF\x0F") },
		{ 0x100000000u, BYTES("\x80\x80\x80\x80\x10") },
		{ INT64_MAX, BYTES("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F") },
		{ (uint64_t)INT64_MIN, BYTES("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01") },
		{ UINT64_MAX, BYTES("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01") },
	};
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		wire_single(&w, SEAM_SEC_VARINT, samples[i].bytes, samples[i].n);
		single_is(c, &w, SEAM_SEC_VARINT, samples[i].number, NULL, 0, "a varint in its shortest form");
	}
}

static void each_is_refused(struct seam_case *c, const char *const *forms, const size_t *sizes, size_t n, const char *what)
{
	struct wire w;

	NEED_MESSAGES(c);
	for (size_t i = 0; i < n; i++) {
		wire_single(&w, SEAM_SEC_VARINT, SEAM_STIMULUS(c) ? forms[i] : "\1", SEAM_STIMULUS(c) ? sizes[i] : 1);
		if (!wire_refused(c, &w, what))
			return;
	}
}

static void overlong(struct seam_case *c)
{
	static const char *const forms[] = { "\x80\x00", "\x81\x00", "\xFF\x00", "\xAC\x82\x00", "\x80\x80\x80\x80\x00",
		                             "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x00" };
	static const size_t sizes[] = { 2, 2, 2, 3, 5, 10 };

	each_is_refused(c, forms, sizes, 6, "a varint in a longer form than it needs");
}

static void over_64_bits(struct seam_case *c)
{
	static const char *const forms[] = { "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02", "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x02",
		                             "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F",
		                             "\x81\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01",
		                             "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01" };
	static const size_t sizes[] = { 10, 10, 10, 11, 13 };

	each_is_refused(c, forms, sizes, 5, "a varint of more than 64 bits");
}

static void does_not_end(struct seam_case *c)
{
	static const char *const forms[] = { "\x80", "\xFF\xFF", "\x80\x80\x80\x80\x80", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF" };
	static const size_t sizes[] = { 1, 2, 5, 10 };

	each_is_refused(c, forms, sizes, 4, "a varint that does not end");
}

SEAM_CASES(security, varint) = {
	{ "values", SEAM_MUST, values, "numbers of up to 64 bits come out as they are", 0 },
	{ "overlong", SEAM_MUST, overlong, "a longer form than needed is refused", 0 },
	{ "over_64_bits", SEAM_MUST, over_64_bits, "what does not fit is refused, not cut", 0 },
	{ "does_not_end", SEAM_MUST, does_not_end, "a number ends within its content", 0 },
	SEAM_END
};
