// The ops of the peer @name@.  Each is named in table.c; the group's header says what it does.
package main

/*
#include <stdlib.h>
typedef const char const_char; // Go has no const of its own: the header's type under a name
*/
import "C"

import "unsafe"

const (
	ok     C.int = 0
	eNull  C.int = -2
	ePanic C.int = -8
)

// A panic that leaves an op ends the process: here it becomes a code.
func contain(code *C.int) {
	if recover() != nil {
		*code = ePanic
	}
}

//export @name@_echo
func @name@_echo(s *C.const_char, out **C.char) (code C.int) {
	defer contain(&code)
	if s == nil || out == nil {
		return eNull
	}
	text := C.GoString((*C.char)(unsafe.Pointer(s)))
	// Here stands a call of your library, which takes a string and gives one back.
	*out = C.CString(text) // from malloc: memory of Go's may not stay with C
	return ok
}

//export @name@_release
func @name@_release(s *C.char) {
	C.free(unsafe.Pointer(s))
}

func main() {} // never called: a shared library has one all the same
