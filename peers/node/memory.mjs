/* Memory that is C's: counted bytes of the caller's, and blocks of the lent allocator. */
import koffi from "./koffi.mjs";
import { E_MEMORY, E_NULL, E_RANGE, refuse } from "./edge.mjs";
import { host, malloc, memmove } from "./probe.mjs";

/* Sizes come as numbers as long as these are exact, else as BigInt: all comparisons hold for both. */

/* Refuses n items of `size` bytes that are too many, or nowhere. */
export function counted(address, n, most, size = 1) {
	if (n > most || Number(n) * size > most)
		refuse(E_RANGE);
	if (n && address === null)
		refuse(E_NULL);
}

/* The place `offset` bytes behind an address; behind NULL is nothing. */
export function at(address, offset) {
	return address === null ? null : address + BigInt(offset);
}

/* A copy of n bytes. */
export function bytes_at(address, n) {
	const bytes = Buffer.alloc(Number(n));
	if (n)
		memmove(bytes, address, n);
	return bytes;
}

/* With n == 0 either place may be NULL, or lead nowhere. */
export function copy(to, from, n = from.length) {
	if (n)
		memmove(to, from, n);
}

/* Stores `value`, a C object of this type, where an out-parameter leads. */
export function store(address, type, value) {
	koffi.encode(address, type, value);
}

/*
 * A struct that begins with its size where it was made: members that do not lie within that are NULL or 0.
 *
 * Read once: C may change or free the struct in whatever is called next.
 */
export function part_of(address, type) {
	const size = koffi.decode(address, "size_t");
	const members = Object.values(type.members).map(({ name, type: of, offset }) => {
		const is_there = offset + of.size <= size;
		return [name, is_there ? koffi.decode(address, offset, of) : of.primitive === "Pointer" ? null : 0];
	});
	return { ...Object.fromEntries(members), size };
}

/* A block of malloc's with these bytes and a NUL: it outlives every object of JavaScript's that could hold it. */
export function malloced(bytes, behind = 1) {
	const block = malloc(bytes.length + behind) ?? refuse(E_MEMORY);
	copy(block, Buffer.concat([bytes, Buffer.alloc(behind)]));
	return block;
}

export function alloc(size, align = 1) {
	return host.alloc(size, align) ?? refuse(E_MEMORY);
}

export function free(block, size, align = 1) {
	host.free(block, size, align);
}

/* A lent block, align 1, with these bytes: C's from then on. */
export function lend(bytes, behind = 0) {
	const block = alloc(bytes.length + behind);
	copy(block, Buffer.concat([bytes, Buffer.alloc(behind)]));
	return block;
}
