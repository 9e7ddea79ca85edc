"""layout: the contract's structs, declared with ctypes, described by their descriptors and used by attribute access."""
import ctypes
import os
from ctypes import (
    CFUNCTYPE, POINTER, Structure, Union, addressof, alignment, byref, c_bool, c_byte, c_char_p, c_double, c_float,
    c_int, c_int8, c_int16, c_int32, c_int64, c_long, c_longdouble, c_longlong, c_short, c_size_t, c_ssize_t, c_ubyte,
    c_uint, c_uint8, c_uint16, c_uint32, c_uint64, c_ulong, c_ulonglong, c_ushort, c_void_p, c_wchar, memmove, sizeof,
)

from edge import E_NOT_FOUND, E_RANGE, E_SPACE, E_UNSUPPORTED, E_VERSION, OK, op, table

# ctypes knows the size of char and wchar_t, not their sign: that is the platform's.
MACHINE = os.uname().machine
CHAR = c_byte if MACHINE.startswith(("x86", "i3", "i4", "i5", "i6")) else c_ubyte
WCHAR_IS_SIGNED = not MACHINE.startswith(("arm", "aarch"))

# `const char *` fields are c_void_p: reading a c_char_p gives a copy of the text and loses the pointer.
TEXT = c_void_p


def struct(*fields, base=Structure, **attributes):
    return type(base)("struct", (base,), {**attributes, "_fields_": fields})


def union(*fields):
    return struct(*fields, base=Union)


SCALARS = {
    "boolean": c_bool, "char": CHAR, "schar": c_byte, "uchar": c_ubyte, "short": c_short, "ushort": c_ushort,
    "int": c_int, "uint": c_uint, "long": c_long, "ulong": c_ulong, "llong": c_longlong, "ullong": c_ulonglong,
    "i8": c_int8, "i16": c_int16, "i32": c_int32, "i64": c_int64, "u8": c_uint8, "u16": c_uint16, "u32": c_uint32,
    "u64": c_uint64, "wchar": c_wchar, "size": c_size_t, "ptrdiff": c_ssize_t, "intptr": c_ssize_t,
    "uintptr": c_size_t, "intmax": c_int64, "float": c_float, "double": c_double, "long_double": c_longdouble,
    "pointer": c_void_p, "string": TEXT, "function": CFUNCTYPE(c_int, c_int),
}

Fixed12 = struct(("a", c_uint8), ("b", c_uint32), ("c", c_uint8))
Fixed24 = struct(("a", c_uint8), ("b", c_uint64), ("c", c_uint8))
Vec2 = struct(("x", c_double), ("y", c_double))
When = struct(("time", c_int64), ("offset", c_int32), ("sign", CHAR))
Signature = struct(("name", TEXT), ("email", TEXT), ("when", When))
Any = union(("byte", c_uint8), ("i", c_int32), ("d", c_double), ("p", c_void_p), ("pair", c_uint16 * 2))
Tagged = struct(("tag", c_uint32), ("as", union(("i", c_int64), ("d", c_double), ("s", TEXT))))
Halves = struct(("low", c_uint16), ("high", c_uint16))
Word = struct(("word", c_uint32), ("halves", Halves), base=Union, _anonymous_=("halves",))
Pair = struct(("x", c_uint8), ("y", c_uint64))
Enums = struct(("before", c_uint8), ("grade", c_int), ("between", c_uint8), ("flag", c_uint))
Empty = struct()
FLEXIBLE_ITEMS = 4  # SEAM_FLEXIBLE_ITEMS
Flexible = struct(("count", c_uint32), ("mark", c_uint8), ("items", c_uint32 * 0))
PACKED = (("a", c_uint8), ("b", c_uint32), ("c", c_uint16), ("d", c_double), ("e", c_uint8))
Packed1 = struct(*PACKED, _pack_=1)
OPTIONS_V1 = (("version", c_uint32), ("size", c_uint32), ("label", TEXT), ("depth", c_int32), ("limit", c_uint64))
OptionsV1 = struct(*OPTIONS_V1)
Options = struct(*OPTIONS_V1, ("mode", c_uint32), ("grace", c_int64))


class List(Structure):
    pass


List._fields_ = [("next", POINTER(List)), ("value", c_int32)]  # only now is there a List to point to

STRUCTS = {
    **{name: struct(("value", scalar)) for name, scalar in SCALARS.items()},
    "fixed12": Fixed12,
    "fixed24": Fixed24,
    "fixed16": struct(("b", c_uint64), ("a", c_uint8), ("c", c_uint8)),
    "vec2": Vec2,
    "mixed": struct(("a", CHAR), ("b", c_double), ("c", c_short), ("d", c_float), ("e", c_void_p), ("f", c_bool),
                    ("g", c_longlong), ("h", c_byte)),
    "nested": struct(("before", c_uint8), ("inner", Fixed24), ("between", c_uint16), ("second", Fixed12),
                     ("after", c_uint8)),
    "array": struct(("before", c_uint8), ("row", c_uint32 * 3), ("bytes", c_uint8 * 5), ("after", c_uint16)),
    "matrix": struct(("before", c_uint8), ("cell", c_int16 * 3 * 2), ("after", c_double)),
    "array_of_structs": struct(("before", c_uint8), ("item", Fixed12 * 3), ("after", c_uint8)),
    "id20": struct(("id", c_ubyte * 20)),
    "signature": Signature,
    "union": struct(("before", c_uint8), ("as", Any), ("after", c_uint8)),
    "tagged": Tagged,
    "anonymous": struct(("before", c_uint8), ("word_or_halves", Word), ("pair", Pair), ("after", c_uint8),
                        _anonymous_=("word_or_halves", "pair")),
    "enums": Enums,
    "list": List,
    "packed1": Packed1,
    "packed2": struct(*PACKED, _pack_=2),
    "packed4": struct(*PACKED, _pack_=4),
    "packed_inside": struct(("before", c_uint8), ("inner", Packed1), ("after", c_uint32)),
    "flexible": Flexible,
    "empty": Empty,
    "empty_inside": struct(("before", c_uint8), ("none", Empty), ("after", c_uint32)),
    "options_v1": OptionsV1,
    "options": Options,
}

# Before 3.14 ctypes opens a storage unit where C goes on in the old one when the type changes, and does not pack units
# (https://github.com/python/cpython/issues/97588).  So each run of bits has one type here, as wide as the run, and the
# gap that `unsigned : 0` leaves has a name.
BITS = {
    "bits_run": struct(("a", c_uint, 1), ("b", c_uint, 3), ("c", c_uint, 4), ("d", c_uint, 24)),
    "bits_signed": struct(("a", c_int, 3), ("b", c_int, 5), ("c", c_uint, 2), ("d", c_int, 22)),
    "bits_zero": struct(("a", c_uint, 3), ("gap", c_uint, 29), ("b", c_uint, 5)),
    "bits_units": struct(("a", c_uint, 20), ("b", c_uint, 20), ("c", c_uint, 24)),
    "bits_mixed": struct(("before", c_uint, 8), ("a", c_uint, 5), ("b", c_uint, 9), ("after", c_uint16)),
    "bits_wide": struct(("a", c_ulonglong, 40), ("b", c_ulonglong, 20), ("c", c_ulonglong, 1)),
    "bits_packed": struct(("a", c_ulonglong, 20), ("b", c_ulonglong, 20), ("c", c_longlong, 24), _pack_=1),
}

# What ctypes of Python 3.11 has no way to say: complex numbers, 128-bit integers, an alignment above the natural one.
MISSING = {
    "complex_float", "complex_double", "complex_long_double", "i128", "u128", "aligned16", "aligned32", "aligned64",
    "aligned_inside",
}
# The value of a c_longdouble goes through a Python float, which has 53 bits: it is described, not used.
LOSES_BITS = {"long_double"}

KIND_INTEGER, KIND_BOOL, KIND_FLOAT, KIND_COMPLEX, KIND_POINTER, KIND_STRUCT, KIND_UNION, KIND_ARRAY = range(1, 9)
View = struct(("size", c_uint64), ("align", c_uint64), ("offset", c_uint64), ("count", c_uint64), ("kind", c_uint32),
              ("is_signed", c_uint32))


def find_type(name):
    return STRUCTS.get(name) or BITS.get(name)


def steps_of(path):
    """A C path, "item[1].c", as names and indices: "item", 1, "c"."""
    return [int(step) if step.isdigit() else step for step in path.replace("[", ".").replace("]", "").split(".")]


def member(cls, name):
    """The type of a member, which ctypes' descriptors do not tell; members of anonymous members are the type's own."""
    for field, kind, *_ in cls._fields_:
        if field == name:
            return kind
        if field in getattr(cls, "_anonymous_", ()):
            inner = member(kind, name)
            if inner:
                return inner
    return None


def locate(cls, path):
    """The type and offset of a leaf or part, or None."""
    offset = 0
    for step in steps_of(path):
        if isinstance(step, int) and issubclass(cls, ctypes.Array) and step < (cls._length_ or FLEXIBLE_ITEMS):
            cls = cls._type_
            offset += step * sizeof(cls)
        elif isinstance(step, str) and issubclass(cls, (Structure, Union)) and member(cls, step):
            offset += getattr(cls, step).offset
            cls = member(cls, step)
        else:
            return None
    return cls, offset


def kind_of(cls):
    if issubclass(cls, ctypes.Array):
        return KIND_ARRAY, False
    if issubclass(cls, Structure):
        return KIND_STRUCT, False
    if issubclass(cls, Union):
        return KIND_UNION, False
    if cls is c_bool:
        return KIND_BOOL, False
    if cls in (c_float, c_double, c_longdouble):
        return KIND_FLOAT, False
    if cls is c_void_p or not issubclass(cls, ctypes._SimpleCData):
        return KIND_POINTER, False
    if cls is c_wchar:
        return KIND_INTEGER, WCHAR_IS_SIGNED
    return KIND_INTEGER, cls(-1).value < 0


def view_of(cls, offset):
    kind, is_signed = kind_of(cls)
    return View(sizeof(cls), alignment(cls), offset, cls._length_ if kind == KIND_ARRAY else 1, kind, is_signed)


def refuse(type_name, field):
    """Why a field cannot be reached, or OK."""
    if type_name in MISSING or type_name in LOSES_BITS and field == "value":
        return E_UNSUPPORTED
    cls = find_type(type_name)
    return OK if cls and locate(cls, field) else E_NOT_FOUND


def container_of(cls, address, steps):
    """What the last step is taken in."""
    # from_address: the host's object, aligned for its type and alive during the call; nothing is copied.
    place = cls.from_address(address)
    for step in steps[:-1]:
        if step == "items" and cls is Flexible:
            # A flexible array has no elements to index; the host's objects have them behind the struct.
            place = (c_uint32 * (steps[-1] + 1)).from_address(address + Flexible.items.offset)
        else:
            place = place[step] if isinstance(step, int) else getattr(place, step)
    return place


@op(c_int, c_char_p, c_char_p, POINTER(View))
def describe(type_name, field, out):
    type_name = type_name.decode()
    if type_name in MISSING:
        return E_UNSUPPORTED
    cls = find_type(type_name)
    if not cls:
        return E_NOT_FOUND
    found = (cls, 0) if field is None else locate(cls, field.decode())
    if not found:
        return E_NOT_FOUND
    if field is not None and type_name in BITS:
        return E_UNSUPPORTED
    out[0] = view_of(*found)
    return OK


@op(c_int, c_char_p, c_char_p, c_void_p, c_void_p)
def write(type_name, field, address, leaf):
    type_name, field = type_name.decode(), field.decode()
    refused = refuse(type_name, field)
    if refused:
        return refused
    cls = find_type(type_name)
    kind, _ = locate(cls, field)
    if type_name in BITS:
        kind = c_int64
    # from_address: the host's leaf, of the field's own type.
    value = kind.from_address(leaf)
    if issubclass(kind, ctypes._SimpleCData):
        value = value.value
    steps = steps_of(field)
    place = container_of(cls, address, steps)
    if isinstance(steps[-1], int):
        place[steps[-1]] = value
    else:
        setattr(place, steps[-1], value)
    return OK


@op(c_int, c_char_p, c_char_p, c_void_p, c_void_p)
def read(type_name, field, address, leaf):
    type_name, field = type_name.decode(), field.decode()
    refused = refuse(type_name, field)
    if refused:
        return refused
    cls = find_type(type_name)
    kind, _ = locate(cls, field)
    if type_name in BITS:
        kind = c_int64
    steps = steps_of(field)
    place = container_of(cls, address, steps)
    value = place[steps[-1]] if isinstance(steps[-1], int) else getattr(place, steps[-1])
    if issubclass(kind, ctypes._SimpleCData):
        # from_address: the host's leaf, of the field's own type.
        kind.from_address(leaf).value = value
    else:
        memmove(leaf, byref(value), sizeof(kind))  # a pointer: `value` is an object that holds it
    return OK


def copy_fields(source, target):
    """Field by field: a copy of the whole struct would take its padding along."""
    for name, kind in source._fields_:
        if issubclass(kind, Structure):
            copy_fields(getattr(source, name), getattr(target, name))
        else:
            setattr(target, name, getattr(source, name))


@op(c_int, c_char_p, c_void_p, c_void_p, c_size_t)
def emit(type_name, address, out, size):
    if type_name not in (b"fixed12", b"fixed24", b"nested", b"signature"):
        return E_UNSUPPORTED
    cls = STRUCTS[type_name.decode()]
    if size < sizeof(cls):
        return E_SPACE
    clean = cls()  # all bytes 0
    copy_fields(cls.from_address(address), clean)
    memmove(out, byref(clean), sizeof(cls))
    return OK


@op(c_int, POINTER(Fixed12), c_size_t, c_uint32)
def fill(out, n, first):
    for i in range(n):
        out[i].a, out[i].b, out[i].c = i & 0xFF, (first + i) & 0xFFFFFFFF, ~i & 0xFF
    return OK


@op(c_int, POINTER(Fixed12), c_size_t, POINTER(c_uint64))
def total(items, n, out):
    out[0] = sum(items[i].a + items[i].b + items[i].c for i in range(n))
    return OK


@op(c_int, c_int64, POINTER(c_bool))
def truth(number, out):
    out[0] = number != 0
    return OK


ENUMS = {
    b"grade": {-1: b"SEAM_GRADE_BELOW", 0: b"SEAM_GRADE_ZERO", 1: b"SEAM_GRADE_ABOVE", 1000: b"SEAM_GRADE_FAR"},
    b"flag": {0: b"SEAM_FLAG_NONE", 1: b"SEAM_FLAG_LOW", 0x80000000: b"SEAM_FLAG_HIGH"},
}
NUMBERS = {name: number for numbers in ENUMS.values() for number, name in numbers.items()}
# C gets these texts for good: buffers whose address stays, kept by the module.
TEXTS = {name: ctypes.create_string_buffer(name) for name in NUMBERS}


@op(c_int, c_char_p, POINTER(c_int64))
def enum_value(name, number):
    if name not in NUMBERS:
        return E_NOT_FOUND
    number[0] = NUMBERS[name]
    return OK


@op(c_int, c_char_p, c_int64, POINTER(c_void_p))
def enum_name(type_name, number, name):
    if type_name not in ENUMS:
        return E_NOT_FOUND
    if number not in ENUMS[type_name]:
        return E_RANGE
    name[0] = addressof(TEXTS[ENUMS[type_name][number]])
    return OK


@op(c_int, POINTER(Enums), POINTER(c_int64), POINTER(c_int64))
def enum_load(enums, grade, flag):
    loaded = enums[0]
    if loaded.grade not in ENUMS[b"grade"] or loaded.flag not in ENUMS[b"flag"]:
        return E_RANGE
    grade[0], flag[0] = loaded.grade, loaded.flag
    return OK


TAGS = {1: ("i", c_int64), 2: ("d", c_double), 3: ("s", TEXT)}


@op(c_int, POINTER(Tagged), c_uint32, c_void_p)
def tagged_get(tagged, tag, out):
    if tag not in TAGS or tagged[0].tag != tag:
        return E_RANGE
    name, kind = TAGS[tag]
    # from_address: the host's variable, of the type that goes with the tag.
    kind.from_address(out).value = getattr(getattr(tagged[0], "as"), name)
    return OK


@op(c_int, POINTER(Tagged), c_uint32, c_void_p)
def tagged_set(tagged, tag, value):
    if tag not in TAGS:
        return E_RANGE
    name, kind = TAGS[tag]
    tagged[0].tag = tag
    # from_address: the host's variable, of the type that goes with the tag.
    setattr(getattr(tagged[0], "as"), name, kind.from_address(value).value)
    return OK


@op(c_int, POINTER(List), POINTER(c_int64))
def list_sum(node, out):
    values = 0
    while node:
        values += node[0].value
        node = node[0].next
    out[0] = values
    return OK


VERSIONS = {1: OptionsV1, 2: Options}
DEFAULTS = (None, -1, 0x100000000, 3, -5)  # label, depth, limit, mode, grace


def options_of(version):
    return Options(version, sizeof(VERSIONS[version]), *DEFAULTS)


@op(c_int, c_void_p, c_uint32)
def options_init(options, version):
    if version not in VERSIONS:
        return E_VERSION
    # byref, not addressof: a number would not keep the new object alive until its bytes are copied.
    memmove(options, byref(options_of(version)), sizeof(VERSIONS[version]))
    return OK


@op(c_int, c_void_p, POINTER(Options))
def options_apply(options, out):
    # from_address: every version begins with its number and its size, and no more is read before they are known.
    version, size = (c_uint32 * 2).from_address(options)
    if version not in VERSIONS or size != sizeof(VERSIONS[version]):
        return E_VERSION
    effective = options_of(2)
    given = VERSIONS[version].from_address(options)
    for name, _ in given._fields_[2:]:
        setattr(effective, name, getattr(given, name))
    out[0] = effective
    return OK


def copy_op(cls):
    return op(c_int, POINTER(cls), POINTER(cls))(lambda source, out: out.__setitem__(0, source[0]) or OK)


def take_op(cls):
    return op(c_int, cls, POINTER(cls))(lambda value, out: out.__setitem__(0, value) or OK)


OPS = table([
    ("describe", describe),
    ("write", write),
    ("read", read),
    ("emit", emit),
    ("fill", fill),
    ("sum", total),
    ("truth", truth),
    ("enum_value", enum_value),
    ("enum_name", enum_name),
    ("enum_load", enum_load),
    ("tagged_get", tagged_get),
    ("tagged_set", tagged_set),
    ("list_sum", list_sum),
    ("options_init", options_init),
    ("options_apply", options_apply),
    ("copy_fixed12", copy_op(Fixed12)),
    ("take_fixed12", take_op(Fixed12)),
    ("give_fixed12", None),  # a ctypes callback cannot return a struct
    ("copy_fixed24", copy_op(Fixed24)),
    ("take_fixed24", take_op(Fixed24)),
    ("give_fixed24", None),
    ("copy_vec2", copy_op(Vec2)),
    ("take_vec2", take_op(Vec2)),
    ("give_vec2", None),
])
