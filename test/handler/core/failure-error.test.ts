import { FailureError } from '../../../src/handler/core/failure-error';

test('the stack is the sentence, so that nothing else reaches CloudFormation', () => {
  const error = new FailureError('CODE: a sentence.');
  expect(error).toMatchObject({ name: 'FailureError', message: 'CODE: a sentence.', stack: 'CODE: a sentence.' });
  expect(error).toBeInstanceOf(Error);
});
