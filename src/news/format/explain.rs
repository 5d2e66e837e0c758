//! What a document was taken for, told to whoever asks.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::decode::decode;
use super::lines::{self, Line};
use super::{Document, MAX_LINE};
use crate::news::body::Block;

/// What was read of a document, counted.
#[derive(Debug, Default)]
pub struct Explanation {
    /// Posts of each kind, by its word; those without any are of none.
    pub kinds: BTreeMap<&'static str, usize>,
    /// Posts by how their time is known.
    pub times: BTreeMap<&'static str, usize>,
    /// What was taken for furniture, in the order of the posts.
    pub furniture: Vec<Furniture>,
}

/// Something that a page prints around the reporting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Furniture {
    /// The line of the document it stands on, where it is a text of lines.
    pub line: Option<usize>,
    /// What it says; safe to show.
    pub text: String,
}

/// Explains a document that was read from these bytes.
#[must_use]
pub fn explain(document: &Document, bytes: &[u8]) -> Explanation {
    let mut explanation = Explanation::default();
    for post in &document.posts {
        for kind in post.kinds.iter() {
            *explanation.kinds.entry(kind.word()).or_default() += 1;
        }
        *explanation.times.entry(post.time.source().word()).or_default() += 1;
        let furniture = post.body.blocks().filter_map(|block| match block {
            Block::Furniture { text } => Some(Furniture { line: None, text: text.to_owned() }),
            _ => None,
        });
        explanation.furniture.extend(furniture);
    }
    locate(&mut explanation.furniture, bytes);
    explanation
}

/// Finds the lines that furniture stands on: of several that say the same, the first that is left.
fn locate(furniture: &mut [Furniture], bytes: &[u8]) {
    let Some((text, _)) = decode(bytes).ok().filter(|_| !furniture.is_empty()) else { return };
    let lines = lines::split(&text, MAX_LINE, &mut Vec::new());
    let mut places: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for Line { number, text, .. } in &lines {
        places.entry(text).or_default().push_back(*number);
    }
    for piece in furniture {
        piece.line = places.get_mut(piece.text.as_str()).and_then(VecDeque::pop_front);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::format::tests::read_sample;

    #[test]
    fn furniture_is_found_on_its_lines() {
        let text = "Advertisement\n  1. Boatspublished at 10:50 GMT 2 June 2025\n\n    They sail.\n\
                    \n  2. Analysis\n    Why they sailpublished at 10:40 GMT\n\n    Wind.\n";
        let document = read_sample(text);
        let Explanation { kinds, times, furniture } = explain(&document, text.as_bytes());
        assert_eq!(kinds, BTreeMap::from([("analysis", 1)]));
        assert_eq!(times.values().sum::<usize>(), 2);
        let wanted = Furniture { line: Some(1), text: "Advertisement".to_owned() };
        assert_eq!(furniture, [wanted]);
    }
}
