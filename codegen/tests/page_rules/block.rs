//! The JSON block, on its own and compared with the table.

use crate::{
    READ,
    support::{annotated, codes, enum_page, expect, resource, shows, understand},
    tree,
};

/// Asserts how `p` is read from a page whose block has it with this sample, and whose table lacks it.
#[track_caller]
fn sample(value: &str, expected: &str) {
    let block = format!(r#"{{ "q": "String", "p": {value} }}"#);
    let page = resource("tree", "|q|String|Another.|", &block);
    let leaf = resource("leaf", "|area|Double|Size.|", "");
    let analysis = understand(&[("tree.md", page), ("leaf.md", leaf)]);
    let expected = format!("complex tree\n  q: String\n  p: {expected} #json");
    expect(&analysis, &expected);
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
        (r##"{ "@odata.type": "#microsoft.graph.leaf" }"##, "leaf"),
        (
            r#"{ "@odata.type": "microsoft.graph.leaf", "area": 2 }"#,
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
        "{ “id”: “String (identifier)”, «height»: 1.5 }",
        "\"id\": \"String (identifier)\",\n\"height\": 1.5",
        "{ \"id\": \"String (identifier)\"\n \"height\": 1.5 }",
    ] {
        for fence in ["```json", "``` json", "```", "``` JSON"] {
            // Braces are only supplied if the fence says that it contains JSON.
            if fence == "```" && !loose.starts_with('{') {
                continue;
            }
            let page = tree().replace(strict, loose).replace("```json", fence);
            shows(&page, READ);
        }
    }
}

#[test]
fn block_only_keys_of_an_open_type_are_samples() {
    let open = |page: String| annotated(&page, "\"openType\": true");
    let block = r#"{ "id": "String (identifier)", "Color": "Fuchsia", "area": 1.5 }"#;
    let with_table = open(resource("tree", "|area|Double|Size.|", block));
    let expected = "entity tree open #key id\n  id: String #json\n  area: Double #both";
    assert!(codes(&shows(&with_table, expected)).contains("missing-in-table"));
    let closed = with_table.replace("\"openType\": true", "\"openType\": false");
    let expected =
        "entity tree #key id\n  id: String #json\n  Color: String #json\n  area: Double #both";
    shows(&closed, expected);
    let block = r#"{ "ca2a1df2-e36b-4987-9f6b": null, "two words": 1, "Color": "Fuchsia" }"#;
    let analysis = shows(&open(resource("tree", "", block)), "complex tree open");
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
    expect(
        &understand(&[("season.md", &season), ("tree.md", &tree)]),
        "complex tree
          kind: String #both #values oak elm
          size: String #both #values small large
          p: enum season #both
          name: String #json
        enum season
          spring
          nullable",
    );
}

#[test]
fn sample_of_a_subtype_does_not_contradict() {
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
        "|ID|String|The tree.|\n|parkid|String|Its park.|\n|ages|Int32 collection|Rings.|\n|kind|String|Kind.|\n|grown|DateTimeOffset|When.|\n|mass|Int64|Weight.|",
        r#"{ "id": "String (identifier)", "parkId": "String", "ages": "Int32", "kind": "oak | elm", "grown": "String", "extra": true }"#,
    );
    let analysis = shows(
        &page,
        "entity tree #key id
          id: String #both
          parkId: String #both
          ages: [Int32] #both
          kind: String #both #values oak elm
          grown: DateTimeOffset #both
          mass: Int64 #table
          extra: Boolean #json",
    );
    let codes = codes(&analysis);
    for code in ["name-case", "collection-conflict", "missing-in-block"] {
        assert!(codes.contains(code), "{code} in {codes:?}");
    }
    assert!(codes.contains("missing-in-table"), "{codes:?}");
}

#[test]
fn contradiction_shows_both_places() {
    let page = resource(
        "tree",
        "|height|Double|Metres.|",
        r#"{ "height": "Boolean" }"#,
    );
    let analysis = shows(&page, "complex tree\n  height: Double");
    let mut found = analysis.diagnostics.iter();
    let found = found.find(|found| found.rule().id == "type-conflict");
    let labels = found.expect("a contradiction").labels.iter();
    let shown = labels.map(|label| &page[label.span.start..label.span.end]);
    let shown: Vec<&str> = shown.collect();
    for ty in ["Double", "Boolean"] {
        assert!(shown.iter().any(|text| text.contains(ty)), "{shown:?}");
    }
    assert!(shown.len() >= 2, "{shown:?}");
}
