/* posix_descriptors.c - which descriptors and threads there are, on Linux and macOS: cheaply, since it is asked before and after each pass. */
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "platform.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 512, AT_ONCE = 200, PATIENCE = 1000 };

static struct descriptor {
	dev_t device;
	ino_t inode;
	int flags, own_flags;
	off_t position;
} before[MOST];
static bool open_before[MOST];
static unsigned threads_before, threads_last;

/* One call asks for all: those that are not open are marked. */
static void look(bool is_open[MOST])
{
	static struct pollfd fds[MOST];
	nfds_t n = MOST;
	int result;

	for (int i = 0; i < MOST; i++)
		fds[i] = (struct pollfd){ .fd = i };
	memset(is_open, 0, MOST * sizeof *is_open);
	/* It refuses more than there may be. */
	while ((result = poll(fds, n, 0)) < 0 && (errno == EINTR || (errno == EINVAL && n > 1)))
		n = errno == EINVAL ? n / 2 : n;
	if (result < 0)
		return;
	for (nfds_t i = 0; i < n; i++)
		is_open[i] = !(fds[i].revents & POLLNVAL);
}

static bool describe(int fd, struct descriptor *d)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return false;
	memset(d, 0, sizeof *d);
	d->device = status.st_dev;
	d->inode = status.st_ino;
	d->flags = fcntl(fd, F_GETFL);
	d->own_flags = fcntl(fd, F_GETFD);
	/* What is printed, told or reported by a checker moves on. */
	d->position = -1;
	if (S_ISREG(status.st_mode) && fd > 2 && (d->flags & O_ACCMODE) != O_WRONLY && !(d->flags & O_APPEND))
		d->position = lseek(fd, 0, SEEK_CUR);
	return true;
}

/* Each thread is a folder in one that knows how many it has. */
static unsigned threads(void)
{
#if defined(__linux__)
	struct stat status;

	return stat("/proc/self/task", &status) == 0 && status.st_nlink > 2 ? (unsigned)status.st_nlink - 2 : 0;
#else
	return 0;
#endif
}

/* Waits until there are no more threads than so many: one that was joined is still seen for a moment. */
static unsigned threads_settled(unsigned most, unsigned turns)
{
	const struct timespec millisecond = { .tv_nsec = 1000000 };
	unsigned now = threads();

	for (unsigned turn = 0; now > most && turn < turns; turn++) {
		if (turn < AT_ONCE)
			sched_yield();
		else
			nanosleep(&millisecond, NULL);
		now = threads();
	}
	return now;
}

void seam_open_take(void)
{
	look(open_before);
	for (int fd = 0; fd < MOST; fd++)
		if (open_before[fd])
			open_before[fd] = describe(fd, &before[fd]);
	threads_before = threads_settled(threads_last ? threads_last : MOST, AT_ONCE);
}

static void name_of(int fd, char *text, size_t size)
{
	char link[64], target[160];
	ssize_t n;

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	n = readlink(link, target, sizeof target - 1);
	target[n > 0 ? n : 0] = '\0';
	snprintf(text, size, "descriptor %d%s%s", fd, n > 0 ? ", " : "", target);
}

static void compare(int fd, const struct descriptor *was, void (*tell)(const char *text))
{
	struct descriptor now;
	char text[320], name[240];

	if (!describe(fd, &now)) {
		snprintf(text, sizeof text, "descriptor %d, which is not its own, was closed", fd);
		tell(text);
		return;
	}
	if (memcmp(&now, was, sizeof now) == 0)
		return;
	name_of(fd, name, sizeof name);
	if (now.device != was->device || now.inode != was->inode || (now.flags & O_ACCMODE) != (was->flags & O_ACCMODE)) {
		snprintf(text, sizeof text, "%s now, which is not its own, was another file before", name);
	} else if (now.flags != was->flags) {
		snprintf(text, sizeof text, "%s: its flags (O_NONBLOCK, O_APPEND …): 0x%x before, 0x%x after", name,
		         (unsigned)was->flags, (unsigned)now.flags);
		fcntl(fd, F_SETFL, was->flags);
	} else if (now.own_flags != was->own_flags) {
		snprintf(text, sizeof text, "%s: whether it is closed on exec: %s before, %s after", name,
		         was->own_flags & FD_CLOEXEC ? "yes" : "no", now.own_flags & FD_CLOEXEC ? "yes" : "no");
		fcntl(fd, F_SETFD, was->own_flags);
	} else if (now.position != was->position) {
		snprintf(text, sizeof text, "%s: its position: %lld before, %lld after", name, (long long)was->position,
		         (long long)now.position);
		lseek(fd, was->position, SEEK_SET);
	} else {
		return;
	}
	tell(text);
}

void seam_open_compare(void (*tell)(const char *text), struct seam_newcomers *new)
{
	static bool open_now[MOST];

	*new = (struct seam_newcomers){ 0 };
	look(open_now);
	for (int fd = 0; fd < MOST; fd++)
		if (open_before[fd])
			compare(fd, &before[fd], tell);
		else if (open_now[fd] && new->descriptors++ == 0)
			name_of(fd, new->what, sizeof new->what);
	threads_last = threads_settled(threads_before, AT_ONCE + PATIENCE);
	if (threads_last > threads_before) {
		new->threads = threads_last - threads_before;
		if (!*new->what)
			snprintf(new->what, sizeof new->what, "%u threads before, %u after", threads_before, threads_last);
	}
}
