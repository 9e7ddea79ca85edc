"""The edge of an op: what every function that C may call has in common.

An exception that leaves a ctypes callback is printed and dropped, and C then reads a return value that nobody wrote.
So each op is made by `op`, which ends every exception in it.
"""
import ctypes
import threading

OK = 0
E_FAILED, E_NULL, E_NUL, E_ENCODING, E_RANGE, E_SPACE = -1, -2, -3, -4, -5, -6
E_MEMORY, E_PANIC, E_STATE, E_UNSUPPORTED, E_VERSION, E_NOT_FOUND = -7, -8, -9, -10, -11, -12

contained = threading.local()  # .message: of the last exception that was contained on this thread


def op(result, *arguments):
    """Decorator: the function as a C function pointer of these types."""

    def make(function):
        def edge(*args):
            try:
                return function(*args)
            except MemoryError:
                return None if result is None else E_MEMORY
            except BaseException as e:  # SystemExit and KeyboardInterrupt too: nothing may pass
                contained.message = f"{type(e).__name__}: {e}".encode()
                return None if result is None else E_PANIC

        return ctypes.CFUNCTYPE(result, *arguments)(edge)

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
        self.last = 0

    def add(self, thing):
        self.last += 8
        self.objects[self.last] = thing
        return self.last

    def __getitem__(self, handle):
        return self.objects[handle]

    def pop(self, handle):
        return self.objects.pop(handle)

    def __len__(self):
        return len(self.objects)
