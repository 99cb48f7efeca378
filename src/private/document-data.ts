import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Token } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { checkInlineSize, MOST_INLINE_BYTES } from './inline-size';

/** A document as CloudFormation takes it: inside of the template, or in Amazon S3. */
export interface DocumentData {
  readonly data?: string;
  readonly uri?: string;
}

/**
 * A document in the template, or in Amazon S3 when it is longer than the service takes there.
 *
 * A text with tokens stays in the template, since it is not known before the deployment, and is refused at synth when it is too long.
 */
export function renderData(scope: Construct, prop: string, text: string): DocumentData {
  if (Token.isUnresolved(text) || Buffer.byteLength(text) <= MOST_INLINE_BYTES) {
    checkInlineSize(scope, prop, text);
    return { data: text };
  }
  return { uri: uploaded(scope, text) };
}

/** The file has to outlive this call only when the CDK does not copy assets, which the CLI asks for when it merely compares hashes. */
function uploaded(scope: Construct, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-imagebuilder-'));
  const path = join(folder, 'document.yaml');
  writeFileSync(path, text);
  const asset = new Asset(scope, 'Document', { path });
  if (asset.assetPath !== path) {
    rmSync(folder, { recursive: true });
  }
  return asset.s3ObjectUrl;
}
