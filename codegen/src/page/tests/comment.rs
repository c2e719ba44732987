//! Tests of comments, annotations, and the code blocks that they describe.

use super::*;

#[test]
fn comments_are_ignored() {
    expect(
        "<!--\n# A\n\n|P|T|\n|--|--|--|\n\n```json\n{}\n```\n-->\n\n# B\n",
        &["h1 B"],
        &[],
    );
}

#[test]
fn annotations_are_read_in_every_layout() {
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
fn text_after_a_comment_on_its_line_is_read() {
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
fn comment_without_end_is_reported_where_it_starts() {
    let text = "---\na: b\n---\n# A\n\n<!-- {\n\n# B\n";
    let (page, found) = whole(text);
    assert_eq!(shown(&page.blocks), ["h1 A"]);
    assert_eq!(found[0].rule().id, "unterminated-comment");
    assert_eq!(found[0].labels[0].span.start, text.find("<!--").unwrap());
    expect(
        "<!-- { \"blockType\": \"resource\" }\n```json\n{}\n```\n",
        &["annotation blockType"],
        &["unterminated-comment", "loose-json"],
    );
}

#[test]
fn invalid_annotations_are_read_in_part() {
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
fn code_block_is_closed_by_its_own_mark_only() {
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
