"""pygit2 as a peer of the group `libgit2`: the interpreter is the program, the probe a library that it loads and calls.

SEAM_PROBE_LIB is the path of libseam_probe.so, SEAM_PEER a file that names the folder where pygit2 is; the first
argument is the peer's name, the others are the probe's.
"""
import os
import sys
from ctypes import addressof, c_char_p, sizeof

from binding import HEADER, library_version, pygit2

import declarations
import failure
import hosts
import objects
import probe
import walks
from edge import table

SEAM_UTF8_ONLY = 1 << 0

OPS = table([
    ("versions", declarations.versions),
    ("describe", declarations.describe),
    ("write", declarations.write),
    ("read", declarations.read),
    ("constant", declarations.constant),
    ("init", None),
    ("shutdown", None),
    ("set_allocator", None),
    ("options_init", declarations.options_init),
    ("last_error", failure.last_error),
    ("open", objects.open_repository),
    ("close", objects.close),
    ("commit", objects.commit),
    ("commit_message", objects.commit_message),
    ("commit_author", objects.commit_author),
    ("commit_free", objects.commit_free),
    ("blob", objects.blob),
    ("blob_content", objects.blob_content),
    ("blob_free", objects.blob_free),
    ("tag", objects.tag),
    ("tag_message", objects.tag_message),
    ("tag_tagger", objects.tag_tagger),
    ("tag_free", objects.tag_free),
    ("commit_create", objects.commit_create),
    ("blob_create", objects.blob_create),
    ("prettify", None),
    ("bytes_free", None),
    ("foreach", walks.foreach),
    ("foreach_panics", None),
    ("odb_backend", hosts.odb_backend),
    ("connect", hosts.connect),
])


def main():
    if HEADER[:2] != library_version()[:2]:
        sys.exit(f"pygit2 was built with libgit2 {HEADER}, but {library_version()} is what was loaded")
    program, name, *arguments = map(os.fsencode, sys.argv)
    offers = (probe.Offer * 1)(probe.Offer(b"libgit2", sizeof(OPS), addressof(OPS)))
    peer = probe.Peer(
        abi=probe.SEAM_ABI,
        size=sizeof(probe.Peer),
        name=name,
        language=b"Python",
        toolchain=f"CPython {sys.version.split()[0]}, pygit2 {pygit2.__version__}".encode(),
        traits=SEAM_UTF8_ONLY | probe.SEAM_MANAGED_HEAP,
        offers=offers,
        n_offers=len(offers),
    )
    argv = [program, *arguments]
    return probe.main(peer, len(argv), (c_char_p * (len(argv) + 1))(*argv))


sys.exit(main())
