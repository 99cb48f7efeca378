import { Duration, Stack } from 'aws-cdk-lib';
import { refusals, together } from './refusal';
import {
  ContainerRecipe, ImageRecipe, InfrastructureConfiguration, LifecyclePolicy, LifecyclePolicyActionType, LifecyclePolicyAgeFilter,
  LifecyclePolicyAmiExclusionRules, LifecyclePolicyDetail, LifecyclePolicyProps, LifecyclePolicyResourceType, LifecyclePolicyTimeUnit,
} from '../../src';

const { DELETE, DEPRECATE, DISABLE } = LifecyclePolicyActionType;
const ageFilter = { age: Duration.days(30) };
const filter = { ageFilter };
const detail = { action: { type: DELETE }, filter };
const forContainers = { resourceType: LifecyclePolicyResourceType.CONTAINER_IMAGE };
const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));
const imageRecipes = (stack: Stack, count = 1) =>
  Array.from({ length: count }, (_, index) => ImageRecipe.fromImageRecipeName(stack, `Image${index}`, 'mine'));
const containerRecipe = (stack: Stack) => ContainerRecipe.fromContainerRecipeName(stack, 'Container', 'mine');

const policy = (stack: Stack, props: Partial<LifecyclePolicyProps>) => new LifecyclePolicy(stack, 'Policy', {
  resourceType: LifecyclePolicyResourceType.AMI_IMAGE, details: [detail], resourceSelection: { tags: { Stage: 'test' } }, ...props,
});

export const LIFECYCLES = [
  ...refusals('LifecyclePolicy', policy, [
    [{ lifecyclePolicyName: 'no' },
      'LifecyclePolicyNameMalformed: `lifecyclePolicyName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: '
      + '\'no\'. [Stack/Policy]',
      { lifecyclePolicyName: 'yes' }],
    [{ lifecyclePolicyName: 'a'.repeat(129) },
      'LifecyclePolicyNameMalformed: `lifecyclePolicyName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Policy]',
      { lifecyclePolicyName: 'a'.repeat(128) }],
    [{ description: '' }, 'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'. [Stack/Policy]', { description: 'a' }],
    [{ description: 'a'.repeat(1025) },
      'DescriptionTooLong: `description` must be 1 to 1024 characters long, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Policy]',
      { description: 'a'.repeat(1024) }],
    [{ tags: numbered(51) }, 'TagsOutOfRange: `tags` must have 0 to 50 entries, got: 51. [Stack/Policy]', { tags: numbered(50) }],
    [{ details: [] }, 'DetailsOutOfRange: `details` must have 1 to 3 entries, got: 0. [Stack/Policy]', { details: [detail] }],
    [{ details: [DELETE, DELETE, DELETE, DELETE].map((type) => ({ action: { type }, filter })) },
      'DetailsOutOfRange: `details` must have 1 to 3 entries, got: 4. [Stack/Policy]',
      { details: [DEPRECATE, DISABLE, DELETE].map((type) => ({ action: { type }, filter })) }],
    [{ details: [detail, detail] }, 'DetailsConflict: `details` must have each action once, got: \'DELETE\'. [Stack/Policy]'],
    [{ ...forContainers, details: [{ action: { type: DEPRECATE }, filter }] },
      'TypeUnsupported: `details[0].action.type` must be DELETE in a policy for containers, got: \'DEPRECATE\'. [Stack/Policy]',
      { ...forContainers, details: [{ action: { type: DELETE }, filter }] }],
    [{ ...forContainers, details: [{ action: { type: DISABLE }, filter }] },
      'TypeUnsupported: `details[0].action.type` must be DELETE in a policy for containers, got: \'DISABLE\'. [Stack/Policy]'],
    [{ ...forContainers, details: [{ action: { type: DELETE, includeAmis: true }, filter }] },
      'IncludeAmisUnsupported: `details[0].action.includeAmis` must be absent in a policy for containers. [Stack/Policy]'],
    [{ ...forContainers, details: [{ action: { type: DELETE, includeSnapshots: true }, filter }] },
      'IncludeSnapshotsUnsupported: `details[0].action.includeSnapshots` must be absent in a policy for containers. [Stack/Policy]',
      { ...forContainers, details: [{ action: { type: DELETE, includeContainers: true }, filter }] }],
    [{ ...forContainers, details: [{ ...detail, exclusionRules: { amiExclusionRules: { isPublic: true } } }] },
      'AmiExclusionRulesUnsupported: `details[0].exclusionRules.amiExclusionRules` must be absent in a policy for containers. [Stack/Policy]',
      { ...forContainers, details: [{ ...detail, exclusionRules: { imageExclusionRules: { tags: { Keep: 'yes' } } } }] }],
    [{ resourceSelection: {} }, 'RecipesOutOfRange: `resourceSelection.recipes` must have 1 to 50 entries, got: 0. [Stack/Policy]'],
    [{ resourceSelection: { recipes: [] } },
      'RecipesOutOfRange: `resourceSelection.recipes` must have 1 to 50 entries, got: 0. [Stack/Policy]',
      (stack) => ({ resourceSelection: { recipes: imageRecipes(stack) } })],
    [{ resourceSelection: { tags: {} } },
      'TagsOutOfRange: `resourceSelection.tags` must have 1 to 50 entries, got: 0. [Stack/Policy]',
      { resourceSelection: { tags: { Stage: '' } } }],
    [{ resourceSelection: { tags: numbered(51) } },
      'TagsOutOfRange: `resourceSelection.tags` must have 1 to 50 entries, got: 51. [Stack/Policy]',
      { resourceSelection: { tags: numbered(50) } }],
    [{ resourceSelection: { tags: { 'aws:Stage': 'test' } } },
      'TagsMalformed: `resourceSelection.tags` must have keys of 1 to 128 letters, digits, spaces or _.:/=+-@ that do not start with '
      + '`aws:`, got: \'aws:Stage\'. [Stack/Policy]'],
    [(stack) => ({ resourceSelection: { recipes: imageRecipes(stack), tags: { Stage: 'test' } } }),
      'TagsConflict: `resourceSelection.tags` must be absent when `resourceSelection.recipes` is given. [Stack/Policy]'],
    [(stack) => ({ resourceSelection: { recipes: imageRecipes(stack, 51) } }),
      'RecipesOutOfRange: `resourceSelection.recipes` must have 1 to 50 entries, got: 51. [Stack/Policy]',
      (stack) => ({ resourceSelection: { recipes: imageRecipes(stack, 50) } })],
    [(stack) => ({ resourceSelection: { recipes: [containerRecipe(stack)] } }),
      together('Policy', 'RecipesConflict: `resourceSelection.recipes[0]` must be an image recipe, like `resourceType`, got: '
      + '\'Stack/Container\'.'),
      (stack) => ({ ...forContainers, resourceSelection: { recipes: [containerRecipe(stack)] } })],
    [(stack) => ({ ...forContainers, resourceSelection: { recipes: imageRecipes(stack) } }),
      together('Policy', 'RecipesConflict: `resourceSelection.recipes[0]` must be a container recipe, like `resourceType`, got: '
      + '\'Stack/Image0\'.')],
    [(stack) => ({ resourceSelection: { recipes: [new InfrastructureConfiguration(stack, 'NoRecipe')] } }),
      'RecipesUnsupported: `resourceSelection.recipes[0]` must be an image recipe or a container recipe, got: \'Stack/NoRecipe\'. '
      + '[Stack/Policy]'],
    [(stack) => ({ resourceSelection: { recipeVersions: [{ recipe: imageRecipes(stack)[0], version: 'latest' }] } }),
      'VersionMalformed: `resourceSelection.recipeVersions[0].version` must have three numbers, where the last ones may be `x`, as in '
      + '`1.0.0`, `1.x.x` or `x.x.x`, got: \'latest\'. [Stack/Policy]',
      (stack) => ({ resourceSelection: { recipeVersions: [{ recipe: imageRecipes(stack)[0], version: '1.x.x' }] } })],
    [(stack) => ({ resourceSelection: { recipeVersions: [{ recipe: imageRecipes(stack)[0], version: 'x.1.x' }] } }),
      'VersionMalformed: `resourceSelection.recipeVersions[0].version` must have three numbers, where the last ones may be `x`, as in '
      + '`1.0.0`, `1.x.x` or `x.x.x`, got: \'x.1.x\'. [Stack/Policy]',
      (stack) => ({ resourceSelection: { recipeVersions: [{ recipe: imageRecipes(stack)[0], version: '1.1.1' }] } })],
  ]),
  ...refusals('LifecyclePolicy.keepLatest', (stack, count: number) => LifecyclePolicy.keepLatest(stack, 'Policy', { recipes: imageRecipes(stack), count }), [
    [0, 'CountOutOfRange: `count` must be a whole number from 1 to 1000, got: 0. [Stack]', 1],
    [1001, 'CountOutOfRange: `count` must be a whole number from 1 to 1000, got: 1001. [Stack]', 1000],
  ]),
  ...refusals('LifecyclePolicy.keepLatest', (stack, recipes: number) =>
    LifecyclePolicy.keepLatest(stack, 'Policy', { recipes: imageRecipes(stack, recipes), count: 5 }), [
    [0, 'RecipesOutOfRange: `recipes` must have 1 to 50 entries, got: 0. [Stack]', 1],
    [51, 'RecipesOutOfRange: `recipes` must have 1 to 50 entries, got: 51. [Stack]', 50],
  ]),
  ...refusals('LifecyclePolicy.details', (stack, only: Partial<LifecyclePolicyDetail>) => policy(stack, { details: [{ ...detail, ...only }] }), [
    [{ filter: {} }, 'FilterRequired: `details[0].filter` must have `ageFilter` or `countFilter`. [Stack/Policy]', { filter }],
    [{ filter: { ageFilter, countFilter: { count: 1 } } },
      'CountFilterConflict: `details[0].filter.countFilter` must be absent when `details[0].filter.ageFilter` is given. [Stack/Policy]'],
    [{ filter: { countFilter: { count: 0 } } },
      'CountOutOfRange: `details[0].filter.countFilter.count` must be a whole number from 1 to 1000, got: 0. [Stack/Policy]',
      { filter: { countFilter: { count: 1 } } }],
    [{ filter: { countFilter: { count: 1001 } } },
      'CountOutOfRange: `details[0].filter.countFilter.count` must be a whole number from 1 to 1000, got: 1001. [Stack/Policy]',
      { filter: { countFilter: { count: 1000 } } }],
    [{ filter: { countFilter: { count: -5 } } },
      'CountOutOfRange: `details[0].filter.countFilter.count` must be a whole number from 1 to 1000, got: -5. [Stack/Policy]'],
    [{ filter: { countFilter: { count: 2.5 } } },
      'CountOutOfRange: `details[0].filter.countFilter.count` must be a whole number from 1 to 1000, got: 2.5. [Stack/Policy]'],
    [{ filter: { countFilter: { count: NaN } } },
      'CountOutOfRange: `details[0].filter.countFilter.count` must be a whole number from 1 to 1000, got: NaN. [Stack/Policy]'],
    [{ action: { type: DEPRECATE }, filter: { countFilter: { count: 1 } } },
      'CountFilterUnsupported: `details[0].filter.countFilter` must be absent unless the action is DELETE, got: \'DEPRECATE\'. [Stack/Policy]'],
    [{ action: { type: DISABLE }, filter: { ageFilter: { ...ageFilter, retainAtLeast: 0 } } },
      'RetainAtLeastOutOfRange: `details[0].filter.ageFilter.retainAtLeast` must be a whole number from 1 to 10, got: 0. [Stack/Policy]',
      { action: { type: DISABLE }, filter: { ageFilter: { ...ageFilter, retainAtLeast: 1 } } }],
    [{ action: { type: DELETE, includeContainers: true } },
      'IncludeContainersUnsupported: `details[0].action.includeContainers` must be absent in a policy for AMIs. [Stack/Policy]',
      { action: { type: DELETE, includeAmis: true } }],
    [{ action: { type: DELETE, includeAmis: false, includeSnapshots: true } },
      'IncludeSnapshotsConflict: `details[0].action.includeSnapshots` must be false or absent when `includeAmis` is false, because an '
      + 'AMI needs its snapshots. [Stack/Policy]',
      { action: { type: DELETE, includeAmis: true, includeSnapshots: false } }],
    [{ action: { type: DEPRECATE, includeSnapshots: true } },
      'IncludeSnapshotsUnsupported: `details[0].action.includeSnapshots` must be false or absent, because DEPRECATE applies to AMIs only. [Stack/Policy]',
      { action: { type: DEPRECATE, includeSnapshots: false } }],
    [{ action: { type: DISABLE, includeSnapshots: true } },
      'IncludeSnapshotsUnsupported: `details[0].action.includeSnapshots` must be false or absent, because DISABLE applies to AMIs only. [Stack/Policy]',
      { action: { type: DISABLE, includeAmis: true } }],
  ]),
  ...refusals('LifecyclePolicy.details.filter.ageFilter', (stack, age: Partial<LifecyclePolicyAgeFilter>) =>
    policy(stack, { details: [{ ...detail, filter: { ageFilter: { ...ageFilter, ...age } } }] }), [
    [{ retainAtLeast: 0 },
      'RetainAtLeastOutOfRange: `details[0].filter.ageFilter.retainAtLeast` must be a whole number from 1 to 10, got: 0. [Stack/Policy]',
      { retainAtLeast: 1 }],
    [{ retainAtLeast: 11 },
      'RetainAtLeastOutOfRange: `details[0].filter.ageFilter.retainAtLeast` must be a whole number from 1 to 10, got: 11. [Stack/Policy]',
      { retainAtLeast: 10 }],
    [{ retainAtLeast: 1.5 },
      'RetainAtLeastOutOfRange: `details[0].filter.ageFilter.retainAtLeast` must be a whole number from 1 to 10, got: 1.5. [Stack/Policy]'],
    [{ retainAtLeast: Infinity },
      'RetainAtLeastOutOfRange: `details[0].filter.ageFilter.retainAtLeast` must be a whole number from 1 to 10, got: Infinity. '
      + '[Stack/Policy]'],
    [{ age: Duration.days(0) },
      'AgeOutOfRange: `details[0].filter.ageFilter.age` must be more than 0 and at most 1000 days, got: \'0 days\'. [Stack/Policy]',
      { age: Duration.days(1) }],
    [{ age: Duration.days(1001), unit: LifecyclePolicyTimeUnit.DAYS },
      'AgeOutOfRange: `details[0].filter.ageFilter.age` must be more than 0 and at most 1000 days, got: \'1001 days\'. [Stack/Policy]',
      { age: Duration.days(1000), unit: LifecyclePolicyTimeUnit.DAYS }],
    [{ age: Duration.days(365_001) },
      'AgeOutOfRange: `details[0].filter.ageFilter.age` must be more than 0 and at most 1000 years, got: \'365001 days\'. [Stack/Policy]',
      { age: Duration.days(365_000) }],
  ]),
  ...refusals('LifecyclePolicy.details.exclusionRules', (stack, amiExclusionRules: LifecyclePolicyAmiExclusionRules) =>
    policy(stack, { details: [{ ...detail, exclusionRules: { amiExclusionRules } }] }), [
    [{ lastLaunched: Duration.days(0) },
      'LastLaunchedOutOfRange: `details[0].exclusionRules.amiExclusionRules.lastLaunched` must be more than 0 and at most 365 days, '
      + 'got: \'0 days\'. [Stack/Policy]',
      { lastLaunched: Duration.days(1) }],
    [{ lastLaunched: Duration.days(366), lastLaunchedUnit: LifecyclePolicyTimeUnit.DAYS },
      'LastLaunchedOutOfRange: `details[0].exclusionRules.amiExclusionRules.lastLaunched` must be more than 0 and at most 365 days, '
      + 'got: \'366 days\'. [Stack/Policy]',
      { lastLaunched: Duration.days(365), lastLaunchedUnit: LifecyclePolicyTimeUnit.DAYS }],
    [{ sharedAccounts: ['12345678901'] },
      'SharedAccountsMalformed: `details[0].exclusionRules.amiExclusionRules.sharedAccounts` must have 12 digits each, got: '
      + '\'12345678901\'. [Stack/Policy]',
      { sharedAccounts: ['012345678901'] }],
    [{ sharedAccounts: Array<string>(1537).fill('123456789012') },
      'SharedAccountsOutOfRange: `details[0].exclusionRules.amiExclusionRules.sharedAccounts` must have 0 to 1536 entries, got: 1537. '
      + '[Stack/Policy]',
      { sharedAccounts: Array<string>(1536).fill('123456789012') }],
    [{ regions: [''] },
      'RegionsMalformed: `details[0].exclusionRules.amiExclusionRules.regions[0]` must be the name of a Region, as in `eu-central-1`, '
      + 'got: \'\'. [Stack/Policy]',
      { regions: ['eu-central-1'] }],
    [{ tags: { a: 'a'.repeat(257) } },
      'TagsTooLong: `details[0].exclusionRules.amiExclusionRules.tags` must have values of at most 256 characters, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Policy]',
      { tags: { a: 'a'.repeat(256) } }],
    [{ lastLaunchedUnit: LifecyclePolicyTimeUnit.WEEKS },
      'LastLaunchedRequired: `details[0].exclusionRules.amiExclusionRules.lastLaunched` must be given when '
      + '`details[0].exclusionRules.amiExclusionRules.lastLaunchedUnit` is. [Stack/Policy]',
      { lastLaunched: Duration.days(7), lastLaunchedUnit: LifecyclePolicyTimeUnit.WEEKS }],
  ]),
];
