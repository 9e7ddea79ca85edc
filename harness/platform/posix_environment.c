/* posix_environment.c - the environment, on Linux and macOS: whether it has changed, and what. */
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "platform.h"

#include <stdio.h>
#include <stdlib.h>

/* The environment is the C library's, and sanitizers do not always know that it was written. */
#ifdef __clang__
#define UNSEEN __attribute__((no_sanitize("memory", "thread", "address")))
#else
#define UNSEEN
#endif

extern char **environ;

enum { ENVIRONMENT = 1 << 17, VARIABLES = 1024 };

static char environment[ENVIRONMENT];
static const char *variables[VARIABLES];
static size_t n_variables;
static uint64_t environment_hash;

/* The same for the same variables in any order; reads them alone. */
UNSEEN static uint64_t hash_environment(void)
{
	uint64_t all = 0;

	for (char *const *at = environ; at && *at; at++) {
		uint64_t one = 0xCBF29CE484222325u;

		for (const char *c = *at; *c; c++)
			one = (one ^ (unsigned char)*c) * 0x100000001B3u;
		all += one ^ one >> 29;
	}
	return all;
}

UNSEEN static size_t length(const char *text)
{
	size_t n = 0;

	while (text[n])
		n++;
	return n;
}

/* A copy, to say what has changed; made again only when something has. */
UNSEEN void seam_environment_take(void)
{
	uint64_t hash = hash_environment();
	size_t used = 0;

	if (n_variables && hash == environment_hash)
		return;
	environment_hash = hash;
	n_variables = 0;
	for (char *const *at = environ; at && *at && n_variables < VARIABLES; at++) {
		size_t size = length(*at) + 1;

		if (size > ENVIRONMENT - used)
			continue;
		for (size_t i = 0; i < size; i++)
			environment[used + i] = (*at)[i];
		variables[n_variables++] = environment + used;
		used += size;
	}
}

/* "NAME=" of a variable: its size. */
UNSEEN static size_t name_size(const char *variable)
{
	size_t n = 0;

	while (variable[n] && variable[n] != '=')
		n++;
	return n;
}

UNSEEN static bool is_same_text(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (a[i] != b[i])
			return false;
	return true;
}

/* Of the variables in one list: the one of this name, or NULL. */
UNSEEN static const char *find(const char *const *list, size_t n, const char *variable)
{
	size_t size = name_size(variable);

	for (size_t i = 0; list && i < n && list[i]; i++)
		if (name_size(list[i]) == size && is_same_text(list[i], variable, size))
			return list[i];
	return NULL;
}

UNSEEN static void copy_name(char *name, size_t size, const char *variable)
{
	size_t n = name_size(variable);

	n = n < size ? n : size - 1;
	for (size_t i = 0; i < n; i++)
		name[i] = variable[i];
	name[n] = '\0';
}

UNSEEN void seam_environment_put_back(void (*tell)(const char *text))
{
	char name[128], text[300];

	if (hash_environment() == environment_hash)
		return;
	for (char **at = environ; at && *at;) {
		if (find(variables, n_variables, *at)) {
			at++;
			continue;
		}
		copy_name(name, sizeof name, *at);
		snprintf(text, sizeof text, "the environment: %s was added", name);
		tell(text);
		if (unsetenv(name) != 0)
			at++;
	}
	for (size_t i = 0; i < n_variables; i++) {
		const char *is = find((const char *const *)environ, VARIABLES, variables[i]);
		size_t start = name_size(variables[i]) + 1;

		if (is && length(is) == length(variables[i]) && is_same_text(is, variables[i], length(is)))
			continue;
		copy_name(name, sizeof name, variables[i]);
		snprintf(text, sizeof text, "the environment: %s was %s", name, is ? "changed" : "taken away");
		tell(text);
		setenv(name, variables[i] + start, 1);
	}
}

