//! Colours and attributes. Each state has a word or a glyph as well, so that a theme without
//! colours loses nothing.

use std::borrow::Cow;

use ratatui::style::Style;

use super::glyphs::Glyphs;
use super::text;
use crate::news::post::Kind;
use crate::news::wrap::Role;
use crate::reader::edits::Part;
pub use built_in::BuiltIn;
use built_in::STYLES;
pub use depth::Depth;
pub use style::Ink;

mod built_in;
mod depth;
mod style;

/// What a theme is made of: a built-in one, and the styles that it has of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    base: BuiltIn,
    own: Vec<(&'static str, Ink)>,
}

/// How each part of the screen is drawn, on a terminal of a kind. It is a value: another one may take its
/// place at any time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Theme {
    /// Text.
    pub plain: Style,
    /// What matters less.
    pub dim: Style,
    /// Headings and what is chosen.
    pub strong: Style,
    /// The header.
    pub bar: Style,
    /// What the reader should notice.
    pub alert: Style,
    /// The row of breaking news, and a header that has bad news.
    pub banner: Style,
    /// A pane's border.
    pub border: Style,
    /// The border and title of the pane that has the focus.
    pub focused: Style,
    /// The selected row of the pane that has the focus.
    pub cursor: Style,
    /// The selected row of another pane.
    pub selected: Style,
    /// What is searched for.
    pub found: Style,
    /// The glyphs of the kinds in the feed.
    breaking: Style,
    analysis: Style,
    summary: Style,
    article: Style,
    /// The rows of the reading pane.
    label: Style,
    headline: Style,
    subhead: Style,
    byline: Style,
    time: Style,
    caption: Style,
    credit: Style,
    quote: Style,
    /// What was edited: when, what was taken out, what was put in.
    edited: Style,
    removed: Style,
    added: Style,
    /// What is drawn beside text.
    pub glyphs: Glyphs,
    /// Whether the terminal is given links.
    pub links: bool,
}

impl Look {
    /// A built-in theme as it is.
    #[must_use]
    pub fn of(base: BuiltIn) -> Look {
        Look { base, own: Vec::new() }
    }

    /// The names of all styles.
    pub fn names() -> impl Iterator<Item = &'static str> {
        STYLES.iter().map(|(name, _)| *name)
    }

    /// The words of a style in a built-in theme.
    #[must_use]
    pub fn words(base: BuiltIn, name: &str) -> Option<&'static str> {
        STYLES.iter().find(|(own, _)| *own == name).map(|(_, words)| base.words(*words))
    }

    /// Gives a style of its own; answers whether there is one of this name.
    pub fn set(&mut self, name: &str, ink: Ink) -> bool {
        let Some(name) = Look::names().find(|own| *own == name) else { return false };
        self.own.retain(|(own, _)| *own != name);
        self.own.push((name, ink));
        true
    }

    /// The theme on a terminal of so many colours.
    #[must_use]
    pub fn on(&self, depth: Depth) -> Theme {
        let mut theme = Theme::default();
        let mut plain = Style::new();
        for ((name, words), style) in STYLES.into_iter().zip(theme.styles()) {
            let own = self.own.iter().find(|(own, _)| *own == name).map(|(_, ink)| *ink);
            // Without colours, a style that is made of them would say nothing.
            let own = own.filter(|ink| depth != Depth::None || !ink.is_coloured());
            let words = if depth == Depth::None { words[0] } else { self.base.words(words) };
            let ink = own.unwrap_or_else(|| Ink::parse(words).unwrap_or_default());
            *style = ink.style(depth);
            if name == "plain" {
                plain = *style;
            }
            *style = Style { fg: style.fg.or(plain.fg), bg: style.bg.or(plain.bg), ..*style };
        }
        theme
    }
}

impl Theme {
    /// The terminal's own sixteen colours, which its user has made readable on its background.
    #[must_use]
    pub fn sixteen() -> Theme {
        Look::of(BuiltIn::Auto).on(Depth::Sixteen)
    }

    /// No colours at all, for `NO_COLOR`.
    #[must_use]
    pub fn monochrome() -> Theme {
        Look::of(BuiltIn::Auto).on(Depth::None)
    }

    /// The same for a terminal that is given links, or is not.
    #[must_use]
    pub fn with_links(self, links: bool) -> Theme {
        Theme { links, ..self }
    }

    /// The same on a terminal that shows such glyphs.
    #[must_use]
    pub fn with(self, glyphs: Glyphs) -> Theme {
        Theme { glyphs, ..self }
    }

    /// All styles, in the order of their names.
    fn styles(&mut self) -> [&mut Style; STYLES.len()] {
        [
            &mut self.plain,
            &mut self.dim,
            &mut self.strong,
            &mut self.bar,
            &mut self.alert,
            &mut self.banner,
            &mut self.border,
            &mut self.focused,
            &mut self.cursor,
            &mut self.selected,
            &mut self.found,
            &mut self.breaking,
            &mut self.analysis,
            &mut self.summary,
            &mut self.article,
            &mut self.label,
            &mut self.headline,
            &mut self.subhead,
            &mut self.byline,
            &mut self.time,
            &mut self.caption,
            &mut self.credit,
            &mut self.quote,
            &mut self.edited,
            &mut self.removed,
            &mut self.added,
        ]
    }

    /// Cuts text to `room` columns, and says so.
    pub(super) fn fit<'a>(&self, text: &'a str, room: usize) -> Cow<'a, str> {
        text::fit(text, room, self.glyphs.ellipsis())
    }

    /// The end of a text in `room` columns.
    pub(super) fn fit_end<'a>(&self, text: &'a str, room: usize) -> Cow<'a, str> {
        text::fit_end(text, room, self.glyphs.ellipsis())
    }

    /// The letter of a kind in the feed, and its style.
    #[must_use]
    pub fn kind(&self, kind: Kind) -> (&'static str, Style) {
        match kind {
            Kind::Breaking => ("B", self.breaking),
            Kind::Analysis => ("A", self.analysis),
            Kind::Summary => ("S", self.summary),
            Kind::Article => ("R", self.article),
            Kind::Key => ("K", self.strong),
            Kind::Opening => ("O", self.strong),
            Kind::Closing => ("L", self.strong),
            Kind::Explainer => ("E", self.strong),
            Kind::Video => ("V", self.strong),
            Kind::Picture => ("P", self.strong),
            Kind::Correction => ("C", self.strong),
        }
    }

    /// A piece of what was edited.
    #[must_use]
    pub fn edit(&self, part: Part) -> Style {
        match part {
            Part::Head => self.edited,
            Part::Same => self.plain,
            Part::Removed => self.removed,
            Part::Added => self.added,
        }
    }

    /// A row of the reading pane.
    #[must_use]
    pub fn role(&self, role: Role) -> Style {
        match role {
            Role::Label => self.label,
            Role::Headline => self.headline,
            Role::Subhead => self.subhead,
            Role::Byline => self.byline,
            Role::Time => self.time,
            Role::Credit => self.credit,
            Role::Gone => self.alert,
            Role::Caption => self.caption,
            Role::Quote => self.quote,
            Role::Text | Role::Item | Role::Blank => self.plain,
        }
    }
}

#[cfg(test)]
mod tests;
