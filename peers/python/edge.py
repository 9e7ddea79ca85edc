"""The edge of an op: what every function that C may call has in common.

An exception that leaves a ctypes callback is printed and dropped, and C then reads a return value that nobody wrote.
So each op is made by `op`, which ends every exception in it.
"""
import ctypes
import itertools

from perthread import PerThread

OK = 0
E_FAILED, E_NULL, E_NUL, E_ENCODING, E_RANGE, E_SPACE = -1, -2, -3, -4, -5, -6
E_MEMORY, E_PANIC, E_STATE, E_UNSUPPORTED, E_VERSION, E_NOT_FOUND = -7, -8, -9, -10, -11, -12

contained = PerThread()  # the message of the last exception that was contained on this thread


class Refused(Exception):
    """An op's own failure: `code` is what C gets, and the text what can be said of it."""

    def __init__(self, code, text=""):
        super().__init__(text or f"code {code}")
        self.code = code


def require(*pointers):
    """Refuses NULL; an empty string is no NULL."""
    for pointer in pointers:
        if not pointer and pointer != b"":
            raise Refused(E_NULL)


NOT_A_CODE = (None, ctypes.c_bool, ctypes.c_void_p)


def op(result, *arguments, failed=None, use_errno=False):
    """Decorator: the function as a C function pointer of these types.

    When the function fails the result is the code of that, or `failed`; None, False or NULL where it is no number.
    With use_errno the caller's errno is what get_errno() gives, whatever the interpreter does to the true one, and what
    it is then is what the caller finds.
    """
    has_code = failed is None and result not in NOT_A_CODE
    code_of = (lambda code: code) if has_code else (lambda code: failed)

    def make(function):
        def edge(*args):
            try:
                return function(*args)
            except Refused as e:
                return code_of(e.code)
            except MemoryError:
                return code_of(E_MEMORY)
            except BaseException as e:  # SystemExit and KeyboardInterrupt too: nothing may pass
                contained.set(f"{type(e).__name__}: {e}".encode())
                return code_of(E_PANIC)

        return ctypes.CFUNCTYPE(result, *arguments, use_errno=use_errno)(edge)

    return make


def table(fields):
    """A group's struct, made of (name, op) in the order of the header; None is an op that is not offered.

    The struct keeps the function pointers alive, and with them the closures that C calls.
    """
    types = [(name, type(function) if function else ctypes.c_void_p) for name, function in fields]
    struct = type("Ops", (ctypes.Structure,), {"_fields_": types})
    return struct(*(function for _, function in fields))


class Handles:
    """Objects that C holds by opaque pointers.  The pointers are numbers, never 0 and never used again: C must not look
    behind them, and Python's objects have no address that stays theirs."""

    def __init__(self):
        self.objects = {}
        self.numbers = itertools.count(8, 8)  # `next` is one step to other threads; `+=` is not

    def add(self, thing):
        handle = next(self.numbers)
        self.objects[handle] = thing
        return handle

    def __getitem__(self, handle):
        return self.objects[handle]

    def pop(self, handle):
        return self.objects.pop(handle)

    def __len__(self):
        return len(self.objects)
