//! A post as it stands in `liveblog/1`. A missing fact is left out; unknown keys are ignored. Other formats are
//! read into this form first: from here on, all posts are made safe and dated in one way.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize};

use super::text::Text;
use super::{SAYS_NOTHING, mail};
use crate::news::body::{Block, Body};
use crate::news::post::{Byline, Kind, Kinds, Moment, Post, Provenance, Status, TimeSource};

/// What tells a document of this form from other JSON.
#[derive(Deserialize)]
pub struct Head {
    pub format: Option<String>,
}

/// One post.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PostRecord<'a> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub uri: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_created: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_created: Option<Text<'a>>,
    #[serde(default, deserialize_with = "known", skip_serializing_if = "Option::is_none")]
    pub time_source: Option<TimeSource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Text<'a>>,
    #[serde(default, deserialize_with = "list")]
    pub kinds: Vec<Text<'a>>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub kinds_inferred: Vec<Text<'a>>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<ByRecord<'a>>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<BlockRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Text<'a>>,
    #[serde(alias = "pubStatus", skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

/// One post that has something to say; another breaks off the reading before many are kept, each of which
/// takes a hundred times the memory that it is written in.
pub struct SoundRecord<'a>(pub PostRecord<'a>);

impl<'de> Deserialize<'de> for SoundRecord<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<SoundRecord<'de>, D::Error> {
        let record = PostRecord::deserialize(json)?;
        let says_nothing = record.headline.is_none() && record.body.is_empty();
        if says_nothing && record.status.is_none() {
            return Err(serde::de::Error::custom(SAYS_NOTHING));
        }
        Ok(SoundRecord(record))
    }
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

#[derive(Clone, Default, Serialize, Deserialize)]
pub struct ByRecord<'a> {
    #[serde(borrow)]
    pub name: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub located: Option<Text<'a>>,
}

/// One block: which fields count is told by its `type`.
#[derive(Default, Serialize, Deserialize)]
pub struct BlockRecord<'a> {
    #[serde(borrow, rename = "type")]
    kind: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordered: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Vec<Text<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alt: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cite: Option<Text<'a>>,
}

impl<'a> From<&'a Post> for PostRecord<'a> {
    fn from(post: &'a Post) -> PostRecord<'a> {
        PostRecord {
            uri: post.uri().map(Text::from),
            version: post.version(),
            first_created: post.time.moment().map(stamp),
            version_created: post.updated().map(stamp),
            time_source: Some(post.time.source()),
            headline: present(&post.headline),
            kinds: post.kinds.words().map(Text::from).collect(),
            kinds_inferred: post.inferred.words().map(Text::from).collect(),
            by: post.by.iter().map(ByRecord::from).collect(),
            body: post.body.blocks().map(BlockRecord::from).collect(),
            url: post.url().map(Text::from),
            source: present(post.source()),
            status: (post.status != Status::Usable).then_some(post.status),
        }
    }
}

impl<'a> ByRecord<'a> {
    /// Somebody of whom the name alone is known.
    #[must_use]
    pub fn named(name: impl Into<Text<'a>>) -> ByRecord<'a> {
        ByRecord { name: name.into(), ..ByRecord::default() }
    }
}

impl ByRecord<'_> {
    /// How long all of it is, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        let about = [&self.role, &self.organisation, &self.located];
        self.name.len() + about.into_iter().flatten().map(|text| text.len()).sum::<usize>()
    }

    /// The same, of memory of its own.
    #[must_use]
    pub fn to_owned_record(&self) -> ByRecord<'static> {
        let own = |part: &Option<Text>| part.as_deref().map(|text| Text::from(text.to_owned()));
        ByRecord {
            name: self.name.to_string().into(),
            role: own(&self.role),
            organisation: own(&self.organisation),
            located: own(&self.located),
        }
    }
}

impl PostRecord<'_> {
    /// Says that this version was made at an instant, if nothing says when it was.
    pub fn say_updated(&mut self, at: Timestamp) {
        let stamp_it = || stamp(Moment { instant: at, offset: Offset::UTC });
        self.version_created.get_or_insert_with(stamp_it);
    }
}

/// All but the times, which need a context to be read.
impl From<PostRecord<'_>> for Post {
    fn from(record: PostRecord) -> Post {
        let url = record.url.map(Text::cleaned).filter(|url| is_web_address(url));
        let provenance = Provenance {
            uri: cleaned(record.uri),
            version: record.version,
            updated: None,
            url: url.map(String::from),
            source: cleaned(record.source),
        };
        let mut body = Vec::with_capacity(record.body.len());
        record.body.into_iter().for_each(|block| block.add_cleaned(&mut body));
        let blocks: Vec<Block> = body.iter().map(BlockRecord::block).collect();
        Post {
            headline: cleaned(record.headline).unwrap_or_default().into(),
            kinds: of_words(&record.kinds),
            inferred: of_words(&record.kinds_inferred),
            by: record.by.into_iter().filter_map(ByRecord::into_byline).collect(),
            body: Body::of(&blocks),
            provenance: provenance.kept(),
            status: record.status.unwrap_or_default(),
            ..Post::default()
        }
    }
}

impl<'a> From<&'a Byline> for ByRecord<'a> {
    fn from(by: &'a Byline) -> ByRecord<'a> {
        ByRecord {
            name: Text::from(&*by.name),
            role: by.role.as_deref().map(Text::from),
            organisation: by.organisation.as_deref().map(Text::from),
            located: by.located.as_deref().map(Text::from),
        }
    }
}

impl ByRecord<'_> {
    /// The byline, safe to show; none of somebody without a name.
    #[must_use]
    pub fn into_byline(self) -> Option<Byline> {
        let about = |part: Option<Text>| cleaned(part.map(mail::left_out));
        Some(Byline {
            name: Arc::from(&*mail::left_out(self.name).cleaned().present()?),
            role: about(self.role),
            organisation: about(self.organisation),
            located: about(self.located),
        })
    }
}

impl<'a> From<Block<'a>> for BlockRecord<'a> {
    fn from(block: Block<'a>) -> BlockRecord<'a> {
        match block {
            Block::Paragraph { text } => BlockRecord::paragraph(text),
            Block::Subhead { text } => BlockRecord::subhead(text),
            Block::Furniture { text } => BlockRecord::furniture(text),
            Block::List { ordered, items } => BlockRecord::list(ordered, items),
            Block::Image { alt, caption, credit } => BlockRecord::image(alt, caption, credit),
            Block::Video { caption } => BlockRecord::video(caption),
            Block::Quote { text, cite } => BlockRecord::quote(text, cite),
        }
    }
}

impl<'a> BlockRecord<'a> {
    /// A paragraph; one with line breaks is several.
    #[must_use]
    pub fn paragraph(text: impl Into<Text<'a>>) -> BlockRecord<'a> {
        BlockRecord::said("p", text)
    }

    /// A heading inside the body.
    #[must_use]
    pub fn subhead(text: impl Into<Text<'a>>) -> BlockRecord<'a> {
        BlockRecord::said("subhead", text)
    }

    /// What a page prints around the reporting.
    #[must_use]
    pub fn furniture(text: impl Into<Text<'a>>) -> BlockRecord<'a> {
        BlockRecord::said("furniture", text)
    }

    /// A list.
    #[must_use]
    pub fn list<T: Into<Text<'a>>>(ordered: bool, items: Vec<T>) -> BlockRecord<'a> {
        let items = items.into_iter().map(Into::into).collect();
        BlockRecord { ordered: Some(ordered), items: Some(items), ..BlockRecord::of("list") }
    }

    /// A picture: what it shows, what is said of it, whose it is. Any part may be empty.
    #[must_use]
    pub fn image<T: Into<Text<'a>>>(alt: T, caption: T, credit: T) -> BlockRecord<'a> {
        BlockRecord {
            alt: alt.into().present(),
            caption: caption.into().present(),
            credit: credit.into().present(),
            ..BlockRecord::of("image")
        }
    }

    /// A clip.
    #[must_use]
    pub fn video(caption: impl Into<Text<'a>>) -> BlockRecord<'a> {
        BlockRecord { caption: caption.into().present(), ..BlockRecord::of("video") }
    }

    /// Somebody's words set apart.
    #[must_use]
    pub fn quote<T: Into<Text<'a>>>(text: T, cite: T) -> BlockRecord<'a> {
        BlockRecord { cite: cite.into().present(), ..BlockRecord::said("quote", text) }
    }

    /// What it says, where it is a paragraph or a heading.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        self.text.as_deref().filter(|_| matches!(&*self.kind, "p" | "subhead"))
    }

    /// All that it says, as what a page prints around the reporting.
    pub fn into_furniture(self) -> impl Iterator<Item = BlockRecord<'a>> {
        self.into_texts().map(BlockRecord::furniture)
    }

    /// Whether it is what a page prints around the reporting.
    #[must_use]
    pub fn is_furniture(&self) -> bool {
        &*self.kind == "furniture"
    }

    fn into_texts(self) -> impl Iterator<Item = Text<'a>> {
        let said = [self.text, self.alt, self.caption, self.credit, self.cite];
        said.into_iter().flatten().chain(self.items.unwrap_or_default())
    }

    /// Whether it is a heading inside the body.
    #[must_use]
    pub fn is_subhead(&self) -> bool {
        &*self.kind == "subhead"
    }

    /// What it says, where it is a paragraph.
    #[must_use]
    pub fn paragraph_text(&self) -> Option<&str> {
        self.text.as_deref().filter(|_| &*self.kind == "p")
    }

    fn of(kind: &'static str) -> BlockRecord<'a> {
        BlockRecord { kind: kind.into(), ..BlockRecord::default() }
    }

    fn said(kind: &'static str, text: impl Into<Text<'a>>) -> BlockRecord<'a> {
        BlockRecord { text: Some(text.into()), ..BlockRecord::of(kind) }
    }

    /// Adds it, cleaned, to others. Usually that is one record: a text with line breaks is a
    /// paragraph each, and a block of a type that is not known keeps what it says.
    fn add_cleaned(self, to: &mut Vec<BlockRecord<'a>>) {
        let known = ["subhead", "furniture", "list", "image", "video", "quote"];
        if known.contains(&&*self.kind) {
            return to.push(BlockRecord {
                text: self.text.map(Text::cleaned),
                items: self.items.map(|items| items.into_iter().map(Text::cleaned).collect()),
                alt: self.alt.map(Text::cleaned),
                caption: self.caption.map(Text::cleaned),
                credit: self.credit.map(mail::left_out).map(Text::cleaned),
                cite: self.cite.map(mail::left_out).map(Text::cleaned),
                ..self
            });
        }
        for text in self.into_texts() {
            text.cleaned_lines(|text| {
                to.push(BlockRecord { text: Some(text), ..BlockRecord::default() });
            });
        }
    }

    /// The block that a cleaned record is of.
    fn block(&self) -> Block<'_> {
        fn of<'a>(part: Option<&'a Text>) -> &'a str {
            part.map(|text| &**text).unwrap_or_default()
        }
        let text = of(self.text.as_ref());
        match &*self.kind {
            "subhead" => Block::Subhead { text },
            "furniture" => Block::Furniture { text },
            "list" => Block::List {
                ordered: self.ordered.unwrap_or_default(),
                items: self.items.iter().flatten().map(|item| &**item).collect(),
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

/// A moment as it is written: ISO 8601 with an offset.
#[must_use]
pub fn stamp(moment: Moment) -> Text<'static> {
    let civil = moment.civil();
    let seconds = moment.offset.seconds();
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    format!("{civil}{sign}{:02}:{:02}", minutes / 60, minutes % 60).into()
}

fn present(text: &str) -> Option<Text<'_>> {
    Text::from(text).present()
}

fn of_words(words: &[Text]) -> Kinds {
    words.iter().filter_map(|word| Kind::from_word(word)).collect()
}

/// A fact to keep, unless there is nothing left of it.
fn cleaned(text: Option<Text>) -> Option<String> {
    text.map(Text::cleaned).and_then(Text::present).map(String::from)
}

fn is_web_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
