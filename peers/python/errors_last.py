"""The last error of each thread, and error objects."""
from ctypes import (
    POINTER, Structure, addressof, c_char_p, c_int, c_int32, c_size_t, c_uint64, c_void_p, create_string_buffer,
    memmove,
)
from functools import wraps

from edge import E_MEMORY, E_NOT_FOUND, E_PANIC, E_RANGE, OK, Refused, op, require
from memory import Lent, bytes_at
from perthread import PerThread

DOMAIN_SHELF, DOMAIN_DEVICE, DOMAIN_PANIC = 1, 2, 3

last = PerThread()
live_objects = set()  # addresses of shelves and error objects; `add` and `discard` are one step to other threads


class View(Structure):
    """An error as C looks at it: the message stays where it is."""

    _fields_ = [("domain", c_int32), ("code", c_int32), ("message", c_void_p), ("message_n", c_size_t)]


class Last:
    """A thread's last error.  It is never changed, only replaced: whoever holds one can put it back as it was."""

    def __init__(self, domain, code, message):
        self.domain, self.code, self.message = domain, code, message
        self.buffer = create_string_buffer(message, len(message) + 1)

    def view(self):
        return View(self.domain, self.code, addressof(self.buffer), len(self.message))


def clear_last():
    last.take()


def telling(function):
    """Decorator: a failure of this op is the thread's last error, too."""

    @wraps(function)
    def told(*args):
        try:
            return function(*args)
        except Refused as e:
            last.set(Last(DOMAIN_SHELF, e.code, str(e).encode()))
            raise
        except MemoryError:
            last.set(Last(DOMAIN_SHELF, E_MEMORY, b"memory is out"))
            raise

    return told


@op(c_int, c_int32, c_int, c_void_p, c_size_t)
def fail(domain, code, message, n):
    if code == 0:
        return E_RANGE
    if n:
        require(message)
    last.set(Last(domain, code, bytes_at(message, n)))
    return code


@op(c_int, POINTER(View))
def last_error(out):
    require(out)
    error = last.get()
    if not error:
        return E_NOT_FOUND
    out[0] = error.view()
    return OK


@op(c_int, POINTER(c_void_p))
def last_error_take(out):
    require(out)
    error = last.get()
    if not error:
        return E_NOT_FOUND
    out[0] = Error.make(error.domain, error.code, error.message).address
    clear_last()
    return OK


@op(None)
def last_error_clear():
    clear_last()


@op(c_int, c_char_p)
def panic(text):
    require(text)
    try:
        raise RuntimeError(text.decode())
    except RuntimeError as e:
        last.set(Last(DOMAIN_PANIC, E_PANIC, str(e).encode()))
        return E_PANIC


# ---- error objects


class Error(Lent):
    """Behind the struct: the message and a NUL.  The cause belongs to it."""

    _fields_ = [("domain", c_int32), ("code", c_int32), ("cause", c_void_p), ("message_n", c_size_t)]

    @classmethod
    def make(cls, domain, code, message, cause=None):
        error = cls.new(len(message) + 1)
        error.domain, error.code, error.cause, error.message_n = domain, code, cause, len(message)
        memmove(error.behind, message, len(message))  # the NUL behind it is there
        live_objects.add(error.address)
        return error

    def end(self):
        """The chain, one by one: it may be longer than functions can call each other."""
        error = self
        while error:
            cause = error.cause
            live_objects.discard(error.address)
            error.delete()
            error = Error.from_address(cause) if cause else None


@op(c_int, c_int32, c_int, c_void_p, c_size_t, POINTER(Error), POINTER(c_void_p))
def error_new(domain, code, message, n, cause, out):
    require(out)
    if n:
        require(message)
    if code == 0:
        return E_RANGE
    out[0] = Error.make(domain, code, bytes_at(message, n), addressof(cause[0]) if cause else None).address
    return OK


@op(c_int, POINTER(Error), POINTER(View))
def error_view(error, out):
    require(error, out)
    e = error[0]
    out[0] = View(e.domain, e.code, e.behind, e.message_n)
    return OK


@op(c_int, POINTER(Error), POINTER(c_void_p))
def error_cause(error, out):
    require(error, out)
    if not error[0].cause:
        return E_NOT_FOUND
    out[0] = error[0].cause
    return OK


@op(None, POINTER(Error))
def error_free(error):
    if error:
        error[0].end()


@op(c_uint64)
def live():
    return len(live_objects)
