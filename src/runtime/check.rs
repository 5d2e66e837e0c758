//! `dateline check`: what each document was taken for, and what is wrong with it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use color_eyre::eyre::{Result, eyre};

use super::disk;
use super::folder::{Folder, Scope};
use super::print::written;
use super::reading::{Conventions, read_document};
use crate::news::format::{Document, UNREADABLE, parse_strictly};

/// Prints a line for each document, and below it a line `file:line: reason` for each problem. A
/// folder stands for the documents in it. Returns how many problems there are.
///
/// # Errors
///
/// For a path that is not there, and where standard output fails.
pub fn check(paths: &[PathBuf], conventions: &Conventions) -> Result<usize> {
    if let Some(missing) = paths.iter().find(|path| path.symlink_metadata().is_err()) {
        return Err(eyre!("{}: no such file or folder", disk::source_name(missing)));
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut problems = 0;
    let mut run = || -> io::Result<()> {
        for (name, document) in paths.iter().flat_map(|path| documents(path, conventions)) {
            tracing::info!(%name, problems = document.problems.len(), "checked");
            problems += document.problems.len();
            write_document(&mut out, &name, &document)?;
        }
        out.flush()
    };
    let result = run();
    written(result).map(|()| problems)
}

fn write_document(out: &mut impl Write, name: &str, document: &Document) -> io::Result<()> {
    if document.format != &UNREADABLE {
        let count = document.posts.len();
        let posts = if count == 1 { "post" } else { "posts" };
        writeln!(out, "{name}: {}, {count} {posts}", document.format.words)?;
    }
    for problem in &document.problems {
        writeln!(out, "{name}:{}: {}", problem.line, problem.what)?;
    }
    Ok(())
}

/// The document at a path, or those below a folder in the order of their names: the very ones that a
/// session shows, and counts.
fn documents(path: &Path, conventions: &Conventions) -> Vec<(Arc<str>, Document)> {
    let name = disk::source_name(path);
    if !path.is_dir() || path.is_symlink() {
        let document = read_document(path, &name, conventions, parse_strictly).document;
        return vec![(name, document)];
    }
    let mut found: Vec<(Arc<str>, Document)> = Vec::new();
    let mut folder = Folder::new(path.to_path_buf(), conventions.clone()).read_by(parse_strictly);
    folder.reconcile(&Scope::Whole, &mut |_, _| {}, |batch| {
        found.extend(batch.changes.into_iter().filter_map(|(below, document)| {
            Some((Arc::from(format!("{}/{below}", name.trim_end_matches('/'))), document?))
        }));
    });
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}
