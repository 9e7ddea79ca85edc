/*
 * platform.h - all that differs between systems, for the probe and for the harness library.
 *
 * One file a system and side stands behind it: posix_probe.c, windows_probe.c (linked into the probe, which depends on
 * nothing but the C library) and posix_run.c, posix_files.c and their like (the harness).  Functions return 0 on success and -1 on
 * failure unless it says otherwise; none prints.
 */
#ifndef SEAM_PLATFORM_H
#define SEAM_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- the probe's side ---------------------------------------------------------------------------------------- */

size_t seam_page_size(void);

enum seam_access { SEAM_NO_ACCESS, SEAM_READ_ONLY, SEAM_READ_WRITE };
/* Whole pages, readable and writable, zero; committed when touched.  NULL when there are none. */
void *seam_map(size_t size);
int seam_protect(void *pages, size_t size, enum seam_access access);
void seam_unmap(void *pages, size_t size);
/* Gives the pages' memory back; they read as zero afterwards. */
void seam_forget(void *pages, size_t size);

/* Loads a library, for ever.  NULL: `why` tells. */
void *seam_library_open(const char *path, char *why, size_t why_size);
void *seam_library_symbol(void *library, const char *name);

/* Where the code of a loaded library is: how many ranges there are, 0 where it cannot be known. */
struct seam_range {
	const unsigned char *start;
	size_t size;
};
size_t seam_library_text(const char *path, struct seam_range *ranges, size_t most);
/* What the function that begins there is called; `name` stays as it is when that is not known. */
void seam_function_name(void (*function)(void), char *name, size_t size);

/* A file that only grows.  Descriptor, or -1.  Nothing is buffered. */
int seam_append_open(const char *path);
/* Writes all of it; -1 with errno when it could not. */
int seam_append(int fd, const char *text, size_t size);
/* Whether the descriptor still is the file at this path. */
bool seam_is_file(int fd, const char *path);
bool seam_descriptor_is_open(int fd);
/* How many descriptors are open, or -1. */
int seam_count_descriptors(void);
long seam_process_id(void);
/* Ends the process at once: no destructors, no atexit. */
_Noreturn void seam_leave(int status);

/* Calls `report` on a memory fault, before the process dies of it as it would have; it may only write. */
void seam_on_fault(void (*report)(const char *what, const void *address));

/* ---- the probe's side: what cases ask for (posix_case.c, windows_case.c) -------------------------------------- */

/* A lock with a condition.  Zero is a closed one that nobody holds; never ended. */
struct seam_monitor {
	_Alignas(16) unsigned char room[256];
};
void seam_monitor_make(struct seam_monitor *m);
void seam_monitor_enter(struct seam_monitor *m);
void seam_monitor_leave(struct seam_monitor *m);
/* Inside: waits for a wake. */
void seam_monitor_wait(struct seam_monitor *m);
/* The same, for so many milliseconds at most. */
void seam_monitor_wait_for(struct seam_monitor *m, unsigned milliseconds);
void seam_monitor_wake(struct seam_monitor *m);

/* Lets other threads go first: whoever has a spin lock may not be running, and a checker that runs one thread at a time would wait for long. */
void seam_thread_yield(void);
/* `thread` gets what seam_thread_wait wants. */
int seam_thread_new(void (*run)(void *), void *argument, uintptr_t *thread);
void seam_thread_wait(uintptr_t thread);
/* The number of the calling thread. */
long seam_thread_number(void);
/* Where the calling thread's stack ends, upwards; NULL where that cannot be known. */
const void *seam_stack_end(void);
/* Whether that thread sleeps; false where it cannot be known. */
bool seam_thread_sleeps(long number);

/* Runs fn in a fork and leaves it with the result: exit status, 128 and the signal's number, or -1. */
int seam_fork_run(int (*fn)(void *), void *argument);

/* Runs fn in a fork that ends by exit(0), with all that hangs on it, or by SIGALRM after so many seconds.  `id` gets the fork's number.
 * What seam_fork_run gives, or SEAM_TRIAL_TIMED_OUT. */
enum { SEAM_TRIAL_TIMED_OUT = 1000 };
int seam_trial_run(void (*fn)(void *), void *argument, unsigned seconds, long *id);

/* A file opened for reading and writing, made or emptied; its name is taken away again.  Descriptor, or -1. */
int seam_unnamed_file(const char *path);
void seam_descriptor_close(int fd);
/* What file a descriptor is open on: false when it is open on none. */
bool seam_descriptor_identity(int fd, uint64_t identity[2]);
int seam_folder_new(const char *path);
int seam_file_new(const char *path, const void *bytes, size_t size);
/* Permission bits, or -1. */
int seam_mode_of(const char *path);
int seam_link_new(const char *target, const char *path);
/* Removes all that is below a folder, links not followed. */
void seam_folder_empty(const char *path);
/* The path as an absolute one; false when it is too long. */
bool seam_path_absolute(const char *path, char *out, size_t size);

/* Calls `look` for each run of pages that can be read and written, until it returns false.  False where they cannot be known. */
bool seam_each_writable(bool (*look)(void *argument, unsigned char *start, size_t size, const char *what), void *argument);

/* ---- the probe's side: what a pass must leave as it was (posix_ambient.c, posix_environment.c, posix_descriptors.c …) ---- */

/* Takes down the settings of the process and of the calling thread. */
void seam_settings_take(void);
/* Tells each that is another now, "the umask: 022 before, 077 after", and puts it back. */
void seam_settings_put_back(void (*tell)(const char *text));
/* The same for the environment, which is one of them. */
void seam_environment_take(void);
void seam_environment_put_back(void (*tell)(const char *text));

/* Takes down which descriptors and threads there are. */
void seam_open_take(void);
struct seam_newcomers {
	unsigned descriptors, threads;
	char what[240]; /* the first, in words */
};
/* Tells each descriptor that was closed, is another file's now or has other flags, which are put back; and how many are new.
 * A thread that is about to end is given time. */
void seam_open_compare(void (*tell)(const char *text), struct seam_newcomers *new);

/* ---- the checkers that the probe may be running under --------------------------------------------------------- */

/* Bytes that the C heap holds, or -1. */
int64_t seam_heap_in_use(void);
/* Whether there is one: a sanitizer's runtime, or Valgrind. */
bool seam_checker_is_on(void);
/* Errors that the checker has counted so far; always 0 under those that end the process at the first one. */
unsigned seam_checker_errors(void);
/* Looks for leaks now: how many blocks have leaked since the last look. */
unsigned seam_checker_leaks(void);
/* The block is allocated, its content undefined / freed, not to be touched / part of the arena again. */
void seam_checker_allocated(void *p, size_t size);
void seam_checker_freed(void *p, size_t size);
void seam_checker_open(void *p, size_t size);

/* ---- the harness's side ------------------------------------------------------------------------------------------ */

/* What a process did, and how it ended. */
struct seam_process {
	const char *const *argv; /* argv[0] is looked up in PATH                                                   */
	const char *const
		*env;          /* "NAME=value" added to this process's environment; NULL ends; may be NULL            */
	const char *folder;    /* where it runs; NULL: here                                                       */
	uint64_t memory_limit; /* bytes resident in it, above which it is killed; 0: none                            */
	/* Called every few milliseconds and when output arrives; returns false when the process has run out of time. */
	bool (*in_time)(void *argument);
	void *argument;
	/* Output of stdout and stderr, as it comes; NULL: it goes to this process's own. */
	void (*output)(void *argument, const char *bytes, size_t size);

	/* Results. */
	long id;
	enum { SEAM_EXITED, SEAM_SIGNALLED, SEAM_STOPPED, SEAM_TIMED_OUT, SEAM_TOO_LARGE } how;
	int status;       /* exit status, or the signal's number       */
	bool left_behind; /* other processes of its group were alive, and were killed */
};
/* Runs a process in a group of its own and waits.  -1 when it cannot be started, with errno.  A process that must go is
 * asked first (terminate), and after a grace killed with all of its group. */
int seam_process_run(struct seam_process *process);
/* "SIGSEGV", or "signal 77". */
const char *seam_signal_name(int number, char *text, size_t size);

/* Runs `count` jobs, at most `parallel` at once; a job is a process: fills argv and is told of the end. */
struct seam_pool {
	size_t count, parallel;
	/* The argv of job `at`, valid until the next call. */
	const char *const *(*start)(void *argument, size_t at);
	void (*done)(void *argument, size_t at, int status);
	void *argument;
};
int seam_pool_run(const struct seam_pool *pool);

/* Monotonic. */
double seam_seconds(void);
/* Whether a path does not depend on the current folder. */
bool seam_is_absolute(const char *path);
/* malloc'd, without a slash at its end; slashes stand between its parts on every system. */
char *seam_current_folder(void);
/* The file that this program was started from, links followed; malloc'd, NULL where that is not known. */
char *seam_program_path(void);
int seam_make_folders(const char *path);
/* Removes a folder and what is in it; one that is not there is no failure. */
int seam_remove_tree(const char *path);
/* The names in a folder, sorted, without those that start with a dot; the list and the names are malloc's, a NULL ends it.
 * NULL when there is no such folder. */
char **seam_folder_names(const char *path);
/* Renames over a file that may be there. */
int seam_replace_file(const char *from, const char *to);
/* 0 when there is no such file. */
size_t seam_file_size(const char *path);
long seam_process_number(void);
bool seam_is_folder(const char *path);
bool seam_path_exists(const char *path);
/* Where a command is found in PATH (or at its own path): whether it is. */
bool seam_command_exists(const char *name);
bool seam_is_terminal(int fd);
unsigned seam_processors(void);
/* The file name of a shared library and of a program: "so", "dylib", "dll". */
extern const char *const seam_library_suffix;
extern const char *const seam_program_suffix;

#endif
