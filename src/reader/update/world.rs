//! What leaves the program: a post for the clipboard.

use crate::news::plain;
use crate::reader::message::Effect;
use crate::reader::model::Model;

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
