//! The forms that are plain text.

use std::fmt::Write as _;

use jiff::ToSpan;
use serde_json::json;
use textwrap::Options;

use super::{Draft, each, stamp};

/// Columns of a line of the wire.
const WIRE: usize = 64;

/// Minutes by which clocks in India are ahead.
const INDIA: i64 = 5 * 60 + 30;

pub fn live_page(drafts: &[Draft]) -> String {
    let mut out = String::new();
    for (place, draft) in drafts.iter().enumerate() {
        live_post(&mut out, place + 1, draft);
    }
    out
}

fn live_post(out: &mut String, place: usize, draft: &Draft) {
    let stamp = draft.time.strftime("%H:%M Greenwich Mean Time %-d %B %Y");
    if draft.kind == Some("analysis") {
        let _ = write!(out, "  {place}. Analysis\n\n    {}published at {stamp}\n", draft.headline);
    } else {
        let _ = writeln!(out, "  {place}. {}published at {stamp}", draft.headline);
    }
    if draft.kind == Some("breaking") {
        out.push_str("    Breaking\n");
    }
    let _ = write!(out, "\n    {}\n    {}, reporting from {}\n", draft.by, draft.role, draft.place);
    for paragraph in &draft.paragraphs {
        let _ = write!(out, "\n    {paragraph}\n");
    }
    out.push('\n');
}

pub fn article(drafts: &[Draft]) -> String {
    each(drafts, |draft| format!("{}\n\nBy {}\n\n{}\n", draft.headline, draft.by, text(draft)))
}

/// The paragraphs of a post.
fn text(draft: &Draft) -> String {
    draft.paragraphs.join("\n\n")
}

pub fn yaml(drafts: &[Draft]) -> String {
    each(drafts, |draft| {
        let (stamp, text) = (stamp(draft), text(draft));
        format!(
            "---\ntitle: {}\ndate: {stamp}\nauthor: {}\n---\n\n{text}\n",
            draft.headline, draft.by
        )
    })
}

pub fn toml(drafts: &[Draft]) -> String {
    each(drafts, |draft| {
        let (stamp, text) = (stamp(draft), text(draft));
        format!(
            "+++\ntitle = '{}'\ndate = {stamp}\nauthor = '{}'\n+++\n\n{text}\n",
            draft.headline, draft.by
        )
    })
}

pub fn json(drafts: &[Draft]) -> String {
    each(drafts, |draft| {
        let matter = json!({ "title": draft.headline, "date": stamp(draft), "author": draft.by });
        format!("{matter:#}\n\n{}\n", text(draft))
    })
}

/// Paragraphs as a wire sends them, in short lines.
fn wired(draft: &Draft, indent: &str) -> String {
    let options = Options::new(WIRE).initial_indent(indent);
    let wrapped = draft.paragraphs.iter().flat_map(|text| textwrap::wrap(text, &options));
    wrapped.collect::<Vec<_>>().join("\r\n") + "\r\n"
}

pub fn iptc_7901(drafts: &[Draft]) -> String {
    each(drafts, |draft| {
        format!(
            "\u{1}dsk{:04} 3 i 120 harbour desk\r\n\r\nCoverage/\r\n\u{2}{} =\r\n\r\n\
             By {} =\r\n\r\n{}\r\n\u{3}\r\n",
            draft.number % 10_000,
            draft.headline,
            draft.by,
            wired(draft, "   ")
        )
    })
}

pub fn anpa_1312(drafts: &[Draft]) -> String {
    each(drafts, |draft| {
        format!(
            "\u{16}\u{16}\u{1}A{:04}\u{1f}__live\r\nr i\u{13}\u{11} BC-Coverage     {} 0120\r\n\
             \u{2}BC-Coverage,120<\r\n^{}<\r\n^By {}=\r\n{}\u{3}Desk-{}<\r\n\u{4}\r\n",
            draft.number % 10_000,
            draft.time.strftime("%m-%d"),
            draft.headline,
            draft.by,
            wired(draft, "\t"),
            draft.time.strftime("%m-%d-%y %H%MGMT")
        )
    })
}

/// The title of a page, and the day of its newest post.
fn head(drafts: &[Draft]) -> String {
    let day = drafts.first().map(|draft| draft.time.strftime("%A %-d %B %Y").to_string());
    format!("Live coverage\n{}\n\n", day.unwrap_or_default())
}

/// `17.25 GMT`, as the Guardian has it.
pub fn dotted(drafts: &[Draft]) -> String {
    let newest = drafts.first().map(|draft| draft.time.strftime("%a %-d %b %Y %H.%M GMT"));
    let newest = newest.map(|stamp| stamp.to_string()).unwrap_or_default();
    let posts = each(drafts, |draft| {
        let clock = draft.time.strftime("%H.%M GMT");
        format!("{clock}\n\n{}\n\n{}\n\n", draft.headline, text(draft))
    });
    format!("Live coverage – as it happened\n{newest}\n\n{posts}")
}

/// `2:10 a.m. GMT, November 4, 2020`, as CNN has it.
pub fn half_days(drafts: &[Draft]) -> String {
    let posts = each(drafts, |draft| {
        let half = if draft.time.hour() < 12 { "a.m." } else { "p.m." };
        let (clock, day) = (draft.time.strftime("%-I:%M"), draft.time.strftime("%B %-d, %Y"));
        format!(
            "{clock} {half} GMT, {day}\n\n{}\n\nFrom CNN's {}\n\n{}\n\n",
            draft.headline,
            draft.by,
            text(draft)
        )
    });
    format!("Live coverage\n\n{posts}")
}

/// `5/21/2022 9:38:14 AM`, as `ScribbleLive` has it.
pub fn scribble(drafts: &[Draft]) -> String {
    each(drafts, |draft| {
        let stamp = draft.time.strftime("%-m/%-d/%Y %-I:%M:%S %p");
        format!("{stamp}   {}\n{}\n\n{}\n\n", draft.by, draft.headline, text(draft))
    })
}

/// `+++ 14:26 Headline +++`, as tickers in German have it.
pub fn ticker(drafts: &[Draft]) -> String {
    let posts = each(drafts, |draft| {
        let clock = draft.time.strftime("%H:%M GMT");
        format!("+++ {clock} {} +++\n\n{}\n\n", draft.headline, text(draft))
    });
    head(drafts) + &posts
}

/// `06:58 , Kim Sample` below the headline, and below the day, as the Independent has it.
pub fn signed(drafts: &[Draft]) -> String {
    let mut day = None;
    let mut out = String::from("Live coverage\n\n");
    for draft in drafts {
        if day.replace(draft.time.date()) != Some(draft.time.date()) {
            let _ = write!(out, "{}\n\n", draft.time.strftime("%A %-d %B %Y"));
        }
        let clock = draft.time.strftime("%H:%M GMT");
        let (headline, by) = (&draft.headline, &draft.by);
        let _ = write!(out, "{headline}\n\n{clock} , {by}\n\n{}\n\n", text(draft));
    }
    out
}

/// `14:26 GMT` below the headline.
pub fn below_headlines(drafts: &[Draft]) -> String {
    let posts = each(drafts, |draft| {
        let clock = draft.time.strftime("%H:%M GMT");
        format!("{}\n{clock}\n\n{}\n\n", draft.headline, text(draft))
    });
    head(drafts) + &posts
}

/// `22:45   Headline`, as Rediff has it, in the time of India.
pub fn beside_headlines(drafts: &[Draft]) -> String {
    let time = |draft: &Draft| draft.time.saturating_add(INDIA.minutes());
    let day = drafts.first().map(|newest| time(newest).strftime("%a, %-d %B %Y").to_string());
    let posts = each(drafts, |draft| {
        let clock = time(draft).strftime("%H:%M");
        format!("image\n{clock}   {}\n{}\n", draft.headline, text(draft))
    });
    format!("LIVE\n{}\nTimeline  Refresh\n{posts}", day.unwrap_or_default())
}

/// Posts by their numbers, as dumps of the BBC have them that lost the times.
pub fn licence(drafts: &[Draft]) -> String {
    let mut out =
        String::from("Got a TV Licence?\n\nLive Reporting\n\nAll times stated are UK\n\n");
    for (at, draft) in drafts.iter().enumerate() {
        let (number, headline) = (at + 1, &draft.headline);
        let Draft { by, role, place, .. } = draft;
        let _ = write!(out, "  {number}. {headline}\n\n    {by}\n    {role}, in {place}\n\n");
        for paragraph in &draft.paragraphs {
            let _ = write!(out, "    {paragraph}\n\n");
        }
    }
    out
}
