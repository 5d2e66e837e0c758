//! Links in the cells of a terminal.

use crate::news::web::{self, Link};

/// Writes what makes all that follows a part of a link, or of none: OSC 8, as GNOME Terminal and iTerm have
/// it. Pieces of one link have one name, so that they are shown as one. An address that may not be handed on
/// is no link.
pub fn turn_into(link: Option<&Link>, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(b"\x1b]8;");
    match link.and_then(|link| Some((link.place, web::encoded(&link.target)?))) {
        Some(((part, at), uri)) => {
            bytes.extend_from_slice(b"id=");
            super::decimal(part, bytes);
            bytes.push(b'-');
            super::decimal(at, bytes);
            bytes.push(b';');
            bytes.extend_from_slice(uri.as_bytes());
        }
        None => bytes.push(b';'),
    }
    // ST, the string terminator (ECMA-48).
    bytes.extend_from_slice(b"\x1b\\");
}
