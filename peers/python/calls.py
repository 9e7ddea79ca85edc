"""calls: what a Python engine of the group `calls` starts from: signatures as C lays them out, and the table of ops.

An engine is a subclass of Types, one of Call and one of Engine.  What it cannot express it tells by raising
Unsupported.
"""
import os
import sys
from ctypes import (
    CFUNCTYPE, POINTER, Structure, addressof, c_bool, c_char_p, c_int, c_uint8, c_uint32, c_void_p, pointer, sizeof,
    string_at,
)

import probe

# enum seam_kind
(
    VOID, BOOL, CHAR, SCHAR, UCHAR, SHORT, USHORT, INT, UINT, LONG, ULONG, LLONG, ULLONG, PTRDIFF, SIZE, INTPTR,
    UINTPTR, INTMAX, UINTMAX, WCHAR, CHAR16, CHAR32, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, INT128,
    UINT128, ENUM_SIGNED, ENUM_UNSIGNED, FLOAT32, FLOAT64, LDOUBLE, FLOAT16, DATA_POINTER, FUNCTION_POINTER, COMPLEX,
    VECTOR, ARRAY, STRUCT, UNION,
) = range(45)

# enum seam_convention: the platform's own, and C's, are all that these engines know here
CONVENTIONS = (0, 1)


class Type(Structure):
    pass


class Member(Structure):
    _fields_ = [
        ("type", POINTER(Type)), ("aligned", c_uint32), ("offset", c_uint32), ("bit_width", c_uint8),
        ("is_bit_field", c_bool), ("unnamed", c_bool),
    ]


Type._fields_ = [
    ("kind", c_int), ("text", c_char_p), ("size", c_uint32), ("align", c_uint32), ("count", c_uint32),
    ("element", POINTER(Type)), ("members", POINTER(Member)), ("packed", c_bool), ("aligned", c_uint32),
]


class Signature(Structure):
    _fields_ = [
        ("text", c_char_p), ("convention", c_int), ("variadic", c_bool), ("n_args", c_uint32), ("n_fixed", c_uint32),
        ("args", POINTER(POINTER(Type))), ("result", POINTER(Type)), ("own", POINTER(c_void_p)),
    ]


class Slots(Structure):
    _fields_ = [("arg", c_void_p), ("ret", c_void_p)]


class LayoutOf(Structure):
    _fields_ = [("size", c_uint32), ("align", c_uint32), ("offset", POINTER(c_uint32))]


class Host(Structure):
    pass


Host._fields_ = [
    ("abi", c_uint32), ("size", c_uint32), ("alloc", c_void_p), ("realloc", c_void_p), ("free", c_void_p),
    ("log", CFUNCTYPE(None, POINTER(Host), c_char_p)),
]

probe.library.seam_probe_host.restype = POINTER(Host)
host = probe.library.seam_probe_host()

OK, E_PANIC, E_UNSUPPORTED = 0, -8, -10


class Unsupported(Exception):
    """The engine has no word for this shape, or not in this direction."""


def log_exception(where):
    """The exception that is being handled goes into the record: none is lost."""
    kind, error, _ = sys.exc_info()
    host[0].log(host, f"{where}: {kind.__name__}: {error}".encode())


def op(*arguments):
    """Decorator: the function as an op of these arguments.  No exception may leave it: ctypes would print it, and C
    read a result that nobody wrote."""

    def make(function):
        def edge(*args):
            try:
                function(*args)
                return OK
            except (Unsupported, NotImplementedError):
                return E_UNSUPPORTED
            except BaseException:
                log_exception(function.__name__)
                return E_PANIC

        return CFUNCTYPE(c_int, *arguments)(edge)

    return make


class Types:
    """An engine's types by their text in the signature, thrown away when they are many.

    `make(what)` gives a type and whether it may be passed by value; `sizeof` is the engine's.
    """

    MOST = 5_000

    def __init__(self):
        self.made = {}

    def of(self, what):
        """(type, whether it may be passed by value)"""
        text = what.text
        if text not in self.made:
            if len(self.made) >= self.MOST:
                self.made.clear()
            try:
                self.made[text] = self.make(what)
            except Unsupported:
                self.made[text] = None
        if self.made[text] is None:
            raise Unsupported
        return self.made[text]

    def by_value(self, what):
        made, passable = self.of(what)
        if not passable:
            raise Unsupported
        if what.kind != VOID and self.sizeof(made) != what.size:
            raise ValueError(f"{what.text.decode()} has {what.size} bytes in C, and {self.sizeof(made)} here")
        return made

    def of_signature(self, sig):
        return [self.by_value(sig.args[n][0]) for n in range(sig.n_args)], self.by_value(sig.result[0])

class Call:
    """A signature made ready to be called.

    A subclass sets `types` and `result`, and has `function_at(address)`; `view(type, address)`, which gives the slot as
    something whose item 0 is the value; and `promoted(values)`.
    """

    function = address = slots = pointers = None

    def __call__(self, address, slots):
        if address != self.address:
            self.function, self.address = self.function_at(address), address
        pointers = string_at(Slots.from_address(slots).arg, sizeof(c_void_p) * len(self.types)) if self.types else b""
        if slots != self.slots or pointers != self.pointers:
            self.views = slot_views(self.view, self.types, pointers)
            self.ret = None if self.result is None else self.view(self.result, Slots.from_address(slots).ret)
            self.slots, self.pointers = slots, pointers
        ret = self.ret  # of this call: the function may lead to another one, of the same signature
        result = self.function(*self.promoted([view[0] for view in self.views]))
        if ret is not None:
            ret[0] = result


def slot_views(view, types, pointers):
    return [view(type, address) for type, address in zip(types, (c_void_p * len(types)).from_buffer_copy(pointers))]


class Engine:
    """Subclasses have `callee_of(sig, slots)`, which gives (what keeps the function alive, its address);
    `call_of(sig)`, which gives a Call; and `layout(what)`, which gives (size, alignment, {member: offset})."""

    def __init__(self):
        self.calls, self.functions = {}, {}  # by the signature's address, until its release

    @staticmethod
    def signature(address):
        sig = Signature.from_address(address)
        if sig.convention not in CONVENTIONS:
            raise Unsupported
        return sig

    def callee(self, address, slots):
        kept, function = self.callee_of(self.signature(address), Slots.from_address(slots))
        self.functions.setdefault(address, []).append(kept)
        return function

    def caller(self, address, function, slots):
        if address not in self.calls:
            self.calls[address] = self.call_of(self.signature(address))
        self.calls[address](function, slots)

    def release(self, address):
        self.calls.pop(address, None)
        self.functions.pop(address, None)


def ops(engine):
    """struct seam_calls, and what C needs of it kept alive."""

    @op(c_void_p, c_void_p, POINTER(c_void_p))
    def callee(sig, slots, out):
        out[0] = engine.callee(sig, slots)

    @op(c_void_p, c_void_p, c_void_p)
    def caller(sig, function, slots):
        engine.caller(sig, function, slots)

    @op(c_void_p)
    def release(sig):
        engine.release(sig)

    @op(POINTER(Type), POINTER(LayoutOf))
    def layout(type, out):
        size, align, offsets = engine.layout(type[0])
        out[0].size, out[0].align = size, align
        for member, offset in offsets.items():
            out[0].offset[member] = offset

    functions = [callee, caller, release, layout]
    table = type("Ops", (Structure,), {"_fields_": [(f"op{n}", type(f)) for n, f in enumerate(functions)]})
    return table(*functions)


def main(name, toolchain, engine):
    table = ops(engine)
    offers = (probe.Offer * 1)(probe.Offer(b"calls", sizeof(table), addressof(table)))
    peer = probe.Peer(
        abi=probe.SEAM_ABI,
        size=sizeof(probe.Peer),
        name=name.encode(),
        language=b"Python",
        toolchain=toolchain.encode(),
        traits=probe.SEAM_MANAGED_HEAP,
        offers=offers,
        n_offers=len(offers),
    )
    argv = [os.fsencode(argument) for argument in sys.argv]
    return probe.main(pointer(peer), len(argv), (c_char_p * (len(argv) + 1))(*argv))
