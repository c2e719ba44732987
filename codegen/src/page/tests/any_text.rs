//! Tests that hold for any text.

use proptest::{prelude::*, test_runner::Config};

use super::*;

#[test]
fn deep_nesting_is_cut_and_reported() {
    let depth = 500;
    for (open, close, code) in [("**a _b ", " b_ a**", "nesting"), ("[", "]", "")] {
        let text = format!("{}x{}\n", open.repeat(depth), close.repeat(depth));
        let (blocks, found) = read(&text);
        assert!(code.is_empty() || found.contains(&code), "{open} {found:?}");
        let BlockKind::Paragraph(text) = &blocks[0].kind else {
            panic!("a paragraph")
        };
        assert!(height(text) <= 64);
    }
    let json = format!(
        "```json\n{{\"a\": {}1{}}}\n```\n",
        "[".repeat(100),
        "]".repeat(100)
    );
    assert_eq!(read(&json).1, ["nesting"]);
}

fn height(text: &[Inline]) -> usize {
    let heights = text.iter().map(|inline| match &inline.kind {
        InlineKind::Strong(inner)
        | InlineKind::Emphasis(inner)
        | InlineKind::Link { text: inner, .. } => 1 + height(inner),
        _ => 1,
    });
    heights.max().unwrap_or(0)
}

const PIECES: &[&str] = &[
    "\n",
    "\n",
    "\n\n",
    "|",
    "\\|",
    "|--|--|\n",
    "|-|\t-|\n",
    "|P|T|\n",
    "a",
    "树",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\r\n",
    "\r",
    "\t",
    "    ",
    "\0",
    "# ",
    "- ",
    "> ",
    "[!NOTE]",
    "[!INCLUDE [a](b)]",
    "[",
    "]",
    "](",
    ")",
    "[a]: b\n",
    "`",
    "```",
    "```json\n",
    "~~~",
    "*",
    "**",
    "_",
    "<!--",
    "-->",
    "<!-- {",
    "} -->",
    "<br>",
    "<code>",
    "</code>",
    "<EM>",
    "</em>",
    "<a href=\"b\">",
    "</a>",
    "<ol start=4>",
    "</ol>",
    "<li>",
    "<p>",
    "<div>",
    "<!--",
    "<li>",
    "</a>",
    "<a name=\"x\">",
    "&quot;",
    "&amp;",
    "\\",
    "{",
    "}",
    "\"",
    "\"blockType\"",
    ":",
    ",",
    "0",
    "1",
    "/*",
    "*/",
    "//",
    "---\n",
    "a: b\n",
    "：",
];

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(600) })]

    #[test]
    fn no_text_panics_and_spans_stay_inside(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60),
        front in any::<bool>(),
    ) {
        whole(&format!("{}{}", if front { "---\na: b\n---\n" } else { "" }, pieces.concat()));
    }

    #[test]
    fn arbitrary_text_does_not_panic(text in "\\PC{0,200}") {
        whole(&text);
    }
}
