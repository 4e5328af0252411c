import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClassMember, Statement } from '../../../src/core/discover/nodes.ts';
import { parse } from '../../../src/core/discover/parse/parse.ts';

/** The statements whose `type` may be this one: those of functions and classes are unions. */
type OfType<S, T> = S extends { readonly type: infer U } ? (T extends U ? S : never) : never;

function statement<T extends Statement['type']>(text: string, type: T): OfType<Statement, T> {
  const [first] = parse(text, 'ts').program.body;
  assert.equal(first?.type, type);
  return first as OfType<Statement, T>;
}

test('import specifiers', () => {
  const { source, typeOnly, specifiers } = statement(
    "import a, { b as c, type d, default as e, 'f g' as h, type as } from 'm' with { type: 'json' }",
    'ImportDeclaration',
  );
  assert.deepEqual([source, typeOnly], ['m', false]);
  assert.deepEqual(
    specifiers.map(({ imported, local, typeOnly: isType }) => [imported, local.name, isType]),
    [
      ['default', 'a', false],
      ['b', 'c', false],
      ['d', 'd', true],
      ['default', 'e', false],
      ['f g', 'h', false],
      ['as', 'as', true],
    ],
  );
});

test('namespace, type-only, side-effect and require imports', () => {
  for (const [text, source, typeOnly, imported] of [
    ["import * as a from 'm'", 'm', false, ['*']],
    ["import type { a } from 'm'", 'm', true, ['a']],
    ["import type from 'm'", 'm', false, ['default']],
    ["import 'm'", 'm', false, []],
    ["import a = require('m')", 'm', false, ['*']],
  ] as const) {
    const declaration = statement(text, 'ImportDeclaration');
    assert.equal(declaration.source, source, text);
    assert.equal(declaration.typeOnly, typeOnly, text);
    assert.deepEqual(
      declaration.specifiers.map((specifier) => specifier.imported),
      imported,
      text,
    );
  }
});

test('import of a member of a namespace is a variable', () => {
  const { declarations } = statement('import a = b.c', 'VariableDeclaration');
  assert.equal(declarations[0]?.init?.type, 'MemberExpression');
});

test('exports', () => {
  const list = statement("export { a, b as default, type c } from 'm'", 'ExportNamedDeclaration');
  assert.equal(list.source, 'm');
  assert.deepEqual(
    list.specifiers.map(({ local, exported }) => [local, exported]),
    [
      ['a', 'a'],
      ['b', 'default'],
      ['c', 'c'],
    ],
  );
  assert.equal(statement("export * from 'm'", 'ExportAllDeclaration').exported, undefined);
  assert.equal(statement("export * as n from 'm'", 'ExportAllDeclaration').exported, 'n');
  assert.equal(statement('export const a = 1', 'ExportNamedDeclaration').declaration?.type, 'VariableDeclaration');
  assert.equal(
    statement('export default async function () {}', 'ExportDefaultDeclaration').declaration.type,
    'FunctionDeclaration',
  );
  assert.equal(statement('export = a', 'ExportDefaultDeclaration').declaration.type, 'Identifier');
});

test('enums name their members', () => {
  const { id, members } = statement("export const enum A { B, 'c-d' = 'e', ['f'] = g }", 'ExportNamedDeclaration')
    .declaration as OfType<Statement, 'TSEnumDeclaration'>;
  assert.equal(id.name, 'A');
  assert.deepEqual(
    members.map(({ name, init }) => [name, init?.type]),
    [
      ['B', undefined],
      ['c-d', 'Literal'],
      ['f', 'Identifier'],
    ],
  );
});

test('namespaces and ambient modules', () => {
  assert.equal(statement('namespace A.B { const c = 1 }', 'TSModuleDeclaration').name, 'A.B');
  assert.equal(statement("declare module 'm' { const c: string }", 'TSModuleDeclaration').name, 'm');
  assert.equal(statement('declare global { var a: string }', 'TSModuleDeclaration').body.body.length, 1);
});

test('overloads and ambient functions have no body', () => {
  assert.equal(statement('function a(b: string): void;', 'FunctionDeclaration').body, undefined);
  assert.equal(statement('declare function a(): void', 'FunctionDeclaration').body, undefined);
});

test('class members', () => {
  const { members, superClass, decorators } = statement(
    `@dec class A extends B {
      constructor(private readonly a: string, b = 1) { super() }
      static #c = 1; get d() { return 1 } set d(v) {} async *e() {} ['f']?: string = 'g'
      static { h() } declare i: string; [key: string]: unknown; abstract j(): void; get = 1
    }`,
    'ClassDeclaration',
  );
  assert.equal(superClass?.type, 'Identifier');
  assert.equal(decorators.length, 1);
  const brief = ({ kind, static: isStatic, computed, value }: ClassMember) =>
    `${isStatic ? 'static ' : ''}${computed ? '[] ' : ''}${kind}${value === undefined ? '' : ` ${value.type}`}`;
  assert.deepEqual(members.map(brief), [
    'constructor FunctionExpression',
    'static property Literal',
    'get FunctionExpression',
    'set FunctionExpression',
    'method FunctionExpression',
    '[] property Literal',
    'static static-block FunctionExpression',
    'property',
    'method FunctionExpression',
    'property Literal',
  ]);
  const [first] = members;
  assert.ok(first?.value?.type === 'FunctionExpression');
  const [property, plain] = first.value.params;
  assert.ok(property?.type === 'Identifier' && property.property === true);
  assert.ok(plain?.type === 'AssignmentPattern');
});

test('`this` as a parameter is none', () => {
  const { params } = statement('function a(this: Window, b: string) {}', 'FunctionDeclaration');
  assert.equal(params.length, 1);
});
