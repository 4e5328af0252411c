import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDirect } from '../../../src/core/discover/languages/read.ts';
import { mentionsTrigger } from '../../../src/core/discover/prefilter.ts';
import { written } from './written.ts';

function found(text: string): string[] {
  return readDirect('/main.py', text).map(({ role, api, value }) => `${role} ${api} ${written(value)}`);
}

test("Vercel's package for Python: what the runtime cache is given and loses, purges by tag", () => {
  assert.deepEqual(
    found(`
from vercel.functions import AsyncRuntimeCache
from vercel.cache import dangerously_delete_by_tag, get_cache, invalidate_by_tag

TAG = "posts"
cache = AsyncRuntimeCache(namespace="app")

async def load(slug: str, user):
    await cache.set(f"post:{slug}", {"a": 1}, {"ttl": 60, "tags": [TAG, f"post-{slug}"]})
    get_cache().set(
        "k",
        {"tags": ["of the article"]},
        {
            "tags": ["b"],
        },
    )
    await cache.expire_tag(TAG)
    invalidate_by_tag(["c", f"user:{user.id}"])
    dangerously_delete_by_tag("d", revalidation_deadline_seconds=60)
`),
    [
      'assign RuntimeCache.set posts',
      'assign RuntimeCache.set post-<slug>',
      'assign RuntimeCache.set b',
      'invalidate expire_tag posts',
      'invalidate invalidate_by_tag c',
      'invalidate invalidate_by_tag user:<id>',
      'invalidate dangerously_delete_by_tag d',
    ],
  );
});

test('options of the cache that a function makes or a variable holds', () => {
  assert.deepEqual(
    found(`
from vercel.cache import get_cache
TAG = "jobs"
OPTIONS = {"tags": ["a", "b"], "ttl": 60}
def options(name: str) -> dict:
    return {
        "ttl": int(os.getenv("TTL", str(60))),
        "tags": [TAG, f"job:{name}"],
        "name": name,
    }
def article():
    return {"tags": ["news"], "meta": {"ttl": 1}}
get_cache().set("k", article(), options("x"))
get_cache().set("l", {"ttl": 1}, OPTIONS)
`),
    [
      'assign RuntimeCache.set a',
      'assign RuntimeCache.set b',
      'assign RuntimeCache.set jobs',
      'assign RuntimeCache.set job:<name>',
    ],
  );
});

test('a file is looked at for the import alone', () => {
  assert.ok(mentionsTrigger('from vercel.functions import RuntimeCache\ncache = RuntimeCache()'));
  assert.ok(mentionsTrigger('from vercel.cache import (\n    get_cache,\n)'));
});

test('what is no tag of the runtime cache', () => {
  const calls = 'cache.set("k", 1, {"tags": ["a"]})\nobj.expire_tag("b")\n';
  assert.deepEqual(found(`from other.cache import cache\n${calls}`), [], 'another package');
  assert.deepEqual(
    found(`from vercel.cache import get_cache
def expire_tag(tag): pass
seen = set(({"tags": ["a"]},))
cache.set("k", {"tags": ["a"]}, {"ttl": 60})
cache.set("k", {"tags": ["a"]})
# cache.expire_tag("b")
`),
    [],
  );
});
