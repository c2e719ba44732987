//! Types that embed each other deeper than the compiler can follow.

use std::collections::{BTreeMap, BTreeSet};

use graphdoc_codegen::unstable::{
    emit::File,
    model::{Model, QualifiedName, TypeRef},
};

use super::{Page, analyze, page, support, told};

/// The greatest depth that is generated.
const DEEPEST: usize = 16;

/// A name, and pages of types that embed each other.
type Shape = (&'static str, fn() -> Vec<Page>);

const SHAPES: &[Shape] = &[
    ("a chain", || links(65, 0, |at| (at < 64).then_some(at + 1))),
    ("a long chain", || {
        links(1_000, 0, |at| (at < 999).then_some(at + 1))
    }),
    ("a ring", || links(70, 0, |at| Some((at + 1) % 70))),
    ("a ring backwards", || {
        links(70, 0, |at| Some((at + 69) % 70))
    }),
    ("collections", || links(70, 1, |at| Some((at + 1) % 70))),
    ("values and collections", || {
        links(70, 2, |at| Some((at + 1) % 70))
    }),
    ("rings in a row", rings),
    ("through bases", through_bases),
    ("all with all", || {
        let row = |to| format!("|p{to}|[t{to:03}](t{to:03}.md)|One.|\n");
        let rows: String = (0..30).map(row).collect();
        (0..30)
            .map(|at| page(&format!("t{at:03}"), None, &rows))
            .collect()
    }),
];

/// A chain of types that embed the next one; every `list`th as a collection.
fn links(count: usize, list: usize, to: impl Fn(usize) -> Option<usize>) -> Vec<Page> {
    let link = |at: usize| {
        let row = to(at).map(|to| match list > 0 && at.is_multiple_of(list) {
            true => format!("|a|[t{to:03}](t{to:03}.md) collection|One.|"),
            false => format!("|a|[t{to:03}](t{to:03}.md)|One.|"),
        });
        page(&format!("t{at:03}"), None, &row.unwrap_or_default())
    };
    (0..count).map(link).collect()
}

/// Rings of four types, one embedded in the other. None is too deep on its own.
fn rings() -> Vec<Page> {
    let ring = |at: usize| {
        let next = if at % 4 == 3 { at - 3 } else { at + 1 };
        let mut rows = format!("|a|[t{next:03}](t{next:03}.md)|One.|\n");
        if at % 4 == 1 {
            rows += &format!("|b|[t{0:03}](t{0:03}.md)|One.|\n", (at + 4) % 80);
        }
        page(&format!("t{at:03}"), None, &rows)
    };
    (0..76).map(ring).collect()
}

/// Types without rows of their own, whose bases embed the next one.
fn through_bases() -> Vec<Page> {
    let pair = |at: usize| {
        let row = format!("|a|[t{0:03}](t{0:03}.md)|One.|", at + 1);
        [
            page(&format!("b{at:03}"), None, &row),
            page(&format!("t{at:03}"), Some(&format!("b{at:03}")), ""),
        ]
    };
    (0..70).flat_map(pair).collect()
}

/// Returns a path through distinct types that is longer than the limit, by trying all paths up to a number of steps.
fn deeper_way(model: &Model) -> Option<Vec<&QualifiedName>> {
    let embedded = |name: &QualifiedName| -> BTreeSet<&QualifiedName> {
        let properties = model.properties(name).into_iter();
        let embedded = properties.filter_map(|property| match &property.ty {
            TypeRef::Type(name) if !property.relationship => Some(name),
            _ => None,
        });
        embedded.collect()
    };
    let names = model.types.keys();
    let embeds: BTreeMap<_, _> = names.map(|name| (name, embedded(name))).collect();
    let mut steps = 0;
    let mut ways: Vec<Vec<&QualifiedName>> = embeds.keys().map(|name| vec![*name]).collect();
    while let Some(way) = ways.pop() {
        steps += 1;
        if way.len() > DEEPEST || steps > 100_000 {
            return (way.len() > DEEPEST).then_some(way);
        }
        let next = embeds.get(way[way.len() - 1]).into_iter().flatten();
        for next in next.filter(|next| !way.contains(*next)) {
            ways.push([way.as_slice(), &[*next]].concat());
        }
    }
    None
}

#[test]
fn too_deeply_embedded_types_are_cut_and_reported() {
    for (name, make) in SHAPES {
        let analysis = analyze(&make());
        assert_eq!(deeper_way(&analysis.model), None, "{name}");
        assert!(!told(&analysis, "embedding-depth").is_empty(), "{name}");
    }
}

#[test]
fn page_order_does_not_move_the_cut() {
    for (name, make) in SHAPES {
        let mut pages = make();
        let analysis = analyze(&pages);
        pages.reverse();
        let other = analyze(&pages);
        assert_eq!(analysis.model.types, other.model.types, "{name}");
        let rule = "embedding-depth";
        assert_eq!(told(&analysis, rule), told(&other, rule), "{name}");
    }
}

#[test]
fn only_chains_beyond_the_limit_are_cut() {
    let chain = |count| links(count, 0, move |at| (at + 1 < count).then_some(at + 1));
    for (pages, expected) in [
        (chain(DEEPEST), &[][..]),
        (chain(DEEPEST + 1), &["microsoft.graph.t000.a"]),
        (links(DEEPEST, 0, |at| Some((at + 1) % DEEPEST)), &[]),
        // Types that embed themselves.
        (links(40, 0, Some), &[]),
    ] {
        assert_eq!(told(&analyze(&pages), "embedding-depth"), expected);
    }
}

/// A program that sends deeply nested values to another thread.
fn program(model: &Model) -> String {
    let short = |name: &QualifiedName| {
        let name = name.short();
        name[..1].to_uppercase() + &name[1..]
    };
    let task = |name| format!("    task::<msgraph_types::{}>();\n", short(name));
    let uses: String = model.types.keys().map(task).collect();
    format!(
        "//! Sends.
#![allow(dead_code)]
use std::{{collections::HashMap, panic::{{RefUnwindSafe, UnwindSafe}}, sync::{{Arc, Mutex}}}};
fn sent<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe>() {{}}
fn spawn<T: Send>(_: T) {{}}
async fn rest() {{}}
type Held<T> = Arc<Mutex<HashMap<String, Result<Vec<T>, String>>>>;
fn task<T: Default + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static>() {{
    sent::<T>();
    let held = Held::<T>::default();
    spawn(async move {{ rest().await; drop(held) }});
}}
fn main() {{
    let held: Held<msgraph_types::{first}> = Held::default();
    spawn(async move {{ rest().await; drop(held) }});
{uses}}}
",
        first = model.types.keys().next().map(short).unwrap_or_default(),
    )
}

#[test]
#[ignore = "slow: compiles crates; .ci/run runs it"]
fn crate_of_cut_types_compiles() {
    for at in [0, 2, 5, 8] {
        let (name, make) = SHAPES[at];
        println!("{name}");
        let model = analyze(&make()).model;
        let mut output = support::emit(&model);
        output.files.push(File {
            path: "src/bin/program.rs".to_owned(),
            text: program(&model),
        });
        support::compile(&format!("embedding-{at}"), &output);
    }
}
