"""layout: the contract's structs as cffi reads them in the header, described by what it tells of them, and used."""
import os
import re

from edge import Ops
from engine import ffi, lib

op = Ops("layout")

# What cffi has no word for: attributes, and with them alignments above the natural one; 128-bit integers; complex numbers
# of long double.  A struct without members has one byte there, as in C++.
MISSING = {
    "complex_long_double", "i128", "u128", "aligned16", "aligned32", "aligned64", "aligned_inside", "empty", "empty_inside",
}
FLEXIBLE_ITEMS = 4  # SEAM_FLEXIBLE_ITEMS
OPTIONS_DEFAULTS = {"label": ffi.NULL, "depth": -1, "limit": 0x100000000, "mode": 3, "grace": -5}
PADDED = "fixed12", "fixed24", "nested", "signature"

# cffi gives a char as bytes: its sign is the platform's.
CHAR_IS_SIGNED = os.uname().machine.startswith(("x86", "i3", "i4", "i5", "i6"))
FLOATS = "float", "double", "long double"
COMPLEX = "float _Complex", "double _Complex", "_cffi_float_complex_t", "_cffi_double_complex_t"


STRUCTS = {name[len("seam_"):]: ffi.typeof(f"struct {name}") for name in ffi.list_types()[1] if name.startswith("seam_")}


def is_bit_field(field):
    return field.bitsize >= 0


def member(type, name):
    """The member of this name and its offset; those of anonymous members are the type's own."""
    for field_name, field in type.fields or ():
        if field_name == name:
            return field, field.offset
        inner = not field_name and member(field.type, name)
        if inner:
            return inner[0], field.offset + inner[1]
    return None


def locate(type, path):
    """The type, the offset and the field of a leaf or part by its path in C, "item[1].c"; None if there is none."""
    if not re.fullmatch(r"\w+(\.\w+|\[\d+\])*", path):
        return None
    offset, field = 0, None
    for step in re.findall(r"\w+", path):
        if type.kind == "array":
            length = FLEXIBLE_ITEMS if type.length is None else type.length
            if not step.isdigit() or int(step) >= length:
                return None
            type, field = type.item, None
            offset += int(step) * ffi.sizeof(type)
        else:
            found = member(type, step) if type.kind in ("struct", "union") else None
            if not found:
                return None
            field, at = found
            type = field.type
            offset += at
    return type, offset, field


def kind_of(type):
    if type.kind in ("struct", "union", "array"):
        kinds = {"struct": lib.SEAM_KIND_STRUCT, "union": lib.SEAM_KIND_UNION, "array": lib.SEAM_KIND_ARRAY}
        return kinds[type.kind], False
    if type.kind in ("pointer", "function"):
        return lib.SEAM_KIND_POINTER, False
    if type.cname == "_Bool":
        return lib.SEAM_KIND_BOOL, False
    if type.cname in FLOATS:
        return lib.SEAM_KIND_FLOAT, False
    if type.cname in COMPLEX:
        return lib.SEAM_KIND_COMPLEX, False
    return lib.SEAM_KIND_INTEGER, CHAR_IS_SIGNED if type.cname == "char" else int(ffi.cast(type, -1)) < 0


@op
def describe(name, path, out):
    name = ffi.string(name).decode()
    if name in MISSING:
        return lib.SEAM_E_UNSUPPORTED
    if name not in STRUCTS:
        return lib.SEAM_E_NOT_FOUND
    type, offset, field = STRUCTS[name], 0, None
    if path:
        found = locate(type, ffi.string(path).decode())
        if not found:
            return lib.SEAM_E_NOT_FOUND
        type, offset, field = found
        if field and is_bit_field(field):
            return lib.SEAM_E_UNSUPPORTED
    is_flexible = type.kind == "array" and type.length is None
    out.size, out.align, out.offset = 0 if is_flexible else ffi.sizeof(type), ffi.alignof(type), offset
    out.count = (type.length or 0) if type.kind == "array" else 1
    out.kind, out.is_signed = kind_of(type)


def place_of(name, path, object):
    """What holds the leaf and the leaf's own name or index there, its type, and whether it is a bit-field; or a code."""
    name, path = ffi.string(name).decode(), ffi.string(path).decode()
    if name in MISSING:
        return lib.SEAM_E_UNSUPPORTED
    found = name in STRUCTS and locate(STRUCTS[name], path)
    if not found:
        return lib.SEAM_E_NOT_FOUND
    leaf, offset, field = found
    if name.startswith("bits_"):
        return ffi.cast(ffi.getctype(STRUCTS[name], "*"), object), path, ffi.typeof("int64_t")
    return ffi.cast(ffi.getctype(leaf, "*"), ffi.cast("char *", object) + offset), None, leaf


@op
def write(name, path, object, leaf):
    place = place_of(name, path, object)
    if isinstance(place, int):
        return place
    holder, bit_field, type = place
    given = ffi.cast(ffi.getctype(type, "*"), leaf)
    if bit_field:
        setattr(holder, bit_field, given[0])
    else:
        holder[0] = given[0]


@op
def read(name, path, object, leaf):
    place = place_of(name, path, object)
    if isinstance(place, int):
        return place
    holder, bit_field, type = place
    ffi.cast(ffi.getctype(type, "*"), leaf)[0] = getattr(holder, bit_field) if bit_field else holder[0]


def copy_members(source, target):
    """Member by member: a copy of the whole struct would take its padding along."""
    for name, field in ffi.typeof(source).fields:
        if field.type.kind == "struct":
            copy_members(getattr(source, name), getattr(target, name))
        else:
            setattr(target, name, getattr(source, name))


@op
def emit(name, object, out, size):
    name = ffi.string(name).decode()
    if name not in PADDED:
        return lib.SEAM_E_UNSUPPORTED
    type = f"struct seam_{name} *"
    clean = ffi.new(type)  # all bytes 0
    if size < ffi.sizeof(clean[0]):
        return lib.SEAM_E_SPACE
    copy_members(ffi.cast(type, object)[0], clean[0])
    ffi.memmove(out, clean, ffi.sizeof(clean[0]))


@op
def fill(out, n, first):
    for i in range(n):
        out[i].a, out[i].b, out[i].c = i & 0xFF, (first + i) & 0xFFFFFFFF, ~i & 0xFF


def total(items, n, out):
    out[0] = sum(items[i].a + items[i].b + items[i].c for i in range(n))


op(total, "sum")


@op
def truth(number, out):
    out[0] = number != 0


ENUMS = {name: ffi.typeof(f"enum seam_{name}") for name in ("grade", "flag")}
NUMBERS = {name: number for type in ENUMS.values() for name, number in type.relements.items()}
TEXTS = {name: ffi.new("char[]", name.encode()) for name in NUMBERS}  # C gets them for good


@op
def enum_value(name, number):
    name = ffi.string(name).decode()
    if name not in NUMBERS:
        return lib.SEAM_E_NOT_FOUND
    number[0] = NUMBERS[name]


@op
def enum_name(type, number, name):
    type = ffi.string(type).decode()
    if type not in ENUMS:
        return lib.SEAM_E_NOT_FOUND
    if number not in ENUMS[type].elements:
        return lib.SEAM_E_RANGE
    name[0] = TEXTS[ENUMS[type].elements[number]]


@op
def enum_load(enums, grade, flag):
    loaded = enums.grade, enums.flag
    if loaded[0] not in ENUMS["grade"].elements or loaded[1] not in ENUMS["flag"].elements:
        return lib.SEAM_E_RANGE
    grade[0], flag[0] = loaded


TAGS = {1: ("i", "int64_t *"), 2: ("d", "double *"), 3: ("s", "char **")}


@op
def tagged_get(tagged, tag, out):
    if tag not in TAGS or tagged.tag != tag:
        return lib.SEAM_E_RANGE
    name, type = TAGS[tag]
    ffi.cast(type, out)[0] = getattr(getattr(tagged, "as"), name)


@op
def tagged_set(tagged, tag, value):
    if tag not in TAGS:
        return lib.SEAM_E_RANGE
    name, type = TAGS[tag]
    tagged.tag = tag
    setattr(getattr(tagged, "as"), name, ffi.cast(type, value)[0])


@op
def list_sum(node, out):
    values = 0
    while node:
        values += node.value
        node = node.next
    out[0] = values


VERSIONS = {1: "struct seam_options_v1 *", 2: "struct seam_options *"}


def set_options(options, version):
    for name, _ in ffi.typeof(options).item.fields[2:]:
        setattr(options, name, OPTIONS_DEFAULTS[name])
    options.version, options.size = version, ffi.sizeof(options[0])


@op
def options_init(options, version):
    if version not in VERSIONS:
        return lib.SEAM_E_VERSION
    set_options(ffi.cast(VERSIONS[version], options), version)


@op
def options_apply(options, out):
    version, size = ffi.unpack(ffi.cast("uint32_t *", options), 2)  # no more is read before they are known
    if version not in VERSIONS or size != ffi.sizeof(ffi.typeof(VERSIONS[version]).item):
        return lib.SEAM_E_VERSION
    given = ffi.cast(VERSIONS[version], options)
    members = {name: getattr(given, name) for name, _ in ffi.typeof(given).item.fields[2:]}
    set_options(out, 2)
    for name, value in members.items():
        setattr(out, name, value)


# ---- a struct by pointer and by value


def copy_struct(source, out):
    out[0] = source[0]


def take_struct(value, out):
    out[0] = value


def give_struct(source):
    return source[0]


for name in ("fixed12", "fixed24", "vec2"):
    op(copy_struct, f"copy_{name}")
    op(take_struct, f"take_{name}")
    op(give_struct, f"give_{name}", failed=ffi.new(f"struct seam_{name} *")[0])
