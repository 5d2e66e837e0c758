//! A set of posts, as large as a bit for each name that was given.

use super::snapshot::PostId;

/// The set. To look a post up is as fast as can be, and a clone of a million is 125 kB.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostSet(Vec<u64>);

impl PostSet {
    /// Whether a post is in it.
    #[must_use]
    pub fn contains(&self, id: PostId) -> bool {
        let (at, bit) = place(id);
        self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }

    /// Puts a post in, or takes it out.
    pub fn set(&mut self, id: PostId, is_in: bool) {
        let (at, bit) = place(id);
        if is_in && at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(at) {
            if is_in { *bits |= bit } else { *bits &= !bit }
        }
    }

    /// Puts in all that are in another one.
    pub fn add_all(&mut self, other: &PostSet) {
        if other.0.len() > self.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own |= other;
        }
    }
}

fn place(id: PostId) -> (usize, u64) {
    let number = id.since(PostId::default());
    (usize::try_from(number / 64).unwrap_or(usize::MAX), 1 << (number % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::store::Snapshot;

    #[test]
    fn posts_are_put_in_and_taken_out() {
        let mut snapshot = Snapshot::default();
        let ids: Vec<PostId> = (0..200).map(|_| snapshot.new_id()).collect();
        let (mut odd, mut last) = (PostSet::default(), PostSet::default());
        for (at, id) in ids.iter().enumerate() {
            odd.set(*id, at % 2 == 1);
        }
        last.set(ids[198], true);
        last.set(ids[0], false);
        let mut both = last.clone();
        both.add_all(&odd);
        for (at, id) in ids.iter().enumerate() {
            assert_eq!(odd.contains(*id), at % 2 == 1);
            assert_eq!(last.contains(*id), at == 198);
            assert_eq!(both.contains(*id), at % 2 == 1 || at == 198);
        }
        odd.set(ids[1], false);
        assert!(!odd.contains(ids[1]) && odd.contains(ids[3]));
    }
}
