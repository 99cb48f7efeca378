import { createHash } from 'node:crypto';

/** Hexadecimal digits that depend on nothing but the given text. */
export function hexOf(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}

/** Something of the form of a UUID that depends on nothing but the given text. */
export function uuidOf(text: string): string {
  const hex = hexOf(text, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export const workflowExecutionId = (imageArn: string, position: number) => `wf-${uuidOf(`${imageArn} workflow ${position}`)}`;
export const stepExecutionId = (executionId: string, position: number) => `step-${uuidOf(`${executionId} step ${position}`)}`;
export const amiId = (imageArn: string, region: string, account: string) => `ami-${hexOf(`${imageArn} ${region} ${account}`, 17)}`;
export const instanceId = (executionId: string) => `i-${hexOf(`${executionId} instance`, 17)}`;
export const runCommandId = (stepId: string) => uuidOf(`${stepId} run command`);
