//! What there is to say of a rule, be it one of lint or one of comparisons.

use graphdoc_codegen::{diagnostic::Level, drift, rules};

/// A rule as reports describe it.
pub struct Known {
    /// One line that says what it means.
    pub meaning: &'static str,
    /// Why it matters.
    pub reason: &'static str,
    /// How much it usually does.
    pub level: Level,
}

/// The rule of this id.
pub fn find(id: &str) -> Option<Known> {
    let lint = rules::find(id).map(|rule| Known {
        meaning: &rule.meaning,
        reason: &rule.reason,
        level: rule.level,
    });
    lint.or_else(|| {
        let rule = drift::rules::find(id)?;
        Some(Known {
            meaning: rule.meaning,
            reason: rule.reason,
            level: drift::level(rule.severity),
        })
    })
}

/// What a rule means, in one line; nothing if there is none of this id.
pub fn meaning(id: &str) -> &'static str {
    find(id).map_or("", |rule| rule.meaning)
}
