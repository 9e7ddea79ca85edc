/* posix_probe.c - the probe's side of platform.h on Linux and macOS. */
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "platform.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__linux__)
#include <malloc.h>
#elif defined(__APPLE__)
#include <malloc/malloc.h>
#endif
#if defined(__linux__) && __has_include(<valgrind/memcheck.h>)
#include <valgrind/helgrind.h>
#include <valgrind/memcheck.h>
#else
#define RUNNING_ON_VALGRIND               0
#define VALGRIND_COUNT_ERRORS             0
#define VALGRIND_DO_ADDED_LEAK_CHECK      ((void)0)
#define VALGRIND_DO_QUICK_LEAK_CHECK      ((void)0)
#define VALGRIND_COUNT_LEAKS(a, b, c, d)  ((void)0)
#define VALGRIND_MAKE_MEM_UNDEFINED(p, n) ((void)(p), (void)(n))
#define VALGRIND_MAKE_MEM_DEFINED(p, n)   ((void)(p), (void)(n))
#define VALGRIND_MAKE_MEM_NOACCESS(p, n)  ((void)(p), (void)(n))
#define VALGRIND_HG_CLEAN_MEMORY(p, n)    ((void)(p), (void)(n))
#endif

/* The sanitizers' own interface; each is NULL where its runtime is not there. */
#if defined(__linux__)
#define MAYBE __attribute__((weak))
extern MAYBE size_t __sanitizer_get_current_allocated_bytes(void);
extern MAYBE int __lsan_do_recoverable_leak_check(void);
extern MAYBE void __asan_poison_memory_region(void const volatile *p, size_t size);
extern MAYBE void __asan_unpoison_memory_region(void const volatile *p, size_t size);
extern MAYBE void __msan_allocated_memory(const volatile void *p, size_t size);
extern MAYBE void __msan_unpoison(const volatile void *p, size_t size);
#define HERE(function)      (&(function) != NULL)
#define CALL(function, ...) (HERE(function) ? (function)(__VA_ARGS__) : (void)0)
#define HEAP_OF_SANITIZER()                                                                                            \
	(HERE(__sanitizer_get_current_allocated_bytes) ? (int64_t)__sanitizer_get_current_allocated_bytes() : -1)
#define LEAKS_OF_SANITIZER() (HERE(__lsan_do_recoverable_leak_check) ? (unsigned)__lsan_do_recoverable_leak_check() : 0)
#else
#define HERE(function)       0
#define CALL(function, ...)  ((void)0)
#define HEAP_OF_SANITIZER()  ((int64_t)-1)
#define LEAKS_OF_SANITIZER() 0u
#endif

#ifndef MAP_NORESERVE
#define MAP_NORESERVE 0
#endif

size_t seam_page_size(void)
{
	static size_t size;

	if (!size)
		size = (size_t)sysconf(_SC_PAGESIZE);
	return size;
}

void *seam_map(size_t size)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	return p == MAP_FAILED ? NULL : p;
}

int seam_protect(void *pages, size_t size, enum seam_access access)
{
	static const int flags[] = { PROT_NONE, PROT_READ, PROT_READ | PROT_WRITE };

	return mprotect(pages, size, flags[access]);
}

void seam_unmap(void *pages, size_t size)
{
	munmap(pages, size);
}

void seam_forget(void *pages, size_t size)
{
#if defined(__linux__)
	madvise(pages, size, MADV_DONTNEED);
#else
	/* Elsewhere the advice leaves the bytes as they are. */
	mmap(pages, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
#endif
}

void *seam_library_open(const char *path, char *why, size_t why_size)
{
	/* Never unloaded: a report at exit names its functions, and its counters stay mapped. */
	void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);

	if (!library)
		snprintf(why, why_size, "%s", dlerror());
	return library;
}

void *seam_library_symbol(void *library, const char *name)
{
	return dlsym(library, name);
}

int seam_append_open(const char *path)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
	int high;

	if (fd < 0)
		return -1;
	/* Out of the way of peers that count on low numbers. */
	high = fcntl(fd, F_DUPFD_CLOEXEC, 200);
	if (high < 0)
		return fd;
	close(fd);
	return high;
}

int seam_append(int fd, const char *text, size_t size)
{
	while (size) {
		ssize_t n = write(fd, text, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		text += n;
		size -= (size_t)n;
	}
	return 0;
}

bool seam_is_file(int fd, const char *path)
{
	struct stat a, b;

	return fstat(fd, &a) == 0 && stat(path, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool seam_descriptor_is_open(int fd)
{
	return fcntl(fd, F_GETFD) != -1;
}

int seam_count_descriptors(void)
{
	int count = 0;
	DIR *folder = opendir("/dev/fd");

	if (!folder)
		return -1;
	while (readdir(folder))
		count++;
	closedir(folder);
	return count - 3; /* ".", ".." and the folder's own */
}

long seam_process_id(void)
{
	return (long)getpid();
}

_Noreturn void seam_leave(int status)
{
	_exit(status);
}

static void (*report_fault)(const char *what, const void *address);
static const unsigned char *stack_top;

static void on_fault(int number, siginfo_t *info, void *context)
{
	struct rlimit limit;
	const unsigned char *p = info->si_addr;
	const char *what = number == SIGBUS ? "SIGBUS" : "SIGSEGV";

	(void)context;
	signal(number, SIG_DFL);
	if (getrlimit(RLIMIT_STACK, &limit) == 0 && p < stack_top && limit.rlim_cur != RLIM_INFINITY &&
	    (size_t)(stack_top - p) + ((size_t)1 << 20) > limit.rlim_cur &&
	    (size_t)(stack_top - p) < limit.rlim_cur + ((size_t)16 << 20))
		what = "stack overflow: SIGSEGV";
	report_fault(what, p);
	/* The instruction runs again and now ends the process as it would have. */
}

void seam_on_fault(void (*report)(const char *what, const void *address))
{
	static unsigned char alternate[65536];
	stack_t stack = { .ss_sp = alternate, .ss_size = sizeof alternate };
	struct sigaction action = { .sa_flags = SA_SIGINFO | SA_ONSTACK };
	unsigned char here;

	/* The sanitizers report faults better; theirs stays. */
	if (HEAP_OF_SANITIZER() >= 0)
		return;
	stack_top = &here;
	report_fault = report;
	action.sa_sigaction = on_fault;
	sigaltstack(&stack, NULL);
	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
}

int64_t seam_heap_in_use(void)
{
	int64_t bytes = HEAP_OF_SANITIZER();

	if (bytes >= 0)
		return bytes;
	if (RUNNING_ON_VALGRIND) {
		unsigned long leaked = 0, dubious = 0, reachable = 0, suppressed = 0;

		VALGRIND_DO_QUICK_LEAK_CHECK;
		VALGRIND_COUNT_LEAKS(leaked, dubious, reachable, suppressed);
		return (int64_t)(leaked + dubious + reachable + suppressed);
	}
#if defined(__GLIBC__)
	struct mallinfo2 now = mallinfo2();

	return (int64_t)(now.uordblks + now.hblkhd);
#elif defined(__APPLE__)
	malloc_statistics_t now;

	malloc_zone_statistics(NULL, &now);
	return (int64_t)now.size_in_use;
#else
	return -1;
#endif
}

bool seam_checker_is_on(void)
{
	return HEAP_OF_SANITIZER() >= 0 || RUNNING_ON_VALGRIND;
}

unsigned seam_checker_errors(void)
{
	return (unsigned)VALGRIND_COUNT_ERRORS;
}

unsigned seam_checker_leaks(void)
{
	if (RUNNING_ON_VALGRIND) {
		static unsigned long before;
		unsigned long leaked = 0, dubious = 0, reachable = 0, suppressed = 0, grown;

		VALGRIND_DO_ADDED_LEAK_CHECK;
		VALGRIND_COUNT_LEAKS(leaked, dubious, reachable, suppressed);
		(void)dubious, (void)reachable, (void)suppressed;
		grown = leaked > before ? leaked - before : 0;
		before = leaked;
		return (unsigned)grown;
	}
	return LEAKS_OF_SANITIZER();
}

void seam_checker_allocated(void *p, size_t size)
{
	CALL(__msan_allocated_memory, p, size);
	VALGRIND_MAKE_MEM_UNDEFINED(p, size);
	/* To DRD too, by the same number: what locks lay here are no more.  std::mutex has no end that it could see. */
	VALGRIND_HG_CLEAN_MEMORY(p, size);
}

void seam_checker_freed(void *p, size_t size)
{
	CALL(__asan_poison_memory_region, p, size);
	VALGRIND_MAKE_MEM_NOACCESS(p, size);
}

void seam_checker_open(void *p, size_t size)
{
	CALL(__asan_unpoison_memory_region, p, size);
	CALL(__msan_unpoison, p, size);
	VALGRIND_MAKE_MEM_DEFINED(p, size);
	/* A block that comes back is the allocator's: who counts references by atomics, which Helgrind does not know, raced with nobody. */
	VALGRIND_HG_CLEAN_MEMORY(p, size);
}
