// A bus of subscriptions, for one thread or for many.
//
// One lock guards a bus, and it is never held while a callback or destructor runs.  Instead `running` counts the calls that are
// inside: what has ended is not released until the last of them leaves.
package main

// #include "peer.h"
import "C"

import (
	"slices"
	"sync"
	"unsafe"
)

type subscription struct {
	id    C.uint64_t
	is    C.struct_seam_subscription
	ended bool
}

type watch struct {
	users int // the bus, and each fire_all that began with it
	is    C.struct_seam_watch
}

// due is a userdata whose end has come.
type due struct {
	destroy  C.seam_destroy_fn
	userdata unsafe.Pointer
}

type bus struct {
	cell          unsafe.Pointer
	lock          sync.Mutex // guards all below
	serial        bool
	turned        *sync.Cond      // there are no turns any more
	turns         int             // serial: how many times the thread that fires has its turn …
	firing        C.pthread_t     // … which is this one
	subscriptions []*subscription // by descending priority
	due           []due
	watch         *watch
	lastID        C.uint64_t
	running       int
	closed        bool
}

func newBus(serial bool, out **C.struct_seam_bus) C.int {
	b := &bus{serial: serial}
	b.turned = sync.NewCond(&b.lock)
	if b.cell = lendCell(b); b.cell == nil {
		return C.SEAM_E_MEMORY
	}
	alive[C.SEAM_LIVE_BUSES].Add(1)
	*out = (*C.struct_seam_bus)(b.cell)
	return C.SEAM_OK
}

//export callbacksBusNew
func callbacksBusNew(out **C.struct_seam_bus) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	return newBus(false, out)
}

//export callbacksBusNewFor
func callbacksBusNewFor(kind C.int, out **C.struct_seam_bus) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	if kind != C.SEAM_BUS_SHARED && kind != C.SEAM_BUS_SERIAL {
		return C.SEAM_E_RANGE
	}
	return newBus(kind == C.SEAM_BUS_SERIAL, out)
}

//export callbacksLockProbe
func callbacksLockProbe(cell *C.struct_seam_bus) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_OK
	}
	b := object[bus](cell.handle)
	if !b.lock.TryLock() {
		return C.SEAM_E_STATE
	}
	b.lock.Unlock()
	return C.SEAM_OK
}

// enter takes the lock and counts the caller as running; leave ends that, without the lock.
func enter(cell *C.struct_seam_bus) (*bus, C.int) {
	if cell == nil {
		return nil, C.SEAM_E_NULL
	}
	b := object[bus](cell.handle)
	b.lock.Lock()
	if b.closed {
		b.lock.Unlock()
		return nil, C.SEAM_E_STATE
	}
	b.running++
	return b, C.SEAM_OK
}

// leave: the last one releases what has ended.  It counts as running until that is done, since destructors may come back.
func (b *bus) leave() {
	b.lock.Lock()
	for b.running == 1 && len(b.due) > 0 {
		first := b.due[0]
		b.due = b.due[1:]
		b.lock.Unlock()
		C.call_destroy(first.destroy, first.userdata)
		b.lock.Lock()
	}
	b.running--
	gone := b.running == 0 && b.closed
	b.lock.Unlock()
	if gone {
		dropCell(b.cell)
	}
}

func (b *bus) find(id C.uint64_t) *subscription {
	for _, s := range b.subscriptions {
		if s.id == id {
			return s
		}
	}
	return nil
}

// release puts off the end of a userdata until the last one leaves.
func (b *bus) release(is C.struct_seam_subscription) {
	if is.destroy != nil {
		b.due = append(b.due, due{is.destroy, is.userdata})
	}
}

// end takes a subscription out of the bus; a fire_all that is running has a list of its own, and looks at `ended`.
func (b *bus) end(s *subscription) {
	s.ended = true
	b.subscriptions = slices.DeleteFunc(b.subscriptions, func(each *subscription) bool { return each == s })
	b.release(s.is)
	alive[C.SEAM_LIVE_SUBSCRIPTIONS].Add(-1)
}

// drop says that the caller is done with a watch; without the lock.
func (b *bus) drop(w *watch) {
	if w == nil {
		return
	}
	b.lock.Lock()
	w.users--
	last := w.users == 0
	b.lock.Unlock()
	if last && w.is.destroy != nil {
		C.call_destroy(w.is.destroy, w.is.userdata)
	}
}

//export callbacksBusFree
func callbacksBusFree(cell *C.struct_seam_bus) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_OK
	}
	b, rc := enter(cell)
	if rc != C.SEAM_OK {
		return rc
	}
	b.closed = true
	for len(b.subscriptions) > 0 {
		b.end(b.subscriptions[0])
	}
	alive[C.SEAM_LIVE_BUSES].Add(-1)
	w := b.watch
	b.lock.Unlock()
	b.drop(w)
	b.leave()
	return C.SEAM_OK
}

func subscribe(cell *C.struct_seam_bus, is C.struct_seam_subscription, id *C.uint64_t) C.int {
	b, rc := enter(cell)
	if rc != C.SEAM_OK {
		return rc
	}
	b.lastID++
	at := slices.IndexFunc(b.subscriptions, func(s *subscription) bool { return s.is.priority < is.priority })
	if at < 0 {
		at = len(b.subscriptions)
	}
	b.subscriptions = slices.Insert(b.subscriptions, at, &subscription{id: b.lastID, is: is})
	*id = b.lastID
	alive[C.SEAM_LIVE_SUBSCRIPTIONS].Add(1)
	b.lock.Unlock()
	b.leave()
	return C.SEAM_OK
}

//export callbacksSubscribe
func callbacksSubscribe(cell *C.struct_seam_bus, callback C.seam_event_fn, userdata unsafe.Pointer, destroy C.seam_destroy_fn,
	id *C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || callback == nil || id == nil {
		return C.SEAM_E_NULL
	}
	return subscribe(cell, C.struct_seam_subscription{callback: callback, userdata: userdata, destroy: destroy}, id)
}

//export callbacksSubscribeWith
func callbacksSubscribeWith(cell *C.struct_seam_bus, with C.const_subscription, id *C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || with == nil || id == nil {
		return C.SEAM_E_NULL
	}
	var is C.struct_seam_subscription
	if with.size < C.size_t(unsafe.Offsetof(is.priority)) {
		return C.SEAM_E_VERSION
	}
	is.callback, is.userdata, is.destroy = with.callback, with.userdata, with.destroy
	if with.size >= C.size_t(unsafe.Offsetof(is.flags)) {
		is.priority = with.priority
	}
	if with.size >= C.size_t(unsafe.Offsetof(is.flags)+unsafe.Sizeof(is.flags)) {
		is.flags = with.flags
	}
	if is.callback == nil {
		return C.SEAM_E_NULL
	}
	if is.flags&^C.SEAM_SUBSCRIBE_ONCE != 0 {
		return C.SEAM_E_RANGE
	}
	return subscribe(cell, is, id)
}

//export callbacksUnsubscribe
func callbacksUnsubscribe(cell *C.struct_seam_bus, id C.uint64_t) (rc C.int) {
	defer contain(&rc)
	b, rc := enter(cell)
	if rc != C.SEAM_OK {
		return rc
	}
	s := b.find(id)
	if s != nil {
		b.end(s)
	} else {
		rc = C.SEAM_E_NOT_FOUND
	}
	b.lock.Unlock()
	b.leave()
	return rc
}

//export callbacksReplace
func callbacksReplace(cell *C.struct_seam_bus, id C.uint64_t, callback C.seam_event_fn, userdata unsafe.Pointer,
	destroy C.seam_destroy_fn) (rc C.int) {
	defer contain(&rc)
	if callback == nil {
		return C.SEAM_E_NULL
	}
	b, rc := enter(cell)
	if rc != C.SEAM_OK {
		return rc
	}
	if s := b.find(id); s != nil {
		b.release(s.is)
		s.is.callback, s.is.userdata, s.is.destroy = callback, userdata, destroy
	} else {
		rc = C.SEAM_E_NOT_FOUND
	}
	b.lock.Unlock()
	b.leave()
	return rc
}

//export callbacksBusWatch
func callbacksBusWatch(cell *C.struct_seam_bus, is C.const_watch) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	var next *watch
	if is != nil {
		if is.size != C.sizeof_struct_seam_watch {
			return C.SEAM_E_VERSION
		}
		next = &watch{1, *is}
	}
	b, rc := enter(cell)
	if rc != C.SEAM_OK {
		return rc
	}
	old := b.watch
	b.watch = next
	b.lock.Unlock()
	b.drop(old)
	b.leave()
	return C.SEAM_OK
}

// enterFiring is enter for what fires: on a serial bus it waits for its turn, which it may have already.
func enterFiring(cell *C.struct_seam_bus) (*bus, C.int) {
	b, rc := enter(cell)
	if rc != C.SEAM_OK || !b.serial {
		return b, rc
	}
	for b.turns > 0 && b.firing != C.pthread_self() {
		b.turned.Wait()
	}
	b.firing = C.pthread_self()
	b.turns++
	return b, C.SEAM_OK
}

// leaveFiring comes with the lock and lets go of it.
func (b *bus) leaveFiring() {
	if b.serial {
		if b.turns--; b.turns == 0 {
			b.turned.Broadcast()
		}
	}
	b.lock.Unlock()
	b.leave()
}

// call calls a subscription, with the lock held before and after, and not meanwhile.
func (b *bus) call(s *subscription, event C.int64_t) C.int {
	is := s.is
	if is.flags&C.SEAM_SUBSCRIBE_ONCE != 0 {
		b.end(s)
	}
	b.lock.Unlock()
	defer b.lock.Lock()
	return C.call_event(is.callback, s.id, event, is.userdata)
}

//export callbacksFire
func callbacksFire(cell *C.struct_seam_bus, id C.uint64_t, event C.int64_t, result *C.int) (rc C.int) {
	defer contain(&rc)
	if result == nil {
		return C.SEAM_E_NULL
	}
	b, rc := enterFiring(cell)
	if rc != C.SEAM_OK {
		return rc
	}
	if s := b.find(id); s != nil {
		*result = b.call(s, event)
	} else if b.closed {
		rc = C.SEAM_E_STATE
	} else {
		rc = C.SEAM_E_NOT_FOUND
	}
	b.leaveFiring()
	return rc
}

//export callbacksFireAll
func callbacksFireAll(cell *C.struct_seam_bus, event C.int64_t, called *C.uint32_t, result *C.int) (rc C.int) {
	defer contain(&rc)
	if called == nil || result == nil {
		return C.SEAM_E_NULL
	}
	b, rc := enterFiring(cell)
	if rc != C.SEAM_OK {
		return rc
	}
	w, all := b.watch, slices.Clone(b.subscriptions)
	if b.closed {
		w = nil
	}
	if w != nil {
		w.users++
		is := w.is
		b.lock.Unlock()
		if is.before != nil {
			C.call_before(&is, event)
		}
		b.lock.Lock()
	}
	var n C.uint32_t
	var value C.int
	for _, s := range all {
		if value != 0 {
			break
		}
		if !s.ended {
			n++
			value = b.call(s, event)
		}
	}
	closed := b.closed
	b.lock.Unlock()
	if w != nil && w.is.after != nil && !closed {
		is := w.is
		C.call_after(&is, event, n, value)
	}
	b.drop(w)
	*called, *result = n, value
	b.lock.Lock()
	b.leaveFiring()
	return C.SEAM_OK
}
