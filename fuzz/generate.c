/* generate.c - inputs from a seed: structured ones from nothing, and mutations of the corpus. */
#include "drive.h"

#include <string.h>

struct random {
	uint64_t state;
};

/* splitmix64 */
static uint64_t next(struct random *r)
{
	uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

static size_t below(struct random *r, size_t limit)
{
	return limit ? (size_t)(next(r) % limit) : 0;
}

/* Lengths at which buffers and registers end, and neighbours. */
static size_t some_length(struct random *r)
{
	static const uint16_t edges[] = { 0, 1, 2, 3, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 255, 256 };

	switch (below(r, 4)) {
	case 0: return edges[below(r, sizeof edges / sizeof *edges)];
	case 1: return edges[below(r, sizeof edges / sizeof *edges)] + below(r, 3);
	case 2: return below(r, 24);
	default: return below(r, 160);
	}
}

static uint8_t some_byte(struct random *r, unsigned alphabet)
{
	static const uint8_t telling[] = { 0,    0,    1,    '%',  '\n', ' ',  ',',  '/',  '0',  'A',  0x7F,
		                           0x80, 0xBF, 0xC0, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xED, 0xA0, 0xEF,
		                           0xBF, 0xBD, 0xF0, 0x9F, 0x98, 0x80, 0xD8, 0xDC, 0xFE, 0xFF };

	switch (alphabet) {
	case 0: return (uint8_t)next(r);
	case 1: return (uint8_t)(' ' + below(r, 95));
	case 2: return (uint8_t)below(r, 16);
	default: return telling[below(r, sizeof telling)];
	}
}

static size_t insert(uint8_t *out, size_t size, size_t at, const uint8_t *what, size_t n)
{
	if (n > MOST_INPUT - size)
		n = MOST_INPUT - size;
	memmove(out + at + n, out + at, size - at);
	if (n)
		memcpy(out + at, what, n);
	return size + n;
}

static size_t mutate(struct random *r, const struct pool *corpus, const struct pool *dictionary, uint8_t *out,
                     size_t size)
{
	size_t at = below(r, size + 1), n = below(r, size - at + 1);
	const struct bytes *other;
	uint8_t fresh[16];

	switch (below(r, 8)) {
	case 0: /* a bit */
		if (at < size)
			out[at] ^= (uint8_t)(1u << below(r, 8));
		return size;
	case 1: /* a byte */
		if (at < size)
			out[at] = some_byte(r, (unsigned)below(r, 4));
		return size;
	case 2: /* less */
		n = below(r, n < 16 ? n + 1 : 16);
		memmove(out + at, out + at + n, size - at - n);
		return size - n;
	case 3: /* more */
		n = 1 + below(r, sizeof fresh);
		for (size_t i = 0, alphabet = below(r, 4); i < n; i++)
			fresh[i] = some_byte(r, (unsigned)alphabet);
		return insert(out, size, at, fresh, n);
	case 4: /* the same again */
		n = n < sizeof fresh ? n : sizeof fresh;
		memcpy(fresh, out + at, n);
		return insert(out, size, below(r, size + 1), fresh, n);
	case 5: /* a word */
		if (!dictionary->n)
			return size;
		other = &dictionary->item[below(r, dictionary->n)];
		return insert(out, size, at, other->at, other->size);
	case 6: /* another's end */
		if (!corpus->n)
			return size;
		other = &corpus->item[below(r, corpus->n)];
		n = below(r, other->size + 1);
		return insert(out, at, at, other->at + n, other->size - n);
	default: /* its beginning only */
		return at;
	}
}

size_t generate(const struct pool *corpus, const struct pool *dictionary, uint64_t seed, uint64_t i, uint8_t *out)
{
	struct random r = { seed * UINT64_C(0xD1342543DE82EF95) + i };
	size_t size = 0;

	next(&r);
	if (corpus->n && below(&r, 8) >= 3) {
		const struct bytes *from = &corpus->item[below(&r, corpus->n)];

		size = from->size < MOST_INPUT ? from->size : MOST_INPUT;
		memcpy(out, from->at, size);
		for (size_t k = 1 + below(&r, 6); k; k--)
			size = mutate(&r, corpus, dictionary, out, size);
		return size;
	}
	for (size_t n = some_length(&r), alphabet = below(&r, 4); size < n; size++)
		out[size] = some_byte(&r, size ? (unsigned)alphabet : 0);
	if (below(&r, 4) == 0)
		size = mutate(&r, corpus, dictionary, out, size);
	return size;
}
