import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuildContext, context, Plugin, stop } from 'esbuild';
import { bundleOptions, ROOT } from '../bundle';

const SOURCES = join(ROOT, 'src/handler');

/** A replacement in the source of the handler. */
export interface Edit {
  /** Under `src/handler`. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly from: string;
  readonly to: string;
}

export function edit(file: string, from: string, to: string): Edit {
  return { file, from, to };
}

/** Bundles broken handlers as the project bundles its own. Files are read and parsed once, and those that a break edits once more. */
export class BrokenBundles {
  /** @param entry the path of the code of a function */
  static async start(entry: string): Promise<BrokenBundles> {
    const bundles = new BrokenBundles();
    bundles.esbuild = await context({ ...bundleOptions(entry), write: false, plugins: [bundles.plugin] });
    return bundles;
  }

  private esbuild!: BuildContext;
  /** What is read in place of files, by path. */
  private edited = new Map<string, string>();

  private readonly plugin: Plugin = {
    name: 'break',
    setup: ({ onLoad }) => onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const contents = this.edited.get(path);
      return contents === undefined ? undefined : { contents, loader: 'ts' };
    }),
  };

  /** Writes a broken handler into `folder`. */
  async write(name: string, edits: readonly Edit[], folder: string): Promise<void> {
    this.edited = new Map();
    for (const { file, from, to } of edits) {
      const path = join(SOURCES, file);
      const parts = (this.edited.get(path) ?? readFileSync(path, 'utf8')).split(from);
      if (parts.length !== 2) throw new Error(`Break ${name} must find its text once in ${file}, got: ${parts.length - 1} times ${from}`);
      this.edited.set(path, parts.join(to));
    }
    const { outputFiles: [{ contents }] } = await this.esbuild.rebuild() as { outputFiles: { contents: Uint8Array }[] };
    writeFileSync(join(folder, 'index.js'), contents);
  }

  async stop(): Promise<void> {
    await this.esbuild.dispose();
    await stop();
  }
}
