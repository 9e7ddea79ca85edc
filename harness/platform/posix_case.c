/* posix_case.c - what cases ask of the platform, on Linux and macOS: threads, forks, files, and this process's memory. */
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "platform.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/syscall.h>
#endif

struct monitor {
	pthread_mutex_t lock;
	pthread_cond_t woken;
};
_Static_assert(sizeof(struct monitor) <= sizeof(struct seam_monitor), "a monitor's room");

static struct monitor *of(struct seam_monitor *m)
{
	return (struct monitor *)m;
}

void seam_monitor_make(struct seam_monitor *m)
{
	pthread_mutex_init(&of(m)->lock, NULL);
	pthread_cond_init(&of(m)->woken, NULL);
}

void seam_monitor_enter(struct seam_monitor *m)
{
	pthread_mutex_lock(&of(m)->lock);
}

void seam_monitor_leave(struct seam_monitor *m)
{
	pthread_mutex_unlock(&of(m)->lock);
}

void seam_monitor_wait(struct seam_monitor *m)
{
	pthread_cond_wait(&of(m)->woken, &of(m)->lock);
}

void seam_monitor_wait_for(struct seam_monitor *m, unsigned milliseconds)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += (time_t)(milliseconds / 1000);
	until.tv_nsec += (long)(milliseconds % 1000) * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	pthread_cond_timedwait(&of(m)->woken, &of(m)->lock, &until);
}

void seam_monitor_wake(struct seam_monitor *m)
{
	pthread_cond_broadcast(&of(m)->woken);
}

/* What a new thread is told; static, since the heap is watched.  Threads are started by one thread at a time. */
static struct start {
	void (*run)(void *);
	void *argument;
	bool taken;
} starts[128];
static pthread_mutex_t starting = PTHREAD_MUTEX_INITIALIZER;

static void *started(void *place)
{
	struct start start = *(struct start *)place;

	pthread_mutex_lock(&starting);
	((struct start *)place)->taken = false;
	pthread_mutex_unlock(&starting);
	start.run(start.argument);
	return NULL;
}

void seam_thread_yield(void)
{
	sched_yield();
}

int seam_thread_new(void (*run)(void *), void *argument, uintptr_t *thread)
{
	struct start *start = NULL;
	pthread_t made;

	pthread_mutex_lock(&starting);
	for (size_t i = 0; i < sizeof starts / sizeof starts[0] && !start; i++)
		if (!starts[i].taken)
			start = &starts[i];
	if (start)
		*start = (struct start){ run, argument, true };
	pthread_mutex_unlock(&starting);
	if (!start)
		return -1;
	if (pthread_create(&made, NULL, started, start) != 0) {
		start->taken = false;
		return -1;
	}
	*thread = (uintptr_t)made;
	return 0;
}

void seam_thread_wait(uintptr_t thread)
{
	pthread_join((pthread_t)thread, NULL);
}

long seam_thread_number(void)
{
#if defined(__linux__)
	return syscall(SYS_gettid);
#else
	return 0;
#endif
}

const void *seam_stack_end(void)
{
	static _Thread_local const unsigned char *end;

	if (end)
		return end;
#if defined(__APPLE__)
	end = pthread_get_stackaddr_np(pthread_self());
#elif defined(__linux__)
	pthread_attr_t attributes;
	void *low;
	size_t size;

	if (pthread_getattr_np(pthread_self(), &attributes) != 0)
		return NULL;
	if (pthread_attr_getstack(&attributes, &low, &size) == 0)
		end = (const unsigned char *)low + size;
	pthread_attr_destroy(&attributes);
#endif
	return end;
}

bool seam_thread_sleeps(long number)
{
	char path[64], text[256];
	const char *state;
	ssize_t n;
	int fd;

	snprintf(path, sizeof path, "/proc/self/task/%ld/stat", number);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = read(fd, text, sizeof text - 1);
	close(fd);
	if (n <= 0)
		return false;
	text[n] = '\0';
	state = strrchr(text, ')');
	return state && state[1] == ' ' && state[2] == 'S';
}

static int wait_for(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int seam_fork_run(int (*fn)(void *), void *argument)
{
	pid_t child = fork();

	if (child == 0) {
		/* The parent tells what ends the copy.  The probe's handler would write it into the parent's record. */
		signal(SIGSEGV, SIG_DFL);
		signal(SIGBUS, SIG_DFL);
		_exit(fn(argument));
	}
	return child < 0 ? -1 : wait_for(child);
}

int seam_trial_run(void (*fn)(void *), void *argument, unsigned seconds, long *id)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		alarm(seconds);
		fn(argument);
		exit(0);
	}
	*id = child;
	status = child < 0 ? -1 : wait_for(child);
	return status == 128 + SIGALRM ? SEAM_TRIAL_TIMED_OUT : status;
}

int seam_unnamed_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd >= 0)
		unlink(path);
	return fd;
}

void seam_descriptor_close(int fd)
{
	close(fd);
}

bool seam_descriptor_identity(int fd, uint64_t identity[2])
{
	struct stat s;

	if (fstat(fd, &s) != 0)
		return false;
	identity[0] = (uint64_t)s.st_dev;
	identity[1] = (uint64_t)s.st_ino;
	return true;
}

int seam_folder_new(const char *path)
{
	return mkdir(path, 0700) == 0 || errno == EEXIST ? 0 : -1;
}

int seam_file_new(const char *path, const void *bytes, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), failed;

	if (fd < 0)
		return -1;
	failed = seam_append(fd, bytes, size);
	return close(fd) == 0 ? failed : -1;
}

int seam_mode_of(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 ? (int)(s.st_mode & 0777) : -1;
}

int seam_link_new(const char *target, const char *path)
{
	return symlink(target, path);
}

void seam_folder_empty(const char *path)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	char below[4096];

	while (folder && (entry = readdir(folder))) {
		struct stat s;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
		    snprintf(below, sizeof below, "%s/%s", path, entry->d_name) >= (int)sizeof below)
			continue;
		if (lstat(below, &s) == 0 && S_ISDIR(s.st_mode)) {
			seam_folder_empty(below);
			rmdir(below);
		} else {
			unlink(below);
		}
	}
	if (folder)
		closedir(folder);
}

bool seam_path_absolute(const char *path, char *out, size_t size)
{
	char *whole = realpath(path, NULL);
	bool fits = whole && strlen(whole) < size;

	if (fits)
		memcpy(out, whole, strlen(whole) + 1);
	free(whole);
	return fits;
}

bool seam_each_writable(bool (*look)(void *argument, unsigned char *start, size_t size, const char *what), void *argument)
{
#if defined(__linux__)
	static char text[1 << 18];
	size_t have = 0;
	ssize_t n;
	int fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return false;
	while (have < sizeof text - 1 && (n = read(fd, text + have, sizeof text - 1 - have)) > 0)
		have += (size_t)n;
	close(fd);
	text[have] = '\0';
	for (char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		unsigned long long start, end;
		char access[5], what[200] = "";

		if (sscanf(line, "%llx-%llx %4s %*s %*s %*s%*[ ]%199[^\n]", &start, &end, access, what) < 3 || access[0] != 'r' ||
		    access[1] != 'w')
			continue;
		if (!look(argument, (unsigned char *)(uintptr_t)start, (size_t)(end - start), what))
			break;
	}
	return true;
#else
	(void)look, (void)argument;
	return false;
#endif
}
