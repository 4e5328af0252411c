import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { analyse } from 'scslre';
import ts from 'typescript';

/** Every regular expression that stands in the sources. */
function* literals(): Generator<{ readonly file: string; readonly text: string }> {
  for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) {
    const source = ts.createSourceFile(file, readFileSync(`src/${file}`, 'utf8'), ts.ScriptTarget.Latest, true);
    const waiting: ts.Node[] = [source];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (ts.isRegularExpressionLiteral(node)) {
        yield { file, text: node.text };
      }
      waiting.push(...node.getChildren(source));
    }
  }
}

/** What a text could be built of that makes it take more than linear time. */
function problems(literal: string): string[] {
  const end = literal.lastIndexOf('/');
  const { reports } = analyse({ source: literal.slice(1, end), flags: literal.slice(end + 1) });
  return reports.map(({ type, exponential }) => `${type}, ${exponential ? 'exponential' : 'polynomial'}`);
}

describe('the regular expressions', () => {
  it('take linear time, whatever text a workspace holds', () => {
    const all = [...literals()];
    assert.ok(all.length > 100);
    assert.deepEqual(
      all.flatMap(({ file, text }) => problems(text).map((problem) => `${file}: ${text} ${problem}`)),
      [],
    );
  });

  it('would be caught if one did not', () => {
    assert.notDeepEqual(problems('/(a+)+b/'), []);
    assert.notDeepEqual(problems('/a*a*b/'), []);
    assert.notDeepEqual(problems('/a+$/'), []);
  });
});
