//! Tests that emitted crates compile and document without a warning.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{super::*, obstacle_names, small};
use crate::model::Model;

/// A crate that includes another one in one of its modules.
const USER: &str = "//! Includes.
#![warn(missing_docs)]
/// Deep.
pub mod deep {
    /// All.
    pub mod graph {
        include!(\"graph.rs\");
    }
}
";

/// A program that converts a date and time in a time zone.
const CONVERTS: &str = r#"//! Converts.
use msgraph_types::ZonedTime;
#[test]
fn zoned_date_and_time_conversions() {
    let zoned = |text: &str| ZonedTime {
        date_time: Some(text.into()),
        time_zone: Some("Pacific Standard Time".into()),
        ..Default::default()
    };
    for sent in ["2021-07-16T09:30:00", "2021-07-16T09:30:00.0000000", "2021-07-16T09:30"] {
        let civil = zoned(sent).to_jiff_civil().unwrap();
        let back = ZonedTime::from_jiff_civil(civil, "Pacific Standard Time");
        assert_eq!(back, zoned("2021-07-16T09:30:00"));
        let civil = zoned(sent).to_chrono_civil().unwrap();
        assert_eq!(ZonedTime::from_chrono_civil(civil, "Pacific Standard Time"), back);
        let civil = zoned(sent).to_time_civil().unwrap();
        let back = ZonedTime::from_time_civil(civil, "UTC").unwrap();
        assert_eq!(back.to_time_civil().unwrap(), civil);
    }
    assert!(ZonedTime::default().to_jiff_civil().is_err());
    assert!(zoned("soon").to_time_civil().is_err());
}
"#;

/// A generic function that lacks a bound.
const GENERIC: &str = "//! Prints.
#![allow(dead_code)]
fn print<T: std::fmt::Debug>(page: &msgraph_types::Page<T>) {
    println!(\"{page:?}\");
}
fn main() {}
";

/// A folder beside the one that this test was built in, so that serde is compiled only once.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let test = std::env::current_exe().unwrap();
        let folder = test.ancestors().nth(3).unwrap().join("emitted").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Scratch(folder)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs cargo with these arguments, which must succeed.
    #[track_caller]
    fn cargo(&self, arguments: &str) {
        let run = self.run(arguments);
        let text = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{arguments}: {text}");
    }

    fn run(&self, arguments: &str) -> std::process::Output {
        Command::new(env!("CARGO"))
            .args(arguments.split(' '))
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", self.0.with_file_name("target"))
            .env("RUSTFLAGS", "-Dwarnings")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .output()
            .unwrap()
    }
}

/// Writes the crate of a model, and a crate of a newer edition that includes it as one file.
fn crates(model: &Model, scratch: &Scratch) -> Output {
    let (output, _) = emit(model, &Options::default());
    // The versions that this workspace uses, so that no registry is needed.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    scratch.write("Cargo.lock", &fs::read_to_string(lock).unwrap_or_default());
    scratch.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"types\", \"user\"]\n",
    );
    scratch.write(
        "types/Cargo.toml",
        &manifest::template(&output, "msgraph-types", "MIT"),
    );
    for file in &output.files {
        scratch.write(&format!("types/{}", file.path), &file.text);
    }
    let serde = "serde = { version = \"1\", default-features = false, features = [\"std\"] }";
    let user =
        "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n";
    scratch.write("user/Cargo.toml", &format!("{user}{serde}\n"));
    scratch.write("user/src/graph.rs", &embed(&output, &[]));
    scratch.write("user/src/lib.rs", USER);
    output
}

#[test]
#[ignore = "slow: compiles a crate; .ci/run runs it"]
fn small_crate_compiles_with_any_features() {
    let scratch = Scratch::new("small");
    let output = crates(&small::calls(), &scratch);
    scratch.cargo("check --workspace --all-features");
    for feature in &output.features {
        scratch.cargo(&format!("check -p msgraph-types --features {feature}"));
    }
    scratch.cargo("doc --workspace --no-deps --all-features");
    scratch.cargo("doc -p msgraph-types --no-deps --features users");
}

#[test]
#[ignore = "slow: compiles a crate; .ci/run runs it"]
fn fully_deprecated_crate_compiles() {
    let scratch = Scratch::new("deprecated");
    let output = crates(&small::deprecated_calls(), &scratch);
    scratch.cargo("check --workspace --all-features --all-targets");
    for feature in &output.features {
        scratch.cargo(&format!("check -p msgraph-types --features {feature}"));
    }
    scratch.cargo("doc --workspace --no-deps --all-features");
}

#[test]
#[ignore = "slow: compiles a crate; .ci/run runs it"]
fn hostile_names_and_texts_compile_and_document() {
    let scratch = Scratch::new("course");
    crates(&obstacle_names::obstacles(), &scratch);
    scratch.cargo("check --workspace --all-features");
    scratch.cargo("doc -p msgraph-types --no-deps --all-features");
}

#[test]
#[ignore = "slow: compiles a crate; .ci/run runs it"]
fn zoned_date_and_time_converts() {
    let scratch = Scratch::new("zoned");
    crates(&small::with_time_in_a_zone(), &scratch);
    scratch.write("types/tests/civil.rs", CONVERTS);
    scratch.cargo("test -p msgraph-types --test civil --features users,jiff,time,chrono");
}

#[test]
#[ignore = "slow: compiles a crate; .ci/run runs it"]
fn missing_bound_is_named_in_the_error() {
    let scratch = Scratch::new("generic");
    crates(&small::calls(), &scratch);
    let check = |program: &str| {
        scratch.write("types/examples/generic.rs", program);
        let run = scratch.run("check -p msgraph-types --example generic");
        let text = String::from_utf8_lossy(&run.stderr).into_owned();
        (run.status.success(), text)
    };
    let (compiles, text) = check(GENERIC);
    assert!(
        !compiles && text.contains("use the bound `Resource`"),
        "{text}"
    );
    let bound = "T: std::fmt::Debug + msgraph_types::Resource";
    let (compiles, text) = check(&GENERIC.replace("T: std::fmt::Debug", bound));
    assert!(compiles, "{text}");
}
