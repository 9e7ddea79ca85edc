/*
 * recover: after each kind of failure, the next good call is good.
 * Rule: errors.recover    Source: sqlite's reset after SQLITE_BUSY; poisoned mutexes in Rust; error indicators left set in CPython
 */
#include "errors/stage.h"

static int give_minus(void *userdata)
{
	(void)userdata;
	return -9;
}

static int step_fails(void *userdata, size_t index)
{
	(void)userdata;
	return index == 1 ? -9 : 0;
}

static int scoped_fails(void *userdata, struct seam_errors_shelf *shelf)
{
	(void)userdata, (void)shelf;
	return -9;
}

/* One failure of kind `kind`; false behind the last kind. */
static bool go_wrong(struct seam_case *c, struct seam_errors_shelf *shelf, int kind)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static const struct seam_errors_item items[2] = { { 1, KEY_MISSING, SEAM_ITEM_PLAIN }, { 1, KEY_BAD, 0 } };
	int64_t value = 0;
	size_t a = 0, b = 0;
	int32_t bad[3] = { KEY_BAD, KEY_MISSING, KEY_BROKEN };

	if (kind < 15) { /* each way of getting, each kind of bad key */
		int32_t key = bad[kind % 3];

		if (kind / 3 == 0 && p->get)
			CHECK(c, p->get(shelf, key, &value) < 0);
		if (kind / 3 == 1 && p->find)
			CHECK(c, p->find(shelf, key) == NULL);
		if (kind / 3 == 2 && p->get_error)
			CHECK(c, p->get_error(shelf, key, &value, NULL) < 0);
		if (kind / 3 == 3 && p->read)
			CHECK(c, p->read(shelf, key, &value, 1) < 0);
		if (kind / 3 == 4 && p->attempt)
			CHECK(c, p->attempt(shelf, key, &value, NULL, NULL) < 0);
		return true;
	}
	switch (kind) {
	case 15:
		if (p->shelf_put_all)
			CHECK_EQ(c, p->shelf_put_all(shelf, items, 2, &a), SEAM_E_RANGE);
		break;
	case 16: CHECK_EQ(c, p->shelf_put(shelf, KEY_FIRST, SEAM_ITEM_PLAIN, 1), SEAM_E_STATE); break;
	case 17: CHECK_EQ(c, p->shelf_put(shelf, KEY_MISSING, 9, 1), SEAM_E_RANGE); break;
	case 18:
		if (p->relay)
			CHECK_EQ(c, p->relay(give_minus, NULL), -9);
		break;
	case 19:
		if (p->transact)
			CHECK_EQ(c, p->transact(3, step_fails, NULL, NULL, &a), -9);
		break;
	case 20:
		if (p->run_all)
			CHECK_EQ(c, p->run_all(3, step_fails, NULL, &a, &b), -9);
		break;
	case 21:
		if (p->scoped)
			CHECK_EQ(c, p->scoped(scoped_fails, NULL), -9);
		break;
	case 22:
		if (p->panic && !(seam_traits(c) & SEAM_PANIC_ABORTS))
			CHECK_EQ(c, p->panic("recover"), SEAM_E_PANIC);
		break;
	case 23:
		if (p->shelf_put_all)
			CHECK_EQ(c, p->shelf_put_all(shelf, NULL, 2, &a), SEAM_E_NULL);
		break;
	default: return false;
	}
	return true;
}

static void is_good(struct seam_case *c, struct seam_errors_shelf *shelf, int kind)
{
	const struct seam_errors *p = SEAM_OPS(c, errors);
	static int64_t values[3];
	struct seam_errors_item item = { kind, KEY_FIRST, SEAM_ITEM_PLAIN };
	struct errors_once once = { 0, 5 };
	struct seam_errors_shelf *other = NULL;
	size_t bad = 0;
	int64_t value = 0;
	int ok = 1;

	ok &= !p->get || (p->get(shelf, KEY_LAST, &value) == SEAM_OK && value == errors_value(c, KEY_LAST));
	ok &= !p->find || p->find(shelf, KEY_FIRST) != NULL;
	ok &= !p->get_error || p->get_error(shelf, KEY_FIRST, &value, NULL) == SEAM_OK;
	ok &= !p->attempt || p->attempt(shelf, KEY_FIRST, &value, NULL, NULL) == SEAM_OK;
	ok &= !p->read || p->read(shelf, KEY_FIRST, values, 3) == 3;
	ok &= !p->relay || (p->relay(errors_give, &once) == 5 && once.calls == 1);
	ok &= p->shelf_new(SEAM_SHELF_ONCE, 1, "other", &other) == SEAM_OK;
	ok &= !p->shelf_put_all || p->shelf_put_all(other, &item, 1, &bad) == SEAM_OK;
	ok &= p->shelf_close(other) == SEAM_OK;
	if (!ok)
		FAIL(c, "after the failure of kind %d a good call is not good any more", kind);
}

static void after_each(struct seam_case *c)
{
	struct seam_errors_shelf *shelf = errors_shelf(c);

	if (!shelf)
		return;
	for (int kind = 0; go_wrong(c, shelf, kind); kind++)
		is_good(c, shelf, kind);
	errors_shelf_is_whole(c, shelf);
	errors_end(c, shelf);
}

static void after_many(struct seam_case *c)
{
	struct seam_errors_shelf *shelf = errors_shelf(c);

	if (!shelf)
		return;
	for (int round = 0; round < 40; round++)
		for (int kind = 0; go_wrong(c, shelf, kind); kind++)
			;
	is_good(c, shelf, -1);
	errors_shelf_is_whole(c, shelf);
	errors_end(c, shelf);
}

SEAM_CASES(errors,
           recover) = { { "after_each", SEAM_MUST, after_each, "after a failure of each kind, good calls are good", 0 },
	                { "after_many", SEAM_MUST, after_many, "and so they are after many of all kinds", 0 },
	                SEAM_END };
