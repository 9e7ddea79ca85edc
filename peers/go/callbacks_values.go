// callbacks: every type as argument and result, of functions of both sides; bytes that come and go; memory of the host's own kind.
package main

// #include "peer.h"
import "C"

import "unsafe"

// table is a copy of a struct as far as its maker knew it, the rest being zero.  The struct begins with its size.
func table[T any](theirs unsafe.Pointer) (mine T, rc C.int) {
	size := *(*C.size_t)(theirs)
	if size < C.sizeof_size_t {
		return mine, C.SEAM_E_VERSION
	}
	size -= size % C.sizeof_size_t // no half pointers
	copy(unsafe.Slice((*byte)(unsafe.Pointer(&mine)), unsafe.Sizeof(mine)), unsafe.Slice((*byte)(theirs), min(size, C.size_t(unsafe.Sizeof(mine)))))
	return mine, C.SEAM_OK
}

//export callbacksRelay
func callbacksRelay(functions C.const_relay, in C.const_values, userdata unsafe.Pointer, out *C.struct_seam_values) (rc C.int) {
	defer contain(&rc)
	if functions == nil || in == nil || out == nil {
		return C.SEAM_E_NULL
	}
	f, rc := table[C.struct_seam_relay](unsafe.Pointer(functions))
	if rc != C.SEAM_OK {
		return rc
	}
	if f.i8 != nil {
		out.i8 = C.call_i8(f.i8, in.i8, userdata)
	}
	if f.u8 != nil {
		out.u8 = C.call_u8(f.u8, in.u8, userdata)
	}
	if f.i16 != nil {
		out.i16 = C.call_i16(f.i16, in.i16, userdata)
	}
	if f.u16 != nil {
		out.u16 = C.call_u16(f.u16, in.u16, userdata)
	}
	if f.i32 != nil {
		out.i32 = C.call_i32(f.i32, in.i32, userdata)
	}
	if f.u32 != nil {
		out.u32 = C.call_u32(f.u32, in.u32, userdata)
	}
	if f.i64 != nil {
		out.i64 = C.call_i64(f.i64, in.i64, userdata)
	}
	if f.u64 != nil {
		out.u64 = C.call_u64(f.u64, in.u64, userdata)
	}
	if f.f32 != nil {
		out.f32 = C.call_f32(f.f32, in.f32, userdata)
	}
	if f.f64 != nil {
		out.f64 = C.call_f64(f.f64, in.f64, userdata)
	}
	if f.truth != nil {
		out.truth = C.call_truth(f.truth, in.truth, userdata)
	}
	if f.pointer != nil {
		out.pointer = C.call_pointer(f.pointer, in.pointer, userdata)
	}
	return C.SEAM_OK
}

//export callbacksRelayStructs
func callbacksRelayStructs(functions C.const_relay_structs, in C.const_structs, userdata unsafe.Pointer,
	out *C.struct_seam_structs) (rc C.int) {
	defer contain(&rc)
	if functions == nil || in == nil || out == nil {
		return C.SEAM_E_NULL
	}
	f, rc := table[C.struct_seam_relay_structs](unsafe.Pointer(functions))
	if rc != C.SEAM_OK {
		return rc
	}
	if f.spot != nil {
		out.spot = C.call_spot(f.spot, in.spot, userdata)
	}
	if f.pair != nil {
		out.pair = C.call_pair(f.pair, in.pair, userdata)
	}
	if f.wide != nil {
		out.wide = C.call_wide(f.wide, in.wide, userdata)
	}
	return C.SEAM_OK
}

//export callbacksCallTwelve
func callbacksCallTwelve(v C.const_twelve, callback C.seam_twelve_fn, userdata unsafe.Pointer, result *C.double) (rc C.int) {
	defer contain(&rc)
	if v == nil || callback == nil || result == nil {
		return C.SEAM_E_NULL
	}
	*result = C.call_twelve(callback, v.a, v.b, v.c, v.d, v.e, v.f, v.g, v.h, v.i, v.j, v.k, v.l, userdata)
	return C.SEAM_OK
}

// echo gives the value; or, after a panic that it contains, the zero of its type.
func echo[T any](value T, fail C.int) (out T) {
	defer func() {
		if why := recover(); why != nil {
			keepPanic(why)
		}
	}()
	if fail != 0 {
		panic("the echo fails")
	}
	return value
}

//export echoI8
func echoI8(value C.int8_t, fail C.int) C.int8_t { return echo(value, fail) }

//export echoU8
func echoU8(value C.uint8_t, fail C.int) C.uint8_t { return echo(value, fail) }

//export echoI16
func echoI16(value C.int16_t, fail C.int) C.int16_t { return echo(value, fail) }

//export echoU16
func echoU16(value C.uint16_t, fail C.int) C.uint16_t { return echo(value, fail) }

//export echoI32
func echoI32(value C.int32_t, fail C.int) C.int32_t { return echo(value, fail) }

//export echoU32
func echoU32(value C.uint32_t, fail C.int) C.uint32_t { return echo(value, fail) }

//export echoI64
func echoI64(value C.int64_t, fail C.int) C.int64_t { return echo(value, fail) }

//export echoU64
func echoU64(value C.uint64_t, fail C.int) C.uint64_t { return echo(value, fail) }

//export echoF32
func echoF32(value C.float, fail C.int) C.float { return echo(value, fail) }

//export echoF64
func echoF64(value C.double, fail C.int) C.double { return echo(value, fail) }

//export echoTruth
func echoTruth(value C.bool, fail C.int) C.bool { return echo(value, fail) }

//export echoPointer
func echoPointer(value unsafe.Pointer, fail C.int) unsafe.Pointer { return echo(value, fail) }

//export echoSpot
func echoSpot(value C.struct_seam_spot, fail C.int) C.struct_seam_spot { return echo(value, fail) }

//export echoPair
func echoPair(value C.struct_seam_pair, fail C.int) C.struct_seam_pair { return echo(value, fail) }

//export echoWide
func echoWide(value C.struct_seam_wide, fail C.int) C.struct_seam_wide { return echo(value, fail) }

//export callbacksEchoes
func callbacksEchoes(functions *C.struct_seam_echoes) (rc C.int) {
	defer contain(&rc)
	if functions == nil {
		return C.SEAM_E_NULL
	}
	*functions = C.seam_go_echoes
	return C.SEAM_OK
}

// ---- bytes that come and go.  C stores into Go's memory, and reads it, during its calls only.

// terminated is a copy with a terminator, and where C finds it.
func terminated(b []byte) *C.char {
	return (*C.char)(unsafe.Pointer(&append(b[:len(b):len(b)], 0)[0]))
}

//export callbacksAsk
func callbacksAsk(question *C.const_char, length C.size_t, answer C.seam_answer_fn, userdata unsafe.Pointer, out **C.char,
	n *C.size_t) (rc C.int) {
	defer contain(&rc)
	if question == nil && length > 0 || answer == nil || out == nil || n == nil {
		return C.SEAM_E_NULL
	}
	var buffer [C.SEAM_ANSWER_SIZE + 1]byte
	var used C.size_t
	asked := terminated(counted(unsafe.Pointer(question), length))
	if C.call_answer(answer, asked, length, (*C.char)(unsafe.Pointer(&buffer)), C.SEAM_ANSWER_SIZE, &used, userdata) != 0 {
		return C.SEAM_E_FAILED
	}
	if used > C.SEAM_ANSWER_SIZE {
		return C.SEAM_E_RANGE
	}
	buffer[used] = 0
	block, rc := lentCopy(buffer[:used+1], used+1)
	if rc == C.SEAM_OK {
		*out, *n = (*C.char)(block), used
	}
	return rc
}

// writeAll gives what write returned last.
func writeAll(t *C.struct_seam_transfer, bytes []byte, done *C.uint64_t) (C.int64_t, C.int) {
	for {
		value := C.call_write(t, unsafe.Pointer(&bytes[0]), C.size_t(len(bytes)))
		if value <= 0 {
			return value, C.SEAM_E_FAILED
		}
		if value > C.int64_t(len(bytes)) {
			return value, C.SEAM_E_RANGE
		}
		*done += C.uint64_t(value)
		if bytes = bytes[value:]; len(bytes) == 0 {
			return value, C.SEAM_OK
		}
	}
}

func transfer(t *C.struct_seam_transfer, done *C.uint64_t) (C.int64_t, C.int) {
	buffer := make([]byte, 4096)
	for {
		value := C.call_read(t, unsafe.Pointer(&buffer[0]), C.size_t(len(buffer)))
		if value == 0 {
			return 0, C.SEAM_OK
		}
		if value < 0 {
			return value, C.SEAM_E_FAILED
		}
		if value > C.int64_t(len(buffer)) {
			return value, C.SEAM_E_RANGE
		}
		if value, rc := writeAll(t, buffer[:value], done); rc != C.SEAM_OK {
			return value, rc
		}
		if t.progress != nil {
			if stop := C.call_progress(t, *done); stop != 0 {
				return C.int64_t(stop), C.SEAM_E_FAILED
			}
		}
	}
}

//export callbacksTransfer
func callbacksTransfer(theirs C.const_transfer, name *C.const_char, done *C.uint64_t, result *C.int64_t) (rc C.int) {
	defer contain(&rc)
	if theirs == nil || name == nil || done == nil || result == nil {
		return C.SEAM_E_NULL
	}
	t, rc := table[C.struct_seam_transfer](unsafe.Pointer(theirs))
	if rc != C.SEAM_OK || t.size < C.size_t(unsafe.Offsetof(t.progress)) {
		return C.SEAM_E_VERSION
	}
	if t.read == nil || t.write == nil {
		return C.SEAM_E_NULL
	}
	if t.log != nil {
		C.call_log(&t, 1, terminated(append([]byte("transfer of "), text(name)...)))
	}
	var taken C.uint64_t
	*result, rc = transfer(&t, &taken)
	*done = taken
	return rc
}

//export callbacksJoin
func callbacksJoin(parts *C.const_string, n C.size_t, memory C.const_memory, out **C.char) (rc C.int) {
	defer contain(&rc)
	if memory == nil || memory.alloc == nil || memory.realloc == nil || memory.free == nil || out == nil || parts == nil && n > 0 {
		return C.SEAM_E_NULL
	}
	var joined []byte
	if n > 0 {
		for _, part := range itemsOf(parts, nil, n) {
			if part == nil {
				return C.SEAM_E_NULL
			}
			joined = append(joined, part...)
		}
	}
	block := C.call_alloc(memory, C.size_t(len(joined))+1)
	if block == nil {
		return C.SEAM_E_MEMORY
	}
	to := counted(block, C.size_t(len(joined))+1)
	to[copy(to, joined)] = 0
	*out = (*C.char)(block)
	return C.SEAM_OK
}
