// Files below a root.  A path is walked name by name, each opened below the last and never through a link; what has been opened is
// what is used.  os.Root keeps below a root, too, but it goes through links that stay there.
package main

// #include "peer.h"
import "C"

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"strings"
	"syscall"
	"unsafe"
)

//export securityRandomFill
func securityRandomFill(buffer unsafe.Pointer, n C.size_t) (rc C.int) {
	defer contain(&rc)
	b, rc := input(buffer, n, C.SEAM_SEC_ALLOC_MAX)
	if rc == C.SEAM_OK {
		rand.Read(b) // never fails
	}
	return rc
}

//export securityRootOpen
func securityRootOpen(path *C.const_char, n C.size_t, out **C.struct_seam_sec_root) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	b, rc := input(unsafe.Pointer(path), n, C.SEAM_SEC_PATH_MAX)
	if rc != C.SEAM_OK {
		return rc
	}
	if n == 0 || b[0] != '/' {
		return C.SEAM_E_RANGE
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return C.SEAM_E_NUL
	}
	root := lend[C.struct_seam_sec_root]()
	if root == nil {
		return C.SEAM_E_MEMORY
	}
	folder, err := syscall.Open(string(b), syscall.O_RDONLY|syscall.O_DIRECTORY|syscall.O_CLOEXEC, 0)
	if err != nil {
		takeBack(root)
		if errors.Is(err, syscall.ENOENT) {
			return C.SEAM_E_NOT_FOUND
		}
		return C.SEAM_E_FAILED
	}
	root.folder = C.int(folder)
	liveSecurity++
	*out = root
	return C.SEAM_OK
}

//export securityRootRelease
func securityRootRelease(root *C.struct_seam_sec_root) {
	if root != nil {
		syscall.Close(int(root.folder))
		takeBack(root)
		liveSecurity--
	}
}

func refused(err error) C.int {
	switch err {
	case syscall.ELOOP, syscall.ENAMETOOLONG:
		return C.SEAM_E_RANGE
	case syscall.ENOENT, syscall.ENOTDIR:
		return C.SEAM_E_NOT_FOUND
	case syscall.EEXIST:
		return C.SEAM_E_STATE
	}
	return C.SEAM_E_FAILED
}

func namesOf(path *C.const_char, n C.size_t) ([]string, C.int) {
	b, rc := input(unsafe.Pointer(path), n, C.SEAM_SEC_PATH_MAX)
	if rc != C.SEAM_OK {
		return nil, rc
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return nil, C.SEAM_E_NUL
	}
	names := strings.Split(string(b), "/")
	for _, name := range names {
		if name == "" || name == "." || name == ".." || len(name) > 255 {
			return nil, C.SEAM_E_RANGE
		}
	}
	return names, C.SEAM_OK
}

// openBelow opens the file, and lets `with` have the folder that it is in, too; both are closed afterwards.  A name is opened as what it
// is: a link is ELOOP, and below what is no folder there is ENOTDIR.
func openBelow(root C.const_sec_root, names []string, flags int, with func(folder int, name string, file int) C.int) C.int {
	const careful = syscall.O_NOFOLLOW | syscall.O_NONBLOCK | syscall.O_CLOEXEC
	folder := int(root.folder)
	for i, name := range names {
		last, how := i == len(names)-1, syscall.O_RDONLY
		if last {
			how = flags
		}
		next, err := syscall.Openat(folder, name, how|careful, 0o600)
		if err == nil && last {
			rc := with(folder, name, next)
			syscall.Close(next)
			if i > 0 {
				syscall.Close(folder)
			}
			return rc
		}
		if i > 0 {
			syscall.Close(folder)
		}
		if err != nil {
			return refused(err)
		}
		folder = next
	}
	return C.SEAM_E_RANGE
}

func readWhole(file int, b []byte) C.int {
	for len(b) > 0 {
		got, err := syscall.Read(file, b)
		switch {
		case err == syscall.EINTR:
		case err != nil:
			return C.SEAM_E_FAILED
		case got == 0:
			return C.SEAM_E_STATE
		default:
			b = b[got:]
		}
	}
	return C.SEAM_OK
}

//export securityRootRead
func securityRootRead(root C.const_sec_root, path *C.const_char, n C.size_t, authorise C.seam_sec_authorise_fn, userdata unsafe.Pointer,
	buffer unsafe.Pointer, size C.size_t, outN *C.size_t) (rc C.int) {
	defer contain(&rc)
	if root == nil || authorise == nil || buffer == nil && size > 0 || outN == nil {
		return C.SEAM_E_NULL
	}
	names, rc := namesOf(path, n)
	if rc != C.SEAM_OK {
		return rc
	}
	return openBelow(root, names, syscall.O_RDONLY, func(_ int, _ string, file int) C.int {
		var status syscall.Stat_t
		if syscall.Fstat(file, &status) != nil || status.Mode&syscall.S_IFMT != syscall.S_IFREG {
			return C.SEAM_E_FAILED
		}
		there := C.size_t(status.Size)
		if there > size {
			*outN = there
			return C.SEAM_E_SPACE
		}
		if C.call_authorise(authorise, userdata, path, n, C.uint64_t(there)) != 1 {
			return C.SEAM_E_FAILED
		}
		rc := readWhole(file, counted(buffer, there))
		if rc == C.SEAM_OK {
			*outN = there
		}
		return rc
	})
}

func writeWhole(file int, b []byte) C.int {
	for len(b) > 0 {
		put, err := syscall.Write(file, b)
		if err == syscall.EINTR {
			continue
		}
		if err != nil || put == 0 {
			return C.SEAM_E_FAILED
		}
		b = b[put:]
	}
	return C.SEAM_OK
}

func create(root C.const_sec_root, names []string, b []byte) C.int {
	return openBelow(root, names, syscall.O_WRONLY|syscall.O_CREAT|syscall.O_EXCL, func(folder int, name string, file int) C.int {
		rc := writeWhole(file, b)
		if rc != C.SEAM_OK {
			syscall.Unlinkat(folder, name)
		}
		return rc
	})
}

//export securityRootCreate
func securityRootCreate(root C.const_sec_root, path *C.const_char, n C.size_t, p C.const_void, size C.size_t) (rc C.int) {
	defer contain(&rc)
	if root == nil || p == nil && size > 0 {
		return C.SEAM_E_NULL
	}
	names, rc := namesOf(path, n)
	if rc != C.SEAM_OK {
		return rc
	}
	return create(root, names, counted(unsafe.Pointer(p), size))
}

//export securityRootTemporary
func securityRootTemporary(root C.const_sec_root, p C.const_void, size C.size_t, name *C.char) (rc C.int) {
	defer contain(&rc)
	if root == nil || p == nil && size > 0 || name == nil {
		return C.SEAM_E_NULL
	}
	var random [16]byte
	rand.Read(random[:])
	made := "tmp-" + hex.EncodeToString(random[:])
	rc = create(root, []string{made}, counted(unsafe.Pointer(p), size))
	if rc == C.SEAM_OK {
		copy(counted(unsafe.Pointer(name), C.SEAM_SEC_TEMPORARY), made+"\x00")
	}
	return rc
}
