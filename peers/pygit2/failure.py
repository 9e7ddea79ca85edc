"""What pygit2 raises, as a code of the op and as the thread's last failure."""
from ctypes import POINTER, Structure, c_char_p, c_int, c_int32, c_size_t, c_void_p
from functools import wraps

from binding import C, ffi, pygit2
from edge import E_ENCODING, E_FAILED, E_MEMORY, E_NOT_FOUND, E_NUL, OK, Refused, op
from perthread import PerThread

last = PerThread()

# pygit2 turns codes into kinds of exceptions; later versions have names of their own for these.
CODES = [
    (getattr(pygit2, "NotFoundError", KeyError), C.GIT_ENOTFOUND),
    (getattr(pygit2, "AlreadyExistsError", ()), C.GIT_EEXISTS),
    (getattr(pygit2, "AmbiguousError", ()), C.GIT_EAMBIGUOUS),
    (getattr(pygit2, "InvalidSpecError", ()), C.GIT_EINVALIDSPEC),
]


class HostFailure(Exception):
    """A number of the host's, on its way through pygit2."""

    def __init__(self, code):
        super().__init__(f"the host refuses, by {code}")
        self.code = code


class Failure(Structure):
    _fields_ = [("code", c_int32), ("klass", c_int32), ("message", c_char_p), ("message_size", c_size_t)]


def code_of(error):
    for kind, code in CODES:
        if isinstance(error, kind):
            return code
    return C.GIT_ERROR


def of_libgit2(error):
    """Keeps what libgit2 refused.  The class is no part of most exceptions: the raw layer has it."""
    told = C.git_error_last()
    code, klass = code_of(error), told.klass if told else 0
    keep(code, klass, text_of(error))
    return E_NOT_FOUND if code == C.GIT_ENOTFOUND else E_FAILED


def text_of(error):
    return str(error.args[0] if error.args else error).encode("utf-8", "surrogateescape")


def keep(code, klass, message):
    last.set((message, Failure(code, klass, message, len(message))))


def refusal(error):
    """The op's code for what pygit2, or Python on its way there, raised."""
    if isinstance(error, (pygit2.GitError, KeyError, OSError)):
        return of_libgit2(error)
    if isinstance(error, HostFailure):
        keep(error.code, 0, text_of(error))
        return E_FAILED
    keep(0, 0, text_of(error))
    if isinstance(error, UnicodeError):
        return E_ENCODING
    if isinstance(error, MemoryError):
        return E_MEMORY
    if isinstance(error, ValueError):
        if "embedded null" in str(error):
            return E_NUL
        return of_libgit2(error)
    return E_FAILED


def telling(function):
    """Decorator: a failure of this op is the thread's last one."""

    @wraps(function)
    def told(*args):
        try:
            return function(*args)
        except Refused as e:
            keep(0, 0, str(e).encode())
            raise
        except (pygit2.GitError, LookupError, ValueError, OSError, MemoryError, HostFailure) as e:
            raise Refused(refusal(e), str(e)) from e

    return told


@op(c_int, POINTER(Failure))
def last_error(out):
    kept = last.get()
    if not kept:
        return E_NOT_FOUND
    out[0] = kept[1]
    return OK
