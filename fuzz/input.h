/*
 * input.h - reads an input from front to back.  Every input means something: what is missing at the end is 0 or empty.
 */
#ifndef SEAM_FUZZ_INPUT_H
#define SEAM_FUZZ_INPUT_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct input {
	const uint8_t *at;
	size_t left;
};

static inline uint8_t take_u8(struct input *in)
{
	if (!in->left)
		return 0;
	in->left--;
	return *in->at++;
}

/* Little-endian, cut short at the end of the input. */
static inline uint64_t take_number(struct input *in, unsigned bytes)
{
	uint64_t n = 0;

	for (unsigned i = 0; i < bytes; i++)
		n |= (uint64_t)take_u8(in) << (8 * i);
	return n;
}

/* Below `limit`, which is 1 to 256. */
static inline unsigned take_below(struct input *in, unsigned limit)
{
	return take_u8(in) % limit;
}

/* Fills `size` bytes; 0 behind the end of the input. */
static inline void take_bytes(struct input *in, void *to, size_t size)
{
	size_t n = size < in->left ? size : in->left;

	if (n)
		memcpy(to, in->at, n);
	if (size > n)
		memset((char *)to + n, 0, size - n);
	in->at += n;
	in->left -= n;
}

/* At most `most` bytes, up to a NUL, as a terminated string in a block of its own that ends behind the terminator;
 * free() it.  *size, if not NULL, gets its length. */
static inline char *take_string(struct input *in, size_t most, size_t *size)
{
	size_t n = most < in->left ? most : in->left;
	const uint8_t *nul = n ? memchr(in->at, 0, n) : NULL;
	size_t length = nul ? (size_t)(nul - in->at) : n;
	char *s = malloc(length + 1);

	if (!s)
		abort();
	if (length)
		memcpy(s, in->at, length);
	s[length] = '\0';
	in->at += nul ? length + 1 : n;
	in->left -= nul ? length + 1 : n;
	if (size)
		*size = length;
	return s;
}

#endif
