//! An article: headline, standfirst, subheads, paragraphs, pictures. Furniture is kept, hidden.
//!
//! No line of such a dump says what it is, so it is known by its shape: prose ends like a sentence,
//! a subhead is short, stands alone and has prose below it, and what trails behind the last
//! sentence among a page's furniture is furniture too.

use std::collections::HashMap;
use std::sync::Arc;

use super::lines::Line;
use super::{Document, Format, furniture, markers, picture, stamp};
use crate::news::dating::{Context, PrintedTime, date_page};
use crate::news::post::{Block, Byline, Kind, Kinds, Post};

/// A first line longer than this, in characters, is a paragraph and no headline.
const LONGEST_HEADLINE: usize = 300;
/// Most words of a subhead.
const SUBHEAD_WORDS: usize = 14;
/// A line of so many words is prose even where it does not end like a sentence.
const PROSE_WORDS: usize = 25;
/// A line printed so often on one page is furniture.
const REPEATS: usize = 3;
/// Widths, in characters, between which lines of a paragraph have been broken by hand.
const WRAPPED: std::ops::RangeInclusive<usize> = 45..=110;

/// Reads a document as one article.
pub fn read(lines: &[Line], text: &str, context: &Context) -> Document {
    let lines = join_wrapped(lines);
    let roles = roles(&lines);
    let mut headline = String::new();
    let mut by = Vec::new();
    let mut body = Vec::new();
    let mut printed = PrintedTime::default();
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.as_str();
        match roles.get(at) {
            Some(Role::Headline) => text.clone_into(&mut headline),
            Some(Role::Byline) => {
                by = byline(text);
                body.push(Block::Furniture { text: text.to_owned() });
            }
            Some(Role::Furniture) => {
                if printed == PrintedTime::default() && furniture::is_stamp(text) {
                    printed = stamp::read(text);
                }
                body.push(Block::Furniture { text: text.to_owned() });
            }
            Some(Role::Subhead) => body.push(Block::Subhead { text: text.to_owned() }),
            Some(Role::Item) => add_item(&mut body, text),
            Some(Role::Picture) => picture::add(&mut body, text, line.follows),
            Some(Role::Paragraph) | None => body.push(Block::Paragraph { text: text.to_owned() }),
        }
    }
    let time = date_page(&[printed], text, context).into_iter().next().unwrap_or_default();
    let kinds = Kinds::from_iter([Kind::Article]);
    let post = Post { headline, kinds, by, body, time, ..Post::default() };
    Document { format: Format::Article, posts: vec![post], problems: Vec::new() }
}

/// One paragraph as printed, and where it stands.
struct Printed {
    text: String,
    /// Whether the line above is printed too, rather than blank.
    follows: bool,
    /// Whether it has blank lines, or the page's edge, on both sides.
    alone: bool,
}

/// What a line is to the article.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Headline,
    Byline,
    Furniture,
    Subhead,
    Item,
    Picture,
    Paragraph,
}

/// The printed lines; a paragraph that was broken by hand into lines is one again.
fn join_wrapped(lines: &[Line]) -> Vec<Printed> {
    let mut printed = Vec::new();
    for block in lines.split(Line::is_blank).filter(|block| !block.is_empty()) {
        let wrapped = block.windows(2).all(|pair| match pair {
            [line, _] => WRAPPED.contains(&line.text.chars().count()),
            _ => true,
        }) && block.windows(2).any(|pair| match pair {
            [line, next] => !ends_sentence(&line.text) && next.text.starts_with(char::is_lowercase),
            _ => false,
        });
        if wrapped {
            let text = block.iter().map(|line| line.text.as_ref()).collect::<Vec<_>>().join(" ");
            printed.push(Printed { text, follows: false, alone: true });
            continue;
        }
        printed.extend(block.iter().enumerate().map(|(at, line)| Printed {
            text: line.text.to_string(),
            follows: at > 0,
            alone: block.len() == 1,
        }));
    }
    printed
}

fn roles(lines: &[Printed]) -> Vec<Role> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for line in lines {
        *seen.entry(line.text.as_str()).or_default() += 1;
    }
    let repeated = |text: &str| seen.get(text).is_some_and(|times| *times >= REPEATS);
    let is_furniture = |line: &Printed| furniture::is_furniture(&line.text) || repeated(&line.text);
    let headline = lines
        .iter()
        .position(|line| !is_furniture(line))
        .filter(|at| lines.get(*at).is_some_and(|l| l.text.chars().count() <= LONGEST_HEADLINE));
    let after = headline.map_or(0, |at| at + 1);
    let is_prose_at =
        |at: usize| lines.get(at).is_some_and(|line| !is_furniture(line) && is_prose(&line.text));
    // Above the second sentence stand, besides the standfirst, byline and pictures.
    let head = (after..lines.len()).filter(|at| is_prose_at(*at)).nth(1).unwrap_or(lines.len());
    let last_prose = (after..lines.len()).rev().find(|at| is_prose_at(*at));
    // Behind the last sentence everything is furniture, if some of it is.
    let tail = last_prose
        .map(|last| last + 1)
        .filter(|tail| lines.iter().skip(*tail).any(is_furniture))
        .unwrap_or(lines.len());
    let mut roles = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.as_str();
        let next_repeats = lines
            .get(at + 1)
            .is_some_and(|next| next.follows && next.text != text && next.text.starts_with(text));
        roles.push(if Some(at) == headline {
            Role::Headline
        } else if at >= after && at < head && next_repeats {
            Role::Picture
        } else if is_furniture(line) || (at >= tail && markers::bullet(text).is_none()) {
            Role::Furniture
        } else if at >= after && at < head && !byline(text).is_empty() {
            Role::Byline
        } else if markers::bullet(text).is_some() {
            Role::Item
        } else if picture::is_picture(text) {
            Role::Picture
        } else if at > after && at < tail && line.alone && is_subhead(lines, at, is_furniture) {
            Role::Subhead
        } else {
            Role::Paragraph
        });
    }
    roles
}

/// Short, no sentence, and prose below it.
fn is_subhead(lines: &[Printed], at: usize, is_furniture: impl Fn(&Printed) -> bool) -> bool {
    let Some(line) = lines.get(at) else {
        return false;
    };
    let below = lines.iter().skip(at + 1).find(|line| !is_furniture(line));
    !is_prose(&line.text)
        && line.text.split_whitespace().count() <= SUBHEAD_WORDS
        && below.is_some_and(|below| is_prose(&below.text) || picture::is_picture(&below.text))
}

fn is_prose(text: &str) -> bool {
    !picture::is_picture(text)
        && (ends_sentence(text) || text.split_whitespace().count() >= PROSE_WORDS)
}

/// A question mark alone may end a headline or a subhead as well.
fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', '"', '\'', ')', ']', '»']);
    bare.ends_with(['.', '!', '…', ':'])
        || (bare.ends_with('?') && bare.split_whitespace().count() > SUBHEAD_WORDS)
        || (bare.len() < text.len() && bare.ends_with([',', '?']))
}

fn add_item(body: &mut Vec<Block>, text: &str) {
    let item = markers::bullet(text).unwrap_or(text).to_owned();
    match body.last_mut() {
        Some(Block::List { items, .. }) => items.push(item),
        _ => body.push(Block::List { ordered: false, items: vec![item] }),
    }
}

/// "By Kim Sample and Ann Other" → two bylines; none for any other line.
fn byline(text: &str) -> Vec<Byline> {
    let name = ["By ", "BY ", "Written by ", "Written by: ", "Reported by "]
        .iter()
        .find_map(|start| text.strip_prefix(start))
        .filter(|names| names.split_whitespace().count() <= 8 && !names.ends_with('.'));
    let Some(names) = name else { return Vec::new() };
    let names: Vec<&str> = names.split(" and ").flat_map(|part| part.split(", ")).collect();
    let is_name = |name: &&str| {
        (1..=4).contains(&name.split_whitespace().count())
            && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
    };
    if !names.iter().all(is_name) {
        return Vec::new();
    }
    names
        .into_iter()
        .map(|name| Byline { name: Arc::from(name.trim()), ..Byline::default() })
        .collect()
}

#[cfg(test)]
mod tests;
