import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TypeNode } from '../../../src/core/discover/nodes.ts';
import { parse } from '../../../src/core/discover/parse/parse.ts';
import { outlineOf } from './outline.ts';

function typeOf(text: string): TypeNode {
  const [statement] = parse(text, 'ts').program.body;
  assert.ok(statement?.type === 'TSTypeAliasDeclaration');
  return statement.typeAnnotation;
}

function reads(type: string, expected: string): void {
  const text = `type A = ${type};`;
  test(type, () => assert.equal(outlineOf(typeOf(text), text), expected));
}

reads('\'a\' | "b" | `c`', 'TSUnionType(TSLiteralType[\'a\'] TSLiteralType["b"] TSLiteralType[`c`])');
reads('keyof typeof TAGS', 'TSKeyofType(TSTypeQuery(TAGS))');
reads('(typeof TAGS)[keyof typeof TAGS]', 'TSIndexedAccessType(TSTypeQuery(TAGS) TSKeyofType(TSTypeQuery(TAGS)))');
reads('typeof a.b', 'TSTypeQuery(Member(a b))');
reads("Extract<Kind, 'a'>[]", "TSArrayType(TSTypeReference(TSTypeReference[Kind] TSLiteralType['a']))");
reads(
  "{ a: 'x'; readonly b?: C; d(): void; 'e-f': G }",
  [
    "TSTypeLiteral(TSPropertySignature(TSLiteralType['x']) TSPropertySignature(TSTypeReference[C]) ",
    'TSPropertySignature(TSTypeReference[G]))',
  ].join(''),
);
reads("readonly ('a' | 'b')[]", "TSArrayType(TSUnionType(TSLiteralType['a'] TSLiteralType['b']))");
for (const other of ['(a: string) => void', 'new () => A', 'A & B', '[a, b]', 'T extends U ? 1 : 2', '-1']) {
  reads(other, `TSOther[${other}]`);
}
reads(
  "`a-${B}-${'c' | 'd'}`",
  "TSTemplateLiteralType(TSTypeReference[B] TSUnionType(TSLiteralType['c'] TSLiteralType['d']))",
);
reads("{ [K in 'a']: K }", "TSOther[{ [K in 'a']: K }]");

test('names and values of a type', () => {
  const union = typeOf("type A = 'it\\'s' | Enums.Kind");
  assert.ok(union.type === 'TSUnionType');
  const [literal, reference] = union.types;
  assert.ok(literal?.type === 'TSLiteralType' && reference?.type === 'TSTypeReference');
  assert.equal(literal.value, "it's");
  assert.equal(reference.name, 'Enums.Kind');
});

test('an annotation belongs to its binding', () => {
  const [statement] = parse("function f(a: 'x' | 'y', { b }: { b: 'z' }, ...c: string[]) {}", 'ts').program.body;
  assert.ok(statement?.type === 'FunctionDeclaration');
  const [a, b, c] = statement.params;
  assert.ok(a?.type === 'Identifier' && b?.type === 'ObjectPattern' && c?.type === 'RestElement');
  assert.equal(a.typeAnnotation?.type, 'TSUnionType');
  assert.equal(b.typeAnnotation?.type, 'TSTypeLiteral');
  assert.ok(c.argument.type === 'Identifier' && c.argument.typeAnnotation?.type === 'TSArrayType');
});

test('an interface tells its properties', () => {
  const [statement] = parse("interface A<T> extends B { readonly a: 'x', b?(): void\n c: { d: 'y' } }", 'ts').program
    .body;
  assert.ok(statement?.type === 'TSInterfaceDeclaration');
  assert.deepEqual(
    statement.members.map(({ name }) => name),
    ['a', 'c'],
  );
});
