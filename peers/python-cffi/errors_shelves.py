"""Error objects and shelves: the header's opaque structs, completed here, in lent memory."""
from bisect import bisect_left

import memory
from edge import Refused, require
from engine import ffi, lib

ffi.cdef("""
struct seam_errors_error {
    size_t size; int32_t domain, code; struct seam_errors_error *cause; size_t message_n; char message[];
};
struct seam_errors_shelf {
    size_t size; char *label; uint64_t count; uint32_t limit; int32_t mode; struct seam_errors_item items[];
};
""")

DOMAIN_SHELF, DOMAIN_DEVICE, DOMAIN_PANIC = 1, 2, 3
LIMIT = 1000  # SEAM_SHELF_LIMIT
ONCE, OVER = 1, 2
PLAIN, BROKEN, DIRTY = 1, 2, 3
INT32_MIN, INT32_MAX = -(1 << 31), (1 << 31) - 1

live_objects = set()  # `add` and `discard` are one step to other threads


def create(type, room):
    """An object with room behind it, all zeros; it begins with its size."""
    size = ffi.sizeof(type) + room
    block = memory.alloc(size, ffi.alignof(type))
    ffi.buffer(block, size)[:] = bytes(size)
    made = ffi.cast(f"{type} *", block)
    made.size = size
    live_objects.add(made)
    return made


def delete(made):
    live_objects.discard(made)
    memory.free(made, made.size, ffi.alignof(ffi.typeof(made).item))


# ---- error objects


def make_error(domain, code, message, cause=ffi.NULL):
    error = create("struct seam_errors_error", len(message) + 1)
    error.domain, error.code, error.cause, error.message_n = domain, code, cause, len(message)
    memory.copy(error.message, message, len(message))  # the NUL behind it is there
    return error


def end_error(error):
    """The chain, one by one: it may be longer than functions can call each other."""
    while error:
        cause = error.cause
        delete(error)
        error = cause


# ---- shelves: `limit` items, `count` of them in use, by ascending keys; then the label


def make_shelf(mode, limit, label):
    if mode not in (ONCE, OVER) or not 1 <= limit <= LIMIT:
        raise Refused(lib.SEAM_E_RANGE, "no such mode or limit")
    shelf = create("struct seam_errors_shelf", limit * ffi.sizeof("struct seam_errors_item") + len(label) + 1)
    shelf.mode, shelf.limit = mode, limit
    shelf.label = ffi.cast("char *", ffi.addressof(shelf.items, limit))
    memory.copy(shelf.label, label, len(label))
    return shelf


def close_shelf(shelf):
    dirty = any(shelf.items[i].kind == DIRTY for i in range(shelf.count))
    delete(shelf)
    if dirty:
        raise Refused(lib.SEAM_E_FAILED, "closed with a dirty item on it")


def place_of(items, count, key):
    """The index of the item with this key, or where it would be; and whether it is there."""
    at = bisect_left(range(count), key, key=lambda i: items[i].key)
    return at, at < count and items[at].key == key


def put(shelf, items, count, key, kind, value):
    """Puts an item among `items`, which are the shelf's or a copy of them; how many there are then."""
    if key < 0 or kind not in (PLAIN, BROKEN, DIRTY):
        raise Refused(lib.SEAM_E_RANGE, f"no such key or kind: {key}, {kind}")
    if kind == BROKEN and (value == 0 or not INT32_MIN <= value <= INT32_MAX):
        raise Refused(lib.SEAM_E_RANGE, f"{value} is no code")
    at, there = place_of(items, count, key)
    if there and shelf.mode == ONCE:
        raise Refused(lib.SEAM_E_STATE, f"key {key} is taken")
    if not there:
        if count == shelf.limit:
            raise Refused(lib.SEAM_E_SPACE, f"no room for key {key}")
        ffi.memmove(items + at + 1, items + at, (count - at) * ffi.sizeof(items[0]))
        count += 1
    items[at].key, items[at].kind, items[at].value = key, kind, value
    return count


def item_at(shelf, key):
    """The item itself, not a copy; why it is not to be had otherwise."""
    require(shelf)
    if key < 0:
        raise Refused(lib.SEAM_E_RANGE, f"key {key} is negative")
    at, there = place_of(shelf.items, shelf.count, key)
    if not there:
        raise Refused(lib.SEAM_E_NOT_FOUND, f"no item with key {key}")
    if shelf.items[at].kind == BROKEN:
        raise Refused(lib.SEAM_E_FAILED, f"the item with key {key} is broken")
    return shelf.items[at]
