//! Markdown below front matter, as Hugo, Jekyll and their like keep it: a document is a post. The front matter is
//! YAML between lines of `---`, TOML between lines of `+++`, or a JSON object.

use jiff::SignedDuration;
use pulldown_cmark::{Options, Parser, html};
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::reading::Reading;
use super::record::{BlockRecord, ByRecord, PostRecord};
use super::stamps::moment;
use super::text::Text;
use super::{Document, Format, Source, credits, labels, markup, stamps};
use crate::news::dating::Context;
use crate::news::post::{Kind, Status};

/// The format.
pub const FORMAT: Format = Format {
    name: "markdown",
    words: "Markdown",
    known_by: "it begins with front matter: YAML, TOML or JSON",
    read,
};

/// The longest front matter, in bytes. Most is under 1 KB.
const LONGEST: usize = 64 * 1024;

/// Keys of which front matter has one, so that it is not taken for something else.
const USUAL: [&str; 14] = [
    "title",
    "headline",
    "date",
    "draft",
    "author",
    "authors",
    "byline",
    "tags",
    "categories",
    "slug",
    "layout",
    "lastmod",
    "published",
    "kinds",
];

/// Keys that tell whether a document is shown, in lower case.
const WITHHOLDING: [&str; 10] = [
    "draft",
    "private",
    "visibility",
    "publish",
    "published",
    "status",
    "embargoed",
    "embargo",
    "embargoeduntil",
    "publishdate",
];

/// A document dated so much later than its file was written was written to be shown then. A stamp without a zone is that
/// of its writer, and zones are no further from each other.
const DATED_AHEAD: SignedDuration = SignedDuration::from_hours(26);

fn read(source: &Source, context: &Context) -> Option<Document> {
    let matter = Matter::of(source.text)?;
    let mut reading = Reading::new(context);
    let keys = matter.keys(&mut reading)?;
    reading.set_zone(keys.text(&["timezone"]).as_deref());
    if !keys.is_withheld(context) {
        reading.add(keys.record(matter.below), source.text.len(), 1);
    }
    Some(reading.finish(&FORMAT))
}

/// How front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Yaml,
    Toml,
    Json,
}

/// A document in its two parts.
struct Matter<'t> {
    form: Form,
    head: &'t str,
    /// The line that the front matter begins on.
    line: usize,
    below: &'t str,
}

impl<'t> Matter<'t> {
    fn of(text: &'t str) -> Option<Matter<'t>> {
        let start = text.trim_start();
        let above = text.get(..text.len() - start.len())?.matches('\n').count();
        if start.starts_with('{') {
            let mut json = serde_json::Deserializer::from_str(start).into_iter::<IgnoredAny>();
            json.next()?.ok()?;
            let (head, below) = start.split_at_checked(json.byte_offset())?;
            let (rest, first) = below.split_once('\n')?;
            let is_text = !first.trim_start().is_empty() && !first.trim_start().starts_with('{');
            let fits = rest.trim().is_empty() && is_text && head.len() <= LONGEST;
            return fits.then_some(Matter { form: Form::Json, head, line: above + 1, below });
        }
        let (mark, rest) = start.split_once('\n')?;
        let (form, ends) = match mark.trim_end() {
            "---" => (Form::Yaml, ["---", "..."]),
            "+++" => (Form::Toml, ["+++", "+++"]),
            _ => return None,
        };
        let mut end = 0;
        for line in rest.split_inclusive('\n') {
            if end > LONGEST {
                return None;
            }
            if ends.contains(&line.trim_end()) {
                let head = rest.get(..end)?;
                let below = rest.get(end + line.len()..)?;
                return Some(Matter { form, head, line: above + 2, below });
            }
            end += line.len();
        }
        None
    }

    /// What it says; nothing for what is no front matter. What is broken of it is told.
    fn keys(&self, reading: &mut Reading) -> Option<Keys> {
        let read = match self.form {
            Form::Yaml => yaml(self.head).ok(),
            Form::Toml => self.head.parse::<toml::Table>().ok().map(|table| Keys(plain(table))),
            Form::Json => serde_json::from_str(self.head).ok().map(Keys),
        };
        let keys = read.or_else(|| self.sound_parts(reading))?;
        keys.0.keys().any(|key| USUAL.contains(&key.to_ascii_lowercase().as_str())).then_some(keys)
    }

    /// What can be read of broken front matter, one key by the other.
    fn sound_parts(&self, reading: &mut Reading) -> Option<Keys> {
        let mut keys = Map::new();
        let mut wrong = Vec::new();
        for (line, part) in parts(self.head) {
            let read = match self.form {
                Form::Yaml => yaml(part).ok().map(|keys| keys.0),
                Form::Toml => part.parse::<toml::Table>().ok().map(plain),
                Form::Json => None,
            };
            match read {
                Some(read) => keys.extend(read),
                None => wrong.push((self.line + line, part)),
            }
        }
        // What nobody can tell to be shown is not.
        if wrong.iter().any(|(_, part)| WITHHOLDING.contains(&&*key(part))) {
            keys.retain(|key, _| !key.eq_ignore_ascii_case("draft"));
            keys.insert("draft".to_owned(), Value::Bool(true));
        }
        if keys.is_empty() {
            return None;
        }
        for (line, part) in wrong {
            let first = part.lines().next().unwrap_or_default();
            reading.tell(line, || format!("front matter that cannot be read: `{first}`"));
        }
        Some(Keys(keys))
    }
}

/// The key of a part, in lower case.
fn key(part: &str) -> String {
    let key = part.split([':', '=']).next().unwrap_or_default();
    key.trim().trim_matches(['"', '\'']).to_ascii_lowercase()
}

fn yaml(text: &str) -> Result<Keys, Box<serde_saphyr::Error>> {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_depth: 20, max_aliases: 50, max_anchors: 50, max_nodes: 20_000 },
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
        with_snippet: false,
    };
    serde_saphyr::from_str_with_options(text, options).map(Keys).map_err(Box::new)
}

/// TOML as JSON: dates are texts.
fn plain(table: toml::Table) -> Map<String, Value> {
    fn of(value: toml::Value) -> Value {
        match value {
            toml::Value::Table(table) => Value::Object(plain(table)),
            toml::Value::Array(list) => Value::Array(list.into_iter().map(of).collect()),
            toml::Value::Boolean(whether) => Value::Bool(whether),
            toml::Value::Integer(number) => Value::from(number),
            toml::Value::Float(number) => Value::from(number),
            toml::Value::String(text) => Value::String(text),
            toml::Value::Datetime(date) => Value::String(date.to_string()),
        }
    }
    table.into_iter().map(|(key, value)| (key, of(value))).collect()
}

/// The parts of front matter that begin at the left, each with its lines above.
fn parts(head: &str) -> Vec<(usize, &str)> {
    let mut parts: Vec<(usize, &str)> = Vec::new();
    let (mut start, mut first, mut at) = (0, 0, 0);
    for (number, line) in head.split_inclusive('\n').enumerate() {
        let begins = !line.starts_with([' ', '\t', '-', '#', ']', '}']) && !line.trim().is_empty();
        if begins && at > start {
            parts.extend(head.get(start..at).map(|part| (first, part)));
            (start, first) = (at, number);
        }
        at += line.len();
    }
    parts.extend(head.get(start..at).map(|part| (first, part)));
    parts
}

/// What front matter says.
struct Keys(Map<String, Value>);

impl Keys {
    /// The values behind the first of some keys that there is; a list is its things.
    fn values(&self, keys: &[&str]) -> &[Value] {
        let found = keys.iter().find_map(|key| {
            let mut named = self.0.iter().filter(|(own, _)| own.eq_ignore_ascii_case(key));
            named.find(|(_, value)| !value.is_null()).map(|(_, value)| value)
        });
        match found {
            Some(Value::Array(list)) => list,
            Some(value) => std::slice::from_ref(value),
            None => &[],
        }
    }

    /// The text behind the first of some keys that has one.
    fn text(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.values(&[key]).iter().find_map(text))
    }

    /// Whether its publisher does not show it, or not yet.
    fn is_withheld(&self, context: &Context) -> bool {
        let says = |key: &str, words: &[&str]| {
            self.text(&[key]).is_some_and(|it| words.contains(&it.to_ascii_lowercase().as_str()))
        };
        let until = self.text(&["embargoed", "embargo", "embargoedUntil", "publishDate"]);
        let yes = ["true", "yes", "on", "1"];
        let no = ["false", "no", "off", "0"];
        let hidden = ["draft", "pending", "private", "withheld", "embargoed"];
        ["draft", "private"].iter().any(|key| says(key, &yes))
            || ["publish", "published"].iter().any(|key| says(key, &no))
            || ["status", "visibility"].iter().any(|key| says(key, &hidden))
            || until.is_some_and(|until| stamps::is_ahead(&stamps::of_hand(&until), context))
            || self.is_dated_ahead(context)
    }

    /// Whether it is dated later than its file was written: the systems that keep such documents show it from then on.
    fn is_dated_ahead(&self, context: &Context) -> bool {
        let date = self.text(&["date"]).and_then(|date| moment(&stamps::of_hand(&date), context));
        let shown_by = context.modified.and_then(|written| written.checked_add(DATED_AHEAD).ok());
        date.zip(shown_by).is_some_and(|(date, shown_by)| date.instant > shown_by)
    }

    fn record(&self, below: &str) -> PostRecord<'static> {
        let body = markup::blocks(&html_of(below));
        let mut body: Vec<BlockRecord> = body.into_iter().map(without_code).collect();
        let first = body.first().filter(|first| first.is_subhead()).and_then(BlockRecord::words);
        let first = first.map(str::to_owned);
        let headline = self.text(&["title", "headline"]).or_else(|| first.clone());
        if first.is_some() && first == headline {
            body.remove(0);
        }
        if body.is_empty() {
            let said = self.text(&["summary", "description", "excerpt"]);
            body = said.map(|said| markup::plain(&said)).unwrap_or_default();
        }
        let images = ["image", "images", "cover", "featured_image"];
        body.extend(images.into_iter().flat_map(|key| self.values(&[key])).filter_map(picture));
        let stamp = |keys| self.text(keys).map(|stamp| stamps::of_hand(&stamp));
        let labels = ["kinds", "kind", "type", "tags", "categories", "category", "labels"];
        let labels = labels.into_iter().flat_map(|key| self.values(&[key])).filter_map(text);
        let mut kinds: Vec<Text> = labels.filter_map(|label| labels::kind(&label)).collect();
        let own = ["kinds", "kind", "type"].into_iter().flat_map(|key| self.values(&[key]));
        let own = own.filter_map(text).filter_map(|word| Kind::from_word(&word));
        kinds.extend(own.map(|kind| Text::from(kind.word())));
        let addresses = ["url", "permalink", "canonical", "canonical_url", "canonicalURL", "link"];
        let mut addresses = addresses.iter().filter_map(|key| self.text(&[key]));
        PostRecord {
            uri: self.text(&["uri", "guid", "id", "slug"]).map(Into::into),
            version: self.text(&["version"]).and_then(|version| version.parse().ok()),
            first_created: stamp(&["date", "published", "publishDate", "pubDate", "created"]),
            version_created: stamp(&["lastmod", "last_modified_at", "modified", "updated"]),
            headline: headline.map(Into::into),
            kinds,
            by: self.by(),
            body,
            url: addresses.find(|url| url.contains("://")).map(Into::into),
            status: self.text(&["status"]).and_then(|word| status(&word)),
            ..PostRecord::default()
        }
    }

    fn by(&self) -> Vec<ByRecord<'static>> {
        let people = self.values(&["authors", "author", "byline", "by"]);
        let mut by: Vec<ByRecord> = people.iter().flat_map(person).collect();
        let said = |keys| self.text(keys).map(Text::from);
        if let [one] = &mut *by {
            one.role = one.role.take().or_else(|| said(&["role"]));
            one.organisation =
                one.organisation.take().or_else(|| said(&["organisation", "organization"]));
        }
        for one in &mut by {
            one.located = one.located.take().or_else(|| said(&["place", "located", "location"]));
        }
        by
    }
}

fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(whether) => whether.to_string(),
        Value::Object(_) | Value::Array(_) | Value::Null => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The text behind the first of some keys of a value that is an object.
fn part(value: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| text(value.get(key)?))
}

fn person(value: &Value) -> Vec<ByRecord<'static>> {
    let Some(name) = part(value, &["name"]) else {
        return text(value).map(|name| credits::bylines(&name)).unwrap_or_default();
    };
    let mut by = credits::bylines(&name);
    if let [one] = &mut *by {
        let said = |keys| part(value, keys).map(Text::from);
        one.role = said(&["role", "title", "jobTitle"]).or(one.role.take());
        one.organisation =
            said(&["organisation", "organization", "affiliation"]).or(one.organisation.take());
        one.located = said(&["place", "located", "location"]).or(one.located.take());
    }
    by
}

/// A picture of which something is said.
fn picture(value: &Value) -> Option<BlockRecord<'static>> {
    let said = |keys| part(value, keys).unwrap_or_default();
    let (alt, caption) = (said(&["alt"]), said(&["caption", "title"]));
    let is_said = !alt.is_empty() || !caption.is_empty();
    is_said.then(|| BlockRecord::image(alt, caption, said(&["credit", "attribution"])))
}

fn status(word: &str) -> Option<Status> {
    match word.to_ascii_lowercase().as_str() {
        "canceled" | "cancelled" => Some(Status::Canceled),
        "withdrawn" => Some(Status::Withdrawn),
        _ => None,
    }
}

fn html_of(markdown: &str) -> String {
    let mut out = String::new();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    html::push_html(&mut out, Parser::new_ext(markdown, options));
    out
}

/// A paragraph that is a command to the system that makes the page is furniture.
fn without_code(block: BlockRecord<'static>) -> BlockRecord<'static> {
    let is_code = |text: &&str| {
        (text.starts_with("{{") && text.ends_with("}}"))
            || (text.starts_with("{%") && text.ends_with("%}"))
    };
    match block.paragraph_text().filter(is_code) {
        Some(text) => BlockRecord::furniture(text.to_owned()),
        None => block,
    }
}

#[cfg(test)]
mod tests;
