//! Hostile pages. They must not panic a stage, reach a file outside the output, or run as code, and must be reported.

#[path = "../../benches/growth/shapes.rs"]
mod shapes;
mod size;
#[path = "../support/mod.rs"]
mod support;

use graphdoc_codegen::unstable::{
    emit::{File, Output},
    pipeline::{self, Analysis, Input},
    source::SourceFile,
};
use support::{codes, enum_page, resource};

/// Text that would break out of a comment, a string or a doc attribute if it were pasted.
const HOSTILE: &[&str] = &[
    "*/ fn main() { panic!() } /*",
    "\"# ; compile_error!(\"x\"); r#\"",
    "\"; compile_error!(\"x\"); //",
    "#![no_core]",
    "```\ncompile_error!(\"x\")\n```",
    "```rust",
    "` `` ```",
    "{}{0}{{}}{x:?}",
    "$crate $( $x ),*",
    "\\",
    "\\\"",
    "\\u{0}",
    "\u{202e}dlrow\u{2066}",
    "\u{0}\u{7}\u{1b}[31m",
    "<script>alert(1)</script> <x y=\"z\">",
    "[`Vec`] [not there] [x]: y [a](b \"c\")",
    "https://example.com/<a>?b=|c",
    "</div><!-- --!> -->",
    "a\rb\r\nc",
    "]]> <![CDATA[",
    "\u{feff}\u{200b}\u{a0}",
    "'static &'a str",
    "🦀 e\u{301}",
];

/// Names with a meaning in Rust, in a file system, or both.
const NAMES: &[&str] = &[
    "Self",
    "self",
    "super",
    "crate",
    "type",
    "gen",
    "async",
    "r#fn",
    "_",
    "__",
    "String",
    "Option",
    "Some",
    "None",
    "Vec",
    "Box",
    "Extra",
    "Value",
    "Result",
    "Ok",
    "con",
    "nul",
    "aux",
    "prn",
    "com1",
    "lpt9",
    "mod",
    "lib",
    "main",
    "runtime",
    "src",
    "Cargo",
    "build",
    "extra",
    "Debug",
    "Clone",
    "Default",
    "Serialize",
    "a1",
    "A1",
    "a_1",
    "nameTooLong",
];

fn understand(pages: &[(String, String)]) -> Analysis {
    let files: Vec<SourceFile> = pages
        .iter()
        .map(|(path, text)| SourceFile::new(path.as_str(), text.as_str()))
        .collect();
    pipeline::analyze(Input::new(&files))
}

/// Asserts that the output parses and stays in its folder, and returns it.
#[track_caller]
fn emitted(analysis: &Analysis) -> Output {
    let output = support::emit(&analysis.model);
    let mut seen = std::collections::BTreeSet::new();
    for File { path, text } in &output.files {
        let plain = |part: &str| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && part
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
        };
        assert!(path.split('/').all(plain), "{path:?}");
        for part in path.split('/') {
            let stem = part
                .split('.')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase();
            let device = ["con", "nul", "aux", "prn"].contains(&stem.as_str())
                || ["com", "lpt"].iter().any(|name| {
                    stem.strip_prefix(name).is_some_and(|rest| {
                        rest.len() == 1 && rest != "0" && rest.chars().all(|c| c.is_ascii_digit())
                    })
                });
            assert!(!device, "{path:?} is a device");
        }
        assert!(
            seen.insert(path.to_lowercase()),
            "{path:?} twice on a file system without case"
        );
        if support::is_emitted(path) {
            let file =
                syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
            assert!(
                !has_foreign_items(&file),
                "{path} has items that no page may make\n{text}"
            );
        }
        assert!(
            !text.contains('\u{202e}') && !text.contains('\u{2066}'),
            "{path} holds a bidirectional control"
        );
    }
    output
}

/// Whether a file contains code that can only come from a page.
fn has_foreign_items(file: &syn::File) -> bool {
    file.items.iter().any(|item| match item {
        syn::Item::Macro(item) => item.mac.path.is_ident("compile_error"),
        syn::Item::Fn(item) => item.sig.ident == "main",
        _ => false,
    })
}

#[test]
fn hostile_text_in_descriptions_is_text() {
    for text in HOSTILE {
        let row = format!("|height|Double|{text}|");
        let page = resource("tree", &row, "")
            .replace("What a tree is.", text)
            .replace("title: \"tree", &format!("title: \"{text}"));
        emitted(&understand(&[("tree.md".into(), page)]));
    }
}

/// Nested markup, and private characters that a reader might use itself.
const NESTED: &[&str] = &[
    "***a***",
    "***a***, ***b***",
    "**a *b* c**",
    "*a **b***, **c**",
    "[**a**](b), [`c`](d)",
    "**[a](b) `c`**",
    "**<li>a</li>**",
    "<li>**<li>`a`</li>**<li>",
    "*<br>`a`*",
    "`\u{f8fe}`",
    "\u{f8fe}a\u{f8ff}`b`\u{f8fe}",
    "**\u{f8fe}`a`**",
    "\u{e000}`a`",
    "(`a`) (**b**)",
    "`a` (`b` (`c`",
    "**",
    "``",
    "[]()",
    "\u{2011}`a`\u{a0}`b`\u{2019}",
    "İ`a`ẞ`b`",
];

#[test]
fn hostile_text_after_recognised_words_is_text() {
    for words in [
        "Possible values are: ",
        "Possible values are:<ul><li>",
        "The possible values are `x`, ",
        "The default value is ",
        "Defaults to ",
        "Inherited from ",
        "Inherits from ",
        "Base type of ",
        "Use the `Prefer: include-unknown-enum-members` request header to get the following values: ",
        "Maximum length is ",
        "This property is deprecated. Going forward, use ",
        "It is multivalued and ",
        "Supports `$filter` ",
        "abstract type",
        "extends ",
        "Read-only",
    ] {
        for text in NESTED.iter().chain(HOSTILE) {
            let text = format!("{words}{text}");
            for tail in ["", ". Read-only.", ", `z`. The end", "</li></ul>"] {
                let row = format!("|p|String|{text}{tail}|\n|q|thing|{text}{tail}|");
                let page = resource("tree", &row, "").replace("What a tree is.", &text);
                let analysis = understand(&[("tree.md".into(), page)]);
                assert_eq!(analysis.outcomes.len(), 1);
            }
        }
    }
}

#[test]
fn hostile_text_in_a_type_cell_is_text() {
    for text in NESTED.iter().chain(HOSTILE) {
        for cell in [
            format!("{text} collection"),
            format!("Collection({text})"),
            format!("[{text}](x.md) or {text}"),
            format!("collection of {text}"),
            format!("{text}[]"),
            format!("[{text}][{text}]"),
            format!("String ({text}), maximum length {text}"),
        ] {
            let page = resource(
                "tree",
                &format!("|p|{cell}|A property.|\n|{cell}|String|Another.|"),
                "",
            );
            let analysis = understand(&[("tree.md".into(), page)]);
            assert_eq!(analysis.outcomes.len(), 1);
        }
    }
}

#[test]
fn hostile_type_names_are_rejected_or_escaped() {
    for text in HOSTILE.iter().chain(&[
        "../../x",
        "/etc/passwd",
        "..\\x",
        "a/b",
        "C:x",
        ".",
        "..",
        "",
        " ",
    ]) {
        let page = resource("tree", "|height|Double|Metres.|", "")
            .replace("microsoft.graph.tree", &format!("microsoft.graph.{text}"));
        let analysis = understand(&[("tree.md".into(), page)]);
        emitted(&analysis);
        let page = resource(
            "tree",
            &format!("|p|[{text}]({text})|Another.|\n|q|microsoft.graph.{text}|Another.|"),
            "",
        );
        let analysis = understand(&[(format!("{}.md", text.replace('\0', "")), page)]);
        emitted(&analysis);
    }
}

#[test]
fn invalid_name_is_reported() {
    for name in ["../../x", "a b", "*/", "{}", "x\u{202e}y"] {
        let page = resource("tree", &format!("|{name}|Double|Metres.|"), "");
        let analysis = understand(&[("tree.md".into(), page)]);
        assert!(
            codes(&analysis).contains("property-name"),
            "{name:?}: {:?}",
            codes(&analysis)
        );
        let page = resource("tree", "|height|Double|Metres.|", "")
            .replace("microsoft.graph.tree", &format!("microsoft.graph.{name}"));
        let analysis = understand(&[("tree.md".into(), page)]);
        let about: Vec<_> = analysis
            .diagnostics
            .iter()
            .filter(|found| found.rule().id != "area-missing")
            .collect();
        assert!(!about.is_empty(), "{name:?} as a type passes in silence");
    }
}

#[test]
fn hostile_enum_values_are_text() {
    for text in HOSTILE {
        let page = enum_page("season", &["spring", text, "autumn"]);
        let rows = format!(
            "|p|String|Possible values are: `spring`, `{text}`, `autumn`.|\n|q|String|Another.|"
        );
        let block =
            serde_json::json!({ "p": "String", "q": format!("a | {text} | b") }).to_string();
        let tree = resource("tree", &rows, &block);
        emitted(&understand(&[
            ("season.md".into(), page),
            ("tree.md".into(), tree),
        ]));
    }
}

/// Property rows with all names, and a page for each name.
fn named() -> (String, Vec<(String, String)>) {
    let row = |name: &&str| format!("|{name}|String|A property.|\n");
    let page = |name: &&str| {
        let page = resource(name, "|x|String|A property.|", "");
        (format!("{name}-page.md"), page)
    };
    let names = NAMES.iter();
    (names.clone().map(row).collect(), names.map(page).collect())
}

#[test]
fn reserved_names_are_escaped() {
    let (rows, mut pages) = named();
    pages.push(("all.md".into(), resource("holder", &rows, "")));
    pages.push(("values.md".into(), enum_page("holderKind", NAMES)));
    let analysis = understand(&pages);
    emitted(&analysis);
}

#[test]
fn base_cycles_terminate() {
    let page = |name: &str, base: &str| {
        resource(name, &format!("|{name}Size|Double|Size.|"), "").replace(
            "What a",
            &format!("Inherits from [{base}]({base}.md). What a"),
        )
    };
    let pages = [
        ("a.md".into(), page("a", "b")),
        ("b.md".into(), page("b", "c")),
        ("c.md".into(), page("c", "a")),
    ];
    let analysis = understand(&pages);
    emitted(&analysis);
    assert!(codes(&analysis).contains("base-cycle"));
    let itself = understand(&[("a.md".into(), page("a", "a"))]);
    emitted(&itself);
}

/// Areas become features, and features become names in a manifest.
const AREAS: &[&str] = &[
    "all",
    "default",
    "json",
    "serde",
    "serde_json",
    "../x",
    "a b",
    "",
    "Ünï",
    "con",
    "1",
    "self",
    "x\" = [",
    "src",
];

/// Compiles everything at once, with warnings denied.
#[test]
fn the_output_of_hostile_pages_compiles() {
    let described: String = HOSTILE
        .iter()
        .enumerate()
        .map(|(at, text)| format!("|p{at}|String|{}|\n", text.replace(['\n', '\r'], " ")))
        .collect();
    let (rows, mut pages) = named();
    pages.push(("described.md".into(), resource("described", &described, "")));
    pages.push(("holder.md".into(), resource("holder", &rows, "")));
    pages.push(("kind.md".into(), enum_page("holderKind", NAMES)));
    pages.push(("wild.md".into(), enum_page("wildKind", HOSTILE)));
    for (at, area) in AREAS.iter().enumerate() {
        let page = resource(
            &format!("place{at}"),
            "|x|[tree](described.md)|A property.|",
            "",
        );
        pages.push((
            format!("place{at}.md"),
            page.replacen("---\n", &format!("---\nms.prod: {area}\n"), 1),
        ));
    }
    let output = emitted(&understand(&pages));
    support::compile("hostile-input", &output);
}
