//! What a file looks like from outside.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, SystemTime};

/// The clock of most file systems moves by jiffies of up to 10 ms, what changes within one looks the
/// same, and one write takes its time after it was clocked.
const TICK: Duration = Duration::from_millis(20);
/// That of FAT and of some network file systems moves by two seconds.
const COARSE_TICK: Duration = Duration::from_secs(2);

/// What a file looks like from outside. Two equal ones are the same bytes, once the clock of the file
/// system has moved on: a restored modification time still moves the change time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    device: u64,
    inode: u64,
    size: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Fingerprint {
    /// The fingerprint of what `metadata` is of.
    #[must_use]
    pub fn of(metadata: &Metadata) -> Fingerprint {
        Fingerprint {
            device: metadata.dev(),
            inode: metadata.ino(),
            size: metadata.size(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        }
    }

    /// The file itself, whatever its name: its device and its inode.
    #[must_use]
    pub fn file(&self) -> (u64, u64) {
        (self.device, self.inode)
    }

    /// Whether another one of the same file is of the same bytes, although its name may have changed.
    #[must_use]
    pub fn is_same_text(&self, other: &Fingerprint) -> bool {
        (self.file(), self.size, self.modified) == (other.file(), other.size, other.modified)
    }

    /// The file's size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// How long the file has been as it is, by the clock of this machine: no time at all where the
    /// file's clock is ahead. Its modification time may be anybody's, its change time is not.
    #[must_use]
    pub fn age(&self) -> Duration {
        let (seconds, nanoseconds) = self.changed;
        let since_epoch = u64::try_from(seconds).ok().zip(u32::try_from(nanoseconds).ok());
        let changed = since_epoch.and_then(|(seconds, nanoseconds)| {
            SystemTime::UNIX_EPOCH.checked_add(Duration::new(seconds, nanoseconds))
        });
        changed.and_then(|changed| changed.elapsed().ok()).unwrap_or_default()
    }

    /// Whether it was changed so lately that another change may look the same, or that the change is
    /// still going on.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        let coarse = self.modified.1 == 0 && self.changed.1 == 0;
        self.age() < if coarse { COARSE_TICK } else { TICK }
    }

    /// When the file was last changed in any way.
    #[must_use]
    pub fn changed(&self) -> Option<jiff::Timestamp> {
        let (seconds, nanoseconds) = self.changed;
        jiff::Timestamp::new(seconds, i32::try_from(nanoseconds).ok()?).ok()
    }

    /// When the file was last written, in seconds and nanoseconds since 1970.
    #[must_use]
    pub fn written(&self) -> (i64, i64) {
        self.modified
    }

    /// When the file was last written.
    #[must_use]
    pub fn modified(&self) -> Option<jiff::Timestamp> {
        let (seconds, nanoseconds) = self.modified;
        jiff::Timestamp::new(seconds, i32::try_from(nanoseconds).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_clock_makes_nobody_older_than_they_are() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut fingerprint = Fingerprint::of(&file.as_file().metadata().unwrap());
        assert!(fingerprint.age() < Duration::from_mins(1));
        fingerprint.changed.0 += 1_000_000;
        assert_eq!(fingerprint.age(), Duration::ZERO, "a clock that is ahead");
        fingerprint.changed.0 = -1;
        assert_eq!(fingerprint.age(), Duration::ZERO, "one from before there were any");
    }
}
