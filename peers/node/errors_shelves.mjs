/* Shelves: items by key, in lent memory, and what can be wrong with them. */
import koffi from "./koffi.mjs";
import { E_FAILED, E_NOT_FOUND, E_RANGE, E_SPACE, E_STATE, op, refuse, Refused, require } from "./edge.mjs";
import { clear_last, live, telling } from "./errors_last.mjs";
import { Lent } from "./lent.mjs";
import { at, bytes_at, copy, malloced, store } from "./memory.mjs";
import { free, memmove, strlen } from "./probe.mjs";

const LIMIT = 1000; // SEAM_SHELF_LIMIT
export const ONCE = 1, OVER = 2;
const PLAIN = 1, BROKEN = 2, DIRTY = 3;

export const INT32_MAX = 2 ** 31 - 1;
const INT32_MIN = -(2 ** 31);

const Item = koffi.struct({ value: "int64_t", key: "int32_t", kind: "int32_t" });
const Info = koffi.struct({ label: "void *", count: "uint64_t", limit: "uint32_t", mode: "int32_t" });

/* Behind the struct: `limit` items, `count` of them in use, by ascending keys; then the label. */
const shelves = new Lent({ count: "uint64_t", limit: "uint32_t", mode: "int32_t" });
const items_of = shelf => shelves.behind(shelf);
const label_of = shelf => shelves.behind(shelf, shelves.get(shelf, "limit") * Item.size);

const nth = (items, i) => at(items, i * Item.size);
const key_at = (items, i) => koffi.decode(items, i * Item.size + Item.members.key.offset, "int32_t");

export function make_shelf(mode, limit, label) {
	if ((mode !== ONCE && mode !== OVER) || limit < 1 || limit > LIMIT)
		refuse(E_RANGE, "no such mode or limit");
	const shelf = shelves.create({ mode, limit }, limit * Item.size + label.length + 1);
	copy(label_of(shelf), label); // the NUL behind it is there
	live.count++;
	return shelf;
}

export function close_shelf(shelf) {
	const count = shelves.get(shelf, "count");
	const is_dirty = count > 0 && koffi.decode(items_of(shelf), Item, count).some(({ kind }) => kind === DIRTY);
	shelves.delete(shelf);
	live.count--;
	if (is_dirty)
		refuse(E_FAILED, "closed with a dirty item on it");
}

/* The index of the item with this key, or where it would be; and whether it is there. */
function place_of(items, count, key) {
	let first = 0, behind = count;
	while (first < behind) {
		const middle = (first + behind) >> 1;
		if (key_at(items, middle) < key)
			first = middle + 1;
		else
			behind = middle;
	}
	return [first, first < count && key_at(items, first) === key];
}

/* Puts the item among `items`, which are the shelf's or a copy of them; how many there are then. */
function put({ mode, limit }, items, count, item) {
	const { key, kind, value } = item;
	if (key < 0 || ![PLAIN, BROKEN, DIRTY].includes(kind))
		refuse(E_RANGE, `no such key or kind: ${key}, ${kind}`);
	if (kind === BROKEN && (value === 0 || value < INT32_MIN || value > INT32_MAX))
		refuse(E_RANGE, `${value} is no code`);
	const [index, is_there] = place_of(items, count, key);
	if (is_there && mode === ONCE)
		refuse(E_STATE, `key ${key} is taken`);
	if (!is_there && count === limit)
		refuse(E_SPACE, `no room for key ${key}`);
	if (!is_there)
		memmove(nth(items, index + 1), nth(items, index), (count++ - index) * Item.size);
	koffi.encode(items, index * Item.size, Item, item);
	return count;
}

/* The address of the item with this key; null if there is none. */
export function place_on(shelf, key) {
	const [index, is_there] = place_of(items_of(shelf), shelves.get(shelf, "count"), key);
	return is_there ? nth(items_of(shelf), index) : null;
}

/* The address of the item, whose value stands first; why it is not to be had otherwise. */
export function item_at(shelf, key) {
	require(shelf);
	if (key < 0)
		refuse(E_RANGE, `key ${key} is negative`);
	const item = place_on(shelf, key) ?? refuse(E_NOT_FOUND, `no item with key ${key}`);
	if (koffi.decode(item, Item).kind === BROKEN)
		refuse(E_FAILED, `the item with key ${key} is broken`);
	return item;
}

export const OPS_OF_SHELVES = {
	shelf_new: op("int", ["int", "uint32_t", "void *", "void **"], (mode, limit, label, out) => {
		require(label, out);
		store(out, "void *", make_shelf(mode, limit, bytes_at(label, strlen(label))));
	}),
	shelf_close: op("int", ["void *"], telling(shelf => {
		if (shelf !== null)
			close_shelf(shelf);
	})),
	shelf_info: op("int", ["void *", "void *"], (shelf, out) => {
		require(shelf, out);
		const { count, limit, mode } = shelves.read(shelf);
		store(out, Info, { label: label_of(shelf), count, limit, mode });
	}),
	shelf_put: op("int", ["void *", "int32_t", "int32_t", "int64_t"], (shelf, key, kind, value) => {
		require(shelf);
		const s = shelves.read(shelf);
		shelves.set(shelf, "count", put(s, items_of(shelf), s.count, { value, key, kind }));
	}),
	shelf_put_all: op("int", ["void *", "void *", "size_t", "size_t *"], telling((shelf, items, n, bad) => {
		require(shelf, bad);
		if (n)
			require(items);
		const s = shelves.read(shelf);
		const size = s.limit * Item.size;
		const changed = malloced(bytes_at(items_of(shelf), size)); // all of them on a copy first
		let i = 0;
		try {
			let count = s.count;
			for (; i < n; i++)
				count = put(s, changed, count, koffi.decode(items, i * Item.size, Item));
			copy(items_of(shelf), changed, size);
			shelves.set(shelf, "count", count);
		} catch (e) {
			if (e instanceof Refused)
				store(bad, "size_t", i);
			throw e;
		} finally {
			free(changed);
		}
		clear_last();
	})),
};
