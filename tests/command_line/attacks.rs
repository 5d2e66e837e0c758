//! All that goes to standard output, standard error and the log, where documents, names, the config and the
//! arguments try what a terminal can be asked for.

use std::fs;

use crate::heard::{Heard, assert_own, of_plain};
use crate::{attacks, dateline};

fn run(arguments: &[&str]) -> (Vec<u8>, Vec<u8>) {
    let output = dateline(arguments).output().unwrap();
    (output.stdout, output.stderr)
}

#[test]
fn nothing_but_text_is_printed() {
    let place = tempfile::tempdir().unwrap();
    let (folder, config) = attacks::place(place.path());
    let (folder, config) = (folder.to_str().unwrap(), config.to_str().unwrap());
    let log = place.path().join("log");
    let common = ["--config", config, "--log", log.to_str().unwrap()];
    for (arguments, word) in [
        (&["print"][..], "Wire tag00"),
        (&["print", "--all", "--query", "wire -is:x"], ""),
        (&["print", "--format", "json"], "Wire tag00"),
        (&["print", "--format", "ndjson"], "Wire tag00"),
        (&["print", "--format", "markdown"], "## Wire tag00"),
        (&["check"], "broken00"),
        (&["config"], "q10"),
    ] {
        let folder = (arguments != ["config"]).then_some(folder);
        let arguments: Vec<&str> = arguments.iter().copied().chain(common).chain(folder).collect();
        let (out, err) = run(&arguments);
        assert_own(&out, of_plain);
        assert_own(&err, of_plain);
        let out = String::from_utf8(out).unwrap();
        let err = String::from_utf8(err).unwrap();
        assert!(out.contains(word), "no `{word}` in {out}{err}");
    }
    // In colours there are those and no more.
    let (out, _) = run(&["print", "--color", "always", folder]);
    let is_colour = |heard: &Heard| matches!(heard, Heard::Csi(csi) if csi.ends_with('m') && !csi.contains('?'));
    assert_own(&out, |heard| of_plain(heard) || is_colour(heard));
    assert!(out.contains(&0x1b));
    let log = fs::read(log).unwrap();
    assert_own(&log, of_plain);
    assert!(
        String::from_utf8(log).unwrap().lines().all(|line| line.starts_with("20")),
        "one line an event"
    );
}

/// Whatever is quoted of arguments, names and files, in one line or in clap's few.
#[test]
fn nothing_but_text_is_told() {
    let place = tempfile::tempdir().unwrap();
    let (folder, _) = attacks::place(place.path());
    let folder = folder.to_str().unwrap();
    let config = place.path().join("bad.toml");
    for attack in attacks::attacks() {
        let attack = attack.replace('\0', "|");
        let none = format!("{}/none{}", place.path().display(), attack.replace('/', "|"));
        let json = serde_json::to_string(&attack).unwrap().replace('\x7f', "\\u007f");
        for text in [
            format!("{json} = 1\n"),
            format!("[queries]\n{json} = 'kind:war'\n"),
            format!(
                "[queries]\na = {}\n",
                serde_json::to_string(&format!("is:{attack}")).unwrap().replace('\x7f', "\\u007f")
            ),
            format!("zone = {json}\n"),
            format!("year = '{attack}'\n"),
            attack.clone(),
        ] {
            fs::write(&config, text).unwrap();
            let (out, err) = run(&["print", folder, "--config", config.to_str().unwrap()]);
            assert_own(&out, of_plain);
            assert_own(&err, of_plain);
        }
        let query = format!("kind:{}", attack.replace(' ', ""));
        for arguments in [
            &["print", folder, "--query", &query][..],
            &["print", folder, "--query", &format!("/({attack}/")],
            &["print", folder, "--since", &attack],
            &["print", folder, "--kind", &attack],
            &["print", folder, "--by", &attack],
            &["print", folder, "--format", &attack],
            &["print", folder, "--zone", &attack],
            &["print", folder, "--year", &attack],
            &["print", folder, "--config", &none],
            &["print", folder, "--log", &format!("{none}/log")],
            &["print", folder, &none],
            &["print", "--follow", &none],
            &["check", &none],
            &["completions", &attack],
            &[&format!("--{attack}")],
            &[&none],
        ] {
            let (out, err) = run(arguments);
            assert_own(&out, of_plain);
            assert_own(&err, of_plain);
        }
    }
}
