"""security: input from an enemy.  Texts, blocks, gates and answers; the rest is in files of its own."""
from ctypes import (
    CFUNCTYPE, POINTER, c_char_p, c_int, c_int32, c_int64, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p,
    memset,
)

import memory
import security_files as files
import security_keys as keys
import security_message as message
from edge import E_ENCODING, E_FAILED, E_NUL, E_RANGE, OK, op, require, table
from memory import counted
from security_files import Authorise
from security_parts import ALLOC_MAX, TEXT_MAX, Live, Thing, input_of, pointer_out, size_out

Line = CFUNCTYPE(None, c_void_p, c_char_p, c_size_t)
Source = CFUNCTYPE(c_int64, c_void_p, POINTER(c_uint64), c_size_t)
Choose = CFUNCTYPE(c_int64, c_void_p, POINTER(c_uint64), c_size_t)
Give = CFUNCTYPE(c_int, c_void_p, pointer_out, size_out)
Same = CFUNCTYPE(c_int, c_void_p, c_uint8, c_uint8)


@op(c_uint64)
def live():
    return Live.count


@op(c_int, c_size_t, c_size_t, pointer_out)
def array_make(count, size, out):
    require(out)
    if count * size > ALLOC_MAX:  # Python's product does not wrap
        return E_RANGE
    block = memory.alloc(count * size, 16)
    memset(block, 0, count * size)
    out[0] = block
    return OK


# ---- text as data

SHELL, CSV, HTML, LOG = 1, 2, 3, 4

ENTITIES = [(b"&", b"&amp;"), (b"<", b"&lt;"), (b">", b"&gt;"), (b'"', b"&quot;"), (b"'", b"&#39;")]
LOGGED = [
    b"%c" % byte if 0x20 <= byte <= 0x7E and byte not in b'"\\' else b"\\x%02x" % byte for byte in range(256)
]


def in_html(text):
    for byte, entity in ENTITIES:
        text = text.replace(byte, entity)
    return text


def in_log(text):
    return b"".join(map(LOGGED.__getitem__, text))


QUOTES = {
    SHELL: lambda text: b"'" + text.replace(b"'", b"'\\''") + b"'",
    CSV: lambda text: b'"' + text.replace(b'"', b'""') + b'"',
    HTML: in_html,
    LOG: in_log,
}


@op(c_int, c_uint32, c_void_p, c_size_t, pointer_out, size_out)
def quote(how, text, n, out, out_n):
    require(out, out_n)
    data = input_of(text, n, TEXT_MAX)
    if how not in QUOTES:
        return E_RANGE
    if how != LOG and b"\0" in data:
        return E_NUL
    quoted = QUOTES[how](data)
    out[0] = memory.lend(quoted, b"\0")
    out_n[0] = len(quoted)
    return OK


@op(c_int, c_void_p, c_size_t, Line, c_void_p)
def log_refused(name, n, line, userdata):
    require(line)
    text = b'refused: "' + in_log(input_of(name, n, TEXT_MAX)) + b'"\n'
    line(userdata, text, len(text))  # the bytes object itself, which lives as long as its name does
    return OK


@op(c_int, c_void_p, c_size_t, c_int64, c_int64, POINTER(c_int64))
def number_parse(text, n, least, most, out):
    require(out)
    data = input_of(text, n, TEXT_MAX)
    digits = data[1:] if data.startswith(b"-") else data
    if not digits.isdigit() or digits.startswith(b"0") and data != b"0":  # int() would take blanks and _, too
        return E_ENCODING
    if len(digits) > 19:  # no 64 bits; int() would not take thousands of them
        return E_RANGE
    number = int(data)
    if not max(least, -(1 << 63)) <= number <= min(most, (1 << 63) - 1):
        return E_RANGE
    out[0] = number
    return OK


def matches(pattern, text, same):
    """Only the last * is ever gone back to: what an earlier one matches need not change."""
    p = t = start = 0
    star = None
    while t < len(text):
        if p < len(pattern) and pattern[p] == ord("*"):
            star, start, p = p, t, p + 1
        elif p < len(pattern) and (pattern[p] == ord("?") or same(pattern[p], text[t])):
            p, t = p + 1, t + 1
        elif star is not None:
            start += 1
            p, t = star + 1, start
        else:
            return False
    return not pattern[p:].strip(b"*")


@op(c_int, c_void_p, c_size_t, c_void_p, c_size_t, Same, c_void_p, POINTER(c_int32))
def match(pattern, pattern_n, text, text_n, same, userdata, out):
    require(out)
    counted(text, text_n, TEXT_MAX)

    def same_byte(a, b):
        return same(userdata, a, b) if same else a == b

    out[0] = matches(input_of(pattern, pattern_n, TEXT_MAX), input_of(text, text_n, TEXT_MAX), same_byte)
    return OK


# ---- gates


class Gate(Thing):
    """The host's function is its own: an address, which keeps nothing alive here."""

    _fields_ = [("authorise", Authorise), ("userdata", c_void_p)]


gate_in = POINTER(Gate)


@op(c_int, pointer_out)
def gate_make(out):
    require(out)
    out[0] = Gate.new().address
    return OK


@op(None, gate_in)
def gate_release(gate):
    if gate:
        gate[0].delete()


@op(c_int, gate_in, Authorise, c_void_p)
def gate_set(gate, authorise, userdata):
    require(gate)
    gate[0].authorise, gate[0].userdata = authorise, userdata
    return OK


@op(c_int, gate_in, c_void_p, c_size_t, c_uint64)
def gate_ask(gate, subject, n, amount):
    require(gate)
    counted(subject, n, TEXT_MAX)
    authorise, userdata = gate[0].authorise, gate[0].userdata
    if not authorise or authorise(userdata, subject, n, amount) != 1:
        return E_FAILED
    return OK


# ---- answers of callbacks

GATHERED = 64


@op(c_int, Source, c_void_p, size_out, POINTER(c_uint64))
def gather(source, userdata, count, total):
    require(source, count, total)
    numbers = (c_uint64 * GATHERED)()
    n = source(userdata, numbers, GATHERED)
    if n < 0:
        return E_FAILED
    if n > GATHERED:
        return E_RANGE
    count[0], total[0] = n, sum(numbers[:n]) & 0xFFFFFFFFFFFFFFFF
    return OK


@op(c_int, POINTER(c_uint64), c_size_t, Choose, c_void_p, POINTER(c_uint64))
def pick(numbers, n, choose, userdata, out):
    require(choose, out)
    if not 1 <= n <= 1024:
        return E_RANGE
    require(numbers)
    index = choose(userdata, numbers, n)
    if index < 0:  # Python would count from the end
        return E_FAILED
    if index >= n:
        return E_RANGE
    out[0] = numbers[index]
    return OK


@op(c_int, Give, c_void_p, pointer_out, size_out)
def supply(give, userdata, out, out_n):
    require(give, out, out_n)
    given, n = c_void_p(), c_size_t()
    if give(userdata, given, n):
        return E_FAILED
    data = input_of(given.value, n.value, ALLOC_MAX)
    out[0] = memory.lend(data)
    out_n[0] = len(data)
    return OK


OPS = table([
    ("live", live),
    ("message_parse", message.message_parse),
    ("message_fetch", message.message_fetch),
    ("message_count", message.message_count),
    ("message_item", message.message_item),
    ("message_release", message.message_release),
    ("heartbeat", message.heartbeat),
    ("report_fill", message.report_fill),
    ("array_make", array_make),
    ("quote", quote),
    ("log_refused", log_refused),
    ("number_parse", number_parse),
    ("match", match),
    ("root_open", files.root_open),
    ("root_release", files.root_release),
    ("root_read", files.root_read),
    ("root_create", files.root_create),
    ("root_temporary", files.root_temporary),
    ("key_make", keys.key_make),
    ("key_parse", keys.key_parse),
    ("key_clone", keys.key_clone),
    ("key_replace", keys.key_replace),
    ("key_release", keys.key_release),
    ("key_sign", keys.key_sign),
    ("key_verify", keys.key_verify),
    ("key_describe", keys.key_describe),
    ("equal", keys.equal),
    ("random_fill", files.random_fill),
    ("ring_make", keys.ring_make),
    ("ring_release", keys.ring_release),
    ("ring_add", keys.ring_add),
    ("ring_remove", keys.ring_remove),
    ("ring_sign", keys.ring_sign),
    ("ring_unlock", keys.ring_unlock),
    ("ring_session", keys.ring_session),
    ("ring_lock", keys.ring_lock),
    ("gate_make", gate_make),
    ("gate_release", gate_release),
    ("gate_set", gate_set),
    ("gate_ask", gate_ask),
    ("gather", gather),
    ("pick", pick),
    ("supply", supply),
])
