const { mkdtempSync, writeFileSync } = require('fs');
const { tmpdir } = require('os');
const { join } = require('path');
const { ImagePipeline } = require('cdk-image-pipeline');
const { YAML } = require('./document.cjs');

/** Documents are files there. */
const document = join(mkdtempSync(join(tmpdir(), 'bench-')), 'component.yml');
writeFileSync(document, YAML);

/** No choice of a managed base image, and a topic and a key of its own in each pipeline: the resources differ. */
exports.pipeline = (stack, id) => {
  new ImagePipeline(stack, `${id}Pipeline`, {
    components: [{ document, name: 'Harden', version: '1.0.0' }], parentImage: 'ami-0e1d30f2c40c4c701', imageRecipeVersion: '1.0.0',
  });
};
