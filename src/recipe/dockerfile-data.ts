import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkDockerfile } from './dockerfile';
import { checkText } from '../common/validate';
import { DocumentData, renderData } from '../document/document-data';
import { readDocumentFile } from '../document/document-file';

const DEFAULT_TEMPLATE = `FROM {{{ imagebuilder:parentImage }}}
{{{ imagebuilder:environments }}}
{{{ imagebuilder:components }}}
`;

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
    return new DockerfileData((scope, hasComponents) => {
      checkDockerfile(scope, text, hasComponents);
      return renderData(scope, 'dockerfile', text);
    });
  }

  /**
   * A template in a file.
   *
   * @param path absolute, or from the working directory; what stands in the file is what `fromInline` takes
   */
  public static fromFile(path: string): DockerfileData {
    const text = readDocumentFile(path);
    return new DockerfileData((scope, hasComponents) => {
      checkDockerfile(scope, text, hasComponents, path);
      return renderData(scope, 'dockerfile', text);
    });
  }

  /**
   * A template in Amazon S3, which is read with the permissions of whoever deploys. Nobody notices when the object changes: another content needs
   * another key.
   *
   * @param bucket the bucket
   * @param key the key of the object
   */
  public static fromS3(bucket: s3.IBucket, key: string): DockerfileData {
    checkText(undefined, 'key', key);
    return new DockerfileData(() => ({ uri: bucket.s3UrlForObject(key) }));
  }

  private constructor(private readonly renderer: (scope: Construct, hasComponents: boolean) => DocumentData) {}

  /**
   * The template as CloudFormation takes it.
   *
   * @internal
   */
  public _render(scope: Construct, hasComponents: boolean): DocumentData {
    return this.renderer(scope, hasComponents);
  }
}
