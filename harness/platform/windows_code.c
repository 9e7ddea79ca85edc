/* windows_code.c - where a library's code is, and what its functions are called: not looked for here, where there are no thunks. */
#include "platform.h"

size_t seam_library_text(const char *path, struct seam_range *ranges, size_t most)
{
	(void)path, (void)ranges, (void)most;
	return 0;
}

void seam_function_name(void (*function)(void), char *name, size_t size)
{
	(void)function, (void)name, (void)size;
}
