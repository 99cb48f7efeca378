import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';

/** The compiled package in plain JavaScript, which drops a misspelled property without an error. */
const ROOT = join(__dirname, '..', '..');

function warningsOf(script: string): string[] {
  const app = `
    const { App, Stack } = require('aws-cdk-lib');
    const { Annotations, Match } = require('aws-cdk-lib/assertions');
    const library = require('cdk-imagebuilder');
    const stack = new Stack(new App(), 'Stack');
    const recipe = new library.ImageRecipe(stack, 'Recipe', { baseImage: library.BaseImage.amazonLinux2023() });
    ${script}
    const found = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data);
    process.stdout.write(JSON.stringify(found.filter((text) => text.includes('unknownProperty'))));`;
  return JSON.parse(execFileSync(process.execPath, ['-e', app], { cwd: ROOT, encoding: 'utf8' }));
}

test('properties that do not exist are warned of, at any depth', () => {
  expect(warningsOf(`
    new library.ImagePipeline(stack, 'Pipeline', { recipe, imageScanningEnabled: true, imageTestEnabled: true });
    new library.DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ amiNam: 'x', amiName: 'a {{ imagebuilder:buildDate }}' }] });
  `)).toEqual([
    '`imageScanningEnabled` is no property of ImagePipelineProps and has no effect. [ack: cdk-imagebuilder:unknownProperty]',
    '`imageTestEnabled` is no property of ImagePipelineProps and has no effect. Did you mean \'imageTestsEnabled\'? [ack: cdk-imagebuilder:unknownProperty]',
    '`amiDistributions[0].amiNam` is no property of AmiDistribution and has no effect. Did you mean \'amiName\'? [ack: cdk-imagebuilder:unknownProperty]',
  ]);
});

test('attributes of an import that do not exist are warned of', () => {
  expect(warningsOf('library.BuildHistory.fromBuildHistoryAttributes(stack, \'History\', { bucketName: \'history\', acount: \'123456789012\' });')).toEqual([
    '`acount` is no property of BuildHistoryAttributes and has no effect. Did you mean \'account\'? [ack: cdk-imagebuilder:unknownProperty]',
  ]);
});

test('properties that exist are not', () => {
  expect(warningsOf('new library.ImagePipeline(stack, \'Pipeline\', { recipe, imageTestsEnabled: false, tags: { Any: \'name\' } });')).toEqual([]);
});

test('every construct and every import asks for its own struct', () => {
  const { name: own, types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));
  const names = JSON.parse(readFileSync(join(ROOT, 'lib', 'property-names.json'), 'utf8'));
  const asked = Object.values<any>(types)
    .filter(({ abstract, initializer }) => !abstract && initializer?.parameters?.map(({ name }: any) => name).join() === 'scope,id,props')
    .map(({ initializer, locationInModule: { filename: file } }) => ({ struct: initializer.parameters[2].type.fqn.slice(own.length + 1), file }));
  expect(asked.length).toBeGreaterThan(10);
  asked.forEach(({ struct, file }) => {
    expect(Object.keys(names)).toContain(struct);
    expect(readFileSync(join(ROOT, file), 'utf8')).toContain(`warnOfUnknownProperties(this, '${struct}', props);`);
  });
  const imported = Object.values<any>(types).flatMap(({ methods = [] }) => methods)
    .filter(({ static: isStatic, parameters = [] }) => isStatic && parameters[2]?.name === 'attrs')
    .map(({ parameters, locationInModule: { filename: file } }) => ({ struct: parameters[2].type.fqn.slice(own.length + 1), file }));
  expect(imported.length).toBeGreaterThan(10);
  imported.forEach(({ struct, file }) => {
    expect(Object.keys(names)).toContain(struct);
    expect(readFileSync(join(ROOT, file), 'utf8')).toContain(`warnOfUnknownProperties(scope, '${struct}', attrs);`);
  });
});
