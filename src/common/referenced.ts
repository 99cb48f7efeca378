import { CfnResource, Reference, Tokenization } from 'aws-cdk-lib';

/** The resource of the app whose attribute a text is. A text with other parts beside it is no attribute. */
export function referenced(text: string): CfnResource | undefined {
  const { tokens: [token], length } = Tokenization.reverseString(text);
  return length === 1 && Reference.isReference(token) && CfnResource.isCfnResource(token.target) ? token.target : undefined;
}
