/*
 * The peer `koffi`: calls and functions as koffi makes them, with the values that it gives to JavaScript.
 *
 * koffi has no word for long double, _Float16, __int128, complex numbers, vectors, bit-fields, an alignment above 8,
 * packed unions, and structs without a member; nor for variadic functions that C calls, and more than 64 parameters (of a
 * variadic call it counts each argument twice, for its type).  Those are `unsupported`.
 *
 * The probe has a thread of its own.  koffi takes a function that was registered inside a call for one of another thread when
 * C calls it from fewer frames than then (callbacks.mjs), and each function here would be registered in a call of the probe's.
 */
import koffi from "./koffi.mjs";
import { at } from "./memory.mjs";
import { host, JIT, main_on_a_thread, ONE_NAN } from "./probe.mjs";

const OK = 0, E_PANIC = -8, E_UNSUPPORTED = -10;

/* The engine has no word for this shape, or not in this direction. */
class Unsupported extends Error {}

// ---- signatures, as C lays them out

const Type = koffi.struct({
	kind: "int", text: "str", size: "uint32_t", align: "uint32_t", count: "uint32_t", element: "void *", members: "void *",
	packed: "bool", aligned: "uint32_t",
});
const Member = koffi.struct({
	type: "void *", aligned: "uint32_t", offset: "uint32_t", bit_width: "uint8_t", is_bit_field: "bool", unnamed: "bool",
});
const Signature = koffi.struct({
	text: "str", convention: "int", variadic: "bool", n_args: "uint32_t", n_fixed: "uint32_t", args: "void *",
	result: "void *", own: "void *",
});
const Slots = koffi.struct({ arg: "void *", ret: "void *" });
const LayoutOf = koffi.struct({ size: "uint32_t", align: "uint32_t", offset: "void *" });

const list = (address, type, n) => (n ? koffi.decode(address, type, n) : []);

// enum seam_kind, as koffi names it; null where it has no name
const KINDS = [
	"void", "bool", "char", "int8_t", "unsigned char", "short", "unsigned short", "int", "unsigned int", "long",
	"unsigned long", "long long", "unsigned long long", "intptr_t", "size_t", "intptr_t", "uintptr_t", "int64_t",
	"uint64_t", "wchar_t", "char16_t", "char32_t", "int8_t", "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t",
	"uint32_t", "uint64_t", null, null, "int", "unsigned int", "float", "double", null, null, "void *",
	koffi.pointer(koffi.proto("void", [])),
];
const MOST_PARAMETERS = 64;
const ARRAY = 42, STRUCT = 43, UNION = 44;

// A variadic argument is named as it is promoted.
const PROMOTED = { Bool: "int", Int8: "int", UInt8: "int", Int16: "int", UInt16: "int", Float32: "double" };

const made = new Map(); // types by their text: koffi keeps each for ever

const make_type = what => {
	if (what.kind < KINDS.length && KINDS[what.kind])
		return koffi.type(KINDS[what.kind]);
	if (what.kind === ARRAY)
		return make_array(type_at(what.element), what.count);
	if (what.kind === STRUCT || what.kind === UNION)
		return make_aggregate(what);
	throw new Unsupported();
};

/* Characters too in an array of numbers: they would become a string. */
const make_array = (element, n) => koffi.array(element, n, /^(U?Int|Float)/.test(element.primitive) ? "Typed" : "Array");

const make_aggregate = what => {
	const members = list(what.members, Member, what.count);
	const is_odd = ({ is_bit_field, aligned }) => is_bit_field || aligned > 8;
	if (!members.length || what.aligned || (what.kind === UNION && what.packed) || members.some(is_odd))
		throw new Unsupported();
	const make = what.kind === UNION ? koffi.union : what.packed ? koffi.pack : koffi.struct;
	return make(
		Object.fromEntries(
			members.map(({ type, aligned }, n) => [`m${n}`, aligned ? [aligned, type_at(type)] : type_at(type)])
		)
	);
};

const type_of = what => {
	if (!made.has(what.text)) {
		let type = null;
		try {
			type = make_type(what);
		} catch (e) {
			if (!(e instanceof Unsupported))
				throw e;
		}
		made.set(what.text, type);
	}
	const type = made.get(what.text);
	if (!type)
		throw new Unsupported();
	return type;
};

const type_at = address => type_of(koffi.decode(address, Type));

const by_value = address => {
	const what = koffi.decode(address, Type);
	const type = type_of(what);
	if (what.kind && type.size !== what.size)
		throw new Error(`${what.text} has ${what.size} bytes in C, and ${type.size} here`);
	return type;
};

/* Its types; a variadic function's also as a call names them. */
const parse = address => {
	const sig = koffi.decode(address, Signature);
	if (sig.convention > 1) // the platform's own, and C's, are all that there is here
		throw new Unsupported();
	if (sig.n_args + (sig.n_args - sig.n_fixed) > MOST_PARAMETERS)
		throw new Unsupported();
	const types = list(sig.args, "void *", sig.n_args).map(by_value);
	return { ...sig, types, result: by_value(sig.result) };
};

// ---- the ops

/* The slots' addresses: of each argument, and of the result. */
const slots_of = (slots, n) => {
	const { arg, ret } = koffi.decode(slots, Slots);
	return { arg: list(arg, "void *", n), ret };
};

const is_void = type => type.primitive === "Void";

const calls = new Map(); // by the signature's address: how it is called, until its release
const functions = new Map(); // what C may call, likewise

/* A signature made ready to be called. */
const make_call = address => {
	const { types, result, variadic, n_fixed } = parse(address);
	const fixed = types.slice(0, n_fixed);
	const Fn = koffi.proto(result, variadic ? [...fixed, "..."] : fixed);
	return (fn, slots) => {
		const { arg, ret } = slots_of(slots, types.length);
		const values = [];
		types.forEach((type, i) => {
			const value = koffi.decode(arg[i], type);
			if (i < n_fixed)
				values.push(value);
			else
				values.push(PROMOTED[type.primitive] ?? type, promoted(value));
		});
		const value = koffi.call(fn, Fn, ...values);
		if (!is_void(result))
			koffi.encode(ret, result, value);
	};
};

const promoted = value => (typeof value === "boolean" ? Number(value) : value);

const make_function = (address, slots) => {
	const { types, result, variadic } = parse(address);
	if (variadic)
		throw new Unsupported();
	const { arg, ret } = slots_of(slots, types.length);
	const zero = is_void(result) ? undefined : koffi.decode(Buffer.alloc(result.size), result);
	return koffi.register((...values) => {
		try {
			values.forEach((value, i) => koffi.encode(arg[i], types[i], value));
			return is_void(result) ? undefined : koffi.decode(ret, result);
		} catch (e) {
			host.log(`in a function that C called: ${e}`);
			return zero;
		}
	}, koffi.pointer(koffi.proto(result, types)));
};

const op = (parameters, fn) => {
	const edge = (...values) => {
		try {
			fn(...values);
			return OK;
		} catch (e) {
			if (e instanceof Unsupported)
				return E_UNSUPPORTED;
			host.log(`${fn.name}: ${e}`);
			return E_PANIC;
		}
	};
	return koffi.register(edge, koffi.pointer(koffi.proto("int", parameters)));
};

const ops = [
	op(["void *", "void *", "void **"], function callee(sig, slots, out) {
		const fn = make_function(sig, slots);
		functions.set(sig, [...(functions.get(sig) ?? []), fn]);
		koffi.encode(out, "void *", fn);
	}),
	op(["void *", "void *", "void *"], function caller(sig, fn, slots) {
		if (!calls.has(sig))
			calls.set(sig, make_call(sig));
		calls.get(sig)(fn, slots);
	}),
	op(["void *"], function release(sig) {
		calls.delete(sig);
		functions.get(sig)?.forEach(koffi.unregister);
		functions.delete(sig);
	}),
	op(["void *", "void *"], function layout(what, out) {
		const type = type_at(what);
		koffi.encode(out, LayoutOf.members.size.offset, "uint32_t", type.size);
		koffi.encode(out, LayoutOf.members.align.offset, "uint32_t", type.alignment);
		const { offset } = koffi.decode(out, LayoutOf);
		Object.values(type.members).forEach((member, n) => koffi.encode(at(offset, 4 * n), "uint32_t", member.offset));
	}),
];

const struct = koffi.alloc("void *", ops.length);
koffi.encode(struct, "void *", ops, ops.length);
const offer = { ops: struct, size: ops.length * koffi.sizeof("void *") };

main_on_a_thread("koffi", `node ${process.version}, koffi ${koffi.version}`, JIT | ONE_NAN, { calls: offer });
