//! What C registers: closures that call back to C, and own its payload as long as rusqlite owns them.

use crate::connection::db_of;
use crate::contain::{Db, Refusal};
use crate::sys::*;
use crate::values::{bytes, terminated, text};
use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{types, Connection, Error};
use std::cmp::Ordering;
use std::ffi::{c_char, c_int, c_void, CString};
use std::ptr;

/// C's payload, destroyed when it is dropped.
struct Payload {
    address: *mut c_void,
    destroy: Destroy,
}

// SAFETY: the group's rules let C's payloads and callbacks go to any thread, one at a time.
unsafe impl Send for Payload {}
// SAFETY: nothing of the payload is read here.
unsafe impl Sync for Payload {}

impl Payload {
    /// By a method, so that a closure takes all of the payload, not this field alone.
    fn address(&self) -> *mut c_void {
        self.address
    }
}

impl Drop for Payload {
    fn drop(&mut self) {
        if let Some(destroy) = self.destroy {
            // SAFETY: the destructor is called once, here.
            unsafe { destroy(self.address) };
        }
    }
}

/// A callback of C's returned an error: its text.
fn complaint(error: &Value) -> Error {
    // SAFETY: the text's bytes are there until the callback is called again.
    let text = String::from_utf8_lossy(unsafe { bytes(error.bytes, error.size) });
    Error::UserFunctionError(text.into_owned().into())
}

fn answer(rc: c_int, result: &Value) -> rusqlite::Result<types::Value> {
    if rc != 0 {
        return Err(complaint(result));
    }
    // SAFETY: the result's bytes are there until the callback is called again.
    unsafe { result.copied() }.map_err(|_| Error::UserFunctionError("the result is not UTF-8".into()))
}

fn arguments_of(context: &Context<'_>) -> rusqlite::Result<Vec<Value>> {
    (0..context.len()).map(|i| Value::shown(context.get_raw(i))).collect()
}

// ---- functions

pub unsafe extern "C" fn function(
    db: *mut c_void,
    name: *const c_char,
    size: usize,
    n: c_int,
    call: Option<Call>,
    payload: *mut c_void,
    destroy: Destroy,
) -> c_int {
    // SAFETY: the handle is a connection's, the name is the op's.
    let (db, name) = unsafe { (db_of(db), text(name, size)) };
    let Some(call) = call else {
        return db.op(|connection| Ok(connection.remove_function(name?, n)?));
    };
    let payload = Payload { address: payload, destroy };
    db.op(|connection| {
        Ok(connection.create_scalar_function(name?, n, FunctionFlags::SQLITE_UTF8, move |context| {
            let arguments = arguments_of(context)?;
            let mut result = Value::NONE;
            let this = ptr::from_ref(context).cast_mut().cast();
            // SAFETY: the payload is alive as long as the closure; arguments and context during the call.
            let rc = unsafe { call(payload.address(), this, arguments.as_ptr(), arguments.len(), &mut result) };
            answer(rc, &result)
        })?)
    })
}

/// What an argument has beside it.
pub unsafe extern "C" fn aux_set(context: *mut c_void, argument: c_int, data: *mut c_void, destroy: Destroy) -> c_int {
    // SAFETY: the context is that of the running call.
    let context = unsafe { &*context.cast::<Context<'_>>() };
    context.set_aux(argument, Payload { address: data, destroy }).map_or(SEAM_E_FAILED, |_| SEAM_OK)
}

pub unsafe extern "C" fn aux_get(context: *mut c_void, argument: c_int) -> *mut c_void {
    // SAFETY: as above.
    let context = unsafe { &*context.cast::<Context<'_>>() };
    context.get_aux::<Payload>(argument).ok().flatten().map_or(ptr::null_mut(), |kept| kept.address())
}

// ---- aggregates

struct Rows {
    step: Step,
    finish: Finish,
    payload: Payload,
}

/// What the callbacks keep between the rows of a group.
struct State(*mut c_void);

// SAFETY: as with payloads.
unsafe impl Send for State {}

impl Aggregate<State, types::Value> for Rows {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<State> {
        Ok(State(ptr::null_mut()))
    }

    fn step(&self, context: &mut Context<'_>, state: &mut State) -> rusqlite::Result<()> {
        let arguments = arguments_of(context)?;
        let mut error = Value::NONE;
        // SAFETY: the payload is alive as long as the aggregate; arguments and state during the call.
        let rc = unsafe {
            (self.step)(self.payload.address(), &mut state.0, arguments.as_ptr(), arguments.len(), &mut error)
        };
        if rc == 0 {
            Ok(())
        } else {
            Err(complaint(&error))
        }
    }

    fn finalize(&self, _: &mut Context<'_>, state: Option<State>) -> rusqlite::Result<types::Value> {
        let mut state = state.unwrap_or(State(ptr::null_mut()));
        let mut result = Value::NONE;
        // SAFETY: as above.
        let rc = unsafe { (self.finish)(self.payload.address(), &mut state.0, &mut result) };
        answer(rc, &result)
    }
}

pub unsafe extern "C" fn aggregate(
    db: *mut c_void,
    name: *const c_char,
    size: usize,
    n: c_int,
    step: Option<Step>,
    finish: Option<Finish>,
    payload: *mut c_void,
    destroy: Destroy,
) -> c_int {
    // SAFETY: the handle is a connection's, the name is the op's.
    let (db, name) = unsafe { (db_of(db), text(name, size)) };
    let (Some(step), Some(finish)) = (step, finish) else {
        return db.op(|connection| Ok(connection.remove_function(name?, n)?));
    };
    let rows = Rows { step, finish, payload: Payload { address: payload, destroy } };
    db.op(|connection| Ok(connection.create_aggregate_function(name?, n, FunctionFlags::SQLITE_UTF8, rows)?))
}

// ---- collations

pub unsafe extern "C" fn collation(
    db: *mut c_void,
    name: *const c_char,
    size: usize,
    compare: Option<Compare>,
    payload: *mut c_void,
    destroy: Destroy,
) -> c_int {
    // SAFETY: the handle is a connection's, the name is the op's.
    let (db, name) = unsafe { (db_of(db), text(name, size)) };
    let Some(compare) = compare else {
        return db.op(|connection| Ok(connection.remove_collation(name?)?));
    };
    let payload = Payload { address: payload, destroy };
    db.op(|connection| {
        Ok(connection.create_collation(name?, move |a: &str, b: &str| {
            // SAFETY: the payload is alive as long as the closure, the texts during the call.
            unsafe { compare(payload.address(), a.as_ptr().cast(), a.len(), b.as_ptr().cast(), b.len()) }.cmp(&0)
        })?)
    })
}

// ---- handlers

/// # Safety
/// `db` is a connection's handle, of which nothing else is in use.
unsafe fn changing(db: *mut c_void, body: impl FnOnce(&mut Connection) -> Result<(), Refusal>) -> c_int {
    // SAFETY: the caller's promise; the connection is the only part that is changed.
    unsafe { db_of(db).op(|_| body(&mut (*db.cast::<Db>()).connection)) }
}

pub unsafe extern "C" fn handler(
    db: *mut c_void,
    what: *const c_char,
    called: HandlerFn,
    payload: *mut c_void,
) -> c_int {
    let payload = Payload { address: payload, destroy: None };
    // SAFETY: the payload is alive as long as the handler is registered.
    let closure = called.map(|called| move || unsafe { called(payload.address()) } != 0);
    // SAFETY: no statement runs while handlers are registered; the word is terminated.
    unsafe {
        match terminated(what) {
            Ok("progress") => changing(db, |connection| Ok(connection.progress_handler(1, closure)?)),
            Ok("commit") => changing(db, |connection| Ok(connection.commit_hook(closure)?)),
            _ => SEAM_E_NOT_FOUND,
        }
    }
}

pub unsafe extern "C" fn busy(db: *mut c_void, called: BusyFn, payload: *mut c_void) -> c_int {
    let payload = Payload { address: payload, destroy: None };
    // SAFETY: the payload is alive as long as the handler is registered.
    let closure = called.map(|called| move |n: i32| unsafe { called(payload.address(), n) } != 0);
    // SAFETY: no statement runs while handlers are registered.
    unsafe { changing(db, |connection| Ok(connection.busy_handler(closure)?)) }
}

/// Of the actions that have two names, the one that the group asks about; the others by their code where rusqlite tells it.
fn action_of<'a>(action: &AuthAction<'a>) -> (c_int, Option<&'a str>, Option<&'a str>) {
    match *action {
        AuthAction::Read { table_name, column_name } => {
            (rusqlite::ffi::SQLITE_READ, Some(table_name), Some(column_name))
        }
        AuthAction::Unknown { code, arg1, arg2 } => (code, arg1, arg2),
        _ => (0, None, None),
    }
}

pub unsafe extern "C" fn authorizer(db: *mut c_void, called: AuthorizerFn, payload: *mut c_void) -> c_int {
    let payload = Payload { address: payload, destroy: None };
    let closure = called.map(|called| {
        move |context: AuthContext<'_>| {
            let (code, a, b) = action_of(&context.action);
            let texts =
                [a, b, context.database_name, context.accessor].map(|text| text.and_then(|t| CString::new(t).ok()));
            let [a, b, database, within] =
                [0, 1, 2, 3].map(|i| texts[i].as_ref().map_or(ptr::null::<c_char>(), |text| text.as_ptr()));
            // SAFETY: the payload is alive as long as the authorizer is registered, the texts during the call.
            match unsafe { called(payload.address(), code, a, b, database, within) } {
                rusqlite::ffi::SQLITE_OK => Authorization::Allow,
                rusqlite::ffi::SQLITE_IGNORE => Authorization::Ignore,
                _ => Authorization::Deny,
            }
        }
    });
    // SAFETY: no statement runs while handlers are registered.
    unsafe { changing(db, |connection| Ok(connection.authorizer(closure)?)) }
}

// ---- callbacks that panic

fn panic_now<T>() -> T {
    panic!("a panic in a callback")
}

struct StepPanics;
struct FinishPanics;

impl Aggregate<(), i64> for StepPanics {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<()> {
        Ok(())
    }
    fn step(&self, _: &mut Context<'_>, _: &mut ()) -> rusqlite::Result<()> {
        panic_now()
    }
    fn finalize(&self, _: &mut Context<'_>, _: Option<()>) -> rusqlite::Result<i64> {
        Ok(0)
    }
}

impl Aggregate<(), i64> for FinishPanics {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<()> {
        Ok(())
    }
    fn step(&self, _: &mut Context<'_>, _: &mut ()) -> rusqlite::Result<()> {
        Ok(())
    }
    fn finalize(&self, _: &mut Context<'_>, _: Option<()>) -> rusqlite::Result<i64> {
        panic_now()
    }
}

fn register(connection: &mut Connection, what: &str) -> Result<(), Refusal> {
    const UTF8: FunctionFlags = FunctionFlags::SQLITE_UTF8;
    Ok(match what {
        "function" => {
            connection.create_scalar_function("panics", 1, UTF8, |_| -> rusqlite::Result<i64> { panic_now() })
        }
        "aggregate_step" => connection.create_aggregate_function("panics", 1, UTF8, StepPanics),
        "aggregate_finish" => connection.create_aggregate_function("panics", 1, UTF8, FinishPanics),
        "collation" => connection.create_collation("panics", |_: &str, _: &str| -> Ordering { panic_now() }),
        "progress" => connection.progress_handler(1, Some(|| -> bool { panic_now() })),
        "commit" => connection.commit_hook(Some(|| -> bool { panic_now() })),
        "authorizer" => connection.authorizer(Some(|_: AuthContext<'_>| -> Authorization { panic_now() })),
        _ => return Err(Refusal::Own(SEAM_E_NOT_FOUND, "rusqlite has no such callback")),
    }?)
}

fn take_away(connection: &mut Connection, what: &str) -> Result<(), Refusal> {
    Ok(match what {
        "collation" => connection.remove_collation("panics"),
        "progress" => connection.progress_handler(0, None::<fn() -> bool>),
        "commit" => connection.commit_hook(None::<fn() -> bool>),
        "authorizer" => connection.authorizer(None::<fn(AuthContext<'_>) -> Authorization>),
        _ => connection.remove_function("panics", 1),
    }?)
}

pub unsafe extern "C" fn panics(db: *mut c_void, what: *const c_char, sql: *const c_char, size: usize) -> c_int {
    // SAFETY: nothing else of the connection is in use; the word is terminated, the SQL is the op's.
    unsafe {
        changing(db, |connection| {
            let (what, sql) = (terminated(what)?, text(sql, size)?);
            register(connection, what)?;
            let ran = connection.prepare(sql).and_then(|mut statement| {
                let mut rows = statement.query([])?;
                while rows.next()?.is_some() {}
                Ok(())
            });
            take_away(connection, what)?;
            Ok(ran?)
        })
    }
}
