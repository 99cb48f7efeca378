/**
 * The condition that a key is used through a service. The names of services end with `amazonaws.com` in every partition, unlike their endpoints: AWS
 * documents no other names, and the policies of aws-cdk-lib do not depend on the partition either.
 */
export function viaService(service: string, region = '*'): Record<string, Record<string, string>> {
  return { [region === '*' ? 'StringLike' : 'StringEquals']: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } };
}
