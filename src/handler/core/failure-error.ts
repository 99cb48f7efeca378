/**
 * Fails the deployment with one sentence. The provider framework sends the stack of an error to CloudFormation,
 * so the stack holds the sentence and nothing else.
 */
export class FailureError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'FailureError';
    this.stack = sentence;
  }
}
