//! Facts written by hand: what they add to the model and the crate.

mod support;

use graphdoc_codegen::unstable::{
    emit,
    extract::Limit,
    model::{Model, QualifiedName, TypeRef, type_facts::Phase},
    pipeline::{self, Analysis, Input},
    source::SourceFile,
};

use crate::support::file;

fn name(short: &str) -> QualifiedName {
    QualifiedName::new(format!("microsoft.graph.{short}"))
}

fn with_facts(pages: &[SourceFile], facts: &str) -> Analysis {
    println!("{facts}");
    pipeline::analyze(Input {
        facts: &[SourceFile::new("facts/own.toml", facts)],
        ..Input::new(pages)
    })
}

/// Returns the ids of the rules that the facts break.
fn wrong(analysis: &Analysis) -> Vec<&'static str> {
    let all = analysis.diagnostics.iter().map(|found| found.rule().id);
    all.filter(|id| id.starts_with("fact-")).collect()
}

fn bundled() -> Analysis {
    let facts = include_str!("../../docs-input/facts/comms.toml");
    let analysis = with_facts(&support::bundled(), facts);
    assert_eq!(wrong(&analysis), [""; 0]);
    analysis
}

#[test]
fn bundled_facts_feed_the_model() {
    let analysis = bundled();
    let model = &analysis.model;
    let operation = name("commsOperation");
    let mut bases = model.types.values().map(|ty| ty.base.as_ref());
    let heirs = bases.by_ref().filter(|base| *base == Some(&operation));
    assert_eq!(heirs.count(), 8);
    let mut inherited = model.properties(&name("recordOperation")).into_iter();
    assert!(inherited.any(|known| known.name == "status"));
    let lifecycle = model.type_facts[&operation].lifecycle.as_ref().unwrap();
    let mut rules = lifecycle.rules.iter();
    let pending = rules.find(|rule| rule.phase == Phase::Pending).unwrap();
    assert!(pending.absent && pending.statuses == ["notStarted", "running"]);
    let context = support::property(model, "commsOperation", "clientContext");
    assert_eq!(context.limits, [Limit::MaxLength(256)]);
    let used: Vec<_> = analysis.uses.iter().map(|found| &found.fact).collect();
    let mut facts = analysis.facts.iter();
    assert!(facts.all(|fact| used.contains(&&fact.id)), "{used:?}");
}

#[test]
fn documentation_quotes_the_sentence_of_a_fact() {
    let output = support::emit(&bundled().model);
    let text = file(&output, "comms_operation.rs");
    let method = "/// Whether this status is final.";
    let (_, terminal) = text.split_once(method).unwrap();
    let docs = terminal.lines().skip(2);
    let quoted = docs.map_while(|line| line.trim().strip_prefix("/// > "));
    let quoted: Vec<&str> = quoted.collect();
    assert_eq!(
        quoted.join(" "),
        "If, for example, an operation with status of `completed` or `failed` is returned, there will not be any \
         subsequent operation via the notification channel."
    );
    for name in ["result_info.rs", "comms_notification.rs"] {
        assert!(file(&output, name).contains("/// > "), "{name}");
    }
}

#[test]
fn nothing_about_facts_is_emitted_without_facts() {
    let without = pipeline::analyze(Input::new(&support::bundled())).model;
    let code = |model: &Model| -> String {
        let files = support::emit(model).files.into_iter();
        let files = files.filter(|file| support::is_emitted(&file.path));
        files.map(|file| file.text).collect()
    };
    let (without, with) = (code(&without), code(&bundled().model));
    for words in ["operations;", "Lifecycle", "fn phase", "Notification for"] {
        assert!(with.contains(words) && !without.contains(words), "{words}");
    }
}

#[test]
#[ignore = "slow: compiles a crate; .ci/run runs it"]
fn selection_keeps_the_facts_of_its_types() {
    let model = bundled().model;
    let only = ["commsNotification".to_owned()];
    let (part, _) = graphdoc_codegen::unstable::model::select::select(&model, &only).unwrap();
    assert!(part.types.len() < model.types.len());
    for (ty, facts) in &model.type_facts {
        let expected = part.types.contains_key(ty).then_some(facts);
        assert_eq!(part.type_facts.get(ty), expected, "{ty}");
    }
    support::compile("facts-selection", &support::emit(&part));
}

#[test]
fn fact_states_a_limit_in_unrecognised_words() {
    let row = "|name|String|No more than twenty of them, that is 20, for a name.|";
    let page = support::resource("tree", row, "{\"name\": \"String\"}");
    let facts = "[[fact]]\nid = \"a\"\npage = \"tree.md\"\nquote = \"name|String|No more than twenty of them, that is 20\"\n\
                 limit = { property = \"name\", max-length = 20 }\n";
    let analysis = with_facts(&[SourceFile::new("tree.md", page)], facts);
    assert_eq!(wrong(&analysis), [""; 0]);
    let name = support::property(&analysis.model, "tree", "name");
    assert_eq!(name.limits, [Limit::MaxLength(20)]);
}

#[test]
fn number_of_a_fact_may_have_commas_on_the_page() {
    let row = "|name|String|Its name. Maximum length is 12,345 characters.|";
    let page = support::resource("tree", row, "{\"name\": \"String\"}");
    let fact = |number: u64| {
        format!(
            "[[fact]]\nid = \"a\"\npage = \"tree.md\"\nquote = \"name|String|Its name. Maximum length is 12,345 characters.\"\n\
             limit = {{ property = \"name\", max-length = {number} }}\n"
        )
    };
    let pages = [SourceFile::new("tree.md", page)];
    assert_eq!(wrong(&with_facts(&pages, &fact(12_345))), [""; 0]);
    assert_eq!(wrong(&with_facts(&pages, &fact(345))), ["fact-unsaid"]);
}

/// Two types whose lists form one enum; the second type is an operation.
const SHARED: &str = r##"
[[fact]]
id = "a"
page = "tree.md"
because = "both lists are the same"
enum = { property = "state", name = "growth" }

[[fact]]
id = "b"
page = "bush.md"
because = "both lists are the same"
enum = { property = "state", name = "growth" }

[[fact]]
id = "c"
page = "bush.md"
because = "*/ ``` [x](y \"#\\ `a` <b> &amp; `"
lifecycle = { property = "state", pending = ["small"], succeeded = ["tall"] }

[[fact]]
id = "d"
page = "tree.md"
because = "such things are held"
content = { property = "event", types = ["bush", "tree"] }
"##;

/// Pages of the two types.
fn sharing_an_enum() -> Analysis {
    let row = "|state|String|Possible values are: `small`, `tall`.|";
    let block = "{\"state\": \"small | tall\"}";
    let pages = ["tree", "bush"].map(|short| {
        let page = support::resource(short, row, block);
        SourceFile::new(format!("{short}.md"), page)
    });
    with_facts(&pages, SHARED)
}

#[test]
fn properties_may_share_an_enum_with_a_lifecycle() {
    let analysis = sharing_an_enum();
    assert_eq!(wrong(&analysis), ["fact-without-sentence"; 4]);
    let model = &analysis.model;
    for short in ["tree", "bush"] {
        let property = support::property(model, short, "state");
        assert_eq!(property.ty, TypeRef::Enum(name("growth")));
    }
    let output = support::emit(model);
    assert!(file(&output, "growth.rs").contains("pub fn phase"));
}

#[test]
#[ignore = "slow: compiles a crate; .ci/run runs it"]
fn enum_shared_by_properties_compiles() {
    let output = support::emit(&sharing_an_enum().model);
    support::compile("facts-shared", &output);
}

#[test]
fn single_file_with_facts_is_valid_rust() {
    let output = support::emit(&bundled().model);
    let text = emit::embed(&output, &[]);
    assert!(text.contains("pub mod operations {"));
    assert!(text.contains("impl runtime::operations::Notification for"));
    syn::parse_file(&text).expect("Rust");
}

#[test]
fn lifecycles_must_cover_the_documented_values_and_no_others() {
    let row = "|state|String|Possible values are: `small`, `tall`.|";
    let page = support::resource("tree", row, "{\"state\": \"small | tall\"}");
    let pages = [SourceFile::new("tree.md", page)];
    let fact = |id: &str, rest: &str| {
        format!(
            "[[fact]]\nid = \"{id}\"\npage = \"tree.md\"\nbecause = \"x\"\nlifecycle = {{ property = \"state\", {rest} }}\n"
        )
    };
    let cases = [
        (fact("a", "pending = [\"small\"], failed = [\"tall\"]"), 0),
        (
            fact("a", "pending = [\"small\"]") + &fact("b", "succeeded = [\"tall\"]"),
            0,
        ),
        (fact("a", "pending = [\"small\"]"), 1),
        (fact("a", "pending = [\"small\", \"tall\", \"old\"]"), 1),
        (
            fact("a", "pending = [\"small\", \"tall\"]") + &fact("b", "failed = [\"tall\"]"),
            2,
        ),
        (fact("a", "pending = [\"Small\"], failed = [\"tall\"]"), 2),
    ];
    for (facts, expected) in cases {
        let analysis = with_facts(&pages, &facts);
        let mut found = wrong(&analysis);
        found.retain(|id| *id == "fact-coverage");
        assert_eq!(found.len(), expected, "{:?}", analysis.diagnostics);
    }
}

#[test]
fn facts_with_any_text_do_not_panic() {
    let facts = include_str!("../../docs-input/facts/comms.toml");
    let pages = support::bundled();
    let places = (0..facts.len()).step_by(97);
    for at in places.filter(|at| facts.is_char_boundary(*at)) {
        let (before, after) = facts.split_at(at);
        for middle in ["", "\0", "\u{e9}", "\"", "= [1, {}]\n", "9e999"] {
            with_facts(&pages[..3], &format!("{before}{middle}{after}"));
        }
        with_facts(&pages[..3], before);
    }
}
