/* windows_environment.c - the environment, on Windows: not looked at. */
#include "platform.h"

void seam_environment_take(void)
{
}

void seam_environment_put_back(void (*tell)(const char *text))
{
	(void)tell;
}
