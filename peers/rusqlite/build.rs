//! Tells the crate which compiler builds it.

use std::{env, process::Command};

fn main() {
    let rustc = env::var_os("RUSTC").expect("cargo sets RUSTC");
    let version = Command::new(rustc).arg("-V").output().expect("rustc runs").stdout;
    println!("cargo:rustc-env=RUSTC_VERSION={}", String::from_utf8_lossy(&version).trim());
    println!("cargo:rerun-if-changed=build.rs");
    // Trees that share a build directory share this crate's place in it, and cargo would take what is newer for its own.
    println!("cargo:rerun-if-env-changed=SEAM_BUILD");
}
