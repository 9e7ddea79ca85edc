"""The peer `cffi`: calls and functions as cffi's ABI mode makes them, with the values that it gives to Python.

The types are made by `_cffi_backend`, whose functions FFI.cdef() and FFI.typeof() call when they have parsed the C
text: with the parser in between, it is 800 signatures a second.  All else is the public interface.

What cffi refuses is `unsupported`: unions, packed structs, structs with bit-fields and complex numbers by value, and
variadic functions that C calls.  It has no word for vectors, __int128, _Float16 and what is aligned beyond its type;
its empty struct is C++'s, of one byte.  The table of ops is ctypes' work, here too; the functions under test are
cffi's alone.

SEAM_PEER is a file that names the folder where cffi.sh has put the wheel.
"""
import ctypes
import os
import sys

with open(os.environ["SEAM_PEER"]) as file:
    FOLDER = file.read().strip()
sys.path.insert(0, FOLDER)

import _cffi_backend as backend
import cffi

import calls
from calls import Unsupported

ffi = cffi.FFI()

# wchar_t and its kin are str of one character in cffi; they hold any integer of their size.
NAMES = {
    calls.BOOL: "_Bool", calls.CHAR: "char", calls.SCHAR: "signed char", calls.UCHAR: "unsigned char",
    calls.SHORT: "short", calls.USHORT: "unsigned short", calls.INT: "int", calls.UINT: "unsigned int",
    calls.LONG: "long", calls.ULONG: "unsigned long", calls.LLONG: "long long", calls.ULLONG: "unsigned long long",
    calls.PTRDIFF: "ptrdiff_t", calls.SIZE: "size_t", calls.INTPTR: "intptr_t", calls.UINTPTR: "uintptr_t",
    calls.INTMAX: "intmax_t", calls.UINTMAX: "uintmax_t",
    calls.WCHAR: "int32_t" if ctypes.sizeof(ctypes.c_wchar) == 4 else "uint16_t",
    calls.CHAR16: "uint16_t", calls.CHAR32: "uint32_t", calls.INT8: "int8_t", calls.INT16: "int16_t",
    calls.INT32: "int32_t", calls.INT64: "int64_t", calls.UINT8: "uint8_t", calls.UINT16: "uint16_t",
    calls.UINT32: "uint32_t", calls.UINT64: "uint64_t", calls.ENUM_SIGNED: "int", calls.ENUM_UNSIGNED: "unsigned int",
    calls.FLOAT32: "float", calls.FLOAT64: "double", calls.LDOUBLE: "long double",
}
COMPLEX = {calls.FLOAT32: "_cffi_float_complex_t", calls.FLOAT64: "_cffi_double_complex_t"}

VOID = backend.new_void_type()
VOID_POINTER = backend.new_pointer_type(VOID)
SCALARS = {kind: backend.new_primitive_type(name) for kind, name in NAMES.items()}
SCALARS.update({calls.VOID: VOID, calls.DATA_POINTER: VOID_POINTER, calls.FUNCTION_POINTER: VOID_POINTER})
FLOAT, DOUBLE, UINTPTR = SCALARS[calls.FLOAT32], SCALARS[calls.FLOAT64], SCALARS[calls.UINTPTR]

SF_PACKED = 8  # of complete_struct_or_union


class Types(calls.Types):
    sizeof = staticmethod(backend.sizeof)

    def make(self, what):
        if what.kind in SCALARS:
            return SCALARS[what.kind], True
        if what.kind == calls.COMPLEX and what.element[0].kind in COMPLEX:
            return backend.new_primitive_type(COMPLEX[what.element[0].kind]), True
        if what.kind == calls.ARRAY:
            element, passable = self.of(what.element[0])
            return backend.new_array_type(backend.new_pointer_type(element), what.count), passable
        if what.kind in (calls.STRUCT, calls.UNION):
            return self.aggregate(what)
        raise Unsupported

    def aggregate(self, what):
        fields, passable = [], what.count > 0
        for n in range(what.count):
            member = what.members[n]
            if member.aligned:
                raise Unsupported
            made, member_passable = self.of(member.type[0])
            passable = passable and member_passable
            fields.append(("" if member.unnamed else f"m{n}", made, member.bit_width if member.is_bit_field else -1))
        if what.aligned:
            raise Unsupported
        new = backend.new_struct_type if what.kind == calls.STRUCT else backend.new_union_type
        made = new("struct aggregate")
        backend.complete_struct_or_union(made, fields, None, -1, -1, SF_PACKED if what.packed else 0)
        return made, passable


types = Types()


def view(type, address):
    return ffi.cast(backend.new_pointer_type(type), address)


class Call(calls.Call):
    """Variadic arguments are cdata of their own types; cffi promotes all but float."""

    view = staticmethod(view)

    def __init__(self, sig):
        self.types, result = types.of_signature(sig)
        self.result = None if result is VOID else result
        self.n_fixed = sig.n_fixed
        self.variadic = [DOUBLE if type is FLOAT else type for type in self.types[sig.n_fixed :]]
        self.type = backend.new_function_type(tuple(self.types[: sig.n_fixed]), result, sig.variadic)

    def promoted(self, values):
        n = self.n_fixed
        return values[:n] + [self.cdata(type, value) for type, value in zip(self.variadic, values[n:])]

    @staticmethod
    def cdata(type, value):
        return value if isinstance(value, ffi.CData) else ffi.cast(type, value)

    def function_at(self, address):
        return ffi.cast(self.type, address)


class Engine(calls.Engine):
    call_of = staticmethod(Call)

    def callee_of(self, sig, slots):
        arguments, result = types.of_signature(sig)
        pointers = ctypes.string_at(slots.arg, ctypes.sizeof(ctypes.c_void_p) * len(arguments)) if arguments else b""
        views = calls.slot_views(view, arguments, pointers)
        ret = None if result is VOID else view(result, slots.ret)

        def function(*values):
            for slot, value in zip(views, values):
                slot[0] = value
            return None if ret is None else ret[0]

        def failed(*_):
            calls.log_exception("in a function that C called")

        type = backend.new_function_type(tuple(arguments), result, sig.variadic)
        kept = ffi.callback(type, function, onerror=failed)
        return kept, int(ffi.cast(UINTPTR, kept))

    def layout(self, what):
        made, _ = types.of(what)
        offsets = {int(name[1:]): field.offset for name, field in made.fields if field.bitsize < 0}
        return ffi.sizeof(made), ffi.alignof(made), offsets


def toolchain():
    if not backend.__file__.startswith(FOLDER) or backend.__version__ != cffi.__version__:
        sys.exit(f"another cffi than the wheel's: {backend.__file__} {backend.__version__}")
    # libffi tells its version from 3.5 on; the wheel exports libffi's functions.
    library = ctypes.CDLL(backend.__file__)
    libffi = "before 3.5"
    if hasattr(library, "ffi_get_version"):
        library.ffi_get_version.restype = ctypes.c_char_p
        libffi = library.ffi_get_version().decode()
    return f"CPython {sys.version.split()[0]}, cffi {cffi.__version__}'s wheel, its own libffi {libffi}"


if __name__ == "__main__":
    sys.exit(calls.main("cffi", toolchain(), Engine()))
