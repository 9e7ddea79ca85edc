"""Memory that is C's: counted bytes of the caller's, and blocks of the lent allocator."""
import ctypes
from ctypes import c_int, c_ssize_t, c_void_p, memmove, memset, sizeof, string_at

from edge import E_NULL, E_RANGE, Refused
from probe import host

# A view of memory that was not made by Python.  Read-only: a write to an input is an error here, not a change there.
PyBUF_READ = 0x100
memory_view = ctypes.pythonapi.PyMemoryView_FromMemory
memory_view.argtypes, memory_view.restype = [c_void_p, c_ssize_t, c_int], ctypes.py_object


def counted(address, n, most, size=1):
    """Refuses n items of `size` bytes that are too many, or nowhere.  Python's product does not wrap."""
    if n > most or n * size > most:
        raise Refused(E_RANGE)
    if n and not address:
        raise Refused(E_NULL)


def reading(address, n):
    """A view of n bytes, for `with`: it ends with the block, so that nobody can read there after the call."""
    return memory_view(address, n, PyBUF_READ) if n else memoryview(b"")


def bytes_at(address, n):
    """A copy of n bytes."""
    return string_at(address, n) if n else b""


def copy(to, source, n):
    """With n == 0 either address may be NULL, or lead nowhere."""
    if n:
        memmove(to, source, n)


def part_of(pointer):
    """A copy of a struct that begins with its size where it was made: members that do not lie within that are zeros.

    Read once: C may change or free the struct in whatever is called next.
    """
    kind = pointer._type_
    size = ctypes.c_size_t.from_address(ctypes.addressof(pointer.contents)).value
    members = [getattr(kind, name) for name, *_ in kind._fields_]
    whole = max((m.offset + m.size for m in members if m.offset + m.size <= size), default=0)
    copied = kind()
    copy(ctypes.addressof(copied), ctypes.addressof(pointer.contents), whole)
    copied.size = size
    return copied


def lend(data, behind=b""):
    """A lent block, align 1, with these bytes: C's from then on."""
    block = alloc(len(data) + len(behind))
    copy(block, data, len(data))
    copy(block + len(data), behind, len(behind))
    return block


# The functions of the host once, not at each use: each look at a field makes another object.
_alloc, _free = host.contents.alloc, host.contents.free


def alloc(size, align=1):
    block = _alloc(host, size, align)
    if not block:
        raise MemoryError
    return block


def free(block, size, align=1):
    _free(host, block, size, align)


class Lent(ctypes.Structure):
    """An object that C holds by its address: a struct in lent memory, and room behind it.

    What from_address makes does not own the memory: `delete` gives it back.
    """

    _fields_ = [("room", ctypes.c_size_t)]

    @classmethod
    def new(cls, room=0):
        size = sizeof(cls) + room
        block = alloc(size, ctypes.alignment(cls))
        memset(block, 0, size)
        made = cls.from_address(block)
        made.room = room
        return made

    @property
    def behind(self):
        return self.address + sizeof(self)

    @property
    def address(self):
        return ctypes.addressof(self)

    def delete(self):
        free(self.address, sizeof(self) + self.room, ctypes.alignment(type(self)))
