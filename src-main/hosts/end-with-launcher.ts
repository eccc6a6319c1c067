/** Where a launcher started this process beside itself, it ends with it: a launcher that is killed can't tell. */
export function endWithLauncher(): void {
  if (process.channel) process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
