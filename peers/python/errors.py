"""errors: failure is a value, and arrives as it was.

Python's own way to fail, an exception, ends at the edge; here it becomes each of the ways that C has.
"""
import errno
from ctypes import (
    CFUNCTYPE, POINTER, Structure, addressof, byref, c_bool, c_char, c_char_p, c_int, c_int32, c_int64, c_size_t,
    c_uint32, c_void_p, create_string_buffer, get_errno, set_errno,
)

import errors_last
import errors_shelves
from edge import (
    E_FAILED, E_MEMORY, E_NOT_FOUND, E_NULL, E_RANGE, E_STATE, OK, Refused, op, require, table,
)
from errors_last import DOMAIN_DEVICE, DOMAIN_SHELF, Error, View, last, telling
from errors_shelves import INT32_MAX, ONCE, Shelf, item_at, place_of

IntFn = CFUNCTYPE(c_int, c_void_p)
ErrnoFn = CFUNCTYPE(c_int, c_void_p, use_errno=True)  # errno is swapped with get_errno()'s before and after each call
Int64Fn = CFUNCTYPE(c_int64, c_void_p)
Uint32Fn = CFUNCTYPE(c_uint32, c_void_p)
ShelfFn = CFUNCTYPE(c_int, c_void_p, c_void_p)
StepFn = CFUNCTYPE(c_int, c_void_p, c_size_t)
Reporter = CFUNCTYPE(c_int, c_void_p, POINTER(View))

shelf_in = POINTER(Shelf)
int_out = POINTER(c_int)
int64_out = POINTER(c_int64)
size_out = POINTER(c_size_t)

NAMES = {
    code: create_string_buffer(name)  # C keeps their addresses: they are made once
    for code, name in {
        0: b"SEAM_OK", -1: b"SEAM_E_FAILED", -2: b"SEAM_E_NULL", -3: b"SEAM_E_NUL", -4: b"SEAM_E_ENCODING",
        -5: b"SEAM_E_RANGE", -6: b"SEAM_E_SPACE", -7: b"SEAM_E_MEMORY", -8: b"SEAM_E_PANIC", -9: b"SEAM_E_STATE",
        -10: b"SEAM_E_UNSUPPORTED", -11: b"SEAM_E_VERSION", -12: b"SEAM_E_NOT_FOUND",
    }.items()
}
CODES = {name.value: code for code, name in NAMES.items()}
UNKNOWN = create_string_buffer(b"a code that this peer does not know")


# ---- codes: C's numbers have limits, but what comes from a number of the same type fits


def relaying(result, function):
    @op(result, function, c_void_p)
    def relay(fn, userdata):
        return fn(userdata) if fn else E_NULL

    return relay


@op(c_bool, c_int)
def truth(value):
    return value != 0


@op(c_void_p, c_int)
def code_name(code):
    return addressof(NAMES.get(code, UNKNOWN))


@op(c_int, c_char_p, int_out)
def code_from_name(name, code):
    require(name, code)
    if name not in CODES:
        return E_NOT_FOUND
    code[0] = CODES[name]
    return OK


@op(c_int, c_int)
def code_from_errno(error):
    known = {
        0: OK, errno.ENOENT: E_NOT_FOUND, errno.ENOMEM: E_MEMORY, errno.EINVAL: E_RANGE, errno.ERANGE: E_RANGE,
    }
    return known.get(error, E_FAILED)


# ---- one thing, said in each of C's ways


def value_into(shelf, key, out):
    require(out)
    out[0] = item_at(shelf, key).value
    return OK


@op(c_int, shelf_in, c_int32, int64_out)
@telling
def get(shelf, key, out):
    return value_into(shelf, key, out)


@op(c_void_p, shelf_in, c_int32)
@telling
def find(shelf, key):
    return addressof(item_at(shelf, key))  # the value stands first in the item


@op(c_bool, shelf_in, c_int32)
def contains(shelf, key):
    return bool(shelf) and place_of(shelf[0].items, shelf[0].count, key)[1]


@op(c_int64, shelf_in, c_int32, int64_out, c_size_t)
def read(shelf, first, values, n):
    require(shelf)
    if n:
        require(values)
    for i in range(n):
        try:
            if first + i > INT32_MAX:
                raise Refused(E_NOT_FOUND)
            values[i] = item_at(shelf, first + i).value
        except Refused as e:
            return i or e.code
    return n


ERRNO_OF = {E_NULL: errno.EINVAL, E_RANGE: errno.EINVAL, E_NOT_FOUND: errno.ENOENT, E_FAILED: errno.EIO}


@op(c_int, shelf_in, c_int32, int64_out, use_errno=True)
def get_into_errno(shelf, key, out):
    try:
        return value_into(shelf, key, out)
    except Refused as e:
        set_errno(ERRNO_OF[e.code])
        return -1


class Report(Structure):
    _fields_ = [("value", c_int64), ("code", c_int32), ("key", c_int32), ("text", c_char * 24)]


@op(c_bool, shelf_in, c_int32, POINTER(Report))
def get_report(shelf, key, report):
    if not report:
        return False
    value, code = 0, OK
    try:
        value = item_at(shelf, key).value
    except Refused as e:
        code = e.code
    report[0] = Report(value, code, key, NAMES[code].value[:23])  # ctypes fills the rest of the array with NULs
    return code == OK


def device_of(shelf, key):
    """The device's code, when the item is broken."""
    items = shelf[0].items
    return items[place_of(items, shelf[0].count, key)[0]].value


def object_of(failure, shelf, key):
    cause = None
    if failure.code == E_FAILED:
        cause = Error.make(DOMAIN_DEVICE, device_of(shelf, key), b"the device failed")
    try:
        return Error.make(DOMAIN_SHELF, failure.code, str(failure).encode(), cause and cause.address)
    except MemoryError:
        if cause:
            cause.end()
        raise


@op(c_int, shelf_in, c_int32, int64_out, POINTER(c_void_p))
def get_error(shelf, key, out, error):
    if error and error[0]:
        return E_STATE
    try:
        return value_into(shelf, key, out)
    except Refused as failure:
        try:
            if error:
                error[0] = object_of(failure, shelf, key).address
        except MemoryError:
            pass  # the code comes through all the same
        return failure.code


@op(c_int, shelf_in, c_int32, int64_out, Reporter, c_void_p)
def attempt(shelf, key, out, reporter, userdata):
    try:
        return telling(value_into)(shelf, key, out)
    except Refused as e:
        error = last.get()
        if reporter:
            reporter(userdata, byref(error.view()))
        last.set(error)
        return e.code


@op(c_int, ShelfFn, c_void_p)
def scoped(fn, userdata):
    require(fn)
    shelf = Shelf.make(ONCE, 8, b"scoped")
    result = fn(userdata, shelf.address)
    if not result:
        return telling(shelf.close)() or OK
    try:
        shelf.close()
    except Refused:
        pass  # the first failure is the one that counts
    return result


# ---- errno


@op(c_int, c_int, use_errno=True)
def set_errno_to(value):
    set_errno(value)
    return -1 if value else 0


@op(c_int, ErrnoFn, c_void_p, int_out, use_errno=True)
def relay_errno(fn, userdata, seen):
    require(fn, seen)
    result = fn(userdata)
    if result < 0:
        seen[0] = get_errno()
    return result


@op(c_int, ErrnoFn, c_void_p, c_uint32, POINTER(c_uint32), use_errno=True)
def retry(fn, userdata, most, tries):
    require(fn, tries)
    if most == 0:
        return E_RANGE
    for count in range(1, most + 1):
        result = fn(userdata)
        if result >= 0 or get_errno() != errno.EINTR:
            break
    tries[0] = count
    return result


# ---- steps


@op(c_int, c_size_t, StepFn, StepFn, c_void_p, size_out)
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
    return OK


@op(c_int, c_size_t, StepFn, c_void_p, size_out, size_out)
def run_all(n, step, userdata, first, failed):
    require(step, first, failed)
    codes = ((i, step(userdata, i)) for i in range(n))
    failures = [(i, code) for i, code in codes if code]
    failed[0] = len(failures)
    if not failures:
        return OK
    first[0], code = failures[0]
    return code


OPS = table([
    ("relay", relaying(c_int, IntFn)),
    ("relay_int64", relaying(c_int64, Int64Fn)),
    ("relay_uint32", relaying(c_uint32, Uint32Fn)),
    ("relay_status", relaying(c_int, IntFn)),
    ("truth", truth),
    ("code_name", code_name),
    ("code_from_name", code_from_name),
    ("code_from_errno", code_from_errno),
    ("shelf_new", errors_shelves.shelf_new),
    ("shelf_close", errors_shelves.shelf_close),
    ("shelf_info", errors_shelves.shelf_info),
    ("shelf_put", errors_shelves.shelf_put),
    ("shelf_put_all", errors_shelves.shelf_put_all),
    ("get", get),
    ("find", find),
    ("contains", contains),
    ("read", read),
    ("get_errno", get_into_errno),
    ("get_report", get_report),
    ("get_error", get_error),
    ("attempt", attempt),
    ("fail", errors_last.fail),
    ("last_error", errors_last.last_error),
    ("last_error_take", errors_last.last_error_take),
    ("last_error_clear", errors_last.last_error_clear),
    ("scoped", scoped),
    ("panic", errors_last.panic),
    ("error_new", errors_last.error_new),
    ("error_view", errors_last.error_view),
    ("error_cause", errors_last.error_cause),
    ("error_free", errors_last.error_free),
    ("set_errno", set_errno_to),
    ("relay_errno", relay_errno),
    ("retry", retry),
    ("transact", transact),
    ("run_all", run_all),
    ("live", errors_last.live),
])
