/*
 * conf.h - descriptions of peers, flavours and groups: `key = value` lines.
 *
 * A line that starts with # is a comment; a backslash at a line's end joins the next line; a key given again adds
 * to its value, after a blank.
 */
#ifndef SEAM_CONF_H
#define SEAM_CONF_H

struct conf {
	char *path;
	struct conf_entry {
		char *key, *value;
		struct conf_entry *next;
	} *entries;
};

/* NULL after a message on stderr (file, line, what is wrong) when it cannot be read or a line is not understood. */
struct conf *conf_load(const char *path);
/* The value, or NULL when there is none. */
const char *conf_get(const struct conf *conf, const char *key);
/* The value of `key.part`, or NULL. */
const char *conf_part(const struct conf *conf, const char *key, const char *part);
/* Whether the blank-separated value of `key` holds `word`. */
int conf_has_word(const struct conf *conf, const char *key, const char *word);

#endif
