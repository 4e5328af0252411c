import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../../src/core/discover/parse/parse.ts';

/** The first strings of all calls of `tag` that are found, whatever is broken around them. */
function tags(text: string): unknown[] {
  return parse(text, 'tsx')
    .identifiers(new Set(['tag']))
    .map(({ parent }) => {
      const [first] = parent?.type === 'CallExpression' ? parent.arguments : [];
      return first?.type === 'Literal' ? first.value : undefined;
    });
}

/** What the module exports at its top, whatever is broken inside. */
function exported(text: string): string[] {
  return parse(text, 'tsx').program.body.flatMap((statement) =>
    statement.type === 'ExportNamedDeclaration' && statement.declaration?.type === 'FunctionDeclaration'
      ? [statement.declaration.id?.name ?? '']
      : [],
  );
}

const BROKEN: readonly [what: string, text: string][] = [
  ['an unclosed parenthesis', "f(a\nconst b = tag('x');\ntag('y')"],
  ['an unclosed bracket', "const a = [1, 2\nreturn tag('x')\ntag('y')"],
  ['an unclosed brace', "function a() {\n  tag('x');\n\nexport function b() { tag('y') }"],
  ['a brace too many', "function a() { tag('x') } }\nfunction b() { tag('y') }"],
  ['a wrong bracket', "f([tag('x'))\ntag('y')"],
  ['an unclosed object', "const a = {\n  b: tag('x'),\n\nexport function c() { tag('y') }"],
  ['an unclosed quote', "f('abc\ntag('x'); tag('y')"],
  ['an unclosed template', "f(`abc\ntag('x'); const a = `b`; tag('y')"],
  ['an unclosed hole', "f(`abc${d`);\ntag('x'); const a = `b${c}`; tag('y')"],
  [
    'an unclosed element',
    "function A() { return <div>don't {tag('x')}\n}\nexport function B() { return <p>{tag('y')}</p> }",
  ],
  ['an element that is being typed', "const a = <div><sp</div>; tag('x'); const b = <p>it's</p>; tag('y')"],
  ['an unclosed tag', "const a = <div className=\"b\" <p>{tag('x')}</p></div>; tag('y')"],
  ['an unclosed attribute', "const a = <div b=\"c>\n  {tag('x')}<p d=\"e\">it's</p></div>; tag('y')"],
  ['a missing closing brace in an element', "const a = <div>{b</div>; tag('x'); const c = <p>it's {d}</p>; tag('y')"],
  ['a member that is being typed', "cache.\nconst a = tag('x'); tag('y')"],
  ['an assignment without a value', "const a = \nconst b = tag('x'); tag('y')"],
  ['an import that is being typed', "import { a \nimport { b } from 'c';\ntag('x'); tag('y')"],
  ['a class without its brace', "class A {\n  b() { tag('x')\n  c() { tag('y') }\n}"],
  ['a block where an object should be', "f({ tag('x'); g() });\ntag('y')"],
  ['an unclosed interface', "interface A {\n  b: string\n\nexport function c() { tag('x'); tag('y') }"],
  ['an unclosed list of types', "f<A, B(tag('x')); tag('y')"],
  ['a keyword where a value should be', "f(return tag('x')); tag('y')"],
  ['an `if` without parentheses', "if a) { tag('x') } tag('y')"],
  ['an unclosed comment', "tag('x'); tag('y') /* comment"],
];

for (const [what, text] of BROKEN) {
  test(`calls are found around ${what}`, () => assert.deepEqual(tags(text), ['x', 'y']));
}

test('a module keeps its exports while a function of it is broken', () => {
  for (const broken of ['if (', 'f([', 'const a = {', 'const b = <div', 'const c = <div>', 'const d = `', "f('"]) {
    const text = `export function one() {\n  ${broken}\n}\n\nexport function two() { return 1 }\n`;
    assert.deepEqual(exported(text), ['one', 'two'], broken);
  }
});

test('what does not fit is kept as statements', () => {
  const [statement] = parse('f(a; tag("x"))', 'ts').program.body;
  assert.ok(statement?.type === 'ExpressionStatement' && statement.expression.type === 'CallExpression');
  const rest = statement.expression.arguments[1];
  assert.ok(rest?.type === 'Broken');
  assert.deepEqual(
    rest.body.map(({ type }) => type),
    ['EmptyStatement', 'ExpressionStatement'],
  );
});
