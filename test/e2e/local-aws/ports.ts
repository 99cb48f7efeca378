import { AddressInfo, createServer } from 'node:net';

export const HOST = '127.0.0.1';

/** A port of 127.0.0.1 that nobody listens on: the given one, which must be free, or any. */
export async function freePort(wanted?: number): Promise<number> {
  const server = createServer();
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(error.code === 'EADDRINUSE'
      ? new Error(`Port ${wanted} of ${HOST} must be free, got: in use by another program.`)
      : error));
    server.listen(wanted ?? 0, HOST, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
