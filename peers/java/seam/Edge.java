package seam;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;

/**
 * The edge between Java and C: how a static method becomes a function that C may call, and the other way.
 *
 * <p>An exception that leaves an upcall ends the JVM. So each op is wrapped: whatever it throws ends in it, and C gets a
 * code.
 */
final class Edge {
	static final Linker LINKER = Linker.nativeLinker();

	/** A pointer whose target's size nobody knows, as jextract has it. What is counted is made a slice before use. */
	static final AddressLayout POINTER =
			ValueLayout.ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(Long.MAX_VALUE, JAVA_BYTE));

	private static final Map<Class<?>, MemoryLayout> LAYOUTS = Map.of(
			boolean.class, JAVA_BOOLEAN, byte.class, JAVA_BYTE, short.class, JAVA_SHORT, int.class, JAVA_INT,
			long.class, JAVA_LONG, float.class, JAVA_FLOAT, double.class, JAVA_DOUBLE, MemorySegment.class, POINTER);

	private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
	private static final MethodHandle CODE_OF = find(HERE, "codeOf");
	private static final MethodHandle CONTAIN = find(HERE, "contain");

	private Edge() {}

	/** The message of the last exception that was contained on this thread. */
	static final ThreadLocal<String> contained = new ThreadLocal<>();

	private static int codeOf(Throwable failure) {
		return switch (failure) {
			case Refused refused -> refused.code;
			case OutOfMemoryError _ -> Refused.E_MEMORY;
			default -> {
				contain(failure);
				yield Refused.E_PANIC;
			}
		};
	}

	private static void contain(Throwable failure) {
		contained.set(failure.toString());
	}

	/** The only method of that name in the lookup's class. */
	static MethodHandle find(MethodHandles.Lookup lookup, String name) {
		try {
			for (Method method : lookup.lookupClass().getDeclaredMethods())
				if (method.getName().equals(name))
					return lookup.unreflect(method);
		} catch (IllegalAccessException e) {
			throw new AssertionError(e);
		}
		return null;
	}

	/** The C type of Java's: a C integer of that size, whatever its sign; a pointer for a segment. */
	static FunctionDescriptor typeOf(MethodType type) {
		MemoryLayout[] arguments = type.parameterList().stream().map(LAYOUTS::get).toArray(MemoryLayout[]::new);
		return type.returnType() == void.class
				? FunctionDescriptor.ofVoid(arguments)
				: FunctionDescriptor.of(LAYOUTS.get(type.returnType()), arguments);
	}

	/** A handle that calls a C function of this type; the function's address comes first. */
	static MethodHandle call(Class<?> result, Class<?>... arguments) {
		return LINKER.downcallHandle(typeOf(MethodType.methodType(result, arguments)));
	}

	/** A function pointer for as long as the process. */
	static MemorySegment op(MethodHandle op, FunctionDescriptor type) {
		return LINKER.upcallStub(contained(op, type), type, Arena.global());
	}

	/** Never throws: what fails gives its code, or zero where that is no int. */
	static MethodHandle contained(MethodHandle op, FunctionDescriptor type) {
		return op.type().returnType() == int.class
				? MethodHandles.catchException(op, Throwable.class, CODE_OF)
				: zeroWhenFailed(op, type);
	}

	static MethodHandle zeroWhenFailed(MethodHandle op, FunctionDescriptor type) {
		MethodHandle failed = type.returnLayout()
				.map(layout -> MethodHandles.filterReturnValue(CONTAIN, zero(layout, op.type().returnType())))
				.orElse(CONTAIN);
		return MethodHandles.catchException(op, Throwable.class, failed);
	}

	/** A handle that gives zero: a struct of zeros, NULL, or a number. */
	private static MethodHandle zero(MemoryLayout layout, Class<?> type) {
		return type != MemorySegment.class
				? MethodHandles.zero(type)
				: MethodHandles.constant(type, layout instanceof GroupLayout
						? Arena.global().allocate(layout)
						: MemorySegment.NULL);
	}

	/**
	 * A group's struct: the function pointers of the methods with these names, in the order of the header. A name that no
	 * class has is an op that is not offered: NULL. Where the header's name is a word of Java's, the method's ends in "_".
	 *
	 * <p>`made` are those whose types a method does not tell: structs by value.
	 */
	static MemorySegment table(MethodHandles.Lookup[] classes, Map<String, MemorySegment> made, String... names) {
		MemorySegment table = Arena.global().allocate(POINTER, names.length);
		for (int i = 0; i < names.length; i++) {
			MemorySegment function = made.get(names[i]);
			table.setAtIndex(POINTER, i, function != null ? function : function(classes, names[i]));
		}
		return table;
	}

	static MemorySegment table(MethodHandles.Lookup[] classes, String... names) {
		return table(classes, Map.of(), names);
	}

	private static MemorySegment function(MethodHandles.Lookup[] classes, String name) {
		for (MethodHandles.Lookup lookup : classes)
			for (String each : new String[] {name, name + "_"}) {
				MethodHandle found = find(lookup, each);
				if (found != null)
					return op(found, typeOf(found.type()));
			}
		return MemorySegment.NULL;
	}
}
