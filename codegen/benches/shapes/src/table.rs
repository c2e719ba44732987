//! All results, as a table of medians and ratios.

use std::fmt::Write;

use crate::shape::{OURS, Shape};

/// Unit of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Seconds,
    Megabytes,
    Microseconds,
}

/// A quantity, with the results of each shape.
#[derive(Debug)]
struct Row {
    what: String,
    unit: Unit,
    figures: Vec<(&'static str, Vec<f64>)>,
}

/// Results in the order in which they were measured.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// Adds a result for a shape.
    pub fn add(&mut self, what: &str, unit: Unit, shape: &Shape, figure: f64) {
        let at = match self.rows.iter().position(|row| row.what == what) {
            Some(at) => at,
            None => {
                self.rows.push(Row {
                    what: what.to_owned(),
                    unit,
                    figures: Vec::new(),
                });
                self.rows.len() - 1
            }
        };
        let row = &mut self.rows[at];
        match row.figures.iter_mut().find(|(name, _)| *name == shape.name) {
            Some((_, figures)) => figures.push(figure),
            None => row.figures.push((shape.name, vec![figure])),
        }
    }

    /// Returns a Markdown table: a column of medians for each shape, then the ratio of our shape to each other shape.
    pub fn print(&self, shapes: &[Shape]) -> String {
        let others = || shapes.iter().filter(|shape| shape.name != OURS.name);
        let mut out = String::from("| |");
        shapes.iter().for_each(|shape| {
            let _ = write!(out, " {} |", shape.name);
        });
        others().for_each(|shape| {
            let _ = write!(out, " ours / {} |", shape.name);
        });
        out.push_str("\n| --- |");
        out.push_str(&" ---: |".repeat(shapes.len() + others().count()));
        out.push('\n');
        for row in &self.rows {
            let _ = write!(out, "| {} |", row.what);
            for shape in shapes {
                let cell = row.median(shape).map(|median| row.unit.show(median));
                let _ = write!(out, " {} |", cell.unwrap_or_default());
            }
            for shape in others() {
                let ratio = row.median(&OURS).zip(row.median(shape));
                let cell = ratio.map(|(ours, theirs)| format!("{:.2}", ours / theirs));
                let _ = write!(out, " {} |", cell.unwrap_or_default());
            }
            out.push('\n');
        }
        out
    }
}

impl Row {
    fn median(&self, shape: &Shape) -> Option<f64> {
        let (_, figures) = self.figures.iter().find(|(name, _)| *name == shape.name)?;
        let mut sorted = figures.clone();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        match sorted.len() % 2 {
            0 => Some((sorted.get(middle.checked_sub(1)?)? + sorted.get(middle)?) / 2.0),
            _ => sorted.get(middle).copied(),
        }
    }
}

impl Unit {
    fn show(self, figure: f64) -> String {
        match self {
            Unit::Seconds => format!("{figure:.2} s"),
            Unit::Megabytes if figure < 10.0 => format!("{figure:.2} MB"),
            Unit::Megabytes => format!("{figure:.0} MB"),
            Unit::Microseconds => format!("{figure:.0} µs"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Table, Unit};
    use crate::shape::{OURS, RELATED};

    #[test]
    fn ratio_is_that_of_the_medians() {
        let mut table = Table::default();
        let mut add = |shape, figure| table.add("check", Unit::Seconds, shape, figure);
        [5.0, 1.0, 2.0]
            .into_iter()
            .for_each(|figure| add(&OURS, figure));
        [8.0, 8.0, 80.0, 8.0]
            .into_iter()
            .for_each(|figure| add(&RELATED, figure));
        let printed = table.print(&[OURS, RELATED]);
        assert!(
            printed.ends_with("| check | 2.00 s | 8.00 s | 0.25 |\n"),
            "{printed}"
        );
    }
}
