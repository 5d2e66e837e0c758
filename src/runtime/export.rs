//! The posts of a feed, written to a file.

use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::disk::{self, Reach};
use super::print::printer::Printer;
use super::walk::Walk;
use crate::cli::OutputFormat;
use crate::news::store::Entry;
use crate::news::when::Clock;
use crate::reader::feed::Feed;
use crate::reader::folder_state::counted;
use crate::screen::theme::Theme;

/// The folder that is read, where nothing is written.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Where it is.
    pub root: PathBuf,
    /// Which of its files are read.
    pub reach: Reach,
}

impl Folder {
    /// Whether a file in a directory would be a document of the folder.
    fn reads(&self, directory: &Path) -> io::Result<bool> {
        if self.root.canonicalize().is_ok_and(|root| directory.starts_with(root)) {
            return Ok(true);
        }
        let metadata = directory.metadata()?;
        let wanted = (metadata.dev(), metadata.ino());
        let mut is_met = false;
        if self.reach.follow_links {
            let mut walk = Walk::whole(&self.root, self.reach);
            while !is_met && walk.step(&mut |_, id| is_met |= id == wanted) {
                walk.take_found();
            }
        }
        Ok(is_met)
    }
}

/// How posts are written, by the end of the file's name.
fn format_of(path: &Path) -> Option<OutputFormat> {
    let end = path.extension()?.to_str()?.to_ascii_lowercase();
    Some(match end.as_str() {
        "md" => OutputFormat::Markdown,
        "json" => OutputFormat::Json,
        "ndjson" => OutputFormat::Ndjson,
        "txt" => OutputFormat::Text,
        _ => return None,
    })
}

/// Writes posts, and says how many there were.
fn write<'a>(
    out: impl Write,
    posts: impl Iterator<Item = &'a Entry>,
    format: OutputFormat,
    clock: &Clock,
) -> io::Result<usize> {
    let mut printer = Printer::start(out, format, Theme::default())?;
    let mut count = 0;
    for entry in posts {
        printer.print(entry, clock)?;
        count += 1;
    }
    printer.finish().map(|()| count)
}

/// Writes the posts of a feed that stand, newest first, to a file that is not there yet, in the form that
/// the end of its name asks for, and says how many and where. The file appears when all of it is
/// written; `folder`, where it would become a document, gets none.
///
/// # Errors
///
/// Why there is no such file now, in words.
pub fn export(
    name: &str,
    feed: &Feed,
    clock: &Clock,
    folder: Option<&Folder>,
) -> Result<String, String> {
    let path = path(name);
    let format = format_of(&path).ok_or("the name must end in .md, .json, .ndjson or .txt")?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    let failed = |error: &io::Error| format!("{}: {}", disk::words(error), parent.display());
    let whole = parent.canonicalize().map_err(|error| failed(&error))?;
    let is_read = folder.map_or(Ok(false), |folder| folder.reads(&whole));
    if is_read.map_err(|error| failed(&error))? {
        return Err(format!("it would be a document of the folder that is read: {name}"));
    }
    let target = whole.join(path.file_name().unwrap_or_default());
    let exists = || format!("a file is there already: {}", target.display());
    if target.symlink_metadata().is_ok() {
        return Err(exists());
    }
    // As other programs make files: what its owner lets others do is theirs to say.
    let everybody = std::fs::Permissions::from_mode(0o666);
    let file =
        tempfile::Builder::new().prefix(".dateline-").permissions(everybody).tempfile_in(&whole);
    let mut file = file.map_err(|error| failed(&error))?;
    let posts = feed.listed().filter(|entry| entry.is_present());
    let count = write(BufWriter::new(&mut file), posts, format, clock);
    let count = count.map_err(|error| failed(&error))?;
    match file.persist_noclobber(&target) {
        Ok(_) => Ok(format!("{} written to {}", counted(count, "post", "posts"), target.display())),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(exists()),
        Err(error) => Err(failed(&error.error)),
    }
}

/// A path as it is typed: `~/` is the home, as in a shell.
fn path(name: &str) -> PathBuf {
    match (name.trim().strip_prefix("~/"), etcetera::home_dir()) {
        (Some(rest), Ok(home)) => home.join(rest),
        _ => PathBuf::from(name.trim()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use jiff::tz::TimeZone;

    use super::*;
    use crate::news::dating::Context;
    use crate::news::format;
    use crate::news::store::Store;
    use crate::runtime::samples;

    fn feed() -> (Feed, Clock) {
        let mut store = Store::new();
        store.apply(samples::documents());
        let mut feed = Feed::default();
        feed.advance(&Arc::new(store.snapshot()));
        (feed, Clock::new("2025-06-02T11:00:00Z".parse().unwrap(), TimeZone::UTC))
    }

    #[test]
    fn each_form_holds_all_posts() {
        let (feed, clock) = feed();
        let place = tempfile::tempdir().unwrap();
        for end in ["md", "txt", "json", "NDJSON"] {
            let path = place.path().join(format!("out.{end}"));
            let told = export(path.to_str().unwrap(), &feed, &clock, None).unwrap();
            let whole = path.canonicalize().unwrap();
            assert_eq!(told, format!("57 posts written to {}", whole.display()));
            let text = fs::read_to_string(&path).unwrap();
            match end {
                "md" => assert_eq!(text.lines().filter(|line| line.starts_with("## ")).count(), 57),
                "txt" => assert_eq!(text.lines().filter(|line| line.starts_with("──")).count(), 56),
                _ => {
                    let context = Context {
                        name: "x".into(),
                        modified: None,
                        zone: TimeZone::UTC,
                        year: None,
                    };
                    let document = format::parse(text.as_bytes(), &Arc::from("x"), &context);
                    assert_eq!((document.posts.len(), document.problems.len()), (57, 0));
                }
            }
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o600, 0o600, "not the owner's alone: {mode:o}");
        }
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 4, "nothing else is left");
    }

    #[test]
    fn what_is_there_stays_as_it_is() {
        let (feed, clock) = feed();
        let place = tempfile::tempdir().unwrap();
        let inside = place.path().join("talks");
        fs::create_dir(&inside).unwrap();
        fs::write(place.path().join("a.md"), "mine").unwrap();
        std::os::unix::fs::symlink("nowhere", place.path().join("link.md")).unwrap();
        fs::create_dir(place.path().join("d.md")).unwrap();
        let folder = Folder { root: inside.clone(), reach: Reach::default() };
        for (name, why) in [
            ("a.md", "a file is there already: /"),
            ("link.md", "a file is there already: /"),
            ("d.md", "a file is there already: /"),
            ("a.pdf", "must end in .md"),
            ("", "must end in .md"),
            ("no/a.md", "No such file or directory: /"),
            ("a.md/b.md", "Not a directory: /"),
            ("talks/a.md", "it would be a document of"),
            ("talks/../talks/a.md", "it would be a document of"),
        ] {
            let path = format!("{}/{name}", place.path().display());
            let path = if name.is_empty() { "" } else { &path };
            let told = export(path, &feed, &clock, Some(&folder)).unwrap_err();
            assert!(told.contains(why), "{name}: {told}");
        }
        assert_eq!(fs::read_to_string(place.path().join("a.md")).unwrap(), "mine");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 4, "nothing is left behind");
        assert_eq!(fs::read_dir(&inside).unwrap().count(), 0);
    }

    #[test]
    fn nothing_is_written_where_a_link_leads_that_is_followed() {
        let (feed, clock) = feed();
        let place = tempfile::tempdir().unwrap();
        let [root, beside] = ["talks", "beside"].map(|name| place.path().join(name));
        fs::create_dir(&root).unwrap();
        fs::create_dir_all(beside.join("deep/.hidden")).unwrap();
        std::os::unix::fs::symlink(&beside, root.join("link")).unwrap();
        let write = |name: &str, follow_links| {
            let reach = Reach { follow_links, ..Reach::default() };
            let folder = Folder { root: root.clone(), reach };
            export(beside.join(name).to_str().unwrap(), &feed, &clock, Some(&folder))
        };
        for name in ["a.md", "deep/a.md"] {
            let told = write(name, true).unwrap_err();
            assert!(told.contains("it would be a document of"), "{name}: {told}");
            assert!(write(name, false).is_ok(), "{name}");
        }
        assert!(write("deep/.hidden/a.md", true).is_ok(), "nothing is read there");
        assert!(write("../a.md", true).is_ok(), "nor here");
    }
}
