/*
 * late.cc - a thread_local object of the host, whose destructor calls what it was given.
 */
#include "threads/late.h"

namespace {

struct AtEnd {
	void (*fn)(void *) = nullptr;
	void *argument = nullptr;

	~AtEnd()
	{
		if (fn)
			fn(argument);
	}
};

} // namespace

extern "C" void threads_at_end(void (*fn)(void *), void *argument)
{
	thread_local AtEnd at_end;

	at_end.fn = fn;
	at_end.argument = argument;
}
