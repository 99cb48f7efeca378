import { stringifyChunked } from '@discoveryjs/json-ext';

/** A text in pieces, from its beginning with each call, so that a large text is never in memory as a whole. */
export type Pieces = () => Iterable<string>;

/** A text, which is given in pieces if it can be large. */
export type Text = string | Pieces;

export function piecesOf(text: Text): Pieces {
  return typeof text === 'string' ? () => [text] : text;
}

/** The text of `JSON.stringify`, and a line feed. */
export function jsonPieces(value: object, space?: number): Pieces {
  return function* () {
    yield* stringifyChunked(value, undefined, space);
    yield '\n';
  };
}
