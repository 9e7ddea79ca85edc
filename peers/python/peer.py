"""The Python peer: the interpreter is the program, the probe is a library that it loads and calls.

SEAM_PROBE_LIB is the path of libseam_probe.so; the arguments are the probe's.
"""
import os
import sys
from ctypes import addressof, c_char_p, sizeof

import buffers
import callbacks
import errors
import layout
import probe
import security
import strings
import threads

GROUPS = {
    b"layout": layout.OPS,
    b"strings": strings.OPS,
    b"callbacks": callbacks.OPS,
    b"buffers": buffers.OPS,
    b"errors": errors.OPS,
    b"security": security.OPS,
    b"threads": threads.OPS,
}


def main():
    # A level of re-entry takes two Python frames and no more C stack than a few KiB, and a RecursionError at the very
    # edge of an op could not be caught: the limit is far from what 1000 levels need.
    sys.setrecursionlimit(20_000)

    offers = (probe.Offer * len(GROUPS))(
        *(probe.Offer(name, sizeof(ops), addressof(ops)) for name, ops in GROUPS.items())
    )
    peer = probe.Peer(
        abi=probe.SEAM_ABI,
        size=sizeof(probe.Peer),
        name=b"python",
        language=b"Python",
        toolchain=b"CPython " + sys.version.split()[0].encode() + b", ctypes",
        traits=probe.SEAM_LOSSY | probe.SEAM_MANAGED_HEAP,
        offers=offers,
        n_offers=len(offers),
    )
    argv = [os.fsencode(argument) for argument in sys.argv]
    return probe.main(peer, len(argv), (c_char_p * (len(argv) + 1))(*argv))


sys.exit(main())
