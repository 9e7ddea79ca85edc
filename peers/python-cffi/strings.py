"""strings: bytes on the C side, str inside, and the two conversions between them.

The policy that the traits declare: ill-formed UTF-8 becomes U+FFFD (SEAM_LOSSY), an embedded NUL is refused.
"""
import sys

from edge import Handles, Ops, Refused, require
from engine import ffi, lib
from memory import bytes_at, counted, malloced

UTF16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
FIELD = 16  # SEAM_STRINGS_FIELD

op = Ops("strings")


def text_of(data):
    return data.decode("utf-8", "replace")


def text_at(s):
    """The text of a terminated string."""
    return text_of(ffi.string(s))


def input_of(address, n):
    counted(address, n, sys.maxsize)
    return bytes_at(address, n)


def refuse_nul(at, nul_at):
    if at >= 0:
        if nul_at:
            nul_at[0] = at
        raise Refused(lib.SEAM_E_NUL)


def input_without_nul(address, n, nul_at):
    data = input_of(address, n)
    refuse_nul(data.find(b"\0"), nul_at)
    return data


def give(out, text):
    """The copy that C owns until release()."""
    out[0] = malloced(text.encode())


def give_counted(out, out_n, text):
    data = text.encode()
    out[0], out_n[0] = malloced(data), len(data)


def lent(text):
    """The copy that C borrows: it stays at its address, and lives as long as what holds it."""
    return None if text is None else ffi.new("char[]", text.encode())


@op
def echo(s, out):
    require(s, out)
    give(out, text_at(s))


@op
def echo_optional(s, out):
    require(out)
    if s:
        give(out, text_at(s))
    else:
        out[0] = ffi.NULL


@op
def echo_n(s, n, out, out_n, nul_at):
    require(out, out_n)
    give_counted(out, out_n, text_of(input_without_nul(s, n, nul_at)))


@op
def terminate(s, n, out, nul_at):
    require(out)
    out[0] = malloced(input_without_nul(s, n, nul_at))


@op
def release(s):
    lib.free(s)


@op
def length(s, n):
    require(s, n)
    n[0] = len(ffi.string(s))


@op
def compare(a, b, order):
    require(a, b, order)
    x, y = ffi.string(a), ffi.string(b)
    order[0] = (x > y) - (x < y)


@op
def concat(a, b, out):
    require(a, b, out)
    give(out, text_at(a) + text_at(b))


@op
def lossy(s, n, out, out_n):
    require(out, out_n)
    give_counted(out, out_n, text_of(input_of(s, n)))


# ---- a string that is kept


class Store:
    text = None  # what store_get lends


stores = Handles("struct seam_strings_store")


@op
def store_new(out):
    require(out)
    out[0] = stores.add(Store())


@op
def store_free(store):
    if store:
        stores.take(store)


@op
def store_set(store, s):
    require(store)
    stores[store].text = lent(text_at(s)) if s else None


@op
def store_get(store, out):
    require(store, out)
    text = stores[store].text
    out[0] = ffi.NULL if text is None else text


@op
def fill(store, buf, size, needed):
    require(store, needed)
    counted(buf, size, sys.maxsize)
    text = stores[store].text
    if text is None:
        return lib.SEAM_E_NOT_FOUND
    needed[0] = len(text)
    if size < len(text):
        return lib.SEAM_E_SPACE
    ffi.memmove(buf, text, len(text))


# ---- UTF-16


@op
def utf16_from_utf8(s, n, out, out_n, nul_at):
    require(out, out_n)
    units = text_of(input_without_nul(s, n, nul_at)).encode(UTF16)
    out[0] = ffi.cast("uint16_t *", malloced(units, b"\0\0"))
    out_n[0] = len(units) // 2


@op
def utf16_to_utf8(s, n, out, out_n, nul_at):
    require(out, out_n)
    text = input_of(s, 2 * n).decode(UTF16, "replace")
    at = text.find("\0")
    refuse_nul(at if at < 0 else len(text[:at].encode(UTF16)) // 2, nul_at)
    give_counted(out, out_n, text)


@op
def utf16_length(s, units):
    require(s, units)
    n, unit = 0, ffi.cast("char *", s)
    while bytes(ffi.buffer(unit + 2 * n, 2)) != b"\0\0":  # two bytes at a time: no alignment is needed
        n += 1
    units[0] = n


@op
def utf16_release(s):
    lib.free(s)


# ---- lists

lists = Handles("struct seam_strings_list")


def list_item(item, length, i, nul_item, nul_at):
    if not item and not length:
        return None
    data = ffi.string(item) if length is None else input_of(item, length)
    if b"\0" in data and nul_item:
        nul_item[0] = i
    refuse_nul(data.find(b"\0"), nul_at)
    return lent(text_of(data))


@op
def list_new(items, lengths, n, out, nul_item, nul_at):
    require(out)
    counted(items, n, sys.maxsize)
    out[0] = lists.add([
        list_item(items[i], lengths[i] if lengths else None, i, nul_item, nul_at) for i in range(n)
    ])


@op
def list_count(handle, n):
    require(handle, n)
    n[0] = len(lists[handle])


@op
def list_get(handle, i, out, out_n):
    require(handle, out, out_n)
    items = lists[handle]
    if i >= len(items):
        return lib.SEAM_E_RANGE
    item = items[i]
    out[0], out_n[0] = (ffi.NULL, 0) if item is None else (item, len(item) - 1)


@op
def list_free(handle):
    if handle:
        lists.take(handle)


@op
def list_join(items, n, separator, out):
    require(separator, out)
    counted(items, n, sys.maxsize)
    give(out, text_at(separator).join(text_at(items[i]) for i in range(n) if items[i]))


@op
def list_split(s, separator, out, out_n):
    require(s, out, out_n)
    pieces = []
    try:
        for piece in text_at(s).split(separator.decode()):
            pieces.append(malloced(piece.encode()))
        array = ffi.new("char *[]", [*pieces, ffi.NULL])
        out[0] = ffi.cast("char **", malloced(bytes(ffi.buffer(array)), b""))
    except MemoryError:
        for piece in pieces:
            lib.free(piece)
        raise
    out_n[0] = len(pieces)


@op
def list_release(array, n):
    if array:
        for i in range(n):
            lib.free(array[i])
        lib.free(array)


# ---- fixed fields


@op
def field_get(field, out):
    require(field, out)
    give(out, text_of(ffi.string(field, FIELD)))


@op
def field_set(field, s):
    require(field, s)
    data = ffi.string(s)
    if len(data) > FIELD:
        return lib.SEAM_E_SPACE
    ffi.memmove(field, data.ljust(FIELD, b"\0"), FIELD)


# ---- error text and callbacks


class Message:
    text = lent("")


@op
def error_set(text, n, nul_at):
    Message.text = lent(text_of(input_without_nul(text, n, nul_at)))


@op
def error_text(out, out_n):
    require(out, out_n)
    out[0], out_n[0] = Message.text, len(Message.text) - 1


@op
def visit(s, n, separator, visitor, userdata, nul_at):
    require(visitor)
    for piece in text_of(input_without_nul(s, n, nul_at)).split(separator.decode()):
        data = piece.encode()
        visitor(userdata, ffi.from_buffer(data), len(data))  # a bytes object has a NUL behind its last byte
