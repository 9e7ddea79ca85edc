/* Callbacks that store, and that are asked again and again. */
import koffi from "./koffi.mjs";
import { E_FAILED, E_MEMORY, E_RANGE, E_VERSION, OK, op, refuse, Refused, require } from "./edge.mjs";
import { bytes_at, copy, lend, part_of, store } from "./memory.mjs";
import { strlen } from "./probe.mjs";

const ANSWER_SIZE = 256; // SEAM_ANSWER_SIZE
const CHUNK = 16384;

const Answer = koffi.proto("int", ["void *", "size_t", "void *", "size_t", "void *", "void *"]);
const Stream = koffi.proto("int64_t", ["void *", "size_t", "void *"]);
const Progress = koffi.proto("int", ["uint64_t", "void *"]);
const Log = koffi.proto("void", ["int", "void *", "void *"]);
const Alloc = koffi.proto("void *", ["size_t", "void *"]);

const Transfer = koffi.struct({
	size: "size_t", userdata: "void *", read: "void *", write: "void *", progress: "void *", log: "void *",
});
const Memory = koffi.struct({ alloc: "void *", realloc: "void *", free: "void *", userdata: "void *" });

const terminated = address => bytes_at(address, strlen(address));

/* A callback has ended the transfer with this value. */
class Ended extends Refused {
	constructor(code, value) {
		super(code);
		this.value = value;
	}
}

const end = (code, value) => {
	throw new Ended(code, value);
};

/* Copies until the end; `done` is how many bytes have been taken. */
class Copy {
	done = 0;

	constructor(transfer) {
		this.t = transfer;
		this.buffer = Buffer.alloc(CHUNK);
	}

	/* What was read; nothing at the end. */
	fill() {
		const n = koffi.call(this.t.read, Stream, this.buffer, CHUNK, this.t.userdata);
		if (n < 0)
			end(E_FAILED, n);
		if (n > CHUNK)
			end(E_RANGE, n);
		return this.buffer.subarray(0, n);
	}

	empty(bytes) {
		for (let left = bytes; left.length; ) {
			const taken = koffi.call(this.t.write, Stream, left, left.length, this.t.userdata);
			if (taken <= 0)
				end(E_FAILED, taken);
			if (taken > left.length)
				end(E_RANGE, taken);
			left = left.subarray(taken);
			this.done += taken;
		}
	}

	run() {
		for (let bytes; (bytes = this.fill()).length; ) {
			this.empty(bytes);
			const stop = this.t.progress === null ? 0 : koffi.call(this.t.progress, Progress, this.done, this.t.userdata);
			if (stop)
				end(E_FAILED, stop);
		}
	}
}

export const OPS_OF_STREAMS = {
	ask: op("int", ["void *", "size_t", "void *", "void *", "void **", "size_t *"], (question, length, answer, userdata, text, n) => {
		require(answer, text, n);
		if (length)
			require(question);
		const asked = Buffer.concat([bytes_at(question, length), Buffer.alloc(1)]);
		const buffer = Buffer.alloc(ANSWER_SIZE);
		const used = new BigUint64Array(1); // koffi passes it as the place where its number is
		if (koffi.call(answer, Answer, asked, length, buffer, ANSWER_SIZE, used, userdata))
			return E_FAILED;
		if (used[0] > ANSWER_SIZE)
			return E_RANGE;
		const size = Number(used[0]);
		store(text, "void *", lend(buffer.subarray(0, size), 1));
		store(n, "size_t", size);
	}),
	transfer: op("int", ["void *", "void *", "uint64_t *", "int64_t *"], (struct, name, done, result) => {
		require(struct, name, done, result);
		const t = part_of(struct, Transfer);
		if (t.size < Transfer.members.progress.offset)
			return E_VERSION;
		require(t.read, t.write);
		const copying = new Copy(t);
		let code = OK, value = 0;
		try {
			if (t.log !== null) {
				const line = Buffer.concat([Buffer.from("transfer of "), terminated(name), Buffer.alloc(1)]);
				koffi.call(t.log, Log, 1, line, t.userdata);
			}
			copying.run();
		} catch (e) {
			if (!(e instanceof Ended))
				throw e;
			({ code, value } = e);
		}
		store(done, "uint64_t", copying.done);
		store(result, "int64_t", value);
		return code;
	}),
	join: op("int", ["void *", "size_t", "void *", "void **"], (parts, n, memory, text) => {
		require(memory, text);
		const m = koffi.decode(memory, Memory);
		require(m.alloc, m.realloc, m.free);
		if (n)
			require(parts);
		const texts = n ? koffi.decode(parts, "void *", n) : [];
		require(...texts);
		const joined = Buffer.concat([...texts.map(terminated), Buffer.alloc(1)]);
		// All that is asked of it: JavaScript's own memory holds the rest.
		const block = koffi.call(m.alloc, Alloc, joined.length, m.userdata) ?? refuse(E_MEMORY);
		copy(block, joined);
		store(text, "void *", block);
	}),
};
