//! One small edit for each rule: what it is called, how grave it is, and that it is all that is said.

use graphdoc_codegen::unstable::{
    finding::{
        Contract::{self, RustSource, WireRead, WireWrite},
        Severity::{self, Breaking, Dangerous, Minor, Patch},
    },
    rules,
};

use crate::{
    compare, lines,
    support::{enum_page, resource},
};

const ROWS: &str = "|id|String|The tree. Read-only.|
|height|Double|How high the tree is in metres.|
|kind|String|The kind of tree. Possible values are: `oak`, `elm`.|
|colour|colour|Of the leaves.|
|nest|nest|Who lives there.|";
const COLOURS: &[&str] = &["red", "green", "unknownFutureValue"];

pub type Pages = Vec<(String, String)>;

/// What is in the docs before each edit.
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

/// Replaces text on one page, which must be there.
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

struct Example {
    head: Pages,
    line: &'static str,
    severity: Severity,
    breaks: &'static [Contract],
}

fn example(
    head: Pages,
    line: &'static str,
    severity: Severity,
    breaks: &'static [Contract],
) -> Example {
    Example {
        head,
        line,
        severity,
        breaks,
    }
}

/// The edit and the one line that it is reported as.
fn examples() -> Vec<Example> {
    let tree = |from: &str, to: &str| edit("tree", from, to);
    let annotated = |more: &str| {
        let name = "\"@odata.type\": \"microsoft.graph.tree\"";
        tree(name, &format!("{name},\n  {more}"))
    };
    let everywhere = |from: &str, to: &str| -> Pages {
        forest()
            .into_iter()
            .map(|(path, text)| (path, text.replace(from, to)))
            .collect()
    };
    vec![
        example(
            with("fern", resource("fern", "|id|String|The fern.|", "")),
            "type-added fern - > microsoft.graph.fern",
            Minor,
            &[],
        ),
        example(
            without("nest"),
            "type-removed nest microsoft.graph.nest > -",
            Breaking,
            &[RustSource],
        ),
        example(
            everywhere("microsoft.graph.bird\"", "microsoft.graph.singingBird\"")
                .into_iter()
                .map(|(path, text)| {
                    (
                        path,
                        text.replace("bird collection", "singingBird collection"),
                    )
                })
                .collect(),
            "type-renamed singingBird microsoft.graph.bird > microsoft.graph.singingBird",
            Breaking,
            &[RustSource, WireRead],
        ),
        example(
            everywhere("microsoft.graph.nest", "microsoft.graph.home.nest"),
            "type-moved nest microsoft.graph.nest > microsoft.graph.home.nest",
            Breaking,
            &[WireRead],
        ),
        example(
            edit("nest", "microsoft.graph.nest\"", "microsoft.graph.Nest\""),
            "type-case-changed Nest microsoft.graph.nest > microsoft.graph.Nest",
            Minor,
            &[],
        ),
        example(
            annotated("\"baseType\": \"microsoft.graph.bird\""),
            "base-changed tree microsoft.graph.entity > microsoft.graph.bird",
            Minor,
            &[],
        ),
        example(
            annotated("\"openType\": true"),
            "open-changed tree no > yes",
            Minor,
            &[],
        ),
        example(
            annotated("\"abstract\": true"),
            "abstract-changed tree no > yes",
            Minor,
            &[],
        ),
        example(
            annotated("\"keyProperty\": \"kind\""),
            "key-changed tree id > kind",
            Dangerous,
            &[],
        ),
        example(
            tree("|height", "|girth|Double|How thick.|\n|height"),
            "property-added tree.girth - > Edm.Double",
            Minor,
            &[],
        ),
        example(
            tree("|height|Double|How high the tree is in metres.|\n", ""),
            "property-removed tree.height Edm.Double > -",
            Dangerous,
            &[],
        ),
        example(
            tree("|height|", "|tallness|"),
            "property-renamed tree.height height > tallness",
            Breaking,
            &[RustSource, WireRead, WireWrite],
        ),
        example(
            tree("|height|", "|Height|"),
            "property-wire-case-changed tree.height height > Height",
            Breaking,
            &[WireRead, WireWrite],
        ),
        example(
            tree("|Double|", "|Double collection|"),
            "property-type-changed tree.height Edm.Double > Collection(Edm.Double)",
            Breaking,
            &[RustSource, WireRead, WireWrite],
        ),
        example(
            tree("metres.", "metres. Read-only."),
            "property-read-only-changed tree.height no > yes",
            Dangerous,
            &[WireWrite],
        ),
        example(
            tree("metres.", "metres. Required."),
            "property-required-changed tree.height no > yes",
            Dangerous,
            &[WireWrite],
        ),
        example(
            tree("metres.", "metres. Nullable."),
            "property-nullable-changed tree.height unsaid > yes",
            Minor,
            &[],
        ),
        example(
            tree("metres.", "metres. This property is deprecated."),
            "property-deprecated tree.height in use > deprecated",
            Minor,
            &[],
        ),
        example(
            edit(
                "bird",
                "How it sings.",
                "How it sings. Maximum length is 20 characters.",
            ),
            "property-limit-changed bird.song none > at most 20 characters",
            Dangerous,
            &[WireWrite],
        ),
        example(
            tree("|nest|nest|Who lives there.|", "")
                .into_iter()
                .map(|(path, text)| {
                    (
                        path,
                        text.replace("|birds|", "|nest|nest|Who lives there.|\n|birds|"),
                    )
                })
                .collect(),
            "property-became-relationship tree.nest property > relationship",
            Breaking,
            &[RustSource],
        ),
        example(
            tree(
                "|birds|",
                "|roots|tree collection|Under the tree.|\n|birds|",
            ),
            "relationship-added tree.roots - > Collection(microsoft.graph.tree)",
            Minor,
            &[],
        ),
        example(
            tree(
                "|birds|bird collection|The birds that sit there now.|\n",
                "",
            ),
            "relationship-removed tree.birds Collection(microsoft.graph.bird) > -",
            Dangerous,
            &[],
        ),
        example(
            tree("|birds|", "|guests|"),
            "relationship-renamed tree.birds birds > guests",
            Breaking,
            &[RustSource, WireRead],
        ),
        example(
            tree("bird collection", "nest collection"),
            "relationship-type-changed tree.birds Collection(microsoft.graph.bird) > Collection(microsoft.graph.nest)",
            Breaking,
            &[RustSource, WireRead],
        ),
        example(
            with("smell", enum_page("smell", &["sweet", "sour"])),
            "enum-added smell - > sour|sweet",
            Minor,
            &[],
        ),
        example(
            without("colour"),
            "enum-removed colour green|red|unknownFutureValue > -",
            Breaking,
            &[RustSource],
        ),
        example(
            everywhere("colour enum", "leafColour enum")
                .into_iter()
                .map(|(path, text)| (path, text.replace("|colour|colour|", "|colour|leafColour|")))
                .collect(),
            "enum-renamed leafColour microsoft.graph.colour > microsoft.graph.leafColour",
            Breaking,
            &[RustSource],
        ),
        example(
            edit("colour", "|red|", "|blue||\n|red|"),
            "enum-member-added colour.blue - > blue",
            Minor,
            &[],
        ),
        example(
            edit("colour", "|red||\n", ""),
            "enum-member-removed colour.red red > -",
            Breaking,
            &[RustSource],
        ),
        example(
            edit("colour", "|green|", "|greenish|"),
            "enum-member-renamed colour.green green > greenish",
            Breaking,
            &[RustSource, WireRead, WireWrite],
        ),
        example(
            edit("colour", "|green|", "|Green|"),
            "enum-member-case-changed colour.green green > Green",
            Dangerous,
            &[WireWrite],
        ),
        example(
            edit(
                "colour",
                "|Member|Description|\n|:---|:---|\n|red||",
                "|Member|Value|\n|:---|:---|\n|red|7|",
            ),
            "enum-member-value-changed colour.red unsaid > 7",
            Minor,
            &[],
        ),
        example(
            tree("`elm`", "`elm`, `ash`"),
            "value-list-changed tree.kind elm|oak > ash|elm|oak",
            Minor,
            &[],
        ),
        example(
            tree("Of the leaves.", "Of the flowers."),
            "docs-changed tree.colour - > -",
            Patch,
            &[],
        ),
    ]
}

/// Every example: its line, the old and the new pages.
pub fn pairs() -> Vec<(&'static str, Pages, Pages)> {
    let pair = |example: Example| (example.line, forest(), example.head);
    examples().into_iter().map(pair).collect()
}

#[test]
fn each_rule_is_told_alone_and_judged() {
    let mut report = String::new();
    for example in examples() {
        let changes = compare(&forest(), &example.head);
        let told = lines(&changes);
        let judged: Vec<_> = changes
            .iter()
            .map(|change| (change.severity, &change.contracts[..]))
            .collect();
        if told != [example.line] || judged != [(example.severity, example.breaks)] {
            report += &format!("{}\n  is {told:?} {judged:?}\n", example.line);
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
    let told: Vec<String> = examples()
        .iter()
        .map(|example| example.line.to_owned())
        .collect();
    // Pages alone have no facts and no second source.
    let is_of_pages = |id: &str| {
        !id.starts_with("fact-") && !["source-changed", "restriction-changed"].contains(&id)
    };
    for rule in rules::ALL
        .iter()
        .filter(|rule| rule.is_change() && is_of_pages(rule.id))
    {
        let prefix = format!("{} ", rule.id);
        assert!(
            told.iter().any(|line| line.starts_with(&prefix)),
            "{}",
            rule.id
        );
    }
}

#[test]
fn what_users_cannot_notice_is_nothing() {
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
        let changes = compare(&forest(), &head);
        let told: Vec<_> = lines(&changes)
            .into_iter()
            .filter(|line| !line.starts_with("docs-changed"))
            .collect();
        assert!(told.is_empty(), "{from} -> {to}: {told:?}");
    }
}

#[test]
fn an_enum_that_moves_to_another_page_is_nothing() {
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
fn a_sentence_that_a_fact_rests_on_is_watched() {
    let facts = |quote: &str| {
        let text = format!(
            "[[fact]]\nid = \"tall\"\npage = \"tree.md\"\nquote = \"{quote}\"\nlimit = {{ property = \"height\", max-length = 9 }}\n"
        );
        graphdoc_codegen::unstable::source::SourceFile::new("facts/tree.toml", text)
    };
    let files = |pages: Pages| -> Vec<_> {
        pages
            .into_iter()
            .map(|(path, text)| graphdoc_codegen::unstable::source::SourceFile::new(path, text))
            .collect()
    };
    let told = |head: Pages| {
        let facts = [facts("How high the tree is in metres.")];
        let model = crate::model(&head);
        lines(&graphdoc_codegen::unstable::drift::facts(
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
