/* security: input from an enemy.  Texts, blocks, gates and answers; the rest is in files of its own. */
import koffi from "./koffi.mjs";
import { E_ENCODING, E_FAILED, E_NUL, E_RANGE, op, require, table } from "./edge.mjs";
import { alloc, at, counted, lend, store } from "./memory.mjs";
import { memset } from "./probe.mjs";
import { Authorise, OP_RANDOM, OPS_OF_FILES } from "./security_files.mjs";
import { OPS_OF_KEYS, OPS_OF_RINGS } from "./security_keys.mjs";
import { OPS_OF_MESSAGES } from "./security_message.mjs";
import { ALLOC_MAX, input_of, live, TEXT_MAX, Things } from "./security_things.mjs";

const Line = koffi.proto("void", ["void *", "void *", "size_t"]);
const Source = koffi.proto("int64_t", ["void *", "void *", "size_t"]);
const Choose = koffi.proto("int64_t", ["void *", "void *", "size_t"]);
const Give = koffi.proto("int", ["void *", "void *", "void *"]);
const Same = koffi.proto("int", ["void *", "uint8_t", "uint8_t"]);

const INT64_MIN = -(2n ** 63n), INT64_MAX = 2n ** 63n - 1n;

// ---- text as data: a byte is a character here, whatever its encoding

const SHELL = 1, CSV = 2, HTML = 3, LOG = 4;
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const in_log = text =>
	text.replace(/[^ -~]|["\\]/g, character => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`);

const QUOTES = {
	[SHELL]: text => `'${text.replaceAll("'", "'\\''")}'`,
	[CSV]: text => `"${text.replaceAll('"', '""')}"`,
	[HTML]: text => text.replace(/[&<>"']/g, character => ENTITIES[character]),
	[LOG]: in_log,
};

const text_of = (address, n) => input_of(address, n, TEXT_MAX).toString("latin1");

/* Only the last * is ever gone back to: what an earlier one matches need not change. */
const matches = (pattern, text, same) => {
	let p = 0, t = 0, star = -1, start = 0;
	while (t < text.length) {
		if (pattern[p] === 0x2a) {
			star = p++;
			start = t;
		} else if (p < pattern.length && (pattern[p] === 0x3f || same(pattern[p], text[t]))) {
			p++;
			t++;
		} else if (star >= 0) {
			t = ++start;
			p = star + 1;
		} else {
			return false;
		}
	}
	return pattern.subarray(p).every(byte => byte === 0x2a);
};

const OPS_OF_TEXTS = {
	array_make: op("int", ["size_t", "size_t", "void **"], (count, size, out) => {
		require(out);
		const n = Number(count) * Number(size);
		if (n > ALLOC_MAX)
			return E_RANGE;
		const block = alloc(n, 16);
		memset(block, 0, n);
		store(out, "void *", block);
	}),
	quote: op("int", ["uint32_t", "void *", "size_t", "void **", "size_t *"], (how, text, n, out, out_n) => {
		require(out, out_n);
		const data = text_of(text, n);
		if (!(how in QUOTES))
			return E_RANGE;
		if (how !== LOG && data.includes("\0"))
			return E_NUL;
		const quoted = Buffer.from(QUOTES[how](data), "latin1");
		store(out, "void *", lend(quoted, 1));
		store(out_n, "size_t", quoted.length);
	}),
	log_refused: op("int", ["void *", "size_t", "void *", "void *"], (name, n, line, userdata) => {
		require(line);
		const text = Buffer.from(`refused: "${in_log(text_of(name, n))}"\n`);
		koffi.call(line, Line, userdata, text, text.length);
	}),
	number_parse: op("int", ["void *", "size_t", "int64_t", "int64_t", "int64_t *"], (text, n, least, most, out) => {
		require(out);
		const data = text_of(text, n);
		if (!/^(0|-?[1-9][0-9]*)$/.test(data) || data.endsWith("\n"))
			return E_ENCODING;
		if (data.length > 20) // no 64 bits
			return E_RANGE;
		const number = BigInt(data);
		if (number < INT64_MIN || number > INT64_MAX || number < least || number > most)
			return E_RANGE;
		store(out, "int64_t", number);
	}),
	match: op(
		"int",
		["void *", "size_t", "void *", "size_t", "void *", "void *", "int32_t *"],
		(pattern, pattern_n, text, text_n, same, userdata, out) => {
			require(out);
			counted(text, text_n, TEXT_MAX);
			const is_same = same === null ? (a, b) => a === b : (a, b) => koffi.call(same, Same, userdata, a, b) !== 0;
			const found = matches(input_of(pattern, pattern_n, TEXT_MAX), input_of(text, text_n, TEXT_MAX), is_same);
			store(out, "int32_t", Number(found));
		}
	),
};

// ---- gates: the host's function is its own; all that is kept of it is its address

const gates = new Things({ authorise: "void *", userdata: "void *" });

const OPS_OF_GATES = {
	gate_make: op("int", ["void **"], out => {
		require(out);
		store(out, "void *", gates.create());
	}),
	gate_release: op("void", ["void *"], gate => {
		if (gate !== null)
			gates.delete(gate);
	}),
	gate_set: op("int", ["void *", "void *", "void *"], (gate, authorise, userdata) => {
		require(gate);
		gates.set(gate, "authorise", authorise);
		gates.set(gate, "userdata", userdata);
	}),
	gate_ask: op("int", ["void *", "void *", "size_t", "uint64_t"], (gate, subject, n, amount) => {
		require(gate);
		counted(subject, n, TEXT_MAX);
		const { authorise, userdata } = gates.read(gate);
		if (authorise === null || koffi.call(authorise, Authorise, userdata, subject, n, amount) !== 1)
			return E_FAILED;
	}),
};

// ---- answers of callbacks

const GATHERED = 64;

const OPS_OF_ANSWERS = {
	gather: op("int", ["void *", "void *", "size_t *", "uint64_t *"], (source, userdata, count, sum) => {
		require(source, count, sum);
		const numbers = new BigUint64Array(GATHERED);
		const n = koffi.call(source, Source, userdata, numbers, GATHERED);
		if (n < 0)
			return E_FAILED;
		if (n > GATHERED)
			return E_RANGE;
		const total = numbers.subarray(0, n).reduce((a, b) => a + b, 0n);
		store(count, "size_t", n);
		store(sum, "uint64_t", BigInt.asUintN(64, total));
	}),
	pick: op("int", ["void *", "size_t", "void *", "void *", "uint64_t *"], (numbers, n, choose, userdata, out) => {
		require(choose, out);
		if (n < 1 || n > 1024)
			return E_RANGE;
		require(numbers);
		const index = koffi.call(choose, Choose, userdata, numbers, n);
		if (index < 0)
			return E_FAILED;
		if (index >= n)
			return E_RANGE;
		store(out, "uint64_t", koffi.decode(at(numbers, 8 * index), "uint64_t"));
	}),
	supply: op("int", ["void *", "void *", "void **", "size_t *"], (give, userdata, out, out_n) => {
		require(give, out, out_n);
		// A pointer and a size, as C has them: koffi passes a typed array as the place where its numbers are.
		const given = new BigUint64Array(1), n = new BigUint64Array(1);
		if (koffi.call(give, Give, userdata, given, n))
			return E_FAILED;
		const data = input_of(given[0] || null, Number(n[0]), ALLOC_MAX);
		store(out, "void *", lend(data));
		store(out_n, "size_t", data.length);
	}),
};

export default table({
	live: op("uint64_t", [], () => live.count),
	...OPS_OF_MESSAGES,
	...OPS_OF_TEXTS,
	...OPS_OF_FILES,
	...OPS_OF_KEYS,
	...OP_RANDOM,
	...OPS_OF_RINGS,
	...OPS_OF_GATES,
	...OPS_OF_ANSWERS,
});
