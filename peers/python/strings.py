"""strings: bytes on the C side, str inside, and the two conversions between them.

The policy that the traits declare: ill-formed UTF-8 becomes U+FFFD (SEAM_LOSSY), an embedded NUL is refused.
"""
import sys
from ctypes import (
    CFUNCTYPE, POINTER, addressof, c_char, c_char_p, c_int, c_size_t, c_void_p, create_string_buffer, memmove, sizeof,
    string_at,
)

from edge import E_NOT_FOUND, E_NUL, E_NULL, E_RANGE, E_SPACE, OK, Handles, op, table
from probe import free, malloc

UTF16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
FIELD = 16  # SEAM_STRINGS_FIELD

pointer_out = POINTER(c_void_p)
size_out = POINTER(c_size_t)
Visitor = CFUNCTYPE(None, c_void_p, c_void_p, c_size_t)


def text_of(data):
    return data.decode("utf-8", "replace")


def counted(address, n):
    """The bytes of a counted string; None when there is a length and no pointer."""
    if n == 0:
        return b""
    return string_at(address, n) if address else None


def refused_nul(data, nul_at):
    at = data.find(b"\0")
    if at < 0:
        return False
    if nul_at:
        nul_at[0] = at
    return True


def give(data):
    """The copy that C owns until release(): from malloc, since it outlives every Python object that could hold it."""
    block = malloc(len(data) + 1)
    if not block:
        raise MemoryError
    memmove(block, data, len(data) + 1)  # a bytes object has a NUL behind its last byte
    return block


def borrowed(text):
    """The copy that C borrows: a buffer whose address stays, held by the object that it is borrowed from."""
    return None if text is None else create_string_buffer(text.encode())


# Terminated strings come as c_char_p: bytes that ctypes has copied, or None.  Counted ones come as c_void_p, because
# a c_char_p ends at the first NUL and would be read past its length.


@op(c_int, c_char_p, pointer_out)
def echo(s, out):
    if s is None or not out:
        return E_NULL
    out[0] = give(text_of(s).encode())
    return OK


@op(c_int, c_char_p, pointer_out)
def echo_optional(s, out):
    if not out:
        return E_NULL
    out[0] = None if s is None else give(text_of(s).encode())
    return OK


@op(c_int, c_void_p, c_size_t, pointer_out, size_out, size_out)
def echo_n(s, n, out, out_n, nul_at):
    data = counted(s, n)
    if data is None or not out or not out_n:
        return E_NULL
    if refused_nul(data, nul_at):
        return E_NUL
    echoed = text_of(data).encode()
    out[0] = give(echoed)
    out_n[0] = len(echoed)
    return OK


@op(c_int, c_void_p, c_size_t, pointer_out, size_out)
def terminate(s, n, out, nul_at):
    data = counted(s, n)
    if data is None or not out:
        return E_NULL
    if refused_nul(data, nul_at):
        return E_NUL
    out[0] = give(data)
    return OK


@op(None, c_void_p)
def release(s):
    free(s)


@op(c_int, c_char_p, size_out)
def length(s, n):
    if s is None or not n:
        return E_NULL
    n[0] = len(s)
    return OK


@op(c_int, c_char_p, c_char_p, POINTER(c_int))
def compare(a, b, order):
    if a is None or b is None or not order:
        return E_NULL
    order[0] = (a > b) - (a < b)
    return OK


@op(c_int, c_char_p, c_char_p, pointer_out)
def concat(a, b, out):
    if a is None or b is None or not out:
        return E_NULL
    out[0] = give((text_of(a) + text_of(b)).encode())
    return OK


@op(c_int, c_void_p, c_size_t, pointer_out, size_out)
def lossy(s, n, out, out_n):
    data = counted(s, n)
    if data is None or not out or not out_n:
        return E_NULL
    mended = text_of(data).encode()
    out[0] = give(mended)
    out_n[0] = len(mended)
    return OK


# ---- a string that is kept


class Store:
    text = None  # the buffer that store_get lends


stores = Handles()


@op(c_int, pointer_out)
def store_new(out):
    if not out:
        return E_NULL
    out[0] = stores.add(Store())
    return OK


@op(None, c_void_p)
def store_free(store):
    if store:
        stores.pop(store)


@op(c_int, c_void_p, c_char_p)
def store_set(store, s):
    if not store:
        return E_NULL
    stores[store].text = None if s is None else borrowed(text_of(s))
    return OK


@op(c_int, c_void_p, pointer_out)
def store_get(store, out):
    if not store or not out:
        return E_NULL
    text = stores[store].text
    out[0] = None if text is None else addressof(text)
    return OK


@op(c_int, c_void_p, c_void_p, c_size_t, size_out)
def fill(store, buf, size, needed):
    if not store or not needed or not buf and size > 0:
        return E_NULL
    text = stores[store].text
    if text is None:
        return E_NOT_FOUND
    needed[0] = sizeof(text)
    if size < sizeof(text):
        return E_SPACE
    memmove(buf, text, sizeof(text))
    return OK


# ---- UTF-16


@op(c_int, c_void_p, c_size_t, pointer_out, size_out, size_out)
def utf16_from_utf8(s, n, out, out_n, nul_at):
    data = counted(s, n)
    if data is None or not out or not out_n:
        return E_NULL
    if refused_nul(data, nul_at):
        return E_NUL
    units = text_of(data).encode(UTF16)
    out[0] = give(units + b"\0")
    out_n[0] = len(units) // 2
    return OK


@op(c_int, c_void_p, c_size_t, pointer_out, size_out, size_out)
def utf16_to_utf8(s, n, out, out_n, nul_at):
    data = counted(s, 2 * n)
    if data is None or not out or not out_n:
        return E_NULL
    text = data.decode(UTF16, "replace")
    if "\0" in text:
        if nul_at:
            before = text[: text.index("\0")]
            nul_at[0] = len(before.encode(UTF16)) // 2
        return E_NUL
    utf8 = text.encode()
    out[0] = give(utf8)
    out_n[0] = len(utf8)
    return OK


@op(c_int, c_void_p, size_out)
def utf16_length(s, units):
    if not s or not units:
        return E_NULL
    n = 0
    while string_at(s + 2 * n, 2) != b"\0\0":  # two bytes at a time: no alignment is needed, nothing behind is read
        n += 1
    units[0] = n
    return OK


@op(None, c_void_p)
def utf16_release(s):
    free(s)


# ---- lists

lists = Handles()


@op(c_int, POINTER(c_void_p), size_out, c_size_t, pointer_out, size_out, size_out)
def list_new(items, lengths, n, out, nul_item, nul_at):
    if not items and n > 0 or not out:
        return E_NULL
    kept = []
    for i in range(n):
        if not items[i]:
            if lengths and lengths[i]:
                return E_NULL
            kept.append(None)
            continue
        data = counted(items[i], lengths[i]) if lengths else string_at(items[i])
        if refused_nul(data, nul_at):
            if nul_item:
                nul_item[0] = i
            return E_NUL
        kept.append(borrowed(text_of(data)))
    out[0] = lists.add(kept)
    return OK


@op(c_int, c_void_p, size_out)
def list_count(handle, n):
    if not handle or not n:
        return E_NULL
    n[0] = len(lists[handle])
    return OK


@op(c_int, c_void_p, c_size_t, pointer_out, size_out)
def list_get(handle, i, out, out_n):
    if not handle or not out or not out_n:
        return E_NULL
    items = lists[handle]
    if i >= len(items):
        return E_RANGE
    out[0] = None if items[i] is None else addressof(items[i])
    out_n[0] = 0 if items[i] is None else sizeof(items[i]) - 1
    return OK


@op(None, c_void_p)
def list_free(handle):
    if handle:
        lists.pop(handle)


@op(c_int, POINTER(c_char_p), c_size_t, c_char_p, pointer_out)
def list_join(items, n, separator, out):
    if not items and n > 0 or separator is None or not out:
        return E_NULL
    texts = [text_of(items[i]) for i in range(n) if items[i] is not None]
    out[0] = give(text_of(separator).join(texts).encode())
    return OK


@op(c_int, c_char_p, c_char, POINTER(c_void_p), size_out)
def list_split(s, separator, out, out_n):
    if s is None or not out or not out_n:
        return E_NULL
    pieces = []
    try:
        for piece in text_of(s).split(separator.decode()):
            pieces.append(give(piece.encode()))
        out[0] = give(bytes((c_void_p * (len(pieces) + 1))(*pieces)))
    except MemoryError:
        for piece in pieces:
            free(piece)
        raise
    out_n[0] = len(pieces)
    return OK


@op(None, POINTER(c_void_p), c_size_t)
def list_release(array, n):
    if array:
        for i in range(n):
            free(array[i])
        free(array)


# ---- fixed fields


@op(c_int, c_void_p, pointer_out)
def field_get(field, out):
    if not field or not out:
        return E_NULL
    text = string_at(field, FIELD).split(b"\0", 1)[0]
    out[0] = give(text_of(text).encode())
    return OK


@op(c_int, c_void_p, c_char_p)
def field_set(field, s):
    if not field or s is None:
        return E_NULL
    if len(s) > FIELD:
        return E_SPACE
    memmove(field, s.ljust(FIELD, b"\0"), FIELD)
    return OK


# ---- error text and callbacks


class Message:
    text = borrowed("")


@op(c_int, c_void_p, c_size_t, size_out)
def error_set(text, n, nul_at):
    data = counted(text, n)
    if data is None:
        return E_NULL
    if refused_nul(data, nul_at):
        return E_NUL
    Message.text = borrowed(text_of(data))
    return OK


@op(c_int, pointer_out, size_out)
def error_text(out, out_n):
    if not out or not out_n:
        return E_NULL
    out[0] = addressof(Message.text)
    out_n[0] = sizeof(Message.text) - 1
    return OK


@op(c_int, c_void_p, c_size_t, c_char, Visitor, c_void_p, size_out)
def visit(s, n, separator, visitor, userdata, nul_at):
    data = counted(s, n)
    if data is None or not visitor:
        return E_NULL
    if refused_nul(data, nul_at):
        return E_NUL
    for piece in text_of(data).split(separator.decode()):
        encoded = piece.encode()
        visitor(userdata, c_char_p(encoded), len(encoded))
    return OK


OPS = table([
    ("echo", echo),
    ("echo_optional", echo_optional),
    ("echo_n", echo_n),
    ("terminate", terminate),
    ("release", release),
    ("length", length),
    ("compare", compare),
    ("concat", concat),
    ("lossy", lossy),
    ("store_new", store_new),
    ("store_free", store_free),
    ("store_set", store_set),
    ("store_get", store_get),
    ("fill", fill),
    ("utf16_from_utf8", utf16_from_utf8),
    ("utf16_to_utf8", utf16_to_utf8),
    ("utf16_length", utf16_length),
    ("utf16_release", utf16_release),
    ("list_new", list_new),
    ("list_count", list_count),
    ("list_get", list_get),
    ("list_free", list_free),
    ("list_join", list_join),
    ("list_split", list_split),
    ("list_release", list_release),
    ("field_get", field_get),
    ("field_set", field_set),
    ("error_set", error_set),
    ("error_text", error_text),
    ("visit", visit),
])
