//! Writes made-up coverage to try things on: `cargo run --release --example generate -- N DIR [LAYOUT]`
//! makes N posts as documents in DIR, the same each time. LAYOUT is `mixed` (documents of every form that
//! Dateline reads), `pages` (live pages of 200 posts) or `files` (2 KB for each post).

#![allow(clippy::print_stdout, reason = "it tells what it wrote")]

use std::error::Error;
use std::path::Path;

use corpus::Layout;

mod corpus;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let usage = "usage: generate N DIR [mixed|pages|files]";
    let (count, folder, layout) = match arguments.as_slice() {
        [count, folder] => (count, folder, "mixed"),
        [count, folder, layout] => (count, folder, layout.as_str()),
        _ => return Err(usage.into()),
    };
    let posts: usize = count.replace(['_', ','], "").parse().map_err(|_| usage)?;
    let layout = match layout {
        "mixed" => Layout::Mixed,
        "pages" => Layout::Pages,
        "files" => Layout::Files,
        _ => return Err(usage.into()),
    };
    let (documents, bytes) = corpus::write(posts, Path::new(folder), layout)?;
    println!("{posts} posts in {documents} documents of {} MB", bytes / 1_000_000);
    Ok(())
}
