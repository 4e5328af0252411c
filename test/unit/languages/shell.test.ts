import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDirect } from '../../../src/core/discover/languages/read.ts';
import { textOf } from '../../../src/core/index/entries.ts';
import type { Occurrence } from '../../../src/core/model.ts';
import { cpuTime } from '../cpu-time.ts';

/** `role api value @ source`, a hole as `${name}`. */
function show(text: string, { role, value, span }: Occurrence): string {
  return `${role} ${textOf(value)} @ ${text.slice(span.start, span.end)}`;
}

function found(file: string, text: string): string[] {
  return readDirect(file, text).map((occurrence) => show(text, occurrence));
}

test('vercel cache in its spellings', () => {
  const spellings: [string, string[]][] = [
    ['vercel cache invalidate --tag a', ['invalidate a @ a']],
    ['vercel cache invalidate --tag=a,b --yes', ['invalidate a @ a,b', 'invalidate b @ a,b']],
    [
      'npx vercel@latest cache dangerously-delete --tag "a b, c"',
      ['invalidate a b @ "a b, c"', 'invalidate c @ "a b, c"'],
    ],
    ["pnpm dlx vercel --token=$T --cwd x cache invalidate --yes --tag 'a'", ["invalidate a @ 'a'"]],
    ['vc cache invalidate --srcimg /a%20b,c.png', ['image /a%20b,c.png @ /a%20b,c.png']],
    ['./node_modules/.bin/vercel cache invalidate --tag="a"', ['invalidate a @ "a"']],
    ['vercel cache invalidate \\\n  --yes \\\r\n  --tag a', ['invalidate a @ a']],
    [
      'build && vercel cache invalidate --tag a; x | vercel cache invalidate --tag b',
      ['invalidate a @ a', 'invalidate b @ b'],
    ],
    ['if vercel cache invalidate --tag a; then echo no; fi', ['invalidate a @ a']],
    [
      'vercel cache invalidate --tag "p-$ID" --tag ${A:-x}-z',
      ['invalidate p-${ID} @ "p-$ID"', 'invalidate ${A}-z @ ${A:-x}-z'],
    ],
    ['vercel cache invalidate --tag $TAG', ['invalidate environment @ $TAG']],
    [
      'vercel cache invalidate --tag "x-$(git rev-parse HEAD)"',
      ['invalidate x-${git rev-parse HEAD} @ "x-$(git rev-parse HEAD)"'],
    ],
    ["vercel cache invalidate --tag 'p-$ID'", ["invalidate p-$ID @ 'p-$ID'"]],
  ];
  for (const [text, expected] of spellings) {
    assert.deepEqual(found('/deploy.sh', text), expected, text);
  }
});

test('what only speaks of a purge, and other commands, are none', () => {
  for (const text of [
    '# vercel cache invalidate --tag a',
    'x # vercel cache invalidate --tag a',
    'echo "vercel cache invalidate --tag a"',
    'echo run vercel cache invalidate --tag a',
    'vercel cache purge --tag a',
    'vercel deploy --tag a',
    'docker cache invalidate --tag a',
    'vercel cache invalidate --project a',
    'vercel cache invalidate --tag',
    "cat <<'EOF'\nvercel cache invalidate --tag a\nEOF",
  ]) {
    assert.deepEqual(found('/deploy.sh', text), [], text);
  }
});

test('a variable that is set once is known; one that changes is a hole', () => {
  assert.deepEqual(found('/a.sh', 'TAGS="a,b"\nvercel cache invalidate --tag "$TAGS"'), [
    'invalidate a @ "$TAGS"',
    'invalidate b @ "$TAGS"',
  ]);
  assert.deepEqual(found('/a.sh', 'for t in a b; do\n  vercel cache invalidate --tag "x-$t"\ndone'), [
    'invalidate x-a @ "x-$t"',
    'invalidate x-b @ "x-$t"',
  ]);
  for (const list of ['T=(\n  "a" # one\n  b\n)', 'declare -a T=(a b)', 'T="a b"']) {
    assert.deepEqual(
      found('/a.sh', `${list}\nfor t in "\${T[@]}"; do vercel cache invalidate --tag $t; done`),
      ['invalidate a @ $t', 'invalidate b @ $t'],
      list,
    );
  }
  assert.deepEqual(found('/a.sh', 'T=(a)\nT+=($1)\nfor t in ${T[*]}; do vercel cache invalidate --tag "x-$t"; done'), [
    'invalidate x-${t} @ "x-$t"',
  ]);
  for (const change of ['T=b', 'T+=b', 'read T', 'T=$1']) {
    assert.deepEqual(
      found('/a.sh', `T=a\n${change}\nvercel cache invalidate --tag x-$T`),
      ['invalidate x-${T} @ x-$T'],
      change,
    );
  }
});

test('curl calls of the four endpoints', () => {
  const url = 'https://api.vercel.com/v1/edge-cache';
  assert.deepEqual(
    found(
      '/a.sh',
      `curl -X POST "${url}/invalidate-by-tags?projectIdOrName=$P" \\\n -H 'a: b' -d '{"tags":["a", "b-c"]}'`,
    ),
    ['invalidate a @ "a"', 'invalidate b-c @ "b-c"'],
  );
  assert.deepEqual(
    found(
      '/a.sh',
      `curl ${url}/dangerously-delete-by-tags --data="{\\"tags\\": \\"a,p-$ID\\", \\"target\\":\\"preview\\"}"`,
    ),
    ['invalidate a @ \\"a,p-$ID\\"', 'invalidate p-${ID} @ \\"a,p-$ID\\"'],
  );
  assert.deepEqual(found('/a.sh', `curl ${url}/invalidate-by-src-images --json '{"srcImages":["/a,b.png"]}'`), [
    'image /a,b.png @ "/a,b.png"',
  ]);
  assert.deepEqual(found('/a.sh', `curl ${url}/invalidate-by-tags -d @- <<EOF\n{"tags": ["a-$X"]}\nEOF\n`), [
    'invalidate a-${X} @ "a-$X"',
  ]);
  assert.deepEqual(
    found(
      '/a.sh',
      `curl ${url}/invalidate-by-tags -d "{\\"tags\\": $TAGS}"`.replace('$TAGS', () => '$TAGS'),
    ),
    ['invalidate environment @ $TAGS'],
  );
  assert.deepEqual(found('/a.sh', `curl ${url}/purge-all -d '{"tags":["a"]}'`), []);
});

test('package.json: scripts only, escapes resolved', () => {
  const text =
    '{ "description": "vercel cache invalidate --tag no", "scripts": { "purge": "vercel cache invalidate --tag \\"a\\u0062\\"" } }';
  assert.deepEqual(found('/package.json', text), ['invalidate ab @ \\"a\\u0062\\"']);
});

test('CI: blocks, folded blocks, quoted and plain scalars, lists', () => {
  const text = [
    'name: vercel cache invalidate --tag no',
    'jobs:',
    '  purge:',
    '    steps:',
    '      - name: vercel cache invalidate --tag no',
    '        run: npx vercel cache invalidate --tag plain # vercel cache invalidate --tag no',
    '      - run: |',
    '          # vercel cache invalidate --tag no',
    '          vercel cache invalidate \\',
    '            --tag block-${{ inputs.id }}',
    '',
    '          vercel cache invalidate --tag block2',
    '        env:',
    '          A: vercel cache invalidate --tag no',
    '      - run: >-',
    '          vercel cache invalidate',
    '          --tag folded',
    `      - run: "vercel cache invalidate --tag \\"double\\""`,
    `      - run: 'vercel cache invalidate --tag ''single'''`,
    'deploy:',
    '  script:',
    '  - vercel cache invalidate --tag item',
    '  - |',
    '    vercel cache invalidate --tag item2',
    '  only: [main]',
  ].join('\n');
  assert.deepEqual(
    readDirect('/.github/workflows/purge.yml', text).map(({ value }) => textOf(value)),
    ['plain', 'block-${inputs.id}', 'block2', 'folded', 'double', 'single', 'item', 'item2'],
  );
});

test('Makefile and Dockerfile', () => {
  assert.deepEqual(found('/Makefile', 'purge:\n\t@vercel cache invalidate --tag p-$(ID)-$$N # no\n'), [
    'invalidate p-${ID}-${N} @ p-$(ID)-$$N',
  ]);
  assert.deepEqual(found('/Dockerfile', 'FROM node\nRUN npx vercel cache invalidate --tag a\n'), ['invalidate a @ a']);
});

test('a body that names no image', () => {
  const call = "curl https://api.vercel.com/v1/edge-cache/invalidate-by-src-images -d '";
  assert.deepEqual(found('/a.sh', `${call}{"srcImages":["",1,null]}'`), []);
});

test('hostile shell text is read in linear time', () => {
  for (const piece of [
    '"',
    "'",
    '`',
    '$(',
    '${',
    '<<A ',
    '\\',
    'a=$(',
    '$a',
    'vercel cache invalidate --tag $a ',
    '- run: |\n',
    'a: "',
    'vercel cache invalidate --tag `,',
    `${'${'.repeat(200)}}`,
  ]) {
    for (const file of ['/a.sh', '/.github/workflows/a.yml', '/package.json']) {
      const started = cpuTime();
      readDirect(file, `vercel cache invalidate --tag ${piece.repeat(100_000 / piece.length)}`);
      readDirect(file, `${piece.repeat(100_000 / piece.length)} vercel cache invalidate --tag a`);
      assert.ok(cpuTime() - started < 2000, `${file} ${piece.slice(0, 40)}`);
    }
  }
});
