//! Posts that no document has any more: their names, should they come back, and where those are
//! shown that have gone from a document that still stands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::HashMap;

use super::{FeedKey, PostId};
use crate::news::identity::Identity;

/// Posts that are remembered: enough for all that a newsroom moves, and all that its live pages let
/// go, in a day. Past that the oldest are forgotten, so that years of coverage do not fill the memory.
pub const REMEMBERED: usize = 10_000;

/// A post that no document has any more.
#[derive(Clone, Debug)]
pub struct GonePost {
    /// Its name.
    pub id: PostId,
    /// Where it is shown, if it is.
    pub shown: Option<FeedKey>,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Gone {
    posts: HashMap<Identity, (u64, GonePost)>,
    /// The oldest first.
    order: BTreeMap<u64, Identity>,
    /// Those that are shown, by the document that had them.
    shown: HashMap<Arc<str>, BTreeSet<u64>>,
    next: u64,
}

impl Gone {
    /// Remembers a post, and gives back the one that is forgotten for it.
    pub fn remember(&mut self, identity: Identity, post: GonePost) -> Option<GonePost> {
        self.take(&identity);
        self.next += 1;
        if let Some(key) = &post.shown {
            self.shown.entry(Arc::clone(&key.document)).or_default().insert(self.next);
        }
        self.order.insert(self.next, identity);
        self.posts.insert(identity, (self.next, post));
        if self.posts.len() <= REMEMBERED {
            return None;
        }
        let oldest = self.order.values().next().copied()?;
        self.take(&oldest)
    }

    /// Takes out a post that is back, or goes by another name.
    pub fn take(&mut self, identity: &Identity) -> Option<GonePost> {
        let (at, post) = self.posts.remove(identity)?;
        self.order.remove(&at);
        if let Some(key) = &post.shown
            && let Some(of_document) = self.shown.get_mut(&key.document)
        {
            of_document.remove(&at);
            if of_document.is_empty() {
                self.shown.remove(&key.document);
            }
        }
        Some(post)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty()
    }

    /// Where a post is shown, if it is gone and shown.
    pub fn shown(&self, identity: &Identity) -> Option<&FeedKey> {
        self.posts.get(identity)?.1.shown.as_ref()
    }

    /// The posts that are shown for a document, the oldest first.
    pub fn shown_for(&self, document: &str) -> Vec<Identity> {
        let of_document = self.shown.get(document).into_iter().flatten();
        of_document.filter_map(|at| self.order.get(at).copied()).collect()
    }
}
