import { MODEL } from './model/model';

/** An answer of the service that is an exception of its model. */
export class ApiError extends Error {
  readonly status: number;

  constructor(readonly code: string, message: string, status?: number) {
    super(message);
    this.status = status ?? MODEL.shapes[code]?.httpStatus ?? 400;
  }
}

export const invalidRequest = (message: string) => new ApiError('InvalidRequestException', message);
export const notFound = (arn: string) => new ApiError('ResourceNotFoundException', `The resource with ARN '${arn}' does not exist.`);
export const alreadyExists = (arn: string) => new ApiError('ResourceAlreadyExistsException', `The resource '${arn}' already exists.`);
export const hasDependents = (arn: string) =>
  new ApiError('ResourceDependencyException', `Resource dependency error: The resource ARN '${arn}' has other resources depended on it.`);
export const badValue = (member: string, why: string) =>
  new ApiError('InvalidParameterValueException', `The value supplied for parameter '${member}' is not valid. ${why}`);
