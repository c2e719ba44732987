//! Hashes those parts of a source file that the compiler turns into code.

use std::iter::Peekable;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use xxhash_rust::xxh3::Xxh3;

/// Adds tokens, without documentation and without items that are compiled only for tests.
pub fn hash(hasher: &mut Xxh3, tokens: TokenStream) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                let inner = tokens
                    .next_if(|next| matches!(next, TokenTree::Punct(p) if p.as_char() == '!'));
                let attribute = match tokens.next() {
                    Some(TokenTree::Group(group)) => group.stream(),
                    _ => continue,
                };
                let text = attribute.to_string().replace(' ', "");
                if text == "cfg(test)" {
                    skip_item(&mut tokens);
                } else if !text.starts_with("doc=") {
                    add(hasher, if inner.is_some() { "#!" } else { "#" });
                    hash(hasher, attribute);
                }
            }
            TokenTree::Group(group) => {
                add(hasher, &format!("{:?}", group.delimiter()));
                hash(hasher, group.stream());
                add(hasher, "end");
            }
            other => add(hasher, &other.to_string()),
        }
    }
}

/// Skips an item, which ends with its first block or semicolon.
fn skip_item(tokens: &mut Peekable<impl Iterator<Item = TokenTree>>) {
    let is_end =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ';');
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                // An item such as `use a::{b, c};`.
                tokens.next_if(is_end);
                return;
            }
            token if is_end(token) => return,
            _ => {}
        }
    }
}

/// Adds a word and its length, so that no two sequences of words have the same bytes.
pub fn add(hasher: &mut Xxh3, word: &str) {
    hasher.update(&(word.len() as u64).to_le_bytes());
    hasher.update(word.as_bytes());
}
