import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkDockerfile } from './dockerfile';
import { DocumentData, renderData } from '../document/document-data';
import { readDocumentFile } from '../document/document-file';
import { s3Source } from '../document/document-source';

/** The text of AWS's alpha module, byte by byte: a recipe that moves from it is not replaced. */
const DEFAULT_TEMPLATE = `FROM {{{ imagebuilder:parentImage }}}
{{{ imagebuilder:environments }}}
{{{ imagebuilder:components }}}`;

/** Source of a Dockerfile template. */
type DockerfileSource = { readonly text: string; readonly file?: string } | { readonly uri: string };

/**
 * The Dockerfile template of a container recipe.
 *
 * Image Builder inserts the base image and the components of the recipe.
 *
 * #### Limitations
 *
 * - A template in Amazon S3 and a text with tokens are not checked.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-container-recipes.html
 *
 * @example
 * const dockerfile = DockerfileData.fromInline([
 *   'FROM {{{ imagebuilder:parentImage }}}',
 *   '{{{ imagebuilder:environments }}}',
 *   '{{{ imagebuilder:components }}}',
 *   'USER 1000',
 * ].join('\n'));
 */
export class DockerfileData {
  /**
   * A template with the base image and the components of the recipe, and nothing else.
   */
  public static standard(): DockerfileData {
    return DockerfileData.fromInline(DEFAULT_TEMPLATE);
  }

  /**
   * A template in a text, which is uploaded to Amazon S3 if it has more than 16,000 bytes.
   *
   * @param text template with `{{{ imagebuilder:parentImage }}}`, and for components `{{{ imagebuilder:environments }}}` and
   * `{{{ imagebuilder:components }}}`
   */
  public static fromInline(text: string): DockerfileData {
    return new DockerfileData({ text });
  }

  /**
   * A template in a file, which is uploaded to Amazon S3 if it has more than 16,000 bytes.
   *
   * @param path path of the file, absolute or relative to the working directory
   */
  public static fromFile(path: string): DockerfileData {
    return new DockerfileData({ text: readDocumentFile(path), file: path });
  }

  /**
   * A template in Amazon S3, which is read with the permissions of the role that deploys. CloudFormation does not detect changes of the object, so
   * upload new content under a new key.
   *
   * @param bucket bucket of the object
   * @param key key of the object
   */
  public static fromS3(bucket: s3.IBucket, key: string): DockerfileData {
    return new DockerfileData(s3Source(bucket, key));
  }

  private constructor(private readonly source: DockerfileSource) {}

  /**
   * The template in the form that CloudFormation takes.
   *
   * @internal
   */
  public _render(scope: Construct, hasComponents: boolean): DocumentData {
    if ('uri' in this.source) {
      return this.source;
    }
    const { text, file } = this.source;
    checkDockerfile(scope, text, hasComponents, file);
    return renderData(scope, 'dockerfile', text);
  }
}
