//! Tests of bytes, front matter, and running text.

use super::*;

#[test]
fn front_matter_is_only_at_the_start_of_a_page() {
    let text = "--- \ntitle: \"A: b\"\n# note: none\n\nms.prod: 'x'\ntoc.title: y  \n---  \n# A\n\n---\nb: c\n\n---\n\nD\n";
    let (page, _) = whole(text);
    let entries = page.front_matter.iter();
    let entries: Vec<_> = entries.map(|entry| (&*entry.key, &*entry.value)).collect();
    let expected = [("title", "A: b"), ("ms.prod", "x"), ("toc.title", "y")];
    assert_eq!(entries, expected);
    assert_eq!(shown(&page.blocks), ["h1 A", "p b: c", "p D"]);
    let span = page.front_matter[1].span;
    assert_eq!(&text[span.start..span.end], "ms.prod: 'x'");
}

#[test]
fn unclosed_front_matter_is_read_as_text() {
    let (page, found) = whole("---\ntitle: never closed\n\n# A\n");
    assert!(page.front_matter.is_empty());
    assert!(shown(&page.blocks).contains(&"h1 A".to_owned()));
    assert_eq!(found[0].rule().id, "front-matter-unclosed");
}

#[test]
fn byte_order_mark_and_crlf_change_nothing() {
    let text = "---\ntitle: x\n---\n\n# A\n\n> [!Note]\n> B\n\n|P|T|\n|:--|:--|\n|a|b|\n\n<!-- {\n\"blockType\": \"resource\"\n} -->\n```json\n{\n\"a\": 1\n}\n```\nC\nD\n";
    let (plain, none) = whole(text);
    assert!(none.is_empty(), "{none:?}");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let (page, found) = whole(&windows);
    assert_eq!(shown(&page.blocks), shown(&plain.blocks));
    let codes: Vec<_> = found.iter().map(|found| found.rule().id).collect();
    assert_eq!(codes, ["byte-order-mark", "carriage-return"]);
    for (here, there) in page.blocks.iter().zip(&plain.blocks) {
        let at = |text: &str, span: Span| text[span.start..].chars().next();
        assert_eq!(at(&windows, here.span), at(text, there.span));
    }
}

#[test]
fn anchor_gives_a_heading_its_slug() {
    expect(
        "## <a name=\"properties\"></a>属性\n## Properties ##\n",
        &["h2 #properties 属性", "h2 Properties"],
        &[],
    );
}

#[test]
fn alerts_are_recognised_in_any_letter_case() {
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
fn inclusions_keep_the_text_after_them() {
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

#[test]
fn links_are_read_in_every_form() {
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
fn breaks_and_items_in_html_are_read_and_other_tags_kept() {
    expect(
        "a<br>b<br/>c<BR />d</br>e <ul><li>f</li></ul> <port>\n",
        &["p a~b~c~d~e <ul>+f</li>~ <port>"],
        &[],
    );
}

#[test]
fn comment_inside_a_sentence_is_dropped() {
    expect("A <!-- b [c](d.md) -->e.\n", &["p A e."], &[]);
}
