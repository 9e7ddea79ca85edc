/*
 * ops.c - the ops of a contract, read from its header.
 *
 * A contract is a struct of function pointers and nothing else, so that no compiler is needed to read it: comments out, members apart at
 * their semicolons, each `result (*name)(arguments)`.
 */
#include "ops.h"

#include "text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The text without comments and preprocessor lines, each a blank; malloc'd. */
static char *bare(const char *text)
{
	struct text out = { 0 };

	text_put(&out, "", 0);
	while (*text) {
		const char *end;

		if (strncmp(text, "/*", 2) == 0 && (end = strstr(text + 2, "*/"))) {
			text_put(&out, " ", 1);
			text = end + 2;
		} else if (strncmp(text, "//", 2) == 0 || (*text == '#' && (!out.size || out.bytes[out.size - 1] == '\n'))) {
			text += strcspn(text, "\n");
		} else {
			text_put(&out, text++, 1);
		}
	}
	return out.bytes;
}

/* "s32" for a type's words; NULL when it is not C's own. */
static const char *plain_type(const char *words)
{
	static const struct {
		const char *words, *value;
	} known[] = {
		{ "void", "v0" },        { "bool", "u8" },       { "_Bool", "u8" },       { "char", "s8" },
		{ "int8_t", "s8" },      { "uint8_t", "u8" },    { "int16_t", "s16" },    { "uint16_t", "u16" },
		{ "short", "s16" },      { "int", "s32" },       { "unsigned", "u32" },   { "unsigned int", "u32" },
		{ "int32_t", "s32" },    { "uint32_t", "u32" },  { "int64_t", "s64" },    { "uint64_t", "u64" },
		{ "size_t", "u64" },     { "ptrdiff_t", "s64" }, { "uintptr_t", "u64" },  { "intptr_t", "s64" },
		{ "long long", "s64" },  { "float", "f32" },     { "double", "f64" },     { "unsigned char", "u8" },
		{ "signed char", "s8" },
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (strcmp(words, known[i].words) == 0)
			return known[i].value;
	return NULL;
}

/* One declaration's type, "const char *s" or "uint32_t n"; the name of an argument may be left out. */
static const char *value_of(const char *declaration, bool named)
{
	char words[256] = "", *word, *rest = words;
	struct text kept = { 0 };
	const char *value;
	size_t n;

	if (strpbrk(declaration, "*["))
		return "p64";
	n = strlen(declaration);
	if (n >= sizeof words)
		return NULL;
	memcpy(words, declaration, n + 1);
	text_put(&kept, "", 0);
	while ((word = rest + strspn(rest, " \t\n"))[0]) {
		rest = word + strcspn(word, " \t\n");
		if (*rest)
			*rest++ = '\0';
		if (strcmp(word, "const") == 0 || strcmp(word, "volatile") == 0)
			continue;
		text_format(&kept, "%s%s", kept.size ? " " : "", word);
	}
	n = kept.size;
	if (n > 3 && strcmp(kept.bytes + n - 3, "_fn") == 0) {
		text_free(&kept);
		return "p64"; /* a function's type, without an argument's name */
	}
	value = plain_type(kept.bytes);
	if (!value && named && (word = strrchr(kept.bytes, ' '))) {
		*word = '\0';
		n = strlen(kept.bytes);
		value = n > 3 && strcmp(kept.bytes + n - 3, "_fn") == 0 ? "p64" : plain_type(kept.bytes);
		if (!value && strncmp(kept.bytes, "enum ", 5) == 0)
			value = "u32";
	}
	text_free(&kept);
	return value;
}

/* The arguments, at their commas; those of a function among them are not looked into. */
static bool put_arguments(struct text *line, char *arguments)
{
	int depth = 0;
	char *start = arguments;

	for (char *at = arguments;; at++) {
		bool end = !*at;
		const char *value;

		depth += (*at == '(') - (*at == ')');
		if (!end && (*at != ',' || depth))
			continue;
		*at = '\0';
		value = strchr(start, '(') ? "p64" : value_of(start, true);
		if (!value)
			return false;
		if (strcmp(value, "v0") != 0)
			text_format(line, " %s", value);
		if (end)
			return true;
		start = at + 1;
	}
}

static void put_member(char *member, FILE *out)
{
	char *star = strstr(member, "(*"), *name, *open, *close;
	struct text line = { 0 };
	const char *result;

	if (!star)
		return;
	name = star + 2;
	open = strchr(name, '(');
	close = strrchr(member, ')');
	if (!open || !close || close < open)
		return;
	*star = *close = '\0';
	name[strcspn(name, " )")] = '\0';
	result = value_of(member, false);
	if (result)
		text_format(&line, "%s", result);
	if (!result || !put_arguments(&line, open + 1))
		fprintf(out, "%s ?\n", name);
	else
		fprintf(out, "%s %s\n", name, text_of(&line));
	text_free(&line);
}

int ops_write(const char *header, const char *group, FILE *out)
{
	char *text = bare(header), *opening = format_new("struct seam_%s {", group), *at = strstr(text, opening), *end;

	if (at) {
		at += strlen(opening);
		end = strchr(at, '}');
		if (end)
			*end = '\0';
		for (char *member = at, *next; *member; member = next) {
			next = member + strcspn(member, ";");
			if (*next)
				*next++ = '\0';
			put_member(member, out);
		}
	}
	free(opening);
	free(text);
	return at ? 0 : -1;
}
