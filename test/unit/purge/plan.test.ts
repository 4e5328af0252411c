import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PurgeRequest, Target } from '../../../src/core/model.ts';
import { planPurge } from '../../../src/core/purge/plan.ts';

const tags = (...values: string[]): Target[] => values.map((value) => ({ kind: 'tag', value }));
const images = (...values: string[]): Target[] => values.map((value) => ({ kind: 'image', value }));
const many = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);
const request = (targets: readonly Target[], rest: Partial<PurgeRequest> = {}): PurgeRequest => ({
  project: { idOrName: 'web' },
  mode: 'invalidate',
  targets,
  ...rest,
});
const refusals = (targets: readonly Target[]) => planPurge(request(targets)).refused.map(({ refusal }) => refusal);

describe('the calls of a plan', () => {
  it('hold 16 tags or 8 images, in order', () => {
    const { calls } = planPurge(request([...images(...many(9)), ...tags(...many(33))]));
    assert.deepEqual(
      calls.map(({ kind, values }) => [kind, values.length, values[0]]),
      [
        ['tag', 16, 't0'],
        ['tag', 16, 't16'],
        ['tag', 1, 't32'],
        ['image', 8, 't0'],
        ['image', 1, 't8'],
      ],
    );
  });

  it('hold nothing twice, and tell tags that differ in case apart', () => {
    const { calls } = planPurge(request([...tags('a', ' a ', 'A', 'a'), ...images('a', 'a')]));
    assert.deepEqual(
      calls.map(({ values }) => values),
      [['a', 'A'], ['a']],
    );
  });

  it('have an environment for tags only', () => {
    const { calls, warnings } = planPurge(request([...tags('a'), ...images('/a.png')], { environment: 'preview' }));
    assert.deepEqual(
      calls.map((call) => call.environment),
      ['preview', undefined],
    );
    assert.deepEqual(warnings, ['images-ignore-environment']);
  });

  it('have whole seconds of grace, and only for deletes', () => {
    const deadline = (mode: PurgeRequest['mode'], revalidationDeadlineSeconds: number) =>
      planPurge(request(tags('a'), { mode, revalidationDeadlineSeconds })).calls[0]?.revalidationDeadlineSeconds;
    assert.equal(deadline('invalidate', 5), undefined);
    assert.deepEqual(
      [0, 60, 0.5, -1, Number.NaN].map((seconds) => deadline('dangerously-delete', seconds)),
      [0, 60, 1, 0, 0],
    );
  });

  it('wait for the limit of each endpoint on its own', () => {
    const least = (...targets: Target[]) => planPurge(request(targets)).leastMs;
    assert.equal(least(), 0);
    assert.equal(least(...tags(...many(80))), 0);
    assert.equal(least(...tags(...many(81))), 60_000);
    assert.equal(least(...tags(...many(81)), ...images(...many(41))), 60_000);
    assert.equal(least(...tags(...many(161))), 120_000);
  });
});

describe('what cannot be purged', () => {
  it('is refused with the reason, and the rest goes on', () => {
    const plan = planPurge(request(tags('', ' ', '*', ' * ', 'a,b', 'x'.repeat(257), 'é'.repeat(43), 'a\nb', 'good')));
    assert.deepEqual(
      plan.refused.map(({ refusal }) => refusal),
      ['empty', 'empty', 'wildcard', 'wildcard', 'comma', 'too-long', 'too-long', 'control-character'],
    );
    assert.deepEqual(
      plan.calls.map(({ values }) => values),
      [['good']],
    );
  });

  it('is measured in bytes of the escaped form', () => {
    assert.deepEqual(refusals(tags('x'.repeat(256), 'é'.repeat(42))), []);
    assert.deepEqual(refusals(tags('é'.repeat(43))), ['too-long']);
  });

  it('is an image that is no address', () =>
    assert.deepEqual(
      refusals(
        images(
          'data:image/png;base64,AA',
          'blob:x',
          '*',
          '',
          `/${'x'.repeat(8192)}`,
          `/${'é'.repeat(4096)}`,
          '/a,b.png',
        ),
      ),
      ['not-purgeable', 'not-purgeable', 'wildcard', 'empty', 'too-long', 'too-long'],
    ));
});

it('sends a source image as it stands: blanks, dots, query, fragment, escapes, beyond ASCII, up to 8192 bytes', () => {
  const sources = [
    '/a b.png',
    '/../a.png',
    '/a.png?v=1&w=2#x',
    '/a%20b%2Fc.png',
    '/grün & ☕.png',
    '/a,b.png',
    'https://cdn.example.com/a%20b.jpg?w=1#x',
    `/${'x'.repeat(8191)}`,
  ];
  const plan = planPurge(request(images(...sources)));
  assert.deepEqual(
    plan.calls.flatMap(({ values }) => values),
    sources,
  );
  assert.deepEqual(plan.refused, []);
});

it('sends the source in an address of the optimizer, as it is copied from a browser', () => {
  const addresses = [
    '/_next/image?url=%2Fimages%2Fa%20b.png&w=640&q=75',
    'https://shop.example/_next/image?url=https%3A%2F%2Fcdn.example%2Fa.jpg%3Fw%3D1%26q%3D2&w=64&q=75',
    '/_vercel/image?w=64&q=75&url=%2Fb.png',
    '/_next/image/?url=%2Fc.png',
    '/_next/image?w=64',
    '/_next/image?url=&w=64',
  ];
  const [call] = planPurge(request(images(...addresses))).calls;
  const sources = [
    '/images/a b.png',
    'https://cdn.example/a.jpg?w=1&q=2',
    '/b.png',
    '/c.png',
    '/_next/image?w=64',
    '/_next/image?url=&w=64',
  ];
  assert.deepEqual(call?.values, sources);
  // What is told is what is sent.
  assert.deepEqual(
    call.targets.map(({ value }) => value),
    sources,
  );
  const inside = planPurge(request(images('/_next/image?url=data%3Aimage%2Fpng&w=64', '/_next/image?url=%2Fa%0A.png')));
  assert.deepEqual(
    inside.refused.map(({ refusal }) => refusal),
    ['not-purgeable', 'control-character'],
  );
});

describe('a tag outside ASCII', () => {
  const wire = (nextVersion?: string) =>
    planPurge(request(tags('café ☕', 'plain %')), nextVersion === undefined ? {} : { nextVersion });

  it('is sent as Next writes it from 16.4 on', () => {
    for (const version of ['16.4.0', '16.5.0-canary.3', '17.0.0']) {
      assert.deepEqual(wire(version).calls[0]?.values, ['caf%C3%A9 %E2%98%95', 'plain %']);
    }
  });

  it('is sent as it stands before 16.4', () => {
    for (const version of ['16.3.9', '15.1.0', '14.2.35']) {
      assert.deepEqual(wire(version).calls[0]?.values, ['café ☕', 'plain %']);
      assert.ok(!wire(version).warnings.includes('unknown-next-version'));
    }
  });

  it('is sent as it stands, with a warning, where the version is unknown', () => {
    assert.deepEqual(wire().calls[0]?.values, ['café ☕', 'plain %']);
    assert.ok(wire().warnings.includes('unknown-next-version'));
  });

  it('keeps what the user wrote beside it', () =>
    assert.deepEqual(wire('16.4.0').calls[0]?.targets, tags('café ☕', 'plain %')));
});

describe('the ladder of danger', () => {
  const confirmation = (mode: PurgeRequest['mode'], count: number, fromPattern = false) =>
    planPurge(request(tags(...many(count)), { mode }), { fromPattern }).confirmation;

  it('asks nothing for an invalidation', () => assert.equal(confirmation('invalidate', 500, true), 'none'));
  it('shows a modal for a delete', () => assert.equal(confirmation('dangerously-delete', 1, true), 'modal'));
  it("wants the project's name for a delete of many, or of a pattern's values", () => {
    assert.equal(confirmation('dangerously-delete', 5), 'type-project-name');
    assert.equal(confirmation('dangerously-delete', 2, true), 'type-project-name');
  });

  it('is climbed no less high when the same is sent again', () => {
    const again = (atLeast: 'modal' | 'type-project-name', mode: PurgeRequest['mode'] = 'dangerously-delete') =>
      planPurge(request(tags('a'), { mode }), { atLeast }).confirmation;
    assert.equal(again('type-project-name'), 'type-project-name');
    assert.equal(again('modal', 'invalidate'), 'modal');
    assert.equal(
      planPurge(request(tags(...many(9)), { mode: 'dangerously-delete' }), { atLeast: 'modal' }).confirmation,
      'type-project-name',
    );
  });

  it('warns of a stampede, but not where there is grace', () => {
    const delay = { mode: 'dangerously-delete', environment: 'production' } as const;
    assert.deepEqual(planPurge(request(tags('a'), delay)).warnings, ['stampede']);
    assert.deepEqual(planPurge(request(tags('a'), { ...delay, revalidationDeadlineSeconds: 60 })).warnings, []);
  });

  it('warns where no environment is named', () =>
    assert.deepEqual(planPurge(request(tags('a'))).warnings, ['every-environment']));
});
