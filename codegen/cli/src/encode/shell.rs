//! Commands as users must type them.

use std::borrow::Cow;

/// Quotes a word for a POSIX shell if needed.
pub fn quote(word: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./,:=@%+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
    }
}

/// Joins words to a command line.
pub fn command<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(quote).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_not_quoted() {
        assert_eq!(
            command(["graphdoc", "--docs", "a/b-c.d", "--only", "x.y,z"]),
            "graphdoc --docs a/b-c.d --only x.y,z"
        );
    }

    #[cfg(unix)]
    #[test]
    fn sh_reads_back_what_was_quoted() {
        for word in [
            "a b", "it's", "$HOME", "", "`x`", "a\"b", "a\nb", "*", "~", "ü", "a\\b",
        ] {
            let line = command(["printf", "%s", word]);
            let output = std::process::Command::new("sh")
                .args(["-c", &line])
                .output()
                .expect("sh runs");
            assert_eq!(String::from_utf8_lossy(&output.stdout), word, "{line}");
        }
    }
}
