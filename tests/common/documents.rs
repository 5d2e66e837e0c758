//! Documents to drop into a folder.

/// A live page of four posts: two of a correspondent each, one breaking, one analysis.
pub const HARBOUR: &str = "\
  1. Ferry service resumespublished at 10:50 British Summer Time 2 June 2025

    Kim Sample
    Europe editor, reporting from Harbourtown

    The first boat since Friday has left the north quay with a full deck.

    Lorries still queue along the sea wall.

  2. Harbour gates closed after collisionpublished at 10:24 British Summer Time 2 June 2025
    Breaking

    Two trawlers touched in the fog. Nobody is hurt.

  3. Analysis

    Why the toll deal is further offpublished at 09:57 British Summer Time 2 June 2025

    Alex Doe
    Business correspondent, in Eastport

    Both towns want the money, and neither wants the queue.

  4. Pilots call off their strikepublished at 09:31 British Summer Time 2 June 2025

    They sail again from noon.
";

/// A live page of one post.
pub fn page(headline: &str, time: &str) -> String {
    format!(
        "  1. {headline}published at {time} British Summer Time 2 June 2025\n\n    \
         The harbour office says so.\n"
    )
}

/// The first line of a `liveblog/1` document that grows.
pub const LIVEBLOG: &str = "{\"format\":\"liveblog/1\",\"posts\":[]}\n";

/// One more line of it.
pub fn liveblog_line(headline: &str, time: &str) -> String {
    format!(
        "{{\"firstCreated\":\"2025-06-02T{time}:00+01:00\",\"headline\":\"{headline}\",\"kinds\":[],\
         \"body\":[{{\"type\":\"p\",\"text\":\"The harbour office says so.\"}}]}}\n"
    )
}
