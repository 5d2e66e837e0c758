//! Which changed documents are whole, and which are still being written. Pure: it is told the time.
//!
//! A close after writing, or a rename, says that a document is whole: it is read at once. What says
//! nothing (a copy that is still coming in, a file system that tells of nothing) is read when it has
//! rested, and until then its previous version stays. A document that never rests is read all the
//! same after [`LONGEST`].

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::fingerprint::Fingerprint;

/// A document that has not changed for so long is whole: uploads write in shorter steps.
const REST: Duration = Duration::from_millis(500);
/// One that has got shorter is most likely being written anew, and is given longer.
const REST_OF_SHORTER: Duration = Duration::from_secs(2);
/// No document is held back longer than this.
pub const LONGEST: Duration = Duration::from_secs(3);
/// What could not be read for a reason that may pass is tried again after so long.
const TRY_AGAIN: Duration = Duration::from_secs(2);

/// A document as a look found it.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// What it looks like now.
    pub now: Fingerprint,
    /// Its size in bytes when it was last read.
    pub before: Option<u64>,
    /// How long it has been as it is.
    pub age: Duration,
    /// Whether it was said to be whole.
    pub said_whole: bool,
}

/// The documents that are not whole yet.
#[derive(Debug, Default)]
pub struct Settling {
    changing: HashMap<PathBuf, Changing>,
}

#[derive(Debug)]
struct Changing {
    first: Instant,
    now: Fingerprint,
    since: Instant,
    rest: Duration,
}

impl Changing {
    fn due(&self) -> Instant {
        (self.since + self.rest).min(self.first + LONGEST)
    }
}

impl Settling {
    /// Whether a changed document is to be read at `now`. Otherwise it is held back, and listed among
    /// the [`Settling::paths`].
    pub fn is_whole(&mut self, path: &Path, seen: &Seen, now: Instant) -> bool {
        let size = seen.now.size();
        let shorter = seen.before.is_some_and(|before| size < before);
        // An emptied document has nothing to show, whatever is said of it.
        if seen.said_whole && !(shorter && size == 0) {
            return true;
        }
        let rest = if shorter { REST_OF_SHORTER } else { REST };
        if seen.age >= rest && !self.holds(path) {
            return true;
        }
        let since = || now.checked_sub(seen.age).unwrap_or(now);
        let changing = self.changing.entry(path.to_path_buf()).or_insert_with(|| Changing {
            first: now,
            now: seen.now,
            since: since(),
            rest,
        });
        if changing.now != seen.now {
            (changing.now, changing.since, changing.rest) = (seen.now, now, rest);
        }
        changing.due() <= now
    }

    /// A document changed while it was read. Whether its previous version is to be kept for now.
    pub fn is_kept(&mut self, path: &Path, seen: Fingerprint, now: Instant) -> bool {
        let changing = self.changing.entry(path.to_path_buf()).or_insert(Changing {
            first: now,
            now: seen,
            since: now,
            rest: REST,
        });
        changing.since = now;
        now < changing.first + LONGEST
    }

    /// A document could not be read, for a reason that may pass: it is tried again.
    pub fn retry(&mut self, path: &Path, seen: Fingerprint, now: Instant) {
        let changing = Changing { first: now, now: seen, since: now, rest: TRY_AGAIN };
        self.changing.insert(path.to_path_buf(), changing);
    }

    /// Whatever stands there did not answer: it is asked again.
    pub fn postpone(&mut self, path: &Path, now: Instant) {
        if let Some(changing) = self.changing.get_mut(path) {
            (changing.first, changing.since, changing.rest) = (now, now, TRY_AGAIN);
        }
    }

    /// A document was read, or has gone.
    pub fn forget(&mut self, path: &Path) {
        if self.holds(path) {
            self.changing.remove(path);
        }
    }

    /// Whether a document is held back.
    #[must_use]
    pub fn holds(&self, path: &Path) -> bool {
        self.changing.contains_key(path)
    }

    /// The documents that are held back.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.changing.keys().map(PathBuf::as_path)
    }

    /// Those of them that are due at `now`.
    pub fn due_at(&self, now: Instant) -> impl Iterator<Item = &Path> {
        let due = self.changing.iter().filter(move |(_, changing)| changing.due() <= now);
        due.map(|(path, _)| path.as_path())
    }

    /// When the first of them is due.
    #[must_use]
    pub fn due(&self) -> Option<Instant> {
        self.changing.values().map(Changing::due).min()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const MS: Duration = Duration::from_millis(1);

    struct Writer {
        settling: Settling,
        path: PathBuf,
        file: tempfile::NamedTempFile,
        start: Instant,
        before: Option<u64>,
    }

    impl Writer {
        fn new(before: Option<u64>) -> Writer {
            let file = tempfile::NamedTempFile::new().unwrap();
            let path = "a.txt".into();
            Writer { settling: Settling::default(), path, file, start: Instant::now(), before }
        }

        /// Whether the document is read at so many milliseconds, when it then has `size` bytes and has
        /// had them for `age`.
        fn look(&mut self, at: u32, size: usize, age: u32) -> bool {
            self.look_when_told(at, size, age, false)
        }

        fn look_when_told(&mut self, at: u32, size: usize, age: u32, said_whole: bool) -> bool {
            fs::write(self.file.path(), vec![b'x'; size]).unwrap();
            let mut now = Fingerprint::of(&fs::metadata(self.file.path()).unwrap());
            // The same bytes at the same time look the same.
            if let Some(known) = self.settling.changing.get(&self.path)
                && known.now.size() == now.size()
            {
                now = known.now;
            }
            let seen = Seen { now, before: self.before, age: age * MS, said_whole };
            self.settling.is_whole(&self.path, &seen, self.start + at * MS)
        }
    }

    #[test]
    fn what_rests_is_whole() {
        let mut writer = Writer::new(None);
        assert!(!writer.look(0, 10, 0));
        assert_eq!(writer.settling.due(), Some(writer.start + REST));
        assert!(!writer.look(400, 20, 0), "it has grown");
        assert!(!writer.look(800, 20, 400));
        assert!(writer.look(900, 20, 500));
        assert!(Writer::new(None).look(0, 10, 500), "at rest before it was seen");
        assert!(Writer::new(None).look_when_told(0, 10, 0, true));
    }

    #[test]
    fn what_never_rests_is_held_back_no_longer_than_that() {
        let mut writer = Writer::new(None);
        let read = (0..100).find(|step| writer.look(step * 100, 10 + *step as usize, 0));
        assert_eq!(read, Some(30));
    }

    #[test]
    fn what_gets_shorter_is_given_longer_and_what_is_emptied_is_whatever_is_said() {
        let mut writer = Writer::new(Some(100));
        assert!(!writer.look(0, 10, 0));
        assert!(!writer.look(1_900, 10, 1_900));
        assert!(writer.look(2_000, 10, 2_000));
        let mut writer = Writer::new(Some(100));
        assert!(!writer.look_when_told(0, 0, 0, true));
        assert!(writer.look_when_told(100, 10, 0, true));
    }

    #[test]
    fn what_changes_while_it_is_read_is_kept_for_as_long() {
        let mut writer = Writer::new(None);
        writer.look(0, 10, 0);
        let now = writer.settling.changing["a.txt".as_ref() as &Path].now;
        let mut kept = |at| writer.settling.is_kept(&writer.path, now, writer.start + at * MS);
        assert!(kept(500) && kept(2_900) && !kept(3_000));
        writer.settling.retry(&writer.path, now, writer.start);
        assert_eq!(writer.settling.due(), Some(writer.start + TRY_AGAIN));
        let later = writer.start + 60_000 * MS;
        writer.settling.postpone(&writer.path, later);
        assert_eq!(writer.settling.due(), Some(later + TRY_AGAIN), "what does not answer waits");
        assert_eq!(writer.settling.due_at(later).count(), 0);
        writer.settling.forget(&writer.path);
        assert_eq!(writer.settling.due(), None);
    }
}
