//! What a document says once, and each of its posts or people carries: no more of it than is ever said, so that a
//! document never costs many times the memory that it is written in.

use super::record::ByRecord;

/// So many people file all posts of a page.
const MOST_NAMES: usize = 20;

/// And all that is said of them is no longer, in bytes.
const LONGEST_NAMES: usize = 500;

/// A longer text is no place, in bytes.
const LONGEST_PLACE: usize = 200;

/// Keeps as many of the bylines of a page as each of its posts may carry.
pub fn bound(by: &mut Vec<ByRecord>) {
    let mut left = LONGEST_NAMES;
    let fits = |by: &&ByRecord| match left.checked_sub(by.size()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let kept = by.iter().take(MOST_NAMES).take_while(fits).count();
    by.truncate(kept);
}

/// Says of bylines without a place where they report from. Answers whether it is a place.
pub fn locate(by: &mut [ByRecord], place: &str) -> bool {
    let is_place = !place.is_empty() && place.len() <= LONGEST_PLACE;
    for by in by.iter_mut().filter(|by| is_place && by.located.is_none()) {
        by.located = Some(place.to_owned().into());
    }
    is_place
}
