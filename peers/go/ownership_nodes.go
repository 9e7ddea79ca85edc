// ownership: nodes that refer to each other, bundles of them, and files, all of lent memory.
package main

// #include "peer.h"
import "C"

import (
	"slices"
	"syscall"
	"unsafe"
)

type node = C.struct_seam_own_node

//export ownershipNodeCreate
func ownershipNodeCreate(value C.int64_t, out **node) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	n := lend[node]()
	if n == nil {
		return C.SEAM_E_MEMORY
	}
	n.value, n.references = value, 1
	liveOwned.Add(1)
	*out = n
	return C.SEAM_OK
}

func leaveAnchor(a *C.struct_own_anchor) {
	if a == nil {
		return
	}
	if a.users--; a.users == 0 {
		takeBack(a)
	}
}

//export ownershipNodeRef
func ownershipNodeRef(n *node) C.int {
	if n == nil {
		return C.SEAM_E_NULL
	}
	n.references++
	return C.SEAM_OK
}

//export ownershipNodeUnref
func ownershipNodeUnref(n *node) {
	for n != nil {
		if n.references--; n.references > 0 {
			return
		}
		child := n.child
		if n.own != nil {
			n.own.node = nil
		}
		leaveAnchor(n.own)
		leaveAnchor(n.other)
		takeBack(n)
		liveOwned.Add(-1)
		n = child
	}
}

//export ownershipNodeCount
func ownershipNodeCount(n C.const_own_node, out *C.uint64_t) C.int {
	if n == nil || out == nil {
		return C.SEAM_E_NULL
	}
	*out = n.references
	return C.SEAM_OK
}

//export ownershipNodeValue
func ownershipNodeValue(n C.const_own_node, out *C.int64_t) C.int {
	if n == nil || out == nil {
		return C.SEAM_E_NULL
	}
	*out = n.value
	return C.SEAM_OK
}

//export ownershipNodeSetChild
func ownershipNodeSetChild(n, child *node) C.int {
	if n == nil {
		return C.SEAM_E_NULL
	}
	for each := child; each != nil; each = each.child {
		if each == n {
			return C.SEAM_E_STATE
		}
	}
	if child != nil {
		child.references++ // first: it may be the old one
	}
	old := n.child
	n.child = child
	ownershipNodeUnref(old)
	return C.SEAM_OK
}

//export ownershipNodeAdoptChild
func ownershipNodeAdoptChild(n, child *node) C.int {
	if child == nil {
		return C.SEAM_E_NULL
	}
	rc := ownershipNodeSetChild(n, child)
	if rc == C.SEAM_OK {
		ownershipNodeUnref(child)
	}
	return rc
}

//export ownershipNodePeekChild
func ownershipNodePeekChild(n C.const_own_node, out **node) C.int {
	if n == nil || out == nil {
		return C.SEAM_E_NULL
	}
	*out = n.child
	return C.SEAM_OK
}

//export ownershipNodeGetChild
func ownershipNodeGetChild(n C.const_own_node, out **node) C.int {
	rc := ownershipNodePeekChild(n, out)
	if rc == C.SEAM_OK && *out != nil {
		(*out).references++
	}
	return rc
}

//export ownershipNodeStealChild
func ownershipNodeStealChild(n *node, out **node) C.int {
	rc := ownershipNodePeekChild(n, out)
	if rc == C.SEAM_OK {
		n.child = nil
	}
	return rc
}

//export ownershipNodeSetFriend
func ownershipNodeSetFriend(n, other *node) C.int {
	if n == nil {
		return C.SEAM_E_NULL
	}
	var next *C.struct_own_anchor
	if other != nil {
		if other.own == nil {
			if other.own = lend[C.struct_own_anchor](); other.own == nil {
				return C.SEAM_E_MEMORY
			}
			other.own.node, other.own.users = other, 1
		}
		next = other.own
		next.users++
	}
	old := n.other
	n.other = next
	leaveAnchor(old)
	return C.SEAM_OK
}

//export ownershipNodeGetFriend
func ownershipNodeGetFriend(n C.const_own_node, out **node) C.int {
	if n == nil || out == nil {
		return C.SEAM_E_NULL
	}
	if n.other == nil || n.other.node == nil {
		return C.SEAM_E_STATE
	}
	*out = n.other.node
	return ownershipNodeRef(*out)
}

//export ownershipNodeClone
func ownershipNodeClone(n C.const_own_node, out **node) C.int {
	if n == nil || out == nil {
		return C.SEAM_E_NULL
	}
	var first, last *node
	for ; n != nil; n = n.child {
		var made *node
		if rc := ownershipNodeCreate(n.value, &made); rc != C.SEAM_OK {
			ownershipNodeUnref(first)
			return rc
		}
		if last == nil {
			first = made
		} else {
			last.child = made
		}
		last = made
	}
	*out = first
	return C.SEAM_OK
}

// ---- bundles and their iterators

const pointerSize = C.size_t(unsafe.Sizeof(uintptr(0)))

// lendNodes makes a lent array of the nodes, whose counts are as they were; nil when memory is out.
func lendNodes(nodes []*node) **node {
	array := (**node)(C.host_alloc(C.size_t(len(nodes))*pointerSize, pointerSize))
	if array != nil {
		copy(unsafe.Slice(array, len(nodes)), nodes)
	}
	return array
}

func freeNodes(nodes **node, count C.size_t) {
	C.host_free(unsafe.Pointer(nodes), count*pointerSize, pointerSize)
}

//export ownershipBundleMake
func ownershipBundleMake(nodes *C.const_own_node_place, count C.size_t, out **C.struct_seam_own_bundle) (rc C.int) {
	defer contain(&rc)
	if out == nil || nodes == nil && count > 0 {
		return C.SEAM_E_NULL
	}
	if count > most {
		return C.SEAM_E_MEMORY
	}
	all := unsafe.Slice((**node)(nodes), count)
	if slices.Contains(all, nil) {
		return C.SEAM_E_NULL
	}
	bundle := lend[C.struct_seam_own_bundle]()
	if bundle == nil {
		return C.SEAM_E_MEMORY
	}
	if bundle.nodes = lendNodes(all); bundle.nodes == nil {
		takeBack(bundle)
		return C.SEAM_E_MEMORY
	}
	for _, n := range all {
		n.references++
	}
	bundle.count, bundle.claims = count, 1
	liveOwned.Add(1)
	*out = bundle
	return C.SEAM_OK
}

//export ownershipBundleAdd
func ownershipBundleAdd(bundle *C.struct_seam_own_bundle, n *node) (rc C.int) {
	defer contain(&rc)
	if bundle == nil || n == nil {
		return C.SEAM_E_NULL
	}
	nodes := lendNodes(append(slices.Clone(unsafe.Slice(bundle.nodes, bundle.count)), n))
	if nodes == nil {
		return C.SEAM_E_MEMORY
	}
	n.references++
	freeNodes(bundle.nodes, bundle.count)
	bundle.nodes = nodes
	bundle.count++
	bundle.changes++
	return C.SEAM_OK
}

//export ownershipBundleDestroy
func ownershipBundleDestroy(bundle *C.struct_seam_own_bundle) (rc C.int) {
	defer contain(&rc)
	if bundle == nil {
		return C.SEAM_OK
	}
	if bundle.claims--; bundle.claims > 0 {
		return C.SEAM_OK
	}
	for _, n := range unsafe.Slice(bundle.nodes, bundle.count) {
		ownershipNodeUnref(n)
	}
	freeNodes(bundle.nodes, bundle.count)
	takeBack(bundle)
	liveOwned.Add(-1)
	return C.SEAM_OK
}

//export ownershipBundleIterate
func ownershipBundleIterate(bundle *C.struct_seam_own_bundle, out **C.struct_seam_own_iterator) (rc C.int) {
	defer contain(&rc)
	if bundle == nil || out == nil {
		return C.SEAM_E_NULL
	}
	i := lend[C.struct_seam_own_iterator]()
	if i == nil {
		return C.SEAM_E_MEMORY
	}
	i.bundle, i.changes = bundle, bundle.changes
	bundle.claims++
	liveOwned.Add(1)
	*out = i
	return C.SEAM_OK
}

//export ownershipIteratorNext
func ownershipIteratorNext(i *C.struct_seam_own_iterator, out **node) (rc C.int) {
	defer contain(&rc)
	if i == nil || out == nil {
		return C.SEAM_E_NULL
	}
	if i.changes != i.bundle.changes {
		return C.SEAM_E_STATE
	}
	if i.next == i.bundle.count {
		return C.SEAM_E_NOT_FOUND
	}
	*out = unsafe.Slice(i.bundle.nodes, i.bundle.count)[i.next]
	i.next++
	return C.SEAM_OK
}

//export ownershipIteratorDestroy
func ownershipIteratorDestroy(i *C.struct_seam_own_iterator) {
	if i == nil {
		return
	}
	ownershipBundleDestroy(i.bundle)
	takeBack(i)
	liveOwned.Add(-1)
}

// ---- files.  Descriptors, not os.File: whose they are is C's to say, and os.File closes what it has when it is collected.

//export ownershipFileCreate
func ownershipFileCreate(out **C.struct_seam_own_file) (rc C.int) {
	defer contain(&rc)
	if out == nil {
		return C.SEAM_E_NULL
	}
	file := lend[C.struct_seam_own_file]()
	if file == nil {
		return C.SEAM_E_MEMORY
	}
	file.descriptor = -1
	liveOwned.Add(1)
	*out = file
	return C.SEAM_OK
}

//export ownershipFileDestroy
func ownershipFileDestroy(file *C.struct_seam_own_file) {
	if file == nil {
		return
	}
	if file.owned {
		syscall.Close(int(file.descriptor))
	}
	takeBack(file)
	liveOwned.Add(-1)
}

//export ownershipFileAttach
func ownershipFileAttach(file *C.struct_seam_own_file, descriptor C.int, mode C.uint32_t) (rc C.int) {
	defer contain(&rc)
	if file == nil {
		return C.SEAM_E_NULL
	}
	if descriptor < 0 || mode < C.SEAM_FILE_LENT || mode > C.SEAM_FILE_COPIED {
		return C.SEAM_E_RANGE
	}
	next := descriptor
	if mode == C.SEAM_FILE_COPIED {
		copied, err := syscall.Dup(int(descriptor))
		if err != nil {
			return C.SEAM_E_FAILED
		}
		next = C.int(copied)
	}
	if file.owned && file.descriptor != descriptor {
		syscall.Close(int(file.descriptor))
	}
	file.descriptor, file.owned = next, mode != C.SEAM_FILE_LENT
	return C.SEAM_OK
}

//export ownershipFileAdopt
func ownershipFileAdopt(file *C.struct_seam_own_file, descriptor C.int) (rc C.int) {
	defer contain(&rc)
	switch {
	case descriptor < 0 && file != nil:
		return C.SEAM_E_RANGE
	case descriptor < 0:
		return C.SEAM_E_NULL
	case file == nil:
		syscall.Close(int(descriptor))
		return C.SEAM_E_NULL
	case file.descriptor >= 0:
		syscall.Close(int(descriptor))
		return C.SEAM_E_STATE
	}
	file.descriptor, file.owned = descriptor, true
	return C.SEAM_OK
}

//export ownershipFileDescriptor
func ownershipFileDescriptor(file C.const_own_file, out *C.int) C.int {
	if file == nil || out == nil {
		return C.SEAM_E_NULL
	}
	if file.descriptor < 0 {
		return C.SEAM_E_STATE
	}
	*out = file.descriptor
	return C.SEAM_OK
}

//export ownershipFileDetach
func ownershipFileDetach(file *C.struct_seam_own_file, out *C.int) C.int {
	if file == nil || out == nil {
		return C.SEAM_E_NULL
	}
	if !file.owned {
		return C.SEAM_E_STATE
	}
	*out = file.descriptor
	file.descriptor, file.owned = -1, false
	return C.SEAM_OK
}
