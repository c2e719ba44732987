//! Forms that are correct, or wrong in another way than they seem.

use crate::support::{annotated, expect, lint, rendered, resource, shows, told, understand};

/// Returns rules and messages of lint's findings above `allow` about a page `tree.md` with these rows and this block.
fn found(rows: &str, block: &str) -> Vec<(&'static str, String)> {
    let page = resource("tree", rows, block);
    lint(&[("tree.md", &page)])
}

/// Returns only the rules.
fn rules(rows: &str, block: &str) -> Vec<&'static str> {
    told(&[("tree.md", &resource("tree", rows, block))])
}

const SIZE: &str = "|size|Int32|How large it is.|";

#[test]
fn block_of_a_response_is_unwrapped() {
    for block in [
        r#"{ "@odata.context": "x", "value": [ { "size": 1, "age": "Int64" } ] }"#,
        r#"{ "@odata.context": "x", "value": { "size": 1, "age": "Int64" } }"#,
        r#"{ "value": [ { "size": 1, "age": "Int64" } ], "@odata.nextLink": "x" }"#,
        r#"{ "value": [ { "size": 1, "age": "Int64" } ] }"#,
    ] {
        let page = resource("tree", SIZE, block);
        shows(
            &page,
            "complex tree\n  size: Int32 #both\n  age: Int64 #json",
        );
    }
}

#[test]
fn property_called_value_is_not_a_wrapper() {
    let leaf = resource("leaf", "|area|Double|Size.|", r#"{ "area": 1.5 }"#);
    for block in [
        r##"{ "@odata.type": "#microsoft.graph.tree", "value": [ {} ] }"##,
        r##"{ "value": [ { "@odata.type": "#microsoft.graph.leaf" } ] }"##,
    ] {
        let row = "|value|[leaf](leaf.md) collection|Its leaves.|";
        let pages = [
            ("leaf.md", &leaf),
            ("tree.md", &resource("tree", row, block)),
        ];
        expect(&understand(&pages), "complex tree\n  value: [leaf] #both");
        assert_eq!(told(&pages), [""; 0], "{block}");
    }
}

#[test]
fn odata_rows_may_be_missing_from_the_block() {
    let rows =
        format!("{SIZE}\n|leaf@odata.bind|String|Binds.|\n|leaf@odata.nextLink|String|Next.|");
    assert_eq!(rules(&rows, r#"{ "size": 1 }"#), [""; 0]);
}

#[test]
fn sample_may_hold_values_or_a_remark() {
    let rows = "|state|String|Its state. The possible values are: `open`, `closed`.|\n|size|Decimal|How large.|";
    for (state, size) in [
        ("String(open|closed)", "decimal,read-only"),
        ("String (open | closed)", "Decimal, read-only"),
    ] {
        let block = format!(r#"{{ "state": "{state}", "size": "{size}" }}"#);
        assert_eq!(rules(rows, &block), [""; 0]);
    }
    let other = r#"{ "state": "String(open|shut)", "size": "boolean,read-only" }"#;
    assert_eq!(rules(rows, other), ["values-conflict", "type-conflict"]);
}

#[test]
fn invisible_character_in_text_has_its_own_rule() {
    for (row, rule) in [
        ("|size|Int32|How la\u{200b}rge.|", "invisible-in-text"),
        ("|si\u{200b}ze|Int32|How large.|", "invisible-character"),
        ("|size|Int\u{200b}32|How large.|", "invisible-character"),
        ("|size|Int32|As `la\u{200b}rge` as.|", "invisible-character"),
    ] {
        assert_eq!(rules(row, r#"{ "size": 1 }"#), [rule], "{row}");
    }
}

#[test]
fn row_and_key_of_unlike_names_are_not_a_rename() {
    let both = &["missing-in-block", "missing-in-table"][..];
    for (row, key, expected) in [
        (
            "|states|[tree](tree.md)|Its states.|",
            r#""state": true"#,
            both,
        ),
        ("|id|String|Its key.|", r#""name": "String""#, both),
        ("|age|Int32|How old.|", r#""agge": 1"#, &["name-conflict"]),
    ] {
        let block = format!(r#"{{ "size": 1, {key} }}"#);
        assert_eq!(rules(&format!("{SIZE}\n{row}"), &block), expected, "{row}");
    }
}

#[test]
fn unusual_space_is_named() {
    for (blank, name) in [
        ("\u{202f}", "U+202F"),
        ("\u{2009}", "U+2009"),
        ("\u{a0}", "U+00A0"),
    ] {
        let found = found(SIZE, &format!("{{ {blank}\"size\": 1 }}"));
        assert!(
            matches!(found.as_slice(), [("not-json", message)] if message.contains(name)),
            "{found:?}"
        );
    }
}

#[test]
fn contradicting_formats_are_reported() {
    let of = |ty: &str, sample: &str| {
        let block = format!("{{ \"born\": {sample} }}");
        rules(&format!("|born|{ty}|When.|"), &block)
    };
    for (ty, sample) in [
        ("DateTimeOffset", "\"String (duration)\""),
        ("Guid", "\"String (timestamp)\""),
        ("Duration", "\"String (guid)\""),
        ("Int32", "1.5"),
        ("Int64", "0.25"),
    ] {
        assert_eq!(of(ty, sample), ["type-conflict"], "{ty} {sample}");
    }
    for (ty, sample) in [
        ("DateTimeOffset", "\"String\""),
        ("Date", "\"String (timestamp)\""),
        ("String", "\"String (timestamp)\""),
        ("Double", "1"),
        ("Decimal", "1.5"),
        ("Guid", "\"String (identifier)\""),
    ] {
        assert_eq!(of(ty, sample), [""; 0], "{ty} {sample}");
    }
}

#[test]
fn wrong_case_of_type_names_is_reported() {
    let plant = resource("plant", "|age|Int32|How old.|", r#"{ "age": 1 }"#);
    let block = r##"{ "@odata.type": "#microsoft.graph.tree", "size": 1 }"##;
    let tree = resource("tree", SIZE, block);
    let tree = annotated(&tree, "\"baseType\": \"microsoft.graph.plant\"")
        .replace("What a tree is.", "Inherits from [plant](plant.md).");
    let of = |tree: &str| told(&[("plant.md", plant.as_str()), ("tree.md", tree)]);
    let capital = tree.replace("# tree resource", "# Tree resource");
    for tree in [&tree, &capital] {
        assert_eq!(of(tree), [""; 0]);
    }
    for (old, new) in [
        ("#microsoft.graph.tree", "#microsoft.graph.Tree"),
        ("\"microsoft.graph.plant", "\"microsoft.graph.Plant"),
        ("\"microsoft.graph.tree", "\"microsoft.graph.Tree"),
    ] {
        assert_eq!(of(&tree.replace(old, new)), ["type-case"], "{new}");
    }
}

#[test]
fn misspelt_heading_is_reported() {
    let tree = resource("tree", SIZE, r#"{ "size": 1 }"#);
    for word in ["tre", "ree", "treee", "tere"] {
        let page = tree.replace("# tree resource", &format!("# {word} resource"));
        assert_eq!(told(&[("tree.md", &page)]), ["heading-type"], "{word}");
    }
    let page = resource("workbookTree", SIZE, r#"{ "size": 1 }"#)
        .replace("# workbookTree resource", "# tree resource");
    assert_eq!(told(&[("tree.md", &page)]), [""; 0]);
}

#[test]
fn each_spelling_of_a_placeholder_is_reported() {
    for words in ["TBD", "TODO", "To be added.", "tbd."] {
        let found = rules(&format!("|size|Int32|{words}|"), r#"{ "size": 1 }"#);
        assert_eq!(found, ["placeholder"], "{words}");
    }
}

#[test]
fn invalid_type_is_reported() {
    let of = |ty: &str| found(&format!("|size|{ty}|How large it is.|"), r#"{ "size": 1 }"#);
    let empty = of("");
    assert!(empty[0].1.contains("empty"), "{empty:?}");
    let word = of("MIME");
    assert!(word[0].1.contains("neither a primitive type"), "{word:?}");
}

#[test]
fn request_in_the_introduction_is_not_a_representation() {
    let page = resource("tree", "|size|Int32|How large it is.|", r#"{ "size": 1 }"#);
    let request = "```http\nGET /me/trees\n```\n\n## Properties";
    let page = rendered(&page).replace("## Properties", request);
    assert!(!told(&[("tree.md", &page)]).contains(&"fence-language"));
}

#[test]
fn misspelt_sentinel_is_reported_at_its_place() {
    for name in [
        "unknownFutureVaule",
        "UnknownFutureValue",
        "unknownFutureValues",
    ] {
        let block = r#"{ "size": "String" }"#;
        let row = format!("|size|String|How large. The possible values are: `small`, `{name}`.|");
        assert_eq!(rules(&row, block), ["misspelt-sentinel"]);
        let row = "|size|[extent](#extent-values)|How large.|";
        let section = format!("\n### extent values\n|Member|\n|:--|\n|small|\n|{name}|\n");
        let page = resource("tree", row, block) + &section;
        assert_eq!(told(&[("tree.md", &page)]), ["misspelt-sentinel"]);
    }
}

#[test]
fn quoted_boolean_is_read_and_reported() {
    let page = resource("tree", SIZE, r#"{ "size": 1 }"#);
    let page = annotated(&page, "\"openType\": \"true\"");
    assert_eq!(told(&[("tree.md", &page)]), ["annotation-value"]);
    shows(&page, "complex tree open\n  size: Int32");
}

#[test]
fn unclosed_front_matter_and_missing_title_are_reported() {
    let page = resource("tree", SIZE, r#"{ "size": 1 }"#);
    let open = page.replacen("\n---\n", "\n", 1);
    assert!(told(&[("tree.md", &open)]).contains(&"front-matter-unclosed"));
    let untitled = page.replace("# tree resource type\n", "");
    assert!(told(&[("tree.md", &untitled)]).contains(&"heading-missing"));
}
