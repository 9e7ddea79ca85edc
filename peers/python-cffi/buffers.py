"""buffers: a pointer and a length.

Every size is looked at before anything behind a pointer is: Python's sums and products do not wrap.
"""
from struct import Struct

import memory
from edge import Handles, Ops, Refused, require
from engine import ffi, lib
from memory import at, bytes_at, copy

MOST = 1 << 30  # SEAM_BUFFERS_MOST

# One byte order for the whole of a format: the weight, which has the machine's, is eight bytes here.
WIRE = Struct(">BQH8sI")

op = Ops("buffers")


def most(*sizes):
    if max(sizes) > MOST:
        raise Refused(lib.SEAM_E_RANGE)


def counted(address, n, size=1):
    memory.counted(address, n, MOST, size)


def room_for(needed, to, room, size=1):
    """Refuses a room at `to` of room[0] items that does not hold `needed` ones; room[0] becomes what is needed."""
    counted(to, room[0], size)
    most(needed * size)
    there, room[0] = room[0], needed
    if there < needed:
        raise Refused(lib.SEAM_E_SPACE)


def input_of(address, n):
    counted(address, n)
    return bytes_at(address, n)


# ---- reading counted bytes


@op
def digest(data, n, out):
    require(out)
    hash = 14695981039346656037
    for byte in input_of(data, n):
        hash = (hash ^ byte) * 1099511628211 & 0xFFFFFFFFFFFFFFFF
    out[0] = hash


@op
def find(hay, hay_n, needle, needle_n, index):
    require(index)
    counted(hay, hay_n)
    counted(needle, needle_n)
    found = bytes_at(hay, hay_n).find(bytes_at(needle, needle_n))
    if found < 0:
        return lib.SEAM_E_NOT_FOUND
    index[0] = found


@op
def describe(address, n, out):
    require(out)
    data = input_of(address, n)
    zeros = data.count(0)
    # The whole struct, padding too: what ffi.new makes begins as zeros.
    out[0] = ffi.new("struct seam_buffers_summary *", {
        "least": min(data),
        "most": max(data),
        "size": n,
        "last": data[-1],
        "zeros": zeros,
        "first_zero": data.find(0) if zeros else n,
    } if n else {})[0]


@op
def sum_u32(numbers, count, out):
    require(out)
    counted(numbers, count, 4)
    out[0] = sum(memoryview(bytes_at(numbers, 4 * count)).cast("I"))


# ---- from the caller's memory to the caller's memory


@op
def hex(data, n, to, size):
    require(size)
    counted(data, n)
    room_for(2 * n, to, size)
    copy(to, bytes_at(data, n).hex().encode(), 2 * n)


@op
def reverse(source, n, to):
    counted(source, n)
    counted(to, n)
    apart = abs(int(ffi.cast("intptr_t", source)) - int(ffi.cast("intptr_t", to)))
    if n and 0 < apart < n:
        return lib.SEAM_E_RANGE
    copy(to, bytes_at(source, n)[::-1], n)


@op
def move(data, size, to, source, n):
    counted(data, size)
    if to + n > size or source + n > size:
        return lib.SEAM_E_RANGE
    copy(at(data, to), at(data, source), n)


# ---- arrays and slices


def weight_of(record):
    """The bytes of the double: as a float it need not stay as it is."""
    return ffi.addressof(record, "weight")


@op
def decode(wire, size, to, count):
    require(count)
    counted(wire, size)
    n, rest = divmod(size, WIRE.size)
    if rest:
        return lib.SEAM_E_RANGE
    room_for(n, to, count, ffi.sizeof("struct seam_buffers_record"))
    for i, (kind, serial, flags, weight, id) in enumerate(WIRE.iter_unpack(bytes_at(wire, size))):
        record = to[i]
        record.kind, record.serial, record.flags, record.id = kind, serial, flags, id
        copy(weight_of(record), weight, len(weight))


@op
def encode(records, count, to, size):
    require(size)
    counted(records, count, ffi.sizeof("struct seam_buffers_record"))
    room_for(count * WIRE.size, to, size)
    encoded = b"".join(
        WIRE.pack(r.kind, r.serial, r.flags, bytes_at(weight_of(r), 8), r.id) for r in (records[i] for i in range(count))
    )
    copy(to, encoded, len(encoded))


@op
def raise_(records, count, by):
    if count < 0:
        return lib.SEAM_E_RANGE
    counted(records, count, ffi.sizeof("struct seam_buffers_record"))
    for i in range(count):
        records[i].id = records[i].id + by & 0xFFFFFFFF


@op
def slice(grid, size, which, to, to_size):
    require(which, to_size)
    counted(grid, size)
    offset, rows, width, stride = which.offset, which.rows, which.width, which.stride
    most(offset, rows, width, abs(stride), rows * width)
    if rows and width:
        most((rows - 1) * abs(stride))
        last = offset + (rows - 1) * stride
        if min(offset, last) < 0 or max(offset, last) + width > size:
            return lib.SEAM_E_RANGE
    room_for(rows * width, to, to_size)
    for r in range(rows if width else 0):
        copy(at(to, r * width), at(grid, offset + r * stride), width)


def pieces_of(pieces, count):
    """The pieces as (address, size), each of them and all together looked at."""
    counted(pieces, count, ffi.sizeof("struct seam_buffers_piece"))
    found = [(pieces[i].bytes, pieces[i].size) for i in range(count)]
    for address, size in found:
        counted(address, size)
    most(sum(size for _, size in found))
    return found


@op
def gather(pieces, count, to, size):
    require(size)
    found = pieces_of(pieces, count)
    room_for(sum(n for _, n in found), to, size)
    gathered = 0
    for address, n in found:
        copy(at(to, gathered), address, n)
        gathered += n


@op
def scatter(source, n, rooms, count, done):
    require(done)
    counted(source, n)
    copied = 0
    for address, room in pieces_of(rooms, count):
        part = min(room, n - copied)
        copy(address, at(source, copied), part)
        copied += part
    done[0] = copied


@op
def gather_rows(rows, count, width, to, size, absent):
    require(size, absent)
    counted(rows, count, ffi.sizeof("void *"))
    most(width, count * width)
    there = [rows[i] for i in range(count) if rows[i]]
    room_for(len(there) * width, to, size)
    absent[0] = count - len(there)
    for i, row in enumerate(there):
        copy(at(to, i * width), row, width)


# ---- owned buffers: C may free and change both the struct and the block, so Python keeps nothing of them


def block_of(n):
    """n lent bytes; no block for none."""
    return ffi.cast("unsigned char *", memory.alloc(n)) if n else ffi.NULL


def give_back(block, n):
    if n:
        memory.free(block, n)


def sound(owned):
    require(owned)
    if owned.size > owned.capacity:
        raise Refused(lib.SEAM_E_RANGE)
    counted(owned.bytes, owned.capacity)


def change_block(owned, capacity, put=lambda block: None):
    """Another block, with the bytes of the old one; `put` stores what comes behind them, while the old one is there."""
    block = block_of(capacity)
    copy(block, owned.bytes, min(owned.size, capacity))
    put(block)
    give_back(owned.bytes, owned.capacity)
    owned.bytes, owned.capacity = block, capacity


@op
def owned_copy(data, n, out):
    require(out)
    counted(data, n)
    block = block_of(n)
    copy(block, data, n)
    out.bytes, out.size, out.capacity = block, n, n


@op
def owned_append(owned, data, n):
    sound(owned)
    counted(data, n)
    size, needed = owned.size, owned.size + n
    most(needed)
    if needed > owned.capacity:  # twice as much, so that appending a byte at a time is no copy at a time
        change_block(owned, max(needed, min(2 * owned.capacity, MOST)), lambda block: copy(at(block, size), data, n))
    else:
        copy(at(owned.bytes, size), data, n)
    owned.size = needed


@op
def owned_resize(owned, size, fill):
    sound(owned)
    most(size)
    if size > owned.capacity:
        change_block(owned, size)
    if size > owned.size:
        new = size - owned.size
        copy(at(owned.bytes, owned.size), bytes([fill]) * new, new)
    owned.size = size


@op
def owned_fit(owned):
    sound(owned)
    if owned.capacity != owned.size:
        change_block(owned, owned.size)


@op
def owned_free(owned):
    if owned:
        give_back(owned.bytes, owned.capacity)
        owned.bytes, owned.size, owned.capacity = ffi.NULL, 0, 0


# ---- stores


class Kept:
    """A store's own copy."""

    is_adopted = False

    def __init__(self, data, n):
        self.bytes, self.size = block_of(n), n
        copy(self.bytes, data, n)

    def end(self):
        give_back(self.bytes, self.size)


class Adopted:
    """The caller's bytes, until they are given back."""

    is_adopted = True

    def __init__(self, data, n, release, userdata):
        self.bytes, self.size, self.release, self.userdata = data, n, release, userdata

    def end(self):
        self.release(self.userdata, self.bytes, self.size)


NOTHING = Kept(ffi.NULL, 0)
stores = Handles("struct seam_buffers_store")


class Store:
    held = NOTHING

    def hold(self, next):
        before, self.held = self.held, next
        before.end()


@op
def live():
    return len(stores)


@op
def store_new(out):
    require(out)
    out[0] = stores.add(Store())


@op
def store_free(store):
    if store:
        stores.take(store).hold(NOTHING)


@op
def store_set(store, data, n):
    require(store)
    counted(data, n)
    stores[store].hold(Kept(data, n))


@op
def store_adopt(store, data, n, release, userdata):
    require(store, release)
    counted(data, n)
    stores[store].hold(Adopted(data, n, release, userdata))


@op
def store_clear(store):
    require(store)
    stores[store].hold(NOTHING)


@op
def store_view(store, data, n):
    require(store, data, n)
    held = stores[store].held
    data[0], n[0] = held.bytes, held.size


@op
def store_copy(store, to, size):
    require(store, size)
    held = stores[store].held
    room_for(held.size, to, size)
    copy(to, held.bytes, held.size)


@op
def store_read(store, offset, to, n, done):
    require(store, done)
    counted(to, n)
    held = stores[store].held
    if offset > held.size:
        return lib.SEAM_E_RANGE
    done[0] = part = min(n, held.size - offset)
    copy(to, at(held.bytes, offset), part)


@op
def store_write(store, offset, data, n):
    require(store)
    counted(data, n)
    held = stores[store].held
    if offset + n > held.size:
        return lib.SEAM_E_RANGE
    if held.is_adopted:
        return lib.SEAM_E_STATE
    copy(at(held.bytes, offset), data, n)
