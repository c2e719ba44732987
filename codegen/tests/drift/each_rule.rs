//! One small edit for each rule. It must be reported with the right severity, and nothing else must be.

use graphdoc_codegen::unstable::{drift, rules, source::SourceFile};

use crate::{
    compare, compare_by_lock_too, lines, model,
    support::{enum_page, resource},
};

const ROWS: &str = "|id|String|The tree. Read-only.|
|height|Double|How high the tree is in metres.|
|kind|String|The kind of tree. Possible values are: `oak`, `elm`.|
|colour|colour|Of the leaves.|
|nest|nest|Who lives there.|";
const COLOURS: &[&str] = &["red", "green", "unknownFutureValue"];

pub type Pages = Vec<(String, String)>;

/// The docs before each edit.
fn forest() -> Pages {
    let relations = "\n## Relationships\n|Relationship|Type|Description|\n|:--|:--|:--|\n\
                     |birds|bird collection|The birds that sit there now.|\n";
    let tree = resource("tree", ROWS, "");
    let bird = resource(
        "bird",
        "|name|String|What it is called.|\n|size|Int32|How large.|\n|song|String|How it sings.|",
        "",
    );
    vec![
        page(
            "tree",
            tree.replace("\n## JSON", &format!("{relations}\n## JSON")),
        ),
        page("bird", bird),
        page("nest", resource("nest", "|eggs|Int32|How many.|", "")),
        page("colour", enum_page("colour", COLOURS)),
    ]
}

fn page(name: &str, text: String) -> (String, String) {
    (format!("resources/{name}.md"), text)
}

/// Replaces text on one page, which must contain it.
fn edit(name: &str, from: &str, to: &str) -> Pages {
    let mut pages = forest();
    let path = format!("resources/{name}.md");
    let page = pages
        .iter_mut()
        .find(|(page, _)| *page == path)
        .expect("the page");
    assert!(page.1.contains(from), "{name} has no `{from}`");
    page.1 = page.1.replacen(from, to, 1);
    pages
}

fn with(name: &str, text: String) -> Pages {
    let mut pages = forest();
    pages.push(page(name, text));
    pages
}

fn without(name: &str) -> Pages {
    let mut pages = forest();
    pages.retain(|(path, _)| *path != format!("resources/{name}.md"));
    pages
}

/// The edits, each with its severity, the contracts that it breaks, and the line that reports it.
fn examples() -> Vec<(Pages, &'static str)> {
    let tree = |from: &str, to: &str| edit("tree", from, to);
    let annotated = |more: &str| {
        let name = "\"@odata.type\": \"microsoft.graph.tree\"";
        tree(name, &format!("{name},\n  {more}"))
    };
    let replaced = |pages: Pages, from: &str, to: &str| -> Pages {
        let pages = pages.into_iter();
        pages
            .map(|(path, text)| (path, text.replace(from, to)))
            .collect()
    };
    let everywhere = |from: &str, to: &str| replaced(forest(), from, to);
    vec![
        (
            with("fern", resource("fern", "|id|String|The fern.|", "")),
            "Minor []: type-added fern - > microsoft.graph.fern",
        ),
        (
            without("nest"),
            "Breaking [RustSource]: type-removed nest microsoft.graph.nest > -",
        ),
        (
            everywhere("microsoft.graph.bird\"", "microsoft.graph.singingBird\"")
                .into_iter()
                .map(|(path, text)| {
                    (
                        path,
                        text.replace("bird collection", "singingBird collection"),
                    )
                })
                .collect(),
            "Breaking [RustSource, WireRead]: type-renamed singingBird microsoft.graph.bird > microsoft.graph.singingBird",
        ),
        (
            everywhere("microsoft.graph.nest", "microsoft.graph.home.nest"),
            "Breaking [WireRead]: type-moved nest microsoft.graph.nest > microsoft.graph.home.nest",
        ),
        (
            edit("nest", "microsoft.graph.nest\"", "microsoft.graph.Nest\""),
            "Minor []: type-case-changed Nest microsoft.graph.nest > microsoft.graph.Nest",
        ),
        (
            annotated("\"baseType\": \"microsoft.graph.bird\""),
            "Minor []: base-changed tree microsoft.graph.entity > microsoft.graph.bird",
        ),
        (
            annotated("\"openType\": true"),
            "Minor []: open-changed tree no > yes",
        ),
        (
            annotated("\"abstract\": true"),
            "Minor []: abstract-changed tree no > yes",
        ),
        (
            annotated("\"keyProperty\": \"kind\""),
            "Dangerous []: key-changed tree id > kind",
        ),
        (
            tree("|height", "|girth|Double|How thick.|\n|height"),
            "Minor []: property-added tree.girth - > Edm.Double",
        ),
        (
            tree("|height|Double|How high the tree is in metres.|\n", ""),
            "Dangerous []: property-removed tree.height Edm.Double > -",
        ),
        (
            tree("|height|", "|tallness|"),
            "Breaking [RustSource, WireRead, WireWrite]: property-renamed tree.height height > tallness",
        ),
        (
            tree("|height|", "|Height|"),
            "Breaking [WireRead, WireWrite]: property-wire-case-changed tree.height height > Height",
        ),
        (
            tree("|Double|", "|Double collection|"),
            "Breaking [RustSource, WireRead, WireWrite]: property-type-changed tree.height Edm.Double > Collection(Edm.Double)",
        ),
        (
            tree("metres.", "metres. Read-only."),
            "Dangerous [WireWrite]: property-read-only-changed tree.height no > yes",
        ),
        (
            tree("metres.", "metres. Required."),
            "Dangerous [WireWrite]: property-required-changed tree.height no > yes",
        ),
        (
            tree("metres.", "metres. Nullable."),
            "Minor []: property-nullable-changed tree.height unsaid > yes",
        ),
        (
            tree("metres.", "metres. This property is deprecated."),
            "Minor []: property-deprecated tree.height in use > deprecated",
        ),
        (
            edit(
                "bird",
                "How it sings.",
                "How it sings. Maximum length is 20 characters.",
            ),
            "Dangerous [WireWrite]: property-limit-changed bird.song none > at most 20 characters",
        ),
        (
            tree("|nest|nest|Who lives there.|", "")
                .into_iter()
                .map(|(path, text)| {
                    (
                        path,
                        text.replace("|birds|", "|nest|nest|Who lives there.|\n|birds|"),
                    )
                })
                .collect(),
            "Breaking [RustSource]: property-became-relationship tree.nest property > relationship",
        ),
        (
            tree(
                "|birds|",
                "|roots|tree collection|Under the tree.|\n|birds|",
            ),
            "Minor []: relationship-added tree.roots - > Collection(microsoft.graph.tree)",
        ),
        (
            tree(
                "|birds|bird collection|The birds that sit there now.|\n",
                "",
            ),
            "Dangerous []: relationship-removed tree.birds Collection(microsoft.graph.bird) > -",
        ),
        (
            tree("|birds|", "|guests|"),
            "Breaking [RustSource, WireRead]: relationship-renamed tree.birds birds > guests",
        ),
        (
            tree("bird collection", "nest collection"),
            "Breaking [RustSource, WireRead]: relationship-type-changed tree.birds Collection(microsoft.graph.bird) > Collection(microsoft.graph.nest)",
        ),
        (
            with("smell", enum_page("smell", &["sweet", "sour"])),
            "Minor []: enum-added smell - > sour|sweet",
        ),
        (
            without("colour"),
            "Breaking [RustSource]: enum-removed colour green|red|unknownFutureValue > -",
        ),
        (
            everywhere("colour enum", "leafColour enum")
                .into_iter()
                .map(|(path, text)| (path, text.replace("|colour|colour|", "|colour|leafColour|")))
                .collect(),
            "Breaking [RustSource]: enum-renamed leafColour microsoft.graph.colour > microsoft.graph.leafColour",
        ),
        (
            edit("colour", "|red|", "|blue||\n|red|"),
            "Minor []: enum-member-added colour.blue - > blue",
        ),
        (
            edit("colour", "|red||\n", ""),
            "Breaking [RustSource]: enum-member-removed colour.red red > -",
        ),
        (
            edit("colour", "|green|", "|greenish|"),
            "Breaking [RustSource, WireRead, WireWrite]: enum-member-renamed colour.green green > greenish",
        ),
        (
            edit("colour", "|green|", "|Green|"),
            "Dangerous [WireWrite]: enum-member-case-changed colour.green green > Green",
        ),
        (
            edit(
                "colour",
                "|Member|Description|\n|:---|:---|\n|red||",
                "|Member|Value|\n|:---|:---|\n|red|7|",
            ),
            "Minor []: enum-member-value-changed colour.red unsaid > 7",
        ),
        (
            tree("`elm`", "`elm`, `ash`"),
            "Minor []: value-list-changed tree.kind elm|oak > ash|elm|oak",
        ),
        (
            tree("Of the leaves.", "Of the flowers."),
            "Patch []: docs-changed tree.colour - > -",
        ),
    ]
}

/// Returns every example: its line, and the old and new pages.
pub fn pairs() -> Vec<(&'static str, Pages, Pages)> {
    let line = |judged: &'static str| judged.split_once(": ").map_or(judged, |(_, line)| line);
    let pair = |(head, judged)| (line(judged), forest(), head);
    examples().into_iter().map(pair).collect()
}

#[test]
fn each_change_is_reported_alone_with_its_severity() {
    let mut report = String::new();
    for (head, line) in examples() {
        let changes = compare_by_lock_too(&model(&forest()), &model(&head));
        let judged = changes.iter().zip(lines(&changes));
        let judged: Vec<String> = judged
            .map(|(change, line)| format!("{:?} {:?}: {line}", change.severity, change.contracts))
            .collect();
        if judged != [line] {
            report += &format!("expected {line}\n   found {}\n", judged.join("\n         "));
        }
        let is_sentence = |message: &str| !message.is_empty() && !message.ends_with('.');
        assert!(
            changes
                .iter()
                .all(|change| is_sentence(&change.message.to_string())),
            "{changes:?}"
        );
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn every_rule_has_an_example() {
    let examples = examples();
    // These rules need facts or the metadata as well.
    let is_of_pages = |id: &str| {
        !id.starts_with("fact-") && !["source-changed", "restriction-changed"].contains(&id)
    };
    let changes = rules::ALL.iter().filter(|rule| rule.is_change());
    for rule in changes.filter(|rule| is_of_pages(rule.id)) {
        let told = format!(": {} ", rule.id);
        assert!(
            examples.iter().any(|(_, line)| line.contains(&told)),
            "add an edit that is reported as `{}` to `examples`",
            rule.id
        );
    }
}

#[test]
fn invisible_edits_are_no_change() {
    for (name, from, to) in [
        ("tree", "|Double|", "|Edm.Double|"),
        ("tree", "|Double|", "| double |"),
        ("tree", "|nest|nest|", "|nest|[nest](nest.md)|"),
        ("tree", "|nest|nest|", "|nest|microsoft.graph.nest|"),
        ("tree", "|nest|nest|", "|nest|#microsoft.graph.Nest|"),
        ("tree", "Of the leaves.", "Of the [leaves](leaf.md)."),
        ("tree", "Of the leaves.", "Of the **leaves**."),
        ("tree", "# tree resource type", "# Tree resource type"),
        (
            "tree",
            "doc_type: resourcePageType",
            "doc_type: resourcePageType\nauthor: somebody",
        ),
        ("tree", "\n## Properties", "\n\n\n## Properties"),
        (
            "tree",
            "\n## Properties",
            "\n## Methods\n|Method|Return type|\n|:--|:--|\n|[Get](x.md)|tree|\n\n## Properties",
        ),
        ("tree", "`oak`, `elm`", "`elm`, `oak`"),
        ("colour", "|red||\n|green||", "|green||\n|red||"),
    ] {
        let head = edit(name, from, to);
        let changes = compare_by_lock_too(&model(&forest()), &model(&head));
        let told: Vec<_> = lines(&changes)
            .into_iter()
            .filter(|line| !line.starts_with("docs-changed"))
            .collect();
        assert!(told.is_empty(), "{from} -> {to}: {told:?}");
    }
}

#[test]
fn enum_moved_to_another_page_is_no_change() {
    let mut base = forest();
    let mut head = without("colour");
    let table =
        "# Enums\n\n### colour values\n\n|Member|\n|:--|\n|red|\n|green|\n|unknownFutureValue|\n";
    head.push(page("enums", table.to_owned()));
    for page in base
        .iter_mut()
        .filter(|(path, _)| path.ends_with("colour.md"))
    {
        page.1 = page.1.replace("What a colour may be.\n", "");
    }
    assert_eq!(lines(&compare(&base, &head)), [""; 0]);
}

#[test]
fn changed_sentence_of_a_fact_is_reported() {
    let facts = |quote: &str| {
        let text = format!(
            "[[fact]]\nid = \"tall\"\npage = \"tree.md\"\nquote = \"{quote}\"\nlimit = {{ property = \"height\", max-length = 9 }}\n"
        );
        SourceFile::new("facts/tree.toml", text)
    };
    let files = |pages: Pages| -> Vec<_> {
        pages
            .into_iter()
            .map(|(path, text)| SourceFile::new(path, text))
            .collect()
    };
    let told = |head: Pages| {
        let facts = [facts("How high the tree is in metres.")];
        let model = model(&head);
        lines(&drift::facts(
            &facts,
            &files(forest()),
            &files(head),
            &model,
        ))
    };
    assert_eq!(told(forest()), [""; 0]);
    assert_eq!(
        told(edit("tree", "How high the", "How tall the")),
        ["fact-changed tree.tall there > reworded"]
    );
    assert_eq!(
        told(edit("tree", "How high the tree is in metres.", "")),
        ["fact-lost tree.tall there > gone"]
    );
}
