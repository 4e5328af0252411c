// Loaded by the extension host in place of the real extensionTestsPath. Sends console and
// stdout/stderr of the extension host to a file which vscode.mjs prints verbatim: what VS Code
// itself forwards is unformatted ("%s") and mixed with the workbench's own log. Also leaves a mark
// when the suite really ended well: the workbench reports exit code 0 for a dead extension host.
'use strict';
const fs = require('node:fs');
const { Writable } = require('node:stream');
const { Console } = require('node:console');

exports.make = ({ suite, out, done }) => ({
  async run() {
    const fd = fs.openSync(out, 'a');
    const sink = new Writable({
      decodeStrings: false,
      write(c, _e, cb) {
        fs.writeSync(fd, c);
        cb();
      },
    });
    const c = new Console({ stdout: sink, stderr: sink });
    for (const m of Object.keys(c)) {
      if (typeof c[m] === 'function') {
        Object.defineProperty(console, m, { value: c[m].bind(c), configurable: true, writable: true });
      }
    }
    for (const s of ['stdout', 'stderr']) {
      Object.defineProperty(process, s, { value: sink, configurable: true });
    }
    await require(suite).run(); // a rejection is reported by VS Code itself: console.error, exit code 1
    fs.writeFileSync(done, 'ok');
  },
});
