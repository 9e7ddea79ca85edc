#!/usr/bin/env python3
"""Writes the libffi side of a stand-alone program: ffi.c, and a Makefile.

REPRODUCER is its folder: signature.json says what the signature is and gives the statements that set and check values; caller.c or
callee.c there is the other side, by a C compiler.  The exit status is not 0 when libffi has no word for a type.
"""
import json
import os
import sys

folder = os.environ["REPRODUCER"]
with open(os.path.join(folder, "signature.json")) as file:
    it = json.load(file)

SCALARS = {
    "_Bool": "uint8", "char": "schar", "signed char": "schar", "unsigned char": "uchar", "short": "sshort",
    "unsigned short": "ushort", "int": "sint", "unsigned": "uint", "long": "slong", "unsigned long": "ulong",
    "long long": "sint64", "unsigned long long": "uint64", "ptrdiff_t": "slong", "size_t": "ulong", "intptr_t": "slong",
    "uintptr_t": "ulong", "intmax_t": "sint64", "uintmax_t": "uint64", "wchar_t": "sint", "char16_t": "uint16",
    "char32_t": "uint32", "int8_t": "sint8", "int16_t": "sint16", "int32_t": "sint32", "int64_t": "sint64",
    "uint8_t": "uint8", "uint16_t": "uint16", "uint32_t": "uint32", "uint64_t": "uint64", "enum seam_signed": "sint",
    "enum seam_unsigned": "uint", "float": "float", "double": "double", "long double": "longdouble",
    "void *": "pointer", "seam_pointer": "pointer", "void": "void", "_Complex float": "complex_float",
    "_Complex double": "complex_double", "_Complex long double": "complex_longdouble",
}
INTEGERS = {name for name, of in SCALARS.items() if of.lstrip("su").rstrip("0123456789") in ("int", "char", "short", "long", "")}
structs = {}  # C's name: its elements


def elements(of):
    if of["kind"] == "array":
        return elements(of["element"]) * of["count"]
    return [ffi_type(of)]


def ffi_type(of):
    if of["kind"] in ("scalar", "complex"):
        return "&ffi_type_" + SCALARS[of["c"]]
    if of["kind"] != "struct" or of["packed"] or of["aligned"] or any("bits" in m for m in of["members"]):
        sys.exit("libffi has no word for " + of["text"])
    name = of["c"].split()[1]
    if name not in structs:
        structs[name] = [e for m in of["members"] for e in elements(m)]
    return "&ffi_" + name


types = [ffi_type(of) for of in it["arguments"]]
result = ffi_type(it["result"])
has_result = it["result"]["c"] != "void"
out = ['#include "types.h"', "#include <ffi.h>", "#include <stdio.h>", ""]
for name, of in structs.items():
    out += [f"static ffi_type *{name}_elements[] = {{ {', '.join(of)}, NULL }};",
            f"static ffi_type ffi_{name} = {{ 0, 0, FFI_TYPE_STRUCT, {name}_elements }};"]
out += [f"static ffi_type *types[] = {{ {', '.join(types + ['NULL'])} }};", ""]
prepare = (f"ffi_prep_cif_var(&cif, FFI_DEFAULT_ABI, {it['fixed']}, {len(types)}, {result}, types)" if it["variadic"]
           else f"ffi_prep_cif(&cif, FFI_DEFAULT_ABI, {len(types)}, {result}, types)")
# A result that is a narrow integer is read and written as a whole ffi_arg.
narrow = it["result"].get("c") in INTEGERS
widened = "ffi_sarg" if SCALARS.get(it["result"].get("c"), "").startswith("s") else "ffi_arg"
if it["way"] == "caller":
    out += ["int main(void)", "{", "\tffi_cif cif;", it["declare"].rstrip("\n")]
    if has_result:
        out += [f"\t{it['result']['c']} r;", f"\tunion {{ ffi_arg whole; {it['result']['c']} r; }} got;"]
    names = ", ".join(f"&a{n}" for n in range(len(types)))
    out += [f"\tvoid *values[] = {{ {names or 'NULL'} }};", "", f"\tif ({prepare} != FFI_OK)", "\t\treturn 2;",
            it["set"].rstrip("\n"), f"\tffi_call(&cif, FFI_FN(cross(f)), {'&got' if has_result else 'NULL'}, values);"]
    if has_result:
        out += [f"\tr = {'(' + it['result']['c'] + ')got.whole' if narrow else 'got.r'};"]
    out += [it["check_result"].rstrip("\n")]
else:
    out += ["static void arrived(ffi_cif *cif, void *result, void **values, void *user)", "{"]
    out += [it["declare"].rstrip("\n")] + ([f"\t{it['result']['c']} r;"] if has_result else [])
    out += [f"\ta{n} = *({of['c']} *)values[{n}];" for n, of in enumerate(it["arguments"])]
    out += ["\t(void)cif; (void)user;", it["check"].rstrip("\n"), it["set_result"].rstrip("\n")]
    if has_result:
        out += [f"\t*({widened if narrow else it['result']['c']} *)result = r;"]
    out += ["}", "", "int main(void)", "{", "\tvoid *code;", "\tffi_cif cif;",
            "\tffi_closure *closure = ffi_closure_alloc(sizeof *closure, &code);", "", f"\tif ({prepare} != FFI_OK)", "\t\treturn 2;",
            "\tif (ffi_prep_closure_loc(closure, &cif, arrived, NULL, code) != FFI_OK)", "\t\treturn 2;",
            "\tcall(cross((function *)code));"]
out += ['\tputs(wrong ? "WRONG" : "right");', "\treturn wrong;", "}", ""]
other = "callee" if it["way"] == "caller" else "caller"
with open(os.path.join(folder, "ffi.c"), "w") as file:
    file.write("\n".join(line for line in out if line is not None))
with open(os.path.join(folder, "Makefile"), "w") as file:
    file.write(f"""# make: builds and runs the program, which exits with 1 when a value is wrong.
PKG_CONFIG = {os.environ.get('PKG_CONFIG', 'pkg-config')}
CC = {os.environ.get('GCC', 'cc')}
run: wrong
\t{(os.environ.get('WRAP', '') + ' ./wrong').strip()}
wrong: ffi.c {other}.c check.c $(wildcard cross.c) types.h
\t$(CC) -std=gnu11 -O0 -w $(filter %.c,$^) $$($(PKG_CONFIG) --cflags --libs libffi) -o $@
clean:
\trm -f wrong
.PHONY: run clean
""")
