import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDirect } from '../../../src/core/discover/languages/read.ts';
import { cpuTime } from '../cpu-time.ts';
import { written } from './written.ts';

function tags(file: string, text: string): string[] {
  return readDirect(file, text).map(({ role, api, value }) => {
    assert.equal(role, 'assign');
    assert.equal(api, file.endsWith('.json') ? 'vercel.json' : 'Vercel-Cache-Tag');
    return written(value);
  });
}

function all(file: string, cases: readonly (readonly [string, string[]])[]): void {
  for (const [text, expected] of cases) {
    assert.deepEqual(tags(file, text), expected, text);
  }
}

test('Python', () => {
  all('/app/views.py', [
    ['response.headers["Vercel-Cache-Tag"] = "a, b"', ['a', 'b']],
    ["response['vercel-cache-tag'] = 'a'", ['a']],
    ['return Response(body, headers={"Vercel-Cache-Tag": "a"})', ['a']],
    ['resp.headers.set("Vercel-Cache-Tag", "a")', ['a']],
    ['start_response("200 OK", [("Vercel-Cache-Tag", "a")])', ['a']],
    ['r.headers["Vercel-Cache-Tag"] = f"post-{post.id}, p-{n:>3}"', ['post-<id>', 'p-<n>']],
    ['r.headers["Vercel-Cache-Tag"] = f"{{x}}-{id}"', ['{x}-<id>']],
    ['r.headers["Vercel-Cache-Tag"] = "post-" + str(post_id) + ",all"', ['post-<post_id>', 'all']],
    ['r.headers["Vercel-Cache-Tag"] = "post-%s" % slug', ['post-<slug>']],
    ['r.headers["Vercel-Cache-Tag"] = "post-%s-%s" % (a, "b")', ['post-<a>-b']],
    ['r.headers["Vercel-Cache-Tag"] = "post-{}-{name}".format(a, name="b")', ['post-<a>-<name>']],
    ['r.headers["Vercel-Cache-Tag"] = ",".join(["a", f"b-{x}"])', ['a', 'b-<x>']],
    ['TAG = "a"\n\ndef f(r):\n    r.headers["Vercel-Cache-Tag"] = TAG', ['a']],
    ['H = "Vercel-Cache-Tag"\ndef f(r):\n    r.headers[H] = "a"', ['a']],
    ['def f(r, id):\n    tag = f"a-{id}"\n    r.headers["Vercel-Cache-Tag"] = tag', ['a-<id>']],
    ['def f(r, tag):\n    r.headers["Vercel-Cache-Tag"] = tag', ['(runtime)']],
    [
      'NAME = "post"\nSHOP = "s-" + name\ndef f(r, id):\n    r.headers["Vercel-Cache-Tag"] = f"{NAME}s,{NAME}-{id},{SHOP}-{OTHER}-a"',
      ['posts', 'post-<id>', 's-<name>-<OTHER>-a'],
    ],
    ['h = {\n  "Vercel-Cache-Tag": "a"\n    "b",\n  "X": "c",\n}', ['ab']],
    ['r.headers["Vercel-Cache-Tag"] = "a" if x else "b"\nelse', ['a', 'b']],
    ['h = {"Vercel-Cache-Tag": own or ",".join(["a"] + ["b-" + id])}', ['(runtime)', 'a', 'b-<id>']],
    ['if x:\n    h["Vercel-Cache-Tag"] = "a" if x\nelse:\n    "b"', ['a']],
    [
      'SITE = "s"\nALL = [SITE, f"{SITE}-b"]\ndef f(r, more):\n    r.headers["Vercel-Cache-Tag"] = ",".join(sorted(set(ALL + ["c"])))',
      ['s', 's-b', 'c'],
    ],
  ]);
});

test('Go', () => {
  all('/main.go', [
    ['w.Header().Set("Vercel-Cache-Tag", "a,b")', ['a', 'b']],
    ['w.Header().Add("Vercel-Cache-Tag", `a`)', ['a']],
    ['c.Header("Vercel-Cache-Tag", fmt.Sprintf("post-%d", post.ID))', ['post-<ID>']],
    ['w.Header()["Vercel-Cache-Tag"] = []string{"a", "b-" + id}', ['a', 'b-<id>']],
    ['h := map[string]string{"Vercel-Cache-Tag": "a"}', ['a']],
    ['const tag = "a"\nfunc f() {\n\tw.Header().Set("Vercel-Cache-Tag", tag)\n}', ['a']],
    ['const (\n\tHeader = "Vercel-Cache-Tag"\n)\nfunc f() { w.Header().Set(Header, "a") }', ['a']],
    [
      'func f() {\n\ttags := []string{"a", "b"}\n\tw.Header().Set("Vercel-Cache-Tag", strings.Join(tags, ","))\n}',
      ['a', 'b'],
    ],
  ]);
});

test('Ruby', () => {
  all('/app.rb', [
    ["response.headers['Vercel-Cache-Tag'] = 'a'", ['a']],
    ['response.set_header("Vercel-Cache-Tag", "post-#{post.id}")', ['post-<id>']],
    ["headers['Vercel-Cache-Tag'] = ['a', 'b'].join(',')", ['a', 'b']],
    ["[200, { 'Vercel-Cache-Tag' => 'a' }, []]", ['a']],
    ['TAG = "a".freeze\nheaders "Vercel-Cache-Tag" => TAG', ['a']],
    ['TAG = "a"\nheaders "Vercel-Cache-Tag" => "#{TAG}-#{id}"', ['a-<id>']],
    ["headers['Vercel-Cache-Tag'] = 'a-' + id.to_s", ['a-<id>']],
    ["headers['Vercel-Cache-Tag'] = x ? 'a' : \"b-#{id}\"", ['a', 'b-<id>']],
    ["headers['Vercel-Cache-Tag'] = tag || 'a' if cached?", ['(runtime)', 'a']],
  ]);
});

test('PHP', () => {
  all('/index.php', [
    ["<?php header('Vercel-Cache-Tag: a, b');", ['a', 'b']],
    ["<?php header('Vercel-Cache-Tag: post-' . $id, true);", ['post-<id>']],
    ['<?php header("Vercel-Cache-Tag: post-$id,p-{$post->slug}");', ['post-<id>', 'p-<slug>']],
    ["<?php return response($x)->header('Vercel-Cache-Tag', 'a');", ['a']],
    ["<?php $r = $r->withHeader('Vercel-Cache-Tag', sprintf('post-%d', $id));", ['post-<id>']],
    ["<?php return ['Vercel-Cache-Tag' => implode(',', ['a', 'b'])];", ['a', 'b']],
    ["<?php $response->headers->set('Vercel-Cache-Tag', self::TAG); class A { const TAG = 'a'; }", ['a']],
    [
      "<?php header('Vercel-Cache-Tag: ' . implode(',', $x ? ['a'] : ['b', $tag ?? 'c']));",
      ['a', 'b', '(runtime)', 'c'],
    ],
    ["<p>don't</p> <?php define('T', 'a'); header('Vercel-Cache-Tag: ' . T) ?> <p>don't</p>", ['a']],
  ]);
});

test('reading a header, comments, docstrings and other headers are none', () => {
  for (const [file, text] of [
    ['/a.py', 'x = response.headers.get("Vercel-Cache-Tag", "a")'],
    ['/a.py', 'assert response["Vercel-Cache-Tag"] == "a"'],
    ['/a.py', '# response["Vercel-Cache-Tag"] = "a"'],
    ['/a.py', '"""\nresponse["Vercel-Cache-Tag"] = "a"\n"""'],
    ['/a.py', 'response["Cache-Tag"] = "a"'],
    ['/a.go', '// w.Header().Set("Vercel-Cache-Tag", "a")'],
    ['/a.go', '/* w.Header().Set("Vercel-Cache-Tag", "a") */'],
    ['/a.go', 'w.Header().Del("Vercel-Cache-Tag")'],
    ['/a.rb', '=begin\nheaders["Vercel-Cache-Tag"] = "a"\n=end'],
    ['/a.php', 'header("Vercel-Cache-Tag: a") outside of PHP'],
    ['/a.md', '`response.headers["Vercel-Cache-Tag"] = "a"`'],
  ] as const) {
    assert.deepEqual(tags(file, text), [], text);
  }
});

test('vercel.json: headers, routes and transforms, with comments and trailing commas', () => {
  const text = `{
  // comment with "quotes"
  "headers": [
    { "source": "/blog/:slug", "headers": [{ "key": "vercel-cache-tag", "value": "blog, post-:slug,12:30", }, { "key": "X", "value": "no" }] },
  ],
  "routes": [
    { "src": "/p/(.*)", "headers": { "Vercel-Cache-Tag": "p-$1" } },
    { "src": "/q", "transforms": [{ "type": "response.headers", "op": "append", "target": { "key": "Vercel-Cache-Tag" }, "args": ["q", "r"] }] },
    { "src": "/q", "transforms": [{ "type": "request.headers", "op": "set", "target": { "key": "Vercel-Cache-Tag" }, "args": "no" }] }
  ]
}`;
  assert.deepEqual(tags('/vercel.json', text), ['blog', 'post-<slug>', '12:30', 'p-<1>', 'q', 'r']);
  const [first] = readDirect('/vercel.json', text);
  assert.equal(first && text.slice(first.span.start, first.span.end), '"blog, post-:slug,12:30"');
  assert.deepEqual(tags('/other.json', text), []);
});

test('vercel.json half typed, hostile, or something else', () => {
  const whole = '{"headers":[{"headers":[{"key":"Vercel-Cache-Tag","value":"a"}]}]}';
  for (let end = 0; end < whole.length; end++) {
    assert.ok(tags('/vercel.json', whole.slice(0, end)).length <= 1);
  }
  assert.deepEqual(tags('/vercel.json', whole.replace('"headers":[{"key"', '"headers":[,,{"key"')), ['a']);
  assert.deepEqual(tags('/vercel.json', '[1, null, "a"]'), []);
  assert.deepEqual(tags('/vercel.json', '{"headers": {"__proto__": []}}'), []);
});

test('hostile text is read in linear time', () => {
  const starts: [string, string][] = [
    ['/a.py', 'H = "Vercel-Cache-Tag"\n'],
    ['/a.go', 'const H = "Vercel-Cache-Tag"\n'],
    ['/a.rb', 'H = "Vercel-Cache-Tag"\n'],
    ['/a.php', '<?php const H = "Vercel-Cache-Tag";\n'],
    ['/vercel.json', '{"headers":['],
  ];
  for (const [file, start] of starts) {
    for (const piece of [
      '"',
      "f'{",
      '(',
      '[H, ',
      'x = x + ',
      '{"',
      '"Vercel-Cache-Tag": ',
      '"/v1/edge-cache/invalidate-by-tags", ',
      '<?php ',
      'a = "b"\n',
      'def f(',
      'a if b else ',
      'a ? b : ',
      'x = [x, x]\n',
      '"\\',
    ]) {
      const started = cpuTime();
      readDirect(file, start + piece.repeat(10_000));
      assert.ok(cpuTime() - started < 2000, `${file} ${piece} ${cpuTime() - started}`);
    }
  }
});

test('formats that are filled with formats without end are read so far', () => {
  for (const file of ['/a.py', '/a.rb']) {
    const text = `response.headers["Vercel-Cache-Tag"] = ${"'%s' % ".repeat(20_000)}'a'`;
    assert.equal(tags(file, text).length, 1, file);
  }
});
