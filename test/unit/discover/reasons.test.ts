import { describe, it } from 'node:test';
import { expectFound } from './workspace.ts';

const IMPORT = `import { cacheTag, revalidateTag } from 'next/cache';\n`;
/** What is said of the tags that this code sets. */
const reasons = (code: string, ...expected: string[]) =>
  expectFound(
    { 'app/page.tsx': IMPORT + code },
    expected.map((each) => `assign ?${each}`),
  );

describe('why a tag is not known', () => {
  it('it comes from a request: handlers, actions, pages, what Next and Nuxt give', () => {
    reasons(
      'export async function POST(r) { const { tag } = await r.json(); cacheTag(tag); for (const t of (await r.json()).tags) { cacheTag(t); } }',
      'request',
      'request',
    );
    reasons("async function save(data: FormData) { cacheTag(data.get('tag') as string); }", 'request');
    reasons("const load = (r: NextRequest) => cacheTag(r.nextUrl.searchParams.get('tag'));", 'request');
    reasons("const load = (request) => cacheTag(new URL(request.url).searchParams.get('tag'));", 'request');
    reasons(
      'export default async function Page({ params, searchParams }) { cacheTag((await params).slug, (await searchParams).q); }',
      'request',
      'request',
    );
    reasons("import { headers } from 'next/headers'; cacheTag((await headers()).get('x-tag'));", 'request');
    reasons("import { useParams } from 'next/navigation'; cacheTag(useParams().slug);", 'request');
    reasons('const { tag } = await readBody(event); cacheTag(tag);', 'request');
  });

  it('it is checked or parsed on the way', () => {
    reasons('export async function POST(r) { cacheTag(schema.parse(await r.json()).tag); }', 'request');
    reasons('const f = (request) => { const { tag } = JSON.parse(request.body); cacheTag(tag); };', 'request');
    reasons(
      "import { parseBody } from 'next-sanity/webhook'; const { body } = await parseBody(r); cacheTag(body._type);",
      'request',
    );
  });

  it('it is put into a variable later', () => {
    reasons(
      'export async function POST(r) { let body: { tags?: string[] }; let tag: string | null = null; try { body = await r.json(); tag = body.tag || null; } catch { return; } const { tags } = body; for (const each of tags) { cacheTag(each); } if (tag) cacheTag(tag); }',
      'request',
      'request',
    );
  });

  it('it is a value beside which another is put into the variable', () => {
    expectFound(
      {
        'a.tsx': `import Image from 'next/image'; export function Media({ path, file }: Props) { let src = path || ''; if (!src && file) { src = \`\${process.env.SITE}/\${file}\`; } return <Image src={src} />; }`,
      },
      ['image ?parameter'],
    );
  });

  it('it comes from the environment', () => {
    reasons(
      'const { A } = process.env; cacheTag(process.env.TAG!, import.meta.env.TAG, A);',
      ...Array(3).fill('environment'),
    );
    expectFound(
      {
        'a.ts': `${IMPORT}import { env } from './env'; import { own } from './own'; cacheTag(env.TAG, own.TAG);`,
        'env.ts': `import { createEnv } from '@t3-oss/env-nextjs'; export const env = createEnv({});`,
        'own.ts': 'export const own = { TAG: process.env.TAG };',
      },
      ['assign ?environment', 'assign ?environment'],
    );
  });

  it('a condition around it that names its texts makes it known', () => {
    const from = 'export async function POST(r) { const { tag, kind } = await r.json();';
    const LIST = "const LIST = ['a', 'b'] as const;";
    for (const guarded of [
      `${LIST} ${from} if (!tag || !LIST.includes(tag as any)) { return; } cacheTag(tag); }`,
      `${LIST} const SET = new Set(LIST); ${from} SET.has(tag) && cacheTag(tag); }`,
      `${LIST} const isTag = (t): t is Tag => LIST.includes(t); ${from} if (isTag(tag)) { [1].forEach(() => cacheTag(tag)); } }`,
      `${LIST} function isTag(t) { if (typeof t !== 'string') { return false; } return LIST.includes(t); } ${from} if (!isTag(tag)) { return; } cacheTag(tag); }`,
      `${from} if (tag === 'a' || tag === 'b') cacheTag(tag); }`,
      `${from} if (tag !== 'a' && tag !== 'b') { throw new Error(); } cacheTag(tag); }`,
      `${from} switch (tag) { case 'x': break; case 'a': case 'b': cacheTag(tag); } }`,
      `${from} kind ? tag === 'a' ? cacheTag(tag) : 0 : tag !== 'b' ? 0 : cacheTag(tag); }`,
    ]) {
      expectFound({ 'app/page.tsx': IMPORT + guarded }, ['assign a', 'assign b']);
    }
    for (const open of [
      `${LIST} ${from} if (LIST.includes(tag)) { return; } cacheTag(tag); }`,
      `${LIST} ${from} if (LIST.includes(kind)) { cacheTag(tag); } }`,
      `${LIST} ${from} if (LIST.includes(tag)) { kind.forEach((tag) => cacheTag(tag)); } }`,
      `const seen = new Set(); ${from} if (seen.has(tag)) { cacheTag(tag); } seen.add(tag); }`,
      `${from} if (tag === 'a' || kind) { cacheTag(tag); } }`,
      `const isTag = (t) => isTag(t); ${from} if (isTag(tag)) { cacheTag(tag); } }`,
      `const isOf = ({ t }) => LIST.includes(t()); ${LIST} ${from} if (isOf(tag)) { cacheTag(tag); } }`,
      `${from} switch (tag) { case 'a': default: cacheTag(tag); } }`,
    ]) {
      reasons(open, 'request');
    }
    reasons("export function set(tag: string) { if (tag === 'a') { cacheTag(tag); } }", 'parameter');
  });

  it('it is a parameter, data, or code outside of the workspace', () => {
    reasons(
      'export async function load(tag: string, { other }: Options) { cacheTag(tag, other); }',
      'parameter',
      'parameter',
    );
    reasons('const post = await db.post.find(); cacheTag(post.tag);', 'runtime');
    reasons(
      "import { TAG } from 'pkg'; import { OTHER } from './nowhere'; cacheTag(TAG, OTHER);",
      'outside',
      'outside',
    );
  });
});
