import fs from 'node:fs';
import { readOpened } from './opened.ts';

/** `e_machine` of an ELF file, by what Node calls the processor (System V ABI, chapter 4). */
const MACHINES: Readonly<Record<string, number>> = {
  ia32: 3,
  ppc64: 21,
  s390x: 22,
  arm: 40,
  x64: 62,
  arm64: 183,
  riscv64: 243,
  loong64: 258,
};
const ELF = '\x7fELF';
const HEAD = 20;
const BYTE_ORDER_AT = 5;
const BIG_ENDIAN = 2;
const MACHINE_AT = 18;

/**
 * Whether the system starts a file itself. What it refuses, a program for another processor for instance, Linux's
 * `execvp` hands to a shell, which would take its bytes for commands.
 */
export function startsByItself(file: string, platform = process.platform, processor: string = process.arch): boolean {
  if (platform === 'win32' || platform === 'darwin') {
    return true;
  }
  const head = headOf(file);
  const text = head.toString('latin1');
  if (text.startsWith('#!')) {
    return true;
  }
  if (!text.startsWith(ELF) || head.length < HEAD) {
    return false;
  }
  const machine = head[BYTE_ORDER_AT] === BIG_ENDIAN ? head.readUInt16BE(MACHINE_AT) : head.readUInt16LE(MACHINE_AT);
  return machine === MACHINES[processor];
}

function headOf(file: string): Buffer {
  const head = Buffer.alloc(HEAD);
  return head.subarray(0, readOpened(file, (descriptor) => fs.readSync(descriptor, head, 0, HEAD, 0)) ?? 0);
}
