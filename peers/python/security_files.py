"""Files below a root.

A path is walked name by name, each opened below the last and never through a link; what has been opened is what is
used: names are not looked at again.
"""
import errno
import os
import stat
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, c_int, c_size_t, c_uint64, c_void_p, memmove

from edge import E_FAILED, E_NOT_FOUND, E_NUL, E_RANGE, E_SPACE, E_STATE, OK, Refused, op, require
from memory import counted, reading
from security_parts import ALLOC_MAX, Thing, input_of, pointer_out, size_out

PATH_MAX, NAME_MAX, TEMPORARY = 1024, 255, 37

Authorise = CFUNCTYPE(c_int, c_void_p, c_void_p, c_size_t, c_uint64)


class Root(Thing):
    _fields_ = [("folder", c_int)]


root_in = POINTER(Root)


@op(c_int, c_void_p, c_size_t)
def random_fill(buffer, n):
    counted(buffer, n, ALLOC_MAX)
    if n:
        memmove(buffer, os.urandom(n), n)
    return OK


@op(c_int, c_void_p, c_size_t, pointer_out)
def root_open(path, n, out):
    require(out)
    name = input_of(path, n, PATH_MAX)
    if not name.startswith(b"/"):
        return E_RANGE
    if b"\0" in name:
        return E_NUL
    root = Root.new()
    try:
        root.folder = os.open(name, os.O_RDONLY | os.O_DIRECTORY)  # Python's descriptors are not inherited
    except OSError as e:
        root.delete()
        return E_NOT_FOUND if e.errno == errno.ENOENT else E_FAILED
    out[0] = root.address
    return OK


@op(None, root_in)
def root_release(root):
    if root:
        os.close(root[0].folder)
        root[0].delete()


def names_of(path, n):
    names = input_of(path, n, PATH_MAX).split(b"/")
    for name in names:
        if b"\0" in name:
            raise Refused(E_NUL)
    for name in names:
        if name in (b"", b".", b"..") or len(name) > NAME_MAX:
            raise Refused(E_RANGE)
    return names


CODES = {
    errno.ENOENT: E_NOT_FOUND, errno.ENOTDIR: E_NOT_FOUND, errno.EEXIST: E_STATE, errno.ENAMETOOLONG: E_RANGE,
    errno.ELOOP: E_RANGE,
}


def is_link(name, folder):
    try:
        return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return False


def open_below(folder, name, flags):
    try:
        return os.open(name, flags | os.O_NOFOLLOW, 0o600, dir_fd=folder)
    except OSError as e:
        if e.errno != errno.EEXIST and is_link(name, folder):
            raise Refused(E_RANGE)
        raise Refused(CODES.get(e.errno, E_FAILED))


@contextmanager
def descriptor(opened):
    try:
        yield opened
    finally:
        os.close(opened)


def folder_of(root, names):
    """A descriptor of the folder that the names lead to: two are open at a time, however many names there are."""
    folder = os.dup(root.folder)
    for name in names:
        with descriptor(folder):
            folder = open_below(folder, name, os.O_RDONLY | os.O_DIRECTORY)
    return folder


def read_whole(file, size):
    parts, left = [], size
    while left:
        part = os.read(file, left)
        if not part:
            raise Refused(E_STATE)
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


@op(c_int, root_in, c_void_p, c_size_t, Authorise, c_void_p, c_void_p, c_size_t, size_out)
def root_read(root, path, n, authorise, userdata, buffer, size, out_n):
    require(root, authorise, out_n)
    if size:
        require(buffer)
    *folders, name = names_of(path, n)
    with descriptor(folder_of(root[0], folders)) as folder:
        file = open_below(folder, name, os.O_RDONLY | os.O_NONBLOCK)  # a pipe that nobody writes would be waited for
    with descriptor(file):
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            return E_FAILED
        if status.st_size > size:
            out_n[0] = status.st_size
            return E_SPACE
        if authorise(userdata, path, n, status.st_size) != 1:
            return E_FAILED
        try:
            data = read_whole(file, status.st_size)
        except OSError:
            return E_FAILED
    if data:
        memmove(buffer, data, len(data))
    out_n[0] = len(data)
    return OK


def write_whole(file, data):
    while data:
        data = data[os.write(file, data) :]


def create(root, names, bytes, size):
    *folders, name = names
    with descriptor(folder_of(root, folders)) as folder:
        file = open_below(folder, name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            with descriptor(file), reading(bytes, size) as data:
                write_whole(file, data)
        except OSError:
            os.unlink(name, dir_fd=folder)
            raise Refused(E_FAILED)


@op(c_int, root_in, c_void_p, c_size_t, c_void_p, c_size_t)
def root_create(root, path, n, bytes, size):
    require(root)
    if size:
        require(bytes)
    create(root[0], names_of(path, n), bytes, size)
    return OK


@op(c_int, root_in, c_void_p, c_size_t, c_void_p)
def root_temporary(root, bytes, size, name):
    require(root, name)
    if size:
        require(bytes)
    made = b"tmp-" + os.urandom(16).hex().encode()
    create(root[0], [made], bytes, size)
    memmove(name, made + b"\0", TEMPORARY)
    return OK
