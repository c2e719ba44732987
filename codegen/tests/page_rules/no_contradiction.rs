//! Correct pages on which two tables, two lists, two pages, or a type and the text only seem to disagree.

use crate::support::{lint, rendered, resource, told, understand};

/// Returns a page whose only property has this description and this sample.
fn listing(name: &str, ty: &str, description: &str, shown: &str) -> String {
    let row = format!("|p|{ty}|{description}|");
    resource(name, &row, &format!(r#"{{ "p": "{shown}" }}"#))
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
fn an_overview_of_words_has_no_properties() {
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
fn fully_shown_table_under_a_free_heading_is_read() {
    let page = resource(
        "tree",
        "|p|String|One.|",
        r#"{ "p": "String", "q": "String" }"#,
    );
    let table = |name: &str| {
        format!(
            "## Further\n\n|Property|Type|Description|\n|:---|:---|:---|\n|{name}|String|Two.|\n\n## JSON representation"
        )
    };
    let own = page.replace("## JSON representation", &table("q"));
    assert!(told(&[("tree.md", &own)]).is_empty());
    let other = page.replace("## JSON representation", &table("r"));
    assert_eq!(told(&[("tree.md", &other)]), ["missing-in-table"]);
}

#[test]
fn a_row_in_two_tables_is_one_property() {
    let page = resource("tree", "|p|String|One.|", r#"{ "p": "String" }"#);
    let table = |ty: &str| {
        format!(
            "### More\n\n|Property|Type|Description|\n|:---|:---|:---|\n|p|{ty}|Again.|\n\n## JSON representation"
        )
    };
    let same = page.replace("## JSON representation", &table("String"));
    assert!(told(&[("tree.md", &same)]).is_empty());
    let other = page.replace("## JSON representation", &table("Int32"));
    assert_eq!(told(&[("tree.md", &other)]), ["duplicate-row-type"]);
}

#[test]
fn lists_that_differ_by_the_sentinel_alone_are_one() {
    for (list, shown) in [
        (
            "Possible values are: `oak`, `elm`, `unknownFutureValue`.",
            "oak | elm",
        ),
        (
            "Possible values are: `oak`, `elm`.",
            "oak | elm | unknownFutureValue",
        ),
        ("Possible values are: `oak`, `elm`.", "String(oak|elm)"),
    ] {
        let page = listing("tree", "String", list, shown);
        assert!(told(&[("tree.md", &page)]).is_empty(), "{list} {shown}");
    }
    let page = listing(
        "tree",
        "String",
        "Possible values are: `oak`, `elm`.",
        "oak | ash",
    );
    let [(rule, message)] = &lint(&[("tree.md", &page)])[..] else {
        panic!("more or less than one finding");
    };
    assert_eq!(*rule, "values-conflict");
    assert!(
        message.contains("`elm`") && message.contains("`ash`"),
        "{message}"
    );
}

#[test]
fn list_called_a_subset_may_be_partial() {
    let subset =
        "Supports a subset of the values for **kind**. The possible values are: `oak`, `elm`.";
    let kind = crate::support::enum_page("kind", &["oak", "elm", "ash"]);
    let some = listing("tree", "[kind](kind.md)", subset, "String");
    assert!(told(&[("tree.md", &some), ("kind.md", &kind)]).is_empty());
    let some = listing("tree", "kind", subset, "String");
    let all = listing(
        "wood",
        "kind",
        "The possible values are: `oak`, `elm`, `ash`.",
        "String",
    );
    assert!(told(&[("tree.md", &some), ("wood.md", &all)]).is_empty());
    let some = some.replace("Supports a subset of the values for **kind**.", "Its kind.");
    assert_eq!(
        told(&[("tree.md", &some), ("wood.md", &all)]),
        ["enum-lists-differ"]
    );
}

#[test]
fn a_row_of_a_rendered_page_states_its_base() {
    let plant = resource("plant", "|p|String|One.|", r#"{ "p": "String" }"#);
    let row = "|p|String|One. Inherited from [plant](plant.md).|";
    let tree = resource("tree", row, r#"{ "p": "String" }"#);
    assert_eq!(
        told(&[("plant.md", &plant), ("tree.md", &tree)]),
        ["base-unstated"]
    );
    let (plant, tree) = (rendered(&plant), rendered(&tree));
    assert!(told(&[("plant.md", &plant), ("tree.md", &tree)]).is_empty());
}

#[test]
fn views_of_a_product_may_repeat_what_they_show() {
    let page = resource(
        "tree",
        "|p|String|One.|\n|q|String|Two.|",
        r#"{ "p": "String", "q": "String" }"#,
    );
    let twice = [("tree.md", page.as_str()), ("copy-tree.md", &page)];
    assert_eq!(told(&twice), ["type-defined-twice"]);
    let others =
        ["oak", "elm"].map(|name| resource(name, "|p|String|One.|", r#"{ "p": "String" }"#));
    let views = [
        ("tree.md", page.as_str()),
        ("garden-tree.md", &page),
        ("garden-oak.md", &others[0]),
        ("garden-elm.md", &others[1]),
    ];
    assert!(told(&views).is_empty());
}

#[test]
fn conflict_with_an_inferred_base_says_so() {
    let plant = resource("plant", "|p|String|One.|", r#"{ "p": "String" }"#)
        .replace("What a plant is.", "The base type of [tree](tree.md).");
    let tree = resource("tree", "|p|Int32|One.|", r#"{ "p": 1 }"#);
    let understood = understand(&[("plant.md", &plant), ("tree.md", &tree)]);
    let found = understood
        .diagnostics
        .iter()
        .find(|found| found.rule().id == "redeclared-property");
    let help = found
        .and_then(|found| found.help.as_deref())
        .unwrap_or_default();
    assert!(help.contains("concluded"), "{help}");
}

#[test]
fn a_representation_may_show_a_base_that_has_no_page() {
    let held = |shown: &str| {
        let block = format!("{{ \"held\": {{ \"@odata.type\": \"microsoft.graph.{shown}\" }} }}");
        resource("holder", "|held|[oak](oak.md)|What it holds.|", &block)
    };
    let oak = resource("oak", "|height|Int32|How high.|", "{ \"height\": 1 }");
    let oak = oak.replace("What an oak is.", "").replace(
        "\"@odata.type\": \"microsoft.graph.oak\"",
        "\"@odata.type\": \"microsoft.graph.oak\", \"baseType\": \"microsoft.graph.tree\"",
    );
    for (shown, is_told) in [("tree", false), ("rock", true)] {
        let holder = held(shown);
        let found = told(&[("holder.md", &holder), ("oak.md", &oak)]);
        assert_eq!(found.contains(&"type-conflict"), is_told, "{shown}");
    }
}
