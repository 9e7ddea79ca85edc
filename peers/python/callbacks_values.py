"""Every type of argument and result, there and back."""
from ctypes import (
    CFUNCTYPE, POINTER, Structure, c_bool, c_double, c_float, c_int, c_int8, c_int16, c_int32, c_int64, c_size_t,
    c_uint8, c_uint16, c_uint32, c_uint64, c_void_p,
)

from edge import E_VERSION, OK, op, require
from memory import part_of


class Spot(Structure):
    _fields_ = [("x", c_double), ("n", c_int32)]


class Pair(Structure):
    _fields_ = [("a", c_float), ("b", c_float)]


class Wide(Structure):
    _fields_ = [("a", c_int64), ("b", c_double), ("c", c_int32)]


TYPES = [
    ("i8", c_int8), ("u8", c_uint8), ("i16", c_int16), ("u16", c_uint16), ("i32", c_int32), ("u32", c_uint32),
    ("i64", c_int64), ("u64", c_uint64), ("f32", c_float), ("f64", c_double), ("truth", c_bool), ("pointer", c_void_p),
]
STRUCTS = [("spot", Spot), ("pair", Pair), ("wide", Wide)]


class Values(Structure):
    _fields_ = TYPES


class Structs(Structure):
    _fields_ = STRUCTS


def functions_of(types):
    return [("size", c_size_t)] + [(name, CFUNCTYPE(type, type, c_void_p)) for name, type in types]


class Relay(Structure):
    _fields_ = functions_of(TYPES)


class RelayStructs(Structure):
    _fields_ = functions_of(STRUCTS)


def relay_all(functions, values, userdata, out):
    require(functions, values, out)
    table = part_of(functions)
    if table.size < type(table).size.size:
        return E_VERSION
    given = type(values[0]).from_buffer_copy(values[0])
    for name, *_ in given._fields_:
        function = getattr(table, name)
        if function:
            setattr(out[0], name, function(getattr(given, name), userdata))
    return OK


@op(c_int, POINTER(Relay), POINTER(Values), c_void_p, POINTER(Values))
def relay(functions, values, userdata, out):
    return relay_all(functions, values, userdata, out)


@op(c_int, POINTER(RelayStructs), POINTER(Structs), c_void_p, POINTER(Structs))
def relay_structs(functions, values, userdata, out):
    return relay_all(functions, values, userdata, out)


class Twelve(Structure):
    _fields_ = [
        ("a", c_int8), ("b", c_double), ("c", c_uint8), ("d", c_float), ("e", c_int16), ("f", c_uint16), ("g", c_int32),
        ("h", c_uint32), ("i", c_int64), ("j", c_uint64), ("k", c_void_p), ("l", c_bool),
    ]


TwelveFn = CFUNCTYPE(c_double, *(type for _, type in Twelve._fields_), c_void_p)


@op(c_int, POINTER(Twelve), TwelveFn, c_void_p, POINTER(c_double))
def call_twelve(values, callback, userdata, result):
    require(values, callback, result)
    result[0] = callback(*(getattr(values[0], name) for name, _ in Twelve._fields_), userdata)
    return OK


# ---- the peer's own functions, which live as long as the module


def echo_of(type):
    @op(type, type, c_int, failed=None if type is c_void_p else 0)
    def echo(value, fail):
        if fail:
            raise RuntimeError("an echo that was to fail")
        return value

    return echo


ECHO_FUNCTIONS = [(name, echo_of(type)) for name, type in TYPES]


class Echoes(Structure):
    """ctypes makes no function that returns a struct by value: those are NULL."""

    _fields_ = [(name, type(function)) for name, function in ECHO_FUNCTIONS] + [
        (name, c_void_p) for name, _ in STRUCTS
    ]


ECHOES = Echoes(*(function for _, function in ECHO_FUNCTIONS))


@op(c_int, POINTER(Echoes))
def echoes(functions):
    require(functions)
    functions[0] = ECHOES
    return OK


OPS_OF_VALUES = [
    ("relay", relay),
    ("relay_structs", relay_structs),
    ("call_twelve", call_twelve),
    ("echoes", echoes),
]
