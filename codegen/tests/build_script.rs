//! Options of a generator that make no sense in a build script.

use std::path::Path;

use graphdoc_codegen::{Config, Error, Generator};

fn error(change: impl Fn(Generator) -> Generator) -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    let generator = Generator::new(docs).out_dir(env!("CARGO_TARGET_TMPDIR"));
    match change(generator).generate() {
        Ok(summary) => panic!("wrote {}", summary.file.display()),
        Err(error) => error.to_string(),
    }
}

#[test]
fn unknown_feature_is_an_error_with_the_known_ones() {
    let message = error(|generator| generator.features(["json", "xml\n"]));
    assert!(message.starts_with("unknown feature `xml"), "{message}");
    assert!(
        message.contains("`json`, ") && message.contains("`time`"),
        "{message}"
    );
    assert_eq!(message.lines().count(), 1, "{message}");
}

#[test]
fn file_name_cannot_leave_the_folder() {
    for name in ["", "..", "a/b.rs", "/tmp/b.rs", "../b.rs"] {
        let message = error(|generator| generator.file_name(name));
        assert!(message.contains("is not a file name"), "{name}: {message}");
    }
}

#[test]
fn configuration_that_cannot_be_read_is_an_error_with_its_file() {
    let Err(error) = Config::read("no/such/graphdoc.toml") else {
        panic!("there is no such file")
    };
    assert!(
        error.to_string().contains("no/such/graphdoc.toml"),
        "{error}"
    );
}

#[test]
fn crate_without_a_folder_is_not_updated() {
    let Err(Error::Option(message)) = Generator::new("docs").update_crate() else {
        panic!("there is no folder to write to")
    };
    assert!(message.contains("add `out`"), "{message}");
}
