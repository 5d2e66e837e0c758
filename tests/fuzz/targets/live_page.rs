//! Any text, as a live page: it has one header at least.
#![no_main]

#[path = "../../common/tame.rs"]
mod tame;

#[path = "../../common/holds.rs"]
mod holds;

use libfuzzer_sys::fuzz_target;

const HEADER: &[u8] = b"\n  1. Boats sailpublished at 10:50 British Summer Time 2 June 2025\n\n";

fuzz_target!(|bytes: &[u8]| holds::of_document(&[bytes, HEADER, bytes].concat()));
