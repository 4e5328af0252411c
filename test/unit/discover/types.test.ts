import { describe, it } from 'node:test';
import { expectFound } from './workspace.ts';

const IMPORT = `import { cacheTag } from 'next/cache';\n`;
/** What `cacheTag` gets of a text that has a type behind these declarations. */
const values = (declarations: string, type: string, ...expected: string[]) =>
  expectFound(
    `${IMPORT}${declarations} const load = (kind: ${type}) => cacheTag(\`k-\${kind}\`);`,
    expected.map((each) => `assign k-${each}`),
  );

describe('the texts that a type allows', () => {
  it('unions, without what is nothing', () => {
    values("type K = 'a' | 'b';", 'K | undefined', 'a', 'b');
    values('', "'a' | null", 'a');
    values("type K = 'a' | null;", 'NonNullable<K>', 'a');
    values("type K = 'a' | 'b' | 'c';", "Exclude<K, 'c'>", 'a', 'b');
    values("type K = 'a' | 'b' | 'c';", "Extract<K, 'a' | 'b'>", 'a', 'b');
  });

  it('keys', () => {
    values('const T = { a: 1, b: 2 } as const;', 'keyof typeof T', 'a', 'b');
    values('interface T { a: string; b?: number }', 'keyof T', 'a', 'b');
    values("type T = Record<'a' | 'b', string>;", 'keyof T', 'a', 'b');
  });

  it('members', () => {
    values("const L = ['a', 'b'] as const;", '(typeof L)[number]', 'a', 'b');
    values("const T = { x: 'a', y: 'b' } as const;", '(typeof T)[keyof typeof T]', 'a', 'b');
    values("const T = { x: 'a', y: 'b' } as const;", "(typeof T)['x']", 'a');
    values("interface O { kind: 'a' | 'b' }", "O['kind']", 'a', 'b');
    values("const A = 'a';", 'typeof A', 'a');
  });

  it('members of unions, through aliases and types that keep them', () => {
    values(
      "interface A { kind: 'a' } type B = { kind: 'b' | 'c'; id: string }; type AB = A | B;",
      "AB['kind']",
      'a',
      'b',
      'c',
    );
    values("type O = Partial<Readonly<{ kind: 'a' | 'b' }>>;", "O['kind']", 'a', 'b');
    values("import type { X } from 'pkg'; type O = { kind: string } | { kind: 'a' };", "O['kind']", '${kind}');
    values("import type { X } from 'pkg'; type O = X | { kind: 'a' } | undefined;", "O['kind']", '${kind}');
    expectFound(
      `${IMPORT}type Scope = { kind: 'all' } | { kind: 'route'; route: 'sale' | 'new' }; const TAG = { route: (r: string) => \`route:\${r}\` };
       export function load(scope: Scope) { if (scope.kind === 'route') { cacheTag(TAG.route(scope.route)); } }
       export function list({ route }: Scope & object, [first]: Scope[]) { cacheTag(\`list-\${route}\`); }`,
      ['assign route:sale', 'assign route:new', 'assign list-${route}'],
    );
    // A type that is made of itself is not known.
    values("type O = { kind: 'a' } | O;", "O['kind']", 'a');
  });

  it('enums, their members, templates', () => {
    values("enum E { A = 'a', B = 'b' }", 'E', 'a', 'b');
    values("enum E { A = 'a', B = 'b' }", 'E.A', 'a');
    values("enum E { A = 'a', B = 'b' }", '`${E}s`', 'as', 'bs');
    values("type K = 'a' | 'b';", "`${K}-${'x' | 'y'}`", 'a-x', 'b-x', 'a-y', 'b-y');
  });

  it('what is not all known is a hole', () => {
    values("type K = 'a' | string;", 'K', '${kind}');
    values('', '`a-${string}`', '${kind}');
    values("import type { K } from 'pkg';", "K | 'a'", '${kind}');
  });

  it('what a call leaves open is none of the texts of a type', () => {
    expectFound(
      `${IMPORT}type Scope = { kind: 'all' } | { kind: 'route'; route: 'sale' | 'new' };
       export function load(scope: Scope) { if (scope.kind === 'route') { cacheTag(\`route:\${scope.route}\`); } }
       load({ kind: 'all' }); load({ kind: 'route', route: 'new' }); load(given);`,
      ['assign route:sale', 'assign route:new'],
    );
  });

  it('a parameter that a wrapper hands on to another writes nothing', () => {
    expectFound(
      `${IMPORT}type Tag = 'a' | 'b'; export function tag(tag: Tag) { cacheTag(tag); } export const twice = (name: Tag) => tag(name); export const hook = (name: Tag, id: string) => () => tag(\`\${name}-\${id}\` as Tag); twice('a');`,
      ['assign a', 'assign b', 'assign a-${id} (tag)', 'assign b-${id} (tag)', 'assign a (twice)'],
    );
  });

  it('the constraint of a type parameter', () => {
    expectFound(`${IMPORT}function load<K extends 'a' | 'b'>(kind: K) { cacheTag(\`k-\${kind}\`); }`, [
      'assign k-a',
      'assign k-b',
    ]);
    expectFound(
      `${IMPORT}const T = { a: 'x', b: 'y' } as const; const load = <K extends keyof typeof T>(kind: K) => cacheTag(T[kind]);`,
      ['assign x', 'assign y'],
    );
  });
});
