//! Posts that alone are listed, beside what else the filter says.

use std::collections::BTreeSet;

use foldhash::HashSet;

use crate::news::filter::{Is, Sort};
use crate::news::store::{Entry, PostId};

/// The posts that were what was asked for when it was asked. What is seen meanwhile stays until it is asked
/// again: nothing goes from under the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Only {
    is: BTreeSet<Is>,
    posts: HashSet<PostId>,
    /// The newest post there was: later ones are unseen, and nothing else yet.
    newest: PostId,
}

impl Only {
    /// The posts that are what is asked for, and the newest post of all.
    #[must_use]
    pub fn new(is: BTreeSet<Is>, posts: HashSet<PostId>, newest: PostId) -> Only {
        Only { is, posts, newest }
    }

    /// Whether a post may be listed.
    #[must_use]
    pub fn lists(&self, entry: &Entry) -> bool {
        self.posts.contains(&entry.id) || (entry.id > self.newest && self.lists_new())
    }

    fn lists_new(&self) -> bool {
        self.is.iter().all(|is| (is.sort == Sort::Unseen) != is.negated)
    }

    /// Whether unseen posts were asked for.
    #[must_use]
    pub fn asks_for_unseen(&self) -> bool {
        self.is.contains(&Is { sort: Sort::Unseen, negated: false })
    }
}
