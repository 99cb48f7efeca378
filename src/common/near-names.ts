import { Annotations, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * The known name that was probably meant, if there is one.
 *
 * Names whose digits differ are different names and not misspelled: a newer Region or release has another number.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  // The longer a name, the more may be wrong. Names of three letters have too many neighbours.
  const most = Math.ceil((name.length - 3) / 12);
  return known.filter((each) => digitsOf(each) === digitsOf(name))
    .map((each) => ({ each, distance: distance(name.toLowerCase(), each.toLowerCase()) }))
    .filter((candidate) => candidate.distance <= most)
    .sort((a, b) => a.distance - b.distance)[0]?.each;
}

/** Warns of a name that is probably a known name misspelled. Other unknown names pass, because the service may be newer than this library. */
export function warnOfMisspelled(scope: IConstruct | undefined, prop: string, name: string | undefined, known: readonly string[]): void {
  if (scope === undefined || name === undefined || Token.isUnresolved(name) || known.includes(name)) {
    return;
  }
  const nearest = nearestName(name, known);
  if (nearest !== undefined) {
    warnOfName(scope, `\`${prop}\` is '${name}'`, nearest);
  }
}

/** Warns of a name that nobody knows. */
export function warnOfName(scope: IConstruct, found: string, nearest?: string): void {
  Annotations.of(scope).addWarningV2('cdk-imagebuilder:unknownName', `${found}, which is not known and probably misspelled.${didYouMean(nearest)}`);
}

/** A question for the name that was probably meant, to be put behind a sentence. */
export function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? '' : ` Did you mean '${nearest}'?`;
}

function digitsOf(name: string): string {
  return [...name].filter((letter) => /\d/.test(letter)).sort().join('');
}

/** The number of letters to insert, to remove, to replace or to swap with their neighbours. */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    rows.push([row]);
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      rows[row].push(Math.min(
        rows[row - 1][column] + 1,
        rows[row][column - 1] + 1,
        rows[row - 1][column - 1] + (isSame ? 0 : 1),
        isSwapped ? rows[row - 2][column - 2] + 1 : Infinity,
      ));
    }
  }
  return rows[a.length][b.length];
}
