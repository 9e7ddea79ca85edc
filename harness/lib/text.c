#include "text.h"

#include "../platform/platform.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *need(void *memory)
{
	if (!memory) {
		fputs("seam: out of memory\n", stderr);
		exit(2);
	}
	return memory;
}

void text_put(struct text *t, const char *bytes, size_t size)
{
	if (t->size + size + 1 > t->room) {
		t->room = (t->size + size + 1) * 2;
		t->bytes = need(realloc(t->bytes, t->room));
	}
	memcpy(t->bytes + t->size, bytes, size);
	t->size += size;
	t->bytes[t->size] = '\0';
}

static char *format_list(const char *format, va_list arguments)
{
	va_list again;
	char *text;
	int size;

	va_copy(again, arguments);
	size = vsnprintf(NULL, 0, format, again);
	va_end(again);
	text = need(malloc((size_t)size + 1));
	vsnprintf(text, (size_t)size + 1, format, arguments);
	return text;
}

void text_format(struct text *t, const char *format, ...)
{
	va_list arguments;
	char *piece;

	va_start(arguments, format);
	piece = format_list(format, arguments);
	va_end(arguments);
	text_put(t, piece, strlen(piece));
	free(piece);
}

const char *text_of(const struct text *t)
{
	return t->bytes ? t->bytes : "";
}

void text_free(struct text *t)
{
	free(t->bytes);
	*t = (struct text){ 0 };
}

char *format_new(const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = format_list(format, arguments);
	va_end(arguments);
	return text;
}

char *copy_new(const char *text)
{
	return format_new("%s", text);
}

char **words_new(const char *line)
{
	size_t count = 0;
	char **words = need(calloc(strlen(line) / 2 + 2, sizeof *words));

	while (*line) {
		struct text word = { 0 };
		char quote = '\0';

		line += strspn(line, " \t\n");
		if (!*line)
			break;
		text_put(&word, "", 0);
		for (; *line && (quote || !strchr(" \t\n", *line)); line++) {
			if (quote ? *line == quote : (*line == '\'' || *line == '"'))
				quote = quote ? '\0' : *line;
			else
				text_put(&word, line, 1);
		}
		words[count++] = word.bytes;
	}
	return words;
}

void words_free(char **words)
{
	for (char **w = words; w && *w; w++)
		free(*w);
	free(words);
}

size_t words_count(char *const *words)
{
	size_t n = 0;

	while (words && words[n])
		n++;
	return n;
}

char *path_from_root(const char *path)
{
	char *root, *whole;

	if (seam_is_absolute(path))
		return copy_new(path);
	root = need(seam_current_folder());
	whole = format_new("%s/%s", root, path);
	free(root);
	return whole;
}

char *file_read(const char *path, size_t *size)
{
	struct text content = { 0 };
	char piece[65536];
	size_t n;
	FILE *file = fopen(path, "rb");

	if (!file)
		return NULL;
	text_put(&content, "", 0);
	while ((n = fread(piece, 1, sizeof piece, file)) > 0)
		text_put(&content, piece, n);
	fclose(file);
	if (size)
		*size = content.size;
	return content.bytes;
}

int file_write(const char *path, const char *content, size_t size)
{
	char *new_path = format_new("%s.new", path);
	FILE *file = fopen(new_path, "wb");
	int failed = !file;

	if (file) {
		failed = fwrite(content, 1, size, file) != size;
		failed |= fclose(file) != 0;
	}
	if (!failed)
		failed = seam_replace_file(new_path, path) != 0;
	free(new_path);
	return failed ? -1 : 0;
}

const char *field_start(const char *line, int n)
{
	while (n-- && line[strcspn(line, "\t\n")] == '\t')
		line += strcspn(line, "\t\n") + 1;
	return line;
}

char *field_new(const char *line, int n)
{
	const char *start = field_start(line, n);

	return format_new("%.*s", (int)strcspn(start, "\t\n"), start);
}

int glob_matches(const char *pattern, const char *text)
{
	if (*pattern == '*')
		return glob_matches(pattern + 1, text) || (*text && glob_matches(pattern, text + 1));
	if (!*pattern || !*text)
		return *pattern == *text;
	return (*pattern == '?' || *pattern == *text) && glob_matches(pattern + 1, text + 1);
}
