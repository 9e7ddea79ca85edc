/* The last error, and error objects. */
import koffi from "./koffi.mjs";
import { E_NOT_FOUND, E_PANIC, E_RANGE, op, refuse, Refused, require } from "./edge.mjs";
import { Lent } from "./lent.mjs";
import { bytes_at, copy, malloced, store } from "./memory.mjs";
import { free } from "./probe.mjs";

export const DOMAIN_SHELF = 1, DOMAIN_DEVICE = 2, DOMAIN_PANIC = 3;

/* How many shelves and error objects there are. */
export const live = { count: 0 };

export const View = koffi.struct({ domain: "int32_t", code: "int32_t", message: "void *", message_n: "size_t" });

/* C borrows the message: it stays at its address until the error has been replaced, or longer while it is held. */
class Last {
	constructor(domain, code, message) {
		this.address = malloced(message);
		this.view = { domain, code, message: this.address, message_n: message.length };
	}
}

let last = null; // of the one thread that there is

function replace_last(error) {
	const before = last;
	last = error;
	if (before && before !== error && !before.held)
		free(before.address);
}

const set_last = (domain, code, message) => replace_last(new Last(domain, code, Buffer.from(message)));

export const clear_last = () => replace_last(null);

/* The function, whose failures are the last error, too. */
export function telling(fn) {
	return (...values) => {
		try {
			return fn(...values);
		} catch (e) {
			if (e instanceof Refused)
				set_last(DOMAIN_SHELF, e.code, e.message);
			throw e;
		}
	};
}

/* Calls `use` with the last error, which is the last error again afterwards. */
export function with_last(use) {
	const error = last;
	error.held = true;
	try {
		use(error.view);
	} finally {
		replace_last(error);
		error.held = false;
	}
}

// ---- error objects

/* Behind the struct: the message and a NUL.  The cause belongs to the object. */
const objects = new Lent({ domain: "int32_t", code: "int32_t", cause: "void *", message_n: "size_t" });

export function make_error(domain, code, message, cause = null) {
	const error = objects.create({ domain, code, cause, message_n: message.length }, message.length + 1);
	copy(objects.behind(error), message);
	live.count++;
	return error;
}

/* The chain, one by one: it may be longer than functions can call each other. */
export function end_error(error) {
	while (error !== null) {
		const cause = objects.get(error, "cause");
		objects.delete(error);
		live.count--;
		error = cause;
	}
}

const message_of = (message, n) => {
	if (n)
		require(message);
	return bytes_at(message, n);
};

export const OPS_OF_LAST = {
	fail: op("int", ["int32_t", "int32_t", "void *", "size_t"], (domain, code, message, n) => {
		if (!code)
			return E_RANGE;
		set_last(domain, code, message_of(message, n));
		return code;
	}),
	last_error: op("int", ["void *"], out => {
		require(out);
		store(out, View, (last ?? refuse(E_NOT_FOUND)).view);
	}),
	last_error_take: op("int", ["void **"], out => {
		require(out);
		const { domain, code, message, message_n } = (last ?? refuse(E_NOT_FOUND)).view;
		store(out, "void *", make_error(domain, code, bytes_at(message, message_n)));
		clear_last();
	}),
	last_error_clear: op("void", [], clear_last),
};

export const OP_PANIC = {
	panic: op("int", ["str"], text => {
		require(text);
		try {
			throw new Error(text);
		} catch (e) {
			set_last(DOMAIN_PANIC, E_PANIC, e.message);
			return E_PANIC;
		}
	}),
};

export const OPS_OF_OBJECTS = {
	error_new: op("int", ["int32_t", "int32_t", "void *", "size_t", "void *", "void **"], (domain, code, message, n, cause, out) => {
		require(out);
		const bytes = message_of(message, n);
		if (!code)
			return E_RANGE;
		store(out, "void *", make_error(domain, code, bytes, cause));
	}),
	error_view: op("int", ["void *", "void *"], (error, out) => {
		require(error, out);
		const { domain, code, message_n } = objects.read(error);
		store(out, View, { domain, code, message: objects.behind(error), message_n });
	}),
	error_cause: op("int", ["void *", "void **"], (error, out) => {
		require(error, out);
		store(out, "void *", objects.get(error, "cause") ?? refuse(E_NOT_FOUND));
	}),
	error_free: op("void", ["void *"], end_error),
};
