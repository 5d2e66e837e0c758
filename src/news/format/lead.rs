//! The headline of a post that has no field for one: what is set bold, or as a heading, at the beginning of the
//! text, on a line of its own.

use super::markup;

/// A longer run is no headline, in bytes with its markup.
const LONGEST: usize = 1_000;

/// The headline at the beginning of a piece of HTML, and the HTML behind it.
#[must_use]
pub fn of_html(html: &str) -> Option<(String, &str)> {
    let start = html.trim_start();
    let inside = ["p", "div"].iter().find_map(|tag| behind_tag(start, tag)).unwrap_or(start);
    let inside = inside.trim_start();
    let open = |tag: &&'static str| Some((*tag, behind_tag(inside, tag)?));
    let (tag, bold) = ["strong", "b", "h1", "h2", "h3", "h4"].iter().find_map(open)?;
    let (said, rest) = bold.split_once(&format!("</{tag}>"))?;
    let next = rest.trim_start();
    let ends = ["</p", "</div", "<br", "<p", "<div"].iter().any(|tag| next.starts_with(tag));
    if said.len() > LONGEST || !(next.is_empty() || ends || tag.starts_with('h')) {
        return None;
    }
    let headline = markup::line(said);
    (!headline.is_empty()).then_some((headline, rest))
}

/// What stands behind a tag that a text begins with.
fn behind_tag<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let rest = text.strip_prefix('<')?.strip_prefix(name)?;
    if rest.starts_with('>') || rest.starts_with(' ') {
        rest.split_once('>').map(|(_, rest)| rest)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bold_line_at_the_beginning_is_a_headline() {
        let shown = |html| of_html(html).map(|(headline, rest)| format!("{headline}|{rest}"));
        for (html, split) in [
            ("<p><strong>One &amp; two</strong></p><p>Three</p>", "One & two|</p><p>Three</p>"),
            (" <p class=\"a\"> <b>One</b><br>Two", "One|<br>Two"),
            ("<h2>One</h2>Two", "One|Two"),
            ("<b>One</b>", "One|"),
        ] {
            assert_eq!(shown(html).as_deref(), Some(split), "{html}");
        }
        for html in
            ["<p><b>Kyiv</b>: two</p>", "<p>One <b>two</b></p>", "<br>One", "<b></b>", "<b>a", "a"]
        {
            assert_eq!(shown(html), None, "{html}");
        }
    }
}
