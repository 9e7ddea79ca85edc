#!/usr/bin/env python3
"""completeness.py - what libgit2's headers export and each binding lacks, as data.

    completeness.py INCLUDE NAME=SOURCE[,SOURCE …] …

INCLUDE is the folder that holds git2.h.  A SOURCE is what the binding calls libgit2 by: declarations or calls (.rs, .h), a
shared library (.so), or a folder of these.  A function is there when its name stands in a text, comments left out, or is a
symbol that a library needs; deprecated names are not looked for.  JSON goes to stdout: for each binding the functions of
the headers that it lacks, in order.  completeness.sh gives the arguments.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

EXPORTED = re.compile(r"GIT_EXTERN\([^)]*\)\s*(?:GIT_CALLBACK)?\(?\s*(git_\w+)")
WORD = re.compile(r"\bgit_\w+")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


def without_comments(file):
    return COMMENT.sub("", file.read_text(errors="replace"))


def exported(include):
    """The functions of the public headers and of git2/sys, without those that are deprecated."""
    headers = [header for header in (include / "git2").rglob("*.h") if header.name != "deprecated.h"]
    return set().union(*(EXPORTED.findall(without_comments(header)) for header in headers))


def version(include):
    return re.search(r'LIBGIT2_VERSION\s+"([^"]+)"', (include / "git2/version.h").read_text())[1]


def named_in(source):
    """The names that a file of a binding uses."""
    if source.suffix == ".so":
        listed = subprocess.run(["nm", "-D", "--undefined-only", source], capture_output=True, text=True, check=True)
        return set(WORD.findall(listed.stdout))
    return set(WORD.findall(without_comments(source))) if source.suffix in {".rs", ".h"} else set()


def used_by(source):
    path = Path(source)
    if not path.exists():
        sys.exit(f"completeness: there is no {source}")
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return set().union(*map(named_in, files))


def main():
    if len(sys.argv) < 3 or "--help" in sys.argv:
        print(__doc__)
        return 0 if "--help" in sys.argv else 2
    include = Path(sys.argv[1])
    functions = exported(include)
    bindings = {}
    for argument in sys.argv[2:]:
        name, sources = argument.split("=", 1)
        lacks = sorted(functions.difference(*map(used_by, sources.split(","))))
        bindings[name] = {"has": len(functions) - len(lacks), "lacks": lacks}
    json.dump({"libgit2": version(include), "functions": len(functions), "bindings": bindings}, sys.stdout, indent=1)
    print()
    return 0


sys.exit(main())
