/* load.c - loads the peer that SEAM_PEER names, and says what went wrong. */
#include "fuzz.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPS = 8192 };

static _Alignas(max_align_t) unsigned char ops[MOST_OPS];
static uint64_t traits;

void (*fuzz_on_failure)(const char *text);

#if defined(__linux__)
__attribute__((section("__libfuzzer_extra_counters"), used))
#endif
uint8_t fuzz_states[FUZZ_STATES];

void fuzz_fail(const char *format, ...)
{
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (fuzz_on_failure)
		fuzz_on_failure(text);
	else
		fprintf(stderr, "\nbroken: %s\n", text);
	abort();
}

__attribute__((format(printf, 2, 3))) static _Noreturn void leave(int status, const char *format, ...)
{
	va_list arguments;

	fputs("fuzz: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(status);
}

/* Never unloaded: coverage counters and the frames of a leak lie in it. */
static const struct seam_peer *open_peer(const char *path)
{
	void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	const struct seam_peer *peer;
	seam_peer_open_fn open;

	if (!library)
		leave(FUZZ_UNUSABLE, "the peer does not load: %s", dlerror());
	*(void **)&open = dlsym(library, "seam_peer_open");
	if (!open)
		leave(FUZZ_UNUSABLE, "%s exports no seam_peer_open", path);
	peer = open(fuzz_host());
	if (!peer)
		leave(FUZZ_UNUSABLE, "seam_peer_open returned NULL: the peer says that it cannot work here");
	if (peer->abi != SEAM_ABI)
		leave(FUZZ_UNUSABLE, "the peer's table has abi %u; this host knows %u only", (unsigned)peer->abi, SEAM_ABI);
	if (peer->size < sizeof *peer)
		leave(FUZZ_UNUSABLE, "the peer's table claims a size of %u bytes", (unsigned)peer->size);
	return peer;
}

const void *fuzz_load(const char *group, size_t size)
{
	const char *path = getenv("SEAM_PEER");
	const struct seam_peer *peer;

	if (!path || !*path)
		leave(FUZZ_UNUSABLE, "SEAM_PEER names no library");
	peer = open_peer(path);
	traits = peer->traits;
	for (size_t i = 0; i < peer->n_offers; i++) {
		const struct seam_offer *offer = &peer->offers[i];

		if (!offer->group || strcmp(offer->group, group) != 0 || !offer->ops)
			continue;
		memcpy(ops, offer->ops, offer->size < size ? offer->size : size);
		return ops;
	}
	leave(FUZZ_SKIPPED, "skip: %s does not offer the group %s", peer->name ? peer->name : path, group);
}

uint64_t fuzz_traits(void)
{
	return traits;
}
