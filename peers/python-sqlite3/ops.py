"""The group's table, op by op."""
import sqlite3
from contextlib import closing
from ctypes import (
    POINTER, Structure, addressof, c_char_p, c_int, c_int32, c_int64, c_size_t, c_void_p, memmove,
)

from callbacks import (
    RAISING, Authorizer, Call, Compare, Destroy, Finish, Handler, Payload, Row, Step, aggregate_of, authorizer_of,
    collation_of, function_of, handler_of,
)
from connection import Connection, Failure, connections, not_opened, told
from edge import E_FAILED, E_NOT_FOUND, E_RANGE, OK, Handles, Refused, op, table
from values import bytes_at, python_of, text_at, value_pointer, values_of

pointer_out = POINTER(c_void_p)


class FailureOut(Structure):
    _fields_ = [("code", c_int32), ("extended", c_int32), ("message", c_void_p), ("size", c_size_t)]


@op(c_int, POINTER(c_int32))
def version(number):
    major, minor, patch = sqlite3.sqlite_version_info
    number[0] = major * 1_000_000 + minor * 1000 + patch
    return OK


# ---- a connection


@op(c_int, c_char_p, pointer_out)
def connect(path, db):
    not_opened.set(None)
    try:
        db[0] = connections.add(Connection(path.decode()))
    except sqlite3.Error as e:
        not_opened.set(Failure(e))
        raise Refused(E_FAILED, str(e)) from None
    return OK


@op(c_int, c_void_p)
def close(db):
    if db:
        connections.pop(db).db.close()
    return OK


@op(c_int, c_void_p, POINTER(FailureOut))
def failure(db, out):
    last = connections[db].failure if db else not_opened.get()
    if last is None:
        return E_NOT_FOUND
    out[0] = FailureOut(last.extended & 0xFF, last.extended, addressof(last.message), len(last.text))
    return OK


@op(c_int, c_void_p, c_void_p, c_size_t, value_pointer, c_size_t, Row, c_void_p)
def run(db, sql, size, parameters, n, row, payload):
    with told(connections[db]) as connection, closing(connection.cursor()) as cursor:
        for things in cursor.execute(text_at(sql, size), [python_of(parameters[i]) for i in range(n)]):
            if not row:
                continue
            array, held = values_of(things)
            if row(payload, array, len(things)):
                break
    return OK


# ---- callbacks


@op(c_int, c_void_p, c_char_p, Handler, c_void_p)
def handler(db, what, called, payload):
    if what != b"progress":
        return E_NOT_FOUND
    connections[db].db.set_progress_handler(handler_of(called, payload) if called else None, 1)
    return OK


@op(c_int, c_void_p, Authorizer, c_void_p)
def authorizer(db, called, payload):
    with told(connections[db]) as connection:
        connection.set_authorizer(authorizer_of(called, payload) if called else None)
    return OK


@op(c_int, c_void_p, c_void_p, c_size_t, c_int, Call, c_void_p, Destroy)
def function(db, name, size, n_arguments, call, payload, destroy):
    made = function_of(call, Payload(payload, destroy)) if call else None
    with told(connections[db]) as connection:
        connection.create_function(text_at(name, size), n_arguments, made)
    return OK


@op(c_int, c_void_p, c_void_p, c_size_t, c_int, Step, Finish, c_void_p, Destroy)
def aggregate(db, name, size, n_arguments, step, finish, payload, destroy):
    made = aggregate_of(step, finish, Payload(payload, destroy)) if step else None
    with told(connections[db]) as connection:
        connection.create_aggregate(text_at(name, size), n_arguments, made)
    return OK


@op(c_int, c_void_p, c_void_p, c_size_t, Compare, c_void_p, Destroy)
def collation(db, name, size, compare, payload, destroy):
    made = collation_of(compare, Payload(payload, destroy)) if compare else None
    with told(connections[db]) as connection:
        connection.create_collation(text_at(name, size), made)
    return OK


@op(c_int, c_void_p, c_char_p, c_void_p, c_size_t)
def panics(db, what, sql, size):
    if what not in RAISING:
        return E_NOT_FOUND
    register, take_away = RAISING[what]
    with told(connections[db]) as connection:
        register(connection)
        try:
            connection.execute(text_at(sql, size)).fetchall()
        finally:
            take_away(connection)
    return OK


# ---- incremental I/O

blobs = Handles()


@op(c_int, c_void_p, c_char_p, c_char_p, c_int64, c_int, pointer_out)
def blob_open(db, table_name, column, row, writable, out):
    connection = connections[db]
    with told(connection) as it:
        blob = it.blobopen(table_name.decode(), column.decode(), row, readonly=not writable)
    out[0] = blobs.add((connection, blob))
    return OK


@op(c_int, c_void_p, POINTER(c_int64))
def blob_bytes(handle, size):
    size[0] = len(blobs[handle][1])
    return OK


@op(c_int, c_void_p, c_void_p, c_size_t, c_int64)
def blob_read(handle, out, n, offset):
    connection, blob = blobs[handle]
    with told(connection):
        blob.seek(offset)
        data = blob.read(n)
    if len(data) != n:  # a file's way: what there is
        return E_RANGE
    memmove(out, data, n)
    return OK


@op(c_int, c_void_p, c_void_p, c_size_t, c_int64)
def blob_write(handle, data, n, offset):
    connection, blob = blobs[handle]
    with told(connection):
        blob.seek(offset)
        blob.write(bytes_at(data, n))
    return OK


@op(None, c_void_p)
def blob_close(handle):
    if handle:
        blobs.pop(handle)[1].close()


NOT_OFFERED = None  # the module has no such thing

OPS = table([
    ("version", version),
    ("config_malloc", NOT_OFFERED),
    ("shutdown", NOT_OFFERED),
    ("open", connect),
    ("close", close),
    ("close_v2", NOT_OFFERED),
    ("failure", failure),
    ("run", run),
    *((name, NOT_OFFERED) for name in (
        "exec", "exec_free", "prepare", "bind_text", "bind_text16", "bind_blob", "step", "column_text",
        "column_text16", "column_blob", "column_bytes", "column_bytes16", "reset", "unbind", "finalize",
    )),
    ("handler", handler),
    ("busy", NOT_OFFERED),
    ("authorizer", authorizer),
    ("function", function),
    ("aggregate", aggregate),
    ("collation", collation),
    ("result", NOT_OFFERED),
    ("aux_set", NOT_OFFERED),
    ("aux_get", NOT_OFFERED),
    ("panics", panics),
    ("blob_open", blob_open),
    ("blob_bytes", blob_bytes),
    ("blob_read", blob_read),
    ("blob_write", blob_write),
    ("blob_close", blob_close),
])
