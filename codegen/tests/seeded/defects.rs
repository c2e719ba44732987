//! The defects. Each is put into a page alone, in several variants.

use crate::page::Page;

/// A page with one defect.
pub struct Seeded {
    /// Number in the list of defects.
    pub number: usize,
    /// The page and its path; a new page for the defect that is a second page.
    pub page: Page,
    /// The line of the page at which the finding must be, counted from 1.
    pub line: usize,
    /// The rules of which one must be reported, separated by spaces.
    pub rules: &'static str,
}

struct Seeder<'a> {
    page: &'a Page,
    out: Vec<Seeded>,
}

impl Seeder<'_> {
    /// Adds a page, if there is one. If several rules are given, one of them is enough.
    fn add(
        &mut self,
        number: usize,
        rules: &'static str,
        line: usize,
        page: impl Into<Option<Page>>,
    ) {
        self.out.extend(page.into().map(|page| Seeded {
            number,
            page,
            line: line + 1,
            rules,
        }));
    }
}

/// Returns all defects that fit into a page. `other` is another type of the set, with the page that declares it.
pub fn seed(page: &Page, other: (&str, &str)) -> Vec<Seeded> {
    let mut seeder = Seeder {
        page,
        out: Vec::new(),
    };
    tables(&mut seeder);
    types(&mut seeder, other);
    blocks(&mut seeder);
    annotations(&mut seeder);
    heads(&mut seeder, other);
    sections(&mut seeder);
    seeder.out
}

fn plain(page: &Page) -> Vec<(usize, usize)> {
    let pairs = page.pairs().into_iter();
    let is_text = |(row, key): &(usize, usize)| {
        page.cells(*row).get(1).is_some_and(|cell| cell == "String")
            && page.value(*key).eq_ignore_ascii_case("\"string\"")
    };
    pairs.filter(is_text).collect()
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

/// Swaps two letters in the middle of a word.
fn misspelt(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let middle = letters.len() / 2;
    let at =
        (middle..letters.len() - 1).find(|at| !letters[*at].eq_ignore_ascii_case(&letters[at + 1]));
    if let Some(at) = at {
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

fn tables(seeder: &mut Seeder<'_>) {
    let page = seeder.page;
    let is_own = |row: usize| {
        page.property(row) != "id" && !page.lines[row].to_lowercase().contains("inherit")
    };
    let Some((row, key)) = page.pairs().into_iter().find(|(row, _)| is_own(*row)) else {
        return;
    };
    let cells = page.cells(row);
    let name = page.property(row);
    let renamed = |new: &str| {
        let mut cells = cells.clone();
        cells[0] = new.to_owned();
        page.with_row(row, &cells)
    };
    let rules = "name-conflict";
    seeder.add(1, rules, row, renamed(&format!("other{}", capital(&name))));
    if !misspelt(&name).eq_ignore_ascii_case(&name) {
        seeder.add(1, rules, row, renamed(&misspelt(&name)));
    }
    let (at, without) = (key - usize::from(row < key), page.without(row..row + 1));
    seeder.add(2, "missing-in-table", at, without);
    let mut without = page.without(key..key + 1);
    if key + 1 == page.fence.1 - 1 {
        without = without.with(key - 1, page.without_comma(key - 1));
    }
    seeder.add(3, "missing-in-block", row - usize::from(key < row), without);
    let twice = page.splice(row..row, &[&page.lines[row]]);
    seeder.add(20, "duplicate-row", row + 1, twice.clone());
    let mut other = cells.clone();
    let is_flag = cells[1] == "Boolean";
    other[1] = if is_flag { "Int32" } else { "Boolean" }.to_owned();
    let twice = twice.with_row(row + 1, &other);
    seeder.add(21, "duplicate-row-type", row + 1, twice);
    let upper = match capital(&name) == name {
        true => name.to_uppercase(),
        false => capital(&name),
    };
    if upper != name {
        seeder.add(35, "name-case", row, renamed(&upper));
    }
    let (start, end) = name.split_at(name.len() / 2);
    for hidden in [format!("{start}\u{200b}{end}"), format!("{name}\u{200b}")] {
        seeder.add(40, "invisible-character", row, renamed(&hidden));
    }
    let header = |from: &str, to: &str| page.change(page.header, from, to);
    let rules = "unknown-table-header";
    seeder.add(22, rules, page.header, header("Type", "Kind"));
    for word in ["Field", "Attribute"] {
        let rules = "table-header unknown-table-header";
        seeder.add(23, rules, page.header, header("Property", word));
    }
    if cells.len() == 3 && !cells[2].is_empty() {
        seeder.add(24, "missing-cell", row, page.with_row(row, &cells[..2]));
        let empty = [cells[0].clone(), cells[1].clone(), String::new()];
        seeder.add(41, "description-empty", row, page.with_row(row, &empty));
    }
}

fn types(seeder: &mut Seeder<'_>, (other, file): (&str, &str)) {
    let page = seeder.page;
    if let Some((row, key)) = plain(page).first().copied() {
        let cells = page.cells(row);
        let typed = |ty: &str| {
            let mut cells = cells.clone();
            cells[1] = ty.to_owned();
            page.with_row(row, &cells)
        };
        for (number, rules, ty) in [
            (4, "type-conflict", "Int32"),
            (5, "collection-conflict", "String collection"),
            (5, "collection-conflict", "Collection(String)"),
            (9, "link-target-missing", "[noSuchThing](nosuchthing.md)"),
            (36, "unknown-primitive", "Sting"),
            (36, "unknown-primitive", "Int33"),
            (36, "unknown-primitive", "Text"),
        ] {
            seeder.add(number, rules, row, typed(ty));
        }
        for (number, rules, value) in [
            (6, "collection-conflict", "[\"String\"]"),
            (6, "collection-conflict", "[]"),
            (7, "type-conflict", "1024"),
            (7, "type-conflict", "true"),
        ] {
            let shown = page.change(key, &page.value(key), value);
            seeder.add(number, rules, key, shown);
        }
    }
    let linked = page.pairs().into_iter().find_map(|(row, key)| {
        let cell = page.cells(row).get(1)?.clone();
        let (text, rest) = cell.strip_prefix('[')?.split_once("](")?;
        let target = rest.strip_suffix(')')?;
        let shows = page.value(key).contains(&format!(".{text}\""));
        (shows && text != other).then(|| (row, key, text.to_owned(), target.to_owned()))
    });
    if let Some((row, key, text, target)) = linked {
        let old = format!(".{text}\"");
        for shown in [other, "noSuchThing"] {
            let shown = page.change(key, &old, &format!(".{shown}\""));
            seeder.add(8, "type-conflict", key, shown);
        }
        for (number, rules, text, target) in [
            (9, "link-target-missing", "noSuchThing", "nosuchthing.md"),
            (34, "link-text-and-target", &text, file),
            (34, "link-text-and-target", "noSuchThing", &target),
        ] {
            let mut cells = page.cells(row);
            cells[1] = format!("[{text}]({target})");
            seeder.add(number, rules, row, page.with_row(row, &cells));
        }
    }
    let many = page.rows.iter().find_map(|row| {
        let cell = page.cells(*row).get(1)?.clone();
        let (_, rest) = cell.split_once("](")?;
        let (target, _) = rest.split_once(") collection")?;
        let wrong = page.change(*row, &format!("]({target})"), "](nosuchthing.md)");
        Some((*row, wrong?))
    });
    if let Some((row, wrong)) = many {
        seeder.add(9, "link-target-missing", row, wrong);
    }
    lists(seeder);
}

/// A row whose description and block list the same values.
fn lists(seeder: &mut Seeder<'_>) {
    let page = seeder.page;
    let listed = page.pairs().into_iter().find_map(|(row, key)| {
        let value = page.value(key);
        let words = value.trim_matches('"').split('|');
        let words: Vec<String> = words.map(|word| word.trim().to_owned()).collect();
        let text = page.cells(row).get(2)?.clone();
        let all = words.len() > 2 && words.iter().all(|word| text.contains(&format!("`{word}`")));
        let lower = text.to_lowercase();
        (all && lower.contains("possible values")).then_some((row, key, words))
    });
    let Some((row, key, words)) = listed else {
        return;
    };
    let rules = "values-conflict enum-and-list enum-and-block";
    for word in [&words[1], &words[words.len() - 2]] {
        seeder.add(10, rules, row, page.change(row, &format!("`{word}`, "), ""));
    }
    let word = &words[1];
    if word.len() > 4 {
        seeder.add(11, rules, key, page.change(key, word, &misspelt(word)));
    }
    if page.cells(row)[1] == "String" {
        let members = words.iter().skip(1).map(String::as_str);
        let members = members.chain(["somethingElse"]);
        let members: String = members
            .map(|word| format!("\n|{word}|What it means.|"))
            .collect();
        let heading = format!("\n### {} values\n", page.property(row));
        let section = format!("{heading}\n|Member|Description|\n|:---|:---|{members}");
        let end = page.rows.last().expect("rows") + 1;
        let page = page.splice(end..end, &section.split('\n').collect::<Vec<_>>());
        let rules = "enum-and-block enum-and-list";
        seeder.add(37, rules, end + 1, page);
    }
}

fn blocks(seeder: &mut Seeder<'_>) {
    let page = seeder.page;
    let keys: Vec<usize> = page.pairs().into_iter().map(|(_, key)| key).collect();
    let has_comma = |key: &&usize| page.lines[**key].trim_end().ends_with(',');
    if let Some(key) = keys.iter().find(has_comma) {
        let line = page.without_comma(*key);
        seeder.add(17, "missing-comma", *key, page.with(*key, line));
        let twice = page.splice(*key..*key, &[&page.lines[*key]]);
        seeder.add(19, "repeated-key", key + 1, twice);
    }
    let last = page.fence.1 - 2;
    if page.lines[last + 1].trim() == "}" && keys.contains(&last) {
        let line = page.lines[last].trim_end().to_owned() + ",";
        seeder.add(18, "trailing-comma", last, page.with(last, line));
    }
    let open = page.fence.0;
    for language in ["```js", "```http", "```"] {
        seeder.add(29, "fence-language", open, page.with(open, language));
    }
    let unclosed = page.without(page.fence.1..page.fence.1 + 1);
    seeder.add(30, "unclosed-fence", open, unclosed);
}

fn annotations(seeder: &mut Seeder<'_>) {
    let page = seeder.page;
    let (start, end) = page.annotation;
    let find = |words: &str| (start..=end).find(|at| page.lines[*at].contains(words));
    let named = find("\"@odata.type\"");
    if let Some(at) = named {
        let name = page.name();
        if page.lines[at].contains(&format!(".{name}\"")) && name.len() > 5 {
            let (longer, shorter) = (format!("{name}Wrong"), &name[..name.len() - 1]);
            for wrong in [&misspelt(name), &longer, shorter] {
                let wrong = page.change(at, &format!("{name}\""), &format!("{wrong}\""));
                seeder.add(12, "annotation-type", at, wrong);
            }
        }
        let base = "\"microsoft.graph.noSuchBase\"";
        let optional = "[ \"noSuchMember\" ]";
        for (number, rules, key, value) in [
            (
                13,
                "optional-property-unknown",
                "optionalProperties",
                optional,
            ),
            (14, "key-property-unknown", "keyProperty", "\"noSuchKey\""),
            (15, "base-undeclared", "baseType", base),
        ] {
            if find(key).is_none() {
                let added = page.splice(at..at, &[&format!("  \"{key}\": {value},")]);
                seeder.add(number, rules, at, added);
            }
        }
        for (number, rules, from, to) in [
            (16, "unknown-annotation-key", "@odata.type", "@odata.typ"),
            (
                27,
                "annotation-not-json",
                "\"@odata.type\"",
                "\"@odata.type",
            ),
            (27, "annotation-not-json", "\":", "\" "),
        ] {
            seeder.add(number, rules, at, page.change(at, from, to));
        }
    }
    if let Some(at) = find("optionalProperties") {
        let wrong = page.change(at, "optionalProperties", "optionalPropertys");
        seeder.add(16, "unknown-annotation-key", at, wrong);
        if page.lines[at].trim_end().ends_with('[') {
            let has_more = page.lines[at + 1].contains('"');
            let comma = if has_more { "," } else { "" };
            let added = page.splice(at + 1..at + 1, &[&format!("    \"noSuchMember\"{comma}")]);
            seeder.add(13, "optional-property-unknown", at + 1, added);
        }
    }
    if let Some(at) = find("\"keyProperty\"") {
        let wrong = page.change(at, "keyProperty", "keyPropery");
        seeder.add(16, "unknown-annotation-key", at, wrong);
        let wrong = page.change(at, "\"id\"", "\"noSuchKey\"");
        seeder.add(14, "key-property-unknown", at, wrong);
    }
    if let Some(at) = find("\"baseType\": \"microsoft.graph.") {
        let wrong = page.change(at, "\"microsoft.graph.", "\"microsoft.graph.noSuch");
        seeder.add(15, "base-undeclared", at, wrong);
    }
    if let Some(at) = find("blockType") {
        for word in ["\"resorce\"", "\"resources\""] {
            let wrong = page.change(at, "\"resource\"", word);
            seeder.add(28, "unknown-block-type", at, wrong);
        }
        let wrong = page.change(at, "blockType", "blokType");
        seeder.add(16, "unknown-annotation-key", at, wrong);
    }
    let deleted = page.without(start..end + 1);
    seeder.add(26, "resource-without-annotation", page.title, deleted);
}

fn heads(seeder: &mut Seeder<'_>, (other, _): (&str, &str)) {
    let page = seeder.page;
    let name = page.name();
    let annotated = (page.annotation.0..=page.annotation.1)
        .any(|at| page.lines[at].contains(&format!(".{name}\"")));
    if annotated {
        let title = |word: &str| page.change(page.title, name, word);
        if name != other {
            seeder.add(31, "heading-type", page.title, title(other));
        }
        seeder.add(31, "heading-type", page.title, title("somethingElse"));
    }
    if let Some(at) = page.namespace {
        let wrong = page.change(at, "microsoft.graph", "microsoft.graph.other");
        seeder.add(32, "namespace-conflict", at, wrong);
    }
    let is_doc_type = |line: &String| line.starts_with("doc_type:");
    if let Some(at) = page.lines.iter().position(is_doc_type) {
        let deleted = page.without(at..at + 1);
        seeder.add(33, "doc-type-missing", 0, deleted);
    }
    let mut annotation = page.annotation.0..=page.annotation.1;
    if let Some(at) = annotation.find(|at| page.lines[*at].contains("odata.type")) {
        let mut paths = vec![page.path.replace(".md", "2.md")];
        // A product may have its own view of a type, but not a copy.
        if page.rows.len() > 1 {
            paths.push(page.path.replace("resources/", "resources/other-"));
        }
        for path in paths {
            let mut copy = page.clone();
            copy.path = path;
            seeder.add(42, "type-defined-twice", at, copy);
        }
    }
}

fn sections(seeder: &mut Seeder<'_>) {
    let page = seeder.page;
    for heading in ["## Attributes", "## Property", "## Fields"] {
        let wrong = page.with(page.heading, heading);
        seeder.add(25, "properties-heading", page.heading, wrong);
    }
    if let Some(at) = page.json_heading {
        let removed = page.without(at..page.fence.1 + 1);
        seeder.add(38, "json-section-missing", page.title, removed);
    }
    let end = page.rows.last().expect("rows") + 1;
    let next = (end..page.lines.len()).find(|at| page.lines[*at].starts_with("## "));
    if let Some(next) = next {
        let removed = page.without(page.heading..next);
        seeder.add(39, "properties-section-missing", page.title, removed);
    }
}
