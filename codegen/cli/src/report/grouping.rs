//! Changes that are one to a reader: the same edit in many places, and many of a kind where there is no room for each.

use std::collections::BTreeMap;

use graphdoc_codegen::unstable::finding::{Finding, Severity};

/// More changes of a kind than this are one line when there is not room for all.
const KIND: usize = 4;

/// Some changes that are told in one line.
pub struct Lot<'f> {
    /// All of them, never none.
    findings: Vec<&'f Finding>,
    /// Whether it is one edit in several places.
    same: bool,
}

impl Lot<'_> {
    /// How grave it is.
    pub fn severity(&self) -> Severity {
        self.findings
            .first()
            .map_or(Severity::None, |found| found.severity)
    }

    /// The rule.
    pub fn rule(&self) -> &'static str {
        self.findings.first().map_or("", |found| found.rule)
    }

    /// How many changes it holds.
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Its changes.
    pub fn findings(&self) -> &[&Finding] {
        &self.findings
    }

    /// Whether it is no single edit, but changes that have only their kind in common.
    pub fn is_a_kind(&self) -> bool {
        !self.same
    }

    /// What to say of it, on one line.
    pub fn message(&self) -> String {
        let [first, ..] = self.findings.as_slice() else {
            return String::new();
        };
        if self.len() == 1 {
            return first.message.to_string();
        }
        let shown = if self.same { 1 } else { 3 };
        let subjects: Vec<String> = self
            .findings
            .iter()
            .take(shown)
            .map(|found| subject(found))
            .collect();
        let more = self.len() - subjects.len();
        let what = match (self.same, &first.before, &first.after) {
            (true, Some(before), Some(after)) => {
                format!("`{before}` became `{after}` in {} places", self.len())
            }
            (true, ..) => format!("other descriptions in {} places", self.len()),
            (false, ..) => format!("{} of this kind", self.len()),
        };
        format!("{what}: {} and {more} more", subjects.join(", "))
    }
}

fn subject(found: &Finding) -> String {
    let ty = found.type_name.as_deref().unwrap_or_default();
    match &found.member {
        Some(member) => format!("`{member}` of `{ty}`"),
        None => format!("`{ty}`"),
    }
}

/// Puts together what is the same edit, and while there are more than `room` lots what is of one kind. The order is that
/// of the first of each.
pub fn fold<'f>(findings: &'f [Finding], room: usize) -> Vec<Lot<'f>> {
    // What comes and goes is another thing each time; what changes is the same if both sides are.
    let same = |found: &Finding| found.before.is_some() == found.after.is_some();
    let all: Vec<&Finding> = findings.iter().collect();
    let lots = group(&all, |found| {
        same(found).then_some((found.rule, found.severity, &found.before, &found.after))
    });
    let lots: Vec<Lot> = lots
        .into_iter()
        .map(|findings| Lot {
            findings,
            same: true,
        })
        .collect();
    if lots.len() <= room {
        return lots;
    }
    let mut folded = Vec::new();
    for kind in group(&all, |found| Some((found.rule, found.severity))) {
        let inner = group(&kind, |found| {
            same(found).then_some((&found.before, &found.after))
        });
        match inner.len() > KIND {
            true => folded.push(Lot {
                findings: kind,
                same: false,
            }),
            false => folded.extend(inner.into_iter().map(|findings| Lot {
                findings,
                same: true,
            })),
        }
    }
    folded
}

/// Findings with one key together; those without stay alone.
fn group<'f, K: Ord>(
    findings: &[&'f Finding],
    key: impl Fn(&'f Finding) -> Option<K>,
) -> Vec<Vec<&'f Finding>> {
    let mut lots: Vec<Vec<&Finding>> = Vec::new();
    let mut index: BTreeMap<K, usize> = BTreeMap::new();
    for found in findings.iter().copied() {
        let key = key(found);
        let known = key.as_ref().and_then(|key| index.get(key)).copied();
        match known.and_then(|at| lots.get_mut(at)) {
            Some(lot) => lot.push(found),
            None => {
                if let Some(key) = key {
                    index.insert(key, lots.len());
                }
                lots.push(vec![found]);
            }
        }
    }
    lots
}
