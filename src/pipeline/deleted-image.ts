import { CfnImage } from 'aws-cdk-lib/aws-imagebuilder';
import { warnAtSynth } from '../common/validate';
import { deletionsOf } from '../lifecycle/deletion';

/**
 * Warns of lifecycle policies that delete the image of a deployment. Each scheduled build makes it older, and Image Builder does not check whether
 * a template still reads it.
 */
export function warnOfDeletedImage(image: CfnImage, recipeArn: string): void {
  // At the resource, which has the tags of all scopes when its own aspects are called.
  warnAtSynth(image, 'cdk-imagebuilder:deployedImageDeleted', () => {
    const policies = deletionsOf(image.node.root, recipeArn, image.tags.tagValues());
    return policies.length === 0 ? undefined : `The pipeline builds on a schedule, and ${policies.map(({ node }) => node.path).join(', ')} deletes its older `
      + 'images, some day also the image of the deployment. Reports of that image and their gates then fail, and its AMI does not exist. Give the image a '
      + 'tag with `runOnDeploy({ tags })`, and exclude the tag with `imageExclusionRules`.';
  });
}
