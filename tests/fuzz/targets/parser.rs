//! Any bytes, as a document of the format that the target is named after. Built once for each.
#![no_main]

#[path = "../../common/tame.rs"]
mod tame;

#[path = "../../common/holds.rs"]
mod holds;

use libfuzzer_sys::{Corpus, fuzz_target};

const FORMAT: &str = env!("CARGO_BIN_NAME");

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if holds::parse(bytes).format.name != FORMAT {
        return Corpus::Reject;
    }
    holds::of_document(bytes);
    Corpus::Keep
});
