"""Messages of an enemy: checked whole in a copy of Python's own, then made of lent memory."""
from ctypes import (
    CFUNCTYPE, POINTER, Structure, addressof, c_char, c_int, c_int64, c_size_t, c_uint8, c_uint16, c_uint32,
    c_uint64, c_void_p, create_string_buffer, memmove, sizeof,
)

import memory
from edge import E_ENCODING, E_FAILED, E_NUL, E_RANGE, E_SPACE, OK, Refused, op, require
from security_parts import Thing, input_of, pointer_out, size_out

MESSAGE_MAX, ITEMS_MAX, DEPTH_MAX = 1 << 20, 16384, 32
EXPANDED_MAX, NAME_MAX, PLACES_MAX = 65536, 255, 16
NUMBER, TEXT, KIND, LIST, ARRAY, RUNS, NAME, VARINT, SUBJECT = range(1, 10)
HEADER = 5  # of the message, and of each item: a byte and four

Read = CFUNCTYPE(c_int64, c_void_p, c_uint64, c_void_p, c_size_t)


def must(condition, code=E_RANGE):
    if not condition:
        raise Refused(code)


class Item(Structure):
    _fields_ = [
        ("tag", c_uint32), ("depth", c_uint32), ("number", c_uint64), ("bytes", c_void_p), ("size", c_size_t),
    ]


class Walk:
    """The items of a message as (tag, depth, number, where their bytes are, from, size), or a refusal."""

    NOWHERE, MESSAGE, EXPANDED = range(3)

    def __init__(self, data):
        self.data, self.items, self.expanded, self.subject = data, [], bytearray(), False
        must(HEADER <= len(data) <= MESSAGE_MAX and data[0] == 1)
        lists = [[len(data), self.number(1, 4)]]  # the end of each list that is open, and how many items it still has
        at = HEADER
        while lists:
            end, left = lists[-1]
            if not left:
                must(at == end)
                lists.pop()
                continue
            lists[-1][1] -= 1
            must(end - at >= HEADER and len(self.items) < ITEMS_MAX)
            tag, size, depth = data[at], self.number(at + 1, 4), len(lists) - 1
            at += HEADER
            must(size <= end - at and NUMBER <= tag <= SUBJECT)
            if tag == LIST:
                must(size >= 4 and depth < DEPTH_MAX)
                content = self.number(at, 4), self.NOWHERE, 0, 0
                lists.append([at + size, content[0]])
                at += 4
            else:
                content = self.CONTENT[tag](self, at, at + size)
                at += size
            self.items.append((tag, depth, *content))

    def number(self, at, size):
        return int.from_bytes(self.data[at : at + size], "little")

    def fixed(self, at, end):
        must(end - at == 8)
        return self.number(at, 8), self.NOWHERE, 0, 0

    def kind(self, at, end):
        must(end - at == 4 and 1 <= self.number(at, 4) <= 3)
        return self.number(at, 4), self.NOWHERE, 0, 0

    def text(self, at, end):
        try:
            self.data[at:end].decode()  # strict: no surrogates, no longer forms
        except UnicodeDecodeError:
            raise Refused(E_ENCODING)
        return 0, self.MESSAGE, at, end - at

    def only_subject(self, at, end):
        must(not self.subject)
        self.subject = True
        return self.text(at, end)

    def array(self, at, end):
        must(end - at >= 8)
        count, each = self.number(at, 4), self.number(at + 4, 4)
        must(each in (1, 2, 4, 8) and count * each == end - at - 8)
        return count, self.MESSAGE, at + 8, end - at - 8

    def expand(self, data):
        must(len(self.expanded) + len(data) <= EXPANDED_MAX)
        self.expanded += data

    def runs(self, at, end):
        must(end - at >= 4 and (end - at) % 2 == 0)
        start = len(self.expanded)
        for pair in range(at + 4, end, 2):
            must(self.data[pair] > 0)
            self.expand(self.data[pair + 1 : pair + 2] * self.data[pair])
        size = len(self.expanded) - start
        must(size == self.number(at, 4))
        return 0, self.EXPANDED, start, size

    def label(self, at, end):
        must(at < end)
        length = self.data[at]
        must(length <= 63 and at + 1 + length <= end)
        label = self.data[at + 1 : at + 1 + length]
        must(b"\0" not in label and b"." not in label)
        return label

    def name(self, at, end):
        start, labels, places, run, limit = len(self.expanded), [], 0, at, end
        while True:
            must(at < limit)
            if self.data[at] >= 0xC0:  # goes on elsewhere: before the run that ends so, so there is no circle
                must(at + 1 < limit)
                place = int.from_bytes(self.data[at : at + 2], "big") & 0x3FFF
                must((places or at + 2 == end) and place < run and places < PLACES_MAX)
                run = at = place
                limit = len(self.data)
                places += 1
                continue
            label = self.label(at, limit)
            at += 1 + len(label)
            if not label:
                must(places or at == end)
                break
            labels.append(label)
            must(sum(map(len, labels)) + len(labels) - 1 <= NAME_MAX)
        self.expand(b".".join(labels))
        return 0, self.EXPANDED, start, len(self.expanded) - start

    def varint(self, at, end):
        size, last = end - at, self.data[end - 1]
        must(1 <= size <= 10 and not (size == 10 and last > 1) and not (size > 1 and last == 0))
        number = 0
        for i, byte in enumerate(self.data[at:end]):
            must(byte >> 7 == (i + 1 < size))
            number |= (byte & 0x7F) << 7 * i
        return number, self.NOWHERE, 0, 0

    CONTENT = {
        NUMBER: fixed, TEXT: text, KIND: kind, ARRAY: array, RUNS: runs, NAME: name, VARINT: varint,
        SUBJECT: only_subject,
    }


class Message(Thing):
    _fields_ = [
        ("copy", c_void_p), ("size", c_size_t), ("expanded", c_void_p), ("expanded_n", c_size_t), ("items", c_void_p),
        ("count", c_size_t),
    ]

    @classmethod
    def make(cls, data):
        walk = Walk(data)
        message = cls.new()
        try:
            message.fill(walk)
        except MemoryError:
            message.release()
            raise
        return message

    def fill(self, walk):
        self.copy, self.size = memory.lend(walk.data), len(walk.data)
        if walk.expanded:
            self.expanded, self.expanded_n = memory.lend(bytes(walk.expanded)), len(walk.expanded)
        start = {Walk.MESSAGE: self.copy, Walk.EXPANDED: self.expanded or self.copy}
        items = (Item * len(walk.items))(*(
            Item(tag, depth, number, start[where] + at if where else None, size)
            for tag, depth, number, where, at, size in walk.items
        ))
        if walk.items:
            self.items = memory.alloc(sizeof(items))
            memmove(self.items, items, sizeof(items))
            self.count = len(items)

    def release(self):
        for block, size in (
            (self.copy, self.size), (self.expanded, self.expanded_n), (self.items, self.count * sizeof(Item)),
        ):
            if block:
                memory.free(block, size)
        self.delete()


message_in = POINTER(Message)


@op(c_int, c_void_p, c_size_t, pointer_out)
def message_parse(bytes, n, out):
    require(out)
    out[0] = Message.make(input_of(bytes, n, MESSAGE_MAX)).address
    return OK


@op(c_int, Read, c_void_p, pointer_out)
def message_fetch(read, userdata, out):
    require(read, out)
    length = c_uint32.__ctype_le__()
    must(read(userdata, 0, addressof(length), 4) == 4, E_FAILED)
    n = length.value
    must(HEADER <= n <= MESSAGE_MAX)
    fetched = create_string_buffer(n)
    must(read(userdata, 4, addressof(fetched), n) == n, E_FAILED)
    out[0] = Message.make(fetched.raw).address
    return OK


@op(c_int, message_in, size_out)
def message_count(message, out):
    require(message, out)
    out[0] = message[0].count
    return OK


@op(c_int, message_in, c_size_t, POINTER(Item))
def message_item(message, index, out):
    require(message, out)
    must(index < message[0].count)
    out[0] = Item.from_address(message[0].items + index * sizeof(Item))
    return OK


@op(None, message_in)
def message_release(message):
    if message:
        message[0].release()


# ---- replies and reports


@op(c_int, c_void_p, c_size_t, c_void_p, c_size_t, size_out)
def heartbeat(request, n, reply, size, reply_n):
    require(reply_n)
    must(n >= 2)
    data = input_of(request, n, 2 + 0xFFFF)
    must(int.from_bytes(data[:2], "little") == n - 2)
    answer = data + bytes(16)
    if size:
        require(reply)
    reply_n[0] = len(answer)
    must(size >= len(answer), E_SPACE)
    memmove(reply, answer, len(answer))
    return OK


class Report(Structure):
    _fields_ = [("kind", c_uint8), ("number", c_uint64), ("name_n", c_uint16), ("name", c_char * 13)]


@op(c_int, c_uint32, c_uint64, c_void_p, c_size_t, POINTER(Report))
def report_fill(kind, number, name, n, out):
    require(out)
    must(1 <= kind <= 3)
    text = input_of(name, n, 13)
    must(b"\0" not in text, E_NUL)
    out[0] = Report(kind, number, n, text)  # all of it, padding too: a ctypes object begins as zeros
    return OK
