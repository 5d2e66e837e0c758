//! Documents and names that try what a terminal can be asked for, and what must come of them.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// A live page that tries it in each place that is shown.
const PAGE: &str = "\
  1. Ferry \x1b[31msails\x1b[0m \x1b]52;c;ZXZpbA==\x07again\u{202e}\u{200b}published at 10:50 British Summer Time 2 June 2025

    Kim \x1b[2JSam\u{feff}ple\x07
    Europe\x08\x08 editor, reporting from \x1bPq#0;1\x1b\\Harbour\u{9b}2Jtown

    The ferry \x1b]0;owned\x07is back.

    Not \u{9d}0;owned\u{9c}all \u{90}q\u{9c}of \u{2066}it\u{2069} \x1bc\x0e\x05\x7f\x1b7\x1b8 \u{e0041}\u{ad}is.

    A white \x1b_owned\x1b\\shipImage source, Harbour \x1b]8;;http://owned.example\x1b\\Photos

    Image caption,
    The \x1b[?1049lship \x1b[6nat \x1b^owned\x1b\\the quay\x1b[201~

    Cut short \x1b[12;
";

/// The same in JSON, where the characters come escaped.
const LIVEBLOG: &str = r#"{"format":"liveblog/1","title":"\u001b]0;owned\u0007","posts":[{
"uri":"tag:\u001b[2J","firstCreated":"2025-06-02T11:00:00+01:00","headline":"Crane \u001b[2Jis\u0007 working\u202e",
"kinds":["breaking","\u001b[31m"],
"by":[{"name":"Wire\u001b]0;owned\u0007 Desk","role":"\u009b31mEditor","located":"\u001bPq\u001b\\Eastport"}],
"url":"https://harbour.example/\u001b]52;c;ZXZpbA==\u0007","source":"wire\u001b[2J\u0007",
"body":[{"type":"p","text":"One\u001b[2J\nTwo\u0008\u0008"},{"type":"\u001b[2J","text":"Three\u001bc"},
{"type":"list","ordered":true,"items":["\u001b[5mFour"]},{"type":"quote","text":"Five\u2066","cite":"\u001b]0;owned\u0007"},
{"type":"image","alt":"Six\u200b","caption":"Seven\u001b[?25h","credit":"\u001b[2J"},
{"type":"video","caption":"Eight\u001b[?1049l"},{"type":"subhead","text":"Nine\u001bM"}]},
{"firstCreated":"\u001b]0;owned\u0007","headline":"Ten"}]}"#;

/// Makes a folder of hostile documents below `parent`, itself of a hostile name.
pub fn folder(parent: &Path) -> PathBuf {
    let folder = parent.join(OsStr::from_bytes(b"ta\x1b]0;owned\x07lks\xff"));
    fs::create_dir(&folder).unwrap();
    let name = OsStr::from_bytes(b"har\x1b]0;owned\x07\xc2\x9bbour\n.txt");
    fs::write(folder.join(name), PAGE).unwrap();
    fs::write(folder.join("wire.json"), LIVEBLOG).unwrap();
    folder
}
