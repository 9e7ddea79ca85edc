# Defects of released software that a sweep finds again: signature<TAB>way<TAB>peer<TAB>platform<TAB>link and reason.
# The signature is what a failure shrinks to; way, peer and platform are patterns.  A line that nothing matches any more is a repaired defect.
iiiiid{id}>v	the peer calls C	libffi	native	https://github.com/libffi/libffi/pull/848 ffi_call() before 3.4.7 loses the first vector argument when a struct of an integer and a float takes the last integer register
iiiiid{id}>v	the peer calls C	ctypes	native	https://github.com/libffi/libffi/pull/848 ffi_call() before 3.4.7 loses the first vector argument when a struct of an integer and a float takes the last integer register
iiiiid{id}>v	the peer calls C	cffi	native	https://github.com/libffi/libffi/pull/848 ffi_call() before 3.4.7 loses the first vector argument when a struct of an integer and a float takes the last integer register
{id}>v	*	c-tcc	native	https://repo.or.cz/tinycc.git tcc 0.9.27 passes structs of 9 to 16 bytes with integers and floats in the wrong registers
{di}>v	*	c-tcc	native	https://repo.or.cz/tinycc.git tcc 0.9.27 passes structs of 9 to 16 bytes with integers and floats in the wrong registers
>{id}	*	c-tcc	native	https://repo.or.cz/tinycc.git tcc 0.9.27 passes structs of 9 to 16 bytes with integers and floats in the wrong registers
>{di}	*	c-tcc	native	https://repo.or.cz/tinycc.git tcc 0.9.27 passes structs of 9 to 16 bytes with integers and floats in the wrong registers
{[1d]}>v	*	c-tcc	native	https://repo.or.cz/tinycc.git tcc 0.9.27 passes a struct whose one member is an array of a double in the wrong registers
>{[1d]}	*	c-tcc	native	https://repo.or.cz/tinycc.git tcc 0.9.27 passes a struct whose one member is an array of a double in the wrong registers
