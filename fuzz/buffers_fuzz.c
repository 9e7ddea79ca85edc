/*
 * buffers_fuzz.c - one op of the group `buffers` on the bytes of the input.
 *
 * The first byte picks the op, and whether its memory is at an odd address; what follows are sizes and bytes.  What an op gives is
 * computed here, too.
 */
#include "buffers/buffers.h"
#include "room.h"

#include <inttypes.h>

static const struct seam_buffers *b;
static unsigned op;
static bool odd;

#define UNSET ((size_t)-77)
enum { MOST_PIECES = 8 };

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	b = FUZZ_LOAD(buffers);
	return 0;
}

static void is(const char *name, int rc, int expected)
{
	SAW(op, -rc);
	EXPECT(rc == expected, "%s: expected %d, seen %d", name, expected, rc);
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

static void digest(struct input *in)
{
	uint64_t expected = UINT64_C(14695981039346656037), out = 77;

	for (size_t i = 0; i < in->left; i++)
		expected = (expected ^ in->at[i]) * UINT64_C(1099511628211);
	is("digest", b->digest(in->at, in->left, &out), SEAM_OK);
	EXPECT(out == expected, "digest of %zu bytes: %" PRIx64 ", expected %" PRIx64, in->left, out, expected);
}

static void find(struct input *in)
{
	size_t n = take_below(in, 8), at = UNSET, expected = 0;
	const uint8_t *hay;

	n = n < in->left ? n : in->left;
	hay = in->at + n;
	while (expected + n <= in->left - n && n && memcmp(hay + expected, in->at, n) != 0)
		expected++;
	expected = expected + n <= in->left - n || !n ? expected : UNSET;
	is("find", b->find(hay, in->left - n, in->at, n, &at), expected == UNSET ? SEAM_E_NOT_FOUND : SEAM_OK);
	EXPECT(at == expected, "find: %zu bytes in %zu: at %zu, expected %zu", n, in->left - n, at, expected);
}

static void describe(struct input *in)
{
	struct seam_buffers_summary seen, as[2];

	memset(&seen, ROOM_POISON, sizeof seen);
	for (unsigned k = 0; k < 2; k++) {
		struct seam_buffers_summary *s = &as[k];

		memset(s, k ? 0xFF : 0, sizeof *s);
		s->least = in->left ? 0xFF : 0;
		s->most = 0;
		s->zeros = 0;
		s->size = s->first_zero = in->left;
		s->last = in->left ? in->at[in->left - 1] : 0;
		for (size_t i = 0; i < in->left; i++) {
			s->least = in->at[i] < s->least ? in->at[i] : s->least;
			s->most = in->at[i] > s->most ? in->at[i] : s->most;
			if (!in->at[i] && !s->zeros++)
				s->first_zero = i;
		}
	}
	is("describe", b->describe(in->at, in->left, &seen), SEAM_OK);
	same_struct("describe", &seen, &as[0], &as[1], sizeof seen);
}

static void sum(struct input *in)
{
	size_t n = in->left / 4;
	uint8_t *copy = begin_copy(in->at, n * 4, odd);
	uint64_t expected = 0, out = 77;

	for (size_t i = 0; i < n; i++) {
		uint32_t number;

		memcpy(&number, copy + 4 * i, sizeof number);
		expected += number;
	}
	is("sum_u32", b->sum_u32(copy, n, &out), SEAM_OK);
	EXPECT(out == expected, "sum_u32 of %zu numbers: %" PRIu64 ", expected %" PRIu64, n, out, expected);
	end_copy(copy);
}

/* ---- from memory to memory -------------------------------------------------------------------------------------- */

static void hex(struct input *in)
{
	static const char digits[] = "0123456789abcdef";
	struct room r = begin_room(in, 2 * (in->left - (in->left > 0)));
	size_t n = in->left; /* what begin_room has left */
	char *expected = malloc(2 * n + 1);
	int rc;

	for (size_t i = 0; i < n; i++) {
		expected[2 * i] = digits[in->at[i] >> 4];
		expected[2 * i + 1] = digits[in->at[i] & 15];
	}
	rc = b->hex(in->at, n, r.room ? r.at : NULL, &r.size);
	SAW(op, -rc);
	end_room("hex", rc, &r, expected, 2 * n);
	free(expected);
}

static void reverse(struct input *in)
{
	unsigned how = take_below(in, 4);
	size_t shift = how == 3 ? take_u8(in) : 0, n = in->left;
	struct room r;
	uint8_t *expected;

	shift = n > 1 ? shift % n : 0;
	r = (struct room){ malloc(2 * n + FUZZ_SLACK + 1), how ? n : 0, 0 };
	expected = malloc(n + 1);
	memset(r.at, ROOM_POISON, 2 * n + FUZZ_SLACK);
	for (size_t i = 0; i < n; i++)
		expected[i] = in->at[n - 1 - i];
	if (how >= 2) { /* in place, or over a part of itself */
		memcpy(r.at, in->at, n);
		is("reverse, in place", b->reverse(r.at, n, r.at + shift), shift ? SEAM_E_RANGE : SEAM_OK);
		EXPECT(!n || memcmp(r.at, shift ? in->at : expected, n) == 0, "reverse, in place: other bytes than expected, of %zu", n);
	} else {
		is("reverse", b->reverse(in->at, n, r.at), SEAM_OK);
		EXPECT(!n || memcmp(r.at, expected, n) == 0, "reverse: other bytes than expected, of %zu", n);
	}
	r.room = n;
	room_untouched("reverse", &r, n);
	free(r.at);
	free(expected);
}

static void move(struct input *in)
{
	size_t to = take_u8(in), from = take_u8(in), n = take_u8(in), size = in->left;
	uint8_t *copy, *expected;
	bool within;

	to %= size + 2;
	from %= size + 2;
	n %= size + 2;
	within = to <= size && from <= size && n <= size - to && n <= size - from;
	copy = begin_copy(in->at, size, odd);
	expected = begin_copy(in->at, size, false);
	if (within)
		memmove(expected + to, expected + from, n);
	is("move", b->move(copy, size, to, from, n), within ? SEAM_OK : SEAM_E_RANGE);
	EXPECT(!size || memcmp(copy, expected, size) == 0, "move: %zu bytes from %zu to %zu, of %zu: not as expected", n, from, to, size);
	end_copy(copy);
	end_copy(expected);
}

/* ---- records ---------------------------------------------------------------------------------------------------- */

static uint64_t big_endian(const uint8_t *p, unsigned n)
{
	uint64_t value = 0;

	while (n--)
		value = value << 8 | *p++;
	return value;
}

static void fields(struct seam_buffers_record *r, const uint8_t *wire)
{
	r->kind = wire[0];
	r->serial = big_endian(wire + 1, 8);
	r->flags = (uint16_t)big_endian(wire + 9, 2);
	memcpy(&r->weight, wire + 11, sizeof r->weight);
	r->id = (uint32_t)big_endian(wire + 19, 4);
}

static struct seam_buffers_record *records_of(const uint8_t *wire, size_t n, uint8_t under)
{
	struct seam_buffers_record *records = malloc(n * sizeof *records + FUZZ_SLACK + 1);

	memset(records, under, n * sizeof *records + FUZZ_SLACK);
	for (size_t i = 0; i < n; i++)
		fields(&records[i], wire + i * SEAM_BUFFERS_WIRE);
	return records;
}

static void decode(struct input *in)
{
	unsigned how = take_below(in, 4);
	size_t extra = how == 3 ? take_below(in, SEAM_BUFFERS_WIRE) : 0, n = in->left / SEAM_BUFFERS_WIRE, size, count;
	struct seam_buffers_record *zeros = records_of(in->at, n, 0), *ones = records_of(in->at, n, 0xFF);
	uint8_t *wire;
	struct room r;
	int rc;

	size = n * SEAM_BUFFERS_WIRE;
	size += extra <= in->left - size ? extra : 0;
	wire = begin_copy(in->at, size, odd);
	count = how == 1 && n ? n - 1 : n + (how == 2);
	r = (struct room){ malloc(count * sizeof *zeros + FUZZ_SLACK + 1), count * sizeof *zeros, count };
	memset(r.at, ROOM_POISON, r.room + FUZZ_SLACK);
	rc = b->decode(wire, size, count ? (void *)r.at : NULL, &r.size);
	is("decode", rc, size % SEAM_BUFFERS_WIRE ? SEAM_E_RANGE : count < n ? SEAM_E_SPACE : SEAM_OK);
	EXPECT(r.size == (rc == SEAM_E_RANGE ? count : n), "decode: %zu records are told, expected %zu", r.size, n);
	for (size_t i = 0; rc == SEAM_OK && i < n; i++)
		same_struct("decode", r.at + i * sizeof *zeros, &zeros[i], &ones[i], sizeof *zeros);
	room_untouched("decode", &r, rc == SEAM_OK ? n * sizeof *zeros : 0);
	free(r.at);
	free(zeros);
	free(ones);
	end_copy(wire);
}

static void encode(struct input *in)
{
	size_t n = (in->left - (in->left > 0)) / SEAM_BUFFERS_WIRE;
	struct room r = begin_room(in, n * SEAM_BUFFERS_WIRE);
	struct seam_buffers_record *records = records_of(in->at, n, ROOM_POISON);
	int rc = b->encode(n ? records : NULL, n, r.room ? r.at : NULL, &r.size);

	SAW(op, -rc);
	end_room("encode", rc, &r, in->at, n * SEAM_BUFFERS_WIRE);
	free(records);
}

static void raise(struct input *in)
{
	uint32_t by = (uint32_t)take_number(in, 4);
	size_t n = in->left / SEAM_BUFFERS_WIRE;
	bool negative = by % 16 == 15;
	struct seam_buffers_record *seen = records_of(in->at, n, ROOM_POISON), *zeros = records_of(in->at, n, 0),
	                           *ones = records_of(in->at, n, 0xFF);

	is("raise", b->raise(seen, negative ? -(int)n - 1 : (int)n, by), negative ? SEAM_E_RANGE : SEAM_OK);
	for (size_t i = 0; i < n; i++) {
		zeros[i].id = ones[i].id += negative ? 0 : by;
		same_struct("raise", &seen[i], &zeros[i], &ones[i], sizeof *seen);
	}
	for (size_t i = 0; i < FUZZ_SLACK; i++)
		EXPECT(((uint8_t *)(seen + n))[i] == ROOM_POISON, "raise: a byte behind %zu records was written", n);
	free(seen);
	free(zeros);
	free(ones);
}

/* ---- slices and pieces ------------------------------------------------------------------------------------------ */

static void slice(struct input *in)
{
	struct seam_buffers_slice which = { take_u8(in), take_below(in, 16), take_below(in, 24), (int8_t)take_u8(in) };
	static uint8_t expected[16 * 24];
	size_t n = which.rows * which.width;
	struct room r = begin_room(in, n);
	bool within = true;
	int rc;

	for (size_t row = 0; n && row < which.rows; row++) {
		ptrdiff_t at = (ptrdiff_t)which.offset + (ptrdiff_t)row * which.stride;

		within &= at >= 0 && (size_t)at <= in->left && which.width <= in->left - (size_t)at;
		if (within)
			memcpy(expected + row * which.width, in->at + at, which.width);
	}
	rc = b->slice(in->at, in->left, &which, r.room ? r.at : NULL, &r.size);
	SAW(op, -rc);
	if (within)
		end_room("slice", rc, &r, expected, n);
	else
		refuse_room("slice", rc, SEAM_E_RANGE, &r);
}

/* The sizes of some pieces of what is left behind them. */
static size_t sizes(struct input *in, size_t *size)
{
	uint8_t told[MOST_PIECES];
	size_t n = 0;

	take_bytes(in, told, sizeof told);
	for (unsigned i = 0; i < MOST_PIECES; n += size[i++])
		size[i] = told[i] % 64 < in->left - n ? told[i] % 64 : in->left - n;
	return n;
}

static void gather(struct input *in)
{
	struct seam_buffers_piece piece[MOST_PIECES];
	unsigned bad = take_below(in, 32), how = take_u8(in);
	size_t size[MOST_PIECES], n = sizes(in, size), at = 0;
	struct room r = begin_room(&(struct input){ (uint8_t[]){ (uint8_t)how }, 1 }, n);
	int rc;

	for (unsigned i = 0; i < MOST_PIECES; at += size[i++])
		piece[i] = (struct seam_buffers_piece){ size[i] && i != bad ? in->at + at : NULL, size[i] };
	rc = b->gather(piece, MOST_PIECES, r.room ? r.at : NULL, &r.size);
	SAW(op, -rc);
	if (bad < MOST_PIECES && size[bad])
		refuse_room("gather", rc, SEAM_E_NULL, &r);
	else
		end_room("gather", rc, &r, in->at, n);
}

static void scatter(struct input *in)
{
	struct seam_buffers_room room[MOST_PIECES];
	struct room r[MOST_PIECES];
	size_t size[MOST_PIECES], at = 0, done = UNSET, most = 0, n;

	sizes(in, size);
	n = in->left;
	for (unsigned i = 0; i < MOST_PIECES; i++) {
		r[i] = begin_room(&(struct input){ NULL, 0 }, size[i]);
		room[i] = (struct seam_buffers_room){ size[i] ? r[i].at : NULL, size[i] };
		most += size[i];
	}
	n = n * 3 / 2 < most ? n : n / 2;
	is("scatter", b->scatter(in->at, n, room, MOST_PIECES, &done), SEAM_OK);
	EXPECT(done == (n < most ? n : most), "scatter: %zu bytes into rooms of %zu: %zu done", n, most, done);
	for (unsigned i = 0; i < MOST_PIECES; i++) {
		size_t here = n - at < size[i] ? n - at : size[i];

		EXPECT(!here || memcmp(r[i].at, in->at + at, here) == 0, "scatter: room %u has other bytes", i);
		room_untouched("scatter", &r[i], here);
		at += here;
		free(r[i].at);
	}
}

static void gather_rows(struct input *in)
{
	const void *row[MOST_PIECES];
	unsigned nulls = take_u8(in), how = take_u8(in);
	size_t width = take_below(in, 32), count = take_below(in, MOST_PIECES + 1), n = 0, absent = UNSET;
	uint8_t expected[MOST_PIECES * 32];
	struct room r;
	int rc;

	for (size_t i = 0; i < count; i++) {
		row[i] = nulls >> i & 1 || in->left < width ? NULL : in->at;
		if (!row[i])
			continue;
		memcpy(expected + n, in->at, width);
		n += width;
		in->at += how & 1 ? 0 : width;
		in->left -= how & 1 ? 0 : width;
	}
	r = begin_room(&(struct input){ (uint8_t[]){ (uint8_t)how }, 1 }, n);
	rc = b->gather_rows(count ? row : NULL, count, width, r.room ? r.at : NULL, &r.size, &absent);
	SAW(op, -rc);
	EXPECT((absent == UNSET) == (rc != SEAM_OK), "gather_rows: result %d, and *absent is %zu", rc, absent);
	for (size_t i = 0; rc == SEAM_OK && i < count; i++)
		absent -= !row[i];
	EXPECT(rc != SEAM_OK || !absent, "gather_rows: *absent is wrong by %zu", absent);
	end_room("gather_rows", rc, &r, expected, n);
}

/* ---- sizes that are no sizes ------------------------------------------------------------------------------------ */

/* Over the greatest, in whole or by the product; cut to fewer bits, or taken as signed, many are small. */
static void hostile(struct input *in)
{
	unsigned which = take_below(in, 11);
	size_t most = SEAM_BUFFERS_MOST, n = most + 1 + (size_t)take_number(in, 8) % (SIZE_MAX - most), out = 64, at = UNSET;
	uint64_t number = 77;
	uint8_t to[64], before[64], from[64] = { 0 };
	struct seam_buffers_summary summary;
	struct seam_buffers_slice s = { 0, 2, 2, 2 };
	struct seam_buffers_piece piece[2] = { { from, 2 }, { from, n } };
	struct seam_buffers_room room[2] = { { to, 2 }, { to + 2, n } };
	unsigned part = take_below(in, 4);
	int rc = SEAM_E_RANGE;

	memset(to, ROOM_POISON, sizeof to);
	memcpy(before, to, sizeof to);
	memset(&summary, ROOM_POISON, sizeof summary);
	s.offset = part == 0 ? n : 0;
	s.rows = part == 1 ? n : 2;
	s.width = part == 2 ? n : 2;
	s.stride = part == 3 ? (ptrdiff_t)n : 2;
	if (part == 3 && n > PTRDIFF_MAX)
		s.stride = -(ptrdiff_t)(n - PTRDIFF_MAX - 1) - (ptrdiff_t)most - 1;
	switch (which) {
	case 0: rc = b->digest ? b->digest(from, n, &number) : rc; break;
	case 1: rc = b->find ? b->find(part & 1 ? from : to, part & 1 ? n : 2, from, part & 1 ? 2 : n, &at) : rc; break;
	case 2: rc = b->describe ? b->describe(from, n, &summary) : rc; break;
	case 3: rc = b->sum_u32 ? b->sum_u32(from, part & 1 ? n : (n | most) / 4 + 1, &number) : rc; break;
	case 4: rc = b->hex ? b->hex(from, part & 1 ? n : most / 2 + 1 + n % (most / 2), to, &out) : rc; break;
	case 5: rc = b->reverse ? b->reverse(from, n, to) : rc; break;
	case 6: rc = b->move ? b->move(to, part ? sizeof to : n, part == 1 ? n : 0, part == 2 ? n : 1, part == 3 ? n : 1) : rc; break;
	case 7: rc = b->encode ? b->encode((void *)from, part & 1 ? n : most / SEAM_BUFFERS_WIRE + 1, to, &out) : rc; break;
	case 8: rc = b->slice ? b->slice(from, sizeof from, &s, to, &out) : rc; break;
	case 9: rc = b->gather ? b->gather(piece, part & 1 ? 2 : n, to, &out) : rc; break;
	default: rc = b->scatter ? b->scatter(from, part & 1 ? 3 : n, room, part & 1 ? 2 : 1, &at) : rc;
	}
	if (which == 10 && !(part & 1) && !b->scatter)
		return;
	EXPECT(rc == SEAM_E_RANGE, "op %u with a size of %zu: seen %d", which, n, rc);
	EXPECT(number == 77 && out == 64 && at == UNSET && summary.size == UINT64_C(0x5B5B5B5B5B5B5B5B) && memcmp(to, before, sizeof to) == 0,
	       "op %u with a size of %zu is refused, and has written", which, n);
}

/* ---- the target ------------------------------------------------------------------------------------------------- */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	unsigned what = take_u8(&in);

	op = what % 16;
	odd = what & 16;
#define OP(number, needed, run)          \
	case number:                     \
		if (needed)              \
			run(&in);        \
		break
	switch (op) {
		OP(0, b->digest, digest);
		OP(1, b->find, find);
		OP(2, b->describe, describe);
		OP(3, b->sum_u32, sum);
		OP(4, b->hex, hex);
		OP(5, b->reverse, reverse);
		OP(6, b->move, move);
		OP(7, b->decode, decode);
		OP(8, b->encode, encode);
		OP(9, b->raise, raise);
		OP(10, b->slice, slice);
		OP(11, b->gather, gather);
		OP(12, b->scatter, scatter);
		OP(13, b->gather_rows, gather_rows);
		OP(14, true, hostile);
		OP(15, true, hostile);
	}
	EXPECT(fuzz_live() == 0, "op %u leaves %zu blocks of lent memory behind", op, fuzz_live());
	return 0;
}
