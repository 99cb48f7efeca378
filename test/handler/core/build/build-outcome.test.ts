import { outcomeOf } from '../../../../src/handler/core/build/build-outcome';

test.each([
  ['AVAILABLE', 'SUCCEEDED'],
  ['DEPRECATED', 'SUCCEEDED'],
  ['DISABLED', 'SUCCEEDED'],
  ['FAILED', 'FAILED'],
  ['CANCELLED', 'CANCELLED'],
  ['DELETED', 'NO_IMAGE'],
  ['PENDING', 'IN_PROGRESS'],
  ['CREATING', 'IN_PROGRESS'],
  ['BUILDING', 'IN_PROGRESS'],
  ['TESTING', 'IN_PROGRESS'],
  ['DISTRIBUTING', 'IN_PROGRESS'],
  ['INTEGRATING', 'IN_PROGRESS'],
  ['ANYTHING_NEWER', 'IN_PROGRESS'],
  ['function Object() { [native code] }', 'IN_PROGRESS'],
])('an image that is %s has the outcome %s', (status, outcome) => expect(outcomeOf(status)).toBe(outcome));
