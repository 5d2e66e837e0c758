//! Which sequences the terminal of this process takes without harm, as far as its environment tells.

/// Terminals of which some versions print the end of a sequence with an intermediate character that they do
/// not know, by the beginning of their names: the Linux console, Emacs, and older ones.
const OLD: [&str; 5] = ["linux", "cons", "eterm", "sun", "ansi"];

/// Terminals that know links or ignore them, by the beginning of their names. Those that print them are not
/// among them: the Linux console, Emacs, what is older than any of these.
const LINKING: [&str; 14] = [
    "xterm",
    "tmux",
    "alacritty",
    "contour",
    "foot",
    "ghostty",
    "gnome",
    "iterm",
    "kitty",
    "konsole",
    "mintty",
    "rio",
    "vte",
    "wezterm",
];

/// VTE up to this version broke at links.
const BROKEN_VTE: u32 = 5000;

/// A terminal, by variables of the environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sequences {
    /// `TERM`.
    pub term: String,
    /// `TERM_PROGRAM`.
    pub program: String,
    /// `VTE_VERSION`.
    pub vte: Option<u32>,
}

impl Sequences {
    /// Those of the terminal of this process.
    #[must_use]
    pub fn here() -> Sequences {
        let of = |name| std::env::var(name).unwrap_or_default();
        Sequences {
            term: of("TERM"),
            program: of("TERM_PROGRAM"),
            vte: of("VTE_VERSION").parse().ok(),
        }
    }

    /// Whether the cursor's shape can be asked for (DECSCUSR).
    #[must_use]
    pub fn has_shapes(&self) -> bool {
        !self.term.is_empty() && !OLD.iter().any(|old| self.term.starts_with(old))
    }

    /// Whether cells may be links (OSC 8).
    #[must_use]
    pub fn has_links(&self) -> bool {
        // Under this name it may be GNU screen, or tmux, which says so.
        let is_tmux = self.term.starts_with("screen") && self.program == "tmux";
        let is_known = LINKING.iter().any(|name| self.term.starts_with(name)) || is_tmux;
        is_known && self.vte.is_none_or(|version| version > BROKEN_VTE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal(term: &str, program: &str, vte: Option<u32>) -> [bool; 2] {
        let here = Sequences { term: term.into(), program: program.into(), vte };
        [here.has_shapes(), here.has_links()]
    }

    #[test]
    fn nothing_is_sent_that_a_terminal_might_print() {
        for (term, program, vte, takes) in [
            ("xterm-256color", "", None, [true, true]),
            ("xterm-256color", "", Some(7600), [true, true]),
            ("xterm-256color", "", Some(4602), [true, false]),
            ("xterm-kitty", "", None, [true, true]),
            ("tmux-256color", "tmux", None, [true, true]),
            ("screen-256color", "tmux", None, [true, true]),
            ("screen-256color", "", None, [true, false]),
            ("vt100", "", None, [true, false]),
            ("vt220", "", None, [true, false]),
            ("linux", "", None, [false, false]),
            ("linux-16color", "", None, [false, false]),
            ("eterm-color", "", None, [false, false]),
            ("", "", None, [false, false]),
        ] {
            assert_eq!(terminal(term, program, vte), takes, "{term} {program} {vte:?}");
        }
    }
}
