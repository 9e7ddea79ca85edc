package seam;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static seam.Edge.POINTER;
import static seam.Memory.get;
import static seam.Memory.isNull;
import static seam.Memory.partOf;
import static seam.Memory.require;
import static seam.Refused.*;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Every type of argument and result, there and back. */
final class CallbacksValues {
	static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	private static final StructLayout SPOT = MemoryLayout.structLayout(
			JAVA_DOUBLE.withName("x"), JAVA_INT.withName("n"), paddingLayout(4));
	private static final StructLayout PAIR = MemoryLayout.structLayout(JAVA_FLOAT.withName("a"), JAVA_FLOAT.withName("b"));
	private static final StructLayout WIDE = MemoryLayout.structLayout(
			JAVA_LONG.withName("a"), JAVA_DOUBLE.withName("b"), JAVA_INT.withName("c"), paddingLayout(4));
	private static final StructLayout VALUES = MemoryLayout.structLayout(
			JAVA_BYTE.withName("i8"), JAVA_BYTE.withName("u8"), JAVA_SHORT.withName("i16"), JAVA_SHORT.withName("u16"),
			paddingLayout(2), JAVA_INT.withName("i32"), JAVA_INT.withName("u32"), JAVA_LONG.withName("i64"),
			JAVA_LONG.withName("u64"), JAVA_FLOAT.withName("f32"), paddingLayout(4), JAVA_DOUBLE.withName("f64"),
			JAVA_BOOLEAN.withName("truth"), paddingLayout(7), POINTER.withName("pointer"));
	private static final StructLayout STRUCTS = MemoryLayout.structLayout(
			SPOT.withName("spot"), PAIR.withName("pair"), WIDE.withName("wide"));
	private static final StructLayout RELAY = functions(VALUES), RELAY_STRUCTS = functions(STRUCTS);

	private CallbacksValues() {}

	/** A size, then a function for each member. */
	private static StructLayout functions(StructLayout values) {
		MemoryLayout[] functions = values.memberLayouts().stream()
				.flatMap(value -> value.name().stream())
				.map(POINTER::withName)
				.toArray(MemoryLayout[]::new);
		return MemoryLayout.structLayout(JAVA_LONG.withName("size"), MemoryLayout.structLayout(functions).withName("functions"));
	}

	private static int relayAll(MemorySegment functions, StructLayout table, MemorySegment in, MemorySegment userdata,
			MemorySegment out, StructLayout values) throws Throwable {
		require(functions, in, out);
		if (Long.compareUnsigned(functions.get(JAVA_LONG, 0), Long.BYTES) < 0)
			return E_VERSION;
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment given = arena.allocate(values).copyFrom(in.asSlice(0, values));
			MemorySegment calls = partOf(functions, table);
			for (MemoryLayout value : values.memberLayouts())
				if (value.name().isPresent()) {
					String name = value.name().get();
					MemorySegment function = calls.get(POINTER,
							table.byteOffset(groupElement("functions"), groupElement(name)));
					if (!isNull(function))
						relayOne(function, value, values.byteOffset(groupElement(name)), given, userdata, out);
				}
		}
		return OK;
	}

	private static void relayOne(MemorySegment function, MemoryLayout type, long at, MemorySegment in,
			MemorySegment userdata, MemorySegment out) throws Throwable {
		MethodHandle call = Edge.LINKER.downcallHandle(FunctionDescriptor.of(type, type, POINTER));
		if (type instanceof GroupLayout) {
			SegmentAllocator place = (size, _) -> out.asSlice(at, size); // the result's
			call.invoke(function, place, in.asSlice(at, type), userdata);
		} else {
			type.varHandle().set(out, at, call.invoke(function, type.varHandle().get(in, at), userdata));
		}
	}

	private static int relay(MemorySegment functions, MemorySegment in, MemorySegment userdata, MemorySegment out)
			throws Throwable {
		return relayAll(functions, RELAY, in, userdata, out, VALUES);
	}

	private static int relay_structs(MemorySegment functions, MemorySegment in, MemorySegment userdata, MemorySegment out)
			throws Throwable {
		return relayAll(functions, RELAY_STRUCTS, in, userdata, out, STRUCTS);
	}

	private static final StructLayout TWELVE = MemoryLayout.structLayout(
			JAVA_BYTE.withName("a"), paddingLayout(7), JAVA_DOUBLE.withName("b"), JAVA_BYTE.withName("c"), paddingLayout(3),
			JAVA_FLOAT.withName("d"), JAVA_SHORT.withName("e"), JAVA_SHORT.withName("f"), JAVA_INT.withName("g"),
			JAVA_INT.withName("h"), paddingLayout(4), JAVA_LONG.withName("i"), JAVA_LONG.withName("j"), POINTER.withName("k"),
			JAVA_BOOLEAN.withName("l"), paddingLayout(7));
	private static final MethodHandle TWELVE_FN = Edge.call(double.class, byte.class, double.class, byte.class, float.class,
			short.class, short.class, int.class, int.class, long.class, long.class, MemorySegment.class, boolean.class,
			MemorySegment.class);

	private static int call_twelve(MemorySegment values, MemorySegment callback, MemorySegment userdata,
			MemorySegment result) throws Throwable {
		require(values, callback, result);
		double returned = (double) TWELVE_FN.invokeExact(callback, (byte) get(values, TWELVE, "a"),
				(double) get(values, TWELVE, "b"), (byte) get(values, TWELVE, "c"), (float) get(values, TWELVE, "d"),
				(short) get(values, TWELVE, "e"), (short) get(values, TWELVE, "f"), (int) get(values, TWELVE, "g"),
				(int) get(values, TWELVE, "h"), (long) get(values, TWELVE, "i"), (long) get(values, TWELVE, "j"),
				(MemorySegment) get(values, TWELVE, "k"), (boolean) get(values, TWELVE, "l"), userdata);
		result.set(JAVA_DOUBLE, 0, returned);
		return OK;
	}

	// ---- the peer's own functions, which live as long as the process

	private static void mayFail(int fail) {
		if (fail != 0)
			throw new IllegalStateException("an echo that was to fail");
	}

	private static byte echo8(byte value, int fail) {
		mayFail(fail);
		return value;
	}

	private static short echo16(short value, int fail) {
		mayFail(fail);
		return value;
	}

	private static int echo32(int value, int fail) {
		mayFail(fail);
		return value;
	}

	private static long echo64(long value, int fail) {
		mayFail(fail);
		return value;
	}

	private static float echoFloat(float value, int fail) {
		mayFail(fail);
		return value;
	}

	private static double echoDouble(double value, int fail) {
		mayFail(fail);
		return value;
	}

	private static boolean echoBoolean(boolean value, int fail) {
		mayFail(fail);
		return value;
	}

	private static MemorySegment echoSegment(MemorySegment value, int fail) {
		mayFail(fail);
		return value;
	}

	private static MemorySegment echoOf(MemoryLayout type) {
		String name = switch (type) {
			case ValueLayout.OfByte _ -> "echo8";
			case ValueLayout.OfShort _ -> "echo16";
			case ValueLayout.OfInt _ -> "echo32";
			case ValueLayout.OfLong _ -> "echo64";
			case ValueLayout.OfFloat _ -> "echoFloat";
			case ValueLayout.OfDouble _ -> "echoDouble";
			case ValueLayout.OfBoolean _ -> "echoBoolean";
			default -> "echoSegment"; // pointers and structs
		};
		FunctionDescriptor function = FunctionDescriptor.of(type, type, JAVA_INT);
		MethodHandle echo = Edge.zeroWhenFailed(Edge.find(LOOKUP, name), function);
		return Edge.LINKER.upcallStub(echo, function, Arena.global());
	}

	/** In the order of struct seam_echoes: that of the values, then of the structs. */
	private static final class Echoes {
		static final MemorySegment ALL = Arena.global().allocate(POINTER, 15);

		static {
			long[] next = {0};
			for (StructLayout values : new StructLayout[] {VALUES, STRUCTS})
				values.memberLayouts().stream()
						.filter(member -> member.name().isPresent())
						.forEach(type -> ALL.setAtIndex(POINTER, next[0]++, echoOf(type)));
		}
	}

	private static int echoes(MemorySegment functions) {
		require(functions);
		functions.asSlice(0, Echoes.ALL.byteSize()).copyFrom(Echoes.ALL);
		return OK;
	}
}
