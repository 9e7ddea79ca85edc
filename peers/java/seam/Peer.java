package seam;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static seam.Edge.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The Java peer: the JVM is the program, the probe is a library that it loads and calls.
 *
 * <p>SEAM_PROBE_LIB is the path of libseam_probe.so; the arguments are the probe's.
 */
final class Peer {
	/** A group's table is made of some dozens of stubs: only that is made which is asked for. */
	private static final Map<String, Supplier<MemorySegment>> GROUPS =
			Map.of("strings", Strings::ops, "layout", Layout::ops, "buffers", Buffers::ops, "errors",
					Errors::ops, "callbacks", Callbacks::ops, "threads", Threads::ops);

	private Peer() {}

	/** The group in the arguments: `--group …/strings.so`. */
	private static String group(String[] arguments) {
		for (int i = 0; i + 1 < arguments.length; i++)
			if (arguments[i].equals("--group"))
				return arguments[i + 1].replaceAll(".*/|\\.[^./]*$", "");
		return "";
	}

	private static void set(MemorySegment struct, MemoryLayout layout, String member, Object value) {
		layout.varHandle(groupElement(member)).set(struct, 0L, value);
	}

	private static MemorySegment offer(Arena arena, String group) {
		MemorySegment offer = arena.allocate(Host.OFFER), ops = GROUPS.get(group).get();
		set(offer, Host.OFFER, "group", arena.allocateFrom(group));
		set(offer, Host.OFFER, "size", ops.byteSize());
		set(offer, Host.OFFER, "ops", ops);
		return offer;
	}

	private static MemorySegment peer(Arena arena, String group) {
		MemorySegment peer = arena.allocate(Host.PEER);
		set(peer, Host.PEER, "abi", Host.SEAM_ABI);
		set(peer, Host.PEER, "size", (int) Host.PEER.byteSize());
		set(peer, Host.PEER, "name", arena.allocateFrom("java"));
		set(peer, Host.PEER, "language", arena.allocateFrom("Java"));
		set(peer, Host.PEER, "toolchain", arena.allocateFrom("OpenJDK " + Runtime.version() + ", java.lang.foreign"));
		set(peer, Host.PEER, "traits", Host.SEAM_LOSSY | Host.SEAM_MANAGED_HEAP);
		if (GROUPS.containsKey(group)) {
			set(peer, Host.PEER, "offers", offer(arena, group));
			set(peer, Host.PEER, "n_offers", 1L);
		}
		return peer;
	}

	private static MemorySegment argv(Arena arena, String[] arguments) {
		MemorySegment argv = arena.allocate(POINTER, arguments.length + 2L); // a name first, NULL behind the last
		argv.setAtIndex(POINTER, 0, arena.allocateFrom("java"));
		for (int i = 0; i < arguments.length; i++)
			argv.setAtIndex(POINTER, i + 1L, arena.allocateFrom(arguments[i]));
		return argv;
	}

	public static void main(String[] arguments) throws Throwable {
		Arena arena = Arena.global();
		MemorySegment peer = peer(arena, group(arguments));
		// halt(), not exit(): what has been told is told, and no shutdown hook waits for a thread that a case left.
		Runtime.getRuntime().halt(Host.probeMain(peer, arguments.length + 1, argv(arena, arguments)));
	}
}
