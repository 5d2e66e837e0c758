//! `result.json`, as Telegram Desktop exports one chat, or all of them: a message is a post.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::json::{Outline, Scalar, gather, lenient, list};
use super::reading::Reading;
use super::record::{BlockRecord, ByRecord, PostRecord, stamp};
use super::text::Text;
use super::{Document, Format, Source, labels, mail, markup};
use crate::news::dating::Context;
use crate::news::post::Moment;

/// The format.
pub const FORMAT: Format = Format {
    name: "telegram",
    words: "Telegram export",
    known_by: "its `messages` have a `type` and a `date`",
    read,
};

/// Where the number of a chat stands, and its messages.
const PATHS: [&[&str]; 6] = [
    &["id"],
    &["messages", "[]"],
    &["chats", "list", "[]", "id"],
    &["chats", "list", "[]", "messages", "[]"],
    &["left_chats", "list", "[]", "id"],
    &["left_chats", "list", "[]", "messages", "[]"],
];

/// What is longer is no number of a chat, in bytes: each of its messages carries it.
const LONGEST_NUMBER: usize = 40;

/// A first line that is longer is no headline, in characters.
const LONGEST_HEADLINE: usize = 140;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Message<'a> {
    #[serde(borrow)]
    id: Scalar<'a>,
    #[serde(rename = "type")]
    kind: Scalar<'a>,
    date: Scalar<'a>,
    date_unixtime: Scalar<'a>,
    edited: Scalar<'a>,
    edited_unixtime: Scalar<'a>,
    from: Scalar<'a>,
    author: Scalar<'a>,
    #[serde(deserialize_with = "list")]
    text: Vec<Piece<'a>>,
    #[serde(deserialize_with = "list")]
    text_entities: Vec<Piece<'a>>,
    photo: Scalar<'a>,
    file: Scalar<'a>,
    file_name: Scalar<'a>,
    media_type: Scalar<'a>,
    title: Scalar<'a>,
    #[serde(deserialize_with = "lenient")]
    poll: Poll<'a>,
}

/// A piece of a text: words of a sort, or words alone.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Marked<'a> {
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
    text: Scalar<'a>,
}

struct Piece<'a>(Marked<'a>);

impl<'de: 'a, 'a> Deserialize<'de> for Piece<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Piece<'a>, D::Error> {
        let raw = <&RawValue>::deserialize(json)?.get();
        Ok(Piece(if raw.starts_with('{') {
            serde_json::from_str(raw).unwrap_or_default()
        } else {
            Marked { text: serde_json::from_str(raw).unwrap_or_default(), ..Marked::default() }
        }))
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Poll<'a> {
    #[serde(borrow)]
    question: Scalar<'a>,
    #[serde(deserialize_with = "list")]
    answers: Vec<Answer<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer<'a> {
    #[serde(borrow)]
    text: Scalar<'a>,
}

fn read(source: &Source, context: &Context) -> Option<Document> {
    let outline = source.outline();
    if !["messages", "chats", "left_chats"].iter().any(|key| outline.has(key)) {
        return None;
    }
    let found = gather(source.text, &PATHS);
    let mut messages = found.0.iter().filter(|(which, _)| is_messages(*which));
    let first = messages.next().map(|(_, raw)| Outline::of(raw.get()))?;
    let kind = first.text("type").unwrap_or_default();
    if !["message", "service"].contains(&kind) || !(first.has("date") || first.has("date_unixtime"))
    {
        return None;
    }
    let mut reading = Reading::new(context);
    let mut chat = None;
    reading.each(source, found, |reading, which, raw, line| {
        if is_messages(which) {
            reading.add_read(raw, line, |message: Message| message.into_record(chat));
        } else {
            chat = Some(raw.get()).filter(|number| number.len() <= LONGEST_NUMBER);
        }
    });
    Some(reading.finish(&FORMAT))
}

/// Whether that path is one of messages: each stands behind the one of its chat's number.
fn is_messages(which: usize) -> bool {
    which % 2 == 1
}

impl<'a> Message<'a> {
    fn into_record(mut self, chat: Option<&str>) -> Option<PostRecord<'a>> {
        if self.kind.0.as_deref() != Some("message") {
            return None;
        }
        let is_blank = |piece: &Piece| piece.0.text.0.as_deref().is_none_or(str::is_empty);
        let pieces = if self.text.iter().all(is_blank) { self.text_entities } else { self.text };
        (self.text, self.text_entities) = (Vec::new(), Vec::new());
        let said = Said::of(pieces);
        let (headline, rest) = said.headline();
        let mut body = said.blocks(rest);
        body.extend(self.take_media());
        // A picture that was not exported, and says nothing.
        if headline.is_empty() && body.is_empty() {
            return None;
        }
        let by = self.take_by();
        let edited = time(&self.edited, &self.edited_unixtime);
        Some(PostRecord {
            uri: self.id.0.map(|id| match chat {
                Some(chat) => format!("telegram:{}/{}", chat.trim_matches('"'), &*id).into(),
                None => id,
            }),
            headline: Text::from(headline.to_owned()).present(),
            first_created: time(&self.date, &self.date_unixtime),
            // Where nothing was edited, some exports write the beginning of 1970.
            version_created: edited.filter(|edited| !edited.starts_with("1970-")),
            kinds: said.tags.iter().filter_map(|tag| labels::kind(tag)).collect(),
            by,
            body,
            ..PostRecord::default()
        })
    }

    /// Who signed it, for the chat; or the chat itself.
    fn take_by(&mut self) -> Vec<ByRecord<'a>> {
        let said = |name: &mut Scalar<'a>| name.take_said().filter(|name| !mail::is_in(name));
        let (author, from) = (said(&mut self.author), said(&mut self.from));
        let by = match (author, from) {
            (Some(author), from) => ByRecord { organisation: from, ..ByRecord::named(author) },
            (None, Some(from)) => ByRecord::named(from),
            (None, None) => return Vec::new(),
        };
        vec![by]
    }

    /// Pictures and clips by the names of their files, and what was asked.
    fn take_media(&mut self) -> Vec<BlockRecord<'a>> {
        let mut blocks = Vec::new();
        // What was not exported has a note in brackets there.
        let path = |path: &mut Scalar<'a>| path.take_said().filter(|path| !path.starts_with('('));
        if let Some(photo) = path(&mut self.photo) {
            blocks.push(BlockRecord::image(photo, Text::default(), Text::default()));
        }
        let is_sticker = self.media_type.0.as_deref() == Some("sticker");
        let (file, name) = (path(&mut self.file), path(&mut self.file_name));
        let file = self.title.take_said().or(name).or(file).filter(|_| !is_sticker);
        blocks.extend(file.map(BlockRecord::video));
        let Poll { question, answers } = std::mem::take(&mut self.poll);
        if let Some(question) = question.said() {
            blocks.push(BlockRecord::paragraph(question));
            let answers: Vec<Text> = answers.into_iter().filter_map(|it| it.text.said()).collect();
            if !answers.is_empty() {
                blocks.push(BlockRecord::list(false, answers));
            }
        }
        blocks
    }
}

/// A stamp with the offset by which the clock of the export differs from the seconds since 1970; the clock alone
/// where there are none.
fn time(clock: &Scalar, seconds: &Scalar) -> Option<Text<'static>> {
    let seconds = seconds.0.as_deref().and_then(|seconds| seconds.trim().parse::<i64>().ok());
    let clock = clock.0.as_deref().filter(|clock| !clock.trim().is_empty());
    let Some(seconds) = seconds else { return clock.map(|clock| clock.to_owned().into()) };
    let instant = Timestamp::from_second(seconds).ok()?;
    let offset = clock.and_then(|clock| {
        let clock = Offset::UTC.to_timestamp(clock.parse::<DateTime>().ok()?).ok()?;
        let offset = clock.as_second().checked_sub(seconds)?;
        // No clock is set otherwise.
        let is_one = offset % 900 == 0 && offset.abs() <= 14 * 3600;
        Offset::from_seconds(i32::try_from(offset).ok().filter(|_| is_one)?).ok()
    });
    Some(stamp(Moment { instant, offset: offset.unwrap_or(Offset::UTC) }))
}

/// A text, put together.
#[derive(Default)]
struct Said {
    text: String,
    /// Where what is bold at the beginning ends.
    bold: usize,
    /// Where quotations begin and end.
    quotes: Vec<(usize, usize)>,
    tags: Vec<String>,
}

impl Said {
    fn of(pieces: Vec<Piece>) -> Said {
        let mut said = Said::default();
        let mut is_beginning = true;
        for Piece(Marked { kind, text }) in pieces {
            let text = text.0.unwrap_or_default();
            let start = said.text.len();
            said.text.push_str(&text);
            let kind = kind.0.as_deref().unwrap_or_default();
            // Signs may stand before and between what is bold.
            let says_nothing = !text.contains(|ch: char| ch.is_alphanumeric() || ch == '\n');
            is_beginning &= kind == "bold" || says_nothing;
            match kind {
                "hashtag" => said.tags.push(text.into()),
                "blockquote" => said.quotes.push((start, said.text.len())),
                "bold" if is_beginning => said.bold = said.text.len(),
                _ => {}
            }
        }
        said
    }

    /// The headline, and where the rest begins: what is bold at the beginning, or a first line set apart.
    fn headline(&self) -> (&str, usize) {
        let (bold, rest) = self.text.split_at_checked(self.bold).unwrap_or_default();
        if let Some((line, _)) = bold.trim_start().split_once('\n') {
            return (line.trim(), self.behind(line));
        }
        let next = rest.trim_start_matches(' ');
        let is_apart = next.is_empty() || next.starts_with('\n');
        let is_sentence =
            bold.trim_end().ends_with(['.', '!', '?', '…']) && bold.trim().contains(' ');
        if !bold.trim().is_empty() && (is_apart || is_sentence) {
            return (bold.trim(), self.bold);
        }
        match self.text.trim_start().split_once("\n\n") {
            Some((line, rest))
                if !line.contains('\n')
                    && !rest.trim().is_empty()
                    && line.chars().nth(LONGEST_HEADLINE).is_none() =>
            {
                (line.trim(), self.behind(line))
            }
            _ => ("", 0),
        }
    }

    /// Where a part of the text ends that stands at its beginning.
    fn behind(&self, part: &str) -> usize {
        let start = self.text.len() - self.text.trim_start().len();
        start + part.len()
    }

    /// The blocks behind a place.
    fn blocks(&self, from: usize) -> Vec<BlockRecord<'static>> {
        let mut blocks = Vec::new();
        let mut at = from;
        let end = (self.text.len(), self.text.len());
        for (start, end) in self.quotes.iter().chain([&end]) {
            let (start, end) = ((*start).max(at), (*end).max(at));
            let text = |from: usize, to: usize| self.text.get(from..to).unwrap_or_default().trim();
            let said = text(at, start);
            blocks.extend(markup::plain(said));
            let quote = text(start, end).replace('\n', " ");
            if !quote.is_empty() {
                blocks.push(BlockRecord::quote(quote, String::new()));
            }
            at = end;
        }
        blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::format::tests::read_sample;
    use crate::news::post::{Kind, Post};

    fn shown(post: &Post) -> String {
        let body: Vec<&str> = post.body.texts().collect();
        format!("{} | {}", post.headline, body.join(" / "))
    }

    /// The second message of a chat, which has these fields as well.
    fn message(fields: &str) -> Post {
        let document = read_sample(&format!(
            r#"{{"name": "Harbour desk", "type": "public_channel", "id": 77, "messages": [
             {{"id": 1, "type": "service", "date": "2025-06-02T09:00:00", "action": "create_channel", "text": ""}},
             {{"id": 2, "type": "message", "date": "2025-06-02T10:50:00", {fields}}}]}}"#
        ));
        assert_eq!((document.format, &document.problems), (&FORMAT, &vec![]), "{fields}");
        let [post] = &*document.posts else { panic!("{fields}: {:?}", document.posts) };
        post.clone()
    }

    #[test]
    fn a_message_is_a_post() {
        let post = message(
            r##""date_unixtime": "1748857800", "edited": "2025-06-02T10:58:00", "edited_unixtime": "1748858280",
             "from": "Harbour desk", "author": "Kim", "photo": "photos/photo_1.jpg",
             "text": ["⚡ ", {"type": "bold", "text": "Delegation arrives"}, "\n\nOne.\nTwo. ",
              {"type": "hashtag", "text": "#breaking"}, {"type": "blockquote", "text": "Said\nso"}, "Three."]"##,
        );
        assert_eq!(post.uri(), Some("telegram:77/2"));
        assert_eq!(
            shown(&post),
            "⚡ Delegation arrives | One. / Two. #breaking / Said so / Three. / photos/photo_1.jpg"
        );
        let moment = post.time.moment().unwrap();
        assert_eq!(moment.instant, "2025-06-02T09:50:00Z".parse().unwrap());
        assert_eq!(moment.offset.seconds(), 3600, "of the clock beside it");
        assert_eq!(post.updated().map(|it| it.instant), "2025-06-02T09:58:00Z".parse().ok());
        let by = &post.by[0];
        assert_eq!((&*by.name, by.organisation.as_deref()), ("Kim", Some("Harbour desk")));
        assert_eq!(post.kinds.iter().collect::<Vec<_>>(), [Kind::Breaking]);
    }

    #[test]
    fn headlines() {
        for (text, expected) in [
            (r#""One line.""#, " | One line."),
            (r#""One.\nTwo.""#, " | One. / Two."),
            (r#""First line\n\nTwo.""#, "First line | Two."),
            (r#"[{"type": "bold", "text": "One\nTwo"}, " three"]"#, "One | Two three"),
            (r#"[{"type": "bold", "text": "All of it"}]"#, "All of it | "),
            (r#"[{"type": "bold", "text": "A sentence."}, " Two."]"#, "A sentence. | Two."),
            (r#"[{"type": "bold", "text": "Kyiv"}, ": two."]"#, " | Kyiv: two."),
            (r#"["One ", {"type": "bold", "text": "two"}, " three"]"#, " | One two three"),
            (r#"["Half \ud83d", {"type": "link", "text": "a"}]"#, " | Half \u{fffd}a"),
        ] {
            let post = message(&format!(r#""from": "D", "text": {text}"#));
            assert_eq!(shown(&post), expected, "{text}");
        }
        let post = message(r#""text": "", "text_entities": [{"type": "plain", "text": "One"}]"#);
        assert_eq!(shown(&post), " | One");
        assert_eq!(
            post.instant(),
            "2025-06-02T09:50:00Z".parse().ok(),
            "of the zone of the folder"
        );
    }

    #[test]
    fn media_and_polls() {
        let post = message(r#""text": "", "photo": "photos/1.jpg""#);
        assert_eq!(shown(&post), " | photos/1.jpg");
        let post = message(
            r#""text": "", "file": "v.mp4", "media_type": "video_file", "edited": "1970-01-01T00:00:00""#,
        );
        assert_eq!((shown(&post), post.updated()), (" | v.mp4".to_owned(), None));
        let post = message(
            r#""text": "", "poll": {"question": "Who?", "answers": [{"text": "A", "voters": 1}, {"text": "B"}]}"#,
        );
        assert_eq!(shown(&post), " | Who? / A / B");
    }

    #[test]
    fn lines_with_bullets_are_a_list() {
        let post = message(
            r#""text": ["So far:\n• ", {"type": "link", "text": "One"}, "\n• Two\n\nMore."]"#,
        );
        let blocks: Vec<String> = post.body.blocks().map(|block| format!("{block:?}")).collect();
        assert_eq!(
            blocks,
            [
                "Paragraph { text: \"So far:\" }",
                "List { ordered: false, items: [\"One\", \"Two\"] }",
                "Paragraph { text: \"More.\" }",
            ]
        );
    }

    #[test]
    fn all_chats_of_an_export() {
        let chat = |id: u32| {
            format!(
                r#"{{"name": "C", "type": "private_group", "id": {id}, "messages": [
                 {{"id": 5, "type": "message", "date": "2025-06-02T10:50:00", "text": "From {id}"}},
                 {{"id": 6, "type": "message", "date": "2025-06-02T10:51:00", "text": "", "photo": "(File not included.)"}}]}}"#
            )
        };
        let text = format!(
            r#"{{"about": "x", "chats": {{"about": "y", "list": [{}, {}]}}}}"#,
            chat(1),
            chat(2)
        );
        let document = read_sample(&text);
        let uris: Vec<_> = document.posts.iter().filter_map(Post::uri).collect();
        assert_eq!(uris, ["telegram:1/5", "telegram:2/5"]);
        assert!(document.problems.is_empty());
        let cut = text.rfind("2025-06-02T10:50:00").unwrap();
        let document = read_sample(text.split_at(cut).0);
        assert_eq!((document.posts.len(), document.problems.len()), (1, 1));
        let other = r#"{"messages": [{"role": "user", "content": "a"}]}"#;
        assert_ne!(read_sample(other).format, &FORMAT);
    }
}
