"""Buffers and stores: bytes that outlive the call, in lent memory."""
from ctypes import CFUNCTYPE, POINTER, Structure, c_int, c_size_t, c_uint8, c_uint64, c_void_p, memset

import memory
from buffers_sizes import MOST, counted, most, room_for, size_out
from edge import E_RANGE, E_STATE, OK, Handles, Refused, op, require
from memory import copy

pointer_out = POINTER(c_void_p)
Release = CFUNCTYPE(None, c_void_p, c_void_p, c_size_t)


class Owned(Structure):
    """A buffer is this struct and its block: C may free and change both, so Python keeps nothing of them."""

    _fields_ = [("bytes", c_void_p), ("size", c_size_t), ("capacity", c_size_t)]


def block_of(n):
    """n lent bytes; no block for none."""
    return memory.alloc(n) if n else None


def give_back(block, n):
    if n:
        memory.free(block, n)


# ---- owned buffers


def sound(buffer):
    """The buffer itself: a struct that lies where C's lies."""
    require(buffer)
    owned = buffer[0]
    if owned.size > owned.capacity:
        raise Refused(E_RANGE)
    counted(owned.bytes, owned.capacity)
    return owned


def change_block(owned, capacity, put=lambda block: None):
    """Another block, with the bytes of the old one; `put` stores what comes behind them, while the old one is there."""
    block = block_of(capacity)
    copy(block, owned.bytes, min(owned.size, capacity))
    put(block)
    give_back(owned.bytes, owned.capacity)
    owned.bytes, owned.capacity = block, capacity


@op(c_int, c_void_p, c_size_t, POINTER(Owned))
def owned_copy(bytes, n, out):
    require(out)
    counted(bytes, n)
    block = block_of(n)
    copy(block, bytes, n)
    out[0] = Owned(block, n, n)
    return OK


@op(c_int, POINTER(Owned), c_void_p, c_size_t)
def owned_append(buffer, bytes, n):
    owned = sound(buffer)
    counted(bytes, n)
    size, needed = owned.size, owned.size + n
    most(needed)
    if needed > owned.capacity:  # twice as much, so that appending a byte at a time is no copy at a time
        change_block(owned, max(needed, min(2 * owned.capacity, MOST)), lambda block: copy(block + size, bytes, n))
    elif n:
        copy(owned.bytes + size, bytes, n)
    owned.size = needed
    return OK


@op(c_int, POINTER(Owned), c_size_t, c_uint8)
def owned_resize(buffer, size, fill):
    owned = sound(buffer)
    most(size)
    if size > owned.capacity:
        change_block(owned, size)
    if size > owned.size:
        memset(owned.bytes + owned.size, fill, size - owned.size)
    owned.size = size
    return OK


@op(c_int, POINTER(Owned))
def owned_fit(buffer):
    owned = sound(buffer)
    if owned.capacity != owned.size:
        change_block(owned, owned.size)
    return OK


@op(None, POINTER(Owned))
def owned_free(buffer):
    if buffer:
        owned = buffer[0]
        give_back(owned.bytes, owned.capacity)
        buffer[0] = Owned()


# ---- stores


class Kept:
    """A store's own copy."""

    def __init__(self, bytes, n):
        self.bytes, self.size = block_of(n), n
        copy(self.bytes, bytes, n)

    def end(self):
        give_back(self.bytes, self.size)


class Adopted:
    """The caller's bytes, until they are given back."""

    def __init__(self, bytes, n, release, userdata):
        self.bytes, self.size, self.release, self.userdata = bytes, n, release, userdata

    def end(self):
        self.release(self.userdata, self.bytes, self.size)


NOTHING = Kept(None, 0)


class Store:
    held = NOTHING

    def hold(self, next):
        before, self.held = self.held, next
        before.end()


stores = Handles()


@op(c_uint64)
def live():
    return len(stores)


@op(c_int, pointer_out)
def store_new(out):
    require(out)
    out[0] = stores.add(Store())
    return OK


@op(None, c_void_p)
def store_free(store):
    if store:
        stores.pop(store).hold(NOTHING)


@op(c_int, c_void_p, c_void_p, c_size_t)
def store_set(store, bytes, n):
    require(store)
    counted(bytes, n)
    stores[store].hold(Kept(bytes, n))
    return OK


@op(c_int, c_void_p, c_void_p, c_size_t, Release, c_void_p)
def store_adopt(store, bytes, n, release, userdata):
    require(store, release)
    counted(bytes, n)
    stores[store].hold(Adopted(bytes, n, release, userdata))
    return OK


@op(c_int, c_void_p)
def store_clear(store):
    require(store)
    stores[store].hold(NOTHING)
    return OK


@op(c_int, c_void_p, pointer_out, size_out)
def store_view(store, bytes, n):
    require(store, bytes, n)
    held = stores[store].held
    bytes[0], n[0] = held.bytes, held.size
    return OK


@op(c_int, c_void_p, c_void_p, size_out)
def store_copy(store, to, size):
    require(store, size)
    held = stores[store].held
    room_for(held.size, to, size)
    copy(to, held.bytes, held.size)
    return OK


@op(c_int, c_void_p, c_size_t, c_void_p, c_size_t, size_out)
def store_read(store, offset, to, n, done):
    require(store, done)
    counted(to, n)
    held = stores[store].held
    if offset > held.size:
        return E_RANGE
    done[0] = part = min(n, held.size - offset)
    if part:
        copy(to, held.bytes + offset, part)
    return OK


@op(c_int, c_void_p, c_size_t, c_void_p, c_size_t)
def store_write(store, offset, bytes, n):
    require(store)
    counted(bytes, n)
    held = stores[store].held
    if offset + n > held.size:
        return E_RANGE
    if isinstance(held, Adopted):
        return E_STATE
    if n:
        copy(held.bytes + offset, bytes, n)
    return OK


OPS_OF_KEPT = [
    ("live", live),
    ("owned_copy", owned_copy),
    ("owned_append", owned_append),
    ("owned_resize", owned_resize),
    ("owned_fit", owned_fit),
    ("owned_free", owned_free),
    ("store_new", store_new),
    ("store_free", store_free),
    ("store_set", store_set),
    ("store_adopt", store_adopt),
    ("store_clear", store_clear),
    ("store_view", store_view),
    ("store_copy", store_copy),
    ("store_read", store_read),
    ("store_write", store_write),
]
