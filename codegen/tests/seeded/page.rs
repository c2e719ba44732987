//! A resource page as lines, with the places for defects.

/// A page that has everything once: head, property table, annotation and block.
#[derive(Clone)]
pub struct Page {
    pub path: String,
    pub lines: Vec<String>,
    pub title: usize,
    pub namespace: Option<usize>,
    pub heading: usize,
    pub header: usize,
    pub rows: Vec<usize>,
    pub json_heading: Option<usize>,
    pub annotation: (usize, usize),
    pub fence: (usize, usize),
}

impl Page {
    /// Finds the places. Returns `None` if the page lacks one of them or has another structure.
    pub fn new(path: &str, text: &str) -> Option<Page> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let find = |from: usize, test: &dyn Fn(&str) -> bool| {
            (from..lines.len()).find(|at| test(lines[*at].trim()))
        };
        let title = find(0, &|line| line.starts_with("# "))?;
        let heading = find(title, &|line| line == "## Properties")?;
        let header = find(heading + 1, &|line| {
            line.starts_with('|') || line.starts_with("## ")
        })?;
        let is_rule = |line: &str| line.contains("--") && line.contains('|');
        if !lines[header].starts_with('|') || !is_rule(&lines[header + 1]) {
            return None;
        }
        let rows: Vec<usize> = (header + 2..lines.len())
            .take_while(|at| lines[*at].trim().starts_with('|'))
            .collect();
        rows.last()?;
        let annotated = find(title, &|line| {
            line.contains("blockType") && line.contains("\"resource\"")
        })?;
        let start = (0..=annotated)
            .rev()
            .find(|at| lines[*at].contains("<!--"))?;
        let end = find(start, &|line| line.contains("-->"))?;
        let open = find(end, &|line| line.starts_with("```"))?;
        let close = find(open + 1, &|line| line.starts_with("```"))?;
        let plain = end < open && annotated <= end && open - end <= 3;
        let json_heading = (0..start)
            .rev()
            .find(|at| lines[*at].to_lowercase().starts_with("## json"));
        let namespace = find(0, &|line| line.starts_with("Namespace:"));
        plain.then(|| Page {
            path: path.to_owned(),
            namespace,
            lines,
            title,
            heading,
            header,
            rows,
            json_heading,
            annotation: (start, end),
            fence: (open, close),
        })
    }

    /// Moves the representation before the properties.
    pub fn with_block_first(&self) -> Option<Page> {
        let (start, end) = (self.json_heading?, self.fence.1 + 1);
        let mut lines = self.lines.clone();
        if start < self.heading || end > lines.len() {
            return None;
        }
        let block: Vec<String> = lines.drain(start..end).collect();
        let block = block.into_iter().chain([String::new()]);
        lines.splice(self.heading..self.heading, block);
        Page::new(&self.path, &(lines.join("\n") + "\n"))
    }

    /// Makes names bold and removes the last pipe of rows.
    pub fn with_bold_names(&self) -> Option<Page> {
        let mut page = self.clone();
        for row in &self.rows {
            let mut cells = self.cells(*row);
            cells[0] = format!("**{}**", self.property(*row));
            page.lines[*row] = format!("| {}", cells.join(" | "));
        }
        Page::new(&page.path, &page.text())
    }

    /// Returns the name of the type without its namespace.
    pub fn name(&self) -> &str {
        let word = self.lines[self.title].trim_start_matches("# ");
        word.split(' ').next().unwrap_or(word)
    }

    /// Returns the cells of a row, trimmed.
    pub fn cells(&self, row: usize) -> Vec<String> {
        let line = self.lines[row].trim().trim_matches('|');
        let line = line.replace("\\|", "\u{1}");
        let cells = line.split('|').map(str::trim);
        cells.map(|cell| cell.replace('\u{1}', "\\|")).collect()
    }

    /// Returns the name of the property in a row.
    pub fn property(&self, row: usize) -> String {
        let cells = self.cells(row);
        cells[0].trim_matches(['*', '`']).to_owned()
    }

    /// Returns the line of the block that shows a property, if it has a line of its own.
    pub fn key(&self, name: &str) -> Option<usize> {
        let start = format!("\"{name}\":");
        (self.fence.0 + 1..self.fence.1).find(|at| {
            let line = self.lines[*at].trim();
            let balanced = |open, close| line.matches(open).count() == line.matches(close).count();
            line.starts_with(&start) && balanced('{', '}') && balanced('[', ']')
        })
    }

    /// Returns the value in the block, without its comma.
    pub fn value(&self, key: usize) -> String {
        let line = self.lines[key].trim();
        let (_, value) = line.split_once(':').expect("a key");
        value.trim().trim_end_matches(',').to_owned()
    }

    /// Returns the rows of properties that the block shows, with both lines.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let rows = self.rows.iter();
        rows.filter_map(|row| Some((*row, self.key(&self.property(*row))?)))
            .collect()
    }

    /// Replaces one line.
    pub fn with(&self, line: usize, text: impl Into<String>) -> Page {
        let mut page = self.clone();
        page.lines[line] = text.into();
        page
    }

    /// Replaces some lines.
    pub fn splice(&self, range: std::ops::Range<usize>, lines: &[&str]) -> Page {
        let mut page = self.clone();
        let lines = lines.iter().map(|line| (*line).to_owned());
        page.lines.splice(range, lines);
        page
    }

    /// Removes some lines.
    pub fn without(&self, range: std::ops::Range<usize>) -> Page {
        self.splice(range, &[])
    }

    /// Returns a line without the comma at its end.
    pub fn without_comma(&self, line: usize) -> &str {
        self.lines[line].trim_end().trim_end_matches(',')
    }

    /// Replaces a part of one line. Returns `None` if the line does not have it.
    pub fn change(&self, line: usize, from: &str, to: &str) -> Option<Page> {
        let text = &self.lines[line];
        text.contains(from)
            .then(|| self.with(line, text.replacen(from, to, 1)))
    }

    /// Formats cells as a row.
    pub fn with_row(&self, row: usize, cells: &[String]) -> Page {
        self.with(row, format!("| {} |", cells.join(" | ")))
    }

    pub fn text(&self) -> String {
        self.lines.join("\n") + "\n"
    }
}
