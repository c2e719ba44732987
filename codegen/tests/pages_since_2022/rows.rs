//! Rows and blocks: links, names, markers and facts.

use graphdoc_codegen::unstable::{
    model::{Kind, QualifiedName, TypeRef},
    primitive::Primitive,
};

use crate::{
    leaf,
    support::{codes, expect, property, rendered, resource, shows, text, told, understand},
    tree,
};

#[test]
fn link_fragment_names_an_enum() {
    let other = leaf() + "\n### leafColour values\n|Member|\n|:--|\n|green|\n|red|\n";
    for link in [
        "[leafColour](leaf.md#leafcolour-values)",
        "[leafColour](#leafcolour-values)",
    ] {
        let page = tree(link, "Its colour.");
        expect(
            &understand(&[("tree.md", &page), ("leaf.md", &other)]),
            "complex tree\n  p: enum leafColour\nenum leafColour\n  green\n  red",
        );
    }
}

#[test]
fn site_absolute_link_resolves_to_the_page() {
    for link in [
        "[leaf](/graph/api/resources/leaf)",
        "[leaf](/graph/api/resources/leaf?view=graph-rest-1.0)",
    ] {
        let page = tree(link, "Its leaf.");
        expect(
            &understand(&[("tree.md", &page), ("leaf.md", &leaf())]),
            "complex tree\n  p: leaf",
        );
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
    let analysis = understand(&[
        ("tree.md", &page),
        ("leaf.md", &leaf()),
        ("needle.md", &needle),
    ]);
    expect(&analysis, "complex tree\n  p: [needle]");
    assert!(codes(&analysis).contains("link-text-and-target"));
    let page = tree("[foliage](leaf.md)", "Its leaf.");
    expect(
        &understand(&[("tree.md", &page), ("leaf.md", &leaf())]),
        "complex tree\n  p: leaf",
    );
}

#[test]
fn three_alternatives_resolve_to_their_base() {
    let sub = |name: &str| {
        resource(name, "|x|String|A thing.|", "")
            .replace("What a", "Inherits from [leaf](leaf.md). What a")
    };
    let (needle, scale, blade) = (sub("needle"), sub("scale"), sub("blade"));
    let page = tree(
        "[needle](needle.md), [scale](scale.md), or [blade](blade.md)",
        "One of three.",
    );
    let pages = [
        ("tree.md", page.as_str()),
        ("leaf.md", &leaf()),
        ("needle.md", &needle),
        ("scale.md", &scale),
        ("blade.md", &blade),
    ];
    expect(&understand(&pages), "complex tree\n  p: leaf");
}

#[test]
fn misspelt_name_is_not_matched_to_a_primitive_by_prefix() {
    let page = tree("DateTimeTimeZone", "When.");
    let zone = resource("dateTimeTimeZone", "|dateTime|String|When.|", "");
    expect(
        &understand(&[("tree.md", &page), ("datetimetimezone.md", &zone)]),
        "complex tree\n  p: dateTimeTimeZone",
    );
}

#[test]
fn block_decides_the_case_of_names() {
    let page = resource(
        "tree",
        "|ID|String|The tree.|\n|externalcourseId|String|Another.|",
        r#"{ "id": "String (identifier)", "externalCourseId": "String" }"#,
    );
    let analysis = shows(
        &page,
        "entity tree #key id\n  id: String\n  externalCourseId: String",
    );
    assert!(codes(&analysis).contains("name-case"));
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
fn a_misspelt_key_is_two_findings() {
    let page = resource(
        "tree",
        "|connectionType|String|A type.|",
        r#"{ "connnecetionType": "String" }"#,
    );
    let analysis = shows(
        &page,
        "complex tree\n  connectionType: String #table\n  connnecetionType: String #json",
    );
    assert!(
        codes(&analysis).contains("missing-in-block")
            && codes(&analysis).contains("missing-in-table")
    );
}

#[test]
fn unclosed_fence_is_read_to_the_end_and_reported() {
    let page = leaf();
    let page = page.trim_end().trim_end_matches("```");
    let analysis = shows(page, "complex leaf\n  area: Double #both");
    assert!(
        codes(&analysis).contains("unclosed-fence"),
        "{:?}",
        codes(&analysis)
    );
}

#[test]
fn current_annotations_are_read() {
    let page = resource(
        "tree",
        "|rings|Int64|Years.|\n|address|String|Where.|\n|owner|[leaf](leaf.md)|Whose.|",
        r#"{ "rings": "Integer", "address": "String (IP address)", "owner": { "@odata.type": "Microsoft.Woods.leaf" } }"#,
    );
    let analysis = understand(&[("tree.md", &page), ("leaf.md", &leaf())]);
    expect(
        &analysis,
        "complex tree\n  rings: Int64 #both\n  address: String #both\n  owner: leaf #both",
    );
    assert!(
        !codes(&analysis).contains("type-conflict"),
        "{:?}",
        codes(&analysis)
    );
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
fn current_sentences_state_facts() {
    for (ty, description, tag) in [
        ("String", "Max limit is 256 chars.", "max length 256"),
        (
            "String",
            "Can have a maximum of 64 characters.",
            "max length 64",
        ),
        ("String", "Maximum length is 255.", "max length 255"),
        (
            "String",
            "Must be no longer. Maximum allowed size is 1,024 characters.",
            "max length 1024",
        ),
        ("String", "Defaults to `oak`.", "default oak"),
        (
            "String",
            "Its name. Required during the create operation.",
            "required",
        ),
        (
            "String",
            "The **p** property is deprecated and will stop returning data on January 1, 2030. Going forward, use the **q** property.",
            "deprecated",
        ),
    ] {
        shows(
            &tree(ty, description),
            &format!("complex tree\n  p: {ty} #{tag}"),
        );
    }
    let page = tree("String", "Read-write.");
    assert!(!property(&understand(&[("tree.md", &page)]).model, "tree", "p").read_only);
    let page = tree(
        "String",
        "The **p** property is deprecated and will stop returning data on January 1, 2030. Going forward, use the **q** property.",
    );
    let analysis = understand(&[("tree.md", &page)]);
    let deprecated = property(&analysis.model, "tree", "p")
        .deprecated
        .clone()
        .expect("deprecated");
    assert!(
        deprecated.note.contains("2030") && deprecated.note.contains('q'),
        "{deprecated:?}"
    );
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
    for (ty, block, expected) in [
        (
            "kind",
            r#"{ "p": { "@odata.type": "microsoft.graph.parks.kind" } }"#,
            "microsoft.graph.parks.kind",
        ),
        (
            "Kind",
            r#"{ "p": { "@odata.type": "microsoft.graph.parks.kind" } }"#,
            "microsoft.graph.parks.kind",
        ),
        ("[kind](kind.md)", "", "microsoft.graph.kind"),
        ("[kind](woods-kind.md)", "", "microsoft.graph.woods.kind"),
        ("[kind](intune-apps-kind.md)", "", "microsoft.graph.kind"),
        ("kind", "", "microsoft.graph.woods.kind"),
        (
            "[kind](kind.md) or [sort](sort.md)",
            r#"{ "p": { "@odata.type": "microsoft.graph.thing" } }"#,
            "microsoft.graph.thing",
        ),
    ] {
        let page = resource("tree", &format!("|p|{ty}|Words.|"), block)
            .replace(
                "Namespace: microsoft.graph",
                "Namespace: microsoft.graph.woods",
            )
            .replace("microsoft.graph.tree", "microsoft.graph.woods.tree");
        let understood = understand(&[("tree.md", &page), ("leaf.md", &leaf())]);
        let found = property(&understood.model, "microsoft.graph.woods.tree", "p");
        assert_eq!(
            found.ty,
            TypeRef::Undeclared(QualifiedName::new(expected)),
            "{ty} {block}"
        );
    }
}

#[test]
fn stated_base_needs_no_page() {
    for (intro, row, base) in [
        (
            "Inherits from [plant](plant.md). ",
            "|p|String|A.|",
            Some("microsoft.graph.plant"),
        ),
        (
            "",
            "|p|String|A. Inherited from [plant](plant.md).|",
            Some("microsoft.graph.plant"),
        ),
        (
            "",
            "|p|String|A. Inherited from the base entity type.|",
            None,
        ),
        ("", "|p|String|A. Inherited from an ancestor.|", None),
    ] {
        let page = resource("tree", row, "")
            .replace("What a tree is.", &format!("{intro}What a tree is."));
        let understood = understand(&[("tree.md", &page)]);
        let found = understood.model.types[&QualifiedName::new("microsoft.graph.tree")]
            .base
            .clone();
        assert_eq!(
            found.as_ref().map(|base| base.as_str()),
            base,
            "{intro} {row}"
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
        ("Opens in Read-only mode.", false),
        ("Opens in `a` Read-only mode.", false),
        ("Required and optional trees.", false),
        (
            "Whether the tree is writable and read-only trees are shown.",
            false,
        ),
    ] {
        let understood = understand(&[("tree.md", &tree("String", text))]);
        assert_eq!(
            property(&understood.model, "tree", "p").read_only,
            expected,
            "{text}"
        );
    }
}

#[test]
fn a_type_cell_may_say_read_only() {
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
fn a_sentence_may_call_all_properties_read_only() {
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
    let page = tree("String", "One.").replace(
        "What a tree is.",
        "All properties of its leaves that fell are gone.",
    );
    assert!(!property(&understand(&[("tree.md", &page)]).model, "tree", "p").read_only);
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
    let page = resource(
        "tree",
        "|other|String|Another.|\n|id|String|The key.|",
        r#"{ "other": "String (identifier)", "id": "String (identifier)" }"#,
    );
    let understood = understand(&[("tree.md", &page)]);
    let ty = &understood.model.types[&QualifiedName::new("microsoft.graph.tree")];
    assert_eq!(ty.key.as_deref(), Some("id"));
    let page = resource(
        "tree",
        "|other|String|Another.|",
        r#"{ "other": "String (identifier)" }"#,
    );
    let understood = understand(&[("tree.md", &page)]);
    let ty = &understood.model.types[&QualifiedName::new("microsoft.graph.tree")];
    assert_eq!((ty.kind, ty.key.as_deref()), (Kind::Complex, None));
}

#[test]
fn checks_use_the_block_that_was_read() {
    let page = resource("tree", "|p|String|One.|", r#"{ "p": "String" }"#);
    let rendered = rendered(&page);
    for sample in [
        "```http\nGET /trees\n```\n\n",
        "```http\n{ \"q\": 1, \"q\": 2, }\n```\n\n",
        "```\n{ \"q\": 1 }\n```\n\n",
    ] {
        for page in [&page, &rendered] {
            let page = page.replace(
                "## JSON representation\n",
                &format!("## JSON representation\n\n{sample}"),
            );
            shows(&page, "complex tree\n  p: String");
            assert_eq!(told(&[("tree.md", &page)]), [""; 0]);
        }
    }
}
