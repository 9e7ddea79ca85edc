#include "tried.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROOM = 1 << 18 };

/* A text is known by 64 bits of hash; two that share them are one in 10^9 tables of this size. */
static struct {
	uint64_t hash;
	uint8_t verdict[WAYS];
} table[ROOM];
static size_t count;
static uint64_t n_put;
static FILE *file;
static const char *file_path;

static uint64_t hash_of(enum sides sides, const char *text)
{
	uint64_t hash = 0xcbf29ce484222325u + (uint64_t)sides * 0x9e3779b97f4a7c15u;

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	hash = (hash ^ hash >> 29) * 0xbf58476d1ce4e5b9u;
	return hash ? hash : 1;
}

static size_t place_of(uint64_t hash)
{
	size_t at = hash % ROOM;

	while (table[at].hash && table[at].hash != hash)
		at = (at + 1) % ROOM;
	return at;
}

static void remember(enum sides sides, const char *text, unsigned one, unsigned other)
{
	uint64_t hash = hash_of(sides, text);
	size_t at = place_of(hash);

	count += !table[at].hash;
	table[at].hash = hash;
	table[at].verdict[0] = (uint8_t)one;
	table[at].verdict[1] = (uint8_t)other;
}

int tried_open(const char *path, uint64_t size)
{
	static char line[1 << 13];
	unsigned sides, one, other;
	int at;

	file_path = path;
	memset(table, 0, sizeof table);
	count = 0;
	file = fopen(path, "a+");
	if (!file || truncate(path, (off_t)size) != 0) {
		perror(path);
		return -1;
	}
	rewind(file);
	while (fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = '\0';
		if (sscanf(line, "%u %u %u %n", &sides, &one, &other, &at) == 3 && one < VERDICTS && other < VERDICTS)
			remember((enum sides)sides, line + at, one, other);
	}
	fseek(file, 0, SEEK_END);
	return 0;
}

enum verdict tried(enum sides sides, const char *text, unsigned way)
{
	size_t at = place_of(hash_of(sides, text));

	return table[at].hash ? (enum verdict)table[at].verdict[way] : VERDICT_UNKNOWN;
}

void tried_put(enum sides sides, const char *text, enum verdict one, enum verdict other)
{
	/* A table that is nearly full is begun anew: what is asked again is tried again. */
	if (count > ROOM / 4 * 3) {
		memset(table, 0, sizeof table);
		count = 0;
		rewind(file);
		if (ftruncate(fileno(file), 0) != 0)
			perror(file_path);
	}
	n_put++;
	remember(sides, text, one, other);
	fprintf(file, "%u %u %u %s\n", (unsigned)sides, (unsigned)one, (unsigned)other, text);
}

uint64_t tried_count(void)
{
	return n_put;
}

int64_t tried_size(void)
{
	if (fflush(file) != 0 || ferror(file)) {
		perror(file_path);
		return -1;
	}
	return (int64_t)ftell(file);
}
