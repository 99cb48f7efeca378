import { ComponentStep } from '../component-step';
import { ComponentStepOptions } from '../component-step-options';
import { CopiedPath } from './files';
import { listStep } from './list-step';

/** A folder that is created. */
export interface CreatedFolder {
  /** Path of the folder. */
  readonly path: string;

  /**
   * Owner of the folder. Not supported on Windows.
   *
   * @default - the user that runs the component
   */
  readonly owner?: string;

  /**
   * Group of the folder. Not supported on Windows.
   *
   * @default - the group of the user that runs the component
   */
  readonly group?: string;

  /**
   * Permissions in octal digits, for example `0750`. Not supported on Windows.
   *
   * @default "0777"
   */
  readonly permissions?: string;

  /**
   * Whether an existing folder is replaced. If `false`, the step fails if the folder exists.
   *
   * @default true
   */
  readonly overwrite?: boolean;
}

/** A folder that is deleted. */
export interface RemovedFolder {
  /** Path of the folder. */
  readonly path: string;

  /**
   * Whether a folder that is not empty is deleted. If `false`, the step fails if the folder is not empty.
   *
   * @default false
   */
  readonly force?: boolean;
}

/** A folder whose owner is set. */
export interface OwnedFolder {
  /** Path of the folder. */
  readonly path: string;

  /** New owner of the folder. */
  readonly owner: string;

  /**
   * New group of the folder.
   *
   * @default - the group of the owner
   */
  readonly group?: string;

  /**
   * Whether the owner is set for the contents of the folder as well.
   *
   * @default true
   */
  readonly recursive?: boolean;
}

/** A folder whose permissions are set. */
export interface PermittedFolder {
  /** Path of the folder. */
  readonly path: string;

  /** New permissions in octal digits, for example `0750`. */
  readonly permissions: string;

  /**
   * Whether the permissions are set for the contents of the folder as well.
   *
   * @default true
   */
  readonly recursive?: boolean;
}

/**
 * Steps on folders, each of which applies one action to several folders.
 *
 * #### Limitations
 *
 * - Owners, groups and permissions are not supported on Windows.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html#action-modules-file-system-operations
 *
 * @example
 * const folders = FolderStep.create('Folders', [{ path: '/opt/agent', owner: 'root', permissions: '0755' }]);
 */
export class FolderStep {
  /**
   * Copies folders.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param folders sources and destinations
   * @param options options of the step
   */
  public static copy(name: string, folders: CopiedPath[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'CopyFolder', folders, options);
  }

  /**
   * Creates folders.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param folders folders, at least one
   * @param options options of the step
   */
  public static create(name: string, folders: CreatedFolder[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'CreateFolder', folders, options);
  }

  /**
   * Deletes folders.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param folders folders, at least one
   * @param options options of the step
   */
  public static remove(name: string, folders: RemovedFolder[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'DeleteFolder', folders, options);
  }

  /**
   * Moves folders.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param folders sources and destinations
   * @param options options of the step
   */
  public static move(name: string, folders: CopiedPath[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'MoveFolder', folders, options);
  }

  /**
   * Sets the owner of folders. Not supported on Windows.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param folders folders, at least one
   * @param options options of the step
   */
  public static setOwner(name: string, folders: OwnedFolder[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'SetFolderOwner', folders, options);
  }

  /**
   * Sets the permissions of folders. Not supported on Windows.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param folders folders, at least one
   * @param options options of the step
   */
  public static setPermissions(name: string, folders: PermittedFolder[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'SetFolderPermissions', folders, options);
  }

  private constructor() {}
}
