package seam;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static seam.Buffers.counted;
import static seam.Buffers.most;
import static seam.Buffers.roomFor;
import static seam.Edge.POINTER;
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
import java.lang.invoke.VarHandle;

/** Buffers and stores: bytes that outlive the call, in lent memory. */
final class BuffersKept {
	static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	/** A buffer is this struct and its block: C may free and change both, so Java keeps nothing of them. */
	private static final StructLayout OWNED = MemoryLayout.structLayout(
			POINTER.withName("bytes"), JAVA_LONG.withName("size"), JAVA_LONG.withName("capacity"));
	private static final VarHandle BYTES = OWNED.varHandle(groupElement("bytes")),
			SIZE = OWNED.varHandle(groupElement("size")),
			CAPACITY = OWNED.varHandle(groupElement("capacity"));
	private static final MethodHandle RELEASE =
			Edge.call(void.class, MemorySegment.class, MemorySegment.class, long.class);
	private static final long MOST = 1 << 30; // SEAM_BUFFERS_MOST

	private BuffersKept() {}

	/** n lent bytes; no block for none. */
	private static MemorySegment blockOf(long n) {
		return n == 0 ? MemorySegment.NULL : Host.alloc(n, 1);
	}

	private static void giveBack(MemorySegment block, long n) {
		if (n > 0)
			Host.free(block, n, 1);
	}

	// ---- owned buffers

	private static long size(MemorySegment owned) {
		return (long) SIZE.get(owned, 0L);
	}

	private static long capacity(MemorySegment owned) {
		return (long) CAPACITY.get(owned, 0L);
	}

	/** The block, all of its capacity. */
	private static MemorySegment block(MemorySegment owned) {
		return counted((MemorySegment) BYTES.get(owned, 0L), capacity(owned));
	}

	private static void set(MemorySegment owned, MemorySegment block, long size, long capacity) {
		BYTES.set(owned, 0L, block);
		SIZE.set(owned, 0L, size);
		CAPACITY.set(owned, 0L, capacity);
	}

	/** The struct itself, once it has been looked at. */
	private static MemorySegment sound(MemorySegment buffer) {
		require(buffer);
		MemorySegment owned = buffer.asSlice(0, OWNED);
		if (Long.compareUnsigned(size(owned), capacity(owned)) > 0)
			throw new Refused(E_RANGE);
		block(owned);
		return owned;
	}

	/** Another block, with the bytes of the old one, as far as there is room; the old one is still there. */
	private static MemorySegment grown(MemorySegment owned, long capacity) {
		MemorySegment block = blockOf(capacity);
		long kept = Math.min(size(owned), capacity);
		block.asSlice(0, kept).copyFrom(block(owned).asSlice(0, kept));
		return block;
	}

	private static void put(MemorySegment owned, MemorySegment block, long size) {
		giveBack(block(owned), capacity(owned));
		set(owned, block, size, block.byteSize());
	}

	private static int owned_copy(MemorySegment bytes, long n, MemorySegment out) {
		require(out);
		MemorySegment source = counted(bytes, n);
		set(out.asSlice(0, OWNED), blockOf(n).copyFrom(source), n, n);
		return OK;
	}

	private static int owned_append(MemorySegment buffer, MemorySegment bytes, long n) {
		MemorySegment owned = sound(buffer), source = counted(bytes, n);
		long size = size(owned), needed = size + n;
		most(needed);
		if (needed > capacity(owned)) { // twice as much, so that appending a byte at a time is no copy at a time
			MemorySegment block = grown(owned, Math.max(needed, Math.min(2 * capacity(owned), MOST)));
			block.asSlice(size, n).copyFrom(source); // it may lie in the old block
			put(owned, block, needed);
		} else {
			block(owned).asSlice(size, n).copyFrom(source);
			SIZE.set(owned, 0L, needed);
		}
		return OK;
	}

	private static int owned_resize(MemorySegment buffer, long size, byte fill) {
		MemorySegment owned = sound(buffer);
		most(size);
		long before = size(owned);
		if (size > capacity(owned))
			put(owned, grown(owned, size), before);
		if (size > before)
			block(owned).asSlice(before, size - before).fill(fill);
		SIZE.set(owned, 0L, size);
		return OK;
	}

	private static int owned_fit(MemorySegment buffer) {
		MemorySegment owned = sound(buffer);
		if (capacity(owned) != size(owned))
			put(owned, grown(owned, size(owned)), size(owned));
		return OK;
	}

	private static void owned_free(MemorySegment buffer) {
		if (isNull(buffer))
			return;
		MemorySegment owned = buffer.asSlice(0, OWNED);
		giveBack((MemorySegment) BYTES.get(owned, 0L), capacity(owned));
		set(owned, MemorySegment.NULL, 0, 0);
	}

	// ---- stores

	/** What a store holds: an end of its own kind comes with it. */
	private sealed interface Content {
		MemorySegment bytes();

		void end() throws Throwable;
	}

	/** The store's own copy, which its arena frees. */
	private record Kept(Arena arena, MemorySegment bytes) implements Content {
		static Kept copyOf(MemorySegment bytes) {
			Arena arena = Arena.ofShared();
			return new Kept(arena, bytes.byteSize() == 0 ? bytes : Host.alloc(arena, bytes.byteSize(), 1).copyFrom(bytes));
		}

		@Override
		public void end() {
			arena.close();
		}
	}

	/** The caller's bytes, until they are given back. */
	private record Adopted(MemorySegment bytes, MemorySegment release, MemorySegment userdata, MemorySegment given, long n)
			implements Content {
		@Override
		public void end() throws Throwable {
			RELEASE.invokeExact(release, userdata, given, n);
		}
	}

	private static final class Store {
		Content held = Kept.copyOf(MemorySegment.NULL);

		void hold(Content next) throws Throwable {
			Content before = held;
			held = next;
			before.end();
		}
	}

	private static final Held<Store> STORES = new Held<>();

	private static long live() {
		return STORES.size();
	}

	private static int store_new(MemorySegment out) {
		require(out);
		setPointer(out, STORES.add(new Store()));
		return OK;
	}

	private static void store_free(MemorySegment store) throws Throwable {
		if (!isNull(store))
			STORES.remove(store).hold(Kept.copyOf(MemorySegment.NULL));
	}

	private static int store_set(MemorySegment store, MemorySegment bytes, long n) throws Throwable {
		require(store);
		STORES.get(store).hold(Kept.copyOf(counted(bytes, n)));
		return OK;
	}

	private static int store_adopt(MemorySegment store, MemorySegment bytes, long n, MemorySegment release,
			MemorySegment userdata) throws Throwable {
		require(store, release);
		STORES.get(store).hold(new Adopted(counted(bytes, n), release, userdata, bytes, n));
		return OK;
	}

	private static int store_clear(MemorySegment store) throws Throwable {
		STORES.get(store).hold(Kept.copyOf(MemorySegment.NULL));
		return OK;
	}

	private static int store_view(MemorySegment store, MemorySegment bytes, MemorySegment n) {
		require(store, bytes, n);
		MemorySegment held = STORES.get(store).held.bytes();
		setPointer(bytes, held);
		setSize(n, held.byteSize());
		return OK;
	}

	private static int store_copy(MemorySegment store, MemorySegment to, MemorySegment size) {
		require(store, size);
		MemorySegment held = STORES.get(store).held.bytes();
		roomFor(held.byteSize(), to, size, 1).copyFrom(held);
		return OK;
	}

	private static int store_read(MemorySegment store, long offset, MemorySegment to, long n, MemorySegment done) {
		require(store, done);
		MemorySegment room = counted(to, n), held = STORES.get(store).held.bytes();
		most(offset);
		if (offset > held.byteSize())
			return E_RANGE;
		long part = Math.min(n, held.byteSize() - offset);
		room.asSlice(0, part).copyFrom(held.asSlice(offset, part));
		setSize(done, part);
		return OK;
	}

	private static int store_write(MemorySegment store, long offset, MemorySegment bytes, long n) {
		require(store);
		MemorySegment source = counted(bytes, n);
		Content held = STORES.get(store).held;
		most(offset);
		if (offset + n > held.bytes().byteSize())
			return E_RANGE;
		if (held instanceof Adopted)
			return E_STATE;
		held.bytes().asSlice(offset, n).copyFrom(source);
		return OK;
	}
}
