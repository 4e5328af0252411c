import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Node } from '../../../src/core/discover/nodes.ts';
import { parse } from '../../../src/core/discover/parse/parse.ts';

function valueIn(source: string): unknown {
  const [statement] = parse(`x = ${source}`, 'tsx').program.body;
  assert.ok(statement?.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression');
  const { right } = statement.expression as { right: Node };
  return right.type === 'Literal' ? right.value : right.type === 'TemplateLiteral' ? right.quasis : right.type;
}

for (const [source, value] of [
  ["'it\\'s'", "it's"],
  ['"\\u0041\\u{1F600}\\x41\\n\\0"', 'A\u{1f600}A\n\0'],
  ["'a\\\nb'", 'ab'],
  ['`a\\`${b}\\${c}`', ['a`', '${c}']],
  ['`a\r\nb`', ['a\nb']],
  ['12', 12],
  ['1_000.5', 1000.5],
  ['0xff', 255],
  ['0b11', 3],
  ['10n', undefined],
  ['/a/g', undefined],
  ['null', null],
  ['true', true],
] as const) {
  test(source, () => assert.deepEqual(valueIn(source), value));
}

test('the value of an attribute has its entities decoded, and no escapes', () => {
  const [literal] = parse('<a b="Tom &amp; Jerry&#39;s &#x41; \\n &unknown;" />', 'tsx').strings((text) => text !== '');
  assert.ok(literal?.type === 'Literal');
  assert.equal(literal.value, "Tom & Jerry's A \\n &unknown;");
});
