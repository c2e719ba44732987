//! Differences between two sentences, word by word.

/// Maximum number of words that are compared.
const MOST: usize = 400;

/// Returns `old` with removed words as `[-..-]` and added words as `{+..+}`.
pub(super) fn words(old: &str, new: &str) -> String {
    let (old, new) = (split(old), split(new));
    let lengths = lengths(&old, &new);
    let (mut a, mut b) = (0, 0);
    let mut parts: Vec<String> = Vec::new();
    while a < old.len() || b < new.len() {
        if a < old.len() && b < new.len() && old[a] == new[b] {
            parts.push(old[a].to_owned());
            (a, b) = (a + 1, b + 1);
            continue;
        }
        let (from_a, from_b) = (a, b);
        while (a < old.len() || b < new.len())
            && !(a < old.len() && b < new.len() && old[a] == new[b])
        {
            if b == new.len() || (a < old.len() && lengths[a + 1][b] >= lengths[a][b + 1]) {
                a += 1;
            } else {
                b += 1;
            }
        }
        if from_a < a {
            parts.push(format!("[-{}-]", old[from_a..a].join(" ")));
        }
        if from_b < b {
            parts.push(format!("{{+{}+}}", new[from_b..b].join(" ")));
        }
    }
    parts.join(" ")
}

/// Returns the similarity of two sentences from 0 to 1: the share of words that they have in common, in order.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (split(a), split(b));
    let total = a.len() + b.len();
    if total == 0 {
        return 0.0;
    }
    2.0 * f64::from(lengths(&a, &b)[0][0]) / total as f64
}

fn split(text: &str) -> Vec<&str> {
    text.split_whitespace().take(MOST).collect()
}

/// For each pair of suffixes of the sentences, the number of words that they have in common, in order.
fn lengths(a: &[&str], b: &[&str]) -> Vec<Vec<u32>> {
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i][j] = match a[i] == b[j] {
                true => table[i + 1][j + 1] + 1,
                false => table[i + 1][j].max(table[i][j + 1]),
            };
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_word_is_marked() {
        assert_eq!(words("a b c", "a x c"), "a [-b-] {+x+} c");
        assert_eq!(words("a b", "a b c"), "a b {+c+}");
        assert_eq!(words("a b", ""), "[-a b-]");
        assert_eq!(words("same", "same"), "same");
    }

    #[test]
    fn nearer_sentence_is_more_similar() {
        let old = "updates follow when it is running";
        assert!(
            likeness(old, "updates follow if it is running") > likeness(old, "nothing follows")
        );
        assert_eq!(likeness(old, old), 1.0);
    }
}
