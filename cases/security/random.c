/*
 * random: what should be random is, in each byte, each time, on each thread and in each process.
 * Rule: security.random    Source: CWE-330, CWE-338; CVE-2008-0166; forks that share a generator (CVE-2013-1900)
 */
#include "security/enemy.h"

enum { DRAWS = 64, BYTES_EACH = 24, THREADS = 4 };

/* Each byte takes many values over the draws: none is left as it was. */
static void whole(struct seam_case *c)
{
	static const size_t sizes[] = { 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 255, 256, 257, 513 };
	const struct seam_security *s = SEAM_OPS(c, security);

	NEED(c, s->random_fill);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		unsigned char changes[513] = { 0 }, before[513];
		unsigned char *buffer = seam_out(c, sizes[i]);

		memset(before, seam_poison(c), sizeof before);
		for (int draw = 0; draw < 16; draw++) {
			if (!CHECK_EQ(c, s->random_fill(buffer, sizes[i]), SEAM_OK))
				return;
			for (size_t at = 0; at < sizes[i]; at++) {
				changes[at] = (unsigned char)(changes[at] + (buffer[at] != before[at]));
				before[at] = buffer[at];
			}
		}
		for (size_t at = 0; at < sizes[i]; at++)
			if (changes[at] < 8) {
				FAIL(c, "byte %zu of %zu changes %u times in 16 draws", at, sizes[i], changes[at]);
				return;
			}
	}
}

static void large(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char *bytes = space(c, SEAM_SEC_ALLOC_MAX);

	if (bytes && s->random_fill && CHECK_EQ(c, s->random_fill(bytes, SEAM_SEC_ALLOC_MAX), SEAM_OK))
		for (size_t at = 0; at + 16 <= SEAM_SEC_ALLOC_MAX; at += 16) {
			static const unsigned char zeros[16];

			if (!memcmp(bytes + at, zeros, 16) || (at >= 256 && !memcmp(bytes + at, bytes + at - 256, 16)) ||
			    (at >= 65536 && !memcmp(bytes + at, bytes + at - 65536, 16)) || !memcmp(bytes, bytes + 16, 16)) {
				FAIL(c, "of a large buffer, bytes %zu to %zu are zeros, or those of before", at, at + 15);
				break;
			}
		}
	free(bytes);
}

static bool differ(struct seam_case *c, unsigned char (*draws)[BYTES_EACH], size_t n, const char *what)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			for (size_t at = 0; at + 8 <= BYTES_EACH; at += 8)
				if (!memcmp(draws[i] + at, draws[j] + at, 8)) {
					FAIL(c, "draws %zu and %zu %s are equal, from byte %zu", j, i, what, at);
					return false;
				}
	return true;
}

static void never_equal(struct seam_case *c)
{
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char draws[DRAWS * 4][BYTES_EACH];

	NEED(c, s->random_fill);
	memset(draws, 0, sizeof draws);
	for (size_t i = 0; i < DRAWS * 4; i++)
		CHECK_EQ(c, s->random_fill(draws[i], BYTES_EACH), SEAM_OK);
	differ(c, draws, DRAWS * 4, "in a row");
}

static unsigned char of_threads[THREADS * DRAWS][BYTES_EACH];

static void draw(struct seam_case *c, size_t index, void *argument)
{
	(void)argument;
	for (size_t i = 0; i < DRAWS; i++)
		CHECK_EQ(c, SEAM_OPS(c, security)->random_fill(of_threads[index * DRAWS + i], BYTES_EACH), SEAM_OK);
}

static void on_threads(struct seam_case *c)
{
	NEED(c, SEAM_OPS(c, security)->random_fill);
	if (seam_traits(c) & SEAM_THREAD_BOUND) {
		seam_skip(c, "the peer is bound to one thread");
		return;
	}
	memset(of_threads, 0, sizeof of_threads);
	seam_together(c, THREADS, draw, NULL);
	differ(c, of_threads, THREADS * DRAWS, "on several threads");
}

/* What a fork draws next, byte `at` of it, as a number that a process can return. */
static int drawn(struct seam_case *c, void *argument)
{
	unsigned char bytes[32] = { 0 };

	if (SEAM_OPS(c, security)->random_fill(bytes, sizeof bytes) != SEAM_OK)
		return 100;
	return bytes[*(size_t *)argument] % 100;
}

static void in_a_fork(struct seam_case *c)
{
	unsigned char mine[32], warm[8];
	int theirs[12], equal = 0, among = 0;

	NEED(c, SEAM_OPS(c, security)->random_fill);
	/* A generator that is seeded by the first draw has a seed now. */
	CHECK_EQ(c, SEAM_OPS(c, security)->random_fill(warm, sizeof warm), SEAM_OK);
	for (size_t at = 0; at < 12; at++) {
		theirs[at] = seam_fork(c, drawn, &at);
		if (theirs[at] < 0 || theirs[at] >= 100) {
			if (theirs[at] < 0)
				seam_skip(c, "there is no fork here");
			else
				FAIL(c, "random_fill fails in a fork: %d", theirs[at]);
			return;
		}
	}
	CHECK_EQ(c, SEAM_OPS(c, security)->random_fill(mine, sizeof mine), SEAM_OK);
	for (size_t at = 0; at < 12; at++)
		equal += theirs[at] == mine[at] % 100;
	if (equal == 12)
		FAIL(c, "a fork draws what its parent draws next");
	/* The same byte of several forks. */
	for (int i = 0; i < 10; i++) {
		size_t at = 0;

		among += seam_fork(c, drawn, &at) == theirs[0];
	}
	if (among == 10)
		FAIL(c, "each fork draws the same");
}

static void limits(struct seam_case *c)
{
	static const uint64_t sizes[] = { SEAM_SEC_ALLOC_MAX + 1, 0x80000000u, 0x100000004u, UINT64_MAX };
	const struct seam_security *s = SEAM_OPS(c, security);
	unsigned char *buffer = seam_out(c, 4);

	NEED(c, s->random_fill);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		if ((size_t)sizes[i] == sizes[i])
			CHECK_EQ(c, s->random_fill(buffer, (size_t)sizes[i]), SEAM_E_RANGE);
	CHECK_EQ(c, s->random_fill(buffer, 0), SEAM_OK);
	CHECK_EQ(c, s->random_fill(NULL, 0), SEAM_OK);
	CHECK_EQ(c, s->random_fill(NULL, 1), SEAM_E_NULL);
	CHECK_EQ(c, seam_untouched(c, buffer, 4), 4);
}

SEAM_CASES(security, random) = {
	{ "whole", SEAM_MUST, whole, "a buffer is filled to its last byte", 0 },
	{ "large", SEAM_MUST, large, "a large buffer is filled whole, by other bytes everywhere", SEAM_ONCE },
	{ "never_equal", SEAM_MUST, never_equal, "no two draws are equal", SEAM_ONCE },
	{ "on_threads", SEAM_MUST, on_threads, "nor on several threads", SEAM_ONCE },
	{ "in_a_fork", SEAM_MUST, in_a_fork, "nor in a fork of the process", SEAM_ONCE },
	{ "limits", SEAM_MUST, limits, "too much is refused, nothing is nothing", 0 },
	SEAM_END
};
