import { IRole } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { Permissions } from './permission';
import { ImageArchitecture, Platform } from './platform';

/** What this library knows of its own constructs and cannot know of L1s and imports: enough to refuse combinations that cannot work. */
export interface Traits {
  /** Operating system family of a component or a recipe. */
  readonly platform?: Platform;
  /** Processor architecture of a recipe's base image. */
  readonly architecture?: ImageArchitecture;
  /** Processor architectures of the instance types of an infrastructure configuration, as far as their names tell them. */
  readonly instanceArchitectures?: (string | undefined)[];
  /** Whether no newer version can come: of a component, because it is named exactly; of a recipe, because all that it names is. */
  readonly isPinned?: boolean;
  /** The Regions to which a distribution configuration distributes AMIs. */
  readonly amiRegions?: () => string[];
  /** ARN of the repository into which a container recipe puts its images. */
  readonly targetRepositoryArn?: string;
  /** Role of the instances of an infrastructure configuration. */
  readonly instanceRole?: IRole;
  /** Role of the running instances on which it lets builds take place. */
  readonly parentInstanceRole?: IRole;
  /** Allows the role of instances to do what a component or a recipe does there, if that takes permissions. */
  readonly grantToInstances?: (role: IRole) => void;
  /** What the role that runs a build has to be allowed for an infrastructure or a distribution configuration. */
  readonly executionPermissions?: Permissions;
  /** What the role of the instances has to be allowed for a distribution configuration. */
  readonly instancePermissions?: Permissions;
  /** Parameters of a component. */
  readonly parameters?: Record<string, { readonly isRequired: boolean }>;
  /** What a workflow does, of a workflow. */
  readonly workflow?: WorkflowTraits;
}

/** What is known of a workflow. */
export interface WorkflowTraits {
  /** `BUILD`, `TEST` or `DISTRIBUTION`. */
  readonly type?: string;
  /** `AMI` or `Docker`, if it works on one of them only. */
  readonly imageType?: string;
  /** What follows is known of a document that is. */
  readonly parameters?: Record<string, { readonly type: string; readonly isRequired: boolean }>;
  readonly outputs?: readonly string[];
  readonly actions?: readonly string[];
  /** How long its slowest step may take, in seconds. */
  readonly longestStep?: number;
  /** Allows a role to run it. */
  readonly grantExecution?: (role: IRole) => void;
}

const known = new WeakMap<IConstruct, Traits>();

/** Notes what is known of a construct. */
export function noteTraits(construct: IConstruct, traits: Traits): void {
  known.set(construct, traits);
}

/** What is known of a construct: nothing of an L1, of an import, or of none. */
export function traitsOf(construct: IConstruct | undefined): Traits {
  return (construct && known.get(construct)) ?? {};
}
