"""Walks: where libgit2 has a function with a callback, pygit2 has a list or an iterator.

The loop is then the caller's, and a stop takes no number of libgit2's with it.
"""
import os
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_size_t, c_void_p

from binding import pygit2
from edge import E_NOT_FOUND, E_UNSUPPORTED, OK, Refused, op
from failure import telling
from objects import handles

Visit = CFUNCTYPE(c_int, c_void_p, c_char_p, c_size_t)


def local_config(repository):
    return pygit2.Config(os.path.join(repository.path, "config"))


def difference(repository):
    old, new = (repository.revparse_single(spec).peel(pygit2.Tree) for spec in ("HEAD~1", "HEAD"))
    return repository.diff(old, new)


def hunks(repository):
    return (hunk for patch in difference(repository) for hunk in patch.hunks)


def submodule_names(repository):
    if hasattr(repository, "submodules"):
        return (submodule.name for submodule in repository.submodules)
    return (repository.lookup_submodule(path).name for path in repository.listall_submodules())


WALKS = {
    "references": lambda r: (reference.raw_name for reference in r.listall_reference_objects()),
    "reference_names": lambda r: r.raw_listall_references(),
    "tags": lambda r: (name for name in r.raw_listall_references() if name.startswith(b"refs/tags/")),
    "config": lambda r: (entry.name for entry in local_config(r)),
    "config_multivar": lambda r: local_config(r).get_multivar("seam.multi"),
    "status": lambda r: r.status(),
    "odb": lambda r: r.odb,
    "stashes": lambda r: (stash.raw_message for stash in r.listall_stashes()),
    "notes": lambda r: (note.annotated_id for note in r.notes()),
    "submodules": submodule_names,
    "mergeheads": lambda r: r.listall_mergeheads(),
    "diff_files": lambda r: (delta.new_file.raw_path for delta in difference(r).deltas),
    "diff_hunks": lambda r: (hunk.header for hunk in hunks(r)),
    "diff_lines": lambda r: (line.raw_content for hunk in hunks(r) for line in hunk.lines),
}


def as_bytes(item):
    if isinstance(item, pygit2.Oid):
        item = str(item)
    return item if isinstance(item, bytes) else item.encode("utf-8", "surrogateescape")


@op(c_int, c_void_p, c_char_p, Visit, c_void_p, POINTER(c_int))
@telling
def foreach(repository, what, visit, payload, result):
    walk = WALKS.get(what.decode())
    try:
        items = walk(handles[repository]) if walk else None
    except AttributeError:  # of a later pygit2
        items = None
    if items is None:
        raise Refused(E_NOT_FOUND, "pygit2 has no such walk")
    for item in items:
        bytes_of_item = as_bytes(item)
        if visit(payload, bytes_of_item, len(bytes_of_item)):
            return E_UNSUPPORTED
    result[0] = 0
    return OK
