//! Reuses what is known about pages from another state of the docs. Most pages do not change, and many changes are only
//! in the front matter.

use std::sync::Arc;

use arcstr::ArcStr;

use crate::{
    extract::{self, Outcome, PageExtract},
    facts,
    hash_map::{HashMap, HashSet},
    page::{self, FrontMatter},
    source::SourceFile,
    span::{Place, Span},
};

/// What a page says on its own, and its outcome.
pub type ReadPage = (Arc<PageExtract>, Outcome);

/// Pages that need not be read, because the pages with the same paths in another state of the docs say the same.
#[derive(Debug, Default)]
pub struct ReusablePages<'a>(HashMap<&'a str, &'a ReadPage>);

impl<'a> ReusablePages<'a> {
    /// Finds them among `new` pages. Each old page is given with what was read from it. A page with facts is reused
    /// only if its text is unchanged, because facts have places on their page.
    pub fn new(
        old: &'a [SourceFile],
        read: &'a [ReadPage],
        new: &[SourceFile],
        fact_files: &[SourceFile],
    ) -> ReusablePages<'a> {
        let (written, _) = facts::read(fact_files);
        let page = |fact| facts::page_of(fact, old).map(|file| &*file.path);
        let stated: HashSet<&str> = written.iter().filter_map(page).collect();
        let new = new.iter().map(|file| (&*file.path, &file.text));
        let new: HashMap<&str, &ArcStr> = new.collect();
        let is_known = |(old, (_, outcome)): &(&SourceFile, &ReadPage)| {
            new.get(&*old.path).is_some_and(|text| {
                old.text == **text
                    || *outcome != Outcome::Error
                        && !stated.contains(&*old.path)
                        && says_the_same(&old.text, text)
            })
        };
        let known = old.iter().zip(read).filter(is_known);
        ReusablePages(known.map(|(old, read)| (&*old.path, read)).collect())
    }

    /// Returns the number of these pages.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Returns what such a page says. Places are those of the old page; see [`relocate`].
    pub fn page(&self, file: &SourceFile) -> Option<ReadPage> {
        self.0.get(&*file.path).map(|read| ReadPage::clone(read))
    }
}

/// Whether two texts differ only in lines of the front matter that do not matter.
fn says_the_same(old: &str, new: &str) -> bool {
    let (Some(was), Some(is)) = (page::front_matter(old), page::front_matter(new)) else {
        return false;
    };
    old[was.end..] == new[is.end..] && area(&was) == area(&is)
}

fn area(front: &FrontMatter) -> Option<&str> {
    extract::area(&front.entries).map(|entry| entry.value.trim())
}

/// Translates a place on a page to the page that says the same below its front matter.
pub fn relocate(place: &Place, old: &SourceFile, new: &SourceFile) -> Place {
    let end = |file: &SourceFile| page::front_matter(&file.text).map(|front| front.end);
    let (Some(from), Some(to)) = (end(old), end(new)) else {
        return place.clone();
    };
    let shift = |at: usize| at.checked_sub(from).map_or(at, |below| to + below);
    let span = Span::new(shift(place.span.start), shift(place.span.end));
    Place {
        file: Arc::clone(&new.path),
        line: new.line(span.start),
        span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{self, Input};

    const FRONT: &str = "---\ntitle: \"thing\"\nms.subservice: \"things\"\n---\n";
    const BODY: &str = "\n# thing resource type\n\nNamespace: microsoft.graph\n\nA thing.\n\n## Properties\n\n\
        |Property|Type|Description|\n|:--|:--|:--|\n|size|Int32|How large. Maximum length is 9 characters.|\n\n\
        ## JSON representation\n\n<!-- {\"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.thing\"} -->\n\
        ```json\n{\"size\": 1}\n```\n\n## colour values\n\n|Member|Description|\n|:--|:--|\n|red|Red.|\n|blue|Blue.|\n";

    fn read(text: &str) -> (Vec<SourceFile>, Vec<ReadPage>) {
        let files = vec![SourceFile::new("thing.md", text)];
        let analysis = pipeline::analyze(Input::new(&files));
        let outcome = analysis.outcomes[0].1;
        (files, vec![(analysis.read[0].clone(), outcome)])
    }

    fn is_known(old: &str, new: &str, facts: &str) -> bool {
        let (files, read) = read(old);
        let new = [SourceFile::new("thing.md", new)];
        let facts = [SourceFile::new("facts.toml", facts)];
        ReusablePages::new(&files, &read, &new, &facts)
            .page(&new[0])
            .is_some()
    }

    #[test]
    fn unchanged_page_is_taken_from_the_cache() {
        let old = [FRONT, BODY].concat();
        let is_known = |new: &str| is_known(&old, new, "");
        assert!(is_known(&old));
        for front in [
            "---\ntitle: \"thing\"\nms.subservice: things\nms.date: today\n---\n",
            "---\nms.prod: 'things'\n---\n",
        ] {
            assert!(is_known(&[front, BODY].concat()), "{front}");
        }
        for front in [
            "",
            "---\ntitle: \"thing\"\n---\n",
            "---\nms.subservice: others\n---\n",
            "---\nms.subservice: things\n",
            "\u{feff}---\nms.subservice: things\n---\n",
            "---\r\nms.subservice: things\r\n---\r\n",
            "---\nms.subservice: things\n---\n\n",
        ] {
            assert!(!is_known(&[front, BODY].concat()), "{front:?}");
        }
        assert!(!is_known(
            &[FRONT, &BODY.replace("How large", "How big")].concat()
        ));
    }

    #[test]
    fn page_with_facts_must_be_identical() {
        let old = [FRONT, BODY].concat();
        let new = ["---\nms.subservice: things\n---\n", BODY].concat();
        let fact =
            "[[fact]]\nid = \"a\"\npage = \"thing.md\"\nquote = \"A thing.\"\nbase = \"other\"\n";
        assert!(is_known(&old, &new, ""));
        assert!(!is_known(&old, &new, fact));
        assert!(is_known(&old, &old, fact));
    }

    #[test]
    fn cached_places_move_with_the_body() {
        let (old, known) = read(&[FRONT, BODY].concat());
        for front in [
            "---\nms.subservice: things\n---\n",
            "---\n\n\n\n\n\nms.subservice: things\n---\n",
        ] {
            let (new, read) = read(&[front, BODY].concat());
            let places = |page: &PageExtract| {
                let rows = page.rows.iter().flat_map(|row| {
                    let limits = row.description.limits.iter().map(|(_, place)| place);
                    [&row.place, &row.phrase.place].into_iter().chain(limits)
                });
                let members = page.resources.iter().flat_map(|resource| {
                    let members = resource.members.iter().flatten();
                    members.flat_map(|member| [&member.place, &member.value_place])
                });
                let enums = page.enums.iter().flat_map(|en| {
                    let members = en.members.iter().map(|member| &member.place);
                    std::iter::once(&en.place).chain(members)
                });
                rows.chain(members)
                    .chain(enums)
                    .cloned()
                    .collect::<Vec<Place>>()
            };
            let moved = places(&known[0].0)
                .into_iter()
                .map(|place| relocate(&place, &old[0], &new[0]));
            let expected = places(&read[0].0);
            assert_eq!(expected.len(), 8);
            assert_eq!(moved.collect::<Vec<_>>(), expected);
            assert_ne!(places(&known[0].0), expected);
        }
    }
}
