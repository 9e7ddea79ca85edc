"""Memory that is C's: counted bytes of the caller's, and blocks of malloc's and of the lent allocator's."""
from edge import Refused
from engine import ffi, host, lib


def counted(address, n, most, size=1):
    """Refuses n items of `size` bytes that are too many, or nowhere.  Python's product does not wrap."""
    if n > most or n * size > most:
        raise Refused(lib.SEAM_E_RANGE)
    if n and not address:
        raise Refused(lib.SEAM_E_NULL)


def bytes_at(address, n):
    """A copy of n bytes."""
    return bytes(ffi.buffer(ffi.cast("char *", address), n)) if n else b""


def at(address, offset):
    """The place so many bytes behind an address; behind NULL is nothing."""
    return ffi.cast("char *", address) + offset if address else address


def copy(to, source, n):
    """With n == 0 either place may be NULL, or lead nowhere."""
    if n:
        ffi.memmove(to, source, n)


def malloced(data, behind=b"\0"):
    """A block of malloc's, which outlives every Python object that could hold it."""
    block = lib.malloc(len(data) + len(behind))
    if not block:
        raise MemoryError
    ffi.memmove(block, data + behind, len(data) + len(behind))
    return ffi.cast("char *", block)


def alloc(size, align=1):
    block = host.alloc(host, size, align)
    if not block:
        raise MemoryError
    return block


def free(block, size, align=1):
    host.free(host, block, size, align)


def lend(data, behind=b""):
    """A lent block, align 1, with these bytes: C's from then on."""
    block = alloc(len(data) + len(behind))
    ffi.memmove(block, data + behind, len(data) + len(behind))
    return ffi.cast("char *", block)


def part_of(pointer):
    """A copy of a struct that begins with its size where it was made: members that do not lie within that are zeros.

    Read once: C may change or free the struct in whatever is called next.
    """
    type = ffi.typeof(pointer).item
    ends = [field.offset + ffi.sizeof(field.type) for _, field in type.fields]
    whole = max((end for end in ends if end <= pointer.size), default=0)
    copied = ffi.new(ffi.getctype(type, "*"))
    copy(copied, pointer, whole)
    copied.size = pointer.size
    return copied
