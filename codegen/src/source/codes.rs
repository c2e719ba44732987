//! The kinds of diagnostic that reading files can raise.

use crate::diagnostic::codes;

codes! {
    UNREADABLE, "unreadable-file", Deny, "a file cannot be read from disk";
    NOT_UTF8, "invalid-utf8", Deny, "a file is not UTF-8 text";
    TOO_LARGE, "page-too-large", Deny, "a page is larger than is read";
    LINK_NOT_FOLLOWED, "link-not-followed", Deny, "a link in the docs folder leads to no file in it";
}
