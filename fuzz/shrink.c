/* shrink.c - makes a failing input small: takes pieces out, then makes bytes 0, then makes them smaller. */
#include "drive.h"

#include <string.h>

struct attempt {
	bool (*fails)(const uint8_t *input, size_t size);
	unsigned left;
};

static bool try(struct attempt *a, const uint8_t *input, size_t size)
{
	if (!a->left)
		return false;
	a->left--;
	return a->fails(input, size);
}

static size_t without(const uint8_t *input, size_t size, size_t at, size_t n, uint8_t *out)
{
	memcpy(out, input, at);
	memcpy(out + at, input + at + n, size - at - n);
	return size - n;
}

static size_t take_out(struct attempt *a, uint8_t *input, size_t size)
{
	uint8_t candidate[MOST_INPUT];

	for (size_t n = size; n; n /= 2)
		for (size_t at = size; at-- > 0;) {
			if (at + n > size)
				continue;
			if (!try(a, candidate, without(input, size, at, n, candidate)))
				continue;
			size -= n;
			memcpy(input, candidate, size);
			at = at < size ? at : size;
		}
	return size;
}

static void lower(struct attempt *a, uint8_t *input, size_t size)
{
	for (size_t i = 0; i < size; i++)
		for (unsigned step = input[i]; step; step /= 2)
			while (input[i] >= step && a->left) {
				input[i] = (uint8_t)(input[i] - step);
				if (try(a, input, size))
					continue;
				input[i] = (uint8_t)(input[i] + step);
				break;
			}
}

size_t shrink(uint8_t *input, size_t size, bool (*fails)(const uint8_t *input, size_t size), unsigned budget)
{
	struct attempt a = { fails, budget };
	size_t before;

	do {
		before = size;
		size = take_out(&a, input, size);
	} while (size < before && a.left);
	lower(&a, input, size);
	return size;
}
