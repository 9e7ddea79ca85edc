"""Events, onces and boxes: what one thread does and another one waits for, or sees."""
import threading
from ctypes import CFUNCTYPE, POINTER, byref, c_int, c_int64, c_size_t, c_uint64, c_void_p

import memory
from edge import E_FAILED, E_NOT_FOUND, E_SPACE, E_STATE, OK, Handles, op, require

Setup = CFUNCTYPE(c_int, c_void_p, POINTER(c_int64))
pointer_out = POINTER(c_void_p)

events = Handles()
onces = Handles()
boxes = Handles()


class Event:
    def __init__(self):
        self.changed = threading.Condition()
        self.wakes = self.waiting = 0
        self.cancelled = False


@op(c_int, pointer_out)
def event_create(out):
    require(out)
    out[0] = events.add(Event())
    return OK


@op(c_int, c_void_p)
def event_destroy(event):
    if event:
        with events[event].changed:
            if events[event].waiting:
                return E_STATE
        events.pop(event)
    return OK


@op(c_int, c_void_p)
def event_wait(event):
    require(event)
    e = events[event]
    with e.changed:
        e.waiting += 1
        e.changed.wait_for(lambda: e.cancelled or e.wakes)
        e.waiting -= 1
        if e.cancelled:
            return E_STATE
        e.wakes -= 1
    return OK


@op(c_int, c_void_p)
def event_wake(event):
    require(event)
    e = events[event]
    with e.changed:
        if e.cancelled:
            return E_STATE
        e.wakes += 1
        e.changed.notify()
    return OK


@op(c_int, c_void_p)
def event_cancel(event):
    require(event)
    e = events[event]
    with e.changed:
        e.cancelled = True
        e.changed.notify_all()
    return OK


@op(c_int, c_void_p, POINTER(c_uint64))
def event_waiting(event, out):
    require(event, out)
    out[0] = events[event].waiting
    return OK


class Once:
    def __init__(self):
        self.changed = threading.Condition()
        self.runner = self.result = None


@op(c_int, pointer_out)
def once_create(out):
    require(out)
    out[0] = onces.add(Once())
    return OK


@op(c_int, c_void_p)
def once_destroy(once):
    if once:
        onces.pop(once)
    return OK


def run_first(once, fn, userdata):
    """0 and the result is there, or anything else."""
    result, failed = c_int64(0), True
    try:
        failed = fn(userdata, byref(result))
    finally:
        with once.changed:
            once.runner = None
            if not failed:
                once.result = result.value
            once.changed.notify_all()
    return failed


@op(c_int, c_void_p, Setup, c_void_p, POINTER(c_int64))
def once_run(handle, fn, userdata, out):
    require(handle, fn, out)
    once, me = onces[handle], threading.get_ident()
    with once.changed:
        if once.runner == me:
            return E_STATE
        once.changed.wait_for(lambda: once.runner is None)
        first = once.result is None
        if first:
            once.runner = me
    if first and run_first(once, fn, userdata):
        return E_FAILED
    out[0] = once.result
    return OK


class Box:
    def __init__(self):
        self.lock = threading.Lock()
        self.bytes, self.size = None, 0

    def put(self, bytes, size):
        with self.lock:
            before, size_before, self.bytes, self.size = self.bytes, self.size, bytes, size
        if before:
            memory.free(before, size_before)


@op(c_int, pointer_out)
def box_create(out):
    require(out)
    out[0] = boxes.add(Box())
    return OK


@op(c_int, c_void_p)
def box_destroy(box):
    if box:
        boxes.pop(box).put(None, 0)
    return OK


@op(c_int, c_void_p, c_void_p, c_size_t)
def box_publish(box, bytes, size):
    require(box)
    if size:
        require(bytes)
    block = memory.alloc(size)
    memory.copy(block, bytes, size)
    boxes[box].put(block, size)
    return OK


@op(c_int, c_void_p, c_void_p, c_size_t, POINTER(c_size_t))
def box_read(box, bytes, capacity, size):
    require(box, size)
    if capacity:
        require(bytes)
    b = boxes[box]
    with b.lock:
        if not b.bytes:
            return E_NOT_FOUND
        size[0] = b.size
        if b.size > capacity:
            return E_SPACE
        memory.copy(bytes, b.bytes, b.size)
    return OK


OPS_OF_WAITS = [
    ("event_create", event_create),
    ("event_destroy", event_destroy),
    ("event_wait", event_wait),
    ("event_wake", event_wake),
    ("event_cancel", event_cancel),
    ("event_waiting", event_waiting),
    ("once_create", once_create),
    ("once_destroy", once_destroy),
    ("once_run", once_run),
    ("box_create", box_create),
    ("box_destroy", box_destroy),
    ("box_publish", box_publish),
    ("box_read", box_read),
]
