//! Slips that change no type, or hide what does. Each page is otherwise correct.

use crate::support::{codes, lint, rendered, resource, told, understand};

fn tree() -> String {
    resource("tree", "|p|String|What it is.|", r#"{ "p": "String" }"#)
}

#[test]
fn repeated_value_in_a_list_is_reported() {
    let items = "Possible values are:<ul><li>`oak`</li><li>`elm`</li><li>`oak`</li></ul>";
    for (ty, list) in [
        ("String", "The possible values are: `oak`, `elm`, `oak`."),
        ("kind", "The possible values are: `oak`, `elm`, `oak`."),
        ("kind", "Its kind: `oak`, `elm`, `elm`."),
        ("kind", items),
    ] {
        let row = format!("|p|{ty}|{list}|");
        let page = resource("tree", &row, r#"{ "p": "String" }"#);
        assert_eq!(told(&[("tree.md", &page)]), ["duplicate-member"], "{list}");
    }
}

#[test]
fn comment_closed_by_the_next_one_is_reported() {
    let open = tree().replace("\n} -->\n```json", "\n}\n```json");
    assert_ne!(open, tree());
    let page = open + "\n<!-- { \"type\": \"#page.annotation\" } -->\n";
    assert!(told(&[("tree.md", &page)]).contains(&"unterminated-comment"));
}

#[test]
fn property_table_without_a_heading_is_reported() {
    let page = tree().replace("## Properties\n", "");
    assert_eq!(told(&[("tree.md", &page)]), ["properties-heading"]);
}

#[test]
fn incomplete_json_heading_is_reported() {
    for heading in [
        "JSONrepresentation",
        "JSON",
        "Json reprsentation",
        "JSON Representations",
    ] {
        let page = tree().replace("JSON representation", heading);
        assert_eq!(told(&[("tree.md", &page)]), ["json-heading"], "{heading}");
    }
    for heading in [
        "JSON Representation",
        "**JSON representation**",
        "JSON representation:",
    ] {
        let page = tree().replace("JSON representation", heading);
        assert!(told(&[("tree.md", &page)]).is_empty(), "{heading}");
    }
    let page = tree() + "\n## JSON batching\n\nTrees come in batches.\n";
    assert!(told(&[("tree.md", &page)]).is_empty());
}

#[test]
fn misspelt_heading_without_annotation_is_reported() {
    let calendar = resource("calendar", "|p|String|What it is.|", r#"{ "p": "String" }"#);
    let calendar = rendered(&calendar);
    let page = calendar.replace("# calendar resource", "# calender resource");
    let row = "|calendar|[calendar](calendar.md)|Theirs.|";
    let block = r#"{ "calendar": { "@odata.type": "microsoft.graph.calendar" } }"#;
    let user = rendered(&resource("user", row, block));
    let pages = [("calendar.md", &page), ("user.md", &user)];
    for pages in [&pages[..1], &pages] {
        assert_eq!(told(pages), ["heading-type"]);
    }
    let model = understand(&pages).model;
    let names = model.types.keys().map(|name| name.short());
    assert!(names.eq(["calendar", "user"]), "{:?}", model.types.keys());
    assert!(told(&[("calendar.md", &calendar)]).is_empty());
}

#[test]
fn beta_notice_on_a_stable_page_is_reported() {
    let notice =
        "What a tree is.\n\n[!INCLUDE [beta-disclaimer](../../includes/beta-disclaimer.md)]";
    let page = tree().replace("What a tree is.", notice);
    let others = ["oak", "elm", "ash"].map(|name| {
        let text = resource(name, "|p|String|One.|", r#"{ "p": "String" }"#);
        (name, text)
    });
    for (folder, expected) in [
        ("", &["beta-notice"][..]),
        ("v1.0/", &["beta-notice"]),
        ("beta/", &[]),
    ] {
        let pages = others.iter().cloned().chain([("tree", page.clone())]);
        let path = |name| format!("{folder}resources/{name}.md");
        let pages: Vec<_> = pages.map(|(name, text)| (path(name), text)).collect();
        assert_eq!(told(&pages), expected, "{folder}");
    }
    assert!(told(&[("resources/tree.md", &page)]).is_empty());
    let alone = told(&[("api-reference/v1.0/resources/tree.md", &page)]);
    assert_eq!(alone, ["beta-notice"]);
}

#[test]
fn property_table_under_a_wrong_heading_is_reported() {
    let methods = "## Methods\n|Method|Return type|Description|\n|:---|:---|:---|\n|[Get](get.md)|[tree](tree.md)|Reads it.|\n\n";
    let page = tree().replace("## Properties\n", methods);
    let found = told(&[("tree.md", &page)]);
    assert!(found.contains(&"properties-heading"), "{found:?}");
    let page = tree().replace("## Properties\n", &format!("{methods}## Properties\n"));
    let found = told(&[("tree.md", &page)]);
    assert!(!found.contains(&"properties-heading"), "{found:?}");
}

#[test]
fn quoted_property_table_is_reported_once() {
    let quoted = |page: String| page.replace("\n|", "\n> |");
    assert_eq!(told(&[("tree.md", &quoted(tree()))]), ["unread-table"]);
}

/// Members need an enum, and properties the right header, wherever they are on the page.
#[test]
fn table_that_belongs_to_nothing_is_reported() {
    let table = |header: &str, rows: &[&str]| {
        let line = |cells: &str| format!("|{cells}|\n");
        let delimiter = header.split('|').map(|_| ":--").collect::<Vec<_>>();
        let rows = rows.iter().map(|row| line(row)).collect::<String>();
        format!("\n{}{}{rows}", line(header), line(&delimiter.join("|")))
    };
    let members = table("Member|Description", &["slow|Slowly."]);
    let values = format!("### growth values\n{members}");
    let foreign = table(
        "Namn|Anteckning",
        &["slow|Sakta.", "unknownFutureValue|Annat."],
    );
    let relationships = table("Samband|Typ|Beskrivning", &["leaves|[leaf](leaf.md)|Löv."]);
    let other = table("Colour|Meaning", &["green|Healthy."]);
    for (section, rule) in [
        (format!("### How it grows\n{members}"), "unread-table"),
        (format!("### Tillväxt\n{foreign}"), "unread-table"),
        (format!("## Remarks\n{members}"), "unread-table"),
        (format!("{values}\n{members}"), "unread-table"),
        (
            format!("## Samband\n{relationships}"),
            "unknown-table-header",
        ),
        (format!("{values}\n{relationships}"), "unknown-table-header"),
        (format!("### Colours\n{other}"), ""),
        (format!("{values}\n{other}"), ""),
    ] {
        let page = tree().replace("## JSON", &format!("{section}\n## JSON"));
        let leaf = resource("leaf", "|q|String|What it is.|", r#"{ "q": "String" }"#);
        let mut found = told(&[("leaf.md", &leaf), ("tree.md", &page)]);
        found.retain(|found| *found != "enum-unused");
        assert_eq!(
            found,
            Vec::from_iter([rule].into_iter().filter(|rule| !rule.is_empty())),
            "{page}"
        );
    }
}

#[test]
fn misspelt_column_header_is_reported_beside_other_tables() {
    let page = tree().replace(r#"{ "p""#, r#"{ "q": "String", "p""#);
    let page = page.replace(
        "\n## JSON",
        "\n|Property|Tpye|Description|\n|:---|:---|:---|\n|q|String|More.|\n\n## JSON",
    );
    assert_eq!(told(&[("tree.md", &page)]), ["unknown-table-header"]);
}

#[test]
fn nonstandard_representation_heading_is_reported() {
    for page in [tree(), rendered(&tree())] {
        let page = page.replace("## JSON representation", "## Representation");
        let found = told(&[("tree.md", &page)]);
        assert!(found.contains(&"json-heading"), "{found:?}");
    }
}

#[test]
fn repeated_json_key_is_reported_at_any_depth() {
    let ty = r#""@odata.type": "microsoft.graph.tree""#;
    let page = tree().replace(ty, &format!("{ty},\n  {ty}"));
    assert_eq!(told(&[("tree.md", &page)]), ["repeated-key"]);
    // Reading the page is enough to notice it, without lint.
    let found = codes(&understand(&[("tree.md", &page)]));
    assert!(found.contains("repeated-key"), "{found:?}");
    let other = r#""@type": "microsoft.graph.bush""#;
    let page = tree().replace(ty, &format!("{ty},\n  {other}"));
    assert_eq!(told(&[("tree.md", &page)]), ["repeated-key"]);
    let page = tree().replace("{ \"p\"", &format!("{{ {ty}, {ty}, \"p\""));
    assert_eq!(told(&[("tree.md", &page)]), ["repeated-key"]);
    let ty = r#""@odata.type": "microsoft.graph.leaf""#;
    let block = format!("{{ \"p\": [ {{ {ty}, {ty} }} ] }}");
    let page = resource("tree", "|p|[leaf](leaf.md) collection|What it is.|", &block);
    let leaf = resource("leaf", "|q|String|What it is.|", r#"{ "q": "String" }"#);
    let found = told(&[("leaf.md", leaf), ("tree.md", page)]);
    assert_eq!(found, ["repeated-key"]);
}

#[test]
fn name_of_two_alphabets_is_reported_once() {
    let page = |row: &str, key: &str| {
        let row = format!("|{row}|String|What it is.|");
        resource("tree", &row, &format!("{{ \"{key}\": \"String\" }}"))
    };
    // The Cyrillic `о` and `е`, the Greek `ο`.
    for page in [
        page("pоrt", "port"),
        page("port", "pоrt"),
        page("cοunt", "count"),
        tree().replace("|String|", "|Bοolean|"),
        tree().replace("# tree resource", "# trее resource"),
        tree().replace("## Properties", "## Prоperties"),
    ] {
        let found = lint(&[("tree.md", &page)]);
        let mixed = found.iter().filter(|(rule, _)| *rule == "mixed-script");
        assert_eq!(mixed.count(), 1, "{found:?}");
        let follow = ["name-conflict", "missing-in-table", "missing-in-block"];
        let mut others = found.iter().filter(|(rule, _)| follow.contains(rule));
        assert!(others.next().is_none(), "{found:?}");
    }
    let heading = tree().replace("## Properties", "## JSON-свойства Properties");
    for page in [heading, page("размер", "size")] {
        assert!(!told(&[("tree.md", page)]).contains(&"mixed-script"));
    }
}

#[test]
fn misspelt_row_of_an_unknown_base_is_a_name_conflict() {
    let row =
        "|createdDateTmie|String|When. Inherited from [plant](plant.md).|\n|p|String|What it is.|";
    let block = r#"{ "createdDateTime": "String", "p": "String" }"#;
    let page = resource("tree", row, block);
    let found = told(&[("tree.md", &page)]);
    assert!(found.contains(&"name-conflict"), "{found:?}");
    assert!(!found.contains(&"missing-in-table"), "{found:?}");
}

#[test]
fn type_without_a_page_keeps_the_case_of_its_row() {
    let page = |shown: &str| {
        let block = format!("{{ \"p\": {{ \"@odata.type\": \"microsoft.graph.{shown}\" }} }}");
        resource("tree", "|p|[leafForm](leafform.md)|What it is.|", &block)
    };
    for (shown, is_told) in [("leafForm", false), ("LeafForm", true), ("leafform", true)] {
        let found = told(&[("tree.md", &page(shown))]);
        assert_eq!(found.contains(&"type-case"), is_told, "{shown} {found:?}");
    }
}
