//! A post as it stands in JSON. A missing fact is left out; unknown keys are ignored.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};

use crate::news::body::Block;
use crate::news::format::{MAX_LINE, lines};
use crate::news::post::{Byline, Kind, Moment, Post, Provenance, Status, TimeSource};
use crate::news::sanitize;

/// What tells a document of this form from other JSON.
#[derive(Deserialize)]
pub struct Head {
    pub format: Option<String>,
}

/// One post.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PostRecord {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_created: Option<String>,
    #[serde(default, deserialize_with = "known", skip_serializing_if = "Option::is_none")]
    pub time_source: Option<TimeSource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    #[serde(default, deserialize_with = "list")]
    pub kinds: Vec<String>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<ByRecord>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<BlockRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(alias = "pubStatus", skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

/// A word that is not known is as good as none.
fn known<'de, D: Deserializer<'de>>(json: D) -> Result<Option<TimeSource>, D::Error> {
    let value = serde_json::Value::deserialize(json)?;
    Ok(TimeSource::deserialize(value).ok())
}

/// A list, also where others write null for an empty one.
fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(json: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::deserialize(json)?.unwrap_or_default())
}

#[derive(Serialize, Deserialize)]
pub struct ByRecord {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    located: Option<String>,
}

/// One block: which fields count is told by its `type`.
#[derive(Default, Serialize, Deserialize)]
pub struct BlockRecord {
    #[serde(rename = "type")]
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordered: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cite: Option<String>,
}

impl From<&Post> for PostRecord {
    fn from(post: &Post) -> PostRecord {
        PostRecord {
            uri: post.uri().map(str::to_owned),
            version: post.version(),
            first_created: post.time.moment.map(stamp),
            version_created: post.updated().map(stamp),
            time_source: Some(post.time.source),
            headline: present(&post.headline),
            kinds: post.kinds.iter().map(|kind| kind.word().to_owned()).collect(),
            by: post.by.iter().map(ByRecord::from).collect(),
            body: post.body.blocks().map(BlockRecord::from).collect(),
            url: post.url().map(str::to_owned),
            source: present(post.source()),
            status: (post.status != Status::Usable).then_some(post.status),
        }
    }
}

/// All but the times, which need a context to be read.
impl From<PostRecord> for Post {
    fn from(record: PostRecord) -> Post {
        let provenance = Provenance {
            uri: record.uri.map(clean).filter(|uri| !uri.is_empty()),
            version: record.version,
            updated: None,
            url: record.url.map(clean).filter(|url| is_web_address(url)),
            source: record.source.map(clean).filter(|source| !source.is_empty()),
        };
        let body: Vec<_> = record.body.into_iter().flat_map(BlockRecord::cleaned).collect();
        Post {
            headline: record.headline.map(clean).unwrap_or_default().into(),
            kinds: record.kinds.iter().filter_map(|word| Kind::from_word(word)).collect(),
            by: record.by.into_iter().filter_map(ByRecord::into_byline).collect(),
            body: body.iter().map(BlockRecord::block).collect(),
            provenance: provenance.kept(),
            status: record.status.unwrap_or_default(),
            ..Post::default()
        }
    }
}

impl From<&Byline> for ByRecord {
    fn from(by: &Byline) -> ByRecord {
        ByRecord {
            name: by.name.to_string(),
            role: by.role.clone(),
            organisation: by.organisation.clone(),
            located: by.located.clone(),
        }
    }
}

impl ByRecord {
    fn into_byline(self) -> Option<Byline> {
        let part = |part: Option<String>| part.map(clean).filter(|part| !part.is_empty());
        Some(Byline {
            name: Arc::from(part(Some(self.name))?),
            role: part(self.role),
            organisation: part(self.organisation),
            located: part(self.located),
        })
    }
}

impl From<Block<'_>> for BlockRecord {
    fn from(block: Block) -> BlockRecord {
        let of = |kind: &str| BlockRecord { kind: kind.to_owned(), ..BlockRecord::default() };
        let said = |kind, text: &str| BlockRecord { text: Some(text.to_owned()), ..of(kind) };
        match block {
            Block::Paragraph { text } => said("p", text),
            Block::Subhead { text } => said("subhead", text),
            Block::Furniture { text } => said("furniture", text),
            Block::List { ordered, items } => BlockRecord {
                ordered: Some(ordered),
                items: Some(items.into_iter().map(str::to_owned).collect()),
                ..of("list")
            },
            Block::Image { alt, caption, credit } => BlockRecord {
                alt: present(alt),
                caption: present(caption),
                credit: present(credit),
                ..of("image")
            },
            Block::Video { caption } => BlockRecord { caption: present(caption), ..of("video") },
            Block::Quote { text, cite } => {
                BlockRecord { cite: present(cite), ..said("quote", text) }
            }
        }
    }
}

impl BlockRecord {
    /// Usually one record: a text with line breaks is a paragraph each, and a block of a type that
    /// is not known keeps what it says.
    fn cleaned(self) -> Vec<BlockRecord> {
        let known = ["subhead", "furniture", "list", "image", "video", "quote"];
        if known.contains(&self.kind.as_str()) {
            return vec![BlockRecord {
                text: self.text.map(clean),
                items: self.items.map(|items| items.into_iter().map(clean).collect()),
                alt: self.alt.map(clean),
                caption: self.caption.map(clean),
                credit: self.credit.map(clean),
                cite: self.cite.map(clean),
                ..self
            }];
        }
        [self.text, self.alt, self.caption, self.credit, self.cite]
            .into_iter()
            .flatten()
            .chain(self.items.unwrap_or_default())
            .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
            .map(clean)
            .filter(|text| !text.is_empty())
            .map(|text| BlockRecord { text: Some(text), ..BlockRecord::default() })
            .collect()
    }

    /// The block that a cleaned record is of.
    fn block(&self) -> Block<'_> {
        fn of(part: Option<&String>) -> &str {
            part.map(String::as_str).unwrap_or_default()
        }
        let text = of(self.text.as_ref());
        match self.kind.as_str() {
            "subhead" => Block::Subhead { text },
            "furniture" => Block::Furniture { text },
            "list" => Block::List {
                ordered: self.ordered.unwrap_or_default(),
                items: self.items.iter().flatten().map(String::as_str).collect(),
            },
            "image" => Block::Image {
                alt: of(self.alt.as_ref()),
                caption: of(self.caption.as_ref()),
                credit: of(self.credit.as_ref()),
            },
            "video" => Block::Video { caption: of(self.caption.as_ref()) },
            "quote" => Block::Quote { text, cite: of(self.cite.as_ref()) },
            _ => Block::Paragraph { text },
        }
    }
}

fn stamp(moment: Moment) -> String {
    let civil = moment.civil();
    let seconds = moment.offset.seconds();
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    format!("{civil}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

fn present(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Text made safe, without white space around it, and cut where it is too long.
fn clean(text: String) -> String {
    let cut = lines::cut(&text, MAX_LINE);
    let safe = sanitize::line(cut);
    if safe.len() == text.len() && safe.as_ref() == safe.trim() && safe == text {
        return text;
    }
    safe.trim().to_owned()
}

fn is_web_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
