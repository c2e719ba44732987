//! Which edits of the generator make crates stale.

#[path = "../build/token_hash.rs"]
mod token_hash;

use xxhash_rust::xxh3::Xxh3;

fn hash(source: &str) -> u64 {
    let mut hasher = Xxh3::new();
    token_hash::hash(&mut hasher, source.parse().unwrap());
    hasher.digest()
}

const SOURCE: &str = "use a::b; fn name() -> u8 { 1 }";

#[test]
fn comments_and_layout_do_not_change_the_hash() {
    for same in [
        "//! A file.\nuse a::b;\n\n/// Its name.\nfn name() -> u8 {\n    1 // one\n}\n",
        "#![doc = \"a\"] use a::b; /* b */ fn name() -> u8 { #[doc = \"c\"] 1 }",
    ] {
        assert_eq!(hash(same), hash(SOURCE), "{same}");
    }
}

#[test]
fn test_items_do_not_change_the_hash() {
    for tests in [
        "#[cfg(test)] mod tests { #[test] fn a() {} }",
        "#[cfg(test)] mod tests;",
        "#[cfg(test)] #[path = \"x.rs\"] mod tests;",
        "#[cfg(test)] use c::{d, e};",
        "#[cfg(test)] fn helper() -> [u8; 2] { [1, 2] }",
    ] {
        assert_eq!(hash(&format!("{SOURCE} {tests}")), hash(SOURCE), "{tests}");
        assert_eq!(hash(&format!("{tests} {SOURCE}")), hash(SOURCE), "{tests}");
    }
}

#[test]
fn edits_of_compiled_code_change_the_hash() {
    for other in [
        "use a::c; fn name() -> u8 { 1 }",
        "use a::b; fn name() -> u8 { 2 }",
        "use a::b; #[inline] fn name() -> u8 { 1 }",
        "use a::b; fn name() -> u8 [ 1 ]",
        "use a::b; #[cfg(feature = \"x\")] fn name() -> u8 { 1 }",
    ] {
        assert_ne!(hash(other), hash(SOURCE), "{other}");
    }
}
