"""Shelves: items by key, in lent memory, and what can be wrong with them."""
from bisect import bisect_left
from ctypes import (
    POINTER, Structure, addressof, c_char_p, c_int, c_int32, c_int64, c_size_t, c_uint32, c_uint64, c_void_p, memmove,
    sizeof,
)

from edge import E_FAILED, E_NOT_FOUND, E_RANGE, E_SPACE, E_STATE, OK, Refused, op, require
from errors_last import clear_last, live_objects, telling
from memory import Lent

LIMIT = 1000  # SEAM_SHELF_LIMIT
ONCE, OVER = 1, 2
PLAIN, BROKEN, DIRTY = 1, 2, 3

INT32_MIN, INT32_MAX = -(1 << 31), (1 << 31) - 1


class Item(Structure):
    _fields_ = [("value", c_int64), ("key", c_int32), ("kind", c_int32)]


class Info(Structure):
    _fields_ = [("label", c_void_p), ("count", c_uint64), ("limit", c_uint32), ("mode", c_int32)]


class Shelf(Lent):
    """Behind the struct: `limit` items, `count` of them in use, by ascending keys; then the label."""

    _fields_ = [("count", c_uint64), ("limit", c_uint32), ("mode", c_int32)]

    @classmethod
    def make(cls, mode, limit, label):
        if mode not in (ONCE, OVER) or not 1 <= limit <= LIMIT:
            raise Refused(E_RANGE, "no such mode or limit")
        shelf = cls.new(limit * sizeof(Item) + len(label) + 1)
        shelf.mode, shelf.limit = mode, limit
        memmove(shelf.label, label, len(label) + 1)  # a bytes object has a NUL behind its last byte
        live_objects.add(shelf.address)
        return shelf

    @property
    def items(self):
        return (Item * self.limit).from_address(self.behind)

    @property
    def label(self):
        return self.behind + self.limit * sizeof(Item)

    def close(self):
        dirty = any(item.kind == DIRTY for item in self.items[: self.count])
        live_objects.discard(self.address)
        self.delete()
        if dirty:
            raise Refused(E_FAILED, "closed with a dirty item on it")


def place_of(items, count, key):
    """The index of the item with this key, or where it would be; and whether it is there."""
    at = bisect_left(items, key, 0, count, key=lambda item: item.key)
    return at, at < count and items[at].key == key


def put(shelf, items, count, item):
    """Puts the item among `items`, which are the shelf's or a copy of them; how many there are then."""
    if item.key < 0 or item.kind not in (PLAIN, BROKEN, DIRTY):
        raise Refused(E_RANGE, f"no such key or kind: {item.key}, {item.kind}")
    if item.kind == BROKEN and (item.value == 0 or not INT32_MIN <= item.value <= INT32_MAX):
        raise Refused(E_RANGE, f"{item.value} is no code")
    at, there = place_of(items, count, item.key)
    if there and shelf.mode == ONCE:
        raise Refused(E_STATE, f"key {item.key} is taken")
    if not there:
        if count == shelf.limit:
            raise Refused(E_SPACE, f"no room for key {item.key}")
        first, size = addressof(items) + at * sizeof(Item), sizeof(Item)
        memmove(first + size, first, (count - at) * size)
        count += 1
    items[at] = item
    return count


def item_at(shelf, key):
    """The item itself, not a copy; why it is not to be had otherwise."""
    require(shelf)
    if key < 0:
        raise Refused(E_RANGE, f"key {key} is negative")
    items = shelf[0].items
    at, there = place_of(items, shelf[0].count, key)
    if not there:
        raise Refused(E_NOT_FOUND, f"no item with key {key}")
    if items[at].kind == BROKEN:
        raise Refused(E_FAILED, f"the item with key {key} is broken")
    return items[at]


@op(c_int, c_int, c_uint32, c_char_p, POINTER(c_void_p))
def shelf_new(mode, limit, label, out):
    require(label, out)
    out[0] = Shelf.make(mode, limit, label).address
    return OK


@op(c_int, POINTER(Shelf))
@telling
def shelf_close(shelf):
    if shelf:
        shelf[0].close()
    return OK


@op(c_int, POINTER(Shelf), POINTER(Info))
def shelf_info(shelf, out):
    require(shelf, out)
    s = shelf[0]
    out[0] = Info(s.label, s.count, s.limit, s.mode)
    return OK


@op(c_int, POINTER(Shelf), c_int32, c_int32, c_int64)
def shelf_put(shelf, key, kind, value):
    require(shelf)
    s = shelf[0]
    s.count = put(s, s.items, s.count, Item(value, key, kind))
    return OK


@op(c_int, POINTER(Shelf), POINTER(Item), c_size_t, POINTER(c_size_t))
@telling
def shelf_put_all(shelf, items, n, bad):
    require(shelf, bad)
    if n:
        require(items)
    s = shelf[0]
    count, changed = s.count, (Item * s.limit).from_buffer_copy(s.items)
    for i in range(n):  # all of them on a copy first
        try:
            count = put(s, changed, count, items[i])
        except Refused:
            bad[0] = i
            raise
    memmove(s.items, changed, sizeof(changed))
    s.count = count
    clear_last()
    return OK
