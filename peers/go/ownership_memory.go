// ownership: lists, texts, strings, records, packets, arenas, buffers and boxes: whose memory is whose.
package main

// #include "peer.h"
import "C"

import (
	"bytes"
	"unsafe"
)

// ---- lists, in lent memory

const entryHead = C.sizeof_struct_own_entry

func freeEntry(e *C.struct_own_entry) {
	C.host_free(unsafe.Pointer(e), entryHead+e.size, wordAlign)
}

func entriesOf(list C.const_own_list) []*C.struct_own_entry {
	return unsafe.Slice(list.entries, list.count)
}

// bytesOf is where an entry's bytes are, never nil.
func bytesOf(e *C.struct_own_entry) unsafe.Pointer { return unsafe.Add(unsafe.Pointer(e), entryHead) }

//export ownershipListCreate
func ownershipListCreate(out **C.struct_seam_own_list) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	list := lend[C.struct_seam_own_list]()
	if list == nil {
		return C.SEAM_E_MEMORY
	}
	liveOwned.Add(1)
	*out = list
	return C.SEAM_OK
}

//export ownershipListDestroy
func ownershipListDestroy(list *C.struct_seam_own_list) {
	if list == nil {
		return
	}
	for _, e := range entriesOf(list) {
		freeEntry(e)
	}
	C.host_free(unsafe.Pointer(list.entries), list.capacity*pointerSize, pointerSize)
	takeBack(list)
	liveOwned.Add(-1)
}

// reserve makes room for one entry more.
func reserve(list *C.struct_seam_own_list) C.int {
	if list.count < list.capacity {
		return C.SEAM_OK
	}
	capacity := max(2, 2*list.capacity)
	entries := (**C.struct_own_entry)(C.host_alloc(capacity*pointerSize, pointerSize))
	if entries == nil {
		return C.SEAM_E_MEMORY
	}
	copy(unsafe.Slice(entries, capacity), entriesOf(list))
	C.host_free(unsafe.Pointer(list.entries), list.capacity*pointerSize, pointerSize)
	list.entries, list.capacity = entries, capacity
	return C.SEAM_OK
}

//export ownershipListPush
func ownershipListPush(list *C.struct_seam_own_list, p C.const_void, size C.size_t) (rc C.int) {
	defer contain(&rc)
	if list == nil || p == nil {
		return C.SEAM_E_NULL
	}
	if size > most || reserve(list) != C.SEAM_OK {
		return C.SEAM_E_MEMORY
	}
	e := (*C.struct_own_entry)(C.host_alloc(entryHead+size, wordAlign))
	if e == nil {
		return C.SEAM_E_MEMORY
	}
	e.size = size
	copy(counted(bytesOf(e), size), counted(unsafe.Pointer(p), size))
	list.count++
	entriesOf(list)[list.count-1] = e
	return C.SEAM_OK
}

//export ownershipListCount
func ownershipListCount(list C.const_own_list, out *C.size_t) C.int {
	if list == nil || out == nil {
		return C.SEAM_E_NULL
	}
	*out = list.count
	return C.SEAM_OK
}

//export ownershipListAt
func ownershipListAt(list C.const_own_list, index C.size_t, out *C.const_void, size *C.size_t) (rc C.int) {
	defer contain(&rc)
	if list == nil || out == nil || size == nil {
		return C.SEAM_E_NULL
	}
	if index >= list.count {
		return C.SEAM_E_RANGE
	}
	e := entriesOf(list)[index]
	*out, *size = C.const_void(bytesOf(e)), e.size
	return C.SEAM_OK
}

//export ownershipListClone
func ownershipListClone(list C.const_own_list, out **C.struct_seam_own_list) (rc C.int) {
	defer contain(&rc)
	if list == nil || out == nil {
		return C.SEAM_E_NULL
	}
	var clone *C.struct_seam_own_list
	if rc = ownershipListCreate(&clone); rc != C.SEAM_OK {
		return rc
	}
	for _, e := range entriesOf(list) {
		if rc = ownershipListPush(clone, C.const_void(bytesOf(e)), e.size); rc != C.SEAM_OK {
			ownershipListDestroy(clone)
			return rc
		}
	}
	*out = clone
	return C.SEAM_OK
}

// ---- texts: in the struct itself, or from malloc

//export ownershipTextMake
func ownershipTextMake(p *C.const_char, size C.size_t, out *C.struct_seam_own_text) (rc C.int) {
	defer contain(&rc)
	if out == nil || p == nil && size > 0 {
		return C.SEAM_E_NULL
	}
	b := counted(unsafe.Pointer(p), size)
	if size < C.SEAM_TEXT_SMALL {
		*out = C.struct_seam_own_text{size: size, kind: C.SEAM_TEXT_INLINE}
		copy(counted(unsafe.Pointer(&out.small), C.SEAM_TEXT_SMALL), b)
		out.bytes = &out.small[0]
		return C.SEAM_OK
	}
	var made *C.char
	if rc = give(b, &made); rc == C.SEAM_OK {
		*out = C.struct_seam_own_text{bytes: made, size: size, kind: C.SEAM_TEXT_HEAP}
	}
	return rc
}

//export ownershipTextFree
func ownershipTextFree(text *C.struct_seam_own_text) {
	if text == nil {
		return
	}
	if text.kind == C.SEAM_TEXT_HEAP {
		C.free(unsafe.Pointer(text.bytes))
	}
	*text = C.struct_seam_own_text{kind: C.SEAM_TEXT_NONE}
}

// ---- strings

// lendString makes a terminated copy in lent memory; nil when memory is out.
func lendString(b []byte) *C.char {
	block, _ := lentCopy(b, C.size_t(len(b))+1)
	return (*C.char)(block)
}

func freeString(s *C.char) {
	if s != nil {
		giveBack(unsafe.Pointer(s), C.strlen(s)+1)
	}
}

//export ownershipStringsSplit
func ownershipStringsSplit(s *C.const_char, separator C.char, out *C.struct_seam_own_strings) (rc C.int) {
	defer contain(&rc)
	if s == nil || out == nil {
		return C.SEAM_E_NULL
	}
	if separator == 0 {
		return C.SEAM_E_RANGE
	}
	pieces := bytes.Split(text(s), []byte{byte(separator)})
	made := C.struct_seam_own_strings{count: C.size_t(len(pieces))}
	made.strings = (**C.char)(C.host_alloc((made.count+1)*pointerSize, pointerSize))
	if made.strings == nil {
		return C.SEAM_E_MEMORY
	}
	for i, piece := range pieces {
		place := &unsafe.Slice(made.strings, len(pieces))[i]
		if *place = lendString(piece); *place == nil {
			ownershipStringsFree(&made)
			return C.SEAM_E_MEMORY
		}
	}
	*out = made
	return C.SEAM_OK
}

//export ownershipStringsFree
func ownershipStringsFree(strings *C.struct_seam_own_strings) {
	if strings == nil {
		return
	}
	for _, s := range unsafe.Slice(strings.strings, strings.count) {
		freeString(s)
	}
	C.host_free(unsafe.Pointer(strings.strings), (strings.count+1)*pointerSize, pointerSize)
	*strings = C.struct_seam_own_strings{}
}

// ---- records

var untitled = C.CString("untitled")

//export ownershipRecordInit
func ownershipRecordInit(record *C.struct_seam_own_record) C.int {
	if record == nil {
		return C.SEAM_E_NULL
	}
	*record = C.struct_seam_own_record{title: untitled}
	return C.SEAM_OK
}

//export ownershipRecordSet
func ownershipRecordSet(record *C.struct_seam_own_record, title *C.const_char, p C.const_bytes, size C.size_t, n *node) (rc C.int) {
	defer contain(&rc)
	if record == nil || p == nil && size > 0 {
		return C.SEAM_E_NULL
	}
	if size > most {
		return C.SEAM_E_MEMORY
	}
	made := C.struct_seam_own_record{title: untitled, size: size}
	if title != nil {
		if made.title = lendString(text(title)); made.title == nil {
			return C.SEAM_E_MEMORY
		}
	}
	block, rc := lentCopy(counted(unsafe.Pointer(p), size), size)
	if rc != C.SEAM_OK {
		made.size = 0
		ownershipRecordClear(&made)
		return rc
	}
	made.bytes, made.node = (*C.uint8_t)(block), n
	ownershipNodeRef(n)
	ownershipRecordClear(record) // last: what was passed may have been the record's own
	*record = made
	return C.SEAM_OK
}

//export ownershipRecordMove
func ownershipRecordMove(from, to *C.struct_seam_own_record) C.int {
	if from == nil || to == nil {
		return C.SEAM_E_NULL
	}
	if from == to {
		return C.SEAM_OK
	}
	*to = *from
	return ownershipRecordInit(from)
}

//export ownershipRecordClear
func ownershipRecordClear(record *C.struct_seam_own_record) {
	if record == nil {
		return
	}
	if record.title != untitled {
		freeString(record.title)
	}
	giveBack(unsafe.Pointer(record.bytes), record.size)
	ownershipNodeUnref(record.node)
	*record = C.struct_seam_own_record{}
}

// ---- packets, and blocks by callback

//export ownershipPacketMake
func ownershipPacketMake(p C.const_void, size C.size_t, out **C.struct_seam_own_packet) (rc C.int) {
	defer contain(&rc)
	if out == nil || p == nil && size > 0 {
		return C.SEAM_E_NULL
	}
	if size > 65536 {
		return C.SEAM_E_RANGE
	}
	head := C.size_t(unsafe.Offsetof(C.struct_seam_own_packet{}.bytes))
	packet := (*C.struct_seam_own_packet)(C.host_alloc(head+size, wordAlign))
	if packet == nil {
		return C.SEAM_E_MEMORY
	}
	packet.size = size
	copy(counted(unsafe.Add(unsafe.Pointer(packet), head), size), counted(unsafe.Pointer(p), size))
	*out = packet
	return C.SEAM_OK
}

//export ownershipBlocksHandOut
func ownershipBlocksHandOut(count, size C.size_t, take C.seam_own_take_fn, userdata unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if take == nil {
		return C.SEAM_E_NULL
	}
	for i := range count {
		block := C.host_alloc(size, 8)
		if block == nil {
			return C.SEAM_E_MEMORY
		}
		fillBytes(counted(block, size), C.uint8_t(i))
		if C.call_take(take, userdata, block, size) != 0 {
			C.host_free(block, size, 8)
			return C.SEAM_E_FAILED
		}
	}
	return C.SEAM_OK
}

//export ownershipBlocksCollect
func ownershipBlocksCollect(give C.seam_own_give_fn, userdata unsafe.Pointer, out *C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if give == nil || out == nil {
		return C.SEAM_E_NULL
	}
	var total C.uint64_t
	for {
		var block unsafe.Pointer
		var size C.size_t
		switch C.call_give(give, userdata, &block, &size) {
		case 0:
			if block != nil {
				total += C.uint64_t(size)
				C.host_free(block, size, 1)
			}
		case 1:
			*out = total
			return C.SEAM_OK
		default:
			return C.SEAM_E_FAILED
		}
	}
}

// ---- arenas

const (
	chunkHead = C.sizeof_struct_own_chunk
	chunkRoom = 1000
)

//export ownershipArenaCreate
func ownershipArenaCreate(out **C.struct_seam_own_arena) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	arena := lend[C.struct_seam_own_arena]()
	if arena == nil {
		return C.SEAM_E_MEMORY
	}
	liveOwned.Add(1)
	*out = arena
	return C.SEAM_OK
}

// fromChunk takes some of a chunk's room; nil when there is not enough.
func fromChunk(chunk *C.struct_own_chunk, size, align C.size_t) unsafe.Pointer {
	at := C.size_t(uintptr(unsafe.Pointer(chunk))) + chunkHead + chunk.used
	skip := -at & (align - 1)
	if left := chunk.size - chunk.used; skip > left || size > left-skip {
		return nil
	}
	chunk.used += skip + size
	return unsafe.Add(unsafe.Pointer(chunk), chunkHead+chunk.used-size)
}

//export ownershipArenaAlloc
func ownershipArenaAlloc(arena *C.struct_seam_own_arena, size, align C.size_t, out *unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if arena == nil || out == nil {
		return C.SEAM_E_NULL
	}
	if !isPowerOfTwo(align) {
		return C.SEAM_E_RANGE
	}
	if size > most {
		return C.SEAM_E_MEMORY
	}
	size = max(size, 1) // apart from all others
	var at unsafe.Pointer
	if arena.chunks != nil {
		at = fromChunk(arena.chunks, size, align)
	}
	if at == nil {
		room := max(size, chunkRoom) + align
		chunk := (*C.struct_own_chunk)(C.host_alloc(chunkHead+room, wordAlign))
		if chunk == nil {
			return C.SEAM_E_MEMORY
		}
		chunk.next, chunk.size = arena.chunks, room
		arena.chunks = chunk
		at = fromChunk(chunk, size, align)
	}
	*out = at
	return C.SEAM_OK
}

//export ownershipArenaDefer
func ownershipArenaDefer(arena *C.struct_seam_own_arena, userdata unsafe.Pointer, release C.seam_own_release_fn) (rc C.int) {
	defer contain(&rc)
	if arena == nil || release == nil {
		return C.SEAM_E_NULL
	}
	one := lend[C.struct_own_deferred]()
	if one == nil {
		return C.SEAM_E_MEMORY
	}
	one.next, one.userdata, one.release = arena.deferred, userdata, release
	arena.deferred = one
	return C.SEAM_OK
}

//export ownershipArenaReset
func ownershipArenaReset(arena *C.struct_seam_own_arena) (rc C.int) {
	defer contain(&rc)
	if arena == nil {
		return C.SEAM_E_NULL
	}
	for arena.deferred != nil {
		one := *arena.deferred
		takeBack(arena.deferred)
		arena.deferred = one.next
		callRelease(one.release, one.userdata)
	}
	for arena.chunks != nil {
		one := *arena.chunks
		C.host_free(unsafe.Pointer(arena.chunks), chunkHead+one.size, wordAlign)
		arena.chunks = one.next
	}
	return C.SEAM_OK
}

//export ownershipArenaDestroy
func ownershipArenaDestroy(arena *C.struct_seam_own_arena) {
	if arena == nil {
		return
	}
	ownershipArenaReset(arena)
	takeBack(arena)
	liveOwned.Add(-1)
}

// ---- buffers

//export ownershipFreePolicy
func ownershipFreePolicy() C.uint32_t { return C.SEAM_FREE_AT_ONCE }

//export ownershipFreePending
func ownershipFreePending() C.int { return C.SEAM_OK }

func bufferOf(memory *C.struct_own_memory, offset, size C.size_t) *C.struct_seam_own_buffer {
	buffer := lend[C.struct_seam_own_buffer]()
	if buffer == nil {
		return nil
	}
	buffer.memory, buffer.offset, buffer.size = memory, offset, size
	memory.claims++
	liveOwned.Add(1)
	return buffer
}

func releaseMemory(memory *C.struct_own_memory) {
	if memory.copied {
		C.host_free(memory.bytes, memory.size, 1)
	} else if memory.free_bytes != nil {
		C.call_own_free(memory.free_bytes, memory.bytes, memory.context)
	}
}

// wrap: the bytes become the buffer's when this succeeds.
func wrap(from C.struct_own_memory, out **C.struct_seam_own_buffer) C.int {
	memory := lend[C.struct_own_memory]()
	if memory == nil {
		return C.SEAM_E_MEMORY
	}
	*memory = from
	buffer := bufferOf(memory, 0, from.size)
	if buffer == nil {
		takeBack(memory)
		return C.SEAM_E_MEMORY
	}
	*out = buffer
	return C.SEAM_OK
}

//export ownershipBufferWrap
func ownershipBufferWrap(p unsafe.Pointer, size C.size_t, freeBytes C.seam_own_free_fn, context unsafe.Pointer,
	out **C.struct_seam_own_buffer) (rc C.int) {
	defer contain(&rc)
	if p == nil || out == nil {
		return C.SEAM_E_NULL
	}
	return wrap(C.struct_own_memory{bytes: p, size: size, free_bytes: freeBytes, context: context}, out)
}

//export ownershipBufferSlice
func ownershipBufferSlice(buffer *C.struct_seam_own_buffer, offset, size C.size_t, out **C.struct_seam_own_buffer) (rc C.int) {
	defer contain(&rc)
	if buffer == nil || out == nil {
		return C.SEAM_E_NULL
	}
	if buffer.memory.detached {
		return C.SEAM_E_STATE
	}
	if !within(offset, size, buffer.size) {
		return C.SEAM_E_RANGE
	}
	slice := bufferOf(buffer.memory, buffer.offset+offset, size)
	if slice == nil {
		return C.SEAM_E_MEMORY
	}
	*out = slice
	return C.SEAM_OK
}

//export ownershipBufferCopy
func ownershipBufferCopy(buffer C.const_own_buffer, out **C.struct_seam_own_buffer) (rc C.int) {
	defer contain(&rc)
	if buffer == nil || out == nil {
		return C.SEAM_E_NULL
	}
	if buffer.memory.detached {
		return C.SEAM_E_STATE
	}
	copied := C.struct_own_memory{bytes: C.host_alloc(buffer.size, 1), size: buffer.size, copied: true}
	if copied.bytes == nil {
		return C.SEAM_E_MEMORY
	}
	copy(counted(copied.bytes, copied.size), counted(unsafe.Add(buffer.memory.bytes, buffer.offset), buffer.size))
	if rc = wrap(copied, out); rc != C.SEAM_OK {
		releaseMemory(&copied)
	}
	return rc
}

//export ownershipBufferPin
func ownershipBufferPin(buffer *C.struct_seam_own_buffer, p *unsafe.Pointer, size *C.size_t) (rc C.int) {
	defer contain(&rc)
	if buffer == nil || p == nil || size == nil {
		return C.SEAM_E_NULL
	}
	if buffer.memory.detached {
		return C.SEAM_E_STATE
	}
	buffer.pins++
	buffer.memory.pins++
	*p, *size = unsafe.Add(buffer.memory.bytes, buffer.offset), buffer.size
	return C.SEAM_OK
}

//export ownershipBufferUnpin
func ownershipBufferUnpin(buffer *C.struct_seam_own_buffer) C.int {
	if buffer == nil {
		return C.SEAM_E_NULL
	}
	if buffer.pins == 0 {
		return C.SEAM_E_STATE
	}
	buffer.pins--
	buffer.memory.pins--
	return C.SEAM_OK
}

//export ownershipBufferDetach
func ownershipBufferDetach(buffer *C.struct_seam_own_buffer) (rc C.int) {
	defer contain(&rc)
	if buffer == nil {
		return C.SEAM_E_NULL
	}
	if buffer.memory.detached || buffer.memory.pins > 0 {
		return C.SEAM_E_STATE
	}
	buffer.memory.detached = true
	releaseMemory(buffer.memory)
	return C.SEAM_OK
}

//export ownershipBufferDestroy
func ownershipBufferDestroy(buffer *C.struct_seam_own_buffer) {
	if buffer == nil {
		return
	}
	memory := buffer.memory
	if memory.claims--; memory.claims == 0 {
		if !memory.detached {
			releaseMemory(memory)
		}
		takeBack(memory)
	}
	takeBack(buffer)
	liveOwned.Add(-1)
}

// ---- boxes

const boxAlign = 16

var current C.struct_seam_own_allocator // without functions: the lent one

func allocBy(a *C.struct_seam_own_allocator, size C.size_t) unsafe.Pointer {
	if a.alloc == nil {
		return C.host_alloc(size, boxAlign)
	}
	p := C.call_own_alloc(a, size)
	if p != nil {
		clear(counted(p, size)) // as host_alloc
	}
	return p
}

func freeBy(a C.struct_seam_own_allocator, block unsafe.Pointer, size C.size_t) {
	if a.free == nil {
		C.host_free(block, size, boxAlign)
	} else if block != nil {
		C.call_own_free_with(&a, block, size)
	}
}

//export ownershipAllocatorUse
func ownershipAllocatorUse(a C.const_own_allocator) (rc C.int) {
	defer contain(&rc)
	if a == nil {
		current = C.struct_seam_own_allocator{}
		return C.SEAM_OK
	}
	if a.alloc == nil || a.free == nil {
		return C.SEAM_E_NULL
	}
	current = *a
	return C.SEAM_OK
}

//export ownershipBoxSet
func ownershipBoxSet(box *C.struct_seam_own_box, p C.const_void, size C.size_t) (rc C.int) {
	defer contain(&rc)
	if box == nil || p == nil && size > 0 {
		return C.SEAM_E_NULL
	}
	mine := box.allocator
	block := allocBy(&mine, max(size, 1))
	if block == nil {
		return C.SEAM_E_MEMORY
	}
	copy(counted(block, size), counted(unsafe.Pointer(p), size))
	if box.bytes != nil {
		freeBy(mine, box.bytes, max(box.size, 1))
	}
	box.bytes, box.size = block, size
	return C.SEAM_OK
}

//export ownershipBoxCreate
func ownershipBoxCreate(p C.const_void, size C.size_t, out **C.struct_seam_own_box) (rc C.int) {
	defer contain(&rc)
	if out == nil || p == nil && size > 0 {
		return C.SEAM_E_NULL
	}
	mine := current
	box := (*C.struct_seam_own_box)(allocBy(&mine, C.sizeof_struct_seam_own_box))
	if box == nil {
		return C.SEAM_E_MEMORY
	}
	*box = C.struct_seam_own_box{allocator: mine}
	if rc = ownershipBoxSet(box, p, size); rc != C.SEAM_OK {
		freeBy(mine, unsafe.Pointer(box), C.sizeof_struct_seam_own_box)
		return rc
	}
	liveOwned.Add(1)
	*out = box
	return C.SEAM_OK
}

//export ownershipBoxGet
func ownershipBoxGet(box C.const_own_box, out *C.const_void, size *C.size_t) C.int {
	if box == nil || out == nil || size == nil {
		return C.SEAM_E_NULL
	}
	*out, *size = C.const_void(box.bytes), box.size
	return C.SEAM_OK
}

//export ownershipBoxDestroy
func ownershipBoxDestroy(box *C.struct_seam_own_box) {
	if box == nil {
		return
	}
	mine := box.allocator
	freeBy(mine, box.bytes, max(box.size, 1))
	freeBy(mine, unsafe.Pointer(box), C.sizeof_struct_seam_own_box)
	liveOwned.Add(-1)
}
