import { DocumentNode } from '../document/document-node';

const MOST_LEVELS = 4;
const MOST_CONDITIONS = 10;

const NUMBER = ['numberEquals', 'numberGreaterThan', 'numberGreaterThanEquals', 'numberLessThan', 'numberLessThanEquals'];
const COMPARISONS: Record<string, string> = {
  booleanEquals: 'boolean', stringEquals: 'string', ...Object.fromEntries(NUMBER.map((name) => [name, 'number'])),
};
const COMBINATIONS = ['and', 'or'];

/** Checks the `if` of a step, which is a comparison or a combination of conditions. */
export function checkCondition(condition: DocumentNode, level: number = 1): void {
  if (!condition.isKnown) {
    return;
  }
  if (level > MOST_LEVELS) {
    condition.refuse('OutOfRange', `be nested at most ${MOST_LEVELS} levels deep`, `${level} levels`);
  }
  condition.checkMap();
  const operators = condition.keys().filter((key) => key !== 'value');
  const [operator] = operators;
  if (operators.length !== 1 || (COMPARISONS[operator] === undefined && !COMBINATIONS.includes(operator) && operator !== 'not')) {
    condition.refuse('Malformed', `have one operator (${[...Object.keys(COMPARISONS), ...COMBINATIONS, 'not'].join(', ')})`, operators);
  }
  checkOperand(condition, operator, level);
}

function checkOperand(condition: DocumentNode, operator: string, level: number): void {
  const operand = condition.get(operator);
  if (COMBINATIONS.includes(operator)) {
    operand.need().checkList(1, MOST_CONDITIONS).items().forEach((inner) => checkCondition(inner, level + 1));
  } else if (operator === 'not') {
    checkCondition(operand.need(), level + 1);
  } else {
    condition.get('value').need();
    if (operand.need().isKnown && typeof operand.value !== COMPARISONS[operator]) {
      operand.refuse('Malformed', `be a ${COMPARISONS[operator]}`);
    }
  }
}
