//! The manifest of a generated crate. One section of it is generated; the rest belongs to the user and stays as it is.

use std::{io, path::Path};

use crate::{
    emit::{MARKER, Output, manifest},
    generator::{Error, Generator},
    input,
    sync::{self, Plan, Target, Turn, temporary},
};

/// Name of the file.
const NAME: &str = "Cargo.toml";

/// Returns the existing manifest with its marked section brought up to date, or a new manifest.
pub(super) fn target(root: &Path, output: &Output, generator: &Generator) -> Result<Target, Error> {
    let path = root.join(NAME);
    let text = match input::text(&path, input::WRITTEN) {
        Ok(text) => with_section(&path, &text, &manifest::section(output))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let license = generator.crate_license();
            manifest::template(output, generator.crate_name(), &license)
        }
        Err(error) => return Err(Error::Io(path, error)),
    };
    Ok(Target {
        path: NAME.to_owned(),
        text,
        shared: true,
    })
}

/// Returns a manifest with its marked section brought up to date. What the user wrote around it must stay valid.
fn with_section(path: &Path, old: &str, section: &str) -> Result<String, Error> {
    let new = manifest::replace_section(old, section);
    let new = sync::like(old, new.ok_or_else(|| Error::Marks(path.to_owned()))?);
    if new != old
        && let Err(error) = new.parse::<toml_edit::DocumentMut>()
    {
        let at = error.span().map_or(0, |span| span.start);
        let line = new[..at].matches('\n').count() + 1;
        let message = error.message().to_owned();
        return Err(Error::Manifest(path.to_owned(), line, message));
    }
    Ok(new)
}

/// Plans the same features for the manifest of another package that builds the same files.
pub(super) fn mirrored(path: &Path, section: &str) -> Result<Plan, Error> {
    let text =
        input::text(path, input::WRITTEN).map_err(|error| Error::Io(path.to_owned(), error))?;
    let text = with_section(path, &text, section)?;
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    Ok(sync::plan(
        temporary::parent(path),
        &[Target {
            path: name,
            text,
            shared: true,
        }],
        MARKER,
        None,
        None,
        // The folder may be the one that this run has locked already.
        Turn::default(),
    )?)
}
