/*
 * The edge of an op: what every function that C may call has in common.
 *
 * An exception that leaves a callback of koffi's gives C a 0, which says that all went well; it stays pending, and so do
 * all later callbacks.  So each op is made by `op`, which ends every exception in it.
 */
import koffi from "./koffi.mjs";

export const OK = 0;
export const E_FAILED = -1, E_NULL = -2, E_NUL = -3, E_ENCODING = -4, E_RANGE = -5, E_SPACE = -6;
export const E_MEMORY = -7, E_PANIC = -8, E_STATE = -9, E_UNSUPPORTED = -10, E_VERSION = -11, E_NOT_FOUND = -12;

/* The message of the last exception that was contained. */
export const contained = { message: null };

/* An op's own failure: `code` is what C gets, and the message what can be said of it. */
export class Refused extends Error {
	static {
		Error.stackTraceLimit = 0; // nobody reads a trace here, and making one takes longer than most ops
	}
	constructor(code, message = `code ${code}`) {
		super(message);
		this.code = code;
	}
}

export function refuse(code, message) {
	throw new Refused(code, message);
}

/* Refuses NULL, which koffi gives as null. */
export function require(...pointers) {
	if (pointers.includes(null))
		refuse(E_NULL);
}

/*
 * koffi 3.2.0 to 3.3.4 gives a callback a 64-bit unsigned argument as if it were signed: RELAY(PushUInt64) in
 * https://github.com/Koromix/koffi/blob/master/src/koffi/src/interp.cc. Here it is mended.
 */
const unsigned = value => (value < 0 ? BigInt.asUintN(64, BigInt(value)) : value);

/* What a function gives that cannot give a code; undefined where it can. */
const zero_of = type => {
	if (type.primitive === "Record")
		return koffi.decode(Buffer.alloc(type.size), type);
	return { Bool: false, Pointer: null }[type.primitive];
};

/*
 * The function as one that C may call.  Where the result is a code, it may return nothing: that is SEAM_OK.  When it fails
 * the result is the code of that, or `failed`; the type's zero where it is no number.
 */
export function contain(result, parameters, fn, failed = zero_of(koffi.type(result))) {
	const wide = parameters.flatMap((type, i) => (koffi.type(type).primitive === "UInt64" ? [i] : []));
	const is_code = failed === undefined && result !== "void";
	return (...values) => {
		try {
			for (const i of wide)
				values[i] = unsigned(values[i]);
			const value = fn(...values);
			return is_code ? (value ?? OK) : value;
		} catch (e) {
			const code = e instanceof Refused ? e.code : E_PANIC;
			if (code === E_PANIC)
				contained.message = String(e);
			return is_code ? code : failed;
		}
	};
}

/* The address of a C function of these types, which lives as long as the process. */
export function op(result, parameters, fn, failed) {
	return koffi.register(contain(result, parameters, fn, failed), koffi.pointer(koffi.proto(result, parameters)));
}

/* A group's struct: its ops in the order of the header, null one that is not offered.  It lives as long as the process. */
export function table(ops) {
	const addresses = Object.values(ops);
	const struct = koffi.alloc("void *", addresses.length);
	koffi.encode(struct, "void *", addresses, addresses.length);
	return { ops: struct, size: addresses.length * koffi.sizeof("void *") };
}

/*
 * Objects that C holds by opaque pointers.  The pointers are numbers, never 0 and never used again: C must not look
 * behind them, and JavaScript's objects have no address.
 */
export class Handles extends Map {
	#last = 0n;

	add(thing) {
		this.#last += 8n;
		this.set(this.#last, thing);
		return this.#last;
	}

	take(handle) {
		const thing = this.get(handle);
		this.delete(handle);
		return thing;
	}
}
