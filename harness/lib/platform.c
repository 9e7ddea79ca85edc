#include "platform.h"

#include "../platform/platform.h"
#include "home.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "ci/platform"
#define NATIVE "native"

/* The names of all that there are, for who has named one that is not. */
static void tell_names(const char *unknown)
{
	char *folder = home_path(FOLDER), **names = seam_folder_names(folder);

	fprintf(stderr, "seam: there is no platform %s; there are:", unknown);
	for (char **name = names; name && *name; name++) {
		const char *dot = strrchr(*name, '.');

		if (dot && strcmp(dot, ".conf") == 0)
			fprintf(stderr, " %.*s", (int)(dot - *name), *name);
	}
	fputc('\n', stderr);
	words_free(names);
	free(folder);
}

int platform_load(struct platform *platform, const char *name)
{
	const char *chosen = name && *name ? name : getenv("PLATFORM");
	char *path, *folder = home_path(FOLDER);

	platform->name = copy_new(chosen && *chosen ? chosen : NATIVE);
	platform->conf = NULL;
	path = format_new("%s/%s.conf", folder, platform->name);
	/* A name is one part of a path. */
	if (strpbrk(platform->name, "/\\ ") || !seam_path_exists(path))
		tell_names(platform->name);
	else
		platform->conf = conf_load(path);
	free(folder);
	free(path);
	return platform->conf ? 0 : -1;
}

bool platform_is_native(const struct platform *platform)
{
	return strcmp(platform->name, NATIVE) == 0;
}

const char *platform_value(const struct platform *platform, const char *key, const char *flavour)
{
	const char *value = conf_part(platform->conf, key, flavour);

	return value ? value : conf_get(platform->conf, key);
}

bool platform_has_flavour(const struct platform *platform, const char *flavour)
{
	return !conf_get(platform->conf, "flavours") || conf_has_word(platform->conf, "flavours", flavour);
}

bool platform_has_peer(const struct platform *platform, const struct conf *peer)
{
	const char *platforms = conf_get(peer, "platforms");
	char **words = words_new(platforms ? platforms : NATIVE);
	bool found = !peer;

	for (char **w = words; *w && !found; w++)
		found = glob_matches(*w, platform->name);
	words_free(words);
	return found;
}

char *platform_lacks(const struct platform *platform)
{
	const char *needs = conf_get(platform->conf, "needs"), *packages = conf_get(platform->conf, "packages");
	char **words = words_new(needs ? needs : ""), *reason = NULL;

	for (char **w = words; *w && !reason; w++)
		if (strchr(*w, '/') ? !seam_path_exists(*w) : !seam_command_exists(*w))
			reason = format_new("%s is not here, which the platform %s needs%s%s", *w, platform->name,
			                    packages ? "; packages: " : "", packages ? packages : "");
	words_free(words);
	return reason;
}

char *platform_prefix(const struct platform *platform)
{
	return platform_is_native(platform) ? copy_new("") : format_new("PLATFORM=%s ", platform->name);
}
