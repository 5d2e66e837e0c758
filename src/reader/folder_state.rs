//! What a reader is told of the folder behind the feed.

use jiff::Timestamp;

use crate::news::when::Clock;

/// How the folder is being followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// Nothing to follow: the sample coverage that the program carries.
    Sample,
    /// The system tells of changes as they happen.
    Watching,
    /// It does not, so the folder is looked at every so many seconds.
    Polling {
        /// Between two looks.
        seconds: u64,
    },
    /// The folder is not there.
    Lost,
}

/// How far the reading of many documents has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Documents that are read.
    pub done: usize,
    /// Of how many; 0 before the first look has found out.
    pub total: usize,
    /// How long the rest will take, as far as that can be told, in seconds.
    pub seconds_left: Option<u64>,
}

impl Progress {
    /// `reading 1,204 of 20,000 █░░░░░░░ 3 s left`.
    fn words(self) -> String {
        let Progress { done, total, seconds_left } = self;
        if total == 0 {
            return "reading".to_owned();
        }
        let full = done * BAR / total;
        let bar: String = (0..BAR).map(|cell| if cell < full { '█' } else { '░' }).collect();
        let left = seconds_left.map_or(String::new(), |seconds| format!(" {seconds} s left"));
        format!("reading {} of {} {bar}{left}", grouped(done), grouped(total))
    }
}

/// Cells of the bar.
const BAR: usize = 8;

/// The folder's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FolderState {
    /// How it is followed.
    pub watch: Watch,
    /// While many documents are being read, and before the first look.
    pub reading: Option<Progress>,
    /// When something in it was last changed, if that is known.
    pub changed: Option<Timestamp>,
}

impl FolderState {
    /// A folder that is followed in a way, at rest, of which no change is known.
    #[must_use]
    pub const fn of(watch: Watch) -> FolderState {
        FolderState { watch, reading: None, changed: None }
    }

    /// How it is followed, in the words of the header.
    #[must_use]
    pub fn words(self) -> String {
        match (self.reading, self.watch) {
            (_, Watch::Lost) => "WATCH LOST".to_owned(),
            (Some(progress), _) => progress.words(),
            (None, Watch::Sample) => "sample coverage".to_owned(),
            (None, Watch::Watching) => "watching".to_owned(),
            (None, Watch::Polling { seconds }) => format!("polling every {seconds} s"),
        }
    }

    /// When it last changed, in the words of the header: `changed 10:51`, `changed Mon 2 June`.
    #[must_use]
    pub fn last_change(self, clock: &Clock) -> Option<String> {
        let changed = self.changed.filter(|_| self.watch != Watch::Sample)?;
        let day = |instant| clock.zone().to_datetime(instant).date();
        let when = if day(changed) == day(clock.now) {
            clock.time(changed)
        } else {
            clock.day_words(day(changed))
        };
        Some(format!("changed {when}"))
    }
}

/// A count with its thousands set apart: `1,204`.
#[must_use]
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 post`, `1,204 posts`.
#[must_use]
pub fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped() {
        for (count, words) in [(0, "0"), (999, "999"), (1204, "1,204"), (1_000_000, "1,000,000")] {
            assert_eq!(grouped(count), words);
        }
    }
}
