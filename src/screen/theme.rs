//! Colours and attributes. Each state has a word or a glyph as well, so that a theme without
//! colours loses nothing.

use ratatui::style::{Color, Modifier, Style};

use crate::news::post::{Kind, Presence};
use crate::news::wrap::Role;
use crate::reader::edits::Part;

/// How each part of the screen is drawn.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Text.
    pub plain: Style,
    /// What matters less.
    pub dim: Style,
    /// Headings and what is chosen.
    pub strong: Style,
    /// The header and the status line.
    pub bar: Style,
    /// What the reader should notice.
    pub alert: Style,
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
    colours: bool,
    ascii: bool,
}

impl Theme {
    /// The terminal's own sixteen colours, which its user has made readable on its background.
    #[must_use]
    pub fn sixteen() -> Theme {
        Theme {
            alert: Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
            found: Style::new().fg(Color::Black).bg(Color::Yellow),
            focused: Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD),
            colours: true,
            ..Theme::monochrome()
        }
    }

    /// No colours at all, for `NO_COLOR`.
    #[must_use]
    pub fn monochrome() -> Theme {
        let plain = Style::new();
        Theme {
            plain,
            dim: plain.add_modifier(Modifier::DIM),
            strong: plain.add_modifier(Modifier::BOLD),
            bar: plain.add_modifier(Modifier::REVERSED),
            alert: plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            border: plain.add_modifier(Modifier::DIM),
            focused: plain.add_modifier(Modifier::BOLD),
            cursor: plain.add_modifier(Modifier::REVERSED),
            selected: plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            found: plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            colours: false,
            ascii: false,
        }
    }

    /// The same with bars of ASCII alone.
    #[must_use]
    pub fn in_ascii(self) -> Theme {
        Theme { ascii: true, ..self }
    }

    /// A count as a bar of one cell, where a full one stands for `most`. In ASCII it is the count
    /// itself, with `+` for more than a digit can say.
    #[must_use]
    pub fn bar_of(&self, count: u32, most: u32) -> char {
        const BARS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
        if self.ascii {
            return if count == 0 { '.' } else { char::from_digit(count, 10).unwrap_or('+') };
        }
        let eighths = (u64::from(count) * 8).div_ceil(u64::from(most.max(1)));
        let at = usize::try_from(eighths).unwrap_or(BARS.len());
        BARS.get(at).copied().unwrap_or('█')
    }

    /// One cell of a column over several rows, `row` of them from the bottom: a count of `most` fills
    /// all of them.
    #[must_use]
    pub fn column_of(&self, count: u32, most: u32, row: u32, rows: u32) -> char {
        let eighths = (u64::from(count) * u64::from(rows) * 8).div_ceil(u64::from(most.max(1)));
        let here = eighths.saturating_sub(u64::from(row) * 8).min(8);
        match (self.ascii, here) {
            (_, 0) => ' ',
            (true, _) => '#',
            (false, here) => self.bar_of(u32::try_from(here).unwrap_or(8), 8),
        }
    }

    /// The glyph of a kind in the feed, and its style.
    #[must_use]
    pub fn kind(&self, kind: Kind) -> (&'static str, Style) {
        let (glyph, colour) = match kind {
            Kind::Breaking => ("B", Color::Red),
            Kind::Analysis => ("A", Color::Blue),
            Kind::Summary => ("S", Color::Green),
            Kind::Article => ("R", Color::Magenta),
        };
        let style = if self.colours { self.strong.fg(colour) } else { self.strong };
        (glyph, style)
    }

    /// The glyph in the feed of a post that no longer stands.
    #[must_use]
    pub fn presence(&self, presence: Presence) -> Option<&'static str> {
        match presence {
            Presence::Present => None,
            Presence::Withdrawn => Some("×"),
            Presence::RolledOff => Some("↓"),
        }
    }

    /// A piece of what was edited.
    #[must_use]
    pub fn edit(&self, part: Part) -> Style {
        let coloured = |style: Style, colour| if self.colours { style.fg(colour) } else { style };
        match part {
            Part::Head => self.focused,
            Part::Same => self.plain,
            Part::Removed => coloured(self.plain.add_modifier(Modifier::CROSSED_OUT), Color::Red),
            Part::Added => coloured(self.strong, Color::Green),
        }
    }

    /// A row of the reading pane.
    #[must_use]
    pub fn role(&self, role: Role) -> Style {
        let coloured = |colour| {
            if self.colours { self.plain.fg(colour) } else { self.plain }
        };
        match role {
            Role::Label => self.focused,
            Role::Headline | Role::Subhead => self.strong,
            Role::Byline => coloured(Color::Cyan),
            Role::Time | Role::Credit => self.dim,
            Role::Gone => self.alert,
            Role::Caption => coloured(Color::Yellow),
            Role::Quote => self.plain.add_modifier(Modifier::ITALIC),
            Role::Text | Role::Item | Role::Blank => self.plain,
        }
    }
}
