import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Dialect } from '../../../src/core/discover/parse/parse.ts';
import { outline } from './outline.ts';

function reads(text: string, expected: string, dialect: Dialect = 'ts'): void {
  test(`${dialect}: ${text}`, () => assert.equal(outline(text, dialect), expected));
}

reads('a + b * c - d', 'Expression(Binary(Binary(a Binary(b c)) d))');
reads('a ** b ** c', 'Expression(Binary(a Binary(b c)))');
reads('a ?? b || c && d', 'Expression(Logical(a Logical(b Logical(c d))))');
reads('a = b = c', 'Expression(Assignment(a Assignment(b c)))');
reads('a >>>= b >>> 1', 'Expression(Assignment(a Binary(b 1)))');
reads('a ? b : c ? d : e', 'Expression(Conditional(a b Conditional(c d e)))');
reads('a ? (b) : c => d', 'Expression(Conditional(a b ArrowFunction(c d)))');
reads('a ? (b): c => d : e', 'Expression(Conditional(a ArrowFunction(b TSTypeReference[c] d) e))');
reads('a?.b[c]?.(d)', 'Expression(Call(Member(Member(a b) c) d))');
reads('new A.B(c).d()', 'Expression(Call(Member(New(Member(A B) c) d)))');
reads('new A', 'Expression(New(A))');
reads('f(...a, , b)', 'Expression(Call(f SpreadElement(a) Broken[] b))');
reads('[a, , ...b]', 'Expression(Array(a SpreadElement(b)))');
reads('f<T>(a)', 'Expression(Call(f a))');
reads('f<T>(a)', 'Expression(Binary(Binary(f T) a))', 'js');
reads('a as T as U', 'Expression(TSAs(TSAs(a TSTypeReference[T]) TSTypeReference[U]))');
reads('a!.b', 'Expression(Member(TSAs(a) b))');
reads('<T>a', 'Expression(TSAs(a TSTypeReference[T]))');
reads('<T>(a) => b', 'Expression(ArrowFunction(a b))');
reads('<T>(a)</T>', 'Expression(JSXElement(T JSXText[(a)]))', 'tsx');
reads('async (a) => await b', 'Expression(ArrowFunction(a Await(b)))');
reads('async(a)', 'Expression(Call(async a))');
reads('import("m")', 'Expression(Import("m"))');
reads('import.meta.env', 'Expression(Member(Member(import meta) env))');
reads('a`b${c}d`', 'Expression(TaggedTemplate(a TemplateLiteral(c)))');
reads('a\n++b', 'Expression(a); Expression(Update(b))');
reads('a\n(b)', 'Expression(Call(a b))');
reads('typeof a === "b"', 'Expression(Binary(Unary(a) "b"))');
reads('(a, b)', 'Expression(Sequence(a b))');
reads(
  'x = { a, b: 1, ["c"]: 2, d() {}, get e() {}, ...f }',
  [
    'Expression(Assignment(x Object(',
    'Property(a a) Property(b 1) Property("c" 2) ',
    'Property(d Function(Block[{}])) Property(e Function(Block[{}])) SpreadElement(f))))',
  ].join(''),
);
reads(
  '({ a, b: [c] = d } = e)',
  [
    'Expression(Assignment(ObjectPattern(PatternProperty(a a) ',
    'PatternProperty(b AssignmentPattern(ArrayPattern(c) d))) e))',
  ].join(''),
);
reads(
  'class A extends B<T> { static c = 1; d() {} }',
  'Class(A B ClassMember(c 1) ClassMember(d Function(Block[{}])))',
);
reads('for (const a of b) c', 'ForEach(Variable(VariableDeclarator(a)) b Expression(c))');
reads('for (a in b) c', 'ForEach(a b Expression(c))');
reads(
  'for (let i = 0, n = ("a" in b); i < n; i++) ;',
  [
    'For(Variable(VariableDeclarator(i 0) VariableDeclarator(n Binary("a" b))) ',
    'Binary(i n) Update(i) Empty[;])',
  ].join(''),
);
reads('if (a) b; else c', 'If(a Expression(b) Expression(c))');
reads('switch (a) { case b: c; default: d }', 'Switch(a SwitchCase(b Expression(c)) SwitchCase(Expression(d)))');
reads(
  'try { a } catch ({ b }) { c } finally { d }',
  ['Try(Block(Expression(a)) ObjectPattern(PatternProperty(b b)) ', 'Block(Expression(c)) Block(Expression(d)))'].join(
    '',
  ),
);
