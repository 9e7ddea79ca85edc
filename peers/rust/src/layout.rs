//! Group `layout`: structs of C's, described and used.

mod field;
mod table;
pub mod types;

use crate::contain::{contain, need, Result};
use crate::sys::{elements, Error, Layout, Out, Str, View};
use field::{Field, Kind, Type};
use std::ffi::{c_char, c_int, c_void, CStr};
use std::ptr::{self, NonNull};
use std::slice;
use types::*;

pub static OPS: Layout = Layout {
    describe: Some(describe),
    write: Some(write),
    read: Some(read),
    emit: Some(emit),
    fill: Some(fill),
    sum: Some(sum),
    truth: Some(truth),
    enum_value: Some(enum_value),
    enum_name: Some(enum_name),
    enum_load: Some(enum_load),
    tagged_get: Some(tagged_get),
    tagged_set: Some(tagged_set),
    list_sum: Some(list_sum),
    options_init: Some(options_init),
    options_apply: Some(options_apply),
    copy_fixed12: Some(copy),
    take_fixed12: Some(take),
    give_fixed12: Some(give),
    copy_fixed24: Some(copy),
    take_fixed24: Some(take),
    give_fixed24: Some(give),
    copy_vec2: Some(copy),
    take_vec2: Some(take),
    give_vec2: Some(give),
};

// ---- types and fields by name ---------------------------------------------------------------------------------------

fn find(name: Str<'_>) -> Result<&'static Type> {
    let name = need(name.get())?.to_str().map_err(|_| Error::NotFound)?;
    if let Some(found) = table::TYPES.iter().find(|t| t.name == name) {
        return Ok(found);
    }
    match table::BITS.iter().find(|t| t.name == name) {
        Some(found) if table::BITS_ARE_KNOWN => Ok(found),
        Some(_) => Err(Error::Unsupported),
        None if table::INEXPRESSIBLE.contains(&name) => Err(Error::Unsupported),
        None => Err(Error::NotFound),
    }
}

fn find_field(of: &Type, name: &CStr) -> Result<&'static dyn Field> {
    let name = name.to_str().map_err(|_| Error::NotFound)?;
    of.fields.iter().find(|field| field.is(name)).copied().ok_or(Error::NotFound)
}

fn find_leaf(of: Str<'_>, name: Str<'_>) -> Result<&'static dyn Field> {
    let field = find_field(find(of)?, need(name.get())?)?;
    if field.is_leaf() {
        Ok(field)
    } else {
        Err(Error::NotFound)
    }
}

extern "C" fn describe(name: Str<'_>, field: Str<'_>, out: Out<'_, View>) -> c_int {
    contain(|| {
        let (found, out) = (find(name)?, need(out)?);
        out.write(match field.get() {
            Some(field) => find_field(found, field)?.view().ok_or(Error::NotFound)?,
            None => View {
                size: found.size as u64,
                align: found.align as u64,
                offset: 0,
                count: 1,
                kind: Kind::Struct as u32,
                is_signed: 0,
            },
        });
        Ok(())
    })
}

extern "C" fn write(name: Str<'_>, field: Str<'_>, object: *mut c_void, leaf: *const c_void) -> c_int {
    contain(|| {
        let leaf = need(NonNull::new(leaf.cast_mut()))?;
        let object = need(NonNull::new(object))?;
        // SAFETY: C passes an object of this type, and a value of this field.
        unsafe { find_leaf(name, field)?.write(object.as_ptr().cast(), leaf.as_ptr().cast()) };
        Ok(())
    })
}

extern "C" fn read(name: Str<'_>, field: Str<'_>, object: *const c_void, leaf: *mut c_void) -> c_int {
    contain(|| {
        let leaf = need(NonNull::new(leaf))?;
        let object = need(NonNull::new(object.cast_mut()))?;
        // SAFETY: C passes an object of this type, and where a value of this field has room.
        unsafe { find_leaf(name, field)?.read(object.as_ptr().cast(), leaf.as_ptr().cast()) };
        Ok(())
    })
}

/// Leaf by leaf into zeros: a copy of the struct would take its padding along.
extern "C" fn emit(name: Str<'_>, object: *const c_void, bytes: *mut c_void, size: usize) -> c_int {
    contain(|| {
        let found = find(name)?;
        if !["fixed12", "fixed24", "nested", "signature"].contains(&found.name) {
            return Err(Error::Unsupported); // not all of their leaves are in the table
        }
        let object = need(NonNull::new(object.cast_mut()))?.cast::<u8>();
        let bytes = need(NonNull::new(bytes))?.cast::<u8>();
        if size < found.size {
            return Err(Error::Space);
        }
        // SAFETY: C passes an object of this type, and as many bytes as it has.
        unsafe {
            bytes.write_bytes(0, found.size);
            for leaf in found.fields.iter().filter(|field| field.is_leaf()) {
                let offset = leaf.view().ok_or(Error::Unsupported)?.offset as usize;
                leaf.read(object.as_ptr(), bytes.add(offset).as_ptr());
            }
        }
        Ok(())
    })
}

// ---- arrays, booleans -----------------------------------------------------------------------------------------------

extern "C" fn fill(out: *mut Fixed12, n: usize, first: u32) -> c_int {
    contain(|| {
        if n == 0 {
            return Ok(());
        }
        let out = need(NonNull::new(out))?;
        // SAFETY: C lends n structs for the call; any bytes are a Fixed12.
        let out = unsafe { slice::from_raw_parts_mut(out.as_ptr(), n) };
        for (i, item) in (0u32..).zip(out) {
            item.a = i as u8;
            item.b = first.wrapping_add(i);
            item.c = !i as u8;
        }
        Ok(())
    })
}

extern "C" fn sum(items: *const Fixed12, n: usize, out: Out<'_, u64>) -> c_int {
    contain(|| {
        // SAFETY: C lends n structs for the call.
        let (items, out) = (unsafe { elements(items, n) }?, need(out)?);
        out.write(items.iter().map(|item| u64::from(item.a) + u64::from(item.b) + u64::from(item.c)).sum());
        Ok(())
    })
}

extern "C" fn truth(number: i64, out: Out<'_, bool>) -> c_int {
    contain(|| {
        need(out)?.write(number != 0);
        Ok(())
    })
}

// ---- enums ----------------------------------------------------------------------------------------------------------

static GRADES: &[(&CStr, i64)] =
    &[(c"SEAM_GRADE_BELOW", -1), (c"SEAM_GRADE_ZERO", 0), (c"SEAM_GRADE_ABOVE", 1), (c"SEAM_GRADE_FAR", 1000)];
static FLAGS: &[(&CStr, i64)] = &[(c"SEAM_FLAG_NONE", 0), (c"SEAM_FLAG_LOW", 1), (c"SEAM_FLAG_HIGH", 0x8000_0000)];

fn name_of(number: i64, listed: &[(&'static CStr, i64)]) -> Result<&'static CStr> {
    listed.iter().find(|(_, listed)| *listed == number).map(|(name, _)| *name).ok_or(Error::Range)
}

extern "C" fn enum_value(name: Str<'_>, number: Out<'_, i64>) -> c_int {
    contain(|| {
        let (name, number) = (need(name.get())?, need(number)?);
        let found = GRADES.iter().chain(FLAGS).find(|(listed, _)| *listed == name).ok_or(Error::NotFound)?;
        number.write(found.1);
        Ok(())
    })
}

extern "C" fn enum_name(of: Str<'_>, number: i64, name: Out<'_, *const c_char>) -> c_int {
    contain(|| {
        let (of, name) = (need(of.get())?, need(name)?);
        let listed = match of.to_bytes() {
            b"grade" => GRADES,
            b"flag" => FLAGS,
            _ => return Err(Error::NotFound),
        };
        name.write(name_of(number, listed)?.as_ptr());
        Ok(())
    })
}

extern "C" fn enum_load(from: Option<&Enums>, grade: Out<'_, i64>, flag: Out<'_, i64>) -> c_int {
    contain(|| {
        let (from, grade, flag) = (need(from)?, need(grade)?, need(flag)?);
        let numbers = (from.grade.0.into(), from.flag.0.into());
        name_of(numbers.0, GRADES)?;
        name_of(numbers.1, FLAGS)?;
        grade.write(numbers.0);
        flag.write(numbers.1);
        Ok(())
    })
}

// ---- a union and its tag --------------------------------------------------------------------------------------------

extern "C" fn tagged_get(from: Option<&Tagged>, tag: u32, out: *mut c_void) -> c_int {
    contain(|| {
        let (from, out) = (need(from)?, need(NonNull::new(out))?);
        if from.tag != tag {
            return Err(Error::Range);
        }
        // SAFETY: the tag says which member is stored, and what type `out` has.
        unsafe {
            match tag {
                TAG_INT => out.cast().write(from.r#as.i),
                TAG_REAL => out.cast().write(from.r#as.d),
                TAG_TEXT => out.cast().write(from.r#as.s),
                _ => return Err(Error::Range),
            }
        }
        Ok(())
    })
}

extern "C" fn tagged_set(object: Option<&mut Tagged>, tag: u32, value: *const c_void) -> c_int {
    contain(|| {
        let (object, value) = (need(object)?, need(NonNull::new(value.cast_mut()))?);
        // SAFETY: the tag says what type the value has.
        object.r#as = unsafe {
            match tag {
                TAG_INT => Member { i: value.cast().read() },
                TAG_REAL => Member { d: value.cast().read() },
                TAG_TEXT => Member { s: value.cast().read() },
                _ => return Err(Error::Range),
            }
        };
        object.tag = tag;
        Ok(())
    })
}

// ---- a list that is C's ---------------------------------------------------------------------------------------------

extern "C" fn list_sum(head: *const List, out: Out<'_, i64>) -> c_int {
    contain(|| {
        let out = need(out)?;
        let (mut sum, mut next) = (0, head);
        // SAFETY: C lends the list for the call; a NULL ends it.
        while let Some(item) = unsafe { next.as_ref() } {
            sum += i64::from(item.value);
            next = item.next;
        }
        out.write(sum);
        Ok(())
    })
}

// ---- options with a version -----------------------------------------------------------------------------------------

const V1: (u32, u32) = (1, size_of::<OptionsV1>() as u32);
const V2: (u32, u32) = (2, size_of::<Options>() as u32);

fn defaults_v1((version, size): (u32, u32)) -> OptionsV1 {
    OptionsV1 { version, size, label: ptr::null(), depth: OPTIONS_DEPTH, limit: OPTIONS_LIMIT }
}

/// The options of version 1, and the defaults of what came later.
fn extended(v1: OptionsV1) -> Options {
    let (version, size) = V2;
    let OptionsV1 { label, depth, limit, .. } = v1;
    Options { version, size, label, depth, limit, mode: OPTIONS_MODE, grace: OPTIONS_GRACE }
}

extern "C" fn options_init(options: *mut c_void, version: u32) -> c_int {
    contain(|| {
        let options = need(NonNull::new(options))?;
        // SAFETY: C lends room for options of this version.
        unsafe {
            match version {
                1 => options.cast().write(defaults_v1(V1)),
                2 => options.cast().write(extended(defaults_v1(V2))),
                _ => return Err(Error::Version),
            }
        }
        Ok(())
    })
}

extern "C" fn options_apply(from: *const c_void, out: Out<'_, Options>) -> c_int {
    contain(|| {
        let (from, out) = (need(NonNull::new(from.cast_mut()))?, need(out)?);
        // SAFETY: options of every version begin with version and size; with those of a known one, the rest is there.
        unsafe {
            let [version, size] = from.cast::<[u32; 2]>().read();
            out.write(match (version, size) {
                V1 => extended(from.cast().read()),
                V2 => from.cast().read(),
                _ => return Err(Error::Version),
            });
        }
        Ok(())
    })
}

// ---- by pointer and by value ----------------------------------------------------------------------------------------

extern "C" fn copy<T: Copy>(from: Option<&T>, out: Out<'_, T>) -> c_int {
    contain(|| {
        need(out)?.write(*need(from)?);
        Ok(())
    })
}

extern "C" fn take<T: Copy>(value: T, out: Out<'_, T>) -> c_int {
    contain(|| {
        need(out)?.write(value);
        Ok(())
    })
}

extern "C" fn give<T: Copy + Default>(from: Option<&T>) -> T {
    from.copied().unwrap_or_default()
}
