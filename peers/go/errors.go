// errors: codes, shelves, and one failure said in each of C's ways.
package main

// #include "peer.h"
import "C"

import (
	"fmt"
	"math"
	"slices"
	"sync/atomic"
	"syscall"
	"unsafe"
)

var liveErrors atomic.Int64 // shelves and error objects that there are

//export errorsLive
func errorsLive() C.uint64_t { return C.uint64_t(liveErrors.Load()) }

// ---- codes

//export errorsRelay
func errorsRelay(fn C.seam_errors_int_fn, userdata unsafe.Pointer) C.int {
	if fn == nil {
		return C.SEAM_E_NULL
	}
	return C.call_int(fn, userdata)
}

//export errorsRelayInt64
func errorsRelayInt64(fn C.seam_errors_int64_fn, userdata unsafe.Pointer) C.int64_t {
	if fn == nil {
		return C.SEAM_E_NULL
	}
	return C.call_int64(fn, userdata)
}

//export errorsRelayUint32
func errorsRelayUint32(fn C.seam_errors_uint32_fn, userdata unsafe.Pointer) C.uint32_t {
	if fn == nil {
		return C.SEAM_E_NULL & math.MaxUint32
	}
	return C.call_uint32(fn, userdata)
}

//export errorsRelayStatus
func errorsRelayStatus(fn C.seam_errors_status_fn, userdata unsafe.Pointer) C.enum_seam_errors_status {
	if fn == nil {
		return C.SEAM_E_NULL
	}
	return C.call_status(fn, userdata)
}

//export errorsTruth
func errorsTruth(value C.int) C.bool { return value != 0 }

// The names are C's for as long as the process lives.
var codeNames = map[C.int]*C.const_char{
	C.SEAM_OK: C.CString("SEAM_OK"), C.SEAM_E_FAILED: C.CString("SEAM_E_FAILED"), C.SEAM_E_NULL: C.CString("SEAM_E_NULL"),
	C.SEAM_E_NUL: C.CString("SEAM_E_NUL"), C.SEAM_E_ENCODING: C.CString("SEAM_E_ENCODING"),
	C.SEAM_E_RANGE: C.CString("SEAM_E_RANGE"), C.SEAM_E_SPACE: C.CString("SEAM_E_SPACE"),
	C.SEAM_E_MEMORY: C.CString("SEAM_E_MEMORY"), C.SEAM_E_PANIC: C.CString("SEAM_E_PANIC"),
	C.SEAM_E_STATE: C.CString("SEAM_E_STATE"), C.SEAM_E_UNSUPPORTED: C.CString("SEAM_E_UNSUPPORTED"),
	C.SEAM_E_VERSION: C.CString("SEAM_E_VERSION"), C.SEAM_E_NOT_FOUND: C.CString("SEAM_E_NOT_FOUND"),
}
var unknownCode = C.CString("unknown code")

//export errorsCodeName
func errorsCodeName(code C.int) *C.const_char {
	if name := codeNames[code]; name != nil {
		return name
	}
	return unknownCode
}

//export errorsCodeFromName
func errorsCodeFromName(name *C.const_char, code *C.int) (rc C.int) {
	defer contain(&rc)
	if name == nil || code == nil {
		return C.SEAM_E_NULL
	}
	for number, each := range codeNames {
		if C.strcmp(each, name) == 0 {
			*code = number
			return C.SEAM_OK
		}
	}
	return C.SEAM_E_NOT_FOUND
}

//export errorsCodeFromErrno
func errorsCodeFromErrno(number C.int) C.int {
	switch syscall.Errno(number) {
	case 0:
		return C.SEAM_OK
	case syscall.ENOENT:
		return C.SEAM_E_NOT_FOUND
	case syscall.ENOMEM:
		return C.SEAM_E_MEMORY
	case syscall.EINVAL, syscall.ERANGE:
		return C.SEAM_E_RANGE
	}
	return C.SEAM_E_FAILED
}

// ---- shelves

const (
	itemSize  = C.sizeof_struct_seam_errors_item
	wordAlign = C.size_t(unsafe.Alignof(uint64(0)))
)

func itemsOn(shelf C.const_shelf) []C.struct_seam_errors_item {
	return unsafe.Slice(shelf.items, shelf.count)
}

func itemAt(shelf C.const_shelf, key C.int32_t) *C.struct_seam_errors_item {
	items := itemsOn(shelf)
	i := slices.IndexFunc(items, func(item C.struct_seam_errors_item) bool { return item.key == key })
	if i < 0 {
		return nil
	}
	return &items[i]
}

//export errorsShelfNew
func errorsShelfNew(mode C.int, limit C.uint32_t, label *C.const_char, out **C.struct_seam_errors_shelf) (rc C.int) {
	defer contain(&rc)
	if label == nil || out == nil {
		return C.SEAM_E_NULL
	}
	if mode != C.SEAM_SHELF_ONCE && mode != C.SEAM_SHELF_OVER || limit < 1 || limit > C.SEAM_SHELF_LIMIT {
		return C.SEAM_E_RANGE
	}
	shelf := lend[C.struct_seam_errors_shelf]()
	if shelf == nil {
		return C.SEAM_E_MEMORY
	}
	n := C.strlen(label)
	block, rc := lentCopy(counted(unsafe.Pointer(label), n+1), n+1)
	if rc != C.SEAM_OK {
		takeBack(shelf)
		return rc
	}
	*shelf = C.struct_seam_errors_shelf{limit: limit, mode: C.int32_t(mode), label: (*C.char)(block), label_n: n}
	liveErrors.Add(1)
	*out = shelf
	return C.SEAM_OK
}

func freeItems(items *C.struct_seam_errors_item, room C.uint32_t) {
	C.host_free(unsafe.Pointer(items), C.size_t(room)*itemSize, wordAlign)
}

// endShelf frees the shelf and leaves the last error alone.
func endShelf(shelf *C.struct_seam_errors_shelf) C.int {
	rc := C.int(C.SEAM_OK)
	for _, item := range itemsOn(shelf) {
		if item.kind == C.SEAM_ITEM_DIRTY {
			rc = C.SEAM_E_FAILED
		}
	}
	freeItems(shelf.items, shelf.room)
	giveBack(unsafe.Pointer(shelf.label), shelf.label_n+1)
	takeBack(shelf)
	liveErrors.Add(-1)
	return rc
}

func closed(rc C.int) C.int {
	if rc != C.SEAM_OK {
		setLast(C.SEAM_DOMAIN_SHELF, rc, "the shelf was closed with a dirty item on it")
	}
	return rc
}

//export errorsShelfClose
func errorsShelfClose(shelf *C.struct_seam_errors_shelf) (rc C.int) {
	defer contain(&rc)
	if shelf == nil {
		return C.SEAM_OK
	}
	return closed(endShelf(shelf))
}

//export errorsShelfInfo
func errorsShelfInfo(shelf C.const_shelf, out *C.struct_seam_errors_shelf_info) (rc C.int) {
	defer contain(&rc)
	if shelf == nil || out == nil {
		return C.SEAM_E_NULL
	}
	out.label, out.count, out.limit, out.mode = shelf.label, C.uint64_t(shelf.count), shelf.limit, shelf.mode
	return C.SEAM_OK
}

func isGood(item C.struct_seam_errors_item) bool {
	if item.key < 0 || item.kind < C.SEAM_ITEM_PLAIN || item.kind > C.SEAM_ITEM_DIRTY {
		return false
	}
	return item.kind != C.SEAM_ITEM_BROKEN || item.value != 0 && item.value == C.int64_t(int32(item.value))
}

// moveItems gives the shelf a block of its own for `room` items; the old one stays.
func moveItems(shelf *C.struct_seam_errors_shelf, room C.uint32_t) C.int {
	block := C.host_alloc(C.size_t(room)*itemSize, wordAlign)
	if block == nil {
		return C.SEAM_E_MEMORY
	}
	copy(unsafe.Slice((*C.struct_seam_errors_item)(block), room), itemsOn(shelf))
	shelf.items, shelf.room = (*C.struct_seam_errors_item)(block), room
	return C.SEAM_OK
}

func put(shelf *C.struct_seam_errors_shelf, item C.struct_seam_errors_item) C.int {
	if !isGood(item) {
		return C.SEAM_E_RANGE
	}
	if old := itemAt(shelf, item.key); old != nil {
		if shelf.mode == C.SEAM_SHELF_ONCE {
			return C.SEAM_E_STATE
		}
		*old = item
		return C.SEAM_OK
	}
	if shelf.count == shelf.limit {
		return C.SEAM_E_SPACE
	}
	if shelf.count == shelf.room {
		before, room := shelf.items, shelf.room
		if rc := moveItems(shelf, max(4, 2*room)); rc != C.SEAM_OK {
			return rc
		}
		freeItems(before, room)
	}
	shelf.count++
	itemsOn(shelf)[shelf.count-1] = item
	return C.SEAM_OK
}

//export errorsShelfPut
func errorsShelfPut(shelf *C.struct_seam_errors_shelf, key, kind C.int32_t, value C.int64_t) (rc C.int) {
	defer contain(&rc)
	if shelf == nil {
		return C.SEAM_E_NULL
	}
	return put(shelf, C.struct_seam_errors_item{value, key, kind})
}

// putEach puts the items on a copy, which takes the old one's place when all are on it.
func putEach(shelf *C.struct_seam_errors_shelf, items []C.struct_seam_errors_item) (at int, rc C.int) {
	next := *shelf
	if len(items) == 0 {
		return 0, C.SEAM_OK
	}
	if rc = moveItems(&next, max(4, shelf.room)); rc != C.SEAM_OK {
		return 0, rc
	}
	for i, item := range items {
		if rc = put(&next, item); rc != C.SEAM_OK {
			freeItems(next.items, next.room)
			return i, rc
		}
	}
	freeItems(shelf.items, shelf.room)
	*shelf = next
	return 0, C.SEAM_OK
}

//export errorsShelfPutAll
func errorsShelfPutAll(shelf *C.struct_seam_errors_shelf, items C.const_item, n C.size_t, bad *C.size_t) (rc C.int) {
	defer contain(&rc)
	if shelf == nil || items == nil && n > 0 || bad == nil {
		setLast(C.SEAM_DOMAIN_SHELF, C.SEAM_E_NULL, "NULL")
		return C.SEAM_E_NULL
	}
	var all []C.struct_seam_errors_item
	if n > 0 {
		all = unsafe.Slice((*C.struct_seam_errors_item)(items), n)
	}
	at, rc := putEach(shelf, all)
	if rc == C.SEAM_OK {
		errorsLastErrorClear()
		return rc
	}
	if rc != C.SEAM_E_MEMORY {
		*bad = C.size_t(at)
	}
	setLast(C.SEAM_DOMAIN_SHELF, rc, fmt.Sprintf("item %d cannot be put", at))
	return rc
}

// ---- one thing, said in each of C's ways

// look is what every way of getting agrees on.
func look(shelf C.const_shelf, key C.int32_t) (*C.struct_seam_errors_item, C.int) {
	if shelf == nil {
		return nil, C.SEAM_E_NULL
	}
	if key < 0 {
		return nil, C.SEAM_E_RANGE
	}
	item := itemAt(shelf, key)
	switch {
	case item == nil:
		return nil, C.SEAM_E_NOT_FOUND
	case item.kind == C.SEAM_ITEM_BROKEN:
		return item, C.SEAM_E_FAILED
	}
	return item, C.SEAM_OK
}

func explain(rc C.int, key C.int32_t) string {
	why := map[C.int]string{C.SEAM_E_NULL: "is asked for with NULL", C.SEAM_E_RANGE: "is negative",
		C.SEAM_E_NOT_FOUND: "is not there", C.SEAM_E_FAILED: "is of a broken item"}
	return fmt.Sprintf("the key %d %s", key, why[rc])
}

func lookForValue(shelf C.const_shelf, key C.int32_t, out *C.int64_t) C.int {
	if out == nil {
		return C.SEAM_E_NULL
	}
	item, rc := look(shelf, key)
	if rc == C.SEAM_OK {
		*out = item.value
	}
	return rc
}

func get(shelf C.const_shelf, key C.int32_t, out *C.int64_t) C.int {
	rc := lookForValue(shelf, key, out)
	if rc != C.SEAM_OK {
		setLast(C.SEAM_DOMAIN_SHELF, rc, explain(rc, key))
	}
	return rc
}

//export errorsGet
func errorsGet(shelf C.const_shelf, key C.int32_t, out *C.int64_t) (rc C.int) {
	defer contain(&rc)
	return get(shelf, key, out)
}

//export errorsFind
func errorsFind(shelf C.const_shelf, key C.int32_t) C.const_int64 {
	item, rc := look(shelf, key)
	if rc != C.SEAM_OK {
		setLast(C.SEAM_DOMAIN_SHELF, rc, explain(rc, key))
		return nil
	}
	return &item.value
}

//export errorsContains
func errorsContains(shelf C.const_shelf, key C.int32_t) C.bool {
	return shelf != nil && itemAt(shelf, key) != nil
}

//export errorsRead
func errorsRead(shelf C.const_shelf, first C.int32_t, values *C.int64_t, n C.size_t) C.int64_t {
	if shelf == nil || values == nil && n > 0 {
		return C.SEAM_E_NULL
	}
	n = min(n, C.size_t(math.MaxInt32-int64(first)+1))
	for i := range int64(n) {
		item, rc := look(shelf, C.int32_t(int64(first)+i))
		if rc != C.SEAM_OK && i == 0 {
			return C.int64_t(rc)
		}
		if rc != C.SEAM_OK {
			return C.int64_t(i)
		}
		*(*C.int64_t)(unsafe.Add(unsafe.Pointer(values), i*C.sizeof_int64_t)) = item.value
	}
	return C.int64_t(n)
}

//export errorsGetErrno
func errorsGetErrno(shelf C.const_shelf, key C.int32_t, out *C.int64_t) C.int {
	switch lookForValue(shelf, key, out) {
	case C.SEAM_OK:
		return 0
	case C.SEAM_E_NOT_FOUND:
		C.set_errno(C.ENOENT)
	case C.SEAM_E_FAILED:
		C.set_errno(C.EIO)
	default:
		C.set_errno(C.EINVAL)
	}
	return -1
}

//export errorsGetReport
func errorsGetReport(shelf C.const_shelf, key C.int32_t, report *C.struct_seam_errors_report) C.bool {
	if report == nil {
		return false
	}
	item, rc := look(shelf, key)
	*report = C.struct_seam_errors_report{code: C.int32_t(rc), key: key}
	if rc == C.SEAM_OK {
		report.value = item.value
	}
	name := text(errorsCodeName(rc))
	copy(counted(unsafe.Pointer(&report.text), C.SEAM_REPORT_TEXT-1), name)
	return rc == C.SEAM_OK
}

// errorOfGet is the object for a failure to get; nil when memory is out.
func errorOfGet(rc C.int, key C.int32_t, item *C.struct_seam_errors_item) *C.struct_seam_errors_error {
	var cause *C.struct_seam_errors_error
	if rc == C.SEAM_E_FAILED {
		if cause = newError(C.SEAM_DOMAIN_DEVICE, C.int32_t(item.value), []byte("the device failed"), nil); cause == nil {
			return nil
		}
	}
	made := newError(C.SEAM_DOMAIN_SHELF, C.int32_t(rc), []byte(explain(rc, key)), cause)
	if made == nil {
		errorsErrorFree(cause)
	}
	return made
}

//export errorsGetError
func errorsGetError(shelf C.const_shelf, key C.int32_t, out *C.int64_t, failure **C.struct_seam_errors_error) (rc C.int) {
	defer contain(&rc)
	if failure != nil && *failure != nil {
		return C.SEAM_E_STATE
	}
	rc = lookForValue(shelf, key, out)
	if rc != C.SEAM_OK && failure != nil {
		var item *C.struct_seam_errors_item
		if rc == C.SEAM_E_FAILED {
			item = itemAt(shelf, key)
		}
		*failure = errorOfGet(rc, key, item)
	}
	return rc
}
