//! The styles of the built-in themes, side by side.

/// A theme that needs no config.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BuiltIn {
    /// The terminal's own background and sixteen colours, of which only those are used for text that can be
    /// read on a dark background and on a light one.
    #[default]
    Auto,
    /// Light on dark, whatever the terminal's own colours.
    Dark,
    /// Dark on light.
    Light,
}

impl BuiltIn {
    /// All of them.
    pub const ALL: [BuiltIn; 3] = [BuiltIn::Auto, BuiltIn::Dark, BuiltIn::Light];

    /// What it is called in the config.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            BuiltIn::Auto => "auto",
            BuiltIn::Dark => "dark",
            BuiltIn::Light => "light",
        }
    }

    /// The theme of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<BuiltIn> {
        BuiltIn::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The words of a style in it.
    #[must_use]
    pub fn words(self, [_, auto, dark, light]: [&'static str; 4]) -> &'static str {
        match self {
            BuiltIn::Auto => auto,
            BuiltIn::Dark => dark,
            BuiltIn::Light => light,
        }
    }
}

/// Each style by its name: without colours, `auto`, `dark`, `light`. A style without a background stands on
/// that of `plain`. The colours are among the 256 of xterm, so that nothing is lost there.
#[rustfmt::skip]
pub const STYLES: [(&str, [&str; 4]); 26] = [
    ("plain", ["none", "none",
        "#d0d0d0/bright-white on #1c1c1c/black", "#1c1c1c/black on #eeeeee/bright-white"]),
    ("dim", ["dim", "dim", "#a8a8a8/white", "#585858/black"]),
    ("strong", ["bold", "bold", "bold #ffffff/bright-white", "bold #000000/black"]),
    ("bar", ["reversed", "reversed",
        "#e4e4e4/bright-white on #3a3a3a/blue", "#1c1c1c/black on #d0d0d0/cyan"]),
    ("alert", ["bold underlined", "bold red", "bold #ff8787/bright-red", "bold #af0000/red"]),
    ("banner", ["bold underlined reversed", "bold reversed red",
        "bold #ffffff/bright-white on #af0000/red", "bold #ffffff/bright-white on #af0000/red"]),
    ("border", ["dim", "dim", "#8a8a8a/white", "#626262/black"]),
    ("focused", ["bold", "bold", "bold #87d7ff/bright-cyan", "bold #005faf/blue"]),
    ("cursor", ["reversed", "reversed",
        "#1c1c1c/black on #87d7ff/white", "#ffffff/bright-white on #005faf/blue"]),
    ("selected", ["bold underlined", "bold underlined",
        "bold #ffffff/bright-white on #444444/blue", "bold #000000/black on #d0d0d0/cyan"]),
    ("found", ["bold underlined", "black on yellow",
        "#1c1c1c/black on #ffd75f/green", "#000000/black on #ffd75f/green"]),
    ("breaking", ["bold", "bold red", "bold #ff8787/bright-red", "bold #af0000/red"]),
    ("analysis", ["bold", "bold magenta", "bold #87afff/bright-cyan", "bold #005faf/blue"]),
    ("summary", ["bold", "bold", "bold #87d787/bright-green", "bold #005f00/black"]),
    ("article", ["bold", "bold", "bold #d7afff/bright-magenta", "bold #870087/magenta"]),
    ("label", ["bold", "bold magenta", "bold #87d7ff/bright-cyan", "bold #005faf/blue"]),
    ("headline", ["bold", "bold", "bold #ffffff/bright-white", "bold #000000/black"]),
    ("subhead", ["bold", "bold", "bold #ffffff/bright-white", "bold #000000/black"]),
    ("byline", ["none", "none", "#87d7d7/bright-cyan", "#005f5f/blue"]),
    ("time", ["dim", "dim", "#a8a8a8/white", "#585858/black"]),
    ("caption", ["none", "none", "#d7d7af/bright-yellow", "#5f5f00/black"]),
    ("credit", ["dim", "dim", "#a8a8a8/white", "#585858/black"]),
    ("quote", ["italic", "italic", "italic", "italic"]),
    ("edited", ["bold", "bold", "bold #87d7ff/bright-cyan", "bold #005faf/blue"]),
    ("removed", ["crossed-out", "crossed-out red",
        "crossed-out #ff8787/bright-red", "crossed-out #af0000/red"]),
    ("added", ["bold", "bold underlined", "bold #87d787/bright-green", "bold #005f00/black"]),
];
