import { badValue } from '../../api-error';
import { Call } from '../call';
import { checkComponentDocument } from '../document';

export function checkComponent({ input: { data, uri } }: Call): void {
  if (data !== undefined) {checkComponentDocument(data);}
  checkUri(uri);
}

export function checkWorkflow({ input: { uri } }: Call): void {
  checkUri(uri);
}

function checkUri(uri?: string): void {
  if (uri !== undefined && !/^s3:\/\/[^/]+\/./.test(uri)) {throw badValue('uri', `'${uri}' is not the URI of an object in Amazon S3.`);}
}
