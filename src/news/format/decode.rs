//! The bytes of a document → its text. What the bytes leave open is guessed as browsers do, and told.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::wire;
use crate::news::post::Problem;

/// Bytes at the beginning that tell UTF-16 from other encodings.
const SAMPLE: usize = 1024;

/// Letters that tell it, at least: so many are no chance.
const LETTERS: usize = 8;

/// Bytes → text, and what had to be guessed or mended on the way; an error for what is no text.
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Vec<Problem>), Problem> {
    match Encoding::for_bom(bytes) {
        Some((encoding, length)) => {
            let bytes = bytes.get(length..).unwrap_or_default();
            if encoding == UTF_16LE || encoding == UTF_16BE {
                return wide(encoding, bytes, Vec::new());
            }
            unmarked(bytes)
        }
        None => match looks_wide(bytes) {
            Some((encoding, name)) => {
                let what = format!("no UTF-8, and no mark of what it is: read as UTF-16, {name}");
                wide(encoding, bytes, vec![Problem::new(1, what)])
            }
            None => unmarked(bytes),
        },
    }
}

/// UTF-8, or else what was written before it.
fn unmarked(bytes: &[u8]) -> Result<(Cow<'_, str>, Vec<Problem>), Problem> {
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(Problem::new(line_at(bytes, at), "not text: there is a NUL byte"));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Problem::new(1, "empty"));
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok((Cow::Borrowed(text), Vec::new())),
        Err(error) => error,
    };
    let first = line_at(bytes, error.valid_up_to());
    let found = Found::of(bytes);
    if found.wrong <= found.right || found.is_cut {
        if found.wrong * 10 > found.right + found.ascii {
            return Err(Problem::new(first, "not text: most of it is not UTF-8"));
        }
        let text = String::from_utf8_lossy(bytes).into_owned();
        let what = format!("not UTF-8 in {}, the first here: shown as �", places(found.wrong));
        return Ok((Cow::Owned(text), vec![Problem::new(first, what)]));
    }
    if !found.may_be_windows(bytes) {
        return Err(Problem::new(first, "not text: neither UTF-8 nor Windows-1252"));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok((text, vec![Problem::new(first, "not UTF-8 from here on: read as Windows-1252")]))
}

/// UTF-16.
fn wide<'a>(
    encoding: &'static Encoding,
    bytes: &[u8],
    mut problems: Vec<Problem>,
) -> Result<(Cow<'a, str>, Vec<Problem>), Problem> {
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        return Err(Problem::new(line_at(text.as_bytes(), at), "not text: there is a NUL"));
    }
    if text.trim().is_empty() {
        return Err(Problem::new(1, "empty"));
    }
    // Numbers of two bytes each, as sound is kept in, look much the same.
    if text.bytes().filter(|byte| is_control(*byte)).count() * 50 > text.len() {
        return Err(Problem::new(1, "not text: control characters"));
    }
    if has_errors {
        let wrong = text.matches(char::REPLACEMENT_CHARACTER).count();
        let first = text.find(char::REPLACEMENT_CHARACTER).unwrap_or_default();
        let first = line_at(text.as_bytes(), first);
        if wrong * 10 > text.chars().count() {
            return Err(Problem::new(first, "not text: most of it is not UTF-16"));
        }
        let what = format!("not UTF-16 in {}, the first here: shown as �", places(wrong));
        problems.push(Problem::new(first, what));
    }
    Ok((Cow::Owned(text.into_owned()), problems))
}

/// Which UTF-16 it is, by the NULs that stand beside letters of the West and spaces, most of the text,
/// and nowhere else. A NUL is in no text of another encoding.
fn looks_wide(bytes: &[u8]) -> Option<(&'static Encoding, &'static str)> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (mut little, mut big, mut other) = (0, 0, 0);
    for pair in sample.chunks_exact(2) {
        match pair {
            [0, byte] if *byte != 0 && !is_control(*byte) => big += 1,
            [byte, 0] if *byte != 0 && !is_control(*byte) => little += 1,
            [0, _] | [_, 0] => return None,
            _ => other += 1,
        }
    }
    match (little, big) {
        (LETTERS.., 0) if little > other => Some((UTF_16LE, "little-endian")),
        (0, LETTERS..) if big > other => Some((UTF_16BE, "big-endian")),
        _ => None,
    }
}

/// What a text would be as UTF-8.
#[derive(Default)]
struct Found {
    ascii: usize,
    /// Characters of several bytes.
    right: usize,
    /// Places that are none.
    wrong: usize,
    /// Whether nothing is wrong but the end, in the middle of a character.
    is_cut: bool,
}

impl Found {
    fn of(bytes: &[u8]) -> Found {
        let mut found = Found::default();
        for chunk in bytes.utf8_chunks() {
            let ascii = chunk.valid().bytes().filter(u8::is_ascii).count();
            found.ascii += ascii;
            found.right += chunk.valid().chars().count() - ascii;
            found.wrong += usize::from(!chunk.invalid().is_empty());
        }
        let end = std::str::from_utf8(bytes).err();
        // A lone byte at the end may be a letter of another encoding as well.
        found.is_cut = end.is_some_and(|error| {
            error.error_len().is_none()
                && (found.right > 0 || bytes.len() - error.valid_up_to() > 1)
        });
        found
    }

    /// Whether it reads as text of the West: few letters that are not ASCII, none that Windows-1252 has
    /// not, and hardly any control characters.
    fn may_be_windows(&self, bytes: &[u8]) -> bool {
        let count = |is: fn(&u8) -> bool| bytes.iter().filter(|byte| is(byte)).count();
        let missing = count(|byte| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d));
        let controls = count(|byte| is_control(*byte));
        let others = bytes.len() - self.ascii;
        let controlled = controls * 50 <= bytes.len() || wire::is_wire(bytes);
        missing == 0 && controlled && others * 3 <= bytes.len()
    }
}

/// Whether a byte is a control character that is in hardly any text: no space, and no escape.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0xe..=0x1a | 0x1c..=0x1f | 0x7f)
}

fn places(count: usize) -> String {
    let word = if count == 1 { "place" } else { "places" };
    format!("{count} {word}")
}

fn line_at(bytes: &[u8], at: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', bytes.get(..at).unwrap_or(bytes)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text, and its problems; or why there is none.
    fn read(bytes: &[u8]) -> (String, String) {
        let told = |problems: Vec<Problem>| {
            let told = problems.iter().map(|problem| format!("{}: {}", problem.line, problem.what));
            told.collect::<Vec<_>>().join("; ")
        };
        match decode(bytes) {
            Ok((text, problems)) => (text.into_owned(), told(problems)),
            Err(problem) => (String::new(), told(vec![problem])),
        }
    }

    fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn each_encoding_is_read() {
        let text = "“Café” – for 5 €\nŽofín 港口 🚢";
        assert_eq!(read(text.as_bytes()), (text.into(), String::new()));
        assert_eq!(read(format!("\u{feff}{text}").as_bytes()), (text.into(), String::new()));
        for (to_bytes, name) in
            [(u16::to_le_bytes as fn(u16) -> [u8; 2], "little"), (u16::to_be_bytes, "big")]
        {
            let marked = utf_16(&format!("\u{feff}{text}"), to_bytes);
            assert_eq!(read(&marked), (text.into(), String::new()));
            let (read, told) = read(&utf_16(text, to_bytes));
            assert_eq!(read, text);
            assert!(
                told.contains(&format!(
                    "1: no UTF-8, and no mark of what it is: read as UTF-16, {name}"
                )),
                "{told}"
            );
        }
        let (text, told) = read(b"Boats sail\n\x93Caf\xe9\x94 \x96 5 \x80, \x8eof\xedn");
        assert_eq!(text, "Boats sail\n“Café” – 5 €, Žofín");
        assert_eq!(told, "2: not UTF-8 from here on: read as Windows-1252");
    }

    #[test]
    fn what_is_damaged_is_read_and_told() {
        // Cut in the middle of a character, as by a writer that is not done.
        for (bytes, text, wrong) in [
            (
                &b"The caf\xc3\xa9 is\n open. \xe2\x80"[..],
                "The café is\n open. �",
                "2: not UTF-8 in 1 place",
            ),
            (b"A harbour, \xe2\x80", "A harbour, �", "1: not UTF-8 in 1 place"),
            (
                b"The caf\xc3\xa9 of \xe2\x80\x9cAn\xffa\xe2\x80\x9d is open.",
                "The café of “An�a” is open.",
                "1: not UTF-8 in 1",
            ),
            (
                b"\xff\xfeB\0o\0\0\xd8a\0t\0s\0 \0s\0a\0i\0l\0.\0",
                "Bo�ats sail.",
                "1: not UTF-16 in 1",
            ),
        ] {
            let (read, told) = read(bytes);
            assert_eq!(read, text, "{told}");
            assert!(told.starts_with(wrong), "{told}");
        }
        // What one program has read wrongly and written stays: nothing tells what it was.
        assert_eq!(read("CafÃ© â\u{80}\u{9d}".as_bytes()).1, "");
    }

    #[test]
    fn what_is_no_text_is_not_read() {
        for (bytes, why) in [
            (&b""[..], "1: empty"),
            (b"\xef\xbb\xbf \n", "1: empty"),
            (b"\xff\xfe", "1: empty"),
            (b"\xff\xfe \0\n\0", "1: empty"),
            (b"\x01\0\x02\0B\0\x05\0\x03\0", "1: not text: there is a NUL byte"),
            (b"\xff\xfe\x01\0\x02\0B\0\x05\0\x03\0", "1: not text: control characters"),
            (b"one\n\0two", "2: not text: there is a NUL byte"),
            (b"\xff\xfe\0\0B\0\0\0", "1: not text: there is a NUL"),
            (
                b"\xff\xd8\xff\xe0\x01JFIF\x01\x02\x01\x03\x80\x90",
                "1: not text: neither UTF-8 nor Windows-1252",
            ),
            // Russian in KOI8-R.
            (b"\n\xf4\xc1\xcd \xda\xc4\xc5\xd3\xd8", "2: not text: neither UTF-8 nor Windows-1252"),
            (b"PK\x03\x04\x14\x01\x08\x08\xe9\xff", "1: not text: neither UTF-8 nor Windows-1252"),
        ] {
            let (text, told) = read(bytes);
            assert_eq!((text.as_str(), told.as_str()), ("", why), "{}", bytes.escape_ascii());
        }
    }
}
