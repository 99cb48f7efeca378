import { ComponentStep } from '../component-step';
import { ComponentStepOptions } from '../component-step-options';
import { CopiedPath } from './files';
import { listStep } from './list-step';

/** A folder that is made. */
export interface CreatedFolder {
  /** Path of the folder. */
  readonly path: string;

  /**
   * Who owns it. Not on Windows.
   *
   * @default - whoever runs the component
   */
  readonly owner?: string;

  /**
   * Its group. Not on Windows.
   *
   * @default - the group of whoever runs the component
   */
  readonly group?: string;

  /**
   * Its permissions, as octal digits. Not on Windows.
   *
   * @default "0777"
   */
  readonly permissions?: string;

  /**
   * Whether a folder that stands there is replaced; else the step fails if one does.
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
   * Whether it is deleted with what is in it; else the step fails if something is.
   *
   * @default false
   */
  readonly force?: boolean;
}

/** A folder that gets another owner. */
export interface OwnedFolder {
  /** Path of the folder. */
  readonly path: string;

  /** Who owns it from now on. */
  readonly owner: string;

  /**
   * Its group from now on.
   *
   * @default - the group of the owner
   */
  readonly group?: string;

  /**
   * Whether what is in it gets the owner too.
   *
   * @default true
   */
  readonly recursive?: boolean;
}

/** A folder that gets other permissions. */
export interface PermittedFolder {
  /** Path of the folder. */
  readonly path: string;

  /** Its permissions from now on, as octal digits, for example `0750`. */
  readonly permissions: string;

  /**
   * Whether what is in it gets the permissions too.
   *
   * @default true
   */
  readonly recursive?: boolean;
}

/**
 * Steps on folders. Each does one thing to several folders.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html#action-modules-file-system-operations
 */
export class FolderStep {
  /**
   * Copies folders.
   *
   * @param name unique within its phase
   * @param folders from where to where
   * @param options how the step behaves
   */
  public static copy(name: string, folders: CopiedPath[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'CopyFolder', folders, options);
  }

  /**
   * Makes folders.
   *
   * @param name unique within its phase
   * @param folders which
   * @param options how the step behaves
   */
  public static create(name: string, folders: CreatedFolder[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'CreateFolder', folders, options);
  }

  /**
   * Deletes folders.
   *
   * @param name unique within its phase
   * @param folders which
   * @param options how the step behaves
   */
  public static remove(name: string, folders: RemovedFolder[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'DeleteFolder', folders, options);
  }

  /**
   * Moves folders.
   *
   * @param name unique within its phase
   * @param folders from where to where
   * @param options how the step behaves
   */
  public static move(name: string, folders: CopiedPath[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'MoveFolder', folders, options);
  }

  /**
   * Gives folders another owner. Not on Windows.
   *
   * @param name unique within its phase
   * @param folders which
   * @param options how the step behaves
   */
  public static setOwner(name: string, folders: OwnedFolder[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'SetFolderOwner', folders, options);
  }

  /**
   * Gives folders other permissions. Not on Windows.
   *
   * @param name unique within its phase
   * @param folders which
   * @param options how the step behaves
   */
  public static setPermissions(name: string, folders: PermittedFolder[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'SetFolderPermissions', folders, options);
  }

  private constructor() {}
}
