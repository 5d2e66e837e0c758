//! The elements of a block: a text, a picture, a quotation, a clip.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::news::format::json::Scalar;
use crate::news::format::record::BlockRecord;
use crate::news::format::text::Text;
use crate::news::format::{find, markup};

/// An element. The API calls it `image` and keeps what it says in `imageTypeData`, where those of other sorts may
/// stand empty beside it; pages call it `…ImageBlockElement` and keep the same in itself, or in `data`.
#[derive(Default)]
pub struct Element<'a> {
    kind: Scalar<'a>,
    html: Scalar<'a>,
    alt: Scalar<'a>,
    caption: Scalar<'a>,
    title: Scalar<'a>,
    media_title: Scalar<'a>,
    attribution: Scalar<'a>,
    text: Scalar<'a>,
    data: Data<'a>,
    /// What else it holds that may say something.
    more: Vec<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Data<'a> {
    #[serde(borrow)]
    html: Scalar<'a>,
    alt: Scalar<'a>,
    caption: Scalar<'a>,
    credit: Scalar<'a>,
    title: Scalar<'a>,
    attribution: Scalar<'a>,
    #[serde(rename = "linkText")]
    link_text: Scalar<'a>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Element<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Element<'a>, D::Error> {
        json.deserialize_map(ElementVisitor)
    }
}

struct ElementVisitor;

impl<'de> Visitor<'de> for ElementVisitor {
    type Value = Element<'de>;

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("an element")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Element<'de>, A::Error> {
        let mut element = Element::default();
        while let Some(Text(key)) = map.next_key::<Text>()? {
            let field = match &*key {
                "type" | "_type" => &mut element.kind,
                "html" => &mut element.html,
                "alt" => &mut element.alt,
                "caption" => &mut element.caption,
                "title" => &mut element.title,
                "mediaTitle" => &mut element.media_title,
                "attribution" => &mut element.attribution,
                "text" => &mut element.text,
                key if key == "data" || key.ends_with("TypeData") => {
                    let raw = map.next_value::<&RawValue>()?;
                    if let Ok(data) = serde_json::from_str(raw.get()) {
                        element.data = data;
                        element.more.extend(Some(raw).filter(|raw| holds_things(raw)));
                    }
                    continue;
                }
                _ => {
                    let raw = map.next_value::<&RawValue>()?;
                    element.more.extend(Some(raw).filter(|raw| holds_things(raw)));
                    continue;
                }
            };
            let said = map.next_value::<Scalar>()?;
            if field.0.is_none() {
                *field = said;
            }
        }
        Ok(element)
    }
}

/// Whether a list of things that say something stands in a value.
fn holds_things(raw: &RawValue) -> bool {
    let json = raw.get();
    let list = memchr::memchr(b'[', json.as_bytes()).and_then(|at| json.get(at..));
    list.is_some_and(|list| memchr::memchr(b'"', list.as_bytes()).is_some())
}

/// Adds what things in one another say: each its title, its text, and what it holds.
fn add_said(value: &Value, to: &mut Vec<BlockRecord<'static>>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| add_said(value, to)),
        Value::Object(parts) => {
            let said = |key| parts.get(key).and_then(Value::as_str);
            let title = said("title").map(markup::line).filter(|title| !title.is_empty());
            to.extend(title.map(BlockRecord::subhead));
            let texts = ["html", "text", "body"].into_iter().filter_map(said);
            to.extend(texts.flat_map(markup::text_or_html));
            parts.values().for_each(|value| add_said(value, to));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Picture,
    Clip,
    PullQuote,
    /// A link to another page.
    Link,
    Other,
}

impl<'a> Element<'a> {
    /// Whether it is a part of the text of its block.
    pub fn is_text(&self) -> bool {
        self.kind() == Kind::Text
    }

    /// Whether it is known where each part of its text belongs.
    pub fn is_understood(&self) -> bool {
        self.kind() != Kind::Other || self.is_html() || self.more.is_empty()
    }

    fn is_html(&self) -> bool {
        let is_said = |html: &Scalar| html.0.as_deref().is_some_and(|it| !it.trim().is_empty());
        is_said(&self.data.html) || is_said(&self.html)
    }

    fn kind(&self) -> Kind {
        let name = self.kind.0.as_deref().unwrap_or_default();
        // `model.dotcomrendering.pageElements.TextBlockElement`
        let name = find::split_at_last(name, ".").map_or(name, |(_, name)| name);
        let name = name.trim_end_matches("Element").trim_end_matches("Block");
        let has = |part: &&str| find::split_at_last(name, part).is_some();
        let is = |names: &[&str]| find::is_one_of(name, names);
        if is(&["text", "subheading", "blockquote"]) {
            Kind::Text
        } else if is(&["image", "cartoon"]) {
            Kind::Picture
        } else if is(&["pullquote"]) {
            Kind::PullQuote
        } else if is(&["richlink", "rich-link"]) {
            Kind::Link
        } else if ["ideo", "udio"].iter().any(has)
            || ["youtube", "vimeo"].iter().any(|start| find::begins(name, start))
        {
            Kind::Clip
        } else {
            Kind::Other
        }
    }

    /// Its blocks.
    pub fn blocks(self) -> Vec<BlockRecord<'a>> {
        let kind = self.kind();
        let more = if self.is_html() { Vec::new() } else { self.more };
        let Element { html, alt, caption, title, media_title, attribution, text, data, .. } = self;
        let html = data.html.said().or(html.said());
        let caption = data.caption.said().or(caption.said()).map(markup::line_of);
        let alt = data.alt.said().or(alt.said()).map(markup::line_of);
        let title = data.title.said().or(title.said()).or(media_title.said()).map(markup::line_of);
        let some = Option::<Text>::unwrap_or_default;
        let shown = |html: Option<Text>| html.map(|html| markup::blocks(&html)).unwrap_or_default();
        match kind {
            Kind::Picture => {
                let credit = some(data.credit.said().map(markup::line_of));
                if alt.is_none() && caption.is_none() && credit.is_empty() {
                    return Vec::new();
                }
                vec![BlockRecord::image(some(alt), some(caption), credit)]
            }
            Kind::Clip => {
                let caption = caption.or(title).or(alt);
                caption.map(BlockRecord::video).into_iter().collect()
            }
            Kind::PullQuote => {
                let said = html.map(|html| markup::line(&html)).unwrap_or_default();
                let by = data.attribution.said().or(attribution.said()).map(markup::line_of);
                let quote = || BlockRecord::quote(Text::from(said.clone()), some(by));
                if said.is_empty() { Vec::new() } else { vec![quote()] }
            }
            Kind::Link => {
                let said = data.link_text.said().or(text.said()).map(markup::line_of);
                said.map(BlockRecord::furniture).into_iter().collect()
            }
            Kind::Text => shown(html),
            Kind::Other => {
                let mut blocks: Vec<BlockRecord> = shown(html);
                blocks.extend(caption.or(alt).map(BlockRecord::paragraph));
                let more = more.iter().filter_map(|raw| serde_json::from_str(raw.get()).ok());
                let mut said = Vec::new();
                more.for_each(|value: Value| add_said(&value, &mut said));
                blocks.extend(said);
                blocks
            }
        }
    }
}
