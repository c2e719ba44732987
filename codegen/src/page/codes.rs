//! The kinds of diagnostic that reading the blocks of a page can raise.

use crate::diagnostic::codes;

codes! {
    BYTE_ORDER_MARK, "byte-order-mark", Allow, "the file starts with a byte order mark";
    CARRIAGE_RETURN, "carriage-return", Allow, "lines end with carriage returns";
    INVISIBLE, "invisible-character", Warn, "a zero-width character stands in a table";
    NO_BREAK_SPACE, "no-break-space", Allow, "a no-break space stands at the edge of a cell";
    FRONT_MATTER, "front-matter", Allow, "the front matter is missing or not closed";
    TAB_DELIMITER, "tab-in-delimiter", Allow, "the line below a table's header contains tabs";
    DELIMITER_COUNT, "delimiter-count", Allow, "the line below a table's header has another number of cells";
    EXTRA_CELL, "extra-cell", Allow, "a row has more cells than the header; a pipe is not escaped";
    WRAPPED_ROW, "wrapped-row", Allow, "a row is continued on the next line";
    OPEN_ROW, "open-row", Allow, "a row lacks an outer pipe";
    UNTERMINATED_COMMENT, "unterminated-comment", Warn, "a comment is not closed and hides the rest of the page";
    TEXT_BEHIND_COMMENT, "text-behind-comment", Allow, "text stands on the line on which a comment ends";
    UNREADABLE_ANNOTATION, "unreadable-annotation", Warn, "an annotation is not JSON";
    LOOSE_JSON, "loose-json", Allow, "JSON with comments, trailing commas or other liberties";
    TRAILING_COMMA, "trailing-comma", Allow, "JSON with a comma behind the last member";
    RECOVERED_JSON, "recovered-json", Warn, "JSON that cannot be read was recovered in part";
    UNCLOSED_FENCE, "unclosed-fence", Warn, "a code block is not closed";
    TOO_DEEP, "nesting", Warn, "the page nests deeper than is read";
}
