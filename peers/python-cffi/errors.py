"""errors: failure is a value, and arrives as it was.

Python's own way to fail, an exception, ends at the edge; here it becomes each of the ways that C has.
"""
import errno
import threading
from functools import wraps

from edge import OK, Ops, Refused, require
from engine import ffi, lib
from errors_shelves import (
    DOMAIN_DEVICE, DOMAIN_PANIC, DOMAIN_SHELF, INT32_MAX, ONCE, close_shelf, end_error, item_at, live_objects, make_error,
    make_shelf, place_of, put,
)
from memory import bytes_at, copy

op = Ops("errors")

NAMES = {
    code: ffi.new("char[]", name.encode())  # C keeps their addresses: they are made once
    for code, name in ffi.typeof("enum seam_error").elements.items()
}
CODES = {ffi.string(name): code for code, name in NAMES.items()}
UNKNOWN = ffi.new("char[]", b"a code that this peer does not know")


# ---- the last error of each thread: cffi keeps a thread of C's alive in Python as long as it lives

local = threading.local()


class Last:
    """A thread's last error.  It is never changed, only replaced: whoever holds one can put it back as it was."""

    def __init__(self, domain, code, message):
        self.message = ffi.new("char[]", message)
        self.view = ffi.new("struct seam_errors_view *", (domain, code, self.message, len(message)))


def last():
    return getattr(local, "error", None)


def telling(function):
    """Decorator: a failure of this op is the thread's last error, too."""

    @wraps(function)
    def told(*args):
        try:
            return function(*args)
        except Refused as e:
            local.error = Last(DOMAIN_SHELF, e.code, str(e).encode())
            raise
        except MemoryError:
            local.error = Last(DOMAIN_SHELF, lib.SEAM_E_MEMORY, b"memory is out")
            raise

    return told


@op
def fail(domain, code, message, n):
    if code == 0:
        return lib.SEAM_E_RANGE
    if n:
        require(message)
    local.error = Last(domain, code, bytes_at(message, n))
    return code


@op
def last_error(out):
    require(out)
    error = last()
    if not error:
        return lib.SEAM_E_NOT_FOUND
    out[0] = error.view[0]


@op
def last_error_take(out):
    require(out)
    error = last()
    if not error:
        return lib.SEAM_E_NOT_FOUND
    view = error.view
    out[0] = make_error(view.domain, view.code, bytes_at(view.message, view.message_n))
    local.error = None


@op
def last_error_clear():
    local.error = None


@op
def panic(text):
    require(text)
    try:
        raise RuntimeError(ffi.string(text).decode())
    except RuntimeError as e:
        local.error = Last(DOMAIN_PANIC, lib.SEAM_E_PANIC, str(e).encode())
        return lib.SEAM_E_PANIC


# ---- codes: C's numbers have limits, but what comes from a number of the same type fits


def relay(fn, userdata):
    return fn(userdata) if fn else lib.SEAM_E_NULL


op(relay)
op(relay, "relay_int64")
op(relay, "relay_status", failed=lib.SEAM_E_PANIC)


@op
def relay_uint32(fn, userdata):
    return fn(userdata) if fn else lib.SEAM_E_NULL & 0xFFFFFFFF


@op
def truth(value):
    return value != 0


@op
def code_name(code):
    return NAMES.get(code, UNKNOWN)


@op
def code_from_name(name, code):
    require(name, code)
    name = ffi.string(name)
    if name not in CODES:
        return lib.SEAM_E_NOT_FOUND
    code[0] = CODES[name]


@op
def code_from_errno(error):
    known = {
        0: OK, errno.ENOENT: lib.SEAM_E_NOT_FOUND, errno.ENOMEM: lib.SEAM_E_MEMORY, errno.EINVAL: lib.SEAM_E_RANGE,
        errno.ERANGE: lib.SEAM_E_RANGE,
    }
    return known.get(error, lib.SEAM_E_FAILED)


# ---- shelves


@op
def shelf_new(mode, limit, label, out):
    require(label, out)
    out[0] = make_shelf(mode, limit, ffi.string(label))


@op
@telling
def shelf_close(shelf):
    if shelf:
        close_shelf(shelf)


@op
def shelf_info(shelf, out):
    require(shelf, out)
    out.label, out.count, out.limit, out.mode = shelf.label, shelf.count, shelf.limit, shelf.mode


@op
def shelf_put(shelf, key, kind, value):
    require(shelf)
    items = ffi.addressof(shelf.items, 0)
    shelf.count = put(shelf, items, shelf.count, key, kind, value)


@op
@telling
def shelf_put_all(shelf, items, n, bad):
    require(shelf, bad)
    if n:
        require(items)
    count, changed = shelf.count, ffi.new("struct seam_errors_item[]", shelf.limit)
    ffi.memmove(changed, ffi.addressof(shelf.items, 0), ffi.sizeof(changed))
    for i in range(n):  # all of them on a copy first
        try:
            count = put(shelf, changed, count, items[i].key, items[i].kind, items[i].value)
        except Refused:
            bad[0] = i
            raise
    ffi.memmove(ffi.addressof(shelf.items, 0), changed, ffi.sizeof(changed))
    shelf.count = count
    local.error = None


# ---- one thing, said in each of C's ways


def value_into(shelf, key, out):
    require(out)
    out[0] = item_at(shelf, key).value


op(telling(value_into), "get")


def find(shelf, key):
    return ffi.addressof(telling(item_at)(shelf, key), "value")


op(find, failed=ffi.NULL)


@op
def contains(shelf, key):
    return bool(shelf) and place_of(shelf.items, shelf.count, key)[1]


@op
def read(shelf, first, values, n):
    require(shelf)
    if n:
        require(values)
    for i in range(n):
        try:
            if first + i > INT32_MAX:
                raise Refused(lib.SEAM_E_NOT_FOUND)
            values[i] = item_at(shelf, first + i).value
        except Refused as e:
            return i or e.code
    return n


ERRNO_OF = {
    lib.SEAM_E_NULL: errno.EINVAL, lib.SEAM_E_RANGE: errno.EINVAL, lib.SEAM_E_NOT_FOUND: errno.ENOENT,
    lib.SEAM_E_FAILED: errno.EIO,
}


@op
def get_errno(shelf, key, out):
    try:
        return value_into(shelf, key, out)
    except Refused as e:
        ffi.errno = ERRNO_OF[e.code]
        return -1


@op
def get_report(shelf, key, report):
    if not report:
        return False
    value, code = 0, OK
    try:
        value = item_at(shelf, key).value
    except Refused as e:
        code = e.code
    report.value, report.code, report.key = value, code, key
    copy(report.text, ffi.string(NAMES[code])[:23].ljust(24, b"\0"), 24)
    return code == OK


def object_of(failure, shelf, key):
    cause = ffi.NULL
    if failure.code == lib.SEAM_E_FAILED:
        code = shelf.items[place_of(shelf.items, shelf.count, key)[0]].value
        cause = make_error(DOMAIN_DEVICE, code, b"the device failed")
    try:
        return make_error(DOMAIN_SHELF, failure.code, str(failure).encode(), cause)
    except MemoryError:
        end_error(cause)
        raise


@op
def get_error(shelf, key, out, error):
    if error and error[0]:
        return lib.SEAM_E_STATE
    try:
        value_into(shelf, key, out)
    except Refused as failure:
        try:
            if error:
                error[0] = object_of(failure, shelf, key)
        except MemoryError:
            pass  # the code comes through all the same
        raise failure from None


@op
def attempt(shelf, key, out, reporter, userdata):
    try:
        telling(value_into)(shelf, key, out)
    except Refused:
        error = last()
        if reporter:
            reporter(userdata, error.view)
        local.error = error
        raise


@op
def scoped(fn, userdata):
    require(fn)
    shelf = make_shelf(ONCE, 8, b"scoped")
    result = fn(userdata, shelf)
    if not result:
        return telling(close_shelf)(shelf)
    try:
        close_shelf(shelf)
    except Refused:
        pass  # the first failure is the one that counts
    return result


# ---- error objects


@op
def error_new(domain, code, message, n, cause, out):
    require(out)
    if n:
        require(message)
    if code == 0:
        return lib.SEAM_E_RANGE
    out[0] = make_error(domain, code, bytes_at(message, n), cause)


@op
def error_view(error, out):
    require(error, out)
    out.domain, out.code, out.message, out.message_n = error.domain, error.code, error.message, error.message_n


@op
def error_cause(error, out):
    require(error, out)
    if not error.cause:
        return lib.SEAM_E_NOT_FOUND
    out[0] = error.cause


@op
def error_free(error):
    end_error(error)


@op
def live():
    return len(live_objects)


# ---- errno: what C finds when a callback returns, and what it left when a function does


@op
def set_errno(value):
    ffi.errno = value
    return -1 if value else 0


@op
def relay_errno(fn, userdata, seen):
    require(fn, seen)
    result = fn(userdata)
    if result < 0:
        seen[0] = ffi.errno
    return result


@op
def retry(fn, userdata, most, tries):
    require(fn, tries)
    if most == 0:
        return lib.SEAM_E_RANGE
    for count in range(1, most + 1):
        result = fn(userdata)
        if result >= 0 or ffi.errno != errno.EINTR:
            break
    tries[0] = count
    return result


# ---- steps


@op
def transact(n, step, undo, userdata, failed_at):
    require(step, failed_at)
    for i in range(n):
        code = step(userdata, i)
        if code:
            for done in reversed(range(i)):
                if undo:
                    undo(userdata, done)
            failed_at[0] = i
            return code


@op
def run_all(n, step, userdata, first, failed):
    require(step, first, failed)
    codes = ((i, step(userdata, i)) for i in range(n))
    failures = [(i, code) for i, code in codes if code]
    failed[0] = len(failures)
    if failures:
        first[0], code = failures[0]
        return code
