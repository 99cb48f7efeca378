import { join } from 'node:path';
import { run } from './processes';

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** A self-signed certificate for 127.0.0.1, made now and good for two days. */
export async function makeCertificate(folder: string, env: NodeJS.ProcessEnv): Promise<Certificate> {
  const files = { certificate: join(folder, 'server.crt'), key: join(folder, 'server.key') };
  const args = [
    'req', '-x509', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1', '-keyout', files.key, '-out', files.certificate,
    // A key of RSA takes thirty times as long to make.
    '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1',
    // Some clients refuse a certificate authority as a server's certificate.
    '-addext', 'basicConstraints=critical,CA:FALSE', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1',
  ];
  const result = await run('openssl', args, { env, timeoutSeconds: 30 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {throw new Error('`openssl` must be on PATH for TLS, got: none.');}
    throw error;
  });
  if (result.code !== 0) {throw new Error(`\`openssl\` must make a certificate, got: ${result.output.trim().split('\n').at(-1)}.`);}
  return files;
}
