//! RSS 2.0, what came before it, and RSS 1.0: an item is a post.

use super::reading::Reading;
use super::record::{BlockRecord, PostRecord};
use super::xml::{self, Element, Space};
use super::{Document, Format, Source, credits, labels, markup, media, scope, stamps};
use crate::news::dating::Context;

/// The format.
pub const FORMAT: Format = Format {
    name: "rss",
    words: "RSS",
    known_by: "its outermost element is `rss`, or `RDF` with the names of RSS 1.0",
    read,
};

fn read(source: &Source, context: &Context) -> Option<Document> {
    let (space, root) = xml::root(source)?;
    if !root.eq_ignore_ascii_case("rss") && (space, root.as_str()) != (Space::Rdf, "RDF") {
        return None;
    }
    let mut reading = Reading::new(context);
    let mut channel = Channel::default();
    let is_wanted = |space, name: &str| {
        let own = ["item", "link", "title", "image", "textinput", "textInput"];
        (space == Space::Own && own.contains(&name)) || (space == Space::Atom && name == "link")
    };
    let broken = xml::each(source.text, is_wanted, |part| match (part.space, &*part.name) {
        (Space::Own, "item") => {
            reading.add(record(&part, &channel), part.size, part.line);
        }
        _ => channel.take(&part),
    });
    reading.problems.extend(broken);
    Some(reading.finish(&FORMAT))
}

/// What tells a feed from others.
#[derive(Default)]
struct Channel {
    address: Option<String>,
    title: Option<String>,
}

impl Channel {
    fn take(&mut self, part: &Element) {
        let said = match part.space {
            Space::Atom => part.attribute("href").map(str::to_owned),
            _ => Some(part.line_of_text()).filter(|text| !text.is_empty()),
        };
        let kept = match &*part.name {
            "link" => &mut self.address,
            "title" => &mut self.title,
            // What stands in pictures of the feed is said of them.
            _ => return,
        };
        *kept = kept.take().or(said);
    }

    /// What its ids count in; an item without a feed around it counts in its own site.
    fn scope<'a>(&'a self, link: Option<&'a str>) -> Option<&'a str> {
        self.address.as_deref().or(link.and_then(scope::site)).or(self.title.as_deref())
    }
}

fn record(item: &Element, channel: &Channel) -> PostRecord<'static> {
    let own = |name| item.text_of(Space::Own, name);
    let dublin = |name| item.text_of(Space::Dublin, name);
    let atom = |name| item.text_of(Space::Atom, name);
    let guid = item.first(Space::Own, "guid");
    let is_link = |guid: &&Element| guid.attribute("isPermaLink") != Some("false");
    let link = own("link").or_else(|| guid.filter(is_link).map(Element::text));
    let title = item.first(Space::Own, "title").or_else(|| item.first(Space::Dublin, "title"));
    // Many feeds hand on HTML there, too.
    let headline = title.map(|title| markup::line(&title.text())).filter(|title| !title.is_empty());
    let said = item.text_of(Space::Content, "encoded").or_else(|| own("description"));
    let mut body = said.or_else(|| dublin("description")).map_or(Vec::new(), |said| body(&said));
    media::add(item, &mut body);
    let creators = item.all(Space::Dublin, "creator").chain(item.all(Space::Own, "author"));
    let labels = item.all(Space::Own, "category").chain(item.all(Space::Dublin, "subject"));
    let kinds = labels.filter_map(|label| labels::kind(&label.text()));
    let published = own("pubDate").or_else(|| dublin("date")).or_else(|| atom("published"));
    let updated = atom("updated").or_else(|| dublin("modified"));
    let id = guid.map(Element::text).or_else(|| item.attribute("about").map(str::to_owned));
    PostRecord {
        uri: id.and_then(|id| scope::uri(&id, channel.scope(link.as_deref()))).map(Into::into),
        url: link.map(Into::into),
        first_created: published.or_else(|| updated.clone()).map(|stamp| stamps::of_mail(&stamp)),
        version_created: updated.map(|stamp| stamps::of_mail(&stamp)),
        kinds: kinds.collect(),
        headline: headline.map(Into::into),
        by: credits::of_lines(creators.map(Element::text)),
        body,
        ..PostRecord::default()
    }
}

/// The blocks of a text that may be HTML; what a system adds below every post is furniture.
fn body(said: &str) -> Vec<BlockRecord<'static>> {
    let mut body = markup::text_or_html(said);
    if let Some(last) = body.last_mut()
        && let Some(text) = last.paragraph_text()
        && text.starts_with("The post ")
        && text.contains(" appeared first on ")
    {
        *last = BlockRecord::furniture(text.to_owned());
    }
    body
}

#[cfg(test)]
mod tests;
