import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const ID = 'vercel-cache-tags.vercel-cache-tags';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

export function registerActivationTests(): void {
  describe('the extension in its host', () => {
    it('is installed and activates', async () => {
      const extension = vscode.extensions.getExtension(ID);
      assert.ok(extension, `${ID} is not installed`);
      await extension.activate();
      assert.equal(extension.isActive, true);
    });

    it('registers every command of its manifest', async () => {
      const manifest = vscode.extensions.getExtension(ID)?.packageJSON as Manifest;
      const registered = new Set(await vscode.commands.getCommands(true));
      const missing = manifest.contributes.commands.map((each) => each.command).filter((each) => !registered.has(each));
      assert.deepEqual(missing, []);
    });

    it('runs on the Node that the editor brings', () => {
      assert.ok(Number(process.versions.node.split('.')[0]) >= 22, process.versions.node);
    });
  });
}
