package seam;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static seam.Edge.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.List;
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

	/** The groups that the arguments ask for: that of `--group …/strings.so`; without one, all. */
	private static List<String> groups(String[] arguments) {
		for (int i = 0; i + 1 < arguments.length; i++)
			if (arguments[i].equals("--group")) {
				String group = arguments[i + 1].replaceAll(".*/|\\.[^./]*$", "");
				return GROUPS.containsKey(group) ? List.of(group) : List.of();
			}
		return List.copyOf(GROUPS.keySet());
	}

	private static void set(MemorySegment struct, MemoryLayout layout, String member, Object value) {
		layout.varHandle(groupElement(member)).set(struct, 0L, value);
	}

	private static MemorySegment offers(Arena arena, List<String> groups) {
		MemorySegment offers = arena.allocate(Host.OFFER, groups.size());
		for (int i = 0; i < groups.size(); i++) {
			MemorySegment offer = offers.asSlice(i * Host.OFFER.byteSize(), Host.OFFER), ops = GROUPS.get(groups.get(i)).get();
			set(offer, Host.OFFER, "group", arena.allocateFrom(groups.get(i)));
			set(offer, Host.OFFER, "size", ops.byteSize());
			set(offer, Host.OFFER, "ops", ops);
		}
		return offers;
	}

	private static MemorySegment peer(Arena arena, List<String> groups) {
		MemorySegment peer = arena.allocate(Host.PEER);
		set(peer, Host.PEER, "abi", Host.SEAM_ABI);
		set(peer, Host.PEER, "size", (int) Host.PEER.byteSize());
		set(peer, Host.PEER, "name", arena.allocateFrom("java"));
		set(peer, Host.PEER, "language", arena.allocateFrom("Java"));
		set(peer, Host.PEER, "toolchain", arena.allocateFrom("OpenJDK " + Runtime.version() + ", java.lang.foreign"));
		set(peer, Host.PEER, "traits", Host.SEAM_LOSSY | Host.SEAM_MANAGED_HEAP | Host.SEAM_FORK_UNSAFE);
		set(peer, Host.PEER, "offers", offers(arena, groups));
		set(peer, Host.PEER, "n_offers", (long) groups.size());
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
		MemorySegment peer = peer(arena, groups(arguments));
		// halt(), not exit(): what has been told is told, and no shutdown hook waits for a thread that a case left.
		Runtime.getRuntime().halt(Host.probeMain(peer, arguments.length + 1, argv(arena, arguments)));
	}
}
