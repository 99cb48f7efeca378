export * from './common/component-configuration';
export * from './common/platform';

export * from './component/aws-marketplace-component';
export * from './component/component';
export * from './component/component-base';
export * from './component/component-condition';
export * from './component/component-document';
export * from './component/component-loop';
export * from './component/component-props';
export * from './component/component-step';
export * from './component/component-step-options';
export * from './component/component-version';
export * from './component/steps/file-step';
export * from './component/steps/files';
export * from './component/steps/folder-step';
export * from './component/steps/transfer-step';
export * from './component/steps/windows-step';

export * from './recipe/base-container-image';
export * from './recipe/base-image';
export * from './recipe/base-image-options';
export * from './recipe/container-instance-image';
export * from './recipe/container-recipe';
export * from './recipe/container-recipe-props';
export * from './recipe/dockerfile-data';
export * from './recipe/image-recipe';
export * from './recipe/image-recipe-props';
export * from './recipe/recipe';
export * from './recipe/recipe-version';
export * from './recipe/repository';

export * from './infrastructure/infrastructure-configuration';
export * from './infrastructure/infrastructure-configuration-props';
export * from './infrastructure/parent-instance';

export * from './distribution/ami-distribution';
export * from './distribution/container-distribution';
export * from './distribution/cross-account-distribution-role';
export * from './distribution/distribution-configuration';

export * from './workflow/steps/command-steps';
export * from './workflow/steps/configuration-steps';
export * from './workflow/steps/control-steps';
export * from './workflow/steps/distribution-steps';
export * from './workflow/steps/image-steps';
export * from './workflow/steps/instance-steps';
export * from './workflow/workflow';
export * from './workflow/workflow-condition';
export * from './workflow/workflow-configuration';
export * from './workflow/workflow-document';
export * from './workflow/workflow-parameter';
export * from './workflow/workflow-props';
export * from './workflow/workflow-step';
export * from './workflow/workflow-type';
export * from './workflow/workflow-value';
export * from './workflow/workflow-variable';
export * from './workflow/workflow-version';

export * from './lifecycle/lifecycle-policy';
export * from './lifecycle/lifecycle-policy-detail';
export * from './lifecycle/lifecycle-policy-props';

export * from './pipeline/build-events';
export * from './pipeline/build-metrics';
export * from './pipeline/image';
export * from './pipeline/image-build-options';
export * from './pipeline/image-pipeline';
export * from './pipeline/image-pipeline-props';
export * from './pipeline/image-pipeline-schedule';
export * from './pipeline/image-pipeline-schedule-options';
export * from './pipeline/image-pipeline-target';
export * from './pipeline/image-props';
export * from './pipeline/image-scanning';
export * from './pipeline/severity-gate';

export * from './managed/amazon-managed-component';
export * from './managed/amazon-managed-image';
export * from './managed/amazon-managed-workflow';

export * from './report/build-report';
export * from './report/build-source';
export * from './report/details-destination';
export * from './report/pipeline-execution';
export * from './report/report-functions';
export * from './report/report-keys';
export * from './report/report-options';
export * from './report/scan-report';
export * from './report/scan-source';

export * from './monitor/build-alarm-options';
export * from './monitor/build-dashboard';
export * from './monitor/build-history';
export * from './monitor/build-history-props';
export * from './monitor/build-monitor';
export * from './monitor/build-monitor-props';
export * from './monitor/build-notification';
export * from './monitor/monitor-source';
export * from './monitor/records-destination';

export * from './patterns/build-on-deploy';
export * from './patterns/golden-ami';
export * from './patterns/golden-ami-props';
export * from './patterns/golden-container-image';
export * from './patterns/golden-container-image-props';
export * from './patterns/golden-image-options';
export * from './patterns/image-retention';
export * from './patterns/private-build-network';
export * from './patterns/private-build-network-props';
