import { describe, it } from 'node:test';
import { expectFound } from './workspace.ts';

const IMPORT = `import { cacheTag } from 'next/cache';\n`;

/** Code that leads in a circle ends as unknown, and what stands beside it is found. */
describe('circles', () => {
  const circle = (files: Record<string, string>, ...expected: string[]) =>
    expectFound(
      { ...files, 'z.ts': `${IMPORT}cacheTag('beside');` },
      [...expected, 'beside'].map((each) => `assign ${each}`),
    );

  it('a module that exports what it imports from itself', () => {
    const again = `import { x } from './b'; export { x };`;
    circle({ 'a.ts': `${IMPORT}import { x } from './b'; cacheTag(x);`, 'b.ts': again }, '?too-complex');
    circle(
      {
        'a.ts': `${IMPORT}import { x } from './b'; cacheTag(x);`,
        'b.ts': `import { y } from './c'; export { y as x };`,
        'c.ts': `import { x } from './b'; export { x as y };`,
      },
      '?too-complex',
    );
    circle(
      { 'a.ts': `${IMPORT}import x from './b'; cacheTag(x);`, 'b.ts': `import x from './b'; export default x;` },
      '?too-complex',
    );
    circle(
      {
        'a.ts': `${IMPORT}import { x } from './b'; cacheTag(x);`,
        'b.ts': `import * as b from './b'; export const { x } = b;`,
      },
      '?too-complex',
    );
  });

  it('re-exports and barrels that name each other', () => {
    circle(
      {
        'a.ts': `${IMPORT}import { x } from './b'; cacheTag(x);`,
        'b.ts': `export { x } from './c';`,
        'c.ts': `export { x } from './b';`,
      },
      '?outside',
    );
    circle(
      {
        'a.ts': `${IMPORT}import { x, known } from './b'; cacheTag(x, known);`,
        'b.ts': `export * from './c'; export * from './b'; export const known = 'known';`,
        'c.ts': `export * from './b';`,
      },
      '?outside',
      'known',
    );
  });

  it('types of barrels that all export each other', () => {
    const names = Array.from({ length: 12 }, (_, index) => `b${index}`);
    const stars = names.map((name) => `export * from './${name}';`).join('\n');
    circle(
      {
        'a.ts': `${IMPORT}import { Kind } from './b0'; export const f = (kind: Kind) => cacheTag(\`k-\${kind}\`);`,
        ...Object.fromEntries(names.map((name) => [`${name}.ts`, stars])),
      },
      'k-${kind}',
    );
  });

  it('classes that inherit from each other', () => {
    circle(
      { 'a.ts': `${IMPORT}class A extends B {} class B extends A {} cacheTag(A.x, new B().y);` },
      '?runtime',
      '?runtime',
    );
    circle(
      {
        'a.ts': `${IMPORT}import { B } from './b'; export class A extends B {} cacheTag(new A().x);`,
        'b.ts': `import { A } from './a'; export class B extends A {}`,
      },
      '?runtime',
    );
  });

  it('enums, namespaces, loops, parameters and getters that name themselves', () => {
    circle({ 'a.ts': `${IMPORT}enum A { X = B.Y } enum B { Y = A.X } cacheTag(A.X);` }, '?too-complex');
    circle(
      {
        'a.ts': `${IMPORT}namespace N { export const x = N.x; export namespace M { export const y = N.M.y; } } cacheTag(N.M.y);`,
      },
      '?too-complex',
    );
    circle({ 'a.ts': `${IMPORT}for (const t of [t]) { cacheTag(t); }` }, '?too-complex');
    circle({ 'a.ts': `${IMPORT}const f = (t = t) => cacheTag(t);` }, '?parameter');
    circle({ 'a.ts': `${IMPORT}const T = { get x() { return this.x; } }; cacheTag(T.x);` }, '?too-complex');
  });

  it('objects that spread each other, lists that hold themselves', () => {
    circle({ 'a.ts': `${IMPORT}const A = { ...B }; const B = { ...A }; cacheTag(A.x);` }, '?too-complex');
    circle({ 'a.ts': `${IMPORT}const A = [...B]; const B = [...A]; cacheTag(...A);` }, '?too-complex');
    circle({ 'a.ts': `${IMPORT}const A = []; A.push(...A, 'a'); cacheTag(...A);` }, 'a');
  });

  it('a long chain in a circle, each of which is asked twice for the one before', () => {
    const names = Array.from({ length: 20 }, (_, at) => at);
    const chain = names.map((at) => `const c${at + 1} = c${at} === 'none' ? 'some' : c${at};`).join('\n');
    circle(
      {
        'a.ts': `${IMPORT}declare const flag: boolean; const c0 = flag ? c20 : 'posts';\n${chain}\ncacheTag(c0, c20);`,
      },
      'some',
      'posts',
      'some',
      'posts',
    );
  });

  it('types that name themselves', () => {
    circle({ 'a.ts': `${IMPORT}type A = B | 'x'; type B = A; const f = (t: A) => cacheTag(\`k-\${t}\`);` }, 'k-${t}');
    circle({ 'a.ts': `${IMPORT}const f = (t: (typeof t)[number]) => cacheTag(\`k-\${t}\`);` }, 'k-${t}');
    circle(
      { 'a.ts': `${IMPORT}interface A extends A { t: A } const f = ({ t }: A) => cacheTag(\`k-\${t}\`);` },
      'k-${t}',
    );
  });
});
