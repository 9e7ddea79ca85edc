package seam;

import static seam.Memory.isNull;
import static seam.Memory.require;
import static seam.Memory.setPointer;
import static seam.Refused.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Visits, at once or on a thread of Java's own. */
final class CallbacksWork {
	static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	private static final MethodHandle
			VISIT = Edge.call(int.class, int.class, long.class, double.class, MemorySegment.class, MemorySegment.class),
			DONE = Edge.call(void.class, int.class, int.class, int.class, MemorySegment.class);
	private static final int THERE = 1, HERE = 2; // enum seam_done_on

	private CallbacksWork() {}

	static int visitItem(int index, MemorySegment visit, MemorySegment userdata) throws Throwable {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment name = arena.allocateFrom("item " + Integer.toUnsignedString(index));
			long number = Integer.toUnsignedLong(index);
			return (int) VISIT.invokeExact(visit, index, (number + 1) * 0x9E3779B97F4A7C15L, number + 0.5, name, userdata);
		}
	}

	/** The value of the visit that stopped, or 0. */
	static int visitItems(int count, MemorySegment visit, MemorySegment userdata) throws Throwable {
		for (int index = 0; index != count; index++) {
			int stop = visitItem(index, visit, userdata);
			if (stop != 0)
				return stop;
		}
		return 0;
	}

	private record Outcome(int status, int visited, int result) {}

	private static final class Work {
		private final int count, where;
		private final MemorySegment visit, done, userdata;
		private final Set<Thread> inside = ConcurrentHashMap.newKeySet(); // threads that are in a visit or in `done`
		private final CountDownLatch begun = new CountDownLatch(1);
		private final Thread thread = new Thread(this::run);
		private volatile boolean isCancelled;
		private Outcome outcome; // what `done` is still to get; the end of the thread hands it over

		Work(int count, MemorySegment visit, MemorySegment done, MemorySegment userdata, int where) {
			this.count = count;
			this.visit = visit;
			this.done = done;
			this.userdata = userdata;
			this.where = where;
			thread.setDaemon(true);
		}

		private void run() {
			try {
				begun.await();
				inside.add(Thread.currentThread());
				outcome = visitAll();
				inside.remove(Thread.currentThread());
				if (where == THERE)
					tell();
			} catch (Throwable e) {
				throw new AssertionError(e); // neither C nor an interruption throws here
			}
		}

		private Outcome visitAll() throws Throwable {
			int stop = 0, visited = 0;
			while (visited != count && stop == 0) {
				if (isCancelled)
					return new Outcome(E_STATE, visited, 0);
				stop = visitItem(visited++, visit, userdata);
			}
			return new Outcome(OK, visited, stop);
		}

		private void tell() throws Throwable {
			Outcome told = outcome;
			outcome = null;
			if (told == null)
				return;
			inside.add(Thread.currentThread());
			try {
				DONE.invokeExact(done, told.status, told.visited, told.result, userdata);
			} finally {
				inside.remove(Thread.currentThread());
			}
		}

		void await() throws Throwable {
			if (inside.contains(Thread.currentThread()))
				throw new Refused(E_STATE);
			thread.join();
			tell();
		}
	}

	private static final Held<Work> WORKS = new Held<>();

	static int live() {
		return WORKS.size();
	}

	private static int work_start(int count, MemorySegment visit, MemorySegment done, MemorySegment userdata, int where,
			MemorySegment out) {
		require(visit, done, out);
		if (where != THERE && where != HERE)
			return E_RANGE;
		Work work = new Work(count, visit, done, userdata, where);
		try {
			work.thread.start();
		} catch (OutOfMemoryError e) {
			return E_FAILED; // no thread is to be had
		}
		setPointer(out, WORKS.add(work));
		work.begun.countDown();
		return OK;
	}

	private static int work_cancel(MemorySegment work) {
		WORKS.get(work).isCancelled = true;
		return OK;
	}

	private static int work_wait(MemorySegment work) throws Throwable {
		WORKS.get(work).await();
		return OK;
	}

	private static int work_free(MemorySegment handle) throws Throwable {
		if (isNull(handle))
			return OK;
		Work work = WORKS.get(handle);
		if (work.inside.contains(Thread.currentThread()))
			return E_STATE;
		work.isCancelled = true;
		work.await();
		WORKS.remove(handle);
		return OK;
	}
}
