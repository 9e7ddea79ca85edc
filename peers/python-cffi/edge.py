"""The edge of an op: what every function that C may call has in common.

A group's struct tells the type of each op.  cffi ends what a function raises and asks `onerror` for the result.
"""
import threading

from engine import ffi, lib

OK = lib.SEAM_OK

contained = threading.local()  # .message: of the last exception that was contained on this thread


class Refused(Exception):
    """An op's own failure: `code` is what C gets, and the text what can be said of it."""

    def __init__(self, code, text=""):
        super().__init__(text or f"code {code}")
        self.code = code


def require(*pointers):
    """Refuses NULL."""
    if not all(pointers):
        raise Refused(lib.SEAM_E_NULL)


def code_of(error):
    if isinstance(error, Refused):
        return error.code
    if isinstance(error, MemoryError):
        return lib.SEAM_E_MEMORY
    contained.message = f"{type(error).__name__}: {error}".encode()
    return lib.SEAM_E_PANIC


CODES = ("int", "int64_t", "uint32_t", "uint64_t")


def callback(type, function, failed=None):
    """The function as a C function of this type.

    A function whose result is a code may return None: that is SEAM_OK.  When it fails the result is the code of that, or
    `failed`; what is no number is all zeros then.
    """
    is_code = failed is None and type.result.cname in CODES

    def onerror(_, error, __):
        code = code_of(error)
        return code if is_code else failed

    def edge(*args):
        result = function(*args)
        return OK if result is None else result

    return ffi.callback(type, edge if is_code else function, onerror=onerror)


class Ops:
    """A group's struct: an op for each function that is decorated by this, of the member of its name."""

    def __init__(self, group):
        self.struct = ffi.new(f"struct seam_{group} *")
        self.types = {name: field.type for name, field in ffi.typeof(self.struct).item.fields}
        self.callbacks = []  # as long as C may call them

    def __call__(self, function, name=None, failed=None):
        name = name or function.__name__.rstrip("_")  # raise_: Python's word
        made = callback(self.types[name], function, failed)
        self.callbacks.append(made)
        setattr(self.struct, name, made)
        return function


class Handles:
    """Python objects that C holds by opaque pointers of this type, until they are taken."""

    def __init__(self, type):
        self.type, self.held = ffi.typeof(f"{type} *"), {}

    def add(self, thing):
        handle = ffi.new_handle(thing)
        self.held[handle] = thing
        return ffi.cast(self.type, handle)

    def __getitem__(self, handle):
        return ffi.from_handle(ffi.cast("void *", handle))

    def take(self, handle):
        return self.held.pop(ffi.cast("void *", handle))

    def __len__(self):
        return len(self.held)
