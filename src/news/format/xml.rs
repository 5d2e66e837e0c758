//! XML, read once from its beginning to its end: the elements that a format asks for come one by one, each as a
//! small tree. Prefixes count for what they are bound to. Document type definitions are skipped, and entities that
//! they define stay as they are written.

use quick_xml::escape;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Prefix, ResolveResult};
use quick_xml::reader::NsReader;

use super::reading::Lines;
use super::record::BlockRecord;
use super::{Source, markup};
use crate::news::post::Problem;

/// Elements below each other that are kept; the text of those further below counts for the last.
const DEEPEST: usize = 100;

/// Elements of a tree, at most: what an item of a feed holds beyond is left out.
const MOST_ELEMENTS: usize = 100_000;

/// Attributes of an element that are kept.
const MOST_ATTRIBUTES: usize = 50;

/// Whose name an element bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// The format's own, or nobody's: RSS, NITF, NewsML-G2.
    Own,
    /// Atom.
    Atom,
    /// Atom's entries that are deleted (RFC 6721).
    Tombstones,
    /// The Atom publishing protocol (RFC 5023).
    Publishing,
    /// Dublin Core.
    Dublin,
    /// The contents of RSS items.
    Content,
    /// Media RSS.
    Media,
    /// The frame of RSS 1.0.
    Rdf,
    /// XHTML.
    Html,
    /// Anybody else's.
    Other,
}

impl Space {
    fn of(resolved: &ResolveResult, prefix: Option<Prefix>) -> Space {
        let uri = match resolved {
            ResolveResult::Bound(uri) => uri.0.trim(),
            ResolveResult::Unbound => return Space::Own,
            // Many feeds forget to say what a prefix stands for.
            ResolveResult::Unknown(prefix) => {
                return match prefix.as_str() {
                    "atom" => Space::Atom,
                    "at" => Space::Tombstones,
                    "app" => Space::Publishing,
                    "dc" | "dcterms" => Space::Dublin,
                    "content" => Space::Content,
                    "media" => Space::Media,
                    "rdf" => Space::Rdf,
                    _ => Space::Other,
                };
            }
        };
        let uri = uri.strip_prefix("http://").or(uri.strip_prefix("https://")).unwrap_or(uri);
        match uri.trim_end_matches(['/', '#']) {
            "www.w3.org/2005/Atom" | "purl.org/atom/ns" => Space::Atom,
            "purl.org/atompub/tombstones/1.0" => Space::Tombstones,
            "www.w3.org/2007/app" | "purl.org/atom/app" => Space::Publishing,
            "purl.org/dc/elements/1.1" | "purl.org/dc/terms" => Space::Dublin,
            "purl.org/rss/1.0/modules/content" => Space::Content,
            "search.yahoo.com/mrss" => Space::Media,
            "www.w3.org/1999/02/22-rdf-syntax-ns" => Space::Rdf,
            "www.w3.org/1999/xhtml" => Space::Html,
            "purl.org/rss/1.0" => Space::Own,
            uri if uri.starts_with("iptc.org/std/") => Space::Own,
            _ if prefix.is_none() => Space::Own,
            _ => Space::Other,
        }
    }
}

/// An element with all that is in it.
#[derive(Debug)]
pub struct Element {
    /// Whose name it bears.
    pub space: Space,
    /// Its name without a prefix.
    pub name: String,
    /// The line it begins on.
    pub line: usize,
    /// How much is written in it, in bytes.
    pub size: usize,
    attributes: Vec<(String, String)>,
    nodes: Vec<Node>,
}

/// What an element holds.
#[derive(Debug)]
pub enum Node {
    /// Text, with its entities read.
    Text(String),
    /// Another element.
    Element(Element),
}

impl Element {
    /// What stands in it, in its order.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter()
    }

    /// The elements in it.
    pub fn children(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of a name in it.
    pub fn all<'a>(&'a self, space: Space, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children().filter(move |child| child.space == space && child.name == name)
    }

    /// The first element of a name in it.
    #[must_use]
    pub fn first(&self, space: Space, name: &str) -> Option<&Element> {
        self.children().find(|child| child.space == space && child.name == name)
    }

    /// The first element at the end of a path of the format's own names.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<&Element> {
        let (name, below) = path.split_first()?;
        let first = self.first(Space::Own, name)?;
        if below.is_empty() { Some(first) } else { first.at(below) }
    }

    /// The text of the first element of a name in it, unless there is none in it.
    #[must_use]
    pub fn text_of(&self, space: Space, name: &str) -> Option<String> {
        self.first(space, name).map(Element::text).filter(|text| !text.is_empty())
    }

    /// The value of an attribute, unless it is empty.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let named = self.attributes.iter().find(|(own, _)| own == name);
        named.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// All text in it, without white space around it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text.trim().to_owned()
    }

    fn add_text(&self, to: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => to.push_str(text),
                Node::Element(element) => element.add_text(to),
            }
        }
    }

    /// All text in it on one line.
    #[must_use]
    pub fn line_of_text(&self) -> String {
        let text = self.text();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Adds it as HTML.
    pub fn add_html(&self, to: &mut String) {
        let name = html_name(self);
        to.extend(["<", name]);
        for said in ["alt", "title"] {
            if let Some(value) = self.attribute(said) {
                to.extend([" ", said, "=\"", &escape::escape(value), "\""]);
            }
        }
        to.push('>');
        self.nodes.iter().for_each(|node| node.add_html(to));
        to.extend(["</", name, ">"]);
    }

    /// The blocks of a body that it shows, where it is written as HTML is.
    #[must_use]
    pub fn blocks(&self) -> Vec<BlockRecord<'static>> {
        let mut html = String::new();
        self.nodes.iter().for_each(|node| node.add_html(&mut html));
        markup::blocks(&html)
    }
}

impl Node {
    /// Adds it as HTML.
    pub fn add_html(&self, to: &mut String) {
        match self {
            Node::Text(text) => to.push_str(&escape::escape(text.as_str())),
            Node::Element(element) => element.add_html(to),
        }
    }
}

/// What an element is called in HTML: the names of NITF that mean the same.
fn html_name(element: &Element) -> &str {
    match element.name.as_str() {
        "hl1" | "hl2" => "h2",
        "bq" => "blockquote",
        "credit" => "cite",
        "block" => "div",
        name => name,
    }
}

/// The name of the outermost element of a document.
#[must_use]
pub fn root(source: &Source) -> Option<(Space, String)> {
    let mut reader = reader(source.text);
    loop {
        match reader.read_resolved_event() {
            Ok((space, Event::Start(tag))) => {
                let space = Space::of(&space, tag.name().prefix());
                return Some((space, tag.local_name().into_inner().to_owned()));
            }
            Ok((_, Event::Eof)) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// Goes through the elements that are wanted, wherever they stand but in one another. Answers what broke it off.
pub fn each(
    text: &str,
    is_wanted: impl Fn(Space, &str) -> bool,
    with: impl FnMut(Element),
) -> Option<Problem> {
    let mut parts = Parts { lines: Lines::new(text), ..Parts::default() };
    parts.read(text, is_wanted, with)
}

fn reader(text: &str) -> NsReader<&[u8]> {
    let mut reader = NsReader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.allow_dangling_amp = true;
    reader
}

/// The element that is being read, and those around it.
#[derive(Default)]
struct Parts<'t> {
    lines: Lines<'t>,
    open: Vec<Element>,
    /// Elements in the tree.
    count: usize,
    /// Elements that are open, and not kept.
    left_out: usize,
    /// Elements that are open around the tree.
    around: usize,
}

impl<'t> Parts<'t> {
    fn read(
        &mut self,
        text: &'t str,
        is_wanted: impl Fn(Space, &str) -> bool,
        mut with: impl FnMut(Element),
    ) -> Option<Problem> {
        let mut reader = reader(text);
        loop {
            let at = position(reader.buffer_position());
            match reader.read_resolved_event() {
                Ok((space, Event::Start(tag))) => {
                    let space = Space::of(&space, tag.name().prefix());
                    if self.open.is_empty() && !is_wanted(space, tag.local_name().into_inner()) {
                        self.around += 1;
                    } else {
                        self.begin(space, &tag, at);
                    }
                }
                Ok((_, Event::End(_))) => {
                    let end = position(reader.buffer_position());
                    if self.open.is_empty() {
                        self.around = self.around.saturating_sub(1);
                    } else if let Some(element) = self.end(end) {
                        with(element);
                    }
                }
                Ok((_, Event::Text(text))) => self.add(&text.xml10_content()),
                Ok((_, Event::CData(text))) => self.add(&text.xml10_content()),
                Ok((_, Event::GeneralRef(reference))) => self.add_reference(&reference),
                Ok((_, Event::Eof)) if self.open.is_empty() && self.around == 0 => return None,
                Ok((_, Event::Eof)) => {
                    let line = self.lines.at(text.len());
                    return Some(Problem::new(line, "broken XML: it ends inside an element"));
                }
                Ok(_) => {}
                Err(error) => {
                    let line = self.lines.at(position(reader.error_position()));
                    return Some(Problem::new(line, format!("broken XML: {error}")));
                }
            }
        }
    }

    fn begin(&mut self, space: Space, tag: &BytesStart, at: usize) {
        if self.open.len() >= DEEPEST || self.count >= MOST_ELEMENTS {
            self.left_out += 1;
            return;
        }
        self.count += 1;
        let mut attributes = tag.attributes();
        let attributes = attributes.with_checks(false).flatten().take(MOST_ATTRIBUTES);
        let value = |raw: &str| match escape::unescape(raw) {
            Ok(value) => value.into_owned(),
            Err(_) => raw.to_owned(),
        };
        self.open.push(Element {
            space,
            name: tag.local_name().into_inner().to_owned(),
            line: self.lines.at(at),
            size: at,
            attributes: attributes
                .map(|it| (it.key.local_name().into_inner().to_owned(), value(&it.value)))
                .collect(),
            nodes: Vec::new(),
        });
    }

    /// Ends an element, and gives it if it was wanted itself.
    fn end(&mut self, end: usize) -> Option<Element> {
        if self.left_out > 0 {
            self.left_out -= 1;
            return None;
        }
        let mut element = self.open.pop()?;
        element.size = end.saturating_sub(element.size);
        let Some(parent) = self.open.last_mut() else {
            self.count = 0;
            return Some(element);
        };
        parent.nodes.push(Node::Element(element));
        None
    }

    fn add(&mut self, text: &str) {
        let Some(element) = self.open.last_mut() else { return };
        match element.nodes.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => element.nodes.push(Node::Text(text.to_owned())),
        }
    }

    /// Adds what a reference stands for, of XML or of HTML; one of a definition stays as it is written.
    fn add_reference(&mut self, reference: &BytesRef) {
        if let Ok(Some(ch)) = reference.resolve_char_ref() {
            return self.add(ch.encode_utf8(&mut [0; 4]));
        }
        let name = reference.xml10_content();
        if let Some(text) = escape::resolve_html5_entity(&name) {
            self.add(text);
        } else {
            self.add("&");
            self.add(&name);
            self.add(";");
        }
    }
}

fn position(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> (Vec<Element>, Option<Problem>) {
        let mut items = Vec::new();
        let broken = each(text, |_, name| name == "item", |item| items.push(item));
        (items, broken)
    }

    #[test]
    fn elements_come_with_all_that_is_in_them() {
        let text = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x 'y'>]>\n<r xmlns:d='http://purl.org/dc/terms/'>\
                    <item/>\n<item n='1 &amp; 2'><d:t>a &amp; b&#8211;<![CDATA[<i>]]>&x;</d:t>  <dc:t/>\
                    <item>in</item></item></r>";
        let (items, broken) = items(text);
        assert!(broken.is_none(), "{broken:?}");
        assert_eq!(items.len(), 2);
        let item = &items[1];
        assert_eq!((item.line, item.attribute("n")), (3, Some("1 & 2")));
        assert_eq!(item.text_of(Space::Dublin, "t").unwrap(), "a & b–<i>&x;");
        assert_eq!(item.all(Space::Dublin, "t").count(), 2, "one by its usual prefix");
        assert_eq!(item.at(&["item"]).unwrap().text(), "in");
        assert_eq!(item.size, text.len() - text.find("<item n").unwrap() - "</r>".len());
    }

    #[test]
    fn what_stands_before_a_break_is_given() {
        for (text, count, line) in [
            ("<r><item>a</item>\n<item>b</r>", 1, 2),
            ("<r><item>a</item>\n<item><b>c", 1, 2),
            ("<r><item>a</item>\n\n<", 1, 3),
            ("<r><item>AT&T & so on</item></r>", 1, 0),
            ("<item/></item>", 1, 1),
        ] {
            let (items, broken) = items(text);
            assert_eq!((items.len(), broken.map_or(0, |it| it.line)), (count, line), "{text}");
        }
    }

    #[test]
    fn depth_is_bounded_and_text_below_is_kept() {
        let text = format!("<item>{}x{}</item>", "<a>".repeat(50_000), "</a>".repeat(50_000));
        let (items, broken) = items(&text);
        assert!(broken.is_none());
        assert_eq!(items[0].text(), "x");
        assert!(each(&"<a>".repeat(100_000), |_, _| true, |_| ()).is_some());
    }

    #[test]
    fn html_in_it_is_read() {
        let (items, _) =
            items("<item><x:p>A &lt; <x:b>b</x:b></x:p><hl2>H</hl2><bq><p>q</p></bq></item>");
        let blocks = items[0].blocks();
        assert_eq!(blocks.len(), 3);
    }
}
