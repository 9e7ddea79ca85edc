// threads: handles with a lock of their own behind a cgo.Handle, held for no callback; and the library as a whole.
//
// A thread is known by pthread_self: Go does not number its goroutines, and C's thread is what calls, comes back and waits.
package main

// #include "peer.h"
import "C"

import (
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"unsafe"
)

var liveThreads atomic.Int64

//export threadsLive
func threadsLive() C.uint64_t { return C.uint64_t(liveThreads.Load()) }

//export threadsPolicy
func threadsPolicy(question C.uint32_t) C.uint32_t {
	switch question {
	case C.SEAM_THR_CLOSE, C.SEAM_THR_UNREGISTER:
		return C.SEAM_THR_WAITS
	case C.SEAM_THR_FIRE:
		return C.SEAM_THR_PARALLEL
	case C.SEAM_THR_NEST:
		return C.SEAM_THR_NESTS
	case C.SEAM_THR_STOP:
		return C.SEAM_THR_DRAINS
	case C.SEAM_THR_STOP_SELF:
		return C.SEAM_THR_REFUSES
	case C.SEAM_THR_FORK:
		return C.SEAM_THR_NEVER // https://go.dev/issue/15538
	}
	return 0
}

// An ending is what is called when something is over.
type ending struct {
	release  C.seam_thr_release_fn
	userdata unsafe.Pointer
}

func (e ending) call() {
	if e.release != nil {
		C.call_thr_release(e.release, e.userdata)
	}
}

// A turn lets one thread through at a time, which may give the lock back meanwhile; the others wait, and it knows its own thread.
type turn struct {
	sync.Mutex
	changed *sync.Cond
	taken   bool
	by      C.pthread_t
}

func (t *turn) cond() *sync.Cond {
	if t.changed == nil {
		t.changed = sync.NewCond(&t.Mutex)
	}
	return t.changed
}

func (t *turn) isMine() bool { return t.taken && t.by == C.pthread_self() }

// free waits, with the lock, until nobody has the turn: SEAM_E_STATE when that is this thread.
func (t *turn) free() C.int {
	for t.taken {
		if t.isMine() {
			return C.SEAM_E_STATE
		}
		t.cond().Wait()
	}
	return C.SEAM_OK
}

// during takes the turn, which is free, and gives the lock back while fn runs.
func (t *turn) during(fn func()) {
	t.taken, t.by = true, C.pthread_self()
	t.Unlock()
	fn()
	t.Lock()
	t.taken = false
	t.cond().Broadcast()
}

// ---- the library

var library struct {
	turn
	users C.uint32_t
	total *C.int64_t // lent; nil: not initialised
}

func setUp(setup C.seam_thr_setup_fn, userdata unsafe.Pointer) C.int {
	total := lend[C.int64_t]()
	if total == nil {
		return C.SEAM_E_MEMORY
	}
	failed := C.int(0)
	if setup != nil {
		library.during(func() { failed = C.call_setup(setup, userdata, nil) })
	}
	if failed != 0 {
		takeBack(total)
		return C.SEAM_E_FAILED
	}
	library.total = total
	return C.SEAM_OK
}

//export threadsLibInit
func threadsLibInit(setup C.seam_thr_setup_fn, userdata unsafe.Pointer, count *C.uint32_t) (rc C.int) {
	defer contain(&rc)
	library.Lock()
	defer library.Unlock()
	if rc = library.free(); rc != C.SEAM_OK {
		return rc
	}
	if library.users == 0 {
		if rc = setUp(setup, userdata); rc != C.SEAM_OK {
			return rc
		}
	}
	library.users++
	if count != nil {
		*count = library.users
	}
	return C.SEAM_OK
}

//export threadsLibShutdown
func threadsLibShutdown(count *C.uint32_t) (rc C.int) {
	defer contain(&rc)
	library.Lock()
	defer library.Unlock()
	if library.free() != C.SEAM_OK || library.users == 0 {
		return C.SEAM_E_STATE
	}
	if library.users--; library.users == 0 {
		takeBack(library.total)
		library.total = nil
	}
	if count != nil {
		*count = library.users
	}
	return C.SEAM_OK
}

//export threadsLibAdd
func threadsLibAdd(n C.int64_t, total *C.int64_t) (rc C.int) {
	defer contain(&rc)
	if total == nil {
		return C.SEAM_E_NULL
	}
	library.Lock()
	defer library.Unlock()
	if library.free() != C.SEAM_OK || library.users == 0 {
		return C.SEAM_E_STATE
	}
	*library.total += n
	*total = *library.total
	return C.SEAM_OK
}

// ---- accounts

type account struct {
	turn       // of an update; its lock guards all below
	references C.uint64_t
	balance    C.int64_t
	closed     bool
	end        ending
}

// mayChange waits, with the lock, until no update is running.
func (a *account) mayChange() C.int {
	if rc := a.free(); rc != C.SEAM_OK || a.closed {
		return C.SEAM_E_STATE
	}
	return C.SEAM_OK
}

func addTo(balance *C.int64_t, n C.int64_t) C.int {
	sum := *balance + n
	if (sum > *balance) != (n > 0) && n != 0 {
		return C.SEAM_E_RANGE
	}
	*balance = sum
	return C.SEAM_OK
}

//export threadsAccountCreate
func threadsAccountCreate(balance C.int64_t, userdata unsafe.Pointer, release C.seam_thr_release_fn, out **C.struct_seam_thr_account) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	cell := lendCell(&account{references: 1, balance: balance, end: ending{release, userdata}})
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	liveThreads.Add(1)
	*out = (*C.struct_seam_thr_account)(cell)
	return C.SEAM_OK
}

//export threadsAccountRetain
func threadsAccountRetain(cell *C.struct_seam_thr_account) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	a := object[account](cell.handle)
	a.Lock()
	defer a.Unlock()
	a.references++
	return C.SEAM_OK
}

//export threadsAccountRelease
func threadsAccountRelease(cell *C.struct_seam_thr_account) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_OK
	}
	a := object[account](cell.handle)
	a.Lock()
	a.references--
	last := a.references == 0
	a.Unlock()
	if last {
		dropCell(unsafe.Pointer(cell))
		liveThreads.Add(-1)
		a.end.call()
	}
	return C.SEAM_OK
}

//export threadsAccountReferences
func threadsAccountReferences(cell C.const_account, out *C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil {
		return C.SEAM_E_NULL
	}
	a := object[account](cell.handle)
	a.Lock()
	defer a.Unlock()
	*out = a.references
	return C.SEAM_OK
}

//export threadsAccountGet
func threadsAccountGet(cell C.const_account, out *C.int64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil {
		return C.SEAM_E_NULL
	}
	a := object[account](cell.handle)
	a.Lock()
	defer a.Unlock()
	if a.closed || a.isMine() {
		return C.SEAM_E_STATE
	}
	*out = a.balance
	return C.SEAM_OK
}

//export threadsAccountAdd
func threadsAccountAdd(cell *C.struct_seam_thr_account, n C.int64_t, balance *C.int64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || balance == nil {
		return C.SEAM_E_NULL
	}
	a := object[account](cell.handle)
	a.Lock()
	defer a.Unlock()
	if rc = a.mayChange(); rc != C.SEAM_OK {
		return rc
	}
	if rc = addTo(&a.balance, n); rc == C.SEAM_OK {
		*balance = a.balance
	}
	return rc
}

//export threadsAccountUpdate
func threadsAccountUpdate(cell *C.struct_seam_thr_account, fn C.seam_thr_update_fn, userdata unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if cell == nil || fn == nil {
		return C.SEAM_E_NULL
	}
	a := object[account](cell.handle)
	a.Lock()
	defer a.Unlock()
	if rc = a.mayChange(); rc == C.SEAM_OK {
		next, now := C.int64_t(0), a.balance
		a.during(func() { next = C.call_update(fn, userdata, now) })
		a.balance = next
	}
	return rc
}

func (a *account) ownUpdate() bool {
	a.Lock()
	defer a.Unlock()
	return a.isMine()
}

// settle waits for one account alone: two locks are never held while waiting.
func (a *account) settle() C.int {
	a.Lock()
	defer a.Unlock()
	return a.mayChange()
}

// move moves n when no update is running: false when one is.
func move(first, second, from, to *account, n C.int64_t) (bool, C.int) {
	first.Lock()
	defer first.Unlock()
	if second != first {
		second.Lock()
		defer second.Unlock()
	}
	switch {
	case first.taken || second.taken:
		return false, C.SEAM_OK
	case from.closed || to.closed:
		return true, C.SEAM_E_STATE
	case n > from.balance:
		return true, C.SEAM_E_RANGE
	case from == to:
		return true, C.SEAM_OK
	}
	rc := addTo(&to.balance, n)
	if rc == C.SEAM_OK {
		from.balance -= n
	}
	return true, rc
}

//export threadsAccountTransfer
func threadsAccountTransfer(fromCell, toCell *C.struct_seam_thr_account, n C.int64_t) (rc C.int) {
	defer contain(&rc)
	if fromCell == nil || toCell == nil {
		return C.SEAM_E_NULL
	}
	if n < 0 {
		return C.SEAM_E_RANGE
	}
	from, to := object[account](fromCell.handle), object[account](toCell.handle)
	// Two locks are always taken in the order of their handles.
	first, second := from, to
	if toCell.handle < fromCell.handle {
		first, second = to, from
	}
	if from.ownUpdate() || to.ownUpdate() {
		return C.SEAM_E_STATE
	}
	for {
		if rc = first.settle(); rc != C.SEAM_OK {
			return rc
		}
		if rc = second.settle(); rc != C.SEAM_OK {
			return rc
		}
		if done, rc := move(first, second, from, to, n); done {
			return rc
		}
	}
}

//export threadsAccountDescribe
func threadsAccountDescribe(cell C.const_account, fn C.seam_thr_text_fn, userdata unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if cell == nil || fn == nil {
		return C.SEAM_E_NULL
	}
	var balance C.int64_t
	if rc = threadsAccountGet(cell, &balance); rc == C.SEAM_OK {
		C.call_text(fn, userdata, terminated(strconv.AppendInt(nil, int64(balance), 10)))
	}
	return rc
}

//export threadsAccountClose
func threadsAccountClose(cell *C.struct_seam_thr_account) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	a := object[account](cell.handle)
	a.Lock()
	defer a.Unlock()
	if rc = a.mayChange(); rc == C.SEAM_OK {
		a.closed = true
	}
	return rc
}

// ---- sources

type entry struct {
	id         C.uint64_t
	fn         C.seam_thr_value_fn
	end        ending
	running    []C.pthread_t // the threads on which it runs, once for each call
	leftToFire bool          // to be released by the last call that is running
}

type source struct {
	sync.Mutex
	over    *sync.Cond // some call has returned
	entries []*entry   // in the order of their ids
	lastID  C.uint64_t
	fires   int
}

func (e *entry) release() {
	liveThreads.Add(-1)
	e.end.call()
}

//export threadsSourceCreate
func threadsSourceCreate(out **C.struct_seam_thr_source) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	s := &source{}
	s.over = sync.NewCond(s)
	cell := lendCell(s)
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	liveThreads.Add(1)
	*out = (*C.struct_seam_thr_source)(cell)
	return C.SEAM_OK
}

//export threadsSourceDestroy
func threadsSourceDestroy(cell *C.struct_seam_thr_source) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_OK
	}
	s := object[source](cell.handle)
	s.Lock()
	busy := s.fires > 0
	s.Unlock()
	if busy {
		return C.SEAM_E_STATE
	}
	dropCell(unsafe.Pointer(cell))
	liveThreads.Add(-1)
	for _, e := range s.entries {
		e.release()
	}
	return C.SEAM_OK
}

//export threadsSourceRegister
func threadsSourceRegister(cell *C.struct_seam_thr_source, fn C.seam_thr_value_fn, userdata unsafe.Pointer, release C.seam_thr_release_fn,
	id *C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || fn == nil || id == nil {
		return C.SEAM_E_NULL
	}
	s := object[source](cell.handle)
	s.Lock()
	defer s.Unlock()
	s.lastID++
	s.entries = append(s.entries, &entry{id: s.lastID, fn: fn, end: ending{release, userdata}})
	*id = s.lastID
	liveThreads.Add(1)
	return C.SEAM_OK
}

//export threadsSourceUnregister
func threadsSourceUnregister(cell *C.struct_seam_thr_source, id C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	s := object[source](cell.handle)
	s.Lock()
	i := slices.IndexFunc(s.entries, func(e *entry) bool { return e.id == id })
	if i < 0 {
		s.Unlock()
		return C.SEAM_E_NOT_FOUND
	}
	e := s.entries[i]
	s.entries = slices.Delete(slices.Clone(s.entries), i, i+1)
	e.leftToFire = slices.Contains(e.running, C.pthread_self())
	left := e.leftToFire
	for !left && len(e.running) > 0 {
		s.over.Wait()
	}
	s.Unlock()
	if !left {
		e.release()
	}
	return C.SEAM_OK
}

// call comes with the lock, and gives it back while the callback runs.
func (s *source) call(e *entry, value C.int64_t) {
	self := C.pthread_self()
	e.running = append(e.running, self)
	s.Unlock()
	C.call_value(e.fn, e.end.userdata, value)
	s.Lock()
	i := slices.Index(e.running, self)
	e.running = slices.Delete(e.running, i, i+1)
	s.over.Broadcast()
	if e.leftToFire && len(e.running) == 0 {
		s.Unlock()
		e.release()
		s.Lock()
	}
}

//export threadsSourceFire
func threadsSourceFire(cell *C.struct_seam_thr_source, value C.int64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	s := object[source](cell.handle)
	s.Lock()
	defer s.Unlock()
	s.fires++
	for id, last := C.uint64_t(0), s.lastID; ; {
		i := slices.IndexFunc(s.entries, func(e *entry) bool { return e.id > id })
		if i < 0 || s.entries[i].id > last {
			break
		}
		id = s.entries[i].id
		s.call(s.entries[i], value)
	}
	s.fires--
	return C.SEAM_OK
}

// ---- workers: a goroutine that keeps its thread

type worker struct {
	sync.Mutex
	changed        *sync.Cond
	queue          []C.int64_t
	stopping, gone bool
	begun          bool
	thread         C.pthread_t // once begun
	fn             C.seam_thr_value_fn
	end            ending
}

func (w *worker) run() {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var before C.sigset_t
	C.signals_block(&before) // the thread goes back to Go's with the signals as they were
	defer C.signals_put_back(&before)
	w.Lock()
	defer w.Unlock()
	w.thread, w.begun = C.pthread_self(), true
	for {
		for len(w.queue) == 0 && !w.stopping {
			w.changed.Wait()
		}
		if len(w.queue) == 0 {
			break
		}
		value := w.queue[0]
		w.queue = w.queue[1:]
		w.Unlock()
		C.call_value(w.fn, w.end.userdata, value)
		w.Lock()
	}
	// The thread goes back to Go's: what it has of the peer's ends here.
	w.Unlock()
	if s := C.state_get(); s != nil {
		threadsAtEnd(s)
	}
	w.Lock()
	w.gone = true
	w.changed.Broadcast()
}

//export threadsWorkerStart
func threadsWorkerStart(fn C.seam_thr_value_fn, userdata unsafe.Pointer, release C.seam_thr_release_fn, out **C.struct_seam_thr_worker) (rc C.int) {
	defer contain(&rc)
	if fn == nil || out == nil {
		return C.SEAM_E_NULL
	}
	w := &worker{fn: fn, end: ending{release, userdata}}
	w.changed = sync.NewCond(w)
	cell := lendCell(w)
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	liveThreads.Add(1)
	*out = (*C.struct_seam_thr_worker)(cell)
	go w.run()
	return C.SEAM_OK
}

//export threadsWorkerPost
func threadsWorkerPost(cell *C.struct_seam_thr_worker, value C.int64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	w := object[worker](cell.handle)
	w.Lock()
	defer w.Unlock()
	if w.stopping {
		return C.SEAM_E_STATE
	}
	w.queue = append(w.queue, value)
	w.changed.Broadcast()
	return C.SEAM_OK
}

//export threadsWorkerStop
func threadsWorkerStop(cell *C.struct_seam_thr_worker) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	w := object[worker](cell.handle)
	w.Lock()
	defer w.Unlock()
	if w.begun && !w.gone && w.thread == C.pthread_self() {
		return C.SEAM_E_STATE
	}
	w.stopping = true
	w.changed.Broadcast()
	for !w.gone {
		w.changed.Wait()
	}
	return C.SEAM_OK
}

//export threadsWorkerDestroy
func threadsWorkerDestroy(cell *C.struct_seam_thr_worker) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_OK
	}
	if rc = threadsWorkerStop(cell); rc != C.SEAM_OK {
		return rc
	}
	w := object[worker](cell.handle)
	dropCell(unsafe.Pointer(cell))
	liveThreads.Add(-1)
	w.end.call()
	return C.SEAM_OK
}
