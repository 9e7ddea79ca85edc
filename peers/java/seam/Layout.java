package seam;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static seam.Edge.POINTER;
import static seam.Memory.isNull;
import static seam.Refused.*;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.PaddingLayout;
import java.lang.foreign.SequenceLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.UnionLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import seam.Types.Place;
import seam.Types.Type;

/** layout: the contract's structs, described by their layouts and used by var handles of their members. */
final class Layout {
	private static final long FLEXIBLE_ITEMS = 4; // SEAM_FLEXIBLE_ITEMS

	/** What java.lang.foreign has no layouts for: complex numbers, long double, 128-bit integers, bit-fields. */
	private static final Set<String> MISSING = Set.of("complex_float", "complex_double", "complex_long_double",
			"long_double", "i128", "u128", "bits_run", "bits_signed", "bits_zero", "bits_units", "bits_mixed", "bits_wide",
			"bits_packed");

	private static final int INTEGER = 1, BOOL = 2, FLOAT = 3, POINTS = 5, STRUCT = 6, UNION = 7, ARRAY = 8; // enum seam_kind
	private static final StructLayout VIEW = MemoryLayout.structLayout(
			JAVA_LONG.withName("size"), JAVA_LONG.withName("align"), JAVA_LONG.withName("offset"),
			JAVA_LONG.withName("count"), JAVA_INT.withName("kind"), JAVA_INT.withName("is_signed"));

	private Layout() {}

	private static String name(MemorySegment name) {
		return Memory.text(name);
	}

	private static Type type(String name) {
		if (MISSING.contains(name))
			throw new Refused(E_UNSUPPORTED);
		Type type = Types.find(name);
		if (type == null)
			throw new Refused(E_NOT_FOUND);
		return type;
	}

	/** The leaf or part that a C path names: "item[1].c". */
	private static Place locate(Type type, String path) {
		Place at = new Place(type, 0);
		for (String step : path.replace("[", ".").replace("]", "").split("\\.", -1)) {
			Place next = step.matches("\\d+") ? element(at.type(), Long.parseLong(step)) : at.type().member(step);
			if (next == null)
				throw new Refused(E_NOT_FOUND);
			at = next.behind(at.offset());
		}
		return at;
	}

	private static Place element(Type array, long index) {
		if (!(array.layout() instanceof SequenceLayout sequence))
			return null;
		// A flexible array has no elements of its own; the host's objects have them behind the struct.
		long count = sequence.elementCount() == 0 ? FLEXIBLE_ITEMS : sequence.elementCount();
		return index < count ? new Place(array.element(), index * array.element().layout().byteSize()) : null;
	}

	private static int kind(MemoryLayout layout) {
		return switch (layout) {
			case StructLayout _ -> STRUCT;
			case UnionLayout _ -> UNION;
			case SequenceLayout _ -> ARRAY;
			case AddressLayout _ -> POINTS;
			case ValueLayout.OfBoolean _ -> BOOL;
			case ValueLayout.OfFloat _ -> FLOAT;
			case ValueLayout.OfDouble _ -> FLOAT;
			case ValueLayout _ -> INTEGER;
			case PaddingLayout _ -> throw new AssertionError("padding has no name");
		};
	}

	private static int describe(MemorySegment typeName, MemorySegment field, MemorySegment out) {
		Type type = type(name(typeName));
		Place place = isNull(field) ? new Place(type, 0) : locate(type, name(field));
		MemoryLayout layout = place.type().layout();
		MemorySegment view = out.asSlice(0, VIEW);
		set(view, VIEW, "size", layout.byteSize());
		set(view, VIEW, "align", layout.byteAlignment());
		set(view, VIEW, "offset", place.offset());
		set(view, VIEW, "count", layout instanceof SequenceLayout array ? array.elementCount() : 1L);
		set(view, VIEW, "kind", kind(layout));
		set(view, VIEW, "is_signed", place.type().isSigned() ? 1 : 0);
		return OK;
	}

	private static void set(MemorySegment struct, MemoryLayout layout, String member, Object value) {
		layout.varHandle(groupElement(member)).set(struct, 0L, value);
	}

	private static Object get(MemorySegment struct, MemoryLayout layout, String member) {
		return layout.varHandle(groupElement(member)).get(struct, 0L);
	}

	/** The leaf's layout for access: a member of a packed struct lies where its type alone would not. */
	private static VarHandle leaf(Place place) {
		return place.type().layout().withByteAlignment(1).varHandle();
	}

	private static int write(MemorySegment type, MemorySegment field, MemorySegment object, MemorySegment value) {
		Place place = locate(type(name(type)), name(field));
		leaf(place).set(object, place.offset(), leaf(place).get(value, 0L));
		return OK;
	}

	private static int read(MemorySegment type, MemorySegment field, MemorySegment object, MemorySegment value) {
		Place place = locate(type(name(type)), name(field));
		leaf(place).set(value, 0L, leaf(place).get(object, place.offset()));
		return OK;
	}

	/** Member by member: a copy of the whole struct would take its padding along. */
	private static void copyMembers(Type type, MemorySegment from, MemorySegment to) {
		for (String name : type.members().keySet()) {
			Place member = type.member(name);
			long size = member.type().layout().byteSize();
			MemorySegment source = from.asSlice(member.offset(), size), target = to.asSlice(member.offset(), size);
			if (member.type().members().isEmpty())
				target.copyFrom(source);
			else
				copyMembers(member.type(), source, target);
		}
	}

	private static int emit(MemorySegment typeName, MemorySegment object, MemorySegment bytes, long size) {
		String name = name(typeName);
		if (!Set.of("fixed12", "fixed24", "nested", "signature").contains(name))
			return E_UNSUPPORTED;
		Type type = type(name);
		long needed = type.layout().byteSize();
		if (Long.compareUnsigned(size, needed) < 0)
			return E_SPACE;
		copyMembers(type, object, bytes.asSlice(0, needed).fill((byte) 0));
		return OK;
	}

	// ---- arrays and scalars

	private static final StructLayout FIXED12 = Types.layout("fixed12"), FIXED24 = Types.layout("fixed24"),
			VEC2 = Types.layout("vec2"), ENUMS = Types.layout("enums"), TAGGED = Types.layout("tagged"),
			LIST = Types.layout("list"), OPTIONS_V1 = Types.layout("options_v1"), OPTIONS = Types.layout("options");
	private static final VarHandle A = FIXED12.varHandle(groupElement("a")), B = FIXED12.varHandle(groupElement("b")),
			C = FIXED12.varHandle(groupElement("c"));

	private static int fill(MemorySegment out, long n, int first) {
		for (int i = 0; i < n; i++) {
			long at = i * FIXED12.byteSize();
			A.set(out, at, (byte) i);
			B.set(out, at, first + i);
			C.set(out, at, (byte) ~i);
		}
		return OK;
	}

	private static int sum(MemorySegment in, long n, MemorySegment out) {
		long sum = 0;
		for (long i = 0; i < n; i++) {
			long at = i * FIXED12.byteSize();
			sum += Byte.toUnsignedLong((byte) A.get(in, at)) + Integer.toUnsignedLong((int) B.get(in, at))
					+ Byte.toUnsignedLong((byte) C.get(in, at));
		}
		out.set(JAVA_LONG, 0, sum);
		return OK;
	}

	private static int truth(long number, MemorySegment out) {
		out.set(JAVA_BOOLEAN, 0, number != 0);
		return OK;
	}

	// ---- enums

	private static final Map<String, Map<String, Long>> ENUM_NUMBERS = Map.of(
			"grade", Map.of("SEAM_GRADE_BELOW", -1L, "SEAM_GRADE_ZERO", 0L, "SEAM_GRADE_ABOVE", 1L, "SEAM_GRADE_FAR", 1000L),
			"flag", Map.of("SEAM_FLAG_NONE", 0L, "SEAM_FLAG_LOW", 1L, "SEAM_FLAG_HIGH", 0x8000_0000L));
	/** C gets these texts for good. */
	private static final Map<String, MemorySegment> TEXTS = new HashMap<>();

	static {
		for (Map<String, Long> numbers : ENUM_NUMBERS.values())
			for (String name : numbers.keySet())
				TEXTS.put(name, Arena.global().allocateFrom(name));
	}

	private static int enum_value(MemorySegment name, MemorySegment number) {
		for (Map<String, Long> numbers : ENUM_NUMBERS.values()) {
			Long found = numbers.get(name(name));
			if (found != null) {
				number.set(JAVA_LONG, 0, found);
				return OK;
			}
		}
		return E_NOT_FOUND;
	}

	private static int enum_name(MemorySegment type, long number, MemorySegment out) {
		Map<String, Long> numbers = ENUM_NUMBERS.get(name(type));
		if (numbers == null)
			return E_NOT_FOUND;
		for (var each : numbers.entrySet())
			if (each.getValue() == number) {
				out.set(POINTER, 0, TEXTS.get(each.getKey()));
				return OK;
			}
		return E_RANGE;
	}

	private static int enum_load(MemorySegment in, MemorySegment grade, MemorySegment flag) {
		long gradeLoaded = (int) get(in, ENUMS, "grade"), flagLoaded = Integer.toUnsignedLong((int) get(in, ENUMS, "flag"));
		if (!ENUM_NUMBERS.get("grade").containsValue(gradeLoaded) || !ENUM_NUMBERS.get("flag").containsValue(flagLoaded))
			return E_RANGE;
		grade.set(JAVA_LONG, 0, gradeLoaded);
		flag.set(JAVA_LONG, 0, flagLoaded);
		return OK;
	}

	// ---- a tag and its member, a list, options

	private static final String[] CHOICES = {null, "i", "d", "s"}; // by SEAM_TAG_…

	private static MemorySegment chosen(MemorySegment tagged, int tag) {
		if (tag < 1 || tag >= CHOICES.length)
			throw new Refused(E_RANGE);
		var path = new MemoryLayout.PathElement[] {groupElement("as"), groupElement(CHOICES[tag])};
		return tagged.asSlice(TAGGED.byteOffset(path), TAGGED.select(path).byteSize());
	}

	private static int tagged_get(MemorySegment in, int tag, MemorySegment out) {
		MemorySegment chosen = chosen(in, tag);
		if ((int) get(in, TAGGED, "tag") != tag)
			return E_RANGE;
		out.asSlice(0, chosen.byteSize()).copyFrom(chosen);
		return OK;
	}

	private static int tagged_set(MemorySegment object, int tag, MemorySegment value) {
		MemorySegment chosen = chosen(object, tag);
		set(object, TAGGED, "tag", tag);
		chosen.copyFrom(value.asSlice(0, chosen.byteSize()));
		return OK;
	}

	private static int list_sum(MemorySegment head, MemorySegment out) {
		long sum = 0;
		for (MemorySegment node = head; !isNull(node); node = (MemorySegment) get(node, LIST, "next"))
			sum += (int) get(node, LIST, "value");
		out.set(JAVA_LONG, 0, sum);
		return OK;
	}

	private static StructLayout optionsOf(int version) {
		return switch (version) {
			case 1 -> OPTIONS_V1;
			case 2 -> OPTIONS;
			default -> throw new Refused(E_VERSION);
		};
	}

	private static int options_init(MemorySegment options, int version) {
		StructLayout layout = optionsOf(version);
		set(options, layout, "version", version);
		set(options, layout, "size", (int) layout.byteSize());
		set(options, layout, "label", MemorySegment.NULL);
		set(options, layout, "depth", -1);
		set(options, layout, "limit", 0x1_0000_0000L);
		if (version == 2) {
			set(options, layout, "mode", 3);
			set(options, layout, "grace", -5L);
		}
		return OK;
	}

	private static int options_apply(MemorySegment in, MemorySegment out) {
		// Every version begins with its number and its size, and no more is read before they are known.
		StructLayout layout = optionsOf((int) get(in, OPTIONS_V1, "version"));
		if ((int) get(in, OPTIONS_V1, "size") != layout.byteSize())
			return E_VERSION;
		options_init(out, 2);
		for (String name : Types.find(layout == OPTIONS ? "options" : "options_v1").members().keySet())
			if (!Set.of("version", "size").contains(name))
				set(out, OPTIONS, name, get(in, layout, name));
		return OK;
	}

	// ---- structs by pointer and by value

	private static int copy_fixed12(MemorySegment in, MemorySegment out) {
		out.copyFrom(in.asSlice(0, FIXED12));
		return OK;
	}

	private static int copy_fixed24(MemorySegment in, MemorySegment out) {
		out.copyFrom(in.asSlice(0, FIXED24));
		return OK;
	}

	private static int copy_vec2(MemorySegment in, MemorySegment out) {
		out.copyFrom(in.asSlice(0, VEC2));
		return OK;
	}

	/** A struct by value is a segment of its size: the linker copies. */
	private static int take(MemorySegment in, MemorySegment out) {
		out.copyFrom(in);
		return OK;
	}

	private static MemorySegment give_fixed12(MemorySegment in) {
		return in.asSlice(0, FIXED12);
	}

	private static MemorySegment give_fixed24(MemorySegment in) {
		return in.asSlice(0, FIXED24);
	}

	private static MemorySegment give_vec2(MemorySegment in) {
		return in.asSlice(0, VEC2);
	}

	static MemorySegment ops() {
		var lookup = MethodHandles.lookup();
		Map<String, MemorySegment> byValue = new HashMap<>();
		Map.of("fixed12", FIXED12, "fixed24", FIXED24, "vec2", VEC2).forEach((name, struct) -> {
			byValue.put("take_" + name,
					Edge.op(Edge.find(lookup, "take"), FunctionDescriptor.of(JAVA_INT, struct, POINTER)));
			byValue.put("give_" + name,
					Edge.op(Edge.find(lookup, "give_" + name), FunctionDescriptor.of(struct, POINTER)));
		});
		return Edge.table(new MethodHandles.Lookup[] {lookup}, byValue,
				"describe", "write", "read", "emit", "fill", "sum", "truth", "enum_value", "enum_name", "enum_load",
				"tagged_get", "tagged_set", "list_sum", "options_init", "options_apply",
				"copy_fixed12", "take_fixed12", "give_fixed12", "copy_fixed24", "take_fixed24", "give_fixed24",
				"copy_vec2", "take_vec2", "give_vec2");
	}
}
