//! Who has a post, and which of them is shown.

use std::sync::Arc;

use smallvec::SmallVec;

use super::PostId;
use crate::news::post::{Post, Status};

/// Everybody who has a post of one identity. The best of them is shown.
#[derive(Debug)]
pub struct Claim {
    /// The name it goes by.
    pub id: PostId,
    /// The post as each document has it, in the order of the documents: seldom more than one.
    pub offers: SmallVec<[Arc<Post>; 1]>,
}

/// The highest version of a `uri` wins, then the latest, then what takes it away, then whichever
/// says most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    version: Option<(u64, Option<jiff::Timestamp>)>,
    taken_away: bool,
    weight: usize,
    bylines: usize,
    time_known: bool,
}

impl Rank {
    fn of(post: &Post) -> Rank {
        let updated = post.updated().map(|moment| moment.instant);
        Rank {
            version: post.uri().is_some().then_some((post.version().unwrap_or(1), updated)),
            taken_away: post.status != Status::Usable,
            weight: post.weight(),
            bylines: post.by.len(),
            time_known: !post.time.source().is_assumed(),
        }
    }
}

impl Claim {
    /// A post that nobody has yet.
    pub fn new(id: PostId) -> Claim {
        Claim { id, offers: SmallVec::new() }
    }

    fn find(&self, document: &str, place: u32) -> Result<usize, usize> {
        self.offers.binary_search_by(|post| (&*post.document, post.place).cmp(&(document, place)))
    }

    /// Notes what a document says of the post.
    pub fn insert(&mut self, post: &Arc<Post>) {
        match self.find(&post.document, post.place) {
            Ok(at) => {
                if let Some(offer) = self.offers.get_mut(at) {
                    *offer = Arc::clone(post);
                }
            }
            Err(at) => self.offers.insert(at, Arc::clone(post)),
        }
    }

    /// Forgets what a document says of it.
    pub fn remove(&mut self, post: &Post) {
        if let Ok(at) = self.find(&post.document, post.place) {
            self.offers.remove(at);
        }
    }

    /// The post to show. Between equal ones the name of the document decides, so that the order of
    /// arrival never does.
    pub fn best(&self) -> Option<&Arc<Post>> {
        match self.offers.as_slice() {
            [only] => Some(only),
            // The last of equal ones is taken, so they are walked from the last to the first.
            offers => offers.iter().rev().max_by_key(|post| Rank::of(post)),
        }
    }
}
