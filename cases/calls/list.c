/* A list of signatures: texts in order, and a table of their numbers by hash. */
#include <calls/list.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct calls_list {
	char name[64];
	unsigned features;
	uint64_t state;
	char **texts;
	size_t count, room;
	uint32_t *table; /* number + 1, or 0; its size is twice `room` */
};

static uint64_t hash_of(const char *text)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return hash;
}

static void *checked(void *memory)
{
	if (!memory) {
		fputs("calls: out of memory\n", stderr);
		exit(2);
	}
	return memory;
}

struct calls_list *calls_list_new(const char *name, unsigned features)
{
	struct calls_list *list = calloc(1, sizeof *list);

	if (!list)
		return NULL;
	snprintf(list->name, sizeof list->name, "%s", name);
	list->features = features;
	list->state = hash_of(name);
	return list;
}

void calls_list_clear(struct calls_list *list)
{
	for (size_t n = 0; n < list->count; n++)
		free(list->texts[n]);
	if (list->table)
		memset(list->table, 0, 2 * list->room * sizeof *list->table);
	list->count = 0;
}

void calls_list_free(struct calls_list *list)
{
	if (!list)
		return;
	calls_list_clear(list);
	free(list->texts);
	free(list->table);
	free(list);
}

size_t calls_list_count(const struct calls_list *list)
{
	return list->count;
}

const char *calls_list_text(const struct calls_list *list, size_t n)
{
	return list->texts[n];
}

/* The place of a text in the table: its own, or the empty one where it belongs. */
static uint32_t *place_of(const struct calls_list *list, const char *text)
{
	size_t mask = 2 * list->room - 1, at = (size_t)hash_of(text) & mask;

	while (list->table[at] && strcmp(list->texts[list->table[at] - 1], text) != 0)
		at = (at + 1) & mask;
	return &list->table[at];
}

static void grow(struct calls_list *list)
{
	list->room = list->room ? 2 * list->room : 64;
	list->texts = checked(realloc(list->texts, list->room * sizeof *list->texts));
	free(list->table);
	list->table = checked(calloc(2 * list->room, sizeof *list->table));
	for (size_t n = 0; n < list->count; n++)
		*place_of(list, list->texts[n]) = (uint32_t)n + 1;
}

size_t calls_list_put(struct calls_list *list, const char *text)
{
	if (list->count == list->room)
		grow(list);
	uint32_t *place = place_of(list, text);
	if (!*place) {
		size_t size = strlen(text) + 1;
		list->texts[list->count] = memcpy(checked(malloc(size)), text, size);
		*place = (uint32_t)++list->count;
	}
	return *place - 1;
}

void calls_add(struct calls_list *list, const char *format, ...)
{
	char text[4096];
	va_list values;

	va_start(values, format);
	int length = vsnprintf(text, sizeof text, format, values);
	va_end(values);

	struct seam_signature_error error = { 0, "longer than 4095 bytes" };
	struct seam_signature *signature = length < (int)sizeof text ? seam_signature_parse(text, &error) : NULL;
	if (!signature) {
		fprintf(stderr, "calls.%s: %s\ncolumn %u: %s\n", list->name, text, error.column, error.message);
		exit(2);
	}
	if (!(calls_needs(signature) & ~list->features))
		calls_list_put(list, signature->text);
	free(signature);
}

uint64_t calls_next(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

unsigned calls_pick(struct calls_list *list, unsigned below)
{
	return (unsigned)((calls_next(&list->state) >> 32) * below >> 32);
}
