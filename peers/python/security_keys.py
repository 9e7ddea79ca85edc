"""Keys and rings.

The bytes of a key lie in lent memory and nowhere else: what is immutable, as bytes and int are, cannot be wiped.
Python's functions get a view of them, and what is read of them singly is a number below 256.
"""
import hmac
import itertools
from ctypes import (
    CFUNCTYPE, POINTER, Structure, addressof, c_int, c_int32, c_int64, c_size_t, c_ubyte, c_uint64, c_void_p,
    memmove, memset,
)

import memory
from edge import E_ENCODING, E_FAILED, E_NOT_FOUND, E_RANGE, OK, Refused, op, require
from memory import counted, reading
from security_parts import ALLOC_MAX, TEXT_MAX, Live, Thing, input_of, pointer_out, size_out

KEY_MIN, KEY_MAX, TAG = 16, 256, 32
KEYS_MAX, SESSIONS_MAX = 64, 16

Prompt = CFUNCTYPE(c_int64, c_void_p, c_void_p, c_size_t)


class Key(Thing):
    _fields_ = [("n", c_size_t), ("bytes", c_ubyte * KEY_MAX)]

    @classmethod
    def make(cls, bytes, n):
        require_length(n)
        counted(bytes, n, KEY_MAX)
        key = cls.new()
        key.put(bytes, n)
        return key

    def put(self, bytes, n):
        memmove(self.bytes, bytes, n)
        self.n = n

    def wipe(self):
        memset(self.bytes, 0, KEY_MAX)  # a call of C's that no optimiser sees

    def release(self):
        self.wipe()
        self.delete()

    def reading(self):
        return reading(addressof(self.bytes), self.n)

    def tag(self, data):
        """HMAC in one call, which is OpenSSL's: it takes the view as it is, and wipes what it puts on its stack.

        hmac.new makes bytes of the key, and hashlib.blake2b leaves them on the stack.  The length stands
        before the data because HMAC takes a key and the same key with NULs behind it for one.
        """
        with self.reading() as key:
            return hmac.digest(key, len(key).to_bytes(8, "little") + data, "sha256")

    def is_same(self, bytes, n):
        with self.reading() as key, reading(bytes, n) as other:
            return hmac.compare_digest(key, other)


key_in = POINTER(Key)


def require_length(n):
    if not KEY_MIN <= n <= KEY_MAX:
        raise Refused(E_RANGE)


@op(c_int, c_void_p, c_size_t, pointer_out)
def key_make(bytes, n, out):
    require(out)
    out[0] = Key.make(bytes, n).address
    return OK


DIGITS = {ord(digit): int(digit, 16) for digit in "0123456789abcdefABCDEF"}


def put_digits(key, digits, n):
    """Not by bytes.fromhex, which makes a copy that stays."""
    with reading(digits, n) as view:
        for i in range(n):
            if view[i] not in DIGITS:
                raise Refused(E_ENCODING, f"no hexadecimal digit at {i}")
        for i in range(n // 2):
            key.bytes[i] = DIGITS[view[2 * i]] << 4 | DIGITS[view[2 * i + 1]]


def parsed(digits, n):
    if not KEY_MIN <= n // 2 <= KEY_MAX:
        raise Refused(E_RANGE, f"{n} digits are too few or too many")
    if n % 2:
        raise Refused(E_ENCODING, f"an odd number of digits, {n}")
    key = Key.new()
    try:
        key.n = n // 2
        put_digits(key, digits, n)
    except BaseException:
        key.release()
        raise
    return key


@op(c_int, c_void_p, c_size_t, c_void_p, c_size_t, pointer_out)
def key_parse(digits, n, why, why_size, out):
    require(out)
    if n:
        require(digits)
    if why_size:
        require(why)
    try:
        out[0] = parsed(digits, n).address
    except Refused as e:
        if why_size:
            text = str(e).encode()[: why_size - 1] + b"\0"
            memmove(why, text, len(text))
        raise
    return OK


@op(c_int, key_in, pointer_out)
def key_clone(key, out):
    require(key, out)
    out[0] = Key.make(addressof(key[0].bytes), key[0].n).address
    return OK


@op(c_int, key_in, c_void_p, c_size_t)
def key_replace(key, bytes, n):
    require(key)
    require_length(n)
    counted(bytes, n, KEY_MAX)
    key[0].wipe()
    key[0].put(bytes, n)
    return OK


@op(None, key_in)
def key_release(key):
    if key:
        key[0].release()


@op(c_int, key_in, c_void_p, c_size_t, c_void_p)
def key_sign(key, data, n, tag):
    require(key, tag)
    memmove(tag, key[0].tag(input_of(data, n, TEXT_MAX)), TAG)
    return OK


@op(c_int, key_in, c_void_p, c_size_t, c_void_p, c_size_t)
def key_verify(key, data, n, tag, tag_n):
    require(key)
    data = input_of(data, n, TEXT_MAX)
    if tag_n:
        require(tag)
    if tag_n != TAG:
        return E_FAILED
    with reading(tag, TAG) as view:
        return OK if hmac.compare_digest(key[0].tag(data), view) else E_FAILED


@op(c_int, key_in, pointer_out, size_out)
def key_describe(key, out, out_n):
    require(key, out, out_n)
    text = f"a key of {key[0].n} bytes".encode()
    out[0] = memory.lend(text, b"\0")
    out_n[0] = len(text)
    return OK


@op(c_int, c_void_p, c_size_t, c_void_p, c_size_t, POINTER(c_int32))
def equal(a, a_n, b, b_n, out):
    require(out)
    counted(a, a_n, ALLOC_MAX)
    counted(b, b_n, ALLOC_MAX)
    with reading(a, a_n) as a_view, reading(b, b_n) as b_view:
        out[0] = hmac.compare_digest(a_view, b_view)
    return OK


# ---- rings


class Slot(Structure):
    """A key or a session; `id` 0 is none.  `of` is the key itself, or the id of the session's key."""

    _fields_ = [("id", c_uint64), ("of", c_uint64)]


ids = itertools.count(1)  # of all kinds and all rings: what has been given once means nothing else, ever


def find(slots, id):
    for slot in slots:
        if slot.id == id:
            return slot
    return None


def slot_of(slots, id):
    slot = find(slots, id) if id else None
    if not slot:
        raise Refused(E_NOT_FOUND)
    return slot


def free_slot(slots):
    slot = find(slots, 0)
    if not slot:
        raise Refused(E_RANGE)
    return slot


class Ring(Thing):
    _fields_ = [("keys", Slot * KEYS_MAX), ("sessions", Slot * SESSIONS_MAX)]

    def key(self, id):
        return Key.from_address(slot_of(self.keys, id).of)

    def remove(self, id):
        key, slot = self.key(id), slot_of(self.keys, id)
        for session in self.sessions:
            if session.id and session.of == id:
                self.lock(session)
        slot.id = 0
        key.release()

    def open(self, id):
        session = free_slot(self.sessions)
        session.id, session.of = next(ids), id
        Live.count += 1
        return session.id

    def lock(self, session):
        session.id = 0
        Live.count -= 1

    def release(self):
        for slot in self.keys:
            if slot.id:
                self.remove(slot.id)
        self.delete()


ring_in = POINTER(Ring)
id_out = POINTER(c_uint64)


@op(c_int, pointer_out)
def ring_make(out):
    require(out)
    out[0] = Ring.new().address
    return OK


@op(None, ring_in)
def ring_release(ring):
    if ring:
        ring[0].release()


@op(c_int, ring_in, c_void_p, c_size_t, id_out)
def ring_add(ring, bytes, n, id):
    require(ring, id)
    require_length(n)
    slot = free_slot(ring[0].keys)
    slot.of = Key.make(bytes, n).address
    slot.id = id[0] = next(ids)
    return OK


@op(c_int, ring_in, c_uint64)
def ring_remove(ring, id):
    require(ring)
    ring[0].remove(id)
    return OK


@op(c_int, ring_in, c_uint64, c_void_p, c_size_t, c_void_p)
def ring_sign(ring, id, data, n, tag):
    require(ring, tag)
    data = input_of(data, n, TEXT_MAX)
    memmove(tag, ring[0].key(id).tag(data), TAG)
    return OK


@op(c_int, ring_in, c_uint64, Prompt, c_void_p, id_out)
def ring_unlock(ring, id, prompt, userdata, session):
    require(ring, prompt, session)
    ring[0].key(id)
    free_slot(ring[0].sessions)
    answer = memory.alloc(KEY_MAX)
    try:
        memset(answer, 0, KEY_MAX)
        n = prompt(userdata, answer, KEY_MAX)
        key = ring[0].key(id)  # the one that has this id now
        if not 0 <= n <= KEY_MAX or not key.is_same(answer, n):
            return E_FAILED
    finally:
        memset(answer, 0, KEY_MAX)
        memory.free(answer, KEY_MAX)
    session[0] = ring[0].open(id)
    return OK


@op(c_int, ring_in, c_uint64, id_out)
def ring_session(ring, session, id):
    require(ring, id)
    id[0] = slot_of(ring[0].sessions, session).of
    return OK


@op(c_int, ring_in, c_uint64)
def ring_lock(ring, session):
    require(ring)
    ring[0].lock(slot_of(ring[0].sessions, session))
    return OK
