//! `dateline check`: what each document was taken for, and what is wrong with it. `dateline convert`: what was
//! made of it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use color_eyre::eyre::{Result, eyre};
use serde_json::{Value, json};

use super::disk;
use super::folder::{Folder, Scope};
use super::print::printer::Printer;
use super::print::written;
use super::reading::{Conventions, read_document};
use crate::cli::OutputFormat;
use crate::news::format::explain::{Explanation, Furniture, explain};
use crate::news::format::{Document, UNREADABLE, parse_strictly};
use crate::reader::folder_state::counted;
use crate::screen::theme::Theme;

/// Prints what each document was taken for and why, what was made of it, and a line `file:line: reason` for
/// each problem; in JSON, one object a document. A folder stands for the documents in it. Returns how many
/// problems there are.
///
/// # Errors
///
/// For a path that is not there, and where standard output fails.
pub fn check(paths: &[PathBuf], json: bool, conventions: &Conventions) -> Result<usize> {
    are_there(paths)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut problems = 0;
    let mut run = || -> io::Result<()> {
        for Checked { path, name, document } in
            paths.iter().flat_map(|path| documents(path, conventions))
        {
            tracing::info!(%name, problems = document.problems.len(), "checked");
            problems += document.problems.len();
            // It is read again for the lines of the furniture: once more, whatever has become of it.
            let bytes = disk::read(&path, conventions.reach).map(|read| read.bytes);
            let explanation = explain(&document, &bytes.unwrap_or_default());
            if json {
                write_json(&mut out, &name, &document, &explanation)?;
            } else {
                write_words(&mut out, &name, &document, &explanation)?;
            }
        }
        out.flush()
    };
    let result = run();
    written(result).map(|()| problems)
}

/// Prints the posts of all documents as one `liveblog/1` document, and what is wrong with them on standard error.
/// Returns how many problems there are.
///
/// # Errors
///
/// For a path that is not there, for a document that cannot be read, and where standard output fails.
pub fn convert(paths: &[PathBuf], conventions: &Conventions) -> Result<usize> {
    are_there(paths)?;
    let documents: Vec<Checked> =
        paths.iter().flat_map(|path| documents(path, conventions)).collect();
    let unread = documents.iter().find(|found| found.document.format == &UNREADABLE);
    if let Some(Checked { name, document, .. }) = unread {
        let why = document.problems.first().map(|problem| problem.what.as_str());
        return Err(eyre!("{name}: {}", why.unwrap_or(UNREADABLE.known_by)));
    }
    let out = io::BufWriter::new(io::stdout().lock());
    let run = || -> io::Result<()> {
        let mut printer = Printer::start(out, OutputFormat::Json, Theme::monochrome())?;
        for post in documents.iter().flat_map(|found| &found.document.posts) {
            printer.print_post(post)?;
        }
        printer.finish()
    };
    written(run())?;
    let mut problems = 0;
    for Checked { name, document, .. } in &documents {
        problems += document.problems.len();
        // Where nobody hears, nothing can be done.
        let _ = write_problems(&mut io::stderr(), name, document);
    }
    Ok(problems)
}

fn are_there(paths: &[PathBuf]) -> Result<()> {
    match paths.iter().find(|path| path.symlink_metadata().is_err()) {
        Some(missing) => Err(eyre!("{}: no such file or folder", disk::source_name(missing))),
        None => Ok(()),
    }
}

fn write_words(
    out: &mut impl Write,
    name: &str,
    document: &Document,
    explanation: &Explanation,
) -> io::Result<()> {
    if document.format != &UNREADABLE {
        let count = counted(document.posts.len(), "post", "posts");
        writeln!(out, "{name}: {}, {count}", document.format.words)?;
        writeln!(out, "    known by: {}", document.format.known_by)?;
        for (what, counts) in [("kinds", &explanation.kinds), ("times", &explanation.times)] {
            let words: Vec<String> =
                counts.iter().map(|(word, posts)| format!("{posts} {word}")).collect();
            if !words.is_empty() {
                writeln!(out, "    {what}: {}", words.join(", "))?;
            }
        }
        for Furniture { line, text } in &explanation.furniture {
            let place = line.map(|line| format!(", line {line}")).unwrap_or_default();
            writeln!(out, "    furniture{place}: {text}")?;
        }
    }
    write_problems(out, name, document)
}

fn write_problems(out: &mut impl Write, name: &str, document: &Document) -> io::Result<()> {
    for problem in &document.problems {
        writeln!(out, "{name}:{}: {}", problem.line, problem.what)?;
    }
    Ok(())
}

fn write_json(
    out: &mut impl Write,
    name: &str,
    document: &Document,
    explanation: &Explanation,
) -> io::Result<()> {
    let Document { format, posts, problems } = document;
    let furniture: Vec<Value> = explanation
        .furniture
        .iter()
        .map(|Furniture { line, text }| json!({ "line": line, "text": text }))
        .collect();
    let problems: Vec<Value> = problems
        .iter()
        .map(|problem| json!({ "line": problem.line, "what": problem.what }))
        .collect();
    let told = json!({
        "document": name,
        "format": format.name,
        "knownBy": format.known_by,
        "posts": posts.len(),
        "kinds": explanation.kinds,
        "timeSources": explanation.times,
        "furniture": furniture,
        "problems": problems,
    });
    writeln!(out, "{told}")
}

/// A document, and where it was read from.
struct Checked {
    path: PathBuf,
    name: Arc<str>,
    document: Document,
}

/// The document at a path, or those below a folder in the order of their names: the very ones that a
/// session shows, and counts.
fn documents(path: &Path, conventions: &Conventions) -> Vec<Checked> {
    let name = disk::source_name(path);
    if !path.is_dir() {
        let document = read_document(path, &name, conventions, parse_strictly).document;
        return vec![Checked { path: path.to_path_buf(), name, document }];
    }
    let mut found: Vec<Checked> = Vec::new();
    let mut folder = Folder::new(path.to_path_buf(), conventions.clone()).read_by(parse_strictly);
    folder.reconcile(&Scope::Whole, &mut |_, _| {}, |batch| {
        found.extend(batch.changes.into_iter().filter_map(|(below, document)| {
            let path = path.join(&*below);
            let name = Arc::from(format!("{}/{below}", name.trim_end_matches('/')));
            Some(Checked { path, name, document: document? })
        }));
    });
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}
