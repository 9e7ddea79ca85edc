package seam;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static seam.Edge.POINTER;
import static seam.Memory.counted;
import static seam.Memory.isNull;
import static seam.Memory.require;
import static seam.Memory.setPointer;
import static seam.Memory.setSize;
import static seam.Memory.terminated;
import static seam.Refused.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * strings: bytes on the C side, String inside, and the two conversions between them.
 *
 * <p>The policy that the traits declare: ill-formed UTF-8 becomes U+FFFD (SEAM_LOSSY), as Java's decoders do it; an embedded
 * NUL is refused.
 */
final class Strings {
	private static final Charset UTF_16 = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
			? StandardCharsets.UTF_16LE
			: StandardCharsets.UTF_16BE;
	private static final int FIELD = 16; // SEAM_STRINGS_FIELD
	private static final MethodHandle VISITOR =
			Edge.call(void.class, MemorySegment.class, MemorySegment.class, long.class);

	private Strings() {}

	// ---- conversions

	private static String text(MemorySegment s) {
		require(s);
		return text(Memory.bytes(terminated(s)));
	}

	private static String text(byte[] bytes) {
		return new String(bytes, UTF_8);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(UTF_8);
	}

	/**
	 * Lone surrogates become U+FFFD: getBytes() makes `?` of them, and decoding UTF-16 takes the unit behind one along
	 * (sun.nio.cs.UnicodeDecoder: malformed for 4 bytes).
	 */
	private static byte[] utf8Lossy(String text) {
		try {
			ByteBuffer encoded = UTF_8.newEncoder()
					.onMalformedInput(CodingErrorAction.REPLACE)
					.replaceWith(utf8("\uFFFD"))
					.encode(CharBuffer.wrap(text));
			byte[] bytes = new byte[encoded.remaining()];
			encoded.get(bytes);
			return bytes;
		} catch (CharacterCodingException e) {
			throw new AssertionError(e); // what is replaced is not reported
		}
	}

	private static byte[] bytes(MemorySegment s, long n) {
		return Memory.bytes(counted(s, n));
	}

	private static void refuseNul(byte[] bytes, MemorySegment nulAt) {
		for (int i = 0; i < bytes.length; i++)
			if (bytes[i] == 0) {
				if (!isNull(nulAt))
					setSize(nulAt, i);
				throw new Refused(E_NUL);
			}
	}

	private static int giveCounted(byte[] bytes, MemorySegment out, MemorySegment outN) {
		MemorySegment given = Owned.give(bytes);
		setPointer(out, given);
		setSize(outN, bytes.length);
		return OK;
	}

	// ---- one string in, one out

	private static int echo(MemorySegment s, MemorySegment out) {
		require(s, out);
		setPointer(out, Owned.give(utf8(text(s))));
		return OK;
	}

	private static int echo_optional(MemorySegment s, MemorySegment out) {
		require(out);
		setPointer(out, isNull(s) ? MemorySegment.NULL : Owned.give(utf8(text(s))));
		return OK;
	}

	private static int echo_n(MemorySegment s, long n, MemorySegment out, MemorySegment outN, MemorySegment nulAt) {
		byte[] bytes = bytes(s, n);
		require(out, outN);
		refuseNul(bytes, nulAt);
		return giveCounted(utf8(text(bytes)), out, outN);
	}

	private static int terminate(MemorySegment s, long n, MemorySegment out, MemorySegment nulAt) {
		byte[] bytes = bytes(s, n);
		require(out);
		refuseNul(bytes, nulAt);
		setPointer(out, Owned.give(bytes));
		return OK;
	}

	private static void release(MemorySegment s) {
		Owned.release(s);
	}

	private static int length(MemorySegment s, MemorySegment n) {
		require(s, n);
		setSize(n, terminated(s).byteSize());
		return OK;
	}

	private static int compare(MemorySegment a, MemorySegment b, MemorySegment order) {
		require(a, b, order);
		byte[] left = Memory.bytes(terminated(a)), right = Memory.bytes(terminated(b));
		order.set(JAVA_INT, 0, Arrays.compareUnsigned(left, right));
		return OK;
	}

	private static int concat(MemorySegment a, MemorySegment b, MemorySegment out) {
		require(a, b, out);
		setPointer(out, Owned.give(utf8(text(a) + text(b))));
		return OK;
	}

	private static int lossy(MemorySegment s, long n, MemorySegment out, MemorySegment outN) {
		byte[] bytes = bytes(s, n);
		require(out, outN);
		return giveCounted(utf8(text(bytes)), out, outN);
	}

	// ---- a string that is kept

	/** What C borrows has an address that stays: a lent copy, in an arena that ends when the text does. */
	private static final class Kept {
		static final Kept NONE = new Kept();
		final Arena arena = Arena.ofShared();
		final MemorySegment text;
		final long size;

		private Kept() {
			text = MemorySegment.NULL;
			size = 0;
		}

		Kept(String kept) {
			byte[] bytes = utf8(kept);
			text = Owned.copy(arena, bytes, 1);
			size = bytes.length;
		}

		void end() {
			if (this != NONE)
				arena.close();
		}
	}

	private static final class Store {
		private Kept kept = Kept.NONE;

		void keep(Kept next) {
			Kept before = kept;
			kept = next;
			before.end();
		}
	}

	private static final Held<Store> STORES = new Held<>();

	private static int store_new(MemorySegment out) {
		require(out);
		setPointer(out, STORES.add(new Store()));
		return OK;
	}

	private static void store_free(MemorySegment store) {
		if (!isNull(store))
			STORES.remove(store).keep(Kept.NONE);
	}

	private static int store_set(MemorySegment store, MemorySegment s) {
		STORES.get(store).keep(isNull(s) ? Kept.NONE : new Kept(text(s)));
		return OK;
	}

	private static int store_get(MemorySegment store, MemorySegment out) {
		require(store, out);
		setPointer(out, STORES.get(store).kept.text);
		return OK;
	}

	private static int fill(MemorySegment store, MemorySegment buf, long size, MemorySegment needed) {
		require(store, needed);
		MemorySegment room = counted(buf, size);
		Kept kept = STORES.get(store).kept;
		if (kept == Kept.NONE)
			return E_NOT_FOUND;
		setSize(needed, kept.text.byteSize());
		if (Long.compareUnsigned(size, kept.text.byteSize()) < 0)
			return E_SPACE;
		room.copyFrom(kept.text);
		return OK;
	}

	// ---- UTF-16

	private static int utf16_from_utf8(
			MemorySegment s, long n, MemorySegment out, MemorySegment outN, MemorySegment nulAt) {
		byte[] bytes = bytes(s, n);
		require(out, outN);
		refuseNul(bytes, nulAt);
		byte[] units = text(bytes).getBytes(UTF_16);
		setPointer(out, Owned.give(units, Character.BYTES));
		setSize(outN, units.length / Character.BYTES);
		return OK;
	}

	private static int utf16_to_utf8(
			MemorySegment s, long n, MemorySegment out, MemorySegment outN, MemorySegment nulAt) {
		MemorySegment units = counted(s, Character.BYTES * n);
		require(out, outN);
		// A String is units, ill-formed or not: nothing is decoded here, and the units may be at an odd address.
		String text = new String(units.toArray(JAVA_CHAR_UNALIGNED));
		int nul = text.indexOf('\0');
		if (nul >= 0) {
			if (!isNull(nulAt))
				setSize(nulAt, nul);
			return E_NUL;
		}
		return giveCounted(utf8Lossy(text), out, outN);
	}

	private static int utf16_length(MemorySegment s, MemorySegment units) {
		require(s, units);
		long n = 0;
		while (s.get(JAVA_BYTE, 2 * n) != 0 || s.get(JAVA_BYTE, 2 * n + 1) != 0) // at any address
			n++;
		setSize(units, n);
		return OK;
	}

	private static void utf16_release(MemorySegment s) {
		Owned.release(s);
	}

	// ---- lists

	/** The arena is of all the texts. An absent one is NULL, and its size 0. */
	private record Texts(Arena arena, List<MemorySegment> items) {}

	private static final Held<Texts> LISTS = new Held<>();

	private static int list_new(MemorySegment items, MemorySegment lengths, long n, MemorySegment out,
			MemorySegment nulItem, MemorySegment nulAt) {
		counted(items, n);
		require(out);
		List<byte[]> texts = new ArrayList<>();
		for (long i = 0; i < n; i++) {
			MemorySegment item = items.getAtIndex(POINTER, i);
			long length = isNull(lengths) ? 0 : lengths.getAtIndex(JAVA_LONG, i);
			if (isNull(item) && length == 0) {
				texts.add(null);
				continue;
			}
			byte[] bytes = Memory.bytes(isNull(lengths) ? terminated(item) : counted(item, length));
			try {
				refuseNul(bytes, nulAt);
			} catch (Refused refused) {
				if (!isNull(nulItem))
					setSize(nulItem, i);
				throw refused;
			}
			texts.add(utf8(text(bytes)));
		}
		Arena arena = Arena.ofShared();
		try {
			List<MemorySegment> copies = texts.stream()
					.map(bytes -> bytes == null ? MemorySegment.NULL : Owned.copy(arena, bytes, 1))
					.toList();
			setPointer(out, LISTS.add(new Texts(arena, copies)));
		} catch (Refused refused) {
			arena.close(); // with the copies that there are
			throw refused;
		}
		return OK;
	}

	private static int list_count(MemorySegment list, MemorySegment n) {
		require(list, n);
		setSize(n, LISTS.get(list).items.size());
		return OK;
	}

	private static int list_get(MemorySegment list, long i, MemorySegment out, MemorySegment outN) {
		require(list, out, outN);
		List<MemorySegment> items = LISTS.get(list).items;
		if (Long.compareUnsigned(i, items.size()) >= 0)
			return E_RANGE;
		MemorySegment item = items.get((int) i);
		setPointer(out, item);
		setSize(outN, isNull(item) ? 0 : item.byteSize() - 1);
		return OK;
	}

	private static void list_free(MemorySegment list) {
		if (!isNull(list))
			LISTS.remove(list).arena.close();
	}

	private static int list_join(MemorySegment items, long n, MemorySegment separator, MemorySegment out) {
		counted(items, n);
		require(separator, out);
		List<String> texts = new ArrayList<>();
		for (long i = 0; i < n; i++) {
			MemorySegment item = items.getAtIndex(POINTER, i);
			if (!isNull(item))
				texts.add(text(item));
		}
		setPointer(out, Owned.give(utf8(String.join(text(separator), texts))));
		return OK;
	}

	/** All pieces, the empty ones at the end too. */
	private static String[] split(String text, byte separator) {
		return text.split(Pattern.quote(String.valueOf((char) separator)), -1);
	}

	private static int list_split(MemorySegment s, byte separator, MemorySegment out, MemorySegment outN) {
		require(s, out, outN);
		String[] pieces = split(text(s), separator);
		Arena arena = Arena.ofShared();
		try {
			MemorySegment array = Host.alloc(arena, POINTER.byteSize() * (pieces.length + 1L), POINTER.byteAlignment());
			for (int i = 0; i < pieces.length; i++)
				array.setAtIndex(POINTER, i, Owned.copy(arena, utf8(pieces[i]), 1));
			array.setAtIndex(POINTER, pieces.length, MemorySegment.NULL);
			setPointer(out, Owned.give(array, arena));
		} catch (Refused refused) {
			arena.close();
			throw refused;
		}
		setSize(outN, pieces.length);
		return OK;
	}

	private static void list_release(MemorySegment array, long n) {
		Owned.release(array);
	}

	// ---- fixed fields

	private static int field_get(MemorySegment field, MemorySegment out) {
		require(field, out);
		byte[] bytes = Memory.bytes(field.asSlice(0, FIELD));
		int n = 0;
		while (n < FIELD && bytes[n] != 0)
			n++;
		setPointer(out, Owned.give(utf8(new String(bytes, 0, n, UTF_8))));
		return OK;
	}

	private static int field_set(MemorySegment field, MemorySegment s) {
		require(field, s);
		MemorySegment text = terminated(s);
		if (text.byteSize() > FIELD)
			return E_SPACE;
		field.asSlice(0, FIELD).copyFrom(text).asSlice(text.byteSize()).fill((byte) 0);
		return OK;
	}

	// ---- error text and callbacks

	private static final MemorySegment NO_TEXT = Arena.global().allocateFrom("");
	private static final Store MESSAGE = new Store();

	private static int error_set(MemorySegment text, long n, MemorySegment nulAt) {
		byte[] bytes = bytes(text, n);
		refuseNul(bytes, nulAt);
		MESSAGE.keep(n == 0 ? Kept.NONE : new Kept(text(bytes)));
		return OK;
	}

	private static int error_text(MemorySegment out, MemorySegment outN) {
		require(out, outN);
		setPointer(out, MESSAGE.kept == Kept.NONE ? NO_TEXT : MESSAGE.kept.text);
		setSize(outN, MESSAGE.kept.size);
		return OK;
	}

	private static int visit(MemorySegment s, long n, byte separator, MemorySegment visitor, MemorySegment userdata,
			MemorySegment nulAt) throws Throwable {
		byte[] bytes = bytes(s, n);
		require(visitor);
		refuseNul(bytes, nulAt);
		try (Arena arena = Arena.ofConfined()) {
			for (String piece : split(text(bytes), separator)) {
				MemorySegment lent = arena.allocateFrom(piece);
				VISITOR.invokeExact(visitor, userdata, lent, lent.byteSize() - 1);
			}
		}
		return OK;
	}

	static MemorySegment ops() {
		return Edge.table(new MethodHandles.Lookup[] {MethodHandles.lookup()},
				"echo", "echo_optional", "echo_n", "terminate", "release", "length", "compare", "concat", "lossy",
				"store_new", "store_free", "store_set", "store_get", "fill",
				"utf16_from_utf8", "utf16_to_utf8", "utf16_length", "utf16_release",
				"list_new", "list_count", "list_get", "list_free", "list_join", "list_split", "list_release",
				"field_get", "field_set", "error_set", "error_text", "visit");
	}
}
