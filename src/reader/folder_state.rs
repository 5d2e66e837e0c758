//! What a reader is told of the folder behind the feed.

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

/// The folder's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FolderState {
    /// How it is followed.
    pub watch: Watch,
    /// While many documents are being read: how many are, and of how many; 0 of 0 before the first
    /// look has found out.
    pub reading: Option<(usize, usize)>,
}

impl FolderState {
    /// The words of the header.
    #[must_use]
    pub fn words(self) -> String {
        match (self.reading, self.watch) {
            (_, Watch::Lost) => "WATCH LOST".to_owned(),
            (Some((_, 0)), _) => "reading".to_owned(),
            (Some((done, total)), _) => format!("reading {} of {}", grouped(done), grouped(total)),
            (None, Watch::Sample) => "sample coverage".to_owned(),
            (None, Watch::Watching) => "watching".to_owned(),
            (None, Watch::Polling { seconds }) => format!("polling every {seconds} s"),
        }
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
