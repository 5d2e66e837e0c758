//! A live page, as dumped to text: header lines open posts, and what stands between two of them is
//! the body of the first. Nothing printed in a body is lost.

use std::collections::BTreeMap;

use super::header::{self, Header, Place};
use super::lines::Line;
use super::{Document, Format, SAYS_NOTHING, Source, byline, credits, find, markers, tell};
use crate::news::body::{Block, Body};
use crate::news::dating::{Context, PrintedTime, date_page};
use crate::news::post::{Byline, Kind, Kinds, Post, PostTime, TimeSource};

mod furniture;

/// The format.
pub const FORMAT: Format = Format {
    name: "live-page",
    words: "live page",
    known_by: "lines that end in `published at HH:MM` open its posts",
    read: |source: &Source, context: &Context| read(source.lines(), source.text, context),
};

/// Reads the posts of a page, and the summary above them; `None` where no line opens a post.
fn read(lines: &[Line], text: &str, context: &Context) -> Option<Document> {
    let openings = openings(lines);
    let first = openings.first()?;
    let mut posts = Vec::with_capacity(openings.len() + 1);
    let mut printed: Vec<PrintedTime> = Vec::with_capacity(openings.len());
    let mut problems = Vec::new();
    let (summary, mut above) = head(lines.get(..first.start).unwrap_or_default());
    for (place, opening) in openings.iter().enumerate() {
        let next = openings.get(place + 1);
        let end = next.map_or(lines.len(), |next| next.start);
        let body = lines.get(opening.header_at + 1..end).unwrap_or_default();
        // Below its last post, a page leads to others.
        let tail = if next.is_none() { furniture::tail(body) } else { body.len() };
        let (body, tail) = body.split_at_checked(tail).unwrap_or((body, &[]));
        let number = lines.get(opening.header_at).map_or(1, |line| line.number);
        for fault in &opening.header.faults {
            tell(&mut problems, number, || fault.clone());
        }
        // What stands above all posts is printed above the first.
        let post = post(opening, std::mem::take(&mut above), body, tail);
        if post.says_nothing() {
            tell(&mut problems, number, || SAYS_NOTHING.to_owned());
        }
        posts.push(post);
        printed.push(opening.header.time.clone());
    }
    for (post, time) in posts.iter_mut().zip(date_page(&printed, text, context)) {
        post.time = time;
    }
    finish(&mut posts, summary);
    Some(Document { format: &FORMAT, posts, problems })
}

/// Takes out posts that say nothing, and puts the summary before the others: it is as new as the newest of them.
pub fn finish(posts: &mut Vec<Post>, summary: Option<Post>) {
    posts.retain(|post| !post.says_nothing());
    if let Some(mut summary) = summary {
        let newest = posts.iter().filter_map(|post| post.time.moment()).max_by_key(|m| m.instant);
        summary.time = PostTime::new(newest, TimeSource::Page);
        posts.insert(0, summary);
    }
}

/// Where a post begins.
struct Opening<'a> {
    /// Its first line: the header, or the label above it.
    start: usize,
    header_at: usize,
    header: Header<'a>,
    label: Option<&'a str>,
}

fn openings<'a>(lines: &'a [Line]) -> Vec<Opening<'a>> {
    let mut numbered = numbered_headers(lines);
    let deep = list_indent(lines, &numbered);
    let mut openings: Vec<Opening> = Vec::new();
    let mut label: Option<(usize, &str)> = None;
    for (at, line) in lines.iter().enumerate() {
        let place = if label.is_some() { Place::Labelled } else { place_of(line, deep) };
        let known = numbered.remove(&at).filter(|_| label.is_none());
        if let Some(header) = known.or_else(|| header::read(&line.text, place)) {
            let (start, label) = match label.take() {
                Some((start, label)) => (start, Some(label)),
                None => (at, None),
            };
            openings.push(Opening { start, header_at: at, header, label });
        } else if !line.is_blank() {
            label = label_of(lines, at, deep).map(|label| (at, label));
        }
    }
    openings
}

/// The headers that begin with a number and are sure of themselves, by their place in `lines`.
fn numbered_headers<'a>(lines: &'a [Line]) -> BTreeMap<usize, Header<'a>> {
    let numbered =
        lines.iter().enumerate().filter(|(_, line)| markers::numbered(&line.text).is_some());
    numbered
        .filter_map(|(at, line)| Some((at, header::read(&line.text, Place::Anywhere)?)))
        .collect()
}

/// The indent from which a number is a list item's: posts' numbers stand further left, however far
/// the whole page is indented.
fn list_indent(lines: &[Line], numbered: &BTreeMap<usize, Header>) -> usize {
    let indents = numbered.keys().filter_map(|at| lines.get(*at)).map(|line| line.indent);
    indents.max().unwrap_or(2) + 2
}

fn place_of(line: &Line, deep: usize) -> Place {
    let numbered = line.indent < deep && markers::numbered(&line.text).is_some();
    if numbered { Place::Numbered } else { Place::Anywhere }
}

/// The label that stands alone on a post's number line (`  5. Analysis`), or alone: the next
/// printed line is the header it belongs to.
fn label_of<'a>(lines: &'a [Line], at: usize, deep: usize) -> Option<&'a str> {
    let line = lines.get(at)?;
    let number = markers::numbered(&line.text).filter(|_| line.indent < deep);
    let label = match number {
        Some((_, label)) => label,
        None if line.text == "Analysis" => "Analysis",
        None => return None,
    };
    let next = lines.iter().skip(at + 1).find(|line| !line.is_blank())?;
    if place_of(next, deep) == Place::Numbered {
        return None;
    }
    // Below a label that is known, the header need not be as sure of itself.
    let is_known = number.is_some() && Kind::from_word(label).is_some();
    let place = if is_known { Place::Labelled } else { Place::Anywhere };
    header::read(&next.text, place).map(|_| label)
}

fn post<'a>(
    opening: &Opening<'a>,
    above: Vec<Block<'a>>,
    lines: &'a [Line],
    tail: &'a [Line],
) -> Post {
    let mut kinds = Kinds::NONE;
    let mut lines = lines;
    let mut body = above;
    match opening.label.map(|label| (label, Kind::from_word(label))) {
        Some((_, Some(kind))) => kinds.insert(kind),
        Some((label, None)) if !label.is_empty() => {
            body.push(Block::Subhead { text: label });
        }
        _ => {}
    }
    if let [first, rest @ ..] = lines
        && first.text == "Breaking"
    {
        kinds.insert(Kind::Breaking);
        lines = rest;
    }
    let (by, rest) = take_bylines(lines);
    add_blocks(&mut body, rest);
    body.extend(as_furniture(tail));
    Post {
        headline: opening.header.headline.into(),
        kinds,
        by: by.into(),
        body: Body::of(&body),
        ..Post::default()
    }
}

/// Who has filed a post: the byline, of one name or of several that share the line below them.
fn take_bylines<'a, 'b>(lines: &'a [Line<'b>]) -> (Vec<Byline>, &'a [Line<'b>]) {
    let found = byline_lines(lines).and_then(|(names, about, rest)| {
        let each = || credits::names(names).map(|name| full_byline(name, about)).collect();
        let several: Option<Vec<_>> = may_be_several(names).then(each).flatten();
        // A comma may part a name from what is said of it.
        let several = several.filter(|by| by.len() > 1);
        let by = several.or_else(|| Some(vec![byline::read(names, about)?]))?;
        Some((by, rest))
    });
    found.unwrap_or((Vec::new(), lines))
}

/// Whether something in a line may part names from each other: most have one.
fn may_be_several(names: &str) -> bool {
    let ands = [" and ", " AND ", " und ", " et "];
    memchr::memchr3(b',', b';', b'&', names.as_bytes()).is_some()
        || ands.iter().any(|and| find::split_at_last(names, and).is_some())
}

/// The byline of a name of two words or more, with a line below it that says what somebody is.
fn full_byline(name: &str, about: &str) -> Option<Byline> {
    let is_sure = byline::is_full_name(name) && about.starts_with(char::is_uppercase);
    is_sure.then(|| byline::read(name, about)).flatten()
}

/// The byline, which is the first block after the header and has exactly two lines.
pub fn take_byline<'a, 'b>(lines: &'a [Line<'b>]) -> (Option<Byline>, &'a [Line<'b>]) {
    let found = byline_lines(lines)
        .and_then(|(name, about, rest)| Some((Some(byline::read(name, about)?), rest)));
    found.unwrap_or((None, lines))
}

/// The two lines that a byline may be, and what follows them.
fn byline_lines<'a, 'b>(lines: &'a [Line<'b>]) -> Option<(&'a str, &'a str, &'a [Line<'b>])> {
    let blank = lines.iter().take_while(|line| line.is_blank()).count();
    let [first, second, rest @ ..] = lines.get(blank..)? else { return None };
    let is_furniture = [first, second].iter().any(|line| furniture::is_furniture(&line.text));
    let is_block = !second.is_blank() && rest.first().is_none_or(Line::is_blank) && !is_furniture;
    is_block.then_some((&*first.text, &*second.text, rest))
}

/// What stands above the first post: the summary, if it says anything, and what else is printed
/// there, which is furniture.
fn head<'a>(lines: &'a [Line]) -> (Option<Post>, Vec<Block<'a>>) {
    let heading = lines.iter().position(|line| line.text.eq_ignore_ascii_case("summary"));
    let is_point =
        |line: &Line| markers::bullet(&line.text).is_some() || line.text == markers::MEDIA_CAPTION;
    // Points and clips are a summary where its heading has got lost, too.
    let (above, below) = match (heading, lines.iter().position(is_point)) {
        (Some(at), _) => (lines.get(..at), lines.get(at + 1..)),
        (None, Some(at)) => (lines.get(..at), lines.get(at..)),
        (None, None) => (Some(lines), None),
    };
    let mut furniture: Vec<Block> = as_furniture(above.unwrap_or_default()).collect();
    let mut blocks = Vec::new();
    add_blocks(&mut blocks, below.unwrap_or_default());
    let mut body = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Paragraph { text } if text == markers::MEDIA_CAPTION => {}
            Block::Paragraph { text } | Block::Furniture { text } if furniture::is_above(text) => {
                furniture.push(Block::Furniture { text });
            }
            block => body.push(block),
        }
    }
    let summary = (!body.is_empty()).then(|| Post {
        headline: "Summary".into(),
        kinds: Kinds::from_iter([Kind::Summary]),
        body: Body::of(&body),
        ..Post::default()
    });
    (summary, furniture)
}

fn as_furniture<'a>(lines: &'a [Line]) -> impl Iterator<Item = Block<'a>> {
    let printed = lines.iter().filter(|line| !line.is_blank());
    printed.map(|line| Block::Furniture { text: &line.text })
}

/// Lines → blocks, one line a block, but for lists and captions.
pub fn add_blocks<'a>(blocks: &mut Vec<Block<'a>>, lines: &'a [Line]) {
    let mut printed = lines.iter().filter(|line| !line.is_blank()).peekable();
    let (mut last_line, mut last_is_mark) = (0, false);
    while let Some(line) = printed.next() {
        let text = line.text.as_ref();
        let picture = markers::image(text);
        let is_mark = text == markers::IMAGE_CAPTION || text == markers::MEDIA_CAPTION;
        if is_mark {
            let caption = printed.next_if(|next| is_caption(&next.text));
            let touches = last_line + 1 == line.number && !last_is_mark;
            match caption {
                None => blocks.push(Block::Paragraph { text }),
                Some(caption) if text == markers::MEDIA_CAPTION => {
                    blocks.push(Block::Video { caption: &caption.text });
                }
                Some(caption) => add_caption(blocks, &caption.text, touches),
            }
        } else if let Some((alt, credit)) = picture {
            blocks.push(Block::Image { alt, caption: "", credit });
        } else if let Some(item) = markers::bullet(text) {
            add_item(blocks, false, |_| item);
        } else if let Some((number, item)) = markers::numbered(text) {
            add_numbered(blocks, number, item, text);
        } else if markers::is_date_alone(text) {
            blocks.push(Block::Subhead { text });
        } else if furniture::is_furniture(text) {
            blocks.push(Block::Furniture { text });
        } else {
            blocks.push(Block::Paragraph { text });
        }
        last_line = line.number;
        last_is_mark = is_mark || picture.is_some();
    }
}

fn is_caption(text: &str) -> bool {
    text != markers::IMAGE_CAPTION
        && text != markers::MEDIA_CAPTION
        && markers::image(text).is_none()
        && !furniture::is_furniture(text)
}

/// Gives a caption to the picture above it. A bare line that the mark touches is a picture's alt
/// text without a credit.
pub fn add_caption<'a>(blocks: &mut Vec<Block<'a>>, text: &'a str, touches: bool) {
    match blocks.last_mut() {
        Some(Block::Image { caption, .. }) if caption.is_empty() => *caption = text,
        Some(last @ &mut Block::Paragraph { text: alt }) if touches => {
            *last = Block::Image { alt, caption: text, credit: "" };
        }
        _ => blocks.push(Block::Image { alt: "", caption: text, credit: "" }),
    }
}

/// Adds a numbered line. A number that does not follow is part of what is said ("3. …, 2. …, 1. …").
pub fn add_numbered<'a>(blocks: &mut Vec<Block<'a>>, number: u16, item: &'a str, text: &'a str) {
    add_item(blocks, true, |place| if usize::from(number) == place { item } else { text });
}

/// Adds an item, made from its place in the list from 1, to the list above or to a new one.
pub fn add_item<'a>(
    blocks: &mut Vec<Block<'a>>,
    numbers: bool,
    item: impl FnOnce(usize) -> &'a str,
) {
    match blocks.last_mut() {
        Some(Block::List { ordered, items }) if *ordered == numbers => {
            items.push(item(items.len() + 1));
        }
        _ => blocks.push(Block::List { ordered: numbers, items: vec![item(1)] }),
    }
}

#[cfg(test)]
mod tests;
