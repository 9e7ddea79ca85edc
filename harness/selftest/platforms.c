/* platforms.c - what a platform's file says, and what follows from it. */
#define _POSIX_C_SOURCE 200809L /* setenv */

#include "../lib/build.h"
#include "../lib/result.h"
#include "../lib/text.h"
#include "../platform/platform.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* What a file with this text says, of a platform, a flavour or a peer. */
static struct conf *conf_of(const char *name, const char *text)
{
	char *folder = format_new("build/selftest-results/platforms.%s", name), *path = format_new("%s/x.conf", folder);
	struct conf *conf;

	cr_assert(seam_make_folders(folder) == 0 && file_write(path, text, strlen(text)) == 0);
	conf = conf_load(path);
	cr_assert(conf != NULL);
	free(folder);
	free(path);
	return conf;
}

static struct platform other(const char *name, const char *text)
{
	return (struct platform){ .name = (char *)"m68k", .conf = conf_of(name, text) };
}

static const struct platform native = { .name = (char *)"native" };

static const char *variable(char **env, const char *name)
{
	size_t size = strlen(name);

	for (char **e = env; *e; e++)
		if (strncmp(*e, name, size) == 0 && (*e)[size] == '=')
			return *e + size + 1;
	return NULL;
}

Test(platforms, the_word_is_the_option_s_or_the_environment_s)
{
	struct platform p;

	unsetenv("PLATFORM");
	cr_assert(platform_load(&p, NULL) == 0);
	cr_expect_str_eq(p.name, "native");
	cr_expect(platform_is_native(&p));
	setenv("PLATFORM", "i386", 1);
	cr_assert(platform_load(&p, NULL) == 0);
	cr_expect_str_eq(p.name, "i386");
	cr_assert(platform_load(&p, "native") == 0);
	cr_expect_str_eq(p.name, "native");
}

Test(platforms, one_that_is_not_there)
{
	struct platform p;

	cr_expect(platform_load(&p, "pdp11") == -1);
	cr_expect(platform_load(&p, "../platform/native") == -1);
	cr_expect(platform_load(&p, "native i386") == -1);
}

/* Whatever is in the folder can be asked for. */
Test(platforms, each_file_is_understood)
{
	char **names = seam_folder_names("ci/platform");

	for (char **name = names; *name; name++) {
		char *dot = strstr(*name, ".conf");
		struct platform p;

		if (!dot)
			continue;
		*dot = '\0';
		cr_assert(platform_load(&p, *name) == 0, "%s", *name);
		cr_expect(platform_is_native(&p) || conf_get(p.conf, "needs"), "%s needs nothing", *name);
		cr_expect(platform_is_native(&p) || conf_get(p.conf, "triple"), "%s has no triple", *name);
	}
}

Test(platforms, flavours)
{
	struct platform all = other("all", "cc = cc\n"), some = other("some", "flavours = plain asan\n");

	cr_expect(platform_has_flavour(&all, "tsan"));
	cr_expect(platform_has_flavour(&some, "asan"));
	cr_expect(!platform_has_flavour(&some, "tsan"));
}

Test(platforms, peers)
{
	struct platform p = other("peers", "cc = cc\n");

	cr_expect(!platform_has_peer(&p, conf_of("peer_here", "language = C\n")));
	cr_expect(platform_has_peer(&native, conf_of("peer_here", "language = C\n")));
	cr_expect(platform_has_peer(&p, conf_of("peer_named", "platforms = i386 m68k\n")));
	cr_expect(!platform_has_peer(&native, conf_of("peer_named", "platforms = i386 m68k\n")));
	cr_expect(platform_has_peer(&p, conf_of("peer_all", "platforms = *\n")));
	cr_expect(platform_has_peer(&p, NULL));
}

Test(platforms, what_is_not_here_is_told_with_the_packages)
{
	struct platform whole = other("whole", "needs = sh harness/lib\n");
	struct platform command = other("command", "needs = sh there-is-no-such-gcc\npackages = gcc-m68k\n");
	struct platform file = other("file", "needs = sh /nowhere/stdio.h\n");

	cr_expect(platform_lacks(&whole) == NULL);
	cr_expect(strstr(platform_lacks(&command), "there-is-no-such-gcc is not here") != NULL);
	cr_expect(strstr(platform_lacks(&command), "gcc-m68k") != NULL);
	cr_expect(strstr(platform_lacks(&file), "/nowhere/stdio.h") != NULL);
}

Test(platforms, its_compilers_take_the_flavour_s_place)
{
	struct platform p = other("compilers", "cc = m68k-cc -m1\ncc.asan = m68k-clang\ncflags = -m2\nwrap = qemu-m68k\n");
	struct flavour plain = { .name = (char *)"plain", .conf = conf_of("plain", "cc = cc\ncxx = c++\ncflags = -g\n") };
	struct flavour asan = { .name = (char *)"asan", .conf = conf_of("asan", "cc = clang\n") };
	char **env = build_environment(&p, &plain, "out", "work");

	cr_expect_str_eq(variable(env, "PLATFORM"), "m68k");
	cr_expect_str_eq(variable(env, "CC"), "m68k-cc -m1");
	cr_expect_str_eq(variable(env, "CXX"), "c++");
	cr_expect_str_eq(variable(env, "CFLAGS"), "-g -m2");
	cr_expect_str_eq(variable(env, "WRAP"), "qemu-m68k");
	cr_expect(strstr(variable(env, "PROBE"), "/build/m68k/plain") != NULL);
	cr_expect(strstr(variable(env, "PKG_CONFIG_LIBDIR"), "/platform/m68k/lib/pkgconfig") != NULL);
	cr_expect_str_eq(variable(build_environment(&p, &asan, "out", "work"), "CC"), "m68k-clang");
	env = build_environment(&native, &plain, "out", "work");
	cr_expect_str_eq(variable(env, "CC"), "cc");
	cr_expect_str_eq(variable(env, "CFLAGS"), "-g");
	cr_expect_str_eq(variable(env, "WRAP"), "");
	cr_expect(variable(env, "PKG_CONFIG_LIBDIR") == NULL);
}

Test(platforms, paths_and_rerun_lines_say_which)
{
	struct platform p = other("paths", "cc = cc\n");
	struct group group = { .name = (char *)"g", .folder = (char *)"cases/g" };
	struct peer peer = { .name = (char *)"p", .folder = (char *)"peers/p" };
	struct flavour flavour = { .name = (char *)"plain" };
	struct cell cell = { .group = &group, .peer = &peer, .flavour = &flavour, .platform = &p };

	cr_expect(strstr(probe_path(&p, "plain"), "build/m68k/plain/probe") != NULL);
	cr_expect_str_eq(group_path(&group, "", &p, "plain", "list"), "build/m68k/plain/cases/g.list");
	cr_expect(strstr(peer_path(&peer, &p, "plain"), "build/m68k/plain/peers/p.") != NULL);
	cr_expect_str_eq(rerun_line(&cell, "g.r.one"), "PLATFORM=m68k make check GROUP=g PEER=p FLAVOUR=plain CASE=g.r.one");
	cell.platform = &native;
	cr_expect_str_eq(rerun_line(&cell, NULL), "make check GROUP=g PEER=p FLAVOUR=plain");
}
