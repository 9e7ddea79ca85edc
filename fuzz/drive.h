/* drive.h - the parts of the driver: where inputs come from, and how a failing one gets small. */
#ifndef SEAM_FUZZ_DRIVE_H
#define SEAM_FUZZ_DRIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MOST_INPUT = 4096 };

struct bytes {
	uint8_t *at;
	size_t size;
	char *name; /* the file, if it is one */
};

struct pool {
	struct bytes *item;
	size_t n;
};

/* Adds the file, or every file in the folder but hidden ones, sorted by name.  Ends the process with a message when
 * there is none such. */
void pool_add(struct pool *pool, const char *path);
/* Adds the entries of a dictionary in libFuzzer's format. */
void pool_add_dictionary(struct pool *pool, const char *path);

/* Writes input number `i` of the sequence that `seed` begins, at most MOST_INPUT bytes, and returns its size.  Every
 * input can be had without those before it. */
size_t generate(const struct pool *corpus, const struct pool *dictionary, uint64_t seed, uint64_t i, uint8_t *out);

/* Makes the input smaller and simpler for as long as `fails` says that it still fails, at most `budget` calls of it.
 * Returns the new size. */
size_t shrink(uint8_t *input, size_t size, bool (*fails)(const uint8_t *input, size_t size), unsigned budget);

#endif
