import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../../src/core/discover/parse/parse.ts';

const TEXT = `
import { tags } from 'tags'; // tags
/* tags */ const a = { tags, 'tags': tags.tags, b: "tags", c: \`tags \${tags}\`, d: /tags/, e: this.#tags };
const f = <tags tags={tags} b="tags">tags don't count {tags}</tags>;
function tags(tags: typeof tags, { tags: g }: { tags: string }) {}
`;

test('finds names where they stand in code, and nowhere else', () => {
  const tree = parse(TEXT, 'tsx');
  const found = tree.identifiers(new Set(['tags', 'nothing']));
  const places = found.map((node) => `${node.type} in ${node.parent?.type}`);
  assert.deepEqual(places, [
    'Identifier in ImportSpecifier',
    'Identifier in Property',
    'Identifier in MemberExpression',
    'Identifier in MemberExpression',
    'Identifier in TemplateLiteral',
    'PrivateName in MemberExpression',
    'Identifier in JSXElement',
    'JSXAttribute in JSXElement',
    'Identifier in JSXAttribute',
    'Identifier in JSXExpressionContainer',
    'Identifier in FunctionDeclaration',
    'Identifier in FunctionDeclaration',
    'Identifier in TSTypeQuery',
    'Identifier in PatternProperty',
  ]);
});

test('a shorthand property is found once, as its value', () => {
  const [node] = parse('x = { tags }', 'ts').identifiers(new Set(['tags']));
  assert.ok(node?.parent?.type === 'Property');
  assert.equal(node.parent.value, node);
});

test('what is found has its parents up to the program', () => {
  const tree = parse('export function a() { if (b) { return () => <c d={e.tags} /> } }', 'tsx');
  const [node] = tree.identifiers(new Set(['tags']));
  const types: string[] = [];
  for (let parent = node?.parent; parent !== undefined; parent = parent.parent) {
    types.push(parent.type);
  }
  assert.deepEqual(types, [
    'MemberExpression',
    'JSXAttribute',
    'JSXElement',
    'ArrowFunctionExpression',
    'ReturnStatement',
    'BlockStatement',
    'IfStatement',
    'BlockStatement',
    'FunctionDeclaration',
    'ExportNamedDeclaration',
    'Program',
  ]);
});

test('names such as __proto__ and constructor are names like others', () => {
  const names = new Set(['__proto__', 'constructor', 'hasOwnProperty']);
  assert.equal(parse('a.__proto__.constructor.hasOwnProperty(toString)', 'js').identifiers(names).length, 3);
});

test('finds strings by their value, templates by their first text', () => {
  const tree = parse(
    "a('tag', \"t\\u0061g\", `tag`, `tag${b}`, `b${'tag'}`, <c d='tag'>tag</c>, { 'tag': 1 }) // 'tag'",
    'tsx',
  );
  const found = tree.strings((text) => text === 'tag');
  assert.deepEqual(
    found.map(({ type, parent }) => `${type} in ${parent?.type}`),
    [
      'Literal in CallExpression',
      'Literal in CallExpression',
      'TemplateLiteral in CallExpression',
      'TemplateLiteral in CallExpression',
      'Literal in TemplateLiteral',
      'Literal in JSXAttribute',
      'Literal in Property',
    ],
  );
});
