//! Messages of findings, as data. Their text is formatted only where it is shown.

use std::fmt;

use super::Rule;

/// A template of the catalogue with the values for its placeholders. The catalogue has a function for each template,
/// with a parameter for each placeholder: `rules::undeclared_type(name)`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    rule: &'static Rule,
    template: &'static str,
    /// By the names of the placeholders.
    values: Vec<(&'static str, String)>,
}

impl Message {
    pub(super) fn new<const N: usize>(
        rule: &'static Rule,
        template: &'static str,
        values: [(&'static str, String); N],
    ) -> Message {
        Message {
            rule,
            template,
            values: Vec::from(values),
        }
    }

    /// Returns the rule that the message belongs to.
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// A message of a rule with any text, for tests.
    #[doc(hidden)]
    pub fn plain(rule: &'static Rule, text: impl Into<String>) -> Message {
        Message::new(rule, "{text}", [("text", text.into())])
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The build script refuses any brace outside a placeholder, so every second part is a name.
        for (at, part) in self.template.split(['{', '}']).enumerate() {
            let value = self.values.iter().find(|(name, _)| *name == part);
            f.write_str(match value.filter(|_| at % 2 == 1) {
                Some((_, value)) => value,
                None => part,
            })?;
        }
        Ok(())
    }
}
