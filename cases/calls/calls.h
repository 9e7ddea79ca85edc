/*
 * calls/calls.h - the group `calls`: values arrive, whatever the shape of the call.
 *
 * A peer of this group makes C functions, and calls C functions, of any signature that it can express.  The signature is
 * given to it parsed (calls/signature.h), with the size, alignment and offsets that the C compiler gives each type.  Values
 * lie in *slots*: memory in C's layout, one for each argument and one for the result.
 *
 *     C calls the peer    `callee` makes the function; C calls it; the peer stores what arrived, and returns what it was told
 *     the peer calls C    `caller` calls a C function with the values in the slots, and stores what came back
 *
 * A shape, or one direction of it, that the peer cannot express is SEAM_E_UNSUPPORTED: declared, counted and shown, no failure.
 *
 * All ops: any may be NULL (its half of each signature is then not asked for).  They are called on the thread that opened the
 * peer.  Padding and the bytes between slots are never compared, but nothing outside a slot may be written.
 */
#ifndef SEAM_CALLS_H
#define SEAM_CALLS_H

#include <calls/signature.h>
#include <seam/seam.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The host's.  Each pointer is aligned as its type asks, and points to `size` bytes of it. */
struct seam_slots {
	void *const *arg; /* n_args of them: variadic ones hold the value before promotion, an `f` 4 bytes */
	void *ret;        /* NULL when the result is `v`; may be NULL, too, when it has size 0              */
};

typedef void (*seam_fn)(void);

/* What the peer takes a type to be; in bytes. */
struct seam_layout_of {
	uint32_t size, align;
	uint32_t *offset; /* the host's array, `count` entries, for the members of a struct or union; the peer leaves a
	                   * bit-field's entry alone, and that of a member whose offset it does not know             */
};

struct seam_calls {
	/*
	 * Makes a C function of this signature and stores it in *out.  Called, it stores each argument, as it arrived, at
	 * slots->arg[i] and returns the value at slots->ret, which stays as it is; the pointers in *slots do
	 * not change as long as the function lives.  It may be called often, and while functions of other signatures live; of one
	 * signature there is one at a time.
	 * `sig` and `slots` are the host's and live until `release`.  *out is the peer's, until `release`.
	 * 0, SEAM_E_UNSUPPORTED, or another negative number for a failure; *out is then not read.
	 * Rules: all of the group.
	 */
	int (*callee)(const struct seam_signature *sig, struct seam_slots *slots, seam_fn *out);
	/*
	 * Calls `fn`, a C function of this signature, with the values at slots->arg[i], which stay as they are, and stores its
	 * result at slots->ret.  Called many times for one `sig`; what it costs to prepare may be kept in *sig->own until
	 * `release`.  `fn` and `slots` are the host's and may differ from call to call; `fn` may itself have the peer
	 * call, for the same `sig` too, before it returns.  It is called once, on the calling thread.
	 * 0, SEAM_E_UNSUPPORTED (then it has called nothing), or another negative number for a failure.
	 * Rules: all of the group.
	 */
	int (*caller)(const struct seam_signature *sig, seam_fn fn, struct seam_slots *slots);
	/*
	 * Ends the life of what was made for `sig`: all functions of `callee`, what `caller` keeps; *sig->own is NULL afterwards.
	 * `sig` may be asked for again.  A peer whose functions are compiled in has nothing to do here, and leaves it NULL.
	 */
	void (*release)(const struct seam_signature *sig);
	/*
	 * What the peer takes the layout of a struct or union to be.  out->offset is preset to UINT32_MAX.
	 * 0, SEAM_E_UNSUPPORTED, or another negative number for a failure.  Rules: calls.layout.*
	 */
	int (*layout)(const struct seam_type *type, struct seam_layout_of *out);
};

#ifdef __cplusplus
}
#endif
#endif
