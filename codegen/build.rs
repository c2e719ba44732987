//! Generates statics from the catalogue of rules and the words of translations, and hashes the sources of the generator, so that a crate made by an
//! older state of it is recognized as stale.
//! The hash covers only what the compiler turns into code: an edited comment or test makes no crate stale, and the hash
//! is the same on every system and toolchain. Files that are copied as text (the runtime, Markdown) are left out here,
//! because what is copied from them is hashed where it is copied.

#[path = "build/catalogue.rs"]
mod catalogue;
#[path = "build/messages.rs"]
mod messages;
#[path = "build/token_hash.rs"]
mod token_hash;
#[path = "build/translations.rs"]
mod translations;

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use proc_macro2::TokenStream;
use xxhash_rust::xxh3::Xxh3;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Cargo shows this line and not the debug output of the error.
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> io::Result<()> {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files)?;
    files.sort();
    let mut hasher = Xxh3::new();
    for file in &files {
        for part in file {
            token_hash::add(&mut hasher, &part.to_string_lossy());
        }
        let tokens: TokenStream = fs::read_to_string(file)?
            .parse()
            .map_err(|error| io::Error::other(format!("{}: {error}", file.display())))?;
        token_hash::hash(&mut hasher, tokens);
    }
    let rules = catalogue::statics(Path::new("src/rules/catalogue"))?;
    token_hash::add(&mut hasher, &rules);
    let words = translations::table(Path::new("src/extract/translations.toml"))?;
    token_hash::add(&mut hasher, &words);
    let out = std::env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    fs::write(Path::new(&out).join("rules.rs"), rules)?;
    fs::write(Path::new(&out).join("translations.rs"), words)?;
    println!("cargo::rustc-env=GRAPHDOC_SOURCES={:016x}", hasher.digest());
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is = |name| path.ends_with(name);
        if path.is_dir() {
            if !is("tests") && !is("src/runtime") {
                collect(&path, files)?;
            }
        } else if path.extension().is_some_and(|found| found == "rs") && !is("tests.rs") {
            files.push(path);
        }
    }
    Ok(())
}
