"""Every type of argument and result, there and back; callbacks that store, and that are asked again and again."""
import memory
from callbacks_bus import op
from edge import OK, callback, require
from engine import ffi, lib

ANSWER_SIZE = 256  # SEAM_ANSWER_SIZE
CHUNK = 16384


def relay_all(functions, values, userdata, out):
    require(functions, values, out)
    table = memory.part_of(functions)
    if table.size < ffi.sizeof("size_t"):
        return lib.SEAM_E_VERSION
    given = ffi.new(ffi.getctype(ffi.typeof(values).item, "*"), values[0])
    for name, _ in ffi.typeof(given).item.fields:
        function = getattr(table, name)
        if function:
            setattr(out, name, function(getattr(given, name), userdata))


op(relay_all, "relay")
op(relay_all, "relay_structs")


@op
def call_twelve(values, function, userdata, result):
    require(values, function, result)
    members = (getattr(values, name) for name, _ in ffi.typeof(values).item.fields)
    result[0] = function(*members, userdata)


# ---- the peer's own functions, which live as long as the module


def echo(value, fail):
    if fail:
        raise RuntimeError("an echo that was to fail")
    return value


def echo_of(type):
    """When it fails: the zero of its type."""
    zero = ffi.new(ffi.getctype(type.result, "*"))
    return callback(type, echo, failed=zero[0])


ECHOES = {name: echo_of(field.type) for name, field in ffi.typeof("struct seam_echoes").fields}


@op
def echoes(functions):
    require(functions)
    for name, made in ECHOES.items():
        setattr(functions, name, made)


# ---- questions and streams


@op
def ask(question, length, answer, userdata, text, n):
    require(answer, text, n)
    if length:
        require(question)
    asked = ffi.new("char[]", memory.bytes_at(question, length))
    buffer, used = ffi.new("char[]", ANSWER_SIZE), ffi.new("size_t *")
    if answer(asked, length, buffer, ANSWER_SIZE, used, userdata):
        return lib.SEAM_E_FAILED
    if used[0] > ANSWER_SIZE:
        return lib.SEAM_E_RANGE
    text[0], n[0] = memory.lend(memory.bytes_at(buffer, used[0]), b"\0"), used[0]


class Ended(Exception):
    """A callback has ended the transfer with this value."""

    def __init__(self, code, value):
        self.code, self.value = code, value


class Copy:
    def __init__(self, transfer):
        self.t, self.done, self.buffer = transfer, 0, ffi.new("char[]", CHUNK)

    def fill(self):
        """How many bytes are in the buffer; 0 at the end."""
        n = self.t.read(self.buffer, CHUNK, self.t.userdata)
        if n < 0:
            raise Ended(lib.SEAM_E_FAILED, n)
        if n > CHUNK:
            raise Ended(lib.SEAM_E_RANGE, n)
        return n

    def empty(self, n):
        written = 0
        while written < n:
            taken = self.t.write(self.buffer + written, n - written, self.t.userdata)
            if taken <= 0:
                raise Ended(lib.SEAM_E_FAILED, taken)
            if taken > n - written:
                raise Ended(lib.SEAM_E_RANGE, taken)
            written += taken
            self.done += taken

    def run(self):
        while n := self.fill():
            self.empty(n)
            if self.t.progress:
                stop = self.t.progress(self.done, self.t.userdata)
                if stop:
                    raise Ended(lib.SEAM_E_FAILED, stop)


@op
def transfer(struct, name, done, result):
    require(struct, name, done, result)
    t = memory.part_of(struct)
    if t.size < ffi.offsetof("struct seam_transfer", "progress"):
        return lib.SEAM_E_VERSION
    require(t.read, t.write)
    copy, code, value = Copy(t), OK, 0
    try:
        if t.log:
            t.log(1, ffi.new("char[]", b"transfer of " + ffi.string(name)), t.userdata)
        copy.run()
    except Ended as e:
        code, value = e.code, e.value
    done[0], result[0] = copy.done, value
    return code


@op
def join(parts, n, host, text):
    require(host, text, host and host.alloc, host and host.realloc, host and host.free)
    alloc, userdata = host.alloc, host.userdata
    if n:
        require(parts)
    texts = [parts[i] for i in range(n)]
    require(*texts)
    joined = b"".join(map(ffi.string, texts)) + b"\0"
    block = alloc(len(joined), userdata)  # all that is asked of it: Python's own memory holds the rest
    if not block:
        return lib.SEAM_E_MEMORY
    ffi.memmove(block, joined, len(joined))
    text[0] = ffi.cast("char *", block)
