/* instrument.c - which instruments are at work in this process, and why others are not. */
#include "instrument.h"

#include "../platform/platform.h"

#include <seam/thunk.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const names[SEAM_INSTRUMENTS] = {
#define SEAM_ONE(instrument, name) [instrument] = (name),
	SEAM_EACH_INSTRUMENT(SEAM_ONE)
#undef SEAM_ONE
	[SEAM_CHECKS] = "checks",
};
static bool left_out[SEAM_INSTRUMENTS], cannot[SEAM_INSTRUMENTS];

int seam_instrument_leave_out(const char *name)
{
	bool found = false;

	for (int i = 0; i < SEAM_INSTRUMENTS; i++)
		if (strcmp(name, names[i]) == 0 || (strcmp(name, "all") == 0 && i != SEAM_CHECKS))
			left_out[i] = found = true;
	return found ? 0 : -1;
}

void seam_instruments_only(const char *list)
{
	bool every = strcmp(list, "all") == 0;

	for (int i = 0; i < SEAM_INSTRUMENTS; i++)
		left_out[i] = left_out[i] || !(every || strcmp(list, names[i]) == 0);
}

static void say_cannot(enum seam_instrument i, const char *why)
{
	cannot[i] = true;
	if (!left_out[i])
		seam_event("cannot", names[i], why, (char *)NULL);
}

static void nothing(void *argument)
{
	(void)argument;
}

void seam_instruments_warm(void)
{
	uintptr_t thread;

	if (seam_checker_is_on() && seam_thread_new(nothing, NULL, &thread) == 0)
		seam_thread_wait(thread);
}

void seam_instruments_open(void)
{
	if (!seam_thunks_work()) {
		say_cannot(SEAM_THUNK, "there is no crossing thunk for this processor");
		say_cannot(SEAM_ALLOCATOR, "it repeats calls by the crossing thunk, and there is none for this processor");
	}
	if (seam_checker_is_on())
		say_cannot(SEAM_GROWTH, "the checker keeps the C heap: its own search for leaks stands in for it");
	else if (seam_traits(NULL) & SEAM_MANAGED_HEAP)
		say_cannot(SEAM_GROWTH, "a collector owns the peer's heap");
	if (seam_traits(NULL) & SEAM_THREAD_BOUND)
		say_cannot(SEAM_LOCK, "the peer may be called on one thread only");
}

bool seam_carries(enum seam_instrument i)
{
	return !left_out[i] && !cannot[i];
}

void seam_instrument_fail(enum seam_instrument i, const char *format, ...)
{
	char text[400];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (seam_open_case)
		seam_fail(seam_open_case, "", 0, "%s: %s", i == SEAM_ALLOCATOR ? "lent allocator" : names[i], text);
}
