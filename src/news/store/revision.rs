//! Which posts of a changed document are old ones under another headline or at another time.

use std::collections::HashSet;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};

use super::{Identities, PostId};
use crate::news::identity::{self, Identity};
use crate::news::post::{Kind, Post, TimeSource};

/// Most posts that are looked through for a revision: a real minute has a handful.
const REVISABLE: usize = 64;

/// A post that has gone from a document, and may be there under another identity.
pub struct Revisable {
    /// Its name.
    pub id: PostId,
    /// What it was known by.
    pub identity: Identity,
    post: Arc<Post>,
    words: HashSet<String>,
}

/// What may tie an old post to a new one of the same document.
#[derive(PartialEq, Eq, Hash)]
enum Bond {
    /// It is the summary of its page, whatever that says now.
    Summary,
    /// It stands at the same minute, with much the same body.
    Minute(Option<i64>),
    /// It has the same headline, with much the same body: its time was corrected.
    Headline(String),
}

impl Bond {
    fn of(post: &Post) -> Vec<Bond> {
        if post.kinds.contains(Kind::Summary) && post.time.source() == TimeSource::Page {
            return vec![Bond::Summary];
        }
        let mut bonds = vec![Bond::Minute(identity::minute(post))];
        if !post.headline.is_empty() {
            bonds.push(Bond::Headline(identity::fold(&post.headline)));
        }
        bonds
    }
}

impl Revisable {
    /// A post that went by a name.
    pub fn new(id: PostId, identity: Identity, post: &Arc<Post>) -> Revisable {
        let words = identity::words(post);
        Revisable { id, identity, post: Arc::clone(post), words }
    }
}

/// Finds for each post that has appeared the vanished one that it is, if any: the new identity with
/// the old post.
pub fn pair(
    vanished: Vec<Revisable>,
    appeared: &Identities<'_>,
    is_new: impl Fn(&Identity) -> bool,
) -> HashMap<Identity, Revisable> {
    let mut found = HashMap::new();
    if vanished.is_empty() {
        return found;
    }
    let mut vanished: Vec<Option<Revisable>> = vanished.into_iter().map(Some).collect();
    vanished.sort_by_key(|old| old.as_ref().map(|old| old.post.place));
    let mut bonds: HashMap<Bond, Vec<usize>> = HashMap::new();
    for (at, old) in vanished.iter().enumerate() {
        for bond in old.iter().flat_map(|old| Bond::of(&old.post)) {
            let bound = bonds.entry(bond).or_default();
            if bound.len() < REVISABLE {
                bound.push(at);
            }
        }
    }
    let mut appeared: Vec<(&Identity, &Arc<Post>)> = appeared
        .iter()
        .filter(|(identity, _)| is_new(identity))
        .filter_map(|(identity, offers)| offers.first().map(|post| (identity, *post)))
        .collect();
    appeared.sort_by_key(|(_, post)| post.place);
    for (new, post) in appeared {
        let words = identity::words(post);
        let is_it = |bond: &Bond, old: &Revisable| {
            let two_names = old.post.uri().is_some() && post.uri().is_some();
            !two_names && (*bond == Bond::Summary || identity::is_revision(&old.words, &words))
        };
        let of_bond = |bond: Bond| {
            let bound = bonds.get(&bond).into_iter().flatten().copied();
            let mut free = bound.filter_map(|at| Some((at, vanished.get(at)?.as_ref()?)));
            free.find(|(_, old)| is_it(&bond, old)).map(|(at, _)| at)
        };
        let old = Bond::of(post).into_iter().find_map(of_bond);
        if let Some(old) = old.and_then(|at| vanished.get_mut(at)?.take()) {
            found.insert(*new, old);
        }
    }
    found
}
