import { CfnImage } from 'aws-cdk-lib/aws-imagebuilder';
import { Fault } from '../common/errors';
import { NewerProperties } from '../common/newer-properties';
import { Permission } from '../common/permission';

/** The build that is scanned. */
export interface ScannedBuild {
  readonly recipe: 'image-recipe' | 'container-recipe';
  readonly imageTestsEnabled?: boolean;
}

/** What a scan adds to a build. */
export interface ScanBinding {
  readonly properties: CfnImage.ImageScanningConfigurationProperty;
  /** Properties that the L1s do not have. */
  readonly newerProperties: NewerProperties<'AWS::ImageBuilder::Image' | 'AWS::ImageBuilder::ImagePipeline'>;
  /** Reasons why images of the recipe cannot be scanned in this way. */
  readonly faults: Fault[];
  /** Permissions of the instances. */
  readonly instancePermissions: Permission[];
  /** Permissions of the execution role. */
  readonly executionPermissions: Permission[];
  /** Whether a step of the test workflow collects the findings. */
  readonly needsStep: boolean;
}
