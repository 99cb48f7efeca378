import { readFileSync } from 'fs';

/** The feature flags that `cdk init` writes into a new app, as its context. Older apps have none of them, or some. */
export const FLAGS_OF_NEW_APPS: Record<string, unknown> = JSON.parse(readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8'));
