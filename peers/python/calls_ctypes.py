"""The peer `ctypes`: calls and functions as ctypes makes them, with the values that it gives to Python.

A simple type's value is converted to an int, float, bool or bytes and back; a struct stays memory.  A long double
would lose bits as a Python float: it stays an instance of a subclass, which ctypes does not convert.

What ctypes lacks, and is `unsupported` here: structs and long doubles as results of functions that C calls, variadic
functions that C calls, unions and structs with bit-fields by value (its manual warns of them), vectors, __int128,
_Float16, members that are aligned; before 3.13 aligned structs, before 3.14 complex numbers.
"""
import ctypes
import sys
from ctypes import (
    CFUNCTYPE, Structure, Union, alignment, byref, c_bool, c_byte, c_char, c_double, c_float, c_int, c_int8, c_int16,
    c_int32, c_int64, c_long, c_longdouble, c_longlong, c_short, c_size_t, c_ssize_t, c_ubyte, c_uint, c_uint8,
    c_uint16, c_uint32, c_uint64, c_ulong, c_ulonglong, c_ushort, c_void_p, c_wchar, cast, memmove, sizeof, string_at,
)

import calls
from calls import Unsupported


class LongDouble(c_longdouble):
    pass


# c_wchar holds what is a character; wchar_t holds any integer of its size.
WCHAR = c_int32 if sizeof(c_wchar) == 4 else c_uint16

SCALARS = {
    calls.VOID: None, calls.BOOL: c_bool, calls.CHAR: c_char, calls.SCHAR: c_byte, calls.UCHAR: c_ubyte,
    calls.SHORT: c_short, calls.USHORT: c_ushort, calls.INT: c_int, calls.UINT: c_uint, calls.LONG: c_long,
    calls.ULONG: c_ulong, calls.LLONG: c_longlong, calls.ULLONG: c_ulonglong, calls.PTRDIFF: c_ssize_t,
    calls.SIZE: c_size_t, calls.INTPTR: c_ssize_t, calls.UINTPTR: c_size_t, calls.INTMAX: c_int64,
    calls.UINTMAX: c_uint64, calls.WCHAR: WCHAR, calls.CHAR16: c_uint16, calls.CHAR32: c_uint32, calls.INT8: c_int8,
    calls.INT16: c_int16, calls.INT32: c_int32, calls.INT64: c_int64, calls.UINT8: c_uint8, calls.UINT16: c_uint16,
    calls.UINT32: c_uint32, calls.UINT64: c_uint64, calls.ENUM_SIGNED: c_int, calls.ENUM_UNSIGNED: c_uint,
    calls.FLOAT32: c_float, calls.FLOAT64: c_double, calls.LDOUBLE: LongDouble, calls.DATA_POINTER: c_void_p,
    calls.FUNCTION_POINTER: c_void_p,
}
COMPLEX = {
    calls.FLOAT32: "c_float_complex", calls.FLOAT64: "c_double_complex", calls.LDOUBLE: "c_longdouble_complex",
}

# C's default promotions.  ctypes leaves them to the caller.
PROMOTED = {c_float: c_double}
PROMOTED.update(dict.fromkeys((c_bool, c_byte, c_ubyte, c_short, c_ushort), c_int))


class Types(calls.Types):
    sizeof = staticmethod(sizeof)

    def make(self, what):
        if what.kind in SCALARS:
            return SCALARS[what.kind], True
        if what.kind == calls.COMPLEX:
            name = COMPLEX.get(what.element[0].kind)
            if hasattr(ctypes, str(name)):
                return getattr(ctypes, name), True
        elif what.kind == calls.ARRAY:
            element, passable = self.of(what.element[0])
            return element * what.count, passable
        elif what.kind in (calls.STRUCT, calls.UNION):
            return self.aggregate(what)
        raise Unsupported

    def aggregate(self, what):
        body, passable = {}, what.kind == calls.STRUCT
        if what.packed:
            body["_pack_"] = 1
            body["_layout_"] = "gcc-sysv"  # to be said from 3.14 on
        if what.aligned:
            if sys.version_info < (3, 13):
                raise Unsupported
            body["_align_"] = what.aligned
        fields = body["_fields_"] = []
        for n in range(what.count):
            member = what.members[n]
            if member.aligned or member.unnamed:
                raise Unsupported
            made, member_passable = self.of(member.type[0])
            passable = passable and member_passable and not member.is_bit_field
            fields.append((f"m{n}", made, member.bit_width) if member.is_bit_field else (f"m{n}", made))
        made = type("Aggregate", (Structure if what.kind == calls.STRUCT else Union,), body)
        return made, passable and sizeof(made) > 0


types = Types()
FunctionPointer = CFUNCTYPE(None)


def function_type(result, arguments):
    """CFUNCTYPE(result, *arguments), which would keep the type for ever."""
    body = {"_flags_": FunctionPointer._flags_, "_restype_": result, "_argtypes_": tuple(arguments)}
    return type("Function", (FunctionPointer.__base__,), body)


class StructView:
    """A slot that holds a struct.  It is no array of one because ctypes keeps each array's element type for ever."""

    def __init__(self, type, address):
        self.struct, self.address = type.from_address(address), address

    def __getitem__(self, _):
        return self.struct

    def __setitem__(self, _, struct):
        memmove(self.address, byref(struct), sizeof(struct))


def view(type, address):
    """The slot as an array of one: reading its item converts, assigning to it does, too."""
    return StructView(type, address) if issubclass(type, Structure) else (type * 1).from_address(address)


class Call(calls.Call):
    """Of the types only the fixed arguments' are declared, as ctypes' manual has it for variadic functions; the others'
    arguments are instances."""

    view = staticmethod(view)

    def __init__(self, sig):
        arguments, self.result = types.of_signature(sig)
        self.fixed, variadic = arguments[: sig.n_fixed], arguments[sig.n_fixed :]
        # A variadic char is promoted as the number that it is.
        variadic = [c_byte if type is c_char else type for type in variadic]
        self.types = self.fixed + variadic
        self.promotions = [self.promotion(type) for type in variadic]

    @staticmethod
    def promotion(type):
        if type in SCALARS.values() and type is not LongDouble:
            return PROMOTED.get(type, type)
        return lambda instance: instance

    def promoted(self, values):
        n = len(self.fixed)
        return values[:n] + [promotion(value) for promotion, value in zip(self.promotions, values[n:])]

    def function_at(self, address):
        function = FunctionPointer(address)  # each function's own types are the instance's
        function.argtypes, function.restype = self.fixed, self.result
        return function


class Engine(calls.Engine):
    call_of = staticmethod(Call)

    def callee_of(self, sig, slots):
        arguments, result = types.of_signature(sig)
        if sig.variadic or result is LongDouble or result is not None and issubclass(result, Structure):
            raise Unsupported
        pointers = string_at(slots.arg, sizeof(c_void_p) * len(arguments)) if arguments else b""
        views = calls.slot_views(view, arguments, pointers)
        ret = None if result is None else view(result, slots.ret)

        def function(*values):
            try:
                for slot, value in zip(views, values):
                    slot[0] = value
                return None if ret is None else ret[0]
            except BaseException:
                calls.log_exception("in a function that C called")
                return None if result is None else result().value

        kept = function_type(result, arguments)(function)
        return kept, cast(kept, c_void_p).value

    def layout(self, what):
        made, _ = types.of(what)
        named = [n for n in range(what.count) if not what.members[n].is_bit_field]
        return sizeof(made), alignment(made), {n: getattr(made, f"m{n}").offset for n in named}


if __name__ == "__main__":
    sys.exit(calls.main("ctypes", f"CPython {sys.version.split()[0]}, ctypes", Engine()))
