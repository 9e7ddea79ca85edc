package seam;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static seam.Memory.isNull;
import static seam.Memory.require;
import static seam.Memory.setPointer;
import static seam.Refused.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import seam.Threads.Released;

/**
 * Accounts: shared handles, with counted references.
 *
 * <p>One monitor for all of them, held for a look or a change and never during a call; what waits for an update waits without
 * it.
 */
final class ThreadsAccounts {
	static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
	private static final MethodHandle UPDATE = Edge.call(long.class, MemorySegment.class, long.class),
			TEXT = Edge.call(void.class, MemorySegment.class, MemorySegment.class);
	private static final Object CHANGED = new Object();

	private ThreadsAccounts() {}

	private static final class Account {
		private final Released userdata;
		private long balance, references = 1;
		private boolean isClosed;
		private Thread updater;

		Account(long balance, Released userdata) {
			this.balance = balance;
			this.userdata = userdata;
		}

		private void requireOpen() {
			if (isClosed || updater == Thread.currentThread())
				throw new Refused(E_STATE);
		}
	}

	private static final Held<Account> ACCOUNTS = new Held<>();

	static long live() {
		return ACCOUNTS.size();
	}

	private static long sum(long a, long b) {
		try {
			return Math.addExact(a, b);
		} catch (ArithmeticException e) {
			throw new Refused(E_RANGE);
		}
	}

	/** With the monitor held, which is given back to wait: then no update of them is running, and they are open. */
	private static void settle(Account... some) {
		for (Account account : some)
			if (account.updater == Thread.currentThread())
				throw new Refused(E_STATE);
		Threads.await(CHANGED, () -> {
			for (Account account : some)
				if (account.updater != null)
					return false;
			return true;
		});
		for (Account account : some)
			account.requireOpen();
	}

	private static int account_create(long balance, MemorySegment userdata, MemorySegment release, MemorySegment out) {
		require(out);
		setPointer(out, ACCOUNTS.add(new Account(balance, new Released(userdata, release))));
		return OK;
	}

	private static int account_retain(MemorySegment handle) {
		Account account = ACCOUNTS.get(handle);
		synchronized (CHANGED) {
			account.references++;
		}
		return OK;
	}

	private static int account_release(MemorySegment handle) throws Throwable {
		if (isNull(handle))
			return OK;
		Account account = ACCOUNTS.get(handle);
		boolean isLast;
		synchronized (CHANGED) {
			isLast = --account.references == 0;
		}
		if (isLast) {
			ACCOUNTS.remove(handle);
			account.userdata.end();
		}
		return OK;
	}

	private static int account_references(MemorySegment handle, MemorySegment out) {
		require(handle, out);
		synchronized (CHANGED) {
			out.set(JAVA_LONG, 0, ACCOUNTS.get(handle).references);
		}
		return OK;
	}

	private static long balance(MemorySegment handle) {
		Account account = ACCOUNTS.get(handle);
		synchronized (CHANGED) {
			account.requireOpen();
			return account.balance;
		}
	}

	private static int account_get(MemorySegment handle, MemorySegment out) {
		require(handle, out);
		out.set(JAVA_LONG, 0, balance(handle));
		return OK;
	}

	private static int account_add(MemorySegment handle, long n, MemorySegment balance) {
		require(handle, balance);
		Account account = ACCOUNTS.get(handle);
		synchronized (CHANGED) {
			settle(account);
			account.balance = sum(account.balance, n);
			balance.set(JAVA_LONG, 0, account.balance);
		}
		return OK;
	}

	private static int account_update(MemorySegment handle, MemorySegment fn, MemorySegment userdata) throws Throwable {
		require(handle, fn);
		Account account = ACCOUNTS.get(handle);
		long balance;
		synchronized (CHANGED) {
			settle(account);
			account.updater = Thread.currentThread();
			balance = account.balance;
		}
		balance = (long) UPDATE.invokeExact(fn, userdata, balance);
		synchronized (CHANGED) {
			account.balance = balance;
			account.updater = null;
			CHANGED.notifyAll();
		}
		return OK;
	}

	private static int account_transfer(MemorySegment from, MemorySegment to, long n) {
		require(from, to);
		if (n < 0)
			return E_RANGE;
		Account source = ACCOUNTS.get(from), target = ACCOUNTS.get(to);
		synchronized (CHANGED) {
			settle(source, target);
			if (n > source.balance)
				return E_RANGE;
			if (source != target) {
				target.balance = sum(target.balance, n);
				source.balance -= n;
			}
		}
		return OK;
	}

	private static int account_describe(MemorySegment handle, MemorySegment fn, MemorySegment userdata) throws Throwable {
		require(handle, fn);
		try (Arena arena = Arena.ofConfined()) {
			TEXT.invokeExact(fn, userdata, arena.allocateFrom(Long.toString(balance(handle))));
		}
		return OK;
	}

	private static int account_close(MemorySegment handle) {
		Account account = ACCOUNTS.get(handle);
		synchronized (CHANGED) {
			settle(account);
			account.isClosed = true;
		}
		return OK;
	}
}
