/* environment.c - what the tree's own commands find in their environment: the compilers and flags of flavour and platform. */
#include "../platform/platform.h"
#include "build.h"
#include "home.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_VARIABLES = 40 };

static const char *or_default(const struct conf *conf, const char *key, const char *otherwise)
{
	const char *v = conf_get(conf, key);

	return v ? v : otherwise;
}

static void keep_output(void *log, const char *bytes, size_t size)
{
	text_put(log, bytes, size);
}

char *shell_value(const char *value)
{
	char *shell = format_new("printf %%s \"%s\"", value);
	const char *const argv[] = { "sh", "-c", shell, NULL };
	struct text out = { 0 };
	struct seam_process process = { .argv = argv, .argument = &out, .output = keep_output };

	if (!strstr(value, "$("))
		text_format(&out, "%s", value);
	else
		seam_process_run(&process);
	text_put(&out, "", 0);
	free(shell);
	return out.bytes;
}

void build_add_variable(char **env, char *variable)
{
	size_t n = words_count(env);

	if (n + 1 < MOST_VARIABLES)
		env[n] = variable;
}

/* The platform's compiler, else the flavour's, else this one. */
static const char *compiler(const struct platform *platform, const struct flavour *flavour, const char *key,
                            const char *otherwise)
{
	const char *v = platform_value(platform, key, flavour->name);

	return v ? v : or_default(flavour->conf, key, otherwise);
}

/* For another platform, libraries are looked for where ci/platform.sh puts them, and never among this machine's. */
static void add_platform(char **env, const struct platform *platform, const struct flavour *flavour, const char *cache)
{
	build_add_variable(env, format_new("PLATFORM=%s", platform->name));
	build_add_variable(env, format_new("TRIPLE=%s", or_default(platform->conf, "triple", "")));
	build_add_variable(env, format_new("WRAP=%s", or_default(platform->conf, "wrap", "")));
	build_add_variable(env, format_new("GCC=%s", compiler(platform, flavour, "gcc", "gcc")));
	build_add_variable(env, format_new("CLANG=%s", compiler(platform, flavour, "clang", "clang")));
	if (!platform_is_native(platform))
		build_add_variable(env, format_new("PKG_CONFIG_LIBDIR=%s/platform/%s/lib/pkgconfig", cache,
		                                   platform->name));
}

/* Flags of the flavour, then of the platform. */
static void add_flags(char **env, const char *name, const char *flags, const struct platform *platform,
                      const struct flavour *flavour)
{
	const char *more = platform_value(platform, "cflags", flavour->name);

	build_add_variable(env, format_new("%s=%s%s%s", name, flags, more ? " " : "", more ? more : ""));
}

char **build_environment(const struct platform *platform, const struct flavour *flavour, const char *out,
                         const char *work)
{
	char **env = need(calloc(MOST_VARIABLES, sizeof *env)), *root = home_folder(), *cache = cache_folder();
	const struct conf *conf = flavour->conf;
	char *out_path = path_from_root(out), *work_path = path_from_root(work);
	char *probe = probe_path(platform, flavour->name), *probe_file = path_from_root(probe);
	char *ldflags = shell_value(or_default(conf, "ldflags", ""));
	const char *cflags = or_default(conf, "cflags", "");

	seam_make_folders(cache);
	build_add_variable(env, format_new("OUT=%s", out_path));
	build_add_variable(env, format_new("WORK=%s", work_path));
	build_add_variable(env, format_new("SEAM=%s", root));
	build_add_variable(env, format_new("PROBE=%.*s", (int)(strrchr(probe_file, '/') - probe_file), probe_file));
	build_add_variable(env, format_new("CACHE=%s", cache));
	build_add_variable(env, format_new("FLAVOUR=%s", flavour->name));
	build_add_variable(env, format_new("CC=%s", compiler(platform, flavour, "cc", "cc")));
	build_add_variable(env, format_new("CXX=%s", compiler(platform, flavour, "cxx", "c++")));
	add_flags(env, "CFLAGS", cflags, platform, flavour);
	add_flags(env, "CXXFLAGS", or_default(conf, "cxxflags", cflags), platform, flavour);
	build_add_variable(env, format_new("LDFLAGS=%s", ldflags));
	build_add_variable(env, format_new("RUSTFLAGS=%s", or_default(conf, "rustflags", "")));
	build_add_variable(env, format_new("INCLUDES=-I%s/harness/include -I%s/cases", root, root));
	/* A build of its own: this make's job server is not its to use. */
	build_add_variable(env, copy_new("MAKEFLAGS="));
	build_add_variable(env, copy_new("WARNINGS=-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror"));
	add_platform(env, platform, flavour, cache);
	free(root);
	free(cache);
	free(probe);
	free(probe_file);
	free(out_path);
	free(work_path);
	free(ldflags);
	return env;
}
