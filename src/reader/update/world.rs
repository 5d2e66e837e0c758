//! What leaves the program: a post for the clipboard, or to be selected with the mouse.

use super::over::steps;
use crate::news::plain;
use crate::reader::message::{Action, Effect};
use crate::reader::model::{Model, Overlay};
use crate::reader::plain::Plain;

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
pub fn in_plain(model: &mut Model, action: Action) -> Option<Effect> {
    let Some(Overlay::Plain(shown)) = &mut model.overlay else { return None };
    match action {
        Action::Plain | Action::Back | Action::BackOrQuit => model.overlay = None,
        Action::Redraw => return Some(Effect::Redraw),
        Action::Suspend => return Some(Effect::Suspend),
        Action::Quit => return Some(Effect::Quit),
        _ => {
            // A row of the old page stays in sight.
            let page = isize::try_from(shown.height()).unwrap_or(1).max(2) - 1;
            shown.scroll(steps(action, page)?);
        }
    }
    None
}
