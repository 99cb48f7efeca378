/** The credentials with which requests are signed. */
interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * The credentials of the role of a Lambda function, which are in its environment as long as it runs. The SDK's chain of providers would look for
 * profiles, single sign-on and other sources that a function does not have.
 *
 * The name is that of the SDK's chain.
 */
export function defaultProvider(): () => Promise<Credentials> {
  return async () => {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
    if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, sessionToken };
    throw new Error('`AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` must be in the environment of the function.');
  };
}
