import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** A value as JSON text. Tokens stay whole and stand in quotes, whatever they turn out to be; without tokens it is a text that can be looked at. */
export function jsonText(scope: IConstruct, value: unknown): string {
  return hasTokens(value) ? Stack.of(scope).toJsonString(value) : JSON.stringify(value);
}

function hasTokens(value: unknown): boolean {
  return Token.isUnresolved(value) || (typeof value === 'object' && value !== null && Object.entries(value).flat().some(hasTokens));
}
