package seam;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static seam.Memory.isNull;
import static seam.Memory.require;
import static seam.Refused.*;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.function.BooleanSupplier;

/**
 * threads: one library, many threads.
 *
 * <p>What belongs together is changed under a monitor, and none is held while C is called. A thread that C has started is a
 * Java thread from its first call to its end.
 *
 * <p>Lacks what ends with a thread (last errors, values, pinned handles): Java tells nobody that a thread of C's has ended.
 */
final class Threads {
	static final MethodHandle SETUP = Edge.call(int.class, MemorySegment.class, MemorySegment.class);
	private static final MethodHandle RELEASE = Edge.call(void.class, MemorySegment.class),
			CALL = Edge.call(void.class, MemorySegment.class);

	private static final int WAITS = 1, REFUSES = 2, PARALLEL = 5, NESTS = 6, DRAINS = 7, NEVER = 10; // enum seam_thr_policy

	private Threads() {}

	/** A userdata of the host's, released once. */
	record Released(MemorySegment userdata, MemorySegment release) {
		void end() throws Throwable {
			if (!isNull(release))
				RELEASE.invokeExact(release, userdata);
		}
	}

	/** Waits on the monitor, which the caller holds. Nobody interrupts a thread here. */
	static void await(Object monitor, BooleanSupplier condition) {
		try {
			while (!condition.getAsBoolean())
				monitor.wait();
		} catch (InterruptedException e) {
			throw new AssertionError(e);
		}
	}

	private static long live() {
		return ThreadsAccounts.live() + ThreadsCalls.live() + ThreadsWaits.live();
	}

	private static int policy(int question) {
		return switch (question) { // enum seam_thr_question
			case 1 -> WAITS; // account_close during another thread's update
			case 2 -> WAITS; // source_unregister while the callback runs elsewhere
			case 3 -> PARALLEL; // source_fire on two threads
			case 4 -> NESTS; // source_fire from its own callback
			case 5 -> DRAINS; // what is queued when worker_stop is called
			case 6 -> REFUSES; // worker_stop from the worker
			case 7 -> NEVER; // fork() of C's: the JVM's own threads are missing in the child
			default -> 0;
		};
	}

	// ---- the library

	private static final class Library {
		private int users;
		private long total;
		private Thread settingUp;

		/** With the monitor held, which is given back to wait: no setup is running. */
		private void settle() {
			if (settingUp == Thread.currentThread())
				throw new Refused(E_STATE);
			await(this, () -> settingUp == null);
		}

		private void requireUsers() {
			settle();
			if (users == 0)
				throw new Refused(E_STATE);
		}

		private void count(int more, MemorySegment out) {
			users += more;
			if (!isNull(out))
				out.set(JAVA_INT, 0, users);
		}

		int init(MemorySegment setup, MemorySegment userdata, MemorySegment count) throws Throwable {
			synchronized (this) {
				settle();
				if (users > 0) {
					count(1, count);
					return OK;
				}
				settingUp = Thread.currentThread();
			}
			int failed = isNull(setup) ? 0 : (int) SETUP.invokeExact(setup, userdata, MemorySegment.NULL);
			synchronized (this) {
				settingUp = null;
				notifyAll();
				if (failed != 0)
					return E_FAILED;
				total = 0;
				count(1, count);
			}
			return OK;
		}

		synchronized void shutdown(MemorySegment count) {
			requireUsers();
			count(-1, count);
		}

		synchronized void add(long n, MemorySegment out) {
			requireUsers();
			total += n;
			out.set(JAVA_LONG, 0, total);
		}
	}

	private static final Library LIBRARY = new Library();

	private static int lib_init(MemorySegment setup, MemorySegment userdata, MemorySegment count) throws Throwable {
		return LIBRARY.init(setup, userdata, count);
	}

	private static int lib_shutdown(MemorySegment count) {
		LIBRARY.shutdown(count);
		return OK;
	}

	private static int lib_add(long n, MemorySegment total) {
		require(total);
		LIBRARY.add(n, total);
		return OK;
	}

	static MemorySegment ops() {
		var classes = new MethodHandles.Lookup[] {MethodHandles.lookup(), ThreadsAccounts.LOOKUP, ThreadsCalls.LOOKUP,
				ThreadsWaits.LOOKUP};
		return Edge.table(classes, "live", "policy", "lib_init", "lib_shutdown", "lib_add",
				"account_create", "account_retain", "account_release", "account_references", "account_get", "account_add",
				"account_update", "account_transfer", "account_describe", "account_close",
				"last_error_set", "last_error", "thread_set", "thread_get", "thread_forget", "thread_states", "errno_after",
				"source_create", "source_destroy", "source_register", "source_unregister", "source_fire",
				"worker_start", "worker_post", "worker_stop", "worker_destroy",
				"event_create", "event_destroy", "event_wait", "event_wake", "event_cancel", "event_waiting",
				"once_create", "once_destroy", "once_run", "box_create", "box_destroy", "box_publish", "box_read",
				"pinned_create", "pinned_add", "pinned_destroy");
	}
}
