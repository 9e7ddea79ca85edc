// security: input from an enemy.  Texts, gates and the answers of callbacks; messages and files are in files of their own.
//
// There are no keys and no rings.  Their bytes would have to be gone when an op returns, and Go promises that of no memory: a goroutine
// that is preempted, by a signal, leaves its vector registers, and what memmove has just carried in them, on a stack that nobody clears.
// runtime/secret is to clear those, and is an experiment: https://go.dev/issue/21865
package main

// #include "peer.h"
import "C"

import (
	"bytes"
	"crypto/subtle"
	"strconv"
	"strings"
	"unsafe"
)

var liveSecurity int64

//export securityLive
func securityLive() C.uint64_t { return C.uint64_t(liveSecurity) }

// input is a counted input, whose length is looked at before it is read.
func input(p unsafe.Pointer, n, most C.size_t) ([]byte, C.int) {
	if p == nil && n > 0 {
		return nil, C.SEAM_E_NULL
	}
	if n > most {
		return nil, C.SEAM_E_RANGE
	}
	return counted(p, n), C.SEAM_OK
}

//export securityArrayMake
func securityArrayMake(count, size C.size_t, out *unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	if size > 0 && count > C.SEAM_SEC_ALLOC_MAX/size {
		return C.SEAM_E_RANGE
	}
	block := C.host_alloc(count*size, 16) // cleared
	if block == nil {
		return C.SEAM_E_MEMORY
	}
	*out = block
	return C.SEAM_OK
}

// ---- text as data

func inLog(text []byte) []byte {
	var line []byte
	for _, b := range text {
		if b < 0x20 || b > 0x7E || b == '"' || b == '\\' {
			line = append(line, '\\', 'x', "0123456789abcdef"[b>>4], "0123456789abcdef"[b&15])
		} else {
			line = append(line, b)
		}
	}
	return line
}

var quotes = map[C.uint32_t]func(string) string{
	C.SEAM_SEC_SHELL: func(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" },
	C.SEAM_SEC_CSV:   func(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` },
	C.SEAM_SEC_HTML:  strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;").Replace,
	C.SEAM_SEC_LOG:   func(text string) string { return string(inLog([]byte(text))) },
}

//export securityQuote
func securityQuote(how C.uint32_t, p *C.const_char, n C.size_t, out **C.char, outN *C.size_t) (rc C.int) {
	defer contain(&rc)
	if out == nil || outN == nil {
		return C.SEAM_E_NULL
	}
	b, rc := input(unsafe.Pointer(p), n, C.SEAM_SEC_TEXT_MAX)
	if rc != C.SEAM_OK {
		return rc
	}
	quote := quotes[how]
	if quote == nil {
		return C.SEAM_E_RANGE
	}
	if how != C.SEAM_SEC_LOG && bytes.IndexByte(b, 0) >= 0 {
		return C.SEAM_E_NUL
	}
	quoted := quote(string(b))
	made := lendString([]byte(quoted))
	if made == nil {
		return C.SEAM_E_MEMORY
	}
	*out, *outN = made, C.size_t(len(quoted))
	return C.SEAM_OK
}

//export securityLogRefused
func securityLogRefused(name *C.const_char, n C.size_t, line C.seam_sec_line_fn, userdata unsafe.Pointer) (rc C.int) {
	defer contain(&rc)
	if line == nil {
		return C.SEAM_E_NULL
	}
	b, rc := input(unsafe.Pointer(name), n, C.SEAM_SEC_TEXT_MAX)
	if rc != C.SEAM_OK {
		return rc
	}
	whole := []byte(`refused: "` + string(inLog(b)) + "\"\n")
	C.call_line(line, userdata, (*C.const_char)(unsafe.Pointer(&whole[0])), C.size_t(len(whole)))
	return C.SEAM_OK
}

//export securityNumberParse
func securityNumberParse(p *C.const_char, n C.size_t, least, most C.int64_t, out *C.int64_t) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	b, rc := input(unsafe.Pointer(p), n, C.SEAM_SEC_TEXT_MAX)
	if rc != C.SEAM_OK {
		return rc
	}
	digits := bytes.TrimPrefix(b, []byte("-"))
	if len(digits) == 0 || digits[0] == '0' && len(b) > 1 || len(bytes.Trim(digits, "0123456789")) > 0 {
		return C.SEAM_E_ENCODING // ParseInt takes a plus sign, zeros and -0, too
	}
	number, err := strconv.ParseInt(string(b), 10, 64)
	if err != nil || C.int64_t(number) < least || C.int64_t(number) > most {
		return C.SEAM_E_RANGE
	}
	*out = C.int64_t(number)
	return C.SEAM_OK
}

// matches goes back to the last * alone: what an earlier one matches need not change.
func matches(pattern, text []byte, same func(pattern, text byte) bool) bool {
	p, t, star, from := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || same(pattern[p], text[t])):
			p++
			t++
		case star >= 0:
			from++
			p, t = star+1, from
		default:
			return false
		}
	}
	return len(bytes.Trim(pattern[p:], "*")) == 0
}

//export securityMatch
func securityMatch(pattern *C.const_char, patternN C.size_t, p *C.const_char, n C.size_t, same C.seam_sec_same_fn,
	userdata unsafe.Pointer, out *C.int32_t) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	pat, rc := input(unsafe.Pointer(pattern), patternN, C.SEAM_SEC_TEXT_MAX)
	if rc != C.SEAM_OK {
		return rc
	}
	b, rc := input(unsafe.Pointer(p), n, C.SEAM_SEC_TEXT_MAX)
	if rc != C.SEAM_OK {
		return rc
	}
	sameByte := func(a, b byte) bool { return a == b }
	if same != nil {
		sameByte = func(a, b byte) bool { return C.call_same(same, userdata, C.uint8_t(a), C.uint8_t(b)) != 0 }
	}
	*out = 0
	if matches(pat, b, sameByte) {
		*out = 1
	}
	return C.SEAM_OK
}

//export securityEqual
func securityEqual(a C.const_void, aN C.size_t, b C.const_void, bN C.size_t, out *C.int32_t) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	one, rc := input(unsafe.Pointer(a), aN, C.SEAM_SEC_ALLOC_MAX)
	if rc != C.SEAM_OK {
		return rc
	}
	other, rc := input(unsafe.Pointer(b), bN, C.SEAM_SEC_ALLOC_MAX)
	if rc == C.SEAM_OK {
		*out = C.int32_t(subtle.ConstantTimeCompare(one, other))
	}
	return rc
}

// ---- gates

//export securityGateMake
func securityGateMake(out **C.struct_seam_sec_gate) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	gate := lend[C.struct_seam_sec_gate]()
	if gate == nil {
		return C.SEAM_E_MEMORY
	}
	liveSecurity++
	*out = gate
	return C.SEAM_OK
}

//export securityGateRelease
func securityGateRelease(gate *C.struct_seam_sec_gate) {
	if gate != nil {
		takeBack(gate)
		liveSecurity--
	}
}

//export securityGateSet
func securityGateSet(gate *C.struct_seam_sec_gate, authorise C.seam_sec_authorise_fn, userdata unsafe.Pointer) C.int {
	if gate == nil {
		return C.SEAM_E_NULL
	}
	gate.authorise, gate.userdata = authorise, userdata
	return C.SEAM_OK
}

//export securityGateAsk
func securityGateAsk(gate *C.struct_seam_sec_gate, subject *C.const_char, n C.size_t, amount C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if gate == nil {
		return C.SEAM_E_NULL
	}
	if _, rc = input(unsafe.Pointer(subject), n, C.SEAM_SEC_TEXT_MAX); rc != C.SEAM_OK {
		return rc
	}
	if gate.authorise == nil || C.call_authorise(gate.authorise, gate.userdata, subject, n, amount) != 1 {
		return C.SEAM_E_FAILED
	}
	return C.SEAM_OK
}

// ---- answers of callbacks

//export securityGather
func securityGather(source C.seam_sec_source_fn, userdata unsafe.Pointer, count *C.size_t, sum *C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if source == nil || count == nil || sum == nil {
		return C.SEAM_E_NULL
	}
	var numbers [64]C.uint64_t
	n := C.call_source(source, userdata, &numbers[0], C.size_t(len(numbers)))
	if n < 0 {
		return C.SEAM_E_FAILED
	}
	if n > C.int64_t(len(numbers)) {
		return C.SEAM_E_RANGE
	}
	var total C.uint64_t
	for _, each := range numbers[:n] {
		total += each
	}
	*count, *sum = C.size_t(n), total
	return C.SEAM_OK
}

//export securityPick
func securityPick(numbers C.const_uint64, n C.size_t, choose C.seam_sec_choose_fn, userdata unsafe.Pointer, out *C.uint64_t) (rc C.int) {
	defer contain(&rc)
	if numbers == nil && n > 0 || choose == nil || out == nil {
		return C.SEAM_E_NULL
	}
	if n == 0 || n > 1024 {
		return C.SEAM_E_RANGE
	}
	index := C.call_choose(choose, userdata, numbers, n)
	if index < 0 {
		return C.SEAM_E_FAILED
	}
	if C.size_t(index) >= n {
		return C.SEAM_E_RANGE
	}
	*out = unsafe.Slice((*C.uint64_t)(numbers), n)[index]
	return C.SEAM_OK
}

//export securitySupply
func securitySupply(give C.seam_sec_give_fn, userdata unsafe.Pointer, out *unsafe.Pointer, outN *C.size_t) (rc C.int) {
	defer contain(&rc)
	if give == nil || out == nil || outN == nil {
		return C.SEAM_E_NULL
	}
	var given C.const_void
	var n C.size_t
	if C.call_sec_give(give, userdata, (*unsafe.Pointer)(&given), &n) != 0 {
		return C.SEAM_E_FAILED
	}
	b, rc := input(unsafe.Pointer(given), n, C.SEAM_SEC_ALLOC_MAX)
	if rc != C.SEAM_OK {
		return rc
	}
	block := C.host_alloc(n, 1)
	if block == nil {
		return C.SEAM_E_MEMORY
	}
	copy(counted(block, n), b)
	*out, *outN = block, n
	return C.SEAM_OK
}
