/*
 * ownership/ownership.h - who frees what, with what, how often.
 *
 * What holds for every op, unless its own comment says otherwise:
 *
 * errors      0 is success.  On failure nothing has changed: the objects are as they were and usable, the
 *             out-parameters still hold what they held before the call, nothing is left allocated.
 * NULL        a pointer argument that is NULL gives SEAM_E_NULL.  Every …_destroy, …_free and …_release takes NULL
 *             and does nothing.  Serves: null, null_out.
 * memory      "the peer's own memory" is any memory that the peer likes (malloc, new, Box, a pool); only the peer's own
 *             op gives it back.  "Lent memory" is the lent allocator's (host->alloc, host->realloc, host->free), with
 *             exactly the size and alignment that are documented.
 * inputs      bytes and names that are passed in are borrowed for the call: the peer copies what it keeps, and never
 *             writes to them or frees them, wherever they lie (heap, stack, static, read-only pages).
 * ends        when the last object is gone, no lent memory is held.
 * threads     any thread, two threads never at once.
 *
 * Ops that belong together stand together; a peer that lacks one of such a family leaves out the family.
 * Alignments are powers of two, 1 to 4096.
 */
#ifndef SEAM_OWNERSHIP_H
#define SEAM_OWNERSHIP_H

#include <seam/seam.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Opaque: the host holds pointers only and never looks behind them. */
struct seam_own_object;
struct seam_own_shared;
struct seam_own_list;
struct seam_own_parent;
struct seam_own_child;
struct seam_own_holder;
struct seam_own_slot;

/* What becomes of a child when its parent is destroyed first.  All three are lawful; the peer says which it does. */
enum seam_own_child_policy {
	SEAM_CHILD_KEEPS = 1,    /* the child keeps its parent: parent_destroy gives up the host's claim only, the child
	                            goes on working, and the parent goes when its last child does                       */
	SEAM_CHILD_ORPHANED = 2, /* the parent goes at once; child_get is refused, SEAM_E_STATE, from then on              */
	SEAM_CHILD_BLOCKS = 3    /* parent_destroy is refused, SEAM_E_STATE, while a child lives; both go on working       */
};

/* Where the bytes of a text lie. */
enum seam_own_text_kind {
	SEAM_TEXT_NONE = 0,   /* no bytes: `bytes` is NULL, `size` 0; the state after text_free            */
	SEAM_TEXT_STATIC = 1, /* static storage of the peer; lives as long as the process                  */
	SEAM_TEXT_INLINE = 2, /* in the struct itself: bytes == small.  Such a struct may not be copied     */
	SEAM_TEXT_HEAP = 3    /* the peer's own memory                                                     */
};

#define SEAM_TEXT_SMALL 16

struct seam_own_text {
	const char *bytes; /* `size` bytes and a NUL behind them               */
	size_t size;       /* without that NUL                                 */
	uint32_t kind;     /* enum seam_own_text_kind                          */
	uint32_t reserved; /* the peer sets it to 0                            */
	char small[SEAM_TEXT_SMALL];
};

/* The most bytes that a holder takes. */
#define SEAM_HOLDER_MAX 4096u

/* A destructor of userdata.  It calls no op of the peer. */
typedef void (*seam_own_release_fn)(void *userdata);

struct seam_ownership {
	/*
	 * The peer's own count of its live objects: objects, shared objects (one, however often retained), lists, parents
	 * (also those that only a child keeps), children, holders, slots and open ids.  Blocks and texts do not count.
	 * Serves: handle, shared, parent_child, leak, null.
	 */
	uint64_t (*live)(void);

	/* ---- blocks of the peer's own memory ------------------------------------------------------------------ */

	/*
	 * Makes a block of `size` bytes at an address that `align` divides, each byte `fill`, and stores it at *out.
	 * The host may write all of it, and owns it; only block_free frees it.  Size 0 gives a pointer that is not NULL,
	 * that must not be read, and that is freed like any other.
	 * SEAM_E_RANGE: align is not a power of two.  SEAM_E_MEMORY.
	 * Serves: pair, zero_size, aligned, leak.
	 */
	int (*block_make)(size_t size, size_t align, uint8_t fill, void **out);
	/* Frees a block of block_make.  `size` and `align` are those that it was made with. */
	void (*block_free)(void *block, size_t size, size_t align);

	/* ---- blocks of lent memory ---------------------------------------------------------------------------- */

	/*
	 * Makes a block of lent memory of exactly this size (0 included) and alignment, each byte `fill`, and stores it at
	 * *out.  The host owns it: it frees it itself, by the lent allocator, or hands it to lent_free or lent_resize.
	 * SEAM_E_RANGE: align is not a power of two.  SEAM_E_MEMORY: the lent allocator gave none.
	 * Serves: pair, zero_size, aligned, no_memory.
	 */
	int (*lent_make)(size_t size, size_t align, uint8_t fill, void **out);
	/*
	 * Grows or shrinks a block of lent memory, made by either side, from `old_size` to exactly `new_size` bytes: by the
	 * lent realloc, or by alloc, copy and free.  The bytes that both sizes have are kept, new ones are `fill`; the
	 * alignment is kept.  The block may move.  *out gets the block, which the host owns; the old pointer is dead.
	 * SEAM_E_MEMORY: the old block is as it was and still the host's.  SEAM_E_RANGE: align is not a power of two.
	 * Serves: resize, zero_size, no_memory.
	 */
	int (*lent_resize)(void *block, size_t old_size, size_t align, size_t new_size, uint8_t fill, void **out);
	/* Frees a block of lent memory, made by either side, by the lent allocator with this size and alignment. */
	void (*lent_free)(void *block, size_t size, size_t align);

	/* ---- objects: handles with one owner, in the peer's own memory ---------------------------------------- */

	/*
	 * Makes an object with a value and a copy of `name` (terminated), and stores it at *out.  The host owns it, and
	 * gives it back by object_destroy.  SEAM_E_MEMORY.
	 * Serves: handle, borrowed, clone, leak, whole.
	 */
	int (*object_create)(int64_t value, const char *name, struct seam_own_object **out);
	/* Destroys the object and all that it owns. */
	void (*object_destroy)(struct seam_own_object *object);
	int (*object_get)(const struct seam_own_object *object, int64_t *out);
	int (*object_set)(struct seam_own_object *object, int64_t value);
	/*
	 * Stores at *out the object's name, borrowed: the object's, not to be freed or written; valid, and at the same
	 * address, until the object is renamed or destroyed, whatever is done to its value or to other objects.
	 */
	int (*object_name)(const struct seam_own_object *object, const char **out);
	/* Replaces the name by a copy of `name`, which may be the object's own borrowed name.  SEAM_E_MEMORY. */
	int (*object_rename)(struct seam_own_object *object, const char *name);
	/* Makes an object of the same value and name that shares nothing with this one; the host owns it.  SEAM_E_MEMORY. */
	int (*object_clone)(const struct seam_own_object *object, struct seam_own_object **out);
	/*
	 * Turns the handle into a plain pointer, not NULL, which can be carried through C as userdata, and stores it at
	 * *out.  The object lives on (live() is the same) and the pointer owns it; the handle may not be used until
	 * object_from_raw.
	 */
	int (*object_into_raw)(struct seam_own_object *object, void **out);
	/* Turns the plain pointer back into the handle of the same object, as it was.  Once for each object_into_raw. */
	int (*object_from_raw)(void *raw, struct seam_own_object **out);

	/* ---- shared objects: counted references --------------------------------------------------------------- */

	/* Makes a shared object with one reference, which the host owns, and stores it at *out.  SEAM_E_MEMORY.
	 * Serves: shared, leak. */
	int (*shared_create)(int64_t value, struct seam_own_shared **out);
	/* Adds a reference, for shared_release to give back. */
	int (*shared_retain)(struct seam_own_shared *shared);
	/* Gives back a reference; the last one destroys the object. */
	void (*shared_release)(struct seam_own_shared *shared);
	/* Stores at *out how many references there are, exactly: 1 after shared_create. */
	int (*shared_count)(const struct seam_own_shared *shared, uint64_t *out);
	int (*shared_get)(const struct seam_own_shared *shared, int64_t *out);

	/* ---- lists: objects that live in lent memory, whole --------------------------------------------------- */

	/*
	 * Makes an empty list and stores it at *out.  The host owns it.  The list and all its entries are lent memory, in
	 * as many blocks as the peer likes; list_destroy frees every one.
	 * SEAM_E_MEMORY, here and below: the lent allocator gave none; the list is as it was.
	 * Serves: error_path (the k-th request fails, for every k), pair, borrowed, clone, leak, leak_on_failure.
	 */
	int (*list_create)(struct seam_own_list **out);
	void (*list_destroy)(struct seam_own_list *list);
	/* Appends a copy of the `size` bytes (0 is allowed) at `bytes`. */
	int (*list_push)(struct seam_own_list *list, const void *bytes, size_t size);
	int (*list_count)(const struct seam_own_list *list, size_t *out);
	/*
	 * Stores at *out and *size the entry at `index`, borrowed: valid until the list is pushed to or destroyed.
	 * *out is not NULL, also when the entry is empty.  SEAM_E_RANGE: there is no such entry.
	 */
	int (*list_at)(const struct seam_own_list *list, size_t index, const void **out, size_t *size);
	/* Makes a list of the same entries, in order, that shares nothing with this one; the host owns it. */
	int (*list_clone)(const struct seam_own_list *list, struct seam_own_list **out);

	/* ---- parents and children ----------------------------------------------------------------------------- */

	/* Which enum seam_own_child_policy the peer follows; always the same.  Serves: parent_child, leak. */
	uint32_t (*child_policy)(void);
	/* Makes a parent with a value and stores it at *out; the host owns it.  SEAM_E_MEMORY. */
	int (*parent_create)(int64_t value, struct seam_own_parent **out);
	/* Changes the value, which all its children see. */
	int (*parent_set)(struct seam_own_parent *parent, int64_t value);
	/* Destroys the parent, or what the policy says.  SEAM_E_STATE: SEAM_CHILD_BLOCKS only.  NULL: SEAM_OK. */
	int (*parent_destroy)(struct seam_own_parent *parent);
	/* Makes a child of the parent and stores it at *out.  The host owns it, destroys it, in any order.  SEAM_E_MEMORY. */
	int (*parent_child)(struct seam_own_parent *parent, struct seam_own_child **out);
	/* Stores its parent's present value at *out.  SEAM_E_STATE: SEAM_CHILD_ORPHANED only, the parent is gone. */
	int (*child_get)(const struct seam_own_child *child, int64_t *out);
	void (*child_destroy)(struct seam_own_child *child);

	/* ---- holders: blocks of lent memory change their owner ------------------------------------------------ */

	/* Makes an empty holder, in the peer's own memory, and stores it at *out; the host owns it.  SEAM_E_MEMORY. */
	int (*holder_create)(struct seam_own_holder **out);
	/* Destroys the holder, and frees the block that it holds. */
	void (*holder_destroy)(struct seam_own_holder *holder);
	/*
	 * Gives a block of lent memory to the holder, which does not copy it: the peer owns it now, and frees it by the
	 * lent allocator with this size and alignment, unless it is taken.
	 * On any failure the block stays the caller's.  SEAM_E_RANGE: more than SEAM_HOLDER_MAX bytes, or align is not a
	 * power of two.  SEAM_E_STATE: the holder holds one.
	 * Serves: transfer, leak, whole.
	 */
	int (*holder_give)(struct seam_own_holder *holder, void *block, size_t size, size_t align);
	/*
	 * The same, but the peer owns the block from the call on, *also when the op fails*: it has then been freed before
	 * the return (`block` itself may not be NULL; `holder` NULL is such a failure, SEAM_E_NULL).  A block that the
	 * holder holds is freed and replaced.  SEAM_E_RANGE: more than SEAM_HOLDER_MAX bytes.  What the holder held before
	 * a failure it still holds.
	 * Serves: put, leak_on_failure.
	 */
	int (*holder_put)(struct seam_own_holder *holder, void *block, size_t size, size_t align);
	/*
	 * Takes the block out: stores at the three what was given, the same pointer, size and alignment, bytes untouched.
	 * The host owns it again, and the peer does not touch it any more.  SEAM_E_STATE: the holder is empty.
	 * Serves: transfer.
	 */
	int (*holder_take)(struct seam_own_holder *holder, void **block, size_t *size, size_t *align);

	/* ---- slots: userdata with a destructor ---------------------------------------------------------------- */

	/* Makes an empty slot and stores it at *out; the host owns it.  SEAM_E_MEMORY. */
	int (*slot_create)(struct seam_own_slot **out);
	/* Destroys the slot, frozen or not; registered userdata is released. */
	void (*slot_destroy)(struct seam_own_slot *slot);
	/*
	 * Registers userdata with its destructor; what was registered before is released.  `userdata` and `release` may be
	 * NULL: a NULL userdata is released like any other, a NULL release means that nothing is called.
	 * Each registration is released exactly once, release(userdata), on the calling thread, before the op returns that
	 * caused it: its replacement (also by the same pointer), slot_clear, slot_destroy; *and a failure of this op*.
	 * The peer never reads what userdata points to.
	 * SEAM_E_NULL: slot is NULL.  SEAM_E_STATE: the slot is frozen; the registration before stays.
	 * Serves: userdata, leak, leak_on_failure, thread.
	 */
	int (*slot_set)(struct seam_own_slot *slot, void *userdata, seam_own_release_fn release);
	/* Stores the registered userdata at *out, borrowed.  SEAM_E_STATE: the slot is empty. */
	int (*slot_get)(const struct seam_own_slot *slot, void **out);
	/* Releases what is registered; the slot is empty.  An empty slot: SEAM_OK.  SEAM_E_STATE: the slot is frozen. */
	int (*slot_clear)(struct seam_own_slot *slot);
	/* From now on slot_set and slot_clear are refused. */
	int (*slot_freeze)(struct seam_own_slot *slot);

	/* ---- texts: static, inline and heap bytes behind one free --------------------------------------------- */

	/*
	 * Fills *out, which need not be initialised, with the `size` bytes at `bytes` and a NUL; where they lie is the
	 * peer's choice, `out->kind` says it.  The host owns the text and gives it back by text_free.
	 * `bytes` may be NULL when size is 0; out->bytes is not NULL even then.  SEAM_E_MEMORY.
	 * Serves: never_crossed, leak, whole.
	 */
	int (*text_make)(const char *bytes, size_t size, struct seam_own_text *out);
	/* Frees what the text owns, which static and inline bytes are not, and leaves SEAM_TEXT_NONE with `bytes` NULL and
	 * `size` 0: a second text_free does nothing. */
	void (*text_free)(struct seam_own_text *text);

	/* ---- ids: handles that know when they are stale ------------------------------------------------------- */

	/* Makes an object with a value and stores its id at *out: never 0, never one that was used before in this process.
	 * SEAM_E_MEMORY.  Serves: stale (advice: SHOULD), leak. */
	int (*id_open)(int64_t value, uint64_t *out);
	/* SEAM_E_NOT_FOUND: no open object has this id, whatever number it is. */
	int (*id_get)(uint64_t id, int64_t *out);
	/* Destroys the object.  SEAM_E_NOT_FOUND. */
	int (*id_close)(uint64_t id);
};

#ifdef __cplusplus
}
#endif
#endif
