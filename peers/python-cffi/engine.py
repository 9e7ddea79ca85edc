"""cffi, from the folder where the build has put it, and what it knows of the groups' headers and of the probe's library.

SEAM_PEER is a file of two lines: that folder, and the headers as the preprocessor leaves them.
"""
import os
import sys

with open(os.environ["SEAM_PEER"]) as file:
    folder, headers = file.read().split("\n")[:2]
sys.path.insert(0, folder)

import cffi

ffi = cffi.FFI()
with open(headers) as file:
    for part in file.read().split("#pragma pack(pop)"):  # cffi takes the packing as an argument
        plain, _, rest = part.partition("#pragma pack(push, ")
        ffi.cdef(plain)
        if rest:
            pack, _, packed = rest.partition(")")
            ffi.cdef(packed, pack=int(pack))
ffi.cdef("void *malloc(size_t size); void free(void *block);")

# The enums' constants are the library's, too.  malloc and free are looked up through the probe, not in libc.so.6: a
# checker's come first there, and libc's own would be a heap that the checker does not see.
lib = ffi.dlopen(os.environ["SEAM_PROBE_LIB"])
host = lib.seam_probe_host()
