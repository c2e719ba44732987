//! HTML in cells and texts means the same as Markdown.

use crate::{
    leaf,
    support::{emit, file, understand},
    tree,
};

/// Returns what is emitted for these two pages.
fn files(tree: &str) -> Vec<(String, String)> {
    let understood = understand(&[("leaf.md", leaf().as_str()), ("tree.md", tree)]);
    let files = emit(&understood.model).files.into_iter();
    files.map(|file| (file.path, file.text)).collect()
}

#[test]
fn html_cells_give_the_same_crate() {
    for (ty, description, html_type, html) in [
        (
            "[leaf](leaf.md) collection",
            "Its leaves. Read-only.",
            "<a href=\"leaf.md\">leaf</a> collection",
            "Its leaves. <strong>Read-only</strong>.",
        ),
        (
            "`String`",
            "Possible values are: `oak`, `elm`.",
            "<code>String</code>",
            "Possible values are: <CODE>oak</CODE>, <code>elm</code>.",
        ),
        (
            "String",
            "Possible values are: *oak*, *elm*.",
            "<b>String</b>",
            "Possible values are: <em>oak</em>, <i>elm</i>.",
        ),
        (
            "[leaf](leaf.md)",
            "See [leaf](leaf.md). *Optional*.",
            "<A HREF='leaf.md'>leaf</A>",
            "See <a href=leaf.md>leaf</a>. <em>Optional</em>.",
        ),
        (
            "Int32",
            "The default value is `7`. Required.",
            "<em>Int32</em>",
            "The default value is <code>7</code>. <b>Required.</b>",
        ),
    ] {
        let (markdown, html) = (tree(ty, description), tree(html_type, html));
        let plain = |files: Vec<(String, String)>| -> Vec<(String, String)> {
            let strip = |(path, text): (String, String)| (path, text.replace("**", ""));
            files.into_iter().map(strip).collect()
        };
        assert_eq!(plain(files(&html)), plain(files(&markdown)), "{html}");
    }
}

#[test]
fn introductions_in_html_state_bases_and_deprecation() {
    let with = |words: &str| tree("String", "Its name.").replace("What a tree is.", words);
    for (markdown, html) in [
        (
            "Inherits from [leaf](leaf.md).",
            "<p>Inherits from <a href=\"leaf.md\">leaf</a>.</p>",
        ),
        ("- a\n- **b**", "<ul>\n<li>a</li>\n<li><b>b</b></li>\n</ul>"),
        ("2. a\n3. b", "<ol start=\"2\">\n<li>a\n<li>b\n</ol>"),
        ("A `b`.", "<div>A <code>b</code>.</div>"),
    ] {
        assert_eq!(files(&with(html)), files(&with(markdown)), "{html}");
    }
}

#[test]
fn ordered_lists_stay_ordered() {
    let list = "Its name: <ol><li>first</li><li>second</li></ol>Done.";
    let page = tree("String", list).replace("What a tree is.", "What:\n\n3. one\n3. two");
    let output = emit(&understand(&[("tree.md", page)]).model);
    let text = file(&output, "tree.rs");
    for line in ["3. one", "4. two", "1. first", "2. second"] {
        assert!(text.contains(&format!("/// {line}\n")), "{line} in {text}");
    }
}
