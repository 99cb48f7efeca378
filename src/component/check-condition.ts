import { DocumentNode } from '../document/document-node';

/** Operators on one operand, which is the value of the operator. */
const UNARY = ['stringIsEmpty', 'stringIsWhitespace', 'binaryExists', 'fileExists', 'folderExists'];
const COMPARISONS = ['Equals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
/** Operators that compare `value` with the value of the operator. */
const BINARY = [...['string', 'number'].flatMap((type) => COMPARISONS.map((comparison) => type + comparison)), 'patternMatches'];
/** Operators that compare the file at `path` with a hash, which is the value of the operator. */
const HASHES = ['fileMD5Equals', 'fileSHA1Equals', 'fileSHA256Equals', 'fileSHA512Equals'];
const LOGICAL = ['and', 'or', 'not'];
const OPERATORS = [...UNARY, ...BINARY, ...HASHES, ...LOGICAL];

/** Checks a condition under which a step runs, or which a step asserts. */
export function checkCondition(condition: DocumentNode): void {
  condition.checkMap();
  if (!condition.isMap) {
    return;
  }
  const found = condition.keys().filter((key) => OPERATORS.includes(key));
  if (found.length !== 1) {
    condition.refuse('Malformed', 'have exactly one operator', condition.keys());
  }
  const [operator] = found;
  const needed = BINARY.includes(operator) ? ['value'] : HASHES.includes(operator) ? ['path'] : [];
  needed.forEach((name) => condition.get(name).need());
  condition.checkKeys([operator, ...needed]);
  const operand = condition.get(operator).need();
  if (operator === 'not') {
    checkCondition(operand);
  } else if (LOGICAL.includes(operator)) {
    operand.checkList(1, 100).items().forEach(checkCondition);
  }
}
