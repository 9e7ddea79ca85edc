/*
 * bad_argument: a bad argument is refused, and no good one is put in its place.
 * Rule: errors.bad_argument    Source: libgit2's version fields; enums narrowed to bytes by bindings; OpenSSL's clamped lengths
 */
#include "errors/stage.h"

#include <inttypes.h>
#include <limits.h>

static void make(struct seam_case *c, int mode, uint32_t limit, const char *label, int expected)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	struct seam_errors_shelf *shelf = NULL;
	struct seam_errors_shelf_info info = { 0 };
	int rc = p->shelf_new(mode, limit, label, &shelf);

	if (rc != expected)
		FAIL(c, "shelf_new(%d, %" PRIu32 ", %s) is %d, not %d", mode, limit, label ? "a label" : "NULL", rc,
		     expected);
	if (rc != SEAM_OK) {
		CHECK(c, shelf == NULL);
		return;
	}
	CHECK_EQ(c, p->shelf_info(shelf, &info), SEAM_OK);
	CHECK_EQ(c, info.mode, mode);
	CHECK_EQ(c, info.limit, limit);
	CHECK_STR(c, info.label, label);
	CHECK_EQ(c, info.count, 0u);
	CHECK_EQ(c, p->shelf_close(shelf), SEAM_OK);
}

static void modes(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const int bad[] = { 0, 3, -1, 255, 256, 257, 258, 65537, 65538, -65535, INT_MAX, INT_MIN, INT_MIN + 1 };

	NEED(c, p->shelf_new);
	NEED(c, p->shelf_info);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		make(c, bad[i], 5, "modes", SEAM_E_RANGE);
	make(c, SEAM_SHELF_ONCE, 5, "modes", SEAM_OK);
	make(c, SEAM_SHELF_OVER, 5, "modes", SEAM_OK);
}

static void limits(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const uint32_t bad[] = { 0,         SEAM_SHELF_LIMIT + 1,     65536,
		                        65537,     65536 + SEAM_SHELF_LIMIT, 0x80000001,
		                        UINT32_MAX };

	NEED(c, p->shelf_new);
	NEED(c, p->shelf_info);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		make(c, SEAM_SHELF_ONCE, bad[i], "limits", SEAM_E_RANGE);
	make(c, SEAM_SHELF_ONCE, 1, "limits", SEAM_OK);
	make(c, SEAM_SHELF_OVER, SEAM_SHELF_LIMIT, "limits", SEAM_OK);
}

static void labels(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);

	NEED(c, p->shelf_new);
	NEED(c, p->shelf_info);
	make(c, SEAM_SHELF_ONCE, 5, NULL, SEAM_E_NULL);
	make(c, SEAM_SHELF_ONCE, 5, seam_in_string(c, ""), SEAM_OK);
	make(c, SEAM_SHELF_ONCE, 5, seam_in_string(c, "%s%n \xff\xc0\xaf { } \\"), SEAM_OK);
}

static void items(struct seam_case *c)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const struct {
		int64_t value;
		int32_t key, kind;
		int rc;
	} rows[] = {
		{ 7, -1, SEAM_ITEM_PLAIN, SEAM_E_RANGE },
		{ 7, INT32_MIN, SEAM_ITEM_PLAIN, SEAM_E_RANGE },
		{ 7, 1, 0, SEAM_E_RANGE },
		{ 7, 1, 4, SEAM_E_RANGE },
		{ 7, 1, -1, SEAM_E_RANGE },
		{ 7, 1, 257, SEAM_E_RANGE },
		{ 7, 1, 65537, SEAM_E_RANGE },
		{ 7, 1, INT32_MAX, SEAM_E_RANGE },
		{ 7, 1, INT32_MIN, SEAM_E_RANGE },
		{ 0, 1, SEAM_ITEM_BROKEN, SEAM_E_RANGE },
		{ INT32_MAX + 1ll, 1, SEAM_ITEM_BROKEN, SEAM_E_RANGE },
		{ INT32_MIN - 1ll, 1, SEAM_ITEM_BROKEN, SEAM_E_RANGE },
		{ 1ll << 32, 1, SEAM_ITEM_BROKEN, SEAM_E_RANGE },
		{ (1ll << 32) + 5, 1, SEAM_ITEM_BROKEN, SEAM_E_RANGE },
		{ INT32_MIN, 1, SEAM_ITEM_BROKEN, SEAM_OK },
		{ INT64_MIN, 0, SEAM_ITEM_PLAIN, SEAM_OK },
		{ INT64_MAX, INT32_MAX, SEAM_ITEM_PLAIN, SEAM_OK },
	};
	struct seam_errors_shelf *shelf = NULL;
	struct seam_errors_shelf_info info = { 0 };
	uint64_t count = 0;

	NEED(c, p->shelf_new);
	NEED(c, p->shelf_put);
	NEED(c, p->shelf_info);
	REQUIRE(CHECK_EQ(c, p->shelf_new(SEAM_SHELF_ONCE, 10, "items", &shelf), SEAM_OK));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int rc = p->shelf_put(shelf, rows[i].key, rows[i].kind, rows[i].value);

		count += rows[i].rc == SEAM_OK;
		if (rc != rows[i].rc)
			FAIL(c, "shelf_put(key %" PRId32 ", kind %" PRId32 ", value %" PRId64 ") is %d, not %d",
			     rows[i].key, rows[i].kind, rows[i].value, rc, rows[i].rc);
		CHECK_EQ(c, p->shelf_info(shelf, &info), SEAM_OK);
		if (info.count != count)
			FAIL(c,
			     "after shelf_put(key %" PRId32 ", kind %" PRId32 ") there are %" PRIu64
			     " items, not %" PRIu64,
			     rows[i].key, rows[i].kind, info.count, count);
	}
	CHECK_EQ(c, p->shelf_close(shelf), SEAM_OK);
}

SEAM_CASES(errors, bad_argument) = {
	{ "modes", SEAM_MUST, modes, "a mode that is none is refused, and no other taken instead", 0 },
	{ "limits", SEAM_MUST, limits, "a limit out of range is refused, not moved into it", 0 },
	{ "labels", SEAM_MUST, labels, "no label is refused; the empty one is a label", 0 },
	{ "items", SEAM_MUST, items, "an item that is not one is refused, and is not put", 0 },
	SEAM_END
};
