package seam;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static seam.Edge.POINTER;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contract's types, written as its header has them: layouts whose members have names.
 *
 * <p>A layout knows size, alignment and Java's type; whether a C integer has a sign, it does not: that stands beside it.
 */
final class Types {
	/** `members` are those of a struct or union, anonymous ones under names that no C name equals; `element` is an array's. */
	record Type(MemoryLayout layout, boolean isSigned, Map<String, Type> members, Type element) {
		/** The member, an anonymous member's being one too. */
		Place member(String name) {
			if (members.containsKey(name))
				return new Place(members.get(name), layout.byteOffset(groupElement(name)));
			for (String each : members.keySet())
				if (each.startsWith(ANONYMOUS)) {
					Place inside = members.get(each).member(name);
					if (inside != null)
						return inside.behind(layout.byteOffset(groupElement(each)));
				}
			return null;
		}
	}

	/** A type, and where it lies in a whole. */
	record Place(Type type, long offset) {
		Place behind(long start) {
			return new Place(type, start + offset);
		}
	}

	private static final String ANONYMOUS = "(anonymous) ";
	private static final Pattern MEMBER = Pattern.compile("(\\w+) (\\w*)((?:\\[\\d+])*)"), COUNT = Pattern.compile("\\d+");
	private static final Map<String, Type> SCALARS = new HashMap<>(), STRUCTS = new HashMap<>();

	static {
		// Sizes are the platform's. Nor does the linker know the sign of char and wchar_t.
		boolean x86 = System.getProperty("os.arch").matches("amd64|x86_64|x86|i.86");
		scalars(true, "schar char", "short short", "int int", "long long", "llong long long", "i8 int8_t", "i16 int16_t",
				"i32 int32_t", "i64 int64_t", "ptrdiff size_t", "intptr size_t", "intmax int64_t");
		scalars(false, "uchar char", "ushort short", "uint int", "ulong long", "ullong long long", "u8 int8_t", "u16 int16_t",
				"u32 int32_t", "u64 int64_t", "size size_t", "uintptr size_t", "boolean bool", "float float",
				"double double", "pointer void*", "string void*", "function void*");
		scalars(x86, "char char", "wchar wchar_t");
		for (String scalar : SCALARS.keySet())
			struct(scalar, scalar + " value");

		struct("fixed12", "u8 a; u32 b; u8 c");
		struct("fixed24", "u8 a; u64 b; u8 c");
		struct("fixed16", "u64 b; u8 a; u8 c");
		struct("vec2", "double x; double y");
		struct("mixed", "char a; double b; short c; float d; pointer e; boolean f; llong g; schar h");
		struct("nested", "u8 before; fixed24 inner; u16 between; fixed12 second; u8 after");
		struct("array", "u8 before; u32 row[3]; u8 bytes[5]; u16 after");
		struct("matrix", "u8 before; i16 cell[2][3]; double after");
		struct("array_of_structs", "u8 before; fixed12 item[3]; u8 after");
		struct("id20", "uchar id[20]");
		struct("when", "i64 time; i32 offset; char sign");
		struct("signature", "string name; string email; when when");
		union("any", "u8 byte; i32 i; double d; pointer p; u16 pair[2]");
		struct("union", "u8 before; any as; u8 after");
		union("choice", "i64 i; double d; string s");
		struct("tagged", "u32 tag; choice as");
		struct("halves", "u16 low; u16 high");
		union("word", "u32 word; halves ");
		struct("pair", "u8 x; u64 y");
		struct("anonymous", "u8 before; word ; pair ; u8 after");
		struct("enums", "u8 before; int grade; u8 between; uint flag");
		struct("list", "pointer next; i32 value");
		for (int pack : new int[] {1, 2, 4})
			struct("packed" + pack, "u8 a; u32 b; u16 c; double d; u8 e", pack, 1);
		struct("packed_inside", "u8 before; packed1 inner; u32 after");
		for (int align : new int[] {16, 32, 64})
			struct("aligned" + align, "u8 a; u32 b", Long.MAX_VALUE, align);
		struct("aligned_inside", "u8 before; aligned32 inner; u8 after");
		struct("flexible", "u32 count; u8 mark; u32 items[0]");
		struct("empty", "");
		struct("empty_inside", "u8 before; empty none; u32 after");
		struct("options_v1", "u32 version; u32 size; string label; i32 depth; u64 limit");
		struct("options", "u32 version; u32 size; string label; i32 depth; u64 limit; u32 mode; i64 grace");
	}

	private Types() {}

	static Type find(String struct) {
		return STRUCTS.get(struct);
	}

	static StructLayout layout(String struct) {
		return (StructLayout) find(struct).layout;
	}

	/** "name C-type" */
	private static void scalars(boolean areSigned, String... names) {
		Map<String, MemoryLayout> platform = Edge.LINKER.canonicalLayouts();
		for (String each : names) {
			String[] words = each.split(" ", 2);
			MemoryLayout layout = words[1].equals("void*") ? POINTER : platform.get(words[1]);
			SCALARS.put(words[0], new Type(layout, areSigned, Map.of(), null));
		}
	}

	private static void struct(String name, String members) {
		struct(name, members, Long.MAX_VALUE, 1);
	}

	/** As C lays it out: each member at the next place that its alignment allows, which `pack` bounds. */
	private static void struct(String name, String declared, long pack, long align) {
		Map<String, Type> members = members(declared);
		List<MemoryLayout> parts = new ArrayList<>();
		long end = 0;
		for (var member : members.entrySet()) {
			MemoryLayout layout = member.getValue().layout;
			layout = layout.withByteAlignment(Math.min(layout.byteAlignment(), pack));
			end += pad(parts, end, layout.byteAlignment());
			align = Math.max(align, layout.byteAlignment());
			parts.add(layout.withName(member.getKey()));
			end += layout.byteSize();
		}
		pad(parts, end, align);
		StructLayout layout = MemoryLayout.structLayout(parts.toArray(MemoryLayout[]::new));
		STRUCTS.put(name, new Type(layout.withByteAlignment(align), false, members, null));
	}

	private static long pad(List<MemoryLayout> parts, long end, long align) {
		long gap = -end & (align - 1);
		if (gap > 0)
			parts.add(paddingLayout(gap));
		return gap;
	}

	private static void union(String name, String declared) {
		Map<String, Type> members = members(declared);
		GroupLayout layout = MemoryLayout.unionLayout(members.entrySet().stream()
				.map(member -> member.getValue().layout.withName(member.getKey()))
				.toArray(MemoryLayout[]::new));
		STRUCTS.put(name, new Type(layout, false, members, null));
	}

	private static Map<String, Type> members(String declared) {
		Map<String, Type> members = new LinkedHashMap<>();
		for (Matcher member = MEMBER.matcher(declared); member.find(); ) {
			String type = member.group(1), name = member.group(2);
			members.put(name.isEmpty() ? ANONYMOUS + type : name,
					array(SCALARS.getOrDefault(type, STRUCTS.get(type)), COUNT.matcher(member.group(3))));
		}
		return members;
	}

	/** The innermost dimension is the last. */
	private static Type array(Type element, Matcher counts) {
		if (!counts.find())
			return element;
		long count = Long.parseLong(counts.group());
		Type inner = array(element, counts);
		return new Type(MemoryLayout.sequenceLayout(count, inner.layout), false, Map.of(), inner);
	}
}
