//! A saved web page, read once from its beginning to its end: the data in it, what its head says, its text, and
//! where on it the reporting stands.

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::markup::{attribute, is_block, is_never_shown, lossy, push_collapsed};
use super::reading::Lines;

/// Facts of a head that are kept.
const MOST_FACTS: usize = 500;

/// Parts of a page that may hold the reporting, as many as are looked at.
const MOST_PARTS: usize = 1000;

/// Such parts in one another, at most: each tag is compared with all that are open.
const MOST_OPEN: usize = 30;

/// A page, taken apart.
#[derive(Default)]
pub struct Page<'t> {
    /// Its scripts of JSON-LD.
    pub data: Vec<Script<'t>>,
    /// Its canonical address.
    pub canonical: Option<String>,
    /// Its title.
    pub title: String,
    /// Its first heading.
    pub heading: String,
    /// The first stamp of its text.
    pub stamp: Option<String>,
    /// How that stamp is shown.
    pub shown_stamp: String,
    /// Its text: a block a line, blank lines between them.
    pub text: String,
    /// The line of the page for each line of its text.
    pub lines: Vec<usize>,
    /// The part of it that holds the reporting.
    pub reporting: Option<&'t str>,
    /// Whether most of its prose stands in that part.
    pub is_reporting: bool,
    facts: Vec<(String, String)>,
}

/// A script.
pub struct Script<'t> {
    /// What is written in it.
    pub text: &'t str,
    /// The line that it begins on.
    pub line: usize,
}

impl<'t> Page<'t> {
    /// Reads a page.
    #[must_use]
    pub fn of(html: &'t str) -> Page<'t> {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut reader = Reader::new(html);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            // Reading from memory does not fail.
            let Ok(token) = token;
            reader.take(&token);
        }
        reader.finish()
    }

    /// What its head says under the first of these names that it has.
    pub fn fact(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.facts_of(name).next())
    }

    /// All that its head says under a name.
    pub fn facts_of<'s, 'n>(
        &'s self,
        name: &'n str,
    ) -> impl Iterator<Item = &'s str> + use<'s, 'n, 't> {
        let named = self.facts.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }
}

/// A part of a page that may hold the reporting.
struct Part {
    name: Vec<u8>,
    /// How many of its name are open in it.
    nested: usize,
    start: usize,
    /// How much prose stands above it.
    above: usize,
}

/// What the text is that is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Text,
    Title,
    /// How the first stamp is shown.
    Stamp,
}

struct Reader<'t> {
    html: &'t str,
    page: Page<'t>,
    lines: Lines<'t>,
    /// The text of the block that is being read.
    block: String,
    /// Whether it is a paragraph.
    is_prose: bool,
    /// The tag that is not shown, with how many of its name are open.
    hidden: Option<(Vec<u8>, usize)>,
    /// Where a script of data begins that is open.
    script: Option<usize>,
    inside: Inside,
    is_heading: bool,
    /// Letters of paragraphs so far.
    prose: usize,
    open: Vec<Part>,
    parts: Vec<(usize, Range<usize>)>,
}

impl<'t> Reader<'t> {
    fn new(html: &'t str) -> Reader<'t> {
        Reader {
            html,
            page: Page::default(),
            lines: Lines::new(html),
            block: String::new(),
            is_prose: false,
            hidden: None,
            script: None,
            inside: Inside::Text,
            is_heading: false,
            prose: 0,
            open: Vec::new(),
            parts: Vec::new(),
        }
    }

    fn take(&mut self, token: &Token<usize>) {
        match token {
            Token::StartTag(tag) => self.begin(tag),
            Token::EndTag(tag) => self.end(&tag.name, tag.span.start, tag.span.end),
            Token::String(text) if self.inside == Inside::Title => {
                push_collapsed(&mut self.page.title, &lossy(text));
            }
            Token::String(text) if self.hidden.is_none() => {
                self.prose += if self.is_prose { text.len() } else { 0 };
                let text = lossy(text);
                push_collapsed(&mut self.block, &text);
                if self.inside == Inside::Stamp {
                    push_collapsed(&mut self.page.shown_stamp, &text);
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, tag: &StartTag<usize>) {
        let name = &**tag.name;
        match name {
            b"script" if is_data(tag) => self.script = Some(tag.span.end),
            b"title" if self.page.title.is_empty() => self.inside = Inside::Title,
            b"meta" => self.fact(tag),
            b"link" if attribute(tag, "rel").is_some_and(|rel| rel == "canonical") => {
                self.page.canonical = attribute(tag, "href");
            }
            b"time" if self.page.stamp.is_none() => {
                self.page.stamp = attribute(tag, "datetime");
                if self.page.stamp.is_some() {
                    self.inside = Inside::Stamp;
                }
            }
            _ => {}
        }
        match &mut self.hidden {
            Some((hidden, count)) => {
                *count += usize::from(**hidden == *name && !tag.self_closing);
                return;
            }
            None if is_hidden(name) && !tag.self_closing => {
                self.end_block(tag.span.start);
                self.hidden = Some((name.to_vec(), 1));
                return;
            }
            None => {}
        }
        if is_block(name) {
            self.end_block(tag.span.start);
            self.is_prose = name == b"p";
            self.is_heading = name == b"h1" && self.page.heading.is_empty();
            if name == b"li" {
                self.block.push_str("• ");
            }
        }
        let may_hold = matches!(name, b"article" | b"main")
            || attribute(tag, "itemprop").is_some_and(|it| it == "articleBody")
            || attribute(tag, "role").is_some_and(|it| it == "main");
        if may_hold && self.open.len() < MOST_OPEN && self.parts.len() < MOST_PARTS {
            let (name, start) = (name.to_vec(), tag.span.start);
            self.open.push(Part { name, nested: 0, start, above: self.prose });
        } else if let Some(part) = self.open.iter_mut().rev().find(|part| *part.name == *name) {
            part.nested += usize::from(!tag.self_closing);
        }
    }

    fn end(&mut self, name: &[u8], start: usize, end: usize) {
        if name == b"script"
            && let Some(from) = self.script.take()
        {
            self.add_script(from, start);
        }
        let ends = match self.inside {
            Inside::Text => false,
            Inside::Title => name == b"title",
            Inside::Stamp => name == b"time" || is_block(name),
        };
        if ends {
            self.inside = Inside::Text;
        }
        if let Some((hidden, count)) = &mut self.hidden {
            *count -= usize::from(**hidden == *name);
            if *count == 0 {
                self.hidden = None;
            }
            return;
        }
        if is_block(name) {
            self.end_block(start);
        }
        let Some(at) = self.open.iter().rposition(|part| *part.name == *name) else { return };
        match self.open.get_mut(at) {
            Some(part) if part.nested > 0 => part.nested -= 1,
            _ => {
                let part = self.open.remove(at);
                self.parts.push((self.prose - part.above, part.start..end));
            }
        }
    }

    fn add_script(&mut self, start: usize, end: usize) {
        if let Some(text) = self.html.get(start..end) {
            let line = self.lines.at(start);
            self.page.data.push(Script { text, line });
        }
    }

    fn fact(&mut self, tag: &StartTag<usize>) {
        let name = ["property", "name", "itemprop"].iter().find_map(|key| attribute(tag, key));
        if let (Some(name), Some(said)) = (name, attribute(tag, "content"))
            && self.page.facts.len() < MOST_FACTS
        {
            self.page.facts.push((name, said));
        }
    }

    /// Ends the text of a block; the next begins at a place of the page.
    fn end_block(&mut self, at: usize) {
        let text = std::mem::take(&mut self.block);
        let text = text.trim();
        self.is_prose = false;
        if text.is_empty() || text == "•" {
            return;
        }
        if std::mem::take(&mut self.is_heading) {
            text.clone_into(&mut self.page.heading);
        }
        let line = self.lines.at(at);
        self.page.text.extend([text, "\n\n"]);
        self.page.lines.extend([line, line]);
    }

    /// Ends what is never closed.
    fn finish(mut self) -> Page<'t> {
        let end = self.html.len();
        self.end_block(end);
        if let Some(start) = self.script.take() {
            self.add_script(start, end);
        }
        let open = std::mem::take(&mut self.open);
        self.parts.extend(open.into_iter().map(|part| (self.prose - part.above, part.start..end)));
        // The smallest part that has nearly all the prose that any has.
        let most = self.parts.iter().map(|(prose, _)| *prose).max().unwrap_or_default();
        let rich = self.parts.iter().filter(|(prose, _)| most > 0 && prose * 10 >= most * 7);
        let best = rich.min_by_key(|(_, place)| place.len());
        self.page.reporting = best.and_then(|(_, place)| self.html.get(place.clone()));
        self.page.is_reporting = best.is_some_and(|(prose, _)| prose * 2 > self.prose);
        self.page
    }
}

fn is_data(tag: &StartTag<usize>) -> bool {
    attribute(tag, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
}

/// What is no part of a page's text: what is not shown, and what leads elsewhere.
fn is_hidden(name: &[u8]) -> bool {
    let elsewhere: [&[u8]; 3] = [b"nav", b"aside", b"footer"];
    is_never_shown(name) || elsewhere.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_taken_apart() {
        let html = "<!doctype html><html><head><title>Ferry\n talks - Desk</title>\
                    <meta property='og:title' content='Ferry &amp; talks'><link rel=canonical href='https://desk.example/1'>\
                    <script>var a = '<p>x</p>'</script>\n<script type='application/ld+json'>\n{\"a\": \"</p>\"}</script></head>\
                    <body><nav><ul><li>Home</li></ul></nav><main><h1>Ferry talks</h1><article><p>Teaser</p></article>\n\
                    <article class=x><time datetime='2025-06-02T10:50:00Z'>Monday</time><p>One <b>two</b></p><ul><li>a</li></ul>\
                    <article>in</article><p>Three four five six</p></article></main><footer>Legal</footer>";
        let page = Page::of(html);
        assert_eq!((&*page.title, &*page.heading), ("Ferry talks - Desk", "Ferry talks"));
        assert_eq!(page.fact(&["none", "og:title"]), Some("Ferry & talks"));
        assert_eq!(page.canonical.as_deref(), Some("https://desk.example/1"));
        assert_eq!(page.stamp.as_deref(), Some("2025-06-02T10:50:00Z"));
        let [script] = &*page.data else { panic!() };
        assert_eq!((script.text, script.line), ("\n{\"a\": \"</p>\"}", 3));
        assert_eq!(
            page.text.split_terminator("\n\n").collect::<Vec<_>>(),
            ["Ferry talks", "Teaser", "Monday", "One two", "• a", "in", "Three four five six"]
        );
        assert_eq!(page.lines.get(2), Some(&4));
        let part = page.reporting.unwrap();
        assert!(
            part.starts_with("<article class=x>") && part.ends_with("six</p></article>"),
            "{part}"
        );
    }

    #[test]
    fn what_is_never_closed_is_read() {
        let page = Page::of("<article><p>One<script type='application/ld+json'>{");
        assert_eq!((page.data.len(), &*page.text), (1, "One\n\n"));
        assert!(page.reporting.is_some());
    }
}
