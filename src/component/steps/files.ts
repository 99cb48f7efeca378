/** How the characters of a file are written. */
export enum FileEncoding {
  /** UTF-8 */
  UTF_8 = 'utf-8',
  /** UTF-16 */
  UTF_16 = 'utf-16',
  /** UTF-16, little-endian */
  UTF_16_LE = 'utf-16-LE',
  /** UTF-16, big-endian */
  UTF_16_BE = 'utf-16-BE',
  /** UTF-32 */
  UTF_32 = 'utf-32',
  /** UTF-32, little-endian */
  UTF_32_LE = 'utf-32-LE',
  /** UTF-32, big-endian */
  UTF_32_BE = 'utf-32-BE',
}

/** Text for the end of a file. */
export interface AppendedFile {
  /** Path of the file. */
  readonly path: string;

  /** What is written to its end. */
  readonly content: string;

  /**
   * How its characters are written.
   *
   * @default FileEncoding.UTF_8
   */
  readonly encoding?: FileEncoding;
}

/** A file or folder that is copied or moved. */
export interface CopiedPath {
  /** What is copied or moved. */
  readonly source: string;

  /** To where. */
  readonly destination: string;

  /**
   * Whether what stands there is replaced; else the step fails if something does.
   *
   * @default true
   */
  readonly overwrite?: boolean;
}

/** A file that is made. */
export interface CreatedFile {
  /** Path of the file. */
  readonly path: string;

  /**
   * What is in it.
   *
   * @default - the file is empty
   */
  readonly content?: string;

  /**
   * How its characters are written.
   *
   * @default FileEncoding.UTF_8
   */
  readonly encoding?: FileEncoding;

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
   * @default "0666"
   */
  readonly permissions?: string;

  /**
   * Whether a file that stands there is replaced; else the step fails if one does.
   *
   * @default true
   */
  readonly overwrite?: boolean;
}

/** Files of a folder. */
export interface ListedFiles {
  /** Path of the folder. */
  readonly path: string;

  /**
   * A pattern that names have to match.
   *
   * @default - all names do
   */
  readonly fileNamePattern?: string;

  /**
   * Whether files of folders in the folder are listed too.
   *
   * @default false
   */
  readonly recursive?: boolean;
}

/** A file that is read. */
export interface ReadFile {
  /** Path of the file. */
  readonly path: string;

  /**
   * How its characters are written.
   *
   * @default FileEncoding.UTF_8
   */
  readonly encoding?: FileEncoding;

  /**
   * Whether what is in it stands in the log.
   *
   * @default false
   */
  readonly printFileContent?: boolean;
}

/** A file that is written anew in another encoding. */
export interface EncodedFile {
  /** Path of the file. */
  readonly path: string;

  /** How its characters are written from now on. */
  readonly encoding: FileEncoding;
}

/** A file that gets another owner. */
export interface OwnedFile {
  /** Path of the file. */
  readonly path: string;

  /** Who owns it from now on. */
  readonly owner: string;

  /**
   * Its group from now on.
   *
   * @default - the group of the owner
   */
  readonly group?: string;
}

/** A file that gets other permissions. */
export interface PermittedFile {
  /** Path of the file. */
  readonly path: string;

  /** Its permissions from now on, as octal digits, for example `0640`. */
  readonly permissions: string;
}

/** A link to a file or folder. */
export interface LinkedPath {
  /** Path of the link. */
  readonly path: string;

  /** What it leads to. */
  readonly target: string;

  /**
   * Whether a link that stands there is replaced; else the step fails if one does.
   *
   * @default false
   */
  readonly force?: boolean;
}
