//! Enums and lists of values.

use crate::{
    leaf,
    support::{codes, enum_page, expect, shows, understand},
    tree,
};

#[test]
fn enum_page_with_a_resource_annotation_is_an_enum() {
    let page = enum_page("season", &["spring", "autumn", "unknownFutureValue"])
        + "\n## JSON representation\n<!-- {\n \"blockType\": \"resource\",\n \"@odata.type\": \"microsoft.graph.season\"\n} -->\n\
           ``` json\n{\n \"@odata.type\": \"#microsoft.graph.season\"\n}\n```\n";
    let analysis = understand(&[("season.md", &page)]);
    let expected = "enum season\n  spring\n  autumn\n  unknownFutureValue";
    expect(&analysis, expected);
    assert!(analysis.model.types.is_empty());
}

#[test]
fn members_of_a_page_may_be_a_list() {
    let table = "|Member|Description|\n|:---|:---|\n|spring||\n|autumn||\n";
    let page = enum_page("season", &["spring", "autumn"]);
    assert!(page.contains(table));
    let page = page.replace(table, "- `spring`: Early.\n- **autumn** - Late.\n");
    expect(
        &understand(&[("season.md", page)]),
        "enum season\n  spring\n  autumn",
    );
}

#[test]
fn enum_collections_may_name_their_namespace_in_the_annotation() {
    let page = "# Woods enum values\n\nNamespace: microsoft.graph.woods\n\n## season values\n|Member|\n|:--|\n|spring|\n|autumn|\n\
                #### colour values\n|Member|Description|\n|:--|:--|\n|red|Warm.|\n|blue|Cold.|\n\n\
                <!-- {\n \"type\": \"#page.annotation\",\n \"namespace\": \"microsoft.graph.woods\"\n} -->\n";
    expect(
        &understand(&[("enums-woods.md", page)]),
        "enum microsoft.graph.woods.season\n  spring\n  autumn\nenum microsoft.graph.woods.colour\n  red\n  blue",
    );
}

#[test]
fn values_section_needs_one_identifier_and_a_header_of_members() {
    let page = leaf()
        + "\n### area property values\n|Member|\n|:--|\n|small|\n\n### risks values\n|riskEventType|Value|UI display string|\n|:--|:--|:--|\n|a|1|b|\n";
    let analysis = understand(&[("leaf.md", &page)]);
    let enums = analysis.model.enums;
    assert!(enums.is_empty(), "{enums:?}");
}

#[test]
fn list_decides_between_two_sections_of_one_enum() {
    let page = tree(
        "[state](#state-values)",
        "Its state. The possible values are: `alive`, `felled`.",
    ) + "\n### state values\n|Member|\n|:--|\n|open|\n|closed|\n\n### state values\n|Member|\n|:--|\n|alive|\n|felled|\n";
    let analysis = shows(
        &page,
        "complex tree\n  p: enum state\nenum state\n  alive\n  felled",
    );
    assert!(codes(&analysis).contains("enum-defined-twice"));
}

#[test]
fn undeclared_enum_is_built_from_the_list_in_its_row() {
    let list = "Its kind. The possible values are: `oak`, `elm`, `unknownFutureValue`.";
    let expected = "enum treeKind\n  oak\n  elm\n  unknownFutureValue";
    let analysis = shows(&tree("treeKind", list), expected);
    expect(&analysis, "complex tree\n  p: enum treeKind");
    assert!(codes(&analysis).contains("enum-from-list"));
    let page = tree("microsoft.graph.woods.treeKind", list);
    shows(
        &page,
        &expected.replace("treeKind", "microsoft.graph.woods.treeKind"),
    );
}

#[test]
fn sentence_about_an_evolvable_enum_adds_no_member() {
    for sentence in [
        "Use the `Prefer: include-unknown-enum-members` request header to get the following values in this [evolvable enum](/x#y): `elm`, `lime`.",
        "You must use the `Prefer: include-unknown-enum-members` request header to get the following value(s) in this evolvable enum: `elm` , `lime`.",
        "Note that you must use the `Prefer: include - unknown -enum-members` request header to get the following members from this [evolvable enum](/x): `elm` and `lime`. Required.",
    ] {
        let list = format!(
            "The possible values are: `oak`, `unknownFutureValue`, `elm`, `lime`. {sentence}"
        );
        let tags = "#values oak unknownFutureValue elm lime #newer elm lime";
        let page = tree("String", &list);
        shows(&page, &format!("complex tree\n  p: String {tags}"));
        let members = "oak\n  unknownFutureValue\n  elm #newer\n  lime #newer";
        let page = tree("treeKind", &list);
        shows(&page, &format!("enum treeKind\n  {members}"));
    }
}

#[test]
fn members_behind_the_sentinel_are_newer_unless_the_table_is_sorted() {
    for (members, newer) in [
        (
            ["summer", "spring", "unknownFutureValue", "monsoon"],
            &["monsoon"][..],
        ),
        (["autumn", "spring", "unknownFutureValue", "winter"], &[]),
    ] {
        let page = enum_page("season", &members);
        let model = understand(&[("season.md", page)]).model;
        let season = model.enums.values().next().expect("an enum");
        let found = season.members.iter().filter(|member| member.since_sentinel);
        assert!(found.map(|member| &member.name).eq(newer), "{members:?}");
    }
}

#[test]
fn sentinel_keeps_its_spelling_and_is_not_a_flag() {
    let page = "# part enum type\n\nNamespace: microsoft.graph\n\nIt is multivalued and can contain multiple values in a comma-separated list.\n\n## Members\n\
                |Member|Value|Description|\n|:--|:--|:--|\n|root|1|Below.|\n|stem|2|Between.|\n|leaf|4|Above.|\n|unknownfuturevalue|16384|Later.|\n";
    expect(
        &understand(&[("part.md", page)]),
        "enum part flags\n  root #value 1\n  stem #value 2\n  leaf #value 4\n  unknownfuturevalue",
    );
    let words = "It is multivalued and can contain multiple values in a comma-separated list. The possible values are: `root`, `stem`.";
    shows(
        &tree("treePart", words),
        "enum treePart flags\n  root\n  stem",
    );
}

#[test]
fn list_takes_precedence_over_an_unrelated_table() {
    let list = "The possible values are: `oak`, `elm`, `lime`, `ash`.";
    let page = tree("treeKind", list);
    let enums = "# Enums\n\nNamespace: microsoft.graph\n\n### treeKind values\n|Member|\n|:--|\n|red|\n|green|\n|ash|\n";
    let analysis = understand(&[("tree.md", &page), ("enums.md", &enums.to_owned())]);
    expect(&analysis, "enum treeKind\n  oak\n  elm\n  lime\n  ash");
    assert!(codes(&analysis).contains("enum-and-list"));
    let own = enum_page("treeKind", &["oak", "elm", "lime", "ash", "birch"]);
    let analysis = understand(&[("tree.md", page), ("treekind.md", own)]);
    let expected = "enum treeKind\n  oak\n  elm\n  lime\n  ash\n  birch";
    expect(&analysis, expected);
}

#[test]
fn table_decides_the_case_of_listed_values() {
    let page = tree(
        "[verdict](#verdict-values)",
        "The possible values are: `Granted`, `Denied`.",
    ) + "\n### verdict values\n|Member|\n|:--|\n|granted|\n|denied|\n";
    shows(&page, "enum verdict\n  granted\n  denied");
}
