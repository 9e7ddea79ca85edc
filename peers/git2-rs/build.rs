//! Tells the crate which compiler builds it, and the library where the flavour's libgit2 is found when it is loaded.

use std::{env, process::Command};

fn main() {
    let rustc = env::var_os("RUSTC").expect("cargo sets RUSTC");
    let version = Command::new(rustc).arg("-V").output().expect("rustc runs").stdout;
    println!("cargo:rustc-env=RUSTC_VERSION={}", String::from_utf8_lossy(&version).trim());
    println!("cargo:rerun-if-changed=build.rs");
    // Trees that share a build directory share this crate's place in it, and cargo would take what is newer for its own.
    println!("cargo:rerun-if-env-changed=SEAM_BUILD");
    println!("cargo:rerun-if-env-changed=LIBGIT2_PREFIX");
    if let Ok(prefix) = env::var("LIBGIT2_PREFIX") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-rpath,{prefix}/lib");
    }
}
