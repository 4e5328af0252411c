import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDirect } from '../../../src/core/discover/languages/read.ts';
import { written } from './written.ts';

const URL = 'https://api.vercel.com/v1/edge-cache';

function all(file: string, cases: readonly (readonly [string, string[]])[]): void {
  for (const [text, expected] of cases) {
    const found = readDirect(file, text).map(({ role, value }) => `${role} ${written(value)}`);
    assert.deepEqual(found, expected, text);
  }
}

test('Python: requests, httpx, a constant, JSON by hand', () => {
  all('/purge.py', [
    [
      `def f():\n    requests.post(f"${URL}/invalidate-by-tags?projectIdOrName={P}", headers={"A": "b"}, json={"tags": ["a", f"b-{id}"]})`,
      ['invalidate a', 'invalidate b-<id>'],
    ],
    [
      `URL = "${URL}/dangerously-delete-by-tags"\ndef f(tags):\n    body = {"tags": ["a"]}\n    httpx.post(URL, json=body)\n    return {"tags": tags}`,
      ['invalidate a'],
    ],
    [
      `TAGS = ["a", "b"]\nasync def f():\n    await client.post("${URL}/invalidate-by-tags", data=json.dumps({"tags": TAGS}))`,
      ['invalidate a', 'invalidate b'],
    ],
    [`requests.post("${URL}/invalidate-by-src-images", json=dict(srcImages=["/a,b.png"]))`, ['image /a,b.png']],
    [`requests.post("${URL}/invalidate-by-tags", data='{"tags":["a","b"]}')`, ['invalidate a', 'invalidate b']],
    [
      `requests.post("${URL}/invalidate-by-tags", data=f'{{"tags":["a-{x}","b-{y}","c"]}}')`,
      ['invalidate a-<x>', 'invalidate b-<y>', 'invalidate c'],
    ],
    [`def f(tags):\n    requests.post("${URL}/invalidate-by-tags", json={"tags": tags})`, ['invalidate (runtime)']],
    [`requests.post("${URL}/invalidate-by-tags", json={"tags": "a, b"})`, ['invalidate a', 'invalidate b']],
    [
      `TAGS = ["a"]\ndef f(tags=None):\n    chosen = tags if tags else TAGS\n    requests.post("${URL}/invalidate-by-tags", json={"tags": list(chosen) + ["b"]})`,
      ['invalidate (runtime)', 'invalidate a', 'invalidate b'],
    ],
    [
      `URL = "${URL}/invalidate-by-tags"\nTAG = "site"\ndef f():\n    url = f"{URL}?projectIdOrName={p}"\n    Request(url, data=json.dumps({"tags": [TAG]}).encode())`,
      ['invalidate site'],
    ],
  ]);
});

test('Go: JSON by hand, a map, a struct', () => {
  all('/purge.go', [
    [
      `func f() {\n\tbody := []byte(\`{"tags":["a","b"]}\`)\n\treq, _ := http.NewRequest("POST", "${URL}/invalidate-by-tags", bytes.NewBuffer(body))\n}`,
      ['invalidate a', 'invalidate b'],
    ],
    [
      'func f() {\n\tbody, _ := json.Marshal(map[string]any{"tags": []string{"a", "b-"+id}})\n\thttp.Post(fmt.Sprintf("%s/v1/edge-cache/invalidate-by-tags?teamId=%s", base, team), "application/json", bytes.NewReader(body))\n}',
      ['invalidate a', 'invalidate b-<id>'],
    ],
    ['func f() {\n\tsend(base + "/v1/edge-cache/invalidate-by-tags", purge{Tags: []string{"a"}})\n}', ['invalidate a']],
  ]);
});

test('Ruby and PHP', () => {
  all('/purge.rb', [
    [
      `def f\n  Net::HTTP.post(URI("${URL}/invalidate-by-tags"), { tags: ["a", "b-#{id}"] }.to_json)\nend`,
      ['invalidate a', 'invalidate b-<id>'],
    ],
    [`HTTParty.post("${URL}/invalidate-by-tags", body: { "tags" => ["a"] }.to_json)`, ['invalidate a']],
    [
      `def f\n  url = "${URL}/invalidate-by-tags"\n  body = { 'tags' => 'a' }\n  Faraday.post(url, body.to_json)\nend`,
      ['invalidate a'],
    ],
  ]);
  all('/purge.php', [
    [
      `<?php Http::withToken($t)->post('${URL}/invalidate-by-tags', ['tags' => ['a', "b-$id"]]);`,
      ['invalidate a', 'invalidate b-<id>'],
    ],
    [
      `<?php function f() { $ch = curl_init('${URL}/invalidate-by-tags'); curl_setopt($ch, CURLOPT_POSTFIELDS, json_encode(array('tags' => array('a')))); }`,
      ['invalidate a'],
    ],
    [
      `<?php $client->post('${URL}/dangerously-delete-by-src-images', ['json' => ['srcImages' => ['/a.png']]]);`,
      ['image /a.png'],
    ],
  ]);
});

test('what only names an endpoint, other endpoints and comments', () => {
  for (const [file, text] of [
    ['/a.py', `print("${URL}/invalidate-by-tags")`],
    ['/a.py', `# requests.post("${URL}/invalidate-by-tags", json={"tags": ["a"]})`],
    ['/a.py', `requests.post("${URL}/purge-all", json={"tags": ["a"]})`],
    ['/a.py', `requests.post("https://example.com/invalidate-by-tags", json={"tags": ["a"]})`],
    ['/a.go', `// http.Post("${URL}/invalidate-by-tags", "", "{"tags":["a"]}")`],
  ] as const) {
    all(file, [[text, []]]);
  }
});
