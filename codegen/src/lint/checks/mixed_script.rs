//! Checks names that mix letters of two alphabets, which look alike but differ.

use crate::{
    extract::PageExtract,
    lint::page_context::PageContext,
    page::BlockKind,
    prose::plain,
    rules::{self, Message},
    span::Span,
};

/// Reports names with Latin letters and a Cyrillic or Greek one. A name without Latin letters is a translation.
pub(super) fn check(context: &mut PageContext<'_>) {
    if context.file.text.is_ascii() {
        return;
    }
    let of_rows = names(context.extract).map(|(name, span)| (name.to_owned(), span));
    let mixed: Vec<(Message, Span, String)> = of_rows
        .chain(heading_words(context))
        .filter_map(|(name, span)| Some((message(&name)?, span, name)))
        .collect();
    for (message, span, name) in mixed {
        let found = context.found(message, span);
        let found = found.help("replace it with the Latin letter");
        context.add(found.names([name]));
    }
}

/// Returns all names on a page that programs use as they are.
fn names(page: &PageExtract) -> impl Iterator<Item = (&str, Span)> {
    let rows = page.rows.iter().flat_map(|row| {
        let types = row.phrase.alternatives.iter();
        let types = types.map(|name| (name.text.as_str(), row.phrase.place.span));
        let values = row.description.values.iter().flat_map(|list| &list.members);
        let values = values.map(|value| (value.name.as_str(), value.place.span));
        [(row.name.as_str(), row.place.span)]
            .into_iter()
            .chain(types)
            .chain(values)
    });
    let resources = page.resources.iter().flat_map(|resource| {
        let own = resource.name.iter();
        let own = own.map(|name| (name.value.as_str(), name.place.span));
        let members = resource.members.iter().flatten();
        own.chain(members.map(|member| (member.name.as_str(), member.place.span)))
    });
    let enums = page.enums.iter().flat_map(|found| &found.members);
    let enums = enums.map(|member| (member.name.as_str(), member.place.span));
    rows.chain(resources).chain(enums)
}

/// Returns the words of headings, because a heading with mixed alphabets is not read as a name.
fn heading_words(context: &PageContext<'_>) -> impl Iterator<Item = (String, Span)> {
    let headings = context
        .page
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Heading { text, .. } => Some((plain(text), block.span)),
            _ => None,
        });
    headings.flat_map(|(text, span)| {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        let words: Vec<String> = words.map(str::to_owned).collect();
        words.into_iter().map(move |word| (word, span))
    })
}

fn message(name: &str) -> Option<Message> {
    let is_latin = name.contains(|c: char| c.is_ascii_alphabetic());
    let (letter, script) = name.chars().find_map(|c| match c {
        '\u{370}'..='\u{3ff}' => Some((c, "Greek")),
        '\u{400}'..='\u{52f}' => Some((c, "Cyrillic")),
        _ => None,
    })?;
    is_latin.then(|| {
        let code = format!("{:04X}", u32::from(letter));
        rules::mixed_script(name, script, letter, code)
    })
}
