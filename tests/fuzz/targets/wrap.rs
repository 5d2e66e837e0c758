//! Any post, wrapped to any width.
#![no_main]

#[path = "../../common/tame.rs"]
mod tame;

#[path = "../../common/holds.rs"]
mod holds;

use libfuzzer_sys::fuzz_target;

use dateline::news::body::{Block, Body};
use dateline::news::post::Post;
use dateline::news::sanitize;

fuzz_target!(|input: (u8, Vec<(u8, String)>)| {
    let (width, texts) = input;
    let texts: Vec<(u8, String)> = texts
        .iter()
        .map(|(form, text)| (*form, sanitize::line(text).trim().to_owned()))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let blocks = texts.iter().map(|(form, text)| match form % 6 {
        0 => Block::Subhead { text },
        1 => Block::List { ordered: form & 8 == 0, items: vec![text, text] },
        2 => Block::Image { alt: text, caption: text, credit: text },
        3 => Block::Video { caption: text },
        4 => Block::Quote { text, cite: text },
        _ => Block::Paragraph { text },
    });
    let blocks: Vec<Block> = blocks.collect();
    let post = Post { headline: "A headline".into(), body: Body::of(&blocks), ..Post::default() };
    holds::of_wrapped(&post, width.into());
});
