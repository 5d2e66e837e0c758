//! Tags, genres and classes → kinds: only those words count that are labels of a kind and of nothing else.

use super::text::Text;

/// The kind that a tag, a genre or a class is a label of, as `liveblog/1` has it: `#BreakingNews`, `News analysis`.
#[must_use]
pub fn kind(label: &str) -> Option<Text<'static>> {
    // No label is longer.
    let label = Some(label.trim()).filter(|label| label.len() <= 32)?;
    let letters = label.chars().filter(|ch| ch.is_alphanumeric());
    let word: String = letters.flat_map(char::to_lowercase).collect();
    Some(Text::from(match word.as_str() {
        "breaking" | "breakingnews" => "breaking",
        "analysis" | "newsanalysis" => "analysis",
        "summary" | "newssummary" => "summary",
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_labels_count() {
        let read = |label: &str| kind(label).map(|kind| kind.to_string()).unwrap_or_default();
        assert_eq!(read("#BreakingNews") + &read("breaking"), "breakingbreaking");
        assert_eq!(read(" News analysis "), "analysis");
        assert_eq!(read("Summary"), "summary");
        for other in ["", "#breakingbad", "data analysis", "update", "article"] {
            assert_eq!(read(other), "", "{other}");
        }
    }
}
