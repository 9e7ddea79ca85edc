"""threads: one library, many threads.

The interpreter's lock makes single steps whole, not two of them: what belongs together has a lock of its own here.  And
no lock is held while C is called, where the interpreter's is not held either.
"""
import threading
from ctypes import POINTER, c_int, c_int64, c_uint32, c_uint64, c_void_p

from edge import E_FAILED, E_STATE, OK, Refused, op, require, table
from memory import Lent
from threads_accounts import OPS_OF_ACCOUNTS, accounts
from threads_calls import OPS_OF_SOURCES, OPS_OF_WORKERS, sources, workers
from threads_state import OPS_OF_PINNED, OPS_OF_STATES, pinned_handles
from threads_waits import OPS_OF_WAITS, Setup, boxes, events, onces

WAITS, REFUSES, PARALLEL, NESTS, DRAINS, NEVER = 1, 2, 5, 6, 7, 10
POLICIES = {
    1: WAITS,  # account_close during another thread's update
    2: WAITS,  # source_unregister while the callback runs elsewhere
    3: PARALLEL,  # source_fire on two threads
    4: NESTS,  # source_fire from its own callback
    5: DRAINS,  # what is queued when worker_stop is called
    6: REFUSES,  # worker_stop from the worker
    7: NEVER,  # fork() of C's: the interpreter, which it does not tell, may have been in another thread's hands
}


@op(c_uint64)
def live():
    things = accounts, sources, workers, events, onces, boxes, pinned_handles
    return sum(map(len, things)) + sum(len(source.entries) for source in list(sources.objects.values()))


@op(c_uint32, c_uint32)
def policy(question):
    return POLICIES.get(question, 0)


class State(Lent):
    _fields_ = [("total", c_int64)]


class Library:
    changed = threading.Condition()
    users = 0
    setting_up = None  # the thread
    state = None

    @classmethod
    def settle(cls):
        """With the lock held, which is given back to wait: no setup is running."""
        if cls.setting_up == threading.get_ident():
            raise Refused(E_STATE)
        cls.changed.wait_for(lambda: cls.setting_up is None)

    @classmethod
    def require_users(cls):
        cls.settle()
        if not cls.users:
            raise Refused(E_STATE)

    @classmethod
    def count(cls, more, out):
        cls.users += more
        if out:
            out[0] = cls.users


def set_up(setup, userdata, state, count):
    failed = True
    try:
        failed = setup and setup(userdata, None)
    finally:
        with Library.changed:
            Library.setting_up = None
            Library.changed.notify_all()
            if failed:
                state.delete()
            else:
                Library.state = state
                Library.count(+1, count)
    return E_FAILED if failed else OK


@op(c_int, Setup, c_void_p, POINTER(c_uint32))
def lib_init(setup, userdata, count):
    with Library.changed:
        Library.settle()
        if Library.users:
            Library.count(+1, count)
            return OK
        state = State.new()
        Library.setting_up = threading.get_ident()
    return set_up(setup, userdata, state, count)


@op(c_int, POINTER(c_uint32))
def lib_shutdown(count):
    with Library.changed:
        Library.require_users()
        Library.count(-1, count)
        if not Library.users:
            Library.state.delete()
    return OK


@op(c_int, c_int64, POINTER(c_int64))
def lib_add(n, total):
    require(total)
    with Library.changed:
        Library.require_users()
        Library.state.total += n  # ctypes cuts it to 64 bits
        total[0] = Library.state.total
    return OK


OPS = table([
    ("live", live),
    ("policy", policy),
    ("lib_init", lib_init),
    ("lib_shutdown", lib_shutdown),
    ("lib_add", lib_add),
    *OPS_OF_ACCOUNTS,
    *OPS_OF_STATES,
    *OPS_OF_SOURCES,
    *OPS_OF_WORKERS,
    *OPS_OF_WAITS,
    *OPS_OF_PINNED,
])
