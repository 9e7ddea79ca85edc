package seam;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The signal mask of the calling thread. */
final class Signals {
	private static final SymbolLookup LIBC = Edge.LINKER.defaultLookup();
	private static final MethodHandle FILL = function("sigfillset", MemorySegment.class),
			DELETE = function("sigdelset", MemorySegment.class, int.class),
			MASK = function("pthread_sigmask", int.class, MemorySegment.class, MemorySegment.class);
	private static final boolean IS_MAC = System.getProperty("os.name").startsWith("Mac");
	private static final int SIG_BLOCK = IS_MAC ? 1 : 0;
	/** SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV: of the thread's own doing, and what the JVM's checks are made of. */
	private static final int[] OWN = {4, 5, IS_MAC ? 10 : 7, 8, 11};
	private static final long SIGSET_SIZE = 128; // of the largest platform

	private Signals() {}

	private static MethodHandle function(String name, Class<?>... arguments) {
		return Edge.call(int.class, arguments).bindTo(LIBC.findOrThrow(name));
	}

	/** The host's signals are not for this thread. */
	static void block() {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment set = arena.allocate(SIGSET_SIZE, JAVA_INT.byteAlignment() * 2);
			int failed = (int) FILL.invokeExact(set);
			for (int signal : OWN)
				failed |= (int) DELETE.invokeExact(set, signal);
			failed |= (int) MASK.invokeExact(SIG_BLOCK, set, MemorySegment.NULL);
			if (failed != 0)
				throw new AssertionError("pthread_sigmask: " + failed);
		} catch (Throwable e) {
			throw new AssertionError(e);
		}
	}
}
