//! Text stays text, whatever it contains.

use std::path::Path;

use ::toml::de::DeTable;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{cargo, log, markdown, terminal, toml};

/// Fragments with a meaning in one of the formats.
const PIECES: [&str; 29] = [
    "\n",
    "\r",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "\0",
    "cargo::rustc-env=LD_PRELOAD=/x",
    "cargo:rustc-flags=x",
    "##vso[x]",
    "::stop-commands::x",
    "#",
    "\u{1b}]0;x\u{7}",
    "\u{9b}31m",
    "\u{202e}",
    "\"]\n[dependencies]\nx = \"",
    "\\",
    "\"",
    "`",
    "``",
    "*a*",
    "__a__",
    "~~a~~",
    "[a](b)",
    "[^a]",
    "![a]",
    "<b>",
    "&lt;",
    "|",
    "https://a.b",
];

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// Whether this is one line that a terminal shows as it is.
fn is_shown(text: &str) -> bool {
    !text.contains(terminal::needs_escape)
}

proptest! {
    #[test]
    fn text_is_one_line_without_terminal_escapes(text in any_text()) {
        prop_assert!(is_shown(&terminal::line(&text)));
    }

    #[test]
    fn text_is_not_a_command_to_a_build_service(text in any_text()) {
        let line = log::line(&text);
        prop_assert!(is_shown(&line) && !line.trim_start().starts_with("::"), "{line:?}");
        prop_assert!(!line.contains("##vso[") && !line.contains("##["), "{line:?}");
        prop_assert_eq!(log::line(&line), line.clone());
        prop_assert!(!cargo::warning(&text).to_string().contains("##vso["));
    }

    #[test]
    fn markdown_is_one_line_of_text_and_code(text in any_text()) {
        let line = markdown::text(&text);
        prop_assert!(is_shown(&line));
        // It follows other words.
        let words = format!("a {line}");
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
        for event in Parser::new_ext(&words, options) {
            let is_paragraph = matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
            let is_shown = matches!(event, Event::Text(_) | Event::Code(_));
            prop_assert!(is_paragraph || is_shown, "{event:?} in {words:?}");
        }
    }

    #[test]
    fn warnings_contain_no_cargo_instruction(text in any_text()) {
        let line = cargo::warning(&text).to_string();
        prop_assert!(line.starts_with("cargo::warning=") && is_shown(&line), "{line:?}");
    }

    #[test]
    fn path_is_one_cargo_instruction_or_rejected(text in any_text()) {
        match cargo::rerun_if_changed(Path::new(&text)) {
            Ok(line) => {
                prop_assert_eq!(line.to_string(), format!("cargo::rerun-if-changed={text}"));
                prop_assert!(!text.contains(char::is_control));
            }
            Err(_) => prop_assert!(text.contains(char::is_control)),
        }
    }

    #[test]
    fn toml_reads_back_every_text_that_was_written(key in any_text(), texts in prop::collection::vec(any_text(), 0..3)) {
        let written = format!("{} = {}", toml::key(&key), toml::array(texts.iter().map(String::as_str)));
        prop_assert!(is_shown(&written) && !written.contains("##"), "{written:?}");
        let table = DeTable::parse(&written).expect("TOML");
        let (read, values) = table.get_ref().iter().next().expect("a key");
        prop_assert_eq!(read.get_ref(), &key);
        let values = values.get_ref().as_array().expect("an array").iter();
        let values: Vec<&str> = values.map(|value| value.get_ref().as_str().expect("a text")).collect();
        prop_assert_eq!(values, texts);
        prop_assert_eq!(table.get_ref().len(), 1);
    }
}
