//! The minimum cost of reading: opens every page in some folders and walks its Markdown events, and the XML events of
//! metadata documents, on a single thread.
//!
//! ```text
//! cargo run --release -p graphdoc-codegen --example floor -- DIR... [METADATA.xml]
//! ```
//!
//! To compare, measure this and `graphdoc generate` with the same tool, and divide.

use std::{
    hint::black_box,
    io::{Error, Result},
    path::Path,
    process::ExitCode,
};

use pulldown_cmark::{Options, Parser};

fn main() -> ExitCode {
    let inputs: Vec<_> = std::env::args_os().skip(1).collect();
    if inputs.is_empty() {
        eprintln!("usage: floor DIR... [METADATA.xml]");
        return ExitCode::from(2);
    }
    let (mut files, mut events) = (0, 0);
    for input in &inputs {
        match walk(Path::new(input)) {
            Ok((more_files, more_events)) => {
                files += more_files;
                events += more_events;
            }
            Err(error) => {
                eprintln!("{}: {error}", input.to_string_lossy());
                return ExitCode::FAILURE;
            }
        }
    }
    println!("{files} files, {events} events");
    ExitCode::SUCCESS
}

/// Counts the pages in a folder and their events, or the events of a single document.
fn walk(input: &Path) -> Result<(usize, usize)> {
    if !input.is_dir() {
        return Ok((1, xml(&std::fs::read_to_string(input)?)?));
    }
    let (mut pages, mut events) = (0, 0);
    for entry in std::fs::read_dir(input)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let text = std::fs::read_to_string(&path)?;
            pages += 1;
            events += markdown(&text);
        }
    }
    Ok((pages, events))
}

fn markdown(text: &str) -> usize {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_GFM | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    Parser::new_ext(text, options)
        .into_offset_iter()
        .map(black_box)
        .count()
}

/// Counts the events and their attributes.
#[cfg(feature = "metadata")]
fn xml(text: &str) -> Result<usize> {
    use quick_xml::{Reader, events::Event};

    let mut reader = Reader::from_str(text);
    let mut events = 0;
    loop {
        match reader.read_event().map_err(Error::other)? {
            Event::Eof => return Ok(events),
            Event::Start(element) | Event::Empty(element) => {
                events += 1 + element.attributes().map(black_box).count();
            }
            event => {
                black_box(event);
                events += 1;
            }
        }
    }
}

#[cfg(not(feature = "metadata"))]
fn xml(_: &str) -> Result<usize> {
    Err(Error::other("built without the feature `metadata`"))
}
