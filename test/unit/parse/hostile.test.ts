import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../../src/core/discover/parse/parse.ts';
import { cpuTime } from '../cpu-time.ts';
import { forEachNode } from './each-node.ts';
import { unsoundness } from './soundness.ts';

const DIALECTS = ['ts', 'tsx', 'js'] as const;
const LENGTH = 40_000;
/** Far above what any of them takes (tens of milliseconds), far below what a quadratic one would. */
const MAX_MILLISECONDS = 2000;

/** Pieces that, repeated, nest without end, never close, or look like the beginning of something else. */
const PIECES = [
  ...['(', '[', '{', '([{', '{a:', '[{a:', 'f(', 'a[', 'a.', 'a()', 'a!', 'a?.', 'a`b`', 'new ', 'await ', 'typeof '],
  ...['!', '- ', 'a+', 'a**', 'a=', 'a=>', '(a)=>', '(a):b=>', 'async(', 'async<', 'a?(b):c=>', 'a?b:', 'a?', ',', ';'],
  ...['a<', 'a<b,', 'a<(', 'x<y>', 'a<b<c>>(d)', '<T>(', '<T extends ', ' as y', 'x as ', 'let a:{a:', 'let a:A<'],
  ...[
    'type A=',
    'type A=(a:',
    'let a:keyof ',
    'let a:a extends b?',
    '|a',
    'let a:-',
    'interface A{',
    'enum A{',
    'namespace A{',
  ],
  ...['import{', 'import a ', 'export ', 'export*', 'declare ', '@', '@a ', 'class A{', 'class A extends ', 'static '],
  ...[
    'function f(){',
    'function(a=',
    'x={get ',
    'x={a(b);',
    'let {a:',
    'let {',
    '({a:[',
    '...',
    'f(a b ',
    '}',
    ')',
    ']',
  ],
  ...['if(a){}else ', 'if(a)', 'for(;;)', 'for(', 'a:', 'switch(a){case ', 'case b:', 'try{', 'try{}catch(', 'yield '],
  ...[
    '<a>',
    '<a b={',
    '<a b=<a ',
    '<a b="\n',
    '<a>}\n',
    '<a><',
    '<a></',
    '<a /',
    '</b>',
    '<a>\nexport const a\n',
    '<>',
  ],
  ...['`${', '`', '`\n', '`a`a', '${', '}\n', '=/[', '/', '/ ', '/*', '/*\n', '/**/', '//', '"', "'\n", '"\\\n', '\\'],
  ...[
    '(\nconst a=1\n',
    '{\nexport const a\n',
    '(function(){\n',
    '=>{',
    '\0',
    '\ud800',
    ' ',
    '\n',
    '\u2028',
    '#',
    '0x',
    '1.',
  ],
];

for (const piece of PIECES) {
  test(`${JSON.stringify(piece)}, repeated`, () => {
    const text = piece.repeat(LENGTH / piece.length);
    for (const dialect of DIALECTS) {
      const start = cpuTime();
      assert.deepEqual(unsoundness(text, dialect), []);
      assert.ok(cpuTime() - start < MAX_MILLISECONDS);
    }
  });
}

test('opened and closed again, 50,000 deep', () => {
  for (const [open, close] of [
    ['(', ')'],
    ['[', ']'],
    ['{', '}'],
  ] as const) {
    const text = `x = ${open.repeat(50_000)}${close.repeat(50_000)}; call('after')`;
    assert.deepEqual(unsoundness(text, 'ts'), []);
    assert.equal(parse(text, 'ts').identifiers(new Set(['call'])).length, 1);
  }
});

test('200 levels of nesting are all read', () => {
  for (const [open, inside, close] of [
    ['f(', 'tags', ')'],
    ['[', 'tags', ']'],
    ['{a:', 'tags', '}'],
    ['(', 'tags', ')'],
    ['<a>', '{tags}', '</a>'],
  ] as const) {
    const text = `x = ${open.repeat(200)}${inside}${close.repeat(200)}`;
    assert.equal(parse(text, 'tsx').identifiers(new Set(['tags'])).length, 1, open);
  }
});

test('a template of 10,000 parts', () => {
  const text = `const x = \`${Array.from({ length: 10_000 }, (_, i) => `part${i}\${id${i}}`).join('')}\``;
  const [template] = parse(text, 'ts').strings((start) => start === 'part0');
  assert.ok(template?.type === 'TemplateLiteral');
  assert.equal(template.expressions.length, 10_000);
  assert.equal(template.quasis[9999], 'part9999');
});

test('a constants module of 5,000 lines', () => {
  const lines = Array.from({ length: 5000 }, (_, i) => `  key${i}: 'value-${i}',`);
  const tree = parse(`export const TAGS = {\n${lines.join('\n')}\n} as const;`, 'ts');
  assert.equal(tree.strings((text) => text.startsWith('value-')).length, 5000);
});

test('a minified line of 900 KB', () => {
  const line =
    'function a(e,t){return e<t?`x${e}`:[1,2].map(n=>({a:n/2,b:"it\'s"}))}var b=/["\'`]/g,c={d:e=>e};'.repeat(9500);
  const start = cpuTime();
  let calls = 0;
  forEachNode(parse(line, 'js').program, (node) => {
    calls += node.type === 'CallExpression' ? 1 : 0;
  });
  assert.equal(calls, 9500);
  assert.ok(cpuTime() - start < 5000);
});

test('binary junk', () => {
  const junk = Array.from({ length: LENGTH }, (_, i) =>
    String.fromCharCode((i * 7919 + (i >> 3) * 104_729) & 0xff),
  ).join('');
  for (const dialect of DIALECTS) {
    assert.deepEqual(unsoundness(junk, dialect), []);
  }
});
