//! The people that posts are by, each list of them once.

use std::sync::Arc;

use foldhash::HashMap;

use crate::news::filter::People;
use crate::news::post::Byline;

/// Lists of people that are not worth looking through.
const MANY: usize = 1024;

/// All lists of people that are known.
#[derive(Debug, Default)]
pub struct Registry {
    known: HashMap<Arc<[Byline]>, Arc<People>>,
    /// Numbers that are nobody's any more.
    free: Vec<u32>,
    next: u32,
    /// From so many lists on, some may be of nobody any more.
    most: usize,
}

impl Registry {
    /// Those of a printed byline.
    pub fn of(&mut self, by: &Arc<[Byline]>) -> Arc<People> {
        if let Some(people) = self.known.get(by) {
            return Arc::clone(people);
        }
        let number = self.free.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        let people = Arc::new(People::new(number, by));
        self.known.insert(Arc::clone(by), Arc::clone(&people));
        people
    }

    /// Forgets lists that no post is by any more, now and then.
    pub fn tidy(&mut self) {
        if self.known.len() <= self.most.max(MANY) {
            return;
        }
        let free = &mut self.free;
        self.known.retain(|_, people| {
            // Posts in any snapshot hold theirs.
            let used = Arc::strong_count(people) > 1;
            if !used {
                free.push(people.number);
            }
            used
        });
        self.most = 2 * self.known.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_apart_and_forgotten() {
        let mut registry = Registry::default();
        let by = |number: usize| -> Arc<[Byline]> {
            Arc::new([Byline { name: number.to_string().into(), ..Byline::default() }])
        };
        let kept = registry.of(&by(0));
        assert!(Arc::ptr_eq(&kept, &registry.of(&by(0))));
        for number in 1..=2 * MANY {
            let other = registry.of(&by(number));
            assert_ne!(other.number, kept.number);
        }
        registry.tidy();
        assert_eq!(registry.known.len(), 1);
        let again = registry.of(&by(1));
        assert_ne!(again.number, kept.number);
        assert!((again.number as usize) <= 2 * MANY, "numbers are given again");
    }
}
