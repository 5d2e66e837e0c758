//! Looking for a few bytes in a line. `str::rfind` prepares itself for longer searches, which costs
//! more than most lines are long.

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
