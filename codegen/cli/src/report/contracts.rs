//! Broken contracts, in words.

use graphdoc_codegen::unstable::finding::Contract;

/// Describes what a change breaks, if it breaks anything.
pub fn broken(contracts: &[Contract]) -> Option<String> {
    let word = |contract: &Contract| match contract {
        Contract::RustSource => "programs",
        Contract::WireRead => "what is read",
        Contract::WireWrite => "what is sent",
    };
    let words: Vec<&str> = contracts.iter().map(word).collect();
    (!words.is_empty()).then(|| words.join(", "))
}
