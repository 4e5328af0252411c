import Mocha from 'mocha';
import { registerActivationTests } from './activation.ts';
import { registerNetworkTests } from './network.ts';

/** Runs inside the extension host. VS Code calls it; a rejection is a failed run. */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000 });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  registerActivationTests();
  registerNetworkTests();
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} test(s) failed`))));
  });
}
