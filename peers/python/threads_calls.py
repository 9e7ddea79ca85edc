"""Sources, which call on the thread that fires, and workers, which call on a thread of Python's own."""
import signal
import threading
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, c_int, c_int64, c_uint64, c_void_p
from queue import SimpleQueue

from edge import E_FAILED, E_NOT_FOUND, E_STATE, OK, Handles, Refused, op, require
from threads_accounts import Release
from threads_state import Value, end_of_thread

ValueFn = CFUNCTYPE(None, c_void_p, c_int64)
pointer_out = POINTER(c_void_p)

sources = Handles()
workers = Handles()


class Entry(Value):
    def __init__(self, fn, userdata, release):
        super().__init__(userdata, release)
        self.fn = fn
        self.running = []  # the threads of the calls that are running
        self.left_to_fire = False


class Source:
    def __init__(self):
        self.over = threading.Condition()  # some call has returned
        self.entries, self.last_id, self.fires = {}, 0, 0

    def add(self, entry):
        with self.over:
            self.last_id += 1
            self.entries[self.last_id] = entry
            return self.last_id

    def remove(self, id):
        with self.over:
            if id not in self.entries:
                raise Refused(E_NOT_FOUND)
            entry = self.entries.pop(id)
            entry.left_to_fire = threading.get_ident() in entry.running
            if entry.left_to_fire:
                return
            self.over.wait_for(lambda: not entry.running)
        entry.end()

    def call(self, id, value):
        me = threading.get_ident()
        with self.over:
            entry = self.entries.get(id)
            if not entry:
                return  # taken out meanwhile
            entry.running.append(me)
        try:
            entry.fn(entry.userdata, value)
        finally:
            with self.over:
                entry.running.remove(me)
                self.over.notify_all()
                last = entry.left_to_fire and not entry.running
            if last:
                entry.end()

    def fire(self, value):
        with self.over:
            self.fires += 1
            ids = list(self.entries)
        try:
            for id in ids:
                self.call(id, value)
        finally:
            with self.over:
                self.fires -= 1


@op(c_int, pointer_out)
def source_create(out):
    require(out)
    out[0] = sources.add(Source())
    return OK


@op(c_int, c_void_p)
def source_destroy(source):
    if source:
        if sources[source].fires:
            return E_STATE
        for entry in sources.pop(source).entries.values():
            entry.end()
    return OK


@op(c_int, c_void_p, ValueFn, c_void_p, Release, POINTER(c_uint64))
def source_register(source, fn, userdata, release, id):
    require(source, fn, id)
    id[0] = sources[source].add(Entry(fn, userdata, release))
    return OK


@op(c_int, c_void_p, c_uint64)
def source_unregister(source, id):
    require(source)
    sources[source].remove(id)
    return OK


@op(c_int, c_void_p, c_int64)
def source_fire(source, value):
    require(source)
    sources[source].fire(value)
    return OK


# ---- workers


@contextmanager
def signals_blocked():
    """A thread begins with the mask of the one that starts it: the host's signals are not for it."""
    before = signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Worker(Value):
    STOP = object()

    def __init__(self, fn, userdata, release):
        super().__init__(userdata, release)
        self.fn, self.queue, self.lock, self.stopping = fn, SimpleQueue(), threading.Lock(), False
        self.thread = threading.Thread(target=self.run, daemon=True)  # a process may end while it is there

    def run(self):
        while (value := self.queue.get()) is not self.STOP:
            self.fn(self.userdata, value)
        end_of_thread()

    def post(self, value):
        with self.lock:
            if self.stopping:
                raise Refused(E_STATE)
            self.queue.put(value)

    def stop(self):
        if self.thread is threading.current_thread():
            raise Refused(E_STATE)
        with self.lock:
            if not self.stopping:
                self.queue.put(self.STOP)
            self.stopping = True
        self.thread.join()


@op(c_int, ValueFn, c_void_p, Release, pointer_out)
def worker_start(fn, userdata, release, out):
    require(fn, out)
    worker = Worker(fn, userdata, release)
    try:
        with signals_blocked():
            worker.thread.start()
    except RuntimeError:  # no thread is to be had
        return E_FAILED
    out[0] = workers.add(worker)
    return OK


@op(c_int, c_void_p, c_int64)
def worker_post(worker, value):
    require(worker)
    workers[worker].post(value)
    return OK


@op(c_int, c_void_p)
def worker_stop(worker):
    require(worker)
    workers[worker].stop()
    return OK


@op(c_int, c_void_p)
def worker_destroy(worker):
    if worker:
        workers[worker].stop()
        workers.pop(worker).end()
    return OK


OPS_OF_SOURCES = [
    ("source_create", source_create),
    ("source_destroy", source_destroy),
    ("source_register", source_register),
    ("source_unregister", source_unregister),
    ("source_fire", source_fire),
]
OPS_OF_WORKERS = [
    ("worker_start", worker_start),
    ("worker_post", worker_post),
    ("worker_stop", worker_stop),
    ("worker_destroy", worker_destroy),
]
