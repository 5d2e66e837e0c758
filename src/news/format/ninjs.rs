//! ninjs (IPTC News in JSON) 1, 2 and 3: one item, a list of them, or `{"item": […]}` and what else agencies put
//! around theirs. An item is a post.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::json::{Outline, Scalar, Things, gather, lenient, list};
use super::reading::Reading;
use super::record::{BlockRecord, ByRecord, PostRecord};
use super::text::Text;
use super::{Document, Format, Shape, Source, credits, labels, markup, shared, stamps};
use crate::news::dating::Context;
use crate::news::post::Status;

/// The format.
pub const FORMAT: Format = Format {
    name: "ninjs",
    words: "ninjs",
    known_by: "it has a `uri` or `guid` beside fields of ninjs, as `versionCreated` or `bodies`",
    read,
};

/// Where items stand, if not alone.
const ITEMS: [&[&str]; 6] = [
    &["[]"],
    &["item", "[]"],
    &["items", "[]"],
    &["_items", "[]"],
    &["data", "item"],
    &["data", "items", "[]", "item"],
];

/// Fields of which an item has at least one, and no other form that is known has.
const FIELDS: [&str; 14] = [
    "versioncreated",
    "versionCreated",
    "firstcreated",
    "firstCreated",
    "contentcreated",
    "contentCreated",
    "pubstatus",
    "pubStatus",
    "body_text",
    "body_html",
    "body_xhtml",
    "bodies",
    "headlines",
    "description_text",
];

/// Fields of other forms, which have some of the same names.
const FOREIGN: [&str; 5] = ["format", "posts", "body", "groups", "post_status"];

/// Nobody is named behind so many others.
const MOST_NAMES: usize = 100;

/// An item. Some spell a key as several versions do at once, which are fields of their own here.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Item<'a> {
    #[serde(borrow)]
    uri: Scalar<'a>,
    guid: Scalar<'a>,
    #[serde(rename = "type")]
    kind: Scalar<'a>,
    version: Scalar<'a>,
    #[serde(rename = "firstCreated")]
    first_created: Scalar<'a>,
    firstcreated: Scalar<'a>,
    #[serde(rename = "versionCreated")]
    version_created: Scalar<'a>,
    versioncreated: Scalar<'a>,
    #[serde(rename = "pubStatus")]
    pub_status: Scalar<'a>,
    pubstatus: Scalar<'a>,
    embargoed: Option<&'a RawValue>,
    #[serde(rename = "embargoedUntil")]
    embargoed_until: Option<&'a RawValue>,
    embargoeduntil: Option<&'a RawValue>,
    urgency: Scalar<'a>,
    headline: Scalar<'a>,
    #[serde(deserialize_with = "list")]
    headlines: Vec<Variant<'a>>,
    byline: Scalar<'a>,
    by: Scalar<'a>,
    located: Scalar<'a>,
    #[serde(deserialize_with = "list")]
    authors: Vec<Person<'a>>,
    #[serde(deserialize_with = "list")]
    bylines: Vec<Person<'a>>,
    #[serde(deserialize_with = "list")]
    people: Vec<Person<'a>>,
    #[serde(deserialize_with = "list")]
    person: Vec<Person<'a>>,
    #[serde(deserialize_with = "list")]
    genres: Vec<Genre<'a>>,
    #[serde(deserialize_with = "list")]
    genre: Vec<Genre<'a>>,
    body_text: Scalar<'a>,
    body_html: Scalar<'a>,
    body_xhtml: Scalar<'a>,
    #[serde(deserialize_with = "list")]
    bodies: Vec<Variant<'a>>,
    description_text: Scalar<'a>,
    description_html: Scalar<'a>,
    #[serde(deserialize_with = "list")]
    descriptions: Vec<Variant<'a>>,
    #[serde(deserialize_with = "lenient")]
    associations: Things<'a>,
    #[serde(rename = "webUrl")]
    web_url: Scalar<'a>,
    weburl: Scalar<'a>,
    #[serde(rename = "canonicalUrl")]
    canonical_url: Scalar<'a>,
    url: Scalar<'a>,
}

/// A text in one of the forms that the item has of it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Variant<'a> {
    #[serde(borrow)]
    role: Scalar<'a>,
    #[serde(rename = "contentType")]
    content_type: Scalar<'a>,
    contenttype: Scalar<'a>,
    value: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Person<'a> {
    #[serde(borrow)]
    name: Scalar<'a>,
    by: Scalar<'a>,
    rel: Scalar<'a>,
    role: Scalar<'a>,
    title: Scalar<'a>,
    #[serde(rename = "jobTitle")]
    job_title: Scalar<'a>,
    jobtitle: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Genre<'a> {
    #[serde(borrow)]
    name: Scalar<'a>,
    code: Scalar<'a>,
    uri: Scalar<'a>,
    literal: Scalar<'a>,
}

fn read(source: &Source, context: &Context) -> Option<Document> {
    let mut found;
    if source.shape == Shape::Object && is_item(source.outline()) {
        found = gather(source.text, &[&[]]);
    } else {
        found = gather(source.text, &ITEMS);
        let (place, first) = *found.0.first()?;
        if !is_item(&Outline::of(first.get())) {
            return None;
        }
        // They stand in one place.
        found.0.retain(|(which, _)| *which == place);
    }
    let mut reading = Reading::new(context);
    reading.add_found(source, found, |item: Item| {
        let is_shown = !item.is_withheld() && (item.is_canceled() || !item.is_embargoed(context));
        is_shown.then(|| item.into_record(context))
    });
    Some(reading.finish(&FORMAT))
}

/// Whether the keys are those of an item.
fn is_item(keys: &Outline) -> bool {
    (keys.has("uri") || keys.has("guid"))
        && FIELDS.iter().any(|field| keys.has(field))
        && !FOREIGN.iter().any(|field| keys.has(field))
}

impl<'a> Item<'a> {
    fn is_withheld(&self) -> bool {
        self.has_status("withheld")
    }

    /// Whether it was not to be published yet when its document was written, or nobody can tell.
    fn is_embargoed(&self, context: &Context) -> bool {
        let said = [self.embargoed, self.embargoed_until, self.embargoeduntil];
        said.into_iter().flatten().any(|raw| match serde_json::from_str(raw.get()) {
            Ok(value) => is_ahead(&value, context),
            Err(_) => true,
        })
    }

    fn is_canceled(&self) -> bool {
        self.has_status("canceled") || self.has_status("cancelled")
    }

    fn has_status(&self, word: &str) -> bool {
        // `stat:withheld`, and the address of the same.
        let code = |status: &str| status.rsplit([':', '/']).next().map(str::to_ascii_lowercase);
        let mut statuses = [&self.pub_status, &self.pubstatus].into_iter();
        statuses.any(|it| it.0.as_deref().and_then(code).is_some_and(|code| code.trim() == word))
    }

    fn into_record(mut self, context: &Context) -> PostRecord<'a> {
        let status = self.is_canceled().then_some(Status::Canceled);
        let by = self.take_by();
        let kinds = self.take_kinds();
        let headline = self.take_headline();
        let body = self.body(headline.as_deref(), context);
        let version_created = self.version_created.said().or(self.versioncreated.said());
        let first_created = self.first_created.said().or(self.firstcreated.said());
        let url = self.web_url.said().or(self.weburl.said()).or(self.canonical_url.said());
        PostRecord {
            status,
            by,
            kinds,
            body,
            uri: self.uri.said().or(self.guid.said()),
            url: url.or(self.url.said()),
            version: self.version.0.and_then(|version| version.trim().parse().ok()),
            headline,
            first_created: first_created.or(version_created.clone()),
            version_created,
            ..PostRecord::default()
        }
    }

    fn take_headline(&mut self) -> Option<Text<'a>> {
        let headlines = std::mem::take(&mut self.headlines);
        self.headline.take_said().or_else(|| best(headlines, Variant::is_main).map(Variant::line))
    }

    /// Who filed it: those that are said to have written it, or those the byline names.
    fn take_by(&mut self) -> Vec<ByRecord<'a>> {
        let located = self.located.take_said();
        let writers = std::mem::take(&mut self.authors)
            .into_iter()
            .filter(|author| author.role.0.as_deref().is_none_or(is_author))
            .chain(std::mem::take(&mut self.bylines))
            .chain(
                std::mem::take(&mut self.people)
                    .into_iter()
                    .chain(std::mem::take(&mut self.person))
                    .filter(|person| person.rel.0.as_deref().is_some_and(is_author)),
            );
        let mut by: Vec<ByRecord> = writers.filter_map(Person::into_record).collect();
        if let Some(line) = self.by.take_said().or(self.byline.take_said()) {
            let named = credits::bylines(&markup::line(&line));
            // People may be listed beside a line that says more.
            if by.len() < named.len() || by.is_empty() {
                by = named;
            }
        }
        by.truncate(MOST_NAMES);
        shared::locate(&mut by, &located.unwrap_or_default());
        by
    }

    fn take_kinds(&mut self) -> Vec<Text<'a>> {
        let mut kinds: Vec<Text> = Vec::new();
        let genres = [std::mem::take(&mut self.genres), std::mem::take(&mut self.genre)];
        for genre in genres.into_iter().flatten() {
            let uri = genre.uri.0.as_deref().and_then(|uri| uri.rsplit(['/', ':']).next());
            let words = [genre.name.0.as_deref(), genre.code.0.as_deref(), uri];
            let words = words.into_iter().flatten().chain(genre.literal.0.as_deref());
            kinds.extend(words.filter_map(labels::kind).take(1));
        }
        kinds.extend(self.urgency.0.as_deref().and_then(labels::kind_of_urgency));
        kinds
    }

    /// What it says, and the pictures and clips that stand beside it.
    fn body(&mut self, headline: Option<&str>, context: &Context) -> Vec<BlockRecord<'a>> {
        let is_media = self.kind.0.as_deref().is_some_and(|kind| media(kind).is_some());
        let bodies = std::mem::take(&mut self.bodies);
        let html = self.body_html.take_said().or(self.body_xhtml.take_said());
        let text = self.body_text.take_said();
        let mut body = match (html, best(bodies, Variant::is_html), text) {
            (Some(html), _, _) => markup::blocks(&html),
            (None, Some(body), _) => body.blocks(),
            (None, None, Some(text)) => vec![BlockRecord::paragraph(text)],
            (None, None, None) => Vec::new(),
        };
        if let (Some(headline), Some(first)) = (headline, body.first())
            && first.is_subhead()
            && first.words().map(str::trim) == Some(headline.trim())
        {
            body.remove(0);
        }
        let mut pictures = Vec::new();
        if is_media {
            pictures.extend(self.as_media());
        } else if body.is_empty() {
            body.extend(self.take_description().map(BlockRecord::paragraph));
        }
        for (name, raw) in std::mem::take(&mut self.associations).0 {
            // What stands in the HTML as well is told by its name.
            let stands_in_html = name.starts_with("editor_");
            let item = serde_json::from_str::<Item>(raw.get()).ok().filter(|_| !stands_in_html);
            let is_open = |item: &Item| {
                !item.is_withheld() && !item.is_canceled() && !item.is_embargoed(context)
            };
            pictures.extend(item.filter(is_open).and_then(|mut item| item.as_media()));
        }
        body.extend(pictures);
        body
    }

    fn take_description(&mut self) -> Option<Text<'a>> {
        let descriptions = std::mem::take(&mut self.descriptions);
        let html = |html: Text| markup::line(&html).into();
        let described = self.description_text.take_said();
        let described = described.or_else(|| self.description_html.take_said().map(html));
        described.or_else(|| best(descriptions, Variant::is_main).map(Variant::line))
    }

    /// The block of a picture or a clip; none of what is neither.
    fn as_media(&mut self) -> Option<BlockRecord<'a>> {
        let is_clip = media(self.kind.0.as_deref()?)?;
        let headline = self.take_headline();
        let caption = self.take_description();
        let credit = self.by.take_said().or(self.byline.take_said());
        if is_clip {
            return caption.or(headline).map(BlockRecord::video);
        }
        let parts = [headline, caption, credit].map(Option::unwrap_or_default);
        let says_nothing = parts.iter().all(|part| part.is_empty());
        let [alt, caption, credit] = parts;
        (!says_nothing).then(|| BlockRecord::image(alt, caption, credit))
    }
}

/// Whether what is said of an embargo, in any form, lies ahead: a stamp, a list of them, or an object that has some
/// beside other words.
fn is_ahead(until: &Value, context: &Context) -> bool {
    let said = texts(until);
    let is_stamp = |text: &&String| stamps::moment(text.trim(), context).is_some();
    let has_stamps = said.iter().any(|text| is_stamp(&text));
    let mut counts = said.iter().filter(|text| !has_stamps || is_stamp(text));
    counts.any(|text| stamps::is_ahead(text, context))
}

/// The texts of a value, as far as they say anything.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().flat_map(texts).collect(),
        Value::Object(parts) => parts.values().flat_map(texts).collect(),
        Value::String(text) if text.trim().is_empty() => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Null | Value::Bool(false) => Vec::new(),
        Value::Bool(true) | Value::Number(_) => vec![value.to_string()],
    }
}

/// Whether a type is that of a clip, or of a picture; none for what is read.
fn media(kind: &str) -> Option<bool> {
    match kind {
        "picture" | "graphic" | "photo" | "image" => Some(false),
        "video" | "audio" => Some(true),
        _ => None,
    }
}

fn is_author(rel: &str) -> bool {
    let words = ["author", "creator", "writer", "byline", "reporter", "correspondent"];
    words.iter().any(|word| rel.eq_ignore_ascii_case(word))
}

/// The first variant that is as wanted, or the first of all.
fn best<'a>(variants: Vec<Variant<'a>>, wanted: fn(&Variant<'a>) -> bool) -> Option<Variant<'a>> {
    let said = |variant: &Variant| {
        variant.value.0.as_deref().is_some_and(|text| !text.trim().is_empty())
            // A whole document of another format.
            && variant.content_type() != "application/xml"
    };
    let mut variants: Vec<Variant> = variants.into_iter().filter(said).collect();
    let at = variants.iter().position(wanted).unwrap_or_default();
    (at < variants.len()).then(|| variants.swap_remove(at))
}

impl<'a> Variant<'a> {
    fn content_type(&self) -> &str {
        let content_type = self.content_type.0.as_deref().or(self.contenttype.0.as_deref());
        content_type.unwrap_or_default()
    }

    fn is_html(&self) -> bool {
        let content_type = self.content_type();
        content_type.contains("html")
            || (content_type.is_empty() && self.value.0.as_deref().is_some_and(markup::is_html))
    }

    fn is_main(&self) -> bool {
        let role = self.role.0.as_deref();
        role.is_none_or(|role| ["main", "headline", "text", "caption"].contains(&role))
            && !self.is_html()
    }

    fn line(self) -> Text<'a> {
        let is_html = self.is_html();
        let text = self.value.0.unwrap_or_default();
        if is_html { markup::line(&text).into() } else { text }
    }

    fn blocks(self) -> Vec<BlockRecord<'a>> {
        let is_html = self.is_html();
        let text = self.value.0.unwrap_or_default();
        if is_html { markup::blocks(&text) } else { vec![BlockRecord::paragraph(text)] }
    }
}

impl<'a> Person<'a> {
    fn into_record(self) -> Option<ByRecord<'a>> {
        let name = self.name.said().or(self.by.said())?;
        let role = self.title.said().or(self.job_title.said()).or(self.jobtitle.said());
        let by = credits::bylines(&name);
        let name = match <[ByRecord; 1]>::try_from(by) {
            Ok([by]) => by.name,
            Err(none) if none.is_empty() => return None,
            Err(_) => name,
        };
        Some(ByRecord { role, ..ByRecord::named(name) })
    }
}

#[cfg(test)]
mod tests;
