//! Bundles of nodes.  An iterator keeps its bundle.

use super::nodes::{Handle, Node};
use super::LIVE;
use crate::contain::{contain, contain_void, need};
use crate::counted::{Counted, LentArc};
use crate::lent::{LentBox, LentVec};
use crate::live::Live;
use crate::sys::{elements, Error, Out};
use std::cell::{Cell, RefCell};
use std::ffi::c_int;

pub struct Bundle {
    nodes: RefCell<LentVec<LentArc<Node>>>,
    additions: Cell<u64>,
    _live: Live,
}

pub struct Iter {
    bundle: LentArc<Bundle>,
    additions: u64, // when it was made
    next: usize,
    _live: Live,
}

pub extern "C" fn make(nodes: *const Handle<'_>, count: usize, out: Out<'_, LentArc<Bundle>>) -> c_int {
    contain(|| {
        // SAFETY: C lends `count` pointers for the call.
        let (nodes, out) = (unsafe { elements(nodes, count) }?, need(out)?);
        let mut referred = LentVec::new();
        for node in nodes {
            referred.push(need(*node)?.retain())?;
        }
        let bundle = Bundle { nodes: RefCell::new(referred), additions: Cell::new(0), _live: LIVE.enter() };
        out.write(LentArc::new(bundle)?);
        Ok(())
    })
}

pub extern "C" fn add(bundle: Option<&Counted<Bundle>>, node: Handle<'_>) -> c_int {
    contain(|| {
        let (bundle, node) = (need(bundle)?, need(node)?);
        bundle.nodes.borrow_mut().push(node.retain())?;
        bundle.additions.set(bundle.additions.get() + 1);
        Ok(())
    })
}

pub extern "C" fn destroy(bundle: Option<LentArc<Bundle>>) -> c_int {
    contain(|| {
        drop(bundle);
        Ok(())
    })
}

pub extern "C" fn iterate(bundle: Option<&Counted<Bundle>>, out: Out<'_, LentBox<Iter>>) -> c_int {
    contain(|| {
        let (bundle, out) = (need(bundle)?, need(out)?);
        let additions = bundle.additions.get();
        out.write(LentBox::new(Iter { bundle: bundle.retain(), additions, next: 0, _live: LIVE.enter() })?);
        Ok(())
    })
}

pub extern "C" fn iterator_next(iterator: Option<&mut Iter>, out: Out<'_, *mut Counted<Node>>) -> c_int {
    contain(|| {
        let (iterator, out) = (need(iterator)?, need(out)?);
        if iterator.bundle.additions.get() != iterator.additions {
            return Err(Error::State);
        }
        out.write(iterator.bundle.nodes.borrow().get(iterator.next).ok_or(Error::NotFound)?.as_ptr());
        iterator.next += 1;
        Ok(())
    })
}

pub extern "C" fn iterator_destroy(iterator: Option<LentBox<Iter>>) {
    contain_void(|| drop(iterator));
}
