"""pygit2, from the folder that the file SEAM_PEER names, and its raw layer: cffi's declarations of libgit2."""
import ctypes
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), os.pardir, "python"))  # the Python peers' own modules
with open(os.environ["SEAM_PEER"]) as file:
    sys.path.insert(0, file.read().strip())

import pygit2
from pygit2.ffi import C, ffi

HEADER = pygit2.LIBGIT2_VER_MAJOR, pygit2.LIBGIT2_VER_MINOR, pygit2.LIBGIT2_VER_REVISION


def library_version():
    """What the libgit2 that pygit2 has loaded says of itself: dlsym() looks in what a library is linked with, too."""
    loaded = ctypes.CDLL(pygit2._pygit2.__file__)
    numbers = [ctypes.c_int() for _ in range(3)]
    loaded.git_libgit2_version(*map(ctypes.byref, numbers))
    return tuple(number.value for number in numbers)
