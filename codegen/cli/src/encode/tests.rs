//! Whatever the text is, it stays text.

use std::io::Write;

use quick_xml::events::Event;

use super::{github, html, json, log::Log, markdown, terminal::needs_escape, uri, xml};

/// Pieces that have a meaning in one of the formats.
const PIECES: &[&str] = &[
    "\n",
    "\r",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "\0",
    "\u{1b}[2J",
    "\u{9b}2J",
    "\u{202e}",
    " ",
    "::",
    ":",
    ",",
    "%",
    "%0A",
    "::set-output name=a::b",
    "::stop-commands::x",
    "##",
    "#",
    "[",
    "##[add-mask]x",
    "##vso[task.x]y",
    "x",
    "<",
    ">",
    "&",
    "\"",
    "'",
    "</failure>",
    "]]>",
    "<script>",
    "`",
    "``",
    "|",
    "](http://x)",
    "![",
    "@all",
    "\\",
    "{",
    "}",
    "é",
    "漢",
    "\u{10ffff}",
    "\u{fffe}",
    "\u{a0}",
];

/// Texts made of these pieces: all pairs, and some long ones in an order that is always the same.
fn texts() -> impl Iterator<Item = String> {
    let pairs = PIECES
        .iter()
        .flat_map(|a| PIECES.iter().map(move |b| [*a, b].concat()));
    let mut seed = 1_u64;
    let long = (0..20_000).map(move |_| {
        let pieces = (0..6).map(|_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = usize::try_from(seed >> 33).unwrap_or_default();
            PIECES[at % PIECES.len()]
        });
        pieces.collect()
    });
    pairs.chain(long)
}

/// Whether a build service would find a command in the log, decided independently of the encoder.
fn holds_command(log: &str) -> bool {
    let is_word = |part: &str| {
        let word = part.split('[').next().unwrap_or_default();
        part.contains('[') && word.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let in_line = |line: &str| {
        let mut tails = line.char_indices().map(|(at, _)| &line[at..]);
        let is_marked = tails.any(|tail| tail.strip_prefix("##").is_some_and(is_word));
        line.trim_start().starts_with("::") || is_marked
    };
    log.split(['\n', '\r']).any(in_line)
}

/// What a log is after a text was written at once.
fn log(text: &str) -> Vec<u8> {
    let mut log = Log::new(Vec::new());
    log.write_all(text.as_bytes()).expect("memory");
    log.raw().clone()
}

/// What a reader sees of a log.
fn shown(log: &[u8]) -> String {
    let bytes = anstream::adapter::strip_bytes(log).into_vec();
    String::from_utf8(bytes).expect("text")
}

#[test]
fn text_is_never_a_workflow_command() {
    for text in texts() {
        let whole = log(&text);
        let mut parts = Log::new(Vec::new());
        for byte in text.bytes() {
            parts.write_all(&[byte]).expect("memory");
        }
        assert_eq!(&whole, parts.raw(), "{text:?}");
        let shown = shown(&whole);
        assert!(!holds_command(&shown), "{text:?} is {shown:?}");
    }
}

#[test]
fn text_without_a_command_is_unchanged() {
    for text in [
        "## Properties\n",
        "a::b",
        "x ::y",
        "#[cfg]",
        "## [a](b)",
        "\u{1b}[1m12 |\u{1b}[0m :",
        ":a:",
    ] {
        assert_eq!(log(text), text.as_bytes());
    }
}

#[test]
fn styles_do_not_hide_a_command() {
    for text in [
        "\u{1b}[1m::error::x",
        ":\u{1b}[0m:error::x",
        " \u{1b}[31m ::x",
        "##\u{1b}[1m[error]x",
    ] {
        assert!(!holds_command(&shown(&log(text))), "{text:?}");
    }
}

#[test]
fn text_cannot_end_its_workflow_command() {
    for text in texts() {
        let (data, property) = (github::data(&text), github::property(&text));
        assert!(!data.contains(needs_escape), "{data:?}");
        assert!(
            !property.contains(|c| needs_escape(c) || c == ':' || c == ','),
            "{property:?}"
        );
        let back = data
            .replace("%0A", "\n")
            .replace("%0D", "\r")
            .replace("%25", "%");
        assert!(
            text.contains(needs_escape) || back == text || holds_command(&text),
            "{text:?}"
        );
    }
}

#[test]
fn json_reads_back_every_text_and_shows_it_on_one_line() {
    for text in texts() {
        let mut out = Vec::new();
        json::line(&mut out, &[&text]).expect("memory");
        let line = String::from_utf8(out).expect("text");
        let line = line.strip_suffix('\n').expect("a line");
        assert!(
            !line.contains(needs_escape) && !holds_command(line),
            "{line:?}"
        );
        let back: [String; 1] = serde_json::from_str(line).expect("JSON");
        assert_eq!(back, [text]);
    }
}

#[test]
fn text_adds_no_xml_element() {
    for text in texts() {
        let shown = xml::text(&text);
        assert!(
            !shown.contains(|c| needs_escape(c) || c == '['),
            "{shown:?}"
        );
        let document = format!("<a b=\"{shown}\">{shown}</a>");
        let mut reader = quick_xml::Reader::from_str(&document);
        let mut depth = 0;
        loop {
            match reader.read_event().expect("XML") {
                Event::Start(start) => {
                    depth += 1;
                    let all: Result<Vec<_>, _> = start.attributes().collect();
                    assert_eq!(all.expect("attributes").len(), 1);
                }
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                Event::Text(_) | Event::GeneralRef(_) => assert_eq!(depth, 1),
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn text_adds_no_html_element() {
    for text in texts() {
        let shown = html::text(&text);
        assert!(!shown.contains(['<', '>', '"', '[']), "{shown:?}");
        assert!(
            !shown.replace('\n', " ").contains(needs_escape),
            "{shown:?}"
        );
    }
}

#[test]
fn markdown_is_one_line() {
    for text in texts() {
        for shown in [
            markdown::text(&text),
            markdown::cell(&text),
            markdown::code(&text),
        ] {
            assert!(!shown.contains(needs_escape), "{shown:?}");
        }
        let code = markdown::code(&text);
        assert_eq!(code.matches('`').count(), 2, "{code:?}");
    }
}

#[test]
fn uri_has_only_characters_of_addresses() {
    for text in texts() {
        let uri = uri::path(&text);
        assert!(
            uri.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%:".contains(&byte)),
            "{uri:?}"
        );
    }
}
