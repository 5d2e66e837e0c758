//! `dateline print`: posts on standard output, for scripts, screen readers and pipes.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use color_eyre::eyre::{Result, eyre};
use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, ToSpan};

use super::folder::{Folder, Scope};
use super::reading::Conventions;
use super::{disk, samples};
use crate::cli::{OutputFormat, PrintArgs};
use crate::news::filter::Filter;
use crate::news::format::liveblog;
use crate::news::post::Post;
use crate::news::store::{Entry, Snapshot, Store};
use crate::news::when::Clock;
use crate::news::wrap;

/// The width of printed text, in columns.
const WIDTH: u16 = 80;

/// Prints the posts of the folders, or of the sample coverage, newest first.
///
/// # Errors
///
/// For a folder that cannot be read, and where standard output fails.
pub fn print(
    folders: &[PathBuf],
    args: &PrintArgs,
    conventions: &Conventions,
    now: Timestamp,
) -> Result<()> {
    let snapshot = load(folders, conventions)?;
    tracing::info!(posts = snapshot.counts().all, problems = snapshot.problem_count(), "printing");
    let since = args.since.as_deref().map(|since| instant(since, conventions, now)).transpose()?;
    let filter = Filter { kinds: args.kind.iter().copied().collect(), ..Filter::default() };
    let wanted = |entry: &Entry| {
        let post = &entry.post;
        filter.matches(&entry.facets)
            && (args.by.is_empty() || args.by.iter().any(|name| is_by(post, name)))
            && since
                .is_none_or(|since| post.time.moment.is_some_and(|moment| moment.instant >= since))
    };
    let posts = snapshot
        .posts()
        .values()
        .filter(|entry| args.all || entry.is_present())
        .filter(|entry| wanted(entry));
    let clock = Clock::new(now, conventions.zone.clone());
    let out = io::BufWriter::new(io::stdout().lock());
    written(write(out, posts, args.format, &clock))
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
        check_folder(root)?;
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

/// Whether `path` is a folder that can be read.
///
/// # Errors
///
/// One clear line, where it is not.
pub fn check_folder(path: &Path) -> Result<()> {
    let shown = disk::source_name(path);
    match std::fs::read_dir(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(eyre!("{shown}: no such folder"))
        }
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            Err(eyre!("{shown}: not a folder"))
        }
        Err(error) => Err(eyre!("{shown}: {}", disk::words(&error))),
    }
}

/// Whether a name, or a word of it, is among those who filed the post, in any case.
fn is_by(post: &Post, name: &str) -> bool {
    let wanted = name.to_lowercase();
    post.by.iter().any(|by| {
        let have = by.name.to_lowercase();
        have == wanted || have.split_whitespace().any(|word| word == wanted)
    })
}

/// `10:00` today, `2025-06-02`, `2025-06-02T10:00`, `2025-06-02T10:00+01:00`.
fn instant(text: &str, conventions: &Conventions, now: Timestamp) -> Result<Timestamp> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(instant);
    }
    let today = conventions.zone.to_datetime(now).date();
    let civil = match text.parse::<DateTime>() {
        Ok(civil) => Some(civil),
        Err(_) => match (text.parse::<Date>(), text.parse::<Time>()) {
            (Ok(date), _) => Some(date.to_datetime(Time::midnight())),
            (_, Ok(time)) => {
                let civil = today.to_datetime(time);
                let later = conventions.zone.to_timestamp(civil).is_ok_and(|instant| instant > now);
                Some(if later { civil.saturating_sub(1.day()) } else { civil })
            }
            _ => None,
        },
    };
    civil
        .and_then(|civil| conventions.zone.to_timestamp(civil).ok())
        .ok_or_else(|| eyre!("`{text}` is no time: try 10:00, 2025-06-02 or 2025-06-02T10:00"))
}

fn write<'a>(
    mut out: impl Write,
    posts: impl Iterator<Item = &'a Entry>,
    format: OutputFormat,
    clock: &Clock,
) -> io::Result<()> {
    let head = format!("{{\"format\":\"{}\",\"posts\":[", liveblog::FORMAT);
    match format {
        OutputFormat::Text => {
            for (at, entry) in posts.enumerate() {
                if at > 0 {
                    writeln!(out, "\n{}\n", "─".repeat(usize::from(WIDTH)))?;
                }
                for row in wrap::wrap(&entry.post, entry.presence, WIDTH, clock) {
                    writeln!(out, "{}", row.text)?;
                }
            }
        }
        OutputFormat::Json => {
            write!(out, "{head}")?;
            for (at, entry) in posts.enumerate() {
                let comma = if at > 0 { "," } else { "" };
                write!(out, "{comma}\n{}", liveblog::write_post(&entry.post))?;
            }
            writeln!(out, "\n]}}")?;
        }
        OutputFormat::Ndjson => {
            writeln!(out, "{head}]}}")?;
            for entry in posts {
                writeln!(out, "{}", liveblog::write_post(&entry.post))?;
            }
        }
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    #[test]
    fn since() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let conventions = Conventions { zone, year: None, follow_links: false };
        let now = "2025-06-02T09:00:00Z".parse().unwrap();
        for (text, expected) in [
            ("09:30", "2025-06-02T08:30:00Z"),
            ("11:00", "2025-06-01T10:00:00Z"),
            ("2025-06-02", "2025-06-01T23:00:00Z"),
            ("2025-06-02T10:00", "2025-06-02T09:00:00Z"),
            ("2025-06-02T10:00:00+03:00", "2025-06-02T07:00:00Z"),
        ] {
            let expected: Timestamp = expected.parse().unwrap();
            assert_eq!(instant(text, &conventions, now).unwrap(), expected, "{text}");
        }
        assert!(instant("25:61", &conventions, now).is_err());
    }
}
