//! Who has a post, and which of them is shown.

use std::sync::Arc;

use super::PostId;
use crate::news::post::{Post, Status};

/// Everybody who has a post of one identity. The best of them is shown.
#[derive(Debug)]
pub struct Claim {
    /// The name it goes by.
    pub id: PostId,
    /// In the order of their documents: seldom more than one, and so a list.
    pub offers: Vec<Offer>,
}

/// A post as one document has it.
#[derive(Debug)]
pub struct Offer {
    /// The document.
    pub document: Arc<str>,
    /// Which of the document's posts it is.
    pub place: usize,
    /// The post.
    pub post: Arc<Post>,
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
        let updated = post.updated.map(|moment| moment.instant);
        Rank {
            version: post.uri.is_some().then_some((post.version.unwrap_or(1), updated)),
            taken_away: post.status != Status::Usable,
            weight: post.weight(),
            bylines: post.by.len(),
            time_known: !post.time.source.is_assumed(),
        }
    }
}

impl Claim {
    /// A post that nobody has yet.
    pub fn new(id: PostId) -> Claim {
        Claim { id, offers: Vec::new() }
    }

    fn place_of(&self, document: &str, place: usize) -> Result<usize, usize> {
        self.offers
            .binary_search_by(|offer| (&*offer.document, offer.place).cmp(&(document, place)))
    }

    /// Notes what a document says of the post.
    pub fn insert(&mut self, document: &Arc<str>, place: usize, post: &Arc<Post>) {
        let at = self.place_of(document, place);
        let offer = Offer { document: Arc::clone(document), place, post: Arc::clone(post) };
        match at {
            Ok(at) => self.offers.splice(at..=at, [offer]).for_each(drop),
            Err(at) => {
                self.offers.reserve_exact(1);
                self.offers.insert(at, offer);
            }
        }
    }

    /// Forgets what a document says of it.
    pub fn remove(&mut self, document: &str, place: usize) {
        if let Ok(at) = self.place_of(document, place) {
            self.offers.remove(at);
        }
    }

    /// The offer to show. Between equal ones the name of the document decides, so that the order of
    /// arrival never does.
    pub fn best(&self) -> Option<&Offer> {
        match self.offers.as_slice() {
            [only] => Some(only),
            // The last of equal ones is taken, so they are walked from the last to the first.
            offers => offers.iter().rev().max_by_key(|offer| Rank::of(&offer.post)),
        }
    }
}
