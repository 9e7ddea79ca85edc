/* Messages of an enemy: checked whole in a copy of JavaScript's own, then made of lent memory. */
import { isUtf8 } from "node:buffer";
import koffi from "./koffi.mjs";
import { E_ENCODING, E_FAILED, E_NUL, E_RANGE, E_SPACE, op, refuse, require } from "./edge.mjs";
import { alloc, at, copy, free, lend, store } from "./memory.mjs";
import { memset } from "./probe.mjs";
import { input_of, Things } from "./security_things.mjs";

const MESSAGE_MAX = 1 << 20, ITEMS_MAX = 16384, DEPTH_MAX = 32;
const EXPANDED_MAX = 65536, NAME_MAX = 255, PLACES_MAX = 16;
const NUMBER = 1, TEXT = 2, KIND = 3, LIST = 4, ARRAY = 5, RUNS = 6, NAME = 7, VARINT = 8, SUBJECT = 9;
const HEADER = 5; // of the message, and of each item: a byte and four

const Read = koffi.proto("int64_t", ["void *", "uint64_t", "void *", "size_t"]);
const Item = koffi.struct({ tag: "uint32_t", depth: "uint32_t", number: "uint64_t", bytes: "void *", size: "size_t" });
const Report = koffi.struct({ kind: "uint8_t", number: "uint64_t", name_n: "uint16_t", name: koffi.array("uint8_t", 13) });

const must = (condition, code = E_RANGE) => condition || refuse(code);

/* The items of a message, or a refusal.  Where an item's bytes are is `start`, in the message or in `expanded`. */
class Walk {
	#data;
	#has_subject = false;
	items = [];
	parts = []; // of what RUNS and NAMEs give
	expanded_n = 0;

	constructor(data) {
		this.#data = data;
		must(data.length >= HEADER && data.length <= MESSAGE_MAX && data[0] === 1);
		const lists = [{ end: data.length, left: data.readUInt32LE(1) }]; // each that is open
		let at = HEADER;
		while (lists.length) {
			const list = lists.at(-1);
			if (!list.left--) {
				must(at === list.end);
				lists.pop();
				continue;
			}
			must(list.end - at >= HEADER && this.items.length < ITEMS_MAX);
			const tag = data[at], size = data.readUInt32LE(at + 1), depth = lists.length - 1;
			at += HEADER;
			must(size <= list.end - at && tag >= NUMBER && tag <= SUBJECT);
			const item = { tag, depth, number: 0, size: 0, ...this.#content(tag, at, at + size) };
			this.items.push(item);
			if (tag === LIST) {
				must(depth < DEPTH_MAX);
				lists.push({ end: at + size, left: item.number });
				at += 4;
			} else {
				at += size;
			}
		}
	}

	#content(tag, at, end) {
		const data = this.#data;
		switch (tag) {
		case NUMBER:
			must(end - at === 8);
			return { number: data.readBigUInt64LE(at) };
		case KIND:
			must(end - at === 4 && data.readUInt32LE(at) >= 1 && data.readUInt32LE(at) <= 3);
			return { number: data.readUInt32LE(at) };
		case LIST:
			must(end - at >= 4);
			return { number: data.readUInt32LE(at) };
		case SUBJECT:
			must(!this.#has_subject);
			this.#has_subject = true;
		// falls through
		case TEXT:
			must(isUtf8(data.subarray(at, end)), E_ENCODING);
			return { start: at, size: end - at };
		case ARRAY:
			return this.#array(at, end);
		case RUNS:
			return this.#runs(at, end);
		case NAME:
			return this.#name(at, end);
		case VARINT:
			return this.#varint(data.subarray(at, end));
		}
	}

	#array(at, end) {
		must(end - at >= 8);
		const number = this.#data.readUInt32LE(at), each = this.#data.readUInt32LE(at + 4);
		must([1, 2, 4, 8].includes(each) && number * each === end - at - 8);
		return { number, start: at + 8, size: end - at - 8 };
	}

	#expand(part) {
		must(this.expanded_n + part.length <= EXPANDED_MAX);
		this.parts.push(part);
		this.expanded_n += part.length;
	}

	#expanded_from(start) {
		return { start, is_expanded: true, size: this.expanded_n - start };
	}

	#runs(at, end) {
		must(end - at >= 4 && (end - at) % 2 === 0);
		const start = this.expanded_n;
		for (let pair = at + 4; pair < end; pair += 2) {
			must(this.#data[pair] > 0);
			this.#expand(Buffer.alloc(this.#data[pair], this.#data[pair + 1]));
		}
		must(this.expanded_n - start === this.#data.readUInt32LE(at));
		return this.#expanded_from(start);
	}

	#label(at, end) {
		must(at < end);
		const length = this.#data[at];
		must(length <= 63 && at + 1 + length <= end);
		const label = this.#data.toString("latin1", at + 1, at + 1 + length);
		must(!/[\0.]/.test(label));
		return label;
	}

	#name(from, end) {
		const start = this.expanded_n, labels = [];
		let at = from, run = from, limit = end, places = 0, length = -1;
		for (;;) {
			must(at < limit);
			if (this.#data[at] >= 0xc0) { // goes on elsewhere: before the run that ends so, so there is no circle
				must(at + 1 < limit);
				const place = this.#data.readUInt16BE(at) & 0x3fff;
				must((places || at + 2 === end) && place < run && places < PLACES_MAX);
				run = at = place;
				limit = this.#data.length;
				places++;
				continue;
			}
			const label = this.#label(at, limit);
			at += 1 + label.length;
			if (!label) {
				must(places || at === end);
				break;
			}
			labels.push(label);
			length += 1 + label.length;
			must(length <= NAME_MAX);
		}
		this.#expand(Buffer.from(labels.join("."), "latin1"));
		return this.#expanded_from(start);
	}

	#varint(bytes) {
		const last = bytes.length - 1;
		must(last >= 0 && last < 10 && !(last === 9 && bytes[9] > 1) && !(last > 0 && bytes[last] === 0));
		let number = 0n;
		bytes.forEach((byte, i) => {
			must(byte >= 0x80 === i < last);
			number |= BigInt(byte & 0x7f) << BigInt(7 * i);
		});
		return { number };
	}
}

// ---- messages: three blocks, each NULL when there is nothing for it

const messages = new Things({
	copy: "void *", size: "size_t", expanded: "void *", expanded_n: "size_t", items: "void *", count: "size_t",
});

const release_message = message => {
	const { copy, size, expanded, expanded_n, items, count } = messages.read(message);
	for (const [block, n] of [[copy, size], [expanded, expanded_n], [items, count * Item.size]])
		if (block !== null)
			free(block, n);
	messages.delete(message);
};

const fill_message = (message, data, { items, parts, expanded_n }) => {
	const give = (name, block, counter, n) => {
		messages.set(message, name, block);
		messages.set(message, counter, n);
		return block;
	};
	const whole = give("copy", lend(data), "size", data.length);
	const expanded = expanded_n ? give("expanded", lend(Buffer.concat(parts)), "expanded_n", expanded_n) : whole;
	if (!items.length)
		return;
	const block = give("items", alloc(items.length * Item.size), "count", items.length);
	const placed = items.map(({ tag, depth, number, size, start, is_expanded }) => ({
		tag, depth, number, size, bytes: start === undefined ? null : at(is_expanded ? expanded : whole, start),
	}));
	koffi.encode(block, Item, placed, placed.length);
};

const make_message = data => {
	const walk = new Walk(data);
	const message = messages.create();
	try {
		fill_message(message, data, walk);
	} catch (e) {
		release_message(message);
		throw e;
	}
	return message;
};

export const OPS_OF_MESSAGES = {
	message_parse: op("int", ["void *", "size_t", "void **"], (bytes, n, out) => {
		require(out);
		store(out, "void *", make_message(input_of(bytes, n, MESSAGE_MAX)));
	}),
	message_fetch: op("int", ["void *", "void *", "void **"], (read, userdata, out) => {
		require(read, out);
		const fetch = (offset, n) => {
			const fetched = Buffer.alloc(n);
			must(koffi.call(read, Read, userdata, offset, fetched, n) === n, E_FAILED);
			return fetched;
		};
		const n = fetch(0, 4).readUInt32LE();
		must(n >= HEADER && n <= MESSAGE_MAX);
		store(out, "void *", make_message(fetch(4, n)));
	}),
	message_count: op("int", ["void *", "size_t *"], (message, out) => {
		require(message, out);
		store(out, "size_t", messages.get(message, "count"));
	}),
	message_item: op("int", ["void *", "size_t", "void *"], (message, index, out) => {
		require(message, out);
		const { items, count } = messages.read(message);
		must(index < count);
		store(out, Item, koffi.decode(items, index * Item.size, Item));
	}),
	message_release: op("void", ["void *"], message => {
		if (message !== null)
			release_message(message);
	}),
	heartbeat: op("int", ["void *", "size_t", "void *", "size_t", "size_t *"], (request, n, reply, size, reply_n) => {
		require(reply_n);
		must(n >= 2);
		const data = input_of(request, n, 2 + 0xffff);
		must(data.readUInt16LE() === n - 2);
		const answer = Buffer.concat([data, Buffer.alloc(16)]);
		if (size)
			require(reply);
		store(reply_n, "size_t", answer.length);
		must(size >= answer.length, E_SPACE);
		copy(reply, answer);
	}),
	report_fill: op("int", ["uint32_t", "uint64_t", "void *", "size_t", "void *"], (kind, number, name, n, out) => {
		require(out);
		must(kind >= 1 && kind <= 3);
		const text = input_of(name, n, 13);
		must(!text.includes(0), E_NUL);
		memset(out, 0, Report.size); // the padding, which koffi leaves alone
		store(out, Report, { kind, number, name_n: n, name: Buffer.concat([text], 13) });
	}),
};
