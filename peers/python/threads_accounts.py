"""Accounts: shared handles, with counted references.

One lock for all of them, held for a look or a change and never during a call; what waits for an update waits without
it.
"""
import threading
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_uint64, c_void_p

from edge import E_RANGE, E_STATE, OK, Handles, Refused, op, require

Release = CFUNCTYPE(None, c_void_p)
Update = CFUNCTYPE(c_int64, c_void_p, c_int64)
Text = CFUNCTYPE(None, c_void_p, c_char_p)

int64_out = POINTER(c_int64)

changed = threading.Condition()
accounts = Handles()


def sum_of(a, b):
    """Python's integers have no limit; the C type that they go back to has."""
    if not -(1 << 63) <= a + b < 1 << 63:
        raise Refused(E_RANGE)
    return a + b


class Account:
    def __init__(self, balance, userdata, release):
        self.balance, self.userdata, self.release = balance, userdata, release
        self.references, self.closed, self.updater = 1, False, None


def refuse_own_update(*some):
    if any(account.updater == threading.get_ident() for account in some):
        raise Refused(E_STATE)


def refuse_closed(*some):
    if any(account.closed for account in some):
        raise Refused(E_STATE)


def wait_to_change(*some):
    """With the lock held, which is given back to wait: then no update of them is running, and they are open."""
    refuse_own_update(*some)
    changed.wait_for(lambda: not any(account.updater for account in some))
    refuse_closed(*some)


@op(c_int, c_int64, c_void_p, Release, POINTER(c_void_p))
def account_create(balance, userdata, release, out):
    require(out)
    out[0] = accounts.add(Account(balance, userdata, release))
    return OK


@op(c_int, c_void_p)
def account_retain(account):
    require(account)
    with changed:
        accounts[account].references += 1
    return OK


@op(c_int, c_void_p)
def account_release(account):
    if not account:
        return OK
    released = accounts[account]
    with changed:
        released.references -= 1
        last = released.references == 0
    if last:
        accounts.pop(account)
        if released.release:
            released.release(released.userdata)
    return OK


@op(c_int, c_void_p, POINTER(c_uint64))
def account_references(account, out):
    require(account, out)
    out[0] = accounts[account].references
    return OK


def balance_of(account):
    with changed:
        refuse_own_update(accounts[account])
        refuse_closed(accounts[account])
        return accounts[account].balance


@op(c_int, c_void_p, int64_out)
def account_get(account, out):
    require(account, out)
    out[0] = balance_of(account)
    return OK


@op(c_int, c_void_p, c_int64, int64_out)
def account_add(account, n, balance):
    require(account, balance)
    a = accounts[account]
    with changed:
        wait_to_change(a)
        a.balance = balance[0] = sum_of(a.balance, n)
    return OK


@op(c_int, c_void_p, Update, c_void_p)
def account_update(account, fn, userdata):
    require(account, fn)
    a = accounts[account]
    with changed:
        wait_to_change(a)
        a.updater = threading.get_ident()
    balance = a.balance
    try:
        balance = fn(userdata, balance)
    finally:
        with changed:
            a.balance, a.updater = balance, None
            changed.notify_all()
    return OK


@op(c_int, c_void_p, c_void_p, c_int64)
def account_transfer(source, to, n):
    require(source, to)
    if n < 0:
        return E_RANGE
    a, b = accounts[source], accounts[to]
    with changed:
        wait_to_change(a, b)
        if n > a.balance:
            return E_RANGE
        if a is not b:
            a.balance, b.balance = a.balance - n, sum_of(b.balance, n)
    return OK


@op(c_int, c_void_p, Text, c_void_p)
def account_describe(account, fn, userdata):
    require(account, fn)
    text = b"%d" % balance_of(account)
    fn(userdata, text)
    return OK


@op(c_int, c_void_p)
def account_close(account):
    require(account)
    with changed:
        wait_to_change(accounts[account])
        accounts[account].closed = True
    return OK


OPS_OF_ACCOUNTS = [
    ("account_create", account_create),
    ("account_retain", account_retain),
    ("account_release", account_release),
    ("account_references", account_references),
    ("account_get", account_get),
    ("account_add", account_add),
    ("account_update", account_update),
    ("account_transfer", account_transfer),
    ("account_describe", account_describe),
    ("account_close", account_close),
]
