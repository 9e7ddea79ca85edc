/* callbacks: C functions are called by koffi.call here, and JavaScript's functions are registered there. */
import koffi from "./koffi.mjs";
import { MORE_OPS_OF_BUSES, new_bus, open_buses, OPS_OF_BUSES } from "./callbacks_bus.mjs";
import { OPS_OF_STREAMS } from "./callbacks_streams.mjs";
import { OPS_OF_VALUES } from "./callbacks_values.mjs";
import { contained, E_MEMORY, E_NOT_FOUND, E_NULL, E_RANGE, E_SPACE, Handles, OK, op, refuse, require, table } from "./edge.mjs";
import { copy, counted, store } from "./memory.mjs";

const Visit = koffi.proto("int", ["uint32_t", "uint64_t", "double", "str", "void *"]);
const Compare = koffi.proto("int", ["int64_t", "int64_t", "void *"]);
const Reset = koffi.proto("int", ["void *"]);
const Add = koffi.proto("int", ["void *", "int64_t"]);
const Total = koffi.proto("int", ["void *", "void *"]);
const Destroy = koffi.proto("void", ["void *"]);

const INT64_MIN = -(2n ** 63n), INT64_MAX = 2n ** 63n - 1n;

// ---- at once

/* 0, or the value of the visit that stopped. */
const visit_items = (count, visit, userdata) => {
	for (let index = 0; index < count; index++) {
		const value = BigInt.asUintN(64, BigInt(index + 1) * 0x9e3779b97f4a7c15n);
		const stop = koffi.call(visit, Visit, index, value, index + 0.5, `item ${index}`, userdata);
		if (stop)
			return stop;
	}
	return 0;
};

// ---- failures of the peer's own

const TEXT = 1, NUMBER = 2, CLEANUP = 3, RUNTIME = 4, TWICE = 5; // enum seam_raise

const fail = (kind, text, frames = 3) => {
	if (frames)
		return fail(kind, text, frames - 1);
	switch (kind) {
	case TEXT:
		throw new Error(text);
	case NUMBER:
		throw 7;
	case RUNTIME:
		return null[0];
	case CLEANUP:
		return leave_with(text, () => {});
	case TWICE:
		return leave_with(`again: ${text}`, () => {
			throw new Error(text); // the other one takes its place
		});
	}
};

const leave_with = (text, body) => {
	try {
		body();
	} finally {
		throw new Error(text);
	}
};

const require_kind = (kind, text) => {
	if (kind < TEXT || kind > TWICE)
		refuse(E_RANGE);
	if ([TEXT, CLEANUP, TWICE].includes(kind))
		require(text);
};

// ---- functions that the peer makes

const checked_sum = (a, b) => {
	const sum = BigInt(a) + BigInt(b);
	if (sum < INT64_MIN || sum > INT64_MAX)
		throw new RangeError(`${sum} is no int64_t`);
	return sum;
};

/*
 * Closures are slots, all registered before C is entered.  koffi 3.3.4 takes a function that was registered inside a call
 * for one of another thread when C calls it from fewer frames than then: it runs on koffi's stack, where V8 throws a
 * RangeError (RelayCallback in https://github.com/Koromix/koffi/blob/master/src/koffi/src/call.cc).
 */
const SLOTS = 1000;
const closures = new Map(); // the address of each slot that C holds, and its state

const free_slots = Array.from({ length: SLOTS }, () => {
	const slot = op("int", ["void *", "int64_t", "int64_t *"], (_, argument, out) => {
		require(out);
		const total = checked_sum(closures.get(slot), argument);
		closures.set(slot, total);
		store(out, "int64_t", total);
	});
	return slot;
});

const Methods = koffi.struct({ size: "size_t", reset: "void *", add: "void *", total: "void *", destroy: "void *" });
const Obj = koffi.struct({ methods: "void *", self: "void *" });

const adders = new Handles(); // each { total }
const methods = koffi.alloc(Methods, 1);
store(methods, Methods, {
	size: Methods.size,
	reset: op("int", ["void *"], self => {
		adders.get(self).total = 0n;
	}),
	add: op("int", ["void *", "int64_t"], (self, n) => {
		const adder = adders.get(self);
		adder.total = checked_sum(adder.total, n);
	}),
	total: op("int", ["void *", "int64_t *"], (self, out) => {
		require(out);
		store(out, "int64_t", adders.get(self).total);
	}),
	destroy: op("void", ["void *"], self => {
		adders.take(self);
	}),
});

/* 0 and the total, or what the method returned that ended the drive. */
const drive = ({ reset, add, total }, self, numbers) => {
	const reached = new BigInt64Array(1); // koffi passes it as the place where its number is
	let stop = reset === null ? 0 : koffi.call(reset, Reset, self);
	for (const n of numbers)
		stop ||= koffi.call(add, Add, self, n);
	stop ||= koffi.call(total, Total, self, reached);
	return [stop, reached[0]];
};

const LIVE = {
	1: () => open_buses().length,
	2: () => open_buses().reduce((sum, bus) => sum + bus.subscriptions.size, 0),
	3: () => closures.size,
	4: () => adders.size,
	5: () => 0, // works, which this peer does not offer
};

export default table({
	each: op("int", ["uint32_t", "void *", "void *", "int *"], (count, visit, userdata, result) => {
		require(visit, result);
		store(result, "int", visit_items(count, visit, userdata));
	}),
	walk: op("int", ["uint32_t", "void *", "void *"], (count, visit, userdata) =>
		visit === null ? E_NULL : visit_items(count, visit, userdata)
	),
	sort: op("int", ["void *", "size_t", "void *", "void *"], (items, n, compare, userdata) => {
		require(compare);
		counted(items, n, Infinity);
		if (!n)
			return;
		const sorted = Array.from(koffi.decode(items, "int64_t", n));
		sorted.sort((a, b) => koffi.call(compare, Compare, a, b, userdata));
		koffi.encode(items, "int64_t", sorted, n);
	}),
	...OPS_OF_BUSES,
	// There are no locks.
	lock_probe: op("int", ["void *"], () => OK),
	live: op("int", ["int", "size_t *"], (kind, count) => {
		require(count);
		if (!(kind in LIVE))
			return E_RANGE;
		store(count, "size_t", LIVE[kind]());
	}),
	raise: op("int", ["int", "str"], (kind, text) => {
		require_kind(kind, text);
		fail(kind, text);
	}),
	raise_after: op("int", ["uint32_t", "int", "str", "void *", "void *"], (count, kind, text, visit, userdata) => {
		require(visit);
		require_kind(kind, text);
		const bus = new_bus();
		try {
			visit_items(count, visit, userdata);
			fail(kind, text);
		} finally {
			bus.close();
		}
	}),
	last_message: op("int", ["void *", "size_t", "size_t *"], (buffer, size, length) => {
		require(length);
		counted(buffer, size, Infinity);
		const text = Buffer.from(`${contained.message ?? refuse(E_NOT_FOUND)}\0`);
		store(length, "size_t", text.length - 1);
		if (size < text.length)
			return E_SPACE;
		copy(buffer, text);
	}),
	closure_new: op("int", ["int64_t", "void **", "void **"], (captured, fn, context) => {
		require(fn, context);
		const slot = free_slots.pop() ?? refuse(E_MEMORY);
		closures.set(slot, captured);
		store(fn, "void *", slot);
		store(context, "void *", null); // the function itself carries the state
	}),
	closure_free: op("int", ["void *", "void *"], fn => {
		require(fn);
		closures.delete(fn);
		free_slots.push(fn);
	}),
	object_new: op("int", ["int64_t", "void *"], (start, out) => {
		require(out);
		store(out, Obj, { methods, self: adders.add({ total: BigInt(start) }) });
	}),
	object_drive: op("int", ["void *", "void *", "size_t", "int64_t *", "int *"], (object, numbers, n, total, result) => {
		require(object, total, result);
		counted(numbers, n, Infinity);
		const { methods: address, self } = koffi.decode(object, Obj);
		require(address);
		const driven = koffi.decode(address, Methods);
		require(driven.add, driven.total, driven.destroy);
		let stop, reached;
		try {
			[stop, reached] = drive(driven, self, n ? koffi.decode(numbers, "int64_t", n) : []);
		} finally {
			koffi.call(driven.destroy, Destroy, self);
		}
		store(result, "int", stop);
		if (!stop)
			store(total, "int64_t", reached);
	}),
	...OPS_OF_VALUES,
	...MORE_OPS_OF_BUSES,
	...OPS_OF_STREAMS,
	// A worker of node's has a heap of its own, and C's functions would be called where nobody waits for them.
	work_start: null,
	work_cancel: null,
	work_wait: null,
	work_free: null,
});
