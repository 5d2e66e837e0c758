//! Trees of blocks: `{"type": "paragraph", "model": {"text": …, "blocks": […]}}`.

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::news::format::byline::with_role;
use crate::news::format::json::passed_over;
use crate::news::format::record::{BlockRecord, ByRecord};
use crate::news::format::text::Text;

/// A block, and those in it. What stands in no field that is known is not kept.
#[derive(Debug, Default)]
pub struct Tree<'a> {
    kind: Option<Text<'a>>,
    text: Option<Text<'a>>,
    credit: Option<Text<'a>>,
    blocks: Vec<Tree<'a>>,
}

impl<'a> Tree<'a> {
    fn is(&self, kind: &str) -> bool {
        self.kind.as_deref() == Some(kind)
    }

    /// The words of the first block of a type, on one line.
    pub fn line(&self, kind: &str) -> String {
        self.find(kind).map(Tree::words).unwrap_or_default()
    }

    fn find(&self, kind: &str) -> Option<&Tree<'a>> {
        if self.is(kind) {
            Some(self)
        } else {
            self.blocks.iter().find_map(|block| block.find(kind))
        }
    }

    /// All its words. A block with a text of its own has the same in parts below.
    fn words(&self) -> String {
        let mut words = String::new();
        self.add_words(&mut words);
        words.truncate(words.trim_end().len());
        words
    }

    fn add_words(&self, words: &mut String) {
        if let Some(text) = &self.text {
            words.push_str(text);
            return;
        }
        for block in &self.blocks {
            let is_part = block.is("fragment") || block.is("urlLink");
            if !is_part && !words.is_empty() && !words.ends_with(' ') {
                words.push(' ');
            }
            block.add_words(words);
        }
    }

    /// Takes the people out of it.
    pub fn take_contributors(&mut self) -> Vec<ByRecord<'static>> {
        let mut found = Vec::new();
        let mut open = vec![self];
        while let Some(tree) = open.pop() {
            let (people, others) = std::mem::take(&mut tree.blocks)
                .into_iter()
                .partition(|block| block.is("contributor"));
            tree.blocks = others;
            found.extend(people.iter().filter_map(Tree::contributor));
            open.extend(tree.blocks.iter_mut().rev());
        }
        found
    }

    fn contributor(&self) -> Option<ByRecord<'static>> {
        let mut name = self.line("name");
        if name.is_empty() && self.find("role").is_none() {
            name = self.words();
        }
        let place =
            ["location", "place"].iter().map(|kind| self.line(kind)).find(|it| !it.is_empty());
        let by = with_role(&name, &self.line("role"));
        let by = ByRecord {
            role: by.role.map(Into::into),
            organisation: by.organisation.map(Into::into),
            located: place.or(by.located).map(Into::into),
            ..ByRecord::named(name.clone())
        };
        (!name.is_empty()).then_some(by)
    }

    /// What is shown of it.
    pub fn blocks(&self) -> Vec<BlockRecord<'a>> {
        let mut blocks = Vec::new();
        self.add_blocks(&mut blocks);
        blocks
    }

    fn add_blocks(&self, to: &mut Vec<BlockRecord<'a>>) {
        match self.kind.as_deref().unwrap_or_default() {
            "paragraph" | "fragment" => add(to, self.words(), BlockRecord::paragraph),
            "subheadline" | "heading" | "subheading" | "headline" => {
                add(to, self.words(), BlockRecord::subhead);
            }
            kind @ ("unorderedList" | "orderedList") => {
                let items =
                    self.blocks.iter().map(Tree::words).filter(|item| !item.trim().is_empty());
                let items: Vec<String> = items.collect();
                if !items.is_empty() {
                    to.push(BlockRecord::list(kind == "orderedList", items));
                }
            }
            "image" => {
                let credit = self.credit().unwrap_or_default().to_owned();
                let [alt, caption] = ["altText", "caption"].map(|kind| self.line(kind));
                if [&alt, &caption, &credit].iter().any(|part| !part.is_empty()) {
                    to.push(BlockRecord::image(alt, caption, credit));
                }
            }
            "video" | "audio" | "aresMedia" => {
                let captions = ["caption", "altText", "title"].map(|kind| self.line(kind));
                let caption = captions.into_iter().find(|caption| !caption.is_empty());
                to.extend(caption.map(BlockRecord::video));
            }
            "quote" | "blockquote" | "pullQuote" => {
                let cite = ["attribution", "cite", "source"].map(|kind| self.line(kind));
                let cite = cite.into_iter().find(|cite| !cite.is_empty()).unwrap_or_default();
                let mut said = self.line("text");
                if said.is_empty() {
                    said = self.words();
                }
                if !said.is_empty() {
                    to.push(BlockRecord::quote(said, cite));
                }
            }
            _ if self.blocks.is_empty() => add(to, self.words(), BlockRecord::paragraph),
            _ => self.blocks.iter().for_each(|block| block.add_blocks(to)),
        }
    }

    /// Whose picture it is.
    fn credit(&self) -> Option<&str> {
        let own = self.credit.as_deref().filter(|credit| !credit.trim().is_empty());
        own.or_else(|| self.blocks.iter().find_map(Tree::credit))
    }
}

/// Adds a block of a text, unless it is blank: fragments of white space alone stand between others.
fn add<'a>(to: &mut Vec<BlockRecord<'a>>, text: String, block: fn(String) -> BlockRecord<'a>) {
    if !text.trim().is_empty() {
        to.push(block(text));
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Tree<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Tree<'a>, D::Error> {
        // As deep as the reader of JSON goes, which ends in an error rather than in the stack.
        json.deserialize_any(Any).map(|any| any.0)
    }
}

/// A value of any shape: a block, or what stands where one may.
#[derive(Default)]
struct Value<'a>(Tree<'a>, Vec<Tree<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Value<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Value<'a>, D::Error> {
        json.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Value<'de>;

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("a block")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        let mut tree = Tree::default();
        while let Some(Text(key)) = map.next_key::<Text>()? {
            match &*key {
                "type" => tree.kind = map.next_value::<Value>()?.0.text,
                "text" => tree.text = map.next_value::<Value>()?.0.text,
                "copyrightHolder" => tree.credit = map.next_value::<Value>()?.0.text,
                "blocks" => tree.blocks.extend(map.next_value::<Value>()?.1),
                "model" => {
                    let Tree { text, credit, blocks, .. } = map.next_value::<Value>()?.0;
                    (tree.text, tree.credit) = (tree.text.or(text), tree.credit.or(credit));
                    tree.blocks.extend(blocks);
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Value(tree, Vec::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value<'de>, A::Error> {
        let mut trees = Vec::new();
        while let Some(Value(tree, _)) = seq.next_element()? {
            trees.push(tree);
        }
        Ok(Value(Tree::default(), trees))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value(Tree { text: Some(text.into()), ..Tree::default() }, Vec::new()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        let text = Some(text.to_owned().into());
        Ok(Value(Tree { text, ..Tree::default() }, Vec::new()))
    }

    passed_over!(Value<'de>, Value::default());
}
