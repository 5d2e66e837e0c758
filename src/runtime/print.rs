//! `dateline print`: posts on standard output, for scripts, screen readers and pipes.

use std::io::{self, Write};
use std::path::PathBuf;

use color_eyre::eyre::{Result, bail, eyre};
use jiff::Timestamp;

use super::folder::{Folder, Scope};
use super::reading::Conventions;
use super::{disk, samples};
use crate::cli::{OutputFormat, PrintArgs};
use crate::news::filter::{Filter, Is};
use crate::news::post::{Post, Status};
use crate::news::store::{Entry, Snapshot, Store};
use crate::news::when::Clock;
use crate::news::{moment, query};
use crate::reader::folder_state::counted;
use crate::screen::glyphs::Glyphs;
use crate::screen::theme::{Depth, Look, Theme};
use printer::Printer;

mod follow;
pub mod printer;

/// Prints the posts of the folders, or of the sample coverage, newest first; or follows the one
/// folder. Text stands among what others have printed, so that it has the colours of the terminal alone.
///
/// # Errors
///
/// For a folder that cannot be read, for options that do not go together, and where standard output
/// fails.
pub fn print(
    folders: &[PathBuf],
    args: &PrintArgs,
    shown: (Depth, Glyphs),
    conventions: &Conventions,
    now: Timestamp,
) -> Result<()> {
    let wanted = Wanted::new(args, conventions, now)?;
    let (depth, glyphs) = shown;
    let colours = if depth == Depth::None { Theme::default() } else { Look::default().on(depth) };
    let theme = colours.with(glyphs);
    if args.follow {
        if args.format == OutputFormat::Json {
            bail!("--follow never ends the one object of --format json: use --format ndjson");
        }
        let ([] | [_]) = folders else { bail!("--follow follows one folder") };
        let folder = folders.first().cloned();
        return follow::follow(folder, args.format, theme, &wanted, conventions);
    }
    let snapshot = load(folders, conventions)?;
    let problems = snapshot.problem_count();
    tracing::info!(posts = snapshot.counts().all, problems, "printing");
    let clock = Clock::new(now, conventions.zone.clone());
    let out = io::BufWriter::new(io::stdout().lock());
    written(Printer::start(out, args.format, theme).and_then(|mut printer| {
        for entry in snapshot.posts().values().filter(|entry| wanted.matches(entry)) {
            printer.print(entry, &clock)?;
        }
        printer.finish()
    }))?;
    if problems > 0 {
        let problems = counted(problems, "problem", "problems");
        // Where nobody hears, nothing can be done.
        let _ = writeln!(io::stderr(), "{problems}: `dateline check` tells which");
    }
    Ok(())
}

/// Which posts are printed.
#[derive(Debug)]
struct Wanted {
    filter: Filter,
    by: Vec<String>,
    since: Option<Timestamp>,
    query: Filter,
    /// Withdrawn ones as well.
    all: bool,
}

impl Wanted {
    fn new(args: &PrintArgs, conventions: &Conventions, now: Timestamp) -> Result<Wanted> {
        let zoned = now.to_zoned(conventions.zone.clone());
        let instant = |text: &str| {
            let instant = query::instant(text, zoned.date(), &zoned);
            instant.ok_or_else(|| eyre!("`{text}` is no time: {}", moment::HOW))
        };
        let since = args.since.as_deref().map(instant);
        Ok(Wanted {
            filter: Filter { kinds: args.kind.iter().copied().collect(), ..Filter::default() },
            by: args.by.clone(),
            since: since.transpose()?,
            query: query(args.query.as_deref().unwrap_or_default(), conventions, now)?,
            all: args.all,
        })
    }

    fn matches(&self, entry: &Entry) -> bool {
        let post = &entry.post;
        // What a document no longer has is not withdrawn by anybody.
        let stands = entry.is_present() || (self.all && post.status == Status::Withdrawn);
        stands
            && self.filter.matches(&entry.facets)
            && self.query.matches(&entry.facets)
            && (self.by.is_empty() || self.by.iter().any(|name| is_by(post, name)))
            && self.since.is_none_or(|since| post.instant().is_some_and(|at| at >= since))
            && self.query.admits(post)
    }
}

/// Puts bytes on standard output.
///
/// # Errors
///
/// Where standard output fails.
pub fn write_out(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    written(out.write_all(bytes).and_then(|()| out.flush()))
}

/// What came of writing to standard output. A reader of the pipe who has seen enough is no failure.
///
/// # Errors
///
/// Any other one, in words.
pub fn written(result: io::Result<()>) -> Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(|error| eyre!("standard output: {}", disk::words(&error))),
    }
}

fn load(folders: &[PathBuf], conventions: &Conventions) -> Result<Snapshot> {
    let mut store = Store::new();
    if folders.is_empty() {
        store.apply(samples::documents());
    }
    for root in folders {
        disk::check_folder(root)?;
        let mut folder = Folder::new(root.clone(), conventions.clone());
        // Two folders may hold documents of one name: each goes by its folder's name as well.
        let prefix = (folders.len() > 1).then(|| disk::source_name(root));
        folder.reconcile(&Scope::Whole, &mut |_, _| {}, |batch| {
            store.apply(batch.changes.into_iter().map(|(name, document)| match &prefix {
                Some(prefix) => (format!("{prefix}/{name}").into(), document),
                None => (name, document),
            }));
        });
    }
    Ok(store.snapshot())
}

/// Whether a name, or a word of it, is among those who filed the post, in any case.
fn is_by(post: &Post, name: &str) -> bool {
    let wanted = name.to_lowercase();
    post.by.iter().any(|by| {
        let have = by.name.to_lowercase();
        have == wanted || have.split_whitespace().any(|word| word == wanted)
    })
}

/// A query of what posts are by themselves.
fn query(text: &str, conventions: &Conventions, now: Timestamp) -> Result<Filter> {
    let now = now.to_zoned(conventions.zone.clone());
    let query = query::parse(text, now.date(), &now).map_err(|wrong| eyre!("--query: {wrong}"))?;
    if let Some(Is { sort, .. }) = query.is.first() {
        bail!("--query: is:{} is known to a reader's session alone", sort.word());
    }
    Ok(query)
}
