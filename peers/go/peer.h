/* peer.h - what Go's files see of C: the contracts, words that cgo lacks, and the objects that C holds. */
#ifndef SEAM_PEERS_GO_H
#define SEAM_PEERS_GO_H

#include "buffers/buffers.h"
#include "callbacks/callbacks.h"
#include "errors/errors.h"
#include "layout/layout.h"
#include "own.h"
#include "sec.h"
#include "strings/strings.h"
#include "thr.h"

#include <errno.h>
#include <pthread.h>
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
typedef const struct seam_object *const_object;
typedef const struct seam_relay *const_relay;
typedef const struct seam_relay_structs *const_relay_structs;
typedef const struct seam_values *const_values;
typedef const struct seam_structs *const_structs;
typedef const struct seam_twelve *const_twelve;
typedef const struct seam_subscription *const_subscription;
typedef const struct seam_watch *const_watch;
typedef const struct seam_transfer *const_transfer;
typedef const struct seam_memory *const_memory;

/* An object that C holds is a cell of C's memory with a cgo.Handle in it; what the handle stands for is Go's. */
#define CELL(name)                 \
	struct name {              \
		uintptr_t handle;  \
	}
CELL(seam_strings_store);
CELL(seam_strings_list);
CELL(seam_buffers_store);
CELL(seam_bus);
CELL(seam_work);
CELL(seam_own_object);
CELL(seam_own_shared);
CELL(seam_own_parent);
CELL(seam_own_child);
CELL(seam_own_holder);
CELL(seam_own_slot);
CELL(seam_thr_account);
CELL(seam_thr_source);
CELL(seam_thr_worker);
CELL(seam_thr_event);
CELL(seam_thr_once);
CELL(seam_thr_box);
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

/* What each thread has: Go has no variables of threads, C has. */
struct last_error {
	char *message; /* NULL: there is no error                                     */
	char *block;   /* the message's memory, of n + 1 bytes; NULL if it needs none */
	size_t n;
	int32_t domain, code;
};
struct of_thread {
	struct last_error last;
	char *shown;      /* the block that a reporter is looking at: it outlives what the reporter does */
	char panic[1024]; /* the message of the last panic that was contained; "": none                */
};
struct of_thread *of_thread(void);

/* The host that lends memory; alignments are powers of two. */
extern const struct seam_host *seam_go_host;

/* Cleared: what Go writes a pointer over is looked at by its collector (https://pkg.go.dev/cmd/cgo, "the current implementation has
 * a bug"). */
static inline void *host_alloc(size_t size, size_t align)
{
	void *block = seam_go_host->alloc(seam_go_host, size, align);

	return block ? memset(block, 0, size) : NULL;
}

static inline void *host_realloc(void *block, size_t old_size, size_t align, size_t new_size)
{
	return seam_go_host->realloc(seam_go_host, block, old_size, align, new_size);
}

static inline void host_free(void *block, size_t size, size_t align)
{
	seam_go_host->free(seam_go_host, block, size, align);
}

/* C.malloc ends the process when memory is out.  Cleared, as host_alloc. */
static inline void *try_malloc(size_t size)
{
	return calloc(1, size);
}

static inline void *try_aligned(size_t align, size_t size)
{
	return size <= SIZE_MAX - align ? aligned_alloc(align, (size + align - 1) & ~(align - 1)) : NULL;
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

static inline int call_visit(seam_visit_fn visit, uint32_t index, uint64_t value, double fraction, const char *name, void *userdata)
{
	return visit(index, value, fraction, name, userdata);
}

static inline int call_compare(seam_compare_fn compare, int64_t a, int64_t b, void *userdata)
{
	return compare(a, b, userdata);
}

static inline int call_event(seam_event_fn callback, uint64_t id, int64_t event, void *userdata)
{
	return callback(id, event, userdata);
}

static inline void call_destroy(seam_destroy_fn destroy, void *userdata)
{
	destroy(userdata);
}

static inline void call_before(const struct seam_watch *watch, int64_t event)
{
	watch->before(event, watch->userdata);
}

static inline void call_after(const struct seam_watch *watch, int64_t event, uint32_t called, int result)
{
	watch->after(event, called, result, watch->userdata);
}

static inline int call_reset(const struct seam_object *object)
{
	return object->methods->reset(object->self);
}

static inline int call_add(const struct seam_object *object, int64_t n)
{
	return object->methods->add(object->self, n);
}

static inline int call_total(const struct seam_object *object, int64_t *total)
{
	return object->methods->total(object->self, total);
}

static inline void call_object_destroy(const struct seam_object *object)
{
	object->methods->destroy(object->self);
}

#define RELAY(name, type)                                                                              \
	static inline type call_##name(type (*function)(type, void *), type value, void *userdata)     \
	{                                                                                              \
		return function(value, userdata);                                                      \
	}
RELAY(i8, int8_t)
RELAY(u8, uint8_t)
RELAY(i16, int16_t)
RELAY(u16, uint16_t)
RELAY(i32, int32_t)
RELAY(u32, uint32_t)
RELAY(i64, int64_t)
RELAY(u64, uint64_t)
RELAY(f32, float)
RELAY(f64, double)
RELAY(truth, bool)
RELAY(pointer, void *)
RELAY(spot, struct seam_spot)
RELAY(pair, struct seam_pair)
RELAY(wide, struct seam_wide)

static inline double call_twelve(seam_twelve_fn callback, int8_t a, double b, uint8_t c, float d, int16_t e, uint16_t f, int32_t g,
                                 uint32_t h, int64_t i, uint64_t j, void *k, bool l, void *userdata)
{
	return callback(a, b, c, d, e, f, g, h, i, j, k, l, userdata);
}

static inline int call_answer(seam_answer_fn answer, const char *question, size_t length, char *buffer, size_t size, size_t *used,
                              void *userdata)
{
	return answer(question, length, buffer, size, used, userdata);
}

static inline int64_t call_read(const struct seam_transfer *t, void *buffer, size_t size)
{
	return t->read(buffer, size, t->userdata);
}

static inline int64_t call_write(const struct seam_transfer *t, const void *bytes, size_t size)
{
	return t->write(bytes, size, t->userdata);
}

static inline int call_progress(const struct seam_transfer *t, uint64_t done)
{
	return t->progress(done, t->userdata);
}

static inline void call_log(const struct seam_transfer *t, int level, const char *text)
{
	t->log(level, text, t->userdata);
}

static inline void *call_alloc(const struct seam_memory *memory, size_t size)
{
	return memory->alloc(size, memory->userdata);
}

static inline void call_done(seam_done_fn done, int status, uint32_t visited, int result, void *userdata)
{
	done(status, visited, result, userdata);
}

/* Go's functions for C to call, by their addresses. */
int callbacksClosure(void *context, int64_t argument, int64_t *sum);
extern const struct seam_methods seam_go_methods;
extern const struct seam_echoes seam_go_echoes;

#endif
