// The last error of each thread, error objects, errno, and what is done step by step.
//
// An export runs on the thread that C called it on, to its end (cgo locks it there): C's thread-local variables and errno are
// those of the caller.
package main

// #include "peer.h"
import "C"

import "unsafe"

var (
	noText     = C.CString("")
	noMemory   = C.CString("there is no memory for the message")
	scopedName = C.CString("scoped")
)

// setLast needs room for a copy of the message, and does without where there is none.
func setLast[T string | []byte](domain C.int32_t, code C.int, message T) {
	next := C.struct_last_error{message: noText, n: C.size_t(len(message)), domain: domain, code: C.int32_t(code)}
	if len(message) > 0 {
		block, rc := lentCopy(append([]byte(message), 0), next.n+1)
		if rc == C.SEAM_OK {
			next.block, next.message = (*C.char)(block), (*C.char)(block)
		} else {
			next.message, next.n = noMemory, C.strlen(noMemory)
		}
	}
	errorsLastErrorClear()
	C.of_thread().last = next
}

//export errorsLastErrorClear
func errorsLastErrorClear() {
	mine := C.of_thread()
	if mine.last.block != nil && mine.last.block != mine.shown {
		giveBack(unsafe.Pointer(mine.last.block), mine.last.n+1)
	}
	mine.last = C.struct_last_error{}
}

//export errorsFail
func errorsFail(domain, code C.int32_t, message *C.const_char, n C.size_t) (rc C.int) {
	defer contain(&rc)
	if message == nil && n > 0 {
		return C.SEAM_E_NULL
	}
	if code == 0 {
		return C.SEAM_E_RANGE
	}
	setLast(domain, C.int(code), counted(unsafe.Pointer(message), n))
	return C.int(code)
}

//export errorsLastError
func errorsLastError(out *C.struct_seam_errors_view) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	last := &C.of_thread().last
	if last.message == nil {
		return C.SEAM_E_NOT_FOUND
	}
	*out = C.struct_seam_errors_view{last.domain, last.code, last.message, last.n}
	return C.SEAM_OK
}

//export errorsLastErrorTake
func errorsLastErrorTake(out **C.struct_seam_errors_error) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	last := &C.of_thread().last
	if last.message == nil {
		return C.SEAM_E_NOT_FOUND
	}
	taken := newError(last.domain, last.code, counted(unsafe.Pointer(last.message), last.n), nil)
	if taken == nil {
		return C.SEAM_E_MEMORY
	}
	errorsLastErrorClear()
	*out = taken
	return C.SEAM_OK
}

//export errorsAttempt
func errorsAttempt(shelf C.const_shelf, key C.int32_t, out *C.int64_t, reporter C.seam_errors_reporter,
	userdata unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	rc = get(shelf, key, out)
	if rc == C.SEAM_OK || reporter == nil {
		return rc
	}
	thread := C.of_thread()
	mine, before := thread.last, thread.shown
	view := C.struct_seam_errors_view{mine.domain, mine.code, mine.message, mine.n}
	thread.shown = mine.block
	C.call_reporter(reporter, userdata, &view)
	errorsLastErrorClear()
	thread.last, thread.shown = mine, before
	return rc
}

// ---- error objects

const errorSize = C.sizeof_struct_seam_errors_error

func messageOf(e C.const_error) unsafe.Pointer { return unsafe.Add(unsafe.Pointer(e), errorSize) }

// newError gives nil when memory is out.
func newError(domain, code C.int32_t, message []byte, cause *C.struct_seam_errors_error) *C.struct_seam_errors_error {
	n := C.size_t(len(message))
	e := (*C.struct_seam_errors_error)(C.host_alloc(errorSize+n+1, wordAlign))
	if e == nil {
		return nil
	}
	e.cause, e.n, e.domain, e.code = cause, n, domain, code
	to := counted(messageOf(e), n+1)
	to[copy(to, message)] = 0
	liveErrors.Add(1)
	return e
}

//export errorsErrorNew
func errorsErrorNew(domain, code C.int32_t, message *C.const_char, n C.size_t, cause *C.struct_seam_errors_error,
	out **C.struct_seam_errors_error) (rc C.int) {
	defer contain(&rc)
	if out == nil || message == nil && n > 0 {
		return C.SEAM_E_NULL
	}
	if code == 0 {
		return C.SEAM_E_RANGE
	}
	e := newError(domain, code, counted(unsafe.Pointer(message), n), cause)
	if e == nil {
		return C.SEAM_E_MEMORY
	}
	*out = e
	return C.SEAM_OK
}

//export errorsErrorView
func errorsErrorView(e C.const_error, out *C.struct_seam_errors_view) (rc C.int) {
	defer contain(&rc)
	if e == nil || out == nil {
		return C.SEAM_E_NULL
	}
	*out = C.struct_seam_errors_view{e.domain, e.code, (*C.char)(messageOf(e)), e.n}
	return C.SEAM_OK
}

//export errorsErrorCause
func errorsErrorCause(e C.const_error, out *C.const_error) (rc C.int) {
	defer contain(&rc)
	if e == nil || out == nil {
		return C.SEAM_E_NULL
	}
	if e.cause == nil {
		return C.SEAM_E_NOT_FOUND
	}
	*out = e.cause
	return C.SEAM_OK
}

//export errorsErrorFree
func errorsErrorFree(e *C.struct_seam_errors_error) {
	for e != nil {
		cause := e.cause
		C.host_free(unsafe.Pointer(e), errorSize+e.n+1, wordAlign)
		liveErrors.Add(-1)
		e = cause
	}
}

// ---- ends of calls

//export errorsScoped
func errorsScoped(fn C.seam_errors_shelf_fn, userdata unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if fn == nil {
		return C.SEAM_E_NULL
	}
	var shelf *C.struct_seam_errors_shelf
	if rc = errorsShelfNew(C.SEAM_SHELF_ONCE, 8, scopedName, &shelf); rc != C.SEAM_OK {
		return rc
	}
	rc = C.call_shelf(fn, userdata, shelf)
	end := endShelf(shelf)
	if rc != C.SEAM_OK {
		return rc
	}
	return closed(end)
}

//export errorsPanic
func errorsPanic(why *C.const_char) (rc C.int) {
	if why == nil {
		return C.SEAM_E_NULL
	}
	defer func() {
		setLast(C.SEAM_DOMAIN_PANIC, C.SEAM_E_PANIC, recover().(string))
		rc = C.SEAM_E_PANIC
	}()
	panic(C.GoString(why))
}

// ---- errno

//export errorsSetErrno
func errorsSetErrno(value C.int) C.int {
	C.set_errno(value)
	if value != 0 {
		return -1
	}
	return 0
}

//export errorsRelayErrno
func errorsRelayErrno(fn C.seam_errors_int_fn, userdata unsafe.Pointer, seen *C.int) C.int {
	if fn == nil || seen == nil {
		return C.SEAM_E_NULL
	}
	var number C.int
	rc := C.call_with_errno(fn, userdata, &number)
	if rc < 0 {
		*seen = number
	}
	return rc
}

//export errorsRetry
func errorsRetry(fn C.seam_errors_int_fn, userdata unsafe.Pointer, most C.uint32_t, tries *C.uint32_t) C.int {
	if fn == nil || tries == nil {
		return C.SEAM_E_NULL
	}
	if most == 0 {
		return C.SEAM_E_RANGE
	}
	for done := C.uint32_t(1); ; done++ {
		var number C.int
		rc := C.call_with_errno(fn, userdata, &number)
		if rc >= 0 || number != C.EINTR || done == most {
			*tries = done
			return rc
		}
	}
}

// ---- steps

//export errorsTransact
func errorsTransact(n C.size_t, step, undo C.seam_errors_step_fn, userdata unsafe.Pointer, failedAt *C.size_t) (rc C.int) {
	defer contain(&rc)
	if step == nil || failedAt == nil {
		return C.SEAM_E_NULL
	}
	for i := range n {
		if rc = C.call_step(step, userdata, i); rc == 0 {
			continue
		}
		for k := i; undo != nil && k > 0; k-- {
			C.call_step(undo, userdata, k-1)
		}
		*failedAt = i
		return rc
	}
	return C.SEAM_OK
}

//export errorsRunAll
func errorsRunAll(n C.size_t, step C.seam_errors_step_fn, userdata unsafe.Pointer, first, failed *C.size_t) (rc C.int) {
	defer contain(&rc)
	if step == nil || first == nil || failed == nil {
		return C.SEAM_E_NULL
	}
	var bad C.size_t
	for i := range n {
		if code := C.call_step(step, userdata, i); code != 0 {
			if bad++; bad == 1 {
				rc, *first = code, i
			}
		}
	}
	*failed = bad
	return rc
}
