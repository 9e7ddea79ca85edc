"""A value of each thread's own, for threads that Python has not started.

threading.local does not do for them: on a thread of C's each call of an op begins a Python thread and ends it when it
returns, and what is local to it goes with it.  A key of the C library's lasts as long as the thread, and says when that
ends.
"""
import ctypes
import itertools
from ctypes import c_int, c_uint, c_void_p

libc = ctypes.PyDLL(None)  # none of these waits for anything: the interpreter's lock is kept
key_pointer = ctypes.POINTER(c_uint)
Destructor = ctypes.CFUNCTYPE(None, c_void_p)
libc.pthread_key_create.argtypes, libc.pthread_key_create.restype = [key_pointer, Destructor], c_int
libc.pthread_getspecific.argtypes, libc.pthread_getspecific.restype = [c_uint], c_void_p
libc.pthread_setspecific.argtypes, libc.pthread_setspecific.restype = [c_uint, c_void_p], c_int


class PerThread:
    """`get`, `set` and `take` are about the calling thread; `ended` gets the value of one that ends."""

    def __init__(self, ended=lambda _: None):
        self.values = {}
        self.numbers = itertools.count(1)  # what the key holds: a number, since it keeps no object alive
        self.key = c_uint()

        def forget(number):
            value = self.values.pop(number)
            while value is not None:  # what is ended may call ops, which may set another
                ended(value)
                value = self.take()

        self.destructor = Destructor(forget)  # as long as the key
        if libc.pthread_key_create(self.key, self.destructor):
            raise MemoryError

    def get(self, otherwise=None):
        return self.values.get(libc.pthread_getspecific(self.key), otherwise)

    def set(self, value):
        number = libc.pthread_getspecific(self.key)
        if not number:
            number = next(self.numbers)
            if libc.pthread_setspecific(self.key, number):
                raise MemoryError
        self.values[number] = value

    def take(self, otherwise=None):
        """The value, which the thread then has no more."""
        number = libc.pthread_getspecific(self.key)
        if not number:
            return otherwise
        libc.pthread_setspecific(self.key, None)
        return self.values.pop(number, otherwise)

    def __len__(self):
        return len(self.values)
