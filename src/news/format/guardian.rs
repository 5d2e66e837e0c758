//! The Guardian: its content API (`open-platform.theguardian.com`), and the JSON that its pages are made of. A
//! block of a live page is a post; of an article, all blocks are one.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::json::{Outline, Scalar, lenient, list};
use super::reading::{Lines, Reading, syntax_problem};
use super::record::{BlockRecord, ByRecord, PostRecord};
use super::text::Text;
use super::{Document, Format, Source, credits, markup, shared, stamps};
use crate::news::dating::Context;
use crate::news::post::Status;

mod elements;
mod pages;
use elements::Element;

/// The format.
pub const FORMAT: Format = Format {
    name: "guardian",
    words: "Guardian blocks",
    known_by: "it has blocks with `bodyHtml`, `elements` or `blockFirstPublished`",
    read,
};

/// What each block of a page carries is no longer than this, in bytes.
const LONGEST: usize = 2_000;

/// A longer tag names nobody, in bytes.
const LONGEST_TITLE: usize = 200;

/// A page, and its blocks as they stand in the document.
#[derive(Default)]
struct Page<'a> {
    is_article: Option<bool>,
    title: Option<Text<'a>>,
    url: Option<Text<'a>>,
    id: Option<Text<'a>>,
    created: Option<Text<'a>>,
    fields: Fields<'a>,
    /// Their titles, by their names.
    tags: HashMap<String, String>,
    by: Vec<ByRecord<'static>>,
    blocks: Vec<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Fields<'a> {
    #[serde(borrow)]
    byline: Scalar<'a>,
    headline: Scalar<'a>,
    body: Scalar<'a>,
    #[serde(rename = "lastModified")]
    last_modified: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Tag<'a> {
    #[serde(borrow)]
    id: Scalar<'a>,
    #[serde(rename = "webTitle")]
    web_title: Scalar<'a>,
    title: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Design<'a> {
    #[serde(borrow)]
    design: Scalar<'a>,
    byline: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Update<'a> {
    #[serde(borrow)]
    id: Scalar<'a>,
    title: Scalar<'a>,
    body_html: Scalar<'a>,
    body_text_summary: Scalar<'a>,
    #[serde(deserialize_with = "lenient")]
    attributes: Attributes<'a>,
    published: Scalar<'a>,
    created_date: Scalar<'a>,
    first_published_date: Scalar<'a>,
    published_date: Scalar<'a>,
    last_modified_date: Scalar<'a>,
    block_created_on: Scalar<'a>,
    block_first_published: Scalar<'a>,
    block_last_updated: Scalar<'a>,
    #[serde(deserialize_with = "list")]
    contributors: Vec<Contributor<'a>>,
    #[serde(deserialize_with = "list")]
    elements: Vec<Element<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Attributes<'a> {
    #[serde(borrow)]
    summary: Scalar<'a>,
    #[serde(rename = "keyEvent")]
    key_event: Scalar<'a>,
    title: Scalar<'a>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Contributor<'a> {
    Profile(#[serde(borrow)] Text<'a>),
    Person { name: String },
}

fn read(source: &Source, context: &Context) -> Option<Document> {
    let outline = source.outline();
    let may_be = ["response", "content", "blocks", "frontendData"];
    if !may_be.iter().any(|key| outline.has(key)) {
        return None;
    }
    let (pages, broken) = pages::read(source.text);
    if !pages.iter().any(Page::is_known) {
        return None;
    }
    let mut reading = Reading::new(context);
    let mut lines = Lines::new(source.text);
    for page in pages {
        page.read(&mut lines, &mut reading);
    }
    reading.problems.extend(broken.map(|error| syntax_problem(&error, 1)));
    Some(reading.finish(&FORMAT))
}

impl<'a> Page<'a> {
    /// Takes what stands behind a key.
    fn take(&mut self, key: &str, raw: &'a RawValue) {
        let json = raw.get();
        let scalar = || serde_json::from_str::<Scalar>(json).ok().and_then(Scalar::said);
        match key {
            "id" | "pageId" => self.id = scalar(),
            "type" => self.is_article = scalar().map(|name| &*name != "liveblog"),
            "format" => {
                let design: Design = serde_json::from_str(json).unwrap_or_default();
                let is_live = |name: Text| name.starts_with("Live") || name.starts_with("Dead");
                self.is_article = design.design.said().map(|name| !is_live(name));
            }
            "webTitle" => self.title = scalar(),
            "webUrl" | "webURL" => self.url = scalar().filter(|url| url.len() <= LONGEST),
            "webPublicationDate" => self.created = scalar(),
            "byline" => self.by = scalar().map(|line| credits::bylines(&line)).unwrap_or_default(),
            "author" => {
                let author: Design = serde_json::from_str(json).unwrap_or_default();
                if let (Some(line), true) = (author.byline.said(), self.by.is_empty()) {
                    self.by = credits::bylines(&line);
                }
            }
            "fields" => self.fields = serde_json::from_str(json).unwrap_or_default(),
            "tags" => {
                let tags: Vec<Tag> = list(raw).unwrap_or_default();
                let named = |tag: Tag<'a>| {
                    let title = tag.web_title.said().or(tag.title.said())?;
                    Some((tag.id.said()?.into(), title.into()))
                };
                let is_short = |(_, title): &(String, String)| title.len() <= LONGEST_TITLE;
                self.tags = tags.into_iter().filter_map(named).filter(is_short).collect();
            }
            _ => {}
        }
    }

    /// Whether there is anything to be shown of it.
    fn is_some(&self) -> bool {
        self.id.is_some() || !self.blocks.is_empty()
    }

    /// Whether it is one of this form.
    fn is_known(&self) -> bool {
        let is_named = self.id.is_some() && self.url.is_some();
        let first = self.blocks.first().map(|raw| Outline::of(raw.get()));
        first.is_some_and(|block| {
            let has = |keys: &[&str]| keys.iter().any(|key| block.has(key));
            has(&["bodyHtml", "bodyTextSummary", "blockFirstPublished"])
                || (has(&["elements"]) && has(&["attributes", "firstPublishedDate"]))
        }) || (is_named && (self.fields.body.0.is_some() || self.is_article == Some(false)))
    }

    fn read(mut self, lines: &mut Lines<'a>, reading: &mut Reading) {
        if let Some(line) = self.fields.byline.0.take() {
            self.by = credits::bylines(&markup::line(&line));
        }
        if self.is_article == Some(true) || self.blocks.is_empty() {
            return self.read_article(lines, reading);
        }
        shared::bound(&mut self.by);
        for raw in std::mem::take(&mut self.blocks) {
            let line = lines.of(raw);
            reading.add_read(raw, line, |block: Update| self.post(block));
        }
    }

    /// All blocks are one post.
    fn read_article(mut self, lines: &mut Lines<'a>, reading: &mut Reading) {
        let blocks = std::mem::take(&mut self.blocks);
        let mut line = 0;
        let (mut body, mut size) = (Vec::new(), 0);
        for raw in blocks {
            let at = lines.of(raw);
            line = if line == 0 { at } else { line };
            size += raw.get().len();
            let block = reading.read(raw, at).filter(Update::is_published);
            body.extend(block.into_iter().flat_map(|mut block| block.body()));
        }
        if let (true, Some(html)) = (body.is_empty(), self.fields.body.0.take()) {
            size = html.len();
            body = markup::with_links_apart(&html);
        }
        let kinds = self.tags.contains_key("tone/analysis");
        let kinds = kinds.then(|| "analysis".into()).into_iter().chain(["article".into()]);
        let record = PostRecord {
            uri: self.id,
            url: self.url,
            headline: self.fields.headline.said().or(self.title),
            first_created: self.created.map(stamps::of_any),
            version_created: self.fields.last_modified.said().map(stamps::of_any),
            kinds: kinds.collect(),
            by: self.by,
            body,
            ..PostRecord::default()
        };
        if record.headline.is_some() || !record.body.is_empty() {
            reading.add(record, size, line.max(1));
        }
    }

    /// None for what was never published.
    fn post<'b>(&self, mut block: Update<'b>) -> Option<PostRecord<'b>> {
        let is_published = block.is_published();
        if !is_published && block.first_published_date.0.is_none() {
            return None;
        }
        let created = [
            block.first_published_date.0.take(),
            block.block_first_published.0.take(),
            block.published_date.0.take(),
            block.created_date.0.take(),
            block.block_created_on.0.take(),
        ];
        let updated = [block.last_modified_date.0.take(), block.block_last_updated.0.take()];
        let first = |stamps: Vec<Option<Text<'b>>>| stamps.into_iter().flatten().next();
        let title = block.title.0.take().or(block.attributes.title.0.take());
        let address = |url: &Text| {
            let id = block.id.0.as_deref()?;
            let page = url.split('#').next().unwrap_or_default();
            Some(format!("{page}#block-{id}").into())
        };
        let Attributes { summary, key_event, .. } = &block.attributes;
        let marks = [(summary, "summary"), (key_event, "key")].into_iter();
        let kinds = marks.filter(|(mark, _)| mark.is_true()).map(|(_, kind)| kind.into()).collect();
        Some(PostRecord {
            url: self.url.as_ref().and_then(address),
            uri: block.id.0.take(),
            headline: title.map(markup::line_of),
            first_created: first(created.into()).map(stamps::of_any),
            version_created: first(updated.into()).map(stamps::of_any),
            kinds,
            by: self.by(std::mem::take(&mut block.contributors)),
            status: (!is_published).then_some(Status::Withdrawn),
            body: block.body(),
            ..PostRecord::default()
        })
    }

    /// Who filed a block: those it names, or those the page names.
    fn by<'b>(&self, contributors: Vec<Contributor>) -> Vec<ByRecord<'b>> {
        if contributors.is_empty() {
            return self.by.iter().map(ByRecord::to_owned_record).collect();
        }
        let named = |contributor| match contributor {
            Contributor::Person { name } => ByRecord::named(name),
            Contributor::Profile(profile) => self.profile(&profile),
        };
        contributors.into_iter().map(named).collect()
    }

    /// `profile/kim-sample`: by the page's own spelling of the name, where it has one.
    fn profile<'b>(&self, profile: &str) -> ByRecord<'b> {
        if let Some(title) = self.tags.get(profile) {
            return ByRecord::named(title.clone());
        }
        let slug = profile.rsplit('/').next().unwrap_or(profile);
        let letters = |text: &str| {
            text.chars()
                .filter(|ch| ch.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect::<String>()
        };
        if let Some(by) = self.by.iter().find(|by| letters(&by.name) == letters(slug)) {
            return by.to_owned_record();
        }
        let capital = |word: &str| {
            let mut chars = word.chars();
            chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect::<String>()
        };
        ByRecord::named(slug.split('-').map(capital).collect::<Vec<_>>().join(" "))
    }
}

impl<'a> Update<'a> {
    fn is_published(&self) -> bool {
        self.published.0.as_deref() != Some("false")
    }

    /// By its elements, which know captions and credits, where they hold its text and all of it is read; or by its HTML.
    fn body(&mut self) -> Vec<BlockRecord<'a>> {
        let elements = std::mem::take(&mut self.elements);
        let by_elements =
            elements.iter().any(Element::is_text) && elements.iter().all(Element::is_understood);
        let mut elements = elements.into_iter().flat_map(Element::blocks).peekable();
        if by_elements && elements.peek().is_some() {
            return elements.collect();
        }
        let html = self.body_html.0.take().map(|html| markup::with_links_apart(&html));
        let html = html.unwrap_or_default();
        if !html.is_empty() {
            return html;
        }
        if elements.peek().is_some() {
            return elements.collect();
        }
        let text = self.body_text_summary.0.take();
        text.map(BlockRecord::paragraph).into_iter().collect()
    }
}

#[cfg(test)]
mod tests;
