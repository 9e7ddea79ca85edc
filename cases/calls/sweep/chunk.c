#include "chunk.h"

#include "../../../harness/lib/text.h"
#include "../../../harness/platform/platform.h"
#include "outcome.h"

#include <calls/random.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 1 << 16, MOST_TRIES = 40 };

/* A chunk's own sequence: seed and number, mixed. */
static uint64_t chunk_state(uint64_t seed, uint64_t number)
{
	uint64_t state = seed, mixed = calls_next(&state) ^ number * 0x9e3779b97f4a7c15u;

	return calls_next(&mixed);
}

static void random_chunk(struct calls_list *list, const struct options *o, struct position *position)
{
	uint64_t number = position->done / o->chunk, first = position->done % o->chunk, state = chunk_state(o->seed, number);
	struct calls_list *whole = list;
	uint64_t end = o->count - number * o->chunk < o->chunk ? o->count - number * o->chunk : o->chunk;

	/* What a sequence says twice is replaced by what follows. */
	for (unsigned tries = 0; calls_list_count(whole) < end && tries < MOST_TRIES * o->chunk; tries++)
		calls_random(whole, &state, (unsigned)(calls_list_count(whole) % CALLS_RANDOM_KINDS));
	position->done = number * o->chunk + end;
	if (first) {
		/* The chunk was begun by an earlier command of a smaller COUNT: the rest of it. */
		size_t count = calls_list_count(whole);
		char **rest = need(calloc(count + 1, sizeof *rest));

		for (size_t n = (size_t)first; n < count; n++)
			rest[n] = copy_new(calls_list_text(whole, n));
		calls_list_clear(list);
		for (size_t n = (size_t)first; n < count; n++) {
			calls_list_put(list, rest[n]);
			free(rest[n]);
		}
		free(rest);
	}
}

/* The signature of a line: what is behind its tab, or all; NULL for a blank or a comment. */
static char *signature_in(char *line)
{
	char *tab = strchr(line, '\t'), *text = tab ? tab + 1 : line;

	text[strcspn(text, "\r\n")] = '\0';
	text += strspn(text, " ");
	return *text && *line != '#' ? text : NULL;
}

int64_t chunk_count_file(const char *path)
{
	static char line[LONGEST];
	FILE *in = fopen(path, "r");
	int64_t count = 0;

	if (!in) {
		perror(path);
		return -1;
	}
	for (unsigned number = 1; count >= 0 && fgets(line, sizeof line, in); number++) {
		struct seam_signature_error error;
		bool cut = !strchr(line, '\n') && !feof(in);
		char *text = signature_in(line);
		struct seam_signature *s;

		if (cut) {
			fprintf(stderr, "%s:%u:1: the line is longer than %d bytes\n", path, number, LONGEST - 2);
			count = -1;
		} else if (text && !(s = seam_signature_parse(text, &error))) {
			fprintf(stderr, "%s:%u:%u: %s: %s\n", path, number, (unsigned)(text - line) + error.column, text, error.message);
			count = -1;
		} else if (text) {
			free(s);
			count++;
		}
	}
	fclose(in);
	return count;
}

static int file_chunk(struct calls_list *list, const struct options *o, unsigned features, struct position *position)
{
	static char line[LONGEST];
	FILE *in = fopen(o->list, "r");

	if (!in || fseek(in, (long)position->offset, SEEK_SET) != 0) {
		perror(o->list);
		if (in)
			fclose(in);
		return -1;
	}
	for (uint64_t end = position->done + o->chunk; position->done < end && position->done < o->count && fgets(line, sizeof line, in);) {
		char *text = signature_in(line);
		struct seam_signature *s = text ? seam_signature_parse(text, NULL) : NULL;

		if (s && !(calls_needs(s) & ~features))
			calls_list_put(list, s->text);
		position->done += s != NULL;
		free(s);
	}
	position->offset = (uint64_t)ftell(in);
	fclose(in);
	return 0;
}

int chunk_next(struct calls_list *list, const struct options *options, unsigned features, struct position *position)
{
	calls_list_clear(list);
	if (options->list)
		return file_chunk(list, options, features, position);
	random_chunk(list, options, position);
	return 0;
}

int chunk_write(const struct calls_list *list, const char *folder)
{
	char *path = format_new("%s/list", folder);
	struct text t = { 0 };
	int failed;

	seam_remove_tree(folder);
	seam_make_folders(folder);
	text_put(&t, "", 0);
	for (size_t n = 0; n < calls_list_count(list); n++)
		text_format(&t, SWEEP_RULE "\t%s\n", calls_list_text(list, n));
	failed = file_write(path, text_of(&t), t.size);
	if (failed)
		perror(path);
	text_free(&t);
	free(path);
	return failed;
}
