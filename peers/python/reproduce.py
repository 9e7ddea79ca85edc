#!/usr/bin/env python3
"""Writes the Python side of a stand-alone program: peer.py, by ctypes or by cffi (the first argument), and a Makefile.

REPRODUCER is its folder: signature.json says what the signature is, and which values go where; caller.c or callee.c there
is the other side, by a C compiler, as a library.  The exit status is not 0 when the engine has no word for a type.
"""
import json
import os
import re
import sys

engine = sys.argv[1]
folder = os.environ["REPRODUCER"]
with open(os.path.join(folder, "signature.json")) as file:
    it = json.load(file)

CTYPES = {
    "_Bool": "c_bool", "char": "c_byte", "signed char": "c_byte", "unsigned char": "c_ubyte", "short": "c_short",
    "unsigned short": "c_ushort", "int": "c_int", "unsigned": "c_uint", "long": "c_long", "unsigned long": "c_ulong",
    "long long": "c_longlong", "unsigned long long": "c_ulonglong", "ptrdiff_t": "c_ssize_t", "size_t": "c_size_t",
    "intptr_t": "c_ssize_t", "uintptr_t": "c_size_t", "intmax_t": "c_int64", "uintmax_t": "c_uint64", "wchar_t": "c_int32",
    "char16_t": "c_uint16", "char32_t": "c_uint32", "int8_t": "c_int8", "int16_t": "c_int16", "int32_t": "c_int32",
    "int64_t": "c_int64", "uint8_t": "c_uint8", "uint16_t": "c_uint16", "uint32_t": "c_uint32", "uint64_t": "c_uint64",
    "enum seam_signed": "c_int", "enum seam_unsigned": "c_uint", "float": "c_float", "double": "c_double",
    "long double": "c_longdouble", "void *": "c_void_p", "seam_pointer": "c_void_p", "void": None,
}
FLOATS = {"f", "d", "D"}
classes = {}


def number(leaf):
    """A leaf's value as Python has it."""
    text = leaf["value"]
    if leaf["type"] in FLOATS:
        text = text.rstrip("fL")
        return repr(float.fromhex(text)) if "0x" in text else text
    bits = leaf.get("bits")
    return f"signed({bits}, {leaf['type']!r})" if bits else text


def ctypes_type(of):
    if of["kind"] == "array":
        return f"({ctypes_type(of['element'])} * {of['count']})"
    if of["kind"] == "scalar":
        return f"ctypes.{CTYPES[of['c']]}" if CTYPES[of["c"]] else "None"
    if of["kind"] not in ("struct", "union") or of["packed"] or of["aligned"]:
        sys.exit(f"no word for {of['text']}")
    name = of["c"].split()[1]
    if name not in classes:
        fields = [f'("m{n}", {ctypes_type(m)}{", " + str(m["bits"]) if "bits" in m else ""})' for n, m in enumerate(of["members"])]
        base = "Structure" if of["kind"] == "struct" else "Union"
        classes[name] = f"class {name}(ctypes.{base}):\n    _fields_ = [{', '.join(fields)}]\n"
    return name


def assignments(leaves, indent):
    return [f"{indent}{leaf['place']} = {number(leaf)}" for leaf in leaves]


def checks(leaves, indent):
    return [f"{indent}check({leaf['words']!r}, {leaf['place']}, {number(leaf)}, {leaf['type']!r})" for leaf in leaves]


# Scalars are Python numbers; a struct is made first, then filled.
def fill(of, name, leaves, indent, made):
    if of["kind"] == "scalar":
        return [f"{indent}{name} = {number(leaves[0])}"] if leaves else []
    return [f"{indent}{name} = {made(of)}"] + assignments(leaves, indent)


COMMON = '''
wrong = 0


def bits_of(letter):
    return 8 * SIZES[letter]


def signed(bits, letter):
    """The pattern as a value of the scalar's type."""
    n = bits_of(letter)
    bits &= (1 << n) - 1
    return bits - (1 << n) if letter in SIGNED and bits >> (n - 1) else bits


def check(what, seen, expected, letter):
    global wrong
    if isinstance(seen, bytes):
        seen = signed(seen[0], letter)
    if (seen or 0) != expected:
        print(f"{what}: seen {seen!r}, expected {expected!r}", flush=True)
        wrong = 1

'''
SIZES = {"b": 1, "c": 1, "a": 1, "A": 1, "s": 2, "S": 2, "i": 4, "I": 4, "w": 4, "u": 2, "U": 4, "e": 4, "E": 4, "x1": 1, "X1": 1, "x2": 2,
         "X2": 2, "x4": 4, "X4": 4, "x8": 8, "X8": 8}
SIZES.update(dict.fromkeys("lLqQnNjJmMpP", 8))
SIGNED = ["c", "a", "s", "i", "l", "q", "n", "j", "m", "w", "e", "x1", "x2", "x4", "x8"]
if it["variadic"] and it["way"] == "callee":
    sys.exit("no variadic functions that C calls")
caller = it["way"] == "caller"
arguments = [f"a{n}" for n in range(len(it["arguments"]))]
has_result = it["result"].get("c") != "void"
head = [f'"""{it["signature"]}: made by seam; runs without it."""', "import ctypes", "import os", "import sys", ""]
body = []
if engine == "ctypes":
    types = [ctypes_type(of) for of in it["arguments"]]
    result = ctypes_type(it["result"])
    made = lambda of: ctypes_type(of) + "()"
    head += [text for text in classes.values()]
    body += ['library = ctypes.CDLL("./libother.so")', "cross = lambda name: getattr(library, name)", ""]
    if caller:
        body += ["f = library.f", f"f.restype = {result}"] + ([] if it["variadic"] else [f"f.argtypes = [{', '.join(types)}]"])
        for of, name, leaves in zip(it["arguments"], arguments, it["values"]):
            body += fill(of, name, leaves, "", made)
        given = [f"{t}({a})" if it["variadic"] and of["kind"] == "scalar" else a for t, a, of in zip(types, arguments, it["arguments"])]
        body += [f"r = f({', '.join(given)})"] + checks(it["result_values"], "")
    else:
        body += [f"def function({', '.join(arguments)}):"]
        for leaves in it["values"]:
            body += checks(leaves, "    ")
        body += fill(it["result"], "r", it["result_values"], "    ", made) + ["    return r" if has_result else "    return None", ""]
        body += [f"callback = ctypes.CFUNCTYPE({', '.join([result] + types)})(function)", "library.call(callback)"]
else:
    c = lambda of: of["c"].replace("seam_pointer", "void *").replace("enum seam_signed", "int").replace("enum seam_unsigned", "unsigned")
    definitions = re.sub(r"enum seam_signed", "int", it["definitions"]).replace("enum seam_unsigned", "unsigned").replace("seam_pointer", "void *")
    if "__attribute__" in definitions or "_Alignas" in definitions or "_Complex" in it["prototype"] + definitions:
        sys.exit("no word for a type of " + it["signature"])
    prototype = it["prototype"].replace("enum seam_signed", "int").replace("enum seam_unsigned", "unsigned").replace("seam_pointer", "void *")
    for kind in ("char16_t", "char32_t", "wchar_t"):
        other = {"char16_t": "uint16_t", "char32_t": "uint32_t", "wchar_t": "int32_t"}[kind]
        definitions, prototype = definitions.replace(kind, other), prototype.replace(kind, other)
    made = lambda of: f'ffi.new("{c(of)} *")[0]'
    head += ["import cffi", "", "ffi = cffi.FFI()", f'ffi.cdef("""{definitions}{prototype};\nint call(void *);""")']
    body += ['library = ffi.dlopen("./libother.so")', ""]
    cast = lambda of, name: (f'ffi.cast("{c(of)}", {name})' if of["kind"] == "scalar" and of["c"] not in ("float", "double") else name)
    if caller:
        for of, name, leaves in zip(it["arguments"], arguments, it["values"]):
            if of["kind"] != "scalar":
                body += [f'{name}_memory = ffi.new("{c(of)} *")', f"{name} = {name}_memory[0]"] + assignments(leaves, "")
            else:
                body += fill(of, name, leaves, "", made)
        body += [f"r = library.f({', '.join(cast(of, a) for of, a in zip(it['arguments'], arguments))})"] + checks(it["result_values"], "")
    else:
        body += [f'@ffi.callback("{prototype.replace(" f(", "(", 1)}")', f"def function({', '.join(arguments)}):"]
        for leaves in it["values"]:
            body += checks(leaves, "    ")
        if it["result"]["kind"] != "scalar":
            body += [f'    memory = ffi.new("{c(it["result"])} *")', "    r = memory[0]"] + assignments(it["result_values"], "    ")
        else:
            body += fill(it["result"], "r", it["result_values"], "    ", made)
        body += ["    return r" if has_result else "    return None", "", 'library.call(ffi.cast("void *", function))']
tail = ['# What the other side found wrong, it has printed.', 'if ctypes.c_int.in_dll(ctypes.CDLL("./libother.so"), "wrong").value:', "    wrong = 1",
        'print("WRONG" if wrong else "right")', "sys.exit(wrong)", ""]
with open(os.path.join(folder, "peer.py"), "w") as file:
    file.write("\n".join(head) + f"\nSIZES = {SIZES}\nSIGNED = {SIGNED}\n" + COMMON + "\n".join(body + tail))
other = "callee" if caller else "caller"
path = ""
if engine == "cffi" and len(sys.argv) > 2:
    with open(sys.argv[2]) as file:
        path = "PYTHONPATH=" + file.read().strip() + " "
with open(os.path.join(folder, "Makefile"), "w") as file:
    file.write(f"""# make: builds the C side and runs the program, which exits with 1 when a value is wrong.
CC = {os.environ.get('GCC', 'cc')}
run: wrong
\t{path}/usr/bin/python3 peer.py
wrong: libother.so
libother.so: {other}.c check.c $(wildcard cross.c) types.h
\t$(CC) -std=gnu11 -O0 -w -fPIC -shared $(filter %.c,$^) -o $@
clean:
\trm -f libother.so
.PHONY: run wrong clean
""")
