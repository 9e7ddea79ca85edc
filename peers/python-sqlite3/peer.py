"""The module sqlite3 as a peer: the interpreter is the program, the probe is a library that it loads and calls.

SEAM_PROBE_LIB is the path of libseam_probe.so; the arguments are the probe's.
"""
import os
import sqlite3
import sys
from ctypes import addressof, c_char_p, sizeof

# The probe's binding and the edge of an op are the Python peer's.
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))

import probe  # noqa: E402
from ops import OPS  # noqa: E402

SEAM_UTF8_ONLY = 1 << 0


def main():
    sys.setrecursionlimit(20_000)
    offers = (probe.Offer * 1)(probe.Offer(b"sqlite", sizeof(OPS), addressof(OPS)))
    versions = f"CPython {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
    peer = probe.Peer(
        abi=probe.SEAM_ABI,
        size=sizeof(probe.Peer),
        name=b"python-sqlite3",
        language=b"Python",
        toolchain=versions.encode(),
        traits=SEAM_UTF8_ONLY | probe.SEAM_MANAGED_HEAP,
        offers=offers,
        n_offers=len(offers),
    )
    argv = [os.fsencode(argument) for argument in sys.argv]
    return probe.main(peer, len(argv), (c_char_p * (len(argv) + 1))(*argv))


sys.exit(main())
