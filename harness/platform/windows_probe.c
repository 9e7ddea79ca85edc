/* windows_probe.c - the probe's side of platform.h on Windows. */
#include "platform.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#include "windows_status.h"

enum { MOST_DESCRIPTORS = 2048 };

/* The C library ends a process that hands it a closed descriptor; here such calls fail, as they do elsewhere. */
static void go_on(const wchar_t *expression, const wchar_t *function, const wchar_t *file, unsigned line,
                  uintptr_t reserved)
{
	(void)expression, (void)function, (void)file, (void)line, (void)reserved;
}

/* What is printed has one newline on every system, and a death opens no window. */
__attribute__((constructor)) static void prepare(void)
{
	_set_invalid_parameter_handler(go_on);
	_setmode(1, _O_BINARY);
	SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
}

size_t seam_page_size(void)
{
	static size_t size;

	if (!size) {
		SYSTEM_INFO system;

		GetSystemInfo(&system);
		size = system.dwPageSize;
	}
	return size;
}

/* Pages are reserved and committed in one go; Windows gives them memory when they are touched. */
void *seam_map(size_t size)
{
	return VirtualAlloc(NULL, size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
}

int seam_protect(void *pages, size_t size, enum seam_access access)
{
	static const DWORD flags[] = { PAGE_NOACCESS, PAGE_READONLY, PAGE_READWRITE };
	DWORD before;

	return VirtualProtect(pages, size, flags[access], &before) ? 0 : -1;
}

void seam_unmap(void *pages, size_t size)
{
	(void)size;
	VirtualFree(pages, 0, MEM_RELEASE);
}

void seam_forget(void *pages, size_t size)
{
	if (VirtualFree(pages, size, MEM_DECOMMIT))
		VirtualAlloc(pages, size, MEM_COMMIT, PAGE_READWRITE);
}

static void explain(DWORD error, char *text, size_t size)
{
	DWORD n = FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, error, 0, text,
	                         (DWORD)size, NULL);

	while (n && (text[n - 1] == '\n' || text[n - 1] == '\r' || text[n - 1] == '.'))
		text[--n] = '\0';
	if (!n)
		snprintf(text, size, "error %lu", error);
}

void *seam_library_open(const char *path, char *why, size_t why_size)
{
	/* Libraries that it needs are looked for beside it too. */
	char whole[4096], reason[256];
	DWORD n = GetFullPathNameA(path, sizeof whole, whole, NULL);
	HMODULE library = n && n < sizeof whole ? LoadLibraryExA(whole, NULL, LOAD_WITH_ALTERED_SEARCH_PATH) : NULL,
		pinned;

	if (!library) {
		explain(GetLastError(), reason, sizeof reason);
		snprintf(why, why_size, "%s: %s", path, reason);
		return NULL;
	}
	GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
	                   (LPCSTR)(void *)library, &pinned);
	return library;
}

void *seam_library_symbol(void *library, const char *name)
{
	FARPROC function = GetProcAddress(library, name);
	void *symbol;

	memcpy(&symbol, &function, sizeof symbol);
	return symbol;
}

int seam_append_open(const char *path)
{
	HANDLE file = CreateFileA(path, FILE_APPEND_DATA | FILE_READ_ATTRIBUTES | SYNCHRONIZE,
	                          FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_ALWAYS,
	                          FILE_ATTRIBUTE_NORMAL, NULL);
	int fd;

	if (file == INVALID_HANDLE_VALUE)
		return -1;
	fd = _open_osfhandle((intptr_t)file, _O_APPEND | _O_BINARY | _O_NOINHERIT);
	if (fd < 0)
		CloseHandle(file);
	return fd;
}

static HANDLE handle_of(int fd)
{
	intptr_t handle = _get_osfhandle(fd);

	return handle == -1 || handle == -2 ? INVALID_HANDLE_VALUE : (HANDLE)handle;
}

int seam_append(int fd, const char *text, size_t size)
{
	HANDLE file = handle_of(fd);

	while (size) {
		DWORD n, piece = size > 1u << 20 ? 1u << 20 : (DWORD)size;

		if (file == INVALID_HANDLE_VALUE || !WriteFile(file, text, piece, &n, NULL)) {
			errno = file == INVALID_HANDLE_VALUE || GetLastError() == ERROR_INVALID_HANDLE ? EBADF : EIO;
			return -1;
		}
		text += n;
		size -= n;
	}
	return 0;
}

bool seam_is_file(int fd, const char *path)
{
	BY_HANDLE_FILE_INFORMATION a, b;
	HANDLE there = CreateFileA(path, FILE_READ_ATTRIBUTES, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
	                           NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
	HANDLE here = handle_of(fd);
	bool same = here != INVALID_HANDLE_VALUE && there != INVALID_HANDLE_VALUE &&
	            GetFileInformationByHandle(here, &a) && GetFileInformationByHandle(there, &b) &&
	            a.dwVolumeSerialNumber == b.dwVolumeSerialNumber && a.nFileIndexHigh == b.nFileIndexHigh &&
	            a.nFileIndexLow == b.nFileIndexLow;

	if (there != INVALID_HANDLE_VALUE)
		CloseHandle(there);
	return same;
}

bool seam_descriptor_is_open(int fd)
{
	return handle_of(fd) != INVALID_HANDLE_VALUE;
}

/* Those of the C library; a library with another C library has its own. */
int seam_count_descriptors(void)
{
	int count = 0;

	for (int fd = 0; fd < MOST_DESCRIPTORS; fd++)
		count += _get_osfhandle(fd) != -1;
	return count;
}

long seam_process_id(void)
{
	return (long)GetCurrentProcessId();
}

_Noreturn void seam_leave(int status)
{
	TerminateProcess(GetCurrentProcess(), (UINT)status);
	abort();
}

static void (*report_fault)(const char *what, const void *address);

/* First of all handlers: a fault ends the process here, so that nothing (a debugger, a window) is started for it. */
static LONG CALLBACK on_exception(EXCEPTION_POINTERS *exception)
{
	const EXCEPTION_RECORD *record = exception->ExceptionRecord;
	const void *address = record->ExceptionAddress;
	const char *what;
	int number = seam_signal_of_exception(record->ExceptionCode);

	switch (record->ExceptionCode) {
	case EXCEPTION_ACCESS_VIOLATION:
	case EXCEPTION_IN_PAGE_ERROR:
		what = "SIGSEGV";
		address = (const void *)record->ExceptionInformation[1];
		break;
	case EXCEPTION_STACK_OVERFLOW: what = "stack overflow: SIGSEGV"; break;
	case EXCEPTION_DATATYPE_MISALIGNMENT: what = "SIGBUS"; break;
	case EXCEPTION_ILLEGAL_INSTRUCTION:
	case EXCEPTION_PRIV_INSTRUCTION: what = "SIGILL"; break;
	case EXCEPTION_INT_DIVIDE_BY_ZERO: what = "SIGFPE"; break;
	default: return EXCEPTION_CONTINUE_SEARCH;
	}
	report_fault(what, address);
	TerminateProcess(GetCurrentProcess(), SEAM_STATUS_OF_SIGNAL(number));
	return EXCEPTION_CONTINUE_SEARCH;
}

/* abort() ends a process with status 3, which any exit(3) does too. */
static void on_abort(int number)
{
	(void)number;
	TerminateProcess(GetCurrentProcess(), SEAM_STATUS_OF_SIGNAL(SEAM_SIGABRT));
}

void seam_on_fault(void (*report)(const char *what, const void *address))
{
	ULONG room = 64 * 1024;

	report_fault = report;
	AddVectoredExceptionHandler(1, on_exception);
	/* What the handler needs when the stack is at its end. */
	SetThreadStackGuarantee(&room);
	signal(SIGABRT, on_abort);
}

/* The heap of the C library, which malloc is made of; a walk over all its blocks. */
int64_t seam_heap_in_use(void)
{
	_HEAPINFO block = { 0 };
	int64_t bytes = 0;
	int state;

	while ((state = _heapwalk(&block)) == _HEAPOK)
		if (block._useflag == _USEDENTRY)
			bytes += (int64_t)block._size;
	return state == _HEAPEND ? bytes : -1;
}

/* No checker runs on Windows. */
bool seam_checker_is_on(void)
{
	return false;
}

unsigned seam_checker_errors(void)
{
	return 0;
}

unsigned seam_checker_leaks(void)
{
	return 0;
}

void seam_checker_allocated(void *p, size_t size)
{
	(void)p, (void)size;
}

void seam_checker_freed(void *p, size_t size)
{
	(void)p, (void)size;
}

void seam_checker_open(void *p, size_t size)
{
	(void)p, (void)size;
}
