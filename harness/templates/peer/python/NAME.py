"""The peer @name@: ops in Python, as callbacks of ctypes, in the table that the probe asks.

Run by seam: SEAM_PROBE_LIB is the probe's library, the arguments are the probe's.
"""
import ctypes
import os
import sys
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_size_t, c_uint32, c_uint64, c_void_p

probe = ctypes.CDLL(os.environ["SEAM_PROBE_LIB"])
# malloc as the probe's process has it: under a checker it is the checker's.
malloc, free = probe.malloc, probe.free
malloc.argtypes, malloc.restype = [c_size_t], c_void_p
free.argtypes, free.restype = [c_void_p], None

SEAM_ABI = 1
SEAM_MANAGED_HEAP = 1 << 7
OK, E_NULL, E_MEMORY, E_PANIC = 0, -2, -7, -8


def op(result, *arguments):
    """A function that C may call.  No exception may leave it: ctypes would drop it, and C read what nobody wrote."""

    def make(function):
        def edge(*args):
            try:
                return function(*args)
            except MemoryError:
                return E_MEMORY if result else None
            except BaseException:
                return E_PANIC if result else None

        return CFUNCTYPE(result, *arguments)(edge)

    return make


def give(data):
    """The copy that C owns until release()."""
    block = malloc(len(data) + 1)
    if not block:
        raise MemoryError
    ctypes.memmove(block, data, len(data) + 1)
    return block


@op(c_int, c_char_p, POINTER(c_void_p))
def echo(s, out):
    if s is None or not out:
        return E_NULL
    # Here stands a call of your library, which takes a string and gives one back.
    out[0] = give(s)
    return OK


@op(None, c_void_p)
def release(s):
    free(s)


class Strings(ctypes.Structure):
    """The beginning of struct seam_strings: ops in the header's order, one that is not offered is a NULL."""

    _fields_ = [
        ("echo", type(echo)), ("echo_optional", c_void_p), ("echo_n", c_void_p), ("terminate", c_void_p),
        ("release", type(release)),
    ]


class Offer(ctypes.Structure):
    _fields_ = [("group", c_char_p), ("size", c_size_t), ("ops", c_void_p)]


class Peer(ctypes.Structure):
    _fields_ = [
        ("abi", c_uint32), ("size", c_uint32), ("name", c_char_p), ("language", c_char_p), ("toolchain", c_char_p),
        ("traits", c_uint64), ("offers", POINTER(Offer)), ("n_offers", c_size_t),
    ]


strings = Strings(echo=echo, release=release)
offers = (Offer * 1)(Offer(b"strings", ctypes.sizeof(strings), ctypes.addressof(strings)))
peer = Peer(
    abi=SEAM_ABI, size=ctypes.sizeof(Peer), name=b"@name@", language=b"Python",
    toolchain=b"CPython " + sys.version.split()[0].encode(), traits=SEAM_MANAGED_HEAP, offers=offers, n_offers=len(offers),
)

probe.seam_probe_main.argtypes = [POINTER(Peer), c_int, POINTER(c_char_p)]
probe.seam_probe_main.restype = c_int
arguments = [os.fsencode(a) for a in sys.argv]
sys.exit(probe.seam_probe_main(peer, len(arguments), (c_char_p * (len(arguments) + 1))(*arguments)))
