"""Repositories, commits, blobs and tags.

What C borrows is held by the object that C was given, and goes with it.
"""
import os
from ctypes import POINTER, Structure, c_char, c_char_p, c_int, c_int32, c_int64, c_size_t, c_void_p, cast, string_at

from binding import ffi, pygit2
from edge import E_NOT_FOUND, OK, Handles, Refused, op
from failure import telling

pointer_out = POINTER(c_void_p)
size_out = POINTER(c_size_t)

handles = Handles()


class Person(Structure):
    _fields_ = [
        ("name", c_void_p), ("name_size", c_size_t), ("email", c_void_p), ("email_size", c_size_t), ("when", c_int64),
        ("offset", c_int32),
    ]


class Id(Structure):
    _fields_ = [("hex", c_char * 41)]


class Held:
    """An object of pygit2, with the bytes of it that C borrows."""

    def __init__(self, thing):
        self.thing, self.lent = thing, []

    def lend(self, thing):
        """The address and size of the bytes of `thing`, which stay as long as this."""
        buffer = ffi.from_buffer(thing)
        self.lent.append(buffer)
        return int(ffi.cast("uintptr_t", buffer)), len(buffer)

    def person(self, who):
        name, email = self.lend(who.raw_name), self.lend(who.raw_email)
        return Person(*name, *email, who.time, who.offset)


def give_back(handle):
    if handle:
        handles.pop(handle)


@op(None, c_void_p)
def close(handle):
    """A Repository is part of a cycle of Python's: what libgit2 has of it goes here, not when the collector comes."""
    if handle:
        handles.pop(handle).free()


commit_free = op(None, c_void_p)(give_back)
blob_free = op(None, c_void_p)(give_back)
tag_free = op(None, c_void_p)(give_back)


@op(c_int, c_char_p, pointer_out)
@telling
def open_repository(path, out):
    out[0] = handles.add(pygit2.Repository(os.fsdecode(path)))
    return OK


def found(repository, spec, kind):
    return handles.add(Held(handles[repository].revparse_single(spec.decode()).peel(kind)))


@op(c_int, c_void_p, c_char_p, pointer_out)
@telling
def commit(repository, spec, out):
    out[0] = found(repository, spec, pygit2.Commit)
    return OK


@op(c_int, c_void_p, POINTER(c_void_p), size_out)
@telling
def commit_message(commit, message, size):
    held = handles[commit]
    message[0], size[0] = held.lend(held.thing.raw_message)
    return OK


@op(c_int, c_void_p, POINTER(Person))
@telling
def commit_author(commit, out):
    held = handles[commit]
    out[0] = held.person(held.thing.author)
    return OK


@op(c_int, c_void_p, c_char_p, pointer_out)
@telling
def blob(repository, spec, out):
    out[0] = found(repository, spec, pygit2.Blob)
    return OK


@op(c_int, c_void_p, POINTER(c_void_p), size_out)
@telling
def blob_content(blob, content, size):
    held = handles[blob]
    content[0], size[0] = held.lend(held.thing)  # pygit2's view of libgit2's own bytes
    return OK


@op(c_int, c_void_p, c_char_p, pointer_out)
@telling
def tag(repository, name, out):
    out[0] = found(repository, b"refs/tags/" + name, pygit2.Tag)
    return OK


@op(c_int, c_void_p, POINTER(c_void_p), size_out)
@telling
def tag_message(tag, message, size):
    held = handles[tag]
    text = held.thing.raw_message
    message[0], size[0] = (None, 0) if text is None else held.lend(text)
    return OK


@op(c_int, c_void_p, POINTER(Person))
@telling
def tag_tagger(tag, out):
    held = handles[tag]
    who = held.thing.tagger
    if who is None:
        raise Refused(E_NOT_FOUND, "the tag has no tagger")
    out[0] = held.person(who)
    return OK


def bytes_of(address, size):
    return string_at(address, size) if size else b""


@op(c_int, c_void_p, POINTER(Person), c_void_p, c_size_t, POINTER(Id))
@telling
def commit_create(repository, person, message, size, out):
    repository, who = handles[repository], person[0]
    # A name may be bytes; an e-mail is text, which is UTF-8 to pygit2.
    author = pygit2.Signature(
        bytes_of(who.name, who.name_size), bytes_of(who.email, who.email_size).decode(), who.when, who.offset
    )
    tree = repository.head.peel(pygit2.Tree).id
    out[0].hex = str(repository.create_commit(None, author, author, bytes_of(message, size), tree, [])).encode()
    return OK


@op(c_int, c_void_p, c_void_p, c_size_t, POINTER(Id))
@telling
def blob_create(repository, content, size, out):
    out[0].hex = str(handles[repository].create_blob(bytes_of(content, size))).encode()
    return OK
