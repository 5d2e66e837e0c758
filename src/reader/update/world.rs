//! What leaves the program: a post for the clipboard, or to be selected with the mouse; its links; all
//! posts for a file.

use super::of_any;
use super::over::steps;
use crate::news::plain;
use crate::reader::input::Key;
use crate::reader::keymap::Keymap;
use crate::reader::layout::Pane;
use crate::reader::links::{self, Links};
use crate::reader::message::{Action, Effect};
use crate::reader::model::{Model, Overlay};
use crate::reader::plain::Plain;
use crate::reader::prompt::{Prompt, Purpose};

/// Bytes of a text that terminals take for their clipboard: in base64 they are 74,992, and several take no
/// more than 74,994.
const MOST: usize = 56_244;

/// What stands at the end of a text that was cut.
const CUT: &str = "\n[cut here]";

/// Gives the terminal the selected post as plain text.
pub fn copy_post(model: &mut Model) -> Option<Effect> {
    let entry = model.feed.selected()?;
    let mut text = plain::lines(&entry.post, entry.presence, &model.clock).join("\n");
    let words = if text.len() > MOST {
        text.truncate(text.floor_char_boundary(MOST - CUT.len()));
        let words = format!("the first {} kB of the post sent to the terminal", text.len() / 1000);
        text.push_str(CUT);
        words
    } else {
        "post sent to the terminal".to_owned()
    };
    model.notice = Some(words);
    Some(Effect::Copy(text))
}

/// Shows the selected post as plain text.
pub fn show_plain(model: &mut Model) {
    let Some(entry) = model.feed.selected() else { return };
    let lines = plain::lines(&entry.post, entry.presence, &model.clock);
    model.overlay = Some(Overlay::Plain(Plain::new(lines, model.size)));
}

/// A key while a post is shown as plain text.
pub fn in_plain(model: &mut Model, action: Action) {
    let Some(Overlay::Plain(shown)) = &mut model.overlay else { return };
    // A row of the old page stays in sight.
    let page = isize::try_from(shown.height()).unwrap_or(1).max(2) - 1;
    if matches!(action, Action::Plain | Action::Back | Action::BackOrQuit) {
        model.overlay = None;
    } else if let Some(rows) = steps(action, page) {
        shown.scroll(rows);
    }
}

/// Shows the links of the selected post.
pub fn show_links(model: &mut Model) {
    let letters = letters(&model.keys);
    let selected = model.feed.selected();
    let links = selected.map(|entry| links::of(&entry.post, letters.len())).unwrap_or_default();
    if links.is_empty() {
        model.notice = Some("the post has no links".to_owned());
    } else {
        model.overlay = Some(Overlay::Links(Links::new(links, letters, model.size)));
    }
}

/// The letters that links may have: all but those that do something else while links are shown.
fn letters(keys: &Keymap) -> Vec<char> {
    let is_used =
        |action| of_any(action).is_some() || closes_links(action) || steps(action, 1).is_some();
    let action = |letter: &char| keys.lookup(Pane::Reading, Key::char(*letter));
    ('a'..='z').chain('A'..='Z').filter(|letter| !action(letter).is_some_and(is_used)).collect()
}

fn closes_links(action: Action) -> bool {
    matches!(action, Action::Links | Action::Back | Action::BackOrQuit)
}

/// A key while the links are shown that is no letter of a link.
pub fn in_links(model: &mut Model, action: Action) {
    let Some(Overlay::Links(shown)) = &mut model.overlay else { return };
    let page = isize::try_from(shown.inside().rows).unwrap_or(1).max(1);
    if closes_links(action) {
        model.overlay = None;
    } else if let Some(rows) = steps(action, page) {
        shown.scroll(rows);
    }
}

/// Follows the link of a letter, if all of it has been in sight.
pub fn choose_link(model: &mut Model, letter: char) -> Option<Effect> {
    let Some(Overlay::Links(shown)) = &mut model.overlay else { return None };
    let link = shown.choose(letter)?;
    Some(follow(model, link))
}

/// Opens a link, or, where that would open it far from the reader, gives it to the terminal.
fn follow(model: &mut Model, link: String) -> Effect {
    model.overlay = None;
    if model.opens_links {
        model.notice = Some(format!("opening {link}"));
        Effect::Open(link)
    } else {
        model.notice = Some(format!("sent to the terminal: {link}"));
        Effect::Copy(link)
    }
}

/// Asks for the file to write the listed posts to.
pub fn ask_for_file(model: &mut Model) {
    let now = model.clock.now.to_zoned(model.clock.zone());
    let typed = now.strftime("dateline-%Y-%m-%d-%H%M.md").to_string();
    model.prompt = Some(Prompt::new(Purpose::File, typed));
}

/// Writes the listed posts to a file.
pub fn export(model: &mut Model, name: String) -> Option<Effect> {
    if name.trim().is_empty() {
        return None;
    }
    model.notice = Some(format!("writing {name}"));
    Some(Effect::Export(name))
}
