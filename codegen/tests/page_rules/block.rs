//! The JSON block, on its own and compared with the table.

use crate::{
    support::{codes, enum_page, expect, resource, shows, understand},
    tree,
};

/// Asserts how `p` is read from a page whose block has it with this sample, and whose table lacks it.
#[track_caller]
fn sample(value: &str, expected: &str) {
    let page = resource(
        "tree",
        "|q|String|Another.|",
        &format!(r#"{{ "q": "String", "p": {value} }}"#),
    );
    let leaf = resource("leaf", "|area|Double|Size.|", "");
    let analysis = understand(&[("tree.md", &page), ("leaf.md", &leaf)]);
    expect(
        &analysis,
        &format!("complex tree\n  q: String\n  p: {expected} #json"),
    );
}

#[test]
fn samples_give_types_of_properties_without_a_row() {
    for (value, expected) in [
        (r#""String""#, "String"),
        (r#""String (timestamp)""#, "DateTimeOffset"),
        (r#""String (ISO 8601 duration)""#, "Duration"),
        (r#""String (timeofday)""#, "TimeOfDay"),
        (r#""String (Date)""#, "Date"),
        (r#""String (binary)""#, "Binary"),
        (r#""String (url)""#, "String"),
        (r#""Int32""#, "Int32"),
        (r#""Boolean""#, "Boolean"),
        (r#""Guid""#, "Guid"),
        (r#""Double""#, "Double"),
        ("true", "Boolean"),
        ("1.5", "Double"),
        (r#"{ "@odata.type": "microsoft.graph.leaf" }"#, "leaf"),
        (
            r##"{ "@odata.type": "#microsoft.graph.leaf", "area": 2 }"##,
            "leaf",
        ),
        (r#"{ "@type": "microsoft.graph.leaf" }"#, "leaf"),
        (r#"[ { "@odata.type": "microsoft.graph.leaf" } ]"#, "[leaf]"),
        (r#""microsoft.graph.leaf""#, "leaf"),
        (r#""Collection(microsoft.graph.leaf)""#, "[leaf]"),
        (r#"[ "String" ]"#, "[String]"),
        (r#""oak | elm | lime""#, "String #values oak elm lime"),
        (r#"[ "oak | elm" ]"#, "[String] #values oak elm"),
        ("null", "?"),
    ] {
        sample(value, expected);
    }
}

#[test]
fn blocks_may_be_written_loosely() {
    let strict = r#"{ "id": "String (identifier)", "height": 1.5 }"#;
    for loose in [
        r#"{ "id": "String (identifier)", "height": 1.5, }"#,
        "{ /* the key */ \"id\": \"String (identifier)\",\n // metres\n \"height\": 1.5 }",
        r#"{ "@odata.type": "microsoft.graph.tree", "id": "String (identifier)", "height": 0001.5 }"#,
        r#"{ "value": [ { "id": "String (identifier)", "height": 1.5 } ] }"#,
        "{ \"id\":\u{a0}\"String (identifier)\", \"height\": 1.5 }",
        "\"id\": \"String (identifier)\",\n\"height\": 1.5",
        "{ \"id\": \"String (identifier)\"\n \"height\": 1.5 }",
    ] {
        for fence in ["```json", "``` json", "```", "``` JSON"] {
            // Braces are only supplied if the fence says that it contains JSON.
            if fence == "```" && !loose.starts_with('{') {
                continue;
            }
            let page = tree().replace(strict, loose).replace("```json", fence);
            shows(
                &page,
                "entity tree\n  id: String #both\n  height: Double #both",
            );
        }
    }
}

#[test]
fn sample_keys_of_an_open_type_are_not_properties() {
    let page = resource(
        "tree",
        "",
        r#"{ "ca2a1df2-e36b-4987-9f6b-0ea462f4eb47": null, "two words": 1 }"#,
    )
    .replace("\"blockType\"", "\"openType\": true, \"blockType\"");
    shows(&page, "complex tree open");
}

#[test]
fn block_only_keys_of_an_open_type_are_samples() {
    let block = r#"{ "id": "String (identifier)", "Color": "Fuchsia", "area": 1.5 }"#;
    let open = |page: String| page.replace("\"blockType\"", "\"openType\": true, \"blockType\"");
    let with_table = open(resource("tree", "|area|Double|Size.|", block));
    let analysis = understand(&[("tree.md", &with_table)]);
    let expected = "entity tree open #key id\n  id: String #json\n  area: Double #both";
    expect(&analysis, expected);
    assert!(codes(&analysis).contains("missing-in-table"));
    let closed = with_table.replace("\"openType\": true", "\"openType\": false");
    let expected =
        "entity tree #key id\n  id: String #json\n  Color: String #json\n  area: Double #both";
    shows(&closed, expected);
    let without = open(resource("tree", "", r#"{ "Color": "Fuchsia" }"#));
    let analysis = shows(&without, "complex tree open");
    assert!(codes(&analysis).contains("open-type-sample"));
}

#[test]
fn null_is_not_an_enum_member() {
    let season = enum_page("season", &["spring", "null", "`Null`", "nullable"]);
    let tree = resource(
        "tree",
        "|kind|String|Kind. Possible values are: `oak`, `null`, `elm`.|\n|size|String|Size.|\n|p|season|When.|",
        r#"{ "kind": "String", "size": "small | null | large", "p": "String", "name": "String | null" }"#,
    );
    let analysis = understand(&[("season.md", &season), ("tree.md", &tree)]);
    let seasons = "enum season\n  spring\n  nullable";
    let trees = "complex tree\n  kind: String #both #values oak elm\n  size: String #both #values small large";
    expect(
        &analysis,
        &format!("{trees}\n  p: enum season #both\n  name: String #json\n{seasons}"),
    );
}

#[test]
fn sample_of_a_subtype_is_no_contradiction() {
    let page = resource(
        "tree",
        "|p|[leaf](leaf.md)|Its leaf.|",
        r#"{ "p": { "@odata.type": "microsoft.graph.needle" } }"#,
    );
    let leaf = resource("leaf", "|area|Double|Size.|", r#"{ "area": 1.5 }"#);
    let needle = resource("needle", "|length|Double|Size.|", r#"{ "length": 1.5 }"#)
        .replace("What a needle is.", "Inherits from [leaf](leaf.md).");
    let analysis = understand(&[
        ("tree.md", &page),
        ("leaf.md", &leaf),
        ("needle.md", &needle),
    ]);
    expect(&analysis, "complex tree\n  p: leaf #both");
    assert!(!codes(&analysis).contains("type-conflict"));
}

#[test]
fn table_and_block_are_reconciled() {
    let page = resource(
        "tree",
        "|ID|String|The tree.|\n|ages|Int32 collection|Rings.|\n|kind|String|Kind.|\n|grown|DateTimeOffset|When.|\n|mass|Int64|Weight.|",
        r#"{ "id": "String (identifier)", "ages": "Int32", "kind": "oak | elm", "grown": "String", "extra": true }"#,
    );
    let analysis = shows(
        &page,
        "entity tree #key id
          id: String #both
          ages: [Int32] #both
          kind: String #both #values oak elm
          grown: DateTimeOffset #both
          mass: Int64 #table
          extra: Boolean #json",
    );
    let codes = codes(&analysis);
    for code in [
        "name-case",
        "collection-conflict",
        "missing-in-block",
        "missing-in-table",
    ] {
        assert!(codes.contains(code), "{code} in {codes:?}");
    }
}

#[test]
fn a_contradiction_shows_both_places() {
    let page = resource(
        "tree",
        "|height|Double|Metres.|",
        r#"{ "height": "Boolean" }"#,
    );
    let analysis = shows(&page, "complex tree\n  height: Double");
    let found = analysis
        .diagnostics
        .iter()
        .find(|found| found.rule().id == "type-conflict")
        .expect("a contradiction");
    let shown: Vec<&str> = found
        .labels
        .iter()
        .map(|label| &page[label.span.start..label.span.end])
        .collect();
    assert!(
        shown.len() >= 2 && shown.iter().any(|text| text.contains("Double")),
        "{shown:?}"
    );
    assert!(
        shown.iter().any(|text| text.contains("Boolean")),
        "{shown:?}"
    );
}
