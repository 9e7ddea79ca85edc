package seam;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static seam.Edge.POINTER;
import static seam.Memory.isNull;
import static seam.Memory.require;
import static seam.Memory.setPointer;
import static seam.Memory.setSize;
import static seam.Memory.terminated;
import static seam.Refused.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Shelves: items by key, in lent memory, and what can be wrong with them. */
final class ErrorsShelves {
	static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	private static final StructLayout ITEM = MemoryLayout.structLayout(
			JAVA_LONG.withName("value"), JAVA_INT.withName("key"), JAVA_INT.withName("kind"));
	private static final VarHandle VALUE = ITEM.varHandle(groupElement("value")),
			KEY = ITEM.varHandle(groupElement("key")),
			KIND = ITEM.varHandle(groupElement("kind"));
	private static final StructLayout INFO = MemoryLayout.structLayout(
			POINTER.withName("label"), JAVA_LONG.withName("count"), JAVA_INT.withName("limit"), JAVA_INT.withName("mode"));
	private static final int LIMIT = 1000; // SEAM_SHELF_LIMIT
	private static final int PLAIN = 1, BROKEN = 2, DIRTY = 3; // SEAM_ITEM_…

	private ErrorsShelves() {}

	/** A struct of C's, or of a shelf. */
	record Item(MemorySegment place) {
		static Item at(MemorySegment items, long index) {
			return new Item(items.asSlice(index * ITEM.byteSize(), ITEM));
		}

		static Item of(Arena arena, int key, int kind, long value) {
			MemorySegment item = arena.allocate(ITEM);
			VALUE.set(item, 0L, value);
			KEY.set(item, 0L, key);
			KIND.set(item, 0L, kind);
			return new Item(item);
		}

		long value() {
			return (long) VALUE.get(place, 0L);
		}

		int key() {
			return (int) KEY.get(place, 0L);
		}

		int kind() {
			return (int) KIND.get(place, 0L);
		}
	}

	/** `limit` items, `count` of them in use, by ascending keys: C borrows their places. */
	static final class Shelf {
		static final int ONCE = 1, OVER = 2;

		private final Arena arena = Arena.ofShared();
		private final int mode, limit;
		private final MemorySegment items, label;
		private int count;

		Shelf(int mode, int limit, byte[] label) {
			if (mode != ONCE && mode != OVER || limit < 1 || limit > LIMIT) // as unsigned ones too
				throw new Refused(E_RANGE, "no such mode or limit");
			this.mode = mode;
			this.limit = limit;
			try {
				items = Host.alloc(arena, limit * ITEM.byteSize(), ITEM.byteAlignment());
				this.label = Owned.copy(arena, label, 1);
			} catch (Refused refused) {
				arena.close();
				throw refused;
			}
		}

		/** The index of the item with this key, or ~(where it would be). */
		int find(int key) {
			int low = 0, high = count - 1;
			while (low <= high) {
				int middle = (low + high) >>> 1, there = Item.at(items, middle).key();
				if (there == key)
					return middle;
				if (there < key)
					low = middle + 1;
				else
					high = middle - 1;
			}
			return ~low;
		}

		Item at(int key) {
			return Item.at(items, find(key));
		}

		void put(Item item) {
			int key = item.key(), kind = item.kind();
			if (key < 0 || kind < PLAIN || kind > DIRTY)
				throw new Refused(E_RANGE, "no such key or kind: " + key + ", " + kind);
			if (kind == BROKEN && (item.value() == 0 || item.value() != (int) item.value()))
				throw new Refused(E_RANGE, item.value() + " is no code");
			int at = find(key);
			if (at >= 0 && mode == ONCE)
				throw new Refused(E_STATE, "key " + key + " is taken");
			if (at < 0) {
				if (count == limit)
					throw new Refused(E_SPACE, "no room for key " + key);
				at = ~at;
				long from = at * ITEM.byteSize(), behind = (count - at) * ITEM.byteSize();
				items.asSlice(from + ITEM.byteSize(), behind).copyFrom(items.asSlice(from, behind));
				count++;
			}
			Item.at(items, at).place.copyFrom(item.place);
		}

		private boolean isDirty() {
			for (int i = 0; i < count; i++)
				if (Item.at(items, i).kind() == DIRTY)
					return true;
			return false;
		}
	}

	static final Held<Shelf> SHELVES = new Held<>();

	/** The item itself, not a copy; why it is not to be had otherwise. */
	static Item itemAt(MemorySegment handle, int key) {
		Shelf shelf = SHELVES.get(handle);
		if (key < 0)
			throw new Refused(E_RANGE, "key " + key + " is negative");
		int at = shelf.find(key);
		if (at < 0)
			throw new Refused(E_NOT_FOUND, "no item with key " + key);
		Item item = Item.at(shelf.items, at);
		if (item.kind() == BROKEN)
			throw new Refused(E_FAILED, "the item with key " + key + " is broken");
		return item;
	}

	/** The shelf is gone, whatever is said of it. */
	static int close(MemorySegment handle) {
		Shelf shelf = SHELVES.remove(handle);
		boolean dirty = shelf.isDirty();
		shelf.arena.close();
		if (dirty)
			throw new Refused(E_FAILED, "closed with a dirty item on it");
		return OK;
	}

	private static int shelf_new(int mode, int limit, MemorySegment label, MemorySegment out) {
		require(label, out);
		setPointer(out, SHELVES.add(new Shelf(mode, limit, Memory.bytes(terminated(label)))));
		return OK;
	}

	private static int shelf_close(MemorySegment shelf) {
		return isNull(shelf) ? OK : ErrorsLast.telling(() -> close(shelf));
	}

	private static int shelf_info(MemorySegment handle, MemorySegment out) {
		require(handle, out);
		Shelf shelf = SHELVES.get(handle);
		INFO.varHandle(groupElement("label")).set(out, 0L, shelf.label);
		INFO.varHandle(groupElement("count")).set(out, 0L, (long) shelf.count);
		INFO.varHandle(groupElement("limit")).set(out, 0L, shelf.limit);
		INFO.varHandle(groupElement("mode")).set(out, 0L, shelf.mode);
		return OK;
	}

	private static int shelf_put(MemorySegment shelf, int key, int kind, long value) {
		require(shelf);
		try (Arena arena = Arena.ofConfined()) {
			SHELVES.get(shelf).put(Item.of(arena, key, kind, value));
		}
		return OK;
	}

	/** All of them, or the items as they were. */
	private static int shelf_put_all(MemorySegment handle, MemorySegment items, long n, MemorySegment bad) {
		return ErrorsLast.telling(() -> {
			require(handle, bad);
			MemorySegment given = Memory.counted(items, n * ITEM.byteSize());
			Shelf shelf = SHELVES.get(handle);
			try (Arena arena = Arena.ofConfined()) {
				MemorySegment before = arena.allocate(shelf.items.byteSize()).copyFrom(shelf.items);
				int count = shelf.count;
				for (long i = 0; i < n; i++)
					try {
						shelf.put(Item.at(given, i));
					} catch (Refused refused) {
						shelf.items.copyFrom(before);
						shelf.count = count;
						setSize(bad, i);
						throw refused;
					}
			}
			ErrorsLast.LAST.remove();
			return OK;
		});
	}
}
