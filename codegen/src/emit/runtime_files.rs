//! The files of the runtime that are copied into every generated crate.

use super::File;

/// Types of the runtime that the root of a generated crate exports.
pub(super) const TYPES: &[&str] = &[
    "Binary",
    "Date",
    "DateTimeOffset",
    "Decimal",
    "Duration",
    "Error",
    "Extra",
    "FlagSet",
    "Guid",
    "Limit",
    "LimitViolation",
    "Number",
    "Object",
    "Page",
    "Property",
    "RawValue",
    "Resource",
    "ServiceError",
    "TimeOfDay",
    "TypeMismatch",
    "Unrecognized",
    "ValidationError",
    "Value",
];

/// Functions of the runtime that the root exports.
pub(super) const FUNCTIONS: &[&str] = &[
    "deserialize_strict",
    "from_value",
    "from_value_strict",
    "to_value",
    "type_mismatches",
];

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../runtime/", $name)))),*]
    };
}

/// Name and text of each file.
const FILES: &[(&str, &str)] = files![
    "action.rs",
    "batch.rs",
    "batch_responses.rs",
    "beside.rs",
    "change.rs",
    "civil.rs",
    "content.rs",
    "content_mismatch.rs",
    "decimal.rs",
    "delta.rs",
    "derive_impls.rs",
    "duration.rs",
    "envelope.rs",
    "error.rs",
    "exact.rs",
    "fields.rs",
    "flags.rs",
    "handshake.rs",
    "index.rs",
    "json.rs",
    "lifecycle.rs",
    "limit.rs",
    "link.rs",
    "mod.rs",
    "moment.rs",
    "notification.rs",
    "number.rs",
    "operation_state.rs",
    "operations.rs",
    "page.rs",
    "patch.rs",
    "path.rs",
    "primitive.rs",
    "property.rs",
    "raw.rs",
    "read.rs",
    "record/expanded.rs",
    "record/field.rs",
    "record/mod.rs",
    "record/slot.rs",
    "relationship.rs",
    "resource.rs",
    "response.rs",
    "result.rs",
    "schema.rs",
    "secret.rs",
    "service_error.rs",
    "strict.rs",
    "text.rs",
    "tracker.rs",
    "type_mismatch.rs",
    "upload.rs",
    "validation.rs",
    "value/mod.rs",
    "value/object.rs",
    "value_read.rs",
    "wire_enum.rs",
    "with_aws_lc_rs.rs",
    "with_base64.rs",
    "with_chrono.rs",
    "with_jiff.rs",
    "with_rust_decimal.rs",
    "with_time.rs",
    "with_uuid.rs",
    "write.rs",
];

/// Files that are needed only if facts say something about operations or notifications.
const OPERATIONS: &[&str] = &[
    "action",
    "content",
    "content_mismatch",
    "index",
    "lifecycle",
    "notification",
    "operation_state",
    "operations",
    "result",
    "tracker",
];

/// Files that are needed only if there is a type for a date and time in a time zone.
const CIVIL: &[&str] = &["civil"];

/// Returns the files of `src/runtime` with the marker and without their tests.
pub(super) fn files(has_operations: bool, has_civil: bool) -> impl Iterator<Item = File> {
    let parts = [(has_operations, OPERATIONS), (has_civil, CIVIL)];
    let left_out = parts.into_iter().filter(|(is_needed, _)| !is_needed);
    let left_out: Vec<&str> = left_out.flat_map(|(_, stems)| stems).copied().collect();
    FILES.iter().filter_map(move |(name, text)| {
        let stem = name.trim_end_matches(".rs");
        let text = match stem {
            "mod" => without_modules(&left_out, text),
            _ if left_out.contains(&stem) => return None,
            _ => (*text).to_owned(),
        };
        Some(super::file(
            format!("src/runtime/{name}"),
            &without_tests(&text),
        ))
    })
}

/// Returns the text without the declarations of these modules.
fn without_modules(stems: &[&str], text: &str) -> String {
    let is_kept = |line: &&str| {
        let name = line
            .strip_suffix(';')
            .and_then(|line| line.rsplit_once("mod "));
        name.is_none_or(|(_, name)| !stems.contains(&name))
    };
    text.split_inclusive('\n')
        .filter(|line| is_kept(&line.trim_end()))
        .collect()
}

/// Returns the text without test modules. A declaration is removed; an inline module is taken as the end of the file.
fn without_tests(text: &str) -> String {
    let mut kept = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line != "#[cfg(test)]" {
            kept.push(line);
        } else if !lines.next().is_some_and(|module| module.ends_with(';')) {
            break;
        }
    }
    format!("{}\n", kept.join("\n").trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    #[test]
    fn every_file_of_the_runtime_is_copied() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtime");
        let names = |folder: &Path| -> Vec<String> {
            let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
            entries
                .map(|entry| entry.file_name().into_string().unwrap())
                .collect()
        };
        let mut there = names(&folder);
        for inner in there.clone().iter().filter(|name| !name.ends_with(".rs")) {
            let files = names(&folder.join(inner)).into_iter();
            there.extend(files.map(|name| format!("{inner}/{name}")));
        }
        there.retain(|name| name.ends_with(".rs") && !name.starts_with("tests/"));
        there.sort();
        let mut copied: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        copied.sort();
        assert_eq!(there, copied);
    }

    #[test]
    fn every_file_of_the_runtime_says_what_it_is_for() {
        let silent: Vec<&str> = FILES
            .iter()
            .filter(|(_, text)| !text.starts_with("//! "))
            .map(|(name, _)| *name)
            .collect();
        assert!(silent.is_empty(), "{silent:?} do not begin with `//!`");
    }

    #[test]
    fn unneeded_runtime_files_are_left_out() {
        let count = |has_operations, has_civil| files(has_operations, has_civil).count();
        assert_eq!(count(true, true), count(false, true) + OPERATIONS.len());
        assert_eq!(count(true, true), count(true, false) + CIVIL.len());
        let text = "mod content;\npub mod operations;\nmod limit;\n";
        assert_eq!(without_modules(OPERATIONS, text), "mod limit;\n");
    }

    #[test]
    fn tests_are_not_copied() {
        let text = "mod a;\n#[cfg(test)]\nmod sample;\nmod b;\n\n#[cfg(test)]\nmod tests {\n}\n";
        assert_eq!(without_tests(text), "mod a;\nmod b;\n");
        assert!(files(true, true).all(|file| !file.text.contains("cfg(test)")));
    }
}
