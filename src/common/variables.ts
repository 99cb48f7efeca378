import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { nearestName, warnOfName } from './near-names';

/** Warns of variables of Image Builder in a text that are not documented there. A variable can have a format behind a colon. */
export function warnOfVariables(scope: IConstruct, prop: string, text: string | undefined, known: readonly string[]): void {
  const found = text === undefined || Token.isUnresolved(text) ? [] : [...text.matchAll(/\{\{\s*imagebuilder:([^}:]*?)\s*(?::[^}]*)?\}\}/g)];
  for (const [whole, name] of found.filter((match) => !known.includes(match[1]))) {
    warnOfName(scope, `\`${prop}\` holds ${whole}`, nearestName(name, known));
  }
}
