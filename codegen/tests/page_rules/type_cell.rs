//! What type cells say.

use crate::support::{codes, enum_page, expect, resource, shows, understand};

/// Asserts how a page `tree` with this type cell is read.
#[track_caller]
fn cell(cell: &str, expected: &str) {
    let page = resource("tree", &format!("|p|{cell}|A property.|"), "") + "\n[leaf]: leaf.md\n";
    let leaf = resource("leaf", "|area|Double|Size.|", "");
    let sub = |name: &str| {
        let page = resource(name, "|length|Double|Size.|", "");
        page.replace("What a", "Inherits from [leaf](leaf.md). What a")
    };
    let analysis = understand(&[
        ("tree.md", page),
        ("leaf.md", leaf),
        ("needle.md", sub("needle")),
        ("scale.md", sub("scale")),
        ("blade.md", sub("blade")),
        ("season.md", enum_page("season", &["spring", "autumn"])),
    ]);
    expect(&analysis, &format!("complex tree\n  p: {expected}"));
}

#[test]
fn primitives_are_read_in_every_spelling() {
    for (written, expected) in [
        ("String", "String"),
        ("string", "String"),
        ("Edm.String", "String"),
        ("**String**", "String"),
        ("`String`", "String"),
        ("String (identifier)", "String"),
        ("string (url)", "String"),
        ("Enum", "String"),
        ("enum (string)", "String"),
        ("Url", "String"),
        ("bool", "Boolean"),
        ("Boolean", "Boolean"),
        ("Int16", "Int16"),
        ("int32", "Int32"),
        ("Integer", "Int32"),
        ("Int64", "Int64"),
        ("Edm.Int64", "Int64"),
        ("Byte", "Byte"),
        ("SByte", "SByte"),
        ("Double", "Double"),
        ("Single", "Single"),
        ("float", "Single"),
        ("Decimal", "Decimal"),
        ("numeric", "Decimal"),
        ("DateTimeOffset", "DateTimeOffset"),
        ("DateTime", "DateTimeOffset"),
        ("Timestamp", "DateTimeOffset"),
        ("[DateTimeOffset](timestamp.md)", "DateTimeOffset"),
        ("Date", "Date"),
        ("TimeOfDay", "TimeOfDay"),
        ("Duration", "Duration"),
        ("Guid", "Guid"),
        ("Binary", "Binary"),
        ("Stream", "Stream"),
        ("String, maximum size 255", "String"),
        ("String, read-only", "String"),
        ("String.", "String"),
        ("String<sup>1</sup>", "String"),
        ("String[^1]", "String"),
    ] {
        cell(written, expected);
    }
}

#[test]
fn collections_are_read_in_every_spelling() {
    for written in [
        "String collection",
        "Collection(String)",
        "collection (string)",
        "collection of String",
        "String[]",
        "String Collection",
        "Collection (String)",
        "Array of String",
        "List of String",
        "Array<String>",
        "List&lt;String&gt;",
        "`Array<String>`",
        "Collection<String>",
        "String array",
        "String list",
        "Array of strings",
        "Collection of strings",
        "A collection of strings",
        "String (collection)",
        "String, collection",
        "String [collection](leaf.md)",
    ] {
        cell(written, "[String]");
    }
    for written in [
        "[leaf](leaf.md) collection",
        "Collection([leaf](leaf.md))",
        "collection of [leaf](leaf.md)",
        "[leaf](leaf.md)[]",
        "[leaf collection](leaf.md)",
        "[Collection(leaf)](leaf.md)",
        "[leaf][] collection",
        "Collection([leaf][])",
        "microsoft.graph.leaf collection",
        "Collection(microsoft.graph.leaf)",
        "leaf collection",
        "Array of [leaf](leaf.md)",
        "Array<[leaf](leaf.md)>",
        "Array of leaf",
        "leaf array",
        "A collection of leaf",
        "[leaf](leaf.md) array",
        "Collection of [leaf](leaf.md) objects",
        "List of leaf objects",
    ] {
        cell(written, "[leaf]");
    }
    // The words may also belong to a name.
    cell("[leaf list](leaf.md)", "leaf");
}

#[test]
fn type_with_null_is_nullable() {
    for (written, expected) in [
        ("String or null", "String"),
        ("String, or null", "String"),
        ("String \\| null", "String"),
        ("null or String", "String"),
        ("String?", "String"),
        ("`String?`", "String"),
        ("String, nullable", "String"),
        ("[leaf](leaf.md) or null", "leaf"),
        ("[leaf](leaf.md)?", "leaf"),
        ("Collection(leaf) or null", "[leaf]"),
        ("[leaf](leaf.md), [needle](needle.md) or null", "leaf"),
        ("Nullable<Duration>", "Duration"),
        ("Nullable&lt;String&gt;", "String"),
        ("`Nullable<String>`", "String"),
        ("Nullable(String)", "String"),
        ("Nullable String", "String"),
        ("Nullable<[leaf](leaf.md)>", "leaf"),
    ] {
        cell(written, &format!("{expected} #nullable"));
    }
}

#[test]
fn named_types_are_read_in_every_spelling() {
    for written in [
        "[leaf](leaf.md)",
        "[leaf](../resources/leaf.md)",
        "[leaf](./leaf.md)",
        "[leaf](leaf.md#json-representation)",
        "**[leaf](leaf.md)**",
        "[`leaf`](leaf.md)",
        "[microsoft.graph.leaf](leaf.md)",
        "[leaf][]",
        "[leaf]",
        "[leaf](leaf.md) resource",
        "[leaf](leaf.md) object",
        "microsoft.graph.leaf",
        "#microsoft.graph.leaf",
        "Microsoft.Graph.leaf",
        "graph.leaf",
        "leaf",
        "Leaf",
        "[foliage](leaf.md)",
        "[leaf](leaf.md",
    ] {
        cell(written, "leaf");
    }
    for written in [
        "[season](season.md)",
        "season",
        "[season](#season-values)",
        "season enum",
    ] {
        cell(written, "enum season");
    }
}

#[test]
fn alternatives_resolve_to_their_common_base() {
    cell("[leaf](leaf.md) or [needle](needle.md)", "leaf");
    let three = "[needle](needle.md), [scale](scale.md), or [blade](blade.md)";
    cell(three, "leaf");
    cell("String or Int32", "?");
}

#[test]
fn undeclared_types_keep_their_name_and_are_reported() {
    let page = resource("tree", "|bark|[bark](bark.md)|Outside.|", "");
    let analysis = shows(&page, "complex tree\n  bark: bark?");
    let codes = codes(&analysis);
    assert!(codes.contains("undeclared-type"), "{codes:?}");
}

#[test]
fn short_name_is_looked_up_in_the_namespace_of_its_page() {
    let near = resource("leaf", "|x|String|Near.|", "")
        .replace("microsoft.graph", "microsoft.graph.woods");
    let far = resource("leaf", "|x|String|Far.|", "");
    let page = resource("tree", "|p|leaf|Its leaf.|", "");
    let inner = page.replace("microsoft.graph", "microsoft.graph.woods");
    let pages = [
        ("a.md", near.as_str()),
        ("b.md", &far),
        ("tree.md", &page),
        ("woods-tree.md", &inner),
    ];
    expect(
        &understand(&pages),
        "complex tree\n  p: leaf\ncomplex microsoft.graph.woods.tree\n  p: microsoft.graph.woods.leaf",
    );
}
