/*
 * ownership/ownership.h - who frees what, with what, how often.
 *
 * What holds for every op, unless its own comment says otherwise:
 *
 * errors      0 is success.  On failure nothing has changed: the objects are as they were and usable, the
 *             out-parameters still hold what they held before the call, nothing is left allocated.  (A list, a bundle
 *             or an arena may keep room that it made before it failed, until it is destroyed.)
 * NULL        a pointer argument that is NULL gives SEAM_E_NULL.  Every …_destroy, …_free and …_release takes NULL
 *             and does nothing.  Serves: null, null_out.
 * memory      "the peer's own memory" is any memory that the peer likes (malloc, new, Box, a pool); only the peer's own
 *             op gives it back.  "Lent memory" is the lent allocator's (host->alloc, host->realloc, host->free), with
 *             exactly the size and alignment that are documented.
 * inputs      bytes and names that are passed in are borrowed for the call: the peer copies what it keeps, and never
 *             writes to them or frees them, wherever they lie (heap, stack, static, read-only pages).
 * ends        when the last object is gone, no lent memory is held.
 * threads     any thread, two threads never at once.  Excepted, for a peer that offers shared_retain_many: the ops of
 *             shared objects may be called by several threads at once, for the same object too.
 *
 * Ops that belong together stand together; a peer that lacks one of such a family leaves out the family.
 * Peers with bundles or records have nodes.
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
struct seam_own_file;
struct seam_own_node;
struct seam_own_bundle;
struct seam_own_iterator;
struct seam_own_arena;
struct seam_own_buffer;
struct seam_own_box;

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

/* The most references that a shared object has. */
#define SEAM_SHARED_MAX UINT64_C(0xFFFFFFFF)

/* To whom a descriptor belongs that is attached to a file. */
enum seam_own_file_mode {
	SEAM_FILE_LENT = 1,  /* to the host: the peer never closes it                                          */
	SEAM_FILE_OWNED = 2, /* to the peer, if the op succeeds: it closes it, once                            */
	SEAM_FILE_COPIED = 3 /* to the host: the peer makes a duplicate, uses that one, and closes it, once    */
};

/* Strings that were given out whole. */
struct seam_own_strings {
	char **strings; /* `count` of them and a NULL behind the last */
	size_t count;
};

/* A record: a struct of the host's, with members of the peer's. */
struct seam_own_record {
	const char *title; /* terminated                             */
	uint8_t *bytes;    /* `size` bytes; NULL when there are none */
	size_t size;
	struct seam_own_node *node; /* one reference of the record's own, or NULL */
};

/* A packet: a head and the bytes behind it, in one block. */
struct seam_own_packet {
	size_t size;
	uint8_t bytes[1]; /* in truth `size` of them, 0 included */
};
/* The size of the block that a packet of `size` bytes is. */
#define SEAM_PACKET_SIZE(size) (offsetof(struct seam_own_packet, bytes) + (size_t)(size))

/*
 * Is handed a block of lent memory, alignment 8.  Returns 0: the host owns it now.  Anything else: it is the peer's
 * still.
 */
typedef int (*seam_own_take_fn)(void *userdata, void *block, size_t size);
/*
 * Hands over a block of lent memory, alignment 1: *block and *size, which the peer has set to NULL and 0 before each
 * call.  Returns 0: the peer owns the block (NULL: there is none this time).  1: there are no more.  Negative: it
 * failed.  After 1 or a negative number *block and *size mean nothing.
 */
typedef int (*seam_own_give_fn)(void *userdata, void **block, size_t *size);
/* Frees memory of the host's.  It calls no op of the peer. */
typedef void (*seam_own_free_fn)(void *bytes, void *context);

/* An allocator of the host's own; `context` is passed to both.  free gets the size that alloc got.  Alignment: 16. */
struct seam_own_allocator {
	void *(*alloc)(void *context, size_t size);
	void (*free)(void *context, void *block, size_t size);
	void *context;
};

/* When the peer calls a seam_own_free_fn that has fallen due. */
enum seam_own_free_policy {
	SEAM_FREE_AT_ONCE = 1, /* on the calling thread, before the op returns that made it due                   */
	SEAM_FREE_LATER = 2    /* when it likes, on any thread, but before free_pending returns (collectors)      */
};

struct seam_ownership {
	/*
	 * The peer's own count of its live objects: objects, shared objects (one, however often retained), lists, parents
	 * (also those that only a child keeps), children, holders, slots and open ids; files, nodes (one, however often
	 * referred to), bundles (also those that only an iterator keeps), iterators, arenas, buffers, boxes.  Blocks, texts,
	 * strings, records and packets do not count.
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

	/* ======== What follows came later: a peer that was built without it goes on working. ==================== */

	/* ---- shared objects: many references at once ----------------------------------------------------------- */

	/*
	 * Adds `n` references, 0 included, all or none.  SEAM_E_RANGE: there would be more than SEAM_SHARED_MAX; so
	 * says shared_retain then, too.  The count never wraps.
	 * Serves: overflow, shared_threads.
	 */
	int (*shared_retain_many)(struct seam_own_shared *shared, uint64_t n);
	/* Gives back `n` references; the last one destroys the object.  SEAM_E_RANGE: there are not that many. */
	int (*shared_release_many)(struct seam_own_shared *shared, uint64_t n);

	/* ---- the constant object ------------------------------------------------------------------------------- */

	/*
	 * Stores at *out the peer's one constant object, always the same pointer: value 0, name "constant".  It lives as
	 * long as the process and does not count in live(): object_destroy does nothing to it, object_set and
	 * object_rename are refused, SEAM_E_STATE.  Its clone is an object like any.
	 * Serves: constant.
	 */
	int (*object_constant)(struct seam_own_object **out);

	/* ---- ids that move ------------------------------------------------------------------------------------- */

	/*
	 * Moves the object to a new id, as id_open gives them, and stores it at *out.  The old id is
	 * SEAM_E_NOT_FOUND from now on, to this op too.  SEAM_E_NOT_FOUND, SEAM_E_MEMORY: the id is as it was.
	 * Serves: moved.
	 */
	int (*id_move)(uint64_t id, uint64_t *out);

	/* ---- files: descriptors that are lent, owned or duplicated --------------------------------------------- */

	/*
	 * Makes a file without a descriptor, in lent memory, and stores it at *out; the host owns it.
	 * SEAM_E_MEMORY.
	 * Serves: resources, leak_later.
	 */
	int (*file_create)(struct seam_own_file **out);
	/* Destroys the file, and closes its descriptor if that is the peer's. */
	void (*file_destroy)(struct seam_own_file *file);
	/*
	 * Attaches a descriptor, enum seam_own_file_mode.  The one before is closed, once, if it is the peer's;
	 * unless it is attached again: then it stays open, and belongs from now on to whom `mode` says.  On failure
	 * the descriptor stays the caller's, and the file has what it had.  SEAM_E_RANGE: the descriptor is
	 * negative, or mode is none of the three.  SEAM_E_FAILED: it could not be duplicated (it is not open).
	 */
	int (*file_attach)(struct seam_own_file *file, int descriptor, uint32_t mode);
	/*
	 * Attaches a descriptor that belongs to the peer from the call on, *also when the op fails*: it has then
	 * been closed before the return.  SEAM_E_STATE: the file has one, which stays.  SEAM_E_NULL: file is NULL.
	 * SEAM_E_RANGE: it is negative; nothing is closed.
	 */
	int (*file_adopt)(struct seam_own_file *file, int descriptor);
	/*
	 * Stores the attached descriptor (in SEAM_FILE_COPIED the duplicate) at *out, borrowed.  SEAM_E_STATE: there
	 * is none.
	 */
	int (*file_descriptor)(const struct seam_own_file *file, int *out);
	/*
	 * Takes the descriptor out: the host owns it, the file has none.  SEAM_E_STATE: there is none, or it is
	 * lent.
	 */
	int (*file_detach)(struct seam_own_file *file, int *out);

	/* ---- nodes: counted references among objects, in lent memory ------------------------------------------- */

	/*
	 * Makes a node with one reference, which the host owns, and stores it at *out.  A node has a value, at most one
	 * child, to which it holds a reference, and at most one friend, to which it holds none.  All that it needs is
	 * lent memory, given back when its last reference goes; what says that it is gone may stay until the nodes go
	 * whose friend it was.  SEAM_E_MEMORY.
	 * Serves: nodes, node_child, weak, node_clone, no_memory_later.
	 */
	int (*node_create)(int64_t value, struct seam_own_node **out);
	/* Adds a reference, for node_unref to give back. */
	int (*node_ref)(struct seam_own_node *node);
	/* Gives back a reference.  With the last one the node goes, and the reference to its child; NULL: nothing. */
	void (*node_unref)(struct seam_own_node *node);
	/* How many references there are, those of other nodes, bundles and records included. */
	int (*node_count)(const struct seam_own_node *node, uint64_t *out);
	int (*node_value)(const struct seam_own_node *node, int64_t *out);
	/*
	 * Makes `child` (NULL: none) the child: adds a reference to it, then gives back the one to the child
	 * before.  The same child again changes nothing, also when the node's is the only reference to it.
	 * SEAM_E_STATE: the child is the node itself, or has it among its children and their children.
	 */
	int (*node_set_child)(struct seam_own_node *node, struct seam_own_node *child);
	/*
	 * The same (child not NULL), but the node takes over one reference of the caller's; on failure it stays the
	 * caller's.
	 */
	int (*node_adopt_child)(struct seam_own_node *node, struct seam_own_node *child);
	/* Stores the child at *out, borrowed: no reference is added.  NULL: there is none. */
	int (*node_peek_child)(const struct seam_own_node *node, struct seam_own_node **out);
	/* Stores the child at *out, with a reference added that the host owns.  NULL: there is none. */
	int (*node_get_child)(const struct seam_own_node *node, struct seam_own_node **out);
	/*
	 * Stores the child at *out with the reference that the node held, which the host owns now; the node has
	 * none.
	 */
	int (*node_steal_child)(struct seam_own_node *node, struct seam_own_node **out);
	/*
	 * Makes `other` (the node itself and NULL are allowed) the friend, without a reference: it lives no longer
	 * for that.  SEAM_E_MEMORY.
	 */
	int (*node_set_friend)(struct seam_own_node *node, struct seam_own_node *other);
	/*
	 * Stores the friend at *out, with a reference added that the host owns.  SEAM_E_STATE: there is none, or it
	 * is gone.
	 */
	int (*node_get_friend)(const struct seam_own_node *node, struct seam_own_node **out);
	/*
	 * Makes a node of the same value and stores it at *out: with a clone of the child, and so on down; without a
	 * friend.  One reference, the host's.  SEAM_E_MEMORY.
	 */
	int (*node_clone)(const struct seam_own_node *node, struct seam_own_node **out);

	/* ---- bundles of nodes, and their iterators ------------------------------------------------------------- */

	/*
	 * Makes a bundle of `count` (0 included) nodes, a reference added to each, in this order; a node may come
	 * twice.  The array is borrowed for the call, may be NULL when count is 0.  In lent memory; the host owns
	 * the bundle.  SEAM_E_NULL: one of them is NULL; no reference is left behind.  SEAM_E_MEMORY: neither is
	 * then.
	 * Serves: bundle, iterator.
	 */
	int (*bundle_make)(struct seam_own_node *const *nodes, size_t count, struct seam_own_bundle **out);
	/*
	 * Adds a node at the end, with a reference.  Iterators that were made before are through: SEAM_E_STATE.
	 * SEAM_E_MEMORY.
	 */
	int (*bundle_add)(struct seam_own_bundle *bundle, struct seam_own_node *node);
	/*
	 * Destroys the bundle and gives back its references; while it has iterators, what child_policy() says of
	 * parents.
	 */
	int (*bundle_destroy)(struct seam_own_bundle *bundle);
	/*
	 * Makes an iterator before the first node and stores it at *out, in lent memory; the host owns it.
	 * SEAM_E_MEMORY.
	 */
	int (*bundle_iterate)(struct seam_own_bundle *bundle, struct seam_own_iterator **out);
	/*
	 * Stores the next node at *out, borrowed from the bundle.  SEAM_E_NOT_FOUND: there are no more, now and in
	 * further calls.  SEAM_E_STATE: the bundle was added to since, or (SEAM_CHILD_ORPHANED) is gone.
	 */
	int (*iterator_next)(struct seam_own_iterator *iterator, struct seam_own_node **out);
	/* Destroys the iterator, wherever it is. */
	void (*iterator_destroy)(struct seam_own_iterator *iterator);

	/* ---- strings: an array and its members, given out whole ------------------------------------------------ */

	/*
	 * Fills *out, which need not be initialised, with the parts of `text` between the separators: one more than
	 * there are separators, empty ones included.  Lent memory: the array, of (count + 1) pointers, aligned as
	 * one; each string, of exactly its length + 1, alignment 1.  The host owns them and gives them back by
	 * strings_free; it may steal a string before, by setting its member to NULL, and then frees that one
	 * itself.  SEAM_E_RANGE: separator is NUL.  SEAM_E_MEMORY.
	 * Serves: strings.
	 */
	int (*strings_split)(const char *text, char separator, struct seam_own_strings *out);
	/* Frees each string that is not NULL, and the array; leaves NULL and 0, so that a second time does nothing. */
	void (*strings_free)(struct seam_own_strings *strings);

	/* ---- records: caller's struct, callee's members -------------------------------------------------------- */

	/*
	 * Fills *record, which need not be initialised: the title is "untitled", static, always the same pointer;
	 * the rest NULL and 0.
	 */
	int (*record_init)(struct seam_own_record *record);
	/*
	 * Replaces all members of a record that record_init or record_set filled: copies of `title` and of `size`
	 * bytes, in lent memory of exactly their sizes (alignment 1, title with its NUL), and a reference to
	 * `node`.  `title` NULL: the static one; size 0: `bytes` may be NULL, and the member is; `node` NULL: none.
	 * Arguments may be the record's own members, or parts of them.  What the members were is freed, but never the static title.
	 * SEAM_E_MEMORY: the record is as it was, each member the same pointer.
	 * Serves: record.
	 */
	int (*record_set)(struct seam_own_record *record, const char *title, const uint8_t *bytes, size_t size,
	                  struct seam_own_node *node);
	/*
	 * Moves: *to, which need not be initialised, gets the members, the same pointers; *from is as after
	 * record_init.  Both the same: nothing happens.
	 */
	int (*record_move)(struct seam_own_record *from, struct seam_own_record *to);
	/* Frees what the members own and leaves all of them NULL and 0: a second time does nothing.  NULL: nothing. */
	void (*record_clear)(struct seam_own_record *record);

	/* ---- packets: a struct with an array at its end -------------------------------------------------------- */

	/*
	 * Makes a packet of copies of `size` bytes (at most 65536) in one block of lent memory of exactly
	 * SEAM_PACKET_SIZE(size), aligned as the struct, and stores it at *out; the host frees it itself.
	 * SEAM_E_RANGE: more.  SEAM_E_MEMORY.  Serves: packet.
	 */
	int (*packet_make)(const void *bytes, size_t size, struct seam_own_packet **out);

	/* ---- blocks that change their owner in a callback ------------------------------------------------------ */

	/*
	 * Makes `count` blocks of lent memory of `size` bytes, alignment 8, the bytes of each its number from 0 (as
	 * uint8_t), and hands each to `take`.  The first that is not taken is freed by the peer, and the op ends:
	 * SEAM_E_FAILED.  SEAM_E_MEMORY: one was not to be had; those that were taken before stay the host's, here
	 * and there.
	 * Serves: by_callback.
	 */
	int (*blocks_hand_out)(size_t count, size_t size, seam_own_take_fn take, void *userdata);
	/*
	 * Calls `give` until there are no more; frees each block that it got, by the lent allocator.  Stores the sum
	 * of the sizes at *out.  SEAM_E_FAILED: give failed; what came before has been freed all the same.
	 */
	int (*blocks_collect)(seam_own_give_fn give, void *userdata, uint64_t *out);

	/* ---- arenas: many allocations, one end ----------------------------------------------------------------- */

	/*
	 * Makes an empty arena, of lent memory like all that it gives, and stores it at *out; the host owns it.
	 * SEAM_E_MEMORY.
	 * Serves: arena.
	 */
	int (*arena_create)(struct seam_own_arena **out);
	/*
	 * Stores at *out `size` bytes (0: a pointer that is not NULL) at an address that `align` divides, apart from
	 * all others; the host writes them and never frees them.  Valid, at this address, until arena_reset.
	 * SEAM_E_RANGE: align is not a power of two.  SEAM_E_MEMORY.
	 */
	int (*arena_alloc)(struct seam_own_arena *arena, size_t size, size_t align, void **out);
	/* Registers a destructor.  SEAM_E_NULL: no release.  SEAM_E_MEMORY.  On failure it is not called. */
	int (*arena_defer)(struct seam_own_arena *arena, void *userdata, seam_own_release_fn release);
	/*
	 * Runs the destructors, the last registered first, each once, on this thread, while all of the arena's bytes
	 * are still valid; then the allocations are dead.  The arena is empty, and can be used again.
	 */
	int (*arena_reset)(struct seam_own_arena *arena);
	/* Resets the arena, then gives back all lent memory. */
	void (*arena_destroy)(struct seam_own_arena *arena);

	/* ---- buffers: the host's memory, counted by the peer --------------------------------------------------- */

	/* Which enum seam_own_free_policy the peer follows; always the same.  Serves: buffer, slice. */
	uint32_t (*free_policy)(void);
	/* Runs every seam_own_free_fn that is due.  Never fails; nothing due: nothing. */
	int (*free_pending)(void);
	/*
	 * Wraps `size` bytes of the host's, without copying them, and stores the buffer at *out, in lent memory; the
	 * host owns it.  `free_bytes(bytes, context)`, which may be NULL, falls due once, when the buffer and all
	 * its slices are destroyed, or on buffer_detach.  The peer does not read or write the bytes but in
	 * buffer_copy.  On failure the bytes stay the caller's: free_bytes is not called.  SEAM_E_NULL: bytes is
	 * NULL, though size may be 0.  SEAM_E_MEMORY.
	 */
	int (*buffer_wrap)(void *bytes, size_t size, seam_own_free_fn free_bytes, void *context,
	                   struct seam_own_buffer **out);
	/*
	 * Makes a buffer of `size` bytes of this one's (or this slice's) from `offset` on, which keeps the memory.
	 * SEAM_E_RANGE: they are not within it.  SEAM_E_STATE: detached.  SEAM_E_MEMORY.
	 */
	int (*buffer_slice)(struct seam_own_buffer *buffer, size_t offset, size_t size, struct seam_own_buffer **out);
	/*
	 * Makes a buffer of the same bytes in lent memory of its own, which knows nothing of this one's.
	 * SEAM_E_STATE: detached.  SEAM_E_MEMORY.
	 */
	int (*buffer_copy)(const struct seam_own_buffer *buffer, struct seam_own_buffer **out);
	/*
	 * Stores the address of its bytes and their number, borrowed, until buffer_unpin; each pin wants one.
	 * SEAM_E_STATE: detached.
	 */
	int (*buffer_pin)(struct seam_own_buffer *buffer, void **bytes, size_t *size);
	/* SEAM_E_STATE: it is not pinned. */
	int (*buffer_unpin)(struct seam_own_buffer *buffer);
	/*
	 * Gives up the memory of the buffer, of all its slices and of what it is a slice of: free_bytes falls due,
	 * each of them is detached from now on.  SEAM_E_STATE: one of them is pinned, or it is detached already.
	 */
	int (*buffer_detach)(struct seam_own_buffer *buffer);
	/* Destroys the buffer or slice, in any order; it is not pinned. */
	void (*buffer_destroy)(struct seam_own_buffer *buffer);

	/* ---- boxes: an allocator that is kept ------------------------------------------------------------------ */

	/*
	 * Makes a copy of this the current allocator; the struct is borrowed for the call.  NULL: the lent one again
	 * (with alignment 16), as it is at first.  SEAM_E_NULL: a function of it is.
	 * Serves: box.
	 */
	int (*allocator_use)(const struct seam_own_allocator *allocator);
	/*
	 * Makes a box of copies of `size` bytes and stores it at *out; the host owns it.  All its memory, now and
	 * later, is of the allocator that is current in this call, and goes back to that one, whichever is current
	 * then.  `bytes` may be NULL when size is 0.  SEAM_E_MEMORY.
	 */
	int (*box_create)(const void *bytes, size_t size, struct seam_own_box **out);
	/*
	 * Replaces the bytes by copies, by the box's own allocator; they may be its own, and NULL when size is 0.
	 * SEAM_E_MEMORY: they are as they were.
	 */
	int (*box_set)(struct seam_own_box *box, const void *bytes, size_t size);
	/*
	 * Stores the bytes (not NULL, also when there are none) and their number, borrowed, until box_set or
	 * box_destroy.
	 */
	int (*box_get)(const struct seam_own_box *box, const void **out, size_t *size);
	void (*box_destroy)(struct seam_own_box *box);
};

#ifdef __cplusplus
}
#endif
#endif
