"""What the files of the group security share."""
from ctypes import POINTER, c_size_t, c_void_p

import memory

ALLOC_MAX = 1 << 20  # SEAM_SEC_ALLOC_MAX
TEXT_MAX = 1 << 16  # SEAM_SEC_TEXT_MAX

pointer_out = POINTER(c_void_p)
size_out = POINTER(c_size_t)


class Live:
    """Things of all kinds that the host holds: two threads are never at it at once."""

    count = 0


class Thing(memory.Lent):
    """One of them."""

    @classmethod
    def new(cls, room=0):
        made = super().new(room)
        Live.count += 1
        return made

    def delete(self):
        super().delete()
        Live.count -= 1


def input_of(address, n, most):
    """A copy of a counted input, whose length is looked at before it is read."""
    memory.counted(address, n, most)
    return memory.bytes_at(address, n)
