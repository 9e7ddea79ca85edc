# Defects of released software, shrunk, one line for ever.  All signatures together are the rule known.signatures, and a class of
# failures that a sweep shrinks to one of them is told as known.  Fields, between tabs; way, peer and platform are patterns:
# signature	way	peer	platform	link and reason
cccccf{cd}>c	the peer calls C	libffi	native	https://github.com/libffi/libffi/pull/848 libffi before 3.4.7 loses the first float when a struct's first eightbyte takes the last integer register
iiiiid{id}>v	the peer calls C	libffi	native	https://github.com/libffi/libffi/pull/848 libffi before 3.4.7 loses the first float when a struct's first eightbyte takes the last integer register
cccccf{cd}>c	the peer calls C	ctypes	native	https://github.com/libffi/libffi/pull/848 libffi before 3.4.7 loses the first float when a struct's first eightbyte takes the last integer register
iiiiid{id}>v	the peer calls C	ctypes	native	https://github.com/libffi/libffi/pull/848 libffi before 3.4.7 loses the first float when a struct's first eightbyte takes the last integer register
cccccf{cd}>c	the peer calls C	cffi	native	https://github.com/libffi/libffi/pull/848 libffi before 3.4.7 loses the first float when a struct's first eightbyte takes the last integer register
iiiiid{id}>v	the peer calls C	cffi	native	https://github.com/libffi/libffi/pull/848 libffi before 3.4.7 loses the first float when a struct's first eightbyte takes the last integer register
>{D}	*	libffi	native	https://github.com/libffi/libffi/blob/master/src/x86/ffi64.c libffi looks for a struct of one long double in rax and rdx; the psABI returns it on the x87 stack
>{D}	*	ctypes	native	https://github.com/libffi/libffi/blob/master/src/x86/ffi64.c libffi looks for a struct of one long double in rax and rdx; the psABI returns it on the x87 stack
>{D}	*	cffi	native	https://github.com/libffi/libffi/blob/master/src/x86/ffi64.c libffi looks for a struct of one long double in rax and rdx; the psABI returns it on the x87 stack
ms|{ccc}>v	the peer calls C	libffi	native	https://github.com/libffi/libffi/issues/305 libffi before 3.6 hands the callee the caller's own struct of 3, 5, 6 or 7 bytes in place of a copy
dddddddd{f}id>v	*	libffi	riscv64	https://github.com/libffi/libffi/blob/master/src/riscv/ffi.c a struct of one float is misplaced once the eight float registers are taken
{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}{lll}>v	the peer calls C	libffi	aarch64	https://github.com/libffi/libffi/blob/master/src/aarch64/ffi.c copies of large structs and their pointers share stack that was counted for one of them
{id}>v	*	c-tcc	native	https://repo.or.cz/tinycc.git/blob/HEAD:/x86_64-gen.c tcc 0.9.27 gives all eightbytes of a struct one class
{di}>v	*	c-tcc	native	https://repo.or.cz/tinycc.git/blob/HEAD:/x86_64-gen.c tcc 0.9.27 gives all eightbytes of a struct one class
>{id}	*	c-tcc	native	https://repo.or.cz/tinycc.git/blob/HEAD:/x86_64-gen.c tcc 0.9.27 gives all eightbytes of a struct one class
>{di}	*	c-tcc	native	https://repo.or.cz/tinycc.git/blob/HEAD:/x86_64-gen.c tcc 0.9.27 gives all eightbytes of a struct one class
{[1d]}>v	*	c-tcc	native	https://repo.or.cz/tinycc.git/blob/HEAD:/x86_64-gen.c tcc 0.9.27 gives all eightbytes of a struct one class
>{[1d]}	*	c-tcc	native	https://repo.or.cz/tinycc.git/blob/HEAD:/x86_64-gen.c tcc 0.9.27 gives all eightbytes of a struct one class
{[2[2f]]}>v	*	ctypes	native	https://github.com/python/cpython/pull/15839 ctypes takes an array of arrays in a small struct for something else
iiiii.x16il>x16	*	c-clang-*	native	https://github.com/llvm/llvm-project/issues/123935 clang 19 reads a variadic argument behind an __int128 on the stack wrongly
thiscall|ii{c}id>i	C calls the peer	libffi	i386	https://github.com/libffi/libffi/blob/master/src/x86/ffi.c a thiscall closure with a struct argument takes 4 bytes too few from the stack
