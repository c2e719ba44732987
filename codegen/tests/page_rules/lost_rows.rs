//! Text that looks like a table but is not one. It is reported once, and read if the intent is clear.

use std::collections::BTreeSet;

use graphdoc_codegen::unstable::rules::Level;

use crate::support::{codes, expect, property, resource, shows, text, understand};

const ROWS: &str =
    "|size|Int32|How large it is.|\n|colour|String|Its colour.|\n|age|Int32|How old it is.|";
const TREE: &str = "complex tree\n  size: Int32\n  colour: String\n  age: Int32";
const DELIMITER: &str = "|:---|:---|:---|\n";

fn page() -> String {
    with_rows(ROWS)
}

fn with_rows(rows: &str) -> String {
    resource(
        "tree",
        rows,
        r#"{ "size": 1, "colour": "String", "age": 1 }"#,
    )
}

/// Returns the rules of all diagnostics about a page.
fn rules(page: &str) -> BTreeSet<&'static str> {
    codes(&understand(&[("tree.md", page)]))
}

/// Reads a page with lost rows, and expects a single finding with this rule, at the line that begins with this text.
#[track_caller]
fn told(page: &str, rule: &str, line: &str, model: &str) {
    let understood = understand(&[("tree.md", page)]);
    let found = understood.diagnostics.iter();
    let found = found.filter(|found| found.rule().level == Level::Deny);
    let found = found.map(|found| {
        let at = found.labels.first().expect("a place").span.start;
        (found.rule().id, page[..at].matches('\n').count())
    });
    let mut lines = page.lines();
    let expected = lines.position(|text| text.starts_with(line));
    let expected = [(rule, expected.expect("the line"))];
    assert_eq!(found.collect::<Vec<_>>(), expected, "{page}");
    expect(&understood, model);
}

#[test]
fn table_without_its_delimiter_row_is_read() {
    for (delimiter, line) in [("", "|size"), ("|—|—|—|\n", "|—")] {
        let page = page().replace(DELIMITER, delimiter);
        told(&page, "delimiter-row-missing", line, TREE);
    }
}

#[test]
fn text_in_front_of_a_table_ends_where_its_header_begins() {
    let words = "These are its properties:\nmany of them.\n|Property";
    let page = page().replace("|Property", words);
    shows(&page, TREE);
    let page = page.replace(DELIMITER, "");
    told(&page, "delimiter-row-missing", "|size", TREE);
}

#[test]
fn blank_line_inside_a_table_loses_no_row() {
    for before in ["|colour", "|size", "|age"] {
        let page = page().replace(before, &format!("\n{before}"));
        told(&page, "blank-line-in-table", before, TREE);
    }
    // After the header, the delimiter row is the first lost line.
    let page = page().replace("|:---", "\n|:---");
    told(&page, "delimiter-row-missing", "|Property", TREE);
}

#[test]
fn rows_on_one_line_are_two_rows() {
    for glue in ["||", "| |", "|"] {
        let page = page().replace("How large it is.|\n|", &format!("How large it is.{glue}"));
        told(&page, "glued-rows", "|size", TREE);
    }
    let page = page()
        .replace("|\n|", "||")
        .replace("Description||", "Description|\n|")
        .replace(":---||", ":---|\n|");
    told(&page, "glued-rows", "|size", TREE);
}

#[test]
fn pipes_in_a_description_are_not_rows() {
    for text in [
        "One of a|b|c|d",
        "One of a | b",
        "`x|y|z` and || more",
        "a|String|b",
    ] {
        let page = page().replace("How large it is.", text);
        shows(&page, TREE);
    }
}

#[test]
fn bold_row_with_a_description_is_a_row_without_a_type() {
    let page = page().replace("|size|Int32|", "|**size**||");
    let understood = understand(&[("tree.md", &page)]);
    assert!(codes(&understood).contains("type-cell"));
    let size = property(&understood.model, "tree", "size");
    assert_eq!(text(&size.docs), "How large it is.");
}

#[test]
fn unread_tables_are_reported() {
    let bare = page().replace(DELIMITER, "");
    for lead in ["    ", "> "] {
        let page = bare.replace("\n|", &format!("\n{lead}|"));
        let understood = understand(&[("tree.md", &page)]);
        let mut found = understood.diagnostics;
        found.retain(|found| found.rule().id == "unread-table");
        assert_eq!(found.len(), 1, "{page}");
    }
    let page = bare.replace("|Property", "- Its properties:\n|Property");
    assert!(rules(&page).contains("unread-table"), "{page}");
    // Its HTML ends at the blank line, and nothing ends the table.
    let table = "<table>\n<tr><th>Property</th><th>Type</th></tr>\n\n<tr><td>size</td></tr>\n";
    for table in [table, &format!("- {}", table.replace('\n', "\n  "))] {
        let html = bare.replace("|Property", &format!("{table}\n|Property"));
        assert!(rules(&html).contains("unread-table"), "{html}");
    }
}

#[test]
fn missing_header_row_is_reported() {
    let page = page().replace("|Property|Type|Description|\n", "");
    assert!(rules(&page).contains("header-row-missing"));
}

#[test]
fn rows_after_text_continue_the_table() {
    for words in [
        "\nSome words.\n\n",
        "\nSome words.\n",
        "\n- An item.\n\nMore.\n\n",
    ] {
        let page = page().replace("|colour", &format!("{words}|colour"));
        told(&page, "blank-line-in-table", "|colour", TREE);
    }
    // Another table has a header of its own.
    let other = "|More|Type|Description|\n|weight|Int32|How heavy it is.|";
    let page = page().replace("\n## JSON", &format!("\nMore words.\n\n{other}\n\n## JSON"));
    assert!(rules(&page).contains("delimiter-row-missing"));
}

#[test]
fn rows_sharing_one_pipe_are_two() {
    let cells = |first: &str, second: &str| {
        with_rows(&format!("{first}{second}\n|age|Int32|How old it is.|"))
    };
    for (ty, model) in [
        ("String", "String"),
        ("string", "String"),
        ("Edm.String", "String"),
        ("treeColour", "?"),
    ] {
        let colour = format!("|colour|{ty}|Its colour by day.|");
        let page = cells("|size|Int32|How large it is.", &colour);
        let expected = TREE.replace("String", model);
        let understood = shows(&page, &expected);
        assert!(codes(&understood).contains("glued-rows"), "{ty}");
    }
    // Values between unescaped pipes are not rows.
    let values = "|size|Int32|small|large|huge|none|";
    let page = cells(values, "\n|colour|String|Its colour.|");
    assert!(!rules(&page).contains("glued-rows"));
}
