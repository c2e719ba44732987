//! Front matter, headings, bases and inheritance.

use graphdoc_codegen::unstable::pipeline::Outcome;

use crate::{
    leaf,
    support::{codes, expect, outcome, property, resource, shows, understand},
};

#[test]
fn current_front_matter_is_read() {
    let page = leaf().replacen(
        "---\n",
        "---\n# a comment\ntoc.title: Something else\nms.reviewer: a, b\nms.date: 01/02/2025\nms.subservice: \"forestry\"\n",
        1,
    );
    let page = page.replace("resourcePageType", "resourcePageType,");
    shows(&page, "complex leaf #area forestry\n  area: Double");
}

#[test]
fn parenthesis_after_a_heading_is_not_a_name() {
    let page = "# leaf resource type (in a product)\n\nNamespace: microsoft.graph\n\n## Properties\n|Property|Type|Description|\n\
                |:--|:--|:--|\n|area|Double|Size.|\n\n## JSON representation\n```json\n{ \"area\": \"Double\" }\n```\n";
    shows(page, "complex leaf\n  area: Double");
}

#[test]
fn list_of_derived_types_is_not_a_base() {
    let page = leaf().replace("What a leaf is.", "Base type of [needle](needle.md) and [scale](scale.md).\n\n> [!TIP]\n> This is an abstract type and can't be used directly.");
    let needle = resource("needle", "|length|Double|Size.|", "");
    let scale = resource("scale", "|width|Double|Size.|", "");
    let analysis = understand(&[
        ("leaf.md", &page),
        ("needle.md", &needle),
        ("scale.md", &scale),
    ]);
    expect(
        &analysis,
        "complex leaf abstract\n  area: Double\ncomplex needle : leaf\n  length: Double\ncomplex scale : leaf\n  width: Double",
    );
}

#[test]
fn base_in_its_own_paragraph_is_read() {
    for sentence in [
        "Inherits from [leaf](../resources/leaf.md)",
        "Inherits from [microsoft.graph.leaf](../resources/leaf.md).",
    ] {
        let page = resource("needle", "|length|Double|Size.|", "")
            .replace("What a needle is.", &format!("A needle.\n\n{sentence}"));
        expect(
            &understand(&[("needle.md", &page), ("leaf.md", &leaf())]),
            "complex needle : leaf\n  length: Double",
        );
    }
}

#[test]
fn open_type_is_stated_for_the_page_not_a_row() {
    for (words, open) in [
        ("This resource is an open type.", " open"),
        ("**leaf** is an open type.", " open"),
        ("A leaf.", ""),
    ] {
        let page = leaf()
            .replace("What a leaf is.", words)
            .replace("|Size.|", "|An open complex type that holds the size.|");
        shows(&page, &format!("complex leaf{open}\n  area: Double"));
    }
}

#[test]
fn current_inherited_rows_are_read() {
    let base = resource("plant", "|name|String|Its name.|", "");
    for words in [
        "Its name. Inherits from [plant](plant.md).",
        "Its name. Inherited from **plant**.",
        "Its name. Inherited from microsoft.graph.plant.",
    ] {
        let page = resource("tree", &format!("|name|String|{words}|"), "")
            .replace("What a tree is.", "Inherits from [plant](plant.md).");
        expect(
            &understand(&[("tree.md", &page), ("plant.md", &base)]),
            "complex tree : plant\n  name: String #from plant",
        );
    }
    let page = resource(
        "tree",
        "|name|String|Its name. Inherited from [tree](tree.md).|",
        "",
    );
    let analysis = understand(&[("tree.md", &page)]);
    assert_eq!(
        property(&analysis.model, "tree", "name").inherited_from,
        None
    );
}

#[test]
fn a_redeclared_property_keeps_the_type_of_its_base() {
    let base = resource("plant", "|state|String|Its state.|", "");
    let page = resource("tree", "|state|treeState|Its state. Inherited from [plant](plant.md). The possible values are: `a`, `b`.|", "")
        .replace("What a tree is.", "Inherits from [plant](plant.md).");
    let analysis = understand(&[("tree.md", &page), ("plant.md", &base)]);
    let name = graphdoc_codegen::unstable::name::QualifiedName::new("microsoft.graph.tree");
    let all = analysis.model.properties(&name);
    assert_eq!(all.len(), 1);
    assert!(
        matches!(
            all[0].ty,
            graphdoc_codegen::unstable::model::TypeRef::Primitive(_)
        ),
        "{:?}",
        all[0].ty
    );
    assert!(codes(&analysis).contains("redeclared-property"));
}

#[test]
fn alerts_may_stand_between_a_heading_and_its_table() {
    let page = leaf().replace(
        "## Properties\n",
        "## Properties\n\n> [!IMPORTANT]\n> Mind the gap.\n\n",
    ) + "\n## Related content\n\n|Name|Type|\n|:--|:--|\n|x|String|\n";
    shows(&page, "complex leaf\n  area: Double #both");
}

#[test]
fn a_heading_in_another_case_does_not_hide_its_page() {
    let page = leaf().replace("# leaf resource type", "# Leaf resource type");
    let analysis = understand(&[("leaf.md", &page)]);
    assert_eq!(outcome(&analysis, "leaf.md"), Outcome::Generated);
    expect(&analysis, "complex leaf\n  area: Double");
}
