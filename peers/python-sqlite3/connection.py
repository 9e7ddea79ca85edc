"""A connection that C holds, and why its last op failed."""
import sqlite3
from contextlib import contextmanager
from ctypes import create_string_buffer

from edge import E_ENCODING, E_FAILED, E_NUL, E_RANGE, Handles, Refused
from perthread import PerThread

connections = Handles()
not_opened = PerThread()  # the failure of this thread's last open()


class Failure:
    def __init__(self, error):
        # What the module refuses by itself has no code of SQLite's.
        self.extended = getattr(error, "sqlite_errorcode", 0)
        self.text = str(error).encode("utf-8", "surrogateescape")
        self.message = create_string_buffer(self.text)


class Connection:
    def __init__(self, path):
        # Autocommit; no waiting for locks; the ops' rule on threads is the caller's to keep.
        self.db = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        self.failure = None


# The module tells its own refusals by their text alone.
REFUSALS = [
    ("Could not decode to UTF-8", E_ENCODING),
    ("the query contains a null character", E_NUL),
    ("embedded null character", E_NUL),
    ("Incorrect number of bindings", E_RANGE),
]


def code_of(error):
    return next((code for text, code in REFUSALS if str(error).startswith(text)), E_FAILED)


@contextmanager
def told(connection):
    """What an op on the connection raises becomes its failure, and the op's code."""
    connection.failure = None
    try:
        yield connection.db
    except (sqlite3.Error, sqlite3.Warning) as e:
        connection.failure = Failure(e)
        raise Refused(code_of(e), str(e)) from None
    except (ValueError, OverflowError) as e:
        connection.failure = Failure(e)
        raise Refused(E_NUL if code_of(e) == E_NUL else E_RANGE, str(e)) from None
