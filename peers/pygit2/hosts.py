"""What the host does for libgit2: an object database of its own, answers to servers."""
from ctypes import (
    CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int32, c_size_t, c_uint32, c_void_p, create_string_buffer,
    string_at,
)

from binding import C, pygit2
from edge import OK, op
from failure import HostFailure, telling
from objects import handles

try:
    from pygit2.remotes import RemoteCollection
except ImportError:  # its older name
    from pygit2.remote import RemoteCollection

Read = CFUNCTYPE(c_int, c_void_p, c_char_p, POINTER(c_int32), POINTER(c_void_p), POINTER(c_size_t))
Exists = CFUNCTYPE(c_int, c_void_p, c_char_p)
Free = CFUNCTYPE(None, c_void_p)
Answer = CFUNCTYPE(c_int, c_void_p, c_char_p, c_char_p, c_uint32, c_void_p, c_void_p)


class Store(Structure):
    _fields_ = [("payload", c_void_p), ("read", Read), ("exists", Exists), ("free", Free)]


class Access(Structure):
    _fields_ = [("payload", c_void_p), ("credentials", Answer)]


def refuse(code):
    """What a callback raises for a number: pygit2 knows KeyError, and hands on what else is raised."""
    raise KeyError if code == C.GIT_ENOTFOUND else HostFailure(code)


class Backend(pygit2.OdbBackend):
    """The host's store.  It goes when libgit2 and Python have both given it up, and the host is told then."""

    def __init__(self, store):
        super().__init__()
        self.payload, self.read, self.exists, self.free = store.payload, store.read, store.exists, store.free

    def read_cb(self, oid):
        kind, content, size = c_int32(), c_void_p(), c_size_t()
        code = self.read(self.payload, str(oid).encode(), byref(kind), byref(content), byref(size))
        if code < 0:
            refuse(code)
        return kind.value, string_at(content, size.value) if size else b""

    def exists_cb(self, oid):
        return bool(self.exists) and self.exists(self.payload, str(oid).encode()) != 0

    # pygit2 always has these members in libgit2's vtable: they have no default.

    def read_prefix_cb(self, prefix):
        """What pygit2 itself asks for a blob's content: by all of its id."""
        if len(prefix) < 40:
            raise KeyError
        oid = pygit2.Oid(hex=prefix)
        return *self.read_cb(oid), oid

    def exists_prefix_cb(self, prefix):
        raise KeyError

    def read_header_cb(self, oid):
        kind, content = self.read_cb(oid)
        return kind, len(content)

    def write_cb(self, oid, content, kind):
        raise KeyError  # the next database writes it

    def refresh_cb(self):
        pass

    def __del__(self):
        if self.free:
            self.free(self.payload)


@op(c_int, c_void_p, POINTER(Store), c_int32)
@telling
def odb_backend(repository, store, priority):
    copy = Store.from_buffer_copy(store[0])  # a function taken from a struct of C's is one as long as that struct
    handles[repository].odb.add_backend(Backend(copy), priority)
    return OK


class Callbacks(pygit2.RemoteCallbacks):
    def __init__(self, access):
        super().__init__()
        self.payload, self.answer = access.payload, access.credentials

    def credentials(self, url, username_from_url, allowed_types):
        name, password = create_string_buffer(64), create_string_buffer(64)
        user = username_from_url.encode() if username_from_url is not None else None
        code = self.answer(self.payload, url.encode(), user, allowed_types, name, password)
        if code:
            refuse(code)
        return pygit2.UserPass(name.value.decode(), password.value.decode())


@op(c_int, c_void_p, c_char_p, POINTER(Access))
@telling
def connect_to(repository, url, access):
    remote = handles[repository].remotes.create_anonymous(url.decode())
    remote.connect(Callbacks(access[0]) if access[0].credentials else None)
    return OK


# pygit2 1.11 has no anonymous remotes.
connect = connect_to if hasattr(RemoteCollection, "create_anonymous") else None
