// ownership: who frees what.  Objects of Go's stand behind handles in cells of C's memory; what is lent memory whole is C's structs.
package main

// #include "peer.h"
import "C"

import (
	"math/bits"
	"sync/atomic"
	"unsafe"
)

var liveOwned atomic.Int64

//export ownershipLive
func ownershipLive() C.uint64_t { return C.uint64_t(liveOwned.Load()) }

func isPowerOfTwo(n C.size_t) bool { return bits.OnesCount64(uint64(n)) == 1 }

func fillBytes(b []byte, value C.uint8_t) {
	for i := range b {
		b[i] = byte(value)
	}
}

// ---- blocks

//export ownershipBlockMake
func ownershipBlockMake(size, align C.size_t, fill C.uint8_t, out *unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	if !isPowerOfTwo(align) {
		return C.SEAM_E_RANGE
	}
	block := C.try_aligned(max(align, C.sizeof_uintptr_t), max(size, 1))
	if block == nil {
		return C.SEAM_E_MEMORY
	}
	fillBytes(counted(block, size), fill)
	*out = block
	return C.SEAM_OK
}

//export ownershipBlockFree
func ownershipBlockFree(block unsafe.Pointer, size, align C.size_t) { C.free(block) }

//export ownershipLentMake
func ownershipLentMake(size, align C.size_t, fill C.uint8_t, out *unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	if !isPowerOfTwo(align) {
		return C.SEAM_E_RANGE
	}
	block := C.host_alloc(size, align)
	if block == nil {
		return C.SEAM_E_MEMORY
	}
	fillBytes(counted(block, size), fill)
	*out = block
	return C.SEAM_OK
}

//export ownershipLentResize
func ownershipLentResize(block unsafe.Pointer, oldSize, align, newSize C.size_t, fill C.uint8_t, out *unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if block == nil || out == nil {
		return C.SEAM_E_NULL
	}
	if !isPowerOfTwo(align) {
		return C.SEAM_E_RANGE
	}
	moved := C.host_realloc(block, oldSize, align, newSize)
	if moved == nil {
		return C.SEAM_E_MEMORY
	}
	fillBytes(counted(moved, newSize)[min(oldSize, newSize):], fill)
	*out = moved
	return C.SEAM_OK
}

//export ownershipLentFree
func ownershipLentFree(block unsafe.Pointer, size, align C.size_t) { C.host_free(block, size, align) }

// ---- objects

type thing struct {
	value      C.int64_t
	name       *kept
	isConstant bool
}

var constant = newCell(&thing{name: keep([]byte("constant")), isConstant: true})

func newThing(value C.int64_t, name []byte, out **C.struct_seam_own_object) C.int {
	t := &thing{value: value, name: keep(name)}
	cell := newCell(t)
	if cell == nil {
		t.name.drop()
		return C.SEAM_E_MEMORY
	}
	liveOwned.Add(1)
	*out = (*C.struct_seam_own_object)(cell)
	return C.SEAM_OK
}

//export ownershipObjectConstant
func ownershipObjectConstant(out **C.struct_seam_own_object) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	*out = (*C.struct_seam_own_object)(constant)
	return C.SEAM_OK
}

//export ownershipObjectCreate
func ownershipObjectCreate(value C.int64_t, name *C.const_char, out **C.struct_seam_own_object) (rc C.int) {
	defer contain(&rc)
	if name == nil || out == nil {
		return C.SEAM_E_NULL
	}
	return newThing(value, text(name), out)
}

//export ownershipObjectDestroy
func ownershipObjectDestroy(cell *C.struct_seam_own_object) {
	var rc C.int
	defer contain(&rc)
	if cell == nil || unsafe.Pointer(cell) == constant {
		return
	}
	object[thing](cell.handle).name.drop()
	freeCell(unsafe.Pointer(cell))
	liveOwned.Add(-1)
}

//export ownershipObjectGet
func ownershipObjectGet(cell C.const_own_object, out *C.int64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil {
		return C.SEAM_E_NULL
	}
	*out = object[thing](cell.handle).value
	return C.SEAM_OK
}

//export ownershipObjectSet
func ownershipObjectSet(cell *C.struct_seam_own_object, value C.int64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	t := object[thing](cell.handle)
	if t.isConstant {
		return C.SEAM_E_STATE
	}
	t.value = value
	return C.SEAM_OK
}

//export ownershipObjectName
func ownershipObjectName(cell C.const_own_object, out **C.const_char) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil {
		return C.SEAM_E_NULL
	}
	*out, _ = object[thing](cell.handle).name.lend()
	return C.SEAM_OK
}

//export ownershipObjectRename
func ownershipObjectRename(cell *C.struct_seam_own_object, name *C.const_char) (rc C.int) {
	defer contain(&rc)
	if cell == nil || name == nil {
		return C.SEAM_E_NULL
	}
	t := object[thing](cell.handle)
	if t.isConstant {
		return C.SEAM_E_STATE
	}
	next := keep(text(name)) // before the old one goes: it may be that one
	t.name.drop()
	t.name = next
	return C.SEAM_OK
}

//export ownershipObjectClone
func ownershipObjectClone(cell C.const_own_object, out **C.struct_seam_own_object) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil {
		return C.SEAM_E_NULL
	}
	t := object[thing](cell.handle)
	return newThing(t.value, t.name.bytes[:len(t.name.bytes)-1], out)
}

//export ownershipObjectIntoRaw
func ownershipObjectIntoRaw(cell *C.struct_seam_own_object, out *unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil {
		return C.SEAM_E_NULL
	}
	*out = unsafe.Pointer(cell)
	return C.SEAM_OK
}

//export ownershipObjectFromRaw
func ownershipObjectFromRaw(raw unsafe.Pointer, out **C.struct_seam_own_object) (rc C.int) {
	defer contain(&rc)
	if raw == nil || out == nil {
		return C.SEAM_E_NULL
	}
	*out = (*C.struct_seam_own_object)(raw)
	return C.SEAM_OK
}

// ---- shared objects

type shared struct {
	value      C.int64_t
	references atomic.Uint64
}

//export ownershipSharedCreate
func ownershipSharedCreate(value C.int64_t, out **C.struct_seam_own_shared) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	s := &shared{value: value}
	s.references.Store(1)
	cell := newCell(s)
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	liveOwned.Add(1)
	*out = (*C.struct_seam_own_shared)(cell)
	return C.SEAM_OK
}

//export ownershipSharedRetainMany
func ownershipSharedRetainMany(cell *C.struct_seam_own_shared, n C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	s := object[shared](cell.handle)
	for {
		now := s.references.Load()
		if uint64(n) > C.SEAM_SHARED_MAX-now {
			return C.SEAM_E_RANGE
		}
		if s.references.CompareAndSwap(now, now+uint64(n)) {
			return C.SEAM_OK
		}
	}
}

//export ownershipSharedRetain
func ownershipSharedRetain(cell *C.struct_seam_own_shared) C.int {
	return ownershipSharedRetainMany(cell, 1)
}

//export ownershipSharedReleaseMany
func ownershipSharedReleaseMany(cell *C.struct_seam_own_shared, n C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	s := object[shared](cell.handle)
	for {
		now := s.references.Load()
		if uint64(n) > now {
			return C.SEAM_E_RANGE
		}
		if !s.references.CompareAndSwap(now, now-uint64(n)) {
			continue
		}
		if uint64(n) == now {
			freeCell(unsafe.Pointer(cell))
			liveOwned.Add(-1)
		}
		return C.SEAM_OK
	}
}

//export ownershipSharedRelease
func ownershipSharedRelease(cell *C.struct_seam_own_shared) { ownershipSharedReleaseMany(cell, 1) }

//export ownershipSharedCount
func ownershipSharedCount(cell C.const_own_shared, out *C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil {
		return C.SEAM_E_NULL
	}
	*out = C.uint64_t(object[shared](cell.handle).references.Load())
	return C.SEAM_OK
}

//export ownershipSharedGet
func ownershipSharedGet(cell C.const_own_shared, out *C.int64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil {
		return C.SEAM_E_NULL
	}
	*out = object[shared](cell.handle).value
	return C.SEAM_OK
}

// ---- parents and children: a child keeps its parent, as one Go object keeps another

type parent struct {
	cell   unsafe.Pointer
	value  C.int64_t
	claims int // the host's, and one for each child
}

type child struct {
	parent *parent
}

func (p *parent) leave() {
	if p.claims--; p.claims == 0 {
		freeCell(p.cell)
		liveOwned.Add(-1)
	}
}

//export ownershipChildPolicy
func ownershipChildPolicy() C.uint32_t { return C.SEAM_CHILD_KEEPS }

//export ownershipParentCreate
func ownershipParentCreate(value C.int64_t, out **C.struct_seam_own_parent) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	p := &parent{value: value, claims: 1}
	if p.cell = newCell(p); p.cell == nil {
		return C.SEAM_E_MEMORY
	}
	liveOwned.Add(1)
	*out = (*C.struct_seam_own_parent)(p.cell)
	return C.SEAM_OK
}

//export ownershipParentSet
func ownershipParentSet(cell *C.struct_seam_own_parent, value C.int64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	object[parent](cell.handle).value = value
	return C.SEAM_OK
}

//export ownershipParentDestroy
func ownershipParentDestroy(cell *C.struct_seam_own_parent) (rc C.int) {
	defer contain(&rc)
	if cell != nil {
		object[parent](cell.handle).leave()
	}
	return C.SEAM_OK
}

//export ownershipParentChild
func ownershipParentChild(cell *C.struct_seam_own_parent, out **C.struct_seam_own_child) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil {
		return C.SEAM_E_NULL
	}
	p := object[parent](cell.handle)
	made := newCell(&child{p})
	if made == nil {
		return C.SEAM_E_MEMORY
	}
	p.claims++
	liveOwned.Add(1)
	*out = (*C.struct_seam_own_child)(made)
	return C.SEAM_OK
}

//export ownershipChildGet
func ownershipChildGet(cell C.const_own_child, out *C.int64_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil {
		return C.SEAM_E_NULL
	}
	*out = object[child](cell.handle).parent.value
	return C.SEAM_OK
}

//export ownershipChildDestroy
func ownershipChildDestroy(cell *C.struct_seam_own_child) {
	var rc C.int
	defer contain(&rc)
	if cell == nil {
		return
	}
	object[child](cell.handle).parent.leave()
	freeCell(unsafe.Pointer(cell))
	liveOwned.Add(-1)
}

// ---- holders

type holder struct {
	block       unsafe.Pointer // nil: none
	size, align C.size_t
}

func (h *holder) release() {
	C.host_free(h.block, h.size, h.align)
	*h = holder{}
}

//export ownershipHolderCreate
func ownershipHolderCreate(out **C.struct_seam_own_holder) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	cell := newCell(&holder{})
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	liveOwned.Add(1)
	*out = (*C.struct_seam_own_holder)(cell)
	return C.SEAM_OK
}

//export ownershipHolderDestroy
func ownershipHolderDestroy(cell *C.struct_seam_own_holder) {
	var rc C.int
	defer contain(&rc)
	if cell == nil {
		return
	}
	object[holder](cell.handle).release()
	freeCell(unsafe.Pointer(cell))
	liveOwned.Add(-1)
}

//export ownershipHolderGive
func ownershipHolderGive(cell *C.struct_seam_own_holder, block unsafe.Pointer, size, align C.size_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || block == nil {
		return C.SEAM_E_NULL
	}
	if size > C.SEAM_HOLDER_MAX || !isPowerOfTwo(align) {
		return C.SEAM_E_RANGE
	}
	h := object[holder](cell.handle)
	if h.block != nil {
		return C.SEAM_E_STATE
	}
	*h = holder{block, size, align}
	return C.SEAM_OK
}

//export ownershipHolderPut
func ownershipHolderPut(cell *C.struct_seam_own_holder, block unsafe.Pointer, size, align C.size_t) (rc C.int) {
	defer contain(&rc)
	if block == nil {
		return C.SEAM_E_NULL
	}
	if cell == nil {
		C.host_free(block, size, align)
		return C.SEAM_E_NULL
	}
	if size > C.SEAM_HOLDER_MAX {
		C.host_free(block, size, align)
		return C.SEAM_E_RANGE
	}
	h := object[holder](cell.handle)
	h.release()
	*h = holder{block, size, align}
	return C.SEAM_OK
}

//export ownershipHolderTake
func ownershipHolderTake(cell *C.struct_seam_own_holder, block *unsafe.Pointer, size, align *C.size_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || block == nil || size == nil || align == nil {
		return C.SEAM_E_NULL
	}
	h := object[holder](cell.handle)
	if h.block == nil {
		return C.SEAM_E_STATE
	}
	*block, *size, *align = h.block, h.size, h.align
	*h = holder{}
	return C.SEAM_OK
}

// ---- slots

type slot struct {
	userdata       unsafe.Pointer
	release        C.seam_own_release_fn
	filled, frozen bool
}

func callRelease(release C.seam_own_release_fn, userdata unsafe.Pointer) {
	if release != nil {
		C.call_own_release(release, userdata)
	}
}

func (s *slot) clear() {
	before := *s
	*s = slot{frozen: before.frozen}
	if before.filled {
		callRelease(before.release, before.userdata)
	}
}

//export ownershipSlotCreate
func ownershipSlotCreate(out **C.struct_seam_own_slot) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	cell := newCell(&slot{})
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	liveOwned.Add(1)
	*out = (*C.struct_seam_own_slot)(cell)
	return C.SEAM_OK
}

//export ownershipSlotDestroy
func ownershipSlotDestroy(cell *C.struct_seam_own_slot) {
	var rc C.int
	defer contain(&rc)
	if cell == nil {
		return
	}
	object[slot](cell.handle).clear()
	freeCell(unsafe.Pointer(cell))
	liveOwned.Add(-1)
}

//export ownershipSlotSet
func ownershipSlotSet(cell *C.struct_seam_own_slot, userdata unsafe.Pointer, release C.seam_own_release_fn) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		callRelease(release, userdata)
		return C.SEAM_E_NULL
	}
	s := object[slot](cell.handle)
	if s.frozen {
		callRelease(release, userdata)
		return C.SEAM_E_STATE
	}
	s.clear()
	*s = slot{userdata, release, true, false}
	return C.SEAM_OK
}

//export ownershipSlotGet
func ownershipSlotGet(cell C.const_own_slot, out *unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil {
		return C.SEAM_E_NULL
	}
	s := object[slot](cell.handle)
	if !s.filled {
		return C.SEAM_E_STATE
	}
	*out = s.userdata
	return C.SEAM_OK
}

//export ownershipSlotClear
func ownershipSlotClear(cell *C.struct_seam_own_slot) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	s := object[slot](cell.handle)
	if s.frozen {
		return C.SEAM_E_STATE
	}
	s.clear()
	return C.SEAM_OK
}

//export ownershipSlotFreeze
func ownershipSlotFreeze(cell *C.struct_seam_own_slot) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	object[slot](cell.handle).frozen = true
	return C.SEAM_OK
}

// ---- ids

var (
	lastID C.uint64_t
	open   = map[C.uint64_t]C.int64_t{}
)

//export ownershipIdOpen
func ownershipIdOpen(value C.int64_t, out *C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	lastID++
	open[lastID] = value
	liveOwned.Add(1)
	*out = lastID
	return C.SEAM_OK
}

//export ownershipIdGet
func ownershipIdGet(id C.uint64_t, out *C.int64_t) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	value, ok := open[id]
	if !ok {
		return C.SEAM_E_NOT_FOUND
	}
	*out = value
	return C.SEAM_OK
}

//export ownershipIdClose
func ownershipIdClose(id C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if _, ok := open[id]; !ok {
		return C.SEAM_E_NOT_FOUND
	}
	delete(open, id)
	liveOwned.Add(-1)
	return C.SEAM_OK
}

//export ownershipIdMove
func ownershipIdMove(id C.uint64_t, out *C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	value, ok := open[id]
	if !ok {
		return C.SEAM_E_NOT_FOUND
	}
	ownershipIdClose(id)
	return ownershipIdOpen(value, out)
}
