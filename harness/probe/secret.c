/*
 * secret.c - the run's secret, kept masked, and the search for it; and the sentinels of places.
 *
 * Each run of 8 bytes at a multiple of 8 within the secret is a piece: 15 bytes in a row of the secret hold one whole.
 * The pieces are compared masked, so that the search itself leaves none of them behind.
 */
#include "../platform/platform.h"
#include "instrument.h"

#include "crossing.h"
#include <stdio.h>
#include <string.h>

enum { PIECE = 8, MOST_PIECES = 32, CHUNK = 512, BELOW = 5120, DEAD = 65536, MOST_PLACES = 8 };
#define MASK UINT64_C(0xA5C3F1E787969B9D)

static uint64_t pieces[MOST_PIECES]; /* masked */
static unsigned char piece_of[256];  /* by its first byte, plus one */
static size_t n_pieces;
static unsigned found_below, found_freed;

/* SplitMix64: every bit of `x` counts. */
static uint64_t mixed(uint64_t x)
{
	x += UINT64_C(0x9E3779B97F4A7C15);
	x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
	return x ^ (x >> 31);
}

uint64_t seam_tag(const struct seam_case *c, uint32_t place)
{
	(void)c;
	/* A bijection of 64 bits: different places have different tags; the low bit keeps each from being 0. */
	return seam_carries(SEAM_TAGS) ? mixed((uint64_t)place << 1) : mixed(0);
}

/* Byte `at` of the secret.  The first bytes of pieces differ; none is 0 or a blank or a digit. */
static unsigned char byte_of(size_t at)
{
	if (at % PIECE == 0)
		return (unsigned char)(0x81 + at / PIECE * 3);
	return (unsigned char)(0x80 | (mixed(0x5EC2E7 + at) >> 17));
}

const unsigned char *seam_secret(struct seam_case *c, size_t size)
{
	unsigned char *secret = seam_out(c, size);

	memset(piece_of, 0, sizeof piece_of);
	n_pieces = size / PIECE < MOST_PIECES ? size / PIECE : MOST_PIECES;
	for (size_t i = 0; i < size; i++)
		secret[i] = byte_of(i);
	for (size_t i = 0; i < n_pieces; i++) {
		uint64_t piece = 0;

		for (size_t b = PIECE; b-- > 0;)
			piece = piece << 8 | (byte_of(i * PIECE + b) ^ (MASK >> b * 8 & 0xff));
		pieces[i] = piece;
		piece_of[byte_of(i * PIECE)] = (unsigned char)(i + 1);
	}
	seam_thunk_clears = true;
	seam_guard_seal(secret);
	return secret;
}

void seam_secret_open(struct seam_case *c)
{
	(void)c;
	n_pieces = 0;
	seam_thunk_clears = false;
	found_below = found_freed = 0;
}

bool seam_secret_is_out(void)
{
	return n_pieces != 0;
}

/* Whether a whole piece stands at `p`. */
static bool is_piece(const unsigned char *p)
{
	unsigned which = piece_of[*p];
	size_t same = 0;

	while (which && same < PIECE && (p[same] ^ (MASK >> same * 8 & 0xff)) == (pieces[which - 1] >> same * 8 & 0xff))
		same++;
	return same == PIECE;
}

/* All bytes of the secret have their highest bit set, so a piece holds four in a row at a multiple of four that have it: the rest is
 * passed over four at a time. */
/* Whether a word of these, which are aligned, has all four. */
static bool has_high_word(const uint32_t *words)
{
	uint32_t any = 0;

	for (size_t i = 0; i < CHUNK / sizeof *words; i++)
		any |= (words[i] & 0x80808080u) == 0x80808080u;
	return any != 0;
}

size_t seam_secret_find(const void *bytes, size_t size)
{
	const unsigned char *start = bytes;
	size_t at = 0;

	while (n_pieces && at + PIECE <= size) {
		/* The words from p + 4 on, so that a piece that starts in the chunk covers one of them. */
		if (((uintptr_t)(start + at) & 3) == 0 && at + 4 + CHUNK <= size &&
		    !has_high_word((const uint32_t *)(const void *)(start + at + 4))) {
			at += CHUNK;
			continue;
		}
		const unsigned char *p = start + at;
		uint32_t word;

		if (((uintptr_t)p & 3) == 0 && at + 2 * PIECE <= size) {
			memcpy(&word, p + 4, sizeof word);
			if ((word & 0x80808080u) != 0x80808080u) {
				at += 4; /* a piece that starts at p to p + 3 would cover that word */
				continue;
			}
		}
		if (is_piece(p))
			return at;
		at++;
	}
	return SIZE_MAX;
}

static int nibble(unsigned char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Where a piece stands in hexadecimal, two digits a byte, either case, with nothing between them; SIZE_MAX: nowhere. */
static size_t find_digits(const void *bytes, size_t size)
{
	const unsigned char *p = bytes;

	for (size_t at = 0; at + 2 * PIECE <= size; at++) {
		unsigned char raw[PIECE];
		size_t n = 0;

		for (; n < PIECE; n++) {
			int high = nibble(p[at + 2 * n]), low = nibble(p[at + 2 * n + 1]);

			if (high < 0 || low < 0)
				break;
			raw[n] = (unsigned char)(high << 4 | low);
		}
		if (n == PIECE && seam_secret_find(raw, PIECE) != SIZE_MAX)
			return at;
	}
	return SIZE_MAX;
}

bool seam_secret_in(struct seam_case *c, const void *bytes, size_t size)
{
	(void)c;
	return seam_secret_find(bytes, size) != SIZE_MAX || find_digits(bytes, size) != SIZE_MAX;
}

void seam_secret_freed(const void *block, size_t size)
{
	size_t at = seam_carries(SEAM_SECRET) ? seam_secret_find(block, size) : SIZE_MAX;

	if (at == SIZE_MAX && seam_carries(SEAM_SECRET))
		at = find_digits(block, size);
	if (at != SIZE_MAX && found_freed++ == 0)
		seam_instrument_fail(SEAM_SECRET, "a block of %zu bytes of lent memory was freed with the secret in it, at byte %zu",
		                     size, at);
}

void seam_secret_below(const void *sp, const char *op)
{
	const unsigned char *low = (const unsigned char *)sp - BELOW;
	size_t at;

	if (!n_pieces || !seam_carries(SEAM_SECRET) || seam_checker_is_on())
		return;
	at = seam_secret_find(low, BELOW);
	if (at != SIZE_MAX && found_below++ == 0)
		seam_instrument_fail(SEAM_SECRET, "%s left the secret on the stack, %zu bytes below its caller's frame", op, BELOW - at);
}

struct search {
	struct seam_case *c;
	const unsigned char *sp;
	unsigned found;
};

static bool look_into(void *argument, unsigned char *start, size_t size, const char *what)
{
	struct search *search = argument;
	size_t page = seam_page_size();

	if (seam_guard_owns(start + page / 2))
		return true;
	for (size_t from = 0, at; from < size && (at = seam_secret_find(start + from, size - from)) != SIZE_MAX; from += at + PIECE) {
		const unsigned char *p = start + from + at;

		/* Below this frame lies what the hooks left there too; seam_secret_below looks there, before they run. */
		if (seam_guard_owns(p) || (p < search->sp && p >= search->sp - DEAD))
			continue;
		FAIL(search->c, "the secret is still in this process's memory, at %p (%s)", (const void *)p,
		     *what ? what : "memory that was mapped for it");
		if (++search->found == MOST_PLACES)
			return false;
	}
	return true;
}

bool seam_secret_gone(struct seam_case *c)
{
	unsigned char here = 0;
	struct search search = { c, &here, 0 };

	if (!n_pieces || seam_checker_is_on())
		return false;
	return seam_each_writable(look_into, &search);
}
