// strings: bytes on both sides.  What C owns is from malloc, what C borrows is pinned, what C passes is looked at in place.
package main

// #include "peer.h"
import "C"

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"
)

// give makes the terminated copy that C owns.
func give(b []byte, out **C.char) C.int {
	p := C.try_malloc(C.size_t(len(b)) + 1)
	if p == nil {
		return C.SEAM_E_MEMORY
	}
	to := unsafe.Slice((*byte)(p), len(b)+1)
	to[copy(to, b)] = 0
	*out = (*C.char)(p)
	return C.SEAM_OK
}

func giveCounted(b []byte, out **C.char, outN *C.size_t) C.int {
	rc := give(b, out)
	if rc == C.SEAM_OK {
		*outN = C.size_t(len(b))
	}
	return rc
}

//export stringsEcho
func stringsEcho(s *C.const_char, out **C.char) (rc C.int) {
	defer contain(&rc)
	if s == nil || out == nil {
		return C.SEAM_E_NULL
	}
	return give(text(s), out)
}

//export stringsEchoOptional
func stringsEchoOptional(s *C.const_char, out **C.char) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	if s == nil {
		*out = nil
		return C.SEAM_OK
	}
	return give(text(s), out)
}

//export stringsEchoN
func stringsEchoN(s *C.const_char, n C.size_t, out **C.char, outN, nulAt *C.size_t) (rc C.int) {
	defer contain(&rc)
	if s == nil && n > 0 || out == nil || outN == nil {
		return C.SEAM_E_NULL
	}
	return giveCounted(counted(unsafe.Pointer(s), n), out, outN)
}

//export stringsTerminate
func stringsTerminate(s *C.const_char, n C.size_t, out **C.char, nulAt *C.size_t) (rc C.int) {
	defer contain(&rc)
	if s == nil && n > 0 || out == nil {
		return C.SEAM_E_NULL
	}
	b := counted(unsafe.Pointer(s), n)
	if nul := bytes.IndexByte(b, 0); nul >= 0 {
		if nulAt != nil {
			*nulAt = C.size_t(nul)
		}
		return C.SEAM_E_NUL
	}
	return give(b, out)
}

//export stringsRelease
func stringsRelease(s *C.char) {
	C.free(unsafe.Pointer(s))
}

//export stringsLength
func stringsLength(s *C.const_char, n *C.size_t) (rc C.int) {
	defer contain(&rc)
	if s == nil || n == nil {
		return C.SEAM_E_NULL
	}
	*n = C.strlen(s)
	return C.SEAM_OK
}

//export stringsCompare
func stringsCompare(a, b *C.const_char, order *C.int) (rc C.int) {
	defer contain(&rc)
	if a == nil || b == nil || order == nil {
		return C.SEAM_E_NULL
	}
	*order = C.int(bytes.Compare(text(a), text(b)))
	return C.SEAM_OK
}

//export stringsConcat
func stringsConcat(a, b *C.const_char, out **C.char) (rc C.int) {
	defer contain(&rc)
	if a == nil || b == nil || out == nil {
		return C.SEAM_E_NULL
	}
	return give(bytes.Join([][]byte{text(a), text(b)}, nil), out)
}

//export stringsLossy
func stringsLossy(s *C.const_char, n C.size_t, out **C.char, outN *C.size_t) (rc C.int) {
	defer contain(&rc)
	if s == nil && n > 0 || out == nil || outN == nil {
		return C.SEAM_E_NULL
	}
	return giveCounted(bytes.ToValidUTF8(counted(unsafe.Pointer(s), n), []byte("\uFFFD")), out, outN)
}

// ---- a string that is kept

type store struct {
	text *kept // nil: none
}

//export stringsStoreNew
func stringsStoreNew(out **C.struct_seam_strings_store) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	cell := (*C.struct_seam_strings_store)(newCell(&store{}))
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	*out = cell
	return C.SEAM_OK
}

//export stringsStoreFree
func stringsStoreFree(cell *C.struct_seam_strings_store) {
	var rc C.int
	defer contain(&rc)
	if cell == nil {
		return
	}
	object[store](cell.handle).text.drop()
	freeCell(unsafe.Pointer(cell))
}

//export stringsStoreSet
func stringsStoreSet(cell *C.struct_seam_strings_store, s *C.const_char) (rc C.int) {
	defer contain(&rc)
	if cell == nil {
		return C.SEAM_E_NULL
	}
	// The copy comes first: s may be the string that is about to be dropped.
	var next *kept
	if s != nil {
		next = keep(text(s))
	}
	store := object[store](cell.handle)
	store.text.drop()
	store.text = next
	return C.SEAM_OK
}

//export stringsStoreGet
func stringsStoreGet(cell C.const_strings_store, out **C.const_char) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil {
		return C.SEAM_E_NULL
	}
	*out, _ = object[store](cell.handle).text.lend()
	return C.SEAM_OK
}

//export stringsFill
func stringsFill(cell C.const_strings_store, buf *C.char, size C.size_t, needed *C.size_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || needed == nil || buf == nil && size > 0 {
		return C.SEAM_E_NULL
	}
	text := object[store](cell.handle).text
	if text == nil {
		return C.SEAM_E_NOT_FOUND
	}
	*needed = C.size_t(len(text.bytes))
	if *needed > size {
		return C.SEAM_E_SPACE
	}
	copy(counted(unsafe.Pointer(buf), size), text.bytes)
	return C.SEAM_OK
}

// ---- UTF-16

//export stringsUtf16FromUtf8
func stringsUtf16FromUtf8(s *C.const_char, n C.size_t, out **C.uint16_t, outN, nulAt *C.size_t) (rc C.int) {
	defer contain(&rc)
	if s == nil && n > 0 || out == nil || outN == nil {
		return C.SEAM_E_NULL
	}
	b := counted(unsafe.Pointer(s), n)
	if !utf8.Valid(b) {
		return C.SEAM_E_ENCODING
	}
	units := append(utf16.Encode(bytes.Runes(b)), 0)
	p := C.try_malloc(C.size_t(len(units)) * C.sizeof_uint16_t)
	if p == nil {
		return C.SEAM_E_MEMORY
	}
	copy(unsafe.Slice((*uint16)(p), len(units)), units)
	*out, *outN = (*C.uint16_t)(p), C.size_t(len(units)-1)
	return C.SEAM_OK
}

//export stringsUtf16ToUtf8
func stringsUtf16ToUtf8(s C.const_void, n C.size_t, out **C.char, outN, nulAt *C.size_t) (rc C.int) {
	defer contain(&rc)
	if s == nil && n > 0 || out == nil || outN == nil {
		return C.SEAM_E_NULL
	}
	units := counted(unsafe.Pointer(s), n*C.sizeof_uint16_t) // bytes: they may be at an odd address
	var b []byte
	for ; len(units) > 0; units = units[2:] {
		r := rune(binary.NativeEndian.Uint16(units))
		if utf16.IsSurrogate(r) {
			if len(units) < 4 {
				return C.SEAM_E_ENCODING
			}
			r = utf16.DecodeRune(r, rune(binary.NativeEndian.Uint16(units[2:])))
			if r == utf8.RuneError {
				return C.SEAM_E_ENCODING
			}
			units = units[2:]
		}
		b = utf8.AppendRune(b, r)
	}
	return giveCounted(b, out, outN)
}

//export stringsUtf16Length
func stringsUtf16Length(s C.const_void, units *C.size_t) (rc C.int) {
	defer contain(&rc)
	if s == nil || units == nil {
		return C.SEAM_E_NULL
	}
	n := 0
	for *(*[2]byte)(unsafe.Add(unsafe.Pointer(s), 2*n)) != [2]byte{} {
		n++
	}
	*units = C.size_t(n)
	return C.SEAM_OK
}

//export stringsUtf16Release
func stringsUtf16Release(s *C.uint16_t) {
	C.free(unsafe.Pointer(s))
}

// ---- lists

// itemsOf gives the strings of a list where C has them; nil is an absent one.
func itemsOf(items *C.const_string, lengths *C.const_size, n C.size_t) [][]byte {
	views := make([][]byte, n)
	for i, s := range unsafe.Slice(items, n) {
		switch {
		case s == nil:
		case lengths == nil:
			views[i] = text(s)
		default:
			views[i] = unsafe.Slice((*byte)(unsafe.Pointer(s)), unsafe.Slice(lengths, n)[i])
		}
	}
	return views
}

type list []*kept

//export stringsListNew
func stringsListNew(items *C.const_string, lengths *C.const_size, n C.size_t, out **C.struct_seam_strings_list,
	nulItem, nulAt *C.size_t) (rc C.int) {
	defer contain(&rc)
	if items == nil && n > 0 || out == nil {
		return C.SEAM_E_NULL
	}
	all := make(list, n)
	if n > 0 {
		for i, item := range itemsOf(items, lengths, n) {
			if item != nil {
				all[i] = keep(item)
			}
		}
	}
	cell := (*C.struct_seam_strings_list)(newCell(&all))
	if cell == nil {
		return C.SEAM_E_MEMORY
	}
	*out = cell
	return C.SEAM_OK
}

//export stringsListCount
func stringsListCount(cell C.const_strings_list, n *C.size_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || n == nil {
		return C.SEAM_E_NULL
	}
	*n = C.size_t(len(*object[list](cell.handle)))
	return C.SEAM_OK
}

//export stringsListGet
func stringsListGet(cell C.const_strings_list, i C.size_t, out **C.const_char, outN *C.size_t) (rc C.int) {
	defer contain(&rc)
	if cell == nil || out == nil || outN == nil {
		return C.SEAM_E_NULL
	}
	all := *object[list](cell.handle)
	if i >= C.size_t(len(all)) {
		return C.SEAM_E_RANGE
	}
	*out, *outN = all[i].lend()
	return C.SEAM_OK
}

//export stringsListFree
func stringsListFree(cell *C.struct_seam_strings_list) {
	var rc C.int
	defer contain(&rc)
	if cell == nil {
		return
	}
	for _, item := range *object[list](cell.handle) {
		item.drop()
	}
	freeCell(unsafe.Pointer(cell))
}

//export stringsListJoin
func stringsListJoin(items *C.const_string, n C.size_t, separator *C.const_char, out **C.char) (rc C.int) {
	defer contain(&rc)
	if items == nil && n > 0 || separator == nil || out == nil {
		return C.SEAM_E_NULL
	}
	var there [][]byte
	if n > 0 {
		for _, item := range itemsOf(items, nil, n) {
			if item != nil {
				there = append(there, item)
			}
		}
	}
	return give(bytes.Join(there, text(separator)), out)
}

//export stringsListSplit
func stringsListSplit(s *C.const_char, separator C.char, out ***C.char, outN *C.size_t) (rc C.int) {
	defer contain(&rc)
	if s == nil || out == nil || outN == nil {
		return C.SEAM_E_NULL
	}
	pieces := bytes.Split(text(s), []byte{byte(separator)})
	p := C.calloc(C.size_t(len(pieces))+1, C.size_t(unsafe.Sizeof(*out)))
	if p == nil {
		return C.SEAM_E_MEMORY
	}
	array := unsafe.Slice((**C.char)(p), len(pieces))
	for i, piece := range pieces {
		if rc = give(piece, &array[i]); rc != C.SEAM_OK {
			stringsListRelease((**C.char)(p), C.size_t(i))
			return rc
		}
	}
	*out, *outN = (**C.char)(p), C.size_t(len(pieces))
	return C.SEAM_OK
}

//export stringsListRelease
func stringsListRelease(array **C.char, n C.size_t) {
	if array == nil {
		return
	}
	for _, s := range unsafe.Slice(array, n) {
		C.free(unsafe.Pointer(s))
	}
	C.free(unsafe.Pointer(array))
}

// ---- fixed fields

//export stringsFieldGet
func stringsFieldGet(field *C.const_char, out **C.char) (rc C.int) {
	defer contain(&rc)
	if field == nil || out == nil {
		return C.SEAM_E_NULL
	}
	b, _, _ := bytes.Cut(counted(unsafe.Pointer(field), C.SEAM_STRINGS_FIELD), []byte{0})
	return give(b, out)
}

//export stringsFieldSet
func stringsFieldSet(field *C.char, s *C.const_char) (rc C.int) {
	defer contain(&rc)
	if field == nil || s == nil {
		return C.SEAM_E_NULL
	}
	b := text(s)
	if len(b) > C.SEAM_STRINGS_FIELD {
		return C.SEAM_E_SPACE
	}
	to := counted(unsafe.Pointer(field), C.SEAM_STRINGS_FIELD)
	clear(to[copy(to, b):])
	return C.SEAM_OK
}

// ---- error text and callbacks

var noMessage = keep(nil)
var message = noMessage

//export stringsErrorSet
func stringsErrorSet(s *C.const_char, n C.size_t, nulAt *C.size_t) (rc C.int) {
	defer contain(&rc)
	if s == nil && n > 0 {
		return C.SEAM_E_NULL
	}
	next := noMessage
	if n > 0 {
		next = keep(counted(unsafe.Pointer(s), n))
	}
	if message != noMessage {
		message.drop()
	}
	message = next
	return C.SEAM_OK
}

//export stringsErrorText
func stringsErrorText(out **C.const_char, outN *C.size_t) (rc C.int) {
	defer contain(&rc)
	if out == nil || outN == nil {
		return C.SEAM_E_NULL
	}
	*out, *outN = message.lend()
	return C.SEAM_OK
}

//export stringsVisit
func stringsVisit(s *C.const_char, n C.size_t, separator C.char, visitor C.seam_strings_visitor, userdata unsafe.Pointer,
	nulAt *C.size_t) (rc C.int) {
	defer contain(&rc)
	if s == nil && n > 0 || visitor == nil {
		return C.SEAM_E_NULL
	}
	for _, piece := range bytes.Split(bytes.Clone(counted(unsafe.Pointer(s), n)), []byte{byte(separator)}) {
		// Go memory that C may look at during the call.
		terminated := append(piece[:len(piece):len(piece)], 0)
		C.call_visitor(visitor, userdata, (*C.const_char)(unsafe.Pointer(&terminated[0])), C.size_t(len(piece)))
	}
	return C.SEAM_OK
}
