/* text.h - growing text, and words cut out of a line.  Memory that runs out ends the program with a message. */
#ifndef SEAM_TEXT_H
#define SEAM_TEXT_H

#include <stddef.h>

struct text {
	char *bytes; /* terminated; NULL when nothing was ever put */
	size_t size, room;
};

void text_put(struct text *t, const char *bytes, size_t size);
void text_format(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "" for an empty one. */
const char *text_of(const struct text *t);
void text_free(struct text *t);

/* malloc'd, formatted. */
char *format_new(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *copy_new(const char *text);
/* The words of a line, split at blanks; 'quoted words' stay whole.  A NULL ends the list; list and words are malloc's. */
char **words_new(const char *line);
void words_free(char **words);
size_t words_count(char *const *words);
/* The path, from the current folder on when it is relative; malloc'd. */
char *path_from_root(const char *path);
/* The file's content, terminated, malloc'd; NULL with errno when it can't be read.  `size` may be NULL. */
char *file_read(const char *path, size_t *size);
/* Through a new file and a rename, so that nobody sees a half of it.  -1 with errno. */
int file_write(const char *path, const char *content, size_t size);
/* `*` stands for any text, `?` for one byte; case counts. */
/* The start of the n-th of a line's fields, which tabs divide; the line's end, when it has fewer. */
const char *field_start(const char *line, int n);
/* The same, as a text of its own; malloc'd. */
char *field_new(const char *line, int n);
int glob_matches(const char *pattern, const char *text);
void *need(void *memory);

#endif
