package seam;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static seam.Edge.POINTER;
import static seam.Memory.get;
import static seam.Memory.isNull;
import static seam.Memory.partOf;
import static seam.Memory.require;
import static seam.Memory.setPointer;
import static seam.Refused.*;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Buses: subscriptions that are called later, from any thread where a bus is made for that.
 *
 * <p>A bus's lock is held for a look or a change, never during a call: what is being called is counted as used, and what is
 * ended meanwhile is destroyed when the last user has let go of it.
 */
final class CallbacksBus {
	static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	private static final MethodHandle EVENT = Edge.call(int.class, long.class, long.class, MemorySegment.class),
			DESTROY = Edge.call(void.class, MemorySegment.class),
			BEFORE = Edge.call(void.class, long.class, MemorySegment.class),
			AFTER = Edge.call(void.class, long.class, int.class, int.class, MemorySegment.class);

	private static final StructLayout SUBSCRIPTION = MemoryLayout.structLayout(
			JAVA_LONG.withName("size"), POINTER.withName("callback"), POINTER.withName("userdata"),
			POINTER.withName("destroy"), JAVA_INT.withName("priority"), JAVA_INT.withName("flags"));
	private static final StructLayout WATCH = MemoryLayout.structLayout(
			JAVA_LONG.withName("size"), POINTER.withName("userdata"), POINTER.withName("before"), POINTER.withName("after"),
			POINTER.withName("destroy"));
	private static final int SHARED = 1, SERIAL = 2; // enum seam_bus_kind
	private static final int ONCE = 1; // SEAM_SUBSCRIBE_ONCE

	private CallbacksBus() {}

	/** A userdata of the host's: destroyed once, after it has been ended and when nobody uses it. */
	private static class Borrowed {
		final MemorySegment userdata;
		private final MemorySegment destroy;
		private final AtomicInteger users = new AtomicInteger(1); // whoever is to end it is one, too

		Borrowed(MemorySegment userdata, MemorySegment destroy) {
			this.userdata = userdata;
			this.destroy = destroy;
		}

		void use() {
			users.incrementAndGet();
		}

		void end() throws Throwable {
			if (users.decrementAndGet() == 0 && !isNull(destroy))
				DESTROY.invokeExact(destroy, userdata);
		}
	}

	private static final class Subscription extends Borrowed {
		final MemorySegment callback;
		final int priority, flags;

		Subscription(MemorySegment callback, MemorySegment userdata, MemorySegment destroy, int priority, int flags) {
			super(userdata, destroy);
			this.callback = callback;
			this.priority = priority;
			this.flags = flags;
		}
	}

	private static final class Watch extends Borrowed {
		static final Watch NONE = new Watch(MemorySegment.NULL, MemorySegment.NULL, MemorySegment.NULL, MemorySegment.NULL);
		final MemorySegment before, after;

		Watch(MemorySegment userdata, MemorySegment before, MemorySegment after, MemorySegment destroy) {
			super(userdata, destroy);
			this.before = before;
			this.after = after;
		}
	}

	/** A look or a change, with the bus's lock held. */
	private interface Look<T> {
		T look();
	}

	/** A bus that is freed while it fires is closed at once, and ends when the last firing does. */
	static final class Bus {
		private final ReentrantLock lock = new ReentrantLock(), turn;
		private final Map<Long, Subscription> subscriptions = new TreeMap<>();
		private final MemorySegment handle;
		private Watch watch = Watch.NONE;
		private long lastId;
		private int firings;
		private boolean isClosed, hasEnded;

		Bus(boolean isSerial) {
			turn = isSerial ? new ReentrantLock() : null;
			handle = BUSES.add(this);
		}

		private <T> T locked(Look<T> look) {
			lock.lock();
			try {
				return look.look();
			} finally {
				lock.unlock();
			}
		}

		private <T> T open(Look<T> look) {
			return locked(() -> {
				if (isClosed)
					throw new Refused(E_STATE);
				return look.look();
			});
		}

		private Subscription find(long id) {
			Subscription found = subscriptions.get(id);
			if (found == null)
				throw new Refused(E_NOT_FOUND);
			return found;
		}

		void close() throws Throwable {
			open(() -> isClosed = true);
			endIfDone();
		}

		private void endIfDone() throws Throwable {
			boolean ends = locked(() -> {
				boolean now = isClosed && firings == 0 && !hasEnded;
				hasEnded |= now;
				return now;
			});
			if (!ends)
				return;
			BUSES.remove(handle);
			for (Subscription subscription : subscriptions.values())
				subscription.end();
			watch.end();
		}

		long add(Subscription subscription) {
			return open(() -> {
				subscriptions.put(++lastId, subscription);
				return lastId;
			});
		}

		void remove(long id) throws Throwable {
			open(() -> {
				Subscription found = find(id);
				subscriptions.remove(id);
				return found;
			}).end();
		}

		void replace(long id, MemorySegment callback, MemorySegment userdata, MemorySegment destroy) throws Throwable {
			open(() -> {
				Subscription old = find(id);
				subscriptions.put(id, new Subscription(callback, userdata, destroy, old.priority, old.flags));
				return old;
			}).end();
		}

		void put(Watch next) throws Throwable {
			Watch old = open(() -> {
				Watch before = watch;
				watch = next;
				return before;
			});
			if (old != Watch.NONE)
				old.end();
		}

		int count() {
			return locked(() -> isClosed ? 0 : subscriptions.size());
		}

		/** Its value; an id that is not to be called any more is refused. */
		private int call(long id, long event) throws Throwable {
			Subscription called = open(() -> {
				Subscription found = find(id);
				if ((found.flags & ONCE) != 0)
					subscriptions.remove(id); // its own use ends with this call
				else
					found.use();
				return found;
			});
			try {
				return (int) EVENT.invokeExact(called.callback, id, event, called.userdata);
			} finally {
				called.end();
			}
		}

		private List<Long> turns() {
			return open(() -> {
				List<Long> ids = new ArrayList<>(subscriptions.keySet());
				ids.sort(Comparator.comparingInt((Long id) -> subscriptions.get(id).priority).reversed()); // stable
				return ids;
			});
		}

		private void callAll(long event, MemorySegment called, MemorySegment result) throws Throwable {
			List<Long> turns = turns();
			Watch told = locked(() -> {
				watch.use();
				return watch;
			});
			int count = 0, value = 0;
			try {
				if (!isNull(told.before))
					BEFORE.invokeExact(told.before, event, told.userdata);
				for (int i = 0; i < turns.size() && value == 0; i++)
					try {
						value = call(turns.get(i), event);
						count++;
					} catch (Refused ended) {
						continue; // it has, or the bus has
					}
				if (!isNull(told.after) && !locked(() -> isClosed))
					AFTER.invokeExact(told.after, event, count, value, told.userdata);
			} finally {
				told.end();
			}
			called.set(JAVA_INT, 0, count);
			result.set(JAVA_INT, 0, value);
		}

		private interface Firing {
			void fire() throws Throwable;
		}

		/** Counted as firing from the look at whether it is closed; on a serial bus in turn. */
		void firing(Firing firing) throws Throwable {
			open(() -> firings++);
			try {
				if (turn != null)
					turn.lock();
				try {
					firing.fire();
				} finally {
					if (turn != null)
						turn.unlock();
				}
			} finally {
				locked(() -> firings--);
				endIfDone();
			}
		}
	}

	private static final Held<Bus> BUSES = new Held<>();

	static Collection<Bus> openBuses() {
		return BUSES.all().stream().filter(bus -> bus.locked(() -> !bus.isClosed)).toList();
	}

	private static int bus_new(MemorySegment out) {
		require(out);
		setPointer(out, new Bus(false).handle);
		return OK;
	}

	private static int bus_new_for(int kind, MemorySegment out) {
		require(out);
		if (kind != SHARED && kind != SERIAL)
			return E_RANGE;
		setPointer(out, new Bus(kind == SERIAL).handle);
		return OK;
	}

	private static int bus_free(MemorySegment bus) throws Throwable {
		if (!isNull(bus))
			BUSES.get(bus).close();
		return OK;
	}

	private static int subscribe(MemorySegment bus, MemorySegment callback, MemorySegment userdata, MemorySegment destroy,
			MemorySegment id) {
		require(bus, callback, id);
		id.set(JAVA_LONG, 0, BUSES.get(bus).add(new Subscription(callback, userdata, destroy, 0, 0)));
		return OK;
	}

	private static int subscribe_with(MemorySegment bus, MemorySegment subscription, MemorySegment id) {
		require(bus, subscription, id);
		MemorySegment given = partOf(subscription, SUBSCRIPTION);
		if (Long.compareUnsigned((long) get(given, SUBSCRIPTION, "size"),
				SUBSCRIPTION.byteOffset(groupElement("priority"))) < 0)
			return E_VERSION;
		MemorySegment callback = (MemorySegment) get(given, SUBSCRIPTION, "callback");
		require(callback);
		int flags = (int) get(given, SUBSCRIPTION, "flags");
		if ((flags & ~ONCE) != 0)
			return E_RANGE;
		id.set(JAVA_LONG, 0, BUSES.get(bus).add(new Subscription(callback,
				(MemorySegment) get(given, SUBSCRIPTION, "userdata"), (MemorySegment) get(given, SUBSCRIPTION, "destroy"),
				(int) get(given, SUBSCRIPTION, "priority"), flags)));
		return OK;
	}

	private static int unsubscribe(MemorySegment bus, long id) throws Throwable {
		BUSES.get(bus).remove(id);
		return OK;
	}

	private static int replace(MemorySegment bus, long id, MemorySegment callback, MemorySegment userdata,
			MemorySegment destroy) throws Throwable {
		require(bus, callback);
		BUSES.get(bus).replace(id, callback, userdata, destroy);
		return OK;
	}

	private static int bus_watch(MemorySegment bus, MemorySegment watch) throws Throwable {
		require(bus);
		if (isNull(watch)) {
			BUSES.get(bus).put(Watch.NONE);
			return OK;
		}
		if ((long) get(watch, WATCH, "size") != WATCH.byteSize())
			return E_VERSION;
		BUSES.get(bus).put(new Watch((MemorySegment) get(watch, WATCH, "userdata"),
				(MemorySegment) get(watch, WATCH, "before"), (MemorySegment) get(watch, WATCH, "after"),
				(MemorySegment) get(watch, WATCH, "destroy")));
		return OK;
	}

	private static int fire(MemorySegment bus, long id, long event, MemorySegment result) throws Throwable {
		require(bus, result);
		Bus fired = BUSES.get(bus);
		fired.firing(() -> result.set(JAVA_INT, 0, fired.call(id, event)));
		return OK;
	}

	private static int fire_all(MemorySegment bus, long event, MemorySegment called, MemorySegment result) throws Throwable {
		require(bus, called, result);
		Bus fired = BUSES.get(bus);
		fired.firing(() -> fired.callAll(event, called, result));
		return OK;
	}

	/** The lock of the bus, not its turn. */
	private static int lock_probe(MemorySegment bus) {
		if (isNull(bus))
			return OK;
		ReentrantLock lock = BUSES.get(bus).lock;
		if (lock.isHeldByCurrentThread() || !lock.tryLock())
			return E_STATE;
		lock.unlock();
		return OK;
	}
}
