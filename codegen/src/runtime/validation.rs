//! Values that exceed the limits that the documentation states for them.

use std::fmt;

use super::{
    Limit, Number,
    path::{join, walk},
    record::{Record, View},
};

/// A value that exceeds a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitViolation {
    /// Path of the value: names and indexes from the root of the body, such as `members[2].displayName`.
    pub path: String,
    /// The limit.
    pub limit: Limit,
    /// What was found, in the unit of the limit.
    pub found: String,
}

impl Limit {
    /// Returns the value or length that exceeds the limit, in its unit.
    fn excess(self, view: &View<'_>) -> Option<String> {
        let (most, found) = match (self, *view) {
            (Limit::MaxLength(most), View::Str(text)) => (most, text.chars().count()),
            (Limit::MaxBytes(most), View::Str(text)) => (most, text.len()),
            (Limit::MaxItems(most), View::List(_, len)) => (most, len),
            (Limit::Range(first, last), View::Number(number)) => {
                let is_in = match number {
                    Number::F64(n) => first as f64 <= n && n <= last as f64,
                    Number::I64(n) => first <= n && n <= last,
                    Number::U64(n) => i64::try_from(n).is_ok_and(|n| first <= n && n <= last),
                };
                return (!is_in).then(|| number.to_string());
            }
            (Limit::MaxItems(_), _) => return None,
            // A limit on text applies to each element of a list.
            (limit, View::List(list, len)) => {
                return (0..len).find_map(|index| limit.excess(&list.item(index)));
            }
            _ => return None,
        };
        (found as u64 > most).then(|| found.to_string())
    }
}

/// Returns all values of a body, at any depth, that exceed their limits.
pub(super) fn violations(record: &dyn Record) -> Vec<LimitViolation> {
    let mut found = Vec::new();
    walk(record, &mut String::new(), &mut |record, path| {
        let schema = record.schema();
        for (name, limit) in schema.limits {
            let Some(index) = schema.find(name, 0) else {
                continue;
            };
            if let Some(excess) = limit.excess(&record.slot(index).view()) {
                found.push(LimitViolation {
                    path: join(path, name),
                    limit: *limit,
                    found: excess,
                });
            }
        }
    });
    found
}

impl fmt::Display for LimitViolation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}, found {}", self.path, self.limit, self.found)
    }
}

/// The values that exceed documented limits; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationError {
    /// The violations, in the order of the body.
    pub violations: Vec<LimitViolation>,
}

impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations.iter().enumerate() {
            let between = if index > 0 { "; " } else { "" };
            write!(f, "{between}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ValidationError {}
