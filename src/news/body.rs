//! The body of a post: its blocks, in one piece of text.
//!
//! A reader keeps a hundred thousand of them. As strings of their own, blocks would cost more than what
//! they say; here each part of one is four bytes.

use std::fmt;

/// A piece of a post's body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of liveblog/1, and are named there")]
pub enum Block<'a> {
    /// A paragraph.
    Paragraph { text: &'a str },
    /// A heading inside the body.
    Subhead { text: &'a str },
    /// Bullets, or numbers when `ordered`. An item that carries its own printed number keeps it.
    List { ordered: bool, items: Vec<&'a str> },
    /// A picture: what it shows, what is said of it, whose it is. Any part may be empty.
    Image { alt: &'a str, caption: &'a str, credit: &'a str },
    /// A clip, known by its caption.
    Video { caption: &'a str },
    /// Somebody's words set apart.
    Quote { text: &'a str, cite: &'a str },
    /// What a page prints around the reporting: hidden from the reading view, kept in the data.
    Furniture { text: &'a str },
}

impl<'a> Block<'a> {
    /// What stands for the block where there is room for a few words: none for furniture.
    #[must_use]
    pub fn lead(&self) -> Option<&'a str> {
        let text = match self {
            Block::Paragraph { text } | Block::Subhead { text } | Block::Quote { text, .. } => text,
            Block::List { items, .. } => items.first()?,
            Block::Image { alt, caption: "", .. } => alt,
            Block::Image { caption, .. } | Block::Video { caption } => caption,
            Block::Furniture { .. } => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    /// Goes through its parts, as they are kept.
    fn each_piece(&self, mut with: impl FnMut(Form, Piece)) {
        match self {
            Block::Paragraph { text } => with(Form::Paragraph, Piece::Text(text)),
            Block::Subhead { text } => with(Form::Subhead, Piece::Text(text)),
            Block::Furniture { text } => with(Form::Furniture, Piece::Text(text)),
            Block::Video { caption } => with(Form::Video, Piece::Text(caption)),
            Block::Image { alt, caption, credit } => {
                with(Form::Image, Piece::Text(alt));
                with(Form::More, Piece::Text(caption));
                with(Form::More, Piece::Text(credit));
            }
            Block::Quote { text, cite } => {
                with(Form::Quote, Piece::Text(text));
                with(Form::More, Piece::Text(cite));
            }
            Block::List { ordered, items } => {
                let form = if *ordered { Form::Ordered } else { Form::Bullets };
                with(form, Piece::Items(items.len()));
                for item in items {
                    with(Form::More, Piece::Text(item));
                }
            }
        }
    }
}

/// The blocks of a post.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Body {
    /// All texts, one right after the other.
    text: Box<str>,
    parts: Box<[Part]>,
}

impl Body {
    /// The body of some blocks, copied into memory that is just as large as they are.
    #[must_use]
    pub fn of(blocks: &[Block]) -> Body {
        let (mut size, mut count) = (0, 0);
        for block in blocks {
            block.each_piece(|_, piece| (size, count) = (size + piece.text().len(), count + 1));
        }
        let (mut text, mut parts) = (String::with_capacity(size), Vec::with_capacity(count));
        for block in blocks {
            block.each_piece(|form, piece| {
                text.push_str(piece.text());
                parts.push(Part::new(form, piece.size()));
            });
        }
        Body { text: text.into(), parts: parts.into() }
    }

    /// All its texts, one right after the other.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its blocks, as printed.
    #[must_use]
    pub fn blocks(&self) -> Blocks<'_> {
        Blocks { text: &self.text, parts: self.parts.iter() }
    }

    /// The blocks of the reading view: all but the furniture.
    pub fn shown_blocks(&self) -> impl Iterator<Item = Block<'_>> {
        self.blocks().filter(|block| !matches!(block, Block::Furniture { .. }))
    }

    /// Every piece of text in it that is not empty, as printed order has them.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.pieces().map(|(_, text)| text)
    }

    /// The same, but for the furniture.
    pub fn shown_texts(&self) -> impl Iterator<Item = &str> {
        let shown = self.pieces().filter(|(form, _)| *form != Form::Furniture);
        shown.map(|(_, text)| text)
    }

    /// Whether there are no blocks.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    fn pieces(&self) -> impl Iterator<Item = (Form, &str)> {
        let mut rest = &*self.text;
        let texts = self.parts.iter().filter(|part| !part.form().is_list());
        texts.map(move |part| (part.form(), take(&mut rest, *part))).filter(|(_, t)| !t.is_empty())
    }
}

impl<'a> FromIterator<Block<'a>> for Body {
    fn from_iter<I: IntoIterator<Item = Block<'a>>>(blocks: I) -> Body {
        Body::of(&blocks.into_iter().collect::<Vec<_>>())
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.debug_list().entries(self.blocks()).finish()
    }
}

/// What a part holds: text, or a number of items that follow.
enum Piece<'a> {
    Text(&'a str),
    Items(usize),
}

impl<'a> Piece<'a> {
    fn text(&self) -> &'a str {
        match self {
            Piece::Text(text) => text.get(..text.floor_char_boundary(Part::MOST)).unwrap_or(text),
            Piece::Items(_) => "",
        }
    }

    fn size(&self) -> usize {
        match self {
            Piece::Text(_) => self.text().len(),
            Piece::Items(count) => *count,
        }
    }
}

/// The blocks of a body, made as they are asked for.
#[derive(Clone, Debug)]
pub struct Blocks<'a> {
    text: &'a str,
    parts: std::slice::Iter<'a, Part>,
}

impl<'a> Blocks<'a> {
    /// The text of the part that follows.
    fn more(&mut self) -> &'a str {
        self.parts.next().map(|part| take(&mut self.text, *part)).unwrap_or_default()
    }
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Block<'a>;

    fn next(&mut self) -> Option<Block<'a>> {
        let part = self.parts.next()?;
        let form = part.form();
        if form.is_list() {
            let items = (0..part.size()).map(|_| self.more()).collect();
            return Some(Block::List { ordered: form == Form::Ordered, items });
        }
        let text = take(&mut self.text, *part);
        Some(match form {
            Form::Subhead => Block::Subhead { text },
            Form::Furniture => Block::Furniture { text },
            Form::Video => Block::Video { caption: text },
            Form::Image => Block::Image { alt: text, caption: self.more(), credit: self.more() },
            Form::Quote => Block::Quote { text, cite: self.more() },
            Form::Paragraph | Form::Ordered | Form::Bullets | Form::More => {
                Block::Paragraph { text }
            }
        })
    }
}

/// Takes the text of a part off the beginning of what is left.
fn take<'a>(rest: &mut &'a str, part: Part) -> &'a str {
    let (text, left) = rest.split_at_checked(part.size()).unwrap_or_default();
    *rest = left;
    text
}

/// What a part is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Paragraph,
    Subhead,
    /// The head of a list: as many items follow as its size says.
    Ordered,
    Bullets,
    /// The first of an image's three parts.
    Image,
    Video,
    /// The first of a quote's two parts.
    Quote,
    Furniture,
    /// What belongs to the part before.
    More,
}

impl Form {
    const ALL: [Form; 9] = [
        Form::Paragraph,
        Form::Subhead,
        Form::Ordered,
        Form::Bullets,
        Form::Image,
        Form::Video,
        Form::Quote,
        Form::Furniture,
        Form::More,
    ];

    fn is_list(self) -> bool {
        matches!(self, Form::Ordered | Form::Bullets)
    }
}

/// A part of a block: what it is in the low bits, and in the others how many bytes of the text are its,
/// or how many items of a list follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Part(u32);

impl Part {
    const FORM_BITS: u32 = 4;

    /// The most bytes of one part: many times the largest document.
    const MOST: usize = (u32::MAX >> Part::FORM_BITS) as usize;

    fn new(form: Form, size: usize) -> Part {
        let size = u32::try_from(size.min(Part::MOST)).unwrap_or_default();
        Part(size << Part::FORM_BITS | form as u32)
    }

    fn form(self) -> Form {
        let at = self.0 & ((1 << Part::FORM_BITS) - 1);
        Form::ALL.get(at as usize).copied().unwrap_or(Form::More)
    }

    fn size(self) -> usize {
        (self.0 >> Part::FORM_BITS) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_block() -> Vec<Block<'static>> {
        vec![
            Block::Furniture { text: "Advertisement" },
            Block::Paragraph { text: "Çırağan" },
            Block::Paragraph { text: "" },
            Block::Subhead { text: "11 May" },
            Block::List { ordered: true, items: vec!["one", "two"] },
            Block::List { ordered: true, items: vec!["another"] },
            Block::List { ordered: false, items: Vec::new() },
            Block::Image { alt: "", caption: "The pier", credit: "" },
            Block::Video { caption: "It leaves" },
            Block::Quote { text: "We will sail", cite: "" },
        ]
    }

    #[test]
    fn what_is_packed_is_what_there_was() {
        let body: Body = every_block().into_iter().collect();
        assert_eq!(body.blocks().collect::<Vec<_>>(), every_block());
        assert_eq!(
            body.shown_texts().collect::<Vec<_>>().join("/"),
            "Çırağan/11 May/one/two/another/The pier/It leaves/We will sail"
        );
        assert_eq!(body.texts().next(), Some("Advertisement"));
        assert_eq!(body.shown_blocks().count(), every_block().len() - 1);
        assert!(!body.is_empty() && Body::default().is_empty());
    }

    #[test]
    fn bodies_of_one_text_in_other_blocks_differ() {
        let of = |blocks: &[Block]| Body::of(blocks);
        let whole = of(&[Block::Paragraph { text: "ab" }]);
        let halves = of(&[Block::Paragraph { text: "a" }, Block::Paragraph { text: "b" }]);
        assert_ne!(whole, halves);
        assert_ne!(whole, of(&[Block::Subhead { text: "ab" }]));
    }
}
