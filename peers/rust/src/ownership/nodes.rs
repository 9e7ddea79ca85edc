//! Nodes: a node refers to its child, and only knows its friend.

use super::LIVE;
use crate::contain::{contain, contain_void, need, Result};
use crate::counted::{Counted, LentArc, LentWeak};
use crate::live::Live;
use crate::sys::{Error, Out};
use std::cell::RefCell;
use std::ffi::c_int;
use std::mem;
use std::ptr;

pub struct Node {
    value: i64,
    child: RefCell<Option<LentArc<Node>>>,
    friend: RefCell<Option<LentWeak<Node>>>,
    _live: Live,
}

/// What C has of a node.
pub type Handle<'a> = Option<&'a Counted<Node>>;

impl Node {
    fn new(value: i64) -> Result<LentArc<Node>> {
        LentArc::new_with(|| Node { value, child: RefCell::default(), friend: RefCell::default(), _live: LIVE.enter() })
    }

    fn child(&self) -> Option<LentArc<Node>> {
        self.child.borrow().clone()
    }
}

/// A loop, not a drop within a drop for each child: a chain may be long, and the stack is not.
impl Drop for Node {
    fn drop(&mut self) {
        let mut next = self.child.take();
        while let Some(node) = next {
            next = if node.count() == 1 { node.child.take() } else { None };
        }
    }
}

pub extern "C" fn create(value: i64, out: Out<'_, LentArc<Node>>) -> c_int {
    contain(|| {
        let out = need(out)?;
        out.write(Node::new(value)?);
        Ok(())
    })
}

pub extern "C" fn r#ref(node: Handle<'_>) -> c_int {
    contain(|| {
        mem::forget(need(node)?.retain());
        Ok(())
    })
}

pub extern "C" fn unref(node: Option<LentArc<Node>>) {
    contain_void(|| drop(node));
}

pub extern "C" fn count(node: Handle<'_>, out: Out<'_, u64>) -> c_int {
    contain(|| {
        let (node, out) = (need(node)?, need(out)?);
        out.write(node.count() as u64);
        Ok(())
    })
}

pub extern "C" fn value(node: Handle<'_>, out: Out<'_, i64>) -> c_int {
    contain(|| {
        let (node, out) = (need(node)?, need(out)?);
        out.write(node.value);
        Ok(())
    })
}

fn reaches(from: &Counted<Node>, node: &Counted<Node>) -> bool {
    let mut from = Some(from.retain());
    while let Some(at) = from {
        if ptr::eq(&*at, node) {
            return true;
        }
        from = at.child();
    }
    false
}

fn put_child(node: &Counted<Node>, child: Handle<'_>) -> Result {
    if child.is_some_and(|child| reaches(child, node)) {
        return Err(Error::State);
    }
    // The reference is added before the old one is given back: it may be the same child.
    let old = node.child.replace(child.map(Counted::retain));
    drop(old);
    Ok(())
}

pub extern "C" fn set_child(node: Handle<'_>, child: Handle<'_>) -> c_int {
    contain(|| put_child(need(node)?, child))
}

pub extern "C" fn adopt_child(node: Handle<'_>, child: *mut Counted<Node>) -> c_int {
    contain(|| {
        let (node, child) = (need(node)?, need(ptr::NonNull::new(child))?);
        // SAFETY: C has a reference, which lasts through this call.
        put_child(node, Some(unsafe { child.as_ref() }))?;
        // SAFETY: from the success on that reference is the peer's, and there is one more than it needs.
        drop(unsafe { LentArc::from_raw(child) });
        Ok(())
    })
}

pub extern "C" fn peek_child(node: Handle<'_>, out: Out<'_, *mut Counted<Node>>) -> c_int {
    contain(|| {
        let (node, out) = (need(node)?, need(out)?);
        out.write(node.child.borrow().as_ref().map_or(ptr::null_mut(), LentArc::as_ptr));
        Ok(())
    })
}

pub extern "C" fn get_child(node: Handle<'_>, out: Out<'_, Option<LentArc<Node>>>) -> c_int {
    contain(|| {
        let (node, out) = (need(node)?, need(out)?);
        out.write(node.child());
        Ok(())
    })
}

pub extern "C" fn steal_child(node: Handle<'_>, out: Out<'_, Option<LentArc<Node>>>) -> c_int {
    contain(|| {
        let (node, out) = (need(node)?, need(out)?);
        out.write(node.child.take());
        Ok(())
    })
}

pub extern "C" fn set_friend(node: Handle<'_>, other: Handle<'_>) -> c_int {
    contain(|| {
        let old = need(node)?.friend.replace(other.map(Counted::downgrade));
        drop(old);
        Ok(())
    })
}

pub extern "C" fn get_friend(node: Handle<'_>, out: Out<'_, LentArc<Node>>) -> c_int {
    contain(|| {
        let (node, out) = (need(node)?, need(out)?);
        out.write(node.friend.borrow().as_ref().and_then(LentWeak::upgrade).ok_or(Error::State)?);
        Ok(())
    })
}

pub extern "C" fn clone(node: Handle<'_>, out: Out<'_, LentArc<Node>>) -> c_int {
    contain(|| {
        let (node, out) = (need(node)?, need(out)?);
        let whole = Node::new(node.value)?;
        let (mut last, mut next) = (whole.clone(), node.child());
        while let Some(node) = next {
            let copy = Node::new(node.value)?;
            last.child.replace(Some(copy.clone()));
            (last, next) = (copy, node.child());
        }
        out.write(whole);
        Ok(())
    })
}
