//! Keys while a line is typed: a moment, a query, a search, a file.

use jiff::Zoned;
use jiff::civil::Date;

use super::filtering::{give_up_pending, set_filter};
use super::finding::{accept_search, cancel_search, search_as_typed};
use super::marking::go_to;
use super::world::export;
use crate::news::post::Moment;
use crate::news::store::FeedKey;
use crate::news::{moment, query, when};
use crate::reader::input::{Code, Key};
use crate::reader::message::{Action, Effect};
use crate::reader::model::Model;
use crate::reader::prompt::Purpose;

/// A key while a line is typed.
pub fn type_key(model: &mut Model, key: Key) -> Option<Effect> {
    let quits = key.ctrl && model.keys.lookup(model.focus, key) == Some(Action::Quit);
    let prompt = model.prompt.as_mut()?;
    match key {
        _ if quits => return Some(Effect::Quit),
        Key { code: Code::Char('u'), ctrl: true } => prompt.clear(),
        Key { code: Code::Char('w'), ctrl: true } => prompt.pop_word(),
        Key { code: Code::Char(ch), ctrl: false } => prompt.push(ch),
        Key { code: Code::Backspace, .. } => {
            // On nothing it leaves.
            if !prompt.pop() {
                leave(model);
                return None;
            }
        }
        Key { code: Code::Esc, .. } => {
            leave(model);
            return None;
        }
        Key { code: Code::Enter, .. } => return enter(model),
        _ => return None,
    }
    typed(model);
    None
}

/// A text that is pasted: it goes into the line that is typed, and does nothing more than that. Without one
/// it is not taken for keys.
pub fn paste(model: &mut Model, text: &str) {
    if let Some(prompt) = &mut model.prompt {
        prompt.paste(text);
        typed(model);
    } else {
        let lines = [Action::Search, Action::Query, Action::Jump];
        let keys: Vec<String> = lines.iter().filter_map(|line| model.keys.key(*line)).collect();
        let how = match keys.join(" ") {
            keys if keys.is_empty() => String::new(),
            keys => format!(" ({keys} begin one)"),
        };
        model.notice = Some(format!("not pasted: no line is typed{how}"));
    }
}

/// Looks for what is typed so far, where that is looked for as it is typed.
fn typed(model: &mut Model) {
    let Some(prompt) = &model.prompt else { return };
    match prompt.purpose {
        Purpose::Search => search_as_typed(model),
        Purpose::Narrow => {
            model.sidebar.narrow(&prompt.text, &model.snapshot, &model.groups);
        }
        Purpose::Jump | Purpose::Query | Purpose::File => {}
    }
}

fn leave(model: &mut Model) {
    match model.prompt.take().map(|prompt| prompt.purpose) {
        Some(Purpose::Search) => cancel_search(model),
        Some(Purpose::Narrow) => model.sidebar.narrow("", &model.snapshot, &model.groups),
        Some(Purpose::Jump | Purpose::Query | Purpose::File) | None => {}
    }
}

fn enter(model: &mut Model) -> Option<Effect> {
    let mut prompt = model.prompt.take()?;
    match prompt.purpose {
        Purpose::Jump => jump(model, &prompt.text),
        // It stays, to be mended.
        Purpose::Search if prompt.wrong.is_some() => model.prompt = Some(prompt),
        Purpose::Search => accept_search(model),
        Purpose::Narrow => {}
        Purpose::File => return export(model, prompt.text),
        Purpose::Query => {
            let (day, now) = here(model);
            match query::parse(&prompt.text, day, &now) {
                // What the posts are to the reader may be otherwise by now.
                Ok(filter) if !filter.is.is_empty() => set_filter(model, filter),
                Ok(filter) if filter == *model.asked() => {}
                Ok(filter) if filter == *model.feed.filter() => give_up_pending(model),
                Ok(filter) => set_filter(model, filter),
                // It stays, to be mended.
                Err(wrong) => {
                    prompt.wrong = Some(wrong.to_string());
                    model.prompt = Some(prompt);
                }
            }
        }
    }
    None
}

/// The day that the selected post is shown under, and the present moment in its zone: what is typed is
/// meant so.
fn here(model: &Model) -> (Date, Zoned) {
    let clock = &model.clock;
    let shown = model.feed.selected().and_then(|entry| entry.post.time.moment());
    let zone = shown.map_or(clock.zone(), |moment| clock.zone_of(moment));
    let now = clock.now.to_zoned(zone);
    (shown.map_or(now.date(), |moment| clock.day(moment)), now)
}

/// Goes to the post nearest to the moment that is typed, and says how far off it is.
fn jump(model: &mut Model, typed: &str) {
    let (day, now) = here(model);
    let Some(wanted) = moment::moment(typed, day, &now) else {
        if !typed.trim().is_empty() {
            model.notice = Some(format!("`{typed}` is no time: {}", moment::HOW));
        }
        return;
    };
    let key = model.feed.nearest(wanted).cloned();
    if key.is_none() {
        model.notice = Some("no post has a time".to_owned());
    }
    let offset = now.time_zone().to_offset(wanted);
    land(model, Moment { instant: wanted, offset }, key);
}

/// Goes to a post, and says how far it is off the moment that was wanted.
pub fn land(model: &mut Model, wanted: Moment, key: Option<FeedKey>) {
    let words = model.clock.post_since(wanted);
    if let Some(found) = key.as_ref().and_then(FeedKey::instant) {
        let minutes = (found.as_second() - wanted.instant.as_second()) / 60;
        let span = when::size(minutes.abs());
        model.notice = Some(match minutes {
            0 => format!("at {words}"),
            1.. => format!("{span} after {words}"),
            _ => format!("{span} before {words}"),
        });
    }
    go_to(model, key);
    model.attended = model.feed.selected().map(|entry| entry.id);
}
