//! NewsML-G2 (IPTC): a news item is a post, alone or among others in a message. A package tells only which items
//! belong together.

use super::nitf::{self, Story};
use super::reading::Reading;
use super::record::{BlockRecord, PostRecord};
use super::text::Text;
use super::xml::{self, Element, Space};
use super::{Document, Format, Source, credits, labels, markup, shared, stamps};
use crate::news::dating::Context;
use crate::news::post::Status;

/// The format.
pub const FORMAT: Format = Format {
    name: "newsml-g2",
    words: "NewsML-G2",
    known_by: "its outermost element is `newsItem`, `newsMessage` or `packageItem`",
    read,
};

fn read(source: &Source, context: &Context) -> Option<Document> {
    let (_, root) = xml::root(source)?;
    if !matches!(root.as_str(), "newsItem" | "newsMessage" | "packageItem") {
        return None;
    }
    let mut reading = Reading::new(context);
    let is_item = |space, name: &str| space == Space::Own && name == "newsItem";
    let broken = xml::each(source.text, is_item, |item| {
        if let Some(record) = record(&item, context) {
            reading.add(record, item.size, item.line);
        }
    });
    reading.problems.extend(broken);
    Some(reading.finish(&FORMAT))
}

/// The post of an item; none of one that is withheld.
fn record(item: &Element, context: &Context) -> Option<PostRecord<'static>> {
    let meta = item.at(&["itemMeta"]);
    let of = |name| meta.and_then(|meta| meta.first(Space::Own, name));
    let status = match of("pubStatus").and_then(code) {
        Some("canceled" | "cancelled") => Some(Status::Canceled),
        Some("withheld") => return None,
        _ => None,
    };
    if status.is_none()
        && of("embargoed").is_some_and(|until| stamps::is_ahead(&until.text(), context))
    {
        return None;
    }
    let stamp = |name| of(name).map(Element::text).filter(|text| !text.is_empty());
    let said = item.at(&["contentMeta"]);
    let all = |name| said.into_iter().flat_map(move |said| said.all(Space::Own, name));
    let text = |name| all(name).map(Element::line_of_text).find(|text| !text.is_empty());
    let created = stamp("firstCreated").or_else(|| text("contentCreated"));
    let changed = stamp("versionCreated").or_else(|| text("contentModified"));
    let story = body(item, of("itemClass").and_then(code).unwrap_or("text"));
    let headline = text("headline")
        .or(story.headline)
        .or_else(|| of("title").map(Element::line_of_text).filter(|title| !title.is_empty()));
    let mut by = credits::of_lines(all("by").map(Element::line_of_text));
    if by.is_empty() {
        by = story.by;
    }
    if by.is_empty() {
        by = credits::of_lines(all("creator").filter_map(named));
    }
    let place = all("located").find_map(named).unwrap_or_default();
    shared::locate(&mut by, &place);
    let genres = all("genre")
        .flat_map(|genre| code(genre).map(str::to_owned).into_iter().chain(named(genre)));
    let mut kinds: Vec<Text> = genres.filter_map(|genre| labels::kind(&genre)).collect();
    kinds.extend(text("urgency").as_deref().and_then(labels::kind_of_urgency));
    let mut links = meta.into_iter().flat_map(|meta| meta.all(Space::Own, "link"));
    let url = links.find_map(|link| link.attribute("href"));
    Some(PostRecord {
        uri: item.attribute("guid").map(|guid| guid.to_owned().into()),
        version: item.attribute("version").and_then(|version| version.parse().ok()),
        first_created: created.or_else(|| changed.clone()).map(Into::into),
        version_created: changed.map(Into::into),
        headline: headline.map(Into::into),
        kinds,
        by,
        body: story.body,
        url: url.map(|url| url.to_owned().into()),
        status,
        ..PostRecord::default()
    })
}

/// The code of an element behind its prefix or its address: `stat:usable`.
fn code(element: &Element) -> Option<&str> {
    let code = element.attribute("qcode").or_else(|| element.attribute("uri"))?;
    code.rsplit([':', '/']).next()
}

/// The name of somebody or something.
fn named(element: &Element) -> Option<String> {
    let name = element.first(Space::Own, "name").map(Element::line_of_text);
    name.or_else(|| element.attribute("literal").map(str::to_owned)).filter(|it| !it.is_empty())
}

/// What an item carries: a text in one of several forms, or a picture of which something is said.
fn body(item: &Element, class: &str) -> Story {
    let contents = item.at(&["contentSet"]);
    let texts = contents.into_iter().flat_map(Element::children);
    let read = |content: &Element| match &*content.name {
        "inlineXML" => content.children().find_map(inline).unwrap_or_default(),
        "inlineData" => {
            let is_html = content.attribute("contenttype").is_some_and(|it| it.contains("html"));
            let said = content.text();
            let body = if is_html { markup::blocks(&said) } else { markup::plain(&said) };
            Story { body, ..Story::default() }
        }
        _ => Story::default(),
    };
    let mut story = texts.map(read).find(|story| !story.body.is_empty()).unwrap_or_default();
    if story.body.is_empty() {
        let said = item.at(&["contentMeta"]).into_iter();
        let said = said.flat_map(|meta| meta.all(Space::Own, "description"));
        let said = said.map(Element::line_of_text).find(|text| !text.is_empty());
        let credit = item.at(&["contentMeta", "creditline"]).map(Element::line_of_text);
        story.body.extend(said.map(|said| match class {
            "picture" | "graphic" => {
                BlockRecord::image(String::new(), said, credit.unwrap_or_default())
            }
            "video" => BlockRecord::video(said),
            _ => BlockRecord::paragraph(said),
        }));
    }
    story
}

fn inline(root: &Element) -> Option<Story> {
    match &*root.name {
        "nitf" => Some(nitf::story(root)),
        "html" => {
            let body = root.children().find(|part| part.name == "body").unwrap_or(root);
            Some(Story { body: body.blocks(), ..Story::default() })
        }
        "body" | "div" | "section" | "article" => {
            Some(Story { body: root.blocks(), ..Story::default() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
