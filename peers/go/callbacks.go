// callbacks: C's functions in Go's hands, by a trampoline for each type, and Go's in C's: exports, with a handle as their context.
//
// No lock is held while one of C's functions runs.  None may jump or throw over Go's frames: the runtime's own account of the stack
// would be wrong (https://go.dev/issue/63829), and so there is no bus_recover.
package main

// #include "peer.h"
import "C"

import (
	"runtime"
	"slices"
	"strconv"
	"sync/atomic"
	"unsafe"
)

var alive [C.SEAM_LIVE_WORKS + 1]atomic.Int64

//export callbacksLive
func callbacksLive(kind C.int, count *C.size_t) C.int {
	if count == nil {
		return C.SEAM_E_NULL
	}
	if kind < C.SEAM_LIVE_BUSES || kind > C.SEAM_LIVE_WORKS {
		return C.SEAM_E_RANGE
	}
	*count = C.size_t(alive[kind].Load())
	return C.SEAM_OK
}

// ---- failing

//export callbacksLastMessage
func callbacksLastMessage(buffer *C.char, size C.size_t, length *C.size_t) (rc C.int) {
	defer contain(&rc)
	if length == nil || buffer == nil && size > 0 {
		return C.SEAM_E_NULL
	}
	message := &C.of_thread().panic[0]
	if *message == 0 {
		return C.SEAM_E_NOT_FOUND
	}
	*length = C.strlen(message)
	if size <= *length {
		return C.SEAM_E_SPACE
	}
	C.strcpy(buffer, message)
	return C.SEAM_OK
}

func checkRaise(kind C.int, why *C.const_char) C.int {
	if kind < C.SEAM_RAISE_TEXT || kind > C.SEAM_RAISE_TWICE {
		return C.SEAM_E_RANGE
	}
	if why == nil && kind != C.SEAM_RAISE_NUMBER && kind != C.SEAM_RAISE_RUNTIME {
		return C.SEAM_E_NULL
	}
	return C.SEAM_OK
}

// descend panics somewhere in the depths.
func descend(frames int, kind C.int, why *C.const_char) int {
	if frames > 0 {
		return 1 + descend(frames-1, kind, why)
	}
	switch kind {
	case C.SEAM_RAISE_NUMBER:
		panic(7)
	case C.SEAM_RAISE_RUNTIME:
		return []int{2, 3, 5}[len(alive)]
	case C.SEAM_RAISE_CLEANUP:
		defer panic(C.GoString(why))
		return 0
	case C.SEAM_RAISE_TWICE:
		defer panic("another, while the first is on its way up")
	}
	panic(C.GoString(why))
}

//export callbacksRaise
func callbacksRaise(kind C.int, why *C.const_char) (rc C.int) {
	defer contain(&rc)
	if rc = checkRaise(kind, why); rc == C.SEAM_OK {
		descend(3, kind, why)
	}
	return rc
}

//export callbacksRaiseAfter
func callbacksRaiseAfter(count C.uint32_t, kind C.int, why *C.const_char, visit C.seam_visit_fn, userdata unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if visit == nil {
		return C.SEAM_E_NULL
	}
	if rc = checkRaise(kind, why); rc != C.SEAM_OK {
		return rc
	}
	scope := C.host_alloc(1, 1)
	if scope == nil {
		return C.SEAM_E_MEMORY
	}
	defer C.host_free(scope, 1, 1)
	visitItems(count, visit, userdata)
	descend(3, kind, why)
	return C.SEAM_E_FAILED
}

// ---- called at once

func visitItem(i C.uint32_t, visit C.seam_visit_fn, userdata unsafe.Pointer) C.int {
	name := append(strconv.AppendUint([]byte("item "), uint64(i), 10), 0)
	return C.call_visit(visit, i, (C.uint64_t(i)+1)*0x9E3779B97F4A7C15, C.double(i)+0.5, (*C.const_char)(unsafe.Pointer(&name[0])), userdata)
}

func visitItems(count C.uint32_t, visit C.seam_visit_fn, userdata unsafe.Pointer) (stop C.int) {
	for i := C.uint32_t(0); i < count && stop == 0; i++ {
		stop = visitItem(i, visit, userdata)
	}
	return stop
}

//export callbacksEach
func callbacksEach(count C.uint32_t, visit C.seam_visit_fn, userdata unsafe.Pointer, result *C.int) (rc C.int) {
	defer contain(&rc)
	if visit == nil || result == nil {
		return C.SEAM_E_NULL
	}
	*result = visitItems(count, visit, userdata)
	return C.SEAM_OK
}

//export callbacksWalk
func callbacksWalk(count C.uint32_t, visit C.seam_visit_fn, userdata unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if visit == nil {
		return C.SEAM_E_NULL
	}
	return visitItems(count, visit, userdata)
}

//export callbacksSort
func callbacksSort(items *C.int64_t, n C.size_t, compare C.seam_compare_fn, userdata unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if compare == nil || items == nil && n > 0 {
		return C.SEAM_E_NULL
	}
	slices.SortStableFunc(unsafe.Slice(items, n), func(a, b C.int64_t) int {
		return int(C.call_compare(compare, a, b, userdata))
	})
	return C.SEAM_OK
}

// ---- made for others to call

// checkedAdd panics when the sum overflows.
func checkedAdd(a, b C.int64_t) C.int64_t {
	sum := a + b
	if (sum > a) != (b > 0) {
		panic("the sum overflows")
	}
	return sum
}

type closure func(argument C.int64_t) C.int64_t

//export callbacksClosureNew
func callbacksClosureNew(captured C.int64_t, fn *C.seam_closure_fn, context *unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if fn == nil || context == nil {
		return C.SEAM_E_NULL
	}
	add := closure(func(argument C.int64_t) C.int64_t {
		captured = checkedAdd(captured, argument)
		return captured
	})
	cell := lendCell(&add)
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	*fn, *context = C.seam_closure_fn(C.callbacksClosure), cell
	alive[C.SEAM_LIVE_CLOSURES].Add(1)
	return C.SEAM_OK
}

//export callbacksClosure
func callbacksClosure(context unsafe.Pointer, argument C.int64_t, sum *C.int64_t) (rc C.int) {
	defer contain(&rc)
	if sum == nil {
		return C.SEAM_E_NULL
	}
	*sum = (*inCell[closure](context))(argument)
	return C.SEAM_OK
}

//export callbacksClosureFree
func callbacksClosureFree(fn C.seam_closure_fn, context unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if fn == nil || context == nil {
		return C.SEAM_E_NULL
	}
	dropCell(context)
	alive[C.SEAM_LIVE_CLOSURES].Add(-1)
	return C.SEAM_OK
}

type tally struct {
	sum C.int64_t
}

//export callbacksObjectNew
func callbacksObjectNew(start C.int64_t, out *C.struct_seam_object) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	cell := lendCell(&tally{start})
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	out.methods, out.self = &C.seam_go_methods, cell
	alive[C.SEAM_LIVE_OBJECTS].Add(1)
	return C.SEAM_OK
}

//export callbacksReset
func callbacksReset(self unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	inCell[tally](self).sum = 0
	return C.SEAM_OK
}

//export callbacksAdd
func callbacksAdd(self unsafe.Pointer, n C.int64_t) (rc C.int) {
	defer contain(&rc)
	t := inCell[tally](self)
	t.sum = checkedAdd(t.sum, n)
	return C.SEAM_OK
}

//export callbacksTotal
func callbacksTotal(self unsafe.Pointer, total *C.int64_t) (rc C.int) {
	defer contain(&rc)
	if total == nil {
		return C.SEAM_E_NULL
	}
	*total = inCell[tally](self).sum
	return C.SEAM_OK
}

//export callbacksDestroy
func callbacksDestroy(self unsafe.Pointer) {
	var rc C.int
	defer contain(&rc)
	dropCell(self)
	alive[C.SEAM_LIVE_OBJECTS].Add(-1)
}

//export callbacksObjectDrive
func callbacksObjectDrive(o C.const_object, numbers C.const_int64, n C.size_t, total *C.int64_t, result *C.int) (rc C.int) {
	defer contain(&rc)
	if o == nil || o.methods == nil || numbers == nil && n > 0 || total == nil || result == nil {
		return C.SEAM_E_NULL
	}
	mine, methods := *o, *o.methods
	if methods.add == nil || methods.total == nil || methods.destroy == nil {
		return C.SEAM_E_NULL
	}
	mine.methods = &methods
	var pin runtime.Pinner // C reads a pointer to Go's memory in Go's memory
	defer pin.Unpin()
	pin.Pin(&methods)
	var value C.int
	if methods.reset != nil {
		value = C.call_reset(&mine)
	}
	for i := C.size_t(0); i < n && value == 0; i++ {
		value = C.call_add(&mine, unsafe.Slice((*C.int64_t)(numbers), n)[i])
	}
	var sum C.int64_t
	if value == 0 {
		value = C.call_total(&mine, &sum)
	}
	C.call_object_destroy(&mine)
	if value == 0 {
		*total = sum
	}
	*result = value
	return C.SEAM_OK
}
