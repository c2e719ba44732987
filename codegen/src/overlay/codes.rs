//! The kinds of diagnostic that facts written by hand can raise.

use crate::diagnostic::codes;

codes! {
    FACT_SYNTAX, "fact-syntax", Deny, "a file of facts cannot be read";
    FACT_UNKNOWN_KEY, "fact-unknown-key", Deny, "a fact has a key that means nothing";
    FACT_TWICE, "fact-twice", Deny, "two facts have one name";
    FACT_STALE, "fact-stale", Deny, "the page no longer has the sentence that a fact rests on";
    FACT_AMBIGUOUS, "fact-ambiguous", Deny, "the page has the sentence that a fact rests on more than once";
    FACT_UNSAID, "fact-unsaid", Deny, "a fact claims what its sentence does not say";
    FACT_COVERAGE, "fact-coverage", Deny, "a lifecycle and the documented values of its property differ";
    FACT_UNUSED, "fact-unused", Deny, "a fact is about nothing that the pages declare";
    FACT_UNQUOTED, "fact-without-sentence", Allow, "a fact rests on no sentence of a page";
}
