import { referencesIn } from '../../src/private/workflow-references';

test.each([
  ['plain text', []],
  ['$.stepOutputs.Launch.instanceId', [{ source: 'stepOutputs', name: 'Launch', output: 'instanceId' }]],
  ['$.stepOutputs.Distribute.distributedImages[0].amiId', [{ source: 'stepOutputs', name: 'Distribute', output: 'distributedImages' }]],
  ['$.parameters.my-name', [{ source: 'parameters', name: 'my-name', output: undefined }]],
  ['$.', []],
  ['a $.parameters.x', []],
  ['{"a":"{{ $.parameters.x }}","b":"{{$.imagebuilder.y}}","c":"{{ other }}"}', [
    { source: 'parameters', name: 'x', output: undefined }, { source: 'imagebuilder', name: 'y', output: undefined },
  ]],
])('%s', (text, expected) => {
  expect(referencesIn(text)).toEqual(expected);
});
