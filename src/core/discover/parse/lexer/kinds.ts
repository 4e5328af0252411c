/**
 * The kinds of tokens, one constant each, so that the bundler can put the numbers where the names stand. Imported as
 * `Kind`.
 */

/** Behind the last token, and what the cursor shows at the end of the part that it may read. */
export const End = 0;
/** Names and keywords alike: which words are keywords depends on where they stand. */
export const Name = 1;
export const PrivateName = 2;
export const NumberLiteral = 3;
export const StringLiteral = 4;
export const Regex = 5;
/** A template without holes. */
export const Template = 6;
/** `…${`, `}…${` and `}…` of a template with holes; each is the partner of the next. */
export const TemplateHead = 7;
export const TemplateMiddle = 8;
export const TemplateTail = 9;

export const OpenParen = 10;
export const CloseParen = 11;
export const OpenBracket = 12;
export const CloseBracket = 13;
export const OpenBrace = 14;
export const CloseBrace = 15;

export const Semicolon = 16;
export const Comma = 17;
export const Colon = 18;
export const Dot = 19;
export const Ellipsis = 20;
export const Question = 21;
export const QuestionDot = 22;
export const Arrow = 23;
export const At = 24;
/** `=` and every `+=`; the `=` of `>=` and `<=` too, which the parser puts together. */
export const Assign = 25;
/** Always a single character: only the parser knows whether `>>` closes two lists of types or shifts. */
export const Less = 26;
export const Greater = 27;
export const Plus = 28;
export const Minus = 29;
export const Star = 30;
export const Bar = 31;
export const Ampersand = 32;
/** Every other operator between two operands. */
export const Operator = 33;
/** `++` and `--`. */
export const Update = 34;
/** `!` before its operand. */
export const Not = 35;
/** `!` behind its operand. */
export const NonNull = 36;
export const Tilde = 37;

/** The `<` of `<div …>`; its partner is the last token of the element. */
export const JsxOpen = 38;
/** The `>` of `<div …>`, when children follow. */
export const JsxChildren = 39;
export const JsxText = 40;
/** The `</` of `</div>`. */
export const JsxClosing = 41;
/** The `>` of `</div>`, or the `/>` of `<div />`: an element ends here. */
export const JsxEnd = 42;

/** A character that has no business in code. */
export const Unknown = 43;
