//! Rows and blocks: links, names, markers and facts.

use graphdoc_codegen::unstable::{
    model::{QualifiedName, TypeRef},
    primitive::Primitive,
};

use crate::{
    leaf,
    support::{
        codes, expect, property, rendered, resource, shows, text, told, type_named, understand,
    },
    tree,
};

#[test]
fn link_fragment_names_an_enum() {
    let other = leaf() + "\n### leafColour values\n|Member|\n|:--|\n|green|\n|red|\n";
    for link in [
        "[leafColour](leaf.md#leafcolour-values)",
        "[leafColour](#leafcolour-values)",
    ] {
        let analysis = understand(&[("tree.md", &tree(link, "Its colour.")), ("leaf.md", &other)]);
        let expected = "complex tree\n  p: enum leafColour\nenum leafColour\n  green\n  red";
        expect(&analysis, expected);
    }
}

#[test]
fn site_absolute_link_resolves_to_the_page() {
    for link in [
        "[leaf](/graph/api/resources/leaf)",
        "[leaf](/graph/api/resources/leaf?view=graph-rest-1.0)",
    ] {
        let pages = [("tree.md", tree(link, "Its leaf.")), ("leaf.md", leaf())];
        expect(&understand(&pages), "complex tree\n  p: leaf");
    }
}

#[test]
fn block_decides_between_link_text_and_target() {
    let needle = resource("needle", "|length|Double|Size.|", "");
    let page = resource(
        "tree",
        "|p|[needle](leaf.md) collection|Its needles.|",
        r#"{ "p": [{ "@odata.type": "microsoft.graph.needle" }] }"#,
    );
    let pages = [
        ("tree.md", page),
        ("leaf.md", leaf()),
        ("needle.md", needle),
    ];
    let analysis = understand(&pages);
    expect(&analysis, "complex tree\n  p: [needle]");
    assert!(codes(&analysis).contains("link-text-and-target"));
}

#[test]
fn misspelt_name_is_not_matched_to_a_primitive_by_prefix() {
    let page = tree("DateTimeTimeZone", "When.");
    let zone = resource("dateTimeTimeZone", "|dateTime|String|When.|", "");
    let pages = [("tree.md", page), ("datetimetimezone.md", zone)];
    expect(&understand(&pages), "complex tree\n  p: dateTimeTimeZone");
}

#[test]
fn discriminator_without_at_sign_is_not_a_property() {
    let page = resource(
        "tree",
        "|odata.type|String|The type.|\n|height|Double|Metres.|",
        r##"{ "odata.type": "#microsoft.graph.tree", "height": 1.5 }"##,
    );
    shows(&page, "complex tree\n  height: Double");
}

#[test]
fn misspelt_key_is_two_findings() {
    let block = r#"{ "connnecetionType": "String" }"#;
    let page = resource("tree", "|connectionType|String|A type.|", block);
    let properties = "connectionType: String #table\n  connnecetionType: String #json";
    let codes = codes(&shows(&page, &format!("complex tree\n  {properties}")));
    assert!(codes.contains("missing-in-block") && codes.contains("missing-in-table"));
}

#[test]
fn unclosed_fence_is_read_to_the_end_and_reported() {
    let page = leaf();
    let page = page.trim_end().trim_end_matches("```");
    let codes = codes(&shows(page, "complex leaf\n  area: Double #both"));
    assert!(codes.contains("unclosed-fence"), "{codes:?}");
}

#[test]
fn loosely_spelled_samples_agree_with_their_rows() {
    let page = resource(
        "tree",
        "|rings|Int64|Years.|\n|address|String|Where.|\n|owner|[leaf](leaf.md)|Whose.|",
        r#"{ "rings": "Integer", "address": "String (IP address)", "owner": { "@odata.type": "Microsoft.Woods.leaf" } }"#,
    );
    let analysis = understand(&[("tree.md", page), ("leaf.md", leaf())]);
    let expected = "rings: Int64 #both\n  address: String #both\n  owner: leaf #both";
    expect(&analysis, &format!("complex tree\n  {expected}"));
    let codes = codes(&analysis);
    assert!(!codes.contains("type-conflict"), "{codes:?}");
}

#[test]
fn placeholders_are_not_documentation() {
    for words in ["TODO", "**TODO: Add Description**", ""] {
        let analysis = understand(&[("tree.md", &tree("String", words))]);
        assert_eq!(text(&property(&analysis.model, "tree", "p").docs), "");
        assert!(codes(&analysis).contains("placeholder") || words.is_empty());
    }
}

#[test]
fn note_of_a_deprecation_has_the_date_and_the_replacement() {
    let words = "The **p** property is deprecated and will stop returning data on January 1, 2030. Going forward, use the **q** property.";
    let analysis = shows(
        &tree("String", words),
        "complex tree\n  p: String #deprecated",
    );
    let deprecated = &property(&analysis.model, "tree", "p").deprecated;
    let note = &deprecated.as_ref().expect("deprecated").note;
    assert!(note.contains("2030") && note.contains('q'), "{note}");
}

#[test]
fn undeclared_type_is_a_string_if_the_block_shows_one() {
    let page = resource(
        "tree",
        "|p|treeKind|Its kind.|\n|q|treeKinds collection|Its kinds.|\n|r|treeBox|Its box.|",
        r#"{ "p": "String", "q": ["String"], "r": { "@odata.type": "microsoft.graph.treeBox" } }"#,
    );
    let understood = understand(&[("tree.md", &page)]);
    let shown = |name| property(&understood.model, "tree", name).shown;
    assert_eq!(shown("p"), Some(Primitive::String));
    assert_eq!(shown("q"), Some(Primitive::String));
    assert_eq!(shown("r"), None);
}

#[test]
fn undeclared_names_use_the_namespace_of_block_or_link() {
    for (ty, shown, expected) in [
        ("kind", "parks.kind", "parks.kind"),
        ("Kind", "parks.kind", "parks.kind"),
        ("[kind](kind.md)", "", "kind"),
        ("[kind](woods-kind.md)", "", "woods.kind"),
        ("[kind](intune-apps-kind.md)", "", "kind"),
        ("kind", "", "woods.kind"),
        ("[kind](kind.md) or [sort](sort.md)", "thing", "thing"),
    ] {
        let block = match shown {
            "" => String::new(),
            shown => format!(r#"{{ "p": {{ "@odata.type": "microsoft.graph.{shown}" }} }}"#),
        };
        let page = resource("tree", &format!("|p|{ty}|Words.|"), &block)
            .replace(
                "Namespace: microsoft.graph",
                "Namespace: microsoft.graph.woods",
            )
            .replace("microsoft.graph.tree", "microsoft.graph.woods.tree");
        let understood = understand(&[("tree.md", page), ("leaf.md", leaf())]);
        let found = property(&understood.model, "microsoft.graph.woods.tree", "p");
        let expected = QualifiedName::new(format!("microsoft.graph.{expected}"));
        assert_eq!(found.ty, TypeRef::Undeclared(expected), "{ty} {shown}");
    }
}

#[test]
fn stated_base_needs_no_page() {
    let plant = Some("microsoft.graph.plant");
    for (intro, description, base) in [
        ("Inherits from [plant](plant.md). ", "A.", plant),
        ("", "A. Inherited from [plant](plant.md).", plant),
        ("", "A. Inherited from the base entity type.", None),
        ("", "A. Inherited from an ancestor.", None),
    ] {
        let page = tree("String", description);
        let page = page.replace("What a tree is.", &format!("{intro}What a tree is."));
        let model = understand(&[("tree.md", page)]).model;
        let found = type_named(&model, "tree").base.as_ref();
        assert_eq!(
            found.map(|base| base.as_str()),
            base,
            "{intro}{description}"
        );
    }
}

#[test]
fn read_only_is_recognised_in_other_words() {
    for (text, expected) in [
        ("This property is read-only and set by the service.", true),
        ("It is a read-only attribute.", true),
        ("Case-sensitive and read-only.", true),
        ("One of `a`, `b`, etc. Read-only.", true),
        ("One of `a`, `b`, etc. read-only.", true),
        ("Set to `a` Read-only.", true),
        ("See [trees](leaf.md) Read-only.", true),
        (r#"Known as "the tree" Read-only."#, true),
        ("Shown to readers (and writers) Read-only.", true),
        ("Read-write.", false),
        ("Opens in Read-only mode.", false),
        ("Opens in `a` Read-only mode.", false),
        ("Required and optional trees.", false),
        (
            "Whether it is writable and read-only trees are shown.",
            false,
        ),
    ] {
        let understood = understand(&[("tree.md", tree("String", text))]);
        let p = property(&understood.model, "tree", "p");
        assert_eq!(p.read_only, expected, "{text}");
    }
}

#[test]
fn type_cell_may_say_read_only() {
    for (cell, ty) in [
        ("string (readonly)", "String"),
        ("String, read-only", "String"),
        ("Collection(String) (Read only)", "[String]"),
        ("[leaf](leaf.md) (read-only)", "leaf"),
    ] {
        let understood = understand(&[("tree.md", &tree(cell, "One.")), ("leaf.md", &leaf())]);
        expect(&understood, &format!("complex tree\n  p: {ty} #read-only"));
    }
}

#[test]
fn sentence_may_call_all_properties_read_only() {
    for said in [
        "All properties are read-only.",
        "> **Note:** All properties of this resource are read-only.",
        "> [!NOTE]\n> All the properties of this resource type are read-only.",
    ] {
        let page = tree("String", "One.");
        for (from, to) in [
            ("What a tree is.", format!("What a tree is.\n\n{said}")),
            ("## Properties\n", format!("## Properties\n\n{said}\n\n")),
        ] {
            let page = page.replace(from, &to);
            shows(&page, "complex tree\n  p: String #read-only");
        }
    }
    let words = "All properties of its leaves that fell are gone.";
    let page = tree("String", "One.").replace("What a tree is.", words);
    assert!(!property(&understand(&[("tree.md", page)]).model, "tree", "p").read_only);
}

#[test]
fn future_deprecation_does_not_deprecate() {
    for (text, expected) in [
        ("This property will be deprecated in the future.", false),
        ("This property is deprecated.", true),
        ("This property will be deprecated in July 2030.", true),
    ] {
        let understood = understand(&[("tree.md", &tree("String", text))]);
        let found = property(&understood.model, "tree", "p");
        assert_eq!(found.deprecated.is_some(), expected, "{text}");
    }
}

#[test]
fn id_is_the_key_among_several_identifiers() {
    let row = "|other|String|Another.|";
    let block = r#"{ "other": "String (identifier)", "id": "String (identifier)" }"#;
    let page = resource("tree", &format!("{row}\n|id|String|The key.|"), block);
    shows(&page, "entity tree #key id\n  other: String\n  id: String");
    let page = resource("tree", row, r#"{ "other": "String (identifier)" }"#);
    let model = shows(&page, "complex tree\n  other: String").model;
    assert_eq!(type_named(&model, "tree").key, None);
}

#[test]
fn request_above_the_representation_is_not_checked() {
    let page = resource("tree", "|p|String|One.|", r#"{ "p": "String" }"#);
    let rendered = rendered(&page);
    for sample in [
        "```http\nGET /trees\n```\n\n",
        "```http\n{ \"q\": 1, \"q\": 2, }\n```\n\n",
        "```\n{ \"q\": 1 }\n```\n\n",
    ] {
        for page in [&page, &rendered] {
            let heading = "## JSON representation\n";
            let page = page.replace(heading, &format!("{heading}\n{sample}"));
            shows(&page, "complex tree\n  p: String");
            assert_eq!(told(&[("tree.md", &page)]), [""; 0]);
        }
    }
}
