//! What is kept of a reader between two runs: a small database for each folder, below the user's state
//! directory. Several sessions may keep theirs at once, and any may be killed at any time.

use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use color_eyre::eyre::{Result, eyre};
use etcetera::BaseStrategy;
use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, Transaction, params};
use siphasher::sip::SipHasher13;

use crate::news::identity::Identity;
use crate::reader::marks::{Familiar, Kept, Mark, Note};

/// After so many notes it is looked whether there are too many.
const CUT_EVERY: usize = 5_000;
/// How long another session is waited for.
const PATIENCE: Duration = Duration::from_secs(2);
/// Notes of so short a time are kept together.
const TOGETHER: Duration = Duration::from_millis(100);

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS marks (
        identity BLOB PRIMARY KEY, seen INTEGER, bookmarked INTEGER, published INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS moments (name TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS familiar (
        only INTEGER PRIMARY KEY CHECK (only = 0), since INTEGER NOT NULL, posts BLOB NOT NULL
    );
    CREATE TABLE IF NOT EXISTS folder (path TEXT PRIMARY KEY) WITHOUT ROWID;";

/// Lists of notes that wait to be kept, each of what one key has changed: a disk that hangs for longer than
/// it takes to make so many loses the rest.
const WAITING: usize = 1024;

/// The thread ends once.
const ONE: usize = 1;

/// Where notes go.
pub type Notes = SyncSender<Vec<Note>>;

/// Keeps notes, on a thread of its own, until it is dropped.
#[derive(Debug)]
pub struct Keeper {
    notes: Option<Notes>,
    ended: Receiver<()>,
}

impl Keeper {
    /// Opens what is kept for a folder: of so many posts at most, as asked each time. Past that, the oldest are
    /// forgotten, and seen without a word.
    ///
    /// # Errors
    ///
    /// Where there is no state directory, or nothing can be kept in it.
    pub fn open(folder: &Path, most: impl Fn() -> u32 + Send + 'static) -> Result<(Keeper, Kept)> {
        let base = etcetera::choose_base_strategy().map_err(|error| eyre!("{error}"))?;
        let state = base.state_dir().ok_or_else(|| eyre!("no state directory"))?;
        Keeper::open_in(&state.join("dateline"), folder, most)
    }

    /// The same, in a directory.
    ///
    /// # Errors
    ///
    /// Where nothing can be kept there.
    pub fn open_in(
        directory: &Path,
        folder: &Path,
        most: impl Fn() -> u32 + Send + 'static,
    ) -> Result<(Keeper, Kept)> {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        std::fs::create_dir_all(directory)?;
        let path = directory.join(file_name(&folder));
        let mut database = match open(&path, &folder) {
            Err(error) if is_broken(&error) => {
                // Nothing in it can be trusted, and it may be of use to whoever asks why.
                let aside = path.with_extension("broken");
                tracing::warn!(%error, path = %path.display(), "the state is broken: put aside");
                std::fs::rename(&path, aside)?;
                open(&path, &folder)?
            }
            opened => opened?,
        };
        let kept = read(&mut database, most())?;
        let (notes, received) = sync_channel(WAITING);
        let (end, ended) = sync_channel(ONE);
        thread::Builder::new().name("state".to_owned()).spawn(move || {
            keep(&mut database, &received, &most);
            drop(database);
            let _ = end.send(());
        })?;
        Ok((Keeper { notes: Some(notes), ended }, kept))
    }

    /// Where notes go.
    #[must_use]
    pub fn notes(&self) -> Option<Notes> {
        self.notes.clone()
    }
}

/// Waits until the last notes are kept, but not for a disk that hangs. All other senders must have
/// gone by then.
impl Drop for Keeper {
    fn drop(&mut self) {
        self.notes = None;
        let _ = self.ended.recv_timeout(Duration::from_millis(500));
    }
}

fn file_name(folder: &Path) -> PathBuf {
    let mut hash = SipHasher13::new();
    hash.write(folder.as_os_str().as_encoded_bytes());
    PathBuf::from(format!("{:016x}.db", hash.finish()))
}

fn open(path: &Path, folder: &Path) -> rusqlite::Result<Connection> {
    let database = Connection::open(path)?;
    database.busy_timeout(PATIENCE)?;
    database.execute_batch(TABLES)?;
    let folder = folder.to_string_lossy();
    database.execute("INSERT OR IGNORE INTO folder VALUES (?1)", [folder.as_ref()])?;
    Ok(database)
}

fn is_broken(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(code, Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt))
}

fn read(database: &mut Connection, most: u32) -> rusqlite::Result<Kept> {
    let transaction = database.transaction()?;
    forget(&transaction, most)?;
    let mut kept = Kept {
        baseline: moment(&transaction, "baseline")?,
        visited: moment(&transaction, "visited")?,
        familiar: familiar(&transaction)?,
        ..Kept::default()
    };
    {
        let mut marks = transaction.prepare("SELECT identity, seen, bookmarked FROM marks")?;
        let mut rows = marks.query([])?;
        while let Some(row) = rows.next()? {
            let identity: [u8; 16] = row.get(0)?;
            let mark = Mark {
                seen: row.get(1)?,
                bookmarked: row.get::<_, Option<bool>>(2)?.unwrap_or_default(),
            };
            kept.marks.insert(Identity::from_bytes(identity), mark);
        }
    }
    transaction.commit()?;
    Ok(kept)
}

/// Forgets the oldest posts, where there are too many: from then on their date says that they are seen.
fn forget(transaction: &Transaction, most: u32) -> rusqlite::Result<()> {
    let count: i64 = transaction.query_row("SELECT count(*) FROM marks", [], |row| row.get(0))?;
    let most = i64::from(most);
    if count <= most {
        return Ok(());
    }
    let last: Option<i64> = transaction
        .query_row(
            "SELECT published FROM marks WHERE published IS NOT NULL ORDER BY published LIMIT 1 OFFSET ?1",
            [count - most * 4 / 5],
            |row| row.get(0),
        )
        .optional()?;
    let Some(last) = last else { return Ok(()) };
    transaction.execute(
        "DELETE FROM marks WHERE coalesce(published, 0) <= ?1 AND coalesce(bookmarked, 0) = 0",
        [last],
    )?;
    transaction.execute("UPDATE moments SET at = max(at, ?1) WHERE name = 'baseline'", [last])?;
    Ok(())
}

fn moment(transaction: &Transaction, name: &str) -> rusqlite::Result<Option<Timestamp>> {
    let at: Option<i64> = transaction
        .query_row("SELECT at FROM moments WHERE name = ?1", [name], |row| row.get(0))
        .optional()?;
    Ok(at.and_then(|at| Timestamp::from_microsecond(at).ok()))
}

fn familiar(transaction: &Transaction) -> rusqlite::Result<Option<Familiar>> {
    let row = |row: &Row| Ok((row.get(0)?, row.get(1)?));
    let found: Option<(i64, Vec<u8>)> =
        transaction.query_row("SELECT since, posts FROM familiar", [], row).optional()?;
    Ok(found.and_then(|(since, posts)| {
        let (posts, _) = posts.as_chunks();
        let posts = posts.iter().map(|identity| Identity::from_bytes(*identity)).collect();
        Some(Familiar { since: Timestamp::from_microsecond(since).ok()?, posts })
    }))
}

/// Keeps what comes, a little of it at once.
fn keep(database: &mut Connection, notes: &Receiver<Vec<Note>>, most: &impl Fn() -> u32) {
    let mut since_cut = 0;
    while let Ok(first) = notes.recv() {
        let until = Instant::now() + TOGETHER;
        let mut together = first;
        // At the end nothing is waited for.
        while let Ok(more) = notes.recv_timeout(until.saturating_duration_since(Instant::now())) {
            together.extend(more);
        }
        since_cut += together.len();
        let is_due = since_cut >= CUT_EVERY;
        if let Err(error) = write(database, &together, is_due.then(most)) {
            tracing::warn!(%error, notes = together.len(), "not kept");
        } else if is_due {
            since_cut = 0;
        }
    }
}

fn write(database: &mut Connection, notes: &[Note], cut_to: Option<u32>) -> rusqlite::Result<()> {
    let transaction = database.transaction()?;
    for note in notes {
        match note {
            Note::Seen(identity, seen, published) => transaction.execute(
                "INSERT INTO marks (identity, seen, published) VALUES (?1, ?2, ?3)
                 ON CONFLICT (identity) DO UPDATE SET seen = excluded.seen",
                params![identity.to_bytes(), seen, published.map(Timestamp::as_microsecond)],
            )?,
            Note::Bookmarked(identity, bookmarked, published) => transaction.execute(
                "INSERT INTO marks (identity, bookmarked, published) VALUES (?1, ?2, ?3)
                 ON CONFLICT (identity) DO UPDATE SET bookmarked = excluded.bookmarked",
                params![identity.to_bytes(), bookmarked, published.map(Timestamp::as_microsecond)],
            )?,
            Note::Baseline(at) => transaction.execute(
                "INSERT OR IGNORE INTO moments VALUES ('baseline', ?1)",
                [at.as_microsecond()],
            )?,
            Note::Visited(at) => transaction.execute(
                "INSERT INTO moments VALUES ('visited', ?1)
                 ON CONFLICT (name) DO UPDATE SET at = max(at, excluded.at)",
                [at.as_microsecond()],
            )?,
            Note::Familiar(Familiar { since, posts }) => {
                let posts: Vec<u8> = posts.iter().flat_map(|post| post.to_bytes()).collect();
                transaction.execute(
                    "INSERT OR REPLACE INTO familiar VALUES (0, ?1, ?2)",
                    params![since.as_microsecond(), posts],
                )?
            }
        };
    }
    if let Some(most) = cut_to {
        forget(&transaction, most)?;
    }
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::news::post::Post;

    const MOST: u32 = 5000;

    fn identity(headline: &str) -> Identity {
        Identity::of(&Post { headline: headline.into(), ..Post::default() })
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn noted(directory: &Path, notes: &[Note]) {
        let (keeper, _) = Keeper::open_in(directory, Path::new("/news"), || MOST).unwrap();
        keeper.notes().unwrap().send(notes.to_vec()).unwrap();
    }

    fn kept(directory: &Path, folder: &str) -> Kept {
        Keeper::open_in(directory, Path::new(folder), || MOST).unwrap().1
    }

    #[test]
    fn what_is_noted_is_there_again() {
        let temporary = tempfile::tempdir().unwrap();
        let (a, b) = (identity("a"), identity("b"));
        let familiar = Familiar { since: at(3), posts: HashSet::from([a, b]) };
        noted(
            temporary.path(),
            &[
                Note::Baseline(at(5)),
                Note::Visited(at(9)),
                Note::Seen(a, Some(true), Some(at(7))),
                Note::Bookmarked(a, true, Some(at(7))),
                Note::Seen(b, Some(false), None),
                Note::Visited(at(8)),
                Note::Familiar(Familiar { since: at(0), posts: HashSet::from([a]) }),
                Note::Familiar(familiar.clone()),
            ],
        );
        noted(temporary.path(), &[Note::Baseline(at(6)), Note::Seen(b, None, None)]);
        let kept_here = kept(temporary.path(), "/news");
        assert_eq!((kept_here.baseline, kept_here.visited), (Some(at(5)), Some(at(9))));
        assert_eq!(kept_here.familiar, Some(familiar));
        assert_eq!(kept_here.marks[&a], Mark { seen: Some(true), bookmarked: true });
        assert_eq!(kept_here.marks[&b], Mark::default());
        assert_eq!(kept(temporary.path(), "/other"), Kept::default(), "each folder has its own");
    }

    #[test]
    fn two_sessions_lose_nothing_of_each_other() {
        let temporary = tempfile::tempdir().unwrap();
        let one = Keeper::open_in(temporary.path(), Path::new("/news"), || MOST).unwrap().0;
        let two = Keeper::open_in(temporary.path(), Path::new("/news"), || MOST).unwrap().0;
        let posts: Vec<Identity> = (0..200).map(|post| identity(&post.to_string())).collect();
        for post in &posts {
            one.notes().unwrap().send(vec![Note::Seen(*post, Some(true), None)]).unwrap();
            two.notes().unwrap().send(vec![Note::Bookmarked(*post, true, None)]).unwrap();
        }
        drop((one, two));
        let kept = kept(temporary.path(), "/news");
        let both = Mark { seen: Some(true), bookmarked: true };
        assert!(posts.iter().all(|post| kept.marks.get(post) == Some(&both)));
    }

    #[test]
    fn a_broken_file_is_put_aside() {
        let temporary = tempfile::tempdir().unwrap();
        let path = temporary.path().join(file_name(Path::new("/news")));
        std::fs::write(&path, "no database at all, but quite long enough to be one".repeat(100))
            .unwrap();
        assert_eq!(kept(temporary.path(), "/news"), Kept::default());
        assert!(path.with_extension("broken").exists());
    }

    #[test]
    fn it_is_bounded() {
        let temporary = tempfile::tempdir().unwrap();
        let mut notes = vec![Note::Baseline(at(0))];
        for published in 0..i64::from(MOST) + 10 {
            let post = identity(&published.to_string());
            notes.push(Note::Seen(post, Some(true), Some(at(published))));
        }
        notes.push(Note::Bookmarked(identity("0"), true, Some(at(0))));
        noted(temporary.path(), &notes);
        let kept = kept(temporary.path(), "/news");
        assert!(kept.marks.len() < MOST as usize);
        assert!(kept.marks.contains_key(&identity("0")), "what is bookmarked stays");
        assert!(
            kept.baseline.unwrap() >= at(i64::from(MOST) / 5),
            "what is forgotten is seen by its date"
        );
    }
}
