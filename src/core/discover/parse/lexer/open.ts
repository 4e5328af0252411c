/**
 * What is open at a place of the text. The innermost decides how the lexer reads on: in `Tag` and `ClosingTag` it reads
 * JSX names and attributes, in `Children` JSX text, everywhere else code. Imported as
 * `Open`.
 */

export const Nothing = 0;
export const Paren = 1;
export const Bracket = 2;
export const Brace = 3;
/** `${` of a template. */
export const Hole = 4;
/** `<div …`, not yet closed by `>`. */
export const Tag = 5;
/** Between `<div>` and `</div>`. */
export const Children = 6;
/** `</div`, not yet closed by `>`. */
export const ClosingTag = 7;
/** The types of `<Select<Option> …>`. */
export const TypeArguments = 8;
