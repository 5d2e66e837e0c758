//! Rows of text as a terminal itself would have wrapped them.

use super::csi;
use crate::news::sanitize;
use crate::reader::plain::Row;

/// The bytes that show rows on an empty screen. Where a row goes on in the next, the cursor is left to the
/// terminal, which then takes the two for one line: whoever selects them gets no line break between.
#[must_use]
pub fn stream(rows: &[Row]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut joined = false;
    for (y, row) in rows.iter().enumerate() {
        if !joined {
            // CUP, cursor position (ECMA-48).
            csi(&mut bytes, &[y + 1, 1], b'H');
        }
        bytes.extend_from_slice(sanitize::shown(&row.text).as_bytes());
        joined = row.goes_on;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::layout::Size;
    use crate::reader::plain::Plain;

    #[test]
    fn the_cursor_is_moved_between_lines_alone() {
        let lines = vec!["abcdefgh".to_owned(), "i\x1b[2J".to_owned()];
        let view = Plain::new(lines, Size { columns: 3, rows: 9 });
        let sent = String::from_utf8(stream(view.in_sight())).unwrap();
        assert_eq!(sent, "\x1b[Habcdefgh\x1b[4Hi�[2J");
    }
}
