//! A saved web page with the data of schema.org for live coverage: an update is a post. The page may show few of
//! the updates that its data has.

use std::collections::{HashMap, HashSet};

use super::json_ld::{Data, Thing};
use super::page::Page;
use super::reading::{Reading, broken};
use super::record::PostRecord;
use super::{Document, Format, Source};
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
        // A page may carry its data twice.
        let new = updates.into_iter().filter(|raw| seen.insert(raw.get()));
        let before = found.len();
        let mut places = script.places();
        found.extend(new.map(|raw| (raw, places.of(raw))));
        if let Some(error) = error.filter(|_| found.len() > before) {
            reading.tell(script.line_of_break(&error), || broken(&error));
        }
    }
    let things: Vec<_> = found.iter().map(|(raw, line)| (Thing::of(raw), *raw, *line)).collect();
    let named = things.iter().filter_map(|(thing, ..)| thing.as_ref()).flat_map(names);
    let mut times: HashMap<String, usize> = HashMap::new();
    named.for_each(|name| *times.entry(name).or_default() += 1);
    for (thing, raw, line) in &things {
        match thing {
            Some(thing) => reading.add(record(thing, &times), raw.get().len(), *line),
            None => reading.tell(*line, || "an update that is no object".to_owned()),
        }
    }
    (!things.is_empty()).then(|| reading.finish(&FORMAT))
}

/// What may tell an update from others, the best first.
fn names(thing: &Thing) -> impl Iterator<Item = String> + use<> {
    let (address, id) = (thing.text(&["url"]), thing.text(&["@id"]));
    let id = id.filter(|id| address.as_ref() != Some(id));
    address.into_iter().chain(id)
}

/// The post of an update. An address that several have is that of the page, and names none of them.
fn record(thing: &Thing, times: &HashMap<String, usize>) -> PostRecord<'static> {
    let uri = names(thing).find(|name| times.get(name) == Some(&1));
    PostRecord { uri: uri.map(Into::into), ..thing.record() }
}

#[cfg(test)]
mod tests;
