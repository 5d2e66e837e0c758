//! What a post is filtered by and counted under: its kinds, and those who filed it.

use std::sync::Arc;

use crate::news::post::{Byline, Kinds};

/// Those who filed a post: one of them for all posts by the same.
#[derive(Debug)]
pub struct People {
    /// Tells them from all others that are known at the same time, and is small.
    pub number: u32,
    /// How they are printed.
    pub by: Arc<[Byline]>,
    /// Their names, each once.
    pub names: Box<[Arc<str>]>,
}

impl People {
    /// Those of a printed byline.
    #[must_use]
    pub fn new(number: u32, by: &Arc<[Byline]>) -> People {
        let mut names: Vec<Arc<str>> = Vec::with_capacity(by.len());
        for by in by.iter() {
            if !names.contains(&by.name) {
                names.push(Arc::clone(&by.name));
            }
        }
        People { number, by: Arc::clone(by), names: names.into() }
    }
}

/// What a post is filtered by and counted under. It stands beside the post in the feed, so that a look at
/// a hundred thousand posts need not go to each.
#[derive(Clone, Debug)]
pub struct Facets {
    /// Its kinds.
    pub kinds: Kinds,
    /// Its correspondents.
    pub people: Arc<People>,
}
