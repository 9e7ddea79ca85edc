/* buffers: a pointer and a length.  Every size is looked at before anything behind an address is. */
import koffi from "./koffi.mjs";
import { OPS_OF_KEPT } from "./buffers_kept.mjs";
import { counted, most, room_for } from "./buffers_sizes.mjs";
import { E_NOT_FOUND, E_RANGE, op, require, table } from "./edge.mjs";
import { at, bytes_at, copy, store } from "./memory.mjs";
import { memmove } from "./probe.mjs";

const Piece = koffi.struct({ bytes: "void *", size: "size_t" }); // struct seam_buffers_room, too
const Slice = koffi.struct({ offset: "size_t", rows: "size_t", width: "size_t", stride: "intptr_t" });
const Summary = koffi.struct({
	least: "uint8_t",
	most: "uint8_t",
	size: "uint64_t",
	last: "uint8_t",
	zeros: "uint32_t",
	first_zero: "uint64_t",
});
// The weight is eight bytes here: a double that is not a number would not stay as it is in JavaScript.
const Record = koffi.struct({ kind: "uint8_t", serial: "uint64_t", flags: "uint16_t", weight: "uint64_t", id: "uint32_t" });
const RECORD = koffi.sizeof(Record);
const WIRE = 23;

const input_of = (address, n) => {
	counted(address, n);
	return bytes_at(address, n);
};

/* FNV-1a in halves of 32 bits, whose products are exact in a double: the prime is 2 ** 40 + 435. */
const fnv1a = bytes => {
	let high = 0xcbf29ce4, low = 0x84222325;
	for (const byte of bytes) {
		low = (low ^ byte) >>> 0;
		const product = low * 435;
		high = (high * 435 + Math.floor(product / 2 ** 32) + low * 256) % 2 ** 32;
		low = product % 2 ** 32;
	}
	return (BigInt(high) << 32n) | BigInt(low);
};

const from_wire = (wire, offset) => ({
	kind: wire.readUInt8(offset),
	serial: wire.readBigUInt64BE(offset + 1),
	flags: wire.readUInt16BE(offset + 9),
	weight: wire.readBigUInt64LE(offset + 11),
	id: wire.readUInt32BE(offset + 19),
});

const to_wire = (wire, offset, record) => {
	wire.writeUInt8(record.kind, offset);
	wire.writeBigUInt64BE(BigInt(record.serial), offset + 1);
	wire.writeUInt16BE(record.flags, offset + 9);
	wire.writeBigUInt64LE(BigInt(record.weight), offset + 11);
	wire.writeUInt32BE(record.id, offset + 19);
};

/* Exact beyond 53 bits: the halves of 16 bits are summed apart. */
const sum_of = numbers => {
	let high = 0, low = 0;
	for (const number of numbers) {
		high += number >>> 16;
		low += number & 0xffff;
	}
	return BigInt(high) * 0x10000n + BigInt(low);
};

/* Where the rows of a slice begin. */
const offsets_of = ({ offset, rows, width, stride }, size) => {
	const magnitude = Math.abs(stride);
	most(offset, rows, width, magnitude, rows * width);
	if (!rows || !width)
		return [];
	most((rows - 1) * magnitude);
	const last = offset + (rows - 1) * stride;
	if (Math.min(offset, last) < 0 || Math.max(offset, last) + width > size)
		return null;
	return Array.from({ length: rows }, (_, r) => offset + r * stride);
};

/* The pieces, each of them and all together looked at. */
const pieces_of = (pieces, count) => {
	counted(pieces, count, koffi.sizeof(Piece));
	const found = count ? koffi.decode(pieces, Piece, count) : [];
	for (const { bytes, size } of found)
		counted(bytes, size);
	most(total(found));
	return found;
};

const total = pieces => pieces.reduce((sum, { size }) => sum + size, 0);

const OPS_OF_BYTES = {
	digest: op("int", ["void *", "size_t", "uint64_t *"], (bytes, n, out) => {
		require(out);
		store(out, "uint64_t", fnv1a(input_of(bytes, n)));
	}),
	find: op("int", ["void *", "size_t", "void *", "size_t", "size_t *"], (hay, hay_n, needle, needle_n, index) => {
		require(index);
		counted(hay, hay_n);
		counted(needle, needle_n);
		const found = bytes_at(hay, hay_n).indexOf(bytes_at(needle, needle_n));
		if (found < 0)
			return E_NOT_FOUND;
		store(index, "size_t", found);
	}),
	describe: op("int", ["void *", "size_t", "void *"], (bytes, n, out) => {
		require(out);
		const summary = { least: 0, most: 0, size: n, last: 0, zeros: 0, first_zero: 0 };
		const data = input_of(bytes, n);
		if (n) {
			summary.least = data.reduce((a, b) => Math.min(a, b));
			summary.most = data.reduce((a, b) => Math.max(a, b));
			summary.last = data[n - 1];
			summary.zeros = data.reduce((zeros, byte) => zeros + !byte, 0);
			summary.first_zero = summary.zeros ? data.indexOf(0) : n;
		}
		store(out, Summary, summary);
	}),
	sum_u32: op("int", ["void *", "size_t", "uint64_t *"], (numbers, count, out) => {
		require(out);
		counted(numbers, count, 4);
		const { buffer, byteOffset } = bytes_at(numbers, 4 * count);
		store(out, "uint64_t", sum_of(new Uint32Array(buffer, byteOffset, count)));
	}),
	hex: op("int", ["void *", "size_t", "void *", "size_t *"], (bytes, n, to, size) => {
		require(size);
		counted(bytes, n);
		room_for(2 * n, to, size);
		copy(to, Buffer.from(bytes_at(bytes, n).toString("hex")));
	}),
	reverse: op("int", ["void *", "size_t", "void *"], (from, n, to) => {
		counted(from, n);
		counted(to, n);
		const apart = n ? Math.abs(Number(to - from)) : 0;
		if (0 < apart && apart < n)
			return E_RANGE;
		copy(to, bytes_at(from, n).reverse());
	}),
	move: op("int", ["void *", "size_t", "size_t", "size_t", "size_t"], (bytes, size, to, from, n) => {
		counted(bytes, size);
		if (Number(to) + Number(n) > size || Number(from) + Number(n) > size)
			return E_RANGE;
		if (n)
			memmove(at(bytes, to), at(bytes, from), n);
	}),
	decode: op("int", ["void *", "size_t", "void *", "size_t *"], (wire, size, to, count) => {
		require(count);
		counted(wire, size);
		if (size % WIRE)
			return E_RANGE;
		const n = size / WIRE;
		room_for(n, to, count, RECORD);
		const bytes = bytes_at(wire, size);
		if (n)
			koffi.encode(to, Record, Array.from({ length: n }, (_, i) => from_wire(bytes, i * WIRE)), n);
	}),
	encode: op("int", ["void *", "size_t", "void *", "size_t *"], (records, count, to, size) => {
		require(size);
		counted(records, count, RECORD);
		room_for(count * WIRE, to, size);
		const wire = Buffer.alloc(count * WIRE);
		if (count)
			koffi.decode(records, Record, count).forEach((record, i) => to_wire(wire, i * WIRE, record));
		copy(to, wire);
	}),
	raise: op("int", ["void *", "int", "uint32_t"], (records, count, by) => {
		if (count < 0)
			return E_RANGE;
		counted(records, count, RECORD);
		for (let i = 0; i < count; i++) {
			const id = at(records, i * RECORD + koffi.offsetof(Record, "id"));
			store(id, "uint32_t", (koffi.decode.uint32(id) + by) >>> 0);
		}
	}),
	slice: op("int", ["void *", "size_t", "void *", "void *", "size_t *"], (grid, size, which, to, to_size) => {
		require(which, to_size);
		counted(grid, size);
		const slice = koffi.decode(which, Slice);
		for (const member in slice)
			slice[member] = Number(slice[member]); // inexact beyond 53 bits, and far too many then
		const offsets = offsets_of(slice, size);
		if (!offsets)
			return E_RANGE;
		room_for(offsets.length * slice.width, to, to_size);
		offsets.forEach((offset, r) => memmove(at(to, r * slice.width), at(grid, offset), slice.width));
	}),
	gather: op("int", ["void *", "size_t", "void *", "size_t *"], (pieces, count, to, size) => {
		require(size);
		const found = pieces_of(pieces, count);
		room_for(total(found), to, size);
		let gathered = 0;
		for (const piece of found) {
			copy(at(to, gathered), piece.bytes, piece.size);
			gathered += piece.size;
		}
	}),
	scatter: op("int", ["void *", "size_t", "void *", "size_t", "size_t *"], (from, n, rooms, count, done) => {
		require(done);
		counted(from, n);
		let copied = 0;
		for (const room of pieces_of(rooms, count)) {
			const part = Math.min(room.size, n - copied);
			copy(room.bytes, at(from, copied), part);
			copied += part;
		}
		store(done, "size_t", copied);
	}),
	gather_rows: op("int", ["void *", "size_t", "size_t", "void *", "size_t *", "size_t *"], (rows, count, width, to, size, absent) => {
		require(size, absent);
		counted(rows, count, koffi.sizeof("void *"));
		most(width, count * Number(width));
		const there = count ? koffi.decode(rows, "void *", count).filter(row => row !== null) : [];
		room_for(there.length * width, to, size);
		store(absent, "size_t", count - there.length);
		there.forEach((row, i) => copy(at(to, i * width), row, width));
	}),
};

// `live` stands first in the header, before what it counts.
const { live, ...kept } = OPS_OF_KEPT;
export default table({ live, ...OPS_OF_BYTES, ...kept });
