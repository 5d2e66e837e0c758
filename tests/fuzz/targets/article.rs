//! Any text, as an article: it begins with a line of prose, and has no header of a live page.
#![no_main]

#[path = "../../common/tame.rs"]
mod tame;

#[path = "../../common/holds.rs"]
mod holds;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let text = text.replace("published at", "printed at");
    holds::of_document(format!("The harbour reopens\n\n{text}").as_bytes());
});
