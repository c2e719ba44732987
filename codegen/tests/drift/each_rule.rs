//! One small edit for each rule. It must be reported with the right severity, and nothing else must be.

use graphdoc_codegen::unstable::{drift, rules, source::SourceFile};

use crate::{
    Pages,
    against_lock::compare_by_lock_too,
    compare, lines, model,
    support::{enum_page, files, resource},
};

const ROWS: &str = "|id|String|The tree. Read-only.|
|height|Double|How high the tree is in metres.|
|kind|String|The kind of tree. Possible values are: `oak`, `elm`.|
|colour|colour|Of the leaves.|
|nest|nest|Who lives there.|";
const COLOURS: &[&str] = &["red", "green", "unknownFutureValue"];

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

fn path_of(name: &str) -> String {
    format!("resources/{name}.md")
}

fn page(name: &str, text: String) -> (String, String) {
    (path_of(name), text)
}

/// Applies edits to the docs, one per line: `PAGE: FROM => TO` replaces text on a page, which must contain it, `*` stands
/// for all pages, `add NAME ROWS-OR-MEMBERS` and `remove NAME` change the pages. `\n` is a line break.
fn edited(edits: &str) -> Pages {
    let mut pages = forest();
    for edit in edits.lines() {
        let edit = edit.trim().replace("\\n", "\n");
        if let Some(name) = edit.strip_prefix("remove ") {
            pages.retain(|(path, _)| *path != path_of(name));
        } else if let Some(added) = edit.strip_prefix("add ") {
            let (name, rows) = added.split_once(' ').expect("a name");
            let text = match rows.starts_with('|') {
                true => resource(name, rows, ""),
                false => enum_page(name, &rows.split(' ').collect::<Vec<_>>()),
            };
            pages.push(page(name, text));
        } else {
            let (name, texts) = edit.split_once(": ").expect("the name of a page");
            let (from, to) = texts.split_once(" =>").expect("two texts");
            let is_edited = |path: &str| name == "*" || *path == path_of(name);
            let mut found = false;
            for (_, text) in pages.iter_mut().filter(|(path, _)| is_edited(path)) {
                found |= text.contains(from);
                *text = text.replace(from, to.trim_start_matches(' '));
            }
            assert!(found, "{name} has no `{from}`");
        }
    }
    pages
}

/// Edits, and below each its severity, the contracts that it breaks, and the line that reports it.
const EXAMPLES: &str = r#"
add fern |id|String|The fern.|
    Minor []: type-added fern - > microsoft.graph.fern
remove nest
    Breaking [RustSource]: type-removed nest microsoft.graph.nest > -
*: microsoft.graph.bird" => microsoft.graph.singingBird"
*: bird collection => singingBird collection
    Breaking [RustSource, WireRead]: type-renamed singingBird microsoft.graph.bird > microsoft.graph.singingBird
*: microsoft.graph.nest => microsoft.graph.home.nest
    Breaking [WireRead]: type-moved nest microsoft.graph.nest > microsoft.graph.home.nest
nest: microsoft.graph.nest" => microsoft.graph.Nest"
    Minor []: type-case-changed Nest microsoft.graph.nest > microsoft.graph.Nest
tree: "blockType" => "baseType": "microsoft.graph.bird", "blockType"
    Minor []: base-changed tree microsoft.graph.entity > microsoft.graph.bird
tree: "blockType" => "openType": true, "blockType"
    Minor []: open-changed tree no > yes
tree: "blockType" => "abstract": true, "blockType"
    Minor []: abstract-changed tree no > yes
tree: "blockType" => "keyProperty": "kind", "blockType"
    Dangerous []: key-changed tree id > kind
tree: |height => |girth|Double|How thick.|\n|height
    Minor []: property-added tree.girth - > Edm.Double
tree: |height|Double|How high the tree is in metres.|\n =>
    Dangerous []: property-removed tree.height Edm.Double > -
tree: |height| => |tallness|
    Breaking [RustSource, WireRead, WireWrite]: property-renamed tree.height height > tallness
tree: |height| => |Height|
    Breaking [WireRead, WireWrite]: property-wire-case-changed tree.height height > Height
tree: |Double| => |Double collection|
    Breaking [RustSource, WireRead, WireWrite]: property-type-changed tree.height Edm.Double > Collection(Edm.Double)
tree: metres. => metres. Read-only.
    Dangerous [WireWrite]: property-read-only-changed tree.height no > yes
tree: metres. => metres. Required.
    Dangerous [WireWrite]: property-required-changed tree.height no > yes
tree: metres. => metres. Nullable.
    Minor []: property-nullable-changed tree.height unsaid > yes
tree: metres. => metres. This property is deprecated.
    Minor []: property-deprecated tree.height in use > deprecated
bird: How it sings. => How it sings. Maximum length is 20 characters.
    Dangerous [WireWrite]: property-limit-changed bird.song none > at most 20 characters
tree: |nest|nest|Who lives there.| =>
tree: |birds| => |nest|nest|Who lives there.|\n|birds|
    Breaking [RustSource]: property-became-relationship tree.nest property > relationship
tree: |birds| => |roots|tree collection|Under the tree.|\n|birds|
    Minor []: relationship-added tree.roots - > Collection(microsoft.graph.tree)
tree: |birds|bird collection|The birds that sit there now.|\n =>
    Dangerous []: relationship-removed tree.birds Collection(microsoft.graph.bird) > -
tree: |birds| => |guests|
    Breaking [RustSource, WireRead]: relationship-renamed tree.birds birds > guests
tree: bird collection => nest collection
    Breaking [RustSource, WireRead]: relationship-type-changed tree.birds Collection(microsoft.graph.bird) > Collection(microsoft.graph.nest)
add smell sweet sour
    Minor []: enum-added smell - > sour|sweet
remove colour
    Breaking [RustSource]: enum-removed colour green|red|unknownFutureValue > -
*: colour enum => leafColour enum
*: |colour|colour| => |colour|leafColour|
    Breaking [RustSource]: enum-renamed leafColour microsoft.graph.colour > microsoft.graph.leafColour
colour: |red| => |blue||\n|red|
    Minor []: enum-member-added colour.blue - > blue
colour: |red||\n =>
    Breaking [RustSource]: enum-member-removed colour.red red > -
colour: |green| => |greenish|
    Breaking [RustSource, WireRead, WireWrite]: enum-member-renamed colour.green green > greenish
colour: |green| => |Green|
    Dangerous [WireWrite]: enum-member-case-changed colour.green green > Green
colour: |Member|Description|\n|:---|:---|\n|red|| => |Member|Value|\n|:---|:---|\n|red|7|
    Minor []: enum-member-value-changed colour.red unsaid > 7
tree: `elm` => `elm`, `ash`
    Minor []: value-list-changed tree.kind elm|oak > ash|elm|oak
tree: Of the leaves. => Of the flowers.
    Patch []: docs-changed tree.colour - > -
"#;

/// Returns the docs after each edit of [`EXAMPLES`], with what is reported.
fn examples() -> Vec<(Pages, &'static str)> {
    let mut examples = Vec::new();
    let mut edits = String::new();
    for line in EXAMPLES.lines().skip(1) {
        match line.strip_prefix("    ") {
            Some(judged) => examples.push((edited(&std::mem::take(&mut edits)), judged)),
            None => edits += &format!("{line}\n"),
        }
    }
    examples
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
        let mut messages = changes.iter().map(|change| change.message.to_string());
        assert!(messages.all(|message| is_sentence(&message)), "{changes:?}");
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
            "add an edit that is reported as `{}` to `EXAMPLES`",
            rule.id
        );
    }
}

#[test]
fn invisible_edits_are_not_reported() {
    for change in [
        "tree: |Double| => |Edm.Double|",
        "tree: |Double| => | double |",
        "tree: |nest|nest| => |nest|[nest](nest.md)|",
        "tree: |nest|nest| => |nest|microsoft.graph.nest|",
        "tree: |nest|nest| => |nest|#microsoft.graph.Nest|",
        "tree: Of the leaves. => Of the [leaves](leaf.md).",
        "tree: Of the leaves. => Of the **leaves**.",
        "tree: # tree resource type => # Tree resource type",
        "tree: doc_type: resourcePageType => doc_type: resourcePageType\\nauthor: somebody",
        "tree: \\n## Properties => \\n\\n\\n## Properties",
        "tree: ## Properties => ## Methods\\n|Method|Return type|\\n|:--|:--|\\n|[Get](x.md)|tree|\\n\\n## Properties",
        "tree: `oak`, `elm` => `elm`, `oak`",
        "colour: |red||\\n|green|| => |green||\\n|red||",
    ] {
        let mut told = lines(&compare_by_lock_too(
            &model(&forest()),
            &model(&edited(change)),
        ));
        told.retain(|line| !line.starts_with("docs-changed"));
        assert!(told.is_empty(), "{change}: {told:?}");
    }
}

#[test]
fn enum_moved_to_another_page_is_not_reported() {
    let base = edited("colour: What a colour may be.\\n =>");
    let mut head = edited("remove colour");
    let table = "|Member|\n|:--|\n|red|\n|green|\n|unknownFutureValue|\n";
    head.push(page(
        "enums",
        format!("# Enums\n\n### colour values\n\n{table}"),
    ));
    assert_eq!(lines(&compare(&base, &head)), [""; 0]);
}

#[test]
fn changed_sentence_of_a_fact_is_reported() {
    let fact = "[[fact]]\nid = \"tall\"\npage = \"tree.md\"\nquote = \"How high the tree is in metres.\"\n\
                limit = { property = \"height\", max-length = 9 }\n";
    let facts = [SourceFile::new("facts/tree.toml", fact)];
    for (head, expected) in [
        (forest(), &[][..]),
        (
            edited("tree: How high the => How tall the"),
            &["fact-changed tree.tall there > reworded"],
        ),
        (
            edited("tree: How high the tree is in metres. =>"),
            &["fact-lost tree.tall there > gone"],
        ),
    ] {
        let model = model(&head);
        let changes = drift::facts(&facts, &files(&forest()), &files(&head), &model);
        assert_eq!(lines(&changes), expected);
    }
}
