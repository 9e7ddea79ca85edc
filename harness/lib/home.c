#include "home.h"

#include "../platform/platform.h"
#include "text.h"

#include <seam/version.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* NULL when there is none; "" when it is the current folder. */
static char *home;

static bool is_home(const char *folder)
{
	char *header = format_new("%s/harness/include/seam/seam.h", folder), *flavours = format_new("%s/sanitizer", folder);
	bool found = seam_path_exists(header) && seam_is_folder(flavours);

	free(header);
	free(flavours);
	return found;
}

/* What is one folder up from the program, as in a tree, or below lib/ there, as make installs it. */
static char *beside_program(void)
{
	static const char *const places[] = { "", "/lib/seam" };
	char *program = seam_program_path(), *found = NULL;

	for (int up = 0; program && up < 2; up++) {
		char *slash = strrchr(program, '/');

		if (slash)
			*slash = '\0';
	}
	for (size_t i = 0; program && !found && i < sizeof places / sizeof places[0]; i++) {
		found = format_new("%s%s", program, places[i]);
		if (!is_home(found)) {
			free(found);
			found = NULL;
		}
	}
	free(program);
	return found;
}

static char *chosen_home(void)
{
	const char *chosen = getenv("SEAM_HOME");

	if (chosen && *chosen)
		return is_home(chosen) ? path_from_root(chosen) : NULL;
	return is_home(".") ? seam_current_folder() : beside_program();
}

/* Looked for once. */
static void find(void)
{
	static bool looked;
	char *here;

	if (looked)
		return;
	looked = true;
	home = chosen_home();
	here = seam_current_folder();
	if (home && here && strcmp(here, home) == 0)
		*home = '\0';
	free(here);
}

int home_find(void)
{
	const char *chosen = getenv("SEAM_HOME");

	find();
	if (!home) {
		if (chosen && *chosen)
			fprintf(stderr, "seam: SEAM_HOME=%s: seam's own files (harness/, cases/, sanitizer/) are not there\n", chosen);
		else
			fputs("seam: its own files are not found: neither here (a tree of seam's) nor beside the program "
			      "(../lib/seam); SEAM_HOME can name their folder\n", stderr);
		return -1;
	}
	return 0;
}

bool home_is_here(void)
{
	find();
	return !home || !*home;
}

char *home_path(const char *below)
{
	return home_is_here() ? copy_new(below) : format_new("%s/%s", home, below);
}

char *home_folder(void)
{
	return home_is_here() ? need(seam_current_folder()) : copy_new(home);
}

/* Not a tree, whose builds are as old as the last make, but what make installed, which is of one piece. */
static bool is_installed(void)
{
	char *makefile = home_path("Makefile");
	bool found = seam_path_exists(makefile);

	free(makefile);
	return !found && !home_is_here();
}

char *home_program(void)
{
	return is_installed() ? copy_new("seam") : home_path("build/seam");
}

const char *home_below(const char *path)
{
	size_t size = home_is_here() ? 0 : strlen(home);

	return size && strncmp(path, home, size) == 0 && path[size] == '/' ? path + size + 1 : path;
}

/* FNV-1a: a short name for a place, the same in every process. */
static uint64_t number_of(const char *text, uint64_t hash)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return hash;
}

char *home_builds(const char *source, const char *name)
{
	bool own = !source || (!home_is_here() && home_below(source) != source);
	char *path, *cache, *place;
	uint64_t number;

	if (home_is_here())
		return copy_new("build");
	path = format_new("%s/build/%s", home, name);
	if (own && is_installed() && seam_path_exists(path)) {
		path[strlen(path) - strlen(name) - 1] = '\0';
		return path;
	}
	free(path);
	cache = cache_folder();
	place = own ? copy_new("") : path_from_root(source);
	number = number_of(place, number_of(home, number_of(SEAM_VERSION, 0xcbf29ce484222325u)));
	path = format_new("%s/built/%016" PRIx64, cache, number);
	free(place);
	free(cache);
	return path;
}

bool home_is_given(const char *path)
{
	char *cache = cache_folder();
	/* Which may be anywhere. */
	bool cached = strncmp(path, cache, strlen(cache)) == 0;

	free(cache);
	return is_installed() && !cached && strncmp(home_below(path), "build/", 6) == 0;
}

char *cache_folder(void)
{
	const char *chosen = getenv("SEAM_CACHE"), *user = getenv("HOME"), *xdg = getenv("XDG_CACHE_HOME");
	char *folder = chosen && *chosen ? path_from_root(chosen) : xdg && *xdg ? format_new("%s/seam", xdg) : NULL;

	return folder ? folder : format_new("%s/.cache/seam", user ? user : ".");
}
