import { Annotations, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { AmiDistribution } from './ami-distribution';
import type { ContainerDistribution } from './container-distribution';
import { KnownFact, ListedFact } from '../common/known-facts';
import { identityOf, othersWith, placeOf } from '../common/unique';

/** Something that refers to the newest image, and that each build changes. */
interface Output {
  readonly key: string;
  readonly words: string;
}

const OUTPUTS = new ListedFact<string>();

/** The recipe whose images a distribution configuration distributes. */
const RECIPE = new KnownFact<IConstruct>();

/** Warns of outputs that another distribution configuration of the app writes as well. Image Builder overwrites them without an error. */
export function warnOfOverwritten(scope: IConstruct, outputs: Output[]): void {
  for (const { key, words } of outputs) {
    const [other] = othersWith(OUTPUTS, scope, words, key);
    if (other !== undefined) {
      warn(scope, `${other.node.path} also writes ${words}`);
    }
  }
}

/** Warns of a distribution configuration that distributes the images of several recipes and writes the same for each. */
export function warnOfManyRecipes(scope: IConstruct, recipe: IConstruct, distribution: IConstruct | undefined): void {
  const words = OUTPUTS.of(distribution);
  if (distribution === undefined || words === undefined) {
    return;
  }
  const other = RECIPE.of(distribution) ?? recipe;
  RECIPE.note(distribution, other);
  if (other !== recipe) {
    warn(scope, `${distribution.node.path} writes ${words} for the images of ${recipe.node.path} and of ${other.node.path}`);
  }
}

function warn(scope: IConstruct, what: string): void {
  Annotations.of(scope).addWarningV2('cdk-imagebuilder:outputOverwritten',
    `${what}, so each build replaces the image of the other. Give each image its own parameters, tags and launch templates.`);
}

/** The SSM parameters and the default versions of launch templates that the distribution of an AMI writes, as far as they are known. */
export function outputsOfAmi(scope: IConstruct, region: string, { ssmParameters = [], launchTemplates = [] }: AmiDistribution): Output[] {
  const place = (account?: string) => placeOf(Stack.of(scope), region, account);
  const parameters = ssmParameters.map(({ parameterName, parameter, amiAccountId }): Output => {
    const name = parameterName ?? identityOf(parameter!, parameter!.parameterRef.parameterName);
    return { key: `parameter ${place(amiAccountId)} ${name}`, words: `the SSM parameter ${name}` };
  });
  const templates = launchTemplates.filter(({ setDefaultVersion }) => setDefaultVersion !== false).map(({ launchTemplate, accountId }): Output => {
    const template = identityOf(launchTemplate, launchTemplate.launchTemplateRef.launchTemplateId);
    return { key: `template ${place(accountId)} ${template}`, words: `the default version of the launch template ${template}` };
  });
  return [...parameters, ...templates].filter(({ words }) => !Token.isUnresolved(words));
}

/** The tags of a repository that more than one image gets, as far as they are known. */
export function outputsOfContainer(scope: IConstruct, region: string, { containerRepository, containerTags = [] }: ContainerDistribution): Output[] {
  const repository = identityOf(containerRepository._repository, containerRepository.repositoryName);
  return Token.isUnresolved(containerTags) ? [] : containerTags.filter(isRepeated).map((tag) => ({
    key: `tag ${placeOf(Stack.of(scope), region)} ${repository} ${tag}`, words: `the tag ${tag} of the repository ${repository}`,
  }));
}

/** Whether more than one image gets a tag. The number of a build begins again with each version of its recipe. */
export function isRepeated(tag: string): boolean {
  return !tag.includes('imagebuilder:buildDate') && !Token.isUnresolved(tag);
}
