//! HMAC-SHA-256 (RFC 2104, FIPS 180-4), by hand because this peer is std alone; a program takes a crate that is reviewed.
//! What it works on is wiped where it is when it is done.

use std::sync::atomic::{compiler_fence, Ordering::SeqCst};

/// Overwrites with zeros what nobody reads any more, which is why the writes are volatile: others would be left out.
pub fn wipe<T: Copy + Default>(memory: &mut [T]) {
    for place in memory {
        // SAFETY: it is a place to write to.
        unsafe { std::ptr::write_volatile(place, T::default()) };
    }
    compiler_fence(SeqCst); // before what follows, the free of the memory say
}

const BLOCK: usize = 64;
const DIGEST: usize = 32;

const START: [u32; 8] =
    [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

#[rustfmt::skip]
const ROUNDS: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

/// All that a hash works on.  It is used by reference alone: a move would leave a copy behind.
struct Sha256 {
    state: [u32; 8],
    words: [u32; 64],
    block: [u8; BLOCK],
    filled: usize,
    size: u64,
}

impl Drop for Sha256 {
    fn drop(&mut self) {
        wipe(&mut self.state);
        wipe(&mut self.words);
        wipe(&mut self.block);
    }
}

impl Sha256 {
    fn new() -> Self {
        Sha256 { state: START, words: [0; 64], block: [0; BLOCK], filled: 0, size: 0 }
    }

    fn start(&mut self) {
        (self.state, self.filled, self.size) = (START, 0, 0);
    }

    fn update(&mut self, bytes: &[u8]) {
        self.size += bytes.len() as u64;
        let mut rest = bytes;
        while !rest.is_empty() {
            let part = rest.len().min(BLOCK - self.filled);
            self.block[self.filled..self.filled + part].copy_from_slice(&rest[..part]);
            (self.filled, rest) = (self.filled + part, &rest[part..]);
            if self.filled == BLOCK {
                self.compress();
            }
        }
    }

    fn finish(&mut self, digest: &mut [u8; DIGEST]) {
        let bits = self.size * 8;
        self.update(&[0x80]);
        while self.filled != BLOCK - 8 {
            self.update(&[0]);
        }
        self.update(&bits.to_be_bytes());
        for (to, word) in digest.chunks_exact_mut(4).zip(&self.state) {
            to.copy_from_slice(&word.to_be_bytes());
        }
    }

    fn compress(&mut self) {
        self.filled = 0;
        for (word, bytes) in self.words.iter_mut().zip(self.block.chunks_exact(4)) {
            *word = bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
        }
        for i in 16..64 {
            let (a, b) = (self.words[i - 15], self.words[i - 2]);
            let (a, b) =
                (a.rotate_right(7) ^ a.rotate_right(18) ^ a >> 3, b.rotate_right(17) ^ b.rotate_right(19) ^ b >> 10);
            self.words[i] = self.words[i - 16].wrapping_add(a).wrapping_add(self.words[i - 7]).wrapping_add(b);
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = self.state;
        for (word, round) in self.words.iter().zip(ROUNDS) {
            let sum = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let first = h.wrapping_add(sum).wrapping_add(e & f ^ !e & g).wrapping_add(round).wrapping_add(*word);
            let sum = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let second = sum.wrapping_add(a & b ^ a & c ^ b & c);
            (h, g, f, e) = (g, f, e, d.wrapping_add(first));
            (d, c, b, a) = (c, b, a, first.wrapping_add(second));
        }
        for (state, word) in self.state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *state = state.wrapping_add(word);
        }
    }
}

/// The code of the parts of a message, one behind the other, under a key.
pub fn hmac(key: &[u8], parts: &[&[u8]], tag: &mut [u8; DIGEST]) {
    let mut sha = Sha256::new();
    let mut short = Wiped([0; DIGEST]);
    let key = match key.len() {
        0..=BLOCK => key,
        _ => {
            sha.update(key);
            sha.finish(&mut short.0);
            &short.0
        }
    };
    let padded = |sha: &mut Sha256, pad: u8| {
        sha.start();
        for at in 0..BLOCK {
            sha.update(&[key.get(at).copied().unwrap_or(0) ^ pad]);
        }
    };
    let mut inner = Wiped([0; DIGEST]);
    padded(&mut sha, 0x36);
    parts.iter().for_each(|part| sha.update(part));
    sha.finish(&mut inner.0);
    padded(&mut sha, 0x5c);
    sha.update(&inner.0);
    sha.finish(tag);
}

/// Bytes that are gone when their place is.
struct Wiped<const N: usize>([u8; N]);

impl<const N: usize> Drop for Wiped<N> {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}
