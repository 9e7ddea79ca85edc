/*
 * mutants_deep.c - a call that keeps what belongs to it in a place that the next call has too, or counts how deep
 * it is.
 */
#include "callbacks/planted.h"
#include "callbacks/rows.h"

#include <string.h>

/* "The" current call: a nested one leaves its own behind. */
static seam_visit_fn visit_now;
static seam_compare_fn compare_now;
static void *now;
static uint32_t visited;

static int visit_slot(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	int rc = visit_now(index, value, fraction, name, userdata);

	visited++;
	return rc;
}

static int walk_slot(uint32_t count, seam_visit_fn visit, void *userdata)
{
	int rc;

	visit_now = visit;
	visited = 0;
	rc = REAL->walk(count, visit ? visit_slot : NULL, userdata);
	return visited > 1 ? SEAM_E_STATE : rc; /* more than one of this call, it believes */
}

static int depth;

#define LIMITED(op, parameters, arguments)                                                                             \
	static int op##_limited parameters                                                                             \
	{                                                                                                              \
		int rc = SEAM_E_STATE;                                                                                 \
		if (++depth <= 500)                                                                                    \
			rc = REAL->op arguments;                                                                       \
		depth--;                                                                                               \
		return rc;                                                                                             \
	}
LIMITED(walk, (uint32_t count, seam_visit_fn visit, void *userdata), (count, visit, userdata))
LIMITED(sort, (int64_t *items, size_t n, seam_compare_fn compare, void *userdata), (items, n, compare, userdata))
LIMITED(fire_all, (struct seam_bus * bus, int64_t event, uint32_t *called, int *result), (bus, event, called, result))
LIMITED(object_drive, (const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total, int *result),
        (object, numbers, n, total, result))
LIMITED(relay,
        (const struct seam_relay *functions, const struct seam_values *in, void *userdata, struct seam_values *out),
        (functions, in, userdata, out))
LIMITED(call_twelve, (const struct seam_twelve *v, seam_twelve_fn callback, void *userdata, double *result),
        (v, callback, userdata, result))
LIMITED(join, (const char *const *parts, size_t n, const struct seam_memory *m, char **text), (parts, n, m, text))

static int compare_slot(int64_t a, int64_t b, void *userdata)
{
	(void)userdata;
	return compare_now(a, b, now);
}

/* qsort without a context: the comparator's is in a static, until it is NULL again. */
static int sort_slot(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	int64_t before = n ? items[0] : 0;
	int rc;

	compare_now = compare;
	now = userdata;
	rc = REAL->sort(items, n, compare ? compare_slot : NULL, userdata);
	if (rc == SEAM_OK && now == NULL && n == 2)
		items[0] = before; /* the inner one has taken it away */
	now = NULL;
	return rc;
}

static int64_t event_now;

static int fire_all_slot(struct seam_bus *bus, int64_t event, uint32_t *called, int *result)
{
	int rc;

	event_now = event;
	rc = REAL->fire_all(bus, event, called, result);
	if (rc == SEAM_OK && event_now != event)
		*result = (int)event_now; /* of the innermost */
	return rc;
}

static int64_t number_now;

static int drive_slot(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total, int *result)
{
	int rc;

	number_now = n ? numbers[0] : 0;
	rc = REAL->object_drive(object, numbers, n, total, result);
	if (rc == SEAM_OK && n && number_now != numbers[0])
		*total = number_now;
	return rc;
}

static struct seam_values values_now;

static int relay_slot(const struct seam_relay *functions, const struct seam_values *in, void *userdata,
                      struct seam_values *out)
{
	if (!in || !out)
		return REAL->relay(functions, in, userdata, out);
	memcpy(&values_now, in, sizeof values_now);
	return REAL->relay(functions, &values_now, userdata, out);
}

static struct seam_twelve twelve_now;
static double result_now;

static int twelve_slot(const struct seam_twelve *v, seam_twelve_fn callback, void *userdata, double *result)
{
	int rc;

	if (!v || !result)
		return REAL->call_twelve(v, callback, userdata, result);
	twelve_now = *v;
	rc = REAL->call_twelve(v, callback, userdata, &result_now);
	if (rc == SEAM_OK)
		*result = twelve_now.b == v->b ? result_now : twelve_now.b;
	return rc;
}

static seam_answer_fn answer_fn;
static char answer_buffer[SEAM_ANSWER_SIZE];

static int answer_slot(const char *question, size_t length, char *buffer, size_t size, size_t *used, void *userdata)
{
	int rc = answer_fn(question, length, answer_buffer, size, used, userdata);

	memcpy(buffer, answer_buffer, size);
	return rc;
}

static int ask_slot(const char *question, size_t length, seam_answer_fn answer, void *userdata, char **text, size_t *n)
{
	answer_fn = answer;
	return REAL->ask(question, length, answer ? answer_slot : NULL, userdata, text, n);
}

static int transfer_busy(const struct seam_transfer *t, const char *name, uint64_t *done, int64_t *result)
{
	static bool busy;
	int rc;

	if (busy)
		return SEAM_E_STATE;
	busy = true;
	rc = REAL->transfer(t, name, done, result);
	busy = false;
	return rc;
}

/* What is stopped in a callback is not what the peer takes it for. */
static int sort_gives_up(int64_t *items, size_t n, seam_compare_fn compare, void *userdata)
{
	return REAL->sort(items, n > 2 ? 2 : n, compare, userdata);
}

static int drive_window(const struct seam_object *object, const int64_t *numbers, size_t n, int64_t *total, int *result)
{
	int rc = REAL->object_drive(object, numbers, n, total, result);

	if (rc == SEAM_OK && *result < -4095) { /* no error, as in system calls */
		*result = 0;
		*total = 0;
	}
	return rc;
}

static seam_answer_fn window_fn;

static int answer_window(const char *question, size_t length, char *buffer, size_t size, size_t *used, void *userdata)
{
	int rc = window_fn(question, length, buffer, size, used, userdata);
	return rc < -4095 ? 0 : rc;
}

static int ask_window(const char *question, size_t length, seam_answer_fn answer, void *userdata, char **text,
                      size_t *n)
{
	window_fn = answer;
	return REAL->ask(question, length, answer ? answer_window : NULL, userdata, text, n);
}

static int each_innermost(uint32_t count, seam_visit_fn visit, void *userdata, int *result)
{
	static int stopped; /* is not taken back */
	int rc = REAL->each(count, visit, userdata, result);

	if (rc == SEAM_OK && *result)
		stopped++;
	if (rc == SEAM_OK && stopped > 3)
		*result = 1;
	return rc;
}

SEAM_MUTANTS(callbacks, deep) = {
	ROW("walk_slot", "reentry_all.walk", "d.", true, walk, walk_slot),
	ROW("walk_limited", "reentry_all.walk", "d.", true, walk, walk_limited),
	ROW("sort_slot", "reentry_all.sort", "d.", true, sort, sort_slot),
	ROW("sort_limited", "reentry_all.sort", "d.", true, sort, sort_limited),
	ROW("fire_all_slot", "reentry_all.fire_all", "d.lost", true, fire_all, fire_all_slot),
	ROW("fire_all_limited", "reentry_all.fire_all", "d.", true, fire_all, fire_all_limited),
	ROW("drive_slot", "reentry_all.object_drive", "d.lost", true, object_drive, drive_slot),
	ROW("drive_limited", "reentry_all.object_drive", "d.", true, object_drive, object_drive_limited),
	ROW("relay_slot", "reentry_all.relay", "d.lost", true, relay, relay_slot),
	ROW("relay_limited", "reentry_all.relay", "d.", true, relay, relay_limited),
	ROW("twelve_slot", "reentry_all.call_twelve", "d.lost", true, call_twelve, twelve_slot),
	ROW("twelve_limited", "reentry_all.call_twelve", "d.", true, call_twelve, call_twelve_limited),
	ROW("ask_slot", "reentry_all.ask", "d.lost", true, ask, ask_slot),
	ROW("transfer_busy", "reentry_all.transfer", "d.", true, transfer, transfer_busy),
	ROW("join_limited", "reentry_all.join", "d.", true, join, join_limited),
	ROW("sort_gives_up", "longjmp_shield.sort", "items", true, sort, sort_gives_up),
	ROW("drive_errno_window", "longjmp_shield.object_drive", "result", true, object_drive, drive_window),
	ROW("ask_errno_window", "longjmp_shield.ask", "SEAM_E_FAILED", true, ask, ask_window),
	ROW("each_innermost", "longjmp_shield.nested", "result", true, each, each_innermost),
	SEAM_NO_MORE_MUTANTS
};
