/*
 * Keys and rings.
 *
 * The bytes of a key lie in lent memory and nowhere else: what is on JavaScript's heap is copied when it is moved, and
 * cannot be wiped.  What is computed of them is computed where they are, by the OpenSSL that node brings along; what is
 * read of them singly is a number below 256.
 */
import koffi from "./koffi.mjs";
import { E_ENCODING, E_FAILED, E_NOT_FOUND, E_RANGE, op, refuse, require } from "./edge.mjs";
import { alloc, copy, counted, free, lend, store } from "./memory.mjs";
import { memmove, memset } from "./probe.mjs";
import { ALLOC_MAX, input_of, live, TEXT_MAX, Things } from "./security_things.mjs";

const KEY_MIN = 16, KEY_MAX = 256, TAG = 32;
const KEYS_MAX = 64, SESSIONS_MAX = 16;

const Prompt = koffi.proto("int64_t", ["void *", "void *", "size_t"]);

const crypto = koffi.load(null);
const sha256 = crypto.func("EVP_sha256", "void *", [])();
const HMAC = crypto.func("HMAC", "void *", ["void *", "void *", "int", "void *", "size_t", "void *", "void *"]);
const CRYPTO_memcmp = crypto.func("CRYPTO_memcmp", "int", ["void *", "void *", "size_t"]);

const equal = (a, a_n, b, b_n) => a_n === b_n && CRYPTO_memcmp(a, b, a_n) === 0;

// ---- keys: behind the struct, KEY_MAX bytes

const keys = new Things({ n: "size_t" });

const require_length = n => {
	if (n < KEY_MIN || n > KEY_MAX)
		refuse(E_RANGE);
};

const wipe = key => memset(keys.behind(key), 0, KEY_MAX);

const put = (key, bytes, n) => {
	memmove(keys.behind(key), bytes, n);
	keys.set(key, "n", n);
};

const make_key = (bytes, n) => {
	require_length(n);
	counted(bytes, n, KEY_MAX);
	const key = keys.create({}, KEY_MAX);
	put(key, bytes, n);
	return key;
};

const release_key = key => {
	wipe(key);
	keys.delete(key);
};

/* The length stands before the data because HMAC takes a key and the same key with NULs behind it for one. */
const tag_of = (key, data) => {
	const n = keys.get(key, "n");
	const message = Buffer.concat([Buffer.alloc(8), data]);
	message.writeUInt32LE(n);
	const tag = Buffer.alloc(TAG);
	HMAC(sha256, keys.behind(key), n, message, message.length, tag, null);
	return tag;
};

const digit_at = (digits, i) => {
	const character = koffi.decode(digits, i, "uint8_t");
	const digit = "0123456789abcdef".indexOf(String.fromCharCode(character).toLowerCase());
	return digit < 0 ? refuse(E_ENCODING, `no hexadecimal digit at ${i}`) : digit;
};

const parse_key = (digits, n) => {
	const size = Math.floor(Number(n) / 2);
	if (size < KEY_MIN || size > KEY_MAX)
		refuse(E_RANGE, `${n} digits are too few or too many`);
	if (n % 2)
		refuse(E_ENCODING, `an odd number of digits, ${n}`);
	const key = keys.create({ n: size }, KEY_MAX);
	try {
		for (let i = 0; i < size; i++)
			koffi.encode(keys.behind(key), i, "uint8_t", (digit_at(digits, 2 * i) << 4) | digit_at(digits, 2 * i + 1));
	} catch (e) {
		release_key(key);
		throw e;
	}
	return key;
};

export const OPS_OF_KEYS = {
	key_make: op("int", ["void *", "size_t", "void **"], (bytes, n, out) => {
		require(out);
		store(out, "void *", make_key(bytes, n));
	}),
	key_parse: op("int", ["void *", "size_t", "void *", "size_t", "void **"], (digits, n, why, why_size, out) => {
		require(out);
		if (n)
			require(digits);
		if (why_size)
			require(why);
		try {
			store(out, "void *", parse_key(digits, n));
		} catch (e) {
			if (why_size && [E_RANGE, E_ENCODING].includes(e.code))
				copy(why, Buffer.from(`${e.message.slice(0, Number(why_size) - 1)}\0`));
			throw e;
		}
	}),
	key_clone: op("int", ["void *", "void **"], (key, out) => {
		require(key, out);
		store(out, "void *", make_key(keys.behind(key), keys.get(key, "n")));
	}),
	key_replace: op("int", ["void *", "void *", "size_t"], (key, bytes, n) => {
		require(key);
		require_length(n);
		counted(bytes, n, KEY_MAX);
		wipe(key);
		put(key, bytes, n);
	}),
	key_release: op("void", ["void *"], key => {
		if (key !== null)
			release_key(key);
	}),
	key_sign: op("int", ["void *", "void *", "size_t", "void *"], (key, data, n, tag) => {
		require(key, tag);
		copy(tag, tag_of(key, input_of(data, n, TEXT_MAX)));
	}),
	key_verify: op("int", ["void *", "void *", "size_t", "void *", "size_t"], (key, data, n, tag, tag_n) => {
		require(key);
		const message = input_of(data, n, TEXT_MAX);
		if (tag_n)
			require(tag);
		if (tag_n !== TAG || !equal(tag, TAG, tag_of(key, message), TAG))
			return E_FAILED;
	}),
	key_describe: op("int", ["void *", "void **", "size_t *"], (key, out, out_n) => {
		require(key, out, out_n);
		const text = Buffer.from(`a key of ${keys.get(key, "n")} bytes`);
		store(out, "void *", lend(text, 1));
		store(out_n, "size_t", text.length);
	}),
	equal: op("int", ["void *", "size_t", "void *", "size_t", "int32_t *"], (a, a_n, b, b_n, out) => {
		require(out);
		counted(a, a_n, ALLOC_MAX);
		counted(b, b_n, ALLOC_MAX);
		store(out, "int32_t", Number(equal(a, a_n, b, b_n)));
	}),
};

// ---- rings: a ring is a lent block, which gives it its address; which keys and sessions are in it, JavaScript keeps

const rings = new Things({});
const contents = new Map(); // of each ring { keys: id → key, sessions: id → the key's id }
let last_id = 0; // of all kinds and all rings: what has been given once means nothing else, ever

const key_in = (ring, id) => contents.get(ring).keys.get(id) ?? refuse(E_NOT_FOUND);
const session_in = (ring, id) => contents.get(ring).sessions.get(id) ?? refuse(E_NOT_FOUND);

const end_session = (ring, session) => {
	contents.get(ring).sessions.delete(session);
	live.count--;
};

const remove_key = (ring, id) => {
	const key = key_in(ring, id);
	for (const [session, of] of contents.get(ring).sessions)
		if (of === id)
			end_session(ring, session);
	contents.get(ring).keys.delete(id);
	release_key(key);
};

/* Whether the answer to the prompt, which may change the ring, is the key that has this id then. */
const answers = (ring, id, prompt, userdata) => {
	const answer = alloc(KEY_MAX);
	try {
		memset(answer, 0, KEY_MAX);
		const n = koffi.call(prompt, Prompt, userdata, answer, KEY_MAX);
		const key = key_in(ring, id);
		return n <= KEY_MAX && equal(answer, n, keys.behind(key), keys.get(key, "n"));
	} finally {
		memset(answer, 0, KEY_MAX);
		free(answer, KEY_MAX);
	}
};

const require_room = (held, most) => {
	if (held.size >= most)
		refuse(E_RANGE);
};

export const OPS_OF_RINGS = {
	ring_make: op("int", ["void **"], out => {
		require(out);
		const ring = rings.create();
		contents.set(ring, { keys: new Map(), sessions: new Map() });
		store(out, "void *", ring);
	}),
	ring_release: op("void", ["void *"], ring => {
		if (ring === null)
			return;
		for (const id of contents.get(ring).keys.keys())
			remove_key(ring, id);
		contents.delete(ring);
		rings.delete(ring);
	}),
	ring_add: op("int", ["void *", "void *", "size_t", "uint64_t *"], (ring, bytes, n, out) => {
		require(ring, out);
		require_length(n);
		require_room(contents.get(ring).keys, KEYS_MAX);
		contents.get(ring).keys.set(++last_id, make_key(bytes, n));
		store(out, "uint64_t", last_id);
	}),
	ring_remove: op("int", ["void *", "uint64_t"], (ring, id) => {
		require(ring);
		remove_key(ring, id);
	}),
	ring_sign: op("int", ["void *", "uint64_t", "void *", "size_t", "void *"], (ring, id, data, n, tag) => {
		require(ring, tag);
		const message = input_of(data, n, TEXT_MAX);
		copy(tag, tag_of(key_in(ring, id), message));
	}),
	ring_unlock: op("int", ["void *", "uint64_t", "void *", "void *", "uint64_t *"], (ring, id, prompt, userdata, out) => {
		require(ring, prompt, out);
		const { sessions } = contents.get(ring);
		key_in(ring, id);
		require_room(sessions, SESSIONS_MAX);
		if (!answers(ring, id, prompt, userdata))
			return E_FAILED;
		require_room(sessions, SESSIONS_MAX);
		sessions.set(++last_id, id);
		live.count++;
		store(out, "uint64_t", last_id);
	}),
	ring_session: op("int", ["void *", "uint64_t", "uint64_t *"], (ring, session, out) => {
		require(ring, out);
		store(out, "uint64_t", session_in(ring, session));
	}),
	ring_lock: op("int", ["void *", "uint64_t"], (ring, session) => {
		require(ring);
		session_in(ring, session);
		end_session(ring, session);
	}),
};
