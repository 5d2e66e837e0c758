use super::*;

#[test]
fn text_that_a_terminal_would_obey_is_gone() {
    for (text, safe) in [
        ("plain", "plain"),
        ("Çırağan – “quoted”", "Çırağan – “quoted”"),
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("title\x1b]0;owned\x07 text", "title text"),
        ("copy\x1b]52;c;ZXZpbA==\x1b\\!", "copy!"),
        ("dcs\x1bPq#0;1\x1b\\end", "dcsend"),
        ("c1\u{9b}31mtext", "c1text"),
        ("osc\u{9d}0;owned\u{9c} dcs\u{90}q\u{9c} apc\u{9f}G\u{9c}.", "osc dcs apc."),
        ("sos\u{98}owned\x1b\\ pm\u{9e}owned\u{9c} ri\u{8d}nel\u{85}.", "sos pm rinel."),
        (
            "mixed\x1b]0;owned\u{9c} nested\x1b]0;a\x1b]52;c;b\x1b\\ \u{9b}3\u{9b}1m.",
            "mixed nested .",
        ),
        ("kitty\x1b_Gf=24,s=1;AAAA\x1b\\ iterm\x1b]1337;File=inline=1:AAAA\x07.", "kitty iterm."),
        (
            "asked\x1bP+q544e\x1b\\\x1bP$qm\x1b\\ tmux\x1bPtmux;\x1b\x1b]0;x\x07\x1b\\.",
            "asked tmux.",
        ),
        ("screen\x1bkowned\x1b\\.", "screen."),
        ("charset\x1b(0\x1b%G\x0e\x0f reset\x1bc.", "charset reset."),
        // Without an end, it ends with the line.
        ("before\x1b]0;owned", "before"),
        ("before\u{9d}0;owned", "before"),
        ("before\x1b[12;", "before"),
        ("before\x1b]Pff0000", "before"),
        ("before\x1b", "before"),
        // UTF-8 that was read as Latin-1: the text behind it stays.
        (
            "theyâ\u{80}\u{99}re â\u{80}\u{9c}inâ\u{80}\u{9d} townâ\u{80}\u{98}",
            "theyâre âinâ townâ",
        ),
        ("bell\x07 and back\x08space", "bell and backspace"),
        ("\tx", "    x"),
        ("ab\tx", "ab  x"),
        ("bidi \u{202e}txt.exe", "bidi txt.exe"),
        ("zero\u{200b}width\u{feff}", "zerowidth"),
        ("tag\u{e0041}s", "tags"),
        ("fill\u{3164}ed\u{115f} khmer\u{17b4} hieroglyph\u{13430}", "filled khmer hieroglyph"),
        ("none\u{fdd0}\u{fffe}\u{1ffff} note\u{fff9}a\u{fffa}b\u{fffb}", "none noteab"),
        ("private \u{e000} and new \u{10ec2}", "private \u{e000} and new \u{10ec2}"),
        ("one\u{2028}two", "one two"),
        ("one\r\ntwo", "one  two"),
    ] {
        assert_eq!(line(text), safe, "{text:?}");
    }
}

#[test]
fn stacked_marks_are_bounded() {
    let zalgo = format!("e{}x", "\u{301}".repeat(1000));
    assert_eq!(line(&zalgo), "e\u{301}\u{301}\u{301}\u{301}x");
}

#[test]
fn marks_that_scripts_stack_are_kept() {
    for text in [
        "ที่นี่น้ำ",
        "tiếng Việt: e\u{302}\u{301}",
        "שָּׁל֥וֹם",
        "क्षेत्रीय",
        "\u{1112}\u{1161}\u{11ab}",
        "བསྒྲུབས",
        "مُّسْتَقِلّ",
    ] {
        assert_eq!(line(text), text);
        assert!(matches!(line(text), Cow::Borrowed(_)));
    }
}

#[test]
fn emoji_are_kept_and_come_apart_where_they_are_joined() {
    for (text, safe) in [
        ("❤\u{fe0f} 🏳\u{fe0f} 1\u{20e3} 👍🏽 🇺🇦", "❤\u{fe0f} 🏳\u{fe0f} 1\u{20e3} 👍🏽 🇺🇦"),
        ("👨\u{200d}👩\u{200d}👧\u{200d}👦", "👨👩👧👦"),
        ("🏳\u{fe0f}\u{200d}🌈", "🏳\u{fe0f}🌈"),
        // England's flag, which is spelled in tag characters.
        ("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", "🏴"),
        ("1\u{fe0f}\u{20e3}", "1\u{20e3}"),
        // They ask for nothing, and hide what can be counted.
        ("a\u{fe0f}b\u{fe0e} ⚡\u{fe0f}\u{fe0f}\u{fe00}", "ab ⚡"),
        ("❤\u{fe0f}\u{fe0f}", "❤\u{fe0f}"),
    ] {
        assert_eq!(line(text), safe, "{text:?}");
    }
}

#[test]
fn names_stay_distinct() {
    assert_eq!(name("a\n\u{202e}.txt"), "a\\u{a}\\u{202e}.txt");
    assert_ne!(name("a\\u{7}.txt"), name("a\x07.txt"));
    let zalgo = |marks| name(&"\u{301}".repeat(marks)).into_owned();
    assert_eq!(zalgo(5), format!("{}\\u{{301}}", zalgo(4)));
    assert_eq!(name("a\x1bb.txt"), "a\\u{1b}b.txt");
    assert_ne!(name("a\x07.txt"), name("a.txt"));
}

#[test]
fn cleaning_twice_changes_nothing() {
    for text in ["a\x1b[31m\tb", "x\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}y"] {
        let once = line(text).into_owned();
        assert_eq!(line(&once), once);
    }
}
