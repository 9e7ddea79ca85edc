/* layout: the contract's structs, declared with koffi, described by what it tells of them, and used by encode and decode. */
import koffi from "./koffi.mjs";
import { E_NOT_FOUND, E_RANGE, E_SPACE, E_UNSUPPORTED, E_VERSION, op, table } from "./edge.mjs";
import { at, copy, store } from "./memory.mjs";

// koffi has no word for these.
koffi.alias("ptrdiff_t", "intptr_t");
koffi.alias("intmax_t", "int64_t");

// Texts are addresses: a `str` would be a copy, and the pointer lost.
const TEXT = "void *";

const SCALARS = {
	boolean: "bool", char: "char", schar: "int8_t", uchar: "unsigned char", short: "short", ushort: "unsigned short",
	int: "int", uint: "unsigned int", long: "long", ulong: "unsigned long", llong: "long long", ullong: "unsigned long long",
	i8: "int8_t", i16: "int16_t", i32: "int32_t", i64: "int64_t", u8: "uint8_t", u16: "uint16_t", u32: "uint32_t",
	u64: "uint64_t", wchar: "wchar_t", size: "size_t", ptrdiff: "ptrdiff_t", intptr: "intptr_t", uintptr: "uintptr_t",
	intmax: "intmax_t", float: "float", double: "double", pointer: "void *", string: TEXT,
	function: koffi.pointer(koffi.proto("int", ["int"])),
};

const ENUMS = {
	grade: koffi.enumeration({ SEAM_GRADE_BELOW: -1, SEAM_GRADE_ZERO: 0, SEAM_GRADE_ABOVE: 1, SEAM_GRADE_FAR: 1000 }),
	flag: koffi.enumeration({ SEAM_FLAG_NONE: 0, SEAM_FLAG_LOW: 1, SEAM_FLAG_HIGH: 0x80000000 }),
};

/* #pragma pack(n): no member is aligned to more. */
const packed = n => koffi.struct({ a: "uint8_t", b: [n, "uint32_t"], c: [Math.min(n, 2), "uint16_t"], d: [n, "double"], e: "uint8_t" });

const fixed12 = koffi.struct({ a: "uint8_t", b: "uint32_t", c: "uint8_t" });
const fixed24 = koffi.struct({ a: "uint8_t", b: "uint64_t", c: "uint8_t" });
const vec2 = koffi.struct({ x: "double", y: "double" });
const enums = koffi.struct({ before: "uint8_t", grade: ENUMS.grade, between: "uint8_t", flag: ENUMS.flag });
const list = koffi.struct({ next: "void *", value: "int32_t" });
const tagged = koffi.struct({ tag: "uint32_t", as: koffi.union({ i: "int64_t", d: "double", s: TEXT }) });
const packed1 = packed(1);
const V1 = { version: "uint32_t", size: "uint32_t", label: TEXT, depth: "int32_t", limit: "uint64_t" };
const options_v1 = koffi.struct(V1);
const options = koffi.struct({ ...V1, mode: "uint32_t", grace: "int64_t" });

// A member whose name begins with _ is an anonymous one, whose members are the struct's own.
const STRUCTS = {
	...Object.fromEntries(Object.entries(SCALARS).map(([name, value]) => [name, koffi.struct({ value })])),
	fixed12,
	fixed24,
	fixed16: koffi.struct({ b: "uint64_t", a: "uint8_t", c: "uint8_t" }),
	vec2,
	mixed: koffi.struct({
		a: "char", b: "double", c: "short", d: "float", e: "void *", f: "bool", g: "long long", h: "int8_t",
	}),
	nested: koffi.struct({ before: "uint8_t", inner: fixed24, between: "uint16_t", second: fixed12, after: "uint8_t" }),
	array: koffi.struct({
		before: "uint8_t", row: koffi.array("uint32_t", 3), bytes: koffi.array("uint8_t", 5), after: "uint16_t",
	}),
	matrix: koffi.struct({ before: "uint8_t", cell: koffi.array(koffi.array("int16_t", 3), 2), after: "double" }),
	array_of_structs: koffi.struct({ before: "uint8_t", item: koffi.array(fixed12, 3), after: "uint8_t" }),
	id20: koffi.struct({ id: koffi.array("unsigned char", 20) }),
	signature: koffi.struct({
		name: TEXT, email: TEXT, when: koffi.struct({ time: "int64_t", offset: "int32_t", sign: "char" }),
	}),
	union: koffi.struct({
		before: "uint8_t",
		as: koffi.union({ byte: "uint8_t", i: "int32_t", d: "double", p: "void *", pair: koffi.array("uint16_t", 2) }),
		after: "uint8_t",
	}),
	tagged,
	anonymous: koffi.struct({
		before: "uint8_t",
		_word: koffi.union({ word: "uint32_t", _halves: koffi.struct({ low: "uint16_t", high: "uint16_t" }) }),
		_pair: koffi.struct({ x: "uint8_t", y: "uint64_t" }),
		after: "uint8_t",
	}),
	enums,
	list,
	packed1,
	packed2: packed(2),
	packed4: packed(4),
	packed_inside: koffi.struct({ before: "uint8_t", inner: packed1, after: "uint32_t" }),
	options_v1,
	options,
};

// koffi has no long double, complex numbers, 128-bit integers or bit-fields; no alignment above 8; no struct without a
// member; and a flexible array is as long there as it may be.
const MISSING = new Set([
	"long_double", "complex_float", "complex_double", "complex_long_double", "i128", "u128", "aligned16", "aligned32",
	"aligned64", "aligned_inside", "flexible", "empty", "empty_inside", "bits_run", "bits_signed", "bits_zero",
	"bits_units", "bits_mixed", "bits_wide", "bits_packed",
]);

const [INTEGER, BOOL, FLOAT, , POINTER, STRUCT, UNION, ARRAY] = [1, 2, 3, 4, 5, 6, 7, 8]; // enum seam_kind
const KINDS = {
	Bool: BOOL, Float32: FLOAT, Float64: FLOAT, Pointer: POINTER, Callback: POINTER, Record: STRUCT, Union: UNION,
	Array: ARRAY,
};
const View = koffi.struct({
	size: "uint64_t", align: "uint64_t", offset: "uint64_t", count: "uint64_t", kind: "uint32_t", is_signed: "uint32_t",
});

/* The member of this name, with the offset; null if there is none. */
const member_of = (type, name) => {
	for (const member of Object.values(type.members ?? {})) {
		if (member.name === name)
			return member;
		const inner = member.name.startsWith("_") && member_of(member.type, name);
		if (inner)
			return { type: inner.type, offset: member.offset + inner.offset };
	}
	return null;
};

/* The type and offset of a leaf or part by its path in C, "item[1].c"; null if there is none. */
const locate = (type, path) => {
	if (!/^\w+(\.\w+|\[\d+\])*$/.test(path))
		return null;
	let place = { type, offset: 0 };
	for (const [step] of path.matchAll(/\w+/g)) {
		const { type: within, offset } = place;
		const found =
			within.primitive === "Array"
				? step < within.length && { type: within.ref, offset: step * within.ref.size }
				: member_of(within, step);
		if (!found)
			return null;
		place = { type: found.type, offset: offset + found.offset };
	}
	return place;
};

/* A field, or with null the whole type, that can be reached, or the code why not. */
const find = (name, field) => {
	if (MISSING.has(name))
		return E_UNSUPPORTED;
	if (!Object.hasOwn(STRUCTS, name))
		return E_NOT_FOUND;
	const type = STRUCTS[name];
	return (field === null ? { type, offset: 0 } : locate(type, field)) ?? E_NOT_FOUND;
};

const store_all = (type, from, to) => store(to, type, koffi.decode(from, type));

/* Ops that carry a struct over, by pointer and by value. */
const carrying = (name, type) => ({
	[`copy_${name}`]: op("int", ["void *", "void *"], (from, out) => store_all(type, from, out)),
	[`take_${name}`]: op("int", [type, "void *"], (value, out) => store(out, type, value)),
	[`give_${name}`]: op(type, ["void *"], from => koffi.decode(from, type)),
});

// C gets the names for good.
const NAMES = Object.values(ENUMS).flatMap(({ values }) => Object.keys(values));
const texts = Object.fromEntries(
	NAMES.map(name => {
		const text = koffi.alloc("char", name.length + 1);
		copy(text, Buffer.from(`${name}\0`));
		return [name, text];
	})
);
const name_of = (type, number) => Object.keys(type.values).find(name => type.values[name] === number);

const TAGS = { 1: "i", 2: "d", 3: "s" };
const VERSIONS = { 1: options_v1, 2: options };
const default_options = version => ({
	version, size: VERSIONS[version].size, label: null, depth: -1, limit: 0x100000000, mode: 3, grace: -5,
});

export default table({
	describe: op("int", ["str", "str", "void *"], (name, field, out) => {
		const found = find(name, field);
		if (typeof found === "number")
			return found;
		const { type, offset } = found;
		store(out, View, {
			size: type.size,
			align: type.alignment,
			offset,
			count: type.primitive === "Array" ? type.length : 1,
			kind: KINDS[type.primitive] ?? INTEGER,
			is_signed: Number(type.primitive.startsWith("Int")),
		});
	}),
	write: op("int", ["str", "str", "void *", "void *"], (name, field, object, leaf) => {
		const found = find(name, field);
		if (typeof found === "number")
			return found;
		store_all(found.type, leaf, at(object, found.offset));
	}),
	read: op("int", ["str", "str", "void *", "void *"], (name, field, object, leaf) => {
		const found = find(name, field);
		if (typeof found === "number")
			return found;
		store_all(found.type, at(object, found.offset), leaf);
	}),
	emit: op("int", ["str", "void *", "void *", "size_t"], (name, object, out, size) => {
		if (!["fixed12", "fixed24", "nested", "signature"].includes(name))
			return E_UNSUPPORTED;
		const type = STRUCTS[name];
		if (size < type.size)
			return E_SPACE;
		const clean = Buffer.alloc(type.size);
		koffi.encode(clean, type, koffi.decode(object, type)); // member by member
		copy(out, clean);
	}),
	fill: op("int", ["void *", "size_t", "uint32_t"], (out, n, first) => {
		for (let i = 0; i < n; i++)
			store(at(out, i * fixed12.size), fixed12, { a: i & 0xff, b: (first + i) >>> 0, c: ~i & 0xff });
	}),
	sum: op("int", ["void *", "size_t", "uint64_t *"], (items, n, out) => {
		const all = n ? koffi.decode(items, fixed12, n) : [];
		store(out, "uint64_t", all.reduce((sum, { a, b, c }) => sum + a + b + c, 0));
	}),
	truth: op("int", ["int64_t", "bool *"], (number, out) => store(out, "bool", number !== 0)),
	enum_value: op("int", ["str", "int64_t *"], (name, out) => {
		const type = Object.values(ENUMS).find(({ values }) => Object.hasOwn(values, name));
		if (!type)
			return E_NOT_FOUND;
		store(out, "int64_t", type.values[name]);
	}),
	enum_name: op("int", ["str", "int64_t", "char **"], (type, number, out) => {
		if (!Object.hasOwn(ENUMS, type))
			return E_NOT_FOUND;
		const name = name_of(ENUMS[type], number);
		if (!name)
			return E_RANGE;
		store(out, "void *", texts[name]);
	}),
	enum_load: op("int", ["void *", "int64_t *", "int64_t *"], (from, grade, flag) => {
		const loaded = koffi.decode(from, enums);
		if (!name_of(ENUMS.grade, loaded.grade) || !name_of(ENUMS.flag, loaded.flag))
			return E_RANGE;
		store(grade, "int64_t", loaded.grade);
		store(flag, "int64_t", loaded.flag);
	}),
	tagged_get: op("int", ["void *", "uint32_t", "void *"], (from, tag, out) => {
		if (!(tag in TAGS) || koffi.decode.uint32(from) !== tag)
			return E_RANGE;
		const { type, offset } = locate(tagged, `as.${TAGS[tag]}`);
		store_all(type, at(from, offset), out);
	}),
	tagged_set: op("int", ["void *", "uint32_t", "void *"], (object, tag, value) => {
		if (!(tag in TAGS))
			return E_RANGE;
		const { type, offset } = locate(tagged, `as.${TAGS[tag]}`);
		store(object, "uint32_t", tag);
		store_all(type, value, at(object, offset));
	}),
	list_sum: op("int", ["void *", "int64_t *"], (head, out) => {
		let sum = 0;
		for (let next = head; next !== null; ) {
			const node = koffi.decode(next, list);
			sum += node.value;
			next = node.next;
		}
		store(out, "int64_t", sum);
	}),
	options_init: op("int", ["void *", "uint32_t"], (out, version) => {
		if (!(version in VERSIONS))
			return E_VERSION;
		store(out, VERSIONS[version], default_options(version));
	}),
	options_apply: op("int", ["void *", "void *"], (given, out) => {
		// Every version begins with its number and its size, and no more is read before they are known.
		const [version, size] = koffi.decode(given, "uint32_t", 2);
		if (VERSIONS[version]?.size !== size)
			return E_VERSION;
		const { version: _, size: __, ...members } = koffi.decode(given, VERSIONS[version]);
		store(out, options, { ...default_options(2), ...members });
	}),
	...carrying("fixed12", fixed12),
	...carrying("fixed24", fixed24),
	...carrying("vec2", vec2),
});
