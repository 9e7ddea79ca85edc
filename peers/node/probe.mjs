/* The probe library that this process has loaded, and the C heap as it sees it. */
import koffi from "./koffi.mjs";

const library = koffi.load(process.env.SEAM_PROBE_LIB);

// malloc and its kin are looked up through the probe, not in libc.so.6: a checker's come first there, and libc's own would
// be a heap that the checker does not see.  A Buffer is passed as the place where its bytes are, an address as a BigInt.
export const malloc = library.func("malloc", "void *", ["size_t"]);
export const free = library.func("free", "void", ["void *"]);
export const memmove = library.func("memmove", "void *", ["void *", "void *", "size_t"]);
export const memset = library.func("memset", "void *", ["void *", "int", "size_t"]);
export const strlen = library.func("strlen", "size_t", ["void *"]);

const Alloc = koffi.proto("void *", ["void *", "size_t", "size_t"]);
const Free = koffi.proto("void", ["void *", "void *", "size_t", "size_t"]);
const Log = koffi.proto("void", ["void *", "str"]);
koffi.struct("seam_host", { abi: "uint32_t", size: "uint32_t", alloc: "void *", realloc: "void *", free: "void *", log: "void *" });
koffi.struct("seam_offer", { group: "str", size: "size_t", ops: "void *" });
koffi.struct("seam_peer", {
	abi: "uint32_t",
	size: "uint32_t",
	name: "str",
	language: "str",
	toolchain: "str",
	traits: "uint64_t",
	offers: "void *",
	n_offers: "size_t",
});

export const ABI = 1;
export const LOSSY = 1n << 1n;
export const MANAGED_HEAP = 1n << 7n;
export const THREAD_BOUND = 1n << 8n;
export const JIT = 1n << 9n;
export const ONE_NAN = 1n << 10n;

const address = library.func("seam_probe_host", "void *", [])();
const functions = koffi.decode(address, "seam_host");

export const host = {
	alloc: koffi.decode(functions.alloc, Alloc).bind(null, address),
	free: koffi.decode(functions.free, Free).bind(null, address),
	log: koffi.decode(functions.log, Log).bind(null, address),
};

const probe_main = library.func("seam_probe_main", "int", ["void *", "int", "void *"]);

/* What seam_probe_main() is called with: a peer of these groups, { name: table }, and the arguments of this program. */
function probe_arguments(name, toolchain, traits, groups) {
	const offers = Object.entries(groups).map(([group, ops]) => ({ group, ...ops }));
	const argv = ["node", ...process.argv.slice(2)];
	// In memory of C's, which stays where it is: what is on JavaScript's heap may move during the call.
	const peer = koffi.alloc("seam_peer", 1);
	const table = koffi.alloc("seam_offer", offers.length);
	const list = koffi.alloc("char *", argv.length + 1);
	koffi.encode(table, "seam_offer", offers, offers.length);
	koffi.encode(list, "char *", [...argv, null], argv.length + 1);
	koffi.encode(peer, "seam_peer", {
		abi: ABI,
		size: koffi.sizeof("seam_peer"),
		name,
		language: "JavaScript",
		toolchain,
		traits,
		offers: table,
		n_offers: offers.length,
	});
	return [peer, argv.length, list];
}

/* Runs the cases on this thread; the exit status. */
export function main(...peer) {
	return probe_main(...probe_arguments(...peer));
}

/* Runs the cases on a thread of koffi's, which has this one run the ops, and ends the process. */
export function main_on_a_thread(...peer) {
	probe_main.async(...probe_arguments(...peer), (error, status) => process.exit(error ? 1 : status));
}
