//! What must hold for every page: no text panics a stage, every place is inside its file, all output parses, and the
//! result does not depend on the order of files or the number of threads.

mod support;

use std::num::NonZeroUsize;

use graphdoc_codegen::unstable::{
    model::{Model, Place},
    pipeline::{self, Analysis, Input},
    source::SourceFile,
    span::Span,
};
use proptest::{prelude::*, test_runner::Config};
use reference_material::{material, needs_material};

/// An edit of a page's bytes, at positions in thousandths of its length.
#[derive(Clone, Debug)]
enum Edit {
    Delete(usize, usize),
    Repeat(usize, usize),
    Insert(usize, String),
    SwapLines(usize, usize),
    RepeatLine(usize, usize),
    Truncate(usize),
}

/// Text with a meaning for some stage, so that edits get past the first stage.
const PIECES: &[&str] = &[
    "|",
    "\\|",
    "`",
    "**",
    "***",
    "*",
    "<li>",
    "\u{f8fe}",
    "[",
    "](",
    ")",
    "<!--",
    "-->",
    "```",
    "```json\n",
    "{",
    "}",
    "\"",
    ":",
    ",",
    "#",
    "\n## Properties\n",
    "\n---\n",
    "\t",
    "\r\n",
    "\r",
    "\u{feff}",
    "\u{a0}",
    "\u{200b}",
    "\u{202e}",
    "树",
    "é",
    "\0",
    "&quot;",
    "<br>",
    "<table>",
    "> [!NOTE]\n",
    "\n|Property|Type|Description|\n|:--|:--|:--|\n",
    "|a|b|c|\n",
    " collection",
    "Collection(",
    " or ",
    "microsoft.graph.",
    "Possible values are: `",
    "Inherits from [x](",
    "\"@odata.type\": \"",
    "\"blockType\": \"resource\"",
    "/*",
    "*/",
    "//",
    "\"#",
    "r#",
];

fn edit() -> impl Strategy<Value = Edit> {
    let at = || 0..1000usize;
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    prop_oneof![
        (at(), 0..60usize).prop_map(|(at, length)| Edit::Delete(at, length)),
        (at(), 0..60usize).prop_map(|(at, length)| Edit::Repeat(at, length)),
        (at(), piece).prop_map(|(at, text)| Edit::Insert(at, text)),
        (at(), at()).prop_map(|(one, two)| Edit::SwapLines(one, two)),
        (at(), at()).prop_map(|(from, to)| Edit::RepeatLine(from, to)),
        at().prop_map(Edit::Truncate),
    ]
}

fn apply(text: &str, edit: &Edit) -> String {
    let lines = || text.split_inclusive('\n').collect::<Vec<_>>();
    let line = |at: usize, lines: &[&str]| at * lines.len().saturating_sub(1) / 1000;
    let cut = |at: usize, length: usize| {
        let start = at * text.len() / 1000;
        let (before, rest) = text.as_bytes().split_at(start);
        let (middle, after) = rest.split_at(rest.len().min(length));
        (before, middle, after)
    };
    let join = |parts: &[&[u8]]| String::from_utf8_lossy(&parts.concat()).into_owned();
    match edit {
        Edit::Delete(at, length) => {
            let (before, _, after) = cut(*at, *length);
            join(&[before, after])
        }
        Edit::Repeat(at, length) => {
            let (before, middle, after) = cut(*at, *length);
            join(&[before, middle, middle, after])
        }
        Edit::Insert(at, piece) => {
            let (before, _, after) = cut(*at, 0);
            join(&[before, piece.as_bytes(), after])
        }
        Edit::SwapLines(one, two) => {
            let mut lines = lines();
            if !lines.is_empty() {
                let (one, two) = (line(*one, &lines), line(*two, &lines));
                lines.swap(one, two);
            }
            lines.concat()
        }
        Edit::RepeatLine(from, to) => {
            let mut lines = lines();
            if !lines.is_empty() {
                let (from, to) = (line(*from, &lines), line(*to, &lines));
                lines.insert(to, lines[from]);
            }
            lines.concat()
        }
        Edit::Truncate(at) => join(&[cut(*at, 0).0]),
    }
}

/// Asserts that every place is inside the file and at the line that it names.
fn check_places(files: &[SourceFile], analysis: &Analysis) {
    let checked = |path: &str, span: Span| {
        let file = files.iter().find(|file| &*file.path == path);
        let file = file.expect("a place in a file that went in");
        let is_inside = span.start <= span.end && span.end <= file.text.len();
        assert!(is_inside, "{path} {span:?}");
        file
    };
    for label in analysis.diagnostics.iter().flat_map(|found| &found.labels) {
        checked(&label.file, label.span);
    }
    let check = |place: &Place| {
        let file = checked(&place.file, place.span);
        assert_eq!(place.line, file.line(place.span.start), "{place:?}");
    };
    for ty in analysis.model.types.values() {
        check(&ty.place);
        ty.properties.iter().for_each(|found| check(&found.place));
    }
    for found in analysis.model.enums.values() {
        check(&found.place);
        found.members.iter().for_each(|member| check(&member.place));
    }
}

/// Asserts that all emitted Rust parses.
fn check_output(model: &Model) {
    for file in support::emit(model).files {
        if support::is_emitted(&file.path)
            && let Err(error) = syn::parse_file(&file.text)
        {
            panic!("{}: {error}\n{}", file.path, file.text);
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 192, failure_persistence: None, ..Config::default() })]

    /// Any edits of the bundled pages, up to a dozen at once.
    #[test]
    #[ignore = "slow: reads the bundled pages with 192 sets of edits; .ci/run runs it"]
    fn no_page_panics_a_stage(
        page in any::<prop::sample::Index>(),
        edits in prop::collection::vec(edit(), 1..12),
    ) {
        let mut files = support::bundled();
        let at = page.index(files.len());
        let text = edits.iter().fold(files[at].text.to_string(), |text, edit| apply(&text, edit));
        files[at] = SourceFile::new(files[at].path.clone(), text);
        let analysis = pipeline::analyze(Input::new(&files));
        prop_assert_eq!(analysis.outcomes.len(), files.len());
        check_places(&files, &analysis);
        check_output(&analysis.model);
    }

    /// Text that is not a page at all.
    #[test]
    fn no_text_panics_a_stage(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..80), free in "\\PC{0,80}") {
        let files = [SourceFile::new("resources/x.md", pieces.concat() + &free)];
        let analysis = pipeline::analyze(Input::new(&files));
        check_places(&files, &analysis);
        check_output(&analysis.model);
    }
}

/// Returns all results of a run as text.
fn transcript(files: &[SourceFile], jobs: usize) -> String {
    let mut analysis = pipeline::analyze(Input {
        jobs: NonZeroUsize::new(jobs),
        ..Input::new(files)
    });
    analysis.outcomes.sort();
    let output = support::emit(&analysis.model);
    format!(
        "{:#?}\n{:#?}\n{:#?}\n{output:#?}",
        analysis.model, analysis.diagnostics, analysis.outcomes
    )
}

fn check_determinism(mut files: Vec<SourceFile>) {
    let first = transcript(&files, 1);
    assert!(first == transcript(&files, 1), "a second run differs");
    assert!(
        first == transcript(&files, 2),
        "two threads differ from one"
    );
    files.reverse();
    assert!(first == transcript(&files, 2), "the reverse order differs");
    // A fixed shuffle: every seventh item, as seven is coprime to most lengths.
    let step = if files.len().is_multiple_of(7) { 11 } else { 7 };
    let places = (0..files.len()).map(|at| at * step % files.len());
    let shuffled: Vec<SourceFile> = places.map(|at| files[at].clone()).collect();
    assert!(first == transcript(&shuffled, 1), "another order differs");
}

#[test]
fn bundled_pages_give_the_same_crate_in_any_order() {
    check_determinism(support::bundled());
}

#[needs_material("slow; .ci/run runs it")]
#[test]
fn pages_of_v1_give_the_same_crate_in_any_order() {
    let pages = material!().join("corpus/graph-v1.0/resources");
    check_determinism(support::folder(&pages));
}
