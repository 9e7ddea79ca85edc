// layout: the contract's structs as cgo imports them, described and used by reflection.
package main

// #include "peer.h"
import "C"

import (
	"math"
	"reflect"
	"strconv"
	"strings"
	"unsafe"
)

func of[T any]() reflect.Type { return reflect.TypeFor[T]() }

var types = map[string]reflect.Type{
	"boolean": of[C.struct_seam_boolean](), "char": of[C.struct_seam_char](), "schar": of[C.struct_seam_schar](),
	"uchar": of[C.struct_seam_uchar](), "short": of[C.struct_seam_short](), "ushort": of[C.struct_seam_ushort](),
	"int": of[C.struct_seam_int](), "uint": of[C.struct_seam_uint](), "long": of[C.struct_seam_long](),
	"ulong": of[C.struct_seam_ulong](), "llong": of[C.struct_seam_llong](), "ullong": of[C.struct_seam_ullong](),
	"i8": of[C.struct_seam_i8](), "i16": of[C.struct_seam_i16](), "i32": of[C.struct_seam_i32](),
	"i64": of[C.struct_seam_i64](), "u8": of[C.struct_seam_u8](), "u16": of[C.struct_seam_u16](),
	"u32": of[C.struct_seam_u32](), "u64": of[C.struct_seam_u64](), "wchar": of[C.struct_seam_wchar](),
	"size": of[C.struct_seam_size](), "ptrdiff": of[C.struct_seam_ptrdiff](), "intptr": of[C.struct_seam_intptr](),
	"uintptr": of[C.struct_seam_uintptr](), "intmax": of[C.struct_seam_intmax](), "float": of[C.struct_seam_float](),
	"double": of[C.struct_seam_double](), "complex_float": of[C.struct_seam_complex_float](),
	"complex_double": of[C.struct_seam_complex_double](), "pointer": of[C.struct_seam_pointer](),
	"string": of[C.struct_seam_string](), "function": of[C.struct_seam_function](),

	"fixed12": of[C.struct_seam_fixed12](), "fixed24": of[C.struct_seam_fixed24](),
	"fixed16": of[C.struct_seam_fixed16](), "vec2": of[C.struct_seam_vec2](), "mixed": of[C.struct_seam_mixed](),
	"nested": of[C.struct_seam_nested](), "array": of[C.struct_seam_array](), "matrix": of[C.struct_seam_matrix](),
	"array_of_structs": of[C.struct_seam_array_of_structs](), "id20": of[C.struct_seam_id20](),
	"signature": of[C.struct_seam_signature](), "union": of[C.struct_seam_union](),
	"tagged": of[C.struct_seam_tagged](), "anonymous": of[C.struct_seam_anonymous](),
	"enums": of[C.struct_seam_enums](), "list": of[C.struct_seam_list](), "packed1": of[C.struct_seam_packed1](),
	"packed2": of[C.struct_seam_packed2](), "packed4": of[C.struct_seam_packed4](),
	"packed_inside": of[C.struct_seam_packed_inside](), "aligned16": of[C.struct_seam_aligned16](),
	"aligned32": of[C.struct_seam_aligned32](), "aligned64": of[C.struct_seam_aligned64](),
	"aligned_inside": of[C.struct_seam_aligned_inside](), "flexible": of[C.struct_seam_flexible](),
	"empty": of[C.struct_seam_empty](), "empty_inside": of[C.struct_seam_empty_inside](),
	"options_v1": of[C.struct_seam_options_v1](), "options": of[C.struct_seam_options](),

	"bits_run": of[C.struct_seam_bits_run](), "bits_signed": of[C.struct_seam_bits_signed](),
	"bits_zero": of[C.struct_seam_bits_zero](), "bits_units": of[C.struct_seam_bits_units](),
	"bits_mixed": of[C.struct_seam_bits_mixed](), "bits_wide": of[C.struct_seam_bits_wide](),
	"bits_packed": of[C.struct_seam_bits_packed](),
}

// A place is a leaf or part: where it lies in its type, and what lies there.
type place struct {
	offset uintptr
	t      reflect.Type
	kind   C.enum_seam_kind // 0: the one that t has
}

const (
	inUnion  = unsafe.Offsetof(C.struct_seam_union{}.as)
	inTagged = unsafe.Offsetof(C.struct_seam_tagged{}.as)
	inFirst  = unsafe.Offsetof(C.struct_seam_anonymous{}.anon0)
	inSecond = unsafe.Offsetof(C.struct_seam_anonymous{}.anon1)
	behind   = unsafe.Sizeof(C.struct_seam_flexible{})
)

// What cgo makes bytes of (unions), gives names of its own (anonymous members) or leaves out (flexible arrays): a program in Go
// says by hand what is there, as it is said here.
var casts = map[string]place{
	"union.as": {inUnion, of[[8]byte](), C.SEAM_KIND_UNION}, "union.as.byte": {inUnion, of[C.uint8_t](), 0},
	"union.as.i": {inUnion, of[C.int32_t](), 0}, "union.as.d": {inUnion, of[C.double](), 0},
	"union.as.p": {inUnion, of[unsafe.Pointer](), 0}, "union.as.pair": {inUnion, of[[2]C.uint16_t](), 0},
	"union.as.pair[0]": {inUnion, of[C.uint16_t](), 0}, "union.as.pair[1]": {inUnion + 2, of[C.uint16_t](), 0},
	"tagged.as":   {inTagged, of[[8]byte](), C.SEAM_KIND_UNION},
	"tagged.as.i": {inTagged, of[C.int64_t](), 0}, "tagged.as.d": {inTagged, of[C.double](), 0},
	"tagged.as.s":    {inTagged, of[*C.char](), 0},
	"anonymous.word": {inFirst, of[C.uint32_t](), 0}, "anonymous.low": {inFirst, of[C.uint16_t](), 0},
	"anonymous.high": {inFirst + 2, of[C.uint16_t](), 0}, "anonymous.x": {inSecond, of[C.uint8_t](), 0},
	"anonymous.y":    {inSecond + 8, of[C.uint64_t](), 0},
	"flexible.items": {behind, of[[0]C.uint32_t](), 0}, "flexible.items[0]": {behind, of[C.uint32_t](), 0},
	"flexible.items[1]": {behind + 4, of[C.uint32_t](), 0}, "flexible.items[3]": {behind + 12, of[C.uint32_t](), 0},
}

// Types without a counterpart in Go: cgo stops at a long double, and a 128-bit integer is an array of bytes.
var missing = set("long_double complex_long_double i128 u128")

// Fields that cgo leaves out, for Go has none that are misaligned: https://go.dev/issue/42761.  It has no bit-fields either, and
// each of them is left out: https://go.dev/issue/29611
var omitted = set("packed1.b packed1.c packed1.d packed2.b packed4.d packed_inside.inner.b packed_inside.inner.c packed_inside.inner.d")

// Types whose alignment Go cannot say, https://go.dev/issue/19057: it is that of the fields that are left, and a union's is 1.
var realigned = set("aligned16 aligned32 aligned64 aligned_inside packed2 union tagged bits_run bits_signed bits_zero bits_units bits_mixed bits_wide")

func set(words string) map[string]bool {
	s := map[string]bool{}
	for _, word := range strings.Fields(words) {
		s[word] = true
	}
	return s
}

// locate finds the place of a path, "item[1].c", in a type.
func locate(name, path string) (place, C.int) {
	if omitted[name+"."+path] || missing[name] || strings.HasPrefix(name, "bits_") {
		return place{}, C.SEAM_E_UNSUPPORTED
	}
	if at, ok := casts[name+"."+path]; ok {
		return at, C.SEAM_OK
	}
	at := place{t: types[name]}
	if at.t == nil {
		return at, C.SEAM_E_NOT_FOUND
	}
	for _, step := range strings.Split(strings.ReplaceAll(path, "[", ".["), ".") {
		index, isIndex := strings.CutPrefix(step, "[")
		switch {
		case isIndex && at.t.Kind() == reflect.Array:
			i, err := strconv.Atoi(strings.TrimSuffix(index, "]"))
			if err != nil || i < 0 || i >= at.t.Len() {
				return at, C.SEAM_E_NOT_FOUND
			}
			at.t = at.t.Elem()
			at.offset += uintptr(i) * at.t.Size()
		case !isIndex && at.t.Kind() == reflect.Struct:
			field, ok := at.t.FieldByName(step)
			if !ok || step == "_" {
				return at, C.SEAM_E_NOT_FOUND
			}
			at.t = field.Type
			at.offset += field.Offset
		default:
			return at, C.SEAM_E_NOT_FOUND
		}
	}
	return at, C.SEAM_OK
}

func kindOf(at place) (C.enum_seam_kind, C.uint32_t) {
	switch kind := at.t.Kind(); {
	case at.kind != 0:
		return at.kind, 0
	case kind == reflect.Bool:
		return C.SEAM_KIND_BOOL, 0
	case kind >= reflect.Int && kind <= reflect.Int64:
		return C.SEAM_KIND_INTEGER, 1
	case kind >= reflect.Uint && kind <= reflect.Uintptr:
		return C.SEAM_KIND_INTEGER, 0
	case kind == reflect.Float32 || kind == reflect.Float64:
		return C.SEAM_KIND_FLOAT, 0
	case kind == reflect.Complex64 || kind == reflect.Complex128:
		return C.SEAM_KIND_COMPLEX, 0
	case kind == reflect.Array:
		return C.SEAM_KIND_ARRAY, 0
	case kind == reflect.Struct:
		return C.SEAM_KIND_STRUCT, 0
	default:
		return C.SEAM_KIND_POINTER, 0
	}
}

//export layoutDescribe
func layoutDescribe(name, field *C.const_char, out *C.struct_seam_view) (rc C.int) {
	defer contain(&rc)
	key := C.GoString(name)
	at, rc := place{t: types[key]}, C.int(C.SEAM_OK)
	switch {
	case field != nil:
		at, rc = locate(key, C.GoString(field))
	case missing[key] || realigned[key]:
		rc = C.SEAM_E_UNSUPPORTED
	case at.t == nil:
		rc = C.SEAM_E_NOT_FOUND
	}
	if rc != C.SEAM_OK {
		return rc
	}
	kind, isSigned := kindOf(at)
	count := 1
	if kind == C.SEAM_KIND_ARRAY {
		count = at.t.Len()
	}
	*out = C.struct_seam_view{size: C.uint64_t(at.t.Size()), align: C.uint64_t(at.t.Align()), offset: C.uint64_t(at.offset),
		count: C.uint64_t(count), kind: C.uint32_t(kind), is_signed: isSigned}
	return C.SEAM_OK
}

// assign is `*to = *from` for pointers to a type that is known when it runs.
func assign(t reflect.Type, to, from unsafe.Pointer) {
	reflect.NewAt(t, to).Elem().Set(reflect.NewAt(t, from).Elem())
}

//export layoutWrite
func layoutWrite(name, field *C.const_char, object unsafe.Pointer, leaf C.const_void) (rc C.int) {
	defer contain(&rc)
	at, rc := locate(C.GoString(name), C.GoString(field))
	if rc == C.SEAM_OK {
		assign(at.t, unsafe.Add(object, at.offset), unsafe.Pointer(leaf))
	}
	return rc
}

//export layoutRead
func layoutRead(name, field *C.const_char, object C.const_void, leaf unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	at, rc := locate(C.GoString(name), C.GoString(field))
	if rc == C.SEAM_OK {
		assign(at.t, leaf, unsafe.Add(unsafe.Pointer(object), at.offset))
	}
	return rc
}

// copyFields copies field by field: an assignment of the whole may take the padding along, which cgo names `_`.
func copyFields(t reflect.Type, to, from unsafe.Pointer) {
	for i := range t.NumField() {
		field := t.Field(i)
		switch {
		case field.Name == "_":
		case field.Type.Kind() == reflect.Struct:
			copyFields(field.Type, unsafe.Add(to, field.Offset), unsafe.Add(from, field.Offset))
		default:
			assign(field.Type, unsafe.Add(to, field.Offset), unsafe.Add(from, field.Offset))
		}
	}
}

//export layoutEmit
func layoutEmit(name *C.const_char, object C.const_void, out unsafe.Pointer, size C.size_t) (rc C.int) {
	defer contain(&rc)
	switch key := C.GoString(name); key {
	case "fixed12", "fixed24", "nested", "signature":
		t := types[key]
		if uint64(size) < uint64(t.Size()) {
			return C.SEAM_E_SPACE
		}
		clean := reflect.New(t).UnsafePointer()
		copyFields(t, clean, unsafe.Pointer(object))
		copy(unsafe.Slice((*byte)(out), t.Size()), unsafe.Slice((*byte)(clean), t.Size()))
		return C.SEAM_OK
	}
	return C.SEAM_E_UNSUPPORTED
}

//export layoutFill
func layoutFill(out *C.struct_seam_fixed12, n C.size_t, first C.uint32_t) (rc C.int) {
	defer contain(&rc)
	array := unsafe.Slice(out, n)
	for i := range array {
		array[i].a, array[i].b, array[i].c = C.uint8_t(i), first+C.uint32_t(i), ^C.uint8_t(i)
	}
	return C.SEAM_OK
}

//export layoutSum
func layoutSum(in C.const_fixed12, n C.size_t, out *C.uint64_t) (rc C.int) {
	defer contain(&rc)
	var sum C.uint64_t
	for _, item := range unsafe.Slice(in, n) {
		sum += C.uint64_t(item.a) + C.uint64_t(item.b) + C.uint64_t(item.c)
	}
	*out = sum
	return C.SEAM_OK
}

//export layoutTruth
func layoutTruth(number C.int64_t, out *C.bool) (rc C.int) {
	defer contain(&rc)
	*out = number != 0
	return C.SEAM_OK
}

// The texts are C's for as long as the process lives.
var enums = map[string]map[C.int64_t]*C.const_char{
	"grade": {
		C.SEAM_GRADE_BELOW: C.CString("SEAM_GRADE_BELOW"), C.SEAM_GRADE_ZERO: C.CString("SEAM_GRADE_ZERO"),
		C.SEAM_GRADE_ABOVE: C.CString("SEAM_GRADE_ABOVE"), C.SEAM_GRADE_FAR: C.CString("SEAM_GRADE_FAR"),
	},
	"flag": {
		C.SEAM_FLAG_NONE: C.CString("SEAM_FLAG_NONE"), C.SEAM_FLAG_LOW: C.CString("SEAM_FLAG_LOW"),
		C.SEAM_FLAG_HIGH: C.CString("SEAM_FLAG_HIGH"),
	},
}

//export layoutEnumValue
func layoutEnumValue(name *C.const_char, number *C.int64_t) (rc C.int) {
	defer contain(&rc)
	for _, names := range enums {
		for value, text := range names {
			if C.strcmp(name, text) == 0 {
				*number = value
				return C.SEAM_OK
			}
		}
	}
	return C.SEAM_E_NOT_FOUND
}

//export layoutEnumName
func layoutEnumName(name *C.const_char, number C.int64_t, out **C.const_char) (rc C.int) {
	defer contain(&rc)
	names, ok := enums[C.GoString(name)]
	if !ok {
		return C.SEAM_E_NOT_FOUND
	}
	text, ok := names[number]
	if !ok {
		return C.SEAM_E_RANGE
	}
	*out = text
	return C.SEAM_OK
}

//export layoutEnumLoad
func layoutEnumLoad(in C.const_enums, grade, flag *C.int64_t) (rc C.int) {
	defer contain(&rc)
	g, f := C.int64_t(in.grade), C.int64_t(in.flag)
	if enums["grade"][g] == nil || enums["flag"][f] == nil {
		return C.SEAM_E_RANGE
	}
	*grade, *flag = g, f
	return C.SEAM_OK
}

var members = map[C.uint32_t]reflect.Type{
	C.SEAM_TAG_INT: of[C.int64_t](), C.SEAM_TAG_REAL: of[C.double](), C.SEAM_TAG_TEXT: of[*C.char](),
}

//export layoutTaggedGet
func layoutTaggedGet(in C.const_tagged, tag C.uint32_t, out unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	member := members[tag]
	if member == nil || in.tag != tag {
		return C.SEAM_E_RANGE
	}
	assign(member, out, unsafe.Pointer(&in.as))
	return C.SEAM_OK
}

//export layoutTaggedSet
func layoutTaggedSet(object *C.struct_seam_tagged, tag C.uint32_t, value C.const_void) (rc C.int) {
	defer contain(&rc)
	member := members[tag]
	if member == nil {
		return C.SEAM_E_RANGE
	}
	object.tag = tag
	assign(member, unsafe.Pointer(&object.as), unsafe.Pointer(value))
	return C.SEAM_OK
}

//export layoutListSum
func layoutListSum(head C.const_list, out *C.int64_t) (rc C.int) {
	defer contain(&rc)
	var sum C.int64_t
	for ; head != nil; head = head.next {
		sum += C.int64_t(head.value)
	}
	*out = sum
	return C.SEAM_OK
}

const optionsLimit = math.MaxUint32 + 1 // SEAM_OPTIONS_LIMIT: cgo sees no number in UINT64_C(…)

func defaultOptions() C.struct_seam_options {
	return C.struct_seam_options{version: C.SEAM_OPTIONS_VERSION, size: C.sizeof_struct_seam_options, depth: C.SEAM_OPTIONS_DEPTH,
		limit: optionsLimit, mode: C.SEAM_OPTIONS_MODE, grace: -5}
}

//export layoutOptionsInit
func layoutOptionsInit(options unsafe.Pointer, version C.uint32_t) (rc C.int) {
	defer contain(&rc)
	o := defaultOptions()
	switch version {
	case 1:
		*(*C.struct_seam_options_v1)(options) = C.struct_seam_options_v1{version: 1, size: C.sizeof_struct_seam_options_v1,
			depth: o.depth, limit: o.limit}
	case 2:
		*(*C.struct_seam_options)(options) = o
	default:
		return C.SEAM_E_VERSION
	}
	return C.SEAM_OK
}

//export layoutOptionsApply
func layoutOptionsApply(in C.const_void, out *C.struct_seam_options) (rc C.int) {
	defer contain(&rc)
	// Every version begins with its number and its size, and no more is read before they are known.
	head := (*[2]C.uint32_t)(in)
	o := defaultOptions()
	switch *head {
	case [2]C.uint32_t{1, C.sizeof_struct_seam_options_v1}:
		given := (*C.struct_seam_options_v1)(in)
		o.label, o.depth, o.limit = given.label, given.depth, given.limit
	case [2]C.uint32_t{2, C.sizeof_struct_seam_options}:
		o = *(*C.struct_seam_options)(in)
	default:
		return C.SEAM_E_VERSION
	}
	*out = o
	return C.SEAM_OK
}

// ---- by pointer and by value

//export layoutCopyFixed12
func layoutCopyFixed12(in C.const_fixed12, out *C.struct_seam_fixed12) C.int {
	*out = *in
	return C.SEAM_OK
}

//export layoutTakeFixed12
func layoutTakeFixed12(in C.struct_seam_fixed12, out *C.struct_seam_fixed12) C.int {
	*out = in
	return C.SEAM_OK
}

//export layoutGiveFixed12
func layoutGiveFixed12(in C.const_fixed12) C.struct_seam_fixed12 { return *in }

//export layoutCopyFixed24
func layoutCopyFixed24(in C.const_fixed24, out *C.struct_seam_fixed24) C.int {
	*out = *in
	return C.SEAM_OK
}

//export layoutTakeFixed24
func layoutTakeFixed24(in C.struct_seam_fixed24, out *C.struct_seam_fixed24) C.int {
	*out = in
	return C.SEAM_OK
}

//export layoutGiveFixed24
func layoutGiveFixed24(in C.const_fixed24) C.struct_seam_fixed24 { return *in }

//export layoutCopyVec2
func layoutCopyVec2(in C.const_vec2, out *C.struct_seam_vec2) C.int {
	*out = *in
	return C.SEAM_OK
}

//export layoutTakeVec2
func layoutTakeVec2(in C.struct_seam_vec2, out *C.struct_seam_vec2) C.int {
	*out = in
	return C.SEAM_OK
}

//export layoutGiveVec2
func layoutGiveVec2(in C.const_vec2) C.struct_seam_vec2 { return *in }
