/* windows_ambient.c - what a pass must leave as it was, on Windows: the locale and the current folder. */
#include "platform.h"

#include <direct.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static char locale[512], folder[1024];

static void look(char *name, size_t name_size, char *path, size_t path_size)
{
	const char *now = setlocale(LC_ALL, NULL);

	snprintf(name, name_size, "%s", now ? now : "");
	if (!_getcwd(path, (int)path_size))
		*path = '\0';
}

void seam_settings_take(void)
{
	look(locale, sizeof locale, folder, sizeof folder);
}

void seam_settings_put_back(void (*tell)(const char *text))
{
	char name[sizeof locale], path[sizeof folder], text[300];

	look(name, sizeof name, path, sizeof path);
	if (strcmp(locale, name) != 0) {
		snprintf(text, sizeof text, "the locale: %.120s before, %.120s after", locale, name);
		tell(text);
		setlocale(LC_ALL, locale);
	}
	if (strcmp(folder, path) != 0) {
		snprintf(text, sizeof text, "the current folder: %.120s before, %.120s after", folder, path);
		tell(text);
		_chdir(folder);
	}
}
