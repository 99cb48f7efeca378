import { Lazy } from 'aws-cdk-lib';
import { User } from 'aws-cdk-lib/aws-iam';
import { PLATFORM } from '../../src/common/known-facts';
import { Platform } from '../../src/common/platform';
import { AmazonManagedComponent } from '../../src/managed/amazon-managed-component';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { faultsOf, newStack, statementsOf } from '../support/synth';

const ofAmazon = (rest: string, region: unknown = { Ref: 'AWS::Region' }) =>
  ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':imagebuilder:', region, `:aws:${rest}`]] });

describe('a managed component', () => {
  test.each([
    [AmazonManagedComponent.awsCliV2, 'aws-cli-version-2'],
    [AmazonManagedComponent.helloWorld, 'hello-world'],
    [AmazonManagedComponent.python3, 'python-3'],
    [AmazonManagedComponent.reboot, 'reboot'],
    [AmazonManagedComponent.stigBuild, 'stig-build'],
    [AmazonManagedComponent.updateOs, 'update'],
  ])('is for Linux and for Windows (%#)', (make, name) => {
    const stack = newStack();
    const linux = make(stack, 'Linux', { platform: Platform.LINUX });
    const windows = make(stack, 'Windows', { platform: Platform.WINDOWS, componentVersion: '1.x.x' });
    expect(stack.resolve([linux.componentArn, windows.componentArn])).toEqual([ofAmazon(`component/${name}-linux/x.x.x`), ofAmazon(`component/${name}-windows/1.x.x`)]);
    expect([linux.componentName, linux.componentVersion, windows.componentVersion]).toEqual([`${name}-linux`, 'x.x.x', '1.x.x']);
  });

  test('that installs updates is for one operating system', () => {
    const stack = newStack();
    const components = [AmazonManagedComponent.updateLinux(stack, 'Linux'), AmazonManagedComponent.updateWindows(stack, 'Windows')];
    expect(stack.resolve(components.map(({ componentArn }) => componentArn)))
      .toEqual([ofAmazon('component/update-linux/x.x.x'), ofAmazon('component/update-windows/x.x.x')]);
    expect(components.map((component) => PLATFORM.of(component))).toEqual([Platform.LINUX, Platform.WINDOWS]);
    const older = [AmazonManagedComponent.updateLinux(stack, 'OldLinux', { componentVersion: '1.0.x' }),
      AmazonManagedComponent.updateWindows(stack, 'OldWindows', { componentVersion: '1.x.x' })];
    expect(older.map(({ componentVersion }) => componentVersion)).toEqual(['1.0.x', '1.x.x']);
  });

  test('is not for macOS', () => {
    expect(() => AmazonManagedComponent.reboot(newStack(), 'Reboot', { platform: Platform.MACOS })).toThrow(new Error(
      'PlatformUnsupported: `platform` must be Linux or Windows, because Amazon publishes no others, got: \'macOS\'. [Stack]'));
  });

  test('is refused by a recipe of another platform', () => {
    const stack = newStack();
    const component = AmazonManagedComponent.reboot(stack, 'Reboot', { platform: Platform.WINDOWS });
    new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), components: [component] });
    expect(faultsOf(stack)).toEqual([
      'ComponentsConflict: `components[0]` must be for Linux, like the base image, got: \'Windows\'. [Stack/Recipe]',
    ]);
  });

  test('is known by its name', () => {
    const stack = newStack();
    const component = AmazonManagedComponent.fromAmazonManagedComponentName(stack, 'Agent', 'amazon-cloudwatch-agent-linux');
    expect(stack.resolve(component.componentArn)).toEqual(ofAmazon('component/amazon-cloudwatch-agent-linux/x.x.x'));
    expect(PLATFORM.of(component)).toBeUndefined();
  });

  test('is known by a name that is a token', () => {
    const stack = newStack();
    const component = AmazonManagedComponent.fromAmazonManagedComponentName(stack, 'Agent', Lazy.string({ produce: () => 'later' }));
    expect(stack.resolve(component.componentArn)).toEqual(ofAmazon('component/later/x.x.x'));
  });

  test.each([
    [{ componentName: 'A b' }, 'ComponentNameMalformed: `componentName` must be a name as it stands in ARNs: lower-case letters, digits, hyphens, got: \'A b\'. [Stack]'],
    [{ componentName: 'a', componentVersion: '1' },
      'ComponentVersionMalformed: `componentVersion` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or `x.x.x`, got: \'1\'. [Stack]'],
  ])('is not known by %j', (attrs, message) => {
    expect(() => AmazonManagedComponent.fromAmazonManagedComponentAttributes(newStack(), 'Component', attrs)).toThrow(new Error(message));
  });

  test('can be granted in all its versions', () => {
    const stack = newStack();
    AmazonManagedComponent.reboot(stack, 'Reboot', { platform: Platform.LINUX }).grantRead(new User(stack, 'User'));
    expect(statementsOf(stack)).toEqual([{ Effect: 'Allow', Action: 'imagebuilder:GetComponent', Resource: ofAmazon('component/reboot-linux/*') }]);
  });
});
