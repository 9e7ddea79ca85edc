"""The Python peer by cffi: the interpreter is the program, the probe is a library that it loads and calls.

SEAM_PROBE_LIB is the path of libseam_probe.so; the arguments are the probe's.
"""
import os
import sys

import buffers
import callbacks
import errors
import layout
import strings
from engine import cffi, ffi, lib

GROUPS = {"strings": strings.op, "buffers": buffers.op, "errors": errors.op, "callbacks": callbacks.op,
          "layout": layout.op}

LOSSY, MANAGED_HEAP = 1 << 1, 1 << 7  # traits are macros, which cffi does not read


def main():
    # A level of re-entry takes a few Python frames and no more C stack than a few KiB, and a RecursionError at the very
    # edge of an op could not be caught: the limit is far from what 1000 levels need.
    sys.setrecursionlimit(20_000)

    texts = []  # as long as the process

    def text(of):
        texts.append(ffi.new("char[]", of.encode()))
        return texts[-1]

    offers = ffi.new("struct seam_offer[]", [
        {"group": text(name), "size": ffi.sizeof(op.struct[0]), "ops": op.struct} for name, op in GROUPS.items()
    ])
    peer = ffi.new("struct seam_peer *", {
        "abi": 1,
        "size": ffi.sizeof("struct seam_peer"),
        "name": text("python-cffi"),
        "language": text("Python"),
        "toolchain": text(f"CPython {sys.version.split()[0]}, cffi {cffi.__version__}"),
        "traits": LOSSY | MANAGED_HEAP,
        "offers": offers,
        "n_offers": len(offers),
    })
    argv = [ffi.new("char[]", os.fsencode(argument)) for argument in sys.argv]
    return lib.seam_probe_main(peer, len(argv), ffi.new("char *[]", [*argv, ffi.NULL]))


sys.exit(main())
