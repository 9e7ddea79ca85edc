#!/bin/sh
# features.sh - prints what the platform that CC compiles for has other than Linux on x86-64: --with=NAME and --without=NAME words,
# with the names of list.h.
defined=$(${CC:-cc} -dM -E -x c /dev/null)
has() { case $defined in *"#define $1 "*) return 0 ;; *) return 1 ;; esac; }
has __SIZEOF_INT128__ || echo --without=int128
has __FLT16_MAX__ || echo --without=float16
has __x86_64__ || printf '%s\n' --without=ms --without=sysv
# Without MMX and SSE i386 has no vector registers, and what gcc and clang do instead differs.
! has __i386__ || has __SSE2__ || echo --without=vector
! has __i386__ || printf '%s\n' --with=cdecl --with=stdcall --with=fastcall --with=thiscall
