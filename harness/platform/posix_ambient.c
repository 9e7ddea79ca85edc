/* posix_ambient.c - the settings of the process and of the calling thread, on Linux and macOS. */
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "platform.h"

#include <fenv.h>
#include <limits.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#if defined(__linux__)
#include <sched.h>
#endif
#if defined(__APPLE__)
#include <xlocale.h>
#define LIMITS  RLIM_NLIMITS
#define SIGNALS NSIG
#else
#define LIMITS  RLIM_NLIMITS
#define SIGNALS 65
#endif

#if defined(__GLIBC__)
typedef __rlimit_resource_t limit_name;
typedef __itimer_which_t timer_name;
#else
typedef int limit_name, timer_name;
#endif

static struct settings {
	sigset_t mask;
	struct sigaction actions[SIGNALS];
	bool has_action[SIGNALS];
	stack_t alternate;
	char locale[512], folder[PATH_MAX], name[32];
	locale_t thread_locale;
	uint64_t control; /* of floating point: rounding, what is masked, what is flushed to zero */
	mode_t umask;
	struct rlimit limits[LIMITS];
	int cancel_state, cancel_type, niceness;
	struct itimerval timers[3];
	unsigned char processors[128];
} before;

static uint64_t fp_control(void)
{
#if defined(__x86_64__)
	uint32_t mxcsr;
	uint16_t word;

	__asm__ volatile("stmxcsr %0\n\tfnstcw %1" : "=m"(mxcsr), "=m"(word));
	return (uint64_t)word << 32 | (mxcsr & 0xFFC0);
#elif defined(__aarch64__)
	uint64_t control;

	__asm__ volatile("mrs %0, fpcr" : "=r"(control));
	return control;
#else
	return (uint64_t)fegetround();
#endif
}

static void set_fp_control(uint64_t control)
{
#if defined(__x86_64__)
	uint32_t mxcsr;
	uint16_t word = (uint16_t)(control >> 32);

	__asm__ volatile("stmxcsr %0" : "=m"(mxcsr));
	mxcsr = (mxcsr & ~(uint32_t)0xFFC0) | (uint32_t)(control & 0xFFC0);
	__asm__ volatile("ldmxcsr %0\n\tfldcw %1" : : "m"(mxcsr), "m"(word));
#elif defined(__aarch64__)
	__asm__ volatile("msr fpcr, %0" : : "r"(control));
#else
	fesetround((int)control);
#endif
}

static void get_name(char *name, size_t size)
{
	if (pthread_getname_np(pthread_self(), name, size) != 0)
		*name = '\0';
}

static void set_name(const char *name)
{
#if defined(__APPLE__)
	pthread_setname_np(name);
#else
	pthread_setname_np(pthread_self(), name);
#endif
}

/* What is asked for one by one, and costs most. */
static void take_tables(struct settings *s)
{
	for (int i = 1; i < SIGNALS; i++)
		s->has_action[i] = sigaction(i, NULL, &s->actions[i]) == 0;
	for (int i = 0; i < LIMITS; i++)
		getrlimit((limit_name)i, &s->limits[i]);
}

static void take(struct settings *s)
{
	const char *locale = setlocale(LC_ALL, NULL);

	pthread_sigmask(SIG_SETMASK, NULL, &s->mask);
	sigaltstack(NULL, &s->alternate);
	snprintf(s->locale, sizeof s->locale, "%s", locale ? locale : "");
	s->thread_locale = uselocale((locale_t)0);
	if (!getcwd(s->folder, sizeof s->folder))
		s->folder[0] = '\0';
	get_name(s->name, sizeof s->name);
	s->control = fp_control();
	s->umask = umask(077);
	umask(s->umask);
	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &s->cancel_state);
	pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &s->cancel_type);
	pthread_setcanceltype(s->cancel_type, NULL);
	pthread_setcancelstate(s->cancel_state, NULL);
	for (int i = 0; i < 3; i++)
		getitimer((timer_name)i, &s->timers[i]);
	s->niceness = getpriority(PRIO_PROCESS, 0);
#if defined(__linux__)
	sched_getaffinity(0, sizeof s->processors, (cpu_set_t *)(void *)s->processors);
#endif
}

/* ---- what has changed ------------------------------------------------------------------------------------------------ */

static void (*teller)(const char *text);
static bool is_as_before; /* the tables have been taken, and nothing was told since */

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...)
{
	char text[300];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	is_as_before = false;
	teller(text);
}

static const char *signal_name(int number)
{
	static const char *const names[] = {
		[SIGHUP] = "SIGHUP",   [SIGINT] = "SIGINT",   [SIGQUIT] = "SIGQUIT", [SIGILL] = "SIGILL",   [SIGTRAP] = "SIGTRAP",
		[SIGABRT] = "SIGABRT", [SIGBUS] = "SIGBUS",   [SIGFPE] = "SIGFPE",   [SIGUSR1] = "SIGUSR1", [SIGSEGV] = "SIGSEGV",
		[SIGUSR2] = "SIGUSR2", [SIGPIPE] = "SIGPIPE", [SIGALRM] = "SIGALRM", [SIGTERM] = "SIGTERM", [SIGCHLD] = "SIGCHLD",
		[SIGURG] = "SIGURG",   [SIGPROF] = "SIGPROF", [SIGWINCH] = "SIGWINCH",
	};
	static char text[24];

	if ((size_t)number < sizeof names / sizeof names[0] && names[number])
		return names[number];
	snprintf(text, sizeof text, "signal %d", number);
	return text;
}

/* What is said about a handler means nothing where there is none; signal() puts such flags. */
static int flags_that_matter(const struct sigaction *action)
{
	bool handled = action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN;

	return SA_NOCLDSTOP | SA_NOCLDWAIT |
	       (handled ? SA_SIGINFO | SA_ONSTACK | SA_RESTART | SA_NODEFER | (int)SA_RESETHAND : 0);
}

static void put_back_signals(struct settings *now)
{
	static const char *const blocked[] = { "let through", "blocked" };

	for (int i = 1; i < SIGNALS; i++) {
		const struct sigaction *a = &before.actions[i], *b = &now->actions[i];
		int was = sigismember(&before.mask, i) == 1, is = sigismember(&now->mask, i) == 1;

		if (was != is)
			say("the signal mask: %s was %s before, is %s after", signal_name(i), blocked[was], blocked[is]);
		if (!before.has_action[i] || !now->has_action[i])
			continue;
		if (a->sa_handler != b->sa_handler || ((a->sa_flags ^ b->sa_flags) & flags_that_matter(b)) != 0) {
			say("what %s does: handler %p, flags 0x%x before, %p, 0x%x after", signal_name(i),
			    (void *)(uintptr_t)a->sa_handler, (unsigned)a->sa_flags, (void *)(uintptr_t)b->sa_handler,
			    (unsigned)b->sa_flags);
			sigaction(i, a, NULL);
		}
	}
	pthread_sigmask(SIG_SETMASK, &before.mask, NULL);
	if (before.alternate.ss_sp != now->alternate.ss_sp || before.alternate.ss_size != now->alternate.ss_size ||
	    ((before.alternate.ss_flags ^ now->alternate.ss_flags) & SS_DISABLE)) {
		say("the alternate signal stack: %p, %zu bytes before, %p, %zu after", before.alternate.ss_sp,
		    before.alternate.ss_size, now->alternate.ss_sp, now->alternate.ss_size);
		sigaltstack(&before.alternate, NULL);
	}
}

static void put_back_timers(const struct settings *now)
{
	static const char *const names[] = { "real", "virtual", "profiling" };

	for (int i = 0; i < 3; i++) {
		const struct itimerval *a = &before.timers[i], *b = &now->timers[i];
		bool was = timerisset(&a->it_value), is = timerisset(&b->it_value);

		if (was == is && (!was || !timercmp(&b->it_value, &a->it_value, >)) &&
		    !timercmp(&a->it_interval, &b->it_interval, !=))
			continue;
		say("the interval timer (%s): %s before, %s after", names[i], was ? "set" : "not set",
		    !is    ? "not set"
		    : !was ? "set"
		           : "set to another time");
		setitimer((timer_name)i, a, NULL);
	}
}

static void put_back_limits(const struct settings *now)
{
	for (int i = 0; i < LIMITS; i++)
		if (before.limits[i].rlim_cur != now->limits[i].rlim_cur || before.limits[i].rlim_max != now->limits[i].rlim_max) {
			say("resource limit %d: %llu (at most %llu) before, %llu (%llu) after", i,
			    (unsigned long long)before.limits[i].rlim_cur, (unsigned long long)before.limits[i].rlim_max,
			    (unsigned long long)now->limits[i].rlim_cur, (unsigned long long)now->limits[i].rlim_max);
			setrlimit((limit_name)i, &before.limits[i]);
		}
	if (before.niceness != now->niceness) {
		say("the process's priority: %d before, %d after", before.niceness, now->niceness);
		setpriority(PRIO_PROCESS, 0, before.niceness);
	}
}

static void put_back_thread(const struct settings *now)
{
	if (before.cancel_state != now->cancel_state || before.cancel_type != now->cancel_type)
		say("whether the thread can be cancelled: state %d, type %d before, %d, %d after", before.cancel_state,
		    before.cancel_type, now->cancel_state, now->cancel_type);
	pthread_setcanceltype(before.cancel_type, NULL);
	pthread_setcancelstate(before.cancel_state, NULL);
	if (before.control != now->control) {
		say("floating-point control (rounding, exceptions): 0x%llx before, 0x%llx after",
		    (unsigned long long)before.control, (unsigned long long)now->control);
		set_fp_control(before.control);
	}
	if (strcmp(before.name, now->name) != 0) {
		say("the thread's name: \"%s\" before, \"%s\" after", before.name, now->name);
		set_name(before.name);
	}
#if defined(__linux__)
	if (memcmp(before.processors, now->processors, sizeof now->processors) != 0) {
		say("the processors on which the thread runs are others");
		sched_setaffinity(0, sizeof before.processors, (cpu_set_t *)(void *)before.processors);
	}
#endif
}

void seam_settings_take(void)
{
	take(&before);
	if (!is_as_before)
		take_tables(&before);
	is_as_before = true;
	seam_environment_take();
}

void seam_settings_put_back(void (*tell)(const char *text))
{
	static struct settings now;

	teller = tell;
	take(&now);
	take_tables(&now);
	put_back_signals(&now);
	if (strcmp(before.locale, now.locale) != 0) {
		say("the locale: %s before, %s after", before.locale, now.locale);
		setlocale(LC_ALL, before.locale);
	}
	if (before.thread_locale != now.thread_locale) {
		say("the thread's locale (uselocale): %p before, %p after", (void *)before.thread_locale,
		    (void *)now.thread_locale);
		uselocale(before.thread_locale);
	}
	if (strcmp(before.folder, now.folder) != 0) {
		say("the current folder: %.120s before, %.120s after", before.folder, now.folder);
		if (chdir(before.folder) != 0)
			say("the current folder cannot be put back");
	}
	if (before.umask != now.umask) {
		say("the umask: 0%o before, 0%o after", (unsigned)before.umask, (unsigned)now.umask);
		umask(before.umask);
	}
	put_back_limits(&now);
	put_back_timers(&now);
	put_back_thread(&now);
	seam_environment_put_back(tell);
}
