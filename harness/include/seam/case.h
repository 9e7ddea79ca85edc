/*
 * seam/case.h - what a group's cases include.  A file of cases is one rule:
 *
 *     static void in_the_middle(struct seam_case *c)
 *     {
 *             const struct seam_strings *s = SEAM_OPS(c, strings);
 *             NEED(c, s->echo_n);
 *             const char *in = seam_in(c, "ab\0cd", 5);
 *             …
 *             CHECK_EQ(c, rc, SEAM_E_NUL);
 *     }
 *
 *     SEAM_CASES(strings, interior_nul) = {
 *             { "in_the_middle", SEAM_MUST, in_the_middle, "the position of the first NUL is reported", 0 },
 *             SEAM_END
 *     };
 *
 * gives the case `strings.interior_nul.in_the_middle`.  A body runs twice, in two *passes*: first every guarded
 * buffer ends at a page that cannot be touched, then it starts after one; the poison of output buffers differs too.
 * After each pass the buffers are unmapped, their surroundings are compared, and the lent allocator must be empty.
 */
#ifndef SEAM_CASE_H
#define SEAM_CASE_H

#include <seam/seam.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

struct seam_case; /* the running case; valid during its body only */

enum seam_level {
	SEAM_MUST,   /* red when broken                              */
	SEAM_SHOULD, /* red when broken; the rule is advice, not law */
	SEAM_MAY     /* recorded, never red                          */
};

#define SEAM_ISOLATED 1u /* runs in a process of its own: it is meant to end it, or to leave it damaged */
#define SEAM_ONCE     2u /* one pass is enough: the body is long and uses no guarded buffer              */

#define SEAM_FIRST    4u /* runs before the others of its process: it wants a peer that has done nothing yet              */
#define SEAM_UNWINDS  8u /* an exception, or a thread's end, may lawfully pass through frames of the peer and of its callers */
/* The case is for peers that declare this trait; on others it is `skip`. */
#define SEAM_NEEDS(trait) ((unsigned)(trait) << 8)

struct seam_row {
	const char *name;
	enum seam_level level;
	void (*run)(struct seam_case *c);
	const char *rule; /* the rule in one sentence, printed when it is broken */
	unsigned flags;
};

#define SEAM_END { NULL, SEAM_MUST, NULL, NULL, 0 }

/* Puts a table of cases into the group when its library is loaded.  Not called by hand. */
SEAM_EXPORT void seam_register(const char *group, const char *rule, const char *file, const struct seam_row *rows);

#define SEAM_CASES(group, rule)                                                                                        \
	extern const struct seam_row seam_cases_##group##_##rule[];                                                    \
	__attribute__((constructor)) static void seam_register_##group##_##rule(void)                                  \
	{                                                                                                              \
		seam_register(#group, #rule, __FILE__, seam_cases_##group##_##rule);                                   \
	}                                                                                                              \
	const struct seam_row seam_cases_##group##_##rule[]

/* ---- the peer ------------------------------------------------------------------------------------------------ */

/* The ops that the peer offers for this group, ops that it does not know being NULL; all NULL when it does not offer
 * the group.  Never NULL itself. */
#define SEAM_OPS(c, group) ((const struct seam_##group *)seam_ops((c), sizeof(struct seam_##group)))
SEAM_EXPORT const void *seam_ops(struct seam_case *c, size_t size);

SEAM_EXPORT uint64_t seam_traits(const struct seam_case *c);
SEAM_EXPORT const struct seam_host *seam_case_host(struct seam_case *c);

/* Ends the body with `skip` when the peer does not offer an op. */
#define NEED(c, op)                                                                                                    \
	do {                                                                                                           \
		if (!(op)) {                                                                                           \
			seam_skip((c), "the peer does not offer " #op);                                                \
			return;                                                                                        \
		}                                                                                                      \
	} while (0)

/* The verdict `skip`, with a reason that a reader can act on; return from the body afterwards. */
SEAM_EXPORT void seam_skip(struct seam_case *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- checks: each returns whether it held; a failure is recorded and the body goes on -------------------------- */

#define CHECK(c, condition) seam_check((c), (condition), #condition, __FILE__, __LINE__)
#define CHECK_EQ(c, seen, expected)                                                                                    \
	seam_check_eq((c), seam_scalar(seen), seam_scalar(expected), #seen, #expected, __FILE__, __LINE__)
#define CHECK_BYTES(c, seen, seen_size, expected, expected_size)                                                       \
	seam_check_bytes((c), (seen), (seen_size), (expected), (expected_size), #seen, __FILE__, __LINE__)
#define CHECK_STR(c, seen, expected) seam_check_str((c), (seen), (expected), #seen, __FILE__, __LINE__)
/* Leaves the body when a check fails: REQUIRE(CHECK_EQ(c, rc, 0)). */
#define REQUIRE(check)                                                                                                 \
	do {                                                                                                           \
		if (!(check))                                                                                          \
			return;                                                                                        \
	} while (0)
/* A failure in words. */
#define FAIL(c, ...) seam_fail((c), __FILE__, __LINE__, __VA_ARGS__)

struct seam_scalar {
	enum { SEAM_SIGNED, SEAM_UNSIGNED, SEAM_FLOAT, SEAM_POINTER } kind;
	union {
		int64_t i;
		uint64_t u;
		double f;
		const void *p;
	} as;
};

SEAM_EXPORT bool seam_check(struct seam_case *c, bool held, const char *text, const char *file, int line);
/* Integers are equal by value, whatever their types; floats by bits. */
SEAM_EXPORT bool seam_check_eq(struct seam_case *c, struct seam_scalar seen, struct seam_scalar expected,
                               const char *seen_text, const char *expected_text, const char *file, int line);
/* The message names the first byte that differs. */
SEAM_EXPORT bool seam_check_bytes(struct seam_case *c, const void *seen, size_t seen_size, const void *expected,
                                  size_t expected_size, const char *text, const char *file, int line);
/* Terminated strings; a NULL equals only NULL. */
SEAM_EXPORT bool seam_check_str(struct seam_case *c, const char *seen, const char *expected, const char *text,
                                const char *file, int line);
SEAM_EXPORT void seam_fail(struct seam_case *c, const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

#ifndef __cplusplus
static inline struct seam_scalar seam_of_signed(long long v)
{
	return (struct seam_scalar){ SEAM_SIGNED, { .i = v } };
}
static inline struct seam_scalar seam_of_unsigned(unsigned long long v)
{
	return (struct seam_scalar){ SEAM_UNSIGNED, { .u = v } };
}
static inline struct seam_scalar seam_of_float(double v)
{
	return (struct seam_scalar){ SEAM_FLOAT, { .f = v } };
}
static inline struct seam_scalar seam_of_pointer(const void *v)
{
	return (struct seam_scalar){ SEAM_POINTER, { .p = v } };
}
#define seam_scalar(x)                                                                                                 \
	_Generic((x),                                                                                                  \
	        _Bool: seam_of_unsigned,                                                                               \
	        char: seam_of_signed,                                                                                  \
	        signed char: seam_of_signed,                                                                           \
	        short: seam_of_signed,                                                                                 \
	        int: seam_of_signed,                                                                                   \
	        long: seam_of_signed,                                                                                  \
	        long long: seam_of_signed,                                                                             \
	        unsigned char: seam_of_unsigned,                                                                       \
	        unsigned short: seam_of_unsigned,                                                                      \
	        unsigned: seam_of_unsigned,                                                                            \
	        unsigned long: seam_of_unsigned,                                                                       \
	        unsigned long long: seam_of_unsigned,                                                                  \
	        float: seam_of_float,                                                                                  \
	        double: seam_of_float,                                                                                 \
	        default: seam_of_pointer)(x)
#endif

/* ---- guarded buffers: a page that cannot be touched stands at the end (first pass) or the start (second) --------- */

/* A read-only copy of `size` bytes; nothing is added behind them.  Size 0 gives a pointer that may not be read. */
SEAM_EXPORT const char *seam_in(struct seam_case *c, const void *data, size_t size);
/* The same with the terminator as last byte. */
SEAM_EXPORT const char *seam_in_string(struct seam_case *c, const char *text);
/* A writable buffer, every byte poison. */
SEAM_EXPORT void *seam_out(struct seam_case *c, size_t size);
/* A writable copy of `size` bytes. */
SEAM_EXPORT void *seam_inout(struct seam_case *c, const void *data, size_t size);
/* Overwrites a buffer of any of these kinds with other bytes: what the peer keeps must be a copy. */
SEAM_EXPORT void seam_rewrite(struct seam_case *c, const void *buffer);
/* Compares the buffer's surroundings and unmaps it now, not at the end: later use of it faults. */
SEAM_EXPORT void seam_drop(struct seam_case *c, const void *buffer);
/* The poison byte of this pass: never 0, different in the two. */
SEAM_EXPORT unsigned char seam_poison(const struct seam_case *c);
/* 0 or 1. */
SEAM_EXPORT int seam_pass(const struct seam_case *c);
/* How many of the `size` bytes at `p`, from the first on, are still poison. */
SEAM_EXPORT size_t seam_untouched(const struct seam_case *c, const void *p, size_t size);
/* Fills the stack below the caller with the pass's poison, so that what a callee leaves unset is not zero by luck. */
SEAM_EXPORT void seam_dirty_stack(const struct seam_case *c);

/* ---- the lent allocator ------------------------------------------------------------------------------------------ */

struct seam_live {
	size_t blocks, bytes;
};
/* Blocks of the lent allocator that nobody has freed. */
SEAM_EXPORT struct seam_live seam_live(struct seam_case *c);
/* How many requests the case has made so far, the failed ones included. */
SEAM_EXPORT size_t seam_requests(struct seam_case *c);
/* The k-th request from now fails, k = 1 being the next; 0: none.  */
SEAM_EXPORT void seam_fail_request(struct seam_case *c, size_t k);
/* Whether `p` is the start of a live block of the lent allocator; *size and *align get what was asked for (both may
 * be NULL). */
SEAM_EXPORT bool seam_is_lent(struct seam_case *c, const void *p, size_t *size, size_t *align);
/* Frees a block of the lent allocator as its owner, whatever its size; a pointer that is not one is a failure. */
SEAM_EXPORT void seam_free_lent(struct seam_case *c, void *p);

/* Bytes that are allocated from the C heap now, or -1 where that cannot be known (platform, managed heap). */
SEAM_EXPORT int64_t seam_heap_bytes(struct seam_case *c);
/* Open descriptors, or -1 where that cannot be known. */
SEAM_EXPORT int seam_descriptors(void);

/* ---- long cases: one body makes many calls, each of which may end the process ---------------------------------------- */

/* "calls.boundary.char_double" */
SEAM_EXPORT const char *seam_case_id(const struct seam_case *c);
/*
 * Tells what is done next, for a case that goes on when the process dies of it: the case is then run again, in a new process, and
 * finds `state` by seam_resumed().  `state` is the case's own text, without blanks at its ends; `what` is for the reader: "C
 * calls the peer: ci>i".  A step must lie before each call that may die, and the case must not repeat a step that it died of.
 */
SEAM_EXPORT void seam_step(struct seam_case *c, const char *state, const char *what);
/* The state of the step that the last process died of; NULL when this is the case's first process. */
SEAM_EXPORT const char *seam_resumed(const struct seam_case *c);
/* Puts a number into the case's record. */
SEAM_EXPORT void seam_count(struct seam_case *c, const char *name, uint64_t n);
/* Puts one thing of many into the case's record: of a kind ("failed"), in a word or line that names it. */
SEAM_EXPORT void seam_item(struct seam_case *c, const char *kind, const char *what);
/*
 * A symbol of a library that the group's build put beside the group's own, as NAME in the folder `<group>.d`; or, where
 * SEAM_BESIDE is set, in that folder.  The library stays loaded.  NULL after writing why.
 */
SEAM_EXPORT const void *seam_beside(struct seam_case *c, const char *name, const char *symbol, char *why, size_t why_size);

/* ---- threads ------------------------------------------------------------------------------------------------------ */

/* What a thread of a case runs; it may make checks. */
typedef void (*seam_thread_fn)(struct seam_case *c, size_t index, void *argument);
/* Runs fn on `n` new threads (64 at most), indices 0 to n - 1, which start together; returns when all have ended. */
SEAM_EXPORT void seam_together(struct seam_case *c, size_t n, seam_thread_fn fn, void *argument);
/* One thread, which the case must join before it ends.  NULL, with a failure recorded, when there is none to be had. */
struct seam_thread;
SEAM_EXPORT struct seam_thread *seam_thread_start(struct seam_case *c, seam_thread_fn fn, void *argument);
SEAM_EXPORT void seam_thread_join(struct seam_case *c, struct seam_thread *thread);
/* Whether it has ended; it is still to be joined. */
SEAM_EXPORT bool seam_thread_ended(struct seam_thread *thread);

/* A gate: who waits at it goes on once it is open, and it stays open.  Until the pass ends.  What was done before the opening
 * happens before what is done behind the gate, for the checkers too. */
struct seam_gate;
SEAM_EXPORT struct seam_gate *seam_gate(struct seam_case *c);
SEAM_EXPORT void seam_gate_open(struct seam_gate *gate);
SEAM_EXPORT void seam_gate_wait(struct seam_gate *gate);

/* Runs fn in a fork of this process, which makes no checks, and gives what it returned (0 to 100); 128 and the signal's number when it
 * died of one; -1 when this platform or this checker has no fork, or the peer is SEAM_FORK_UNSAFE. */
SEAM_EXPORT int seam_fork(struct seam_case *c, int (*fn)(struct seam_case *c, void *argument), void *argument);

/* ---- files and descriptors, until the pass ends ------------------------------------------------------------------------ */

/* An empty folder of this pass, by an absolute path in ASCII without a slash at its end. */
SEAM_EXPORT const char *seam_folder(struct seam_case *c);
/* Makes a file, or a folder, at a path below it; missing folders are made.  0, or -1. */
SEAM_EXPORT int seam_file_make(struct seam_case *c, const char *path, const void *bytes, size_t size);
SEAM_EXPORT int seam_folder_make(struct seam_case *c, const char *path);
/* Makes a symbolic link at `path`.  -1 also where there are none. */
SEAM_EXPORT int seam_link_make(struct seam_case *c, const char *target, const char *path);
/* The permission bits of a file below the folder (0600: its owner alone reads and writes); -1 where there are none. */
SEAM_EXPORT int seam_file_mode(struct seam_case *c, const char *path);
/* A descriptor of the case's own, open for reading and writing on an empty file; -1 where there are none. */
SEAM_EXPORT int seam_descriptor(struct seam_case *c);
/* Whether a descriptor of seam_descriptor() still is what it was: open, and on the same file. */
SEAM_EXPORT bool seam_descriptor_is_mine(struct seam_case *c, int descriptor);
/* Gives a descriptor of seam_descriptor() away: from here on the pass does not close it, nor miss it. */
SEAM_EXPORT void seam_descriptor_give(struct seam_case *c, int descriptor);

/* ---- tags and secrets ------------------------------------------------------------------------------------------------------ */

/* The sentinel of a place: a field, a slot, a userdata.  Of 64 bits, none zero and none a copy of another's; places 0 to 2^32 - 1 differ. */
SEAM_EXPORT uint64_t seam_tag(const struct seam_case *c, uint32_t place);
/*
 * The run's secret, `size` (16 to 256) random bytes without zeros, in a read-only buffer as by seam_in.  From here to the end of the pass it
 * is looked for in each block of the lent allocator that is freed and, after each op, on the stack below the caller.
 */
SEAM_EXPORT const unsigned char *seam_secret(struct seam_case *c, size_t size);
/* Whether 8 bytes in a row of the secret stand in `bytes`, as they are or in hexadecimal. */
SEAM_EXPORT bool seam_secret_in(struct seam_case *c, const void *bytes, size_t size);
/*
 * Says that nobody but the case may still hold the secret: a failure for each place of this process's memory where it is (heap, static
 * data, stacks), this pass's buffers left out.  False where memory cannot be looked through (platform, checker); then nothing is checked.
 */
SEAM_EXPORT bool seam_secret_gone(struct seam_case *c);

/* ---- what is looked at after each pass of each case of a group ------------------------------------------------------------ */

/*
 * What a group says of itself, once; members may be NULL, and each must do without ops that the peer does not offer.  A group that says
 * nothing has no promise of its own on failures: its calls are not made to fail for want of memory.
 *
 *     SEAM_PROBES(ownership) = { .live = live_objects, .touch = make_and_destroy_one };
 */
struct seam_probes {
	/* How many things the peer holds for the host, all kinds together.  As many after a pass as before it. */
	uint64_t (*live)(struct seam_case *c);
	/* Calls ops that take the locks which the peer has, on things of its own: on another thread, unless the peer is SEAM_THREAD_BOUND.
	 * It must come back: a lock that a case's calls left held does not let it. */
	void (*touch)(struct seam_case *c);
	/*
	 * An op that fails for want of lent memory, SEAM_E_MEMORY, has changed nothing: so each call of an op that returns an int is made to fail
	 * so at its first request, its second, and so on, before the call that the case sees.  Here are the ops for which that does not hold
	 * (they release what they were given also on failure, or tell the failure elsewhere): SEAM_OP_AT(group, member) …, SEAM_NO_MORE_OPS.
	 */
	const size_t *not_repeated;
};
#define SEAM_OP_AT(group, member) offsetof(struct seam_##group, member)
#define SEAM_NO_MORE_OPS          ((size_t)-1)

/* Puts a group's probes into it when its library is loaded.  Not called by hand. */
SEAM_EXPORT void seam_register_probes(const struct seam_probes *probes);
#define SEAM_PROBES(group)                                                                                             \
	extern const struct seam_probes seam_probes_##group;                                                           \
	__attribute__((constructor)) static void seam_register_probes_##group(void)                                    \
	{                                                                                                              \
		seam_register_probes(&seam_probes_##group);                                                            \
	}                                                                                                              \
	const struct seam_probes seam_probes_##group

/* ---- stimulus and death --------------------------------------------------------------------------------------------- */

/* Whether to do what this case is about: `if (SEAM_STIMULUS(c)) raise…`.  False under --mute, which every case that
 * has a stimulus must answer with red. */
#define SEAM_STIMULUS(c) seam_stimulus(c)
SEAM_EXPORT bool seam_stimulus(struct seam_case *c);

/* From here on the process is expected to die by abort(): dying so is `pass`, anything else is a failure.  The case
 * must be SEAM_ISOLATED. */
SEAM_EXPORT void seam_expect_abort(struct seam_case *c);

/* ---- mutants ---------------------------------------------------------------------------------------------------- */

/*
 * A mutant is the group's reference peer with one op replaced.  It stands beside the case that it is for, or in a file of its own,
 * `mutants*.c` of the group, which is built as a library apart; each row of a table is one planted bug:
 *
 *     static int cut_at_nul(const char *s, size_t n, …) { …  return seam_original(strings)->echo_n(s, strlen(s), …); }
 *
 *     SEAM_MUTANTS(strings, interior_nul) = {
 *             { "cut_at_nul", "strings.interior_nul.in_the_middle", "plain", "fail", "SEAM_E_NUL", true,
 *               SEAM_OP(strings, echo_n, cut_at_nul), 0 },
 *             SEAM_NO_MORE_MUTANTS
 *     };
 */
typedef void (*seam_any_fn)(void);

struct seam_mutant {
	const char *name;
	const char *killed_by; /* the case that claims it                                                           */
	const char *flavour;   /* where it is killed: "plain", "asan", "msan", "tsan", "memcheck"                     */
	const char *outcome;   /* how: "fail", "finding", "crash", "timeout"                                        */
	const char *because;   /* text that the record holds: the checker's kind, or part of the failure's message   */
	bool silent;           /* no checker sees it: only an oracle or an instrument does                           */
	size_t offset;         /* which op … (SEAM_OP fills these two)                                               */
	seam_any_fn op;        /* … and what stands in its place; NULL: the op is taken away                         */
	uint64_t traits;       /* trait bits that are turned over                                                    */
};
#define SEAM_NO_MORE_MUTANTS { NULL, NULL, NULL, NULL, NULL, false, 0, NULL, 0 }

/* Puts a table of mutants into the group when its library is loaded.  Not called by hand. */
SEAM_EXPORT void seam_register_mutants(const struct seam_mutant *mutants);

#define SEAM_MUTANTS(group, rule)                                                                                      \
	extern const struct seam_mutant seam_mutants_##group##_##rule[];                                               \
	__attribute__((constructor)) static void seam_register_mutants_##group##_##rule(void)                          \
	{                                                                                                              \
		seam_register_mutants(seam_mutants_##group##_##rule);                                                  \
	}                                                                                                              \
	const struct seam_mutant seam_mutants_##group##_##rule[]
/*
 * Mutants that one instrument alone sees: `--without=INSTRUMENT` lets each of them through.
 * SEAM_MUTANTS_OF(strings, thunk) = { … };
 */
SEAM_EXPORT void seam_register_mutants_of(const char *instrument, const struct seam_mutant *mutants);
#define SEAM_MUTANTS_OF(group, instrument)                                                                             \
	extern const struct seam_mutant seam_mutants_of_##group##_##instrument[];                                      \
	__attribute__((constructor)) static void seam_register_mutants_of_##group##_##instrument(void)                 \
	{                                                                                                              \
		seam_register_mutants_of(#instrument, seam_mutants_of_##group##_##instrument);                         \
	}                                                                                                              \
	const struct seam_mutant seam_mutants_of_##group##_##instrument[]
/* Correct variants: rows of the same form that must not be killed.  `killed_by` is a pattern of cases, "strings.*", which all stay green;
 * `outcome` is "pass", `because` says what is lawful about it. */
#define SEAM_VARIANTS(group, rule) SEAM_MUTANTS(group, variants_of_##rule)
/* The op of a group's struct and its replacement; of another type than the op's it does not compile. */
#define SEAM_OP(group, member, function)                                                                               \
	offsetof(struct seam_##group, member),                                                                         \
		_Generic(&(function), __typeof__(((struct seam_##group *)0)->member): (seam_any_fn)(function))
/* The reference's own ops, for a mutant that wraps one. */
#define seam_original(group) ((const struct seam_##group *)seam_original_ops(sizeof(struct seam_##group)))
SEAM_EXPORT const void *seam_original_ops(size_t size);

#ifdef __cplusplus
}
#endif
#endif
