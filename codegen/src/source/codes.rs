//! The kinds of diagnostic that reading files can raise.

use crate::diagnostic::codes;

codes! {
    UNREADABLE, "unreadable-file", Deny, "a page cannot be read from disk";
    NOT_UTF8, "invalid-utf8", Deny, "a page is not UTF-8";
    TOO_LARGE, "page-too-large", Deny, "a page is larger than is read";
}
