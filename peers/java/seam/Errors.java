package seam;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static seam.ErrorsLast.telling;
import static seam.ErrorsShelves.itemAt;
import static seam.Memory.isNull;
import static seam.Memory.require;
import static seam.Memory.setPointer;
import static seam.Memory.setSize;
import static seam.Refused.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import seam.ErrorsShelves.Shelf;

/**
 * errors: failure is a value, and arrives as it was.
 *
 * <p>Java's own way to fail, an exception, ends at the edge; here it becomes each of the ways that C has.
 */
final class Errors {
	private static final MethodHandle INT_FN = Edge.call(int.class, MemorySegment.class),
			INT64_FN = Edge.call(long.class, MemorySegment.class),
			SHELF_FN = Edge.call(int.class, MemorySegment.class, MemorySegment.class),
			STEP_FN = Edge.call(int.class, MemorySegment.class, long.class),
			REPORTER = Edge.call(int.class, MemorySegment.class, MemorySegment.class);

	private static final String[] NAMES = {"SEAM_OK", "SEAM_E_FAILED", "SEAM_E_NULL", "SEAM_E_NUL", "SEAM_E_ENCODING",
		"SEAM_E_RANGE", "SEAM_E_SPACE", "SEAM_E_MEMORY", "SEAM_E_PANIC", "SEAM_E_STATE", "SEAM_E_UNSUPPORTED",
		"SEAM_E_VERSION", "SEAM_E_NOT_FOUND"};
	/** C keeps their addresses: they are made once. */
	private static final Map<Integer, MemorySegment> TEXTS = new HashMap<>();
	private static final Map<String, Integer> CODES = new HashMap<>();
	private static final MemorySegment UNKNOWN = Arena.global().allocateFrom("a code that this peer does not know");

	static {
		for (int i = 0; i < NAMES.length; i++) {
			TEXTS.put(-i, Arena.global().allocateFrom(NAMES[i]));
			CODES.put(NAMES[i], -i);
		}
	}

	private Errors() {}

	// ---- codes: an int of Java's is 32 bits, with a sign or without

	private static int relay(MemorySegment fn, MemorySegment userdata) throws Throwable {
		require(fn);
		return (int) INT_FN.invokeExact(fn, userdata);
	}

	private static long relay_int64(MemorySegment fn, MemorySegment userdata) throws Throwable {
		return isNull(fn) ? E_NULL : (long) INT64_FN.invokeExact(fn, userdata);
	}

	private static int relay_uint32(MemorySegment fn, MemorySegment userdata) throws Throwable {
		return relay(fn, userdata);
	}

	private static int relay_status(MemorySegment fn, MemorySegment userdata) throws Throwable {
		return relay(fn, userdata);
	}

	private static boolean truth(int value) {
		return value != 0;
	}

	private static MemorySegment code_name(int code) {
		return TEXTS.getOrDefault(code, UNKNOWN);
	}

	private static int code_from_name(MemorySegment name, MemorySegment code) {
		require(name, code);
		Integer found = CODES.get(Memory.text(name));
		if (found == null)
			return E_NOT_FOUND;
		code.set(JAVA_INT, 0, found);
		return OK;
	}

	private static int code_from_errno(int error) {
		return switch (error) {
			case 0 -> OK;
			case Errno.ENOENT -> E_NOT_FOUND;
			case Errno.ENOMEM -> E_MEMORY;
			case Errno.EINVAL, Errno.ERANGE -> E_RANGE;
			default -> E_FAILED;
		};
	}

	// ---- one thing, said in each of C's ways

	private static int valueInto(MemorySegment shelf, int key, MemorySegment out) {
		require(out);
		out.set(JAVA_LONG, 0, itemAt(shelf, key).value());
		return OK;
	}

	private static int get(MemorySegment shelf, int key, MemorySegment out) {
		return telling(() -> valueInto(shelf, key, out));
	}

	private static MemorySegment find(MemorySegment shelf, int key) {
		return telling(() -> itemAt(shelf, key).place());
	}

	private static boolean contains(MemorySegment shelf, int key) {
		return !isNull(shelf) && ErrorsShelves.SHELVES.get(shelf).find(key) >= 0;
	}

	private static long read(MemorySegment shelf, int first, MemorySegment values, long n) {
		if (isNull(shelf) || n != 0 && isNull(values))
			return E_NULL;
		for (long i = 0; i < n; i++)
			try {
				if (first + i > Integer.MAX_VALUE)
					throw new Refused(E_NOT_FOUND);
				values.setAtIndex(JAVA_LONG, i, itemAt(shelf, (int) (first + i)).value());
			} catch (Refused refused) {
				return i > 0 ? i : refused.code;
			}
		return n;
	}

	private static int get_errno(MemorySegment shelf, int key, MemorySegment out) {
		int errno = Errno.get();
		try {
			valueInto(shelf, key, out);
			Errno.set(errno);
			return 0;
		} catch (Refused refused) {
			Errno.set(switch (refused.code) {
				case E_NOT_FOUND -> Errno.ENOENT;
				case E_FAILED -> Errno.EIO;
				default -> Errno.EINVAL;
			});
			return -1;
		}
	}

	private static final int REPORT_TEXT = 24; // SEAM_REPORT_TEXT
	private static final StructLayout REPORT = MemoryLayout.structLayout(
			JAVA_LONG.withName("value"), JAVA_INT.withName("code"), JAVA_INT.withName("key"),
			MemoryLayout.sequenceLayout(REPORT_TEXT, JAVA_BYTE).withName("text"));

	private static boolean get_report(MemorySegment shelf, int key, MemorySegment out) {
		if (isNull(out))
			return false;
		long value = 0;
		int code = OK;
		try {
			value = itemAt(shelf, key).value();
		} catch (Refused refused) {
			code = refused.code;
		}
		MemorySegment report = out.asSlice(0, REPORT).fill((byte) 0);
		REPORT.varHandle(groupElement("value")).set(report, 0L, value);
		REPORT.varHandle(groupElement("code")).set(report, 0L, code);
		REPORT.varHandle(groupElement("key")).set(report, 0L, key);
		byte[] name = NAMES[-code].getBytes(UTF_8);
		MemorySegment.copy(name, 0, report, JAVA_BYTE, REPORT.byteOffset(groupElement("text")),
				Math.min(name.length, REPORT_TEXT - 1));
		return code == OK;
	}

	private static MemorySegment objectOf(Refused failure, MemorySegment shelf, int key) {
		MemorySegment cause = failure.code != E_FAILED
				? MemorySegment.NULL
				: ErrorsLast.make(ErrorsLast.DEVICE, (int) ErrorsShelves.SHELVES.get(shelf).at(key).value(),
						"the device failed".getBytes(UTF_8), MemorySegment.NULL);
		try {
			return ErrorsLast.make(ErrorsLast.SHELF, failure.code, failure.getMessage().getBytes(UTF_8), cause);
		} catch (Refused outOfMemory) {
			ErrorsLast.free(cause);
			throw outOfMemory;
		}
	}

	private static int get_error(MemorySegment shelf, int key, MemorySegment out, MemorySegment error) {
		if (!isNull(error) && !isNull(error.get(Edge.POINTER, 0)))
			return E_STATE;
		try {
			return valueInto(shelf, key, out);
		} catch (Refused failure) {
			try {
				if (!isNull(error))
					setPointer(error, objectOf(failure, shelf, key));
			} catch (Refused outOfMemory) {
				return failure.code; // which comes through all the same
			}
			return failure.code;
		}
	}

	private static int attempt(MemorySegment shelf, int key, MemorySegment out, MemorySegment reporter,
			MemorySegment userdata) throws Throwable {
		try {
			return telling(() -> valueInto(shelf, key, out));
		} catch (Refused failure) {
			ErrorsLast.Last error = ErrorsLast.LAST.get();
			if (!isNull(reporter))
				try (Arena arena = Arena.ofConfined()) {
					MemorySegment view = arena.allocate(ErrorsLast.VIEW);
					error.viewInto(view);
					int _ = (int) REPORTER.invokeExact(reporter, userdata, view);
				}
			ErrorsLast.LAST.set(error);
			return failure.code;
		}
	}

	private static int scoped(MemorySegment fn, MemorySegment userdata) throws Throwable {
		require(fn);
		MemorySegment handle = ErrorsShelves.SHELVES.add(new Shelf(Shelf.ONCE, 8, "scoped".getBytes(UTF_8)));
		int result = (int) SHELF_FN.invokeExact(fn, userdata, handle);
		if (result == OK)
			return telling(() -> ErrorsShelves.close(handle));
		try {
			ErrorsShelves.close(handle);
		} catch (Refused dirty) {
			return result; // the first failure is the one that counts
		}
		return result;
	}

	// ---- errno

	private static int set_errno(int value) {
		Errno.set(value);
		return value == 0 ? 0 : -1;
	}

	private static int relay_errno(MemorySegment fn, MemorySegment userdata, MemorySegment seen) throws Throwable {
		Errno.Call call = new Errno.Call();
		if (isNull(fn) || isNull(seen)) {
			call.leave();
			return E_NULL;
		}
		int result = call.call(fn, userdata);
		if (result < 0)
			seen.set(JAVA_INT, 0, call.errno);
		call.leave();
		return result;
	}

	private static int retry(MemorySegment fn, MemorySegment userdata, int most, MemorySegment tries) throws Throwable {
		Errno.Call call = new Errno.Call();
		require(fn, tries);
		if (most == 0)
			return E_RANGE;
		int count = 0, result;
		do {
			result = call.call(fn, userdata);
			count++;
		} while (result < 0 && call.errno == Errno.EINTR && count != most);
		tries.set(JAVA_INT, 0, count);
		call.leave();
		return result;
	}

	// ---- steps

	private static int transact(long n, MemorySegment step, MemorySegment undo, MemorySegment userdata,
			MemorySegment failedAt) throws Throwable {
		require(step, failedAt);
		for (long i = 0; i < n; i++) {
			int code = (int) STEP_FN.invokeExact(step, userdata, i);
			if (code == OK)
				continue;
			for (long done = i - 1; done >= 0 && !isNull(undo); done--) {
				int _ = (int) STEP_FN.invokeExact(undo, userdata, done);
			}
			setSize(failedAt, i);
			return code;
		}
		return OK;
	}

	private static int run_all(long n, MemorySegment step, MemorySegment userdata, MemorySegment first, MemorySegment failed)
			throws Throwable {
		require(step, first, failed);
		long failures = 0, firstAt = 0;
		int firstCode = OK;
		for (long i = 0; i < n; i++) {
			int code = (int) STEP_FN.invokeExact(step, userdata, i);
			if (code != OK && failures++ == 0) {
				firstAt = i;
				firstCode = code;
			}
		}
		setSize(failed, failures);
		if (failures > 0)
			setSize(first, firstAt);
		return firstCode;
	}

	static MemorySegment ops() {
		return Edge.table(new MethodHandles.Lookup[] {MethodHandles.lookup(), ErrorsShelves.LOOKUP, ErrorsLast.LOOKUP},
				"relay", "relay_int64", "relay_uint32", "relay_status", "truth", "code_name", "code_from_name",
				"code_from_errno", "shelf_new", "shelf_close", "shelf_info", "shelf_put", "shelf_put_all", "get", "find",
				"contains", "read", "get_errno", "get_report", "get_error", "attempt", "fail", "last_error",
				"last_error_take", "last_error_clear", "scoped", "panic", "error_new", "error_view", "error_cause",
				"error_free", "set_errno", "relay_errno", "retry", "transact", "run_all", "live");
	}
}
