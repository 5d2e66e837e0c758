//! A saved web page with the data of schema.org for live coverage: an update is a post. The page may show few of
//! the updates that its data has.

use std::collections::{HashMap, HashSet};

use super::json_ld::{Data, Thing};
use super::page::Page;
use super::reading::{Reading, broken};
use super::record::PostRecord;
use super::{Document, Format, Source, scope};
use crate::news::dating::Context;

/// The format.
pub const FORMAT: Format = Format {
    name: "live-web-page",
    words: "saved live page",
    known_by: "its JSON-LD has updates of a LiveBlogPosting",
    read,
};

fn read(source: &Source, context: &Context) -> Option<Document> {
    memchr::memmem::find(source.text.as_bytes(), b"liveBlogUpdate")?;
    let page = Page::of(source.text);
    let data: Vec<Data> = page.data.iter().map(Data::of).collect();
    let mut reading = Reading::new(context);
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for script in &data {
        let (updates, error) = script.updates();
        let by = if updates.is_empty() { Vec::new() } else { script.by_of_page() };
        // A page may carry its data twice.
        let new = updates.into_iter().filter(|raw| seen.insert(raw.get()));
        let before = found.len();
        let mut places = script.places();
        found.extend(new.map(|raw| (raw, places.of(raw), by.clone())));
        if let Some(error) = error.filter(|_| found.len() > before) {
            reading.tell(script.line_of_break(&error), || broken(&error));
        }
    }
    let things: Vec<_> = found.iter().map(|(raw, ..)| Thing::of(raw)).collect();
    let mut times: HashMap<String, usize> = HashMap::new();
    let all = things.iter().flatten().flat_map(names);
    all.for_each(|name| *times.entry(name).or_default() += 1);
    let address = page.canonical.as_deref().or(page.fact(&["og:url"]));
    let naming = Naming { times, page: address, title: &page.title };
    for (thing, (raw, line, by)) in things.iter().zip(found) {
        let Some(thing) = thing else {
            reading.tell(line, || "an update that is no object".to_owned());
            continue;
        };
        let mut record = naming.record(thing);
        if record.by.is_empty() {
            record.by = by;
        }
        reading.add(record, raw.get().len(), line);
    }
    (!things.is_empty()).then(|| reading.finish(&FORMAT))
}

/// What may tell an update from others, the best first.
fn names(thing: &Thing) -> impl Iterator<Item = String> + use<> {
    let (address, id) = (thing.text(&["url"]), thing.text(&["@id"]));
    let id = id.filter(|id| address.as_ref() != Some(id));
    address.into_iter().chain(id)
}

/// What names the updates of a page.
struct Naming<'a> {
    /// How many updates bear each of their names.
    times: HashMap<String, usize>,
    page: Option<&'a str>,
    title: &'a str,
}

impl Naming<'_> {
    /// The post of an update. An address that several have is that of the page, and names none of them.
    fn record(&self, thing: &Thing) -> PostRecord<'static> {
        let record = thing.record();
        let name = names(thing).find(|name| self.times.get(name) == Some(&1));
        let scope = [self.page, record.url.as_deref(), Some(self.title)];
        let scope = scope.into_iter().flatten().find(|scope| !scope.is_empty());
        let uri = name.and_then(|name| scope::uri(&name, scope));
        PostRecord { uri: uri.map(Into::into), ..record }
    }
}

#[cfg(test)]
mod tests;
