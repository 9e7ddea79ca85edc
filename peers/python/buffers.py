"""buffers: a pointer and a length.

Addresses come as numbers.  Every size is looked at before anything behind an address is: Python's own functions trust
theirs (string_at takes a C int, and would cut what does not fit).
"""
from ctypes import (
    POINTER, Structure, c_double, c_int, c_size_t, c_ssize_t, c_uint8, c_uint16, c_uint32, c_uint64,
    c_void_p, memmove, sizeof,
)
from struct import Struct

from buffers_kept import OPS_OF_KEPT
from buffers_sizes import counted, most, room_for, size_out
from edge import E_NOT_FOUND, E_RANGE, OK, op, require, table
from memory import bytes_at, copy, reading

uint64_out = POINTER(c_uint64)


class Piece(Structure):
    """Counted bytes: struct seam_buffers_piece and struct seam_buffers_room."""

    _fields_ = [("bytes", c_void_p), ("size", c_size_t)]


class Summary(Structure):
    _fields_ = [
        ("least", c_uint8), ("most", c_uint8), ("size", c_uint64), ("last", c_uint8), ("zeros", c_uint32),
        ("first_zero", c_uint64),
    ]


class Record(Structure):
    _fields_ = [("kind", c_uint8), ("serial", c_uint64), ("flags", c_uint16), ("weight", c_double), ("id", c_uint32)]


class Slice(Structure):
    _fields_ = [("offset", c_size_t), ("rows", c_size_t), ("width", c_size_t), ("stride", c_ssize_t)]


# One byte order for the whole of a format: the weight, which has the machine's, is eight bytes here and a number there.
WIRE = Struct(">BQH8sI")
WEIGHT = Struct("=d")


# ---- reading counted bytes


@op(c_int, c_void_p, c_size_t, uint64_out)
def digest(bytes, n, out):
    require(out)
    counted(bytes, n)
    hash = 14695981039346656037
    with reading(bytes, n) as view:
        for byte in view:
            hash = (hash ^ byte) * 1099511628211 & 0xFFFFFFFFFFFFFFFF
    out[0] = hash
    return OK


@op(c_int, c_void_p, c_size_t, c_void_p, c_size_t, size_out)
def find(hay, hay_n, needle, needle_n, at):
    require(at)
    counted(hay, hay_n)
    counted(needle, needle_n)
    index = bytes_at(hay, hay_n).find(bytes_at(needle, needle_n))
    if index < 0:
        return E_NOT_FOUND
    at[0] = index
    return OK


@op(c_int, c_void_p, c_size_t, POINTER(Summary))
def describe(bytes, n, out):
    require(out)
    counted(bytes, n)
    if not n:
        out[0] = Summary()
        return OK
    data = bytes_at(bytes, n)
    first_zero = data.find(0)
    out[0] = Summary(
        least=min(data),
        most=max(data),
        size=n,
        last=data[-1],
        zeros=data.count(0),
        first_zero=n if first_zero < 0 else first_zero,
    )  # the whole struct, padding too: a ctypes object begins as zeros
    return OK


@op(c_int, c_void_p, c_size_t, uint64_out)
def sum_u32(numbers, count, out):
    require(out)
    counted(numbers, count, sizeof(c_uint32))
    with reading(numbers, count * sizeof(c_uint32)) as view:
        out[0] = sum(view.cast("I"))  # wherever the bytes are: an index copies, it does not dereference
    return OK


# ---- from the caller's memory to the caller's memory


@op(c_int, c_void_p, c_size_t, c_void_p, size_out)
def hex(bytes, n, to, size):
    require(size)
    counted(bytes, n)
    room_for(2 * n, to, size)
    copy(to, bytes_at(bytes, n).hex().encode(), 2 * n)
    return OK


@op(c_int, c_void_p, c_size_t, c_void_p)
def reverse(source, n, to):
    counted(source, n)
    counted(to, n)
    if n and 0 < abs(source - to) < n:
        return E_RANGE
    copy(to, bytes_at(source, n)[::-1], n)
    return OK


@op(c_int, c_void_p, c_size_t, c_size_t, c_size_t, c_size_t)
def move(bytes, size, to, source, n):
    counted(bytes, size)
    if to + n > size or source + n > size:
        return E_RANGE
    if n:
        memmove(bytes + to, bytes + source, n)
    return OK


# ---- arrays and slices


def decoded(fields):
    kind, serial, flags, weight, id = fields
    return Record(kind, serial, flags, *WEIGHT.unpack(weight), id)


@op(c_int, c_void_p, c_size_t, POINTER(Record), size_out)
def decode(wire, size, to, count):
    require(count)
    counted(wire, size)
    n, rest = divmod(size, WIRE.size)
    if rest:
        return E_RANGE
    room_for(n, to, count, sizeof(Record))
    records = (Record * n)(*map(decoded, WIRE.iter_unpack(bytes_at(wire, size))))
    copy(to, records, sizeof(records))
    return OK


@op(c_int, POINTER(Record), c_size_t, c_void_p, size_out)
def encode(records, count, to, size):
    require(size)
    counted(records, count, sizeof(Record))
    room_for(count * WIRE.size, to, size)
    encoded = b"".join(
        WIRE.pack(r.kind, r.serial, r.flags, WEIGHT.pack(r.weight), r.id) for r in records[:count]
    )
    copy(to, encoded, len(encoded))
    return OK


@op(c_int, POINTER(Record), c_int, c_uint32)
def raise_ids(records, count, by):
    if count < 0:
        return E_RANGE
    counted(records, count, sizeof(Record))
    for i in range(count):
        records[i].id = records[i].id + by & 0xFFFFFFFF  # a view of the caller's record, not a copy
    return OK


@op(c_int, c_void_p, c_size_t, POINTER(Slice), c_void_p, size_out)
def slice_of(grid, size, which, to, to_size):
    require(which, to_size)
    counted(grid, size)
    s = which[0]
    most(s.offset, s.rows, s.width, abs(s.stride), s.rows * s.width)
    offsets = range(0)
    if s.rows and s.width:
        last = s.offset + (s.rows - 1) * s.stride
        most((s.rows - 1) * abs(s.stride))
        if min(s.offset, last) < 0 or max(s.offset, last) + s.width > size:
            return E_RANGE
        offsets = (s.offset + r * s.stride for r in range(s.rows))
    room_for(s.rows * s.width, to, to_size)
    for r, offset in enumerate(offsets):
        memmove(to + r * s.width, grid + offset, s.width)
    return OK


def pieces_of(pieces, count):
    """The pieces as (address, size), each of them and all together looked at."""
    counted(pieces, count, sizeof(Piece))
    found = [(piece.bytes, piece.size) for piece in pieces[:count]]
    for address, size in found:
        counted(address, size)
    most(sum(size for _, size in found))
    return found


@op(c_int, POINTER(Piece), c_size_t, c_void_p, size_out)
def gather(pieces, count, to, size):
    require(size)
    found = pieces_of(pieces, count)
    room_for(sum(n for _, n in found), to, size)
    gathered = 0
    for address, n in found:
        if n:
            memmove(to + gathered, address, n)
        gathered += n
    return OK


@op(c_int, c_void_p, c_size_t, POINTER(Piece), c_size_t, size_out)
def scatter(source, n, rooms, count, done):
    require(done)
    counted(source, n)
    copied = 0
    for address, room in pieces_of(rooms, count):
        part = min(room, n - copied)
        if part:
            memmove(address, source + copied, part)
        copied += part
    done[0] = copied
    return OK


@op(c_int, POINTER(c_void_p), c_size_t, c_size_t, c_void_p, size_out, size_out)
def gather_rows(rows, count, width, to, size, absent):
    require(size, absent)
    counted(rows, count, sizeof(c_void_p))
    most(width, count * width)
    there = [row for row in rows[:count] if row]
    room_for(len(there) * width, to, size)
    absent[0] = count - len(there)
    if width:
        for i, row in enumerate(there):
            memmove(to + i * width, row, width)
    return OK


OPS_OF_BYTES = [
    ("digest", digest),
    ("find", find),
    ("describe", describe),
    ("sum_u32", sum_u32),
    ("hex", hex),
    ("reverse", reverse),
    ("move", move),
    ("decode", decode),
    ("encode", encode),
    ("raise", raise_ids),
    ("slice", slice_of),
    ("gather", gather),
    ("scatter", scatter),
    ("gather_rows", gather_rows),
]

# `live` stands first in the header, before what it counts.
OPS = table(OPS_OF_KEPT[:1] + OPS_OF_BYTES + OPS_OF_KEPT[1:])
