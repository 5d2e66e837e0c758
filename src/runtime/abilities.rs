//! What the terminal of this process can show.

use std::io::{self, IsTerminal};

use crate::cli::Colours;
use crate::screen::glyphs::Glyphs;
use crate::screen::theme::{Depth, Look, Theme};

/// What a terminal can show, and what its user wants of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abilities {
    /// How many colours.
    pub depth: Depth,
    /// Whether its text is UTF-8, as far as the locale says. Where none is set, it most likely is.
    pub utf8: bool,
    /// Whether ASCII is asked for all the same.
    pub ascii: bool,
}

impl Abilities {
    /// Those of the terminal that the environment tells of.
    #[must_use]
    pub fn of_terminal(colours: Colours, ascii: bool) -> Abilities {
        let of = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(of);
        let utf8 = locale.is_none_or(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        let found = depth(&of("TERM").unwrap_or_default(), &of("COLORTERM").unwrap_or_default());
        let depth = match colours {
            Colours::Auto if of("NO_COLOR").is_some() => Depth::None,
            Colours::Auto => found,
            Colours::Never => Depth::None,
            Colours::Always => found.max(Depth::Sixteen),
            Colours::Sixteen => Depth::Sixteen,
            Colours::Many => Depth::Many,
            Colours::True => Depth::True,
        };
        Abilities { depth, utf8, ascii }
    }

    /// Those of standard output, which may be no terminal: then there are neither colours nor doubts about
    /// its text, unless they are asked for.
    #[must_use]
    pub fn of_output(colours: Colours, ascii: bool) -> Abilities {
        let terminal = Abilities::of_terminal(colours, ascii);
        if io::stdout().is_terminal() {
            return terminal;
        }
        let depth = if colours == Colours::Auto { Depth::None } else { terminal.depth };
        Abilities { depth, utf8: true, ascii }
    }

    /// The glyphs it shows; `wish` is the config's word on whether they are ASCII alone.
    #[must_use]
    pub fn glyphs(self, wish: Option<bool>) -> Glyphs {
        if self.ascii || wish.unwrap_or(!self.utf8) { Glyphs::Ascii } else { Glyphs::Unicode }
    }

    /// How a look is drawn there.
    #[must_use]
    pub fn theme(self, look: &Look, ascii: Option<bool>) -> Theme {
        look.on(self.depth).with(self.glyphs(ascii))
    }
}

/// How many colours a terminal of this name has. Over SSH the name is all that is known; `colorterm` says
/// more where it comes along, and is not believed where it may be that of a terminal around this one.
fn depth(term: &str, colorterm: &str) -> Depth {
    let is_of = |names: &[&str]| names.iter().any(|name| term.starts_with(name));
    if term == "dumb"
        || is_of(&["vt1", "vt2", "vt3", "vt4"])
        || term.ends_with("-m")
        || term.ends_with("-mono")
    {
        return Depth::None;
    }
    if term == "linux" || term.starts_with("linux-") || term.ends_with("-16color") {
        return Depth::Sixteen;
    }
    let says_so = matches!(colorterm, "truecolor" | "24bit") && !term.starts_with("screen");
    let is_known = is_of(&[
        "xterm-kitty",
        "xterm-ghostty",
        "ghostty",
        "alacritty",
        "foot",
        "wezterm",
        "contour",
        "iterm2",
    ]);
    if says_so || is_known || term.contains("-direct") {
        Depth::True
    } else if term.contains("256") {
        Depth::Many
    } else {
        Depth::Sixteen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_known_by_its_name() {
        for (term, colorterm, wanted) in [
            ("xterm-256color", "", Depth::Many),
            ("tmux-256color", "", Depth::Many),
            ("screen-256color", "truecolor", Depth::Many),
            ("xterm-256color", "truecolor", Depth::True),
            ("xterm-256color", "24bit", Depth::True),
            ("xterm-256color", "yes", Depth::Many),
            ("xterm-kitty", "", Depth::True),
            ("alacritty", "", Depth::True),
            ("foot-extra", "", Depth::True),
            ("xterm-direct", "", Depth::True),
            ("xterm-direct2", "", Depth::True),
            ("xterm", "", Depth::Sixteen),
            ("xterm-color", "", Depth::Sixteen),
            ("screen", "truecolor", Depth::Sixteen),
            ("tmux", "", Depth::Sixteen),
            ("linux", "", Depth::Sixteen),
            ("linux", "truecolor", Depth::Sixteen),
            ("rxvt-16color", "", Depth::Sixteen),
            ("vt100", "", Depth::None),
            ("vt220", "truecolor", Depth::None),
            ("xterm-mono", "", Depth::None),
            ("dumb", "", Depth::None),
            ("", "", Depth::Sixteen),
        ] {
            assert_eq!(depth(term, colorterm), wanted, "{term} {colorterm}");
        }
    }

    #[test]
    fn ascii_is_for_who_asks_and_for_who_has_nothing_else() {
        for (utf8, asked, wish, wanted) in [
            (true, false, None, Glyphs::Unicode),
            (false, false, None, Glyphs::Ascii),
            (true, false, Some(true), Glyphs::Ascii),
            (false, false, Some(false), Glyphs::Unicode),
            (true, true, Some(false), Glyphs::Ascii),
        ] {
            let abilities = Abilities { depth: Depth::True, utf8, ascii: asked };
            assert_eq!(abilities.theme(&Look::default(), wish).glyphs, wanted);
        }
    }
}
