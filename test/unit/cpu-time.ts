/** Milliseconds that this thread has computed (before Node 24 the process): what the machine does besides does not count. */
export function cpuTime(): number {
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage();
  return (user + system) / 1000;
}
