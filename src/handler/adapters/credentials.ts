/** The credentials with which requests are signed. */
interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * Replaces the SDK's chain of credential providers in the bundle. A third of the bundle would otherwise be profiles, single sign-on and other
 * sources that a Lambda function does not have. A function has the credentials of its role in its environment as long as it runs.
 *
 * The name is that under which the SDK imports its chain.
 */
export function defaultProvider(): () => Promise<Credentials> {
  return async () => {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
    if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, sessionToken };
    throw new Error('`AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` must be in the environment of the function.');
  };
}
