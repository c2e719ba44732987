//! Text that looks like a table but is not one. It is reported once, and read if the intent is clear.

use graphdoc_codegen::unstable::rules::Level;

use crate::support::{codes, expect, property, resource, shows, text, understand};

const ROWS: &str =
    "|size|Int32|How large it is.|\n|colour|String|Its colour.|\n|age|Int32|How old it is.|";
const TREE: &str = "complex tree\n  size: Int32\n  colour: String\n  age: Int32";
const DELIMITER: &str = "|:---|:---|:---|\n";

fn page() -> String {
    resource(
        "tree",
        ROWS,
        r#"{ "size": 1, "colour": "String", "age": 1 }"#,
    )
}

/// Reads a page with lost rows, and expects a single finding with this rule, at the line that begins with this text.
#[track_caller]
fn told(page: &str, rule: &str, line: &str, model: &str) {
    let understood = understand(&[("tree.md", page)]);
    let found: Vec<(&str, usize)> = understood
        .diagnostics
        .iter()
        .filter(|found| found.rule().level == Level::Deny)
        .map(|found| {
            let at = found.labels.first().expect("a place").span.start;
            (found.rule().id, page[..at].matches('\n').count() + 1)
        })
        .collect();
    let expected = page
        .lines()
        .position(|text| text.trim_start_matches(['>', ' ']).starts_with(line))
        .expect("the line")
        + 1;
    assert_eq!(found, [(rule, expected)], "{page}");
    expect(&understood, model);
}

#[test]
fn a_table_without_its_delimiter_row_is_read() {
    told(
        &page().replace(DELIMITER, ""),
        "delimiter-row-missing",
        "|size",
        TREE,
    );
    let page = page().replace(DELIMITER, "|—|—|—|\n");
    told(&page, "delimiter-row-missing", "|—", TREE);
}

#[test]
fn text_in_front_of_a_table_ends_where_its_header_begins() {
    let page = page().replace(
        "|Property",
        "These are its properties:\nmany of them.\n|Property",
    );
    shows(&page, TREE);
    told(
        &page.replace(DELIMITER, ""),
        "delimiter-row-missing",
        "|size",
        TREE,
    );
}

#[test]
fn a_blank_line_inside_a_table_loses_no_row() {
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
fn a_bold_row_with_a_description_is_a_row_without_a_type() {
    let page = page().replace("|size|Int32|", "|**size**||");
    let understood = understand(&[("tree.md", &page)]);
    assert!(codes(&understood).contains("type-cell"));
    let size = property(&understood.model, "tree", "size");
    assert_eq!(text(&size.docs), "How large it is.");
}

#[test]
fn unread_tables_are_reported() {
    let indent = |page: &str, lead: &str| {
        let lines = page.lines().map(|line| match line.starts_with('|') {
            true => format!("{lead}{line}\n"),
            false => format!("{line}\n"),
        });
        lines.collect::<String>()
    };
    for lead in ["    ", "> "] {
        let page = indent(&page(), lead).replace(DELIMITER, "");
        let understood = understand(&[("tree.md", &page)]);
        let found = understood
            .diagnostics
            .iter()
            .filter(|found| found.rule().id == "unread-table");
        assert_eq!(found.count(), 1, "{page}");
    }
    let page = page()
        .replace("|Property", "- Its properties:\n|Property")
        .replace(DELIMITER, "");
    let understood = understand(&[("tree.md", &page)]);
    assert!(codes(&understood).contains("unread-table"), "{page}");
}

#[test]
fn missing_header_row_is_reported() {
    let page = page().replace("|Property|Type|Description|\n", "");
    let understood = understand(&[("tree.md", &page)]);
    assert!(codes(&understood).contains("header-row-missing"));
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
    assert!(codes(&understand(&[("tree.md", &page)])).contains("delimiter-row-missing"));
}

#[test]
fn rows_sharing_one_pipe_are_two() {
    let cells = |first: &str, second: &str| {
        let rows = format!("{first}{second}\n|age|Int32|How old it is.|");
        resource(
            "tree",
            &rows,
            r#"{ "size": 1, "colour": "String", "age": 1 }"#,
        )
    };
    for (ty, model) in [
        ("String", "String"),
        ("string", "String"),
        ("Edm.String", "String"),
        ("treeColour", "?"),
    ] {
        let page = cells(
            "|size|Int32|How large it is.",
            &format!("|colour|{ty}|Its colour by day.|"),
        );
        let understood = shows(
            &page,
            &format!("complex tree\n  size: Int32\n  colour: {model}\n  age: Int32"),
        );
        assert!(codes(&understood).contains("glued-rows"), "{ty}");
    }
    // Values between unescaped pipes are not rows.
    let page = cells(
        "|size|Int32|small|large|huge|none|",
        "\n|colour|String|Its colour.|",
    );
    assert!(!codes(&understand(&[("tree.md", &page)])).contains("glued-rows"));
}
