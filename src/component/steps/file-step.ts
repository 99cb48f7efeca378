import { ComponentStep } from '../component-step';
import { ComponentStepOptions } from '../component-step-options';
import { AppendedFile, CopiedPath, CreatedFile, EncodedFile, LinkedPath, ListedFiles, OwnedFile, PermittedFile, ReadFile } from './files';
import { listStep } from './list-step';

/**
 * Steps on files. Each does one thing to several files.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html#action-modules-file-system-operations
 */
export class FileStep {
  /**
   * Writes to the ends of files.
   *
   * @param name unique within its phase
   * @param files which, and what
   * @param options how the step behaves
   */
  public static append(name: string, files: AppendedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'AppendFile', files, options);
  }

  /**
   * Copies files.
   *
   * @param name unique within its phase
   * @param files from where to where; a source may hold `*`
   * @param options how the step behaves
   */
  public static copy(name: string, files: CopiedPath[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'CopyFile', files, options);
  }

  /**
   * Makes files.
   *
   * @param name unique within its phase
   * @param files which
   * @param options how the step behaves
   */
  public static create(name: string, files: CreatedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'CreateFile', files, options);
  }

  /**
   * Deletes files.
   *
   * @param name unique within its phase
   * @param paths of the files; they may hold `*`
   * @param options how the step behaves
   */
  public static remove(name: string, paths: string[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'DeleteFile', paths.map((path) => ({ path })), options);
  }

  /**
   * Makes links to files or folders. Not on Windows.
   *
   * @param name unique within its phase
   * @param links which
   * @param options how the step behaves
   */
  public static link(name: string, links: LinkedPath[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'CreateSymlink', links, options);
  }

  /**
   * Lists files, for later steps: `step.output('files', 0)` is the first list.
   *
   * @param name unique within its phase
   * @param folders where
   * @param options how the step behaves
   */
  public static list(name: string, folders: ListedFiles[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'ListFiles', folders, options);
  }

  /**
   * Moves files.
   *
   * @param name unique within its phase
   * @param files from where to where; a source may hold `*`
   * @param options how the step behaves
   */
  public static move(name: string, files: CopiedPath[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'MoveFile', files, options);
  }

  /**
   * Reads files, for later steps: `step.output('content', 0)` is what is in the first one.
   *
   * @param name unique within its phase
   * @param files which
   * @param options how the step behaves
   */
  public static read(name: string, files: ReadFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'ReadFile', files, options);
  }

  /**
   * Writes files anew in another encoding.
   *
   * @param name unique within its phase
   * @param files which
   * @param options how the step behaves
   */
  public static setEncoding(name: string, files: EncodedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'SetFileEncoding', files, options);
  }

  /**
   * Gives files another owner. Not on Windows.
   *
   * @param name unique within its phase
   * @param files which
   * @param options how the step behaves
   */
  public static setOwner(name: string, files: OwnedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'SetFileOwner', files, options);
  }

  /**
   * Gives files other permissions. Not on Windows.
   *
   * @param name unique within its phase
   * @param files which
   * @param options how the step behaves
   */
  public static setPermissions(name: string, files: PermittedFile[], options: ComponentStepOptions = {}): ComponentStep {
    return listStep(name, 'SetFilePermissions', files, options);
  }

  private constructor() {}
}
