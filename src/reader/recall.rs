//! What posts were to a reader, told by what stays the same when their documents are read in another way: their
//! times may be others, and with them their names.

use std::collections::HashSet;
use std::sync::Arc;

use super::marks::{Mark, Marks};
use crate::news::identity::Identity;
use crate::news::post::Post;
use crate::news::store::{Entry, FeedKey, Snapshot};

/// All that is known of the posts of a snapshot.
#[derive(Clone, Debug, Default)]
pub struct Recall {
    documents: HashSet<Arc<str>>,
    unseen: HashSet<Identity>,
    bookmarked: HashSet<Identity>,
    held: Option<Identity>,
}

impl Recall {
    /// What is known now, and the post that the reader is held at.
    #[must_use]
    pub fn of(marks: &Marks, snapshot: &Snapshot, held: Option<&Entry>) -> Recall {
        let mut recall = Recall::default();
        for entry in snapshot.posts().values() {
            let document = &entry.post.document;
            if !recall.documents.contains(document) {
                recall.documents.insert(Arc::clone(document));
            }
            if marks.is_bookmarked(entry) {
                recall.bookmarked.insert(Identity::at_any_time(&entry.post));
            }
            if !marks.is_seen(entry) {
                recall.unseen.insert(Identity::at_any_time(&entry.post));
            }
        }
        recall.held = held.map(|entry| Identity::at_any_time(&entry.post));
        recall
    }

    /// What a post was to the reader; none for one of a document that was not there.
    #[must_use]
    pub fn mark(&self, post: &Post) -> Option<Mark> {
        if !self.documents.contains(&post.document) {
            return None;
        }
        let same = Identity::at_any_time(post);
        let seen = Some(!self.unseen.contains(&same));
        Some(Mark { seen, bookmarked: self.bookmarked.contains(&same) })
    }

    /// Where the post is now that the reader was held at.
    #[must_use]
    pub fn held_at<'s>(&self, snapshot: &'s Snapshot) -> Option<&'s FeedKey> {
        let held = self.held?;
        let mut posts = snapshot.posts().iter();
        let found = posts.find(|(_, entry)| Identity::at_any_time(&entry.post) == held)?;
        Some(found.0)
    }
}
