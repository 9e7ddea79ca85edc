"""callbacks: C functions are cdata that are called here, and Python functions are ffi.callback there."""
from contextlib import ExitStack
from functools import cmp_to_key

import callbacks_values  # noqa: F401 - its ops
from callbacks_bus import Bus, op, open_buses
from callbacks_work import visit_items, works
from edge import Handles, Refused, callback, contained, require
from engine import ffi, lib
from memory import copy, counted

INT64_MIN, INT64_MAX = -(1 << 63), (1 << 63) - 1
MOST = 1 << 62


# ---- at once


@op
def each(count, visit, userdata, result):
    require(visit, result)
    result[0] = visit_items(count, visit, userdata)


@op
def walk(count, visit, userdata):
    require(visit)
    return visit_items(count, visit, userdata)


@op
def sort(items, n, compare, userdata):
    require(compare)
    counted(items, n, MOST)
    numbers = ffi.unpack(items, n) if n else []
    numbers.sort(key=cmp_to_key(lambda a, b: compare(a, b, userdata)))
    copy(items, ffi.new("int64_t[]", numbers), n * 8)


# ---- failures of the peer's own

WITH_TEXT = lib.SEAM_RAISE_TEXT, lib.SEAM_RAISE_CLEANUP, lib.SEAM_RAISE_TWICE


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
    elif kind == lib.SEAM_RAISE_TEXT:
        raise RuntimeError(text)
    elif kind == lib.SEAM_RAISE_NUMBER:
        raise ValueError(7)
    elif kind == lib.SEAM_RAISE_CLEANUP:
        with RaisesOnExit(text):
            pass
    elif kind == lib.SEAM_RAISE_TWICE:
        with RaisesOnExit("again: " + text):
            raise RuntimeError(text)  # it becomes the context of the other
    else:
        [][7]


def text_for(kind, text):
    if not lib.SEAM_RAISE_TEXT <= kind <= lib.SEAM_RAISE_TWICE:
        raise Refused(lib.SEAM_E_RANGE)
    if kind in WITH_TEXT:
        require(text)
    return ffi.string(text).decode() if text else ""


@op
def raise_(kind, text):
    fail(kind, text_for(kind, text))


@op
def raise_after(count, kind, text, visit, userdata):
    require(visit)
    message = text_for(kind, text)
    with ExitStack() as scope:
        scope.callback(Bus().close)
        visit_items(count, visit, userdata)
        fail(kind, message)


@op
def last_message(buffer, size, length):
    require(length)
    counted(buffer, size, MOST)
    message = getattr(contained, "message", None)
    if message is None:
        return lib.SEAM_E_NOT_FOUND
    length[0] = len(message)
    if size <= len(message):
        return lib.SEAM_E_SPACE
    ffi.memmove(buffer, message + b"\0", len(message) + 1)


# ---- functions that the peer makes


def checked_sum(a, b):
    """Python's integers have no limit; the C type that they go back to has."""
    if not INT64_MIN <= a + b <= INT64_MAX:
        raise OverflowError(f"{a} + {b} is no int64_t")
    return a + b


class Adder:
    def __init__(self, total):
        self.total = total

    def add(self, n):
        self.total = checked_sum(self.total, n)


closures = {}  # by address: C holds it, so the closure lives until closure_free


@op
def closure_new(captured, fn, context):
    require(fn, context)
    state = Adder(captured)

    def closure(_, argument, out):
        require(out)
        state.add(argument)
        out[0] = state.total

    made = callback(ffi.typeof("seam_closure_fn"), closure)
    closures[ffi.cast("void *", made)] = made
    fn[0], context[0] = made, ffi.NULL  # the function itself carries the state


@op
def closure_free(fn, _):
    require(fn)
    del closures[ffi.cast("void *", fn)]


adders = Handles("void")


def reset(self):
    adders[self].total = 0


def add(self, n):
    adders[self].add(n)


def total(self, out):
    require(out)
    out[0] = adders[self].total


def destroy(self):
    adders.take(self)


TYPES = {name: field.type for name, field in ffi.typeof("struct seam_methods").fields}
FUNCTIONS = {fn.__name__: callback(TYPES[fn.__name__], fn) for fn in (reset, add, total, destroy)}
METHODS = ffi.new("struct seam_methods *", {"size": ffi.sizeof("struct seam_methods"), **FUNCTIONS})


@op
def object_new(start, out):
    require(out)
    out.methods, out.self = METHODS, adders.add(Adder(start))


def drive(methods, self, numbers, total):
    """0, or what the method returned that ended the drive."""
    stop = methods.reset(self) if methods.reset else 0
    for n in numbers:
        stop = stop or methods.add(self, n)
    return stop or methods.total(self, total)


@op
def object_drive(driven, numbers, n, total, result):
    require(driven, total, result, driven and driven.methods)
    counted(numbers, n, MOST)
    methods, self = driven.methods, driven.self
    require(methods.add, methods.total, methods.destroy)
    reached = ffi.new("int64_t *")
    try:
        stop = drive(methods, self, ffi.unpack(numbers, n) if n else [], reached)
    finally:
        methods.destroy(self)
    result[0] = stop
    if not stop:
        total[0] = reached[0]


LIVE = {
    lib.SEAM_LIVE_BUSES: lambda: len(open_buses()),
    lib.SEAM_LIVE_SUBSCRIPTIONS: lambda: sum(len(bus.subscriptions) for bus in open_buses()),
    lib.SEAM_LIVE_CLOSURES: lambda: len(closures),
    lib.SEAM_LIVE_OBJECTS: lambda: len(adders),
    lib.SEAM_LIVE_WORKS: lambda: len(works),
}


@op
def live(kind, count):
    require(count)
    if kind not in LIVE:
        return lib.SEAM_E_RANGE
    count[0] = LIVE[kind]()
