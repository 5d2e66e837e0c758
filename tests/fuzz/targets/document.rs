//! Any bytes, as a document.
#![no_main]

#[path = "../../common/tame.rs"]
mod tame;

#[path = "../../common/holds.rs"]
mod holds;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| holds::of_document(bytes));
