//! What never may be, as absences in the source. `src/lib.rs` says why.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is wrong in a test fails it"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// A source file without its comments.
struct Source {
    path: String,
    code: String,
}

fn sources(below: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.join(below)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                let code = code.collect::<Vec<_>>().join("\n");
                let path = path.strip_prefix(&root).unwrap().display().to_string();
                found.push(Source { path, code });
            }
        }
    }
    assert!(!found.is_empty(), "nothing below {below}");
    found
}

/// No file below `below` holds any of `words`.
fn absent(below: &str, words: &[&str]) {
    for source in sources(below) {
        for word in words {
            assert!(!source.code.contains(word), "{} holds `{word}`", source.path);
        }
    }
}

#[test]
fn a_module_imports_only_what_stands_to_its_left() {
    absent("news", &["crate::reader", "crate::screen", "crate::runtime", "crate::cli"]);
    absent("reader", &["crate::screen", "crate::runtime", "crate::cli"]);
    absent("screen", &["crate::runtime", "crate::cli"]);
    absent(".", &["use crate::{", "super::super::super::"]);
}

#[test]
fn news_and_reader_are_pure() {
    let world = [
        "ratatui",
        "crossterm",
        "tokio",
        "notify::",
        "walkdir",
        "tempfile",
        "std::fs",
        "std::io",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "TimeZone::system",
    ];
    absent("news", &world);
    absent("reader", &world);
}

#[test]
fn only_the_screen_knows_widgets_and_only_the_runtime_the_world() {
    for below in ["news", "reader", "runtime"] {
        absent(below, &["ratatui::widgets"]);
    }
    absent(
        "screen",
        &[
            "crossterm",
            "tokio",
            "notify::",
            "std::fs",
            "std::io",
            "std::env",
            "std::process",
            "now()",
        ],
    );
}

#[test]
fn there_is_no_process_wide_mutable_state() {
    absent(
        ".",
        &["static mut", "thread_local!", "OnceLock", "LazyLock", "OnceCell", "lazy_static"],
    );
    for source in sources(".") {
        for line in source.code.lines() {
            let line = line.trim_start().trim_start_matches("pub ");
            // The allocator is the process's own, and there is nothing to change in it.
            let is_allocator = source.path == "main.rs" && line.starts_with("static ALLOCATOR:");
            assert!(is_allocator || !line.starts_with("static "), "{}: {line}", source.path);
        }
    }
}

/// `view` takes the model by a shared reference, so it could change it only through a cell.
#[test]
fn rendering_cannot_change_the_model() {
    let cells = ["RefCell", "Cell<", "Mutex", "RwLock", "Atomic"];
    absent("news", &cells);
    absent("reader", &cells);
}

#[test]
fn every_queue_has_a_bound_and_every_bound_a_reason() {
    absent(".", &["unbounded", "mpsc::channel()", "sync::mpsc::channel;"]);
    let mut queues = 0;
    for Source { path, .. } in sources(".") {
        let text =
            fs::read_to_string(format!("{}/src/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        for line in
            text.lines().filter(|line| line.contains("channel(") || line.contains("channel::<"))
        {
            if line.contains("watch::channel(") {
                continue;
            }
            queues += 1;
            let bound = line.rsplit_once('(').unwrap().1.trim_end_matches([')', ';']);
            let lines: Vec<&str> = text.lines().collect();
            let at = lines.iter().position(|line| line.starts_with(&format!("const {bound}:")));
            let at = at.unwrap_or_else(|| panic!("{path}: the bound `{bound}` has no name"));
            assert!(lines[at - 1].starts_with("///"), "{path}: {bound} has no reason");
        }
    }
    assert!(queues >= 1, "the queues are not found any more");
}
