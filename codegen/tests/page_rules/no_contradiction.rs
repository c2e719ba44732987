//! Correct pages on which two tables, two lists, two pages, or a type and the text only seem to disagree.

use crate::support::{annotated, lint, rendered, resource, told, understand};

/// Returns a page whose only property has this description and this sample.
fn listing(name: &str, ty: &str, description: &str, shown: &str) -> String {
    let row = format!("|p|{ty}|{description}|");
    resource(name, &row, &format!(r#"{{ "p": "{shown}" }}"#))
}

/// Adds a table with this row to a page.
fn with_table(page: &str, heading: &str, row: &str) -> String {
    let table = format!("{heading}\n\n|Property|Type|Description|\n|:---|:---|:---|\n{row}");
    page.replace("## JSON", &format!("{table}\n\n## JSON"))
}

#[test]
fn inherited_in_running_text_names_no_base() {
    for text in [
        "The setting inherited from a parent.",
        "Whether it is inherited from another scope.",
        "A value that is inherited from the template.",
        "Inherits from the containing forest.",
        "Inherited from a [parent](https://example.org/parent) in the forest.",
        "Inherited from parent.",
    ] {
        let page = listing("tree", "String", text, "String");
        assert!(told(&[("tree.md", &page)]).is_empty(), "{text}");
    }
}

#[test]
fn table_of_a_topic_declares_no_properties() {
    for (heading, table) in [
        (
            "Properties",
            "|Name|Type|Use case|\n|:---|:---|:---|\n|Oak|Strong|For ships.|\n|Elm|Tall|For shade.|",
        ),
        (
            "Next steps",
            "|Go to|Type|Description|\n|:---|:---|:---|\n|[Oaks](https://example.org)|Article|On oaks.|",
        ),
    ] {
        let page = format!(
            "---\ntitle: \"Trees\"\ndoc_type: conceptualPageType\n---\n\n# Trees\n\nAn overview.\n\n## {heading}\n\n{table}\n"
        );
        assert!(told(&[("trees.md", &page)]).is_empty(), "{heading}");
        assert!(understand(&[("trees.md", &page)]).model.types.is_empty());
    }
}

#[test]
fn table_under_another_heading_is_read_if_the_block_shows_it() {
    let block = r#"{ "p": "String", "q": "String" }"#;
    let page = resource("tree", "|p|String|One.|", block);
    let own = with_table(&page, "## Further", "|q|String|Two.|");
    assert!(told(&[("tree.md", &own)]).is_empty());
    let other = with_table(&page, "## Further", "|r|String|Two.|");
    assert_eq!(told(&[("tree.md", &other)]), ["missing-in-table"]);
}

#[test]
fn row_in_two_tables_is_one_property() {
    let page = resource("tree", "|p|String|One.|", r#"{ "p": "String" }"#);
    let same = with_table(&page, "### More", "|p|String|Again.|");
    assert!(told(&[("tree.md", &same)]).is_empty());
    let other = with_table(&page, "### More", "|p|Int32|Again.|");
    assert_eq!(told(&[("tree.md", &other)]), ["duplicate-row-type"]);
}

#[test]
fn lists_that_differ_only_by_the_sentinel_agree() {
    let list = "Possible values are: `oak`, `elm`.";
    let longer = list.replace("`.", "`, `unknownFutureValue`.");
    for (list, shown) in [
        (longer.as_str(), "oak | elm"),
        (list, "oak | elm | unknownFutureValue"),
        (list, "String(oak|elm)"),
    ] {
        let page = listing("tree", "String", list, shown);
        assert!(told(&[("tree.md", &page)]).is_empty(), "{list} {shown}");
    }
    let page = listing("tree", "String", list, "oak | ash");
    let [(rule, message)] = &lint(&[("tree.md", &page)])[..] else {
        panic!("more or less than one finding");
    };
    assert_eq!(*rule, "values-conflict");
    for word in ["`elm`", "`ash`"] {
        assert!(message.contains(word), "{message}");
    }
}

#[test]
fn list_called_a_subset_may_be_partial() {
    let subset =
        "Supports a subset of the values for **kind**. The possible values are: `oak`, `elm`.";
    let kind = crate::support::enum_page("kind", &["oak", "elm", "ash"]);
    let some = listing("tree", "[kind](kind.md)", subset, "String");
    assert!(told(&[("tree.md", &some), ("kind.md", &kind)]).is_empty());
    let some = listing("tree", "kind", subset, "String");
    let list = "The possible values are: `oak`, `elm`, `ash`.";
    let all = listing("wood", "kind", list, "String");
    assert!(told(&[("tree.md", &some), ("wood.md", &all)]).is_empty());
    let some = some.replace("Supports a subset of the values for **kind**.", "Its kind.");
    let found = told(&[("tree.md", &some), ("wood.md", &all)]);
    assert_eq!(found, ["enum-lists-differ"]);
}

#[test]
fn row_of_a_rendered_page_states_its_base() {
    let plant = resource("plant", "|p|String|One.|", r#"{ "p": "String" }"#);
    let row = "|p|String|One. Inherited from [plant](plant.md).|";
    let tree = resource("tree", row, r#"{ "p": "String" }"#);
    let found = told(&[("plant.md", &plant), ("tree.md", &tree)]);
    assert_eq!(found, ["base-unstated"]);
    let (plant, tree) = (rendered(&plant), rendered(&tree));
    assert!(told(&[("plant.md", &plant), ("tree.md", &tree)]).is_empty());
}

#[test]
fn page_of_a_product_may_repeat_a_type() {
    let rows = "|p|String|One.|\n|q|String|Two.|";
    let page = resource("tree", rows, r#"{ "p": "String", "q": "String" }"#);
    let twice = [("tree.md", &page), ("copy-tree.md", &page)];
    assert_eq!(told(&twice), ["type-defined-twice"]);
    let other = |name: &str| resource(name, "|p|String|One.|", r#"{ "p": "String" }"#);
    let views = [
        ("tree.md", &page),
        ("garden-tree.md", &page),
        ("garden-oak.md", &other("oak")),
        ("garden-elm.md", &other("elm")),
    ];
    assert!(told(&views).is_empty());
}

#[test]
fn help_about_a_conflict_says_that_the_base_is_inferred() {
    let plant = resource("plant", "|p|String|One.|", r#"{ "p": "String" }"#)
        .replace("What a plant is.", "The base type of [tree](tree.md).");
    let tree = resource("tree", "|p|Int32|One.|", r#"{ "p": 1 }"#);
    let understood = understand(&[("plant.md", &plant), ("tree.md", &tree)]);
    let mut found = understood.diagnostics.iter();
    let found = found.find(|found| found.rule().id == "redeclared-property");
    let help = found.expect("the conflict").help.as_deref();
    assert!(
        help.is_some_and(|help| help.contains("concluded")),
        "{help:?}"
    );
}

#[test]
fn representation_may_show_a_base_that_has_no_page() {
    let held = |shown: &str| {
        let block = format!("{{ \"held\": {{ \"@odata.type\": \"microsoft.graph.{shown}\" }} }}");
        resource("holder", "|held|[oak](oak.md)|What it holds.|", &block)
    };
    let oak = resource("oak", "|height|Int32|How high.|", "{ \"height\": 1 }");
    let oak = annotated(&oak, "\"baseType\": \"microsoft.graph.tree\"");
    for (shown, is_told) in [("tree", false), ("rock", true)] {
        let found = told(&[("holder.md", &held(shown)), ("oak.md", &oak)]);
        assert_eq!(found.contains(&"type-conflict"), is_told, "{shown}");
    }
}
