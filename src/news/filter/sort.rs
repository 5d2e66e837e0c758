//! What a post may be to a reader, which no document says.

/// What a post may be to a reader, which no document says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Not seen yet.
    Unseen,
    /// Bookmarked.
    Bookmarked,
    /// Edited while the reader was here.
    Edited,
}

impl Sort {
    /// All of them.
    pub const ALL: [Sort; 3] = [Sort::Unseen, Sort::Bookmarked, Sort::Edited];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Sort::Unseen => "unseen",
            Sort::Bookmarked => "bookmarked",
            Sort::Edited => "edited",
        }
    }

    /// What a word stands for, in any case.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|sort| sort.word().eq_ignore_ascii_case(word))
    }
}

/// What posts alone are asked for, or which not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Is {
    /// What they are.
    pub sort: Sort,
    /// Whether they are not.
    pub negated: bool,
}
