"""What a thread has: its last error, its value, its pinned handles.  All of it ends with the thread."""
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int32, c_int64, c_uint64, c_void_p, get_errno

import memory
from edge import E_NOT_FOUND, E_STATE, OK, Handles, op, require
from perthread import PerThread
from threads_accounts import Release

Call = CFUNCTYPE(None, c_void_p, use_errno=True)  # what it leaves in errno is kept for get_errno()

pinned_handles = Handles()


class Error:
    """The message lies in lent memory: C borrows it."""

    def __init__(self, code, message):
        self.code, self.size = code, len(message) + 1
        self.message = memory.lend(message, b"\0")

    def end(self):
        memory.free(self.message, self.size)


class Value:
    def __init__(self, userdata, release):
        self.userdata, self.release = userdata, release

    def end(self):
        if self.release:
            self.release(self.userdata)


class Pinned(Value):
    def __init__(self, owner, number, userdata, release):
        super().__init__(userdata, release)
        self.owner, self.number = owner, number
        self.handle = pinned_handles.add(self)
        owner.pinned.append(self)

    def end(self):
        self.owner.pinned.remove(self)
        pinned_handles.pop(self.handle)
        super().end()


class State:
    def __init__(self):
        self.error = self.value = None
        self.pinned = []

    def counts(self):
        return bool(self.error or self.value)

    def forget(self):
        error, value, self.error, self.value = self.error, self.value, None, None
        if error:
            error.end()
        if value:
            value.end()

    def end(self):
        while self.pinned:
            self.pinned[-1].end()
        self.forget()


states = PerThread(State.end)
NOTHING = State()


def mine():
    """To look at: what no thread has changed."""
    return states.get(NOTHING)


def mine_made():
    state = states.get()
    if not state:
        state = State()
        states.set(state)
    return state


def let_go_if_empty(state):
    if not state.counts() and not state.pinned and state is states.get():
        states.take()


def end_of_thread():
    """For a thread of Python's own: `join` returns before the keys of the C library end."""
    while state := states.take():
        state.end()


@op(c_int, c_int32, c_char_p)
def last_error_set(code, message):
    require(message)
    error = Error(code, message)
    state = mine_made()
    old, state.error = state.error, error
    if old:
        old.end()
    return OK


@op(c_int, POINTER(c_int32), POINTER(c_void_p))
def last_error(code, message):
    require(code, message)
    error = mine().error
    if not error:
        return E_NOT_FOUND
    code[0], message[0] = error.code, error.message
    return OK


@op(c_int, c_void_p, Release)
def thread_set(userdata, release):
    state = mine_made()
    old, state.value = state.value, Value(userdata, release)
    if old:
        old.end()
    return OK


@op(c_int, POINTER(c_void_p))
def thread_get(out):
    require(out)
    value = mine().value
    if not value:
        return E_NOT_FOUND
    out[0] = value.userdata
    return OK


@op(c_int)
def thread_forget():
    state = states.get()
    if state:
        state.forget()
        let_go_if_empty(state)
    return OK


@op(c_uint64)
def thread_states():
    return sum(state.counts() for state in list(states.values.values()))


@op(c_int, Call, c_void_p, POINTER(c_int))
def errno_after(fn, userdata, error):
    require(fn, error)
    fn(userdata)
    error[0] = get_errno()
    return OK


# ---- pinned handles


@op(c_int, c_int64, c_void_p, Release, POINTER(c_void_p))
def pinned_create(number, userdata, release, out):
    require(out)
    out[0] = Pinned(mine_made(), number, userdata, release).handle
    return OK


@op(c_int, c_void_p, c_int64, POINTER(c_int64))
def pinned_add(handle, n, value):
    require(handle, value)
    pinned = pinned_handles[handle]
    if pinned.owner is not states.get():
        return E_STATE
    pinned.number = value[0] = c_int64(pinned.number + n).value  # ctypes cuts it to 64 bits
    return OK


@op(c_int, c_void_p)
def pinned_destroy(handle):
    if handle:
        pinned = pinned_handles[handle]
        if pinned.owner is not states.get():
            return E_STATE
        pinned.end()
        let_go_if_empty(pinned.owner)
    return OK


OPS_OF_STATES = [
    ("last_error_set", last_error_set),
    ("last_error", last_error),
    ("thread_set", thread_set),
    ("thread_get", thread_get),
    ("thread_forget", thread_forget),
    ("thread_states", thread_states),
    ("errno_after", errno_after),
]
OPS_OF_PINNED = [
    ("pinned_create", pinned_create),
    ("pinned_add", pinned_add),
    ("pinned_destroy", pinned_destroy),
]
