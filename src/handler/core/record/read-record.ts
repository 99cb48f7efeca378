import { BuildRecord } from './build-record';
import { Image, ObservedExecution } from '../model/facts';

/** The record in a document of `documentOf`, or undefined if the text is no such document. Members that no sink of a record shows are not in it. */
export function readRecord(text: string): BuildRecord | undefined {
  const document = objectIn(text);
  if (document?.kind !== 'RECORD') return undefined;
  const {
    account, region, day, revision, recordedAt, pipeline, attributes, scanAttributes, recipe, changes, image, workflowExecutions, logTail,
    vulnerabilities, packages, pageUri, sbomUri,
  } = document;
  return {
    account,
    region,
    day,
    revision,
    recordedAt,
    pipeline,
    build: attributes,
    scan: scanAttributes,
    recipe,
    changes,
    image: image && imageIn(image),
    executions: workflowExecutions?.map(executionIn),
    log: logTail && { lines: logTail },
    list: vulnerabilities,
    packages,
    pageUri,
    sbomUri,
  };
}

// What this library wrote is not checked member by member.
/* eslint-disable-next-line @typescript-eslint/no-explicit-any */
type Json = any;

function objectIn(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function imageIn({ scan: { enabled, types, status, reason }, ...members }: Json): Image {
  return { ...members, scanningEnabled: enabled, scanningTypes: types, scan: { status, reason } };
}

function executionIn({ stepCounts, ...members }: Json): ObservedExecution {
  return { ...members, counts: stepCounts };
}
