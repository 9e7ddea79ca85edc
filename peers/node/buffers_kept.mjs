/* Buffers and stores: bytes that outlive the call, in lent memory. */
import koffi from "./koffi.mjs";
import { counted, most, MOST, room_for } from "./buffers_sizes.mjs";
import { E_RANGE, E_STATE, Handles, op, refuse, require } from "./edge.mjs";
import { alloc, at, copy, free, store } from "./memory.mjs";
import { memset } from "./probe.mjs";

const Release = koffi.proto("void", ["void *", "void *", "size_t"]);

/* A buffer is this struct and its block: C may free and change both, so JavaScript keeps nothing of them. */
const Owned = koffi.struct({ bytes: "void *", size: "size_t", capacity: "size_t" });

/* n lent bytes; no block for none. */
const block_of = n => (n ? alloc(n) : null);
const give_back = (block, n) => {
	if (n)
		free(block, n);
};

const sound = buffer => {
	require(buffer);
	const owned = koffi.decode(buffer, Owned);
	if (owned.size > owned.capacity)
		refuse(E_RANGE);
	counted(owned.bytes, owned.capacity);
	return owned;
};

/* Another block, with the bytes of the old one, which is there until `put` has stored what comes behind them. */
const change_block = (owned, capacity, put = () => {}) => {
	const block = block_of(capacity);
	copy(block, owned.bytes, Math.min(owned.size, capacity));
	put(block);
	give_back(owned.bytes, owned.capacity);
	owned.bytes = block;
	owned.capacity = capacity;
};

/* What a store holds: a copy of its own, or the caller's bytes until they are given back. */
const kept = (bytes, n) => {
	const block = block_of(n);
	copy(block, bytes, n);
	return { bytes: block, size: n, end: () => give_back(block, n) };
};
const adopted = (bytes, n, release, userdata) => ({
	bytes,
	size: n,
	is_adopted: true,
	end: () => koffi.call(release, Release, userdata, bytes, n),
});
const NOTHING = kept(null, 0);

class Store {
	held = NOTHING;

	hold(next) {
		const before = this.held;
		this.held = next;
		before.end();
	}
}

const stores = new Handles();

export const OPS_OF_KEPT = {
	live: op("uint64_t", [], () => stores.size),

	owned_copy: op("int", ["void *", "size_t", "void *"], (bytes, n, out) => {
		require(out);
		counted(bytes, n);
		const block = block_of(n);
		copy(block, bytes, n);
		store(out, Owned, { bytes: block, size: n, capacity: n });
	}),
	owned_append: op("int", ["void *", "void *", "size_t"], (buffer, bytes, n) => {
		const owned = sound(buffer);
		counted(bytes, n);
		const { size } = owned;
		const needed = size + n;
		most(needed);
		if (needed > owned.capacity) // twice as much, so that appending a byte at a time is no copy at a time
			change_block(owned, Math.max(needed, Math.min(2 * owned.capacity, MOST)), block => copy(at(block, size), bytes, n));
		else if (n)
			copy(at(owned.bytes, size), bytes, n);
		owned.size = needed;
		store(buffer, Owned, owned);
	}),
	owned_resize: op("int", ["void *", "size_t", "uint8_t"], (buffer, size, fill) => {
		const owned = sound(buffer);
		most(size);
		if (size > owned.capacity)
			change_block(owned, size);
		if (size > owned.size)
			memset(at(owned.bytes, owned.size), fill, size - owned.size);
		owned.size = size;
		store(buffer, Owned, owned);
	}),
	owned_fit: op("int", ["void *"], buffer => {
		const owned = sound(buffer);
		if (owned.capacity !== owned.size) {
			change_block(owned, owned.size);
			store(buffer, Owned, owned);
		}
	}),
	owned_free: op("void", ["void *"], buffer => {
		if (buffer === null)
			return;
		const { bytes, capacity } = koffi.decode(buffer, Owned);
		give_back(bytes, capacity);
		store(buffer, Owned, { bytes: null, size: 0, capacity: 0 });
	}),

	store_new: op("int", ["void **"], out => {
		require(out);
		store(out, "void *", stores.add(new Store()));
	}),
	store_free: op("void", ["void *"], handle => {
		stores.take(handle)?.hold(NOTHING);
	}),
	store_set: op("int", ["void *", "void *", "size_t"], (handle, bytes, n) => {
		require(handle);
		counted(bytes, n);
		stores.get(handle).hold(kept(bytes, n));
	}),
	store_adopt: op("int", ["void *", "void *", "size_t", "void *", "void *"], (handle, bytes, n, release, userdata) => {
		require(handle, release);
		counted(bytes, n);
		stores.get(handle).hold(adopted(bytes, n, release, userdata));
	}),
	store_clear: op("int", ["void *"], handle => {
		require(handle);
		stores.get(handle).hold(NOTHING);
	}),
	store_view: op("int", ["void *", "void **", "size_t *"], (handle, bytes, n) => {
		require(handle, bytes, n);
		const { held } = stores.get(handle);
		store(bytes, "void *", held.bytes);
		store(n, "size_t", held.size);
	}),
	store_copy: op("int", ["void *", "void *", "size_t *"], (handle, to, size) => {
		require(handle, size);
		const { held } = stores.get(handle);
		room_for(held.size, to, size);
		copy(to, held.bytes, held.size);
	}),
	store_read: op("int", ["void *", "size_t", "void *", "size_t", "size_t *"], (handle, offset, to, n, done) => {
		require(handle, done);
		counted(to, n);
		const { held } = stores.get(handle);
		if (offset > held.size)
			return E_RANGE;
		const part = Math.min(n, held.size - offset);
		store(done, "size_t", part);
		copy(to, at(held.bytes, offset), part);
	}),
	store_write: op("int", ["void *", "size_t", "void *", "size_t"], (handle, offset, bytes, n) => {
		require(handle);
		counted(bytes, n);
		const { held } = stores.get(handle);
		if (Number(offset) + n > held.size)
			return E_RANGE;
		if (held.is_adopted)
			return E_STATE;
		copy(at(held.bytes, offset), bytes, n);
	}),
};
