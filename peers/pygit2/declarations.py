"""libgit2 as pygit2 declares it to cffi: structs, constants, init functions."""
import ctypes
import re
from ctypes import POINTER, Structure, c_char_p, c_int, c_int32, c_int64, c_size_t, c_uint32, c_void_p

from binding import C, HEADER, ffi, library_version, pygit2
from edge import E_NOT_FOUND, E_RANGE, E_VERSION, OK, Refused, op


class Versions(Structure):
    _fields_ = [("header", c_int32 * 3), ("library", c_int32 * 3), ("binding", c_char_p)]


class Field(Structure):
    _fields_ = [("name", c_char_p), ("offset", c_uint32), ("size", c_uint32)]


class Type(Structure):
    _fields_ = [
        ("name", c_char_p), ("size", c_uint32), ("align", c_uint32), ("fields", POINTER(Field)), ("n_fields", c_size_t)
    ]


NAME = f"pygit2 {pygit2.__version__}".encode()


@op(c_int, POINTER(Versions))
def versions(out):
    out[0] = Versions(HEADER, library_version(), NAME)
    return OK


def declared(name):
    """A struct whose members pygit2 declares; None for what it leaves opaque, or does not know.

    Raises ffi.error where the declaration is not what the C compiler saw when pygit2 was built.
    """
    try:
        kind = ffi.typeof(name.decode())
    except ffi.error:
        return None
    try:
        # In this order: `fields` of an opaque struct ends the process (cffi 2.1), and is what compares (cffi 1.15).
        ffi.sizeof(kind)
        return kind if kind.kind == "struct" and kind.fields else None
    except ffi.error as e:
        if "don't know the size" in str(e):
            return None
        raise


def description(name):
    try:
        kind = declared(name)
    except ffi.error as e:
        # "wrong total size (cdef says 44, …": no more is told, but a size is a multiple of the alignment.
        size = int(re.search(r"cdef says (\d+)", str(e))[1])
        return Type(name, size, min(size & -size, 8), None, 0)
    if not kind:
        return None
    members = [(member, field) for member, field in kind.fields if field.bitsize < 0]
    fields = (Field * len(members))(
        *(Field(member.encode(), field.offset, ffi.sizeof(field.type)) for member, field in members)
    )
    return Type(name, ffi.sizeof(kind), ffi.alignof(kind), fields, len(fields))


described = {}  # by name, and kept: C holds the addresses


@op(c_void_p, c_char_p, failed=None)
def describe(name):
    if name not in described:
        described[name] = description(name)
    return ctypes.addressof(described[name]) if described[name] else None


# ---- leaves: the scalars of a struct, in the declaration's order

LEAVES = b"git_oid", b"git_time", b"git_signature", b"git_buf", b"git_strarray", b"git_error"


def leaves(struct, kind):
    """Where each is: (the struct or array that holds it, its name or index, its type, how many)."""
    for member, field in kind.fields:
        if field.type.kind == "struct":
            yield from leaves(getattr(struct, member), field.type)
        else:
            yield struct, member, field.type


def as_scalar(kind, byte):
    """The value of this type whose bytes are all `byte`."""
    raw = bytes([byte]) * ffi.sizeof(kind)
    if kind.kind == "pointer":
        return ffi.cast(kind, int.from_bytes(raw, "little"))
    return raw if kind.cname == "char" else int.from_bytes(raw, "little", signed=int(ffi.cast(kind, -1)) < 0)


def as_number(kind, value):
    if kind.kind == "pointer":
        value = int(ffi.cast("intptr_t", value))
    return int(ffi.cast("int8_t", value)) if kind.cname == "char" else value


def object_at(name, address):
    if name not in LEAVES:
        raise Refused(E_NOT_FOUND)
    kind = declared(name)
    return ffi.cast(f"{kind.cname} *", address), kind


@op(c_int, c_char_p, c_void_p)
def write(name, address):
    struct, kind = object_at(name, address)
    for k, (holder, member, leaf) in enumerate(leaves(struct, kind)):
        if leaf.kind == "array":
            setattr(holder, member, [as_scalar(leaf.item, k + 1)] * leaf.length)
        else:
            setattr(holder, member, as_scalar(leaf, k + 1))
    return OK


@op(c_int, c_char_p, c_void_p, POINTER(c_int64), c_size_t)
def read(name, address, values, n):
    struct, kind = object_at(name, address)
    found = []
    for holder, member, leaf in leaves(struct, kind):
        value = getattr(holder, member)
        found.append(value[leaf.length - 1] if leaf.kind == "array" else as_number(leaf, value))
    if n != len(found):
        return E_RANGE
    for i, value in enumerate(found):
        values[i] = value
    return OK


@op(c_int, c_char_p, POINTER(c_int64))
def constant(name, out):
    """From the module, or from the raw layer: the enums of pygit2 are made of these two."""
    name = name.decode()
    value = getattr(pygit2, name, None)
    if value is None:
        value = getattr(C, name, None)
    if not isinstance(value, int):
        return E_NOT_FOUND
    out[0] = value
    return OK


def init_of(name):
    """libgit2 renamed its init functions, and keeps both names; pygit2 has one of them for each type."""
    base, _, kind = name.rpartition("_")
    for function in f"{name}_init", f"{base}_init_{kind}", f"{base}_init_options":
        if hasattr(C, function):
            return getattr(C, function)
    raise Refused(E_NOT_FOUND)


@op(c_int, c_char_p, c_uint32, c_void_p)
def options_init(name, version, address):
    init = init_of(name.decode())
    return OK if init(ffi.cast(f"{name.decode()} *", address), version) == 0 else E_VERSION
