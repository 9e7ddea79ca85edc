/*
 * strings: bytes on the C side, JavaScript's strings inside, and the two conversions between them.
 *
 * The policy that the traits declare: ill-formed UTF-8 becomes U+FFFD (SEAM_LOSSY), an embedded NUL is refused.
 * Terminated strings come as koffi's `str`, a copy that has been decoded so; where the bytes themselves count they come
 * as an address, as counted ones do, which a `str` would cut at the first NUL or read past their end.
 */
import koffi from "./koffi.mjs";
import { E_NOT_FOUND, E_NUL, E_RANGE, E_SPACE, Handles, op, refuse, require, table } from "./edge.mjs";
import { bytes_at, copy, counted, malloced, store } from "./memory.mjs";
import { free, strlen } from "./probe.mjs";

const FIELD = 16; // SEAM_STRINGS_FIELD
const POINTER = koffi.sizeof("void *");

const Visitor = koffi.proto("void", ["void *", "void *", "size_t"]);

const input_of = (address, n, size = 1) => {
	counted(address, n, Infinity);
	return bytes_at(address, n * size);
};

const terminated = address => bytes_at(address, strlen(address));

const refuse_nul = (at, nul_at) => {
	if (at < 0)
		return;
	if (nul_at !== null)
		store(nul_at, "size_t", at);
	refuse(E_NUL);
};

/* The text of a counted string that must not hold a NUL. */
const text_of = (address, n, nul_at) => {
	const bytes = input_of(address, n);
	refuse_nul(bytes.indexOf(0), nul_at);
	return bytes.toString();
};

/* The copies that C owns until it gives them back: with a length, and without. */
const give = (out, text) => store(out, "void *", malloced(Buffer.from(text)));
const give_counted = (out, out_n, bytes) => {
	store(out, "void *", malloced(bytes));
	store(out_n, "size_t", bytes.length);
};

/* A text that C borrows: it stays at its address until it is let go of. */
class Lent {
	constructor(text) {
		const bytes = Buffer.from(text);
		this.address = malloced(bytes);
		this.length = bytes.length;
	}
	free() {
		free(this.address);
	}
}

// ---- stores and lists

const stores = new Handles(); // each { text }
const lists = new Handles(); // each an array of texts, null what is absent

const list_items = (items, lengths, n, nul_item, nul_at) => {
	const pointers = koffi.decode(items, "void *", n);
	const sizes = lengths === null ? pointers.map(item => item && strlen(item)) : Array.from(koffi.decode(lengths, "size_t", n), Number);
	return pointers.map((item, i) => {
		if (item === null && !sizes[i])
			return null;
		const bytes = input_of(item, sizes[i]);
		const at = bytes.indexOf(0);
		if (at >= 0 && nul_item !== null)
			store(nul_item, "size_t", i);
		refuse_nul(at, nul_at);
		return bytes.toString();
	});
};

const free_all = addresses => addresses.forEach(address => free(address));

// ---- the error message

let message = new Lent("");

export default table({
	echo: op("int", ["str", "char **"], (s, out) => {
		require(s, out);
		give(out, s);
	}),
	echo_optional: op("int", ["str", "char **"], (s, out) => {
		require(out);
		if (s === null)
			store(out, "void *", null);
		else
			give(out, s);
	}),
	echo_n: op("int", ["void *", "size_t", "char **", "size_t *", "size_t *"], (s, n, out, out_n, nul_at) => {
		require(out, out_n);
		give_counted(out, out_n, Buffer.from(text_of(s, n, nul_at)));
	}),
	terminate: op("int", ["void *", "size_t", "char **", "size_t *"], (s, n, out, nul_at) => {
		require(out);
		const bytes = input_of(s, n);
		refuse_nul(bytes.indexOf(0), nul_at);
		store(out, "void *", malloced(bytes));
	}),
	release: op("void", ["void *"], free),
	length: op("int", ["void *", "size_t *"], (s, n) => {
		require(s, n);
		store(n, "size_t", strlen(s));
	}),
	compare: op("int", ["void *", "void *", "int *"], (a, b, order) => {
		require(a, b, order);
		store(order, "int", Buffer.compare(terminated(a), terminated(b)));
	}),
	concat: op("int", ["str", "str", "char **"], (a, b, out) => {
		require(a, b, out);
		give(out, a + b);
	}),
	lossy: op("int", ["void *", "size_t", "char **", "size_t *"], (s, n, out, out_n) => {
		require(out, out_n);
		give_counted(out, out_n, Buffer.from(input_of(s, n).toString()));
	}),

	store_new: op("int", ["void **"], out => {
		require(out);
		store(out, "void *", stores.add({ text: null }));
	}),
	store_free: op("void", ["void *"], store => {
		stores.take(store)?.text?.free();
	}),
	store_set: op("int", ["void *", "str"], (handle, s) => {
		require(handle);
		const held = stores.get(handle);
		const before = held.text;
		held.text = s === null ? null : new Lent(s);
		before?.free();
	}),
	store_get: op("int", ["void *", "char **"], (handle, out) => {
		require(handle, out);
		store(out, "void *", stores.get(handle).text?.address ?? null);
	}),
	fill: op("int", ["void *", "void *", "size_t", "size_t *"], (handle, buffer, size, needed) => {
		require(handle, needed);
		counted(buffer, size, Infinity);
		const text = stores.get(handle).text ?? refuse(E_NOT_FOUND);
		store(needed, "size_t", text.length + 1);
		if (size < text.length + 1)
			return E_SPACE;
		copy(buffer, text.address, text.length + 1);
	}),

	// A unit is two bytes of the machine's order, which is the little-endian one wherever node runs.
	utf16_from_utf8: op("int", ["void *", "size_t", "void **", "size_t *", "size_t *"], (s, n, out, out_n, nul_at) => {
		require(out, out_n);
		const units = Buffer.from(text_of(s, n, nul_at), "utf16le");
		store(out, "void *", malloced(units, 2));
		store(out_n, "size_t", units.length / 2);
	}),
	utf16_to_utf8: op("int", ["void *", "size_t", "char **", "size_t *", "size_t *"], (s, n, out, out_n, nul_at) => {
		require(out, out_n);
		const text = input_of(s, n, 2).toString("utf16le");
		refuse_nul(text.indexOf("\0"), nul_at);
		give_counted(out, out_n, Buffer.from(text));
	}),
	utf16_length: op("int", ["void *", "size_t *"], (s, units) => {
		require(s, units);
		let n = 0;
		while (koffi.decode.uint16(s + BigInt(2 * n)))
			n++;
		store(units, "size_t", n);
	}),
	utf16_release: op("void", ["void *"], free),

	list_new: op("int", ["void *", "size_t *", "size_t", "void **", "size_t *", "size_t *"], (items, lengths, n, out, nul_item, nul_at) => {
		require(out);
		counted(items, n, Infinity);
		const texts = n ? list_items(items, lengths, n, nul_item, nul_at) : [];
		store(out, "void *", lists.add(texts.map(text => (text === null ? null : new Lent(text)))));
	}),
	list_count: op("int", ["void *", "size_t *"], (list, n) => {
		require(list, n);
		store(n, "size_t", lists.get(list).length);
	}),
	list_get: op("int", ["void *", "size_t", "char **", "size_t *"], (list, i, out, out_n) => {
		require(list, out, out_n);
		const items = lists.get(list);
		if (i >= items.length)
			return E_RANGE;
		store(out, "void *", items[i]?.address ?? null);
		store(out_n, "size_t", items[i]?.length ?? 0);
	}),
	list_free: op("void", ["void *"], list => {
		lists.take(list)?.forEach(item => item?.free());
	}),
	list_join: op("int", ["void *", "size_t", "str", "char **"], (items, n, separator, out) => {
		require(separator, out);
		counted(items, n, Infinity);
		const texts = n ? koffi.decode(items, "str", n) : [];
		give(out, texts.filter(text => text !== null).join(separator));
	}),
	list_split: op("int", ["str", "char", "void **", "size_t *"], (s, separator, out, out_n) => {
		require(s, out, out_n);
		const pieces = [];
		try {
			for (const piece of s.split(String.fromCharCode(separator)))
				pieces.push(malloced(Buffer.from(piece)));
			const array = malloced(Buffer.alloc(pieces.length * POINTER), POINTER);
			koffi.encode(array, "void *", pieces, pieces.length);
			store(out, "void *", array);
			store(out_n, "size_t", pieces.length);
		} catch (e) {
			free_all(pieces);
			throw e;
		}
	}),
	list_release: op("void", ["void *", "size_t"], (array, n) => {
		if (array === null)
			return;
		free_all(koffi.decode(array, "void *", n));
		free(array);
	}),

	field_get: op("int", ["void *", "char **"], (field, out) => {
		require(field, out);
		const bytes = bytes_at(field, FIELD);
		const end = bytes.indexOf(0);
		give(out, bytes.toString("utf8", 0, end < 0 ? FIELD : end));
	}),
	field_set: op("int", ["void *", "void *"], (field, s) => {
		require(field, s);
		const bytes = terminated(s);
		if (bytes.length > FIELD)
			return E_SPACE;
		copy(field, Buffer.concat([bytes], FIELD)); // filled up with NULs
	}),

	error_set: op("int", ["void *", "size_t", "size_t *"], (text, n, nul_at) => {
		const before = message;
		message = new Lent(text_of(text, n, nul_at));
		before.free();
	}),
	error_text: op("int", ["char **", "size_t *"], (out, out_n) => {
		require(out, out_n);
		store(out, "void *", message.address);
		store(out_n, "size_t", message.length);
	}),
	visit: op("int", ["void *", "size_t", "char", "void *", "void *", "size_t *"], (s, n, separator, visitor, userdata, nul_at) => {
		require(visitor);
		for (const piece of text_of(s, n, nul_at).split(String.fromCharCode(separator))) {
			const bytes = Buffer.from(piece + "\0");
			koffi.call(visitor, Visitor, userdata, bytes, bytes.length - 1);
		}
	}),
});
