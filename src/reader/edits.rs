//! What documents have changed of their posts while the reader was here, version by version.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use similar::{ChangeTag, TextDiff};

use crate::news::columns;
use crate::news::plain::fold;
use crate::news::post::Post;
use crate::news::store::{Change, PostId};
use crate::news::when::Clock;

/// Versions that are kept, where the config does not say how many.
pub const MOST: usize = 1000;
/// How long two versions are compared as finely as can be.
const PATIENCE: Duration = Duration::from_millis(100);

/// A version that is no longer, and when another took its place.
#[derive(Clone, Debug)]
pub struct Version {
    /// The post as it was.
    pub post: Arc<Post>,
    /// When it was replaced.
    pub until: Timestamp,
}

/// All edits of a session.
#[derive(Clone, Debug)]
pub struct Edits {
    /// How many versions are kept.
    most: usize,
    versions: HashMap<PostId, Vec<Version>>,
    order: VecDeque<PostId>,
}

/// What a piece of a comparison is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// When the edit was made.
    Head,
    /// What stayed.
    Same,
    /// What was taken out.
    Removed,
    /// What was put in.
    Added,
}

/// A row of a comparison.
pub type Row = Vec<(Part, String)>;

impl Default for Edits {
    fn default() -> Edits {
        Edits { most: MOST, versions: HashMap::new(), order: VecDeque::new() }
    }
}

impl Edits {
    /// Has so many versions kept. Past that, the oldest are forgotten.
    pub fn set_most(&mut self, most: usize) {
        self.most = most;
        self.forget();
    }

    /// Takes in what has changed in the store.
    pub fn advance(&mut self, changes: &[Change], now: Timestamp) {
        let mut was: HashMap<PostId, &Arc<Post>> = HashMap::new();
        for change in changes {
            if let Change::Removed(_, entry) = change {
                was.insert(entry.id, &entry.post);
            }
        }
        if was.is_empty() {
            return;
        }
        for change in changes {
            let Change::Added(_, entry) = change else { continue };
            let Some(before) = was.get(&entry.id).filter(|was| !was.says_the_same(&entry.post))
            else {
                continue;
            };
            let version = Version { post: Arc::clone(before), until: now };
            self.versions.entry(entry.id).or_default().push(version);
            self.order.push_back(entry.id);
        }
        self.forget();
    }

    fn forget(&mut self) {
        while self.order.len() > self.most {
            let Some(oldest) = self.order.pop_front() else { break };
            if let Some(versions) = self.versions.get_mut(&oldest) {
                versions.remove(0);
                if versions.is_empty() {
                    self.versions.remove(&oldest);
                }
            }
        }
    }

    /// When a post was last edited, if it was.
    #[must_use]
    pub fn last(&self, id: PostId) -> Option<Timestamp> {
        self.versions.get(&id)?.last().map(|version| version.until)
    }

    /// The edits of a post, the last first, each compared word by word with what came of it.
    #[must_use]
    pub fn rows(&self, id: PostId, now: &Post, columns: usize, clock: &Clock) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut later = text(now);
        for version in self.versions.get(&id).into_iter().flatten().rev() {
            let earlier = text(&version.post);
            if !rows.is_empty() {
                rows.push(Row::new());
            }
            let head = format!("edited {}", clock.since(version.until));
            rows.push(vec![(Part::Head, head)]);
            rows.extend(compare(&earlier, &later, columns));
            later = earlier;
        }
        rows
    }
}

fn text(post: &Post) -> String {
    let mut text = post.headline.to_string();
    for part in post.body.shown_texts() {
        text.push('\n');
        text.push_str(part);
    }
    text
}

/// Two texts in one, wrapped: `[-what was taken out-]`, `{+what was put in+}`.
fn compare(old: &str, new: &str, columns: usize) -> Vec<Row> {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_words(old, new);
    let mut page = Page { rows: Vec::new(), row: Row::new(), width: 0, columns };
    let mut last = Part::Same;
    for change in diff.iter_all_changes() {
        let part = match change.tag() {
            ChangeTag::Equal => Part::Same,
            ChangeTag::Delete => Part::Removed,
            ChangeTag::Insert => Part::Added,
        };
        if part != last {
            page.put(last, closing(last));
            page.put(part, opening(part));
            last = part;
        }
        let mut lines = change.value().split('\n');
        page.put(part, lines.next().unwrap_or_default());
        for line in lines {
            page.end_row();
            page.put(part, line);
        }
    }
    page.put(last, closing(last));
    page.end_row();
    page.rows
}

fn opening(part: Part) -> &'static str {
    match part {
        Part::Removed => "[-",
        Part::Added => "{+",
        Part::Head | Part::Same => "",
    }
}

fn closing(part: Part) -> &'static str {
    match part {
        Part::Removed => "-]",
        Part::Added => "+}",
        Part::Head | Part::Same => "",
    }
}

/// Rows in the making.
struct Page {
    rows: Vec<Row>,
    row: Row,
    width: usize,
    columns: usize,
}

impl Page {
    /// Adds a word, or the space between two.
    fn put(&mut self, part: Part, word: &str) {
        if word.is_empty() {
            return;
        }
        let width = columns::width(word);
        if width > self.columns.max(2) {
            return fold(word, self.columns.max(2))
                .into_iter()
                .for_each(|part_of| self.put(part, part_of));
        }
        if self.width + width > self.columns && self.width > 0 {
            self.end_row();
            if word.trim().is_empty() {
                return;
            }
        }
        self.width += width;
        match self.row.last_mut() {
            Some((same, text)) if *same == part => text.push_str(word),
            _ => self.row.push((part, word.to_owned())),
        }
    }

    fn end_row(&mut self) {
        self.width = 0;
        let row = std::mem::take(&mut self.row);
        self.rows.push(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(old: &str, new: &str, columns: usize) -> Vec<String> {
        let text = |row: Row| row.into_iter().map(|(_, text)| text).collect::<String>();
        compare(old, new, columns).into_iter().map(text).collect()
    }

    #[test]
    fn words_that_differ_are_told() {
        assert_eq!(
            rows("The ferry left at noon.", "The ferry left at one, late.", 80),
            ["The ferry left at [-noon.-]{+one, late.+}"]
        );
        assert_eq!(rows("One\nTwo", "One\nTwo\nThree", 80), ["One", "Two{+", "Three+}"]);
        assert_eq!(rows("same", "same", 80), ["same"]);
        assert_eq!(rows("", "new", 80), ["{+new+}"]);
    }

    #[test]
    fn no_row_is_wider_than_asked_for() {
        let old = "one two three four five six seven eight nine ten";
        let new = "one two THREE four five 六六六六 seven eight nine";
        for columns in 5..40 {
            for row in rows(old, new, columns) {
                let words = row.split_whitespace().count();
                assert!(
                    columns::width(row.trim_end()) <= columns || words <= 1,
                    "{columns}: {row}"
                );
            }
        }
    }
}
