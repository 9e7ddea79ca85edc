"""Callbacks that store, and that are asked again and again."""
from ctypes import (
    CFUNCTYPE, POINTER, Structure, addressof, byref, c_char_p, c_int, c_int64, c_size_t, c_uint64, c_void_p,
    create_string_buffer, memmove,
)

import memory
from edge import E_FAILED, E_MEMORY, E_RANGE, E_VERSION, OK, op, require

ANSWER_SIZE = 256  # SEAM_ANSWER_SIZE
CHUNK = 16384

Answer = CFUNCTYPE(c_int, c_void_p, c_size_t, c_void_p, c_size_t, POINTER(c_size_t), c_void_p)

pointer_out = POINTER(c_void_p)
size_out = POINTER(c_size_t)


@op(c_int, c_void_p, c_size_t, Answer, c_void_p, pointer_out, size_out)
def ask(question, length, answer, userdata, text, n):
    require(answer, text, n)
    if length:
        require(question)
    asked = create_string_buffer(memory.bytes_at(question, length), length + 1)
    buffer, used = create_string_buffer(ANSWER_SIZE), c_size_t(0)
    if answer(addressof(asked), length, addressof(buffer), ANSWER_SIZE, byref(used), userdata):
        return E_FAILED
    if used.value > ANSWER_SIZE:
        return E_RANGE
    text[0] = memory.lend(buffer.raw[: used.value], b"\0")
    n[0] = used.value
    return OK


class Transfer(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("userdata", c_void_p),
        ("read", CFUNCTYPE(c_int64, c_void_p, c_size_t, c_void_p)),
        ("write", CFUNCTYPE(c_int64, c_void_p, c_size_t, c_void_p)),
        ("progress", CFUNCTYPE(c_int, c_uint64, c_void_p)),
        ("log", CFUNCTYPE(None, c_int, c_char_p, c_void_p)),
    ]


class Ended(Exception):
    """A callback has ended the transfer with this value."""

    def __init__(self, code, value):
        self.code, self.value = code, value


class Copy:
    def __init__(self, transfer):
        self.t, self.done, self.buffer = transfer, 0, create_string_buffer(CHUNK)

    def fill(self):
        """How many bytes are in the buffer; 0 at the end."""
        n = self.t.read(addressof(self.buffer), CHUNK, self.t.userdata)
        if n < 0:
            raise Ended(E_FAILED, n)
        if n > CHUNK:
            raise Ended(E_RANGE, n)
        return n

    def empty(self, n):
        written = 0
        while written < n:
            taken = self.t.write(addressof(self.buffer) + written, n - written, self.t.userdata)
            if taken <= 0:
                raise Ended(E_FAILED, taken)
            if taken > n - written:
                raise Ended(E_RANGE, taken)
            written += taken
            self.done += taken

    def run(self):
        while n := self.fill():
            self.empty(n)
            if self.t.progress:
                stop = self.t.progress(self.done, self.t.userdata)
                if stop:
                    raise Ended(E_FAILED, stop)


@op(c_int, POINTER(Transfer), c_char_p, POINTER(c_uint64), POINTER(c_int64))
def transfer(struct, name, done, result):
    require(struct, name, done, result)
    t = memory.part_of(struct)
    if t.size < Transfer.progress.offset:
        return E_VERSION
    require(t.read, t.write)
    copy, code, value = Copy(t), OK, 0
    try:
        if t.log:
            t.log(1, b"transfer of " + name, t.userdata)
        copy.run()
    except Ended as e:
        code, value = e.code, e.value
    done[0], result[0] = copy.done, value
    return code


class Memory(Structure):
    _fields_ = [
        ("alloc", CFUNCTYPE(c_void_p, c_size_t, c_void_p)),
        ("realloc", CFUNCTYPE(c_void_p, c_void_p, c_size_t, c_void_p)),
        ("free", CFUNCTYPE(None, c_void_p, c_void_p)),
        ("userdata", c_void_p),
    ]


@op(c_int, POINTER(c_char_p), c_size_t, POINTER(Memory), pointer_out)
def join(parts, n, host, text):
    require(host, text)
    m = host[0]
    require(m.alloc, m.realloc, m.free)
    if n:
        require(parts)
    texts = parts[:n] if n else []
    require(*texts)
    joined = b"".join(texts)
    block = m.alloc(len(joined) + 1, m.userdata)  # all that is asked of it: Python's own memory holds the rest
    if not block:
        return E_MEMORY
    memmove(block, joined, len(joined) + 1)  # a bytes object has a NUL behind its last byte
    text[0] = block
    return OK


OPS_OF_STREAMS = [
    ("ask", ask),
    ("transfer", transfer),
    ("join", join),
]
