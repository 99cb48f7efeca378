import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkDockerfile } from './dockerfile';
import { DocumentData, renderData } from '../document/document-data';
import { readDocumentFile } from '../document/document-file';
import { s3Source } from '../document/document-source';

const DEFAULT_TEMPLATE = `FROM {{{ imagebuilder:parentImage }}}
{{{ imagebuilder:environments }}}
{{{ imagebuilder:components }}}
`;

/** Where the content of a Dockerfile comes from. */
type DockerfileSource = { readonly text: string; readonly file?: string } | { readonly uri: string };

/** The Dockerfile template of a container recipe. The service puts the base image and the components of the recipe into it. */
export class DockerfileData {
  /**
   * A template that takes the base image and the components of the recipe, and adds nothing.
   */
  public static standard(): DockerfileData {
    return DockerfileData.fromInline(DEFAULT_TEMPLATE);
  }

  /**
   * A template that is text.
   *
   * @param text with `{{{ imagebuilder:parentImage }}}`, and for components `{{{ imagebuilder:environments }}}` and
   * `{{{ imagebuilder:components }}}`; above 16,000 bytes it is uploaded to Amazon S3
   */
  public static fromInline(text: string): DockerfileData {
    return new DockerfileData({ text });
  }

  /**
   * A template in a file.
   *
   * @param path absolute, or from the working directory; what stands in the file is what `fromInline` takes
   */
  public static fromFile(path: string): DockerfileData {
    return new DockerfileData({ text: readDocumentFile(path), file: path });
  }

  /**
   * A template in Amazon S3, which is read with the permissions of whoever deploys. Nobody notices when the object changes: another content needs
   * another key.
   *
   * @param bucket the bucket
   * @param key the key of the object
   */
  public static fromS3(bucket: s3.IBucket, key: string): DockerfileData {
    return new DockerfileData(s3Source(bucket, key));
  }

  private constructor(private readonly source: DockerfileSource) {}

  /**
   * The template as CloudFormation takes it.
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
