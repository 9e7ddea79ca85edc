"""The probe library that this interpreter has loaded, and the C heap as it sees it."""
import ctypes
import os
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_size_t, c_uint32, c_uint64, c_void_p

library = ctypes.CDLL(os.environ["SEAM_PROBE_LIB"])

# malloc and free are looked up through the probe, not in libc.so.6: a checker's come first there, and libc's own would
# be a heap that the checker does not see.
malloc = library.malloc
malloc.argtypes, malloc.restype = [c_size_t], c_void_p
free = library.free
free.argtypes, free.restype = [c_void_p], None

class Host(ctypes.Structure):
    pass

host_pointer = POINTER(Host)
Host._fields_ = [
    ("abi", c_uint32), ("size", c_uint32),
    ("alloc", CFUNCTYPE(c_void_p, host_pointer, c_size_t, c_size_t)),
    ("realloc", CFUNCTYPE(c_void_p, host_pointer, c_void_p, c_size_t, c_size_t, c_size_t)),
    ("free", CFUNCTYPE(None, host_pointer, c_void_p, c_size_t, c_size_t)),
    ("log", CFUNCTYPE(None, host_pointer, c_char_p)),
]

class Offer(ctypes.Structure):
    _fields_ = [("group", c_char_p), ("size", c_size_t), ("ops", c_void_p)]

class Peer(ctypes.Structure):
    _fields_ = [
        ("abi", c_uint32), ("size", c_uint32), ("name", c_char_p), ("language", c_char_p), ("toolchain", c_char_p),
        ("traits", c_uint64), ("offers", POINTER(Offer)), ("n_offers", c_size_t),
    ]

SEAM_ABI = 1
SEAM_LOSSY = 1 << 1
SEAM_MANAGED_HEAP = 1 << 7

main = library.seam_probe_main
main.argtypes, main.restype = [POINTER(Peer), c_int, POINTER(c_char_p)], c_int

library.seam_probe_host.argtypes, library.seam_probe_host.restype = [], host_pointer
host = library.seam_probe_host()
