import { ComponentStep } from '../component-step';
import { ComponentStepOptions } from '../component-step-options';
import { AppendedFile, CopiedPath, CreatedFile, EncodedFile, LinkedPath, ListedFiles, OwnedFile, PermittedFile, ReadFile } from './files';
import { listStep } from './list-step';

/**
 * Steps on files, each of which applies one action to several files.
 *
 * #### Limitations
 *
 * - Links, owners, groups and permissions are not supported on Windows.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html#action-modules-file-system-operations
 *
 * @example
 * const motd = FileStep.create('Motd', [{ path: '/etc/motd', content: 'Golden image', permissions: '0644', overwrite: true }]);
 */
export class FileStep {
  /**
   * Appends text to files.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param files files, and the text that is appended to each
   * @param options options of the step
   */
  public static append(name: string, files: AppendedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'AppendFile', files, options);
  }

  /**
   * Copies files.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param files sources, which may have wildcards, and destinations
   * @param options options of the step
   */
  public static copy(name: string, files: CopiedPath[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'CopyFile', files, options);
  }

  /**
   * Creates files.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param files files to create, at least one
   * @param options options of the step
   */
  public static create(name: string, files: CreatedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'CreateFile', files, options);
  }

  /**
   * Deletes files.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param paths paths of the files, which may have wildcards
   * @param options options of the step
   */
  public static remove(name: string, paths: string[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'DeleteFile', paths.map((path) => ({ path })), options);
  }

  /**
   * Creates links to files or folders. Not supported on Windows.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param links links, at least one
   * @param options options of the step
   */
  public static link(name: string, links: LinkedPath[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'CreateSymlink', links, options);
  }

  /**
   * Lists files, for later steps: `step.output('files', 0)` is the first list.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param folders folders whose files are listed
   * @param options options of the step
   */
  public static list(name: string, folders: ListedFiles[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'ListFiles', folders, options);
  }

  /**
   * Moves files.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param files sources, which may have wildcards, and destinations
   * @param options options of the step
   */
  public static move(name: string, files: CopiedPath[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'MoveFile', files, options);
  }

  /**
   * Reads files, for later steps: `step.output('content', 0)` is the content of the first file.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param files files to read, at least one
   * @param options options of the step
   */
  public static read(name: string, files: ReadFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'ReadFile', files, options);
  }

  /**
   * Converts files to another encoding.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param files files and their new encodings
   * @param options options of the step
   */
  public static setEncoding(name: string, files: EncodedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'SetFileEncoding', files, options);
  }

  /**
   * Sets the owner of files. Not supported on Windows.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param files files and their new owners
   * @param options options of the step
   */
  public static setOwner(name: string, files: OwnedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'SetFileOwner', files, options);
  }

  /**
   * Sets the permissions of files. Not supported on Windows.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param files files and their new permissions
   * @param options options of the step
   */
  public static setPermissions(name: string, files: PermittedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'SetFilePermissions', files, options);
  }

  private constructor() {}
}
