//! Looking for a few bytes in a line. `str::rfind` prepares itself for longer searches, which costs
//! more than most lines are long.

/// Whether a text begins with another, in whatever case its ASCII letters are.
pub fn begins(text: &str, start: &str) -> bool {
    let head = text.as_bytes().get(..start.len());
    head.is_some_and(|head| is_same(head, start.as_bytes()))
}

/// Whether a text is one of several, in whatever case its ASCII letters are.
pub fn is_one_of(text: &str, several: &[&str]) -> bool {
    let is_it = |one: &&str| text.len() == one.len() && is_same(text.as_bytes(), one.as_bytes());
    several.iter().any(is_it)
}

/// The first bytes tell most texts apart, at less than a call.
fn is_same(a: &[u8], b: &[u8]) -> bool {
    let first = |text: &[u8]| text.first().map(u8::to_ascii_lowercase);
    first(a) == first(b) && a.eq_ignore_ascii_case(b)
}

/// What stands before and behind the last `mark` of a text.
pub fn split_at_last<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let first = *mark.as_bytes().first()?;
    memchr::memrchr_iter(first, text.as_bytes()).find_map(|at| {
        let (before, rest) = text.split_at_checked(at)?;
        Some((before, rest.strip_prefix(mark)?))
    })
}

/// The lines of a text, without their ends.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    ends.map(move |end| {
        let line = text.get(start..end).unwrap_or_default();
        start = end + 1;
        line.strip_suffix('\r').unwrap_or(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_are_of_any_case() {
        assert!(begins("© HARBOUR Desk", "© harbour") && begins("ab", ""));
        assert!(!begins("har", "harbour") && !begins("ğ", "Ğ"));
        assert!(is_one_of("PIER", &["quay", "pier"]) && is_one_of("", &[""]));
        assert!(!is_one_of("pie", &["pier"]) && !is_one_of("", &["pier"]));
    }

    #[test]
    fn the_last_mark_counts() {
        assert_eq!(split_at_last("a, b, c", ", "), Some(("a, b", "c")));
        assert_eq!(split_at_last("aaa", "aa"), Some(("a", "")));
        assert_eq!(split_at_last("çırağan", "ğ"), Some(("çıra", "an")));
        assert_eq!(split_at_last("a, b", "; "), None);
    }

    #[test]
    fn lines_have_no_ends() {
        assert_eq!(lines("a\r\n\nb\rc\r").collect::<Vec<_>>(), ["a", "", "b\rc"]);
        assert_eq!(lines("a\n").collect::<Vec<_>>(), ["a", ""]);
    }
}
