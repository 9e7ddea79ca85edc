"""Buses: subscriptions that are called later, from any thread where a bus is made for that.

A bus's lock is held for a look or a change, never during a call: what is being called is counted as used, and what is
ended meanwhile is destroyed when the last user has let go of it.
"""
import threading
from contextlib import nullcontext

from edge import Handles, Ops, Refused, require
from engine import ffi, lib
from memory import part_of

ONCE = 1  # SEAM_SUBSCRIBE_ONCE

op = Ops("callbacks")


class Owned:
    """A userdata of the host's: destroyed once, after it has been ended and when nobody uses it."""

    def __init__(self, userdata, destroy):
        self.userdata, self.destroy = userdata, destroy
        self.users = 1  # whoever is to end it is one, too
        self.lock = threading.Lock()

    def __enter__(self):
        with self.lock:
            self.users += 1

    def __exit__(self, *_):
        with self.lock:
            self.users -= 1
            last = self.users == 0
        if last and self.destroy:
            self.destroy(self.userdata)

    end = __exit__


class Subscription(Owned):
    def __init__(self, callback, userdata, destroy, priority=0, flags=0):
        super().__init__(userdata, destroy)
        self.callback, self.priority, self.flags = callback, priority, flags


class Watch(Owned):
    def __init__(self, userdata=ffi.NULL, before=ffi.NULL, after=ffi.NULL, destroy=ffi.NULL):
        super().__init__(userdata, destroy)
        self.before, self.after = before, after


class Bus:
    """Subscriptions by id.

    A bus that is freed while it fires is closed at once, and ends when the last firing does.
    """

    def __init__(self, turn=nullcontext()):
        self.handle = buses.add(self)
        self.lock = threading.Lock()
        self.turn = turn
        self.subscriptions = {}
        self.watch = None
        self.last_id = 0
        self.firings = 0
        self.closed = False

    def __enter__(self):
        with self.lock:
            if self.closed:
                raise Refused(lib.SEAM_E_STATE)
            self.firings += 1

    def __exit__(self, *_):
        with self.lock:
            self.firings -= 1
        self.end_if_done()

    def close(self):
        with self.lock:
            if self.closed:
                raise Refused(lib.SEAM_E_STATE)
            self.closed = True
        self.end_if_done()

    def end_if_done(self):
        with self.lock:
            if not self.closed or self.firings or self.handle is None:
                return
            handle, self.handle = self.handle, None
        buses.take(handle)
        for subscription in self.subscriptions.values():
            subscription.end()
        if self.watch:
            self.watch.end()

    def find(self, id):
        """With the lock held."""
        if self.closed:
            raise Refused(lib.SEAM_E_STATE)
        if id not in self.subscriptions:
            raise Refused(lib.SEAM_E_NOT_FOUND)
        return self.subscriptions[id]

    def add(self, subscription, out):
        with self.lock:
            if self.closed:
                raise Refused(lib.SEAM_E_STATE)
            self.last_id += 1
            self.subscriptions[self.last_id] = subscription
            out[0] = self.last_id

    def remove(self, id):
        with self.lock:
            subscription = self.find(id)
            del self.subscriptions[id]
        subscription.end()

    def replace(self, id, callback, userdata, destroy):
        with self.lock:
            old = self.find(id)
            self.subscriptions[id] = Subscription(callback, userdata, destroy, old.priority, old.flags)
        old.end()

    def put_watch(self, watch):
        with self.lock:
            if self.closed:
                raise Refused(lib.SEAM_E_STATE)
            old, self.watch = self.watch, watch
        if old:
            old.end()

    def call(self, id, event):
        """Its value; an id that is not to be called any more is refused."""
        with self.lock:
            subscription = self.find(id)
            once = subscription.flags & ONCE
            if once:
                del self.subscriptions[id]
            subscription.__enter__()
        try:
            return subscription.callback(id, event, subscription.userdata)
        finally:
            subscription.__exit__()
            if once:
                subscription.end()

    def call_all(self, event):
        with self.lock:
            ids = sorted(self.subscriptions, key=lambda id: (-self.subscriptions[id].priority, id))
            watch = self.watch or Watch()
            watch.__enter__()
        called = value = 0
        try:
            if watch.before:
                watch.before(event, watch.userdata)
            for id in ids:
                try:
                    value = self.call(id, event)
                except Refused:
                    continue  # it has ended, or the bus has
                called += 1
                if value:
                    break
            if watch.after and not self.closed:
                watch.after(event, called, value, watch.userdata)
        finally:
            watch.__exit__()
        return called, value


buses = Handles("struct seam_bus")


def open_buses():
    return [bus for bus in list(buses.held.values()) if not bus.closed]


@op
def bus_new(out):
    require(out)
    out[0] = Bus().handle


@op
def bus_new_for(kind, out):
    require(out)
    if kind not in (lib.SEAM_BUS_SHARED, lib.SEAM_BUS_SERIAL):
        return lib.SEAM_E_RANGE
    out[0] = Bus(threading.RLock() if kind == lib.SEAM_BUS_SERIAL else nullcontext()).handle


@op
def bus_free(bus):
    if bus:
        buses[bus].close()


@op
def subscribe(bus, callback, userdata, destroy, out):
    require(bus, callback, out)
    buses[bus].add(Subscription(callback, userdata, destroy), out)


@op
def subscribe_with(bus, options, out):
    require(bus, options, out)
    o = part_of(options)
    if o.size < ffi.offsetof("struct seam_subscription", "priority"):
        return lib.SEAM_E_VERSION
    require(o.callback)
    if o.flags & ~ONCE:
        return lib.SEAM_E_RANGE
    buses[bus].add(Subscription(o.callback, o.userdata, o.destroy, o.priority, o.flags), out)


@op
def unsubscribe(bus, id):
    require(bus)
    buses[bus].remove(id)


@op
def replace(bus, id, callback, userdata, destroy):
    require(bus, callback)
    buses[bus].replace(id, callback, userdata, destroy)


@op
def bus_watch(bus, watch):
    require(bus)
    if watch and watch.size != ffi.sizeof("struct seam_watch"):
        return lib.SEAM_E_VERSION
    buses[bus].put_watch(Watch(watch.userdata, watch.before, watch.after, watch.destroy) if watch else None)


@op
def fire(bus, id, event, result):
    require(bus, result)
    fired = buses[bus]
    with fired, fired.turn:
        result[0] = fired.call(id, event)


@op
def fire_all(bus, event, called, result):
    require(bus, called, result)
    fired = buses[bus]
    with fired, fired.turn:
        if fired.closed:
            return lib.SEAM_E_STATE
        called[0], result[0] = fired.call_all(event)


@op
def lock_probe(bus):
    """Each lock of the bus, but the turn."""
    if bus:
        probed = buses[bus]
        for lock in [probed.lock, *(s.lock for s in list(probed.subscriptions.values()))]:
            if not lock.acquire(blocking=False):
                return lib.SEAM_E_STATE
            lock.release()
