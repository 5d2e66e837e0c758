//! What a terminal can be asked for, and documents, names and words that ask for it in every place.

#![allow(clippy::unwrap_used, dead_code, reason = "what is wrong fails the test")]

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// The attacks. None has a line break, which would end what it is put into.
pub fn attacks() -> Vec<String> {
    let kept = [
        // C0.
        "\x07\x08\x08\x08\x0e\x0f\x05\x7f\x01\x02\x1a\x18",
        "a\u{0}b",
        "\rowned\x0b\x0c",
        // CSI: colours, the screen, the cursor, reports, modes, the window, a paste's end.
        "\x1b[31m\x1b[2J\x1b[1;1H\x1b[6n\x1b[c\x1b[>q",
        "\x1b[?1049l\x1b[?25h\x1b[?1000h\x1b[?2004l\x1b[?2026h",
        "\x1b[201~\x1b[21t\x1b[8;1;1t\x1b[20h\x1b[4i",
        "\x1b[12;",
        "\x1b[\x1b[\x1b]0;owned\x1b[31m",
        // ESC alone: reset, keypad, charsets, save and restore.
        "\x1bc\x1b=\x1b(0\x1b%@\x1b#8\x1b7\x1b8\x1bM\x1bD\x1b",
        // OSC: title, palette, directory, link, notification, colours, clipboard, final term, iTerm.
        "\x1b]0;owned\x07",
        "\x1b]2;owned\x1b\\",
        "\x1b]P0ff0000",
        "\x1b]4;1;rgb:ff/00/00\x07\x1b]10;?\x07",
        "\x1b]7;file://owned/\x07",
        "\x1b]8;;http://owned.example\x1b\\link\x1b]8;;\x1b\\",
        "\x1b]9;owned\x07\x1b]777;notify;owned;owned\x07",
        "\x1b]52;c;b3duZWQ=\x07\x1b]52;c;?\x07",
        "\x1b]133;C;owned\x07\x1b]1337;File=inline=1:b3duZWQ=\x07",
        "\x1b]0;owned",
        "\x1b]0;a\x1b]52;c;b3duZWQ=\x1b\\b\x07",
        // DCS: sixel, XTGETTCAP, DECRQSS, DECUDK, tmux.
        "\x1bPq#0;2;0;0;0#0~~-\x1b\\",
        "\x1bP+q544e\x1b\\\x1bP$qm\x1b\\\x1bP1;1|17/6f776e6564\x1b\\",
        "\x1bPtmux;\x1b\x1b]0;owned\x07\x1b\\",
        "\x1bPq",
        // APC (kitty's pictures), PM, SOS, a window's name.
        "\x1b_Gf=24,s=1,v=1;AAAA\x1b\\\x1b^owned\x1b\\\x1bXowned\x1b\\\x1bkowned\x1b\\",
        "\x1b_G",
        // The same in C1.
        "\u{9b}31m\u{9b}2J\u{9b}6n",
        "\u{9d}0;owned\u{9c}\u{90}q\u{9c}\u{9f}G\u{9c}\u{9e}x\u{9c}\u{98}x\u{9c}\u{84}\u{85}\u{8d}",
        "é\u{9d}0;owned\u{9c}",
        "\u{9d}52;c;b3duZWQ=",
        // Bidi, zero width, tags, separators, fillers, variation selectors, annotations, nothings.
        "\u{202e}txt.exe\u{202c}\u{2066}\u{2067}\u{2068}\u{2069}\u{200f}\u{61c}",
        "\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad}\u{34f}\u{180e}\u{3164}\u{ffa0}\u{115f}",
        "\u{e0001}\u{e0041}\u{e007f}\u{e0100}\u{fe00}\u{fe0f}\u{fe0e}",
        "\u{2028}\u{2029}\u{85}",
        "\u{fff9}a\u{fffa}b\u{fffb}\u{fdd0}\u{ffff}\u{10ffff}\u{1d173}\u{13430}",
        "👨\u{200d}👩\u{200d}👧\u{200d}👦🏳\u{fe0f}\u{200d}🌈❤\u{fe0f}",
        // Half of a letter, and letters that are wide, joined or stacked.
        "𐏿\u{e000}\u{f8ff}\u{100000}",
        "ﷺ꧅𒐫⸻ｗｉｄｅ\u{1100}\u{1100}\u{1161}\u{11a8}",
    ];
    let zalgo = format!("z{}", "\u{301}\u{327}\u{20dd}".repeat(200));
    kept.into_iter().map(str::to_owned).chain([zalgo]).collect()
}

/// A word that a screen shows before each attack of a post, and behind it, where that has an end.
pub fn tag(at: usize) -> String {
    format!("tag{at:02}")
}

/// Fills `folder` with all of it: a live page, a `liveblog/1` document, articles, broken documents; files
/// and directories of such names.
fn fill(folder: &Path) {
    fs::write(folder.join("page.txt"), page()).unwrap();
    fs::write(folder.join("wire.json"), wire().to_string()).unwrap();
    // In JSON, halves of letters can be written that are none.
    let halves = r#"{"format":"liveblog/1","posts":[{"headline":"half \ud800 \udfff\u001b[2J"},{"headline":"whole"}]}"#;
    fs::write(folder.join("halves.json"), halves).unwrap();
    for (at, attack) in attacks().iter().enumerate() {
        let article = format!("Article {attack}\n\n{attack}\n\nProse {attack} prose.\n");
        fs::write(folder.join(format!("article{at:02}.txt")), article).unwrap();
        let name = attack.replace(['/', '\0'], "|");
        let name = short(&name, 200);
        // A name alone, one that is bad by what is in it, and one of a directory.
        let broken =
            format!("{{\"format\":\"liveblog/1\",\"posts\":[{{\"headline\":7,\"{name}\":\n");
        fs::write(folder.join(format!("broken{at:02}{name}.json")), broken).unwrap();
        let directory = folder.join(format!("d{at:02}{name}"));
        fs::create_dir(&directory).unwrap();
        fs::write(directory.join("in.txt"), format!("In a directory {at}\n\nProse.\n")).unwrap();
    }
    // As long as a name may be.
    fs::write(folder.join("\u{202e}".repeat(85)), "{}").unwrap();
    fs::write(folder.join(OsStr::new(&"\u{301}".repeat(127))), "{}").unwrap();
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt;
        fs::write(folder.join(OsStr::from_bytes(b"a\n\xff\xfe\x9b31m\x1b]0;owned\x07.txt")), "{}")
            .unwrap();
    }
}

/// A text without its end from so many bytes on.
fn short(text: &str, longest: usize) -> &str {
    text.get(..text.floor_char_boundary(longest)).unwrap()
}

fn page() -> String {
    let mut page = String::new();
    for (at, attack) in attacks().iter().enumerate() {
        let (tag, minute) = (tag(at), 59 - at);
        // A NUL is in no text at all; JSON can spell one.
        let attack = attack.replace('\0', "");
        write!(
            page,
            "  {at}. Page {tag} {attack} {tag}published at 10:{minute:02} British Summer Time 2 June 2025\n\n    \
             Kim{attack} Sample\n    Europe{attack} editor, reporting from {attack}Harbour{attack}\n\n    \
             Text {attack} text.\n\n    A white {attack} shipImage source, {attack}Photos\n\n    Image caption,\n    \
             The {attack} ship\n\n    Media caption,\n    A {attack} clip\n\n      • one {attack}\n      • two {attack}\n\n    \
             See https://page.example/{attack}/owned and javascript:{attack}.\n\n"
        )
        .unwrap();
    }
    page
}

fn wire() -> Value {
    let post = |(at, attack): (usize, &String)| {
        let tag = tag(at);
        let url = format!("https://wire.example/{attack}/owned");
        json!({
            "uri": format!("tag:{at}{attack}"), "url": url, "source": format!("wire{attack}"),
            "firstCreated": format!("2025-06-02T11:{:02}:00+01:00", 59 - at),
            "headline": format!("Wire {tag} {attack} {tag}"), "kinds": [attack, "analysis"],
            "by": [{
                "name": format!("Ann{at}{attack} Other"), "role": format!("editor{attack}"),
                "organisation": format!("Desk{attack}"), "located": format!("East{attack}port"),
            }],
            "body": [
                {"type": "p", "text": format!("Text {attack} {url} ftp://{attack} https://{attack}.example")},
                {"type": attack, "text": format!("Other {attack}\n\n{attack}")},
                {"type": "subhead", "text": attack}, {"type": "furniture", "text": attack},
                {"type": "list", "ordered": true, "items": [attack, format!("1. {attack}")]},
                {"type": "quote", "text": attack, "cite": attack},
                {"type": "image", "alt": attack, "caption": attack, "credit": attack},
                {"type": "video", "caption": attack},
            ],
        })
    };
    let all = attacks();
    let mut posts: Vec<Value> = all.iter().enumerate().map(post).collect();
    // Problems that quote what is wrong.
    posts.extend(all.iter().map(|attack| json!({"headline": "Undated", "firstCreated": attack})));
    posts.extend(all.iter().map(|attack| json!({"headline": "Bad", "status": attack})));
    json!({"format": "liveblog/1", "title": all.concat(), "timezone": all.concat(), "posts": posts})
}

/// A config file whose queries have such names, and look for such words.
fn config() -> String {
    let mut config = "bell = 0\n[queries]\n".to_owned();
    for (at, attack) in attacks().iter().enumerate() {
        // JSON's way to write a text is one of TOML's.
        let name = serde_json::to_string(&format!("q{at}{}", short(attack, 60))).unwrap();
        let word =
            serde_json::to_string(&format!("\"w{}\"", short(attack, 60).replace(['"', '\\'], "x")))
                .unwrap();
        writeln!(
            config,
            "{} = {}",
            name.replace('\x7f', "\\u007f"),
            word.replace('\x7f', "\\u007f")
        )
        .unwrap();
    }
    config
}

/// A folder of a bad name full of attacks, and beside it a config file with more.
pub fn place(parent: &Path) -> (PathBuf, PathBuf) {
    let folder = parent.join("ta\x1b]0;owned\x07\u{9b}2J\u{202e}lks");
    fs::create_dir(&folder).unwrap();
    fill(&folder);
    let settings = parent.join("config.toml");
    fs::write(&settings, config()).unwrap();
    (folder, settings)
}
