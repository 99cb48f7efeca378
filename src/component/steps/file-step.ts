import { ComponentStep } from '../component-step';
import { ComponentStepOptions } from '../component-step-options';
import { AppendedFile, CopiedPath, CreatedFile, EncodedFile, LinkedPath, ListedFiles, OwnedFile, PermittedFile, ReadFile } from './files';
import { listStep } from './list-step';

/**
 * Steps on files. Each step does the same to several files.
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
   * @param name name of the step, unique within its phase
   * @param files files and the text that is appended
   * @param options options of the step
   */
  public static append(name: string, files: AppendedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'AppendFile', files, options);
  }

  /**
   * Copies files.
   *
   * @param name name of the step, unique within its phase
   * @param files sources, which may have wildcards, and destinations
   * @param options options of the step
   */
  public static copy(name: string, files: CopiedPath[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'CopyFile', files, options);
  }

  /**
   * Creates files.
   *
   * @param name name of the step, unique within its phase
   * @param files the files
   * @param options options of the step
   */
  public static create(name: string, files: CreatedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'CreateFile', files, options);
  }

  /**
   * Deletes files.
   *
   * @param name name of the step, unique within its phase
   * @param paths paths of the files, which may have wildcards
   * @param options options of the step
   */
  public static remove(name: string, paths: string[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'DeleteFile', paths.map((path) => ({ path })), options);
  }

  /**
   * Creates links to files or folders. Not supported on Windows.
   *
   * @param name name of the step, unique within its phase
   * @param links the links
   * @param options options of the step
   */
  public static link(name: string, links: LinkedPath[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'CreateSymlink', links, options);
  }

  /**
   * Lists files, for later steps: `step.output('files', 0)` is the first list.
   *
   * @param name name of the step, unique within its phase
   * @param folders folders whose files are listed
   * @param options options of the step
   */
  public static list(name: string, folders: ListedFiles[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'ListFiles', folders, options);
  }

  /**
   * Moves files.
   *
   * @param name name of the step, unique within its phase
   * @param files sources, which may have wildcards, and destinations
   * @param options options of the step
   */
  public static move(name: string, files: CopiedPath[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'MoveFile', files, options);
  }

  /**
   * Reads files, for later steps: `step.output('content', 0)` is the content of the first file.
   *
   * @param name name of the step, unique within its phase
   * @param files the files
   * @param options options of the step
   */
  public static read(name: string, files: ReadFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'ReadFile', files, options);
  }

  /**
   * Converts files to another encoding.
   *
   * @param name name of the step, unique within its phase
   * @param files the files
   * @param options options of the step
   */
  public static setEncoding(name: string, files: EncodedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'SetFileEncoding', files, options);
  }

  /**
   * Gives files another owner. Not supported on Windows.
   *
   * @param name name of the step, unique within its phase
   * @param files the files
   * @param options options of the step
   */
  public static setOwner(name: string, files: OwnedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'SetFileOwner', files, options);
  }

  /**
   * Gives files other permissions. Not supported on Windows.
   *
   * @param name name of the step, unique within its phase
   * @param files the files
   * @param options options of the step
   */
  public static setPermissions(name: string, files: PermittedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'SetFilePermissions', files, options);
  }

  private constructor() {}
}
