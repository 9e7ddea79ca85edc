/*
 * plain.c - the measured ops as plain C: what each costs when nothing is crossed and nothing is checked.
 *
 * They are called through pointers, from another translation unit, as a peer's are, and take malloc's memory.
 */
#include <buffers/buffers.h>
#include <callbacks/callbacks.h>
#include <errors/errors.h>
#include <layout/layout.h>
#include <strings/strings.h>

#include <stdlib.h>
#include <string.h>

extern const struct seam_peer seam_bench_plain;

/* ---- calls, scalars, structs ---- */

static uint64_t stores;

static uint64_t live(void)
{
	return stores;
}

static double same(double value, int fail)
{
	return fail ? 0.0 : value;
}

static int echoes(struct seam_echoes *functions)
{
	functions->f64 = same;
	return SEAM_OK;
}

static int take_fixed24(struct seam_fixed24 in, struct seam_fixed24 *out)
{
	*out = in;
	return SEAM_OK;
}

static struct seam_fixed24 give_fixed24(const struct seam_fixed24 *in)
{
	return *in;
}

static int relay(seam_errors_int_fn fn, void *userdata)
{
	return fn(userdata);
}

/* ---- strings ---- */

struct seam_strings_store {
	char *text;
};

static int copied(const char *s, char **out)
{
	size_t size = strlen(s) + 1;

	if (!(*out = malloc(size)))
		return SEAM_E_MEMORY;
	memcpy(*out, s, size);
	return SEAM_OK;
}

static void release(char *s)
{
	free(s);
}

static int text_new(struct seam_strings_store **out)
{
	return (*out = calloc(1, sizeof **out)) ? SEAM_OK : SEAM_E_MEMORY;
}

static void text_free(struct seam_strings_store *store)
{
	free(store->text);
	free(store);
}

static int text_set(struct seam_strings_store *store, const char *s)
{
	char *text;

	if (copied(s, &text) != SEAM_OK)
		return SEAM_E_MEMORY;
	free(store->text);
	store->text = text;
	return SEAM_OK;
}

static int text_get(const struct seam_strings_store *store, const char **out)
{
	*out = store->text;
	return SEAM_OK;
}

/* ---- buffers ---- */

struct seam_buffers_store {
	unsigned char *bytes;
	size_t size;
};

static int sum_u32(const void *numbers, size_t count, uint64_t *out)
{
	const uint32_t *p = numbers;
	uint64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += p[i];
	*out = sum;
	return SEAM_OK;
}

static int store_new(struct seam_buffers_store **out)
{
	if (!(*out = calloc(1, sizeof **out)))
		return SEAM_E_MEMORY;
	stores++;
	return SEAM_OK;
}

static void store_free(struct seam_buffers_store *store)
{
	stores--;
	free(store->bytes);
	free(store);
}

static int store_set(struct seam_buffers_store *store, const void *bytes, size_t n)
{
	unsigned char *copy = malloc(n);

	if (!copy)
		return SEAM_E_MEMORY;
	memcpy(copy, bytes, n);
	free(store->bytes);
	store->bytes = copy;
	store->size = n;
	return SEAM_OK;
}

static int store_read(const struct seam_buffers_store *store, size_t offset, void *to, size_t n, size_t *done)
{
	*done = n < store->size - offset ? n : store->size - offset;
	memcpy(to, store->bytes + offset, *done);
	return SEAM_OK;
}

/* ---- the table ---- */

static const struct seam_layout layout = { .take_fixed24 = take_fixed24, .give_fixed24 = give_fixed24 };
static const struct seam_callbacks callbacks = { .echoes = echoes };
static const struct seam_errors errors = { .relay = relay };
static const struct seam_strings strings = {
	.echo = copied,
	.release = release,
	.store_new = text_new,
	.store_free = text_free,
	.store_set = text_set,
	.store_get = text_get,
};
static const struct seam_buffers buffers = {
	.live = live,
	.sum_u32 = sum_u32,
	.store_new = store_new,
	.store_free = store_free,
	.store_set = store_set,
	.store_read = store_read,
};
static const struct seam_offer offers[] = {
	{ "layout", sizeof layout, &layout },    { "callbacks", sizeof callbacks, &callbacks },
	{ "errors", sizeof errors, &errors },    { "strings", sizeof strings, &strings },
	{ "buffers", sizeof buffers, &buffers },
};

#if defined(__clang__)
#define COMPILER "clang " __clang_version__
#else
#define COMPILER "gcc " __VERSION__
#endif
const struct seam_peer seam_bench_plain = {
	.abi = SEAM_ABI,
	.size = sizeof seam_bench_plain,
	.name = "plain",
	.language = "C",
	.toolchain = COMPILER " " FLAGS,
	.offers = offers,
	.n_offers = sizeof offers / sizeof offers[0],
};
