package seam;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static seam.Edge.POINTER;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** Memory that is C's: pointers that may be NULL, counted bytes, out-parameters. */
final class Memory {
	private static final MethodHandle STRLEN = Edge.call(long.class, MemorySegment.class)
			.bindTo(Host.PROBE.findOrThrow("strlen"));

	private Memory() {}

	static boolean isNull(MemorySegment pointer) {
		return pointer.address() == 0;
	}

	/** Refuses NULL. */
	static void require(MemorySegment... pointers) {
		for (MemorySegment pointer : pointers)
			if (isNull(pointer))
				throw new Refused(Refused.E_NULL);
	}

	/** Just the n bytes at a pointer: what lies behind them is out of bounds from here on. */
	static MemorySegment counted(MemorySegment bytes, long n) {
		if (n == 0)
			return MemorySegment.NULL;
		require(bytes);
		return bytes.asSlice(0, n);
	}

	/**
	 * The bytes before the terminator, whatever they are.
	 *
	 * <p>Not getString(0) on a pointer whose target has no size: it looks for the terminator eight bytes at a time from
	 * wherever the string begins, and so reads behind it: where memory ends there, the JVM dies.
	 */
	static MemorySegment terminated(MemorySegment s) {
		require(s);
		try {
			return s.asSlice(0, (long) STRLEN.invokeExact(s));
		} catch (Throwable e) {
			throw new AssertionError(e);
		}
	}

	/** A terminated text of C's; ill-formed UTF-8 becomes U+FFFD. */
	static String text(MemorySegment s) {
		return new String(bytes(terminated(s)), StandardCharsets.UTF_8);
	}

	static byte[] bytes(MemorySegment counted) {
		return counted.toArray(JAVA_BYTE);
	}

	/** A member by its name, as the type of its layout. */
	static Object get(MemorySegment struct, MemoryLayout layout, String member) {
		return layout.varHandle(groupElement(member)).get(struct, 0L);
	}

	/**
	 * A copy of a struct that begins with its size where it was made: what does not lie within that is zeros. Read once: C may
	 * change or free the struct in whatever is called next. Members are as wide as pointers, or half of that.
	 */
	static MemorySegment partOf(MemorySegment pointer, StructLayout layout) {
		long size = pointer.get(JAVA_LONG, 0);
		long whole = Long.compareUnsigned(size, layout.byteSize()) < 0 ? size & -4L : layout.byteSize();
		MemorySegment copy = MemorySegment.ofArray(new long[(int) ((layout.byteSize() + 7) / 8)]);
		copy.asSlice(0, whole).copyFrom(pointer.asSlice(0, whole));
		copy.set(JAVA_LONG, 0, size);
		return copy;
	}

	static void setSize(MemorySegment out, long size) {
		out.set(JAVA_LONG, 0, size);
	}

	static void setPointer(MemorySegment out, MemorySegment pointer) {
		out.set(POINTER, 0, pointer);
	}
}
