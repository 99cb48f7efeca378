/** Encodings of files. */
export enum FileEncoding {
  /** Encodes characters as UTF-8. */
  UTF_8 = 'utf-8',
  /** Encodes characters as UTF-16. */
  UTF_16 = 'utf-16',
  /** Encodes characters as UTF-16, little-endian. */
  UTF_16_LE = 'utf-16-LE',
  /** Encodes characters as UTF-16, big-endian. */
  UTF_16_BE = 'utf-16-BE',
  /** Encodes characters as UTF-32. */
  UTF_32 = 'utf-32',
  /** Encodes characters as UTF-32, little-endian. */
  UTF_32_LE = 'utf-32-LE',
  /** Encodes characters as UTF-32, big-endian. */
  UTF_32_BE = 'utf-32-BE',
}

/** Text that is appended to a file. */
export interface AppendedFile {
  /** Path of the file. */
  readonly path: string;

  /** Text that is appended. */
  readonly content: string;

  /**
   * Encoding of the file.
   *
   * @default FileEncoding.UTF_8
   */
  readonly encoding?: FileEncoding;
}

/** A file or folder that is copied or moved. */
export interface CopiedPath {
  /** Path of the file or folder, which may have wildcards. */
  readonly source: string;

  /** Path of the destination. */
  readonly destination: string;

  /**
   * Whether a file or folder at the destination is replaced. If `false`, the step fails if the destination exists.
   *
   * @default true
   */
  readonly overwrite?: boolean;
}

/** A file that is created. */
export interface CreatedFile {
  /** Path of the file. */
  readonly path: string;

  /**
   * Content of the file.
   *
   * @default - the file is empty
   */
  readonly content?: string;

  /**
   * Encoding of the file.
   *
   * @default FileEncoding.UTF_8
   */
  readonly encoding?: FileEncoding;

  /**
   * Owner of the file. Not supported on Windows.
   *
   * @default - the user that runs the component
   */
  readonly owner?: string;

  /**
   * Group of the file. Not supported on Windows.
   *
   * @default - the group of the user that runs the component
   */
  readonly group?: string;

  /**
   * Permissions in octal digits, for example `0640`. Not supported on Windows.
   *
   * @default "0666"
   */
  readonly permissions?: string;

  /**
   * Whether an existing file is replaced. If `false`, the step fails if the file exists.
   *
   * @default true
   */
  readonly overwrite?: boolean;
}

/** A folder whose files are listed. */
export interface ListedFiles {
  /** Path of the folder. */
  readonly path: string;

  /**
   * Pattern that the names of files must match.
   *
   * @default - all files are listed
   */
  readonly fileNamePattern?: string;

  /**
   * Whether the files of subfolders are listed as well.
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
   * Encoding of the file.
   *
   * @default FileEncoding.UTF_8
   */
  readonly encoding?: FileEncoding;

  /**
   * Whether the content of the file is written to the log.
   *
   * @default false
   */
  readonly printFileContent?: boolean;
}

/** A file that is converted to another encoding. */
export interface EncodedFile {
  /** Path of the file. */
  readonly path: string;

  /** New encoding of the file. */
  readonly encoding: FileEncoding;
}

/** A file whose owner is set. */
export interface OwnedFile {
  /** Path of the file. */
  readonly path: string;

  /** New owner of the file. */
  readonly owner: string;

  /**
   * New group of the file.
   *
   * @default - the group of the owner
   */
  readonly group?: string;
}

/** A file whose permissions are set. */
export interface PermittedFile {
  /** Path of the file. */
  readonly path: string;

  /** New permissions in octal digits, for example `0640`. */
  readonly permissions: string;
}

/** A link to a file or folder. */
export interface LinkedPath {
  /** Path of the link. */
  readonly path: string;

  /** Path of the file or folder that the link points to. */
  readonly target: string;

  /**
   * Whether an existing link is replaced. If `false`, the step fails if the link exists.
   *
   * @default false
   */
  readonly force?: boolean;
}
