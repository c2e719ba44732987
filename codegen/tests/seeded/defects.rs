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
    let pairs: Vec<(usize, usize)> = page.pairs();
    let pairs = pairs
        .into_iter()
        .filter(|(row, _)| !page.lines[*row].to_lowercase().contains("inherit"));
    let Some((row, key)) = pairs.clone().find(|(row, _)| page.property(*row) != "id") else {
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
    seeder.add(
        2,
        "missing-in-table",
        key - usize::from(row < key),
        page.splice(row..row + 1, &[]),
    );
    let mut without = page.splice(key..key + 1, &[]);
    if key + 1 == page.fence.1 - 1 {
        let before = without.lines[key - 1]
            .trim_end()
            .trim_end_matches(',')
            .to_owned();
        without.lines[key - 1] = before;
    }
    seeder.add(3, "missing-in-block", row - usize::from(key < row), without);
    let twice = page.splice(row..row, &[&page.lines[row]]);
    seeder.add(20, "duplicate-row", row + 1, twice.clone());
    let mut cells = page.cells(row);
    cells[1] = if cells[1] == "Boolean" {
        "Int32"
    } else {
        "Boolean"
    }
    .to_owned();
    seeder.add(
        21,
        "duplicate-row-type",
        row + 1,
        twice.with_row(row + 1, &cells),
    );
    let upper = match capital(&name) == name {
        true => name.to_uppercase(),
        false => capital(&name),
    };
    if upper != name {
        seeder.add(35, "name-case", row, renamed(&upper));
    }
    let (start, end) = name.split_at(name.len() / 2);
    seeder.add(
        40,
        "invisible-character",
        row,
        renamed(&format!("{start}\u{200b}{end}")),
    );
    seeder.add(
        40,
        "invisible-character",
        row,
        renamed(&format!("{name}\u{200b}")),
    );
    seeder.add(
        22,
        "unknown-table-header",
        page.header,
        page.change(page.header, "Type", "Kind"),
    );
    seeder.add(
        23,
        "table-header unknown-table-header",
        page.header,
        page.change(page.header, "Property", "Field"),
    );
    seeder.add(
        23,
        "table-header unknown-table-header",
        page.header,
        page.change(page.header, "Property", "Attribute"),
    );
    let cells = page.cells(row);
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
        seeder.add(4, "type-conflict", row, typed("Int32"));
        seeder.add(5, "collection-conflict", row, typed("String collection"));
        seeder.add(5, "collection-conflict", row, typed("Collection(String)"));
        let shown = |value: &str| page.change(key, &page.value(key), value);
        seeder.add(6, "collection-conflict", key, shown("[\"String\"]"));
        seeder.add(6, "collection-conflict", key, shown("[]"));
        seeder.add(7, "type-conflict", key, shown("1024"));
        seeder.add(7, "type-conflict", key, shown("true"));
        seeder.add(
            9,
            "link-target-missing",
            row,
            typed("[noSuchThing](nosuchthing.md)"),
        );

        seeder.add(36, "unknown-primitive", row, typed("Sting"));
        seeder.add(36, "unknown-primitive", row, typed("Int33"));
        seeder.add(36, "unknown-primitive", row, typed("Text"));
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
        seeder.add(
            8,
            "type-conflict",
            key,
            page.change(key, &old, &format!(".{other}\"")),
        );
        seeder.add(
            8,
            "type-conflict",
            key,
            page.change(key, &old, ".noSuchThing\""),
        );
        let link = |text: &str, target: &str| {
            let mut cells = page.cells(row);
            cells[1] = format!("[{text}]({target})");
            page.with_row(row, &cells)
        };
        seeder.add(
            9,
            "link-target-missing",
            row,
            link("noSuchThing", "nosuchthing.md"),
        );
        seeder.add(34, "link-text-and-target", row, link(&text, file));
        seeder.add(
            34,
            "link-text-and-target",
            row,
            link("noSuchThing", &target),
        );
    }
    let many = page.rows.iter().find_map(|row| {
        let cell = page.cells(*row).get(1)?.clone();
        let (_, rest) = cell.split_once("](")?;
        let (target, _) = rest.split_once(") collection")?;
        page.change(*row, &format!("]({target})"), "](nosuchthing.md)")
            .map(|page| (*row, page))
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
        let words: Vec<String> = value
            .trim_matches('"')
            .split('|')
            .map(|word| word.trim().to_owned())
            .collect();
        let text = page.cells(row).get(2)?.clone();
        let all = words.len() > 2 && words.iter().all(|word| text.contains(&format!("`{word}`")));
        let lower = text.to_lowercase();
        (all && lower.contains("possible values")).then_some((row, key, words))
    });
    let Some((row, key, words)) = listed else {
        return;
    };
    let rules = "values-conflict enum-and-list enum-and-block";
    let word = words[1].as_str();
    seeder.add(10, rules, row, page.change(row, &format!("`{word}`, "), ""));
    let last = words[words.len() - 2].as_str();
    seeder.add(10, rules, row, page.change(row, &format!("`{last}`, "), ""));
    if word.len() > 4 {
        seeder.add(11, rules, key, page.change(key, word, &misspelt(word)));
    }
    let is_text = page.cells(row)[1] == "String";
    if is_text {
        let name = page.property(row);
        let mut lines = vec![String::new(), format!("### {name} values"), String::new()];
        lines.extend(["|Member|Description|".to_owned(), "|:---|:---|".to_owned()]);
        lines.extend(
            words
                .iter()
                .skip(1)
                .map(|word| format!("|{word}|What it means.|")),
        );
        lines.push("|somethingElse|What it means.|".to_owned());
        let end = page.rows.last().expect("rows") + 1;
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let page = page.splice(end..end, &lines);
        let rules = "enum-and-block enum-and-list";
        seeder.add(37, rules, end + 1, page);
    }
}

fn blocks(seeder: &mut Seeder<'_>) {
    let page = seeder.page;
    let keys: Vec<usize> = page.pairs().into_iter().map(|(_, key)| key).collect();
    let with_comma = keys
        .iter()
        .find(|key| page.lines[**key].trim_end().ends_with(','));
    if let Some(key) = with_comma {
        let line = page.lines[*key].trim_end().trim_end_matches(',').to_owned();
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
    seeder.add(
        30,
        "unclosed-fence",
        open,
        page.splice(page.fence.1..page.fence.1 + 1, &[]),
    );
}

fn annotations(seeder: &mut Seeder<'_>) {
    let page = seeder.page;
    let (start, end) = page.annotation;
    let find = |words: &str| (start..=end).find(|at| page.lines[*at].contains(words));
    let named = find("\"@odata.type\"");
    if let Some(at) = named {
        let name = page.name();
        if page.lines[at].contains(&format!(".{name}\"")) && name.len() > 5 {
            let wrong = page.change(at, &format!("{name}\""), &format!("{}\"", misspelt(name)));
            seeder.add(12, "annotation-type", at, wrong);
            let longer = page.change(at, &format!("{name}\""), &format!("{name}Wrong\""));
            seeder.add(12, "annotation-type", at, longer);
            let short = format!("{}\"", &name[..name.len() - 1]);
            seeder.add(
                12,
                "annotation-type",
                at,
                page.change(at, &format!("{name}\""), &short),
            );
        }
        let with = |line: &str| page.splice(at..at, &[line]);
        if find("optionalProperties").is_none() {
            let added = with("  \"optionalProperties\": [ \"noSuchMember\" ],");
            seeder.add(13, "optional-property-unknown", at, added);
        }
        if find("keyProperty").is_none() {
            seeder.add(
                14,
                "key-property-unknown",
                at,
                with("  \"keyProperty\": \"noSuchKey\","),
            );
        }
        if find("baseType").is_none() {
            let added = with("  \"baseType\": \"microsoft.graph.noSuchBase\",");
            seeder.add(15, "base-undeclared", at, added);
        }
        let misspelt = page.change(at, "@odata.type", "@odata.typ");
        seeder.add(16, "unknown-annotation-key", at, misspelt);
        seeder.add(
            27,
            "annotation-not-json",
            at,
            page.change(at, "\"@odata.type\"", "\"@odata.type"),
        );
        seeder.add(27, "annotation-not-json", at, page.change(at, "\":", "\" "));
    }
    if let Some(at) = find("optionalProperties") {
        let wrong = page.change(at, "optionalProperties", "optionalPropertys");
        seeder.add(16, "unknown-annotation-key", at, wrong);
        if page.lines[at].trim_end().ends_with('[') {
            let comma = if page.lines[at + 1].contains('"') {
                ","
            } else {
                ""
            };
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
    let deleted = page.splice(start..end + 1, &[]);
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
    if let Some(at) = page
        .lines
        .iter()
        .position(|line| line.starts_with("doc_type:"))
    {
        let deleted = page.splice(at..at + 1, &[]);
        seeder.add(33, "doc-type-missing", 0, deleted);
    }
    if let Some(at) =
        (page.annotation.0..=page.annotation.1).find(|at| page.lines[*at].contains("odata.type"))
    {
        let mut paths = vec![page.path.replace(".md", "2.md")];
        // A product may have its own view of a type, but not a copy.
        if page.rows.len() > 1 {
            paths.push(page.path.replace("resources/", "resources/other-"));
        }
        for path in paths {
            let copy = Page {
                path,
                ..page.clone()
            };
            seeder.add(42, "type-defined-twice", at, copy);
        }
    }
}

fn sections(seeder: &mut Seeder<'_>) {
    let page = seeder.page;
    for heading in ["## Attributes", "## Property", "## Fields"] {
        seeder.add(
            25,
            "properties-heading",
            page.heading,
            page.with(page.heading, heading),
        );
    }
    if let Some(at) = page.json_heading {
        let removed = page.splice(at..page.fence.1 + 1, &[]);
        seeder.add(38, "json-section-missing", page.title, removed);
    }
    let end = page.rows.last().expect("rows") + 1;
    let next = (end..page.lines.len()).find(|at| page.lines[*at].starts_with("## "));
    if let Some(next) = next {
        let removed = page.splice(page.heading..next, &[]);
        seeder.add(39, "properties-section-missing", page.title, removed);
    }
}
