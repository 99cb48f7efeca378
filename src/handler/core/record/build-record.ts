import { BuildAttributes } from '../build/build-attributes';
import { Finding, Package, Recipe } from '../model/facts';
import { DetailsFacts } from '../policy/details';
import { ScanAttributes } from '../scan/scan-attributes';

/**
 * What is kept of one build: the record in the bucket, and the source of the page, the messages, the metrics and the history.
 *
 * Everything in it was read before it was made, so whatever is written from it tells the same facts.
 */
export interface BuildRecord extends DetailsFacts {
  readonly account: string;
  readonly region: string;
  /** The day on which the image was created, as yyyy-mm-dd in UTC. It is the partition of the record. */
  readonly day: string;
  /** From 1. Each later finding of what the build was makes a new revision. */
  readonly revision: number;
  readonly recordedAt: string;
  /** The pipeline that built the image. Absent: none did, or it is not known. */
  readonly pipeline?: PipelineName;
  readonly build: BuildAttributes;
  readonly scan: ScanAttributes;
  /** Absent: it is not known. */
  readonly recipe?: Recipe;
  /** Absent: they could not be listed, or the image has no list. */
  readonly packages?: readonly Package[];
  readonly changes: Changes;
  /** The page for people beside the record. */
  readonly pageUri: string;
  /** Absent: no bill of materials was requested, or there are no packages to list. */
  readonly sbomUri?: string;
}

export interface PipelineName {
  readonly arn: string;
  readonly name: string;
}

/** What is different from the last good build of the same pipeline. */
export interface Changes {
  /** The earlier build, as `x.y.z/n`. Absent: there is none to compare with, as `reason` says. */
  readonly since?: string;
  readonly sinceArn?: string;
  /** Why there is nothing to compare with. */
  readonly reason?: string;
  /** Absent: the packages of one of the images are not known. */
  readonly packages?: PackageChanges;
  /** Absent: unchanged, or not known. */
  readonly baseImage?: Change;
  readonly recipe?: Change;
  /** Components by their ARN without the version. Absent: those of one of the images are not known. */
  readonly components?: readonly NamedChange[];
  /** Absent: the findings of one of the images are not known. */
  readonly findings?: FindingChanges;
}

/** A value that changed. */
export interface Change {
  readonly from: string;
  readonly to: string;
}

/** Something that was added (without `from`), removed (without `to`) or updated. */
export interface NamedChange extends Partial<Change> {
  readonly name: string;
}

/** Ordered by name. Of a package that is installed in several versions, the versions that differ are joined by commas. */
export interface PackageChanges {
  readonly added: readonly NamedChange[];
  readonly removed: readonly NamedChange[];
  readonly updated: readonly NamedChange[];
}

/** Findings by the ID of the vulnerability, the most severe first. */
export interface FindingChanges {
  readonly new: readonly Finding[];
  readonly gone: readonly Finding[];
}
