import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import ts from 'typescript';

/** Every `l10n.t('…')` below src: the texts, and the places where the first argument is no plain literal. */
function translated(): { readonly texts: Set<string>; readonly opaque: string[] } {
  const texts = new Set<string>();
  const opaque: string[] = [];
  for (const name of readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))) {
    const source = ts.createSourceFile(name, readFileSync(`src/${name}`, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && /^(?:vscode\.)?l10n\.t$/.test(node.expression.getText())) {
        const [text] = node.arguments;
        if (text && ts.isStringLiteral(text)) {
          texts.add(text.text);
        } else {
          opaque.push(`${name}: ${node.getText()}`);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { texts, opaque };
}

describe('the words for users', () => {
  const { texts, opaque } = translated();

  it('are literals, so that they can be collected', () => assert.deepEqual(opaque, []));

  it('stand in the bundle that translators get, and nothing else does', () => {
    const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8')) as Record<string, string>;
    assert.deepEqual(Object.keys(bundle), [...texts].sort());
  });
});
