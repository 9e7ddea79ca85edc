/* Changes much, and puts it back: lawful. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#define TROUBLE 4
#include "hostile.h"

static void misbehave(void)
{
	int here = open(".", O_RDONLY), fd = open("/dev/null", O_RDONLY);
	mode_t mask = umask(077);
	void (*handler)(int) = signal(SIGUSR2, SIG_IGN);
	sigset_t all, old;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &old);
	setlocale(LC_ALL, "C.UTF-8");
	setenv("SEAM_SELFTEST_ADDED", "1", 1);
	chdir("/");
	fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK);
	fcntl(0, F_SETFL, fcntl(0, F_GETFL) & ~O_NONBLOCK);
	fchdir(here);
	unsetenv("SEAM_SELFTEST_ADDED");
	setlocale(LC_ALL, "C");
	sigprocmask(SIG_SETMASK, &old, NULL);
	signal(SIGUSR2, handler);
	umask(mask);
	close(fd);
	close(here);
}
