/*
 * seam/seam.h - what a peer includes: its table, the host, error codes, traits.
 *
 * A *peer* is an implementation of the FFI boundary in any language.  It hands the host one table,
 * `struct seam_peer`; the table offers *groups* of ops by name, each group's ops being a struct of C function
 * pointers that the group's own header (cases/<group>/<group>.h) describes.  Two ways in, one table out:
 *
 *   library peer   a shared library that exports seam_peer_open()
 *   runtime peer   the runtime is the program: it loads the probe as a library, makes the table from its own
 *                  callbacks, and calls seam_probe_main()
 *
 * A group that is not offered, or an op that is NULL, is a declared gap: its cases are `skip`, never `pass`.
 *
 * Everything here is C11 and has a fixed layout.  Calls use the platform's C calling convention.
 */
#ifndef SEAM_SEAM_H
#define SEAM_SEAM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this contract.  A peer stores the number it was built with; a host refuses any other. */
#define SEAM_ABI 1u

#if defined(_WIN32)
#define SEAM_EXPORT __declspec(dllexport)
#else
#define SEAM_EXPORT __attribute__((visibility("default")))
#endif

/*
 * What ops return.  0 is success; every failure is negative.  The numbers are part of the contract: they cross the
 * boundary as they are, and a peer never invents one.  Each op's comment says which of them it may return.
 */
enum seam_error {
	SEAM_OK = 0,
	SEAM_E_FAILED = -1,       /* the operation failed for a reason of its own                         */
	SEAM_E_NULL = -2,         /* a required pointer is NULL                                            */
	SEAM_E_NUL = -3,          /* a counted string holds a NUL where none may stand                     */
	SEAM_E_ENCODING = -4,     /* the bytes are not in the encoding that the peer declares              */
	SEAM_E_RANGE = -5,        /* a number (index, tag, enumerator, length) is not one of those allowed */
	SEAM_E_SPACE = -6,        /* the buffer is too small; the size needed is reported                  */
	SEAM_E_MEMORY = -7,       /* an allocation failed                                                  */
	SEAM_E_PANIC = -8,        /* the peer's code panicked, threw or raised, and it was contained       */
	SEAM_E_STATE = -9,        /* not now: destroyed, frozen, busy, or not registered                   */
	SEAM_E_UNSUPPORTED = -10, /* the peer cannot express this                                          */
	SEAM_E_VERSION = -11,     /* the struct's version is not one that the peer knows                   */
	SEAM_E_NOT_FOUND = -12    /* there is no such thing                                                */
};

/*
 * Declared policy.  Where languages lawfully differ, the peer says what it does and is held to that; a bit that is
 * not set is the default in brackets.
 */
#define SEAM_UTF8_ONLY (1ull << 0) /* strings that are not UTF-8 are refused, SEAM_E_ENCODING     [bytes pass] */
#define SEAM_LOSSY     (1ull << 1) /* invalid UTF-8 becomes U+FFFD                                [bytes pass] */
#define SEAM_NUL_CARRIED                                                                                               \
	(1ull << 2) /* counted strings carry interior NULs whole           [SEAM_E_NUL, its position] */
#define SEAM_FILL_TRUNCATES                                                                                            \
	(1ull << 3) /* a fill that is too short writes what fits, terminated  [nothing is written] */
#define SEAM_PANIC_ABORTS                                                                                              \
	(1ull << 4) /* a panic ends the process by abort(), always              [contained: SEAM_E_PANIC] */
#define SEAM_LONGJMP_SAFE                                                                                              \
	(1ull << 5) /* a callback may longjmp over the peer's frames          [only behind a shield] */
#define SEAM_UNWIND_SAFE  (1ull << 6) /* a C++ exception may unwind through the peer's frames   [only behind a shield] */
#define SEAM_MANAGED_HEAP (1ull << 7) /* a collector owns the heap: growth is not measured by bytes        [exact] */
#define SEAM_THREAD_BOUND (1ull << 8) /* ops may be called only on the thread that opened the peer           [any] */
#define SEAM_JIT          (1ull << 9) /* calls take another road once they have been made often enough     [one road] */
#define SEAM_ONE_NAN      (1ull << 10) /* the language has one NaN: its sign and payload are lost        [they arrive] */
#define SEAM_FORK_UNSAFE  (1ull << 11) /* nothing is promised of the peer in a fork's child: no case makes one      [any] */

/*
 * The host, lent to the peer for the life of the process.  Never freed, never written by the peer.
 * All functions may be called from any thread, and from within callbacks.
 */
struct seam_host {
	uint32_t abi;  /* SEAM_ABI of the host            */
	uint32_t size; /* sizeof(struct seam_host) there  */

	/*
	 * The lent allocator.  Its pointers are not malloc's: handing one to free(), or one of malloc's to this, is
	 * the bug that pairing looks for.  `align` is a power of two.  `alloc` of size 0 gives a unique non-NULL
	 * pointer.  NULL when memory is out, or when a case makes this request fail.  The memory is not cleared.
	 * `free` and `realloc` take the size and alignment that were asked for, and check them; free(NULL) does
	 * nothing.  A failed `realloc` leaves the old block as it was.
	 */
	void *(*alloc)(const struct seam_host *host, size_t size, size_t align);
	void *(*realloc)(const struct seam_host *host, void *block, size_t old_size, size_t align, size_t new_size);
	void (*free)(const struct seam_host *host, void *block, size_t size, size_t align);

	/* A note for the record of the open case.  `text` is UTF-8, terminated, copied before return. */
	void (*log)(const struct seam_host *host, const char *text);
};

/* One group that a peer offers: `ops` points to the group's struct (for `strings`, struct seam_strings), `size` is
 * its sizeof where the peer was built.  Ops that the host knows beyond `size` are taken as NULL, so an older peer
 * goes on working; a longer struct is cut. */
struct seam_offer {
	const char *group;
	size_t size;
	const void *ops;
};

/* The peer's table.  It and all it points to live, unchanged, as long as the process. */
struct seam_peer {
	uint32_t abi;          /* SEAM_ABI                                                            */
	uint32_t size;         /* sizeof(struct seam_peer)                                            */
	const char *name;      /* as in its .conf file: "rust"                                        */
	const char *language;  /* "Rust"                                                              */
	const char *toolchain; /* what built it, with its version: "rustc 1.96.0"                     */
	uint64_t traits;       /* SEAM_… bits above                                                   */
	const struct seam_offer *offers;
	size_t n_offers;
};

/*
 * What a library peer exports.  Called once, on the main thread, before any op.  Returns the table, or NULL when the
 * peer cannot work here (say why by host->log).  It must not keep anything but `host` itself.
 */
SEAM_EXPORT const struct seam_peer *seam_peer_open(const struct seam_host *host);

/* The type of seam_peer_open, for whoever looks it up by name. */
typedef const struct seam_peer *(*seam_peer_open_fn)(const struct seam_host *host);

#ifdef __cplusplus
}
#endif
#endif
