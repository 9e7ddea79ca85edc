/* windows_run.c - the harness's side of platform.h on Windows. */
#include "platform.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#include <psapi.h>

#include "windows_status.h"

const char *const seam_library_suffix = "dll";
const char *const seam_program_suffix = ".exe";

enum { TICK = 4, GRACE = 300, PIECE = 65536, MOST_JOBS = MAXIMUM_WAIT_OBJECTS, TRIES = 50 };

/* What is written has one newline on every system, and a program that cannot load opens no window. */
__attribute__((constructor)) static void prepare(void)
{
	_setmode(1, _O_BINARY);
	SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
}

double seam_seconds(void)
{
	LARGE_INTEGER now, frequency;

	QueryPerformanceCounter(&now);
	QueryPerformanceFrequency(&frequency);
	return (double)now.QuadPart / (double)frequency.QuadPart;
}

/* ---- starting a program: one line for its arguments, one block for its environment ---- */

struct line {
	char *text;
	size_t size, room;
};

static void put(struct line *line, const char *bytes, size_t size)
{
	if (line->size + size + 1 > line->room) {
		char *grown = realloc(line->text, (line->size + size + 1) * 2);

		if (!grown)
			abort();
		line->text = grown;
		line->room = (line->size + size + 1) * 2;
	}
	memcpy(line->text + line->size, bytes, size);
	line->size += size;
	line->text[line->size] = '\0';
}

/* As the C library takes it apart again: backslashes count only before a quote. */
static void put_argument(struct line *line, const char *argument)
{
	size_t slashes = 0;

	put(line, line->size ? " \"" : "\"", line->size ? 2 : 1);
	for (; *argument; argument++) {
		if (*argument == '"')
			for (size_t i = 0; i <= slashes; i++)
				put(line, "\\", 1);
		slashes = *argument == '\\' ? slashes + 1 : 0;
		put(line, argument, 1);
	}
	while (slashes--)
		put(line, "\\", 1);
	put(line, "\"", 1);
}

static char *line_of(const char *const *argv)
{
	struct line line = { 0 };

	for (; *argv; argv++)
		put_argument(&line, *argv);
	return line.text;
}

static size_t name_size(const char *variable)
{
	const char *equals = *variable ? strchr(variable + 1, '=') : NULL;

	return equals ? (size_t)(equals - variable) : strlen(variable);
}

static bool is_set_in(const char *const *env, const char *variable)
{
	size_t size = name_size(variable);

	for (; env && *env; env++)
		if (name_size(*env) == size && _strnicmp(*env, variable, size) == 0)
			return true;
	return false;
}

static char *block_of(const char *const *env)
{
	struct line block = { 0 };
	char *own = GetEnvironmentStringsA();

	for (const char *e = own; e && *e; e += strlen(e) + 1)
		if (!is_set_in(env, e))
			put(&block, e, strlen(e) + 1);
	FreeEnvironmentStringsA(own);
	for (; env && *env; env++)
		put(&block, *env, strlen(*env) + 1);
	put(&block, "", 1);
	return block.text;
}

/* The program's file; 0 when there is none. */
static bool find_program(const char *name, char *path, DWORD size)
{
	DWORD n;

	if (!strpbrk(name, "/\\:"))
		return (n = SearchPathA(NULL, name, ".exe", size, path, NULL)) > 0 && n < size;
	n = GetFullPathNameA(name, size, path, NULL);
	if (!n || n + 5 > size)
		return false;
	if (GetFileAttributesA(path) == INVALID_FILE_ATTRIBUTES)
		memcpy(path + n, ".exe", 5);
	return GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES;
}

/* Starts it as a member of `job`, its streams being `output`, or this process's own when that is NULL. */
static HANDLE start(const char *const *argv, const char *const *env, const char *folder, HANDLE job, HANDLE output,
                    DWORD *id)
{
	SECURITY_ATTRIBUTES inherited = { .nLength = sizeof inherited, .bInheritHandle = TRUE };
	STARTUPINFOA streams = { .cb = sizeof streams, .dwFlags = STARTF_USESTDHANDLES };
	PROCESS_INFORMATION process;
	HANDLE nothing = INVALID_HANDLE_VALUE;
	char path[4096], *line = line_of(argv), *block = block_of(env);
	BOOL started = FALSE;

	fflush(NULL);
	streams.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
	streams.hStdOutput = output ? output : GetStdHandle(STD_OUTPUT_HANDLE);
	streams.hStdError = output ? output : GetStdHandle(STD_ERROR_HANDLE);
	if (output) {
		nothing = CreateFileA("NUL", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited,
		                      OPEN_EXISTING, 0, NULL);
		streams.hStdInput = nothing;
	}
	if (find_program(argv[0], path, sizeof path - 1))
		started = CreateProcessA(path, line, NULL, NULL, TRUE, CREATE_SUSPENDED | CREATE_NEW_PROCESS_GROUP,
		                         block, folder, &streams, &process);
	if (nothing != INVALID_HANDLE_VALUE)
		CloseHandle(nothing);
	free(line);
	free(block);
	if (!started) {
		errno = ENOENT;
		return NULL;
	}
	/* Before its first instruction, so that nothing that it starts is outside. */
	started = AssignProcessToJobObject(job, process.hProcess) && ResumeThread(process.hThread) != (DWORD)-1;
	CloseHandle(process.hThread);
	if (!started) {
		TerminateProcess(process.hProcess, SEAM_STATUS_OF_SIGNAL(SEAM_SIGKILL));
		CloseHandle(process.hProcess);
		errno = EPERM;
		return NULL;
	}
	*id = process.dwProcessId;
	return process.hProcess;
}

/* A job ends with all its processes when this process does, however that happens. */
static HANDLE new_job(void)
{
	JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = { 0 };
	HANDLE job = CreateJobObjectA(NULL, NULL);

	limits.BasicLimitInformation.LimitFlags =
		JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
	if (job)
		SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
	return job;
}

static DWORD active_in(HANDLE job)
{
	JOBOBJECT_BASIC_ACCOUNTING_INFORMATION account = { 0 };

	if (!QueryInformationJobObject(job, JobObjectBasicAccountingInformation, &account, sizeof account, NULL))
		return 0;
	return account.ActiveProcesses;
}

/* ---- its output: a thread reads a piece, and waits until it is taken ---- */

struct reader {
	HANDLE pipe, thread, filled, taken;
	char bytes[PIECE];
	DWORD size; /* 0: the end */
};

static DWORD WINAPI read_pieces(LPVOID argument)
{
	struct reader *r = argument;

	do {
		WaitForSingleObject(r->taken, INFINITE);
		if (!ReadFile(r->pipe, r->bytes, PIECE, &r->size, NULL))
			r->size = 0;
		SetEvent(r->filled);
	} while (r->size);
	return 0;
}

static struct reader *reader_open(HANDLE *output)
{
	SECURITY_ATTRIBUTES inherited = { .nLength = sizeof inherited, .bInheritHandle = TRUE };
	struct reader *r = calloc(1, sizeof *r);

	if (!r || !CreatePipe(&r->pipe, output, &inherited, 0)) {
		free(r);
		return NULL;
	}
	SetHandleInformation(r->pipe, HANDLE_FLAG_INHERIT, 0);
	r->filled = CreateEventA(NULL, FALSE, FALSE, NULL);
	r->taken = CreateEventA(NULL, FALSE, TRUE, NULL);
	r->thread = CreateThread(NULL, 0, read_pieces, r, 0, NULL);
	return r;
}

/* Hands on one piece, if one comes in time; false at the end. */
static bool reader_take(struct reader *r, const struct seam_process *process, DWORD wait)
{
	if (WaitForSingleObject(r->filled, wait) != WAIT_OBJECT_0)
		return true;
	if (!r->size)
		return false;
	process->output(process->argument, r->bytes, r->size);
	SetEvent(r->taken);
	return true;
}

static void reader_close(struct reader *r)
{
	while (WaitForSingleObject(r->thread, TICK) == WAIT_TIMEOUT) {
		CancelSynchronousIo(r->thread);
		SetEvent(r->taken);
	}
	CloseHandle(r->thread);
	CloseHandle(r->filled);
	CloseHandle(r->taken);
	CloseHandle(r->pipe);
	free(r);
}

/* ---- watching it ---- */

static uint64_t resident_bytes(HANDLE process)
{
	PROCESS_MEMORY_COUNTERS memory = { .cb = sizeof memory };

	return K32GetProcessMemoryInfo(process, &memory, sizeof memory) ? (uint64_t)memory.WorkingSetSize : 0;
}

/* Waits a little for the end, or for output, which it hands on. */
static bool has_ended(const struct seam_process *process, HANDLE handle, struct reader *reader, bool *reading)
{
	HANDLE both[2] = { handle, reader ? reader->filled : NULL };
	DWORD got = WaitForMultipleObjects(*reading ? 2 : 1, both, FALSE, TICK);

	if (got == WAIT_OBJECT_0 + 1) {
		/* The wait has taken the event's signal. */
		SetEvent(reader->filled);
		*reading = reader_take(reader, process, 0);
	}
	return got == WAIT_OBJECT_0;
}

static void read_status(struct seam_process *process, HANDLE handle)
{
	DWORD status = 0;
	int number;

	GetExitCodeProcess(handle, &status);
	number = SEAM_STATUS_IS_SIGNAL(status) ? (int)(status & 0xFF) : seam_signal_of_exception(status);
	process->how = number ? SEAM_SIGNALLED : SEAM_EXITED;
	process->status = number ? number : (int)status;
}

/* A program that has a console is asked by Control-Break; one that goes on after its grace ends with its job. */
static void put_down(struct seam_process *process, HANDLE handle, HANDLE job, struct reader *reader, bool *reading)
{
	double end = seam_seconds() + (double)GRACE / 1000;

	if (GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, (DWORD)process->id))
		while (seam_seconds() < end)
			if (has_ended(process, handle, reader, reading))
				return;
	TerminateJobObject(job, SEAM_STATUS_OF_SIGNAL(SEAM_SIGKILL));
}

static void watch(struct seam_process *process, HANDLE handle, HANDLE job, struct reader *reader, bool *reading)
{
	while (!has_ended(process, handle, reader, reading)) {
		if (process->in_time && !process->in_time(process->argument)) {
			put_down(process, handle, job, reader, reading);
			process->how = SEAM_TIMED_OUT;
			return;
		}
		if (process->memory_limit && resident_bytes(handle) > process->memory_limit) {
			TerminateJobObject(job, SEAM_STATUS_OF_SIGNAL(SEAM_SIGKILL));
			process->how = SEAM_TOO_LARGE;
			return;
		}
	}
	read_status(process, handle);
}

int seam_process_run(struct seam_process *process)
{
	HANDLE output = NULL, job = new_job(), handle;
	struct reader *reader = process->output ? reader_open(&output) : NULL;
	bool reading = reader != NULL;
	DWORD id = 0;

	handle = job && (!process->output || reader)
	                 ? start(process->argv, process->env, process->folder, job, output, &id)
	                 : NULL;
	if (output)
		CloseHandle(output);
	if (handle) {
		process->id = (long)id;
		watch(process, handle, job, reader, &reading);
		/* The ended process itself is counted a moment longer. */
		for (int i = 0; i < TRIES && active_in(job); i++)
			Sleep(1);
		process->left_behind = process->how == SEAM_EXITED && active_in(job) > 0;
		TerminateJobObject(job, SEAM_STATUS_OF_SIGNAL(SEAM_SIGKILL));
		/* What is still in the pipe, but no more than a pipe holds. */
		for (int i = 0; reading && i < 16; i++)
			reading = reader_take(reader, process, TICK);
		CloseHandle(handle);
	}
	if (reader)
		reader_close(reader);
	if (job)
		CloseHandle(job);
	return handle ? 0 : -1;
}

const char *seam_signal_name(int number, char *text, size_t size)
{
	static const struct {
		int number;
		const char *name;
	} names[] = {
		{ SEAM_SIGSEGV, "SIGSEGV" }, { SEAM_SIGBUS, "SIGBUS" },   { SEAM_SIGABRT, "SIGABRT" },
		{ SEAM_SIGILL, "SIGILL" },   { SEAM_SIGFPE, "SIGFPE" },   { SEAM_SIGKILL, "SIGKILL" },
		{ SEAM_SIGTERM, "SIGTERM" }, { SEAM_SIGTRAP, "SIGTRAP" },
	};

	snprintf(text, size, "signal %d", number);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (names[i].number == number)
			snprintf(text, size, "%s", names[i].name);
	return text;
}

int seam_pool_run(const struct seam_pool *pool)
{
	HANDLE running[MOST_JOBS], job = new_job();
	size_t at[MOST_JOBS], next = 0, n = 0;
	size_t most = pool->parallel < 1 ? 1 : pool->parallel > MOST_JOBS ? MOST_JOBS : pool->parallel;
	int failed = job ? 0 : -1;

	while (!failed && (next < pool->count || n)) {
		while (!failed && n < most && next < pool->count) {
			DWORD id;

			running[n] = start(pool->start(pool->argument, next), NULL, NULL, job, NULL, &id);
			at[n] = next++;
			if (running[n])
				n++;
			else
				failed = -1;
		}
		DWORD got = n ? WaitForMultipleObjects((DWORD)n, running, FALSE, INFINITE) - WAIT_OBJECT_0 : MOST_JOBS,
		      status = 127;

		if (failed || got >= n)
			break;
		GetExitCodeProcess(running[got], &status);
		CloseHandle(running[got]);
		pool->done(pool->argument, at[got], (int)status);
		running[got] = running[--n];
		at[got] = at[n];
	}
	failed = failed || n ? -1 : 0;
	while (n)
		CloseHandle(running[--n]);
	if (job)
		CloseHandle(job);
	return failed;
}

bool seam_command_exists(const char *name)
{
	char path[4096];

	return find_program(name, path, sizeof path - 1);
}

/* One that understands the escapes for colour and for going back to the line's start. */
bool seam_is_terminal(int fd)
{
	HANDLE console = (HANDLE)_get_osfhandle(fd);
	DWORD mode;

	return _isatty(fd) && GetConsoleMode(console, &mode) &&
	       SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
}

unsigned seam_processors(void)
{
	SYSTEM_INFO system;

	GetSystemInfo(&system);
	return system.dwNumberOfProcessors ? (unsigned)system.dwNumberOfProcessors : 1;
}

long seam_process_number(void)
{
	return (long)GetCurrentProcessId();
}
