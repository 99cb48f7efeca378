import { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { FaultEffect } from './scenario';

const DRIPS = 40;
const DRIP_MS = 50;

type Spoil = (response: ServerResponse, body: string) => Promise<void>;

/** Ways to answer that a client has to cope with. `body` is the whole answer. */
export const SPOILED: Readonly<Record<Extract<FaultEffect, string>, Spoil>> = {
  html502: async (response) => {
    response.writeHead(502, { 'content-type': 'text/html' }).end('<html><body><h1>502 Bad Gateway</h1></body></html>');
  },
  reset: async (response) => {
    response.socket?.resetAndDestroy();
  },
  truncated: async (response, body) => {
    await half(response, body);
    response.socket?.destroy();
  },
  emptyBody: async (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 0 }).end();
  },
  hang: closed,
  stall: async (response, body) => {
    await half(response, body);
    await closed(response);
  },
  slowDrip: async (response, body) => {
    const bytes = Buffer.from(body);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
    const size = Math.ceil(bytes.length / DRIPS);
    for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
      response.write(bytes.subarray(at, at + size));
      await sleep(DRIP_MS);
    }
    response.end();
  },
};

/** Sends the first half of an answer that promises the whole. */
async function half(response: ServerResponse, body: string): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  await new Promise<void>((done) => response.write(body.slice(0, Math.floor(body.length / 2)), () => done()));
}

/** Waits until the client gives up. */
function closed(response: ServerResponse): Promise<void> {
  return new Promise((done) => {
    if (response.destroyed) {return done();}
    response.once('close', done);
  });
}
