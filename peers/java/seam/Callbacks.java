package seam;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static seam.CallbacksWork.visitItems;
import static seam.Edge.POINTER;
import static seam.Memory.counted;
import static seam.Memory.get;
import static seam.Memory.isNull;
import static seam.Memory.require;
import static seam.Memory.setPointer;
import static seam.Memory.setSize;
import static seam.Refused.*;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** callbacks: C functions are downcall handles here, and Java's methods are upcall stubs there. */
final class Callbacks {
	private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
	private static final MethodHandle COMPARE = Edge.call(int.class, long.class, long.class, MemorySegment.class),
			RESET = Edge.call(int.class, MemorySegment.class),
			ADD = Edge.call(int.class, MemorySegment.class, long.class),
			TOTAL = Edge.call(int.class, MemorySegment.class, MemorySegment.class),
			DESTROY = Edge.call(void.class, MemorySegment.class);

	private Callbacks() {}

	// ---- at once

	private static int each(int count, MemorySegment visit, MemorySegment userdata, MemorySegment result) throws Throwable {
		require(visit, result);
		result.set(JAVA_INT, 0, visitItems(count, visit, userdata));
		return OK;
	}

	private static int walk(int count, MemorySegment visit, MemorySegment userdata) throws Throwable {
		require(visit);
		return visitItems(count, visit, userdata);
	}

	private static int compare(MemorySegment compare, long a, long b, MemorySegment userdata) {
		try {
			return (int) COMPARE.invokeExact(compare, a, b, userdata);
		} catch (Throwable e) {
			throw new AssertionError(e); // C does not throw
		}
	}

	private static int sort(MemorySegment items, long n, MemorySegment compare, MemorySegment userdata) {
		require(compare);
		MemorySegment all = counted(items, n * Long.BYTES);
		Long[] sorted = Arrays.stream(all.toArray(JAVA_LONG)).boxed().toArray(Long[]::new); // of objects it is stable
		Arrays.sort(sorted, (a, b) -> compare(compare, a, b, userdata));
		for (int i = 0; i < n; i++)
			all.setAtIndex(JAVA_LONG, i, sorted[i]);
		return OK;
	}

	// ---- failures of the peer's own

	private static final int TEXT = 1, NUMBER = 2, CLEANUP = 3, RUNTIME = 4, TWICE = 5; // enum seam_raise

	/** Its payload is a number: it has no message. */
	@SuppressWarnings("serial") // never written anywhere
	private static final class Numbered extends Exception {
		final int number;

		Numbered(int number) {
			this.number = number;
		}
	}

	/** What is closed at the end of a scope, and fails. */
	private record FailsToClose(String text) implements AutoCloseable {
		@Override
		public void close() {
			throw new IllegalStateException(text);
		}
	}

	private static void fail(int kind, String text, int frames) throws Exception {
		if (frames > 0) {
			fail(kind, text, frames - 1);
			return;
		}
		switch (kind) {
			case TEXT -> throw new IllegalStateException(text);
			case NUMBER -> throw new Numbered(7);
			case RUNTIME -> Arrays.asList(1, 2).get(7);
			default -> {
				try (var _ = new FailsToClose(text)) {
					if (kind == TWICE)
						throw new IllegalStateException("again: " + text); // the other is suppressed by it
				}
			}
		}
	}

	/**
	 * Fails in each way once. In the child of a fork there is none of the JVM's own threads, and whoever needs one, to load a class
	 * for the first time, waits for ever; cases that expect the end of the process fork.
	 */
	private static void failOnce() {
		for (int kind = TEXT; kind <= TWICE; kind++)
			try {
				fail(kind, "", 3);
			} catch (Exception e) {
				e.toString();
			}
	}

	/** The text, which some kinds must have. */
	private static String textOf(int kind, MemorySegment text) {
		if (kind < TEXT || kind > TWICE)
			throw new Refused(E_RANGE);
		return isNull(text) && (kind == NUMBER || kind == RUNTIME) ? null : Memory.text(text);
	}

	private static int raise(int kind, MemorySegment text) throws Exception {
		fail(kind, textOf(kind, text), 3);
		return OK;
	}

	private static int raise_after(int count, int kind, MemorySegment text, MemorySegment visit, MemorySegment userdata)
			throws Throwable {
		require(visit);
		String message = textOf(kind, text);
		try (Arena arena = Arena.ofConfined()) {
			arena.allocate(16); // to be cleaned up
			visitItems(count, visit, userdata);
			fail(kind, message, 3);
		}
		return OK;
	}

	private static int last_message(MemorySegment buffer, long size, MemorySegment length) {
		require(length);
		MemorySegment room = counted(buffer, size);
		String last = Edge.contained.get();
		if (last == null)
			return E_NOT_FOUND;
		byte[] message = (last + "\0").getBytes(UTF_8);
		setSize(length, message.length - 1);
		if (Long.compareUnsigned(size, message.length) < 0)
			return E_SPACE;
		room.copyFrom(MemorySegment.ofArray(message));
		return OK;
	}

	// ---- functions that the peer makes

	private static final class Adder {
		private long total;

		Adder(long total) {
			this.total = total;
		}

		/** Throws where the sum is no int64_t, the total then being as before. */
		void add(long n) {
			total = Math.addExact(total, n);
		}
	}

	private static int addTo(Adder adder, MemorySegment context, long argument, MemorySegment sum) {
		require(sum);
		adder.add(argument);
		sum.set(JAVA_LONG, 0, adder.total);
		return OK;
	}

	private static final FunctionDescriptor CLOSURE = FunctionDescriptor.of(JAVA_INT, POINTER, JAVA_LONG, POINTER);
	private static final MethodHandle ADD_TO = Edge.find(HERE, "addTo");
	/** By address: C holds the function, so it is reachable until closure_free. */
	private static final Map<Long, Arena> CLOSURES = new ConcurrentHashMap<>();

	private static int closure_new(long captured, MemorySegment fn, MemorySegment context) {
		require(fn, context);
		Arena life = Arena.ofAuto(); // which nobody closes: what CLOSURES lets go of is collected, wherever it was freed
		MethodHandle closure = Edge.contained(ADD_TO.bindTo(new Adder(captured)), CLOSURE);
		MemorySegment function = Edge.LINKER.upcallStub(closure, CLOSURE, life);
		CLOSURES.put(function.address(), life);
		setPointer(fn, function);
		setPointer(context, MemorySegment.NULL); // the function itself carries the state
		return OK;
	}

	private static int closure_free(MemorySegment fn, MemorySegment context) {
		require(fn);
		CLOSURES.remove(fn.address());
		return OK;
	}

	private static final Held<Adder> ADDERS = new Held<>();

	private static int adderReset(MemorySegment self) {
		ADDERS.get(self).total = 0;
		return OK;
	}

	private static int adderAdd(MemorySegment self, long n) {
		ADDERS.get(self).add(n);
		return OK;
	}

	private static int adderTotal(MemorySegment self, MemorySegment total) {
		require(total);
		total.set(JAVA_LONG, 0, ADDERS.get(self).total);
		return OK;
	}

	private static void adderDestroy(MemorySegment self) {
		ADDERS.remove(self);
	}

	private static final StructLayout METHODS = MemoryLayout.structLayout(JAVA_LONG.withName("size"),
			POINTER.withName("reset"), POINTER.withName("add"), POINTER.withName("total"), POINTER.withName("destroy"));

	/** The methods of the peer's own objects. */
	private static final class Adders {
		static final MemorySegment METHODS = Arena.global().allocate(Callbacks.METHODS);

		static {
			MemorySegment functions = Edge.table(new MethodHandles.Lookup[] {HERE},
					"adderReset", "adderAdd", "adderTotal", "adderDestroy");
			METHODS.set(JAVA_LONG, 0, METHODS.byteSize());
			METHODS.asSlice(Long.BYTES).copyFrom(functions);
		}
	}

	private static int object_new(long start, MemorySegment object) {
		require(object);
		object.setAtIndex(POINTER, 0, Adders.METHODS);
		object.setAtIndex(POINTER, 1, ADDERS.add(new Adder(start)));
		return OK;
	}

	private static int drive(MemorySegment methods, MemorySegment self, MemorySegment numbers, MemorySegment total)
			throws Throwable {
		MemorySegment reset = (MemorySegment) get(methods, METHODS, "reset"), add = (MemorySegment) get(methods, METHODS, "add");
		int stop = isNull(reset) ? 0 : (int) RESET.invokeExact(reset, self);
		for (long i = 0; stop == 0 && i < numbers.byteSize() / Long.BYTES; i++)
			stop = (int) ADD.invokeExact(add, self, numbers.getAtIndex(JAVA_LONG, i));
		return stop != 0 ? stop : (int) TOTAL.invokeExact((MemorySegment) get(methods, METHODS, "total"), self, total);
	}

	private static int object_drive(MemorySegment object, MemorySegment numbers, long n, MemorySegment total,
			MemorySegment result) throws Throwable {
		require(object, total, result);
		MemorySegment given = object.getAtIndex(POINTER, 0), self = object.getAtIndex(POINTER, 1);
		require(given);
		MemorySegment all = counted(numbers, n * Long.BYTES);
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment methods = arena.allocate(METHODS).copyFrom(given.asSlice(0, METHODS));
			MemorySegment destroy = (MemorySegment) get(methods, METHODS, "destroy"), reached = arena.allocate(JAVA_LONG);
			require(destroy, (MemorySegment) get(methods, METHODS, "add"), (MemorySegment) get(methods, METHODS, "total"));
			int stop = drive(methods, self, all, reached);
			DESTROY.invokeExact(destroy, self);
			result.set(JAVA_INT, 0, stop);
			if (stop == 0)
				total.set(JAVA_LONG, 0, reached.get(JAVA_LONG, 0));
		}
		return OK;
	}

	private static int live(int kind, MemorySegment count) {
		require(count);
		setSize(count, switch (kind) { // enum seam_live_kind
			case 1 -> CallbacksBus.openBuses().size();
			case 2 -> CallbacksBus.openBuses().stream().mapToInt(CallbacksBus.Bus::count).sum();
			case 3 -> CLOSURES.size();
			case 4 -> ADDERS.size();
			case 5 -> CallbacksWork.live();
			default -> throw new Refused(E_RANGE);
		});
		return OK;
	}

	static MemorySegment ops() {
		failOnce();
		var classes = new MethodHandles.Lookup[] {HERE, CallbacksBus.LOOKUP, CallbacksValues.LOOKUP,
				CallbacksStreams.LOOKUP, CallbacksWork.LOOKUP};
		// bus_recover is for peers that a callback may jump over.
		return Edge.table(classes, "each", "walk", "sort", "bus_new", "bus_free", "subscribe", "unsubscribe", "replace",
				"fire", "fire_all", "bus_recover", "lock_probe", "live", "raise", "raise_after", "last_message",
				"closure_new", "closure_free", "object_new", "object_drive", "relay", "relay_structs", "call_twelve",
				"echoes", "bus_new_for", "subscribe_with", "bus_watch", "ask", "transfer", "join", "work_start",
				"work_cancel", "work_wait", "work_free");
	}
}
