//! Manifests and binaries around the shapes.

use std::{fs, io, path::Path};

use graphdoc_codegen::unstable::{
    emit::{LIBRARY, Names},
    model::QualifiedName,
};

use crate::{names, shape::Shape};

/// Name of the binary that reads a single type.
pub const ONE: &str = "one";
/// Name of the binary that reads and writes bodies of many types, and measures the time.
pub const BODIES: &str = "bodies";

const ONE_MAIN: &str = include_str!("template/one.rs");
const BODIES_MAIN: &str = include_str!("template/bodies.rs");

/// Writes a file unless it already has this text, so that an unchanged file is not compiled again.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

/// Writes the manifest of a shape's library.
pub fn library(shape: &Shape, scratch: &Path) -> io::Result<()> {
    let text = manifest(shape.package, &shape.dependencies.join("\n"));
    write(&scratch.join(shape.name).join("Cargo.toml"), &text)
}

/// Writes the binary that reads the type at `path` in the shape's library.
pub fn one(shape: &Shape, scratch: &Path, path: &str) -> io::Result<()> {
    binary(shape, scratch, ONE, r#"serde_json = "1""#)?;
    let main = ONE_MAIN.replace("Type", &format!("{LIBRARY}::{path}"));
    write(&scratch.join(shape.binary(ONE)).join("src/main.rs"), &main)
}

/// Writes the binary that reads and writes all of these types.
pub fn bodies<'m>(
    shape: &Shape,
    scratch: &Path,
    names: &Names,
    types: impl Iterator<Item = &'m QualifiedName>,
) -> io::Result<()> {
    let dependencies = "serde = \"1\"\nserde_json = \"1\"";
    binary(shape, scratch, BODIES, dependencies)?;
    let arms: String = types
        .filter_map(|name| Some((name, names::Path::of(names, name)?)))
        .map(|(name, path)| {
            format!(
                "        \"{name}\" => job.run::<{}>(text),\n",
                path.below(LIBRARY)
            )
        })
        .collect();
    let source = scratch.join(shape.binary(BODIES)).join("src");
    write(&source.join("main.rs"), BODIES_MAIN)?;
    write(
        &source.join("types.rs"),
        &format!(
            "use super::Job;\npub fn run(job: Job, name: &str, text: &str) -> Option<String> {{\n    match name {{\n{arms}        _ => None,\n    }}\n}}\n"
        ),
    )
}

fn binary(shape: &Shape, scratch: &Path, what: &str, dependencies: &str) -> io::Result<()> {
    let name = shape.binary(what);
    let features = match shape.features {
        [] => "",
        _ => ", features = [\"all\"]",
    };
    let dependencies = format!(
        "{LIBRARY} = {{ path = \"../{}\", package = \"{}\"{features} }}\n{dependencies}",
        shape.name, shape.package
    );
    write(
        &scratch.join(&name).join("Cargo.toml"),
        &manifest(&name, &dependencies),
    )
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2021\"\npublish = false\n\n[dependencies]\n{dependencies}\n"
    )
}

/// Writes the workspace around all packages that exist.
pub fn workspace(scratch: &Path, shapes: &[Shape]) -> io::Result<()> {
    let folders = shapes.iter().flat_map(|shape| {
        [
            shape.name.to_owned(),
            shape.binary(ONE),
            shape.binary(BODIES),
        ]
    });
    let members: Vec<String> = folders
        .filter(|folder| scratch.join(folder).join("Cargo.toml").is_file())
        .map(|folder| format!("\"{folder}\""))
        .collect();
    let text = format!(
        "[workspace]\nresolver = \"2\"\nmembers = [{}]\n",
        members.join(", ")
    );
    write(&scratch.join("Cargo.toml"), &text)?;
    let lock = scratch.join("Cargo.lock");
    match lock.exists() {
        true => Ok(()),
        // The versions with which this project is tested, since they are already on the machine.
        false => fs::write(lock, include_str!("../../../../Cargo.lock")),
    }
}
