/* utf.h - the oracle's own reading of UTF-8 and UTF-16. */
#ifndef SEAM_FUZZ_UTF_H
#define SEAM_FUZZ_UTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPLACEMENT 0xFFFDu

/* Bytes of the well-formed character at p, n > 0 bytes being there; 0 when there is none. */
static inline size_t utf8_character(const uint8_t *p, size_t n, uint32_t *point)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t size = p[0] < 0x80 ? 1 : p[0] >= 0xF8 ? 0 : p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : p[0] >= 0xC0 ? 2 : 0;
	uint32_t value = size > 1 ? p[0] & (0x7Fu >> size) : p[0];

	if (!size || size > n)
		return 0;
	for (size_t i = 1; i < size; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		value = value << 6 | (p[i] & 0x3Fu);
	}
	if (value < least[size] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 0;
	*point = value;
	return size;
}

static inline bool utf8_valid(const uint8_t *p, size_t n)
{
	uint32_t point;

	for (size_t i = 0, size; i < n; i += size) {
		size = utf8_character(p + i, n - i, &point);
		if (!size)
			return false;
	}
	return true;
}

/* Whether `out` is `in` with U+FFFD in place of what is ill-formed: at least one for each unbroken run of ill-formed
 * bytes, at most one for each byte of it. */
static inline bool utf8_is_repaired(const uint8_t *in, size_t n, const uint8_t *out, size_t out_n)
{
	size_t least = 0, most = 0; /* replacement characters that are due before the next other character */
	bool in_run = false;
	size_t i = 0, k = 0;

	for (;;) {
		uint32_t point = 0, seen = 0;
		size_t size = i < n ? utf8_character(in + i, n - i, &point) : 0;

		if (i < n && !size) {
			least += !in_run;
			most++;
			in_run = true;
			i++;
			continue;
		}
		in_run = false;
		if (i < n && point == REPLACEMENT) {
			least++;
			most++;
			i += size;
			continue;
		}
		for (size_t found = 0;; found++) {
			size_t step = k < out_n ? utf8_character(out + k, out_n - k, &seen) : 0;

			if (!step || seen != REPLACEMENT) {
				if (found < least || found > most)
					return false;
				if (i == n)
					return k == out_n;
				if (!step || seen != point)
					return false;
				k += step;
				break;
			}
			k += step;
		}
		i += size;
		least = most = 0;
	}
}

/* The code point at unit i of n; *ok is false for a surrogate without its partner.  Returns the units it takes. */
static inline size_t utf16_character(const uint16_t *p, size_t i, size_t n, uint32_t *point, bool *ok)
{
	*point = p[i];
	*ok = p[i] < 0xD800 || p[i] > 0xDFFF;
	if (*ok || p[i] > 0xDBFF || i + 1 >= n || p[i + 1] < 0xDC00 || p[i + 1] > 0xDFFF)
		return 1;
	*point = 0x10000u + ((uint32_t)(p[i] - 0xD800) << 10) + (uint32_t)(p[i + 1] - 0xDC00);
	*ok = true;
	return 2;
}

#endif
