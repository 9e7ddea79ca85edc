/* posix_run.c - the harness's side of platform.h on Linux and macOS. */
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "platform.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/prctl.h>
#elif defined(__APPLE__)
#include <libproc.h>
#endif

#if defined(__APPLE__)
const char *const seam_library_suffix = "dylib";
#else
const char *const seam_library_suffix = "so";
#endif
const char *const seam_program_suffix = "";

enum { TICK = 4, GRACE = 300 }; /* milliseconds */

double seam_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The group that runs now: an interrupt of this process must not leave it running. */
static volatile sig_atomic_t running_group;

static void end_group(int number)
{
	if (running_group)
		kill(-(pid_t)running_group, SIGKILL);
	signal(number, SIG_DFL);
	raise(number);
}

static void watch_interrupts(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction now, ours = { .sa_handler = end_group };

	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
		if (sigaction(numbers[i], NULL, &now) == 0 && now.sa_handler == SIG_DFL)
			sigaction(numbers[i], &ours, NULL);
}

/* In a child: it does not outlive this process, where the system can be asked so. */
static void die_with_parent(int number)
{
#if defined(__linux__)
	prctl(PR_SET_PDEATHSIG, number, 0, 0, 0);
#else
	(void)number;
#endif
}

/* In the child: a group of its own, its streams, its folder and environment, then the program. */
static _Noreturn void become_program(const struct seam_process *process, int output, int failure)
{
	setpgid(0, 0);
	die_with_parent(SIGKILL);
	if (output >= 0) {
		int nothing = open("/dev/null", O_RDONLY);

		dup2(nothing, 0);
		dup2(output, 1);
		dup2(output, 2);
	}
	for (const char *const *e = process->env; e && *e; e++)
		putenv((char *)(uintptr_t)*e);
	if (!process->folder || chdir(process->folder) == 0)
		execvp(process->argv[0], (char *const *)(uintptr_t)process->argv);
	(void)!write(failure, &errno, sizeof errno);
	_exit(127);
}

/* Starts the process; the error of an exec that failed comes back through a pipe that closes when it succeeds. */
static pid_t start(const struct seam_process *process, int *output)
{
	int out[2] = { -1, -1 }, failure[2], error = 0;
	pid_t pid;

	if (process->output && pipe(out) != 0)
		return -1;
	if (pipe(failure) != 0)
		return -1;
	fcntl(failure[1], F_SETFD, FD_CLOEXEC);
	fcntl(failure[0], F_SETFD, FD_CLOEXEC);
	if (process->output) {
		fcntl(out[0], F_SETFD, FD_CLOEXEC);
		fcntl(out[1], F_SETFD, FD_CLOEXEC);
	}
	fflush(NULL);
	pid = fork();
	if (pid == 0)
		become_program(process, out[1], failure[1]);
	close(failure[1]);
	if (process->output)
		close(out[1]);
	if (pid > 0 && read(failure[0], &error, sizeof error) == sizeof error) {
		waitpid(pid, NULL, 0);
		pid = -1;
	}
	close(failure[0]);
	if (pid < 0 && process->output)
		close(out[0]);
	if (error)
		errno = error;
	if (pid > 0)
		setpgid(pid, pid);
	*output = out[0];
	return pid;
}

#if defined(__APPLE__)
static uint64_t resident_bytes(pid_t pid)
{
	struct proc_taskinfo task;

	return proc_pidinfo(pid, PROC_PIDTASKINFO, 0, &task, sizeof task) == sizeof task ? task.pti_resident_size : 0;
}
#else
static uint64_t resident_bytes(pid_t pid)
{
	char path[64];
	unsigned long total, resident = 0;
	FILE *file;

	snprintf(path, sizeof path, "/proc/%ld/statm", (long)pid);
	file = fopen(path, "r");
	if (!file)
		return 0;
	if (fscanf(file, "%lu %lu", &total, &resident) != 2)
		resident = 0;
	fclose(file);
	return (uint64_t)resident * (uint64_t)sysconf(_SC_PAGESIZE);
}
#endif

static void drain(const struct seam_process *process, int output, int wait)
{
	static char bytes[65536];
	struct pollfd ready = { .fd = output, .events = POLLIN };
	ssize_t n;

	if (output < 0) {
		poll(NULL, 0, wait);
		return;
	}
	/* One piece at a time: a flood must not keep the caller from its clock. */
	if (poll(&ready, 1, wait) > 0) {
		n = read(output, bytes, sizeof bytes);
		if (n > 0)
			process->output(process->argument, bytes, (size_t)n);
		else
			poll(NULL, 0, wait ? 1 : 0);
	}
}

/* Asks, waits a grace, then kills the group. */
static void put_down(struct seam_process *process, pid_t pid, int output, int *status)
{
	double end = seam_seconds() + (double)GRACE / 1000;

	kill(-pid, SIGTERM);
	kill(-pid, SIGCONT);
	while (seam_seconds() < end) {
		if (waitpid(pid, status, WNOHANG) == pid)
			return;
		drain(process, output, TICK);
	}
	kill(-pid, SIGKILL);
	kill(pid, SIGKILL);
	waitpid(pid, status, 0);
}

static int end_of(struct seam_process *process, pid_t pid, int output)
{
	int status = 0;

	for (unsigned tick = 0;; tick++) {
		pid_t got = waitpid(pid, &status, WNOHANG | WUNTRACED);

		if (got == pid && WIFSTOPPED(status)) {
			process->how = SEAM_STOPPED;
			process->status = WSTOPSIG(status);
			kill(-pid, SIGKILL);
			waitpid(pid, &status, 0);
			return 0;
		}
		if (got == pid) {
			process->how = WIFSIGNALED(status) ? SEAM_SIGNALLED : SEAM_EXITED;
			process->status = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
			return 0;
		}
		if (got < 0 && errno != EINTR)
			return -1;
		if (process->in_time && !process->in_time(process->argument)) {
			process->how = SEAM_TIMED_OUT;
			put_down(process, pid, output, &status);
			return 0;
		}
		if (process->memory_limit && resident_bytes(pid) > process->memory_limit) {
			process->how = SEAM_TOO_LARGE;
			kill(-pid, SIGKILL);
			waitpid(pid, &status, 0);
			return 0;
		}
		drain(process, output, tick < 8 ? 1 : TICK);
	}
}

/* Kills what is still alive of the process's group, and what it started outside of it: orphans are given to this process
 * (see seam_process_run), where /proc lists them. */
static bool kill_leftovers(pid_t pid)
{
	bool any;

	while (waitpid(-pid, NULL, WNOHANG) > 0)
		;
	any = kill(-pid, SIGKILL) == 0;
	while (any && waitpid(-pid, NULL, 0) > 0)
		;
#if defined(__linux__)
	char path[64];
	long child;
	FILE *children;

	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
	snprintf(path, sizeof path, "/proc/self/task/%ld/children", (long)getpid());
	children = fopen(path, "r");
	while (children && fscanf(children, "%ld", &child) == 1) {
		kill((pid_t)child, SIGKILL);
		waitpid((pid_t)child, NULL, 0);
		any = true;
	}
	if (children)
		fclose(children);
#endif
	return any;
}

int seam_process_run(struct seam_process *process)
{
	int output = -1, result;
	pid_t pid;

#if defined(__linux__)
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
	watch_interrupts();
	pid = start(process, &output);
	if (pid < 0)
		return -1;
	process->id = (long)pid;
	running_group = (sig_atomic_t)pid;
	result = end_of(process, pid, output);
	running_group = 0;
	process->left_behind = kill_leftovers(pid);
	if (output >= 0) {
		struct pollfd ready = { .fd = output, .events = POLLIN };

		/* What is still in the pipe, but no more than a pipe holds. */
		for (int i = 0; i < 16 && poll(&ready, 1, 0) > 0 && (ready.revents & POLLIN); i++)
			drain(process, output, 0);
		close(output);
	}
	return result;
}

const char *seam_signal_name(int number, char *text, size_t size)
{
	static const struct {
		int number;
		const char *name;
	} names[] = {
		{ SIGSEGV, "SIGSEGV" }, { SIGBUS, "SIGBUS" },   { SIGABRT, "SIGABRT" }, { SIGILL, "SIGILL" },
		{ SIGFPE, "SIGFPE" },   { SIGKILL, "SIGKILL" }, { SIGTERM, "SIGTERM" }, { SIGSTOP, "SIGSTOP" },
		{ SIGTRAP, "SIGTRAP" }, { SIGPIPE, "SIGPIPE" }, { SIGINT, "SIGINT" },
	};

	snprintf(text, size, "signal %d", number);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (names[i].number == number)
			snprintf(text, size, "%s", names[i].name);
	return text;
}

int seam_pool_run(const struct seam_pool *pool)
{
	size_t next = 0, running = 0;
	struct {
		pid_t pid;
		size_t at;
	} jobs[64] = { { 0, 0 } };
	size_t most = pool->parallel < 1 ? 1 : pool->parallel > 64 ? 64 : pool->parallel;

	while (next < pool->count || running) {
		while (running < most && next < pool->count) {
			const char *const *argv = pool->start(pool->argument, next);
			pid_t pid;

			fflush(NULL);
			pid = fork();
			if (pid == 0) {
				die_with_parent(SIGTERM);
				execv(argv[0], (char *const *)(uintptr_t)argv);
				_exit(127);
			}
			if (pid < 0)
				return -1;
			for (size_t j = 0; j < 64; j++)
				if (!jobs[j].pid) {
					jobs[j].pid = pid;
					jobs[j].at = next;
					break;
				}
			next++;
			running++;
		}
		int status;
		pid_t pid = wait(&status);

		if (pid < 0 && errno == EINTR)
			continue;
		if (pid < 0)
			return -1;
		for (size_t j = 0; j < 64; j++)
			if (jobs[j].pid == pid) {
				jobs[j].pid = 0;
				running--;
				pool->done(pool->argument, jobs[j].at,
				           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
			}
	}
	return 0;
}

bool seam_command_exists(const char *name)
{
	const char *path = getenv("PATH");
	char whole[4096];

	if (strchr(name, '/'))
		return access(name, X_OK) == 0;
	while (path && *path) {
		size_t size = strcspn(path, ":");

		snprintf(whole, sizeof whole, "%.*s/%s", (int)size, path, name);
		if (access(whole, X_OK) == 0)
			return true;
		path += size + (path[size] == ':');
	}
	return false;
}

bool seam_is_terminal(int fd)
{
	return isatty(fd) == 1;
}

unsigned seam_processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n > 0 ? (unsigned)n : 1;
}

long seam_process_number(void)
{
	return (long)getpid();
}
