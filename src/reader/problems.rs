//! The view of what could not be read: `file:line: reason`, the latest first.
//!
//! It shows what is wrong now: what is mended goes. Whoever has scrolled keeps the first problem in
//! sight, whatever comes above it.

use std::sync::Arc;

use crate::news::post::Problem;
use crate::news::store::Snapshot;
use crate::news::wrap::lines;

/// How far the view is scrolled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// The first problem in sight, by its document and its place among that one's; none at the top,
    /// where what comes is in sight.
    first: Option<(Arc<str>, usize)>,
    /// Where it last stood among all.
    place: usize,
}

impl Problems {
    /// How many problems are above the first one in sight.
    #[must_use]
    pub fn top(&self, snapshot: &Snapshot) -> usize {
        let Some((document, place)) = &self.first else { return 0 };
        let mut above = 0;
        for (name, problems) in snapshot.problems() {
            if name == document {
                return above + (*place).min(problems.len().saturating_sub(1));
            }
            above += problems.len();
        }
        self.place.min(above.saturating_sub(1))
    }

    /// Scrolls by problems, in a view of so many columns and rows.
    pub fn scroll(&mut self, steps: isize, snapshot: &Snapshot, columns: usize, rows: usize) {
        let top = self.top(snapshot).saturating_add_signed(steps);
        self.place = top.min(last_top(snapshot, columns, rows));
        let mut above = self.place;
        self.first = None;
        for (name, problems) in snapshot.problems().take_while(|_| self.place > 0) {
            if above < problems.len() {
                self.first = Some((Arc::clone(name), above));
                return;
            }
            above -= problems.len();
        }
    }
}

/// All problems, the latest first, each with its document.
#[must_use]
pub fn all(snapshot: &Snapshot) -> impl DoubleEndedIterator<Item = (&Arc<str>, &Problem)> {
    let documents = snapshot.problems();
    documents.flat_map(|(name, problems)| problems.iter().map(move |problem| (name, problem)))
}

/// What stands before the second row of a problem, and those below.
const INDENT: &str = "  ";

/// The rows of one: `file:line: reason`.
#[must_use]
pub fn rows(document: &str, problem: &Problem, columns: usize) -> Vec<String> {
    let text = format!("{document}:{}: {}", problem.line, problem.what);
    let lines = lines(&text, columns.saturating_sub(INDENT.len())).into_iter().enumerate();
    lines
        .map(|(at, line)| if at == 0 { line.to_owned() } else { format!("{INDENT}{line}") })
        .collect()
}

/// The first problem in sight where the last one is at the bottom.
fn last_top(snapshot: &Snapshot, columns: usize, rows: usize) -> usize {
    let mut room = rows;
    let mut fit = 0;
    for (document, problem) in all(snapshot).rev() {
        let taken = self::rows(document, problem, columns).len();
        if taken > room {
            break;
        }
        room -= taken;
        fit += 1;
    }
    snapshot.problem_count().saturating_sub(fit.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::format::Document;
    use crate::news::store::Store;

    fn broken() -> Document {
        Document::unreadable(Problem::new(1, "not understood"))
    }

    fn first(problems: &Problems, store: &Store) -> String {
        let snapshot = store.snapshot();
        let top = problems.top(&snapshot);
        all(&snapshot).nth(top).map_or(String::new(), |(name, _)| name.to_string())
    }

    #[test]
    fn whoever_has_scrolled_keeps_the_place_and_whoever_has_not_sees_what_comes() {
        let mut store = Store::new();
        for name in ["a", "b", "c", "d", "e"] {
            store.apply([(name.into(), Some(broken()))]);
        }
        let mut problems = Problems::default();
        assert_eq!(first(&problems, &store), "e");
        store.apply([("f".into(), Some(broken()))]);
        assert_eq!(first(&problems, &store), "f");
        problems.scroll(2, &store.snapshot(), 80, 3);
        assert_eq!(first(&problems, &store), "d");
        store.apply([("g".into(), Some(broken()))]);
        assert_eq!(first(&problems, &store), "d");
        store.apply([("d".into(), None)]);
        assert_eq!(first(&problems, &store), "e", "what it stood at was mended");
        problems.scroll(99, &store.snapshot(), 80, 3);
        assert_eq!(first(&problems, &store), "c", "the last is at the bottom");
        problems.scroll(-99, &store.snapshot(), 80, 3);
        store.apply([("h".into(), Some(broken()))]);
        assert_eq!(first(&problems, &store), "h");
        problems.scroll(5, &store.snapshot(), 80, 300);
        assert_eq!(first(&problems, &store), "h", "all of them are in sight");
    }

    #[test]
    fn a_problem_is_wrapped() {
        let problem = Problem::new(7, "not understood: a word that is missing");
        let rows = rows("talks/page.txt", &problem, 30);
        assert_eq!(rows, ["talks/page.txt:7: not", "  understood: a word that is", "  missing"]);
    }
}
