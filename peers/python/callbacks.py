"""callbacks: C functions are ctypes callables here, and Python functions are libffi closures there."""
from ctypes import (
    CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_size_t, c_uint32, c_void_p, cast, memmove,
    pointer, sizeof,
)
from contextlib import ExitStack
from functools import cmp_to_key

from callbacks_bus import MORE_OPS_OF_BUSES, OPS_OF_BUSES, Bus, lock_probe, open_buses
from callbacks_streams import OPS_OF_STREAMS
from callbacks_values import OPS_OF_VALUES
from callbacks_work import OPS_OF_WORK, Visit, visit_items, works
from edge import E_NOT_FOUND, E_NULL, E_RANGE, E_SPACE, OK, Handles, contained, op, table

Compare = CFUNCTYPE(c_int, c_int64, c_int64, c_void_p)

int_out = POINTER(c_int)
int64_out = POINTER(c_int64)
size_out = POINTER(c_size_t)
pointer_out = POINTER(c_void_p)

INT64_MIN, INT64_MAX = -(1 << 63), (1 << 63) - 1


# ---- at once


@op(c_int, c_uint32, Visit, c_void_p, int_out)
def each(count, visit, userdata, result):
    if not visit or not result:
        return E_NULL
    result[0] = visit_items(count, visit, userdata)
    return OK


@op(c_int, c_uint32, Visit, c_void_p)
def walk(count, visit, userdata):
    return visit_items(count, visit, userdata) if visit else E_NULL


@op(c_int, int64_out, c_size_t, Compare, c_void_p)
def sort(items, n, compare, userdata):
    if not compare or not items and n > 0:
        return E_NULL
    items_sorted = sorted(items[:n], key=cmp_to_key(lambda a, b: compare(a, b, userdata)))
    memmove(items, (c_int64 * n)(*items_sorted), n * sizeof(c_int64))
    return OK


# ---- failures of the peer's own

RAISE_TEXT, RAISE_NUMBER, RAISE_CLEANUP, RAISE_RUNTIME, RAISE_TWICE = range(1, 6)
WITH_TEXT = RAISE_TEXT, RAISE_CLEANUP, RAISE_TWICE


class RaisesOnExit:
    def __init__(self, text):
        self.text = text

    def __enter__(self):
        pass

    def __exit__(self, *_):
        raise RuntimeError(self.text)


def fail(kind, text, frames=3):
    if frames:
        fail(kind, text, frames - 1)
    elif kind == RAISE_TEXT:
        raise RuntimeError(text)
    elif kind == RAISE_NUMBER:
        raise ValueError(7)
    elif kind == RAISE_CLEANUP:
        with RaisesOnExit(text):
            pass
    elif kind == RAISE_TWICE:
        with RaisesOnExit("again: " + text):
            raise RuntimeError(text)  # it becomes the context of the other
    else:
        [][7]


def refuse_raise(kind, text):
    if not RAISE_TEXT <= kind <= RAISE_TWICE:
        return E_RANGE
    return E_NULL if text is None and kind in WITH_TEXT else OK


@op(c_int, c_int, c_char_p)
def raise_contained(kind, text):
    return refuse_raise(kind, text) or fail(kind, text and text.decode())


@op(c_int, c_uint32, c_int, c_char_p, Visit, c_void_p)
def raise_after(count, kind, text, visit, userdata):
    if not visit:
        return E_NULL
    refused = refuse_raise(kind, text)
    if refused:
        return refused
    with ExitStack() as scope:
        scope.callback(Bus().close)
        visit_items(count, visit, userdata)
        fail(kind, text and text.decode())


@op(c_int, c_void_p, c_size_t, size_out)
def last_message(buffer, size, length):
    if not length or not buffer and size > 0:
        return E_NULL
    message = contained.get()
    if message is None:
        return E_NOT_FOUND
    length[0] = len(message)
    if size <= len(message):
        return E_SPACE
    memmove(buffer, message, len(message) + 1)  # a bytes object has a NUL behind its last byte
    return OK


# ---- functions that the peer makes


def checked_sum(a, b):
    """Python's integers have no limit; the C type that they go back to has."""
    if not INT64_MIN <= a + b <= INT64_MAX:
        raise OverflowError(f"{a} + {b} is no int64_t")
    return a + b


class Adder:
    def __init__(self, total):
        self.total = total


closures = {}  # by address: C holds it, so the closure lives until closure_free


@op(c_int, c_int64, pointer_out, pointer_out)
def closure_new(captured, fn, context):
    if not fn or not context:
        return E_NULL
    state = Adder(captured)

    @op(c_int, c_void_p, c_int64, int64_out)
    def closure(_, argument, out):
        if not out:
            return E_NULL
        state.total = checked_sum(state.total, argument)
        out[0] = state.total
        return OK

    address = cast(closure, c_void_p).value
    closures[address] = closure
    fn[0], context[0] = address, None  # the function itself carries the state
    return OK


@op(c_int, c_void_p, c_void_p)
def closure_free(fn, _):
    if not fn:
        return E_NULL
    del closures[fn]
    return OK


adders = Handles()


@op(c_int, c_void_p)
def adder_reset(self):
    adders[self].total = 0
    return OK


@op(c_int, c_void_p, c_int64)
def adder_add(self, n):
    adders[self].total = checked_sum(adders[self].total, n)
    return OK


@op(c_int, c_void_p, int64_out)
def adder_total(self, total):
    if not total:
        return E_NULL
    total[0] = adders[self].total
    return OK


@op(None, c_void_p)
def adder_destroy(self):
    adders.pop(self)


class Methods(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("reset", type(adder_reset)),
        ("add", type(adder_add)),
        ("total", type(adder_total)),
        ("destroy", type(adder_destroy)),
    ]


class Object(Structure):
    _fields_ = [("methods", POINTER(Methods)), ("self", c_void_p)]


METHODS = Methods(sizeof(Methods), adder_reset, adder_add, adder_total, adder_destroy)


@op(c_int, c_int64, POINTER(Object))
def object_new(start, out):
    if not out:
        return E_NULL
    out[0] = Object(pointer(METHODS), adders.add(Adder(start)))
    return OK


def drive(methods, self, numbers, total):
    """0, or what the method returned that ended the drive."""
    stop = methods.reset(self) if methods.reset else 0
    for n in numbers:
        stop = stop or methods.add(self, n)
    return stop or methods.total(self, byref(total))


@op(c_int, POINTER(Object), int64_out, c_size_t, int64_out, int_out)
def object_drive(driven, numbers, n, total, result):
    if not driven or not driven[0].methods or not numbers and n > 0 or not total or not result:
        return E_NULL
    methods, self = driven[0].methods[0], driven[0].self
    if not methods.add or not methods.total or not methods.destroy:
        return E_NULL
    reached = c_int64()
    try:
        stop = drive(methods, self, numbers[:n], reached)
    finally:
        methods.destroy(self)
    result[0] = stop
    if not stop:
        total[0] = reached.value
    return OK


LIVE = {
    1: lambda: len(open_buses()),
    2: lambda: sum(len(bus.subscriptions) for bus in open_buses()),
    3: lambda: len(closures),
    4: lambda: len(adders),
    5: lambda: len(works),
}


@op(c_int, c_int, size_out)
def live(kind, count):
    if not count:
        return E_NULL
    if kind not in LIVE:
        return E_RANGE
    count[0] = LIVE[kind]()
    return OK


OPS = table([
    ("each", each),
    ("walk", walk),
    ("sort", sort),
    *OPS_OF_BUSES,
    ("lock_probe", lock_probe),
    ("live", live),
    ("raise", raise_contained),
    ("raise_after", raise_after),
    ("last_message", last_message),
    ("closure_new", closure_new),
    ("closure_free", closure_free),
    ("object_new", object_new),
    ("object_drive", object_drive),
    *OPS_OF_VALUES,
    *MORE_OPS_OF_BUSES,
    *OPS_OF_STREAMS,
    *OPS_OF_WORK,
])
