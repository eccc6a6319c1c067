/** Why a port could not be had, and what to do, in a sentence or two. */
export function listenProblem(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use by another program; choose another in Settings, or end that program.`;
    case 'EACCES':
      return `Port ${port} may not be used without further rights; choose one above 1023 in Settings.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host}; choose another in Settings (127.0.0.1 always works).`;
    default:
      return `The receiver can't listen on ${host}, port ${port}: ${error instanceof Error ? error.message : String(error)}. Choose others in Settings.`;
  }
}
