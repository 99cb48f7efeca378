import { checkRegion } from '../../../../src/handler/core/request/properties';
import { event, IMAGE_ARN } from '../../fixtures';

const ELSEWHERE = IMAGE_ARN.replace('eu-central-1', 'us-east-1');

test('what is in the Region of the stack passes', () => {
  expect(() => checkRegion(IMAGE_ARN, event())).not.toThrow();
});

test('what is in another Region is refused', () => {
  expect(() => checkRegion(ELSEWHERE, event())).toThrow(new Error(
    `WRONG_REGION: ${ELSEWHERE} is in us-east-1, and only what is in eu-central-1 can be reached from here. Use it in a stack in us-east-1.`));
});

test.each([['NONE', event()], [ELSEWHERE, event({ StackId: 'stack' })], [ELSEWHERE, event({ StackId: undefined })], [ELSEWHERE, null]])(
  'nothing is said about a Region that is not told: %#', (arn, request) => expect(() => checkRegion(arn, request)).not.toThrow());
