//! The elements of a block: a text, a picture, a quotation, a clip.

use serde::Deserialize;

use super::plain;
use crate::news::format::json::{Scalar, lenient};
use crate::news::format::markup;
use crate::news::format::record::BlockRecord;
use crate::news::format::text::Text;

/// An element. The API calls it `image` and keeps what it says in `imageTypeData`; pages call it
/// `…ImageBlockElement` and keep the same in itself, or in `data`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Element<'a> {
    #[serde(borrow, rename = "type", alias = "_type")]
    kind: Scalar<'a>,
    html: Scalar<'a>,
    alt: Scalar<'a>,
    caption: Scalar<'a>,
    title: Scalar<'a>,
    #[serde(rename = "mediaTitle")]
    media_title: Scalar<'a>,
    attribution: Scalar<'a>,
    text: Scalar<'a>,
    #[serde(
        deserialize_with = "lenient",
        alias = "textTypeData",
        alias = "imageTypeData",
        alias = "pullquoteTypeData",
        alias = "tweetTypeData",
        alias = "videoTypeData",
        alias = "audioTypeData",
        alias = "embedTypeData",
        alias = "vineTypeData",
        alias = "instagramTypeData",
        alias = "richLinkTypeData",
        alias = "genericElementTypeData"
    )]
    data: Data<'a>,
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

    fn kind(&self) -> Kind {
        let name = self.kind.0.as_deref().unwrap_or_default();
        let name = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
        match name.trim_end_matches("element").trim_end_matches("block") {
            "text" | "subheading" | "blockquote" => Kind::Text,
            "image" | "cartoon" => Kind::Picture,
            "pullquote" => Kind::PullQuote,
            "richlink" | "rich-link" => Kind::Link,
            name if name.contains("video") || name.contains("audio") => Kind::Clip,
            name if name.starts_with("youtube") || name.starts_with("vimeo") => Kind::Clip,
            _ => Kind::Other,
        }
    }

    /// Its blocks.
    pub fn blocks(self) -> Vec<BlockRecord<'a>> {
        let kind = self.kind();
        let Element { html, alt, caption, title, media_title, attribution, text, data, .. } = self;
        let html = data.html.said().or(html.said());
        let caption = data.caption.said().or(caption.said()).map(plain);
        let alt = data.alt.said().or(alt.said()).map(plain);
        let title = data.title.said().or(title.said()).or(media_title.said()).map(plain);
        let some = Option::<Text>::unwrap_or_default;
        let shown = |html: Option<Text>| html.map(|html| markup::blocks(&html)).unwrap_or_default();
        match kind {
            Kind::Picture => {
                let credit = some(data.credit.said().map(plain));
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
                let by = data.attribution.said().or(attribution.said()).map(plain);
                let quote = || BlockRecord::quote(Text::from(said.clone()), some(by));
                if said.is_empty() { Vec::new() } else { vec![quote()] }
            }
            Kind::Link => {
                let said = data.link_text.said().or(text.said()).map(plain);
                said.map(BlockRecord::furniture).into_iter().collect()
            }
            Kind::Text => shown(html),
            Kind::Other => {
                let mut blocks: Vec<BlockRecord> = shown(html);
                blocks.extend(caption.or(alt).map(BlockRecord::paragraph));
                blocks
            }
        }
    }
}
