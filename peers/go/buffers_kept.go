// buffers that outlive a call: in the host's memory, which Go borrows by trampolines.
package main

// #include "peer.h"
import "C"

import (
	"bytes"
	"sync/atomic"
	"unsafe"
)

// lentCopy is a lent block of just `capacity` bytes that begins with b; nil of none.
func lentCopy(b []byte, capacity C.size_t) (unsafe.Pointer, C.int) {
	if capacity == 0 {
		return nil, C.SEAM_OK
	}
	p := C.host_alloc(capacity, 1)
	if p == nil {
		return nil, C.SEAM_E_MEMORY
	}
	copy(counted(p, capacity), b)
	return p, C.SEAM_OK
}

func giveBack(p unsafe.Pointer, capacity C.size_t) {
	if capacity > 0 {
		C.host_free(p, capacity, 1)
	}
}

// ---- owned buffers

// held is the bytes of a sound buffer.
func held(b *C.struct_seam_buffers_owned) ([]byte, C.int) {
	if b == nil {
		return nil, C.SEAM_E_NULL
	}
	if b.size > b.capacity {
		return nil, C.SEAM_E_RANGE
	}
	block, rc := span[byte](unsafe.Pointer(b.bytes), b.capacity)
	if rc != C.SEAM_OK {
		return nil, rc
	}
	return block[:b.size], C.SEAM_OK
}

// changeBlock moves the buffer into a block of `capacity` bytes.
func changeBlock(b *C.struct_seam_buffers_owned, now []byte, capacity C.size_t) C.int {
	block, rc := lentCopy(now, capacity)
	if rc != C.SEAM_OK {
		return rc
	}
	giveBack(unsafe.Pointer(b.bytes), b.capacity)
	b.bytes, b.size, b.capacity = (*C.uchar)(block), min(b.size, capacity), capacity
	return C.SEAM_OK
}

//export buffersOwnedCopy
func buffersOwnedCopy(p C.const_void, n C.size_t, out *C.struct_seam_buffers_owned) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	b, rc := span[byte](unsafe.Pointer(p), n)
	if rc != C.SEAM_OK {
		return rc
	}
	block, rc := lentCopy(b, n)
	if rc != C.SEAM_OK {
		return rc
	}
	*out = C.struct_seam_buffers_owned{(*C.uchar)(block), n, n}
	return C.SEAM_OK
}

//export buffersOwnedAppend
func buffersOwnedAppend(buffer *C.struct_seam_buffers_owned, p C.const_void, n C.size_t) (rc C.int) {
	defer contain(&rc)
	now, rc := held(buffer)
	if rc != C.SEAM_OK {
		return rc
	}
	more, rc := span[byte](unsafe.Pointer(p), n)
	if rc != C.SEAM_OK {
		return rc
	}
	if n > most-buffer.size {
		return C.SEAM_E_RANGE
	}
	if n > buffer.capacity-buffer.size {
		more = bytes.Clone(more) // they may be in the block that goes
		if rc = changeBlock(buffer, now, max(buffer.size+n, min(2*buffer.capacity, most))); rc != C.SEAM_OK {
			return rc
		}
	}
	copy(counted(unsafe.Pointer(buffer.bytes), buffer.capacity)[buffer.size:], more)
	buffer.size += n
	return C.SEAM_OK
}

//export buffersOwnedResize
func buffersOwnedResize(buffer *C.struct_seam_buffers_owned, size C.size_t, fill C.uint8_t) (rc C.int) {
	defer contain(&rc)
	now, rc := held(buffer)
	if rc != C.SEAM_OK {
		return rc
	}
	if size > most {
		return C.SEAM_E_RANGE
	}
	if size > buffer.capacity {
		if rc = changeBlock(buffer, now, size); rc != C.SEAM_OK {
			return rc
		}
	}
	block := counted(unsafe.Pointer(buffer.bytes), buffer.capacity)
	for i := buffer.size; i < size; i++ {
		block[i] = byte(fill)
	}
	buffer.size = size
	return C.SEAM_OK
}

//export buffersOwnedFit
func buffersOwnedFit(buffer *C.struct_seam_buffers_owned) (rc C.int) {
	defer contain(&rc)
	now, rc := held(buffer)
	if rc != C.SEAM_OK || buffer.size == buffer.capacity {
		return rc
	}
	return changeBlock(buffer, now, buffer.size)
}

//export buffersOwnedFree
func buffersOwnedFree(buffer *C.struct_seam_buffers_owned) {
	if buffer != nil {
		giveBack(unsafe.Pointer(buffer.bytes), buffer.capacity)
		*buffer = C.struct_seam_buffers_owned{}
	}
}

// ---- stores

// A byteStore holds bytes of C's memory: a lent copy, or, with a release, adopted ones.
type byteStore struct {
	bytes    unsafe.Pointer
	size     C.size_t
	release  C.seam_buffers_release_fn
	userdata unsafe.Pointer
}

var liveStores atomic.Int64

//export buffersLive
func buffersLive() C.uint64_t { return C.uint64_t(liveStores.Load()) }

// hold replaces what the store holds.
func (s *byteStore) hold(next byteStore) {
	before := *s
	*s = next
	if before.release != nil {
		C.call_release(before.release, before.userdata, before.bytes, before.size)
	} else {
		giveBack(before.bytes, before.size)
	}
}

//export buffersStoreNew
func buffersStoreNew(out **C.struct_seam_buffers_store) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	cell := (*C.struct_seam_buffers_store)(lendCell(&byteStore{}))
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	liveStores.Add(1)
	*out = cell
	return C.SEAM_OK
}

//export buffersStoreFree
func buffersStoreFree(cell *C.struct_seam_buffers_store) {
	var rc C.int
	defer contain(&rc)
	if cell == nil {
		return
	}
	object[byteStore](cell.handle).hold(byteStore{})
	dropCell(unsafe.Pointer(cell))
	liveStores.Add(-1)
}

//export buffersStoreSet
func buffersStoreSet(cell *C.struct_seam_buffers_store, p C.const_void, n C.size_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	b, rc := span[byte](unsafe.Pointer(p), n)
	if rc != C.SEAM_OK {
		return rc
	}
	own, rc := lentCopy(b, n)
	if rc != C.SEAM_OK {
		return rc
	}
	object[byteStore](cell.handle).hold(byteStore{bytes: own, size: n})
	return C.SEAM_OK
}

//export buffersStoreAdopt
func buffersStoreAdopt(cell *C.struct_seam_buffers_store, p C.const_void, n C.size_t, release C.seam_buffers_release_fn,
	userdata unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if cell == nil || release == nil {
		return C.SEAM_E_NULL
	}
	if _, rc = span[byte](unsafe.Pointer(p), n); rc != C.SEAM_OK {
		return rc
	}
	object[byteStore](cell.handle).hold(byteStore{unsafe.Pointer(p), n, release, userdata})
	return C.SEAM_OK
}

//export buffersStoreClear
func buffersStoreClear(cell *C.struct_seam_buffers_store) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	object[byteStore](cell.handle).hold(byteStore{})
	return C.SEAM_OK
}

//export buffersStoreView
func buffersStoreView(cell C.const_buffers_store, out *C.const_void, n *C.size_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil || n == nil {
		return C.SEAM_E_NULL
	}
	store := object[byteStore](cell.handle)
	*out, *n = C.const_void(store.bytes), store.size
	return C.SEAM_OK
}

//export buffersStoreCopy
func buffersStoreCopy(cell C.const_buffers_store, to unsafe.Pointer, size *C.size_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || size == nil {
		return C.SEAM_E_NULL
	}
	store := object[byteStore](cell.handle)
	out, rc := room[byte](store.size, to, size)
	copy(out, counted(store.bytes, store.size))
	return rc
}

//export buffersStoreRead
func buffersStoreRead(cell C.const_buffers_store, offset C.size_t, to unsafe.Pointer, n C.size_t, done *C.size_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || done == nil {
		return C.SEAM_E_NULL
	}
	out, rc := span[byte](to, n)
	if rc != C.SEAM_OK {
		return rc
	}
	store := object[byteStore](cell.handle)
	if offset > store.size {
		return C.SEAM_E_RANGE
	}
	*done = C.size_t(copy(out, counted(store.bytes, store.size)[offset:]))
	return C.SEAM_OK
}

//export buffersStoreWrite
func buffersStoreWrite(cell *C.struct_seam_buffers_store, offset C.size_t, p C.const_void, n C.size_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	b, rc := span[byte](unsafe.Pointer(p), n)
	if rc != C.SEAM_OK {
		return rc
	}
	store := object[byteStore](cell.handle)
	if !within(offset, n, store.size) {
		return C.SEAM_E_RANGE
	}
	if store.release != nil {
		return C.SEAM_E_STATE
	}
	copy(counted(store.bytes, store.size)[offset:], b)
	return C.SEAM_OK
}
