//! Checks for the notice that an API may change, on pages of an API that does not.

use crate::{
    diagnostic::Diagnostic,
    extract::PageExtract,
    lint::{docset::Docset, page_context::PageContext},
    page::BlockKind,
    rules,
    span::Span,
};

/// Returns where a page includes the notice of a beta version.
pub(super) fn place(context: &PageContext<'_>) -> Option<Span> {
    let mut blocks = context.page.blocks.iter();
    let notice = blocks.find(|block| match &block.kind {
        BlockKind::Include { path, .. } => {
            let path = path.to_ascii_lowercase();
            path.contains("beta") && path.contains("disclaimer")
        }
        _ => false,
    });
    notice.map(|block| block.span)
}

/// Checks all pages. The folder of a page says which version it belongs to; otherwise, the majority of pages decides.
pub(super) fn check(docset: &Docset<'_>, out: &mut Vec<Diagnostic>) {
    let reports = docset.reports.iter();
    let with = reports
        .filter(|report| report.beta_notice.is_some())
        .count();
    let is_rare = with * 2 < docset.reports.len();
    for (page, report) in docset.pages() {
        let Some(span) = report.beta_notice else {
            continue;
        };
        if is_stable(page).unwrap_or(is_rare) {
            let found = Diagnostic::new(rules::beta_notice(), &page.path, span);
            out.push(found.help("remove the notice"));
        }
    }
}

/// Whether the folders of a page name a version that is not beta; `None` if they name no version.
fn is_stable(page: &PageExtract) -> Option<bool> {
    let (folders, _) = page.path.rsplit_once('/')?;
    let mut folders = folders.rsplit('/');
    folders.find_map(|folder| match folder {
        folder if folder.ends_with("beta") => Some(false),
        folder if folder.ends_with("v1.0") => Some(true),
        _ => None,
    })
}
