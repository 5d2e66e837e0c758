//! Atom 1.0 (RFC 4287), and 0.3: an entry is a post. One that is deleted (RFC 6721) takes its post away.

use super::reading::Reading;
use super::record::{BlockRecord, ByRecord, PostRecord};
use super::xml::{self, Element, Space};
use super::{Document, Format, Source, credits, labels, markup, media, scope, shared};
use crate::news::dating::Context;
use crate::news::post::Status;

/// The format.
pub const FORMAT: Format = Format {
    name: "atom",
    words: "Atom",
    known_by: "its outermost element is `feed` or `entry` of Atom",
    read,
};

fn read(source: &Source, context: &Context) -> Option<Document> {
    let (space, root) = xml::root(source)?;
    if space != Space::Atom || !matches!(root.as_str(), "feed" | "entry") {
        return None;
    }
    let mut reading = Reading::new(context);
    let mut authors: Vec<ByRecord> = Vec::new();
    let mut feed: Option<String> = None;
    let is_wanted = |space, name: &str| match space {
        Space::Atom => matches!(name, "entry" | "author" | "id"),
        Space::Tombstones => name == "deleted-entry",
        _ => false,
    };
    let broken = xml::each(source.text, is_wanted, |part| match (part.space, &*part.name) {
        (Space::Atom, "author") => {
            authors.extend(by(&part));
            shared::bound(&mut authors);
        }
        (Space::Atom, "id") => feed = feed.take().or(Some(part.text())),
        (Space::Atom, _) => {
            if let Some(mut record) = record(&part, feed.as_deref()) {
                if record.by.is_empty() {
                    record.by.clone_from(&authors);
                }
                reading.add(record, part.size, part.line);
            }
        }
        _ if part.attribute("ref").is_some() => {
            reading.add(deleted(&part, feed.as_deref()), part.size, part.line);
        }
        _ => {}
    });
    reading.problems.extend(broken);
    Some(reading.finish(&FORMAT))
}

/// The post of an entry; none of a draft.
fn record(entry: &Element, feed: Option<&str>) -> Option<PostRecord<'static>> {
    let control = entry.first(Space::Publishing, "control");
    let draft = control.and_then(|control| control.text_of(Space::Publishing, "draft"));
    if draft.is_some_and(|draft| draft.eq_ignore_ascii_case("yes")) {
        return None;
    }
    let own = |name| entry.text_of(Space::Atom, name);
    let headline = entry.first(Space::Atom, "title").map(line).filter(|title| !title.is_empty());
    let body_of = |name| entry.first(Space::Atom, name).map(body).filter(|body| !body.is_empty());
    let mut body = body_of("content").or_else(|| body_of("summary")).unwrap_or_default();
    media::add(entry, &mut body);
    let updated = own("updated").or_else(|| own("modified"));
    let published = own("published").or_else(|| own("issued")).or_else(|| own("created"));
    let labels = entry.all(Space::Atom, "category");
    let labels = labels.flat_map(|it| [it.attribute("term"), it.attribute("label")]).flatten();
    let kinds: Vec<_> = labels.filter_map(labels::kind).collect();
    let source = entry.first(Space::Atom, "source");
    let authors = |of: &Element| of.all(Space::Atom, "author").flat_map(by).collect::<Vec<_>>();
    let mut by = authors(entry);
    if by.is_empty() {
        by = source.map(authors).unwrap_or_default();
    }
    Some(PostRecord {
        uri: own("id").and_then(|id| scope::uri(&id, feed)).map(Into::into),
        url: address(entry).map(|url| url.to_owned().into()),
        first_created: published.or_else(|| updated.clone()).map(Into::into),
        version_created: updated.map(Into::into),
        headline: headline.map(Into::into),
        kinds,
        by,
        body,
        ..PostRecord::default()
    })
}

/// A post that is no more.
fn deleted(entry: &Element, feed: Option<&str>) -> PostRecord<'static> {
    let id = entry.attribute("ref").and_then(|id| scope::uri(id, feed));
    PostRecord {
        uri: id.map(Into::into),
        version_created: entry.attribute("when").map(|when| when.to_owned().into()),
        status: Some(Status::Canceled),
        ..PostRecord::default()
    }
}

/// Where an entry can be read: its page rather than another form of it.
fn address(entry: &Element) -> Option<&str> {
    let is_page = |link: &&Element| matches!(link.attribute("rel"), None | Some("alternate"));
    let links = || entry.all(Space::Atom, "link").filter(is_page);
    let is_html = |link: &Element| link.attribute("type").is_none_or(|it| it.contains("html"));
    let best = links().find(|link| is_html(link)).or_else(|| links().next());
    best.and_then(|link| link.attribute("href"))
}

fn by(author: &Element) -> Vec<ByRecord<'static>> {
    author.text_of(Space::Atom, "name").map(|name| credits::bylines(&name)).unwrap_or_default()
}

/// What sort of text an element holds.
fn sort(text: &Element) -> &str {
    match text.attribute("type").unwrap_or("text") {
        "html" | "text/html" => "html",
        "xhtml" | "application/xhtml+xml" => "xhtml",
        _ => "text",
    }
}

fn line(text: &Element) -> String {
    match sort(text) {
        "html" => markup::line(&text.text()),
        _ => text.line_of_text(),
    }
}

fn body(text: &Element) -> Vec<BlockRecord<'static>> {
    match sort(text) {
        "html" => markup::blocks(&text.text()),
        "xhtml" => text.blocks(),
        _ if text.children().next().is_some() => text.blocks(),
        _ => markup::plain(&text.text()),
    }
}

#[cfg(test)]
mod tests;
