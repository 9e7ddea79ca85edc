//! The library, a connection, its statements and blobs.

use crate::contain::{contained, not_opened, Db, Refusal};
use crate::sys::*;
use crate::values::{terminated, text};
use rusqlite::blob::Blob;
use rusqlite::{ffi, params_from_iter, MAIN_DB};
use std::ffi::{c_char, c_int, c_void};
use std::{mem, ptr, slice};

pub unsafe extern "C" fn version(number: *mut i32) -> c_int {
    // SAFETY: the caller gives room for one.
    unsafe { number.write(rusqlite::version_number()) };
    SEAM_OK
}

pub unsafe extern "C" fn config_malloc(methods: *const c_void) -> c_int {
    // SAFETY: nothing of SQLite's has been used yet, and the methods live as long as the process.
    let codes = unsafe {
        [
            ffi::sqlite3_config(ffi::SQLITE_CONFIG_MALLOC, methods),
            ffi::sqlite3_config(ffi::SQLITE_CONFIG_LOOKASIDE, 0 as c_int, 0 as c_int),
        ]
    };
    if codes == [ffi::SQLITE_OK; 2] {
        SEAM_OK
    } else {
        SEAM_E_FAILED
    }
}

pub unsafe extern "C" fn shutdown() -> c_int {
    // SAFETY: the caller has closed all connections.
    if unsafe { ffi::sqlite3_shutdown() } == ffi::SQLITE_OK {
        SEAM_OK
    } else {
        SEAM_E_FAILED
    }
}

/// # Safety
/// `db` is a connection's handle, alive for `'a`.
pub unsafe fn db_of<'a>(db: *mut c_void) -> &'a Db {
    // SAFETY: the caller's promise.
    unsafe { &*db.cast::<Db>() }
}

pub unsafe extern "C" fn open(path: *const c_char, db: *mut *mut c_void) -> c_int {
    // SAFETY: the path is terminated.
    contained(|| match unsafe { terminated(path) }.and_then(Db::open) {
        Ok(opened) => {
            // SAFETY: the caller gives room for one.
            unsafe { db.write(Box::into_raw(Box::new(opened)).cast()) };
            SEAM_OK
        }
        Err(refusal) => not_opened(refusal),
    })
}

pub unsafe extern "C" fn close(db: *mut c_void) -> c_int {
    if db.is_null() {
        return SEAM_OK;
    }
    contained(|| {
        // SAFETY: a connection is given to close() until it succeeds; nothing else of it is in use.
        let owned = unsafe { Box::from_raw(db.cast::<Db>()) };
        match owned.connection.close() {
            Ok(()) => SEAM_OK,
            Err((connection, _)) => {
                // Still open, and lost to its caller: ops cannot make this of rusqlite, whose statements borrow it.
                mem::forget(connection);
                SEAM_E_STATE
            }
        }
    })
}

pub unsafe extern "C" fn run(
    db: *mut c_void,
    sql: *const c_char,
    size: usize,
    parameters: *const Value,
    n: usize,
    row: RowFn,
    payload: *mut c_void,
) -> c_int {
    // SAFETY: the handle is a connection's; SQL, parameters and payload are the op's, for as long as it lasts.
    unsafe { db_of(db) }.op(|connection| {
        // SAFETY: as above.
        let (sql, given) =
            unsafe { (text(sql, size)?, if n == 0 { &[] } else { slice::from_raw_parts(parameters, n) }) };
        // SAFETY: as above.
        let bound = given.iter().map(|v| unsafe { v.parameter() }).collect::<Result<Vec<_>, _>>()?;
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query(params_from_iter(bound))?;
        while let Some(found) = rows.next()? {
            let n = found.as_ref().column_count();
            let values = (0..n).map(|i| Value::shown(found.get_ref(i)?)).collect::<Result<Vec<_>, _>>()?;
            // SAFETY: the values are rusqlite's until the next row.
            if row.is_some_and(|row| unsafe { row(payload, values.as_ptr(), n) } != 0) {
                break;
            }
        }
        Ok(())
    })
}

// ---- incremental I/O

/// A blob, and the connection that it borrows, which outlives it by the group's rules.
struct Open {
    blob: Blob<'static>,
    db: *mut c_void,
}

pub unsafe extern "C" fn blob_open(
    db: *mut c_void,
    table: *const c_char,
    column: *const c_char,
    row: i64,
    writable: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: the handle is a connection's, which is closed after its blobs; names are terminated; there is room for the handle.
    unsafe {
        db_of(db).op(|_| {
            let (table, column) = (terminated(table)?, terminated(column)?);
            let blob = db_of(db).connection.blob_open(
                MAIN_DB.to_str().unwrap_or("main"),
                table,
                column,
                row,
                writable == 0,
            )?;
            out.write(Box::into_raw(Box::new(Open { blob, db })).cast());
            Ok(())
        })
    }
}

pub unsafe extern "C" fn blob_bytes(handle: *mut c_void, size: *mut i64) -> c_int {
    // SAFETY: the handle is a blob's; there is room for the size.
    unsafe { size.write((*handle.cast::<Open>()).blob.len() as i64) };
    SEAM_OK
}

fn offset_of(offset: i64) -> Result<usize, Refusal> {
    usize::try_from(offset).map_err(|_| Refusal::Own(SEAM_E_RANGE, "the offset is negative"))
}

pub unsafe extern "C" fn blob_read(handle: *mut c_void, out: *mut c_void, n: usize, offset: i64) -> c_int {
    // SAFETY: the handle is a blob's; there is room for n bytes.
    unsafe {
        let open = &*handle.cast::<Open>();
        db_of(open.db).op(|_| {
            // As read_exact() of a file, it stores what there is before it fails.
            let mut bytes = vec![0; n];
            open.blob.read_at_exact(&mut bytes, offset_of(offset)?)?;
            ptr::copy_nonoverlapping(bytes.as_ptr(), out.cast(), n);
            Ok(())
        })
    }
}

pub unsafe extern "C" fn blob_write(handle: *mut c_void, data: *const c_void, n: usize, offset: i64) -> c_int {
    // SAFETY: the handle is a blob's, which nobody else uses meanwhile; there are n bytes.
    unsafe {
        let open = &mut *handle.cast::<Open>();
        db_of(open.db).op(|_| Ok(open.blob.write_at(slice::from_raw_parts(data.cast(), n), offset_of(offset)?)?))
    }
}

pub unsafe extern "C" fn blob_close(handle: *mut c_void) {
    if !handle.is_null() {
        // SAFETY: the handle is a blob's, and is used no more.
        drop(unsafe { Box::from_raw(handle.cast::<Open>()) });
    }
}
