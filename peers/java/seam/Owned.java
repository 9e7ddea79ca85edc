package seam;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lent memory that C owns by its address until it calls the op that releases it.
 *
 * <p>Each block has an arena of its own, which that op closes: on whichever thread, hence a shared one.
 */
final class Owned {
	private static final Map<Long, Arena> ARENAS = new ConcurrentHashMap<>();

	private Owned() {}

	/** A lent copy with a terminator of `width` zero bytes behind it. */
	static MemorySegment copy(Arena arena, byte[] bytes, int width) {
		return fill(Host.alloc(arena, bytes.length + width, width), bytes);
	}

	/** The same without an arena: the caller frees it. To close a shared arena stops all threads for a moment. */
	static MemorySegment copy(byte[] bytes) {
		return fill(Host.alloc(bytes.length + 1, 1), bytes);
	}

	private static MemorySegment fill(MemorySegment copy, byte[] bytes) {
		MemorySegment.copy(bytes, 0, copy, JAVA_BYTE, 0, bytes.length);
		copy.asSlice(bytes.length).fill((byte) 0);
		return copy;
	}

	static MemorySegment give(byte[] bytes) {
		return give(bytes, 1);
	}

	static MemorySegment give(byte[] bytes, int width) {
		Arena arena = Arena.ofShared();
		return give(copy(arena, bytes, width), arena);
	}

	/** C owns the arena from here on, and all that is in it. */
	static MemorySegment give(MemorySegment block, Arena arena) {
		ARENAS.put(block.address(), arena);
		return block;
	}

	/** Frees what was given; NULL is nothing. */
	static void release(MemorySegment block) {
		if (!Memory.isNull(block))
			ARENAS.remove(block.address()).close();
	}
}
