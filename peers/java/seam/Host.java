package seam;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static seam.Edge.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The probe library that this JVM has loaded, and the host that it lends: struct seam_host. */
final class Host {
	static final int SEAM_ABI = 1;
	static final long SEAM_LOSSY = 1 << 1, SEAM_MANAGED_HEAP = 1 << 7,
			SEAM_FORK_UNSAFE = 1 << 11;

	static final StructLayout PEER = MemoryLayout.structLayout(
			JAVA_INT.withName("abi"), JAVA_INT.withName("size"), POINTER.withName("name"), POINTER.withName("language"),
			POINTER.withName("toolchain"), JAVA_LONG.withName("traits"), POINTER.withName("offers"),
			JAVA_LONG.withName("n_offers"));
	static final StructLayout OFFER = MemoryLayout.structLayout(
			POINTER.withName("group"), JAVA_LONG.withName("size"), POINTER.withName("ops"));
	private static final StructLayout HOST = MemoryLayout.structLayout(
			JAVA_INT.withName("abi"), JAVA_INT.withName("size"), POINTER.withName("alloc"), POINTER.withName("realloc"),
			POINTER.withName("free"), POINTER.withName("log"));

	static final SymbolLookup PROBE = SymbolLookup.libraryLookup(System.getenv("SEAM_PROBE_LIB"), Arena.global());
	private static final MemorySegment HOST_POINTER = host();
	private static final MethodHandle ALLOC = function("alloc",
			MemorySegment.class, MemorySegment.class, long.class, long.class);
	private static final MethodHandle FREE = function("free",
			void.class, MemorySegment.class, MemorySegment.class, long.class, long.class);

	private static final MethodHandle LOG = function("log", void.class, MemorySegment.class, MemorySegment.class);

	private Host() {}

	private static MemorySegment host() {
		try {
			return (MemorySegment) Edge.call(MemorySegment.class).invokeExact(PROBE.findOrThrow("seam_probe_host"));
		} catch (Throwable e) {
			throw new AssertionError(e);
		}
	}

	/** The host's member, its own pointer being the first argument. */
	private static MethodHandle function(String member, Class<?> result, Class<?>... arguments) {
		long offset = HOST.byteOffset(MemoryLayout.PathElement.groupElement(member));
		return Edge.call(result, arguments).bindTo(HOST_POINTER.get(POINTER, offset)).bindTo(HOST_POINTER);
	}

	/** Runs the cases; what the process ends with. */
	static int probeMain(MemorySegment peer, int argc, MemorySegment argv) throws Throwable {
		return (int) Edge.call(int.class, MemorySegment.class, int.class, MemorySegment.class)
				.invokeExact(PROBE.findOrThrow("seam_probe_main"), peer, argc, argv);
	}

	/** A note for the record. */
	static void log(String text) {
		try (Arena arena = Arena.ofConfined()) {
			LOG.invokeExact(arena.allocateFrom(text));
		} catch (Throwable e) {
			throw new AssertionError(e);
		}
	}

	/** A lent block of just this size; the caller frees it. */
	static MemorySegment alloc(long size, long align) {
		MemorySegment block;
		try {
			block = (MemorySegment) ALLOC.invokeExact(size, align);
		} catch (Throwable e) {
			throw new AssertionError(e);
		}
		if (block.address() == 0)
			throw new Refused(Refused.E_MEMORY);
		return block.asSlice(0, size);
	}

	static void free(MemorySegment block, long size, long align) {
		try {
			FREE.invokeExact(block, size, align);
		} catch (Throwable e) {
			throw new AssertionError(e);
		}
	}

	/** A lent block that is freed when the arena is closed. */
	static MemorySegment alloc(Arena arena, long size, long align) {
		return alloc(size, align).reinterpret(size, arena, block -> free(block, size, align));
	}
}
