//! Hostile pages. They must not panic a stage, reach a file outside the output, or run as code, and must be reported.

#[path = "../../benches/growth/shapes.rs"]
mod shapes;
mod size;
#[path = "../support/mod.rs"]
mod support;

use graphdoc_codegen::unstable::{
    emit::{File, Output},
    pipeline::Analysis,
};
use support::{analyze, codes, enum_page, resource};

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

/// Names with a meaning in Rust, in a file system, or both, separated by spaces.
const NAMES: &str = "Self self super crate type gen async r#fn _ __ String Option Some None Vec Box Extra Value Result Ok \
    con nul aux prn com1 lpt9 mod lib main runtime src Cargo build extra Debug Clone Default Serialize a1 A1 a_1 nameTooLong";

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
        for part in path.to_lowercase().split('/') {
            let stem = part.split('.').next().unwrap_or_default();
            let name = stem.trim_end_matches(|c: char| ('1'..='9').contains(&c));
            let device = match stem.len() - name.len() {
                0 => ["con", "nul", "aux", "prn"].contains(&name),
                count => count == 1 && ["com", "lpt"].contains(&name),
            };
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
        emitted(&analyze(&[("tree.md", page)]));
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
        let mut pages = Vec::new();
        for text in NESTED.iter().chain(HOSTILE) {
            let text = format!("{words}{text}");
            for tail in ["", ". Read-only.", ", `z`. The end", "</li></ul>"] {
                let name = format!("tree{}", pages.len());
                let row = format!("|p|String|{text}{tail}|\n|q|thing|{text}{tail}|");
                let page = resource(&name, &row, "");
                let page = page.replace(&format!("What a {name} is."), &text);
                pages.push((format!("{name}.md"), page));
            }
        }
        let analysis = analyze(&pages);
        assert_eq!(analysis.model.types.len(), pages.len(), "{words}");
        emitted(&analysis);
    }
}

#[test]
fn hostile_text_in_a_type_cell_is_text() {
    let mut pages = Vec::new();
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
            let name = format!("tree{}", pages.len());
            let rows = format!("|p|{cell}|A property.|\n|{cell}|String|Another.|");
            pages.push((format!("{name}.md"), resource(&name, &rows, "")));
        }
    }
    let analysis = analyze(&pages);
    assert_eq!(analysis.model.types.len(), pages.len());
    emitted(&analysis);
}

#[test]
fn hostile_type_names_are_rejected_or_escaped() {
    let paths = ["../../x", "..\\x", "a/b", "C:x", ".", "..", "", " "];
    for text in HOSTILE.iter().chain(&paths).chain(&["/etc/passwd"]) {
        let page = resource("tree", "|height|Double|Metres.|", "")
            .replace("microsoft.graph.tree", &format!("microsoft.graph.{text}"));
        emitted(&analyze(&[("tree.md", page)]));
        let rows = format!("|p|[{text}]({text})|Another.|\n|q|microsoft.graph.{text}|Another.|");
        let file = format!("{}.md", text.replace('\0', ""));
        emitted(&analyze(&[(file, resource("tree", &rows, ""))]));
    }
}

#[test]
fn invalid_name_is_reported() {
    for name in ["../../x", "a b", "*/", "{}", "x\u{202e}y"] {
        let page = resource("tree", &format!("|{name}|Double|Metres.|"), "");
        let codes_of = |page| codes(&analyze(&[("tree.md", page)]));
        let found = codes_of(page);
        assert!(found.contains("property-name"), "{name:?}: {found:?}");
        let page = resource("tree", "|height|Double|Metres.|", "")
            .replace("microsoft.graph.tree", &format!("microsoft.graph.{name}"));
        let mut found = codes_of(page);
        found.remove("area-missing");
        assert!(!found.is_empty(), "{name:?} as a type passes in silence");
    }
}

#[test]
fn hostile_enum_values_are_text() {
    for text in HOSTILE {
        let page = enum_page("season", &["spring", text, "autumn"]);
        let list = format!("Possible values are: `spring`, `{text}`, `autumn`.");
        let rows = format!("|p|String|{list}|\n|q|String|Another.|");
        let block = serde_json::json!({ "p": "String", "q": format!("a | {text} | b") });
        let tree = resource("tree", &rows, &block.to_string());
        emitted(&analyze(&[("season.md", page), ("tree.md", tree)]));
    }
}

#[test]
fn base_cycles_terminate() {
    let page = |name: &str, base: &str| {
        let rows = format!("|{name}Size|Double|Size.|");
        let intro = format!("Inherits from [{base}]({base}.md). What a");
        resource(name, &rows, "").replace("What a", &intro)
    };
    let pages = [("a", "b"), ("b", "c"), ("c", "a")];
    let analysis = analyze(&pages.map(|(name, base)| (format!("{name}.md"), page(name, base))));
    emitted(&analysis);
    assert!(codes(&analysis).contains("base-cycle"));
    emitted(&analyze(&[("a.md", page("a", "a"))]));
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
#[ignore = "slow: compiles a crate; .ci/run runs it"]
fn output_of_hostile_pages_compiles() {
    let described: String = HOSTILE
        .iter()
        .enumerate()
        .map(|(at, text)| format!("|p{at}|String|{}|\n", text.replace(['\n', '\r'], " ")))
        .collect();
    let names: Vec<&str> = NAMES.split(' ').collect();
    let row = |name: &&str| format!("|{name}|String|A property.|\n");
    let rows: String = names.iter().map(row).collect();
    let page = |name: &&str| {
        let page = resource(name, "|x|String|A property.|", "");
        (format!("{name}-page.md"), page)
    };
    let mut pages: Vec<_> = names.iter().map(page).collect();
    pages.push(("holder.md".into(), resource("holder", &rows, "")));
    pages.push(("kind.md".into(), enum_page("holderKind", &names)));
    pages.push(("described.md".into(), resource("described", &described, "")));
    pages.push(("wild.md".into(), enum_page("wildKind", HOSTILE)));
    for (at, area) in AREAS.iter().enumerate() {
        let row = "|x|[tree](described.md)|A property.|";
        let page = resource(&format!("place{at}"), row, "");
        let page = page.replacen("---\n", &format!("---\nms.prod: {area}\n"), 1);
        pages.push((format!("place{at}.md"), page));
    }
    support::compile("hostile-input", &emitted(&analyze(&pages)));
}
