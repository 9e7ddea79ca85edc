"""Sizes of the group buffers: what all its ops look at first."""
from ctypes import POINTER, c_size_t

import memory
from edge import E_RANGE, E_SPACE, Refused

MOST = 1 << 30  # SEAM_BUFFERS_MOST

size_out = POINTER(c_size_t)


def most(*sizes):
    """Python's sums and products do not wrap: they are looked at when they are made."""
    if max(sizes) > MOST:
        raise Refused(E_RANGE)


def counted(address, n, size=1):
    memory.counted(address, n, MOST, size)


def room_for(needed, to, room, size=1):
    """Refuses a room at `to` of room[0] items that does not hold `needed` ones; room[0] becomes what is needed."""
    counted(to, room[0], size)
    most(needed * size)
    there, room[0] = room[0], needed
    if there < needed:
        raise Refused(E_SPACE)
