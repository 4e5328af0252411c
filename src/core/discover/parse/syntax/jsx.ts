import { isElement } from '../../kinds.ts';
import type {
  Broken,
  Expression,
  JSXAttribute,
  JSXElement,
  JSXExpressionContainer,
  JSXSpreadAttribute,
} from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import { missing, readSingle, skipPair } from './broken.ts';
import { adoptAll, build } from './build.ts';
import type { Cursor } from './cursor.ts';
import { readDotted } from './keys.ts';
import { readAttributeString } from './literals.ts';

/** JSX: the lexer has already told its tags and texts apart. */

/** The element that begins at the cursor. */
export function readElement(cursor: Cursor): JSXElement | Broken {
  return cursor.nested<JSXElement | Broken>(readWholeElement, skipPair);
}

function readWholeElement(cursor: Cursor): JSXElement {
  const start = cursor.start();
  const inner = cursor.fork(cursor.at + 1, cursor.behindPair());
  cursor.skipPair();
  return new Element(start, cursor.lastEnd(), inner);
}

/** Elements fill whole files: what stands inside of one is read when somebody first asks for it. */
class Element implements JSXElement {
  readonly type = 'JSXElement';
  readonly start: number;
  readonly end: number;
  readonly parent = undefined;
  readonly name: Expression | undefined;
  #inside: Pick<JSXElement, 'attributes' | 'children'> | undefined;
  readonly #cursor: Cursor;

  /** The cursor stands behind the `<` and is used by nobody else. */
  constructor(start: number, end: number, cursor: Cursor) {
    this.start = start;
    this.end = end;
    this.name = readName(cursor);
    this.#cursor = cursor;
    adoptAll(this, [this.name]);
  }

  get attributes(): JSXElement['attributes'] {
    return this.#read().attributes;
  }

  get children(): JSXElement['children'] {
    return this.#read().children;
  }

  #read(): Pick<JSXElement, 'attributes' | 'children'> {
    if (this.#inside === undefined) {
      const attributes = readAttributes(this.#cursor);
      this.#cursor.eat(Kind.JsxChildren);
      this.#inside = { attributes, children: readChildren(this.#cursor) };
      adoptAll(this, attributes);
      adoptAll(this, this.#inside.children);
    }
    return this.#inside;
  }
}

/** `div`, `a.b`, `svg:path`; nothing for a fragment. */
function readName(cursor: Cursor): Expression | undefined {
  if (!cursor.is(Kind.Name)) {
    return undefined;
  }
  const name = readDotted(cursor);
  if (cursor.is(Kind.Less)) {
    cursor.skipPair(); // the types of a generic component
  }
  return name;
}

/** Up to the end of the tag; what is no attribute is skipped. */
function readAttributes(cursor: Cursor): (JSXAttribute | JSXSpreadAttribute)[] {
  const attributes: (JSXAttribute | JSXSpreadAttribute)[] = [];
  while (!cursor.isDone() && !cursor.is(Kind.JsxChildren) && !cursor.is(Kind.JsxEnd)) {
    if (cursor.is(Kind.Name)) {
      attributes.push(readAttribute(cursor));
    } else if (cursor.is(Kind.OpenBrace)) {
      attributes.push(readSpreadAttribute(cursor));
    } else if (cursor.is(Kind.JsxOpen) || cursor.is(Kind.JsxText) || cursor.is(Kind.JsxClosing)) {
      return attributes; // the tag lacks its `>`
    } else {
      cursor.at++;
    }
  }
  return attributes;
}

function readAttribute(cursor: Cursor): JSXAttribute {
  const start = cursor.start();
  const name = cursor.tokens.source(cursor.at++);
  const value = cursor.eat(Kind.Assign) ? readAttributeValue(cursor) : undefined;
  return cursor.finish(start, { type: 'JSXAttribute', name, value });
}

function readAttributeValue(cursor: Cursor): Expression | undefined {
  switch (cursor.kind()) {
    case Kind.StringLiteral:
      return readAttributeString(cursor);
    case Kind.OpenBrace:
      return readSingle(cursor);
    case Kind.JsxOpen:
      return readElement(cursor);
    default:
      return missing(cursor);
  }
}

/** `{...a}` */
function readSpreadAttribute(cursor: Cursor): JSXSpreadAttribute {
  const start = cursor.start();
  const argument = readSingle(cursor, Kind.Ellipsis);
  return cursor.finish(start, { type: 'JSXSpreadAttribute', argument });
}

function readChildren(cursor: Cursor): JSXElement['children'] {
  const children: JSXElement['children'][number][] = [];
  while (!cursor.isDone() && !cursor.is(Kind.JsxClosing) && !cursor.is(Kind.JsxEnd)) {
    children.push(readChild(cursor));
  }
  return children;
}

function readChild(cursor: Cursor): JSXElement['children'][number] {
  const start = cursor.start();
  switch (cursor.kind()) {
    case Kind.JsxOpen: {
      const element = readElement(cursor);
      return isElement(element) ? element : container(start, element.end, element);
    }
    case Kind.OpenBrace: {
      const isEmpty = cursor.partner() === cursor.at + 1;
      const expression = readSingle(cursor, Kind.Ellipsis);
      return container(start, cursor.lastEnd(), isEmpty ? undefined : expression);
    }
    default:
      cursor.at++;
      return cursor.finish(start, { type: 'JSXText' });
  }
}

function container(start: number, end: number, expression: Expression | undefined): JSXExpressionContainer {
  return build(start, end, { type: 'JSXExpressionContainer', expression });
}
