//! The README says what the program does.

#![allow(clippy::unwrap_used, reason = "what is wrong in a test fails it")]

use std::fmt::Write as _;

use dateline::reader::keymap::Keymap;
use dateline::runtime::config::Config;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

#[test]
fn the_keys_of_the_readme_are_those_of_the_program() {
    let readme = std::fs::read_to_string(README).unwrap();
    let mut table = String::from("| keys | do |\n| --- | --- |\n");
    for (keys, words) in Keymap::default().help() {
        let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
        writeln!(table, "| {} | {words} |", keys.join(" ")).unwrap();
    }
    assert!(readme.contains(&table), "the table should be:\n{table}");
}

#[test]
fn the_config_of_the_readme_is_understood() {
    let readme = std::fs::read_to_string(README).unwrap();
    let (_, behind) = readme.split_once("```toml\n").unwrap();
    let (shown, _) = behind.split_once("```").unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), shown).unwrap();
    let config = Config::read(file.path()).unwrap();
    assert!(!config.queries.is_empty() && config.keymap() != Keymap::default());
}
