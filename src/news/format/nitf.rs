//! NITF (IPTC): the document is a post. NewsML-G2 carries the same inside.

use super::reading::Reading;
use super::record::{BlockRecord, ByRecord, PostRecord};
use super::text::Text;
use super::xml::{self, Element, Node, Space};
use super::{Document, Format, Source, credits, labels, markup, shared, stamps};
use crate::news::dating::Context;
use crate::news::post::Status;

/// The format.
pub const FORMAT: Format =
    Format { name: "nitf", words: "NITF", known_by: "its outermost element is `nitf`", read };

fn read(source: &Source, context: &Context) -> Option<Document> {
    let (_, root) = xml::root(source)?;
    if root != "nitf" {
        return None;
    }
    let mut reading = Reading::new(context);
    let is_wanted = |_, name: &str| name == "nitf";
    let broken = xml::each(source.text, is_wanted, |nitf| {
        if let Some(record) = record(&nitf, context) {
            reading.add(record, nitf.size, nitf.line);
        }
    });
    reading.problems.extend(broken);
    Some(reading.finish(&FORMAT))
}

/// The post of a document; none of one that is withheld.
fn record(nitf: &Element, context: &Context) -> Option<PostRecord<'static>> {
    let data = nitf.at(&["head", "docdata"]);
    let of = |name| data.and_then(|data| data.first(Space::Own, name));
    let stamp = |name| of(name).and_then(|it| it.attribute("norm"));
    let status = match data.and_then(|data| data.attribute("management-status")) {
        Some("canceled" | "cancelled") => Some(Status::Canceled),
        Some("withheld" | "embargoed") => return None,
        _ => None,
    };
    let is_held = stamp("date.release").is_some_and(|until| stamps::is_ahead(until, context));
    if is_held && status.is_none() {
        return None;
    }
    let urgency = of("urgency").and_then(|urgency| urgency.attribute("ed-urg"));
    let genres = nitf.at(&["head", "tobject"]).into_iter().flat_map(|subject| {
        let properties = subject.all(Space::Own, "tobject.property");
        properties.filter_map(|it| it.attribute("tobject.property.type"))
    });
    let mut kinds: Vec<Text> = genres.filter_map(labels::kind).collect();
    kinds.extend(urgency.and_then(labels::kind_of_urgency));
    let Story { headline, by, body } = story(nitf);
    let headline = headline.or_else(|| nitf.at(&["head", "title"]).map(Element::line_of_text));
    let published = nitf.at(&["head", "pubdata"]);
    let issued = stamp("date.issue")
        .or_else(|| published.and_then(|it| it.attribute("date.publication")))
        .or_else(|| nitf.at(&["body", "body.head", "dateline", "story.date"])?.attribute("norm"));
    let url = published.and_then(|published| published.attribute("ex-ref"));
    let id = of("doc-id").and_then(|id| id.attribute("id-string"));
    Some(PostRecord {
        uri: id.map(|id| id.to_owned().into()),
        version: of("du-key").and_then(|key| key.attribute("version")?.parse().ok()),
        first_created: issued.map(|stamp| stamp.to_owned().into()),
        headline: headline.map(Into::into),
        kinds,
        by,
        body,
        url: url.map(|url| url.to_owned().into()),
        status,
        ..PostRecord::default()
    })
}

/// What a document tells.
#[derive(Default)]
pub struct Story {
    /// Its first headline.
    pub headline: Option<String>,
    /// Who filed it, and where.
    pub by: Vec<ByRecord<'static>>,
    /// The reporting.
    pub body: Vec<BlockRecord<'static>>,
}

/// The story of an `nitf` element.
#[must_use]
pub fn story(nitf: &Element) -> Story {
    let Some(inner) = nitf.at(&["body"]) else { return Story::default() };
    let head = inner.first(Space::Own, "body.head");
    let title =
        head.and_then(|head| head.at(&["hedline", "hl1"]).or(head.first(Space::Own, "hedline")));
    let mut story = Story {
        headline: title.map(Element::line_of_text).filter(|title| !title.is_empty()),
        ..Story::default()
    };
    let mut body = Body::default();
    if let Some(head) = head {
        story.by = head.all(Space::Own, "byline").flat_map(by).collect();
        let place = head.first(Space::Own, "dateline").map(place).unwrap_or_default();
        let is_place = shared::locate(&mut story.by, &place);
        if !place.is_empty() && (story.by.is_empty() || !is_place) {
            body.done.push(BlockRecord::furniture(place));
        }
        let subtitles = head.first(Space::Own, "hedline").into_iter();
        let subtitles = subtitles.flat_map(|hedline| hedline.all(Space::Own, "hl2"));
        for part in subtitles.chain(head.all(Space::Own, "abstract")) {
            body.part(part);
        }
    }
    inner.all(Space::Own, "body.content").for_each(|content| body.inside(content));
    story.body = body.finish();
    story
}

fn by(byline: &Element) -> Vec<ByRecord<'static>> {
    let text = |name| byline.first(Space::Own, name).map(Element::line_of_text).unwrap_or_default();
    let (about, place) = (text("byttl"), text("location"));
    let people: Vec<String> = byline.all(Space::Own, "person").map(Element::line_of_text).collect();
    let mut by: Vec<ByRecord> = if people.is_empty() {
        let plain = byline.nodes().filter(|node| match node {
            Node::Text(_) => true,
            Node::Element(element) => !matches!(&*element.name, "byttl" | "location"),
        });
        let words: Vec<String> = plain
            .map(|node| match node {
                Node::Text(text) => text.clone(),
                Node::Element(element) => element.text(),
            })
            .collect();
        credits::bylines(&words.join(" "))
    } else {
        credits::of_lines(people.into_iter())
    };
    if let [one] = &mut *by
        && !about.is_empty()
        && !about.contains('@')
    {
        *one = credits::named(&one.name, &about);
    }
    shared::locate(&mut by, &place);
    by
}

fn place(dateline: &Element) -> String {
    let place = dateline.first(Space::Own, "location").map(Element::line_of_text);
    place.unwrap_or_else(|| {
        let texts = dateline.nodes().filter_map(|node| match node {
            Node::Text(text) => Some(text.trim()),
            Node::Element(_) => None,
        });
        texts.collect::<String>().trim_matches([',', ' ', '-', '–']).to_owned()
    })
}

/// The blocks of a body: pictures by themselves, and what stands between them as HTML.
#[derive(Default)]
struct Body {
    done: Vec<BlockRecord<'static>>,
    html: String,
}

impl Body {
    fn inside(&mut self, element: &Element) {
        for node in element.nodes() {
            match node {
                Node::Element(part) => self.part(part),
                Node::Text(_) => node.add_html(&mut self.html),
            }
        }
    }

    fn part(&mut self, part: &Element) {
        match &*part.name {
            "block" | "body.content" | "abstract" => self.inside(part),
            "media" => self.media(part),
            // Written to editors.
            "note" => {}
            "hl2" => self.flush_with(BlockRecord::subhead(part.line_of_text())),
            _ => part.add_html(&mut self.html),
        }
    }

    fn media(&mut self, media: &Element) {
        let text =
            |name| media.first(Space::Own, name).map(Element::line_of_text).unwrap_or_default();
        let captions: Vec<String> =
            media.all(Space::Own, "media-caption").map(Element::line_of_text).collect();
        let caption = captions.join(" ");
        let reference = media.first(Space::Own, "media-reference");
        let of = |name| reference.and_then(|reference| reference.attribute(name));
        let alt = of("alternate-text").unwrap_or_default().to_owned();
        let credit = match text("media-producer") {
            credit if credit.is_empty() => of("source-credit").unwrap_or_default().to_owned(),
            credit => credit,
        };
        let is_clip = media.attribute("media-type") == Some("video");
        match () {
            () if alt.is_empty() && caption.is_empty() => {}
            () if is_clip => self.flush_with(BlockRecord::video(caption)),
            () => self.flush_with(BlockRecord::image(alt, caption, credit)),
        }
    }

    fn flush_with(&mut self, block: BlockRecord<'static>) {
        self.flush();
        self.done.push(block);
    }

    fn flush(&mut self) {
        let html = std::mem::take(&mut self.html);
        if !html.trim().is_empty() {
            self.done.extend(markup::blocks(&html));
        }
    }

    fn finish(mut self) -> Vec<BlockRecord<'static>> {
        self.flush();
        self.done
    }
}

#[cfg(test)]
mod tests;
