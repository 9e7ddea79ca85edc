// buffers: C's memory is looked at where it is, through slices that are as long as C says; each size is checked before it is used.
package main

// #include "peer.h"
import "C"

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"math"
	"slices"
	"unsafe"
)

const most = C.SEAM_BUFFERS_MOST

// fits tells whether n items of a size are no more than an op takes.
func fits(n, size C.size_t) bool {
	return n <= most && (size == 0 || n <= most/size)
}

// span is n items where C has them: good during the call.
func span[T any](p unsafe.Pointer, n C.size_t) ([]T, C.int) {
	if !fits(n, C.size_t(unsafe.Sizeof(*new(T)))) {
		return nil, C.SEAM_E_RANGE
	}
	if n == 0 {
		return nil, C.SEAM_OK
	}
	if p == nil {
		return nil, C.SEAM_E_NULL
	}
	return unsafe.Slice((*T)(p), n), C.SEAM_OK
}

func within(offset, n, size C.size_t) bool {
	return offset <= size && n <= size-offset
}

// room is where a result of `needed` items goes; *size is the room that there is and becomes what is needed.
func room[T any](needed C.size_t, to unsafe.Pointer, size *C.size_t) ([]T, C.int) {
	there, rc := span[T](to, *size)
	if rc != C.SEAM_OK {
		return nil, rc
	}
	if !fits(needed, C.size_t(unsafe.Sizeof(*new(T)))) {
		return nil, C.SEAM_E_RANGE
	}
	*size = needed
	if needed > C.size_t(len(there)) {
		return nil, C.SEAM_E_SPACE
	}
	return there[:needed], C.SEAM_OK
}

// ---- reading counted bytes

//export buffersDigest
func buffersDigest(p C.const_void, n C.size_t, out *C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	b, rc := span[byte](unsafe.Pointer(p), n)
	if rc != C.SEAM_OK {
		return rc
	}
	hash := uint64(14695981039346656037)
	for _, each := range b {
		hash = (hash ^ uint64(each)) * 1099511628211
	}
	*out = C.uint64_t(hash)
	return C.SEAM_OK
}

//export buffersFind
func buffersFind(hay C.const_void, hayN C.size_t, needle C.const_void, needleN C.size_t, at *C.size_t) (rc C.int) {
	defer contain(&rc)
	if at == nil {
		return C.SEAM_E_NULL
	}
	h, rc := span[byte](unsafe.Pointer(hay), hayN)
	if rc != C.SEAM_OK {
		return rc
	}
	n, rc := span[byte](unsafe.Pointer(needle), needleN)
	if rc != C.SEAM_OK {
		return rc
	}
	i := bytes.Index(h, n)
	if i < 0 {
		return C.SEAM_E_NOT_FOUND
	}
	*at = C.size_t(i)
	return C.SEAM_OK
}

//export buffersDescribe
func buffersDescribe(p C.const_void, n C.size_t, out *C.struct_seam_buffers_summary) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	b, rc := span[byte](unsafe.Pointer(p), n)
	if rc != C.SEAM_OK {
		return rc
	}
	*out = C.struct_seam_buffers_summary{}
	if n > 0 {
		out.least, out.most, out.last = C.uint8_t(slices.Min(b)), C.uint8_t(slices.Max(b)), C.uint8_t(b[n-1])
		out.size, out.first_zero = C.uint64_t(n), C.uint64_t(n)
	}
	if i := bytes.IndexByte(b, 0); i >= 0 {
		out.zeros, out.first_zero = C.uint32_t(bytes.Count(b, []byte{0})), C.uint64_t(i)
	}
	return C.SEAM_OK
}

//export buffersSumU32
func buffersSumU32(numbers C.const_void, count C.size_t, out *C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	// Arrays of bytes, for they may be at an odd address.
	all, rc := span[[4]byte](unsafe.Pointer(numbers), count)
	if rc != C.SEAM_OK {
		return rc
	}
	var sum uint64
	for i := range all {
		sum += uint64(binary.NativeEndian.Uint32(all[i][:]))
	}
	*out = C.uint64_t(sum)
	return C.SEAM_OK
}

// ---- from the caller's memory to the caller's memory

//export buffersHex
func buffersHex(p C.const_void, n C.size_t, to unsafe.Pointer, size *C.size_t) (rc C.int) {
	defer contain(&rc)
	if size == nil {
		return C.SEAM_E_NULL
	}
	b, rc := span[byte](unsafe.Pointer(p), n)
	if rc != C.SEAM_OK {
		return rc
	}
	out, rc := room[byte](2*n, to, size)
	if rc == C.SEAM_OK {
		hex.Encode(out, b)
	}
	return rc
}

//export buffersReverse
func buffersReverse(from C.const_void, n C.size_t, to unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	in, rc := span[byte](unsafe.Pointer(from), n)
	if rc != C.SEAM_OK {
		return rc
	}
	out, rc := span[byte](to, n)
	if rc != C.SEAM_OK {
		return rc
	}
	a, b := uintptr(from), uintptr(to)
	if apart := max(a, b) - min(a, b); apart > 0 && apart < uintptr(n) {
		return C.SEAM_E_RANGE
	}
	copy(out, in)
	slices.Reverse(out)
	return C.SEAM_OK
}

//export buffersMove
func buffersMove(p unsafe.Pointer, size, to, from, n C.size_t) (rc C.int) {
	defer contain(&rc)
	b, rc := span[byte](p, size)
	if rc != C.SEAM_OK {
		return rc
	}
	if !within(to, n, size) || !within(from, n, size) {
		return C.SEAM_E_RANGE
	}
	copy(b[to:], b[from:from+n])
	return C.SEAM_OK
}

// ---- arrays and slices

//export buffersDecode
func buffersDecode(wire C.const_void, size C.size_t, to *C.struct_seam_buffers_record, count *C.size_t) (rc C.int) {
	defer contain(&rc)
	if count == nil {
		return C.SEAM_E_NULL
	}
	b, rc := span[byte](unsafe.Pointer(wire), size)
	if rc != C.SEAM_OK {
		return rc
	}
	if size%C.SEAM_BUFFERS_WIRE != 0 {
		return C.SEAM_E_RANGE
	}
	records, rc := room[C.struct_seam_buffers_record](size/C.SEAM_BUFFERS_WIRE, unsafe.Pointer(to), count)
	if rc != C.SEAM_OK {
		return rc
	}
	for i := range records {
		r, w := &records[i], b[i*C.SEAM_BUFFERS_WIRE:]
		r.kind = C.uint8_t(w[0])
		r.serial = C.uint64_t(binary.BigEndian.Uint64(w[1:]))
		r.flags = C.uint16_t(binary.BigEndian.Uint16(w[9:]))
		r.weight = C.double(math.Float64frombits(binary.NativeEndian.Uint64(w[11:])))
		r.id = C.uint32_t(binary.BigEndian.Uint32(w[19:]))
	}
	return C.SEAM_OK
}

//export buffersEncode
func buffersEncode(records C.const_record, count C.size_t, to unsafe.Pointer, size *C.size_t) (rc C.int) {
	defer contain(&rc)
	if size == nil {
		return C.SEAM_E_NULL
	}
	all, rc := span[C.struct_seam_buffers_record](unsafe.Pointer(records), count)
	if rc != C.SEAM_OK {
		return rc
	}
	out, rc := room[byte](count*C.SEAM_BUFFERS_WIRE, to, size)
	if rc != C.SEAM_OK {
		return rc
	}
	out = out[:0]
	for i := range all {
		r := &all[i]
		out = append(out, byte(r.kind))
		out = binary.BigEndian.AppendUint64(out, uint64(r.serial))
		out = binary.BigEndian.AppendUint16(out, uint16(r.flags))
		out = binary.NativeEndian.AppendUint64(out, math.Float64bits(float64(r.weight)))
		out = binary.BigEndian.AppendUint32(out, uint32(r.id))
	}
	return C.SEAM_OK
}

//export buffersRaise
func buffersRaise(records *C.struct_seam_buffers_record, count C.int, by C.uint32_t) (rc C.int) {
	defer contain(&rc)
	if count < 0 {
		return C.SEAM_E_RANGE
	}
	all, rc := span[C.struct_seam_buffers_record](unsafe.Pointer(records), C.size_t(count))
	for i := range all {
		all[i].id += by
	}
	return rc
}

// rowsWithin tells whether the rows of a slice, of which there are some, lie within `size`.
func rowsWithin(s C.struct_seam_buffers_slice, size C.size_t) bool {
	pitch := max(s.stride, -s.stride)
	if !fits(s.rows-1, C.size_t(pitch)) {
		return false
	}
	way := (s.rows - 1) * C.size_t(pitch)
	if s.stride < 0 {
		return way <= s.offset && within(s.offset, s.width, size)
	}
	return within(s.offset, s.width, size) && way <= size-s.offset-s.width
}

//export buffersSlice
func buffersSlice(grid C.const_void, size C.size_t, which C.const_slice, to unsafe.Pointer, toSize *C.size_t) (rc C.int) {
	defer contain(&rc)
	if which == nil || toSize == nil {
		return C.SEAM_E_NULL
	}
	b, rc := span[byte](unsafe.Pointer(grid), size)
	if rc != C.SEAM_OK {
		return rc
	}
	s := *which
	if s.offset > most || s.width > most || !fits(s.rows, s.width) || s.stride > most || s.stride < -most ||
		s.rows > 0 && s.width > 0 && !rowsWithin(s, size) {
		return C.SEAM_E_RANGE
	}
	out, rc := room[byte](s.rows*s.width, to, toSize)
	if rc != C.SEAM_OK || len(out) == 0 {
		return rc
	}
	for r := range int(s.rows) {
		at := int(s.offset) + r*int(s.stride)
		copy(out[r*int(s.width):], b[at:at+int(s.width)])
	}
	return C.SEAM_OK
}

// pieces are counted bytes in an array of pointers and sizes, and how many bytes they have together.
func pieces(p unsafe.Pointer, count C.size_t) (all [][]byte, total C.size_t, rc C.int) {
	array, rc := span[C.struct_seam_buffers_piece](p, count)
	if rc != C.SEAM_OK {
		return nil, 0, rc
	}
	for _, each := range array {
		b, rc := span[byte](unsafe.Pointer(each.bytes), each.size)
		if rc != C.SEAM_OK {
			return nil, 0, rc
		}
		if each.size > most-total {
			return nil, 0, C.SEAM_E_RANGE
		}
		total += each.size
		all = append(all, b)
	}
	return all, total, C.SEAM_OK
}

//export buffersGather
func buffersGather(array C.const_piece, count C.size_t, to unsafe.Pointer, size *C.size_t) (rc C.int) {
	defer contain(&rc)
	if size == nil {
		return C.SEAM_E_NULL
	}
	all, needed, rc := pieces(unsafe.Pointer(array), count)
	if rc != C.SEAM_OK {
		return rc
	}
	out, rc := room[byte](needed, to, size)
	if rc != C.SEAM_OK {
		return rc
	}
	for _, each := range all {
		out = out[copy(out, each):]
	}
	return C.SEAM_OK
}

//export buffersScatter
func buffersScatter(from C.const_void, n C.size_t, rooms C.const_room, count C.size_t, done *C.size_t) (rc C.int) {
	defer contain(&rc)
	if done == nil {
		return C.SEAM_E_NULL
	}
	b, rc := span[byte](unsafe.Pointer(from), n)
	if rc != C.SEAM_OK {
		return rc
	}
	all, _, rc := pieces(unsafe.Pointer(rooms), count) // a room has the fields of a piece
	if rc != C.SEAM_OK {
		return rc
	}
	for _, each := range all {
		b = b[copy(each, b):]
	}
	*done = n - C.size_t(len(b))
	return C.SEAM_OK
}

//export buffersGatherRows
func buffersGatherRows(rows *C.const_row, count, width C.size_t, to unsafe.Pointer, size, absent *C.size_t) (rc C.int) {
	defer contain(&rc)
	if size == nil || absent == nil {
		return C.SEAM_E_NULL
	}
	all, rc := span[unsafe.Pointer](unsafe.Pointer(rows), count)
	if rc != C.SEAM_OK {
		return rc
	}
	if !fits(width, count) {
		return C.SEAM_E_RANGE
	}
	there := slices.DeleteFunc(slices.Clone(all), func(row unsafe.Pointer) bool { return row == nil })
	out, rc := room[byte](C.size_t(len(there))*width, to, size)
	if rc != C.SEAM_OK {
		return rc
	}
	*absent = count - C.size_t(len(there))
	for _, row := range there {
		out = out[copy(out, counted(row, width)):]
	}
	return C.SEAM_OK
}
