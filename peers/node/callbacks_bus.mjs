/*
 * Buses: subscriptions that are called later.
 *
 * What is being called is counted as used; what is ended meanwhile is destroyed when the last user has let go of it.
 */
import koffi from "./koffi.mjs";
import { E_NOT_FOUND, E_RANGE, E_STATE, E_VERSION, Handles, op, refuse, require } from "./edge.mjs";
import { part_of, store } from "./memory.mjs";

const Event = koffi.proto("int", ["uint64_t", "int64_t", "void *"]);
const Destroy = koffi.proto("void", ["void *"]);
const Before = koffi.proto("void", ["int64_t", "void *"]);
const After = koffi.proto("void", ["int64_t", "uint32_t", "int", "void *"]);

const ONCE = 1;

const Options = koffi.struct({
	size: "size_t", callback: "void *", userdata: "void *", destroy: "void *", priority: "int32_t", flags: "uint32_t",
});
const WatchStruct = koffi.struct({
	size: "size_t", userdata: "void *", before: "void *", after: "void *", destroy: "void *",
});

/* A userdata of the host's: destroyed once, after it has been ended and when nobody uses it. */
class Owned {
	#users = 1; // whoever is to end it is one, too

	constructor(members) {
		Object.assign(this, members);
	}

	use() {
		this.#users++;
	}

	end() {
		if (--this.#users === 0 && this.destroy !== null)
			koffi.call(this.destroy, Destroy, this.userdata);
	}
}

const NO_WATCH = { before: null, after: null, use() {}, end() {} };

/* Subscriptions by id.  A bus that is freed while it fires is closed at once, and ends when the last firing does. */
class Bus {
	subscriptions = new Map();
	closed = false;
	#watch = NO_WATCH;
	#last_id = 0;
	#firings = 0;

	constructor() {
		this.handle = buses.add(this);
	}

	require_open() {
		if (this.closed)
			refuse(E_STATE);
	}

	close() {
		this.require_open();
		this.closed = true;
		this.#end_if_done();
	}

	#end_if_done() {
		if (!this.closed || this.#firings || !buses.take(this.handle))
			return;
		for (const subscription of this.subscriptions.values())
			subscription.end();
		this.#watch.end();
	}

	find(id) {
		this.require_open();
		return this.subscriptions.get(id) ?? refuse(E_NOT_FOUND);
	}

	add(members) {
		this.require_open();
		this.subscriptions.set(++this.#last_id, new Owned(members));
		return this.#last_id;
	}

	remove(id) {
		const subscription = this.find(id);
		this.subscriptions.delete(id);
		subscription.end();
	}

	replace(id, members) {
		const old = this.find(id);
		this.subscriptions.set(id, new Owned({ ...old, ...members }));
		old.end();
	}

	watch(watch) {
		this.require_open();
		const old = this.#watch;
		this.#watch = watch;
		old.end();
	}

	fire(body) {
		this.require_open();
		this.#firings++;
		try {
			return body();
		} finally {
			this.#firings--;
			this.#end_if_done();
		}
	}

	/* Its value; an id that is not to be called any more is refused. */
	call(id, event) {
		const subscription = this.find(id);
		const is_once = subscription.flags & ONCE;
		if (is_once)
			this.subscriptions.delete(id);
		subscription.use();
		try {
			return koffi.call(subscription.callback, Event, id, event, subscription.userdata);
		} finally {
			subscription.end();
			if (is_once)
				subscription.end();
		}
	}

	/* How many were called, and the value of the last. */
	call_all(event) {
		const ids = [...this.subscriptions].sort(([, a], [, b]) => b.priority - a.priority).map(([id]) => id);
		const watch = this.#watch;
		let called = 0, value = 0;
		watch.use();
		try {
			if (watch.before !== null)
				koffi.call(watch.before, Before, event, watch.userdata);
			for (const id of ids) {
				if (this.closed || !this.subscriptions.has(id))
					continue; // the bus has ended, or it has
				called++;
				value = this.call(id, event);
				if (value)
					break;
			}
			if (watch.after !== null && !this.closed)
				koffi.call(watch.after, After, event, called, value, watch.userdata);
		} finally {
			watch.end();
		}
		return [called, value];
	}
}

const buses = new Handles();

export const new_bus = () => new Bus();
export const open_buses = () => [...buses.values()].filter(bus => !bus.closed);

const bus_at = handle => {
	require(handle);
	return buses.get(handle);
};

export const OPS_OF_BUSES = {
	bus_new: op("int", ["void **"], out => {
		require(out);
		store(out, "void *", new_bus().handle);
	}),
	bus_free: op("int", ["void *"], bus => {
		if (bus !== null)
			buses.get(bus).close();
	}),
	subscribe: op("int", ["void *", "void *", "void *", "void *", "uint64_t *"], (bus, callback, userdata, destroy, out) => {
		require(bus, callback, out);
		store(out, "uint64_t", bus_at(bus).add({ callback, userdata, destroy, priority: 0, flags: 0 }));
	}),
	unsubscribe: op("int", ["void *", "uint64_t"], (bus, id) => bus_at(bus).remove(id)),
	replace: op("int", ["void *", "uint64_t", "void *", "void *", "void *"], (bus, id, callback, userdata, destroy) => {
		require(bus, callback);
		bus_at(bus).replace(id, { callback, userdata, destroy });
	}),
	fire: op("int", ["void *", "uint64_t", "int64_t", "int *"], (handle, id, event, result) => {
		require(handle, result);
		const bus = bus_at(handle);
		store(result, "int", bus.fire(() => bus.call(id, event)));
	}),
	fire_all: op("int", ["void *", "int64_t", "uint32_t *", "int *"], (handle, event, called, result) => {
		require(handle, called, result);
		const bus = bus_at(handle);
		const [count, value] = bus.fire(() => bus.call_all(event));
		store(called, "uint32_t", count);
		store(result, "int", value);
	}),
	bus_recover: null, // for peers that a callback may jump over
};

export const MORE_OPS_OF_BUSES = {
	bus_new_for: null, // for peers that may be called on any thread
	subscribe_with: op("int", ["void *", "void *", "uint64_t *"], (bus, options, out) => {
		require(bus, options, out);
		const { size, ...members } = part_of(options, Options);
		if (size < Options.members.priority.offset)
			return E_VERSION;
		require(members.callback);
		if (members.flags & ~ONCE)
			return E_RANGE;
		store(out, "uint64_t", bus_at(bus).add(members));
	}),
	bus_watch: op("int", ["void *", "void *"], (bus, watch) => {
		require(bus);
		const members = watch === null ? null : part_of(watch, WatchStruct);
		if (members && members.size !== WatchStruct.size)
			return E_VERSION;
		bus_at(bus).watch(members ? new Owned(members) : NO_WATCH);
	}),
};
