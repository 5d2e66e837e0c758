//! `dateline check`: what each document was taken for, and what is wrong with it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use color_eyre::eyre::Result;
use walkdir::WalkDir;

use super::disk;
use super::print::written;
use super::reading::{Conventions, read_document};
use crate::news::format::{Document, Format};

/// Prints a line for each document, and below it a line `file:line: reason` for each problem. A
/// folder stands for the documents in it. Returns how many problems there are.
///
/// # Errors
///
/// Where standard output fails.
pub fn check(paths: &[PathBuf], conventions: &Conventions) -> Result<usize> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut problems = 0;
    let mut run = || -> io::Result<()> {
        for path in paths.iter().flat_map(|path| documents(path)) {
            let name = disk::source_name(&path);
            let document = read_document(&path, &name, conventions).document;
            problems += document.problems.len();
            write_document(&mut out, &name, &document)?;
        }
        out.flush()
    };
    let result = run();
    written(result).map(|()| problems)
}

fn write_document(out: &mut impl Write, name: &str, document: &Document) -> io::Result<()> {
    if document.format != Format::Unreadable {
        let count = document.posts.len();
        let posts = if count == 1 { "post" } else { "posts" };
        writeln!(out, "{name}: {}, {count} {posts}", document.format.words())?;
    }
    for problem in &document.problems {
        writeln!(out, "{name}:{}: {}", problem.line, problem.what)?;
    }
    Ok(())
}

/// The file itself, or the documents below a folder in the order of their names.
fn documents(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_path_buf()];
    }
    WalkDir::new(path)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || disk::is_document_name(entry.file_name()))
        .filter_map(Result::ok)
        .filter(|entry| !entry.file_type().is_dir())
        .map(walkdir::DirEntry::into_path)
        .collect()
}
