// Messages are walked twice by the same code: once to see that one is sound and what it takes, then, in a copy that nobody else
// can change, to make its items.
package main

// #include "peer.h"
import "C"

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"
	"unsafe"
)

const head = 5 // bytes, of the message, and of each item: a byte and four

// walk is what a walk has come to.  In the first one `items` and `expanded` are nil.
type walk struct {
	bytes     []byte
	items     []C.struct_seam_sec_item
	expanded  []byte
	count     int
	expandedN int
	subject   bool
}

// expand makes room for more expanded bytes: false when that is too many.
func (w *walk) expand(b ...byte) bool {
	if len(b) > C.SEAM_SEC_EXPANDED_MAX-w.expandedN {
		return false
	}
	if w.expanded != nil {
		copy(w.expanded[w.expandedN:], b)
	}
	w.expandedN += len(b)
	return true
}

// setExpanded lets the item have what was expanded since.
func (w *walk) setExpanded(item *C.struct_seam_sec_item, start int) {
	item.size = C.size_t(w.expandedN - start)
	if w.expanded != nil && start < len(w.expanded) {
		item.bytes = unsafe.Pointer(&w.expanded[start])
	}
}

func setBytes(item *C.struct_seam_sec_item, b []byte) {
	item.bytes, item.size = unsafe.Pointer(unsafe.SliceData(b)), C.size_t(len(b))
}

func array(p []byte, item *C.struct_seam_sec_item) C.int {
	if len(p) < 8 {
		return C.SEAM_E_RANGE
	}
	count, each := uint64(binary.LittleEndian.Uint32(p)), uint64(binary.LittleEndian.Uint32(p[4:]))
	if each != 1 && each != 2 && each != 4 && each != 8 || count*each != uint64(len(p)-8) {
		return C.SEAM_E_RANGE
	}
	item.number = C.uint64_t(count)
	setBytes(item, p[8:])
	return C.SEAM_OK
}

func (w *walk) runs(p []byte, item *C.struct_seam_sec_item) C.int {
	if len(p) < 4 || len(p)%2 != 0 {
		return C.SEAM_E_RANGE
	}
	start := w.expandedN
	for i := 4; i < len(p); i += 2 {
		if p[i] == 0 || !w.expand(bytes.Repeat(p[i+1:i+2], int(p[i]))...) {
			return C.SEAM_E_RANGE
		}
	}
	if uint64(w.expandedN-start) != uint64(binary.LittleEndian.Uint32(p)) {
		return C.SEAM_E_RANGE
	}
	w.setExpanded(item, start)
	return C.SEAM_OK
}

// name: the content is bytes `at` to `end`; once a run of labels goes on elsewhere, the message's end is the only one.
func (w *walk) name(at, end int, item *C.struct_seam_sec_item) C.int {
	start, run, limit, places := w.expandedN, at, end, 0
	for {
		if at >= limit {
			return C.SEAM_E_RANGE
		}
		length := int(w.bytes[at])
		at++
		switch {
		case length >= 0xC0:
			if at >= limit {
				return C.SEAM_E_RANGE
			}
			place := length&0x3F<<8 | int(w.bytes[at])
			at++
			if places == 0 && at != end || place >= run || places == C.SEAM_SEC_PLACES_MAX {
				return C.SEAM_E_RANGE
			}
			places++
			run, at, limit = place, place, len(w.bytes)
		case length == 0:
			if places == 0 && at != end {
				return C.SEAM_E_RANGE
			}
			w.setExpanded(item, start)
			return C.SEAM_OK
		default:
			if length > 63 || length > limit-at || bytes.ContainsAny(w.bytes[at:at+length], "\x00.") {
				return C.SEAM_E_RANGE
			}
			if w.expandedN > start && !w.expand('.') || !w.expand(w.bytes[at:at+length]...) || w.expandedN-start > C.SEAM_SEC_NAME_MAX {
				return C.SEAM_E_RANGE
			}
			at += length
		}
	}
}

func varint(p []byte, item *C.struct_seam_sec_item) C.int {
	number, n := binary.Uvarint(p)
	if n <= 0 || n != len(p) || n > 1 && p[n-1] == 0 {
		return C.SEAM_E_RANGE
	}
	item.number = C.uint64_t(number)
	return C.SEAM_OK
}

func (w *walk) content(at, size int, item *C.struct_seam_sec_item) C.int {
	p := w.bytes[at : at+size]
	switch item.tag {
	case C.SEAM_SEC_NUMBER:
		if size != 8 {
			return C.SEAM_E_RANGE
		}
		item.number = C.uint64_t(binary.LittleEndian.Uint64(p))
	case C.SEAM_SEC_KIND:
		if size != 4 || binary.LittleEndian.Uint32(p)-1 > 2 {
			return C.SEAM_E_RANGE
		}
		item.number = C.uint64_t(binary.LittleEndian.Uint32(p))
	case C.SEAM_SEC_TEXT, C.SEAM_SEC_SUBJECT:
		if item.tag == C.SEAM_SEC_SUBJECT && w.subject {
			return C.SEAM_E_RANGE
		}
		w.subject = w.subject || item.tag == C.SEAM_SEC_SUBJECT
		if !utf8.Valid(p) {
			return C.SEAM_E_ENCODING
		}
		setBytes(item, p)
	case C.SEAM_SEC_ARRAY:
		return array(p, item)
	case C.SEAM_SEC_RUNS:
		return w.runs(p, item)
	case C.SEAM_SEC_NAME:
		return w.name(at, at+size, item)
	case C.SEAM_SEC_VARINT:
		return varint(p, item)
	default:
		return C.SEAM_E_RANGE
	}
	return C.SEAM_OK
}

func (w *walk) walk() C.int {
	type level struct {
		end  int
		left uint32
	}
	var lists [C.SEAM_SEC_DEPTH_MAX + 1]level
	if len(w.bytes) < head || len(w.bytes) > C.SEAM_SEC_MESSAGE_MAX || w.bytes[0] != 1 {
		return C.SEAM_E_RANGE
	}
	lists[0] = level{len(w.bytes), binary.LittleEndian.Uint32(w.bytes[1:])}
	for at, depth := head, 0; ; {
		for lists[depth].left == 0 {
			if at != lists[depth].end {
				return C.SEAM_E_RANGE
			}
			if depth == 0 {
				return C.SEAM_OK
			}
			depth--
		}
		lists[depth].left--
		if lists[depth].end-at < head || w.count == C.SEAM_SEC_ITEMS_MAX {
			return C.SEAM_E_RANGE
		}
		item := C.struct_seam_sec_item{tag: C.uint32_t(w.bytes[at]), depth: C.uint32_t(depth)}
		size := int(binary.LittleEndian.Uint32(w.bytes[at+1:]))
		at += head
		if size > lists[depth].end-at {
			return C.SEAM_E_RANGE
		}
		if item.tag == C.SEAM_SEC_LIST {
			if size < 4 || depth == C.SEAM_SEC_DEPTH_MAX {
				return C.SEAM_E_RANGE
			}
			count := binary.LittleEndian.Uint32(w.bytes[at:])
			item.number = C.uint64_t(count)
			depth++
			lists[depth] = level{at + size, count}
			at += 4
		} else {
			if rc := w.content(at, size, &item); rc != C.SEAM_OK {
				return rc
			}
			at += size
		}
		if w.items != nil {
			w.items[w.count] = item
		}
		w.count++
	}
}

//export securityMessageRelease
func securityMessageRelease(m *C.struct_seam_sec_message) {
	if m == nil {
		return
	}
	C.host_free(unsafe.Pointer(m.copy), m.size, wordAlign)
	C.host_free(unsafe.Pointer(m.expanded), m.expanded_n, wordAlign)
	C.host_free(unsafe.Pointer(m.items), m.count*C.sizeof_struct_seam_sec_item, wordAlign)
	takeBack(m)
	liveSecurity--
}

// newMessage is made of a copy that the first walk has found sound; the copy is the message's from here on, also on failure.
func newMessage(block unsafe.Pointer, sound *walk, out **C.struct_seam_sec_message) C.int {
	size := C.size_t(len(sound.bytes))
	m := lend[C.struct_seam_sec_message]()
	if m == nil {
		C.host_free(block, size, wordAlign)
		return C.SEAM_E_MEMORY
	}
	liveSecurity++
	m.copy, m.size, m.expanded_n, m.count = (*C.uchar)(block), size, C.size_t(sound.expandedN), C.size_t(sound.count)
	if m.expanded_n > 0 {
		m.expanded = (*C.uchar)(C.host_alloc(m.expanded_n, wordAlign))
	}
	if m.count > 0 {
		m.items = (*C.struct_seam_sec_item)(C.host_alloc(m.count*C.sizeof_struct_seam_sec_item, wordAlign))
	}
	if m.expanded_n > 0 && m.expanded == nil || m.count > 0 && m.items == nil {
		securityMessageRelease(m)
		return C.SEAM_E_MEMORY
	}
	w := walk{bytes: counted(block, size), items: unsafe.Slice(m.items, m.count), expanded: counted(unsafe.Pointer(m.expanded), m.expanded_n)}
	if rc := w.walk(); rc != C.SEAM_OK {
		securityMessageRelease(m)
		return rc
	}
	*out = m
	return C.SEAM_OK
}

//export securityMessageParse
func securityMessageParse(p C.const_void, n C.size_t, out **C.struct_seam_sec_message) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	b, rc := input(unsafe.Pointer(p), n, C.SEAM_SEC_MESSAGE_MAX)
	if rc != C.SEAM_OK {
		return rc
	}
	sound := walk{bytes: b}
	if rc = sound.walk(); rc != C.SEAM_OK {
		return rc
	}
	block := C.host_alloc(n, wordAlign)
	if block == nil {
		return C.SEAM_E_MEMORY
	}
	copy(counted(block, n), b)
	return newMessage(block, &sound, out)
}

//export securityMessageFetch
func securityMessageFetch(read C.seam_sec_read_fn, userdata unsafe.Pointer, out **C.struct_seam_sec_message) (rc C.int) {
	defer contain(&rc)
	if read == nil || out == nil {
		return C.SEAM_E_NULL
	}
	var length [4]byte
	if C.call_sec_read(read, userdata, 0, unsafe.Pointer(&length), 4) != 4 {
		return C.SEAM_E_FAILED
	}
	n := C.size_t(binary.LittleEndian.Uint32(length[:]))
	if n < head || n > C.SEAM_SEC_MESSAGE_MAX {
		return C.SEAM_E_RANGE
	}
	block := C.host_alloc(n, wordAlign)
	if block == nil {
		return C.SEAM_E_MEMORY
	}
	sound := walk{bytes: counted(block, n)}
	rc = C.SEAM_E_FAILED
	if C.call_sec_read(read, userdata, 4, block, n) == C.int64_t(n) {
		rc = sound.walk()
	}
	if rc != C.SEAM_OK {
		C.host_free(block, n, wordAlign)
		return rc
	}
	return newMessage(block, &sound, out)
}

//export securityMessageCount
func securityMessageCount(m C.const_sec_message, out *C.size_t) C.int {
	if m == nil || out == nil {
		return C.SEAM_E_NULL
	}
	*out = m.count
	return C.SEAM_OK
}

//export securityMessageItem
func securityMessageItem(m C.const_sec_message, index C.size_t, out *C.struct_seam_sec_item) (rc C.int) {
	defer contain(&rc)
	if m == nil || out == nil {
		return C.SEAM_E_NULL
	}
	if index >= m.count {
		return C.SEAM_E_RANGE
	}
	*out = unsafe.Slice(m.items, m.count)[index]
	return C.SEAM_OK
}

//export securityHeartbeat
func securityHeartbeat(request C.const_void, n C.size_t, reply unsafe.Pointer, size C.size_t, replyN *C.size_t) (rc C.int) {
	defer contain(&rc)
	const padding = 16
	if reply == nil && size > 0 || replyN == nil {
		return C.SEAM_E_NULL
	}
	b, rc := input(unsafe.Pointer(request), n, 2+0xFFFF)
	if rc != C.SEAM_OK {
		return rc
	}
	if n < 2 || int(binary.LittleEndian.Uint16(b)) != len(b)-2 {
		return C.SEAM_E_RANGE
	}
	*replyN = n + padding
	if size < n+padding {
		return C.SEAM_E_SPACE
	}
	to := counted(reply, n+padding)
	clear(to[copy(to, b):])
	return C.SEAM_OK
}

//export securityReportFill
func securityReportFill(kind C.uint32_t, number C.uint64_t, name *C.const_char, n C.size_t, out *C.struct_seam_sec_report) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	b, rc := input(unsafe.Pointer(name), n, C.size_t(len(out.name)))
	if rc != C.SEAM_OK {
		return rc
	}
	if kind < 1 || kind > 3 {
		return C.SEAM_E_RANGE
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return C.SEAM_E_NUL
	}
	// Byte by byte first: an assignment says nothing of the padding.
	clear(counted(unsafe.Pointer(out), C.sizeof_struct_seam_sec_report))
	out.kind, out.number, out.name_n = C.uint8_t(kind), number, C.uint16_t(n)
	copy(counted(unsafe.Pointer(&out.name), C.size_t(len(out.name))), b)
	return C.SEAM_OK
}
