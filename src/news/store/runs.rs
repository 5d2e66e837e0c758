//! An ordered map that is cheap to share, to change a little, and to walk from end to end.
//!
//! A persistent tree with entries in its leaves has a leaf for each eight of them, and a walk of a
//! million waits for memory at each. Here the tree holds runs of entries that lie side by side.

use std::cmp::Ordering;
use std::iter;
use std::ops::Bound;
use std::sync::Arc;

use imbl::OrdMap;
use imbl::ordmap::DiffItem;

/// Entries of one run. To change one entry copies its run, where that is shared.
const MOST: usize = 64;

/// A run grows by so many entries at once.
const GROWTH: usize = 8;

/// The map. A clone is cheap and shares everything.
#[derive(Clone, Debug)]
pub struct Runs<K: Ord, V> {
    /// None is empty. Each is under a key that is none below its last, and below all of the next.
    runs: OrdMap<K, Run<K, V>>,
}

/// Entries in order.
#[derive(Debug)]
struct Run<K, V>(Arc<Vec<(K, V)>>);

/// A change between two maps: what stood under a key, and what stands there.
pub type Changed<'a, K, V> = (Option<&'a (K, V)>, Option<&'a (K, V)>);

impl<K: Ord, V> Default for Runs<K, V> {
    fn default() -> Runs<K, V> {
        Runs { runs: OrdMap::new() }
    }
}

impl<K, V> Clone for Run<K, V> {
    fn clone(&self) -> Run<K, V> {
        Run(Arc::clone(&self.0))
    }
}

/// A run is the same where it is shared.
impl<K, V> PartialEq for Run<K, V> {
    fn eq(&self, other: &Run<K, V>) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<K: Ord, V> Run<K, V> {
    fn search(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(key))
    }
}

impl<K: Ord + Clone, V: Clone> Runs<K, V> {
    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// How many entries there are, which is counted by the run.
    #[must_use]
    pub fn len(&self) -> usize {
        self.runs.values().map(|run| run.0.len()).sum()
    }

    /// What stands under all keys, in their order.
    #[must_use]
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// All entries in order.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.runs.values().flat_map(|run| run.0.iter()).map(borrowed)
    }

    /// The entries of one of so many parts, each about as large, which follow each other.
    pub fn part(&self, part: usize, parts: usize) -> impl Iterator<Item = (&K, &V)> {
        let begin = |part: usize| self.runs.len() * part / parts.max(1);
        let runs = self.runs.values().skip(begin(part)).take(begin(part + 1) - begin(part));
        runs.flat_map(|run| run.0.iter()).map(borrowed)
    }

    /// The first entry.
    #[must_use]
    pub fn first(&self) -> Option<(&K, &V)> {
        self.iter().next()
    }

    /// The last entry.
    #[must_use]
    pub fn last(&self) -> Option<(&K, &V)> {
        self.iter().next_back()
    }

    /// What stands under a key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        self.get_key_value(key).map(|(_, value)| value)
    }

    /// What stands under a key, with the key that is kept.
    #[must_use]
    pub fn get_key_value(&self, key: &K) -> Option<(&K, &V)> {
        self.from(Bound::Included(key)).next().filter(|(found, _)| *found == key)
    }

    /// The entries from a key on, in order.
    pub fn from<'a>(
        &'a self,
        start: Bound<&K>,
    ) -> impl Iterator<Item = (&'a K, &'a V)> + use<'a, K, V> {
        let mut runs = self.runs.range::<_, K>((start, Bound::Unbounded)).map(|(_, run)| run);
        let first = runs.next();
        let passed = first.map_or(0, |run| match start {
            Bound::Unbounded => 0,
            Bound::Included(key) => run.search(key).unwrap_or_else(|at| at),
            Bound::Excluded(key) => run.search(key).map_or_else(|at| at, |at| at + 1),
        });
        let first = first.and_then(|run| run.0.get(passed..)).unwrap_or_default();
        first.iter().chain(runs.flat_map(|run| run.0.iter())).map(borrowed)
    }

    /// The last entry before a key.
    #[must_use]
    pub fn before(&self, key: &K) -> Option<(&K, &V)> {
        let own = self.runs.get_next(key).map(|(_, run)| run);
        let within = own.and_then(|run| {
            let at = run.search(key).unwrap_or_else(|at| at);
            run.0.get(at.checked_sub(1)?)
        });
        let before = || {
            self.runs
                .range::<_, K>((Bound::Unbounded, Bound::Excluded(key)))
                .next_back()
                .and_then(|(_, run)| run.0.last())
        };
        within.or_else(before).map(borrowed)
    }

    /// Puts an entry in, and gives back what stood under its key.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let Some(bound) = self.run_for(&key) else {
            self.runs.insert(key.clone(), Run(Arc::new(vec![(key, value)])));
            return None;
        };
        let run = self.runs.get_mut(&bound)?;
        let at = match run.search(&key) {
            Ok(at) => {
                let old = Arc::make_mut(&mut run.0).get_mut(at)?;
                return Some(std::mem::replace(old, (key, value)).1);
            }
            Err(at) => at,
        };
        if run.0.len() < MOST {
            put(run, at, (key, value));
            return None;
        }
        let mut later = Run(Arc::new(Arc::make_mut(&mut run.0).split_off(MOST / 2)));
        let earlier = run;
        Arc::make_mut(&mut earlier.0).shrink_to_fit();
        if at <= MOST / 2 {
            put(earlier, at, (key, value));
        } else {
            put(&mut later, at - MOST / 2, (key, value));
        }
        let earlier = std::mem::replace(earlier, later);
        if let Some((last, _)) = earlier.0.last() {
            self.runs.insert(last.clone(), earlier);
        }
        None
    }

    /// The run that a new entry belongs to; none where it begins one of its own. Entries that come in
    /// order, or against it, leave full runs behind.
    fn run_for(&mut self, key: &K) -> Option<K> {
        if let Some((bound, run)) = self.runs.get_next(key) {
            let is_before_all = run.0.len() == MOST
                && run.0.first().is_some_and(|(first, _)| key < first)
                && self.runs.get_min().is_some_and(|(first, _)| first == bound);
            return (!is_before_all).then(|| bound.clone());
        }
        let (bound, run) = self.runs.get_max()?;
        if run.0.len() == MOST {
            return None;
        }
        let bound = bound.clone();
        let run = self.runs.remove(&bound)?;
        self.runs.insert(key.clone(), run);
        Some(key.clone())
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let bound = self.runs.get_next(key)?.0.clone();
        let run = self.runs.get_mut(&bound)?;
        let at = run.search(key).ok()?;
        let entries = Arc::make_mut(&mut run.0);
        let (_, value) = entries.remove(at);
        let left = entries.len();
        if left == 0 {
            self.runs.remove(&bound);
        } else if left < MOST / 4 {
            self.merge(&bound);
        }
        Some(value)
    }

    /// Puts a run's entries before those of the next, where there is room.
    fn merge(&mut self, bound: &K) -> Option<()> {
        let own = self.runs.get(bound)?;
        let (next, run) =
            self.runs.range::<_, K>((Bound::Excluded(bound), Bound::Unbounded)).next()?;
        if own.0.len() + run.0.len() > MOST / 2 {
            return None;
        }
        let both = own.0.iter().chain(run.0.iter()).cloned().collect();
        let next = next.clone();
        self.runs.insert(next, Run(Arc::new(both)));
        self.runs.remove(bound);
        Some(())
    }

    /// What differs from an older map, in order. What both share is not looked at.
    pub fn changes_since<'a>(
        &'a self,
        old: &'a Runs<K, V>,
    ) -> impl Iterator<Item = Changed<'a, K, V>>
    where
        V: PartialEq,
    {
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for item in old.runs.diff(&self.runs) {
            match item {
                DiffItem::Add(_, run) => come.push(run),
                DiffItem::Remove(_, run) => gone.push(run),
                DiffItem::Update { old: (_, old), new: (_, new) } => {
                    gone.push(old);
                    come.push(new);
                }
            }
        }
        let entries = |runs: Vec<&'a Run<K, V>>| runs.into_iter().flat_map(|run| run.0.iter());
        let (mut gone, mut come) = (entries(gone).peekable(), entries(come).peekable());
        // Entries may have gone from one run to another.
        let pairs = iter::from_fn(move || {
            let order = match (gone.peek(), come.peek()) {
                (None, None) => return None,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some((old, _)), Some((new, _))) => old.cmp(new),
            };
            let old = if order.is_le() { gone.next() } else { None };
            let new = if order.is_ge() { come.next() } else { None };
            Some((old, new))
        });
        pairs.filter(|pair| !matches!(pair, (Some((_, old)), Some((_, new))) if old == new))
    }
}

fn put<K: Clone, V: Clone>(run: &mut Run<K, V>, at: usize, entry: (K, V)) {
    let entries = Arc::make_mut(&mut run.0);
    if entries.len() == entries.capacity() {
        entries.reserve_exact(GROWTH);
    }
    entries.insert(at, entry);
}

fn borrowed<K, V>((key, value): &(K, V)) -> (&K, &V) {
    (key, value)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn entries(runs: &Runs<u16, u8>) -> Vec<(u16, u8)> {
        runs.iter().map(|(key, value)| (*key, *value)).collect()
    }

    fn applied(changes: &[Option<(u16, u8)>]) -> (Runs<u16, u8>, BTreeMap<u16, u8>) {
        let (mut runs, mut model) = (Runs::default(), BTreeMap::new());
        apply(&mut runs, &mut model, changes);
        (runs, model)
    }

    /// Puts entries in; `None` takes the one in the middle out.
    fn apply(
        runs: &mut Runs<u16, u8>,
        model: &mut BTreeMap<u16, u8>,
        changes: &[Option<(u16, u8)>],
    ) {
        for change in changes {
            if let Some((key, value)) = *change {
                assert_eq!(runs.insert(key, value), model.insert(key, value));
            } else {
                let Some(key) = model.keys().nth(model.len() / 2).copied() else { continue };
                assert_eq!(runs.remove(&key), model.remove(&key));
                assert_eq!(runs.remove(&key), None);
            }
        }
    }

    fn changes() -> impl Strategy<Value = Vec<Option<(u16, u8)>>> {
        let ascending = (0..400_u16).prop_map(|to| (0..to).map(|key| Some((key, 0))).collect());
        let descending =
            (0..400_u16).prop_map(|to| (0..to).rev().map(|key| Some((key + 500, 1))).collect());
        let gone = (0..400_usize).prop_map(|count| vec![None; count]);
        let any = prop::collection::vec(prop::option::weighted(0.7, any::<(u16, u8)>()), 0..300);
        let part = prop_oneof![ascending, descending, gone, any];
        prop::collection::vec(part, 0..5).prop_map(|parts: Vec<Vec<_>>| parts.concat())
    }

    proptest! {
        #[test]
        fn it_holds_what_any_ordered_map_would(changes in changes(), keys: [u16; 20]) {
            let (runs, model) = applied(&changes);
            prop_assert_eq!(entries(&runs), model.clone().into_iter().collect::<Vec<_>>());
            for run in runs.runs.values() {
                prop_assert!((1..=MOST).contains(&run.0.len()));
            }
            for key in keys.into_iter().chain(model.keys().copied().step_by(7)) {
                let (Some(above), Some(below)) = (key.checked_add(1), key.checked_sub(1)) else {
                    continue;
                };
                for key in [below, key, above] {
                    prop_assert_eq!(runs.get(&key), model.get(&key));
                    prop_assert_eq!(runs.before(&key), model.range(..key).next_back());
                    for start in [Bound::Included(&key), Bound::Excluded(&key)] {
                        let from = model.range((start, Bound::Unbounded));
                        prop_assert!(runs.from(start).eq(from));
                    }
                }
            }
            let parts = (0..3).flat_map(|part| runs.part(part, 3));
            prop_assert!(parts.eq(runs.iter()));
            prop_assert_eq!(runs.first(), model.first_key_value());
            prop_assert_eq!(runs.last(), model.last_key_value());
        }

        #[test]
        fn what_changed_between_two_is_all_that_differs(before in changes(), after in changes()) {
            let (old, mut model) = applied(&before);
            let (mut new, mut same) = (old.clone(), model.clone());
            apply(&mut new, &mut model, &after);
            prop_assert!(same.iter().eq(old.iter()), "a clone stays as it was");
            for (gone, come) in new.changes_since(&old) {
                prop_assert_ne!(gone, come);
                if let Some((key, value)) = gone {
                    prop_assert_eq!(same.remove(key), Some(*value));
                }
                if let Some((key, value)) = come {
                    prop_assert_eq!(same.insert(*key, *value), None);
                }
            }
            prop_assert_eq!(same, model);
        }
    }

    #[test]
    fn entries_that_come_in_order_fill_their_runs() {
        for keys in [(0..640).collect::<Vec<_>>(), (0..640).rev().collect()] {
            let changes: Vec<_> = keys.into_iter().map(|key| Some((key, 0))).collect();
            assert_eq!(applied(&changes).0.runs.len(), 640 / MOST);
        }
    }
}
