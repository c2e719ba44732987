//! What a page may look like and which blocks it must come to. All pages are made up.

use proptest::{prelude::*, test_runner::Config};

use super::*;
use crate::{
    diagnostic::Diagnostic,
    prose::{Inline, InlineKind, plain},
    source::SourceFile,
};

/// The blocks of a page that consists of this text and front matter, and the codes of what was found.
fn read(text: &str) -> (Vec<Block>, Vec<&'static str>) {
    let (page, found) = whole(&format!("---\ntitle: x\n---\n{text}"));
    let codes = found.iter().map(|found| found.code.id).collect();
    (page.blocks, codes)
}

fn whole(text: &str) -> (Page, Vec<Diagnostic>) {
    let (page, found) = parse(&SourceFile::new("resources/x.md", text));
    assert_spans(text, &page, &found);
    (page, found)
}

/// Blocks in a notation of a word and what they hold.
fn shown(blocks: &[Block]) -> Vec<String> {
    let show = |block: &Block| match &block.kind {
        BlockKind::Heading { level, slug, text } => {
            let slug = slug.as_ref().map(|slug| format!(" #{slug}"));
            format!("h{level}{} {}", slug.unwrap_or_default(), plain(text))
        }
        BlockKind::Paragraph(text) => format!("p {}", inlines(text)),
        BlockKind::List(items) => {
            let items = items.iter().map(|item| inlines(item));
            format!("list {}", items.collect::<Vec<_>>().join(" / "))
        }
        BlockKind::Quote { alert, blocks } => {
            let alert = alert.as_ref().map(|alert| format!(" {alert}"));
            let inner = shown(blocks).join(" / ");
            format!("quote{} ({inner})", alert.unwrap_or_default())
        }
        BlockKind::Table(table) => {
            let rows = table.rows.iter().map(|row| &row.cells);
            let rows = [&table.header].into_iter().chain(rows).map(|cells| {
                let cells = cells.iter().map(|cell| inlines(&cell.text));
                cells.collect::<Vec<_>>().join(" ; ")
            });
            format!("table {}", rows.collect::<Vec<_>>().join(" / "))
        }
        BlockKind::Annotation(json) => format!("annotation {}", keys(json)),
        BlockKind::Fence(fence) => {
            let json = fence.json.as_ref().map(keys);
            let closed = if fence.closed { "" } else { " open" };
            format!("fence{closed} {}:{}", fence.info, json.unwrap_or_default())
        }
        BlockKind::Include { label, path } => format!("include {label} {path}"),
    };
    blocks.iter().map(show).collect()
}

fn inlines(text: &[Inline]) -> String {
    let show = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.clone(),
        InlineKind::Code(code) => format!("`{code}`"),
        InlineKind::Strong(inner) => format!("**{}**", inlines(inner)),
        InlineKind::Emphasis(inner) => format!("*{}*", inlines(inner)),
        InlineKind::Link { target, text } => format!("[{}]({target})", inlines(text)),
        InlineKind::Break => "~".to_owned(),
        InlineKind::Item => "+".to_owned(),
        InlineKind::Html(html) => html.clone(),
    };
    text.iter().map(show).collect()
}

fn keys(json: &Json) -> String {
    let JsonKind::Object(members) = &json.kind else {
        return format!("{:?}", json.kind);
    };
    let keys: Vec<&str> = members.iter().map(|member| member.key.as_str()).collect();
    keys.join(" ")
}

#[track_caller]
fn expect(text: &str, blocks: &[&str], codes: &[&str]) {
    let (found, reported) = read(text);
    assert_eq!(shown(&found), blocks, "{text:?}");
    assert_eq!(reported, codes, "{text:?}");
}

// Front matter and bytes.

#[test]
fn front_matter_is_the_first_pair_of_rules_and_no_later_one() {
    let text = "--- \ntitle: \"A: b\"\n\nms.prod: 'x'\n---  \n# A\n\n---\nb: c\n\n---\n\nD\n";
    let (page, _) = whole(text);
    let entries = page.front_matter.iter();
    let entries: Vec<_> = entries.map(|entry| (&*entry.key, &*entry.value)).collect();
    assert_eq!(entries, [("title", "A: b"), ("ms.prod", "x")]);
    assert_eq!(shown(&page.blocks), ["h1 A", "p b: c", "p D"]);
    let span = page.front_matter[1].span;
    assert_eq!(&text[span.start..span.end], "ms.prod: 'x'");
}

#[test]
fn a_page_without_front_matter_is_read_from_its_first_line() {
    let (page, found) = whole("---\ntitle: never closed\n\n# A\n");
    assert!(page.front_matter.is_empty());
    assert!(shown(&page.blocks).contains(&"h1 A".to_owned()));
    assert_eq!(found[0].code.id, "front-matter");
}

#[test]
fn bytes_of_other_systems_change_no_block_and_no_place() {
    let text = "---\ntitle: x\n---\n\n# A\n\n> [!Note]\n> B\n\n|P|T|\n|:--|:--|\n|a|b|\n\n<!-- {\n\"blockType\": \"resource\"\n} -->\n```json\n{\n\"a\": 1\n}\n```\nC\nD\n";
    let (plain, none) = whole(text);
    assert!(none.is_empty(), "{none:?}");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let (page, found) = whole(&windows);
    assert_eq!(shown(&page.blocks), shown(&plain.blocks));
    let codes: Vec<_> = found.iter().map(|found| found.code.id).collect();
    assert_eq!(codes, ["byte-order-mark", "carriage-return"]);
    for (here, there) in page.blocks.iter().zip(&plain.blocks) {
        let at = |text: &str, span: Span| text[span.start..].chars().next();
        assert_eq!(at(&windows, here.span), at(text, there.span));
    }
}

// Headings, quotes, lists, directives.

#[test]
fn an_anchor_gives_a_heading_its_slug() {
    expect(
        "## <a name=\"properties\"></a>属性\n## Properties ##\n",
        &["h2 #properties 属性", "h2 Properties"],
        &[],
    );
}

#[test]
fn alerts_are_known_in_every_letter_case_and_place() {
    for text in [
        "> [!NOTE]\n> A\n",
        "> [!Note]\n> A\n",
        ">[!note] A\n",
        "> [!NOTE]  \n> A\n",
    ] {
        expect(text, &["quote note (p A)"], &[]);
    }
    expect("> **Note:** A\n", &["quote (p **Note:** A)"], &[]);
    expect("> [!div class=\"x\"]\n> A\n", &["quote div (p A)"], &[]);
}

#[test]
fn inclusions_stand_for_themselves_and_leave_the_text_behind_them() {
    expect(
        "[!INCLUDE [a](../b.md)]\n[!include[c](d.md)]\nText\n\nA [!INCLUDE [a](b.md)]\n",
        &[
            "include a ../b.md",
            "include c d.md",
            "p Text",
            "p A [!INCLUDE [a](b.md)]",
        ],
        &[],
    );
}

#[test]
fn lists_are_flat_and_lose_nothing() {
    expect(
        "- a\n  - b\n\n    c\n- d\n\n  > e\n\n  |P|\n  |--|\n  |f|\n\n  g\n",
        &["table P / f", "list a / b~c / d~e / g"],
        &[],
    );
}

// Inline content.

#[test]
fn links_of_every_form() {
    for (text, expected) in [
        ("[a](b.md)", "[a](b.md)"),
        ("[a][]", "[a](a.md)"),
        ("[A]", "[A](a.md)"),
        ("[t][A]", "[t](a.md)"),
        ("[x][]", "[x][]"),
        ("[x]", "[x]"),
        ("[a](b.md", "[a](a.md)(b.md"),
        ("[x](b.md", "[x](b.md"),
    ] {
        expect(
            &format!("{text}\n\n[a]: a.md\n"),
            &[&format!("p {expected}")],
            &[],
        );
    }
}

#[test]
fn html_in_text_is_a_break_an_item_or_itself() {
    expect(
        "a<br>b<br/>c<BR />d</br>e <ul><li>f</li></ul> <port>\n",
        &["p a~b~c~d~e <ul>+f</li></ul> <port>"],
        &[],
    );
}

#[test]
fn a_comment_inside_a_sentence_is_dropped() {
    expect("A <!-- b [c](d.md) -->e.\n", &["p A e."], &[]);
}

// Comments and annotations.

#[test]
fn nothing_inside_a_comment_is_seen() {
    expect(
        "<!--\n# A\n\n|P|T|\n|--|--|--|\n\n```json\n{}\n```\n-->\n\n# B\n",
        &["h1 B"],
        &[],
    );
}

#[test]
fn annotations_open_and_close_in_many_ways() {
    for text in [
        "<!-- { \"blockType\": \"resource\" } -->",
        "<!--{\"blockType\":\"resource\"}-->",
        "<!--\n{\n\"blockType\": \"resource\"\n\n}\n-->",
        "Text\n<!-- {\n\"blockType\": \"resource\" }-->",
    ] {
        let (blocks, found) = read(&format!("{text}\n```json\n{{ \"a\": 1 }}\n```\n"));
        let shown = shown(&blocks);
        let annotations = shown.iter().filter(|block| block.starts_with("annotation"));
        assert_eq!(annotations.collect::<Vec<_>>(), ["annotation blockType"]);
        assert_eq!(shown.last().unwrap(), "fence json:a");
        assert!(found.is_empty());
    }
}

#[test]
fn what_follows_a_comment_on_its_line_is_read() {
    for behind in ["```json\n{ \"a\": 1 }\n```", " ```json\n{ \"a\": 1 }\n```"] {
        let text = format!("<!-- {{ \"blockType\": \"resource\" }}-->{behind}\n\n## B\n");
        expect(
            &text,
            &["annotation blockType", "fence json:a", "h2 B"],
            &["text-behind-comment"],
        );
    }
    expect(
        "<!-- a -->## B\n\n<!-- c --> D <!-- e -->\n",
        &["h2 B", "p D "],
        &["text-behind-comment", "text-behind-comment"],
    );
}

#[test]
fn a_comment_without_end_is_reported_where_it_starts() {
    let text = "---\na: b\n---\n# A\n\n<!-- {\n\n# B\n";
    let (page, found) = whole(text);
    assert_eq!(shown(&page.blocks), ["h1 A"]);
    assert_eq!(found[0].code.id, "unterminated-comment");
    assert_eq!(found[0].labels[0].span.start, text.find("<!--").unwrap());
    expect(
        "<!-- { \"blockType\": \"resource\" }\n```json\n{}\n```\n",
        &["annotation blockType"],
        &["unterminated-comment", "loose-json"],
    );
}

#[test]
fn annotations_that_are_no_json_are_read_as_far_as_they_go() {
    expect(
        "<!-- { \"blockType\": \"resource\", } -->\n",
        &["annotation blockType"],
        &["trailing-comma"],
    );
    expect(
        "<!-- { &quot;blockType&quot;: &quot;resource&quot; } -->\n",
        &["annotation blockType"],
        &["loose-json"],
    );
    expect(
        "<!-- {\n\"blockType\": \"resource\",\n\"keyProperty\": \"a\nb: ]\n} -->\n",
        &["annotation blockType keyProperty"],
        &["recovered-json"],
    );
    expect(
        "<!-- { blockType resource -->\n",
        &[],
        &["unreadable-annotation"],
    );
    expect("<!-- { a stamp } -->\n<!-- uuid: 1 -->\n", &[], &[]);
}

// Code blocks.

#[test]
fn code_blocks_keep_what_is_in_them() {
    expect(
        "```JSON\n{ \"a\": 1 }\n```\n\n``` json\n{ \"b\": 1, }\n```\n\n  ```\n  { \"c\": 1 }\n  ```\n\n```http\nGET {x}\n```\n",
        &["fence json:a", "fence json:b", "fence :c", "fence http:"],
        &["trailing-comma"],
    );
    expect(
        "> ```json\n> {\n> \"a\": 1\n> }\n> ```\n",
        &["quote (fence json:a)"],
        &[],
    );
}

#[test]
fn a_code_block_is_closed_by_its_own_mark_only() {
    for (text, open) in [
        ("```json\n{ \"a\": 1 }\n", true),
        ("```json\n{ \"a\": 1 }\n~~~\n", true),
        ("````json\n{ \"a\": 1 }\n```\n", true),
        ("```json\n{ \"a\": 1 }\n``` x\n", true),
        ("~~~json\n{ \"a\": 1 }\n~~~~\n", false),
    ] {
        let (blocks, found) = read(text);
        let open_mark = if open { " open" } else { "" };
        assert_eq!(
            shown(&blocks),
            [format!("fence{open_mark} json:a")],
            "{text:?}"
        );
        assert_eq!(found.contains(&"unclosed-fence"), open, "{text:?}");
    }
}

#[test]
fn places_inside_json_are_those_of_the_file() {
    let text =
        "---\na: b\n---\n<!-- c -->\n  ```json\n  { /* d */ \"key\": [ \"value\", ] }\n  ```\n";
    let (page, _) = whole(text);
    let Some(BlockKind::Fence(fence)) = page.blocks.first().map(|block| &block.kind) else {
        panic!("a fence")
    };
    let Some(JsonKind::Object(members)) = fence.json.as_ref().map(|json| &json.kind) else {
        panic!("an object")
    };
    let at = |span: Span| &text[span.start..span.end];
    assert_eq!(at(members[0].key_span), "\"key\"");
    assert_eq!(at(members[0].value.span), "[ \"value\", ]");
}

// Tables.

#[test]
fn tables_need_no_blank_line_and_no_outer_pipes() {
    for text in [
        "|P|T|\n|--|--|\n|a|b|\n",
        "|P|T\n|--|--\n|a|b|\n",
        " P | T \n:--|--:\n|a|b|\n",
        "|P\t|\tT\t|\n|\t:---\t|\t---\t|\n| a\u{a0}|\u{200b}b|\n",
        "|P|T|\n|:-:|\n|a|b|\n",
        "|P|T|\n|--|--|--|\n|a|b|\n",
    ] {
        let (blocks, _) = read(&format!("## A\n{text}"));
        let Some(BlockKind::Table(table)) = blocks.get(1).map(|block| &block.kind) else {
            panic!("no table in {text:?}")
        };
        let words = |cells: &[Cell]| {
            cells
                .iter()
                .map(|cell| plain(&cell.text))
                .collect::<Vec<_>>()
        };
        assert_eq!(words(&table.header), ["P", "T"], "{text:?}");
        assert_eq!(words(&table.rows[0].cells), ["a", "b"], "{text:?}");
    }
    expect(
        "Text\n|P|\n|--|\n|a|\n## B\n",
        &["p Text", "table P / a", "h2 B"],
        &[],
    );
}

#[test]
fn tolerance_for_a_table_is_reported_for_tables_only() {
    expect(
        "|P|T|\n|--\t|--|\n",
        &["table P ; T"],
        &["tab-in-delimiter"],
    );
    expect("|P|T|\n|--|\n", &["table P ; T"], &["delimiter-count"]);
    expect("```text\n|P|T|\n|--\t|\n```\n", &["fence text:"], &[]);
}

#[test]
fn cells_beyond_the_header_are_part_of_the_last_column() {
    expect(
        "|P|T|\n|--|--|\n|a|`b|c` or d \\| [e]|[F][] | |\n|g|h| |\n\n[e]: e.md\n[f]: f.md\n",
        &["table P ; T / a ; `b|c` or d | [e](e.md)|[F](f.md) / g ; h"],
        &["extra-cell"],
    );
}

#[test]
fn missing_cells_are_empty_and_counted() {
    let (blocks, _) = read("|P|T|D|\n|--|--|--|\n|a|b|\n");
    let BlockKind::Table(table) = &blocks[0].kind else {
        panic!("a table")
    };
    let row = &table.rows[0];
    assert_eq!((row.cells.len(), row.written), (3, 2));
    assert!(row.cells[2].text.is_empty());
    assert_eq!(row.cells[2].span.start, row.cells[2].span.end);
}

#[test]
fn a_continued_line_is_part_of_the_row_above() {
    expect(
        "|P|T|D|\n|--|--|--|\n|a|b|c\nd|\n|e|f\ng|h|\n",
        &["table P ; T ; D / a ; b ; c~d / e ; f~g ; h"],
        &["open-row", "wrapped-row", "open-row", "wrapped-row"],
    );
    // A complete row without its first pipe, and a line behind a complete row, stand alone.
    expect(
        "|P|T|\n|--|--|\n|a|b\nc|d|\ne|\n",
        &["table P ; T / a ; b / c ; d / e ; "],
        &["open-row", "open-row"],
    );
}

#[test]
fn the_place_of_a_cell_has_no_outer_blanks() {
    let text = "---\na: b\n---\n| P |\n|--|\n|\t\u{a0}**x** y\u{200b} |\n";
    let (page, _) = whole(text);
    let BlockKind::Table(table) = &page.blocks[0].kind else {
        panic!("a table")
    };
    let at = |cell: &Cell| &text[cell.span.start..cell.span.end];
    assert_eq!(at(&table.header[0]), "P");
    assert_eq!(at(&table.rows[0].cells[0]), "**x** y");
}

// Any text.

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
    fn no_text_panics_and_every_place_lies_in_it(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60),
        front in any::<bool>(),
    ) {
        whole(&format!("{}{}", if front { "---\na: b\n---\n" } else { "" }, pieces.concat()));
    }

    #[test]
    fn arbitrary_text_neither(text in "\\PC{0,200}") {
        whole(&text);
    }
}

fn assert_spans(text: &str, page: &Page, found: &[Diagnostic]) {
    let front = page.front_matter.iter().map(|entry| entry.span);
    let labels = found.iter().flat_map(|found| &found.labels);
    let mut spans: Vec<Span> = front.chain(labels.map(|label| label.span)).collect();
    page.blocks
        .iter()
        .for_each(|block| block_spans(block, &mut spans));
    for span in spans {
        assert!(
            text.get(span.start..span.end).is_some(),
            "{span:?} in {text:?}"
        );
    }
}

fn block_spans(block: &Block, spans: &mut Vec<Span>) {
    spans.push(block.span);
    match &block.kind {
        BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => inline_spans(text, spans),
        BlockKind::List(items) => items.iter().for_each(|item| inline_spans(item, spans)),
        BlockKind::Quote { blocks, .. } => {
            blocks.iter().for_each(|block| block_spans(block, spans))
        }
        BlockKind::Table(table) => {
            spans.extend(table.rows.iter().map(|row| row.span));
            let cells = table
                .rows
                .iter()
                .flat_map(|row| &row.cells)
                .chain(&table.header);
            for cell in cells {
                spans.push(cell.span);
                inline_spans(&cell.text, spans);
            }
        }
        BlockKind::Annotation(json) => json_spans(json, spans),
        BlockKind::Fence(fence) => {
            spans.push(fence.inner);
            fence.json.iter().for_each(|json| json_spans(json, spans));
        }
        BlockKind::Include { .. } => {}
    }
}

fn inline_spans(text: &[Inline], spans: &mut Vec<Span>) {
    for inline in text {
        spans.push(inline.span);
        match &inline.kind {
            InlineKind::Strong(inner)
            | InlineKind::Emphasis(inner)
            | InlineKind::Link { text: inner, .. } => inline_spans(inner, spans),
            _ => {}
        }
    }
}

fn json_spans(json: &Json, spans: &mut Vec<Span>) {
    spans.push(json.span);
    match &json.kind {
        JsonKind::Array(items) => items.iter().for_each(|item| json_spans(item, spans)),
        JsonKind::Object(members) => members.iter().for_each(|member| {
            spans.push(member.key_span);
            json_spans(&member.value, spans);
        }),
        _ => {}
    }
}
