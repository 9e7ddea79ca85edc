/* pool.c - files of a corpus and words of a dictionary. */
#include "drive.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static _Noreturn void leave(const char *path, const char *why)
{
	fprintf(stderr, "fuzz: %s: %s\n", path, why);
	exit(2);
}

static void add(struct pool *pool, const void *at, size_t size, const char *name)
{
	struct bytes *item = realloc(pool->item, (pool->n + 1) * sizeof *item);
	uint8_t *copy = malloc(size + 1);

	if (!item || !copy)
		abort();
	memcpy(copy, at, size);
	item[pool->n++] = (struct bytes){ copy, size, strdup(name) };
	pool->item = item;
}

static void add_file(struct pool *pool, const char *path)
{
	uint8_t bytes[MOST_INPUT];
	FILE *file = fopen(path, "rb");
	size_t size;

	if (!file)
		leave(path, "cannot be read");
	size = fread(bytes, 1, sizeof bytes, file);
	if (fgetc(file) != EOF)
		leave(path, "is longer than an input may be");
	fclose(file);
	add(pool, bytes, size, path);
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

void pool_add(struct pool *pool, const char *path)
{
	struct dirent **entry;
	struct stat st;
	int n;

	if (stat(path, &st) != 0)
		leave(path, "there is no such file or folder");
	if (!S_ISDIR(st.st_mode)) {
		add_file(pool, path);
		return;
	}
	n = scandir(path, &entry, visible, alphasort);
	for (int i = 0; i < n; i++) {
		char name[4096];

		snprintf(name, sizeof name, "%s/%s", path, entry[i]->d_name);
		add_file(pool, name);
		free(entry[i]);
	}
	if (n >= 0)
		free(entry);
}

static unsigned hex(const char *digits)
{
	const char number[] = { digits[0], digits[1], '\0' };

	return (unsigned)strtoul(number, NULL, 16);
}

/* "…" with \xNN, \\ and \" in it. */
static size_t unquote(const char *from, uint8_t *to, size_t room)
{
	size_t n = 0;

	for (; *from && *from != '"' && n < room; n++) {
		if (*from != '\\') {
			to[n] = (uint8_t)*from++;
		} else if (from[1] == 'x' && from[2] && from[3]) {
			to[n] = (uint8_t)hex(from + 2);
			from += 4;
		} else {
			to[n] = (uint8_t)from[1];
			from += from[1] ? 2 : 1;
		}
	}
	return n;
}

void pool_add_dictionary(struct pool *pool, const char *path)
{
	FILE *file = fopen(path, "r");
	char line[512];

	if (!file)
		leave(path, "cannot be read");
	while (fgets(line, sizeof line, file)) {
		const char *quote = line[0] == '#' ? NULL : strchr(line, '"');
		uint8_t word[128];

		if (quote)
			add(pool, word, unquote(quote + 1, word, sizeof word), path);
	}
	fclose(file);
}
