/* ambient.c - peers that change what belongs to the process or the thread: seen in the case in which they do, put back for the next one. */
#include "../lib/text.h"
#include "selftest.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct trial run_peer(const char *name)
{
	char *path = format_new("build/selftest-parts/hostile/%s.so", name);
	struct trial t = try_cell("harness/selftest/mock", path, "plain", NULL, &(struct run_options){ .timeout = 30 });

	free(path);
	return t;
}

/* The case of this name, and no other, fails with these words. */
static void seen(const char *name, const char *id, const char *because)
{
	struct trial t = run_peer(name);

	for (size_t i = 0; i < t.count; i++) {
		char *words = all_words(&t.results[i]);

		if (strcmp(t.results[i].id->id, id) != 0) {
			cr_expect(t.results[i].outcome == OUTCOME_PASS, "%s: %s: %s", name, t.results[i].id->id, words);
		} else {
			cr_expect(t.results[i].outcome == OUTCOME_FAIL, "%s: %s", name, words);
			cr_expect(strstr(words, because) != NULL, "%s: not \"%s\" but %s", name, because, words);
		}
		free(words);
	}
}

static void lawful(const char *name)
{
	struct trial t = run_peer(name);

	for (size_t i = 0; i < t.count; i++) {
		char *words = all_words(&t.results[i]);

		cr_expect(t.results[i].outcome == OUTCOME_PASS, "%s: %s: %s", name, t.results[i].id->id, words);
		free(words);
	}
}

Test(ambient, leaves_signal_mask)
{
	seen("leaves_signal_mask", "mock.echo.during", "ambient: the signal mask: SIGUSR1 was let through before, is blocked after");
}
Test(ambient, leaves_signal_handler)
{
	seen("leaves_signal_handler", "mock.echo.during", "ambient: what SIGPIPE does");
}
Test(ambient, leaves_alternate_stack)
{
	seen("leaves_alternate_stack", "mock.echo.during", "ambient: the alternate signal stack");
}
Test(ambient, leaves_locale)
{
	seen("leaves_locale", "mock.echo.during", "ambient: the locale: C before, LC_CTYPE=C.UTF-8");
}
Test(ambient, leaves_thread_locale)
{
	seen("leaves_thread_locale", "mock.echo.during", "ambient: the thread's locale");
}
Test(ambient, leaves_folder)
{
	seen("leaves_folder", "mock.echo.during", "ambient: the current folder");
}
Test(ambient, leaves_umask)
{
	seen("leaves_umask", "mock.echo.during", "ambient: the umask: 0");
}
Test(ambient, leaves_limit)
{
	seen("leaves_limit", "mock.echo.during", "ambient: resource limit");
}
Test(ambient, leaves_variable)
{
	seen("leaves_variable", "mock.echo.during", "ambient: the environment: PATH was changed");
	seen("leaves_variable", "mock.echo.during", "ambient: the environment: SEAM_SELFTEST_ADDED was added");
	seen("leaves_variable", "mock.echo.during", "ambient: the environment: HOME was taken away");
}
Test(ambient, leaves_cancel_state)
{
	seen("leaves_cancel_state", "mock.echo.during", "ambient: whether the thread can be cancelled");
}
Test(ambient, leaves_timer)
{
	seen("leaves_timer", "mock.echo.during", "ambient: the interval timer (real): not set before, set after");
}
Test(ambient, leaves_name)
{
	seen("leaves_name", "mock.echo.during", "ambient: the thread's name");
}
Test(ambient, leaves_nonblocking)
{
	seen("leaves_nonblocking", "mock.echo.during", "its flags (O_NONBLOCK");
}
Test(ambient, leaves_close_on_exec)
{
	seen("leaves_close_on_exec", "mock.echo.during", "ambient: descriptor 2");
}
Test(ambient, closes_one)
{
	seen("closes_one", "mock.echo.during", "ambient: descriptor 0, which is not its own, was closed");
}
Test(ambient, replaces_one)
{
	seen("replaces_one", "mock.echo.during", "which is not its own, was another file before");
}
Test(ambient, leaves_descriptors)
{
	seen("leaves_descriptors", "mock.twice.echo", "ambient: a descriptor is left, as in each pass");
}
Test(ambient, leaves_threads)
{
	seen("leaves_threads", "mock.twice.echo", "ambient: a thread is left, as in each pass");
}
Test(ambient, keeps_descriptor)
{
	lawful("keeps_descriptor");
}
Test(ambient, ends_thread_late)
{
	lawful("ends_thread_late");
}
Test(ambient, puts_back)
{
	lawful("puts_back");
}
