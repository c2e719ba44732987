//! The known keys, and the tables to which they belong.

pub const TOP: [&str; 13] = [
    "docs",
    "source",
    "out",
    "name",
    "license",
    "texts",
    "only",
    "default-features",
    "mirror",
    "facts",
    "metadata",
    "rules",
    "allow",
];

pub const SOURCE: [&str; 4] = ["git", "rev", "branch", "paths"];

pub const METADATA: [&str; 5] = ["git", "rev", "branch", "path", "prefer"];

pub const ALLOW: [&str; 6] = ["fingerprint", "rule", "type", "member", "reason", "until"];

/// The keys of each table, by its heading.
const TABLES: [(&str, &[&str]); 4] = [
    ("", &TOP),
    ("[source]", &SOURCE),
    ("[metadata]", &METADATA),
    ("[[allow]]", &ALLOW),
];

/// Returns the keys of a table.
pub fn of(table: &str) -> &'static [&'static str] {
    let known = TABLES.iter().find(|(heading, _)| *heading == table);
    known.map_or(&[], |(_, known)| known)
}

/// Says what was probably meant by a key that is unknown where it was found.
pub fn meant(key: &str, near: Option<&str>) -> Option<String> {
    elsewhere(key).or_else(|| Some(format!("did you mean `{}`?", near?)))
}

/// Says where a key belongs that is unknown where it was found.
fn elsewhere(key: &str) -> Option<String> {
    let mut tables = TABLES.iter().filter(|(_, known)| known.contains(&key));
    let (first, second) = (tables.next()?.0, tables.next());
    Some(match (first, second) {
        ("", _) => format!("`{key}` belongs above the first table"),
        (first, Some((second, _))) => format!("`{key}` belongs to `{first}` or `{second}`"),
        (first, None) => format!("`{key}` belongs to `{first}`"),
    })
}
