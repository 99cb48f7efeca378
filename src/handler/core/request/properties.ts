import { PropertiesByType } from '../../../contract/custom-resource';
import { FailureError } from '../answer/reason';
import { envelopeOf } from '../answer/response';
import { cutText } from '../answer/text';

/** Reads a whole number from 0 to `max`, or throws a sentence that states what is wrong. */
export function wholeNumber(property: string, value: unknown, max: number): number {
  // CloudFormation delivers numbers as strings.
  if ((typeof value === 'string' && /^[0-9]+$/.test(value)) || typeof value === 'number') {
    const number = Number(value);
    if (Number.isInteger(number) && number >= 0 && number <= max) return number;
  }
  throw malformed(property, `be a whole number from 0 to ${max}`, value);
}

/** Reads a boolean, which is false if absent, or throws a sentence that states what is wrong. */
export function trueOrFalse(property: string, value: unknown): boolean {
  // CloudFormation delivers booleans as strings.
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw malformed(property, 'be true or false', value);
}

/** Properties as delivered. Their values are not known before they are checked, because synthesis cannot check tokens. */
export type Delivered<Properties> = { readonly [Name in keyof Properties]?: unknown };

/** The members of an object. `what` names the value in the error if it is not an object. */
export function objectOf<Properties = Record<string, unknown>>(value: unknown, what: string): Delivered<Properties> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Delivered<Properties>;
  throw new FailureError(`INVALID_REQUEST: ${what} must be an object, got: ${show(value)}.`);
}

/** The members of the event of the provider framework. */
export function membersOf(event: unknown): Record<string, unknown> {
  return objectOf(event, 'The event');
}

/** The properties of a custom resource of a given type. */
export function propertiesOf<Properties extends PropertiesByType[keyof PropertiesByType]>(event: unknown): Delivered<Properties> {
  return objectOf<Properties>(membersOf(event).ResourceProperties, '`ResourceProperties`');
}

/** What is wrong with a property of the custom resource, in one sentence. */
export function malformed(property: string, rule: string, value: unknown): FailureError {
  return new FailureError(`INVALID_REQUEST: \`${property}\` must ${rule}, got: ${show(value)}.`);
}

function show(value: unknown): string {
  return cutText(typeof value === 'string' ? value : JSON.stringify(value) ?? 'undefined', 200);
}

/** Refuses a resource of a different Region, because Image Builder is called in the Region of the stack and has only the resources of that Region. */
export function checkRegion(arn: string, event: unknown): void {
  const [region, own] = [arn, envelopeOf(event).StackId].map((each) => each.split(':')[3]);
  if (region && own && region !== own) {
    throw new FailureError(`WRONG_REGION: ${arn} is in ${region}, and only what is in ${own} can be reached from here. Use it in a stack in ${region}.`);
  }
}
