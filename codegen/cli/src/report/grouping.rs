//! Groups changes that a reader sees as one: the same edit in many places, and many changes of a kind if there is no
//! room for each.

use std::collections::BTreeMap;

use graphdoc_codegen::unstable::finding::{Finding, Severity};

/// More changes of a kind than this become one line if there is no room for all of them.
const KIND: usize = 4;

/// Changes that are reported in one line.
pub struct Lot<'f> {
    /// The changes; never empty.
    findings: Vec<&'f Finding>,
    /// Whether this is the same edit in several places.
    same: bool,
}

impl Lot<'_> {
    /// Severity of the changes.
    pub fn severity(&self) -> Severity {
        self.findings
            .first()
            .map_or(Severity::None, |found| found.severity)
    }

    /// Rule of the changes.
    pub fn rule(&self) -> &'static str {
        self.findings.first().map_or("", |found| found.rule().id)
    }

    /// Number of changes.
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// The changes.
    pub fn findings(&self) -> &[&Finding] {
        &self.findings
    }

    /// Whether these are not the same edit, but changes that only have their kind in common.
    pub fn is_a_kind(&self) -> bool {
        !self.same
    }

    /// Describes the changes in one line.
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

/// Groups changes that are the same edit and, if there are more than `room` groups, changes of the same kind. The order
/// is that of the first change in each group.
pub fn fold<'f>(findings: &'f [Finding], room: usize) -> Vec<Lot<'f>> {
    // Each addition or removal is about something else; a modification is the same if both its sides are.
    let same = |found: &Finding| found.before.is_some() == found.after.is_some();
    let all: Vec<&Finding> = findings.iter().collect();
    let lots = group(&all, |found| {
        same(found).then_some((found.rule().id, found.severity, &found.before, &found.after))
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
    for kind in group(&all, |found| Some((found.rule().id, found.severity))) {
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

/// Groups findings by key. Those without a key stay alone.
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
