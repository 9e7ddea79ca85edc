package seam;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static seam.Edge.POINTER;
import static seam.Memory.counted;
import static seam.Memory.get;
import static seam.Memory.isNull;
import static seam.Memory.partOf;
import static seam.Memory.require;
import static seam.Memory.setPointer;
import static seam.Memory.setSize;
import static seam.Memory.terminated;
import static seam.Refused.*;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Callbacks that store, and that are asked again and again. */
final class CallbacksStreams {
	static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	private static final int ANSWER_SIZE = 256; // SEAM_ANSWER_SIZE
	private static final int CHUNK = 16384;
	private static final StructLayout TRANSFER = MemoryLayout.structLayout(
			JAVA_LONG.withName("size"), POINTER.withName("userdata"), POINTER.withName("read"), POINTER.withName("write"),
			POINTER.withName("progress"), POINTER.withName("log"));
	private static final StructLayout MEMORY = MemoryLayout.structLayout(
			POINTER.withName("alloc"), POINTER.withName("realloc"), POINTER.withName("free"), POINTER.withName("userdata"));

	private static final MethodHandle
			ANSWER = Edge.call(int.class, MemorySegment.class, long.class, MemorySegment.class, long.class,
					MemorySegment.class, MemorySegment.class),
			READ_OR_WRITE = Edge.call(long.class, MemorySegment.class, long.class, MemorySegment.class),
			PROGRESS = Edge.call(int.class, long.class, MemorySegment.class),
			LOG = Edge.call(void.class, int.class, MemorySegment.class, MemorySegment.class),
			ALLOC = Edge.call(MemorySegment.class, long.class, MemorySegment.class);

	private CallbacksStreams() {}

	private static int ask(MemorySegment question, long length, MemorySegment answer, MemorySegment userdata,
			MemorySegment text, MemorySegment n) throws Throwable {
		require(answer, text, n);
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment asked = arena.allocate(length + 1), buffer = arena.allocate(ANSWER_SIZE);
			MemorySegment used = arena.allocate(JAVA_LONG);
			asked.copyFrom(counted(question, length));
			if ((int) ANSWER.invokeExact(answer, asked, length, buffer, (long) ANSWER_SIZE, used, userdata) != 0)
				return E_FAILED;
			long size = used.get(JAVA_LONG, 0);
			if (Long.compareUnsigned(size, ANSWER_SIZE) > 0)
				return E_RANGE;
			setPointer(text, Owned.copy(Memory.bytes(buffer.asSlice(0, size)))); // C frees it
			setSize(n, size);
		}
		return OK;
	}

	/** A callback has ended the transfer with this value. */
	@SuppressWarnings("serial") // never written anywhere
	private static final class Ended extends Exception {
		final int code;
		final long value;

		Ended(int code, long value) {
			super(null, null, false, false);
			this.code = code;
			this.value = value;
		}
	}

	private static final class Copying {
		private final MemorySegment table, userdata, buffer;
		long done;

		Copying(MemorySegment table, MemorySegment buffer) {
			this.table = table;
			this.userdata = member("userdata");
			this.buffer = buffer;
		}

		private MemorySegment member(String name) {
			return (MemorySegment) get(table, TRANSFER, name);
		}

		/** How many bytes are in the buffer; 0 at the end. */
		private long fill() throws Throwable {
			long n = (long) READ_OR_WRITE.invokeExact(member("read"), buffer, (long) CHUNK, userdata);
			if (n < 0 || n > CHUNK)
				throw new Ended(n < 0 ? E_FAILED : E_RANGE, n);
			return n;
		}

		private void empty(long n) throws Throwable {
			for (long written = 0, taken; written < n; written += taken) {
				taken = (long) READ_OR_WRITE.invokeExact(member("write"), buffer.asSlice(written), n - written, userdata);
				if (taken <= 0 || taken > n - written)
					throw new Ended(taken <= 0 ? E_FAILED : E_RANGE, taken);
				done += taken;
			}
		}

		void run() throws Throwable {
			for (long n = fill(); n > 0; n = fill()) {
				empty(n);
				if (isNull(member("progress")))
					continue;
				int stop = (int) PROGRESS.invokeExact(member("progress"), done, userdata);
				if (stop != 0)
					throw new Ended(E_FAILED, stop);
			}
		}

		void log(Arena arena, MemorySegment name) throws Throwable {
			if (isNull(member("log")))
				return;
			MemorySegment line = arena.allocate("transfer of ".length() + name.byteSize() + 1);
			line.setString(0, "transfer of ");
			line.asSlice("transfer of ".length()).copyFrom(name);
			LOG.invokeExact(member("log"), 1, line, userdata);
		}
	}

	private static int transfer(MemorySegment transfer, MemorySegment name, MemorySegment done, MemorySegment result)
			throws Throwable {
		require(transfer, name, done, result);
		MemorySegment table = partOf(transfer, TRANSFER);
		if (Long.compareUnsigned((long) get(table, TRANSFER, "size"), TRANSFER.byteOffset(groupElement("progress"))) < 0)
			return E_VERSION;
		require((MemorySegment) get(table, TRANSFER, "read"), (MemorySegment) get(table, TRANSFER, "write"));
		int code = OK;
		long value = 0;
		try (Arena arena = Arena.ofConfined()) {
			Copying copying = new Copying(table, arena.allocate(CHUNK));
			try {
				copying.log(arena, terminated(name));
				copying.run();
			} catch (Ended ended) {
				code = ended.code;
				value = ended.value;
			}
			done.set(JAVA_LONG, 0, copying.done);
			result.set(JAVA_LONG, 0, value);
		}
		return code;
	}

	private static int join(MemorySegment parts, long n, MemorySegment memory, MemorySegment text) throws Throwable {
		require(memory, text);
		for (String function : new String[] {"alloc", "realloc", "free"})
			require((MemorySegment) get(memory, MEMORY, function));
		MemorySegment all = counted(parts, n * POINTER.byteSize());
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		for (long i = 0; i < n; i++)
			joined.writeBytes(Memory.bytes(terminated(all.getAtIndex(POINTER, i))));
		joined.write(0);
		// All that is asked of it: Java's own memory holds the rest.
		MemorySegment block = (MemorySegment) ALLOC.invokeExact((MemorySegment) get(memory, MEMORY, "alloc"),
				(long) joined.size(), (MemorySegment) get(memory, MEMORY, "userdata"));
		if (isNull(block))
			return E_MEMORY;
		MemorySegment.copy(joined.toByteArray(), 0, block, JAVA_BYTE, 0, joined.size());
		setPointer(text, block);
		return OK;
	}
}
