/* windows_case.c - what cases ask of the platform, on Windows: threads, files, and this process's memory.  There is no fork. */
#include "platform.h"

#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <windows.h>

struct monitor {
	SRWLOCK lock;
	CONDITION_VARIABLE woken;
};
_Static_assert(sizeof(struct monitor) <= sizeof(struct seam_monitor), "a monitor's room");

static struct monitor *of(struct seam_monitor *m)
{
	return (struct monitor *)m;
}

void seam_monitor_make(struct seam_monitor *m)
{
	InitializeSRWLock(&of(m)->lock);
	InitializeConditionVariable(&of(m)->woken);
}

void seam_monitor_enter(struct seam_monitor *m)
{
	AcquireSRWLockExclusive(&of(m)->lock);
}

void seam_monitor_leave(struct seam_monitor *m)
{
	ReleaseSRWLockExclusive(&of(m)->lock);
}

void seam_monitor_wait(struct seam_monitor *m)
{
	SleepConditionVariableSRW(&of(m)->woken, &of(m)->lock, INFINITE, 0);
}

void seam_monitor_wait_for(struct seam_monitor *m, unsigned milliseconds)
{
	SleepConditionVariableSRW(&of(m)->woken, &of(m)->lock, milliseconds, 0);
}

void seam_monitor_wake(struct seam_monitor *m)
{
	WakeAllConditionVariable(&of(m)->woken);
}

/* What a new thread is told; static, since the heap is watched. */
static struct start {
	void (*run)(void *);
	void *argument;
	volatile LONG taken;
} starts[128];

static DWORD WINAPI started(void *place)
{
	struct start start = *(struct start *)place;

	InterlockedExchange(&((struct start *)place)->taken, 0);
	start.run(start.argument);
	return 0;
}

void seam_thread_yield(void)
{
	SwitchToThread();
}

int seam_thread_new(void (*run)(void *), void *argument, uintptr_t *thread)
{
	for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
		HANDLE made;

		if (InterlockedCompareExchange(&starts[i].taken, 1, 0) != 0)
			continue;
		starts[i].run = run;
		starts[i].argument = argument;
		made = CreateThread(NULL, 0, started, &starts[i], 0, NULL);
		if (!made) {
			InterlockedExchange(&starts[i].taken, 0);
			return -1;
		}
		*thread = (uintptr_t)made;
		return 0;
	}
	return -1;
}

void seam_thread_wait(uintptr_t thread)
{
	WaitForSingleObject((HANDLE)thread, INFINITE);
	CloseHandle((HANDLE)thread);
}

long seam_thread_number(void)
{
	return (long)GetCurrentThreadId();
}

const void *seam_stack_end(void)
{
	return NULL;
}

/* Windows does not say; a thread that is stuck is one that has not come back after the longest wait. */
bool seam_thread_sleeps(long number)
{
	(void)number;
	return false;
}

int seam_fork_run(int (*fn)(void *), void *argument)
{
	(void)fn, (void)argument;
	return -1;
}

int seam_trial_run(void (*fn)(void *), void *argument, unsigned seconds, long *id)
{
	(void)fn, (void)argument, (void)seconds, (void)id;
	return -1;
}

int seam_unnamed_file(const char *path)
{
	return _open(path, _O_RDWR | _O_CREAT | _O_TRUNC | _O_BINARY | _O_TEMPORARY, _S_IREAD | _S_IWRITE);
}

void seam_descriptor_close(int fd)
{
	_close(fd);
}

bool seam_descriptor_identity(int fd, uint64_t identity[2])
{
	HANDLE handle = (HANDLE)_get_osfhandle(fd);
	BY_HANDLE_FILE_INFORMATION about;
	bool known = handle != INVALID_HANDLE_VALUE && GetFileInformationByHandle(handle, &about);

	identity[0] = known ? about.dwVolumeSerialNumber : 0;
	identity[1] = known ? (uint64_t)about.nFileIndexHigh << 32 | about.nFileIndexLow : 0;
	return known;
}

int seam_folder_new(const char *path)
{
	return CreateDirectoryA(path, NULL) || GetLastError() == ERROR_ALREADY_EXISTS ? 0 : -1;
}

int seam_file_new(const char *path, const void *bytes, size_t size)
{
	FILE *file = fopen(path, "wb");
	bool whole;

	if (!file)
		return -1;
	whole = fwrite(bytes, 1, size, file) == size;
	return fclose(file) == 0 && whole ? 0 : -1;
}

int seam_mode_of(const char *path)
{
	(void)path;
	return -1;
}

int seam_link_new(const char *target, const char *path)
{
	(void)target, (void)path; /* for users with a right of their own only */
	return -1;
}

void seam_folder_empty(const char *path)
{
	char below[MAX_PATH];
	WIN32_FIND_DATAA entry;
	HANDLE folder;

	if (snprintf(below, sizeof below, "%s/*", path) >= (int)sizeof below)
		return;
	folder = FindFirstFileA(below, &entry);
	if (folder == INVALID_HANDLE_VALUE)
		return;
	do {
		if (strcmp(entry.cFileName, ".") == 0 || strcmp(entry.cFileName, "..") == 0 ||
		    snprintf(below, sizeof below, "%s/%s", path, entry.cFileName) >= (int)sizeof below)
			continue;
		if (entry.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) {
			seam_folder_empty(below);
			RemoveDirectoryA(below);
		} else {
			DeleteFileA(below);
		}
	} while (FindNextFileA(folder, &entry));
	FindClose(folder);
}

bool seam_path_absolute(const char *path, char *out, size_t size)
{
	DWORD n = GetFullPathNameA(path, (DWORD)size, out, NULL);

	for (char *c = out; n && n < size && *c; c++)
		if (*c == '\\')
			*c = '/';
	return n && n < size;
}

bool seam_each_writable(bool (*look)(void *argument, unsigned char *start, size_t size, const char *what), void *argument)
{
	MEMORY_BASIC_INFORMATION about;
	unsigned char *at = NULL;

	while (VirtualQuery(at, &about, sizeof about)) {
		if (about.State == MEM_COMMIT && about.Protect == PAGE_READWRITE &&
		    !look(argument, about.BaseAddress, about.RegionSize, ""))
			break;
		at = (unsigned char *)about.BaseAddress + about.RegionSize;
	}
	return true;
}
