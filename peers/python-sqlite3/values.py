"""Values between C and Python: struct seam_sqlite_value, and the types that the module sqlite3 has for it."""
from ctypes import POINTER, Structure, c_char_p, c_double, c_int32, c_int64, c_size_t, c_void_p, cast, string_at

from edge import E_ENCODING, E_RANGE, Refused

INTEGER, FLOAT, TEXT, BLOB, NULL = 1, 2, 3, 4, 5


class Value(Structure):
    _fields_ = [
        ("type", c_int32), ("integer", c_int64), ("real", c_double), ("bytes", c_void_p), ("size", c_size_t),
    ]


value_pointer = POINTER(Value)


def bytes_at(address, size):
    """A copy; with no bytes the address may be anything."""
    return string_at(address, size) if size else b""


def text_at(address, size):
    try:
        return bytes_at(address, size).decode()
    except UnicodeDecodeError as e:
        raise Refused(E_ENCODING, str(e)) from None


def python_of(value):
    if value.type == INTEGER:
        return value.integer
    if value.type == FLOAT:
        return value.real
    if value.type == TEXT:
        return text_at(value.bytes, value.size)
    if value.type == BLOB:
        return bytes_at(value.bytes, value.size)
    return None


def put(value, thing):
    """Stores a thing of Python's in a Value; what is returned holds the bytes, and must outlive their use."""
    if thing is None:
        value.type = NULL
    elif isinstance(thing, int):
        value.type, value.integer = INTEGER, thing
    elif isinstance(thing, float):
        value.type, value.real = FLOAT, thing
    elif isinstance(thing, (str, bytes)):
        value.type = TEXT if isinstance(thing, str) else BLOB
        data = thing.encode() if isinstance(thing, str) else thing
        held = c_char_p(data)  # the address of the bytes object's own
        value.bytes, value.size = cast(held, c_void_p), len(data)
        return held
    else:
        raise Refused(E_RANGE, f"a {type(thing).__name__} is no value of SQLite's")
    return None


def values_of(things):
    """An array of Values, and what must be held while it is used."""
    array = (Value * max(len(things), 1))()
    return array, [put(value, thing) for value, thing in zip(array, things)]
