package seam;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static seam.Edge.POINTER;
import static seam.Memory.isNull;
import static seam.Memory.require;
import static seam.Memory.setSize;
import static seam.Refused.*;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * buffers: a pointer and a length.
 *
 * <p>Every size is looked at before anything behind an address is. Then the pointer becomes a segment of just that size, and
 * all that follows is checked against it.
 */
final class Buffers {
	private static final long MOST = 1 << 30; // SEAM_BUFFERS_MOST

	private static final StructLayout PIECE = MemoryLayout.structLayout( // struct seam_buffers_room too
			POINTER.withName("bytes"), JAVA_LONG.withName("size"));
	private static final StructLayout SUMMARY = MemoryLayout.structLayout(
			JAVA_BYTE.withName("least"), JAVA_BYTE.withName("most"), MemoryLayout.paddingLayout(6),
			JAVA_LONG.withName("size"), JAVA_BYTE.withName("last"), MemoryLayout.paddingLayout(3),
			JAVA_INT.withName("zeros"), JAVA_LONG.withName("first_zero"));
	private static final StructLayout RECORD = MemoryLayout.structLayout(
			JAVA_BYTE.withName("kind"), MemoryLayout.paddingLayout(7), JAVA_LONG.withName("serial"),
			JAVA_SHORT.withName("flags"), MemoryLayout.paddingLayout(6), JAVA_DOUBLE.withName("weight"),
			JAVA_INT.withName("id"), MemoryLayout.paddingLayout(4));
	private static final StructLayout SLICE = MemoryLayout.structLayout(
			JAVA_LONG.withName("offset"), JAVA_LONG.withName("rows"), JAVA_LONG.withName("width"),
			JAVA_LONG.withName("stride"));

	private static final VarHandle BYTES = PIECE.varHandle(groupElement("bytes")),
			SIZE = PIECE.varHandle(groupElement("size")),
			ID = RECORD.varHandle(groupElement("id"));

	// The wire: no alignment, the most significant byte first; but the weight is bytes, whatever number they make.
	private static final ValueLayout.OfLong WIRE_LONG = JAVA_LONG_UNALIGNED.withOrder(BIG_ENDIAN);
	private static final ValueLayout.OfShort WIRE_SHORT = JAVA_SHORT_UNALIGNED.withOrder(BIG_ENDIAN);
	private static final ValueLayout.OfInt WIRE_INT = JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN);
	private static final long WIRE = 23; // SEAM_BUFFERS_WIRE
	private static final long KIND_AT = at("kind"), SERIAL_AT = at("serial"), FLAGS_AT = at("flags"),
			WEIGHT_AT = at("weight"), ID_AT = at("id");

	private Buffers() {}

	private static long at(String member) {
		return RECORD.byteOffset(groupElement(member));
	}

	// ---- sizes

	/** All sizes are unsigned; no sum or product of two that are allowed wraps. */
	static void most(long... sizes) {
		for (long size : sizes)
			if (Long.compareUnsigned(size, MOST) > 0)
				throw new Refused(E_RANGE);
	}

	/** The n items of `size` bytes at a pointer. */
	static MemorySegment counted(MemorySegment items, long n, long size) {
		most(n);
		most(n * size);
		return Memory.counted(items, n * size);
	}

	static MemorySegment counted(MemorySegment bytes, long n) {
		return counted(bytes, n, 1);
	}

	/** The room for `needed` items at `to`, where there are *room; *room becomes what is needed, whether it is there or not. */
	static MemorySegment roomFor(long needed, MemorySegment to, MemorySegment room, long size) {
		long there = room.get(JAVA_LONG, 0);
		MemorySegment all = counted(to, there, size);
		most(needed * size);
		setSize(room, needed);
		if (there < needed)
			throw new Refused(E_SPACE);
		return all.asSlice(0, needed * size);
	}

	// ---- reading counted bytes

	private static int digest(MemorySegment bytes, long n, MemorySegment out) {
		require(out);
		MemorySegment counted = counted(bytes, n);
		long hash = 0xcbf29ce484222325L;
		for (long i = 0; i < n; i++)
			hash = (hash ^ Byte.toUnsignedLong(counted.get(JAVA_BYTE, i))) * 1099511628211L;
		out.set(JAVA_LONG, 0, hash);
		return OK;
	}

	private static int find(MemorySegment hay, long hayN, MemorySegment needle, long needleN, MemorySegment at) {
		require(at);
		MemorySegment stack = counted(hay, hayN), wanted = counted(needle, needleN);
		for (long i = 0; i + needleN <= hayN; i++)
			if (MemorySegment.mismatch(stack, i, i + needleN, wanted, 0, needleN) < 0) {
				setSize(at, i);
				return OK;
			}
		return E_NOT_FOUND;
	}

	private static int describe(MemorySegment bytes, long n, MemorySegment out) {
		require(out);
		MemorySegment counted = counted(bytes, n);
		int least = 255, most = 0, zeros = 0;
		long firstZero = n;
		for (long i = 0; i < n; i++) {
			int value = Byte.toUnsignedInt(counted.get(JAVA_BYTE, i));
			least = Math.min(least, value);
			most = Math.max(most, value);
			if (value == 0 && zeros++ == 0)
				firstZero = i;
		}
		MemorySegment summary = out.asSlice(0, SUMMARY).fill((byte) 0); // padding too
		if (n == 0)
			return OK;
		SUMMARY.varHandle(groupElement("least")).set(summary, 0L, (byte) least);
		SUMMARY.varHandle(groupElement("most")).set(summary, 0L, (byte) most);
		SUMMARY.varHandle(groupElement("size")).set(summary, 0L, n);
		SUMMARY.varHandle(groupElement("last")).set(summary, 0L, counted.get(JAVA_BYTE, n - 1));
		SUMMARY.varHandle(groupElement("zeros")).set(summary, 0L, zeros);
		SUMMARY.varHandle(groupElement("first_zero")).set(summary, 0L, firstZero);
		return OK;
	}

	private static int sum_u32(MemorySegment numbers, long count, MemorySegment out) {
		require(out);
		MemorySegment counted = counted(numbers, count, Integer.BYTES);
		long sum = 0;
		for (long i = 0; i < count; i++)
			sum += Integer.toUnsignedLong(counted.get(JAVA_INT_UNALIGNED, i * Integer.BYTES));
		out.set(JAVA_LONG, 0, sum);
		return OK;
	}

	// ---- from the caller's memory to the caller's memory

	private static int hex(MemorySegment bytes, long n, MemorySegment to, MemorySegment size) {
		require(size);
		MemorySegment counted = counted(bytes, n), room = roomFor(2 * n, to, size, 1);
		HexFormat hex = HexFormat.of();
		for (long i = 0; i < n; i++) {
			byte value = counted.get(JAVA_BYTE, i);
			room.set(JAVA_BYTE, 2 * i, (byte) hex.toHighHexDigit(value));
			room.set(JAVA_BYTE, 2 * i + 1, (byte) hex.toLowHexDigit(value));
		}
		return OK;
	}

	private static int reverse(MemorySegment from, long n, MemorySegment to) {
		MemorySegment source = counted(from, n), target = counted(to, n);
		if (n > 0 && source.address() != target.address() && Math.abs(source.address() - target.address()) < n)
			return E_RANGE;
		for (long i = 0, j = n - 1; i <= j; i++, j--) { // `to` may be `from`: both ends at once
			byte first = source.get(JAVA_BYTE, i), last = source.get(JAVA_BYTE, j);
			target.set(JAVA_BYTE, i, last);
			target.set(JAVA_BYTE, j, first);
		}
		return OK;
	}

	private static int move(MemorySegment bytes, long size, long to, long from, long n) {
		MemorySegment all = counted(bytes, size);
		most(to, from, n);
		if (to + n > size || from + n > size)
			return E_RANGE;
		all.asSlice(to, n).copyFrom(all.asSlice(from, n)); // overlap is allowed
		return OK;
	}

	// ---- arrays and slices

	private static int decode(MemorySegment wire, long size, MemorySegment to, MemorySegment count) {
		require(count);
		MemorySegment encoded = counted(wire, size);
		if (size % WIRE != 0)
			return E_RANGE;
		long n = size / WIRE;
		MemorySegment records = roomFor(n, to, count, RECORD.byteSize());
		for (long i = 0; i < n; i++) {
			MemorySegment record = records.asSlice(i * RECORD.byteSize(), RECORD), line = encoded.asSlice(i * WIRE, WIRE);
			record.set(JAVA_BYTE, KIND_AT, line.get(JAVA_BYTE, 0));
			record.set(JAVA_LONG, SERIAL_AT, line.get(WIRE_LONG, 1));
			record.set(JAVA_SHORT, FLAGS_AT, line.get(WIRE_SHORT, 9));
			record.asSlice(WEIGHT_AT, Double.BYTES).copyFrom(line.asSlice(11, Double.BYTES));
			record.set(JAVA_INT, ID_AT, line.get(WIRE_INT, 19));
		}
		return OK;
	}

	private static int encode(MemorySegment records, long count, MemorySegment to, MemorySegment size) {
		require(size);
		MemorySegment all = counted(records, count, RECORD.byteSize());
		MemorySegment encoded = roomFor(count * WIRE, to, size, 1);
		for (long i = 0; i < count; i++) {
			MemorySegment record = all.asSlice(i * RECORD.byteSize(), RECORD), line = encoded.asSlice(i * WIRE, WIRE);
			line.set(JAVA_BYTE, 0, record.get(JAVA_BYTE, KIND_AT));
			line.set(WIRE_LONG, 1, record.get(JAVA_LONG, SERIAL_AT));
			line.set(WIRE_SHORT, 9, record.get(JAVA_SHORT, FLAGS_AT));
			line.asSlice(11, Double.BYTES).copyFrom(record.asSlice(WEIGHT_AT, Double.BYTES));
			line.set(WIRE_INT, 19, record.get(JAVA_INT, ID_AT));
		}
		return OK;
	}

	private static int raise(MemorySegment records, int count, int by) {
		MemorySegment all = counted(records, count, RECORD.byteSize());
		for (long i = 0; i < count; i++)
			ID.set(all, i * RECORD.byteSize(), (int) ID.get(all, i * RECORD.byteSize()) + by);
		return OK;
	}

	private static int slice(MemorySegment grid, long size, MemorySegment which, MemorySegment to, MemorySegment toSize) {
		require(which, toSize);
		MemorySegment all = counted(grid, size), slice = which.asSlice(0, SLICE);
		long offset = slice.get(JAVA_LONG, 0), rows = slice.get(JAVA_LONG, 8), width = slice.get(JAVA_LONG, 16),
				stride = slice.get(JAVA_LONG, 24);
		most(offset, rows, width, Math.abs(stride));
		most(rows * width);
		if (rows > 0 && width > 0) {
			most((rows - 1) * Math.abs(stride));
			long last = offset + (rows - 1) * stride;
			if (Math.min(offset, last) < 0 || Math.max(offset, last) + width > size)
				return E_RANGE;
		}
		MemorySegment room = roomFor(rows * width, to, toSize, 1);
		for (long row = 0; width > 0 && row < rows; row++)
			room.asSlice(row * width, width).copyFrom(all.asSlice(offset + row * stride, width));
		return OK;
	}

	/** The pieces, or rooms, each of them and all together looked at. */
	private static List<MemorySegment> pieces(MemorySegment pieces, long count) {
		MemorySegment all = counted(pieces, count, PIECE.byteSize());
		List<MemorySegment> found = new ArrayList<>();
		long sum = 0;
		for (long i = 0; i < count; i++) {
			long at = i * PIECE.byteSize(), size = (long) SIZE.get(all, at);
			found.add(counted((MemorySegment) BYTES.get(all, at), size));
			most(sum += size);
		}
		return found;
	}

	private static long sizeOf(List<MemorySegment> pieces) {
		return pieces.stream().mapToLong(MemorySegment::byteSize).sum();
	}

	private static int gather(MemorySegment pieces, long count, MemorySegment to, MemorySegment size) {
		require(size);
		List<MemorySegment> found = pieces(pieces, count);
		MemorySegment room = roomFor(sizeOf(found), to, size, 1);
		for (MemorySegment piece : found)
			room = room.copyFrom(piece).asSlice(piece.byteSize());
		return OK;
	}

	private static int scatter(MemorySegment from, long n, MemorySegment rooms, long count, MemorySegment done) {
		require(done);
		MemorySegment source = counted(from, n);
		long copied = 0;
		for (MemorySegment room : pieces(rooms, count)) {
			long part = Math.min(room.byteSize(), n - copied);
			room.copyFrom(source.asSlice(copied, part));
			copied += part;
		}
		setSize(done, copied);
		return OK;
	}

	private static int gather_rows(MemorySegment rows, long count, long width, MemorySegment to, MemorySegment size,
			MemorySegment absent) {
		require(size, absent);
		MemorySegment all = counted(rows, count, POINTER.byteSize());
		most(width);
		most(count * width);
		List<MemorySegment> there = all.elements(POINTER)
				.map(row -> row.get(POINTER, 0))
				.filter(row -> !isNull(row))
				.map(row -> Memory.counted(row, width))
				.toList();
		MemorySegment room = roomFor(there.size() * width, to, size, 1);
		setSize(absent, count - there.size());
		for (MemorySegment row : there)
			room = room.copyFrom(row).asSlice(width);
		return OK;
	}

	static MemorySegment ops() {
		return Edge.table(new MethodHandles.Lookup[] {MethodHandles.lookup(), BuffersKept.LOOKUP},
				"live", "digest", "find", "describe", "sum_u32", "hex", "reverse", "move", "decode", "encode", "raise",
				"slice", "gather", "scatter", "gather_rows",
				"owned_copy", "owned_append", "owned_resize", "owned_fit", "owned_free",
				"store_new", "store_free", "store_set", "store_adopt", "store_clear", "store_view", "store_copy",
				"store_read", "store_write");
	}
}
