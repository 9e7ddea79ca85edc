package seam;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Objects that C holds by opaque pointers. The pointers are numbers, never 0 and never used again: C must not look behind
 * them, and Java's objects have no address. What is here is reachable until C gives it back: no collector ends it.
 */
final class Held<T> {
	private final Map<Long, T> objects = new ConcurrentHashMap<>();
	private final AtomicLong numbers = new AtomicLong();

	MemorySegment add(T thing) {
		long number = numbers.addAndGet(8);
		objects.put(number, thing);
		return MemorySegment.ofAddress(number);
	}

	T get(MemorySegment handle) {
		Memory.require(handle);
		return objects.get(handle.address());
	}

	T remove(MemorySegment handle) {
		return objects.remove(handle.address());
	}

	/** As many as there are now. */
	List<T> all() {
		return List.copyOf(objects.values());
	}

	int size() {
		return objects.size();
	}
}
