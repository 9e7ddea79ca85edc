// The Go peer: cgo, built as a C shared library.
package main

// #include "peer.h"
import "C"

import (
	"fmt"
	"runtime"
	"runtime/cgo"
	"sync"
	"unsafe"
)

func main() {} // -buildmode=c-shared asks for it; nobody calls it

// contain stands in a defer at the top of each export that may panic: a panic that reaches C ends the process.
func contain(rc *C.int) {
	if why := recover(); why != nil {
		keepPanic(why)
		*rc = C.SEAM_E_PANIC
	}
}

// keepPanic keeps a panic's message for the thread.
func keepPanic(why any) {
	to := unsafe.Slice((*byte)(unsafe.Pointer(&C.of_thread().panic)), len(C.struct_of_thread{}.panic))
	to[copy(to[:len(to)-1], fmt.Sprint(why))] = 0
}

// goStart gives the runtime's version, for as long as the process lives.
//
// The runtime starts a thread when it first needs one, for the collector too, and keeps it.  A host that looks at what a call leaves
// behind is to see them before its first one: here each of some goroutines has a thread of its own, until all have one.
//
//export goStart
func goStart() *C.const_char {
	const spare = 4
	var begun, ended sync.WaitGroup
	for range runtime.GOMAXPROCS(0) + spare {
		begun.Add(1)
		ended.Go(func() {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			begun.Done()
			begun.Wait()
		})
	}
	ended.Wait()
	runtime.GC()
	return C.CString(runtime.Version())
}

// text is a terminated string where C has it: good during the call.
func text(s *C.const_char) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(s)), C.strlen(s))
}

// counted is n bytes where C has them: good during the call.  A pointer to no bytes is not looked at.
func counted(p unsafe.Pointer, n C.size_t) []byte {
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(p), n)
}

// kept is a copy of a text, in Go's memory, that C may look at until it is dropped.
type kept struct {
	bytes  []byte // with a terminator
	pinner runtime.Pinner
}

func keep(b []byte) *kept {
	k := &kept{bytes: append(append(make([]byte, 0, len(b)+1), b...), 0)}
	k.pinner.Pin(&k.bytes[0])
	return k
}

func (k *kept) drop() {
	if k != nil {
		k.pinner.Unpin()
	}
}

// lend is what C gets of a kept text, and its length; of none nil and 0.
func (k *kept) lend() (*C.const_char, C.size_t) {
	if k == nil {
		return nil, 0
	}
	return (*C.const_char)(unsafe.Pointer(&k.bytes[0])), C.size_t(len(k.bytes) - 1)
}

// lendCell makes the cell, of the host's memory, by which C holds something of Go's; nil when memory is out.
func lendCell(value any) unsafe.Pointer {
	return fillCell(C.host_alloc(C.sizeof_uintptr_t, C.sizeof_uintptr_t), value)
}

// newCell is lendCell with memory of C's own.
func newCell(value any) unsafe.Pointer {
	return fillCell(C.try_malloc(C.sizeof_uintptr_t), value)
}

func fillCell(cell unsafe.Pointer, value any) unsafe.Pointer {
	if cell != nil {
		*(*cgo.Handle)(cell) = cgo.NewHandle(value)
	}
	return cell
}

func dropCell(cell unsafe.Pointer) {
	(*(*cgo.Handle)(cell)).Delete()
	C.host_free(cell, C.sizeof_uintptr_t, C.sizeof_uintptr_t)
}

func freeCell(cell unsafe.Pointer) {
	(*(*cgo.Handle)(cell)).Delete()
	C.free(cell)
}

// lend makes a struct of C in the host's memory, all zero; nil when memory is out.
func lend[T any]() *T {
	var t T
	return (*T)(C.host_alloc(C.size_t(unsafe.Sizeof(t)), C.size_t(unsafe.Alignof(t))))
}

func takeBack[T any](p *T) {
	C.host_free(unsafe.Pointer(p), C.size_t(unsafe.Sizeof(*p)), C.size_t(unsafe.Alignof(*p)))
}

// object is what a handle in a cell stands for.
func object[T any](handle C.uintptr_t) *T {
	return cgo.Handle(handle).Value().(*T)
}

// inCell is object for a cell that C knows as a pointer alone.
func inCell[T any](cell unsafe.Pointer) *T {
	return object[T](*(*C.uintptr_t)(cell))
}
