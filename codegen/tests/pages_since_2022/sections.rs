//! Sections called `x values`: enums, types that are not enums, and lists that belong to the text.

use graphdoc_codegen::unstable::model::{Model, QualifiedName};

use crate::{
    support::{self, codes, property, resource, shows, text, understand},
    tree,
};

/// Returns a page with the property `p` of this type and sample, followed by a section with this table.
fn page(ty: &str, shown: &str, heading: &str, table: &str) -> String {
    let row = format!("|p|{ty}|What it is.|");
    let page = resource("tree", &row, &format!(r#"{{ "p": {shown} }}"#));
    format!("{page}\n### {heading}\n\n{table}\n")
}

const MEMBERS: &str = "|Member|Description|\n|:---|:---|\n|oak|Strong.|\n|elm|Tall.|";
const OBJECT: &str = r#"{ "@odata.type": "microsoft.graph.kind" }"#;

/// Returns all text that is emitted for a model.
fn code(model: &Model) -> String {
    let files = support::emit(model).files;
    files.into_iter().map(|file| file.text).collect()
}

/// Returns the rules that lint reports about a single page.
fn told(page: &str) -> Vec<&'static str> {
    support::told(&[("tree.md", page)])
}

#[test]
fn type_shown_as_an_object_is_not_an_enum() {
    for shown in [OBJECT, &format!("[{OBJECT}]"), r#"{ "name": "String" }"#] {
        let is_list = shown.starts_with('[');
        let ty = if is_list { "kind collection" } else { "kind" };
        let section = page(ty, shown, "kind values", MEMBERS);
        assert!(told(&section).contains(&"type-conflict"), "{shown}");
        let row = format!("|p|{ty}|The possible values are: `oak`, `elm`.|");
        let list = resource("tree", &row, &format!(r#"{{ "p": {shown} }}"#));
        for page in [section, list] {
            let understood = understand(&[("tree.md", &page)]);
            assert!(understood.model.enums.is_empty(), "{shown}");
        }
    }
    let declared = support::enum_page("kind", &["oak", "elm"]);
    let using = page("[kind](kind.md)", OBJECT, "Remarks", "None.");
    let found = support::told(&[("tree.md", &using), ("kind.md", &declared)]);
    assert!(found.contains(&"type-conflict"), "{found:?}");
}

#[test]
fn values_section_with_a_type_column_is_a_type() {
    let rows = "|:---|:---|:---|\n|name|String|Its name.|\n|size|Int32|Its size.|";
    for first in ["Member", "Property", "Name"] {
        let table = format!("|{first}|Type|Description|\n{rows}");
        let page = page("[kind](#kind-values)", OBJECT, "kind values", &table);
        let expected = "complex tree\n  p: kind\ncomplex kind\n  name: String\n  size: Int32";
        shows(&page, expected);
        assert!(told(&page).is_empty(), "{:?}", told(&page));
    }
}

#[test]
fn members_are_read_under_headers_of_several_words() {
    let with = |header: &str| {
        let table = MEMBERS.replace("Member", header);
        page("kind", r#""String""#, "kind values", &table)
    };
    let headers = ["Member", "Member name", "Value name", "Enum member"];
    for header in headers.iter().chain(&["Possible values"]) {
        let expected = "complex tree\n  p: enum kind\nenum kind\n  oak\n  elm";
        shows(&with(header), expected);
    }
    let odd = with("Tree");
    assert!(told(&odd).contains(&"members-header"), "{:?}", told(&odd));
}

#[test]
fn headings_of_enums_have_many_forms() {
    let expected = "complex tree\n  p: enum treeKind\nenum treeKind\n  oak\n  elm";
    for heading in [
        "treeKind values",
        "treeKind Values:",
        "`treeKind` values",
        "treeKind enumeration values",
        "treeKind enum values",
        "treeKind enumeration",
        "treeKind enum",
        "treeKind values {#treekind-values}",
        "Tree kind values",
        "Tree-Kind values",
        "Values of treeKind",
        "Possible values for the treeKind enumeration",
        "treeKind",
        "Enumeration: treeKind",
        "treeKind (enum)",
        "The treeKind members",
    ] {
        for ty in ["treeKind", "[treeKind](#treekind-values)"] {
            shows(&page(ty, r#""String""#, heading, MEMBERS), expected);
        }
    }
    // A link shows what other words are about.
    for (fragment, heading) in [
        ("kinds-of-trees-values", "Kinds of trees values"),
        ("kinds", "Kinds of trees values {#kinds}"),
    ] {
        let ty = format!("[treeKind](#{fragment})");
        shows(&page(&ty, r#""String""#, heading, MEMBERS), expected);
        let unlinked = page("treeKind", r#""String""#, heading, MEMBERS);
        shows(&unlinked, "complex tree\n  p: treeKind?");
    }
}

#[test]
fn members_of_a_section_may_be_a_list() {
    for list in [
        "- oak\n- elm",
        "- `oak` - Strong.\n- `elm`: Tall.",
        "* **oak**: Strong.\n* **elm**: Tall.",
        "1. oak (strong)\n2. elm",
        "<ul>\n<li>oak</li>\n<li>elm</li>\n</ul>",
        "The kinds are:\n\n- oak\n- elm\n- oak",
        "Its kinds.\n\nThe possible values are: `oak`, `elm`.",
        "The kinds are: `oak`, `elm`.",
    ] {
        let page = page("kind", r#""String""#, "kind values", list);
        shows(
            &page,
            "complex tree\n  p: enum kind\nenum kind\n  oak\n  elm",
        );
    }
    let text = page("kind", r#""String""#, "kind values", "- An oak\n- elm");
    shows(&text, "complex tree\n  p: kind?");
}

#[test]
fn marks_and_values_in_cells_of_members_are_read() {
    for rows in [
        "|oak|The kind.|\n|elm (deprecated)|The kind.|",
        "|oak|The kind.|\n|elm [deprecated]|The kind.|",
        "|oak|The kind.|\n|~~elm~~|Deprecated.|",
        "|'oak'|The kind.|\n|'elm'|Deprecated.|",
        "|oak<sup>1</sup>|The kind.|\n|elm[^2]|The kind. Deprecated.|",
        "|oak|The kind.|\n|elm|Deprecated.|\n::: zone-end",
    ] {
        let table = format!("|Member|Description|\n|:--|:--|\n{rows}");
        let page = page("kind", r#""String""#, "kind values", &table);
        let analysis = shows(
            &page,
            "complex tree\n  p: enum kind\nenum kind\n  oak\n  elm",
        );
        let kind = analysis.model.enums.values().next().expect("an enum");
        let is_deprecated = kind
            .members
            .iter()
            .map(|member| member.deprecated.is_some());
        assert_eq!(
            is_deprecated.collect::<Vec<_>>(),
            [false, rows.contains("eprecated")]
        );
    }
    let expected = "enum kind\n  oak #value 1\n  elm #value 2";
    for table in [
        "|Member|\n|:--|\n|oak = 1|\n|elm (2)|",
        "|Value|Member|Description|\n|:--|:--|:--|\n|1|oak|Strong.|\n|2|elm|Tall.|",
        "|Value|Name|\n|:--|:--|\n|1|oak|\n|2|elm|",
    ] {
        shows(&page("kind", r#""String""#, "kind values", table), expected);
    }
}

#[test]
fn type_cell_decides_the_case_of_a_section_name() {
    let ty = "[treeKind](#treekind-values)";
    let page = page(ty, r#""String""#, "TreeKind values", MEMBERS);
    let expected = "complex tree\n  p: enum treeKind\nenum treeKind\n  oak\n  elm";
    shows(&page, expected);
}

#[test]
fn text_before_the_table_of_a_section_is_documentation() {
    let words = "Which trees there are.\n\nUse the `Prefer: include-unknown-enum-members` request \
                 header to get the following values: `elm`.\n\n";
    let table = format!("{words}{MEMBERS}");
    let page = page("kind", r#""String""#, "kind values", &table);
    let understood = understand(&[("tree.md", &page)]);
    let kind = &understood.model.enums[&QualifiedName::new("microsoft.graph.kind")];
    let docs = text(&kind.docs);
    assert!(docs.starts_with("Which trees there are."), "{docs}");
    let newer = kind.members.iter().map(|member| member.since_sentinel);
    assert!(newer.eq([false, true]));
    let code = code(&understood.model);
    assert!(code.contains("/// Which trees there are."));
    let said = "`elm`: Tall.\n    ///\n    /// Sent only in response to requests with the header";
    assert!(code.contains(said));
}

#[test]
fn unused_values_section_is_reported_and_not_an_enum() {
    let listed = "The possible values are: `ash`, `yew`.";
    let page = tree("String", listed) + "\n### treeKind values\n\n" + MEMBERS + "\n";
    let understood = understand(&[("tree.md", &page)]);
    assert!(understood.model.enums.is_empty());
    assert!(codes(&understood).contains("enum-unused"));
    assert!(told(&page).contains(&"enum-unused"));
    // An enum that another page uses is used.
    let other = resource("wood", "|trees|treeKind|Which trees.|", "");
    let understood = understand(&[("tree.md", &page), ("wood.md", &other)]);
    assert_eq!(understood.model.enums.len(), 1);
    assert!(!codes(&understood).contains("enum-unused"));
}

#[test]
fn section_may_list_the_values_of_a_string_property() {
    for (row, heading) in [
        ("What it is.", "P options"),
        ("What it is: see [kinds](#kind-values).", "kind values"),
        ("The possible values are: `elm`, `oak`.", "kind values"),
    ] {
        let page = tree("String", row) + "\n### " + heading + "\n\n" + MEMBERS + "\n";
        let understood = understand(&[("tree.md", &page)]);
        assert!(understood.model.enums.is_empty(), "{row}");
        assert!(!codes(&understood).contains("enum-unused"), "{row}");
        let values = property(&understood.model, "tree", "p").values.as_ref();
        assert_eq!(values.map(|values| values.members.len()), Some(2), "{row}");
    }
}

#[test]
fn two_breaks_separate_paragraphs() {
    let page = tree("String", "First.<br><br>Second.<br>Third.").replace(
        "What a tree is.",
        "What a tree is.\n\n> [!CAUTION]\n> It falls.\n\n> A saying.",
    );
    let code = code(&understand(&[("tree.md", page)]).model);
    assert!(code.contains("/// First.\n    ///\n    /// Second.\n    /// Third.\n"));
    assert!(code.contains("/// > **Caution:** It falls.\n"));
    assert!(code.contains("/// > A saying.\n"));
}

#[test]
fn link_to_a_missing_values_section_is_not_its_page() {
    for link in ["#treekind-values", "tree.md#treekind-values"] {
        let page = tree(&format!("[treeKind]({link})"), "What it is.");
        shows(&page, "complex tree\n  p: treeKind?");
    }
}
