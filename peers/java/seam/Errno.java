package seam;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static seam.Edge.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * errno of the calling thread.
 *
 * <p>The JVM may change it whenever Java runs. So what an op was called with is read first, what a function leaves is captured
 * by the call itself, and what the caller is to find is set last.
 */
final class Errno {
	static final int ENOENT = 2, EINTR = 4, EIO = 5, ENOMEM = 12, EINVAL = 22, ERANGE = 34;

	private static final SymbolLookup LIBC = Edge.LINKER.defaultLookup();
	// Critical: it is called without leaving Java, and so nothing happens on the way.
	private static final MethodHandle LOCATION = Edge.LINKER.downcallHandle(
			LIBC.find("__errno_location").or(() -> LIBC.find("__error")).orElseThrow(),
			FunctionDescriptor.of(POINTER), Linker.Option.critical(false));
	private static final MethodHandle CAPTURING = Edge.LINKER.downcallHandle(
			FunctionDescriptor.of(JAVA_INT, POINTER), Linker.Option.captureCallState("errno"));
	private static final StructLayout STATE = Linker.Option.captureStateLayout();
	private static final long ERRNO_AT = STATE.byteOffset(groupElement("errno"));

	private Errno() {}

	private static MemorySegment location() {
		try {
			return (MemorySegment) LOCATION.invokeExact();
		} catch (Throwable e) {
			throw new AssertionError(e);
		}
	}

	static int get() {
		return location().get(JAVA_INT, 0);
	}

	static void set(int value) {
		location().set(JAVA_INT, 0, value);
	}

	/** Calls of C functions that find errno as the op did, and then as the one before left it. */
	static final class Call {
		int errno = get();

		int call(MemorySegment fn, MemorySegment userdata) throws Throwable {
			try (Arena arena = Arena.ofConfined()) {
				MemorySegment state = arena.allocate(STATE);
				set(errno);
				int result = (int) CAPTURING.invokeExact(fn, state, userdata);
				errno = state.get(JAVA_INT, ERRNO_AT);
				return result;
			}
		}

		/** The op's caller finds it so. */
		void leave() {
			set(errno);
		}
	}
}
