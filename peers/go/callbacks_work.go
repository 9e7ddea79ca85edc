// Work on a thread of the peer's own: a goroutine that keeps the one it has.
package main

// #include "peer.h"
import "C"

import (
	"runtime"
	"sync"
	"unsafe"
)

type work struct {
	count, visited  C.uint32_t
	visit           C.seam_visit_fn
	done            C.seam_done_fn
	userdata        unsafe.Pointer
	where           C.int
	status, result  C.int
	lock            sync.Mutex // guards all below, and visited, status and result
	changed         *sync.Cond
	begun, inDone   bool
	worker, caller  C.pthread_t // who makes the visits, once begun; who is in `done`, while inDone
	cancelled       bool
	visitsOver      bool
	doneOver, ended bool
}

func (w *work) makeVisits() {
	w.worker, w.begun = C.pthread_self(), true
	for w.visited < w.count && w.result == 0 && !w.cancelled {
		w.lock.Unlock()
		value := visitItem(w.visited, w.visit, w.userdata)
		w.lock.Lock()
		w.visited++
		w.result = value
	}
	if w.visited < w.count && w.result == 0 {
		w.status = C.SEAM_E_STATE
	}
	w.visitsOver = true
	w.changed.Broadcast()
}

// callDone comes with the lock, and lets go of it meanwhile.
func (w *work) callDone() {
	w.inDone, w.caller = true, C.pthread_self()
	w.lock.Unlock()
	C.call_done(w.done, w.status, w.visited, w.result, w.userdata)
	w.lock.Lock()
	w.inDone, w.doneOver = false, true
	w.changed.Broadcast()
}

func (w *work) run() {
	runtime.LockOSThread() // C's thread-local variables are the same in each visit
	defer runtime.UnlockOSThread()
	w.lock.Lock()
	defer w.lock.Unlock()
	w.makeVisits()
	if w.where == C.SEAM_DONE_THERE {
		w.callDone()
	}
	w.ended = true
	w.changed.Broadcast()
}

//export callbacksWorkStart
func callbacksWorkStart(count C.uint32_t, visit C.seam_visit_fn, done C.seam_done_fn, userdata unsafe.Pointer, where C.int,
	out **C.struct_seam_work) (rc C.int) {
	defer contain(&rc)
	if visit == nil || done == nil || out == nil {
		return C.SEAM_E_NULL
	}
	if where != C.SEAM_DONE_THERE && where != C.SEAM_DONE_HERE {
		return C.SEAM_E_RANGE
	}
	w := &work{count: count, visit: visit, done: done, userdata: userdata, where: where}
	w.changed = sync.NewCond(&w.lock)
	cell := lendCell(w)
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	*out = (*C.struct_seam_work)(cell)
	alive[C.SEAM_LIVE_WORKS].Add(1)
	go w.run()
	return C.SEAM_OK
}

//export callbacksWorkCancel
func callbacksWorkCancel(cell *C.struct_seam_work) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	w := object[work](cell.handle)
	w.lock.Lock()
	defer w.lock.Unlock()
	w.cancelled = true
	return C.SEAM_OK
}

// isInside tells whether the caller is in a callback of this work; with the lock.  A thread goes back to Go's when the work has ended.
func (w *work) isInside() bool {
	self := C.pthread_self()
	return w.begun && !w.ended && w.worker == self || w.inDone && w.caller == self
}

// wait comes with the lock.
func (w *work) wait() {
	for !w.ended {
		w.changed.Wait()
	}
	if !w.doneOver {
		w.callDone()
	}
}

//export callbacksWorkWait
func callbacksWorkWait(cell *C.struct_seam_work) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	w := object[work](cell.handle)
	w.lock.Lock()
	defer w.lock.Unlock()
	if w.isInside() {
		return C.SEAM_E_STATE
	}
	w.wait()
	return C.SEAM_OK
}

//export callbacksWorkFree
func callbacksWorkFree(cell *C.struct_seam_work) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_OK
	}
	w := object[work](cell.handle)
	w.lock.Lock()
	defer w.lock.Unlock()
	if w.isInside() {
		return C.SEAM_E_STATE
	}
	w.cancelled = true
	w.wait()
	dropCell(unsafe.Pointer(cell))
	alive[C.SEAM_LIVE_WORKS].Add(-1)
	return C.SEAM_OK
}
