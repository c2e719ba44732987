//! Tests that documentation shows the text of a page and nothing that the text could smuggle in.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options as Markdown, Parser, Tag};

use super::{
    super::{docs::Docs, features::Features, names::Names},
    small,
};
use crate::prose::{Block, InlineKind, Inlines};

/// Returns the lines for these blocks in the documentation of `resultInfo` in the small model.
fn lines(blocks: &[Block]) -> Vec<String> {
    let model = small::calls();
    let names = Names::new(&model);
    let features = Features::new(&model, &names);
    let item_path = names.item_path(&small::name("resultInfo")).unwrap();
    let docs = Docs {
        model: &model,
        names: &names,
        features: &features,
        item_path,
        page: "resources/resultinfo.md",
    };
    docs.blocks(blocks)
}

fn one(kind: InlineKind) -> Vec<String> {
    lines(&[Block::Paragraph([small::inline(kind)].into())])
}

fn link(label: &str, target: &str) -> InlineKind {
    let text = [small::inline(InlineKind::Text(label.into()))].into();
    InlineKind::Link {
        target: target.into(),
        text,
    }
}

fn events(markdown: &str) -> Vec<Event<'_>> {
    let options = Markdown::ENABLE_TABLES
        | Markdown::ENABLE_FOOTNOTES
        | Markdown::ENABLE_STRIKETHROUGH
        | Markdown::ENABLE_TASKLISTS;
    Parser::new_ext(markdown, options).collect()
}

/// Returns what a reader sees, with runs of spaces collapsed.
fn shown(events: &[Event]) -> String {
    let pieces = events.iter().map(|event| match event {
        Event::Text(text) | Event::Code(text) => text.to_string(),
        Event::SoftBreak | Event::HardBreak => " ".to_owned(),
        _ => String::new(),
    });
    pieces
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn links_lead_to_types_where_their_feature_is_on() {
    let url = "[get](https://learn.microsoft.com/graph/api/user-get)";
    for (label, target, line) in [
        ("op", "commsoperation.md", "[op](super::CommsOperation)"),
        (
            "user",
            "../resources/User.md",
            "[user](super::super::users::User)",
        ),
        ("get", "../api/user-get.md", url),
        ("x", "javascript:alert(1)", "x"),
        // A link to its own page, and text that rustdoc would read as a path.
        ("resultInfo", "resultinfo.md", "resultInfo"),
        ("a::b", "user.md", "a::b"),
    ] {
        assert_eq!(one(link(label, target)), [line]);
    }
    assert_eq!(one(link("", "user.md")), Vec::<String>::new());
}

#[test]
fn apparent_markup_is_escaped() {
    for text in [
        "# heading",
        "- item",
        "+ item",
        "1. item",
        "1) item",
        "> quote",
        "=====",
        "-----",
        "***",
        "[foo]",
        "[foo](bar)",
        "[^1]: note",
        "`code`",
        "<script>alert(1)</script>",
        "<b>",
        "&lt;b&gt;",
        "a | b",
        "| - |",
        "~~gone~~",
        "*/",
        "\"#",
        "{}",
        "\\",
        "![x](y)",
        "__init__",
        "[x]: https://e.vil",
        "http://",
        "xhttp://example.com",
        "foo_bar",
        "```rust",
        "~~~",
        "\u{202e}evil",
        "$x$",
        "https://graph.microsoft.com/v1.0/{id}/x",
        "(see https://a.b/c?d=e&f=g).",
    ] {
        let markdown = one(InlineKind::Text(text.into())).join("\n");
        let events = events(&markdown);
        assert_eq!(
            shown(&events),
            text.trim_start_matches('\u{202e}'),
            "{markdown:?}"
        );
        assert_harmless(&events, &markdown);
    }
}

#[test]
fn code_block_is_not_a_doctest() {
    let code = "fn main() { panic!() }\n```\n````rust\nassert!(false);";
    let markdown = lines(&[Block::Code(code.to_owned())]).join("\n");
    assert!(
        markdown.starts_with("`````text\n") && markdown.ends_with("\n`````"),
        "{markdown}"
    );
}

#[test]
fn items_of_a_cell_become_a_list() {
    let text = |text: &str| small::inline(InlineKind::Text(text.into()));
    let item = || small::inline(InlineKind::Item(None));
    let long = "word ".repeat(30);
    let inlines = [text("One of: "), item(), text("first"), item(), text(&long)];
    let blocks = [Block::Paragraph(inlines.into())];
    let lines = lines(&blocks);
    assert_eq!(lines[..2], ["One of:", "- first"]);
    assert!(
        lines[2].starts_with("- word") && lines[3].starts_with("  word"),
        "{lines:?}"
    );
}

#[test]
fn tags_are_dropped_and_placeholders_kept() {
    let tag = |tag: &str| one(InlineKind::Html(tag.into())).join("\n");
    assert_eq!(tag("<sup>"), "");
    assert_eq!(tag("<a href=\"x\">"), "");
    assert_eq!(tag("<!-- x -->"), "");
    assert_eq!(tag("<tenant-id>"), "`<tenant-id>`");
    assert_eq!(tag("<script>"), "`<script>`");
}

/// Asserts that there is nothing but text: no links except those of URLs to themselves, no HTML, no code blocks, no
/// bare URLs.
fn assert_harmless(events: &[Event], markdown: &str) {
    let mut in_link = false;
    for event in events {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                in_link = true;
                assert!(dest_url.starts_with("http"), "{markdown:?}");
            }
            Event::End(pulldown_cmark::TagEnd::Link) => in_link = false,
            Event::Start(
                Tag::Paragraph | Tag::Strong | Tag::Emphasis | Tag::List(_) | Tag::Item,
            ) => {}
            Event::Text(text) => {
                assert!(
                    in_link || !text.contains("http://") && !text.contains("https://"),
                    "{markdown:?}"
                );
            }
            Event::End(_) | Event::Code(_) | Event::SoftBreak => {}
            other => panic!("{other:?} in {markdown:?}"),
        }
    }
}

fn inlines() -> impl Strategy<Value = Inlines> {
    let text = "([a-c_*`~<>&|!\\[\\](){}#+=:./\\\\\"-]| |1\\.|http://|https://a\\.bc|&lt;|```|\u{202e}|\n){0,24}";
    let leaf = prop_oneof![
        4 => text.prop_map(|text| InlineKind::Text(text.into())),
        2 => text.prop_map(|text| InlineKind::Code(text.into())),
        1 => Just(InlineKind::Break),
        1 => Just(InlineKind::Item(None)),
        1 => any::<u64>().prop_map(|number| InlineKind::Item(Some(number))),
        1 => text.prop_map(|text| InlineKind::Html(text.into())),
    ];
    let list = |inner: BoxedStrategy<InlineKind>| {
        proptest::collection::vec(inner.prop_map(small::inline), 0..5).prop_map(Inlines::from)
    };
    let nested = leaf.boxed().prop_recursive(3, 12, 4, move |inner| {
        let inner = list(inner);
        prop_oneof![
            inner.clone().prop_map(InlineKind::Strong),
            inner.clone().prop_map(InlineKind::Emphasis),
            (text, inner).prop_map(|(target, text)| InlineKind::Link {
                target: target.into(),
                text
            }),
        ]
    });
    list(nested.boxed())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn text_cannot_escape_a_doc_comment(inlines in inlines()) {
        let markdown = lines(&[Block::Paragraph(inlines)]).join("\n");
        assert_harmless(&events(&markdown), &markdown);
        let hidden = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        prop_assert!(!markdown.contains(hidden), "{markdown:?}");
    }
}
