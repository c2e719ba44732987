//! Enums: names on the wire, open to names that nobody has documented yet.

use std::{fmt, hash::Hash};

use super::slot::{Item, Token, View};

/// A value of an enum that its type does not know, with the text as it was sent. It cannot be made by hand:
/// reading a text gives the documented variant wherever there is one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unrecognized(Box<str>);

impl Unrecognized {
    /// The text as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An enum: its names, and its variants by their place among them.
pub trait WireEnum: Item + Clone + Eq + Hash + 'static {
    /// The documented names, unique but for letter case.
    const NAMES: &'static [&'static str];
    /// The variant of the name at this place; the place is one of `NAMES`.
    fn from_index(index: usize) -> Self;
    /// The variant for a text that is no name.
    fn unrecognized(text: Unrecognized) -> Self;
    /// The place of the variant among the names, or its text.
    fn index(&self) -> Result<usize, &Unrecognized>;
}

/// The variant of a text, in any letter case.
pub fn parse<E: WireEnum>(text: &str) -> E {
    match find(E::NAMES, text) {
        Some(index) => E::from_index(index),
        None => E::unrecognized(Unrecognized(text.into())),
    }
}

/// The documented name of a variant, or the text that was sent.
pub fn name<E: WireEnum>(value: &E) -> &str {
    match value.index() {
        Ok(index) => documented(E::NAMES, index),
        Err(text) => text.as_str(),
    }
}

/// The variant of a token.
#[inline]
pub fn read_name<E: WireEnum>(token: Token<'_>) -> Option<E> {
    match token {
        Token::Str(text) => Some(parse(text)),
        _ => None,
    }
}

/// What the variant is.
#[inline]
pub fn view_name<E: WireEnum>(value: &E) -> View<'_> {
    match value.index() {
        Ok(index) => View::Name(documented(E::NAMES, index)),
        Err(text) => View::Str(text.as_str()),
    }
}

fn find(names: &[&str], text: &str) -> Option<usize> {
    names
        .iter()
        .position(|name| name.eq_ignore_ascii_case(text))
}

fn documented(names: &'static [&'static str], index: usize) -> &'static str {
    names.get(index).copied().unwrap_or_default()
}
