//! Tests of HTML in text and around it.

use super::*;

#[track_caller]
fn text(html: &str, expected: &str) {
    expect(&format!("A {html}\n"), &[&format!("p A {expected}")], &[]);
}

#[test]
fn html_tags_equal_their_markdown() {
    for (html, expected) in [
        ("<code>a_b</code>, <CODE>c</Code>", "`a_b`, `c`"),
        ("<code>a&lt;b &amp; c</code>", "`a<b & c`"),
        ("<b>a</b> <strong>b</strong>", "**a** **b**"),
        ("<i>a</i> <em class=\"x\">b</em>", "*a* *b*"),
        ("<a href=\"b.md\">c</a>", "[c](b.md)"),
        ("<A Title='x' HREF='b?x=1&amp;y=2'>c</A>", "[c](b?x=1&y=2)"),
        ("<a href=\"b.md\"><code>c</code></a>", "[`c`](b.md)"),
        ("<code><a href=\"b.md\">c</a></code>", "[`c`](b.md)"),
        ("<strong><em>a</em> b</strong>", "***a* b**"),
        ("<code>**a**<br>b</code>", "**`a`**~`b`"),
        ("**a <code>b</code>**", "**a `b`**"),
    ] {
        text(html, expected);
    }
}

#[test]
fn broken_tags_lose_no_text() {
    for (html, expected) in [
        ("<code>a", "a"),
        ("a</code>", "a</code>"),
        ("<code>a<code>, <code>b</code>", "`a`, `b`"),
        ("<em><strong>a</em></strong> b", "***a***</strong> b"),
        ("**a <em>b** c</em>", "**a b** c</em>"),
        ("<em>**a</em> b**", "**a</em> b**"),
        (
            "<a>b</a> <a name=\"x\">c</a>",
            "<a>b</a> <a name=\"x\">c</a>",
        ),
        ("<a href=\"x\">[b](c.md)</a>", "[b](c.md)</a>"),
        (
            "[b <a href=\"x\">c</a>](d.md)",
            "[b <a href=\"x\">c</a>](d.md)",
        ),
        ("<em></em>b", "b"),
    ] {
        text(html, expected);
    }
}

#[test]
fn items_of_an_ordered_list_have_numbers() {
    text("<ol><li>b</li><li>c</ol> d", "<ol>1.b</li>2.c~ d");
    text(
        "<OL start=3><li>b<ul><li>c</ul><li>d</OL>",
        "<OL start=3>3.b<ul>+c</ul>4.d~",
    );
    expect("3. a\n4. b\n", &["list from 3: a / b"], &[]);
}

#[test]
fn html_blocks_equal_their_markdown() {
    for (html, blocks) in [
        (
            "<p>A <a href=\"b.md\">c</a>\nd.</p>\n",
            vec!["p A [c](b.md)~d."],
        ),
        (
            "<h2>Properties</h2>\n<P>a</P><p>b\n",
            vec!["h2 Properties", "p a", "p b"],
        ),
        (
            "<ul>\n  <li>`a` is</li>\n  <li><code>b</code>\n</ul>\n",
            vec!["list `a` is / `b`"],
        ),
        (
            "<ol start=\"2\"><li>a<ul><li>b</ul><li>c</ol>",
            vec!["list from 2: a / b / c"],
        ),
        ("<div>\n\n## A\n\n</div>\n", vec!["h2 A"]),
        ("<em>\na\n</em>\n", vec!["p *~a~*"]),
        ("<script>a</script><p>b &lt; c</p>", vec!["p b < c"]),
        ("<table><tr><td>a</td></tr></table>", vec![]),
        ("<p>a <!-- b --> c</p>", vec!["p a  c"]),
        ("<div and so on\n", vec!["p <div and so on"]),
    ] {
        let (found, _) = read(html);
        let shown: Vec<String> = shown(&found);
        let words = |text: &str| text.replace(['*', '~', ' '], "");
        let (shown, blocks): (Vec<_>, Vec<_>) = (
            shown.iter().map(|block| words(block)).collect(),
            blocks.iter().map(|block| words(block)).collect(),
        );
        assert_eq!(shown, blocks, "{html}");
    }
}

#[test]
fn html_property_table_without_an_end_is_reported() {
    let head = "<TABLE>\n<tr><th>Property</th><th>Type</th></tr>\n\n";
    for (end, expected) in [
        ("</TABLE>\n", &[][..]),
        ("", &["unread-table"]),
        // A heading or a code block is no part of a table.
        ("\n# x\n\n</table>\n", &["unread-table"]),
        ("\n```\n</table>\n```\n", &["unread-table"]),
    ] {
        let (_, codes) = read(&format!("{head}<tr><td>a</td></tr>\n{end}"));
        assert_eq!(codes, expected, "{end}");
    }
    let (_, codes) = read("<table>\n<tr><th>Limit</th><th>Value</th></tr>\n</table>\n");
    assert_eq!(codes, [""; 0]);
}

#[test]
fn rows_inside_an_html_block_are_reported() {
    let (_, codes) = read("<div>\n|Property|Type|\n|:---|:---|\n|a|String|\n</div>\n");
    assert_eq!(codes, ["unread-table"]);
}
