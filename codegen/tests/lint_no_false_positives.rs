//! Findings are true, and each is reported once.

mod support;

use crate::support::{annotated, enum_page, resource, warnings};

/// Returns the findings at `warn` or `deny`: rule and line.
fn found(pages: &[(&str, String)]) -> Vec<(&'static str, usize)> {
    let mut files = support::files(pages);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let told = warnings(&files).into_iter().map(|found| {
        println!("{}: {}", found.rule().id, found.message);
        let label = found.primary().expect("a place");
        let mut files = files.iter();
        let file = files.find(|file| file.path == label.file).expect("a page");
        (found.rule().id, file.line(label.span.start))
    });
    told.collect()
}

#[track_caller]
fn silent(pages: &[(&str, String)]) {
    assert_eq!(found(pages), []);
}

/// Returns the line of a page that contains these words.
fn line(text: &str, words: &str) -> usize {
    let mut lines = text.lines();
    1 + lines.position(|line| line.contains(words)).expect("a line")
}

/// A correct page of a type with one property.
fn counted(name: &str) -> String {
    resource(name, "|leaves|Int32|How many.|", "{ \"leaves\": 1 }")
}

/// The page of a base, and that of a type that extends it.
fn plant() -> [String; 2] {
    let plant = resource("plant", "|height|Int32|How high.|", "{ \"height\": 1 }");
    let words = "Inherits from [plant](plant.md).";
    [plant, counted("tree").replace("What a tree is.", words)]
}

#[test]
fn inherited_property_may_be_missing_from_the_block() {
    let [plant, tree] = plant();
    let row = "|height|Int32|How high. Inherited from [plant](plant.md).|\n|leaves";
    let tree = tree.replace("|leaves", row);
    silent(&[("r/plant.md", plant), ("r/tree.md", tree)]);
}

/// A table of relationships.
const NESTS: &str = "|Relationship|Type|Description|\n|:---|:---|:---|\n\
    |nests|[tree](tree.md) collection|What lives there.|";

#[test]
fn relationship_may_be_missing_from_the_block() {
    let section = format!("## Relationships\n{NESTS}\n\n## JSON");
    silent(&[("r/tree.md", counted("tree").replace("## JSON", &section))]);
}

#[test]
fn subtype_may_be_shown_where_the_base_is_documented() {
    let [plant, tree] = plant();
    let garden = resource(
        "garden",
        "|first|[plant](plant.md)|What stands first.|",
        "{ \"first\": { \"@odata.type\": \"microsoft.graph.tree\" } }",
    );
    silent(&[
        ("r/plant.md", plant),
        ("r/tree.md", tree),
        ("r/garden.md", garden),
    ]);
}

#[test]
fn whole_number_is_a_sample_of_a_double() {
    let tree = resource("tree", "|height|Double|How high.|", "{ \"height\": 4 }");
    silent(&[("r/tree.md", tree)]);
}

#[test]
fn enum_is_not_an_undefined_resource() {
    let tree = resource(
        "tree",
        "|season|season|When. Possible values are: `spring`, `autumn`.\n|kind|[kind](kind.md)|What.|",
        "{ \"season\": \"String\", \"kind\": \"String\" }",
    );
    let kind = enum_page("kind", &["oak", "pine"]).replace("||", "|What it means.|");
    silent(&[("r/kind.md", kind), ("r/tree.md", tree)]);
}

/// An enum may be named although no page lists it. What is shown as an object, or is not a name, may not.
#[test]
fn unlisted_enum_is_not_an_undefined_resource() {
    for (ty, value, expected) in [
        ("seasonType", "\"String\"", &[][..]),
        ("seasonType collection", "[ \"String\" ]", &[]),
        ("season", "\"spring\"", &[]),
        ("seasonType", "{ \"from\": 1 }", &["undeclared-type"]),
        ("SeasonType", "\"String\"", &["undeclared-type"]),
        ("Text", "\"String\"", &["unknown-primitive"]),
        ("Sting", "\"String\"", &["unknown-primitive"]),
    ] {
        let rows = format!("|season|{ty}|When it grows.|");
        let tree = resource("tree", &rows, &format!("{{ \"season\": {value} }}"));
        assert_eq!(support::told(&[("r/tree.md", tree)]), expected, "{ty}");
    }
}

/// Unless the type has a property of that name, the annotation names the type, and it is the wrong one.
#[test]
fn type_annotation_of_a_value_may_be_a_property() {
    let marker = "\"@odata.type\": \"#microsoft.graph.tree\"";
    let row = "|data|[eventData](eventdata.md)|What it is about.|";
    let event = resource("happening", row, &format!("{{ \"data\": {{ {marker} }} }}"));
    let at = line(&event, "|data|");
    let pages = |data| {
        let event = ("r/happening.md", event.clone());
        [
            ("r/eventdata.md", data),
            event,
            ("r/tree.md", counted("tree")),
        ]
    };
    let data = resource("eventData", "|id|String|Which one.|", "{ \"id\": \"7\" }");
    assert_eq!(found(&pages(data)), [("type-conflict", at)]);
    let rows = "|@odata.type|String|The type that the event is about.|\n|id|String|Which one.|";
    let data = resource("eventData", rows, &format!("{{ {marker}, \"id\": \"7\" }}"));
    silent(&pages(data));
}

#[test]
fn value_that_the_description_explains_is_not_missing_from_its_list() {
    let kind = enum_page("kind", &["oak", "pine", "palm"]).replace("||", "|What it means.|");
    let page = |words: &str| {
        let row = format!("|kind|[kind](kind.md)|Possible values are: `oak`, `pine`. {words}|");
        resource("tree", &row, "{ \"kind\": \"String\" }")
    };
    let pages = |words: &str| [("r/kind.md", kind.clone()), ("r/tree.md", page(words))];
    silent(&pages("The value `palm` is for hot places."));
    let at = line(&page(""), "|kind|");
    assert_eq!(found(&pages("")), [("enum-and-list", at)]);
    // Naming the default does not make it one of the listed values.
    let default = pages("The default is `palm`.");
    assert_eq!(found(&default), [("enum-and-list", at)]);
}

#[test]
fn page_with_only_relationships_needs_no_property_table() {
    let tree = resource("tree", "", "{ \"id\": \"String\", \"nests\": [] }");
    let tree = annotated(&tree, "\"baseType\": \"microsoft.graph.entity\"")
        .replace("## Properties\nNone", &format!("## Relationships\n{NESTS}"));
    let entity = resource("entity", "|id|String|Which one.|", "{ \"id\": \"String\" }");
    let with = |tree: &str| {
        [
            ("r/entity.md", entity.clone()),
            ("r/tree.md", tree.to_owned()),
        ]
    };
    silent(&with(&tree));
    let more = tree.replace("\"nests\"", "\"height\": 1, \"nests\"");
    let at = line(&more, "# tree");
    assert_eq!(found(&with(&more)), [("properties-section-missing", at)]);
}

#[test]
fn section_without_a_table_may_not_describe_properties() {
    let page = |section: &str| {
        let tree = resource("tree", "", "{ \"id\": \"String\", \"height\": 1 }");
        tree.replace(
            "## Properties\nNone",
            &format!("## Properties\n\n{section}"),
        )
    };
    silent(&[("r/tree.md", page("This type has no properties of its own."))]);
    silent(&[(
        "r/tree.md",
        page("It inherits id and height from its base."),
    )]);
    for section in [
        "id (String): Which tree it is.\n\nheight (Double): How high it is.",
        "### id\n\nString. Which tree it is.\n\n### height\n\nDouble. How high it is.",
        "<dl><dt>id</dt><dd>String. Which tree it is.</dd><dt>height</dt><dd>Double. How high.</dd></dl>",
    ] {
        let found = found(&[("r/tree.md", page(section))]);
        let rules: Vec<&str> = found.iter().map(|(rule, _)| *rule).collect();
        assert_eq!(rules, ["properties-section-missing"], "{section}");
    }
    // A base without a page may have whatever is shown, but not what the section itself describes or includes.
    let base = "\"baseType\": \"microsoft.graph.plant\"";
    let is_reported = |section: &str| {
        let found = found(&[("r/tree.md", annotated(&page(section), base))]);
        found
            .iter()
            .any(|(rule, _)| *rule == "properties-section-missing")
    };
    assert!(!is_reported("This type has no properties of its own."));
    for section in [
        "- **id** (String): Which tree it is. Inherited.\n- **height** (Double): How high it is.",
        "```\nid: String\nheight: Double\n```",
        "｜id｜String｜Which tree.｜\n｜height｜Double｜How high. Inherited from [plant](plant.md).｜",
        "[!INCLUDE [properties](../includes/tree.md)]",
    ] {
        assert!(is_reported(section), "{section}");
    }
}

#[test]
fn names_in_running_text_may_be_undeclared() {
    let page = |words: &str| {
        annotated(&counted("tree"), "\"optionalProperties\": [\"bark\"]")
            .replace("## JSON", &format!("{words}\n\n## JSON"))
    };
    silent(&[("r/tree.md", page("Some send `bark` as additional data."))]);
    let tree = page("");
    let at = line(&tree, "bark");
    let expected = [("optional-property-unknown", at)];
    assert_eq!(found(&[("r/tree.md", tree)]), expected);
}

#[test]
fn values_under_a_relationship_header_are_one_finding() {
    let tree = resource(
        "tree",
        "|leaves|Int32|How many.|\n|bark|String|How it looks.|",
        "{ \"leaves\": 1, \"bark\": \"String\" }",
    )
    .replace("|Property|", "|Relationship|");
    let at = line(&tree, "|Relationship|");
    assert_eq!(found(&[("r/tree.md", tree)]), [("table-header", at)]);
}

#[test]
fn broken_link_is_reported_once() {
    let page = |file: &str| {
        let row = format!("|trees|[tree]({file}) collection|What stands there.|");
        resource("garden", &row, "{ \"trees\": [] }")
    };
    let tree = counted("tree");
    let at = line(&page(""), "|trees|");
    let of = |file: &str| found(&[("r/garden.md", page(file)), ("r/tree.md", tree.clone())]);
    assert_eq!(of("bush.md"), [("link-target-missing", at)]);
    assert_eq!(of("Tree.md"), [("link-case", at)]);
    assert_eq!(of("tree.md"), []);
}

#[test]
fn annotation_longer_than_heading_and_file_name_is_reported() {
    let tree = counted("tree").replace("microsoft.graph.tree", "microsoft.graph.treeWrong");
    let garden = resource(
        "garden",
        "|first|[tree](tree.md)|What stands first.|",
        "{ \"first\": { \"@odata.type\": \"microsoft.graph.tree\" } }",
    );
    let at = line(&tree, "treeWrong");
    let pages = [("r/garden.md", garden), ("r/tree.md", tree)];
    assert_eq!(found(&pages), [("annotation-type", at)]);
    // A heading in words may end before the name does.
    let facet = counted("treeFacet").replace("# treeFacet resource type", "# Tree facet");
    silent(&[("r/treefacet.md", facet)]);
}

#[test]
fn lost_annotation_does_not_break_links_to_the_page() {
    let page = counted("Series").replace("microsoft.graph.Series", "microsoft.graph.chartSeries");
    let chart = resource(
        "chart",
        "|series|[chartSeries](series.md)|What it shows.|",
        "{ \"series\": { \"@odata.type\": \"microsoft.graph.chartSeries\" } }",
    );
    silent(&[("r/chart.md", chart.clone()), ("r/series.md", page.clone())]);
    let bare = page.replace("\"blockType\": \"resource\"", "\"blockType\": \"resorce\"");
    let at = line(&bare, "resorce");
    let pages = [("r/chart.md", chart), ("r/series.md", bare)];
    assert_eq!(found(&pages), [("unknown-block-type", at)]);
}

#[test]
fn base_page_may_state_its_derived_types() {
    let base = |words: &str| {
        let action = counted("action").replace("What a action is.", words);
        let pages = [("r/action.md", action), ("r/plan.md", counted("plan"))];
        let model = support::understand(&pages).model;
        support::type_named(&model, "plan").base.clone()
    };
    let other = base("The base class for actions in the [plan](plan.md).");
    assert_eq!(other, None);
    let told = [
        "The base class for [plan](plan.md).",
        "A base class; the derived types are [plan](plan.md) and others.",
        "Derived types include:\n\n- [plan](plan.md) for what is to come",
        "What it is.\n\n## Derived types\n\n|Type|Description|\n|:---|:---|\n|[plan](plan.md)|What is to come.|",
        "What it is.\n\n## Derived types\n\n* A plan ([plan](plan.md)).",
    ];
    for words in told {
        let base = base(words).unwrap_or_else(|| panic!("{words}"));
        assert_eq!(base.short(), "action");
    }
}

#[test]
fn parts_absent_from_every_page_are_not_reported() {
    let without = |name: &str| {
        let text = counted(name).replace("doc_type: resourcePageType\n", "");
        let (start, end) = (text.find("<!--").unwrap(), text.find("-->\n").unwrap());
        text[..start].to_owned() + &text[end + 4..]
    };
    silent(&[("r/box.md", without("box")), ("r/tree.md", without("tree"))]);
    let mixed = [
        ("r/box.md", counted("box")),
        ("r/leaf.md", counted("leaf")),
        ("r/tree.md", without("tree")),
    ];
    let told = support::told(&mixed);
    assert_eq!(told, ["doc-type-missing", "resource-without-annotation"]);
    // For a page on its own, the format itself is the measure.
    let told = found(&[("r/tree.md", without("tree"))]);
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn properties_of_a_misnamed_base_are_inherited() {
    let [plant, _] = plant();
    let plant = plant.replace("microsoft.graph.plant", "microsoft.graph.palnt");
    let tree = counted("tree").replace("|leaves", "|height|Int32|How high.|\n|leaves");
    let tree = annotated(&tree, "\"baseType\": \"microsoft.graph.plant\"");
    let at = line(&plant, "palnt");
    let pages = [("r/plant.md", plant), ("r/tree.md", tree)];
    assert_eq!(found(&pages), [("annotation-type", at)]);
}

#[test]
fn type_word_is_not_a_sample_of_a_number() {
    for (value, count) in [("\"String\"", 1), ("\"9007199254740993\"", 0), ("1024", 0)] {
        let block = format!("{{ \"cells\": {value} }}");
        let tree = resource("tree", "|cells|Int64|How many.|", &block);
        assert_eq!(found(&[("r/tree.md", tree)]).len(), count, "{value}");
    }
}

#[test]
fn other_tables_do_not_hide_an_unread_table() {
    let other = "### What a report holds\n\n|Property|Type|Description|\n|:---|:---|:---|\n|Version|Int32|Which one.|\n|Body|String|What it says.|\n\n## JSON";
    let tree = resource(
        "tree",
        "|leaves|Int32|How many.|\n|report|String|A report.|",
        "{ \"leaves\": 1, \"report\": \"String\" }",
    )
    .replace("## JSON", other);
    silent(&[("r/tree.md", tree.clone())]);
    let headless = tree.replacen("|Type|", "|Kind|", 1);
    let at = line(&headless, "|Kind|");
    let pages = [("r/tree.md", headless)];
    assert_eq!(found(&pages), [("unknown-table-header", at)]);
    let bare = tree.replace("blockType", "blokType");
    let at = line(&bare, "blokType");
    let pages = [("r/tree.md", bare)];
    assert_eq!(found(&pages), [("unknown-annotation-key", at)]);
}
