"""Visits, at once or on a thread of Python's own."""
import threading
from contextlib import contextmanager

from callbacks_bus import op
from edge import OK, Handles, Refused, require
from engine import ffi, lib


def visit_item(index, visit, userdata):
    value = (index + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
    return visit(index, value, index + 0.5, ffi.new("char[]", b"item %d" % index), userdata)


def visit_items(count, visit, userdata):
    for index in range(count):
        stop = visit_item(index, visit, userdata)
        if stop:
            return stop
    return 0


class Work:
    def __init__(self, count, visit, done, userdata, where):
        self.count, self.visit, self.done, self.userdata, self.where = count, visit, done, userdata, where
        self.cancelled, self.begun = threading.Event(), threading.Event()
        self.inside = set()  # threads that are in a visit or in `done`
        self.outcome = None  # what `done` is still to get
        self.thread = threading.Thread(target=self.run, daemon=True)

    @contextmanager
    def on_this_thread(self):
        self.inside.add(threading.get_ident())
        try:
            yield
        finally:
            self.inside.discard(threading.get_ident())

    def run(self):
        self.begun.wait()
        with self.on_this_thread():
            self.outcome = self.visit_all()
        if self.where == lib.SEAM_DONE_THERE:
            self.tell()

    def visit_all(self):
        visited = stop = 0
        for index in range(self.count):
            if self.cancelled.is_set():
                return lib.SEAM_E_STATE, visited, 0
            stop = visit_item(index, self.visit, self.userdata)
            visited += 1
            if stop:
                break
        return OK, visited, stop

    def tell(self):
        outcome, self.outcome = self.outcome, None
        if outcome:
            with self.on_this_thread():
                self.done(*outcome, self.userdata)

    def wait(self):
        if threading.get_ident() in self.inside:
            raise Refused(lib.SEAM_E_STATE)
        self.thread.join()
        self.tell()


works = Handles("struct seam_work")


@op
def work_start(count, visit, done, userdata, where, out):
    require(visit, done, out)
    if where not in (lib.SEAM_DONE_THERE, lib.SEAM_DONE_HERE):
        return lib.SEAM_E_RANGE
    work = Work(count, visit, done, userdata, where)
    try:
        work.thread.start()
    except RuntimeError:  # no thread is to be had
        return lib.SEAM_E_FAILED
    out[0] = works.add(work)
    work.begun.set()


@op
def work_cancel(work):
    require(work)
    works[work].cancelled.set()


@op
def work_wait(work):
    require(work)
    works[work].wait()


@op
def work_free(work):
    if work:
        if threading.get_ident() in works[work].inside:
            return lib.SEAM_E_STATE
        works[work].cancelled.set()
        works[work].wait()
        works.take(work)
