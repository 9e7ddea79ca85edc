/* peer.h - what Go's files see of C: the contracts, words that cgo lacks, and the objects that C holds. */
#ifndef SEAM_PEERS_GO_H
#define SEAM_PEERS_GO_H

#include "buffers/buffers.h"
#include "errors/errors.h"
#include "layout/layout.h"
#include "strings/strings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Go has no const: an exported function whose parameter has one of these names has it in its C prototype. */
typedef const char const_char;
typedef const char *const const_string;
typedef const size_t const_size;
typedef const void *const_void;
typedef const struct seam_fixed12 *const_fixed12;
typedef const struct seam_fixed24 *const_fixed24;
typedef const struct seam_vec2 *const_vec2;
typedef const struct seam_enums *const_enums;
typedef const struct seam_tagged *const_tagged;
typedef const struct seam_list *const_list;
typedef const struct seam_buffers_record *const_record;
typedef const struct seam_buffers_slice *const_slice;
typedef const struct seam_buffers_piece *const_piece;
typedef const struct seam_buffers_room *const_room;
typedef const void *const const_row;
typedef const struct seam_errors_item *const_item;
typedef const int64_t *const_int64;

/* An object that C holds is a cell of C's memory with a cgo.Handle in it; what the handle stands for is Go's. */
struct seam_strings_store {
	uintptr_t handle;
};
struct seam_strings_list {
	uintptr_t handle;
};
struct seam_buffers_store {
	uintptr_t handle;
};
typedef const struct seam_buffers_store *const_buffers_store;
typedef const struct seam_strings_store *const_strings_store;
typedef const struct seam_strings_list *const_strings_list;

/* What a contract wants to be of the host's memory whole is a struct of C, which Go reads and writes. */
struct seam_errors_shelf {
	struct seam_errors_item *items;
	uint32_t count, room, limit;
	int32_t mode;
	char *label; /* label_n + 1 bytes */
	size_t label_n;
};
struct seam_errors_error {
	struct seam_errors_error *cause;
	size_t n;
	int32_t domain, code;
	char message[]; /* n + 1 bytes */
};
typedef const struct seam_errors_shelf *const_shelf;
typedef const struct seam_errors_error *const_error;

/* The last error of the calling thread: Go has no variables of threads, C has. */
struct last_error {
	char *message; /* NULL: there is no error                                     */
	char *block;   /* the message's memory, of n + 1 bytes; NULL if it needs none */
	size_t n;
	int32_t domain, code;
};
struct thread_errors {
	struct last_error last;
	char *shown; /* the block that a reporter is looking at: it outlives what the reporter does */
};
struct thread_errors *thread_errors(void);

/* The host that lends memory; alignments are powers of two. */
extern const struct seam_host *seam_go_host;

static inline void *host_alloc(size_t size, size_t align)
{
	return seam_go_host->alloc(seam_go_host, size, align);
}

static inline void host_free(void *block, size_t size, size_t align)
{
	seam_go_host->free(seam_go_host, block, size, align);
}

/* C.malloc ends the process when memory is out. */
static inline void *try_malloc(size_t size)
{
	return malloc(size);
}

/* Go cannot call a C function pointer: one trampoline for each type. */
static inline void call_visitor(seam_strings_visitor visitor, void *userdata, const char *piece, size_t n)
{
	visitor(userdata, piece, n);
}

static inline void call_release(seam_buffers_release_fn release, void *userdata, const void *bytes, size_t size)
{
	release(userdata, bytes, size);
}

static inline int call_int(seam_errors_int_fn fn, void *userdata)
{
	return fn(userdata);
}

static inline int64_t call_int64(seam_errors_int64_fn fn, void *userdata)
{
	return fn(userdata);
}

static inline uint32_t call_uint32(seam_errors_uint32_fn fn, void *userdata)
{
	return fn(userdata);
}

static inline enum seam_errors_status call_status(seam_errors_status_fn fn, void *userdata)
{
	return fn(userdata);
}

static inline int call_shelf(seam_errors_shelf_fn fn, void *userdata, struct seam_errors_shelf *shelf)
{
	return fn(userdata, shelf);
}

static inline int call_step(seam_errors_step_fn fn, void *userdata, size_t index)
{
	return fn(userdata, index);
}

static inline int call_reporter(seam_errors_reporter fn, void *userdata, const struct seam_errors_view *error)
{
	return fn(userdata, error);
}

/* `rc, err := C.f()` makes errno 0 before the call; here it is what the caller left, and read before Go runs again. */
static inline int call_with_errno(seam_errors_int_fn fn, void *userdata, int *seen)
{
	int rc = fn(userdata);

	*seen = errno;
	return rc;
}

static inline void set_errno(int value)
{
	errno = value;
}

#endif
