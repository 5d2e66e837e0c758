//! The README says what the program does.

#![allow(clippy::unwrap_used, reason = "what is wrong in a test fails it")]

use std::fmt::Write as _;

use dateline::reader::keymap::Keymap;

#[test]
fn the_keys_of_the_readme_are_those_of_the_program() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let mut table = String::from("| keys | do |\n| --- | --- |\n");
    for (keys, words) in Keymap::default().help() {
        let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
        writeln!(table, "| {} | {words} |", keys.join(" ")).unwrap();
    }
    assert!(readme.contains(&table), "the table should be:\n{table}");
}
