//! Marks the tests that need the reference material that `GRAPHDOC_SHARED` names.
//!
//! The compiler tells cargo that this crate depends on the variable: when it is set or unset, this crate and the tests
//! that use it are rebuilt, and nothing else.

use proc_macro::TokenStream;

/// Marks a test as ignored if `GRAPHDOC_SHARED` is not set, and always if a reason is given, as in
/// `#[needs_material("slow; .ci/run runs it")]`. It must come before `#[test]`.
#[proc_macro_attribute]
pub fn needs_material(reason: TokenStream, test: TokenStream) -> TokenStream {
    let has_material = option_env!("GRAPHDOC_SHARED").is_some_and(|folder| !folder.is_empty());
    let mut marked = match has_material {
        true if reason.is_empty() => return test,
        true => parse(&format!("#[ignore = {reason}]")),
        false => parse("#[ignore = \"needs GRAPHDOC_SHARED\"]"),
    };
    marked.extend(test);
    marked
}

/// The path of the material. A test that runs without the material nevertheless fails.
#[proc_macro]
pub fn material(_: TokenStream) -> TokenStream {
    parse(
        "::std::path::PathBuf::from(::std::env::var_os(\"GRAPHDOC_SHARED\")
            .expect(\"GRAPHDOC_SHARED is not set; CONTRIBUTING.md says what it names\"))",
    )
}

fn parse(code: &str) -> TokenStream {
    code.parse().expect("valid Rust")
}
