/*
 * errors: failure is a value, and arrives as it was.
 *
 * JavaScript's own way to fail, an exception, ends at the edge; here it becomes each of the ways that C has.
 */
import { constants } from "node:os";
import koffi from "./koffi.mjs";
import * as codes from "./edge.mjs";
import { E_FAILED, E_MEMORY, E_NOT_FOUND, E_NULL, E_RANGE, E_STATE, OK, op, refuse, Refused, require, table } from "./edge.mjs";
import {
	DOMAIN_DEVICE, DOMAIN_SHELF, end_error, live, make_error, OP_PANIC, OPS_OF_LAST, OPS_OF_OBJECTS, telling, View, with_last,
} from "./errors_last.mjs";
import { close_shelf, INT32_MAX, item_at, make_shelf, ONCE, OPS_OF_SHELVES, place_on } from "./errors_shelves.mjs";
import { malloced, store } from "./memory.mjs";

const { EINTR, EINVAL, EIO, ENOENT, ENOMEM, ERANGE } = constants.errno;

const IntFn = koffi.proto("int", ["void *"]);
const Int64Fn = koffi.proto("int64_t", ["void *"]);
const Uint32Fn = koffi.proto("uint32_t", ["void *"]);
const ShelfFn = koffi.proto("int", ["void *", "void *"]);
const StepFn = koffi.proto("int", ["void *", "size_t"]);
const Reporter = koffi.proto("int", ["void *", koffi.pointer(View)]);

const Report = koffi.struct({ value: "int64_t", code: "int32_t", key: "int32_t", text: koffi.array("uint8_t", 24) });

// ---- codes: C keeps the addresses of their names, which are made once

const NAMES = new Map([
	[OK, "SEAM_OK"],
	...Object.entries(codes).flatMap(([name, code]) => (name.startsWith("E_") ? [[code, `SEAM_${name}`]] : [])),
]);
const address_of_text = text => malloced(Buffer.from(text));
const addresses = new Map([...NAMES].map(([code, name]) => [code, address_of_text(name)]));
const unknown = address_of_text("a code that this peer does not know");

const CODE_OF_ERRNO = { 0: OK, [ENOENT]: E_NOT_FOUND, [ENOMEM]: E_MEMORY, [EINVAL]: E_RANGE, [ERANGE]: E_RANGE };
const ERRNO_OF_CODE = { [E_NULL]: EINVAL, [E_RANGE]: EINVAL, [E_NOT_FOUND]: ENOENT, [E_FAILED]: EIO };

const relaying = (result, Fn) =>
	op(result, ["void *", "void *"], (fn, userdata) => (fn === null ? E_NULL : koffi.call(fn, Fn, userdata)));

// ---- one thing, said in each of C's ways

const value_of = (shelf, key) => koffi.decode(item_at(shelf, key), "int64_t");

const value_into = (shelf, key, out) => {
	require(out);
	store(out, "int64_t", value_of(shelf, key));
};

/* An error object; that of a broken item has a cause, with the device's code. */
const object_of = (failure, shelf, key) => {
	let cause = null;
	if (failure.code === E_FAILED) {
		const code = koffi.decode(place_on(shelf, key), "int64_t");
		cause = make_error(DOMAIN_DEVICE, code, Buffer.from("the device failed"));
	}
	try {
		return make_error(DOMAIN_SHELF, failure.code, Buffer.from(failure.message), cause);
	} catch (e) {
		end_error(cause);
		throw e;
	}
};

/* Calls `step` with 0, 1 … n - 1 until `wanted` says no of what it returned; that index, or n. */
const step_through = (n, step, userdata, wanted) => {
	let i = 0;
	while (i < n && wanted(koffi.call(step, StepFn, userdata, i), i))
		i++;
	return i;
};

const OPS_OF_WAYS = {
	get: op("int", ["void *", "int32_t", "int64_t *"], telling(value_into)),
	find: op("void *", ["void *", "int32_t"], telling(item_at)),
	contains: op("bool", ["void *", "int32_t"], (shelf, key) => shelf !== null && place_on(shelf, key) !== null),
	read: op("int64_t", ["void *", "int32_t", "void *", "size_t"], (shelf, first, values, n) => {
		require(shelf);
		if (n)
			require(values);
		let i = 0;
		try {
			for (; i < n; i++) {
				if (first + i > INT32_MAX)
					refuse(E_NOT_FOUND);
				koffi.encode(values, i * 8, "int64_t", value_of(shelf, first + i));
			}
		} catch (e) {
			if (!(e instanceof Refused) || !i)
				throw e;
		}
		return i;
	}),
	get_errno: op("int", ["void *", "int32_t", "int64_t *"], (shelf, key, out) => {
		let error = koffi.errno();
		let result = 0;
		try {
			value_into(shelf, key, out);
		} catch (e) {
			error = ERRNO_OF_CODE[e.code];
			result = -1;
		}
		koffi.errno(error);
		return result;
	}),
	get_report: op("bool", ["void *", "int32_t", "void *"], (shelf, key, report) => {
		if (report === null)
			return false;
		let value = 0, code = OK;
		try {
			value = value_of(shelf, key);
		} catch (e) {
			({ code } = e);
		}
		const text = Buffer.alloc(24);
		text.write(NAMES.get(code), 0, 23);
		store(report, Report, { value, code, key, text });
		return code === OK;
	}),
	get_error: op("int", ["void *", "int32_t", "int64_t *", "void **"], (shelf, key, out, error) => {
		if (error !== null && koffi.decode(error, "void *") !== null)
			return E_STATE;
		try {
			value_into(shelf, key, out);
		} catch (failure) {
			try {
				if (error !== null)
					store(error, "void *", object_of(failure, shelf, key));
			} catch {
				// memory is out: the code comes through all the same
			}
			throw failure;
		}
	}),
	attempt: op("int", ["void *", "int32_t", "int64_t *", "void *", "void *"], (shelf, key, out, reporter, userdata) => {
		try {
			telling(value_into)(shelf, key, out);
		} catch (failure) {
			if (reporter !== null)
				with_last(view => koffi.call(reporter, Reporter, userdata, view));
			throw failure;
		}
	}),
};

// ---- errno: what lies between C's call and the first line here, and between the last one and C, leaves it alone

const OPS_OF_ERRNO = {
	set_errno: op("int", ["int"], value => {
		koffi.errno(value);
		return value ? -1 : 0;
	}),
	relay_errno: op("int", ["void *", "void *", "int *"], (fn, userdata, seen) => {
		require(fn, seen);
		const result = koffi.call(fn, IntFn, userdata);
		const error = koffi.errno();
		if (result < 0)
			store(seen, "int", error);
		koffi.errno(error);
		return result;
	}),
	retry: op("int", ["void *", "void *", "uint32_t", "uint32_t *"], (fn, userdata, most, tries) => {
		require(fn, tries);
		if (!most)
			return E_RANGE;
		let count = 0, result, error;
		do {
			result = koffi.call(fn, IntFn, userdata);
			error = koffi.errno();
			count++;
		} while (result < 0 && error === EINTR && count < most);
		store(tries, "uint32_t", count);
		koffi.errno(error);
		return result;
	}),
};

export default table({
	relay: relaying("int", IntFn),
	relay_int64: relaying("int64_t", Int64Fn),
	relay_uint32: relaying("uint32_t", Uint32Fn),
	relay_status: relaying("int", IntFn),
	truth: op("bool", ["int"], value => value !== 0),
	code_name: op("void *", ["int"], code => addresses.get(code) ?? unknown),
	code_from_name: op("int", ["str", "int *"], (name, out) => {
		require(name, out);
		const [code] = [...NAMES].find(([, known]) => known === name) ?? refuse(E_NOT_FOUND);
		store(out, "int", code);
	}),
	code_from_errno: op("int", ["int"], error => CODE_OF_ERRNO[error] ?? E_FAILED),
	...OPS_OF_SHELVES,
	...OPS_OF_WAYS,
	...OPS_OF_LAST,
	scoped: op("int", ["void *", "void *"], (fn, userdata) => {
		require(fn);
		const shelf = make_shelf(ONCE, 8, Buffer.from("scoped"));
		const result = koffi.call(fn, ShelfFn, userdata, shelf);
		try {
			(result ? close_shelf : telling(close_shelf))(shelf);
		} catch (e) {
			if (!result)
				throw e; // otherwise the first failure is the one that counts
		}
		return result;
	}),
	...OP_PANIC,
	...OPS_OF_OBJECTS,
	...OPS_OF_ERRNO,
	transact: op("int", ["size_t", "void *", "void *", "void *", "size_t *"], (n, step, undo, userdata, failed_at) => {
		require(step, failed_at);
		let code = OK;
		const failed = step_through(n, step, userdata, result => !(code = result));
		if (!code)
			return OK;
		for (let i = failed; undo !== null && i-- > 0; )
			koffi.call(undo, StepFn, userdata, i);
		store(failed_at, "size_t", failed);
		return code;
	}),
	run_all: op("int", ["size_t", "void *", "void *", "size_t *", "size_t *"], (n, step, userdata, first, failed) => {
		require(step, first, failed);
		const failures = [];
		step_through(n, step, userdata, (code, i) => {
			if (code)
				failures.push([i, code]);
			return true;
		});
		store(failed, "size_t", failures.length);
		if (!failures.length)
			return OK;
		const [[index, code]] = failures;
		store(first, "size_t", index);
		return code;
	}),
	live: op("uint64_t", [], () => live.count),
});
