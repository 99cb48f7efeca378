const library = require('cdk-imagebuilder');
const { synthesize } = require('./golden-amis.cjs');

synthesize((stack, id) => {
  const hardening = new library.Component(stack, `${id}Hardening`, {
    platform: library.Platform.LINUX,
    document: library.ComponentDocument.fromSteps({ buildSteps: [library.ComponentStep.bash('Harden', ['dnf -y update'])] }),
  });
  new library.GoldenAmi(stack, id, {
    baseImage: library.BaseImage.amazonLinux2023(),
    components: [hardening],
    schedule: library.ImagePipelineSchedule.weekly(library.WeekDay.SUNDAY, { hour: 3 }),
    gate: library.SeverityGate.atMost({ critical: 0 }),
    retention: library.ImageRetention.keepLast(5),
  });
});
