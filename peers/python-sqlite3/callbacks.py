"""What C registers: Python callables that call back to C, and keep its payload as long as the module keeps them."""
from functools import partial
from ctypes import CFUNCTYPE, POINTER, byref, c_char_p, c_int, c_size_t, c_void_p

from values import NULL, Value, bytes_at, python_of, value_pointer, values_of

state_pointer = POINTER(c_void_p)
Destroy = CFUNCTYPE(None, c_void_p)
Row = CFUNCTYPE(c_int, c_void_p, value_pointer, c_size_t)
Handler = CFUNCTYPE(c_int, c_void_p)
Authorizer = CFUNCTYPE(c_int, c_void_p, c_int, c_char_p, c_char_p, c_char_p, c_char_p)
Call = CFUNCTYPE(c_int, c_void_p, c_void_p, value_pointer, c_size_t, value_pointer)
Step = CFUNCTYPE(c_int, c_void_p, state_pointer, value_pointer, c_size_t, value_pointer)
Finish = CFUNCTYPE(c_int, c_void_p, state_pointer, value_pointer)
Compare = CFUNCTYPE(c_int, c_void_p, c_char_p, c_size_t, c_char_p, c_size_t)


class CallFailed(Exception):
    """A callback of C's returned an error; its text is what the exception says."""


class Payload:
    """C's payload: destroyed when nobody can use it any more, which is when the last reference to it goes."""

    def __init__(self, address, destroy):
        self.address, self.destroy = address, destroy

    def __del__(self):
        if self.destroy:
            self.destroy(self.address)


def answer(rc, result):
    if rc:
        raise CallFailed(bytes_at(result.bytes, result.size).decode("utf-8", "replace"))
    return python_of(result)


def function_of(call, payload):
    def function(*arguments):
        array, held = values_of(arguments)
        result = Value(type=NULL)
        return answer(call(payload.address, None, array, len(arguments), byref(result)), result)

    return function


class Aggregate:
    """A group's rows."""

    def __init__(self, on_step, on_finish, payload):
        self.on_step, self.on_finish, self.payload = on_step, on_finish, payload
        self.state = c_void_p()

    def step(self, *arguments):
        array, held = values_of(arguments)
        error = Value(type=NULL)
        answer(self.on_step(self.payload.address, byref(self.state), array, len(arguments), byref(error)), error)

    def finalize(self):
        result = Value(type=NULL)
        return answer(self.on_finish(self.payload.address, byref(self.state), byref(result)), result)


def aggregate_of(step, finish, payload):
    # Not a class of its own, which would be a cycle of references and outlive the last use until it is collected.
    return partial(Aggregate, step, finish, payload)


def collation_of(compare, payload):
    def collation(a, b):
        a, b = a.encode(), b.encode()
        return compare(payload.address, a, len(a), b, len(b))

    return collation


def handler_of(handler, payload):
    return lambda: handler(payload)


def authorizer_of(authorizer, payload):
    def authorize(action, *texts):
        return authorizer(payload, action, *(None if text is None else text.encode() for text in texts))

    return authorize


# ---- callbacks that raise


class Raised(Exception):
    pass


def raises(*_):
    raise Raised("raised in a callback")


class StepRaises:
    step = raises

    def finalize(self):
        return 0


class FinishRaises:
    finalize = raises

    def step(self, _):
        pass


# For each callback: how it is registered, and how it is taken away.
RAISING = {
    b"function": (lambda db: db.create_function("panics", 1, raises), lambda db: db.create_function("panics", 1, None)),
    b"aggregate_step": (
        lambda db: db.create_aggregate("panics", 1, StepRaises), lambda db: db.create_function("panics", 1, None),
    ),
    b"aggregate_finish": (
        lambda db: db.create_aggregate("panics", 1, FinishRaises), lambda db: db.create_function("panics", 1, None),
    ),
    b"collation": (lambda db: db.create_collation("panics", raises), lambda db: db.create_collation("panics", None)),
    b"progress": (lambda db: db.set_progress_handler(raises, 1), lambda db: db.set_progress_handler(None, 1)),
    b"authorizer": (lambda db: db.set_authorizer(raises), lambda db: db.set_authorizer(None)),
}
