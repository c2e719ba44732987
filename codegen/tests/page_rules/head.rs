//! Bytes, front matter, headings, bases and flags.

use crate::{
    TREE,
    support::{annotated, codes, expect, resource, shows, text, understand},
    tree,
};

#[test]
fn link_may_differ_from_its_file_by_letter_case() {
    let page = resource("tree", "|crown|[leaf](LEAF.md)|The crown.|", "");
    let leaf = resource("leaf", "|area|Double|Size.|", "");
    let analysis = understand(&[("tree.md", &page), ("leaf.md", &leaf)]);
    expect(&analysis, "complex tree\n  crown: leaf");
    assert!(codes(&analysis).contains("link-case"));
}

#[test]
fn missing_last_line_end_loses_nothing() {
    let page = resource("tree", TREE, "");
    shows(
        page.trim_end(),
        "entity tree\n  id: String\n  height: Double",
    );
}

#[test]
fn area_is_read_with_and_without_quotes() {
    for value in ["\"forestry\"", "'forestry'", "forestry"] {
        for key in ["ms.prod", "ms.subservice"] {
            let page = tree().replacen("---\n", &format!("---\n{key}: {value}\n\n"), 1);
            shows(&page, "entity tree #area forestry\n  ...");
        }
    }
}

#[test]
fn annotation_takes_precedence_over_heading_and_file_name() {
    let page = tree().replace("# tree resource type", "# Tall plant resource type");
    expect(&understand(&[("plant.md", &page)]), "entity tree\n  ...");
}

#[test]
fn without_annotation_the_heading_names_the_type() {
    let page = "# tree resource type\n\nNamespace: acme.woods  \n\n## Properties\n|Property|Type|Description|\n\
                |:--|:--|:--|\n|height|Double|Metres.|\n\n## JSON representation\n```json\n{ \"height\": 1.5 }\n```\n";
    for heading in ["tree resource type", "tree entity", "The tree complex type"] {
        let page = page.replace("tree resource type", heading);
        expect(
            &understand(&[("x.md", page)]),
            "complex acme.woods.tree\n  height: Double #both",
        );
    }
}

#[test]
fn heading_of_a_tab_names_no_type() {
    let page = tree().replace("What a tree is.", "# [HTTP](#tab/http)\n\nWhat a tree is.");
    shows(&page, "entity tree\n  ...");
}

#[test]
fn base_is_read_from_sentences_of_every_form() {
    let plant = resource("plant", "|id|String|Key.|", "");
    for sentence in [
        "Inherits from [plant](plant.md).",
        "It derives from the [plant](plant.md) resource.",
        "Derived from **[plant](plant.md)**.",
        "This type extends [plant](plant.md).",
        "A tree is a subtype of [plant](plant.md).",
        "It is a subclass of [plant](plant.md)",
        "A tree.\n\nInherits from [plant](../resources/plant.md)",
        "Inherits: [plant](plant.md)",
        "It inherits all properties from [plant](plant.md).",
        "A thing inheriting from [plant](plant.md).",
        "> [!NOTE]\n> Inherits from [plant](plant.md).",
        "**Base type**: [plant](plant.md)",
        "Base type: plant",
        "A tree.\n\nInherits from [microsoft.graph.plant](../resources/plant.md).",
    ] {
        let page = tree().replace("What a tree is.", sentence);
        let analysis = understand(&[("tree.md", &page), ("plant.md", &plant)]);
        expect(&analysis, "entity tree : plant\n  ...");
    }
}

#[test]
fn introduction_may_follow_the_namespace_without_a_blank_line() {
    let plant = resource("plant", "|id|String|Key.|", "");
    let words = "What a tree is. Inherits from [plant](plant.md).";
    let page = tree().replace(
        "microsoft.graph\n\nWhat a tree is.",
        &format!("microsoft.graph\n{words}"),
    );
    let analysis = understand(&[("tree.md", &page), ("plant.md", &plant)]);
    expect(&analysis, "entity tree : plant\n  ...");
    let mut types = analysis.model.types.values();
    let tree = types
        .find(|ty| ty.name.short() == "tree")
        .expect("the tree");
    assert_eq!(text(&tree.docs), "What a tree is. Inherits from plant.");
}

/// The page of `entity` may be missing, and a row may name it without its namespace.
#[test]
fn entity_has_one_namespace() {
    let row = "|id|String|Key. Inherited from [entity](../resources/entity.md).|";
    let page = resource("tree", row, "").replace("microsoft.graph", "microsoft.graph.woods");
    let page = annotated(&page, "\"baseType\": \"microsoft.graph.entity\"");
    shows(&page, "entity microsoft.graph.woods.tree\n  id: String");
}

#[test]
fn nearer_of_two_bases_wins() {
    let plant = resource("plant", "|id|String|Key.|", "");
    let page = annotated(&tree(), "\"baseType\": \"microsoft.graph.entity\"")
        .replace("What a tree is.", "Inherits from [plant](plant.md).");
    let analysis = understand(&[("tree.md", &page), ("plant.md", &plant)]);
    expect(&analysis, "entity tree : plant\n  ...");
}

#[test]
fn abstract_and_open_are_read_from_annotation_and_words() {
    let words = "This is an abstract type. This is an open type.";
    for page in [
        tree().replace("What a tree is.", words),
        annotated(&tree(), "\"abstract\": \"true\", \"openType\": true"),
    ] {
        shows(&page, "entity tree open abstract\n  ...");
    }
    let page = annotated(&tree(), "\"abstract\": false, \"openType\": false");
    shows(&page, "entity tree\n  ...");
}

#[test]
fn deprecated_heading_deprecates_the_type() {
    for title in [
        "# tree resource type (deprecated)",
        "# tree resource type [Deprecated]",
    ] {
        let page = tree().replace("# tree resource type", title);
        shows(&page, "entity tree #deprecated\n  ...");
    }
}

#[test]
fn title_note_and_text_may_call_the_type_deprecated() {
    let plain = tree();
    let with = |words: &str| plain.replace("What a tree is.", words);
    let titled = plain.replace("type\"", "type (deprecated)\"");
    let noted = "> [!NOTE]\n> This resource type has been deprecated.";
    for page in [
        &titled,
        &with("This type is deprecated. What a tree is."),
        &with("> **Important:** This resource is deprecated."),
        &with(noted),
    ] {
        shows(page, "entity tree #deprecated\n  ...");
    }
    for words in [
        "A tree for which a bush is deprecated.",
        "This type of bush is deprecated.",
        "> [!NOTE]\n> The bush is deprecated.",
    ] {
        let analysis = shows(&with(words), "entity tree\n  ...");
        let mut types = analysis.model.types.values();
        assert!(types.all(|ty| ty.deprecated.is_none()), "{words}");
    }
    // The sentence says more than the title.
    let page = titled.replace("What a tree is.", noted);
    let analysis = shows(&page, "entity tree #deprecated\n  ...");
    let mut types = analysis.model.types.values();
    let deprecated = types.find_map(|ty| ty.deprecated.as_ref());
    let note = deprecated.map(|deprecated| deprecated.note.as_str());
    assert_eq!(note, Some("This resource type has been deprecated"));
}
