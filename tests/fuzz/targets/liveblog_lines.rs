//! Any text, as the lines of a `liveblog/1` document.
#![no_main]

#[path = "../../common/tame.rs"]
mod tame;

#[path = "../../common/holds.rs"]
mod holds;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    holds::of_document(format!("{{\"format\":\"liveblog/1\",\"posts\":[]}}\n{text}").as_bytes());
});
