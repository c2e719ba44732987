//! Enums and lists of values.

use crate::{
    leaf,
    support::{codes, enum_page, expect, shows, understand},
    tree,
};

#[test]
fn an_enum_page_with_a_resource_annotation_is_an_enum() {
    let page = enum_page("season", &["spring", "autumn", "unknownFutureValue"])
        + "\n## JSON representation\n<!-- {\n \"blockType\": \"resource\",\n \"@odata.type\": \"microsoft.graph.season\"\n} -->\n\
           ``` json\n{\n \"@odata.type\": \"#microsoft.graph.season\"\n}\n```\n";
    let analysis = understand(&[("season.md", &page)]);
    expect(
        &analysis,
        "enum season\n  spring\n  autumn\n  unknownFutureValue",
    );
    assert!(analysis.model.types.is_empty());
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
fn a_values_section_needs_one_identifier_and_a_header_of_members() {
    let page = leaf()
        + "\n### area property values\n|Member|\n|:--|\n|small|\n\n### risks values\n|riskEventType|Value|UI display string|\n|:--|:--|:--|\n|a|1|b|\n";
    let analysis = understand(&[("leaf.md", &page)]);
    assert!(
        analysis.model.enums.is_empty(),
        "{:?}",
        analysis.model.enums
    );
}

#[test]
fn a_heading_twice_on_a_page_keeps_the_members_that_a_list_names() {
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
fn an_enum_that_no_page_declares_is_built_from_the_list_beside_it() {
    let page = tree(
        "treeKind",
        "Its kind. The possible values are: `oak`, `elm`, `unknownFutureValue`.",
    );
    let analysis = shows(
        &page,
        "complex tree\n  p: enum treeKind\nenum treeKind\n  oak\n  elm\n  unknownFutureValue",
    );
    assert!(codes(&analysis).contains("enum-from-list"));
    let page = tree(
        "microsoft.graph.woods.treeKind",
        "Its kind. The possible values are: `oak`, `elm`.",
    );
    shows(&page, "enum microsoft.graph.woods.treeKind\n  oak\n  elm");
}

#[test]
fn current_value_lists_are_read() {
    for (list, tags) in [
        (
            "The possible values are: `oak `, ` elm`.",
            "#values oak elm",
        ),
        (
            "The possible values are: `null`, `oak`, `elm`.",
            "#values oak elm",
        ),
        (
            "The possible values are: `oak` (default), `elm`.",
            "#values oak elm #default oak",
        ),
        (
            "The possible values are `oak`, `elm`. An `elm` grows tall, a `birch` white.",
            "#values oak elm",
        ),
        ("Supported values are: `oak` and `elm`.", "#values oak elm"),
        (
            "One of the following string values: `oak`, `elm`.",
            "#values oak elm",
        ),
        ("A grade, `A` through `E`.", "#no values"),
    ] {
        expect(
            &understand(&[("tree.md", &tree("String", list))]),
            &format!("complex tree\n  p: String {tags}"),
        );
    }
}

#[test]
fn the_sentence_about_an_evolvable_enum_adds_no_member() {
    for sentence in [
        "Use the `Prefer: include-unknown-enum-members` request header to get the following values in this [evolvable enum](/x#y): `elm`, `lime`.",
        "You must use the `Prefer: include-unknown-enum-members` request header to get the following value(s) in this evolvable enum: `elm` , `lime`.",
        "Note that you must use the `Prefer: include - unknown -enum-members` request header to get the following members from this [evolvable enum](/x): `elm` and `lime`. Required.",
    ] {
        let list = format!(
            "The possible values are: `oak`, `unknownFutureValue`, `elm`, `lime`. {sentence}"
        );
        let analysis = understand(&[("tree.md", &tree("String", &list))]);
        expect(
            &analysis,
            "complex tree\n  p: String #values oak unknownFutureValue elm lime #newer elm lime",
        );
        let analysis = understand(&[("tree.md", &tree("treeKind", &list))]);
        expect(
            &analysis,
            "enum treeKind\n  oak\n  unknownFutureValue\n  elm #newer\n  lime #newer",
        );
    }
}

#[test]
fn members_behind_the_sentinel_are_newer_unless_the_table_is_sorted() {
    let newer = enum_page(
        "season",
        &["summer", "spring", "unknownFutureValue", "monsoon"],
    );
    expect(
        &understand(&[("season.md", &newer)]),
        "enum season\n  summer\n  spring\n  unknownFutureValue\n  monsoon #newer",
    );
    let sorted = enum_page(
        "season",
        &["autumn", "spring", "unknownFutureValue", "winter"],
    );
    let analysis = understand(&[("season.md", &sorted)]);
    let season = &analysis.model.enums.values().next().expect("an enum");
    assert!(season.members.iter().all(|member| !member.since_sentinel));
}

#[test]
fn sentinel_keeps_its_spelling_and_is_not_a_flag() {
    let page = "# part enum type\n\nNamespace: microsoft.graph\n\nIt is multivalued and can contain multiple values in a comma-separated list.\n\n## Members\n\
                |Member|Value|Description|\n|:--|:--|:--|\n|root|1|Below.|\n|stem|2|Between.|\n|leaf|4|Above.|\n|unknownfuturevalue|16384|Later.|\n";
    expect(
        &understand(&[("part.md", page)]),
        "enum part flags\n  root #value 1\n  stem #value 2\n  leaf #value 4\n  unknownfuturevalue",
    );
    let page = tree(
        "treePart",
        "It is multivalued and can contain multiple values in a comma-separated list. The possible values are: `root`, `stem`.",
    );
    shows(&page, "enum treePart flags\n  root\n  stem");
}

#[test]
fn list_takes_precedence_over_an_unrelated_table() {
    let page = tree(
        "treeKind",
        "The possible values are: `oak`, `elm`, `lime`, `ash`.",
    );
    let enums = "# Enums\n\nNamespace: microsoft.graph\n\n### treeKind values\n|Member|\n|:--|\n|red|\n|green|\n|ash|\n";
    let analysis = understand(&[("tree.md", &page), ("enums.md", enums)]);
    expect(&analysis, "enum treeKind\n  oak\n  elm\n  lime\n  ash");
    assert!(codes(&analysis).contains("enum-and-list"));
    let own = enum_page("treeKind", &["oak", "elm", "lime", "ash", "birch"]);
    expect(
        &understand(&[("tree.md", &page), ("treekind.md", &own)]),
        "enum treeKind\n  oak\n  elm\n  lime\n  ash\n  birch",
    );
}

#[test]
fn table_decides_the_case_of_listed_values() {
    let page = tree(
        "[verdict](#verdict-values)",
        "The possible values are: `Granted`, `Denied`.",
    ) + "\n### verdict values\n|Member|\n|:--|\n|granted|\n|denied|\n";
    shows(&page, "enum verdict\n  granted\n  denied");
}
