/*
 * Files below a root.
 *
 * A path is walked name by name, each opened below the last and never through a link; what has been opened is what is
 * used: names are not looked at again.  node has no openat(), so that and its kin are C's.
 */
import { randomBytes } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { constants as os } from "node:os";
import koffi from "./koffi.mjs";
import { E_FAILED, E_NOT_FOUND, E_NUL, E_RANGE, E_SPACE, E_STATE, op, refuse, require } from "./edge.mjs";
import { bytes_at, copy, counted, store } from "./memory.mjs";
import { ALLOC_MAX, input_of, Things } from "./security_things.mjs";

const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;
const { EEXIST, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR } = os.errno;
const O_CLOEXEC = 0o2000000; // node does not tell it
const PATH_MAX = 1024, NAME_MAX = 255;

export const Authorise = koffi.proto("int", ["void *", "void *", "size_t", "uint64_t"]);

const libc = koffi.load(null);
const openat = libc.func("openat", "int", ["int", "void *", "int", "..."]);
const readlinkat = libc.func("readlinkat", "intptr_t", ["int", "void *", "void *", "size_t"]);
const unlinkat = libc.func("unlinkat", "int", ["int", "void *", "int"]);
const dup = libc.func("dup", "int", ["int"]);

const roots = new Things({ folder: "int" });

const CODES = {
	[ENOENT]: E_NOT_FOUND, [ENOTDIR]: E_NOT_FOUND, [EEXIST]: E_STATE, [ENAMETOOLONG]: E_RANGE, [ELOOP]: E_RANGE,
};

const terminated = name => Buffer.concat([name, Buffer.alloc(1)]);

const names_of = (path, n) => {
	const text = input_of(path, n, PATH_MAX).toString("latin1"); // a character is a byte
	if (text.includes("\0"))
		refuse(E_NUL);
	return text.split("/").map(name => {
		if (["", ".", ".."].includes(name) || name.length > NAME_MAX)
			refuse(E_RANGE);
		return terminated(Buffer.from(name, "latin1"));
	});
};

const open_below = (folder, name, flags) => {
	const file = openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC, "int", 0o600);
	if (file >= 0)
		return file;
	const error = koffi.errno();
	if (error !== EEXIST && readlinkat(folder, name, Buffer.alloc(1), 1) >= 0)
		refuse(E_RANGE); // a link, wherever it leads
	return refuse(CODES[error] ?? E_FAILED);
};

/* Uses a descriptor, and closes it. */
const using = (opened, use) => {
	try {
		return use(opened);
	} finally {
		closeSync(opened);
	}
};

/* A descriptor of the folder that the names lead to: two are open at a time, however many names there are. */
const folder_of = (root, names) => {
	const start = dup(roots.get(root, "folder"));
	if (start < 0)
		refuse(E_FAILED);
	return names.reduce((folder, name) => using(folder, () => open_below(folder, name, O_RDONLY | O_DIRECTORY)), start);
};

const open_path = (root, names, flags) =>
	using(folder_of(root, names.slice(0, -1)), folder => open_below(folder, names.at(-1), flags));

/* What node throws when a call of the system fails. */
const failing = (codes, call) => {
	try {
		return call();
	} catch (e) {
		return refuse(codes[-e.errno] ?? E_FAILED);
	}
};

const read_whole = (file, size) => {
	const data = Buffer.alloc(size);
	for (let done = 0; done < size; ) {
		const part = failing({}, () => readSync(file, data, done, size - done, null));
		if (!part)
			refuse(E_STATE);
		done += part;
	}
	return data;
};

const write_whole = (file, data) => {
	for (let done = 0; done < data.length; )
		done += writeSync(file, data, done);
};

const create = (root, names, data) => {
	using(folder_of(root, names.slice(0, -1)), folder => {
		const file = open_below(folder, names.at(-1), O_WRONLY | O_CREAT | O_EXCL);
		try {
			using(file, () => write_whole(file, data));
		} catch {
			unlinkat(folder, names.at(-1), 0);
			refuse(E_FAILED);
		}
	});
};

const data_of = (bytes, size) => {
	if (size)
		require(bytes);
	return bytes_at(bytes, size);
};

export const OP_RANDOM = {
	random_fill: op("int", ["void *", "size_t"], (buffer, n) => {
		counted(buffer, n, ALLOC_MAX);
		copy(buffer, randomBytes(n));
	}),
};

export const OPS_OF_FILES = {
	root_open: op("int", ["void *", "size_t", "void **"], (path, n, out) => {
		require(out);
		const name = input_of(path, n, PATH_MAX);
		if (name[0] !== 0x2f)
			return E_RANGE;
		if (name.includes(0))
			return E_NUL;
		const root = roots.create({ folder: -1 });
		try {
			roots.set(root, "folder", failing({ [ENOENT]: E_NOT_FOUND }, () => openSync(name, O_RDONLY | O_DIRECTORY)));
		} catch (e) {
			roots.delete(root);
			throw e;
		}
		store(out, "void *", root);
	}),
	root_release: op("void", ["void *"], root => {
		if (root === null)
			return;
		closeSync(roots.get(root, "folder"));
		roots.delete(root);
	}),
	root_read: op(
		"int",
		["void *", "void *", "size_t", "void *", "void *", "void *", "size_t", "size_t *"],
		(root, path, n, authorise, userdata, buffer, size, out_n) => {
			require(root, authorise, out_n);
			if (size)
				require(buffer);
			// O_NONBLOCK: a pipe that nobody writes would be waited for.
			return using(open_path(root, names_of(path, n), O_RDONLY | O_NONBLOCK), file => {
				const status = fstatSync(file);
				if (!status.isFile())
					return E_FAILED;
				if (status.size > size) {
					store(out_n, "size_t", status.size);
					return E_SPACE;
				}
				if (koffi.call(authorise, Authorise, userdata, path, n, status.size) !== 1)
					return E_FAILED;
				copy(buffer, read_whole(file, status.size));
				store(out_n, "size_t", status.size);
			});
		}
	),
	root_create: op("int", ["void *", "void *", "size_t", "void *", "size_t"], (root, path, n, bytes, size) => {
		require(root);
		create(root, names_of(path, n), data_of(bytes, size));
	}),
	root_temporary: op("int", ["void *", "void *", "size_t", "void *"], (root, bytes, size, name) => {
		require(root, name);
		const made = terminated(Buffer.from(`tmp-${randomBytes(16).toString("hex")}`));
		create(root, [made], data_of(bytes, size));
		copy(name, made);
	}),
};
