import { defaultProvider } from '../../../src/handler/adapters/credentials';

const environment = { ...process.env };
afterEach(() => { process.env = { ...environment }; });

function given(key?: string, secret?: string, token?: string): void {
  const values = { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token };
  process.env = { ...environment, ...values };
  for (const [name, value] of Object.entries(values)) if (value === undefined) delete process.env[name];
}

test('credentials are those of the environment', async () => {
  given('AKIDEXAMPLE', 'not-a-secret', 'token');
  await expect(defaultProvider()()).resolves.toEqual({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret', sessionToken: 'token' });
});

test('credentials need no session', async () => {
  given('AKIDEXAMPLE', 'not-a-secret');
  await expect(defaultProvider()()).resolves.toEqual({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret' });
});

test.each([[undefined, 'secret'], ['key', undefined], ['', 'secret'], [undefined, undefined]])('there are none with key %j and secret %j', async (key, secret) => {
  given(key, secret);
  await expect(defaultProvider()()).rejects.toThrow(new Error('`AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` must be in the environment of the function.'));
});
