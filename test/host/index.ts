import Mocha from 'mocha';
import { registerActivationTests } from './activation.ts';
import { registerExcludeTests } from './excludes.ts';
import { registerLiveTests } from './live.ts';
import { registerNetworkTests } from './network.ts';

/** Runs inside the extension host. VS Code calls it; a rejection is a failed run. */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 120_000 });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  registerActivationTests();
  registerNetworkTests();
  registerLiveTests();
  registerExcludeTests();
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} test(s) failed`))));
  });
}
