//! What reading costs at least: opens every page of a folder and walks its Markdown events, on one thread.
//!
//! ```text
//! cargo run --release -p graphdoc-codegen --example floor -- DIR
//! ```
//!
//! Measure it and `graphdoc generate` with the same tool and divide.

use std::{hint::black_box, path::Path, process::ExitCode};

use pulldown_cmark::{Options, Parser};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: floor DIR");
        return ExitCode::from(2);
    };
    match walk(Path::new(&folder)) {
        Ok((pages, events)) => {
            println!("{pages} pages, {events} events");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", folder.to_string_lossy());
            ExitCode::FAILURE
        }
    }
}

/// Counts the pages of a folder and their events.
fn walk(folder: &Path) -> std::io::Result<(usize, usize)> {
    let (mut pages, mut events) = (0, 0);
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let text = std::fs::read_to_string(&path)?;
            pages += 1;
            events += count(&text);
        }
    }
    Ok((pages, events))
}

fn count(text: &str) -> usize {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_GFM | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    Parser::new_ext(text, options)
        .into_offset_iter()
        .map(black_box)
        .count()
}
