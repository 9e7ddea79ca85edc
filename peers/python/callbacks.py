"""callbacks: C functions are ctypes callables here, and Python functions are libffi closures there."""
from ctypes import (
    CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_double, c_int, c_int64, c_size_t, c_uint32, c_uint64, c_void_p,
    cast, memmove, pointer, sizeof,
)
from functools import cmp_to_key

from edge import E_NOT_FOUND, E_NULL, E_RANGE, E_SPACE, E_STATE, OK, Handles, contained, op, table

Visit = CFUNCTYPE(c_int, c_uint32, c_uint64, c_double, c_char_p, c_void_p)
Compare = CFUNCTYPE(c_int, c_int64, c_int64, c_void_p)
Event = CFUNCTYPE(c_int, c_uint64, c_int64, c_void_p)
Destroy = CFUNCTYPE(None, c_void_p)

int_out = POINTER(c_int)
int64_out = POINTER(c_int64)
size_out = POINTER(c_size_t)
pointer_out = POINTER(c_void_p)

INT64_MIN, INT64_MAX = -(1 << 63), (1 << 63) - 1


# ---- at once


def visit_items(count, visit, userdata):
    for index in range(count):
        value = (index + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
        stop = visit(index, value, index + 0.5, b"item %d" % index, userdata)
        if stop:
            return stop
    return 0


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


# ---- later


class Subscription:
    def __init__(self, callback, userdata, destroy):
        self.callback, self.userdata, self.destroy = callback, userdata, destroy

    def call(self, id, event):
        return self.callback(id, event, self.userdata)

    def end(self):
        if self.destroy:
            self.destroy(self.userdata)


class Bus:
    """Subscriptions by id, which is the order of their turns.

    A bus that is freed while it fires is closed at once, and ends when the outermost firing does.
    """

    def __init__(self):
        self.handle = buses.add(self)
        self.subscriptions = {}
        self.last_id = 0
        self.firings = 0
        self.closed = False

    def __enter__(self):
        self.firings += 1

    def __exit__(self, *_):
        self.firings -= 1
        self.end_if_done()

    def close(self):
        self.closed = True
        self.end_if_done()

    def end_if_done(self):
        if self.closed and not self.firings:
            buses.pop(self.handle)
            for subscription in self.subscriptions.values():
                subscription.end()


buses = Handles()


def open_buses():
    return [bus for bus in buses.objects.values() if not bus.closed]


@op(c_int, pointer_out)
def bus_new(out):
    if not out:
        return E_NULL
    out[0] = Bus().handle
    return OK


@op(c_int, c_void_p)
def bus_free(handle):
    if not handle:
        return OK
    bus = buses[handle]
    if bus.closed:
        return E_STATE
    bus.close()
    return OK


@op(c_int, c_void_p, Event, c_void_p, Destroy, POINTER(c_uint64))
def subscribe(handle, callback, userdata, destroy, out):
    if not handle or not callback or not out:
        return E_NULL
    bus = buses[handle]
    if bus.closed:
        return E_STATE
    bus.last_id += 1
    bus.subscriptions[bus.last_id] = Subscription(callback, userdata, destroy)
    out[0] = bus.last_id
    return OK


@op(c_int, c_void_p, c_uint64)
def unsubscribe(handle, id):
    if not handle:
        return E_NULL
    bus = buses[handle]
    if bus.closed:
        return E_STATE
    if id not in bus.subscriptions:
        return E_NOT_FOUND
    bus.subscriptions.pop(id).end()
    return OK


@op(c_int, c_void_p, c_uint64, Event, c_void_p, Destroy)
def replace(handle, id, callback, userdata, destroy):
    if not handle or not callback:
        return E_NULL
    bus = buses[handle]
    if bus.closed:
        return E_STATE
    if id not in bus.subscriptions:
        return E_NOT_FOUND
    old = bus.subscriptions[id]
    bus.subscriptions[id] = Subscription(callback, userdata, destroy)
    old.end()
    return OK


@op(c_int, c_void_p, c_uint64, c_int64, int_out)
def fire(handle, id, event, result):
    if not handle or not result:
        return E_NULL
    bus = buses[handle]
    if bus.closed:
        return E_STATE
    if id not in bus.subscriptions:
        return E_NOT_FOUND
    with bus:
        result[0] = bus.subscriptions[id].call(id, event)
    return OK


@op(c_int, c_void_p, c_int64, POINTER(c_uint32), int_out)
def fire_all(handle, event, called, result):
    if not handle or not called or not result:
        return E_NULL
    bus = buses[handle]
    if bus.closed:
        return E_STATE
    calls = stop = 0
    with bus:
        for id in list(bus.subscriptions):  # those of now; each is looked up when its turn comes
            if stop or bus.closed:
                break
            if id in bus.subscriptions:
                calls += 1
                stop = bus.subscriptions[id].call(id, event)
    called[0], result[0] = calls, stop
    return OK


@op(c_int, c_void_p)
def lock_probe(handle):
    return OK  # there are no locks but the interpreter's, which is held now


# ---- failures of the peer's own

RAISE_TEXT, RAISE_NUMBER, RAISE_CLEANUP, RAISE_RUNTIME = 1, 2, 3, 4


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
    else:
        [][7]


def refuse_raise(kind, text):
    if kind not in (RAISE_TEXT, RAISE_NUMBER, RAISE_CLEANUP, RAISE_RUNTIME):
        return E_RANGE
    return E_NULL if text is None and kind in (RAISE_TEXT, RAISE_CLEANUP) else OK


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
    scope = Bus()
    try:
        visit_items(count, visit, userdata)
        fail(kind, text and text.decode())
    finally:
        scope.close()


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
    ("bus_new", bus_new),
    ("bus_free", bus_free),
    ("subscribe", subscribe),
    ("unsubscribe", unsubscribe),
    ("replace", replace),
    ("fire", fire),
    ("fire_all", fire_all),
    ("bus_recover", None),  # for peers that a callback may jump over
    ("lock_probe", lock_probe),
    ("live", live),
    ("raise", raise_contained),
    ("raise_after", raise_after),
    ("last_message", last_message),
    ("closure_new", closure_new),
    ("closure_free", closure_free),
    ("object_new", object_new),
    ("object_drive", object_drive),
])
