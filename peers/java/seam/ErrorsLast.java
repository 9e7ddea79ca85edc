package seam;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static seam.Edge.POINTER;
import static seam.Memory.counted;
import static seam.Memory.isNull;
import static seam.Memory.require;
import static seam.Memory.setPointer;
import static seam.Refused.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandles;
import java.util.function.Supplier;

/** The last error of each thread, and error objects. */
final class ErrorsLast {
	static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
	static final int SHELF = 1, DEVICE = 2, PANIC = 3; // SEAM_DOMAIN_…

	/** An error as C looks at it: the message stays where it is. */
	static final StructLayout VIEW = MemoryLayout.structLayout(JAVA_INT.withName("domain"), JAVA_INT.withName("code"),
			POINTER.withName("message"), JAVA_LONG.withName("message_n"));

	private ErrorsLast() {}

	private static void view(MemorySegment out, int domain, int code, MemorySegment message) {
		VIEW.varHandle(groupElement("domain")).set(out, 0L, domain);
		VIEW.varHandle(groupElement("code")).set(out, 0L, code);
		VIEW.varHandle(groupElement("message")).set(out, 0L, message);
		VIEW.varHandle(groupElement("message_n")).set(out, 0L, message.byteSize() - 1);
	}

	// ---- the last error

	/**
	 * A thread's last error. It is never changed, only replaced: whoever holds one can put it back as it was. Its message is
	 * the collector's, which lets go of it when nobody does.
	 */
	record Last(int domain, int code, MemorySegment message) {
		static Last of(int domain, int code, byte[] message) {
			MemorySegment copy = Arena.ofAuto().allocate(message.length + 1L);
			MemorySegment.copy(message, 0, copy, JAVA_BYTE, 0, message.length);
			return new Last(domain, code, copy);
		}

		void viewInto(MemorySegment out) {
			view(out, domain, code, message);
		}
	}

	/** A thread that C has started is a Java thread from its first call to its end. */
	static final ThreadLocal<Last> LAST = new ThreadLocal<>();

	/** A failure of this op is the thread's last error, too. */
	static <T> T telling(Supplier<T> op) {
		try {
			return op.get();
		} catch (Refused refused) {
			LAST.set(Last.of(SHELF, refused.code, refused.getMessage().getBytes(UTF_8)));
			throw refused;
		}
	}

	private static int fail(int domain, int code, MemorySegment message, long n) {
		if (code == 0)
			return E_RANGE;
		LAST.set(Last.of(domain, code, Memory.bytes(counted(message, n))));
		return code;
	}

	private static int last_error(MemorySegment out) {
		require(out);
		Last last = LAST.get();
		if (last == null)
			return E_NOT_FOUND;
		last.viewInto(out);
		return OK;
	}

	private static int last_error_take(MemorySegment out) {
		require(out);
		Last last = LAST.get();
		if (last == null)
			return E_NOT_FOUND;
		byte[] message = Memory.bytes(last.message.asSlice(0, last.message.byteSize() - 1));
		setPointer(out, make(last.domain, last.code, message, MemorySegment.NULL));
		LAST.remove();
		return OK;
	}

	private static void last_error_clear() {
		LAST.remove();
	}

	private static int panic(MemorySegment text) {
		require(text);
		try {
			throw new IllegalStateException(Memory.text(text));
		} catch (IllegalStateException e) {
			LAST.set(Last.of(PANIC, E_PANIC, e.getMessage().getBytes(UTF_8)));
			return E_PANIC;
		}
	}

	// ---- error objects

	/** The message is lent memory, with a NUL behind it; the cause belongs to the object. */
	private record Error(int domain, int code, MemorySegment message, MemorySegment cause) {}

	private static final Held<Error> ERRORS = new Held<>();

	static MemorySegment make(int domain, int code, byte[] message, MemorySegment cause) {
		return ERRORS.add(new Error(domain, code, Owned.copy(message), cause));
	}

	/** The chain, one by one: it may be longer than methods can call each other. */
	static void free(MemorySegment error) {
		for (MemorySegment next = error; !isNull(next); ) {
			Error ended = ERRORS.remove(next);
			Host.free(ended.message, ended.message.byteSize(), 1);
			next = ended.cause;
		}
	}

	private static int error_new(int domain, int code, MemorySegment message, long n, MemorySegment cause,
			MemorySegment out) {
		require(out);
		byte[] bytes = Memory.bytes(counted(message, n));
		if (code == 0)
			return E_RANGE;
		setPointer(out, make(domain, code, bytes, cause));
		return OK;
	}

	private static int error_view(MemorySegment error, MemorySegment out) {
		require(error, out);
		Error seen = ERRORS.get(error);
		view(out, seen.domain, seen.code, seen.message);
		return OK;
	}

	private static int error_cause(MemorySegment error, MemorySegment out) {
		require(error, out);
		MemorySegment cause = ERRORS.get(error).cause;
		if (isNull(cause))
			return E_NOT_FOUND;
		setPointer(out, cause);
		return OK;
	}

	private static void error_free(MemorySegment error) {
		free(error);
	}

	private static long live() {
		return ERRORS.size() + ErrorsShelves.SHELVES.size();
	}
}
