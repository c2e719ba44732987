//! Prose of a page as lines of rustdoc Markdown.

use super::{
    features::Features,
    link,
    markdown::{self, code, escape, wrap},
    module_layout::ItemPath,
    names::Names,
};
use crate::{
    model::{Link, Model, QualifiedName, Source},
    prose::{self, Block, Inline, InlineKind},
};

/// Maximum number of types in a list; the others are only counted.
const LISTED: usize = 10;

/// Maximum nesting depth of markup; anything deeper is left out. Real pages do not come near it.
const DEEPEST: usize = 24;

/// HTML tags that only format text. Any other tag is a placeholder such as `<tenant-id>`.
const TAGS: &[&str] = &[
    "a",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "code",
    "col",
    "colgroup",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
];

/// Writes the documentation of items in one file.
pub(super) struct Docs<'a> {
    pub model: &'a Model,
    pub names: &'a Names<'a>,
    pub features: &'a Features<'a>,
    /// Path of the items.
    pub item_path: &'a ItemPath,
    /// The page that the text comes from.
    pub page: &'a str,
}

impl<'a> Docs<'a> {
    /// Returns a copy for text that comes from another page.
    pub fn on_page<'b>(&'b self, page: &'b str) -> Docs<'b> {
        Docs { page, ..*self }
    }

    /// Returns the lines of all blocks, separated by empty lines.
    pub fn blocks(&self, blocks: &[Block]) -> Vec<String> {
        let mut lines = Vec::new();
        self.append(blocks, 0, &mut lines);
        lines
    }

    /// Returns a link to a declared type, or only its name as code if it is not declared.
    pub fn type_link(&self, name: &QualifiedName) -> String {
        let mut label = String::new();
        code(name.short(), &mut label);
        match self.destination(&Link::Declared(name)) {
            Some(path) => format!("[{label}]({path})"),
            None => label,
        }
    }

    /// Adds a sentence with a link to a type.
    pub fn name_type(&self, words: &str, name: &QualifiedName, lines: &mut Vec<String>) {
        separate(lines);
        lines.push(format!("{words} {}.", self.type_link(name)));
    }

    /// Adds a list of links to types below `words`, unless there are none. Each type has its own line, so that a new
    /// type adds only one line, and long lists are cut off.
    pub fn list_types<'n>(
        &self,
        words: &str,
        names: impl Iterator<Item = &'n QualifiedName>,
        lines: &mut Vec<String>,
    ) {
        let mut names = names.peekable();
        if names.peek().is_none() {
            return;
        }
        separate(lines);
        lines.extend([format!("{words}:"), String::new()]);
        let listed = names.by_ref().take(LISTED);
        lines.extend(listed.map(|name| format!("- {}", self.type_link(name))));
        match names.count() {
            0 => {}
            1 => lines.push("- one more".to_owned()),
            more => lines.push(format!("- {more} more")),
        }
    }

    /// Adds the qualified name and the page of a type or enum as the last paragraph.
    pub fn name_page(&self, name: &QualifiedName, lines: &mut Vec<String>) {
        separate(lines);
        let code = code_of(name.as_str());
        lines.push(match self.model.source(name) {
            Source::Metadata => {
                format!("{code} in the metadata of the service. No page describes it.")
            }
            Source::Docs | Source::Both => {
                let url = link::page_url(self.page);
                format!("{code} in the [documentation]({url}).")
            }
        });
    }

    fn append(&self, blocks: &[Block], depth: usize, lines: &mut Vec<String>) {
        if depth > DEEPEST {
            return;
        }
        for block in blocks {
            let mut own = Vec::new();
            match block {
                Block::Paragraph(inlines) => wrap(&self.inlines(inlines), "", "", &mut own),
                Block::List(list) => {
                    for (at, item) in (0..).zip(&list.items) {
                        let mark = markdown::item(list.start.map(|start| start.saturating_add(at)));
                        let hang = " ".repeat(mark.len());
                        wrap(&self.inlines(item), &mark, &hang, &mut own);
                    }
                }
                Block::Quote(inner) => {
                    self.append(inner, depth + 1, &mut own);
                    own.iter_mut().for_each(|line| line.insert_str(0, "> "));
                }
                Block::Code(text) => preformatted(text, &mut own),
            }
            if !own.is_empty() {
                separate(lines);
                lines.append(&mut own);
            }
        }
    }

    fn inlines(&self, inlines: &[Inline]) -> String {
        let mut out = String::new();
        self.write(inlines, true, 0, &mut out);
        out
    }

    fn write(&self, inlines: &[Inline], links: bool, depth: usize, out: &mut String) {
        if depth > DEEPEST {
            return;
        }
        let mut run = String::new();
        for inline in inlines {
            match &inline.kind {
                // Collected and escaped as one text, because a URL may be split into several pieces.
                InlineKind::Text(text) => run.push_str(text),
                InlineKind::Html(tag) if is_dress(tag) => {}
                kind => {
                    escape(&std::mem::take(&mut run), links, out);
                    self.write_marked(kind, links, depth, out);
                }
            }
        }
        escape(&run, links, out);
    }

    fn write_marked(&self, kind: &InlineKind, links: bool, depth: usize, out: &mut String) {
        match kind {
            InlineKind::Text(text) => escape(text, links, out),
            InlineKind::Code(text) | InlineKind::Html(text) => code(text, out),
            InlineKind::Strong(inner) => self.mark(inner, "**", links, depth, out),
            InlineKind::Emphasis(inner) => self.mark(inner, "*", links, depth, out),
            InlineKind::Link { target, text } => self.link(target, text, links, depth, out),
            InlineKind::Break => out.push('\n'),
            InlineKind::Item(number) => markdown::begin_item(*number, out),
        }
    }

    fn mark(&self, inner: &[Inline], mark: &str, links: bool, depth: usize, out: &mut String) {
        let mut text = String::new();
        self.write(inner, links, depth + 1, &mut text);
        let trimmed = text.trim();
        // Emphasis inside a word, or next to other emphasis, would not be parsed as such.
        let joins = out.ends_with(|c: char| c.is_alphanumeric() || c == '*');
        let touches = trimmed.starts_with('*') || trimmed.ends_with('*') || joins;
        if trimmed.is_empty() || text.contains('\n') || touches {
            markdown::append(&text, out);
            return;
        }
        let blank = |found: bool| if found { " " } else { "" };
        out.push_str(blank(text.starts_with(' ')));
        out.push_str(mark);
        out.push_str(trimmed);
        out.push_str(mark);
        out.push_str(blank(text.ends_with(' ')));
    }

    fn link(&self, target: &str, text: &[Inline], links: bool, depth: usize, out: &mut String) {
        let mut label = String::new();
        self.write(text, false, depth + 1, &mut label);
        let label = markdown::one_line(&label);
        let shown = label.trim();
        let path = self.destination(&link::resolve(self.model, self.page, target));
        match path {
            // rustdoc would take such a label for a path.
            Some(path) if links && !shown.is_empty() && !prose_has_path(text) => {
                out.push_str(&format!("[{shown}]({path})"));
            }
            _ => markdown::append(&label, out),
        }
    }

    /// Returns the destination of a link, if there is one.
    fn destination(&self, link: &Link) -> Option<String> {
        let name = match link {
            Link::Declared(name) => *name,
            Link::Url(url) => return Some(url.clone()),
            Link::Nowhere => return None,
        };
        let item_path = self.names.item_path(name)?;
        if item_path.is_in_file_of(self.item_path) {
            return None;
        }
        if self.features.implies(self.item_path, item_path) {
            let path = self.item_path.path_to(item_path, &item_path.ident);
            return Some(path.join("::"));
        }
        // If the area of the target may be off, rustdoc would warn about a link by path.
        let kind = match self.model.types.contains_key(name) {
            true => "struct",
            false => "enum",
        };
        Some(link::in_docs(self.item_path, item_path, kind))
    }
}

/// Adds an empty line unless nothing precedes it.
pub(super) fn separate(lines: &mut Vec<String>) {
    if lines.last().is_some_and(|line| !line.is_empty()) {
        lines.push(String::new());
    }
}

/// Whether the lines contain `words` already, ignoring ASCII case.
pub(super) fn says(lines: &[String], words: &str) -> bool {
    lines
        .iter()
        .any(|line| line.to_ascii_lowercase().contains(words))
}

/// Whether Markdown shows this line as the text that it is.
pub(super) fn is_plain(text: &str) -> bool {
    let mut escaped = String::new();
    escape(text, true, &mut escaped);
    !text.is_empty() && escaped == text && !text.contains(char::is_control)
}

/// Returns a code span, or words that say that the name is empty.
pub(super) fn code_of(name: &str) -> String {
    let mut out = String::new();
    markdown::span(name, ' ', &mut out);
    if out.is_empty() {
        out.push_str("an empty name");
    }
    out
}

/// Remark about a member that is on no page.
pub(super) const UNDOCUMENTED: &str = "From the metadata of the service; no page describes it.";

fn preformatted(text: &str, lines: &mut Vec<String>) {
    let fence = "`".repeat(markdown::longest_run(text, '`').max(2) + 1);
    lines.push(format!("{fence}text"));
    lines.extend(
        text.lines()
            .map(|line| markdown::clean(line).trim_end().to_owned()),
    );
    lines.push(fence);
}

fn is_dress(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/', ' ']);
    if name.starts_with(['!', '?']) {
        return true;
    }
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    // `<a-b>` is a placeholder; `<a href=..>` is not.
    let closed = name[end..].starts_with(['>', ' ', '/', '\n', '\t']) || name.len() == end;
    closed && TAGS.iter().any(|tag| name[..end].eq_ignore_ascii_case(tag))
}

fn prose_has_path(text: &[Inline]) -> bool {
    prose::plain(text).contains("::")
}
