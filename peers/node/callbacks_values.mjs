/* Every type of argument and result, there and back. */
import koffi from "./koffi.mjs";
import { E_VERSION, op, require } from "./edge.mjs";
import { part_of, store } from "./memory.mjs";

const TYPES = {
	i8: "int8_t", u8: "uint8_t", i16: "int16_t", u16: "uint16_t", i32: "int32_t", u32: "uint32_t", i64: "int64_t",
	u64: "uint64_t", f32: "float", f64: "double", truth: "bool", pointer: "void *",
};
const STRUCTS = {
	spot: koffi.struct({ x: "double", n: "int32_t" }),
	pair: koffi.struct({ a: "float", b: "float" }),
	wide: koffi.struct({ a: "int64_t", b: "double", c: "int32_t" }),
};
const TWELVE = {
	a: "int8_t", b: "double", c: "uint8_t", d: "float", e: "int16_t", f: "uint16_t", g: "int32_t", h: "uint32_t",
	i: "int64_t", j: "uint64_t", k: "void *", l: "bool",
};
const Twelve = koffi.struct(TWELVE);
const TwelveFn = koffi.proto("double", [...Object.values(TWELVE), "void *"]);

const with_all = (types, value) => Object.fromEntries(Object.keys(types).map(name => [name, value(types[name])]));

/* The op for a table of functions, one for each type. */
const relaying = types => {
	const Functions = koffi.struct({ size: "size_t", ...with_all(types, () => "void *") });
	const Values = koffi.struct(types);
	const protos = with_all(types, type => koffi.proto(type, [type, "void *"]));
	return op("int", ["void *", "void *", "void *", "void *"], (functions, values, userdata, out) => {
		require(functions, values, out);
		const table = part_of(functions, Functions);
		if (table.size < koffi.sizeof("size_t"))
			return E_VERSION;
		const given = koffi.decode(values, Values);
		for (const { name, type, offset } of Object.values(Values.members))
			if (table[name] !== null)
				koffi.encode(out, offset, type, koffi.call(table[name], protos[name], given[name], userdata));
	});
};

/* The peer's own functions, which live as long as the process. */
const echo_of = type => {
	const failed = koffi.decode(Buffer.alloc(koffi.sizeof(type)), type); // the zero of its type
	return op(type, [type, "int"], (value, fail) => {
		if (fail)
			throw new Error("an echo that was to fail");
		return value;
	}, failed);
};
const ECHOES = with_all({ ...TYPES, ...STRUCTS }, echo_of);
const Echoes = koffi.struct(with_all(ECHOES, () => "void *"));

export const OPS_OF_VALUES = {
	relay: relaying(TYPES),
	relay_structs: relaying(STRUCTS),
	call_twelve: op("int", ["void *", "void *", "void *", "double *"], (values, callback, userdata, result) => {
		require(values, callback, result);
		const { a, b, c, d, e, f, g, h, i, j, k, l } = koffi.decode(values, Twelve);
		store(result, "double", koffi.call(callback, TwelveFn, a, b, c, d, e, f, g, h, i, j, k, l, userdata));
	}),
	echoes: op("int", ["void *"], functions => {
		require(functions);
		store(functions, Echoes, ECHOES);
	}),
};
