//! Adds bases and limits from facts to what the pages say.

use std::sync::Arc;

use super::{Assertion, Fact, page};
use crate::{
    extract::{PageExtract, TypeName, TypePhrase},
    prose::fold,
};

/// Adds what the facts say to the pages that they are about.
pub fn apply(facts: &[Fact], pages: &mut [Arc<PageExtract>]) {
    for fact in facts {
        let mut pages = pages.iter_mut();
        let Some(page) = pages.find(|known| page::is_named(&known.path, &fact.page)) else {
            continue;
        };
        match &fact.assertion {
            Assertion::Base(base) => {
                let phrase = phrase(&base.text, fact);
                Arc::make_mut(page).bases.push(phrase);
            }
            Assertion::Limit {
                property, limit, ..
            } => {
                let rows = &mut Arc::make_mut(page).rows;
                let name = &property.text;
                let row = rows.iter().position(|row| row.name == *name);
                // The name may be that of the service or of the JSON representation.
                let alike = || {
                    let mut rows = rows.iter();
                    rows.position(|row| row.name.eq_ignore_ascii_case(name))
                };
                let row = row.or_else(alike);
                if let Some(row) = row.and_then(|at| rows.get_mut(at))
                    && row
                        .description
                        .limits
                        .iter()
                        .all(|(known, _)| known != limit)
                {
                    row.description.limits.push((*limit, fact.source_place()));
                }
            }
            _ => {}
        }
    }
}

/// Returns a name as if it were on the page.
fn phrase(name: &str, fact: &Fact) -> TypePhrase {
    TypePhrase {
        alternatives: vec![TypeName {
            text: name.to_owned(),
            primitive: None,
            target: None,
        }],
        collection: false,
        text: fold(name).into_owned(),
        place: fact.source_place(),
    }
}
