import { IConstruct } from 'constructs';
import { InvalidInputError } from './private/errors';

/** Whether, and where, Amazon Inspector looks for vulnerabilities in a new image. */
export class ImageScanning {
  /**
   * Inspector scans the test instance while it runs, and the image keeps the findings.
   *
   * Amazon Inspector must be activated for EC2 in the account, and the tests of the image must be enabled: without them there is no test instance.
   */
  public static testInstance(): ImageScanning {
    return new ImageScanning(true);
  }

  /** No scan. */
  public static disabled(): ImageScanning {
    return new ImageScanning(false);
  }

  private constructor(
    /** Whether images are scanned. */
    public readonly enabled: boolean,
  ) {}

  /**
   * The scan as CloudFormation takes it.
   *
   * @internal
   */
  public _render(scope: IConstruct, imageTestsEnabled?: boolean): { imageScanningEnabled: boolean } {
    if (this.enabled && imageTestsEnabled === false) {
      throw new InvalidInputError({
        prop: 'imageScanning',
        problem: 'Conflict',
        rule: 'be absent or disabled when `imageTestsEnabled` is false, because the scan runs on the test instance',
      }, scope);
    }
    return { imageScanningEnabled: this.enabled };
  }
}
