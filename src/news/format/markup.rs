//! HTML as it stands in feeds and pages → the blocks of a body. Tags are taken one by one, and no tree is made
//! of them: however they are nested, it costs as much as they are long.

use std::ops::Deref;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::emitters::{Emitter, ForwardingEmitter};
use html5gum::{SpanBound, StartTag, Token, Tokenizer};

use super::aside::Aside;
use super::markers;
use super::record::BlockRecord;

/// The blocks of a piece of HTML, in its order. What is not shown (scripts, styles, forms) is left out.
#[must_use]
pub fn blocks(html: &str) -> Vec<BlockRecord<'static>> {
    let mut blocks = Blocks::default();
    walk(html, |token| blocks.take(token));
    blocks.finish()
}

/// The blocks of a text that may be HTML. Where none of its tags parts paragraphs, its lines do.
#[must_use]
pub fn text_or_html(text: &str) -> Vec<BlockRecord<'static>> {
    if !is_html(text) {
        return plain(text);
    }
    let mut is_parted = false;
    walk(text, |token| {
        is_parted |= matches!(token, Token::StartTag(tag) if is_block(&tag.name));
    });
    let mut blocks = Blocks { breaks: !is_parted, ..Blocks::default() };
    walk(text, |token| blocks.take(token));
    let blocks = blocks.finish();
    if is_parted { blocks } else { with_lists(blocks) }
}

/// The blocks of the part of a page that holds its reporting. What pages put into it is furniture: navigation, what
/// stands aside, and what is known by its class to lead elsewhere. None where all of it is.
#[must_use]
pub fn reporting(html: &str) -> Vec<BlockRecord<'static>> {
    let blocks = parted(html, Aside::default());
    let is_reporting = |block: &BlockRecord| !block.is_furniture();
    if blocks.iter().any(is_reporting) { blocks } else { Vec::new() }
}

/// The blocks of a piece of HTML, in which links that are set apart are furniture.
#[must_use]
pub fn with_links_apart(html: &str) -> Vec<BlockRecord<'static>> {
    parted(html, Aside::of_links())
}

fn parted(html: &str, mut aside: Aside) -> Vec<BlockRecord<'static>> {
    let mut blocks = Blocks::default();
    let mut put_in = Blocks::default();
    walk(html, |token| {
        if aside.takes(token) {
            put_in.take(token);
            if !aside.is_open() {
                blocks.end_text();
                let furniture = std::mem::take(&mut put_in).finish().into_iter();
                blocks.done.extend(furniture.flat_map(BlockRecord::into_furniture));
            }
        } else {
            blocks.take(token);
        }
    });
    let mut blocks = blocks.finish();
    blocks.extend(put_in.finish().into_iter().flat_map(BlockRecord::into_furniture));
    blocks
}

/// The paragraphs and lists of a text that is no HTML.
#[must_use]
pub fn plain(text: &str) -> Vec<BlockRecord<'static>> {
    let text = text.trim();
    let paragraph = |text: &str| BlockRecord::paragraph(text.to_owned());
    if text.is_empty() {
        return Vec::new();
    }
    if text.lines().filter(|line| bullet(line.trim()).is_some()).nth(1).is_none() {
        return vec![paragraph(text)];
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    with_lists(lines.map(paragraph).collect())
}

/// Blocks in which paragraphs that begin with the same bullet, two or more in a row, are lists.
fn with_lists(blocks: Vec<BlockRecord<'static>>) -> Vec<BlockRecord<'static>> {
    let mark = |block: &BlockRecord| {
        let text = block.paragraph_text()?;
        bullet(text).and_then(|_| text.chars().next())
    };
    let mut done = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let own = mark(&block);
        let goes_on = |next: &BlockRecord<'_>| own.is_some() && mark(next) == own;
        let Some(second) = blocks.next_if(goes_on) else {
            done.push(block);
            continue;
        };
        let rest = std::iter::from_fn(|| blocks.next_if(goes_on));
        let items = [block, second].into_iter().chain(rest);
        let items =
            items.filter_map(|block| block.paragraph_text().and_then(bullet).map(str::to_owned));
        done.push(BlockRecord::list(false, items.collect::<Vec<_>>()));
    }
    done
}

/// What follows the bullet of a line.
fn bullet(line: &str) -> Option<&str> {
    let item = markers::bullet(line).or_else(|| line.strip_prefix("- ").map(str::trim_start))?;
    (!item.is_empty()).then_some(item)
}

/// The text of a piece of HTML on one line.
#[must_use]
pub fn line(html: &str) -> String {
    let mut text = String::new();
    let mut hidden = 0_usize;
    walk(html, |token| match token {
        Token::String(words) if hidden == 0 => push_collapsed(&mut text, &lossy(words)),
        Token::StartTag(tag) if is_hidden(&tag.name) => hidden += usize::from(!tag.self_closing),
        Token::EndTag(tag) if is_hidden(&tag.name) => hidden = hidden.saturating_sub(1),
        Token::StartTag(tag) if is_block(&tag.name) => push_collapsed(&mut text, " "),
        Token::EndTag(tag) if is_block(&tag.name) => push_collapsed(&mut text, " "),
        _ => {}
    });
    text.truncate(text.trim_end().len());
    text
}

/// A text on one line that may be written as HTML.
#[must_use]
pub fn line_of<T: Deref<Target = str> + From<String>>(text: T) -> T {
    if is_html(&text) { line(&text).into() } else { text }
}

/// Whether a text has tags or entities in it, so that it is HTML and no plain text.
#[must_use]
pub fn is_html(text: &str) -> bool {
    let tag = |rest: &str| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        rest.starts_with(|ch: char| ch.is_ascii_alphabetic()) && rest.contains('>')
    };
    let entity = |rest: &str| {
        let name = rest.split(';').next().unwrap_or_default();
        let digits = name.strip_prefix('#').unwrap_or(name);
        name.len() < rest.len()
            && (1..=31).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let behind = |mark: char| text.match_indices(mark).filter_map(|(at, _)| text.get(at + 1..));
    behind('<').take(MARKS).any(tag) || behind('&').take(MARKS).any(entity)
}

/// An item of several paragraphs that would be longer, in bytes, is told as several: some pages make lists of posts.
const LONGEST_ITEM: usize = 600;

/// So many marks of a text are looked at to tell whether it is HTML.
const MARKS: usize = 64;

/// Goes through the tokens of a piece of HTML.
pub fn walk(html: &str, mut with: impl FnMut(&Token)) {
    let mut emitter = DefaultEmitter::default();
    // What stands in a script is no tag.
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, Forgiving(emitter)) {
        // Reading from memory does not fail.
        let Ok(token) = token;
        with(&token);
    }
}

/// Takes HTML as it is: to look for what is wrong with each character takes longer than all else.
struct Forgiving(DefaultEmitter);

impl ForwardingEmitter for Forgiving {
    type Token = Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = Token> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _: html5gum::Error) {}
}

/// What a token says.
#[must_use]
pub fn lossy(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// The value of an attribute of a tag.
#[must_use]
pub fn attribute<S: SpanBound>(tag: &StartTag<S>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| lossy(value).into_owned())
}

fn is_hidden(name: &[u8]) -> bool {
    is_never_shown(name) || name == b"form"
}

/// Whether what an element holds is no text of a page: some pages stand in a form as a whole.
#[must_use]
pub fn is_never_shown(name: &[u8]) -> bool {
    let names: [&[u8]; 10] = [
        b"script",
        b"style",
        b"noscript",
        b"template",
        b"svg",
        b"math",
        b"button",
        b"select",
        b"textarea",
        b"title",
    ];
    names.contains(&name)
}

/// Whether a tag stands on lines of its own.
#[must_use]
pub fn is_block(name: &[u8]) -> bool {
    let names: [&[u8]; 36] = [
        b"p",
        b"div",
        b"section",
        b"article",
        b"header",
        b"footer",
        b"main",
        b"aside",
        b"nav",
        b"h1",
        b"h2",
        b"h3",
        b"h4",
        b"h5",
        b"h6",
        b"ul",
        b"ol",
        b"li",
        b"dl",
        b"dt",
        b"dd",
        b"blockquote",
        b"figure",
        b"figcaption",
        b"table",
        b"thead",
        b"tbody",
        b"tr",
        b"td",
        b"th",
        b"pre",
        b"hr",
        b"br",
        b"address",
        b"details",
        b"summary",
    ];
    names.contains(&name)
}

/// Adds text as a browser shows it: any white space is one space, and none stands at the beginning.
pub fn push_collapsed(to: &mut String, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let said = rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{c}']);
        if said.len() < rest.len() && !to.is_empty() && !to.ends_with(' ') {
            to.push(' ');
        }
        let (run, behind) = said.split_at_checked(collapsed(said)).unwrap_or((said, ""));
        to.push_str(run);
        rest = behind;
    }
}

/// How long the beginning of a text is that stays as it is: words with one blank between them.
fn collapsed(text: &str) -> usize {
    let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0xc);
    let bytes = text.as_bytes();
    let ends = |at: usize| match bytes.get(at) {
        Some(b' ') => bytes.get(at + 1).copied().is_some_and(is_space),
        _ => true,
    };
    let mut spaces = bytes.iter().enumerate().filter(|(_, byte)| is_space(**byte));
    spaces.find(|(at, _)| ends(*at)).map_or(bytes.len(), |(at, _)| at)
}

/// The blocks so far, and the one that is being read.
#[derive(Default)]
struct Blocks {
    done: Vec<BlockRecord<'static>>,
    text: String,
    /// Whether a line break ends a paragraph.
    breaks: bool,
    /// What is hidden is nested so deep.
    hidden: usize,
    /// Lists that are open, the innermost last: whether each is numbered. Only the outermost is a block.
    lists: Vec<bool>,
    items: Vec<String>,
    item: Item,
    /// Paragraphs of a quotation that is open, and whose they are.
    quote: Option<(Vec<String>, String)>,
    quotes: usize,
    /// The picture of a figure that is open, and its caption.
    figure: Option<Figure>,
    /// What says whose that picture is: the name of its tag, and how many of that name are open in it.
    credit: Option<(Vec<u8>, usize)>,
    is_caption: bool,
    /// Whether the text is whose words are quoted.
    is_cite: bool,
}

/// What has been read of an item of a list.
#[derive(Default, PartialEq, Eq)]
enum Item {
    /// None is open.
    #[default]
    None,
    Begun,
    /// It has a paragraph: another goes on with it.
    Said,
}

#[derive(Default)]
struct Figure {
    alt: Option<String>,
    is_video: bool,
    caption: String,
    credit: String,
}

impl Blocks {
    fn take(&mut self, token: &Token) {
        match token {
            Token::StartTag(tag) if is_hidden(&tag.name) => {
                self.hidden += usize::from(!tag.self_closing);
            }
            Token::EndTag(tag) if is_hidden(&tag.name) => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            _ if self.hidden > 0 => {}
            Token::String(text) if self.breaks => {
                for (at, line) in lossy(text).split('\n').enumerate() {
                    if at > 0 {
                        self.end_text();
                    }
                    push_collapsed(&mut self.text, line);
                }
            }
            Token::String(text) => push_collapsed(&mut self.text, &lossy(text)),
            Token::StartTag(tag) if self.figure.is_some() && self.is_in_credit(tag) => {}
            Token::StartTag(tag) => self.begin(tag),
            Token::EndTag(tag) if self.credit.is_some() && self.is_still_credit(&tag.name) => {}
            Token::EndTag(tag) => self.end(&tag.name),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn begin(&mut self, tag: &StartTag<()>) {
        match &**tag.name {
            b"img" => self.picture(tag),
            b"video" | b"iframe" | b"audio" => self.clip(tag),
            b"cite" if self.quote.is_some() => {
                self.end_text();
                self.is_cite = true;
            }
            name if !is_block(name) => {}
            name => {
                self.end_text();
                match name {
                    b"ul" | b"ol" => {
                        self.lists.push(name == b"ol");
                        self.item = Item::None;
                    }
                    b"li" => self.item = Item::Begun,
                    b"blockquote" => {
                        self.quotes += 1;
                        self.quote.get_or_insert_default();
                    }
                    b"footer" if self.quote.is_some() => self.is_cite = true,
                    b"figure" => self.figure = Some(Figure::default()),
                    b"figcaption" => self.is_caption = true,
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"cite" | b"footer" if self.is_cite => {
                self.end_text();
                self.is_cite = false;
            }
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                let is_plain = self.lists.is_empty() && self.quote.is_none();
                match std::mem::take(&mut self.text).trim() {
                    "" => {}
                    text if is_plain => self.done.push(BlockRecord::subhead(text.to_owned())),
                    text => {
                        text.clone_into(&mut self.text);
                        self.end_text();
                    }
                }
            }
            b"figcaption" => {
                self.is_caption = true;
                self.end_caption();
                self.is_caption = false;
            }
            b"figure" => self.end_figure(),
            b"ul" | b"ol" => {
                self.end_text();
                self.item = Item::None;
                let ordered = self.lists.pop().unwrap_or_default();
                if self.lists.is_empty() {
                    self.end_list(ordered);
                }
            }
            b"blockquote" => {
                self.end_text();
                self.quotes = self.quotes.saturating_sub(1);
                if self.quotes == 0 {
                    self.end_quote();
                }
            }
            name if is_block(name) => self.end_text(),
            _ => {}
        }
    }

    /// Whether a tag in a figure begins what says whose its picture is, or stands in that.
    fn is_in_credit(&mut self, tag: &StartTag<()>) -> bool {
        let name = &**tag.name;
        if let Some((open, count)) = &mut self.credit {
            *count += usize::from(*open == *name && !tag.self_closing);
            if is_block(name) {
                push_collapsed(&mut self.text, " ");
            }
            return is_block(name);
        }
        // These hold nothing.
        let is_void = tag.self_closing || matches!(name, b"img" | b"source" | b"br" | b"hr");
        let class = attribute(tag, "class").unwrap_or_default();
        if is_void || !class.split_ascii_whitespace().any(is_of_credit) {
            return false;
        }
        self.end_caption();
        self.credit = Some((name.to_vec(), 0));
        true
    }

    /// Whether the end of a tag leaves what says whose a picture is open, or ends no more than that.
    fn is_still_credit(&mut self, name: &[u8]) -> bool {
        let Some((open, count)) = &mut self.credit else { return false };
        let is_own = **open == *name;
        let is_last = is_own && *count == 0;
        *count -= usize::from(is_own && !is_last);
        let ends_all = matches!(name, b"figure" | b"figcaption");
        if is_last || ends_all {
            self.credit = None;
            let text = std::mem::take(&mut self.text);
            if let Some(figure) = &mut self.figure {
                join(&mut figure.credit, text.trim());
            }
        }
        is_last || !ends_all
    }

    /// Ends a run of text in a figure: of its caption, or of what else stands in it.
    fn end_caption(&mut self) {
        match &mut self.figure {
            Some(figure) if self.is_caption => {
                let text = std::mem::take(&mut self.text);
                join(&mut figure.caption, text.trim());
            }
            _ => self.end_text(),
        }
    }

    /// Ends what is never closed.
    fn finish(mut self) -> Vec<BlockRecord<'static>> {
        self.is_still_credit(b"figure");
        self.end_text();
        let ordered = self.lists.first().copied().unwrap_or_default();
        self.lists.clear();
        self.end_list(ordered);
        self.end_quote();
        self.end_figure();
        self.done
    }

    fn end_list(&mut self, ordered: bool) {
        let items = std::mem::take(&mut self.items);
        if !items.is_empty() {
            self.done.push(BlockRecord::list(ordered, items));
        }
    }

    fn end_figure(&mut self) {
        self.end_text();
        let Some(Figure { alt, is_video, mut caption, credit }) = self.figure.take() else {
            return;
        };
        self.is_caption = false;
        match alt {
            _ if is_video => {
                join(&mut caption, &credit);
                self.done.push(BlockRecord::video(caption));
            }
            None if credit.is_empty() && caption.is_empty() => {}
            None if credit.is_empty() => self.done.push(BlockRecord::paragraph(caption)),
            alt => self.done.push(BlockRecord::image(alt.unwrap_or_default(), caption, credit)),
        }
    }

    fn end_quote(&mut self) {
        let Some((said, cite)) = self.quote.take() else { return };
        self.is_cite = false;
        if !said.is_empty() || !cite.is_empty() {
            self.done.push(BlockRecord::quote(said.join(" "), cite));
        }
    }

    fn picture(&mut self, tag: &StartTag<()>) {
        let alt = attribute(tag, "alt").unwrap_or_default();
        if let Some(figure) = &mut self.figure {
            figure.alt.get_or_insert(alt);
            return;
        }
        let caption = attribute(tag, "title").filter(|title| *title != alt).unwrap_or_default();
        // Without words there is nothing to show of it.
        if !alt.trim().is_empty() || !caption.trim().is_empty() {
            self.end_text();
            self.done.push(BlockRecord::image(alt, caption, String::new()));
        }
    }

    fn clip(&mut self, tag: &StartTag<()>) {
        let title = attribute(tag, "title").unwrap_or_default();
        match &mut self.figure {
            Some(figure) => {
                figure.is_video = true;
                push_collapsed(&mut figure.caption, &title);
            }
            None if title.trim().is_empty() => {}
            None => {
                self.end_text();
                self.done.push(BlockRecord::video(title));
            }
        }
    }

    /// Ends a run of text: a paragraph, or an item, or a part of a quotation.
    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        let said = text.trim();
        if said.is_empty() {
            return;
        }
        let text = if said.len() < text.len() { said.to_owned() } else { text };
        match &mut self.quote {
            Some((_, cite)) if self.is_cite => push_collapsed(cite, &text),
            _ if !self.lists.is_empty() => match self.items.last_mut() {
                Some(last)
                    if self.item == Item::Said && last.len() + text.len() <= LONGEST_ITEM =>
                {
                    join(last, &text);
                }
                _ => {
                    self.items.push(text);
                    if self.item == Item::Begun {
                        self.item = Item::Said;
                    }
                }
            },
            Some((said, _)) => said.push(text),
            None => self.done.push(BlockRecord::paragraph(text)),
        }
    }
}

/// Adds a text to another, with a blank between them.
fn join(to: &mut String, text: &str) {
    if !to.is_empty() && !text.is_empty() {
        to.push(' ');
    }
    to.push_str(text);
}

/// Whether a class is that of what says whose a picture is: `credit`, `caption__credit`.
fn is_of_credit(class: &str) -> bool {
    let last = class.rsplit(['-', '_']).next().unwrap_or(class);
    ["credit", "credits"].iter().any(|word| last.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::body::Block;
    use crate::news::format::record::PostRecord;
    use crate::news::post::Post;

    fn read(html: &str) -> Vec<String> {
        let post = Post::from(PostRecord { body: blocks(html), ..PostRecord::default() });
        let shown = |block: Block| format!("{block:?}");
        post.body.blocks().map(shown).collect()
    }

    #[test]
    fn what_a_page_shows_is_kept_block_by_block() {
        let html = "<h2>On <b>Monday</b></h2><p>One\n two<br>three &amp; four &lt;b&gt;</p>loose\
                    <ul><li>a<ul><li>b</ul><li><p>c</p></ul><ol><li>1</li></ol>\
                    <blockquote><p>Said</p><p>so</p><cite>Kim</cite></blockquote>\
                    <figure><img alt='Steps'><figcaption>On the steps</figcaption></figure>\
                    <iframe title='A clip'></iframe><img alt=''><script>var a = '<p>no</p>'</script>";
        assert_eq!(
            read(html),
            [
                "Subhead { text: \"On Monday\" }",
                "Paragraph { text: \"One two\" }",
                "Paragraph { text: \"three & four <b>\" }",
                "Paragraph { text: \"loose\" }",
                "List { ordered: false, items: [\"a\", \"b\", \"c\"] }",
                "List { ordered: true, items: [\"1\"] }",
                "Quote { text: \"Said so\", cite: \"Kim\" }",
                "Image { alt: \"Steps\", caption: \"On the steps\", credit: \"\" }",
                "Video { caption: \"A clip\" }",
            ]
        );
    }

    #[test]
    fn whose_a_picture_is_stands_in_its_caption() {
        let image = |caption: &str, credit: &str| {
            format!("Image {{ alt: \"a\", caption: \"{caption}\", credit: \"{credit}\" }}")
        };
        for (html, caption, credit) in [
            (
                "<figcaption>On the steps. <span class=credit>Photograph: Kim</span></figcaption>",
                "On the steps.",
                "Photograph: Kim",
            ),
            (
                "<figcaption><span class='x caption__text'>Steps</span><span class='element-image__credit'>Kim <span>and</span>\
                 <div>Ann</div></span> on Monday</figcaption>",
                "Steps on Monday",
                "Kim and Ann",
            ),
            ("<figcaption>Steps</figcaption><p class='caption__credit'>Kim</p>", "Steps", "Kim"),
            ("<figcaption>Steps<span class='photo-credit'>Kim</figcaption>", "Steps", "Kim"),
            ("<figcaption><span class='credit-card'>Steps</span></figcaption>", "Steps", ""),
        ] {
            let html = format!("<figure><img alt=a>{html}</figure><p>b</p>");
            let shown = [image(caption, credit), "Paragraph { text: \"b\" }".to_owned()];
            assert_eq!(read(&html), shown, "{html}");
        }
        assert_eq!(read("<figure><p class=credit>Kim").len(), 1, "never closed");
        assert_eq!(read("<p class=credit>Kim</p>"), ["Paragraph { text: \"Kim\" }"]);
    }

    #[test]
    fn what_is_never_closed_is_kept() {
        assert_eq!(read("<ul><li>a<li>b"), ["List { ordered: false, items: [\"a\", \"b\"] }"]);
        assert_eq!(read("<blockquote>a"), ["Quote { text: \"a\", cite: \"\" }"]);
        assert_eq!(read("<figure><img alt=a>b").len(), 2);
        assert_eq!(read("a < b"), ["Paragraph { text: \"a < b\" }"]);
    }

    #[test]
    fn an_item_may_have_several_paragraphs() {
        let list = |items: &[&str]| format!("List {{ ordered: false, items: {items:?} }}");
        for (html, items) in [
            ("<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>", &["a b", "c"][..]),
            ("<ul><li>a<p>b<ul><li>c<li>d</ul>e</li>f</ul>", &["a b", "c", "d", "e", "f"]),
            ("<ul><p>a</p><p>b</p></ul>", &["a", "b"]),
        ] {
            assert_eq!(read(html), [list(items)], "{html}");
        }
        let long = "a".repeat(LONGEST_ITEM);
        assert_eq!(read(&format!("<ul><li><p>{long}<p>b</ul>")), [list(&[&long, "b"])]);
    }

    #[test]
    fn lines_are_paragraphs_where_no_tag_parts_them() {
        let read = |text: &str| text_or_html(text).len();
        assert_eq!(read("A <a href='#'>has\n</a> arrived.\n\nMore &amp; soon."), 3);
        assert_eq!(read("<p>A\nb</p>"), 1);
        assert_eq!((read("A\nb"), read(" ")), (1, 0));
    }

    #[test]
    fn lines_with_bullets_are_lists() {
        let read = |text: &str| {
            let body = text_or_html(text);
            let post = Post::from(PostRecord { body, ..PostRecord::default() });
            post.body.blocks().map(|block| format!("{block:?}")).collect::<Vec<_>>()
        };
        let list = |items: &[&str]| format!("List {{ ordered: false, items: {items:?} }}");
        let paragraph = |text: &str| format!("Paragraph {{ text: {text:?} }}");
        for (text, blocks) in [
            (
                "So far:\n• a\n\n • b\nMore.",
                vec![paragraph("So far:"), list(&["a", "b"]), paragraph("More.")],
            ),
            ("- a\n- b &amp; c", vec![list(&["a", "b & c"])]),
            ("- a\n- b\n• c", vec![list(&["a", "b"]), paragraph("• c")]),
            ("- a\nb\n- c", vec![paragraph("- a"), paragraph("b"), paragraph("- c")]),
            ("-1\n-2", vec![paragraph("-1"), paragraph("-2")]),
        ] {
            assert_eq!(read(text), blocks, "{text}");
        }
    }

    #[test]
    fn what_stands_aside_is_furniture() {
        let html = "<article><p>a</p><nav><nav>x</nav><p>x</nav><div class='related-links wide'><div>x</div>x</div>\
                    <blockquote>q<footer>Kim</footer></blockquote><footer>x</footer><p class='lead'>b</article>";
        let blocks = reporting(html);
        let furniture = blocks.iter().filter(|block| block.is_furniture()).count();
        assert_eq!((blocks.len() - furniture, furniture), (3, 5));
        assert!(reporting("<aside>x</aside>").is_empty());
    }

    #[test]
    fn links_that_are_set_apart_are_furniture() {
        let html = "<p>One.</p><aside class='element element-rich-link element--thumbnail'><p><span>Related: </span>\
                    <a>Tariffs: what are they?</a></p></aside><aside class='element element-pullquote'>\
                    <blockquote><p>Said</p></blockquote></aside><p>Two.</p>";
        let blocks = with_links_apart(html);
        let kinds: Vec<bool> = blocks.iter().map(BlockRecord::is_furniture).collect();
        assert_eq!(kinds, [false, true, false, false]);
    }

    #[test]
    fn white_space_is_one_blank() {
        let shown = |parts: &[&str]| {
            let mut text = String::new();
            for part in parts {
                push_collapsed(&mut text, part);
            }
            text
        };
        for (parts, text) in [
            (&[" \na  b\r\n c ", " ", "d"][..], "a b c d"),
            (&["a b c", "d\te"], "a b cd e"),
            (&["a\n", "\nb "], "a b "),
            (&["  ", "\u{a0} é\u{c}日\t"], "\u{a0} é 日 "),
            (&["", " ", "\n"], ""),
        ] {
            assert_eq!(shown(parts), text, "{parts:?}");
        }
    }

    #[test]
    fn one_line() {
        assert_eq!(
            line("<p>Delegation &quot;arrives&quot;</p>\n<p>soon</p>"),
            "Delegation \"arrives\" soon"
        );
    }

    #[test]
    fn html_is_told_from_text() {
        for html in ["<p>a</p>", "a<br/>b", "a &amp; b", "&#8211;", "a </b>"] {
            assert!(is_html(html), "{html}");
        }
        for text in ["a < b", "a & b; c", "AT&T", "1 <2> 3", "x <- y", ""] {
            assert!(!is_html(text), "{text}");
        }
    }
}
