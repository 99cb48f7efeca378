import { Token } from 'aws-cdk-lib';
import { MAX_EXECUTION_TIMEOUT_SECONDS } from '../contract/execution';

/**
 * The seconds for which each custom resource of an execution waits, which are as many as needed and wait about equally long. A time that is known only at
 * deployment is that of one custom resource.
 */
export function sharesOf(timeoutSeconds: number): number[] {
  if (Token.isUnresolved(timeoutSeconds)) return [timeoutSeconds];
  const count = Math.ceil(timeoutSeconds / MAX_EXECUTION_TIMEOUT_SECONDS);
  const share = Math.ceil(timeoutSeconds / count);
  return [...Array<number>(count - 1).fill(share), timeoutSeconds - share * (count - 1)];
}

/** The ID of the custom resource with this index. It must not change, because CloudFormation replaces a resource with another ID. */
export function linkId(index: number): string {
  return index === 0 ? 'Resource' : `Wait${index + 1}`;
}
