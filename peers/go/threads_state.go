// threads: what a thread has, and what one waits for or sees.
//
// The state of a thread is C's: the destructor of a pthread key calls threadsAtEnd on the thread that ends.
package main

// #include "peer.h"
import "C"

import (
	"sync"
	"sync/atomic"
	"unsafe"
)

var nStates atomic.Int64

func counts(s *C.struct_thread_state) int64 {
	if s.message != nil || bool(s.has_value) {
		return 1
	}
	return 0
}

// changed counts the threads that have something, after a change of the state.
func changed(s *C.struct_thread_state, before int64) { nStates.Add(counts(s) - before) }

// tidy frees what has become empty.
func tidy(s *C.struct_thread_state) {
	if counts(s) == 0 && s.pinned == nil {
		C.state_set(nil)
		takeBack(s)
	}
}

// mine is the calling thread's state, made if need be; nil when there is no memory.
func mine() *C.struct_thread_state {
	s := C.state_get()
	if s == nil {
		if s = lend[C.struct_thread_state](); s != nil {
			C.state_set(s)
		}
	}
	return s
}

func unpin(s *C.struct_thread_state, p *C.struct_seam_thr_pinned) {
	end := ending{p.release, p.userdata}
	link := &s.pinned
	for *link != p {
		link = &(*link).next
	}
	*link = p.next
	takeBack(p)
	liveThreads.Add(-1)
	tidy(s)
	end.call()
}

// threadsAtEnd: a release may call ops, which may set things anew: until nothing is left.
//
//export threadsAtEnd
func threadsAtEnd(s *C.struct_thread_state) {
	var rc C.int
	defer contain(&rc)
	C.state_set(s)
	for ; s != nil; s = C.state_get() {
		if s.pinned != nil {
			unpin(s, s.pinned)
		} else {
			threadsThreadForget()
		}
	}
}

//export threadsLastErrorSet
func threadsLastErrorSet(code C.int32_t, message *C.const_char) (rc C.int) {
	defer contain(&rc)
	if message == nil {
		return C.SEAM_E_NULL
	}
	copied := lendString(text(message)) // before the old one goes: it may be that one
	if copied == nil {
		return C.SEAM_E_MEMORY
	}
	s := mine()
	if s == nil {
		freeString(copied)
		return C.SEAM_E_MEMORY
	}
	before := counts(s)
	freeString(s.message)
	s.code, s.message = code, copied
	changed(s, before)
	return C.SEAM_OK
}

//export threadsLastError
func threadsLastError(code *C.int32_t, message **C.const_char) (rc C.int) {
	defer contain(&rc)
	if code == nil || message == nil {
		return C.SEAM_E_NULL
	}
	s := C.state_get()
	if s == nil || s.message == nil {
		return C.SEAM_E_NOT_FOUND
	}
	*code, *message = s.code, s.message
	return C.SEAM_OK
}

//export threadsThreadSet
func threadsThreadSet(userdata unsafe.Pointer, release C.seam_thr_release_fn) (rc C.int) {
	defer contain(&rc)
	s := mine()
	if s == nil {
		return C.SEAM_E_MEMORY
	}
	before, old := counts(s), ending{s.release, s.userdata}
	s.has_value, s.userdata, s.release = true, userdata, release
	changed(s, before)
	old.call()
	return C.SEAM_OK
}

//export threadsThreadGet
func threadsThreadGet(out *unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	s := C.state_get()
	if s == nil || !bool(s.has_value) {
		return C.SEAM_E_NOT_FOUND
	}
	*out = s.userdata
	return C.SEAM_OK
}

//export threadsThreadForget
func threadsThreadForget() (rc C.int) {
	defer contain(&rc)
	s := C.state_get()
	if s == nil {
		return C.SEAM_OK
	}
	before, old := counts(s), ending{s.release, s.userdata}
	freeString(s.message)
	s.message, s.has_value, s.userdata, s.release = nil, false, nil, nil
	changed(s, before)
	tidy(s)
	old.call()
	return C.SEAM_OK
}

//export threadsThreadStates
func threadsThreadStates() C.uint64_t { return C.uint64_t(nStates.Load()) }

//export threadsErrnoAfter
func threadsErrnoAfter(fn C.seam_thr_call_fn, userdata unsafe.Pointer, number *C.int) (rc C.int) {
	defer contain(&rc)
	if fn == nil || number == nil {
		return C.SEAM_E_NULL
	}
	*number = C.call_for_errno(fn, userdata)
	return C.SEAM_OK
}

//export threadsPinnedCreate
func threadsPinnedCreate(value C.int64_t, userdata unsafe.Pointer, release C.seam_thr_release_fn, out **C.struct_seam_thr_pinned) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	p := lend[C.struct_seam_thr_pinned]()
	if p == nil {
		return C.SEAM_E_MEMORY
	}
	s := mine()
	if s == nil {
		takeBack(p)
		return C.SEAM_E_MEMORY
	}
	p.owner, p.next, p.value, p.userdata, p.release = s, s.pinned, value, userdata, release
	s.pinned = p
	liveThreads.Add(1)
	*out = p
	return C.SEAM_OK
}

// A state lives as long as it has pinned handles, so no other thread's can have its address.

//export threadsPinnedAdd
func threadsPinnedAdd(p *C.struct_seam_thr_pinned, n C.int64_t, value *C.int64_t) (rc C.int) {
	defer contain(&rc)
	if p == nil || value == nil {
		return C.SEAM_E_NULL
	}
	if p.owner != C.state_get() {
		return C.SEAM_E_STATE
	}
	p.value += n
	*value = p.value
	return C.SEAM_OK
}

//export threadsPinnedDestroy
func threadsPinnedDestroy(p *C.struct_seam_thr_pinned) (rc C.int) {
	defer contain(&rc)
	if p == nil {
		return C.SEAM_OK
	}
	if p.owner != C.state_get() {
		return C.SEAM_E_STATE
	}
	unpin(p.owner, p)
	return C.SEAM_OK
}

// ---- events

type event struct {
	sync.Mutex
	changed        *sync.Cond
	wakes, waiting C.uint64_t
	cancelled      bool
}

//export threadsEventCreate
func threadsEventCreate(out **C.struct_seam_thr_event) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	e := &event{}
	e.changed = sync.NewCond(e)
	cell := lendCell(e)
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	liveThreads.Add(1)
	*out = (*C.struct_seam_thr_event)(cell)
	return C.SEAM_OK
}

//export threadsEventDestroy
func threadsEventDestroy(cell *C.struct_seam_thr_event) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_OK
	}
	e := object[event](cell.handle)
	e.Lock()
	defer e.Unlock()
	if e.waiting > 0 {
		return C.SEAM_E_STATE
	}
	dropCell(unsafe.Pointer(cell))
	liveThreads.Add(-1)
	return C.SEAM_OK
}

//export threadsEventWait
func threadsEventWait(cell *C.struct_seam_thr_event) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	e := object[event](cell.handle)
	e.Lock()
	defer e.Unlock()
	e.waiting++
	for !e.cancelled && e.wakes == 0 {
		e.changed.Wait()
	}
	e.waiting--
	if e.cancelled {
		return C.SEAM_E_STATE
	}
	e.wakes--
	return C.SEAM_OK
}

//export threadsEventWake
func threadsEventWake(cell *C.struct_seam_thr_event) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	e := object[event](cell.handle)
	e.Lock()
	defer e.Unlock()
	if e.cancelled {
		return C.SEAM_E_STATE
	}
	e.wakes++
	e.changed.Broadcast()
	return C.SEAM_OK
}

//export threadsEventCancel
func threadsEventCancel(cell *C.struct_seam_thr_event) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	e := object[event](cell.handle)
	e.Lock()
	defer e.Unlock()
	e.cancelled = true
	e.changed.Broadcast()
	return C.SEAM_OK
}

//export threadsEventWaiting
func threadsEventWaiting(cell C.const_event, out *C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil {
		return C.SEAM_E_NULL
	}
	e := object[event](cell.handle)
	e.Lock()
	defer e.Unlock()
	*out = e.waiting
	return C.SEAM_OK
}

// ---- onces: not sync.Once, which counts a failure as done, and waits for itself

type once struct {
	turn
	done   bool
	result C.int64_t
}

//export threadsOnceCreate
func threadsOnceCreate(out **C.struct_seam_thr_once) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	cell := lendCell(&once{})
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	liveThreads.Add(1)
	*out = (*C.struct_seam_thr_once)(cell)
	return C.SEAM_OK
}

//export threadsOnceDestroy
func threadsOnceDestroy(cell *C.struct_seam_thr_once) (rc C.int) {
	defer contain(&rc)
	if cell != nil {
		dropCell(unsafe.Pointer(cell))
		liveThreads.Add(-1)
	}
	return C.SEAM_OK
}

//export threadsOnceRun
func threadsOnceRun(cell *C.struct_seam_thr_once, fn C.seam_thr_setup_fn, userdata unsafe.Pointer, out *C.int64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || fn == nil || out == nil {
		return C.SEAM_E_NULL
	}
	o := object[once](cell.handle)
	o.Lock()
	defer o.Unlock()
	if rc = o.free(); rc != C.SEAM_OK {
		return rc
	}
	if !o.done {
		var result C.int64_t
		var failed C.int
		o.during(func() { failed = C.call_setup(fn, userdata, &result) })
		if failed != 0 {
			return C.SEAM_E_FAILED
		}
		o.done, o.result = true, result
	}
	*out = o.result
	return C.SEAM_OK
}

// ---- boxes

type box struct {
	sync.Mutex
	bytes     unsafe.Pointer // lent
	size      C.size_t
	published bool
}

//export threadsBoxCreate
func threadsBoxCreate(out **C.struct_seam_thr_box) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	cell := lendCell(&box{})
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	liveThreads.Add(1)
	*out = (*C.struct_seam_thr_box)(cell)
	return C.SEAM_OK
}

//export threadsBoxDestroy
func threadsBoxDestroy(cell *C.struct_seam_thr_box) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_OK
	}
	b := object[box](cell.handle)
	giveBack(b.bytes, b.size)
	dropCell(unsafe.Pointer(cell))
	liveThreads.Add(-1)
	return C.SEAM_OK
}

//export threadsBoxPublish
func threadsBoxPublish(cell *C.struct_seam_thr_box, p C.const_void, size C.size_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || p == nil {
		return C.SEAM_E_NULL
	}
	copied, rc := lentCopy(counted(unsafe.Pointer(p), size), size)
	if rc != C.SEAM_OK {
		return rc
	}
	b := object[box](cell.handle)
	b.Lock()
	defer b.Unlock()
	giveBack(b.bytes, b.size)
	b.bytes, b.size, b.published = copied, size, true
	return C.SEAM_OK
}

//export threadsBoxRead
func threadsBoxRead(cell C.const_box, to unsafe.Pointer, capacity C.size_t, size *C.size_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || to == nil || size == nil {
		return C.SEAM_E_NULL
	}
	b := object[box](cell.handle)
	b.Lock()
	defer b.Unlock()
	if !b.published {
		return C.SEAM_E_NOT_FOUND
	}
	*size = b.size
	if b.size > capacity {
		return C.SEAM_E_SPACE
	}
	copy(counted(to, capacity), counted(b.bytes, b.size))
	return C.SEAM_OK
}
