import * as alpha from '@aws-cdk/aws-imagebuilder-alpha';
import { Lazy } from 'aws-cdk-lib';
import { AwsMarketplaceComponent, AwsMarketplaceComponentAttributes } from '../../src/component/aws-marketplace-component';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { newStack, propertiesOf } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
const named = { componentName: 'hardening', marketplaceProductId: 'prod-1234567890abcdef0' };
const product = (attrs: Partial<AwsMarketplaceComponentAttributes> = {}, stack = newStack({ env })) =>
  AwsMarketplaceComponent.fromAwsMarketplaceComponentAttributes(stack, 'Product', { ...named, ...attrs });

test.each([
  [undefined, 'x.x.x'],
  ['1.x.x', '1.x.x'],
  ['1.2.3', '1.2.3'],
])('version %p has the ARN that AWS\'s alpha module makes', (componentVersion, version) => {
  const component = product({ componentVersion });
  const theirs = alpha.AwsMarketplaceComponent.fromAwsMarketplaceComponentAttributes(newStack({ env }), 'Product', { ...named, componentVersion });
  expect(component.stack.resolve(component.componentArn)).toEqual(component.stack.resolve(theirs.componentArn));
  expect(component.stack.resolve(component.componentArn)).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' },
      `:imagebuilder:eu-central-1:aws-marketplace:component/hardening-prod-1234567890abcdef0/${version}`]],
  });
  expect([component.componentName, component.componentVersion]).toEqual(['hardening-prod-1234567890abcdef0', version]);
});

test('a recipe runs it', () => {
  const stack = newStack({ env });
  new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), components: [product({}, stack)] });
  expect(JSON.stringify(propertiesOf(stack, 'AWS::ImageBuilder::ImageRecipe').Components)).toContain(':aws-marketplace:component/hardening-prod-1234567890abcdef0/x.x.x');
});

test('tokens pass', () => {
  const later = Lazy.string({ produce: () => 'later' });
  expect(() => product({ componentName: later, marketplaceProductId: later, componentVersion: later })).not.toThrow();
});
