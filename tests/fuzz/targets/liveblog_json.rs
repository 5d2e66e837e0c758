//! Any text, as the posts of a `liveblog/1` object.
#![no_main]

#[path = "../../common/tame.rs"]
mod tame;

#[path = "../../common/holds.rs"]
mod holds;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    holds::of_document(format!("{{\"format\":\"liveblog/1\",\"posts\":[{text}]}}").as_bytes());
});
