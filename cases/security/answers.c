/*
 * answers: what a callback returns is checked before it is used: counts, indices, pointers.
 * Rule: security.answers    Source: CWE-129, CWE-822, CWE-195; RUSTSEC-2021-0094 (a reader that returns too much)
 */
#include "security/enemy.h"

/* What a callback writes, as far as there is room, and what it says. */
struct said {
	uint64_t numbers[4];
	size_t n, calls, capacity;
	int64_t says;
	bool zero;
	const void *bytes; /* of give */
	size_t size;
	int result;
	bool sets;
};

static int64_t source(void *userdata, uint64_t *numbers, size_t capacity)
{
	struct said *said = userdata;

	said->calls++;
	said->capacity = capacity;
	said->zero = true;
	for (size_t i = 0; i < capacity; i++)
		said->zero = said->zero && !numbers[i];
	for (size_t i = 0; i < said->n && i < capacity; i++)
		numbers[i] = said->numbers[i];
	return said->says == INT64_MAX - 7 ? (int64_t)capacity + 1 : said->says == INT64_MAX - 8 ? (int64_t)capacity : said->says;
}

static void gathered(struct seam_case *c, int64_t says, size_t writes, int code, size_t count_is, uint64_t sum_is)
{
	struct said said = { .numbers = { seam_tag(c, 1), seam_tag(c, 2), 3, 4 }, .n = writes, .says = says };
	size_t *count = seam_out(c, sizeof *count);
	uint64_t *sum = seam_out(c, sizeof *sum);
	int rc;

	seam_dirty_stack(c);
	rc = SEAM_OPS(c, security)->gather(source, &said, count, sum);
	if (rc != code)
		FAIL(c, "a source that says %lld is answered with %d, not %d", (long long)says, rc, code);
	CHECK(c, said.zero);
	CHECK_EQ(c, said.calls, 1);
	CHECK(c, said.capacity >= 1 && said.capacity <= 1024);
	if (code == SEAM_OK && rc == SEAM_OK) {
		CHECK_EQ(c, *count, count_is == SIZE_MAX ? said.capacity : count_is);
		CHECK_EQ(c, *sum, sum_is);
	} else if (rc != SEAM_OK) {
		CHECK_EQ(c, seam_untouched(c, count, sizeof *count), sizeof *count);
		CHECK_EQ(c, seam_untouched(c, sum, sizeof *sum), sizeof *sum);
	}
}

static void count(struct seam_case *c)
{
	static const int64_t over[] = { INT64_MAX - 7, 1025, 65536, INT32_MAX, 0x80000000, 0xFFFFFFFF, 0x100000001, (int64_t)1 << 61,
		                        ((int64_t)1 << 61) + 1, INT64_MAX };
	static const int64_t failed[] = { -1, -2, -256, -255, INT32_MIN, INT64_MIN, INT64_MIN + 1, -4294967295 };

	NEED(c, SEAM_OPS(c, security)->gather);
	gathered(c, 0, 0, SEAM_OK, 0, 0);
	gathered(c, 0, 1, SEAM_OK, 0, 0);
	gathered(c, 1, 1, SEAM_OK, 1, seam_tag(c, 1));
	gathered(c, 1, 4, SEAM_OK, 1, seam_tag(c, 1));
	gathered(c, INT64_MAX - 8, 1, SEAM_OK, SIZE_MAX, seam_tag(c, 1));
	for (size_t i = 0; i < sizeof over / sizeof over[0]; i++)
		gathered(c, SEAM_STIMULUS(c) ? over[i] : 1, 1, SEAM_E_RANGE, 0, 0);
	for (size_t i = 0; i < sizeof failed / sizeof failed[0]; i++)
		gathered(c, failed[i], 1, SEAM_E_FAILED, 0, 0);
}

static int64_t choose(void *userdata, const uint64_t *numbers, size_t n)
{
	struct said *said = userdata;

	said->calls++;
	said->capacity = n;
	(void)numbers;
	return said->says;
}

static void index_of_answer(struct seam_case *c)
{
	static const int64_t over[] = { 3, 4, 256, 257, 0x10001, INT32_MAX, 0x80000000, 0x100000000, 0x100000001, (int64_t)1 << 61, INT64_MAX };
	static const int64_t none[] = { -1, -3, -255, -65535, INT32_MIN, -4294967295, INT64_MIN, INT64_MIN + 1 };
	const struct seam_security *s = SEAM_OPS(c, security);
	uint64_t list[3] = { seam_tag(c, 1), seam_tag(c, 2), seam_tag(c, 3) };
	const uint64_t *numbers = (const void *)seam_in(c, list, sizeof list);
	struct said said = { .says = 0 };
	uint64_t out = 7;

	NEED(c, s->pick);
	for (said.says = 0; said.says < 3; said.says++) {
		CHECK_EQ(c, s->pick(numbers, 3, choose, &said, &out), SEAM_OK);
		CHECK_EQ(c, out, list[said.says]);
		CHECK_EQ(c, said.capacity, 3);
	}
	out = 7;
	for (size_t i = 0; i < sizeof over / sizeof over[0]; i++) {
		said.says = SEAM_STIMULUS(c) ? over[i] : 1;
		if (!CHECK_EQ(c, s->pick(numbers, 3, choose, &said, &out), SEAM_E_RANGE))
			FAIL(c, "that was the index %lld of 3", (long long)over[i]);
	}
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
		said.says = none[i];
		CHECK_EQ(c, s->pick(numbers, 3, choose, &said, &out), SEAM_E_FAILED);
	}
	said.calls = 0;
	said.says = 0;
	CHECK_EQ(c, s->pick(numbers, 0, choose, &said, &out), SEAM_E_RANGE);
	CHECK_EQ(c, s->pick(numbers, 1025, choose, &said, &out), SEAM_E_RANGE);
	CHECK_EQ(c, s->pick(numbers, SIZE_MAX / 8 + 2, choose, &said, &out), SEAM_E_RANGE);
	CHECK_EQ(c, said.calls, 0);
	CHECK(c, !SEAM_STIMULUS(c) || out == 7);
}

static int give(void *userdata, const void **bytes, size_t *n)
{
	struct said *said = userdata;

	said->calls++;
	said->zero = !*bytes && !*n;
	if (said->sets) {
		*bytes = said->bytes;
		*n = said->size;
	}
	return said->result;
}

static void supplied(struct seam_case *c, bool sets, const void *bytes, size_t size, int result, int code)
{
	struct said said = { .bytes = bytes, .size = size, .result = result, .sets = sets };
	size_t out_n = UNSET_N, requests = seam_requests(c);
	void *out = UNSET;
	int rc;

	seam_dirty_stack(c);
	rc = SEAM_OPS(c, security)->supply(give, &said, &out, &out_n);
	if (rc != code)
		FAIL(c, "%zu bytes at %p, and the result %d, are answered with %d, not %d", size, bytes, result, rc, code);
	CHECK_EQ(c, said.calls, 1);
	CHECK(c, said.zero);
	if (rc == SEAM_OK && code == SEAM_OK) {
		CHECK_EQ(c, out_n, sets ? size : 0);
		block_is(c, out, out_n, 1, bytes, out_n);
	} else if (rc != SEAM_OK) {
		CHECK(c, out == UNSET && out_n == UNSET_N);
		CHECK(c, code != SEAM_E_RANGE || seam_requests(c) == requests);
	}
}

static void pointer(struct seam_case *c)
{
	static const uint64_t over[] = { SEAM_SEC_ALLOC_MAX + 1, 0x80000000u, 0x100000003u, INT64_MAX, UINT64_MAX };
	const char *abc = seam_in(c, "a\0c", 3);

	NEED(c, SEAM_OPS(c, security)->supply);
	supplied(c, true, abc, 3, 0, SEAM_OK);
	supplied(c, true, "", 0, 0, SEAM_OK);
	supplied(c, true, NULL, 0, 0, SEAM_OK);
	supplied(c, false, NULL, 0, 0, SEAM_OK);
	supplied(c, true, NULL, 1, 0, SEAM_E_NULL);
	supplied(c, true, NULL, 4096, 0, SEAM_E_NULL);
	for (size_t i = 0; i < sizeof over / sizeof over[0]; i++)
		if ((size_t)over[i] == over[i])
			supplied(c, true, abc, SEAM_STIMULUS(c) ? (size_t)over[i] : 3, 0, SEAM_E_RANGE);
	for (int result = -2; result <= 2; result++)
		if (result) {
			supplied(c, true, abc, 3, result, SEAM_E_FAILED);
			supplied(c, true, (const void *)(uintptr_t)4096, SIZE_MAX, result, SEAM_E_FAILED);
		}
	supplied(c, true, abc, 3, 256, SEAM_E_FAILED);
	supplied(c, true, abc, 3, INT32_MIN, SEAM_E_FAILED);
}

SEAM_CASES(security, answers) = {
	{ "count", SEAM_MUST, count, "a count is no more than there was room for", 0 },
	{ "index", SEAM_MUST, index_of_answer, "an index is one of those there are", 0 },
	{ "pointer", SEAM_MUST, pointer, "a pointer and a size go together, and are bounded", 0 },
	SEAM_END
};
