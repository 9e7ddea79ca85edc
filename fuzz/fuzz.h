/*
 * fuzz.h - what a target is written with: a peer, a host to lend it, a verdict.
 *
 * A target is one file, NAME_fuzz.c, with LLVMFuzzerInitialize and LLVMFuzzerTestOneInput; NAME.dict is its dictionary, corpus/NAME
 * its seeds, planted/NAME.*.c are bugs that it must find.  Linked with libFuzzer it is a campaign,
 * linked with drive.c it is a replay and a property test; in both the peer is a library named by SEAM_PEER, loaded
 * before the first input, and an input starts with nothing and leaves nothing behind.
 */
#ifndef SEAM_FUZZ_H
#define SEAM_FUZZ_H

#include <seam/seam.h>
#include <stdbool.h>
#include <stdint.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Of a target whose inputs take long: the seeded ones are so many times fewer.  1, where a target does not define it. */
extern unsigned fuzz_cost;

/* ---- the peer ------------------------------------------------------------------------------------------------- */

/* The ops of the group that the peer in SEAM_PEER offers, ops that it does not know being NULL; lives as long as the
 * process.  Ends the process with a message and FUZZ_SKIPPED when the peer does not offer the group, with FUZZ_UNUSABLE
 * when it cannot be loaded.  Call it once. */
#define FUZZ_LOAD(group) ((const struct seam_##group *)fuzz_load(#group, sizeof(struct seam_##group)))
const void *fuzz_load(const char *group, size_t size);

/* Exit statuses of a process that has run no input. */
#define FUZZ_SKIPPED  3
#define FUZZ_UNUSABLE 4

/* The traits that the loaded peer declares. */
uint64_t fuzz_traits(void);

/* ---- the verdict ---------------------------------------------------------------------------------------------- */

/* A broken rule: prints the text and aborts.  The driver sets fuzz_on_failure, to keep the text. */
_Noreturn void fuzz_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
extern void (*fuzz_on_failure)(const char *text);

#define EXPECT(condition, ...)                    \
	do {                                      \
		if (__builtin_expect(!(condition), 0)) \
			fuzz_fail(__VA_ARGS__);   \
	} while (0)

/* Bytes behind a buffer of the host that the target itself looks at; 0 where AddressSanitizer does. */
#if defined(__SANITIZE_ADDRESS__)
#define FUZZ_SLACK 0u
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FUZZ_SLACK 0u
#endif
#endif
#ifndef FUZZ_SLACK
#define FUZZ_SLACK 16u
#endif

/* What libFuzzer takes for coverage even when the peer is opaque to it: which op returned what, and the like.  `what`
 * is the op, `how` what became of it. */
#define FUZZ_STATES 1024u
extern uint8_t fuzz_states[FUZZ_STATES];
#define SAW(what, how) ((void)(fuzz_states[((unsigned)(what) * 16u + ((unsigned)(how) & 15u)) % FUZZ_STATES] = 1))

/* What an op answered: whether that is SEAM_OK.  It is as expected, or a request of the lent allocator has failed; `op` is its number
 * for SAW. */
bool fuzz_answers(unsigned op, const char *name, int rc, int expected);

/* ---- the lent allocator --------------------------------------------------------------------------------------- */

const struct seam_host *fuzz_host(void);
/* Blocks that nobody has freed. */
size_t fuzz_live(void);
/* How many requests there were since this was last asked, and how large the largest one was; NULL: not wanted. */
size_t fuzz_requests(size_t *greatest);
/* Looks at each block that is given back, before it is. */
extern void (*fuzz_on_free)(const void *block, size_t size);
/* Whether p is a live block of this size and alignment; p must be a live block or the peer is broken. */
bool fuzz_is_lent(const void *p, size_t size, size_t align);
/* The k-th request from now fails; 0: none. */
void fuzz_fail_request(size_t k);
/* Whether a request has failed since. */
bool fuzz_request_failed(void);

#endif
