package seam;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static seam.Memory.counted;
import static seam.Memory.isNull;
import static seam.Memory.require;
import static seam.Memory.setPointer;
import static seam.Memory.setSize;
import static seam.Refused.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** Events, onces and boxes: what one thread does and another one waits for, or sees. */
final class ThreadsWaits {
	static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	private ThreadsWaits() {}

	private static final class Event {
		private long wakes, waiting;
		private boolean isCancelled;

		synchronized int await() {
			waiting++;
			Threads.await(this, () -> isCancelled || wakes > 0);
			waiting--;
			if (isCancelled)
				return E_STATE;
			wakes--;
			return OK;
		}

		synchronized int wake() {
			if (isCancelled)
				return E_STATE;
			wakes++;
			notify();
			return OK;
		}

		synchronized void cancel() {
			isCancelled = true;
			notifyAll();
		}

		synchronized long waiting() {
			return waiting;
		}
	}

	private static final Held<Event> EVENTS = new Held<>();

	private static int event_create(MemorySegment out) {
		require(out);
		setPointer(out, EVENTS.add(new Event()));
		return OK;
	}

	private static int event_destroy(MemorySegment event) {
		if (isNull(event))
			return OK;
		if (EVENTS.get(event).waiting() > 0)
			return E_STATE;
		EVENTS.remove(event);
		return OK;
	}

	private static int event_wait(MemorySegment event) {
		return EVENTS.get(event).await();
	}

	private static int event_wake(MemorySegment event) {
		return EVENTS.get(event).wake();
	}

	private static int event_cancel(MemorySegment event) {
		EVENTS.get(event).cancel();
		return OK;
	}

	private static int event_waiting(MemorySegment event, MemorySegment out) {
		require(event, out);
		out.set(JAVA_LONG, 0, EVENTS.get(event).waiting());
		return OK;
	}

	// ---- once

	private static final class Once {
		private Thread runner;
		private Long result;

		/** Whether the caller is the one to run. */
		synchronized boolean begin() {
			if (runner == Thread.currentThread())
				throw new Refused(E_STATE);
			Threads.await(this, () -> runner == null);
			if (result != null)
				return false;
			runner = Thread.currentThread();
			return true;
		}

		synchronized void end(Long value) {
			runner = null;
			result = value;
			notifyAll();
		}

		synchronized long result() {
			return result;
		}
	}

	private static final Held<Once> ONCES = new Held<>();

	private static int once_create(MemorySegment out) {
		require(out);
		setPointer(out, ONCES.add(new Once()));
		return OK;
	}

	private static int once_destroy(MemorySegment once) {
		if (!isNull(once))
			ONCES.remove(once);
		return OK;
	}

	private static int once_run(MemorySegment handle, MemorySegment fn, MemorySegment userdata, MemorySegment out)
			throws Throwable {
		require(handle, fn, out);
		Once once = ONCES.get(handle);
		if (once.begin())
			try (Arena arena = Arena.ofConfined()) {
				MemorySegment result = arena.allocate(JAVA_LONG);
				int failed = (int) Threads.SETUP.invokeExact(fn, userdata, result);
				once.end(failed != 0 ? null : result.get(JAVA_LONG, 0));
				if (failed != 0)
					return E_FAILED;
			}
		out.set(JAVA_LONG, 0, once.result());
		return OK;
	}

	// ---- boxes

	/** What is published is never changed, only replaced; its memory is lent. */
	private static final class Box {
		private MemorySegment published;

		synchronized void put(MemorySegment next) {
			if (published != null && published.byteSize() > 0)
				Host.free(published, published.byteSize(), 1);
			published = next;
		}

		synchronized int read(MemorySegment room, MemorySegment size) {
			if (published == null)
				return E_NOT_FOUND;
			setSize(size, published.byteSize());
			if (published.byteSize() > room.byteSize())
				return E_SPACE;
			room.copyFrom(published);
			return OK;
		}
	}

	private static final Held<Box> BOXES = new Held<>();

	static long live() {
		return EVENTS.size() + ONCES.size() + BOXES.size();
	}

	private static int box_create(MemorySegment out) {
		require(out);
		setPointer(out, BOXES.add(new Box()));
		return OK;
	}

	private static int box_destroy(MemorySegment box) {
		if (!isNull(box))
			BOXES.remove(box).put(null);
		return OK;
	}

	private static int box_publish(MemorySegment box, MemorySegment bytes, long size) {
		require(box);
		MemorySegment given = counted(bytes, size);
		BOXES.get(box).put(size == 0 ? MemorySegment.NULL : Host.alloc(size, 1).copyFrom(given));
		return OK;
	}

	private static int box_read(MemorySegment box, MemorySegment bytes, long capacity, MemorySegment size) {
		require(box, size);
		return BOXES.get(box).read(counted(bytes, capacity), size);
	}
}
