#include "conf.h"

#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *trimmed(const char *from, const char *end)
{
	while (from < end && strchr(" \t\r", *from))
		from++;
	while (end > from && strchr(" \t\r", end[-1]))
		end--;
	return format_new("%.*s", (int)(end - from), from);
}

static void add(struct conf *conf, char *key, char *value)
{
	struct conf_entry **e = &conf->entries;

	for (; *e; e = &(*e)->next)
		if (strcmp((*e)->key, key) == 0) {
			char *joined = format_new("%s %s", (*e)->value, value);

			free((*e)->value);
			(*e)->value = joined;
			free(key);
			free(value);
			return;
		}
	*e = need(calloc(1, sizeof **e));
	(*e)->key = key;
	(*e)->value = value;
}

/* One line, continuations joined, without its end; NULL at the end of the content. */
static char *next_line(const char **at, int *number)
{
	struct text line = { 0 };

	if (!**at)
		return NULL;
	text_put(&line, "", 0);
	while (**at) {
		size_t size = strcspn(*at, "\n");
		int joined = size > 0 && (*at)[size - 1] == '\\';

		text_put(&line, *at, joined ? size - 1 : size);
		*at += size + ((*at)[size] == '\n');
		++*number;
		if (!joined)
			break;
	}
	return line.bytes;
}

struct conf *conf_load(const char *path)
{
	char *content = file_read(path, NULL), *line;
	const char *at = content;
	struct conf *conf;
	int number = 0, wrong = 0;

	if (!content) {
		perror(path);
		return NULL;
	}
	conf = need(calloc(1, sizeof *conf));
	conf->path = copy_new(path);
	while ((line = next_line(&at, &number))) {
		const char *start = line + strspn(line, " \t\r"), *equals = strchr(start, '=');

		if (*start && *start != '#') {
			if (!equals || equals == start) {
				fprintf(stderr, "%s:%d: not a line of the form `key = value`: %s\n", path, number,
				        start);
				wrong = 1;
			} else {
				add(conf, trimmed(start, equals), trimmed(equals + 1, start + strlen(start)));
			}
		}
		free(line);
	}
	free(content);
	return wrong ? NULL : conf;
}

const char *conf_get(const struct conf *conf, const char *key)
{
	for (const struct conf_entry *e = conf ? conf->entries : NULL; e; e = e->next)
		if (strcmp(e->key, key) == 0)
			return e->value;
	return NULL;
}

const char *conf_part(const struct conf *conf, const char *key, const char *part)
{
	char *whole = format_new("%s.%s", key, part);
	const char *value = conf_get(conf, whole);

	free(whole);
	return value;
}

int conf_has_word(const struct conf *conf, const char *key, const char *word)
{
	const char *value = conf_get(conf, key);
	char **words = words_new(value ? value : "");
	int found = 0;

	for (char **w = words; *w && !found; w++)
		found = strcmp(*w, word) == 0;
	words_free(words);
	return found;
}
