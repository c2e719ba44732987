//! Front matter, headings, bases and inheritance.

use graphdoc_codegen::unstable::{model::TypeRef, pipeline::Outcome, primitive::Primitive};

use crate::{
    leaf,
    support::{codes, expect, outcome, resource, shows, type_named, understand},
};

#[test]
fn comments_and_other_keys_in_front_matter_are_accepted() {
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
    let analysis = understand(&[
        ("leaf.md", page),
        ("needle.md", resource("needle", "|length|Double|Size.|", "")),
        ("scale.md", resource("scale", "|width|Double|Size.|", "")),
    ]);
    expect(
        &analysis,
        "complex leaf abstract
          area: Double
        complex needle : leaf
          length: Double
        complex scale : leaf
          width: Double",
    );
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
fn redeclared_property_keeps_the_type_of_its_base() {
    let base = resource("plant", "|state|String|Its state.|", "");
    let page = resource("tree", "|state|treeState|Its state. Inherited from [plant](plant.md). The possible values are: `a`, `b`.|", "")
        .replace("What a tree is.", "Inherits from [plant](plant.md).");
    let analysis = understand(&[("tree.md", &page), ("plant.md", &base)]);
    let tree = type_named(&analysis.model, "tree");
    let all = analysis.model.properties(&tree.name);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].ty, TypeRef::Primitive(Primitive::String));
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
fn heading_in_another_case_does_not_hide_its_page() {
    let page = leaf().replace("# leaf resource type", "# Leaf resource type");
    let analysis = understand(&[("leaf.md", &page)]);
    assert_eq!(outcome(&analysis, "leaf.md"), Outcome::Generated);
    expect(&analysis, "complex leaf\n  area: Double");
}
