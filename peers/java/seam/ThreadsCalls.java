package seam;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static seam.Memory.isNull;
import static seam.Memory.require;
import static seam.Memory.setPointer;
import static seam.Refused.*;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import seam.Threads.Released;

/** Sources, which call on the thread that fires, and workers, which call on a thread of Java's own. */
final class ThreadsCalls {
	static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
	private static final MethodHandle VALUE = Edge.call(void.class, MemorySegment.class, long.class);

	private ThreadsCalls() {}

	private static final class Entry {
		private final MemorySegment fn;
		private final Released userdata;
		private final List<Thread> running = new ArrayList<>(); // of the calls that are running
		private boolean isLeftToFire;

		Entry(MemorySegment fn, MemorySegment userdata, MemorySegment release) {
			this.fn = fn;
			this.userdata = new Released(userdata, release);
		}
	}

	/** Its monitor is told when a call has returned. */
	private static final class Source {
		private final Map<Long, Entry> entries = new TreeMap<>();
		private long lastId;
		private int fires;

		synchronized int size() {
			return entries.size();
		}

		synchronized long add(Entry entry) {
			entries.put(++lastId, entry);
			return lastId;
		}

		void remove(long id) throws Throwable {
			Entry entry;
			synchronized (this) {
				entry = entries.remove(id);
				if (entry == null)
					throw new Refused(E_NOT_FOUND);
				entry.isLeftToFire = entry.running.contains(Thread.currentThread());
				if (entry.isLeftToFire)
					return;
				Threads.await(this, entry.running::isEmpty);
			}
			entry.userdata.end();
		}

		private void call(long id, long value) throws Throwable {
			Entry entry;
			synchronized (this) {
				entry = entries.get(id);
				if (entry == null)
					return; // taken out meanwhile
				entry.running.add(Thread.currentThread());
			}
			VALUE.invokeExact(entry.fn, entry.userdata.userdata(), value);
			boolean isLast;
			synchronized (this) {
				entry.running.remove(Thread.currentThread());
				notifyAll();
				isLast = entry.isLeftToFire && entry.running.isEmpty();
			}
			if (isLast)
				entry.userdata.end();
		}

		void fire(long value) throws Throwable {
			List<Long> ids;
			synchronized (this) {
				fires++;
				ids = List.copyOf(entries.keySet());
			}
			for (long id : ids)
				call(id, value);
			synchronized (this) {
				fires--;
			}
		}
	}

	private static final Held<Source> SOURCES = new Held<>();

	private static int source_create(MemorySegment out) {
		require(out);
		setPointer(out, SOURCES.add(new Source()));
		return OK;
	}

	private static int source_destroy(MemorySegment handle) throws Throwable {
		if (isNull(handle))
			return OK;
		Source source = SOURCES.get(handle);
		synchronized (source) {
			if (source.fires > 0)
				return E_STATE;
		}
		SOURCES.remove(handle);
		for (Entry entry : source.entries.values())
			entry.userdata.end();
		return OK;
	}

	private static int source_register(MemorySegment source, MemorySegment fn, MemorySegment userdata,
			MemorySegment release, MemorySegment id) {
		require(source, fn, id);
		id.set(JAVA_LONG, 0, SOURCES.get(source).add(new Entry(fn, userdata, release)));
		return OK;
	}

	private static int source_unregister(MemorySegment source, long id) throws Throwable {
		SOURCES.get(source).remove(id);
		return OK;
	}

	private static int source_fire(MemorySegment source, long value) throws Throwable {
		SOURCES.get(source).fire(value);
		return OK;
	}

	// ---- workers

	private static final class Worker {
		private final MemorySegment fn;
		private final Released userdata;
		private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
		private final Thread thread = new Thread(this::run);
		private boolean isStopping;

		Worker(MemorySegment fn, MemorySegment userdata, MemorySegment release) {
			this.fn = fn;
			this.userdata = new Released(userdata, release);
			thread.setDaemon(true); // a process may end while it is there
		}

		private void run() {
			Signals.block();
			try {
				for (Object value = queue.take(); value != this; value = queue.take())
					VALUE.invokeExact(fn, userdata.userdata(), (long) (Long) value);
			} catch (Throwable e) {
				throw new AssertionError(e); // neither C nor an interruption throws here
			}
		}

		synchronized void post(long value) {
			if (isStopping)
				throw new Refused(E_STATE);
			queue.add(value);
		}

		void stop() throws InterruptedException {
			if (thread == Thread.currentThread())
				throw new Refused(E_STATE);
			synchronized (this) {
				if (!isStopping)
					queue.add(this); // behind all values: they are still delivered
				isStopping = true;
			}
			thread.join();
		}
	}

	private static final Held<Worker> WORKERS = new Held<>();

	static long live() {
		return SOURCES.size() + WORKERS.size() + SOURCES.all().stream().mapToLong(Source::size).sum();
	}

	private static int worker_start(MemorySegment fn, MemorySegment userdata, MemorySegment release, MemorySegment out) {
		require(fn, out);
		Worker worker = new Worker(fn, userdata, release);
		try {
			worker.thread.start();
		} catch (OutOfMemoryError e) {
			return E_FAILED; // no thread is to be had
		}
		setPointer(out, WORKERS.add(worker));
		return OK;
	}

	private static int worker_post(MemorySegment worker, long value) {
		WORKERS.get(worker).post(value);
		return OK;
	}

	private static int worker_stop(MemorySegment worker) throws InterruptedException {
		WORKERS.get(worker).stop();
		return OK;
	}

	private static int worker_destroy(MemorySegment handle) throws Throwable {
		if (isNull(handle))
			return OK;
		WORKERS.get(handle).stop();
		WORKERS.remove(handle).userdata.end();
		return OK;
	}
}
