/* deep.c - see deep.h. */
#include "callbacks/deep.h"

#include <seam/case.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void callbacks_down(struct callbacks_deep *d)
{
	int rc;

	if (d->depth >= d->limit)
		return;
	if (++d->depth > d->deepest)
		d->deepest = d->depth;
	rc = d->go(d);
	if (rc && !d->failed)
		d->failed = rc;
	d->depth--;
}

bool callbacks_deep_can(const struct callbacks_deep *d)
{
	const struct seam_callbacks *p = d->p;

	return d->go == callbacks_deep_walk       ? p->walk != NULL
	       : d->go == callbacks_deep_sort     ? p->sort != NULL
	       : d->go == callbacks_deep_fire_all ? p->bus_new && p->bus_free && p->subscribe && p->fire_all
	       : d->go == callbacks_deep_drive    ? p->object_drive != NULL
	       : d->go == callbacks_deep_relay    ? p->relay != NULL
	       : d->go == callbacks_deep_twelve   ? p->call_twelve != NULL
	       : d->go == callbacks_deep_ask      ? p->ask != NULL
	       : d->go == callbacks_deep_transfer ? p->transfer != NULL
	                                          : p->join != NULL;
}

static int on_visit(uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	struct callbacks_deep *d = userdata;
	int depth = d->depth;

	callbacks_down(d);
	d->lost += index != 0 || value != SEAM_VISIT_VALUE(0) || fraction != 0.5 || strcmp(name, "item 0") != 0;
	return depth + 5;
}

int callbacks_deep_walk(struct callbacks_deep *d)
{
	int depth = d->depth;

	d->lost += d->p->walk(1, on_visit, d) != depth + 5;
	return 0;
}

static int on_compare(int64_t a, int64_t b, void *userdata)
{
	callbacks_down(userdata);
	return (a > b) - (a < b);
}

int callbacks_deep_sort(struct callbacks_deep *d)
{
	int64_t depth = d->depth, items[2] = { depth + 1, depth };
	int rc = d->p->sort(items, 2, on_compare, d);

	d->lost += items[0] != depth || items[1] != depth + 1;
	return rc;
}

static int on_event(uint64_t id, int64_t event, void *userdata)
{
	struct callbacks_deep *d = userdata;

	(void)id;
	callbacks_down(d);
	d->lost += event != d->depth;
	return (int)event + 3;
}

int callbacks_deep_fire_all(struct callbacks_deep *d)
{
	struct seam_bus *bus = NULL;
	uint64_t id = 0;
	uint32_t called = 0;
	int result = 0, depth = d->depth;
	int rc = d->p->bus_new(&bus);

	if (rc == 0)
		rc = d->p->subscribe(bus, on_event, d, NULL, &id);
	if (rc == 0)
		rc = d->p->fire_all(bus, depth, &called, &result);
	d->lost += called != 1 || result != depth + 3;
	if (bus)
		d->p->bus_free(bus);
	return rc;
}

static int on_add(void *self, int64_t n)
{
	struct callbacks_deep *d = self;

	callbacks_down(d);
	d->lost += n != d->depth;
	return 0;
}

static int on_total(void *self, int64_t *total)
{
	*total = ((struct callbacks_deep *)self)->depth;
	return 0;
}

static void on_destroy(void *self)
{
	(void)self;
}

int callbacks_deep_drive(struct callbacks_deep *d)
{
	static const struct seam_methods methods = { sizeof methods, NULL, on_add, on_total, on_destroy };
	struct seam_object object = { &methods, d };
	int64_t total = -1, number = d->depth;
	int result = -1, rc = d->p->object_drive(&object, &number, 1, &total, &result);

	d->lost += total != number || result != 0;
	return rc;
}

static int32_t on_i32(int32_t value, void *userdata)
{
	callbacks_down(userdata);
	return value + 1;
}

static double on_f64(double value, void *userdata)
{
	struct callbacks_deep *d = userdata;

	d->lost += value != d->depth + 0.5;
	return value + 1;
}

int callbacks_deep_relay(struct callbacks_deep *d)
{
	static const struct seam_relay table = { .size = sizeof table, .i32 = on_i32, .f64 = on_f64 };
	struct seam_values in, out;
	int rc;

	memset(&in, 0, sizeof in);
	out = in;
	in.i32 = d->depth;
	in.f64 = d->depth + 0.5;
	rc = d->p->relay(&table, &in, d, &out);
	d->lost += out.i32 != in.i32 + 1 || out.f64 != in.f64 + 1;
	return rc;
}

static double on_twelve(int8_t a, double b, uint8_t c, float e, int16_t f, uint16_t g, int32_t h, uint32_t i, int64_t j,
                        uint64_t k, void *l, bool m, void *userdata)
{
	struct callbacks_deep *d = userdata;

	(void)a, (void)c, (void)e, (void)f, (void)g, (void)h, (void)i, (void)k, (void)l, (void)m;
	callbacks_down(d);
	d->lost += b != d->depth || j != d->depth;
	return b + 0.5;
}

int callbacks_deep_twelve(struct callbacks_deep *d)
{
	struct seam_twelve v = { .b = d->depth, .i = d->depth };
	double result = 0;
	int rc = d->p->call_twelve(&v, on_twelve, d, &result);

	d->lost += result != v.b + 0.5;
	return rc;
}

static int on_question(const char *question, size_t length, char *buffer, size_t size, size_t *used, void *userdata)
{
	struct callbacks_deep *d = userdata;
	int n = snprintf(buffer, size, "level %d", d->depth);

	*used = (size_t)n;
	callbacks_down(d);
	d->lost += length != (size_t)n || memcmp(question, buffer, length) != 0;
	return 0;
}

int callbacks_deep_ask(struct callbacks_deep *d)
{
	char question[32], *text = NULL;
	size_t n = 0, length = (size_t)snprintf(question, sizeof question, "level %d", d->depth);
	int rc = d->p->ask(question, length, on_question, d, &text, &n);

	d->lost += !text || n != length || memcmp(text, question, length) != 0;
	if (text)
		seam_free_lent(d->c, text);
	return rc;
}

struct level {
	struct callbacks_deep *d;
	int number;
	bool given;
};

static int64_t on_read(void *buffer, size_t size, void *userdata)
{
	struct level *l = userdata;
	int n = l->given ? 0 : snprintf(buffer, size, "level %d", l->number);

	l->given = true;
	return n;
}

static int64_t on_write(const void *bytes, size_t size, void *userdata)
{
	struct level *l = userdata;
	char expected[32];
	int n = snprintf(expected, sizeof expected, "level %d", l->number);

	callbacks_down(l->d);
	l->d->lost += size != (size_t)n || memcmp(bytes, expected, size) != 0;
	return (int64_t)size;
}

int callbacks_deep_transfer(struct callbacks_deep *d)
{
	struct level l = { d, d->depth, false };
	struct seam_transfer table = { sizeof table, &l, on_read, on_write, NULL, NULL };
	uint64_t done = 0;
	int64_t result = 1;
	int rc = d->p->transfer(&table, "x", &done, &result);

	d->lost += done < 7 || result != 0;
	return rc;
}

static void *on_alloc(size_t size, void *userdata)
{
	callbacks_down(userdata);
	return malloc(size);
}

static void *on_realloc(void *block, size_t size, void *userdata)
{
	(void)userdata;
	return realloc(block, size);
}

static void on_free(void *block, void *userdata)
{
	(void)userdata;
	free(block);
}

int callbacks_deep_join(struct callbacks_deep *d)
{
	struct seam_memory memory = { on_alloc, on_realloc, on_free, d };
	char number[16], *text = NULL;
	const char *const parts[] = { "level ", number };
	int rc, depth = d->depth;

	snprintf(number, sizeof number, "%d", depth);
	rc = d->p->join(parts, 2, &memory, &text);
	d->lost += !text || strncmp(text, "level ", 6) != 0 || strcmp(text + 6, number) != 0;
	free(text);
	return rc;
}
