//! Posts that alone are listed, beside what the filter says.

use foldhash::HashSet;

use crate::news::store::{Entry, PostId};

/// Which posts a reader may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Those that are bookmarked.
    Bookmarks,
    /// Those that are unseen.
    Unseen,
}

impl Sort {
    /// The word for them.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Sort::Bookmarks => "bookmarks",
            Sort::Unseen => "unseen",
        }
    }
}

/// The posts of a sort when they were asked for. What is seen meanwhile stays until they are asked for
/// again: nothing goes from under the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Only {
    /// What was asked for.
    pub sort: Sort,
    posts: HashSet<PostId>,
    /// The newest post there was: later ones are unseen.
    newest: PostId,
}

impl Only {
    /// Posts of a sort, and the newest post of all.
    #[must_use]
    pub fn new(sort: Sort, posts: HashSet<PostId>, newest: PostId) -> Only {
        Only { sort, posts, newest }
    }

    /// Whether a post may be listed.
    #[must_use]
    pub fn lists(&self, entry: &Entry) -> bool {
        self.posts.contains(&entry.id) || (self.sort == Sort::Unseen && entry.id > self.newest)
    }
}
